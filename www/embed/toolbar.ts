// The controls of an element: those that its author chose, in as few rows as its width allows. Draws buttons; the session
// does what they say.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../elements/icons.ts';
import { type NewKind } from '../generated/NewKind.ts';
import { type Messages } from '../locales/messages.ts';
import { freeName } from '../objects-of.ts';
import { type Move } from '../session/moves.ts';
import { speeds } from '../session/player.ts';
import { type Sight } from '../session/sight.ts';
import { type Control, offers, type Settings } from './settings.ts';

export interface Toolbar {
  readonly session: Sight;
  readonly settings: Settings;
  readonly messages: Messages;
  /** What the heap begins with is still being done. */
  readonly opening: boolean;
  /** The link that opens the present state in the explorer. */
  readonly explorer: string | undefined;
  /** The slider has moved, and the views follow later. */
  readonly redraw: () => void;
}

/** Bytes that one allocates first. */
const USUAL_SIZE = 24;
const MOST_SIZE = 2 ** 40;

const KINDS: readonly NewKind[] = ['list', 'tuple', 'dict', 'set', 'node', 'fin'];

export function toolbar(bar: Toolbar): TemplateResult {
  return html`${does(bar)} ${moves(bar)}`;
}

function has({ settings }: Toolbar, control: Control): boolean {
  return offers(settings, control);
}

function isStill({ session, opening }: Toolbar): boolean {
  return opening || session.busy || session.broken;
}

/** What changes the heap. */
function does(bar: Toolbar): TemplateResult | typeof nothing {
  const parts = [allocating(bar), freeing(bar), making(bar), collecting(bar), undoing(bar)];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="row">${parts}</div>`;
}

function allocating(bar: Toolbar): TemplateResult | typeof nothing {
  if (!has(bar, 'allocate')) return nothing;
  const { embed } = bar.messages;
  const allocate = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = event.target instanceof HTMLFormElement ? event.target.querySelector('input') : null;
    if (field?.validity.valid !== true) return;
    const size = field.valueAsNumber;
    bar.session.wake((session) => session.allocate(size, 1, false));
  };
  return html`<form class="joined" @submit=${allocate}>
    <button class="primary" ?disabled=${isStill(bar)}>${embed.allocate}</button>
    <label
      ><input type="number" min="0" max=${MOST_SIZE} step="1" value=${USUAL_SIZE} required aria-label=${embed.size} /><span
        >${embed.size}</span
      ></label
    >
  </form>`;
}

function freeing(bar: Toolbar): TemplateResult | typeof nothing {
  if (!has(bar, 'free')) return nothing;
  const { session, messages } = bar;
  const { free, freeWhat } = messages.embed;
  const can = session.unchecked || canFree(session);
  // It keeps the keyboard and answers, and so is not disabled.
  return html`<button
    ?disabled=${isStill(bar)}
    aria-disabled=${can ? nothing : 'true'}
    title=${can ? nothing : freeWhat}
    @click=${() => {
      session.wake((awake) => {
        if (can) return awake.freeSelected();
        awake.refuse((words) => words.embed.freeWhat);
        return undefined;
      });
    }}
  >
    ${free}
  </button>`;
}

/** Inside an operation nobody knows what is allocated at its end. */
function canFree({ inside, selection: { place } }: Sight): boolean {
  if (inside !== undefined) return true;
  return place?.kind === 'block' ? place.state === 'allocated' : place?.kind === 'rawBlock' && place.allocated;
}

function making(bar: Toolbar): TemplateResult | typeof nothing {
  if (!has(bar, 'objects')) return nothing;
  const { session, messages } = bar;
  const { embed, objectsPanel } = messages;
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = event.target instanceof HTMLFormElement ? event.target.querySelector('select')?.value : undefined;
    const kind = KINDS.find((one) => one === chosen);
    if (kind === undefined) return;
    session.wake(async (awake) => {
      const view = awake.objects;
      if (view !== undefined) await awake.request({ op: 'new', kind, id: freeName(view) });
    });
  };
  return html`<form class="joined" @submit=${make}>
      <button class="primary" ?disabled=${isStill(bar)}>${embed.make}</button>
      <select aria-label=${embed.kind}>
        ${KINDS.map((kind) => html`<option value=${kind}>${objectsPanel.newKinds[kind]}</option>`)}
      </select>
    </form>
    <button
      ?disabled=${isStill(bar)}
      @click=${() => {
        forget(bar);
      }}
    >
      ${embed.forget}
    </button>`;
}

/** The chosen object is called by its last name no more. */
function forget({ session }: Toolbar): void {
  const { address } = session.selection;
  const name = session.objects?.names.findLast(({ object }) => object === address)?.name;
  session.wake((awake) => {
    if (name !== undefined) return awake.request({ op: 'root_del', id: name });
    awake.refuse(({ embed }) => embed.forgetWhat);
    return undefined;
  });
}

function collecting(bar: Toolbar): TemplateResult | typeof nothing {
  if (!has(bar, 'collect')) return nothing;
  return html`<button ?disabled=${isStill(bar)} @click=${() => {
    bar.session.wake((session) => session.request({ op: 'collect', gen: 2 }));
  }}>
    ${bar.messages.embed.collect}
  </button>`;
}

function undoing(bar: Toolbar): TemplateResult | typeof nothing {
  const { session, messages } = bar;
  const { undo } = messages.timeline;
  const still = isStill(bar);
  const undoPart = html`<button
      class="brief"
      title=${undo.undo}
      aria-label=${undo.undo}
      ?disabled=${still || session.undoable.what === 'nothing'}
      @click=${() => {
        session.wake((awake) => {
          awake.undo();
        });
      }}
    >
      ${icon('undo')}<span>${undo.undo}</span></button
    ><button
      class="brief"
      title=${undo.redo}
      aria-label=${undo.redo}
      ?disabled=${still || session.redoable.what === 'nothing'}
      @click=${() => {
        session.wake((awake) => awake.redo());
      }}
    >
      ${icon('redo')}<span>${undo.redo}</span>
    </button>`;
  const resetPart = html`<button
    ?disabled=${still}
    @click=${() => {
      session.wake((awake) => {
        awake.reset();
      });
    }}
  >
    ${undo.reset}
  </button>`;
  const parts = [has(bar, 'undo') ? undoPart : nothing, has(bar, 'reset') ? resetPart : nothing];
  return parts.every((part) => part === nothing) ? nothing : html`${parts}`;
}

/** What moves in time, and leads elsewhere. */
function moves(bar: Toolbar): TemplateResult | typeof nothing {
  const parts = [stepping(bar), speed(bar), leading(bar)];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="row moves">${parts}</div>`;
}

