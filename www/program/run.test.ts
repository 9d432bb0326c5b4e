// Programs on a session with the real core: what each construct does, on which line, and that it is the same as the acts
// done by hand. That it is the same as in Python is in python.test.ts.

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { patience, runsOr } from '../../tests/fuzzing.ts';
import { startCore } from '../core.ts';
import { type Request } from '../generated/Request.ts';
import { tellOperation } from '../locales/messages.ts';
import { bind } from '../locales/message.ts';
import { catalogue as chinese } from '../locales/zh-Hans/index.ts';
import { en } from '../locales/en.ts';
import { Session } from '../store.ts';
import { type LineRun, type ProgramRun, readProgram, runProgram, tellProblem } from './index.ts';
import { MOST_OPERATIONS, MOST_STEPS } from './limits.ts';

const zh = bind(chinese, 'zh-Hans');

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

const empty = (): Session => new Session('cpython-3.10-64', 'aligned');
const state = (session: Session): Buffer => Buffer.from(session.heap.snapshot());
const acts = (session: Session) => session.acts.map(({ act }) => act);
const requests = (session: Session): Request[] =>
  acts(session).flatMap((act) => (act.act === 'requests' ? [...act.requests] : []));
const operations = (session: Session): string[] =>
  session.heap.operationsPart(0, session.length).map(({ operation }) => tellOperation(en, operation));

async function ran(text: string, session = empty()): Promise<{ session: Session; run: ProgramRun }> {
  const run = await runProgram(session, readProgram(text));
  return { session, run };
}

/** The session after a program that comes to its end. */
async function after(...lines: string[]): Promise<Session> {
  const { session, run } = await ran(lines.join('\n'));
  expect(run.problem && tellProblem(en, run.problem)).toBeUndefined();
  return session;
}

async function problemOf(...lines: string[]): Promise<{ code: string; line: number; text: string; session: Session }> {
  const { session, run } = await ran(lines.join('\n'));
  if (run.problem === undefined) throw new Error(`${lines.join('; ')} comes to its end`);
  expect(tellProblem(zh, run.problem)).toContain(`第 ${run.problem.line} 行：`);
  return { code: run.problem.code, line: run.problem.line, text: tellProblem(en, run.problem), session };
}

const brief = (lines: readonly LineRun[]): string[] => lines.map(({ line, from, to }) => `${line}: ${from}-${to}`);

