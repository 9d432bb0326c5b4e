// One element that runs: its heap, its language and theme, what it tells its page, and the methods that its page calls.
// What is drawn is pm-embed's; what is done is the session's.

import { ContextProvider } from '@lit/context';
import { startCore } from '../core.ts';
import { messagesContext } from '../elements/pm-element.ts';
import { type Stats } from '../generated/Stats.ts';
import { bestLanguage, type Language, loadMessages } from '../locales/language.ts';
import { type Messages } from '../locales/messages.ts';
import { speeds } from '../session/player.ts';
import { MOST_LINK } from '../share/limits.ts';
import { writeLink } from '../share/link.ts';
import { savedOf } from '../share/sharing.ts';
import { type Session } from '../store.ts';
import themeStyle from '../theme.css?inline';
import { type Tell } from './events.ts';
import { definerOf, leaveHeap, type SharedHeap, takeHeap } from './heaps.ts';
import { followTheme, schemeAround } from './host-theme.ts';
import { type Done, type Mounted } from './mounted.ts';
import { PmEmbed } from './pm-embed.ts';
import { EmbedProblem, problem, problemOf } from './problem.ts';
import { type PymallocExplorer } from './pymalloc-explorer.ts';
import { type BadValue, type Settings } from './settings.ts';
import { begin, openGiven, openState } from './source.ts';
import { placeOf } from './step.ts';
import { Telling } from './telling.ts';
import { type Views } from './views.ts';

/** What the small class of the element hands over. */
export interface Mounting {
  readonly element: PymallocExplorer;
  readonly root: ShadowRoot;
  readonly settings: Settings;
  readonly bad: readonly BadValue[];
  /** The state that the element had before it was taken out of the page. */
  readonly kept: string | undefined;
  readonly visible: boolean;
  readonly tell: Tell;
  readonly warn: (message: string) => void;
  /** Sets or takes a `:state()`. */
  readonly mark: (state: 'error' | 'dark', on: boolean) => void;
}

/** Of so few acts a link is made at once. */
const FEW_ACTS = 200;
/** So long after the last change the link of more acts is made. */
const PAUSE_MS = 300;

export class Guest implements Mounted {
  readonly #mounting: Mounting;
  readonly #provider: ContextProvider<typeof messagesContext>;
  readonly #view = new PmEmbed();
  #settings: Settings;
  #bad: readonly BadValue[];
  #heap: SharedHeap | undefined;
  #messages: Messages | undefined;
  #stopFollowing: (() => void) | undefined;
  #visible: boolean;
  /** It is to play as soon as it is in sight. */
  #plays = false;
  #telling: Telling | undefined;
  readonly #toldBad = new Set<string>();
  #linking: ReturnType<typeof setTimeout> | undefined;

  constructor(mounting: Mounting) {
    this.#mounting = mounting;
    this.#settings = mounting.settings;
    this.#bad = mounting.bad;
    this.#visible = mounting.visible;
    this.#provider = new ContextProvider(mounting.element, { context: messagesContext });
  }

