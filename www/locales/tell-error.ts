// What a mistake was, and what CPython would have done: the text of its code with its values. Holds no words.

import { hex } from '../format.ts';
import { type HeapError } from '../generated/HeapError.ts';
import { type Value } from './message.ts';
import { type Messages } from './messages.ts';
import { errorRoles, say } from './said-values.ts';

/** What a mistake was, and what CPython itself would have done there, where that is worth saying. */
export interface Mistake {
  readonly what: string;
  readonly cpython?: string;
}

type Teller = (values: Readonly<Record<string, Value>>) => string;

/** What a mistake was. */
export function tellError(messages: Messages, error: HeapError): Mistake {
  // The compiler held each text to the values of its code; it cannot follow that from a code to its values.
  const texts = messages.errors[error.code] as { what: Teller; cpython?: string | Teller };
  const values = { ...valuesOf(error), ...wordsOf(messages, error) };
  const what = texts.what(values);
  if (texts.cpython === undefined) return { what };
  return { what, cpython: typeof texts.cpython === 'string' ? texts.cpython : texts.cpython(values) };
}

function valuesOf({ code: _, ...fields }: HeapError): Record<string, Value> {
  return Object.fromEntries(
    Object.entries<string | number>(fields).flatMap(([field, value]) =>
      isField(field) ? [[field, say(errorRoles[field], value, hex)]] : [],
    ),
  );
}

/** What the core says in words of its own is said in those of the language. */
function wordsOf({ errorWords }: Messages, error: HeapError): Record<string, Value> {
  switch (error.code) {
    case 'bad_value':
    case 'bad_trace_line':
      return { expected: errorWords.expected[error.expected] };
    case 'not_a_whole_number':
      return { what: errorWords.quantities[error.what] };
    case 'bad_request':
      return { reason: errorWords.requestFaults[error.reason] };
    case 'bad_image':
      return { reason: errorWords.imageFaults[error.reason] };
    case 'takes_none':
    case 'no_such_part':
      return { what: errorWords.parts[error.what] };
    default:
      return {};
  }
}

function isField(field: string): field is keyof typeof errorRoles {
  return Object.hasOwn(errorRoles, field);
}
