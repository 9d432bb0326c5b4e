// One object as a card: its names above it, kind, value, ob_refcnt, address, size class and where the collector has it.

import { nothing, svg, type SVGTemplateResult } from 'lit';

import { hex } from '../format.ts';
import { type Kind } from '../generated/Kind.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { joined } from '../locales/joined.ts';
import { type Messages } from '../locales/messages.ts';
import { cut, letters } from './letters.ts';
import { type ObjectGraph, shortKind, standingWord } from './object-graph.ts';
import { type Box } from './object-paths.ts';
import { type CardSize, type ObjectsOptions } from './objects.ts';
import { face } from './patterns.ts';

export interface CardContext {
  readonly graph: ObjectGraph;
  readonly size: CardSize;
  readonly patterns: string;
  readonly selected: boolean;
  readonly tab: '0' | '-1';
}

type Outline = 'square' | 'round' | 'pill' | 'corners' | 'dashed';

/** Each kind has an outline and the sign that Python writes it with. */
const SIGNS: Readonly<Record<Kind, readonly [Outline, string]>> = {
  list: ['square', '[ ]'],
  tuple: ['square', '( )'],
  dict: ['square', '{:}'],
  set: ['square', '{ }'],
  int: ['round', '1'],
  long: ['round', '1L'],
  float: ['round', '.0'],
  str: ['pill', "' '"],
  unicode: ['pill', "u' '"],
  none: ['pill', '∅'],
  object: ['corners', 'o'],
  function: ['pill', 'f()'],
  weakref: ['dashed', '→'],
  slots: ['corners', 's'],
  instance: ['corners', 'i'],
};

const SIGN_WIDTH = 26;
const SIGN_HEIGHT = 16;
const TAG_HEIGHT = 16;
/** Pixels that a letter of a tag or of a value takes. */
const LETTER = 6.7;

export function objectCard(
  object: ObjectSummary,
  box: Box,
  context: CardContext,
  o: ObjectsOptions,
): SVGTemplateResult {
  const { graph, size, selected } = context;
  const garbage = graph.isGarbage(object.at);
  const changed = isChanged(object, o);
  const made = o.made === object.at;
  const hidden = hiddenFrom(object.at, graph);
  const name = cardName(object, graph, changed, made, o);
  const { width: w, height: h } = size;
  const classes = [
    garbage ? 'garbage' : '',
    object.isStatic ? 'static' : '',
    selected ? 'selected' : '',
    changed ? 'changed' : '',
    made ? 'made' : '',
  ];
  return svg`<g class="cell object ${size.detail} ${classes.filter(Boolean).join(' ')}" role="option"
      aria-selected=${selected ? 'true' : 'false'} aria-label=${name} tabindex=${context.tab} data-address=${object.at}
      transform="translate(${box.x} ${box.y})">
    <title>${name}</title>
    ${tags(object, graph, garbage, w, o.messages)}
    ${face(context.patterns, garbage ? 'waste' : undefined, w, h)}
    ${sign(object.kind, size.detail === 'full' ? 7 : 5, size.detail === 'full' ? 7 : 4)}
    ${size.detail === 'full' ? fullText(object, w, o.messages) : compactText(object, w, o.messages)}
    ${hidden === 0 ? nothing : svg`<text class="hidden-references end" x=${w - 4} y=${h + 11}>${o.messages.objectsView.notDrawn({ n: hidden })}</text>`}
    ${countsPill(object, h, o.messages)}
    ${made ? svg`<rect class="made-ring" x="2" y="2" width=${w - 4} height=${h - 4} rx="3"></rect><path class="made-mark" d="M${w - 6} ${h - 6} h-9 l4.5 -8 z"></path>` : nothing}
    <rect class="ring" x="-2" y="-2" width=${w + 4} height=${h + 4} rx="5"></rect>
    ${changed ? svg`<path class="changed-mark" d="M${w - 1} 1 h-11 l11 11 z"></path>` : nothing}
    ${o.linking === undefined ? nothing : handle(w, h, o.messages.objectsView.linkFrom({ name: graph.called(object.at) }))}
  </g>`;
}