describe('blocks', () => {
  it('are what the same clicks allocate', async () => {
    const session = await after('a = malloc(24)', 'b = calloc(4, 6)', 'a = realloc(a, 100)', 'free(b)', 'free(a)');
    const hand = empty();
    await hand.allocate(24, 1, false);
    const a = hand.selection.address;
    await hand.allocate(24, 1, true);
    const b = hand.selection.address;
    hand.select(a);
    await hand.reallocate(100);
    const moved = hand.selection.address;
    hand.select(b);
    await hand.freeSelected();
    hand.select(moved);
    await hand.freeSelected();
    expect(state(session).equals(state(hand))).toBe(true);
    expect(acts(session)).toEqual(acts(hand));
  });

  it('of one size are one act, in a loop and in a list', async () => {
    const session = await after(
      'for i in range(1000):',
      '    malloc(24)',
      'for i in range(2, 8, 2): a = calloc(2, 8)',
      'free(a)',
      'blocks = [malloc(16) for i in range(5)]',
      'free(blocks[-1])',
    );
    expect(
      acts(session).map((act) => (act.act === 'allocate' ? [act.nbytes, act.count, act.zeroed] : act.act)),
    ).toEqual([[24, 1000, false], [16, 3, true], 'free', [16, 5, false], 'free']);
  });

  it('of sizes that differ are worked out one by one', async () => {
    const session = await after(
      'n = 3',
      'for i in range(n):',
      '    for j in range(i, -1, -1): malloc(8 * (i + 1) + j % 2 + 2 ** j // 2 - (-1))',
      'blocks = [malloc(n * i) for i in range(2)]',
    );
    expect(operations(session).slice(1)).toEqual([9, 19, 17, 27, 27, 25, 0, 3].map((nbytes) => `malloc(${nbytes})`));
  });

  it('are chosen from a list as in Python', async () => {
    const freed = async (indices: string): Promise<number[]> => {
      const session = await after('b = [malloc(512) for i in range(10)]', `for x in b${indices}: free(x)`);
      const lines = session.heap.operationsPart(0, session.length);
      const addresses = lines.slice(0, 10).map(({ result }) => result ?? 0);
      return lines.slice(10).map(({ operation }) => ('addr' in operation ? addresses.indexOf(operation.addr) : -1));
    };
    expect(await freed('')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await freed('[::2]')).toEqual([0, 2, 4, 6, 8]);
    expect(await freed('[7:]')).toEqual([7, 8, 9]);
    expect(await freed('[:-8]')).toEqual([0, 1]);
    expect(await freed('[::-3]')).toEqual([9, 6, 3, 0]);
    expect(await freed('[8:2:-2]')).toEqual([8, 6, 4]);
    expect(await freed('[-3:100]')).toEqual([7, 8, 9]);
    expect(await freed('[5:5]')).toEqual([]);
    expect(await freed('[-100:1]')).toEqual([0]);
  });

  it('go under several names, and in a list', async () => {
    const session = await after(
      'blocks = [malloc(24) for i in range(3)]',
      'blocks[1] = realloc(blocks[1], 600)',
      'some = blocks[:2]',
      'a = some[1]',
      'b = a',
      'free(b)',
      'for i in range(0, len(blocks), 2): free(blocks[i])',
      'del a, b, some, blocks',
    );
    expect(session.heap.liveBlocks()).toHaveLength(0);
  });

  it('stay where a name stands for something else', async () => {
    const session = await after('a = malloc(24)', 'a = []', 'a = malloc(24)', 'a = None', 'del a');
    expect(requests(session)).toEqual([
      { op: 'new', kind: 'list', id: 'a' },
      { op: 'root_del', id: 'a' },
    ]);
    // Both, and that of the list, which waits among the free lists of its type.
    expect(session.heap.liveBlocks()).toHaveLength(3);
  });
});

