// The sentence of an event: the text of its kind with its values. Holds no words.

import { type Event } from '../generated/Event.ts';
import { eventValues } from './event-values.ts';
import { type Value } from './message.ts';
import { type Messages, type Names, noNames } from './messages.ts';

/** The sentence of an event: what happened, and why. */
export function tellEvent(messages: Messages, event: Event, names: Names = noNames): string {
  // The compiler held each sentence to the values of its kind; it cannot follow that from a kind to its values.
  const sentence = messages.events[event.kind] as (values: Readonly<Record<string, Value>>) => string;
  return sentence(eventValues(event, messages, names));
}
