// What an object is called in a sentence. Draws nothing, so that a worker can have it.

import { hex } from '../format.ts';
import { type Kind } from '../generated/Kind.ts';
import { type Messages } from '../locales/messages.ts';

/** What an object is called where it has to be told from all others: `a (list at 0x…)`. */
export function fullName(object: { label: string | null; kind: Kind; at: number }, messages: Messages): string {
  const { called, kinds } = messages;
  const [kind, address] = [kinds[object.kind], hex(object.at)];
  return object.label === null
    ? called.nameless({ kind, address })
    : called.named({ name: object.label, kind, address });
}