/** Whether the last action wrote its head: ob_refcnt, ob_type, and the word after them. */
function isChanged(object: ObjectSummary, o: ObjectsOptions): boolean {
  const { word } = o.edition;
  return o.changed.has(object.at, 3 * word);
}

function cardName(
  object: ObjectSummary,
  graph: ObjectGraph,
  changed: boolean,
  made: boolean,
  o: ObjectsOptions,
): string {
  const { messages } = o;
  const words = messages.objectsView;
  const names = graph.namesOf(object.at);
  const hidden = hiddenFrom(object.at, graph);
  return joined(
    [
      names.length > 0 ? joined(names, messages) : object.label === null ? '' : words.was({ name: object.label }),
      messages.kinds[object.kind],
      object.repr,
      words.refcnt({ n: object.refcnt }),
      object.gcRefs === null ? '' : words.gcRefs({ n: object.gcRefs }),
      object.colour === null ? '' : messages.states.colour[object.colour].word,
      hex(object.at),
      classWord(object, messages),
      standingWord(object.standing, messages),
      hidden === 0 ? '' : words.hiddenReferences({ n: hidden }),
      graph.view.garbage.includes(object.at) ? words.inGcGarbage : graph.isGarbage(object.at) ? words.garbage : '',
      made ? messages.poolView.madeNow : changed ? messages.poolView.changedNow : '',
    ],
    messages,
  );
}

export function classWord({ isStatic, szidx }: ObjectSummary, messages: Messages): string {
  const words = messages.objectsView;
  if (isStatic) return words.static;
  return szidx === null ? words.cLibrary : words.sizeClass({ szidx });
}

/** What `__del__` is called in this object's class, and whether it ran; empty where there is none. */
function finalizerWord({ finalizer, finalized }: ObjectSummary, messages: Messages): string {
  const words = messages.objectsView;
  const word = words.finalizers[finalizer];
  if (finalizer === 'none') return '';
  return finalized ? words.finalized({ finalizer: word }) : word;
}

/** References to objects that are not drawn. */
function hiddenFrom(at: number, { view }: ObjectGraph): number {
  return view.hiddenReferences.find(([from]) => from === at)?.[1] ?? 0;
}

function fullText(object: ObjectSummary, width: number, messages: Messages): SVGTemplateResult {
  const words = messages.objectsView;
  const about = [object.repr, finalizerWord(object, messages)].filter(Boolean).join(' ');
  const where =
    object.standing.where === 'working'
      ? standingWord(object.standing, messages)
      : `${classWord(object, messages)} · ${standingWord(object.standing, messages)}`;
  return svg`<text class="kind" x=${SIGN_WIDTH + 13} y="15">${shortKind(object, messages)}</text>
    <text class="repr" x="10" y="32">${cut(about, Math.floor((width - 20) / LETTER))}</text>
    <text class="refcnt" x="10" y="47">${words.refcnt({ n: object.refcnt })}</text>
    <text class="place" x="10" y="62">${hex(object.at)}</text>
    <text class="where" x="10" y="77">${where}</text>`;
}

function compactText(object: ObjectSummary, width: number, messages: Messages): SVGTemplateResult {
  const { standing } = object;
  const words = messages.objectsView;
  const kind = messages.kinds[object.kind === 'slots' ? 'instance' : object.kind];
  return svg`<text class="kind" x=${SIGN_WIDTH + 10} y="12">${kind}</text>
    ${standing.where === 'generation' ? svg`<text class="where end" x=${width - 7} y="12">${words.shortGeneration({ n: standing.generation })}</text>` : nothing}
    <text class="refcnt" x="7" y="27">${words.refcnt({ n: object.refcnt })}</text>
    <text class="place" x="7" y="41">${hex(object.at)}</text>`;
}