describe('objects', () => {
  it('of each kind', async () => {
    const session = await after(
      "a = 1; b = -2; c = 1.5; d = -.5e3; e = 'é\\n\\x41'; f = []; g = {}; h = (); i = set(); j = object()",
      'k = Node(); l = Fin(); m = WithSlots(); n = WithSlotsAndDel(); o = WithLegacyFinalizer()',
      'p = [a, k]; q = (a,); r = {a, k}; s = list(); t = dict(); u = tuple(); v = weakref.ref(k); w = 0x_ff',
      'x = [Node() for _ in range(3)]',
    );
    expect(
      requests(session).map((made) => ('kind' in made ? [made.kind, 'value' in made ? made.value : ''] : made.op)),
    ).toEqual([
      ['int', '1'],
      ['int', '-2'],
      ['float', '1.5'],
      ['float', '-.5e3'],
      ['str', 'é\nA'],
      ...['list', 'dict', 'tuple', 'set', 'leaf', 'instance', 'instance_fin', 'node', 'fin', 'instance_legacy'].map(
        (kind) => [kind, ''],
      ),
      ...['list', 'tuple', 'set', 'list', 'dict', 'tuple'].map((kind) => [kind, '']),
      'weakref',
      ['int', '255'],
      ['instance', ''],
    ]);
  });

  it('without a name have one as long as it takes', async () => {
    const session = await after('_1 = []', 'x = [[], {"k": _1}]');
    expect(requests(session).slice(1)).toEqual([
      { op: 'new', kind: 'list', id: '_2' },
      { op: 'new', kind: 'dict', id: '_3' },
      { op: 'set_item', of: '_3', key: 'k', to: '_1' },
      { op: 'new', kind: 'list', id: 'x', refs: ['_2', '_3'] },
      { op: 'root_del', id: '_2' },
      { op: 'root_del', id: '_3' },
    ]);
  });

  it('give a name up when the next one is whole', async () => {
    const session = await after('d = {}', "d = {'k': d}", 'd = [d]', 'd = [[] for i in range(2)]');
    expect(requests(session).map((request) => tellOperation(en, { op: 'object', request }))).toEqual([
      'd = {}',
      '_1 = {}',
      "_1['k'] = d",
      'd = _1',
      'del _1',
      'd = [d]',
      '_2 = [[] for _ in range(2)]',
      'd = _2',
      'del _2',
    ]);
  });

  it('go on from what the heap has', async () => {
    const session = empty();
    await session.request({ op: 'new', kind: 'list', id: 'x' }, { op: 'new', kind: 'node', id: 'n' });
    const { run } = await ran('x.append(n)\nn.s1 = x\nx = None', session);
    expect(run.problem).toBeUndefined();
    expect(requests(session).slice(2)).toEqual([
      { op: 'ref', from: 'x', to: 'n' },
      { op: 'set_item', of: 'n', key: 1, to: 'x' },
      { op: 'root_del', id: 'x' },
    ]);
  });

  it('and the collector: each line is the request that the explorer tells so', async () => {
    const asked: Request[] = [
      { op: 'new', kind: 'list', id: 'x' },
      { op: 'new', kind: 'set', id: 's' },
      { op: 'new', kind: 'dict', id: 'd' },
      { op: 'new', kind: 'instance', id: 'n' },
      { op: 'new', kind: 'node', id: 'm' },
      { op: 'new', kind: 'instance_fin', id: 'f' },
      { op: 'new', kind: 'instance_legacy', id: 'l' },
      { op: 'new', kind: 'fin', id: 'mf' },
      { op: 'new', kind: 'legacy', id: 'ml' },
      { op: 'new', kind: 'leaf', id: 'o' },
      { op: 'new', kind: 'tuple', id: 't', refs: ['x'] },
      { op: 'weakref', id: 'w', to: 'n', cb: false },
      { op: 'weakref', id: 'v', to: 'n', cb: true },
      { op: 'many', kind: 'instance', id: 'many', count: 3 },
      { op: 'bind', name: 'y', to: 'x' },
      { op: 'set_item', of: 'd', key: 'k', to: 'x' },
      { op: 'set_item', of: 'd', key: 7, to: 'x' },
      { op: 'set_item', of: 'd', key: { of: 'n' }, to: 'x' },
      { op: 'del_item', of: 'd', key: 7 },
      { op: 'collect', gen: 1 },
      { op: 'threshold', t: [5, 6, 7] },
      { op: 'enable' },
      { op: 'disable' },
      { op: 'freeze' },
      { op: 'unfreeze' },
      { op: 'debug', saveall: true },
      { op: 'debug', saveall: false },
      { op: 'root_del', id: 'y' },
    ];
    const session = await after(...asked.map((request) => tellOperation(en, { op: 'object', request })));
    expect(requests(session)).toEqual(asked);
  });

  it('leave thresholds as they are that are not said', async () => {
    const session = await after('gc.set_threshold(5, 6, 7)', 'gc.set_threshold(9)');
    expect(requests(session).at(-1)).toEqual({ op: 'threshold', t: [9, 6, 7] });
  });
});

describe('lines', () => {
  it('have the operations that they asked for, from the first time to the last', async () => {
    const { run } = await ran(
      [
        'import gc',
        'x = []',
        'for i in range(3):',
        '    x.append(x)',
        '    a = malloc(8 * (i + 1))',
        'b = a',
        'y = [',
        '  x,',
        ']',
      ].join('\n'),
    );
    expect(brief(run.lines)).toEqual([
      '1: 1-0',
      '2: 1-1',
      '3: 2-7',
      '4: 2-6',
      '5: 3-7',
      '6: 8-7',
      '7: 8-8',
      '8: 8-8',
      '9: 8-8',
    ]);
  });

  it('of a loop that is one act have all of it', async () => {
    const { run } = await ran('for i in range(9):\n    malloc(24)');
    expect(brief(run.lines)).toEqual(['1: 1-9', '2: 1-9']);
  });

  it('of a trace are its operations', async () => {
    const { session, run } = await ran('# trace\na 0 24\nl 3\nd\nf 0\n');
    expect(brief(run.lines)).toEqual(['2: 1-1', '3: 2-2', '5: 3-3']);
    expect(session.length).toBe(3);
  });
});

