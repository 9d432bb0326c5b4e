// The last action told: the functions in the order in which they ran, why, and the fields that they changed.
// Operations that took the same way are told once. Sentences are the language's; none is here.

import { html, nothing, type TemplateResult } from 'lit';

import { count, hex } from '../format.ts';
import { type Change } from '../generated/Change.ts';
import { type Explanation } from '../generated/Explanation.ts';
import { type Step } from '../generated/Step.ts';
import { type Names, noNames, tellEvent, tellOperation, tellPlace } from '../locales/messages.ts';
import { callTreeDiagram } from './call-tree.ts';
import { addressLink } from './cells.ts';
import { fieldValue, targetWords } from './fields.ts';
import { type DiagramOptions, isNarrow } from './options.ts';
import { functionTitle, outlineDiagram } from './outline.ts';

/** The operations of the last action that are at hand, how many there were, and what the action was called. */
export interface ExplainView {
  readonly explanations: readonly Explanation[];
  readonly total: number;
  readonly label: string;
  /** So many steps are drawn, the first; all of them without it. */
  readonly most?: number | undefined;
  /** Inside an operation: its steps around there, and which of them led there. */
  readonly inside?: { readonly around: Explanation; readonly present: Step | undefined } | undefined;
  readonly onStepInto?: ((operation: number) => void) | undefined;
  readonly onStep?: ((operation: number, mark: number) => void) | undefined;
}

/** Operations whose steps were alike, in the order in which the first of each kind came. */
interface Way {
  readonly numbers: number[];
  last: Explanation;
}

/** A way that is drawn, with so many of its steps. */
interface DrawnWay {
  readonly way: Way;
  readonly most: number;
}

/** How many steps there are to draw. */
export function stepsTold(explanations: readonly Explanation[]): number {
  return ways(explanations).reduce((sum, { last }) => sum + last.steps.length, 0);
}

export function explainDiagram(view: ExplainView, o: DiagramOptions): TemplateResult {
  const words = o.messages.explainView;
  if (view.inside !== undefined) return insideTold(view.inside, view.onStep, o);
  if (view.total === 0 || view.explanations.length === 0) return html`<p class="empty">${words.none}</p>`;
  return html`<div role="group" class="diagram explain" aria-label=${words.label}>
    <p class="caption"><strong>${view.label}</strong>
      ${view.total > 1 ? html`<span class="note">${countTold(view, o)}</span>` : nothing}</p>
    ${drawnWays(view).map((way) => wayTold(way, view, o))}
  </div>`;
}

/** How many operations it was, and which of them are told. */
function countTold({ explanations, total }: ExplainView, o: DiagramOptions): string {
  const words = o.messages.explainView;
  const shown = explanations.length;
  return shown < total ? words.shown({ shown, total }) : words.summary({ total });
}

/** The part of an operation in whose middle the image stands. */
function insideTold(
  { around, present }: NonNullable<ExplainView['inside']>,
  onStep: ExplainView['onStep'],
  o: DiagramOptions,
): TemplateResult {
  const words = o.messages.explainView;
  const names = o.names?.(around.number) ?? noNames;
  const first = around.steps[0]?.mark ?? 0;
  const last = around.steps.at(-1)?.mark ?? 0;
  return html`<div role="group" class="diagram explain" aria-label=${words.label}>
    <p class="operation"><code>${words.operation({ n: around.number, call: tellOperation(o.messages, around.operation, names) })}</code></p>
    ${present === undefined ? nothing : nowTold(present, names, o)} ${aroundTold(around, present, onStep, o)}
    ${first > 1 ? html`<p class="note">${words.earlier({ n: first - 1 })}</p>` : html`<p class="note ${present === undefined ? 'before' : ''}">${words.before}</p>`}
    <ol class="steps window" tabindex="0" aria-label=${words.label}>${around.steps.map((step) => stepTold(step, names, o, step === present))}</ol>
    ${last < around.marks ? html`<p class="note">${words.later({ n: around.marks - last })}</p>` : nothing}
  </div>`;
}

/** The present step in one place: function and version, and the sentence. */
function nowTold(present: Step, names: Names, o: DiagramOptions): TemplateResult {
  return html`<div class="now">${functionTitle(present.function, o)}<p>${tellEvent(o.messages, present.event, names)}</p></div>`;
}

/** The call tree, and beside it the outline of the function that the present step is in. */
function aroundTold(
  around: Explanation,
  present: Step | undefined,
  onStep: ExplainView['onStep'],
  o: DiagramOptions,
): TemplateResult {
  const words = o.messages.outline;
  const goTo =
    onStep === undefined
      ? undefined
      : (mark: number) => {
          onStep(around.number, mark);
        };
  return html`<div class="around ${isNarrow(o) ? '' : 'wide'}">
    <section><h3>${words.title}</h3>${callTreeDiagram({ explanation: around, present, onStep: goTo }, o)}</section>
    ${
      present === undefined
        ? nothing
        : html`<section><h3>${words.outlineTitle}</h3>${outlineDiagram({ function: present.function, present }, o)}</section>`
    }
  </div>`;
}

function ways(explanations: readonly Explanation[]): Way[] {
  const found = new Map<string, Way>();
  for (const explanation of explanations) {
    const key = explanation.steps.map((step) => `${step.depth}${step.function}${step.event.kind}`).join(' ');
    const way = found.get(key);
    if (way === undefined) found.set(key, { numbers: [explanation.number], last: explanation });
    else {
      way.numbers.push(explanation.number);
      way.last = explanation;
    }
  }
  return [...found.values()];
}