function sign(kind: Kind, x: number, y: number): SVGTemplateResult {
  const [outline, text] = SIGNS[kind];
  return svg`<g class="sign ${outline}" transform="translate(${x} ${y})">
    <path d=${outlinePath(outline)}></path>
    <text x=${SIGN_WIDTH / 2} y=${SIGN_HEIGHT / 2 + 0.5}>${text}</text>
  </g>`;
}

function outlinePath(outline: Outline): string {
  const [w, h] = [SIGN_WIDTH, SIGN_HEIGHT];
  const r = h / 2;
  switch (outline) {
    case 'square':
      return `M0 0 H${w} V${h} H0 z`;
    case 'corners':
      return `M6 0 H${w - 6} L${w} ${r} L${w - 6} ${h} H6 L0 ${r} z`;
    case 'round':
      return `M${w / 2 - r} ${r} a${r} ${r} 0 1 0 ${h} 0 a${r} ${r} 0 1 0 ${-h} 0 z`;
    case 'pill':
    case 'dashed':
      return `M${r} 0 H${w - r} a${r} ${r} 0 0 1 0 ${h} H${r} a${r} ${r} 0 0 1 0 ${-h} z`;
  }
}

/** Names, each with its arrow to the card; where there is none, the name that it had, and that it is garbage. */
function tags(object: ObjectSummary, graph: ObjectGraph, garbage: boolean, width: number, messages: Messages) {
  const words = messages.objectsView;
  const names = graph.namesOf(object.at);
  if (names.length > 0) return row(names, 'name', width);
  const was = object.label === null ? [] : [words.was({ name: object.label })];
  if (graph.view.garbage.includes(object.at)) return row([words.inGcGarbage, ...was], 'lost', width);
  return row(garbage ? [words.garbage, ...was] : was, 'lost', width);
}

function row(texts: readonly string[], kind: 'name' | 'lost', width: number): SVGTemplateResult[] {
  let x = 8;
  const drawn: SVGTemplateResult[] = [];
  for (const [index, text] of texts.entries()) {
    const rest = texts.length - index;
    const shown = x + letters(text) * LETTER + 12 > width - 20 && rest > 1 && index > 0 ? `+${rest}` : cut(text, 18);
    const w = letters(shown) * LETTER + 12;
    drawn.push(svg`<g class="tag-${kind}" transform="translate(${x} ${-TAG_HEIGHT - 8})">
      ${kind === 'name' ? svg`<path class="stem" d="M${w / 2} ${TAG_HEIGHT} v7 m-3 -3 l3 3 l3 -3"></path>` : nothing}
      <rect width=${w} height=${TAG_HEIGHT} rx="3"></rect>
      <text x=${w / 2} y=${TAG_HEIGHT / 2 + 0.5}>${shown}</text>
    </g>`);
    x += w + 4;
    if (shown.startsWith('+')) break;
  }
  return drawn;
}

/** gc_refs and the colour, while a collection is at it: on the lower edge. */
function countsPill({ gcRefs, colour }: ObjectSummary, height: number, messages: Messages) {
  const words = [
    gcRefs === null ? '' : messages.objectsView.gcRefs({ n: gcRefs }),
    colour === null ? '' : messages.states.colour[colour].word,
  ];
  const text = words.filter(Boolean).join(' ');
  if (text === '') return nothing;
  const face = colour === null ? 0 : 16;
  const w = letters(text) * 6 + 14 + face;
  return svg`<g class="counts" transform="translate(6 ${height - 1})">
    <rect width=${w} height="16" rx="8"></rect>
    ${colour === null ? nothing : svg`<circle class="colour ${colour}" cx="11" cy="8" r="5"></circle>`}
    <text x=${face + 7} y="8.5">${text}</text>
  </g>`;
}

/** Where a drag begins; for a finger the only place. */
function handle(width: number, height: number, title: string): SVGTemplateResult {
  return svg`<g class="handle" transform="translate(${width} ${height / 2})">
    <title>${title}</title>
    <circle class="reach" r="14"></circle>
    <circle class="dot" r="5"></circle>
    <path d="M-2 -2.5 L1.5 0 L-2 2.5"></path>
  </g>`;
}