describe('a problem', () => {
  const problems: [string, string, string][] = [
    ['unbound', 'free(a)', 'Nothing is called `a`'],
    ['unbound', 'x = [y]', '`y`'],
    ['unbound', 'del y', '`y`'],
    ['unbound', 'y.append(x)', '`y`'],
    ['unbound', 'malloc(n)', '`n`'],
    ['unbound', 'y[0] = x', '`y`'],
    ['freed', 'a = malloc(24); b = a; free(b); free(a)', 'was given back in line 2'],
    ['freed', 'a = malloc(24); free(a); a = realloc(a, 8)', 'was given back in line 2'],
    ['freed', 'a = malloc(24); b = realloc(a, 600); free(a)', 'was given back in line 2'],
    ['notABlock', 'free(x)', '`x` is not a block'],
    ['notABlock', 'free([])', '`[]` is not a block'],
    ['notABlock', 'b = [malloc(8) for i in range(2)]; free(b)', '`b` is not a block'],
    ['notABlock', 'b = [malloc(8) for i in range(2)]; b[0] = x', '`x` is not a block'],
    ['notABlock', 'free(None)', '`None` is not a block'],
    ['blockAsObject', 'a = malloc(24); x.append(a)', '`a` is raw memory'],
    ['blockAsObject', 'x.append(malloc(24))', '`malloc(24)` is raw memory'],
    ['blockAsObject', 'a = malloc(24); a.attr = x', '`a` is raw memory'],
    ['blockAsObject', 'a = malloc(24); w = weakref.ref(a)', '`a` is raw memory'],
    ['blockAsObject', 'x[0] = malloc(24)', 'is raw memory'],
    ['notANumber', 'malloc(x)', '`x` is not a whole number'],
    ['notANumber', "malloc('a')", 'is not a whole number'],
    ['notANumber', 'for i in range(x): pass', '`x` is not a whole number'],
    ['notANumber', 'malloc(1.5)', 'is not a whole number'],
    ['badSize', 'malloc(-1)', '-1 is not possible here: 0 to 1,099,511,627,776'],
    ['badSize', 'malloc(2 ** 41)', 'is not possible'],
    ['badSize', 'calloc(2 ** 30, 2 ** 30)', 'is not possible'],
    ['badValue', 'gc.collect(3)', '`gc.collect(2)`'],
    ['badValue', 'for i in range(0, 3, 0): pass', '`range(0, 10, 2)`'],
    ['badValue', 'malloc(2 ** -1)', '`8`'],
    ['badValue', 'n = len(x)', '`len(blocks)`'],
    ['zeroDivision', 'malloc(1 // 0)', 'ZeroDivisionError'],
    ['zeroDivision', 'malloc(1 % 0)', 'ZeroDivisionError'],
    ['numberTooLong', 'n = 10 ** 5000', 'digits'],
    ['index', 'b = [malloc(8) for i in range(2)]; free(b[2])', '2 blocks'],
    ['index', 'b = [malloc(8) for i in range(0)]; free(b[0])', 'no block'],
    ['wrongKind', 'd = {}; d.append(x)', "`x['k'] = y`"],
    ['wrongKind', 'x.add(x)', '`x.append(y)`'],
    ['wrongKind', 'x.attr = x', 'type list'],
    ['wrongKind', "n = Node(); n['k'] = x", '`x.attr = y`'],
    ['wrongKind', 'n = WithSlots(); n.attr = x', '`x.s0 = y`'],
    ['wrongKind', 'n = 1; n.attr = x', 'type int'],
    ['wrongKind', 'n = None; n.attr = x', 'NoneType'],
    ['noneInside', 'x.append(None)', 'None'],
    ['noneInside', 'n = None; x.append(n)', 'None'],
    ['outside', 'y = x[0]', 'accepted here: `x`'],
    ['outside', 'x.remove([])', 'accepted here: `x`'],
    ['outside', 'for y in x: pass', '`blocks`'],
    ['tooManyItems', `y = [${'x, '.repeat(1001)}]`, '1,000'],
    ['heap', 's = {x}', 'unhashable type'],
    ['heap', 't = (); t[0] = x', 'A tuple cannot be changed'],
    ['heap', 'del x[5]', 'There is no index 5'],
    ['heap', 'x.remove(x)', 'No reference leads'],
    ['heap', 'i = 1; w = weakref.ref(i)', 'weak reference'],
    ['heap', 'n = WithSlots(); n.s7 = x', 'There is no index 7'],
    ['tooManyOperations', `for i in range(${MOST_OPERATIONS + 1}): malloc(8)`, '100,000'],
    ['tooManyOperations', `for i in range(10 ** 30): pass`, '100,000'],
    ['tooManySteps', `for i in range(${MOST_STEPS}): pass`, '2,000'],
    ['badSize', 'y = [[] for i in range(10001)]', '0 to 10,000'],
  ];

  it.each(problems)('%s: %s', async (code, line, words) => {
    const problem = await problemOf('x = []', line, 'z = []');
    expect([problem.code, problem.line]).toEqual([code, 2]);
    expect(problem.text).toContain(words);
    expect(problem.session.heap.names(100).names.map(({ name }) => name)).not.toContain('z');
  });

  it('leaves what ran, and no name that was only for the line', async () => {
    const { session } = await problemOf('x = []', 'for i in range(3):', '    x.append([])', '    s = {[]}');
    expect(operations(session)).toEqual(['x = []', '_1 = []', 'x.… = _1', 'del _1', '_2 = []', 'del _2']);
    expect(session.heap.objects(100).total).toBe((await after('x = [[]]')).heap.objects(100).total);
    session.undo();
    session.undo();
    session.undo();
    expect(session.length).toBe(1);
  });

  it('is memory that the system does not grant', async () => {
    const session = empty();
    await session.setLimits(0, 600_000);
    const { run } = await ran('for i in range(5000): malloc(512)', session);
    expect([run.problem?.code, run.problem?.line]).toEqual(['heap', 1]);
    expect(brief(run.lines)).toEqual([`1: 2-${session.length}`]);
  });

  it('of an edition that has no such thing', async () => {
    const { run } = await ran('gc.collect()\ngc.freeze()', new Session('cpython-2.7-32', 'aligned'));
    expect(run.problem && tellProblem(en, run.problem)).toContain('Line 2: CPython 2.7 has no gc.freeze');
  });

  it('of a trace has its line', async () => {
    const { line, code, text } = await problemOf('a 0 24', 'f 0', 'a 1 x');
    expect([line, code]).toEqual([3, 'heap']);
    expect(text).toContain('expected a ID SIZE');
  });
});

