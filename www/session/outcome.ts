// What is said about what happened: the outcome of an act, the operation that one moved to, why something could not be
// done. Answers words that any language can tell; asks the core nothing.

import { AnsweredNull } from '../actions.ts';
import { HeapFailure } from '../core.ts';
import { hex } from '../format.ts';
import { type Digest } from '../generated/Digest.ts';
import { type Explanation } from '../generated/Explanation.ts';
import {
  type Messages,
  type Mistake,
  type Names,
  tellError,
  tellOperation,
  tellPlace,
  type Words,
} from '../locales/messages.ts';
import { tellTraceFile, TraceFileFailure } from '../trace-file.ts';
import { Diverged } from './rebuilding.ts';
import { type Place, type TakenBack } from './timeline.ts';

/** What went wrong, and what CPython itself would do there where that differs. */
export interface Failure {
  readonly code?: string;
  /** The line of a trace that it is about. */
  readonly line?: number;
  tell(messages: Messages): Mistake;
}

/** Of an operation that ran many functions only so many are listed. */
const MOST_FUNCTIONS = 8;

/** What is known of an operation. */
export interface Known {
  readonly explanation: Explanation;
  readonly namesIn: (messages: Messages) => Names;
  readonly digest: Digest | undefined;
  /** What it returned, if it was a collection. */
  readonly collected: number | undefined;
}

/** One operation on one line: the call, its answer, what it collected, and the functions that ran. */
export function tellOutcome(known: Known): Words {
  return (messages) => {
    const { explanation, digest, collected } = known;
    const { outcome } = messages.timeline;
    const call = tellOperation(messages, explanation.operation, known.namesIn(messages));
    const parts = [answered(messages, call, explanation), ...collections(messages, digest, collected)];
    const functions = [...new Set(explanation.steps.map((step) => step.function))].filter((name) => name !== '');
    if (functions.length > 0) {
      const ran = functions.length > MOST_FUNCTIONS ? outcome.ranMore : outcome.ran;
      parts.push(ran({ functions: functions.slice(0, MOST_FUNCTIONS).join(' → ') }));
    }
    return parts.join(outcome.between);
  };
}

function answered(messages: Messages, call: string, { operation, result, place }: Explanation): string {
  const { outcome } = messages.timeline;
  if (result === null) return outcome.done({ call });
  if (result === 0) return outcome.returnedNull({ call });
  const answer =
    place === null ? hex(result) : outcome.answer({ address: hex(result), place: tellPlace(messages, place) });
  return operation.op === 'object' ? outcome.made({ call, answer }) : outcome.returned({ call, answer });
}

function collections(messages: Messages, digest: Digest | undefined, collected: number | undefined): string[] {
  const finished = digest?.sections.flatMap(({ of }) => (of.kind === 'finished' ? [of] : [])) ?? [];
  const [only] = finished;
  // Words of collections are not loaded for what had none.
  if (only === undefined) return collected === undefined ? [] : [messages.collector.returnedShort({ n: collected })];
  const { collector } = messages;
  return finished.length === 1 ? [collector.finished(only)] : [collector.manyFinished({ n: finished.length })];
}

/** An act on one line; of several operations the last. */
export function tellPerformed(known: Known, did: { count: number; finished: boolean; cut: number }): Words {
  const last = tellOutcome(known);
  return (messages) => {
    const { outcome } = messages.timeline;
    const words = last(messages);
    if (did.count === 1 && did.cut === 0) return words;
    const parts = [did.count === 1 ? words : outcome.many({ n: did.count, last: words })];
    if (did.count > 1 && !did.finished) parts.push(outcome.stopped);
    if (did.cut > 0) parts.push(outcome.cut({ n: did.cut }));
    return parts.join(outcome.between);
  };
}

/** Where one moved to, and the operation that leads there. */
export function tellMoved(place: Place, length: number, known: Known | undefined): Words | undefined {
  if (known === undefined) return ({ timeline }) => timeline.outcome.atBegin({ of: length });
  // Inside an operation its step is told where one steps.
  if (place.mark !== undefined) return undefined;
  const outcome = tellOutcome(known);
  return (messages) => messages.timeline.outcome.at({ n: place.operation, of: length, words: outcome(messages) });
}

export function tellUndone({ act, future }: TakenBack): Words {
  return (messages) => {
    const { said } = messages.timeline;
    const label = act.label(messages);
    switch (future) {
      case 'none':
        return said.undone({ label });
      case 'back':
        return said.undoneWithFuture({ label });
      case 'lost':
        return said.undoneFutureLost({ label });
    }
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof HeapFailure) {
    const { code, details } = error;
    const line = 'line' in details ? { line: details.line } : {};
    return { code, ...line, tell: (messages) => tellError(messages, details) };
  }
  if (error instanceof AnsweredNull) {
    return {
      code: 'out_of_memory',
      tell: ({ timeline: { outcome } }) => ({
        what: outcome.noMemory({ nbytes: error.nbytes }),
        cpython: outcome.noMemoryInCPython,
      }),
    };
  }
  if (error instanceof Diverged) {
    const { number, operations, said, label } = error;
    return {
      tell: (messages) => ({
        what: messages.timeline.outcome.diverged({ number, operations, said, label: label(messages) }),
      }),
    };
  }
  if (error instanceof TraceFileFailure) {
    return {
      tell: (messages) => ({
        what: messages.timeline.outcome.unreadableTrace({ why: tellTraceFile(messages, error) }),
      }),
    };
  }
  const what = error instanceof Error ? error.message : String(error);
  return { tell: () => ({ what }) };
}