  async start(): Promise<void> {
    const { root, kept } = this.#mounting;
    await this.#speak();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, themeSheet()];
    this.#followPage();
    this.#view.append(handedOn('', 'fallback'), handedOn('toolbar-end', 'toolbar-end'));
    this.#view.setAttribute('exportparts', 'toolbar, view, diagram, status');
    root.querySelector('.figure')?.replaceChildren(this.#view);
    this.#draw();
    await this.#startCore();
    await this.#takeHeap(kept);
  }

  get stats(): Stats | undefined {
    return this.read((heap) => heap.stats());
  }

  read<T>(look: (heap: Views) => T): T | undefined {
    return this.#heap?.session.read(look);
  }

  async update(settings: Settings, bad: readonly BadValue[], fresh: boolean): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    this.#bad = bad;
    await this.#speak();
    this.#followPage();
    this.#draw();
    if (settings.heap !== before.heap) {
      this.#leave();
      await this.#takeHeap(undefined);
    } else if (fresh) {
      const [definer, its] = definerOf(this.#mounting.element, settings);
      await this.#known.reopen((session) => begin(session, definer, its));
      this.#goToStart();
    } else if (settings.step !== before.step && settings.step !== undefined) this.#attempt(settings.step);
    if (settings.speed !== before.speed) this.#session.speed = nearest(settings.speed);
    if (settings.autoplay && !before.autoplay) this.#playWhenSeen();
  }

  show(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#followPlan();
    else if (this.#heap?.session.playing === true) {
      this.#heap.session.pause();
      this.#plays = true;
    }
  }

  async allocate(nbytes: number, count: number): Promise<Done> {
    return this.#do(() => this.#session.allocate(nbytes, count, false));
  }

  async free(address: number): Promise<Done> {
    return this.#do(async () => {
      await this.#session.perform({ act: 'free', at: address, unchecked: false });
    });
  }

  async collect(generation: number): Promise<Done> {
    return this.#do(() => this.#session.request({ op: 'collect', gen: generation }));
  }

  step(by: number): void {
    const move = by < 0 ? 'back' : 'over';
    for (let done = 0; done < Math.abs(by); done += 1) if (!this.#session.move(move)) return;
  }

  play(): void {
    this.#session.play();
  }

  pause(): void {
    this.#plays = false;
    this.#session.pause();
  }

  seek(step: string): void {
    const { ran, session } = this.#known;
    const place = placeOf(step, session.length, ran);
    if (place === undefined)
      throw this.#said(problem('bad_step', (words) => words.bad_step({ step, of: session.length })));
    if (place.mark === undefined) session.seek(place.operation);
    else session.stepTo(place.operation, place.mark);
  }

  reset(): void {
    this.#session.reset();
  }

  async load(source: string | Blob): Promise<void> {
    await this.#known.reopen((session) => {
      if (typeof source === 'string') session.reset();
      return openGiven(session, source);
    });
    this.#throwProblem();
  }

  async getState(): Promise<string> {
    const { fragment, isTooLong } = await writeLink(this.#saved());
    if (isTooLong) throw this.#said(tooLong(fragment.length));
    return fragment;
  }

  async setState(state: string): Promise<void> {
    await this.#known.reopen(async (session) => {
      await openState(session, state);
      return undefined;
    });
    this.#throwProblem();
  }

  async shareURL(): Promise<string> {
    const { explorer } = this.#mounting.element;
    if (explorer === undefined) throw this.#worded(problem('no_explorer', (words) => words.no_explorer));
    return `${explorer}#${await this.getState()}`;
  }

  async dispose(): Promise<string | undefined> {
    this.#stopFollowing?.();
    const kept = this.#heap === undefined || this.#session.length === 0 ? undefined : await this.#keep();
    this.#leave();
    this.#view.remove();
    return kept;
  }

  /** Too long a session, or one whose trace is not in a link, begins anew from its attributes. */
  async #keep(): Promise<string | undefined> {
    try {
      const { fragment, isTooLong } = await writeLink(this.#saved());
      return isTooLong ? undefined : fragment;
    } catch {
      return undefined;
    }
  }

  #saved(): ReturnType<typeof savedOf> {
    const [view] = this.#settings.views;
    return savedOf(this.#session, { view, lang: this.#language() });
  }

  get #known(): SharedHeap {
    if (this.#heap === undefined) throw new Error('the element does not run');
    return this.#heap;
  }

  get #session(): Session {
    return this.#known.session;
  }

  async #startCore(): Promise<void> {
    try {
      await startCore();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const refused = error instanceof WebAssembly.CompileError || /Content Security Policy|unsafe-eval/i.test(why);
      throw this.#said(
        refused
          ? problem('wasm_refused', (words) => words.wasm_refused)
          : problem('wasm_not_loaded', (words) => words.wasm_not_loaded({ why })),
      );
    }
  }

  async #takeHeap(kept: string | undefined): Promise<void> {
    const { element, tell } = this.#mounting;
    this.#heap = takeHeap(element, this.#settings, kept);
    this.#telling = new Telling(this.#heap, tell, () => this.#messages);
    this.#draw();
    await this.#heap.opened;
    this.#heap.session.addEventListener('change', this.#onChange);
    this.#heap.addEventListener('opening', this.#onOpening);
    this.#heap.addEventListener('opened', this.#onOpened);
    this.#onOpened();
    this.#session.speed = nearest(this.#settings.speed);
    if (kept === undefined) this.#goToStart();
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
    this.#view.session = undefined;
    leaveHeap(heap);
  }

  /** Where the attributes begin; whoever comes later to a heap that others show begins where they are. */
  #goToStart(): void {
    const { step, autoplay } = this.#settings;
    if (this.#known.problem === undefined && step !== undefined) this.#attempt(step);
    if (!autoplay) return;
    if (step === undefined && !wantsNoMotion()) this.#session.seek(this.#session.first);
    this.#playWhenSeen();
  }

  #playWhenSeen(): void {
    if (wantsNoMotion()) return;
    this.#plays = true;
    this.#followPlan();
  }

  #followPlan(): void {
    if (!this.#plays || !this.#visible || this.#heap === undefined) return;
    this.#plays = false;
    this.#session.play();
  }

  /** Goes to a step of an attribute; a bad one is told. */
  #attempt(step: string): void {
    try {
      this.seek(step);
    } catch (error) {
      if (!(error instanceof EmbedProblem)) throw error;
    }
  }

  /** Does what a method of the element asks for; rejects with what the session could not do. */
  async #do(work: () => Promise<void>): Promise<Done> {
    const { session } = this.#known;
    const before = session.length;
    await work();
    const { failure } = session;
    if (failure !== undefined) throw this.#worded(problemOf(failure));
    const result = session.length === before ? undefined : session.explanations.at(-1)?.result;
    return { address: result ?? undefined, collected: session.told?.collected };
  }

  #throwProblem(): void {
    const { problem: found } = this.#known;
    if (found !== undefined) throw this.#worded(found);
  }

  readonly #onOpening = (): void => {
    this.#draw();
  };

  /** A value that is no good is told once, however often attributes change. */
  #tellBad(): void {
    const { tell } = this.#mounting;
    for (const one of this.#bad) {
      const key = `${one.attribute}=${one.value}`;
      if (this.#toldBad.has(key) || this.#messages === undefined) continue;
      this.#toldBad.add(key);
      tell('pymalloc-error', { code: 'bad_attribute', message: this.#messages.embed.badValue(one) });
    }
  }

  readonly #onOpened = (): void => {
    const { problem: found } = this.#known;
    if (found !== undefined) this.#said(found);
    else this.#mounting.mark('error', this.#bad.length > 0);
    this.#draw();
  };

  /** Tells what is wrong, in the box, in the console and to the page. */
  #said(found: EmbedProblem): EmbedProblem {
    this.#view.problem = found;
    const { tell, warn } = this.#mounting;
    const { code, message } = this.#worded(found);
    warn(`${code}: ${message}`);
    tell('pymalloc-error', { code, message });
    return found;
  }

  /** With its message in the element's language. */
  #worded(found: EmbedProblem): EmbedProblem {
    if (this.#messages !== undefined) found.message = found.tell(this.#messages);
    return found;
  }

  #draw(): void {
    this.#tellBad();
    const view = this.#view;
    view.settings = this.#settings;
    view.bad = this.#bad;
    view.session = this.#heap?.session;
    view.opening = this.#heap?.isOpening ?? false;
    view.ran = this.#heap?.ran;
    view.problem = this.#heap?.problem ?? (this.#heap === undefined ? view.problem : undefined);
    view.explorer ??= this.#mounting.element.explorer;
    this.#followLink();
  }

  readonly #onChange = (): void => {
    this.#view.ran = this.#heap?.ran;
    this.#followLink();
  };

  /** The link into the explorer follows the session; of a long one, in pauses only. */
  #followLink(): void {
    clearTimeout(this.#linking);
    const wait = (this.#heap?.session.acts.length ?? 0) < FEW_ACTS ? 0 : PAUSE_MS;
    this.#linking = setTimeout(() => {
      void this.#freshenLink();
    }, wait);
  }

  async #freshenLink(): Promise<void> {
    const { explorer } = this.#mounting.element;
    if (explorer === undefined || this.#heap === undefined || this.#session.broken) return;
    const fragment = await this.#keep();
    this.#view.explorer = fragment === undefined ? explorer : `${explorer}#${fragment}`;
  }

  /** The theme and the language of the page, also when they change. */
  #followPage(): void {
    this.#stopFollowing?.();
    const look = (): void => {
      const { element, mark } = this.#mounting;
      const { theme } = this.#settings;
      mark('dark', (theme === 'auto' ? schemeAround(element) : theme) === 'dark');
      void this.#speak();
    };
    look();
    this.#stopFollowing = followTheme(look);
  }

  #language(): Language {
    for (let at: Element | null = this.#mounting.element; at !== null;) {
      const known: Element | null = at.closest('[lang]');
      if (known !== null) return bestLanguage([known.getAttribute('lang') ?? '']);
      const around: Node = at.getRootNode();
      at = around instanceof ShadowRoot ? around.host : null;
    }
    return 'en';
  }

  async #speak(): Promise<void> {
    const language = this.#language();
    if (this.#messages?.lang === language) return;
    const messages = await loadMessages(language);
    if (this.#language() !== language) return;
    this.#messages = messages;
    this.#provider.setValue(messages);
    this.#view.lang = language;
  }
}

function tooLong(length: number): EmbedProblem {
  return new EmbedProblem('too_long', ({ share }) => share.tooLong({ length, most: MOST_LINK }));
}

/** What the page put into a slot of the element goes into one of the view. */
function handedOn(from: string, to: string): HTMLSlotElement {
  const slot = document.createElement('slot');
  if (from !== '') slot.name = from;
  slot.slot = to;
  return slot;
}

function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function nearest(speed: number): (typeof speeds)[number] {
  return speeds.reduce((best, one) => (Math.abs(one - speed) < Math.abs(best - speed) ? one : best));
}

let sheet: CSSStyleSheet | undefined;

/** The colours on the element itself, where its page can set them anew. */
function themeSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(themeStyle);
  }
  return sheet;
}
