// The bar of the timeline: to its ends and along it, into operations and out of them, play and pause. Always at hand, with
// the keys that do the same. Moves the session; draws nothing of the heap.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type OperationLine } from '../generated/OperationLine.ts';
import { type Ask, bindingOf, isSingle, isTaken } from '../keys.ts';
import { Later } from '../later.ts';
import { noNames, tellOperation } from '../locales/messages.ts';
import { type Move } from '../session/moves.ts';
import { speeds } from '../session/player.ts';
import { type Place } from '../session/timeline.ts';
import { singleKeys } from '../single-keys.ts';
import { type Session } from '../store.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { icon } from './icons.ts';
import { PmElement } from './pm-element.ts';
import { type PmKeys } from './pm-keys.ts';
import { SessionController } from './session-controller.ts';
import { barStyle } from './timeline-bar-style.ts';

/** Loaded when they are first needed. */
const keysDialog = new Later(() => import('./pm-keys.ts'));
const stepper = new Later(() => import('./pm-stepper.ts'));

/** The buttons between operations, and inside of one. */
const BETWEEN: readonly Move[] = ['first', 'back', 'over', 'last', 'into', 'backInto'];
const INSIDE: readonly Move[] = ['back', 'over', 'into', 'backInto'];
const INSIDE_PHASES: readonly Move[] = ['previousPhase', 'back', 'over', 'nextPhase', 'into', 'backInto'];

/**
 * Play, step and scrub through everything that was done.
 *
 * @tagname pm-timeline
 */
export class PmTimeline extends PmElement {
  static override readonly properties = { session: { attribute: false }, asked: { state: true } };
  static override readonly styles = [baseStyle, controlsStyle, barStyle];

  declare session: Session | undefined;

  /** The list of keys was asked for before. */
  declare asked: boolean;

  /** What had the keyboard before one stepped into an operation. */
  #cameFrom: HTMLElement | undefined;
  #wasInside = false;

  constructor() {
    super();
    this.asked = false;
    new SessionController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.session?.pause();
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const { timeline, stepper: words } = this.messages;
    const { inside } = session;
    if (inside !== undefined) stepper.load().catch(() => undefined);
    return html`<section
      class="bar ${inside === undefined ? '' : 'inside'}"
      aria-label=${inside === undefined ? timeline.bar.label : words.label}
    >
      ${inside === undefined ? nothing : html`<pm-stepper .session=${session}></pm-stepper>`}
      <div class="line">${this.#buttons(session)} ${this.#slider(session)} ${this.#speed(session)} ${this.#keys()}</div>
      ${this.#past(session)}
      ${this.asked ? html`<pm-keys></pm-keys>` : nothing}
    </section>`;
  }

  // The keyboard comes along into an operation, and goes back where it was.
  override updated(): void {
    const isInside = this.session?.inside !== undefined;
    const focused = focusedElement();
    const here = this.shadowRoot?.activeElement;
    // In the list of operations one goes on with its own keys.
    const isInList = focused?.matches('[role=tree]') ?? false;
    if (isInside && !this.#wasInside && here === null && !isInList) {
      this.#cameFrom = focused;
      this.#focusOver();
    }
    if (!isInside && this.#wasInside) {
      if (focused === undefined || here !== null) this.#cameFrom?.focus();
      this.#cameFrom = undefined;
    }
    // A button that became useless loses the keyboard: another takes over.
    if (here instanceof HTMLButtonElement && here.disabled) this.#focusOver();
    this.#wasInside = isInside;
  }

