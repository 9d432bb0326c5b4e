// The signs on the buttons of the timeline. Drawings only: what they mean is written beside them.

import { html, type TemplateResult } from 'lit';
import { type Move } from '../session/moves.ts';

type Sign = Move | 'play' | 'pause' | 'keys' | 'undo' | 'redo';

const paths: Readonly<Record<Sign, string>> = {
  first: 'M4 3v10M13 3 6 8l7 5z',
  last: 'M12 3v10M3 3l7 5-7 5z',
  back: 'M10 3 5 8l5 5',
  over: 'M6 3l5 5-5 5',
  into: 'M8 2v8M4.5 7 8 10.5 11.5 7M3 14h10',
  backInto: 'M8 10.5v-8M4.5 6 8 2.5 11.5 6M3 14h10',
  out: 'M3 14h4M8 10V3M4.5 6 8 2.5 11.5 6M9 14h4',
  previousPhase: 'M13 3 8 8l5 5M8 3 3 8l5 5',
  nextPhase: 'M3 3l5 5-5 5M8 3l5 5-5 5',
  previousAct: 'M13 3 8 8l5 5M8 3 3 8l5 5',
  nextAct: 'M3 3l5 5-5 5M8 3l5 5-5 5',
  play: 'M4 2.5 13 8l-9 5.5z',
  pause: 'M5 3v10M11 3v10',
  undo: 'M6.5 2.5 3 6l3.5 3.5M3 6h6a3.75 3.75 0 0 1 0 7.5H6',
  redo: 'M9.5 2.5 13 6l-3.5 3.5M13 6H7a3.75 3.75 0 0 0 0 7.5h3',
  keys: 'M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.5h6',
};

const FILLED: ReadonlySet<Sign> = new Set(['play', 'first', 'last']);

export function icon(sign: Sign): TemplateResult {
  return html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class=${FILLED.has(sign) ? 'filled' : ''}>
    <path d=${paths[sign]} />
  </svg>`;
}
