// English: why a program cannot be read or cannot go on, and what would be accepted. Code is a value in each text: Python
// is the same in all languages.

import { msg } from '../message.ts';

export const program = {
  line: msg<{ line: number; what: string }>('Line {line, number}: {what}'),
  code: msg<{ code: string }>('`{code}`'),
  between: ', ',
  problems: {
    grammar: msg<{ accepted: string }>(
      'This is not Python: from here on its grammar expects something else. Lines such as these are accepted: {accepted}.',
    ),
    outside: msg<{ text: string; accepted: string }>(
      '`{text}` is no part of this language; accepted here: {accepted}.',
    ),
    arguments: msg<{ text: string; accepted: string }>(
      '`{text}` does not have the arguments that it takes; accepted: {accepted}.',
    ),
    reserved: msg<{ name: string }>('`{name}` means something already: choose another name, such as `{name}_`.'),
    tooLong: msg<{ most: number }>('This is too long: {most, number} characters are accepted.'),
    tooDeep: msg<{ most: number }>('There is too much within each other here: {most, number} levels are accepted.'),
    numberTooLong: msg<{ most: number }>('This number is too long: {most, number} digits are accepted.'),
    unbound: msg<{ name: string }>(
      'Nothing is called `{name}` here: a name has to be given, as in `{name} = []` or `{name} = malloc(24)`, before it can be used. Python would raise NameError.',
    ),
    blockAsObject: msg<{ text: string }>(
      '`{text}` is raw memory that malloc handed out, not an object: it can be freed, reallocated and kept under a name. An object, such as `[]`, is accepted here.',
    ),
    notABlock: msg<{ text: string }>(
      '`{text}` is not a block: only what malloc, calloc or realloc returned is accepted here. An object goes with its last reference, as after `del x`.',
    ),
    freed: msg<{ text: string; line: number }>(
      '`{text}` was given back in line {line, number} already; a block that was not is accepted. CPython does not look: it would corrupt its heap.',
    ),
    notANumber: msg<{ text: string }>(
      '`{text}` is not a whole number here: digits, a name that stands for a number and `len(blocks)` are accepted, with `+`, `-`, `*`, `//`, `%` and `**`.',
    ),
    badSize: msg<{ value: string; most: number }>('{value} is not possible here: 0 to {most, number} is accepted.'),
    badValue: msg<{ text: string; accepted: string }>('`{text}` is not possible; accepted, for example: {accepted}.'),
    zeroDivision: 'This divides by 0; any other number is accepted. Python would raise ZeroDivisionError.',
    index: msg<{ text: string; n: number }>(
      '`{text}` is not there: the list has {n, plural, =0 {no block} one {# block, index 0} other {# blocks, of which the first has index 0}}. Python would raise IndexError.',
    ),
    wrongKind: msg<{ text: string; kind: string; accepted: string }>(
      '`{text}` is not for an object of type {kind}; accepted: {accepted}.',
    ),
    noneInside: 'None can take the place of an object under a name, as in `x = None`. Another object is accepted here.',
    tooManyItems: msg<{ most: number }>('There are too many items: {most, number} are accepted.'),
    tooManyOperations: msg<{ most: number }>(
      'The program would come to more than {most, number} operations, which is where it stops. Smaller numbers are accepted.',
    ),
    tooManySteps: msg<{ most: number }>(
      'The program has run {most, number} statements, each of a loop counted every time, which is where it stops. A loop that only allocates blocks of one size counts once.',
    ),
    stopped: 'The program was stopped here.',
  },
};