  #buttons(session: Session): TemplateResult {
    const { inside } = session;
    const between = inside === undefined;
    const names = between ? BETWEEN : inside.sections.length === 0 ? INSIDE : INSIDE_PHASES;
    const [before, after] = [names.slice(0, names.indexOf('over')), names.slice(names.indexOf('over'))];
    return html`<div class="buttons">
      ${before.map((name) => this.#button(session, name))} ${this.#playButton(session)}
      ${after.map((name) => this.#button(session, name))}
    </div>`;
  }

  #button(session: Session, name: Move): TemplateResult {
    const word = this.#word(session, name);
    const still = session.busy || session.broken || session.moves[name] === undefined;
    return html`<button
      class=${name}
      title=${word}
      ?disabled=${still}
      @click=${() => {
        session.move(name);
      }}
    >
      ${icon(name)}<span class="word">${word}</span>
    </button>`;
  }

  #word({ inside }: Session, name: Move): string {
    const { stepper, timeline } = this.messages;
    if (inside === undefined) return timeline.moves[name];
    switch (name) {
      case 'back':
        return stepper.previousStep;
      case 'over':
        return stepper.nextStep;
      case 'previousPhase':
        return stepper.previousPhase;
      case 'nextPhase':
        return stepper.nextPhase;
      case 'into':
        return timeline.bar.nextOperation;
      case 'backInto':
        return timeline.bar.previousOperation;
      default:
        return timeline.moves[name];
    }
  }

  #playButton(session: Session): TemplateResult {
    const { bar } = this.messages.timeline;
    const { playing } = session;
    const word = playing ? bar.pause : bar.play;
    const still = !playing && (session.busy || session.broken || session.moves.over === undefined);
    return html`<button
      class="play"
      title=${word}
      ?disabled=${still}
      @click=${() => {
        playPause(session);
      }}
    >
      ${icon(playing ? 'pause' : 'play')}<span class="word">${word}</span>
    </button>`;
  }

  #slider(session: Session): TemplateResult {
    const { stepper } = this.messages;
    const { inside, first, length } = session;
    const { operation, mark } = placeOf(session);
    const where = this.#where(session);
    const [label, min, max, value] =
      inside === undefined
        ? [this.messages.timeline.bar.slider, first, length, operation]
        : [stepper.slider, 0, inside.marks, mark ?? 0];
    return html`<label class="place"
      ><span class="where">${where}</span>
      <input
        type="range"
        min=${min}
        max=${max}
        .value=${live(String(value))}
        ?disabled=${session.busy || session.broken || max === min}
        aria-label=${label}
        aria-valuetext=${where}
        @input=${this.#slide}
        @change=${this.#letGo}
    /></label>`;
  }

  /** The place in words. */
  #where(session: Session): string {
    const { stepper, timeline } = this.messages;
    const { inside, length: of } = session;
    const { operation: n, mark = 0 } = placeOf(session);
    if (inside !== undefined) return mark === 0 ? stepper.before : stepper.at({ mark, marks: inside.marks });
    if (of === 0) return timeline.bar.empty;
    if (n === 0) return timeline.bar.begin({ of });
    const line = session.read((heap) => heap.operationsPart(n - 1, 1)[0]);
    return timeline.bar.at({ n, of, call: line === undefined ? '' : this.#call(session, line) });
  }

  #call(session: Session, { number, operation }: OperationLine): string {
    // What objects are called elsewhere is known only there.
    const names = session.heading === undefined ? session.namesIn(number, this.messages) : noNames;
    return tellOperation(this.messages, operation, names);
  }

  #speed(session: Session): TemplateResult {
    const { bar } = this.messages.timeline;
    return html`<select class="speed" aria-label=${bar.speed} @change=${this.#chooseSpeed}>
      ${speeds.map(
        (speed) =>
          html`<option value=${speed} ?selected=${speed === session.speed}>${bar.perSecond({ n: speed })}</option>`,
      )}
    </select>`;
  }

  #keys(): TemplateResult {
    const { bar } = this.messages.timeline;
    return html`<button class="keys" title=${bar.keys} @click=${this.#help}>
      ${icon('keys')}<span class="word">${bar.keys}</span>
    </button>`;
  }

  /** What operating here means. */
  #past({ position, length, inside }: Session): TemplateResult | typeof nothing {
    if (position >= length) return nothing;
    const { bar } = this.messages.timeline;
    const n = length - position;
    return html`<p class="note past">${inside === undefined ? bar.past({ n }) : bar.pastInside({ n })}</p>`;
  }

  readonly #help = async (): Promise<void> => {
    await keysDialog.load();
    this.asked = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<PmKeys>('pm-keys')?.open();
  };

  readonly #slide = (event: Event): void => {
    const { session } = this;
    if (session === undefined || !(event.target instanceof HTMLInputElement)) return;
    const { inside } = session;
    const to = event.target.valueAsNumber;
    session.scrub(inside === undefined ? { operation: to } : { operation: inside.operation, mark: to });
    // The label follows the hand, before anything else does.
    this.requestUpdate();
  };

  readonly #letGo = (): void => {
    this.session?.endScrub();
  };

  readonly #chooseSpeed = (event: Event): void => {
    const value = event.target instanceof HTMLSelectElement ? Number(event.target.value) : NaN;
    const speed = speeds.find((one) => one === value);
    if (speed !== undefined && this.session !== undefined) this.session.speed = speed;
  };

  readonly #onHidden = (): void => {
    if (document.hidden) this.session?.pause();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { session } = this;
    const binding = bindingOf(event);
    if (session === undefined || binding === undefined || event.defaultPrevented) return;
    const path = event.composedPath();
    const isHere = path.includes(this);
    if (isTaken(event, path) || (binding.inTimeline === true && !isHere)) return;
    // Where single keys are switched off, those of the bar itself still work in it.
    if (isSingle(binding) && !singleKeys() && !isHere) return;
    if (this.#ask(session, binding.ask)) event.preventDefault();
  };

  /** Answers whether the key was of use. */
  #ask(session: Session, ask: Ask): boolean {
    switch (ask) {
      case 'playPause':
        playPause(session);
        return true;
      case 'undo':
        session.undo();
        return true;
      case 'redo':
        void session.redo();
        return true;
      case 'help':
        void this.#help();
        return true;
      case 'down':
        return session.move(session.inside === undefined ? 'into' : 'nextPhase');
      case 'up':
        return session.move(session.inside === undefined ? 'backInto' : 'previousPhase');
      default:
        return session.move(ask);
    }
  }

  #focusOver(): void {
    const enabled = (name: string) => this.renderRoot.querySelector<HTMLButtonElement>(`button${name}:enabled`);
    (enabled('.over') ?? enabled('.back') ?? enabled(''))?.focus();
  }
}

/** Where the slider stands. */
function placeOf(session: Session): Place {
  return session.heading ?? session.place;
}

function playPause(session: Session): void {
  if (session.playing) session.pause();
  else session.play();
}

/** What has the keyboard, however deep. */
function focusedElement(): HTMLElement | undefined {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement && found !== document.body ? found : undefined;
}