function stepping(bar: Toolbar): TemplateResult | typeof nothing {
  const { session } = bar;
  const [steps, plays] = [has(bar, 'step'), has(bar, 'play')];
  if (!steps && !plays) return nothing;
  const inside = session.inside !== undefined;
  const [before, after]: readonly (readonly Move[])[] = inside
    ? [['out', 'back'], ['over']]
    : [
        ['first', 'back'],
        ['over', 'last', 'into'],
      ];
  return html`<div class="buttons">
      ${steps ? before?.map((name) => move(bar, name)) : nothing} ${plays ? playing(bar) : nothing}
      ${steps ? after?.map((name) => move(bar, name)) : nothing}
    </div>
    ${slider(bar)}`;
}

function move(bar: Toolbar, name: Move): TemplateResult {
  const { session, messages } = bar;
  const { stepper, timeline } = messages;
  const inside = session.inside !== undefined;
  const word =
    inside && name === 'back'
      ? stepper.previousStep
      : inside && name === 'over'
        ? stepper.nextStep
        : timeline.moves[name];
  return html`<button
    class="sign"
    title=${word}
    aria-label=${word}
    ?disabled=${isStill(bar) || session.moves[name] === undefined}
    @click=${() => {
      session.wake((awake) => awake.move(name));
    }}
  >
    ${icon(name)}
  </button>`;
}

function playing(bar: Toolbar): TemplateResult {
  const { session, messages } = bar;
  const { play, pause } = messages.timeline.bar;
  const word = session.playing ? pause : play;
  return html`<button
    class="sign"
    title=${word}
    aria-label=${word}
    ?disabled=${!session.playing && (isStill(bar) || session.moves.over === undefined)}
    @click=${() => {
      session.wake((awake) => {
        if (awake.playing) awake.pause();
        else awake.play();
      });
    }}
  >
    ${icon(session.playing ? 'pause' : 'play')}
  </button>`;
}

function slider(bar: Toolbar): TemplateResult {
  const { session, messages } = bar;
  const { embed, stepper, timeline } = messages;
  const { inside, first, length } = session;
  const { operation: n, mark = 0 } = session.heading ?? session.place;
  const [label, min, max, value] =
    inside === undefined ? [timeline.bar.slider, first, length, n] : [stepper.slider, 0, inside.marks, mark];
  const where =
    inside === undefined
      ? embed.place({ n, of: length })
      : embed.placeInside({ n, of: length, mark, marks: inside.marks });
  const slide = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const to = event.target.valueAsNumber;
    session.wake((awake) => {
      awake.scrub(inside === undefined ? { operation: to } : { operation: inside.operation, mark: to });
      bar.redraw();
    });
  };
  return html`<label class="place"
    ><input
      type="range"
      min=${min}
      max=${max}
      .value=${live(String(value))}
      ?disabled=${isStill(bar) || max === min}
      aria-label=${label}
      aria-valuetext=${where}
      @input=${slide}
      @change=${() => {
        session.wake((awake) => {
          awake.endScrub();
        });
      }}
    /><span>${where}</span></label
  >`;
}

function speed(bar: Toolbar): TemplateResult | typeof nothing {
  if (!has(bar, 'speed')) return nothing;
  const { session, messages } = bar;
  const words = messages.timeline.bar;
  const choose = (event: Event): void => {
    const value = event.target instanceof HTMLSelectElement ? Number(event.target.value) : NaN;
    const chosen = speeds.find((one) => one === value);
    if (chosen === undefined) return;
    session.wake((awake) => {
      awake.speed = chosen;
    });
  };
  return html`<select aria-label=${words.speed} @change=${choose}>
    ${speeds.map(
      (one) => html`<option value=${one} ?selected=${one === session.speed}>${words.perSecond({ n: one })}</option>`,
    )}
  </select>`;
}

/** A real link, for every way that there is to open one. */
function leading(bar: Toolbar): TemplateResult | typeof nothing {
  const { explorer, messages } = bar;
  if (!has(bar, 'open') || explorer === undefined) return nothing;
  return html`<a class="open" href=${explorer} target="_blank">${messages.embed.open}</a>`;
}
