// What is read and what is refused: every construct outside of the language is a problem at its place, with what would
// be accepted.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { patience, runsOr } from '../../tests/fuzzing.ts';
import { bind } from '../locales/message.ts';
import { catalogue as chinese } from '../locales/zh-Hans/index.ts';
import { en } from '../locales/en.ts';
import { abilities, forms } from './forms.ts';
import { type Fault, ProgramProblem, readProgram, tellProblem } from './index.ts';
import { MOST_DEPTH, MOST_DIGITS, MOST_TEXT } from './limits.ts';

const zh = bind(chinese, 'zh-Hans');

function problemOf(text: string): ProgramProblem {
  try {
    readProgram(text);
  } catch (error) {
    if (error instanceof ProgramProblem) return error;
    throw error;
  }
  throw new Error(`${text} is accepted`);
}

function accepted(fault: Fault): string[] {
  return 'accepted' in fault ? [...fault.accepted] : [];
}

describe('what is outside', () => {
  const outside: [string, string][] = [
    ['while True:\n    pass', 'for i in range(10):'],
    ['if x:\n    pass', 'x = []'],
    ['def f():\n    pass', 'for i in range(10):'],
    ['class A:\n    pass', 'Node()'],
    ['with x:\n    pass', 'x = []'],
    ['try:\n    pass\nfinally:\n    pass', 'x = []'],
    ['x += 1', 'x = y'],
    ['a = b = []', 'x = y'],
    ['a, b = [], []', 'x = y'],
    ['x: list = []', 'x = y'],
    ['(x) = []', 'x'],
    ['x.a.b = []', 'x.attr'],
    ['x[0][1] = []', 'd[k]'],
    ['x[0:1] = []', 'd[k]'],
    ['print(x)', 'malloc(24)'],
    ['x', 'x = []'],
    ['x = lambda: 1', 'malloc(24)'],
    ['x = f"{x}"', "'text'"],
    ['x = b"a"', "'text'"],
    ['x = "a" "b"', "'text'"],
    ['x = True', '[]'],
    ['x = 1j', '8 * (i + 1)'],
    ['x = 1 / 2', '//'],
    ['x = +1', '8'],
    ['x = ~1', '8'],
    ['x = not y', '8'],
    ['x = y.attr', 'x'],
    ['x = y == z', '//'],
    ['x = [*y]', '[]'],
    ['x = {**y}', "{'k': x}"],
    ['x = {k: v for k in range(3)}', 'malloc(24)'],
    ['x = [free(a) for i in range(3)]', 'malloc(24)'],
    ['x = [[a] for i in range(3)]', 'malloc(24)'],
    ['x = [[] for i in range(1, 3)]', 'range(10)'],
    ['x = [malloc(1) for i in range(3) if i]', '[malloc(24) for i in range(10)]'],
    ['for i in range(3):\n    pass\nelse:\n    pass', 'for b in blocks:'],
    ['for i, j in x:\n    pass', 'for i in range(10):'],
    ['for i in [1, 2]:\n    pass', 'range(10)'],
    ['import os', 'import gc'],
    ['from gc import collect', 'import gc'],
    ['import gc as g', 'import gc'],
    ['gc.get_objects()', 'gc.collect()'],
    ['x.pop()', 'x.append(y)'],
    ['x.y.append(z)', 'x.append(y)'],
    ['del x[0][1]', 'del d[k]'],
    ['del (x)', 'del x'],
    ['x = malloc(*y)', 'malloc(nbytes)'],
    ['x = weakref.proxy(y)', '[]'],
    ['x = y[1, 2]', 'blocks[3]'],
    ['return x', 'x = []'],
    ['x = await y', '[]'],
    ['assert x', 'x = []'],
    ['global x', 'x = []'],
  ];

  it.each(outside)('%s', (text, instead) => {
    const problem = problemOf(`y = []\n${text}`);
    expect(problem.code).toBe('outside');
    expect(problem.line).toBe(2);
    expect(accepted(problem.fault)).toContain(instead);
    expect(tellProblem(en, problem)).toMatch(/^Line 2: `.*` is no part of this language; accepted here: `/);
    expect(tellProblem(zh, problem)).toMatch(/^第 2 行：这个小语言里没有 `.*`，此处可以写：`/);
  });

  it.each([
    ['malloc()', 'malloc(nbytes)'],
    ['malloc(1, 2)', 'malloc(nbytes)'],
    ['calloc(4)', 'calloc(nelem, elsize)'],
    ['realloc(a)', 'realloc(a, nbytes)'],
    ['free()', 'free(a)'],
    ['x = len()', 'len(blocks)'],
    ['x = set([])', 'set()'],
    ['x = Node(1)', 'Node()'],
    ['x = weakref.ref(y, print)', 'weakref.ref(x, callback)'],
    ['x.append()', 'x.append(y)'],
    ['gc.collect(1, 2)', 'gc.collect(0)'],
    ['gc.enable(1)', 'gc.enable()'],
    ['gc.set_threshold()', 'gc.set_threshold(700, 10, 10)'],
    ['gc.set_debug(1)', 'gc.set_debug(0)'],
    ['for i in range():\n    pass', 'range(stop)'],
  ])('the arguments of %s', (text, instead) => {
    const { fault } = problemOf(text);
    expect(fault.code).toBe('arguments');
    expect(accepted(fault)).toContain(instead);
  });

  it.each(['gc = []', 'malloc = []', 'for range in range(3): pass', 'Node = Node()', 'del weakref'])(
    'a name that means something, as in %s',
    (text) => {
      expect(problemOf(text).code).toBe('reserved');
    },
  );
});

