// The words of the notation: how a text, a number and an address are written into a link and read again.
// Reading takes exactly what writing makes; everything else is refused.

import { MOST_NAME } from './limits.ts';

/** The notation is not followed. Whoever reads an act says which one it was. */
export class NotationError extends Error {
  override readonly name = 'NotationError';
}

/** A text in which no sign of the notation is left, nor any that a program may take for the end of a link. */
export function quoted(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function unquoted(field: string, most = MOST_NAME): string {
  if (!/^(?:[\w.~-]|%[\dA-Fa-f]{2})*$/.test(field)) throw new NotationError('a sign that has to be quoted');
  let text;
  try {
    text = decodeURIComponent(field);
  } catch {
    throw new NotationError('not UTF-8');
  }
  if (text.length > most) throw new NotationError('too long');
  return text;
}

export function hexAddress(address: number): string {
  return `0x${address.toString(16)}`;
}

export function readAddress(field: string): number {
  const address = /^0x[\da-f]{1,14}$/.test(field) ? Number(field) : NaN;
  if (!Number.isSafeInteger(address)) throw new NotationError('not an address');
  return address;
}

/** A whole number from 0 to `most`, written without anything else. */
export function readWhole(field: string, most: number): number {
  const number = /^(?:0|[1-9]\d{0,15})$/.test(field) ? Number(field) : NaN;
  if (!(number <= most)) throw new NotationError('not a number in range');
  return number;
}

/** The fields of an act or a request, taken one by one. */
export class Fields {
  #taken = 0;
  readonly #fields: readonly string[];

  constructor(text: string) {
    this.#fields = text.split(',');
  }

  get isEnd(): boolean {
    return this.#taken === this.#fields.length;
  }

  raw(): string {
    const field = this.#fields[this.#taken];
    if (field === undefined) throw new NotationError('a field is missing');
    this.#taken += 1;
    return field;
  }

  text(most = MOST_NAME): string {
    return unquoted(this.raw(), most);
  }

  address(): number {
    return readAddress(this.raw());
  }

  whole(most: number): number {
    return readWhole(this.raw(), most);
  }

  flag(): boolean {
    return this.whole(1) === 1;
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const field = this.raw();
    const found = words.find((word) => word === field);
    if (found === undefined) throw new NotationError('not one of the words');
    return found;
  }

  end(): void {
    if (!this.isEnd) throw new NotationError('a field too many');
  }
}