describe('a run', () => {
  it('is cancelled by its signal, or by whoever cancels the session', async () => {
    const session = empty();
    const program = readProgram('for i in range(1900): malloc(8 * i)');
    expect((await runProgram(session, program, AbortSignal.abort())).problem?.code).toBe('stopped');
    expect(session.length).toBe(0);
    const controller = new AbortController();
    const running = runProgram(session, program, controller.signal);
    setTimeout(() => {
      controller.abort();
    });
    const run = await running;
    expect(run.problem?.code).toBe('stopped');
    expect(session.length).toBeGreaterThan(0);
    expect(session.length).toBeLessThan(1900);
    expect(run.lines[0]?.to).toBe(session.length);
  });

  it('stops where somebody goes elsewhere in the meantime', async () => {
    const session = empty();
    const running = runProgram(session, readProgram('for i in range(1900): malloc(8 * i)'));
    const meantime = setInterval(() => {
      if (session.length > 1) session.seek(1);
    });
    expect((await running).problem?.code).toBe('stopped');
    clearInterval(meantime);
    expect(session.position).toBe(1);
  });

  it('tells of itself at the end, not of each act', async () => {
    const session = empty();
    let changes = 0;
    session.addEventListener('change', () => {
      changes += 1;
    });
    await runProgram(session, readProgram('a = malloc(8)\nb = malloc(8)\nc = malloc(8)'));
    const tells = changes;
    expect(tells).toBeGreaterThan(0);
    await session.allocate(8, 1, false);
    expect(changes).toBeGreaterThan(tells);
  });

  it('goes on from the past as a click does, and is undone like one', async () => {
    const session = empty();
    await session.allocate(24, 5, false);
    session.seek(2);
    const { run } = await ran('a = malloc(8)\nfree(a)', session);
    expect(brief(run.lines)).toEqual(['1: 3-3', '2: 4-4']);
    session.undo();
    session.undo();
    expect([session.position, session.length]).toEqual([2, 5]);
  });
});