describe('the place of a problem', () => {
  it('is in the text as it was given, its indentation included', () => {
    const { line, column, length } = problemOf('\n    a = malloc(24)\n    while a: pass\n');
    expect([line, column, length]).toEqual([3, 5, 'while a: pass'.length]);
  });

  it('ends with its first line', () => {
    const { line, column, length } = problemOf('if x:\n  pass');
    expect([line, column, length]).toEqual([1, 1, 'if x:'.length]);
  });

  it('is where the grammar is broken', () => {
    expect(problemOf('a = malloc(24)\nb = malloc(').code).toBe('grammar');
    expect(problemOf('a = malloc(24)\nb = malloc(').line).toBe(2);
    expect(problemOf('x = = 1').column).toBe(5);
  });
});

describe('an interactive session', () => {
  it('is read without its prompts and answers', () => {
    const program = readProgram(
      '\n  >>> x = []\n  >>> for i in range(2):\n  ...     x.append(x)\n  ...\n  >>> gc.collect()\n  3\n',
    );
    const lines = program.kind === 'script' ? program.statements.map(({ is, span }) => [is, span.line]) : [];
    expect(lines).toEqual([
      ['assign', 2],
      ['for', 3],
      ['collect', 6],
    ]);
    const { line, column } = problemOf('>>> x = []\n[]\n>>> print(x)');
    expect([line, column]).toEqual([3, 5]);
  });
});

describe('limits', () => {
  it('refuses what is too long or too deep', () => {
    expect(problemOf(`# ${'x'.repeat(MOST_TEXT)}`).fault).toEqual({ code: 'tooLong', most: MOST_TEXT });
    expect(problemOf(`x = ${'['.repeat(MOST_DEPTH + 1)}${']'.repeat(MOST_DEPTH + 1)}`).code).toBe('tooDeep');
    expect(() => readProgram(`x = ${'['.repeat(MOST_DEPTH)}${']'.repeat(MOST_DEPTH)}`)).not.toThrow();
    expect(problemOf(`x = ${'9'.repeat(MOST_DIGITS + 1)}`).code).toBe('numberTooLong');
    expect(problemOf(`x = '${'x'.repeat(5000)}'`).code).toBe('tooLong');
    expect(problemOf(`${'x'.repeat(300)} = []`).code).toBe('tooLong');
  });
});

describe('what is offered', () => {
  const statement = (form: string): string => {
    if (form.endsWith(':')) return `${form} pass`;
    if (form.startsWith('range')) return `for i in ${form}: pass`;
    if (form === 'x.attr') return `${form} = x`;
    return /^(x|a|d|del|free|for|import|gc|s)\b.*[=().]|^(del|import) /.test(form) ? form : `z = ${form}`;
  };
  const offered = [
    ...Object.entries(forms).flatMap(([group, list]) => (group === 'operators' ? [] : [...list])),
    ...Object.values(abilities).flat(),
  ];

  it.each([...new Set(offered)])('%s is itself accepted', (form) => {
    expect(() => readProgram(statement(form))).not.toThrow();
  });
});

describe('a trace', () => {
  it('is a text whose first line that does something is one of a trace', () => {
    expect(readProgram('# a trace\n\na 0 24\nf 0\n').kind).toBe('trace');
    expect(readProgram('  d\n  l 3\n  a 0 24').kind).toBe('trace');
    expect(readProgram('a 0 24\nx = []').kind).toBe('trace');
    expect(readProgram('a = malloc(24)').kind).toBe('script');
    expect(readProgram('').kind).toBe('script');
    expect(readProgram('# nothing').kind).toBe('script');
  });
});

describe('whatever the text', () => {
  const words = fc.constantFrom(
    ...[
      'x',
      '=',
      '[',
      ']',
      '(',
      ')',
      '{',
      '}',
      ':',
      ',',
      '.',
      ' ',
      '\n',
      '\n  ',
      'for ',
      ' in ',
      'range',
      'malloc',
      'free',
      'del ',
    ],
    ...[
      'gc',
      '.collect',
      'weakref.ref',
      '24',
      '-',
      '*',
      '"',
      "'",
      '#',
      ';',
      'import ',
      'None',
      'a 0 24',
      '\t',
      '\\',
      'if ',
      'f"{',
      '…',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('nothing is thrown but a problem, which both languages can tell', { timeout: patience }, () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readProgram(text);
        } catch (error) {
          if (!(error instanceof ProgramProblem)) throw error;
          expect(error.line).toBeGreaterThan(0);
          expect(error.line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
          for (const messages of [en, zh]) expect(tellProblem(messages, error)).not.toMatch(/undefined|\[object/);
        }
      }),
      runsOr(1_000),
    );
  });

  it.each(['(', '[', '{', '-', 'x[', 'malloc(', '1+', 'for i in x:'])('no depth is too much: %s', (part) => {
    expect(() => readProgram(part.repeat(3000))).toThrow(ProgramProblem);
    expect(() => readProgram(`x = ${part.repeat(3000)}1`)).toThrow(ProgramProblem);
  });
});
