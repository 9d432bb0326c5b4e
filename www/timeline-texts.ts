// What the rows of the timeline say: each act's label, each operation's call and answer, each step's sentence. Asks the core
// for the rows that it is given and no others.

import { hex } from './format.ts';
import { type OperationLine } from './generated/OperationLine.ts';
import { type Step } from './generated/Step.ts';
import { type TimelineRow } from './diagrams/timeline.ts';
import { noNames, tellEvent, tellOperation, type Words } from './locales/messages.ts';
import { isSamePlace } from './session/comparison.ts';
import { type Place } from './session/timeline.ts';
import { type Session } from './store.ts';
import { type Row } from './timeline-rows.ts';

/** Steps by the number of their operation. */
type StepsOf = ReadonlyMap<number, readonly Step[]>;

/** No step of its own leads to a function that goes by the name of the one around it: the step before is near. */
const BEFORE = 8;

type Texts = Pick<TimelineRow, 'text' | 'note' | 'open' | 'nth' | 'of' | 'cut' | 'level'>;

export class TimelineTexts {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Rows that follow each other, the first of which has this index. */
  tell(rows: readonly Row[], from: number): TimelineRow[] {
    const lines = this.#lines(rows);
    const steps = this.#steps(rows);
    return rows.map((row, index) => ({
      index: from + index,
      ...this.#texts(row, lines, steps),
      ...this.#standing(row),
    }));
  }

  #texts(row: Row, lines: ReadonlyMap<number, OperationLine>, steps: StepsOf): Texts {
    switch (row.kind) {
      case 'act':
        return this.#act(row);
      case 'operation':
        return operation(row, lines.get(row.operation));
      case 'step':
        return step(row, steps.get(row.operation) ?? [], this.#marksAround(row));
    }
  }

  #act({ act, open }: Extract<Row, { kind: 'act' }>): Texts {
    const session = this.#session;
    const { acts } = session;
    return {
      level: 1,
      text: session.labelOf(act),
      note: ({ timeline }) => timeline.list.operations({ n: act.count }),
      open,
      nth: acts.indexOf(act) + 1,
      of: acts.length,
      cut: session.cutBy(act),
    };
  }

  #marksAround({ operation }: Extract<Row, { kind: 'step' }>): number {
    return this.#session.read((heap) => heap.stepCount(operation)) ?? 0;
  }

  #standing(row: Row): Pick<TimelineRow, 'here' | 'isAhead' | 'compared'> {
    const { place, compared } = this.#session;
    const own = placeOf(row);
    const same = (other: Place | undefined): boolean => other !== undefined && isSamePlace(own, other);
    return {
      here: same(place) ? 'at' : isWithin(row, place) ? 'within' : undefined,
      isAhead: isAfter(row, place),
      compared: same(compared.a) ? 'A' : same(compared.b) ? 'B' : undefined,
    };
  }

  #lines(rows: readonly Row[]): Map<number, OperationLine> {
    const numbers = rows.flatMap((row) => (row.kind === 'operation' ? [row.operation] : []));
    const [first] = numbers;
    const last = numbers.at(-1);
    if (first === undefined || last === undefined) return new Map();
    const lines = this.#session.read((heap) => heap.operationsPart(first - 1, last - first + 1)) ?? [];
    return new Map(lines.map((line) => [line.number, line]));
  }

  /** The steps in sight, and what comes shortly before them. */
  #steps(rows: readonly Row[]): StepsOf {
    const found = new Map<number, readonly Step[]>();
    const shown = rows.filter((row) => row.kind === 'step');
    for (const number of new Set(shown.map((row) => row.operation))) {
      const marks = shown.flatMap((row) => (row.operation === number ? [row.mark] : []));
      const from = Math.max(0, Math.min(...marks) - 1 - BEFORE);
      const part = this.#session.read((heap) => heap.explain(number, from, Math.max(...marks) - from));
      found.set(number, part?.steps ?? []);
    }
    return found;
  }
}

function operation(row: Extract<Row, { kind: 'operation' }>, line: OperationLine | undefined): Texts {
  const { act, operation: number, open } = row;
  return {
    level: 2,
    text: (messages) => {
      const call = line === undefined ? '' : tellOperation(messages, line.operation, noNames);
      return messages.timeline.list.operation({ n: number, call });
    },
    note: answerOf(line),
    open,
    nth: number - act.first,
    of: act.count,
    cut: 0,
  };
}

function answerOf(line: OperationLine | undefined): Words | undefined {
  if (line === undefined || line.result === null) return undefined;
  const address = line.result === 0 ? 'NULL' : hex(line.result);
  return ({ timeline }) => timeline.list.answer({ address });
}

function step({ mark: n }: Extract<Row, { kind: 'step' }>, steps: readonly Step[], of: number): Texts {
  const last = steps.findLast(({ mark }) => mark <= n);
  const own = last?.mark === n ? last : undefined;
  return {
    level: 3,
    text: ({ timeline: { list } }) =>
      own === undefined ? list.likeStep({ n, before: last?.mark ?? 0 }) : list.step({ n, name: own.function }),
    note: own === undefined ? undefined : (messages) => tellEvent(messages, own.event),
    open: undefined,
    nth: n,
    of,
    cut: 0,
  };
}

/** Where a row leads to. */
function placeOf(row: Row): Place {
  switch (row.kind) {
    case 'act':
      return { operation: row.act.first + row.act.count };
    case 'operation':
      return { operation: row.operation };
    case 'step':
      return { operation: row.operation, mark: row.mark };
  }
}

function isWithin(row: Row, { operation, mark }: Place): boolean {
  switch (row.kind) {
    case 'act':
      return operation > row.act.first && operation <= row.act.first + row.act.count;
    case 'operation':
      return operation === row.operation && mark !== undefined;
    case 'step':
      return false;
  }
}

function isAfter(row: Row, { operation, mark = Infinity }: Place): boolean {
  switch (row.kind) {
    case 'act':
      return row.act.first >= operation;
    case 'operation':
      return row.operation > operation;
    case 'step':
      return row.operation > operation || (row.operation === operation && row.mark > mark);
  }
}
