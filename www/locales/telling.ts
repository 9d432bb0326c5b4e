// What tells the core's data, as everybody calls it: what that takes is loaded with the texts that it needs (language.ts).
// Until then it throws `NotLoaded`, as the texts do.

import { type Event } from '../generated/Event.ts';
import { type HeapError } from '../generated/HeapError.ts';
import { type Operation } from '../generated/Operation.ts';
import { type Place } from '../generated/Place.ts';
import { Later } from '../later.ts';
import { type Messages, type Names } from './messages.ts';
import { type Mistake } from './tell-error.ts';

export const tellers = new Later(() => import('./tellers.ts'));

/** What a mistake was. */
export function tellError(messages: Messages, error: HeapError): Mistake {
  return tellers.get().tellError(messages, error);
}

/** The sentence of an event: what happened, and why. */
export function tellEvent(messages: Messages, event: Event, names?: Names): string {
  return tellers.get().tellEvent(messages, event, names);
}

/** An operation as a call. */
export function tellOperation(messages: Messages, operation: Operation, names?: Names): string {
  return tellers.get().tellOperation(messages, operation, names);
}

/** The words for a place. */
export function tellPlace(messages: Messages, place: Place): string {
  return tellers.get().tellPlace(messages, place);
}
