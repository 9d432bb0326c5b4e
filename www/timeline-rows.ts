// The timeline as rows: acts, the operations of those that are open, the steps of operations that are open. Finds any of
// millions of rows without listing them. Pure.

import { type DoneAct } from './acts.ts';
import { type Place } from './session/timeline.ts';

export type Row =
  | { readonly kind: 'act'; readonly act: DoneAct; readonly open: boolean }
  | { readonly kind: 'operation'; readonly act: DoneAct; readonly operation: number; readonly open: boolean }
  | { readonly kind: 'step'; readonly act: DoneAct; readonly operation: number; readonly mark: number };

/** What is open: acts by the position that they start from, operations with how many marks they have. */
export interface Open {
  readonly acts: ReadonlySet<number>;
  readonly operations: ReadonlyMap<number, number>;
}

interface Group {
  readonly act: DoneAct;
  /** The index of the act's row. */
  readonly start: number;
  /** Its operations that are open, in order. */
  readonly open: readonly { readonly operation: number; readonly marks: number }[] | undefined;
}

export class TimelineRows {
  readonly #groups: Group[] = [];
  readonly total: number;

  constructor(acts: readonly DoneAct[], open: Open) {
    let start = 0;
    for (const act of acts) {
      const opened = open.acts.has(act.first) ? openedIn(act, open) : undefined;
      this.#groups.push({ act, start, open: opened });
      start += 1;
      if (opened !== undefined) start += act.count + opened.reduce((sum, { marks }) => sum + marks, 0);
    }
    this.total = start;
  }

  at(index: number): Row | undefined {
    if (index < 0 || index >= this.total) return undefined;
    const group = this.#groups[this.#lastBefore(({ start }) => start <= index)];
    if (group === undefined) return undefined;
    const { act, start, open } = group;
    if (index === start) return { kind: 'act', act, open: open !== undefined };
    return rowIn(act, open ?? [], index - start - 1);
  }

  /** The row of a place, or the one that it is hidden in; -1 before the first operation. */
  indexOf({ operation, mark }: Place): number {
    const group = this.#groups[this.#lastBefore(({ act }) => act.first < operation)];
    if (group === undefined) return -1;
    const { act, start, open } = group;
    if (open === undefined || operation > act.first + act.count) return start;
    const before = open.filter((opened) => opened.operation < operation).reduce((sum, { marks }) => sum + marks, 0);
    const row = start + (operation - act.first) + before;
    const isOpen = open.some((opened) => opened.operation === operation);
    return isOpen && mark !== undefined ? row + mark : row;
  }

  /** The row around a row. */
  parentOf(row: Row): number {
    switch (row.kind) {
      case 'act':
        return -1;
      case 'operation':
        return this.indexOfAct(row.act);
      case 'step':
        return this.indexOf({ operation: row.operation });
    }
  }

  indexOfAct(act: DoneAct): number {
    return this.#groups.find((group) => group.act.first === act.first)?.start ?? -1;
  }

  /** The last group for which something holds that holds for all before it. */
  #lastBefore(holds: (group: Group) => boolean): number {
    let [low, high] = [0, this.#groups.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const group = this.#groups[middle];
      if (group !== undefined && holds(group)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function openedIn({ first, count }: DoneAct, { operations }: Open): { operation: number; marks: number }[] {
  return [...operations]
    .filter(([operation]) => operation > first && operation <= first + count)
    .map(([operation, marks]) => ({ operation, marks }))
    .sort((one, other) => one.operation - other.operation);
}

/** The row at an index after an act's own. */
function rowIn(act: DoneAct, open: readonly { operation: number; marks: number }[], index: number): Row {
  let hidden = 0;
  for (const { operation, marks } of open) {
    const own = operation - act.first - 1 + hidden;
    if (index < own) break;
    if (index === own) return { kind: 'operation', act, operation, open: true };
    if (index <= own + marks) return { kind: 'step', act, operation, mark: index - own };
    hidden += marks;
  }
  return { kind: 'operation', act, operation: act.first + 1 + index - hidden, open: false };
}
