// The session of an element, from when there is something to do: brings its heap to where the attributes say, and does what
// is asked of it. What is drawn is the guest's; what methods do is in operating.ts.

import { type Heap, startCore, startSmallCore } from '../core.ts';
import { whenIdle } from '../idle.ts';
import { loadMessages } from '../locales/language.ts';
import { sharing } from '../share/later.ts';
import { MOST_LINK } from '../share/limits.ts';
import { type SavedSession } from '../share/saved.ts';
import { type Session } from '../store.ts';
import { type Around, type Start } from './around.ts';
import { definerOf, leaveHeap, type SharedHeap, takeHeap } from './heaps.ts';
import { type Deeds, type Done, type Kept } from './mounted.ts';
import { allocate, ask, collect, free, load, reset, seek, select, setState, step } from './operating.ts';
import { EmbedProblem, problem } from './problem.ts';
import { type Settings } from './settings.ts';
import { begin, needsWhole } from './source.ts';
import { Telling } from './telling.ts';
import { type Views } from './views.ts';

/** Of so few acts a link is made at once. */
const FEW_ACTS = 200;
/** So long after the last change the link of more acts is made. */
const PAUSE_MS = 300;

export class Awake implements Deeds {
  readonly #around: Around;
  #heap: SharedHeap | undefined;
  /** It is to play as soon as it is in sight. */
  #plays = false;
  #telling: Telling | undefined;
  #linking: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Around) {
    this.#around = around;
  }

  /** The heap, once there is one. */
  get heap(): SharedHeap | undefined {
    return this.#heap;
  }

  /** Goes on with the empty heap of what was shown before, if there is one. Rejects where the core does not run. */
  async start(empty: Heap | undefined): Promise<void> {
    const known = empty !== undefined && works(empty) ? empty : undefined;
    if (known === undefined) await this.#around.started(empty === undefined ? this.#startCore() : startCore());
    await this.#takeHeap(this.#around.kept, known);
    // What was done is told when it is shown: nothing moves afterwards.
    if (this.#session.length > 0) await loadMessages(this.#around.language, ['telling']).catch(() => undefined);
  }

  /** Attributes have changed; `fresh` where they decide what is in the heap. */
  async update(before: Settings, settings: Settings, fresh: boolean): Promise<void> {
    if (settings.heap !== before.heap) {
      this.#leave();
      await this.#around.started(this.#startCore());
      await this.#takeHeap(undefined);
    } else if (fresh) {
      const [definer, its] = definerOf(this.#around.element, settings);
      await this.#known.begin((session) => begin(session, definer, its));
      await this.#goToStart();
    } else {
      if (settings.step !== before.step) await this.#goTo(settings.step);
      if (settings.select !== before.select) await this.#choose(settings.select);
    }
    if (settings.speed !== before.speed) this.#session.speed = settings.speed;
    if (settings.autoplay && !before.autoplay) this.#playWhenSeen();
  }

  show(visible: boolean): void {
    if (visible) this.#followPlan();
    else if (this.#heap?.session.playing === true) {
      this.#heap.session.pause();
      this.#plays = true;
    }
  }

  ask<T>(look: (heap: Views) => T): Promise<T | undefined> {
    return this.#answer(ask(this.#known, look));
  }

  allocate(nbytes: number, count: number): Promise<Done> {
    return this.#answer(allocate(this.#known, nbytes, count));
  }

  free(address: number): Promise<Done> {
    return this.#answer(free(this.#known, address));
  }

  collect(generation: number): Promise<Done> {
    return this.#answer(collect(this.#known, generation));
  }

  step(by: number): Promise<void> {
    return this.#answer(step(this.#known, by));
  }

  /** Out of sight it begins when it comes into sight. */
  play(): Promise<void> {
    return this.#known.inTurn(() => {
      this.#plays = true;
      this.#followPlan();
    });
  }

  pause(): void {
    this.#plays = false;
    this.#session.pause();
  }

  async seek(to: string): Promise<void> {
    try {
      await this.#answer(seek(this.#known, to));
    } catch (error) {
      if (error instanceof EmbedProblem) await this.#around.report(error);
      throw error;
    }
  }

  select(what: number | string): Promise<void> {
    return this.#answer(select(this.#known, what));
  }

  reset(): Promise<void> {
    return this.#answer(reset(this.#known));
  }

  load(source: string | Blob): Promise<void> {
    return this.#answer(load(this.#known, source));
  }

  setState(state: string): Promise<void> {
    return this.#answer(setState(this.#known, state));
  }

  getState(): Promise<string> {
    return this.#answer(
      this.#known.inTurn(async () => {
        const { writeLink } = await sharing.load();
        const { fragment, isTooLong } = await writeLink(await this.#saved());
        if (isTooLong) throw tooLong(fragment.length);
        return fragment;
      }),
    );
  }

  async shareURL(): Promise<string> {
    const { explorer } = this.#around.element;
    if (explorer === undefined) throw await this.#around.worded(problem('no_explorer', (words) => words.no_explorer));
    return `${explorer}#${await this.getState()}`;
  }

  async dispose(): Promise<Kept | undefined> {
    const kept = this.#heap === undefined || this.#session.length === 0 ? undefined : await this.#keep();
    this.#leave();
    return kept;
  }

  /** The link into the explorer follows the session; of a long one, in pauses only. */
  followLink(): void {
    clearTimeout(this.#linking);
    const wait = (this.#heap?.session.acts.length ?? 0) < FEW_ACTS ? 0 : PAUSE_MS;
    this.#linking = setTimeout(() => {
      if (sharing.present === undefined) whenIdle(this.#freshen);
      else this.#freshen();
    }, wait);
  }

  /** Too long a session, or one whose trace is not in a link, begins anew from its attributes. */
  async #keep(): Promise<Kept | undefined> {
    const { ran } = this.#known;
    const state = await this.#link();
    return state === undefined ? undefined : { state, ran };
  }

  async #link(): Promise<string | undefined> {
    try {
      const { writeLink } = await sharing.load();
      const { fragment, isTooLong } = await writeLink(await this.#saved());
      return isTooLong ? undefined : fragment;
    } catch {
      return undefined;
    }
  }

  async #saved(): Promise<SavedSession> {
    const { settings, language } = this.#around;
    const [view] = settings.views;
    const { savedOf } = await sharing.load();
    return savedOf(this.#session, { view, lang: language });
  }

  get #known(): SharedHeap {
    if (this.#heap === undefined) throw new Error('the element does not run');
    return this.#heap;
  }

  get #session(): Session {
    return this.#known.session;
  }

  /** The small core where that is enough: the session changes to the whole one when it needs it. */
  #startCore(): Promise<void> {
    const { element, settings, kept } = this.#around;
    const [definer, its] = definerOf(element, settings);
    const isWhole = kept !== undefined || needsWhole(definer, { ...its, views: settings.views });
    return isWhole ? startCore() : startSmallCore(its.edition);
  }

  async #takeHeap(kept: Kept | undefined, empty?: Heap): Promise<void> {
    const { element, settings, tell } = this.#around;
    const { heap, isFirst } = takeHeap(element, settings, kept, empty);
    this.#heap = heap;
    this.#telling = new Telling(heap, tell, () => this.#around.messages);
    await heap.opened;
    heap.session.addEventListener('change', this.#onChange);
    heap.addEventListener('opening', this.#onOpening);
    heap.addEventListener('opened', this.#onOpened);
    this.#onOpened();
    this.#session.speed = this.#around.settings.speed;
    if (kept === undefined && isFirst) await this.#goToStart();
  }

  #leave(): void {
    const heap = this.#heap;
    if (heap === undefined) return;
    this.#telling?.stop();
    clearTimeout(this.#linking);
    heap.session.removeEventListener('change', this.#onChange);
    heap.removeEventListener('opening', this.#onOpening);
    heap.removeEventListener('opened', this.#onOpened);
    this.#heap = undefined;
    this.#around.leave();
    leaveHeap(heap);
  }

  /** Where the attributes begin; whoever comes later to a heap that others show begins where they are. */
  async #goToStart(): Promise<void> {
    const { element, settings } = this.#around;
    const { step: own, select: chosen, autoplay } = settings;
    const [, definer] = definerOf(element, settings);
    const to = own ?? definer.step;
    if (this.#known.problem === undefined) {
      await this.#goTo(to);
      await this.#choose(chosen ?? definer.select);
    }
    if (!autoplay) return;
    if (to === undefined && !wantsNoMotion()) this.#session.seek(this.#session.first);
    this.#playWhenSeen();
  }

  /** Goes where an attribute says. */
  #goTo(to: string | undefined): Promise<void> {
    return this.#follow('step', to === undefined ? undefined : seek(this.#known, to));
  }

  #choose(what: string | undefined): Promise<void> {
    return this.#follow('select', what === undefined ? undefined : select(this.#known, what));
  }

  async #follow(attribute: Start, work: Promise<void> | undefined): Promise<void> {
    this.#around.blame(attribute, undefined);
    try {
      await work;
    } catch (error) {
      if (!(error instanceof EmbedProblem)) throw error;
      this.#around.blame(attribute, error);
      await this.#around.report(error);
    }
    this.#around.draw();
  }

  #playWhenSeen(): void {
    if (wantsNoMotion()) return;
    this.#plays = true;
    this.#followPlan();
  }

  #followPlan(): void {
    if (!this.#plays || !this.#around.visible || this.#heap === undefined) return;
    this.#plays = false;
    this.#session.play();
  }

  /** What a method answers; what was refused comes with its message in the element's language. */
  async #answer<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw error instanceof EmbedProblem ? await this.#around.worded(error) : error;
    }
  }

  readonly #onOpening = (): void => {
    this.#around.draw();
  };

  readonly #onOpened = (): void => {
    const { problem: found } = this.#known;
    if (found !== undefined) void this.#around.report(found);
    this.#around.draw();
  };

  readonly #onChange = (): void => {
    this.#around.changed();
    this.followLink();
  };

  readonly #freshen = (): void => {
    void this.#freshenLink();
  };

  async #freshenLink(): Promise<void> {
    const { explorer } = this.#around.element;
    if (explorer === undefined || this.#heap === undefined || this.#session.broken) return;
    const fragment = await this.#link();
    this.#around.showLink(fragment === undefined ? explorer : `${explorer}#${fragment}`);
  }
}

/** A core that another element has broken has no heap any more. */
function works(heap: Heap): boolean {
  try {
    heap.info();
    return true;
  } catch {
    return false;
  }
}

function tooLong(length: number): EmbedProblem {
  return new EmbedProblem('too_long', ({ share }) => share.tooLong({ length, most: MOST_LINK }));
}

function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
