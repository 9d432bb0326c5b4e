// Parts of one line, with the language's comma between them. Holds no words.

import { type Messages } from './messages.ts';

/** The parts that there are, as a list in a line; empty ones are passed over. */
export function joined(parts: readonly string[], { diagram }: Messages): string {
  return parts.filter((part) => part !== '').join(diagram.comma);
}