/** The ways that the first so many steps are of. */
function drawnWays({ explanations, most = Infinity }: ExplainView): DrawnWay[] {
  const drawn: DrawnWay[] = [];
  let left = most;
  for (const way of ways(explanations)) {
    if (left < 0) break;
    drawn.push({ way, most: left });
    left -= way.last.steps.length;
  }
  return drawn;
}

function wayTold(
  { way: { numbers, last }, most }: DrawnWay,
  { onStepInto, onStep }: ExplainView,
  o: DiagramOptions,
): TemplateResult {
  const words = o.messages.explainView;
  const names = o.names?.(last.number) ?? noNames;
  const told = last.steps.at(-1)?.mark ?? 0;
  const many = numbers.length > 1;
  return html`<div class="way">
    ${many ? html`<p class="note">${words.alike({ n: numbers.length, numbers: numberRuns(numbers) })}</p>` : nothing}
    <p class="operation"><code>${words.operation({ n: last.number, call: tellOperation(o.messages, last.operation, names) })}</code>
      ${many ? html`<span class="times">${words.times({ n: numbers.length })}</span>` : nothing} ${answer(last, o)}
      ${onStepInto === undefined || last.marks === 0 ? nothing : stepInto(last.number, onStepInto, o)}</p>
    ${last.steps.length === 0 || many ? nothing : callTreeFolded(last, onStep, o)}
    <ol class="steps">${last.steps.slice(0, most).map((step) => stepTold(step, names, o))}</ol>
    ${last.marks === 0 ? html`<p class="note">${words.tooLong}</p>` : nothing}
    ${told < last.marks ? html`<p class="note">${words.cut({ shown: told, total: last.marks })}</p>` : nothing}
  </div>`;
}

function callTreeFolded(explanation: Explanation, onStep: ExplainView['onStep'], o: DiagramOptions): TemplateResult {
  const goTo =
    onStep === undefined
      ? undefined
      : (mark: number) => {
          onStep(explanation.number, mark);
        };
  return html`<details class="fold"><summary>${o.messages.outline.title}</summary>
    ${callTreeDiagram({ explanation, onStep: goTo }, o)}</details>`;
}

function stepInto(operation: number, onStepInto: (operation: number) => void, o: DiagramOptions): TemplateResult {
  return html`<button type="button" class="link" @click=${() => {
    onStepInto(operation);
  }}>${o.messages.explainView.stepInto}</button>`;
}

function numberRuns(numbers: readonly number[]): string {
  const first = numbers[0];
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return '';
  const adjacent = last - first === numbers.length - 1;
  return adjacent ? `${count(first)}–${count(last)}` : `${count(first)} … ${count(last)}`;
}

function answer({ operation, result, place }: Explanation, o: DiagramOptions): TemplateResult | typeof nothing {
  const words = o.messages.explainView;
  // What a line of Python returns is not what its C functions do.
  const isPython = operation.op === 'object';
  if (result === null) return isPython ? nothing : html`<span class="note">${words.noResult}</span>`;
  if (result === 0) return html`<span class="answer">${words.result({ value: 'NULL' })}</span>`;
  return html`<span class="answer">${isPython ? words.made({ value: '' }) : words.result({ value: '' })}${addressLink(result, o)}
    ${place === null ? nothing : html`<span class="note">${tellPlace(o.messages, place)}</span>`}</span>`;
}

function stepTold(step: Step, names: Names, o: DiagramOptions, present = false): TemplateResult {
  const entered = step.event.kind === 'Call';
  const sentence = tellEvent(o.messages, step.event, names);
  return html`<li class="${entered ? 'call' : 'step'} depth-${Math.min(step.depth, 7)} ${present ? 'present' : ''}"
      aria-current=${present ? 'step' : nothing}>
    ${present ? html`<span class="here">${o.messages.explainView.here}</span>` : nothing}
    ${
      entered
        ? html`<p><code class="function">${step.function}</code> <span class="note">${sentence}</span></p>`
        : html`<p>${sentence}</p>`
    }
    ${step.changes.length > 0 ? changesTold(step.changes, o) : nothing}
  </li>`;
}

/** So many writes of one step are listed: who doubles the table of a thousand arenas writes thousands. */
const MOST_CHANGES = 50;

function changesTold(changes: readonly Change[], o: DiagramOptions): TemplateResult {
  const words = o.messages.explainView;
  const shown = changes.filter(({ place }) => place.kind !== 'host');
  if (shown.length === 0) return html``;
  const more = shown.length - MOST_CHANGES;
  return html`<ul class="changes" aria-label=${words.changes}>${shown.slice(0, MOST_CHANGES).map((change) => changeTold(change, o))}
    ${more > 0 ? html`<li class="note">${words.moreChanges({ n: more })}</li>` : nothing}</ul>`;
}

function changeTold(change: Change, o: DiagramOptions): TemplateResult {
  const { old, new: now } = change;
  const name = tellPlace(o.messages, change.place);
  const values =
    old === null || now === null
      ? html`<span class="values">${o.messages.explainView.wrote({ n: change.size })}</span>`
      : html`<span class="values mono"><del>${fieldValue(old, change.target)}</del>
          <span aria-hidden="true">→</span> <ins>${fieldValue(now, change.target)}</ins></span>`;
  const target = targetWords(change.target, now, o.messages);
  return html`<li>
    <span class="mark" aria-hidden="true">▲</span>
    <span class="what">${addressLink(change.at, o, name)} <span class="mono at">${hex(change.at)}</span></span>
    ${values} ${target === '' ? nothing : html`<span class="note">${target}</span>`}
  </li>`;
}
