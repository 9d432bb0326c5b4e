// How the values of the core's data are said: which of them are addresses, which are objects that have names, which are
// counts. A field without a role does not compile. Holds no words.

import { hex, pointer } from '../format.ts';
import { type HeapError } from '../generated/HeapError.ts';
import { type Message, type Value } from './message.ts';

/**
 * What a value is: an address; an object, which may have a name; the bits of a word; 32 bits that are a number with a
 * sign; a number that is there or not, or a size class that a pool has had or not; any other number; a word that is said
 * as it is, or by the catalogue.
 */
export type Role = 'address' | 'object' | 'bits' | 'signed' | 'optional' | 'class' | 'number' | 'word';

/** What a value is in a text. A number that is not there is `none`. */
export type Said<Is extends Role> = Is extends 'number' | 'signed'
  ? number
  : Is extends 'optional' | 'class'
    ? number | 'none'
    : string;

/** What stands in a pool's szidx before the pool has served a class. */
const DUMMY_SIZE_IDX = 0xffff;

/** A value of the core's data, as a text takes it. */
export function say(role: Role, value: string | number | null, object: (address: number) => string): Value {
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  switch (role) {
    case 'address':
      return pointer(value);
    case 'object':
      return object(value);
    case 'bits':
      return hex(value);
    case 'signed':
      return signed(value);
    case 'class':
      return value === DUMMY_SIZE_IDX ? 'none' : value;
    case 'optional':
    case 'number':
    case 'word':
      return value;
  }
}

/** The 32 bits of an `int` as its value. */
export function signed(bits: number): number {
  return bits | 0;
}

/** The fields of all members of a union. */
export type FieldOf<Union> = Union extends unknown ? Exclude<keyof Union, 'kind' | 'code'> : never;

/** What a field is in a text, by a table of roles. */
export type SaidOf<Roles, Field> = Field extends keyof Roles ? Said<Extract<Roles[Field], Role>> : never;

export const errorRoles = {
  addr: 'address',
  pool: 'address',
  block: 'address',
  offset: 'number',
  nbytes: 'number',
  line: 'number',
  branch: 'number',
  bytes: 'number',
  operation: 'number',
  first: 'number',
  slots: 'number',
  most: 'number',
  index: 'number',
  id: 'number',
  name: 'word',
  from: 'word',
  to: 'word',
  what: 'word',
  value: 'word',
  text: 'word',
  expected: 'word',
  reason: 'word',
  type_name: 'word',
  version: 'word',
} as const satisfies Record<FieldOf<HeapError>, Role>;

type ErrorOf<Code extends HeapError['code']> = Extract<HeapError, { code: Code }>;
export type ErrorValues<Code extends HeapError['code']> = {
  readonly [Field in FieldOf<ErrorOf<Code>>]: SaidOf<typeof errorRoles, Field>;
};

/** What was wrong, and what CPython would do: for each mistake that there is. */
export type ErrorTexts = {
  readonly [Code in HeapError['code']]: {
    readonly what: Message<ErrorValues<Code>>;
    readonly cpython?: string | Message<ErrorValues<Code>>;
  };
};
