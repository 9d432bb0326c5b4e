// The call tree of an operation: the way to the present step in full, what is around it, and the rest by its number.
// Each call leads to the step at which it was entered.

import { html, nothing, type TemplateResult } from 'lit';

import { type Explanation } from '../generated/Explanation.ts';
import { type Step } from '../generated/Step.ts';
import { type Call, callTree, countCalls, type Run, runsOf } from './calls.ts';
import { type DiagramOptions } from './options.ts';

export interface CallTreeView {
  readonly explanation: Explanation;
  readonly present?: Step | undefined;
  readonly onStep?: ((mark: number) => void) | undefined;
}

/** As many calls are drawn in full. */
const FEW = 30;
/** Of more, so many stand on each side of the way to the present step. */
const BESIDE = 3;

interface Drawing {
  readonly innermost: Call | undefined;
  readonly all: boolean;
  readonly view: CallTreeView;
  readonly o: DiagramOptions;
}

export function callTreeDiagram(view: CallTreeView, o: DiagramOptions): TemplateResult {
  const words = o.messages.outline;
  const { roots, innermost } = callTree(view.explanation, view.present);
  const { steps, marks } = view.explanation;
  const all = countCalls(roots) <= FEW;
  if (roots.length === 0) return html`<p class="note">${words.noCalls}</p>`;
  return html`<div role="group" class="diagram call-tree" aria-label=${words.treeLabel}>
    ${(steps[0]?.mark ?? 0) > 1 ? html`<p class="note">${words.earlier}</p>` : nothing}
    ${siblings(roots, { innermost, all, view, o })}
    ${(steps.at(-1)?.mark ?? marks) < marks ? html`<p class="note">${words.later}</p>` : nothing}
  </div>`;
}

function siblings(calls: readonly Call[], drawing: Drawing): TemplateResult {
  const { all, o } = drawing;
  const words = o.messages.outline;
  const runs = runsOf(calls);
  const at = runs.findIndex(({ first }) => first.present);
  const [from, to] = all ? [0, runs.length] : shown(at, runs.length);
  const before = hidden(runs.slice(0, from));
  const after = hidden(runs.slice(to));
  return html`<ul>
    ${before > 0 ? html`<li class="note">${words.moreBefore({ n: before })}</li>` : nothing}
    ${runs.slice(from, to).map((run) => callDrawn(run, drawing))}
    ${after > 0 ? html`<li class="note">${words.moreAfter({ n: after })}</li>` : nothing}
  </ul>`;
}

/** Which of the siblings are drawn: those around the present one, else the first. */
function shown(at: number, length: number): [number, number] {
  const middle = at < 0 ? BESIDE : at;
  return [Math.max(0, middle - BESIDE), Math.min(length, middle + BESIDE + 1)];
}

function hidden(runs: readonly Run[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

function callDrawn({ first: call, count }: Run, drawing: Drawing): TemplateResult {
  const { innermost, all, view, o } = drawing;
  const words = o.messages.outline;
  const here = call === innermost;
  const open = all || call.present;
  return html`<li class=${call.present ? 'on-way' : ''} aria-current=${here ? 'location' : nothing}>
    <span class="call-line">${callName(call, view.onStep, o)}
      ${count > 1 ? html`<span class="note">${words.times({ n: count })}</span>` : nothing}
      ${here ? html`<span class="here">${words.here}</span>` : nothing}
      ${!open && call.calls.length > 0 ? html`<span class="note">${words.inside({ n: countCalls(call.calls) })}</span>` : nothing}</span>
    ${open && call.calls.length > 0 ? siblings(call.calls, drawing) : nothing}
  </li>`;
}

function callName(call: Call, onStep: CallTreeView['onStep'], o: DiagramOptions): TemplateResult {
  const { function: name, mark } = call;
  if (onStep === undefined) return html`<code>${name}</code>`;
  return html`<button
    type="button"
    class="link mono"
    title=${o.messages.outline.goTo({ name, mark })}
    @click=${() => {
      onStep(mark);
    }}
  >${name}</button>`;
}
