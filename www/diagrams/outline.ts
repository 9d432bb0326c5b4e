// The outline of a function: its lines in our words, numbered, with the one marked on which the present step happened.
// Which lines there are is the outlines'; the words are the language's.

import { html, nothing, type TemplateResult } from 'lit';

import { type Step } from '../generated/Step.ts';
import { outlineOf } from '../outline/index.ts';
import { type LineId } from '../outline/lines.ts';
import { calledBy, type CallLine, isCall, linesAt, type Part } from '../outline/outline.ts';
import { type DiagramOptions } from './options.ts';

export interface OutlineView {
  /** The function by CPython's name; `''` is the line of Python itself. */
  readonly function: string;
  readonly present?: Step | undefined;
}

export function outlineDiagram(view: OutlineView, o: DiagramOptions): TemplateResult {
  const words = o.messages.outline;
  const outline = outlineOf(view.function, o.edition);
  const name = view.function === '' ? words.statement : view.function;
  const entered = view.present?.event.kind === 'Call';
  const current = view.present === undefined || outline === undefined ? [] : linesAt(outline, view.present.event);
  return html`<div role="group" class="diagram outline" aria-label=${words.outlineLabel({ name })}>
    <p class="outline-name" aria-current=${entered ? 'true' : nothing}>${functionTitle(view.function, o)}
      ${entered ? html`<span class="here">${words.entered}</span>` : nothing}</p>
    ${outline === undefined ? html`<p class="note">${words.none}</p>` : linesDrawn(outline, current, o)}
    <p class="note">${words.own}</p>
  </div>`;
}

/** `pymalloc_alloc · CPython 3.10` */
export function functionTitle(name: string, o: DiagramOptions): TemplateResult {
  const words = o.messages.outline;
  const { version } = o.edition;
  return html`<strong class="function">${
    name === '' ? words.ofStatement({ version }) : words.ofVersion({ name, version })
  }</strong>`;
}

function linesDrawn(parts: readonly Part[], current: readonly LineId[], o: DiagramOptions): TemplateResult {
  const drawn: { line: LineId | CallLine; below: (readonly Part[])[] }[] = [];
  for (const part of parts) {
    if (typeof part === 'string') drawn.push({ line: part, below: [] });
    else drawn.at(-1)?.below.push(part);
  }
  return html`<ol>${drawn.map(
    ({ line, below }) =>
      html`${lineDrawn(
        line,
        current,
        below.map((more) => linesDrawn(more, current, o)),
        o,
      )}`,
  )}</ol>`;
}

function lineDrawn(
  line: LineId | CallLine,
  current: readonly LineId[],
  below: readonly TemplateResult[],
  o: DiagramOptions,
): TemplateResult {
  const words = o.messages.outline;
  if (isCall(line)) {
    return html`<li class="calls-other"><span aria-hidden="true">→</span>
      <span class="sr">${words.calls}</span> <code>${calledBy(line)}</code></li>`;
  }
  const here = current.includes(line);
  return html`<li class=${here ? 'present' : ''} aria-current=${here ? 'true' : nothing}>
    <span class="line">${words.lines[line]} ${here ? html`<span class="here">${words.currentLine}</span>` : nothing}</span>${below}
  </li>`;
}
