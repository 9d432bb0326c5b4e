// Arriving at a place of a sitting: what is told there, and what is chosen. Says nothing, and asks nobody whether the way
// is open.

import { type OperationLine } from '../generated/OperationLine.ts';
import { selectionAt } from '../navigation.ts';
import { type Sitting } from './sitting.ts';
import { type Performed, type Place } from './timeline.ts';
import { type Told } from './told.ts';

/** Everything that depends on where one stands, brought up to date. `whole` is told instead of the one operation. */
export function arrive(sitting: Sitting, to: Place, address: number | undefined, whole?: Told): void {
  const { present } = sitting;
  present.go(to);
  present.tell(whole ?? toldAt(sitting, to.operation));
  choose(sitting, address);
}

export function choose(sitting: Sitting, address: number | undefined): void {
  sitting.selection = selectionAt(sitting.heap, address, sitting.selection);
}

export function actEndingAt({ timeline }: Sitting, { operation }: Place): Performed | undefined {
  const act = timeline.acts[timeline.indexOf(operation)];
  return act !== undefined && act.first + act.count === operation ? act : undefined;
}

/** What an operation answered, or was asked of: that is what one wants to see after it. */
export function madeBy({ heap, selection }: Sitting, operation: number): number | undefined {
  const line = operation === 0 ? undefined : heap.operationsPart(operation - 1, 1)[0];
  return (line === undefined ? undefined : addressIn(line)) ?? selection.address;
}

/** What leads to a position: what is told already, if it ends there, or the one operation. */
export function toldAt({ present: { told }, timeline }: Sitting, operation: number): Told | undefined {
  if (told !== undefined && told.first + told.count === operation) return told;
  const act = timeline.acts[timeline.indexOf(operation)];
  if (act === undefined) return undefined;
  const isLast = act.first + act.count === operation;
  return { ...act, first: operation - 1, count: 1, collected: isLast ? act.collected : undefined };
}

function addressIn({ operation, result }: OperationLine): number | undefined {
  if (result !== null && result > 0) return result;
  return 'addr' in operation && operation.addr > 0 ? operation.addr : undefined;
}
