// Sentences that the page makes out of what happened: the outcome of a click, and what went wrong.
// Pure functions of data; single words are in locales/.

import { AnsweredNull } from './actions.ts';
import { HeapFailure } from './core.ts';
import { count, hex } from './format.ts';
import { type Digest } from './generated/Digest.ts';
import { type Explanation } from './generated/Explanation.ts';
import { en } from './locales/en.ts';
import { type Names, tellError, tellOperation, tellPlace } from './locales/messages.ts';
import { TraceFileFailure } from './trace-file.ts';

/** What went wrong, and what CPython itself would do there where that differs. */
export interface FailureText {
  readonly what: string;
  readonly cpython?: string;
  readonly code?: string;
}

/** Of an operation that ran many functions only so many are listed. */
const MOST_FUNCTIONS = 8;

/** One operation on one line: the call, its answer, what it collected, and the functions that ran. */
export function operationWords(
  explanation: Explanation,
  names: Names,
  digest: Digest | undefined,
  collected: number | undefined,
): string {
  const functions = [...new Set(explanation.steps.map((step) => step.function))].filter((name) => name !== '');
  const more = functions.length > MOST_FUNCTIONS ? ' → …' : '';
  const way = functions.length > 0 ? ` Ran ${functions.slice(0, MOST_FUNCTIONS).join(' → ')}${more}.` : '';
  return `${tellOperation(en, explanation.operation, names)}${answerWords(explanation)}.${collections(digest, collected)}${way}`;
}

/** What was collected. Of an operation that the journal could not hold only the answer is known. */
function collections(digest: Digest | undefined, collected: number | undefined): string {
  const finished = digest?.sections.flatMap(({ of }) => (of.kind === 'finished' ? [of] : [])) ?? [];
  const [only] = finished;
  if (only === undefined) return collected === undefined ? '' : ` ${en.collector.returnedShort({ n: collected })}`;
  return finished.length === 1
    ? ` ${en.collector.finished({ generation: only.generation, collected: only.collected, uncollectable: only.uncollectable })}`
    : ` ${en.collector.manyFinished({ n: finished.length })}`;
}

function answerWords({ operation, result, place }: Explanation): string {
  if (result === null) return '';
  if (result === 0) return ' returned NULL';
  const answer = `${hex(result)}${place === null ? '' : ` (${tellPlace(en, place)})`}`;
  return operation.op === 'object' ? ` ${en.explainView.made({ value: answer })}` : ` returned ${answer}`;
}

export function failureText(failure: unknown): FailureText {
  if (failure instanceof HeapFailure) return { code: failure.code, ...tellError(en, failure.details) };
  if (failure instanceof AnsweredNull) {
    return {
      code: 'out_of_memory',
      what:
        `NULL: ${count(failure.nbytes)} bytes cannot be had, so nothing more was allocated. ` +
        'Either the request is larger than Py_ssize_t allows, or the system, or a limit under Advanced, grants no more: ' +
        'the steps say which.',
      cpython: 'CPython raises MemoryError.',
    };
  }
  if (failure instanceof TraceFileFailure) return { what: `The trace cannot be read. ${failure.message}` };
  return { what: failure instanceof Error ? failure.message : String(failure) };
}