describe('whatever the program', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'x', 'y', 'i');
  const { expression } = fc.letrec<{ expression: string; number: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 2 },
      fc.integer({ min: -3, max: 40 }).map((value) => (value < 0 ? `(${value})` : String(value))),
      name,
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '//', '%', '**'), tie('number'))
        .map(([l, o, r]) => `(${l} ${o} ${r})`),
    ),
    expression: fc.oneof(
      { maxDepth: 3 },
      name,
      fc.constantFrom(
        '[]',
        '{}',
        '()',
        'set()',
        'Node()',
        'Fin()',
        'WithSlots()',
        'object()',
        '1.5',
        "'t'",
        'None',
        'b[::2]',
        'b[1]',
      ),
      tie('number'),
      tie('number').map((nbytes) => `malloc(${nbytes})`),
      fc.tuple(name, tie('number')).map(([of, nbytes]) => `realloc(${of}, ${nbytes})`),
      tie('number').map((count) => `[malloc(16) for i in range(${count} % 5)]`),
      tie('number').map((nbytes) => `[malloc(${nbytes}) for i in range(4)]`),
      fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.array(tie('expression'), { maxLength: 3 }).map((items) => `(${items.map((item) => `${item}, `).join('')})`),
      fc.tuple(tie('expression'), tie('expression')).map(([key, value]) => `{${key}: ${value}}`),
      tie('expression').map((to) => `weakref.ref(${to})`),
    ),
  }));
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(name, expression).map(([to, value]) => `${to} = ${value}`) },
    fc
      .tuple(name, fc.constantFrom('append', 'add', 'remove'), expression)
      .map(([of, way, value]) => `${of}.${way}(${value})`),
    fc
      .tuple(name, fc.constantFrom('.attr', '.s0', "['k']", '[0]', '[a]'), expression)
      .map(([of, part, value]) => `${of}${part} = ${value}`),
    fc.tuple(name, fc.constantFrom('', '.attr', '.s0', "['k']", '[0]')).map(([of, part]) => `del ${of}${part}`),
    name.map((block) => `free(${block})`),
    fc.constantFrom(
      'gc.collect()',
      'gc.enable()',
      'gc.set_threshold(3, 2, 1)',
      'for b in b: free(b)',
      'for i in range(3): x = [x]',
    ),
  );

  it('there are only problems with lines, and the heap is sound', { timeout: patience }, async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const session = empty();
        const begin = "a = []\nb = [malloc(24) for i in range(4)]\nc = Node()\nx = {'k': a}\ny = malloc(9)\ni = 7";
        const { run } = await ran(`${begin}\n${lines.join('\n')}`, session);
        expect(session.broken).toBe(false);
        if (run.problem === undefined) whole += 1;
        else expect(run.problem.line).toBeGreaterThan(6);
        const last = Math.max(...run.lines.map(({ to }) => to));
        const clean = run.problem?.code === 'heap' ? [last, last + 1] : [last];
        expect(clean).toContain(session.length);
        const temporary = session.heap.names(1000).names.filter(({ name, roots }) => name.startsWith('_') && roots > 0);
        expect(temporary).toEqual([]);
      }),
      runsOr(300),
    );
    expect(whole).toBeGreaterThan(20);
  });
});
