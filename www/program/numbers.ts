// Whole numbers as Python works them out: of any size, `//` and `%` towards minus infinity. Looks names up, and knows how
// long lists of blocks are; does nothing in the heap.

import { MOST_BYTES } from '../share/limits.ts';
import { forms } from './forms.ts';
import { MOST_DIGITS } from './limits.ts';
import { fail, type Fault } from './problem.ts';
import { type At, type Expression, type Operator } from './syntax.ts';
import { type Namespace } from './values.ts';

const TOO_LARGE = 10n ** BigInt(MOST_DIGITS);
/** Bits of the largest number. */
const MOST_BITS = Math.ceil(MOST_DIGITS * Math.log2(10));

/** The number, or nothing where it is an expression of another kind. */
export function numberOf(expression: Expression, names: Namespace): bigint | undefined {
  switch (expression.is) {
    case 'int':
      return expression.value;
    case 'name': {
      const value = names.get(expression.name);
      if (value === undefined) return fail(expression, { code: 'unbound', name: expression.name });
      return value.is === 'number' || value.is === 'object' ? value.number : undefined;
    }
    case 'negative':
      return -wholeNumber(expression.of, names);
    case 'arithmetic': {
      const [left, right] = [wholeNumber(expression.left, names), wholeNumber(expression.right, names)];
      return bounded(expression, calculate(expression, expression.operator, left, right));
    }
    case 'len':
      return BigInt(lengthOf(expression.of, names));
    default:
      return undefined;
  }
}

export function wholeNumber(expression: Expression, names: Namespace): bigint {
  return numberOf(expression, names) ?? fail(expression, { code: 'notANumber', text: expression.text });
}

/** Bytes, or how many of something. */
export function sizeOf(expression: Expression, names: Namespace, most = MOST_BYTES): number {
  const value = wholeNumber(expression, names);
  if (value < 0n || value > BigInt(most)) return fail(expression, { code: 'badSize', value: shown(value), most });
  return Number(value);
}

/** What `range` counts. `most` is how many there may be. */
export function countUp(at: At, bounds: readonly bigint[], most: number, tooMany: Fault): bigint[] {
  const [first = 0n, second, step = 1n] = bounds;
  const [start, stop] = second === undefined ? [0n, first] : [first, second];
  if (step === 0n) return fail(at, { code: 'badValue', text: at.text, accepted: ['range(0, 10, 2)'] });
  const span = step > 0n ? stop - start : start - stop;
  const pace = step > 0n ? step : -step;
  const count = span <= 0n ? 0n : (span + pace - 1n) / pace;
  if (count > BigInt(most)) return fail(at, tooMany);
  return Array.from({ length: Number(count) }, (_, index) => start + BigInt(index) * step);
}

function lengthOf(expression: Expression, names: Namespace): number {
  const value = expression.is === 'name' ? names.get(expression.name) : undefined;
  if (expression.is === 'name' && value === undefined)
    return fail(expression, { code: 'unbound', name: expression.name });
  if (value?.is === 'blocks') return value.blocks.length;
  return fail(expression, { code: 'badValue', text: expression.text, accepted: ['len(blocks)'] });
}

function calculate(at: At, operator: Operator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '//':
      return divided(at, left, right)[0];
    case '%':
      return divided(at, left, right)[1];
    case '**':
      return power(at, left, right);
  }
}

function divided(at: At, left: bigint, right: bigint): [bigint, bigint] {
  if (right === 0n) return fail(at, { code: 'zeroDivision' });
  const [quotient, rest] = [left / right, left % right];
  return rest !== 0n && rest < 0n !== right < 0n ? [quotient - 1n, rest + right] : [quotient, rest];
}

function power(at: At, base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) return fail(at, { code: 'badValue', text: at.text, accepted: forms.numbers });
  const bits = base.toString(2).replace('-', '').length;
  if (bits > 1 && exponent > BigInt(MOST_BITS)) return tooLong(at);
  return bits > 1 && (bits - 1) * Number(exponent) > MOST_BITS ? tooLong(at) : base ** exponent;
}

function bounded(at: At, value: bigint): bigint {
  return value < TOO_LARGE && value > -TOO_LARGE ? value : tooLong(at);
}

function tooLong(at: At): never {
  return fail(at, { code: 'numberTooLong', most: MOST_DIGITS });
}

function shown(value: bigint): string {
  const digits = value.toString();
  return digits.length > 20 ? `${digits.slice(0, 20)}…` : digits;
}
