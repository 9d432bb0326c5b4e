// What can be written, as Python writes it: the forms that a problem offers instead, and what each function and class is.
// The same in all languages.

import { type NewKind } from '../generated/NewKind.ts';

export const forms = {
  statements: ['a = malloc(24)', 'free(a)', 'x = []', 'x.append(y)', 'del x', 'gc.collect()', 'for i in range(10):'],
  values: ['malloc(24)', '[]', '{}', '()', 'set()', 'Node()', '1', "'text'", 'x'],
  loops: ['for i in range(10):', 'for b in blocks:'],
  iterables: ['range(10)', 'blocks', 'blocks[::2]'],
  elements: ['malloc(24)', 'calloc(4, 6)', '[]', '{}', 'Node()'],
  assignments: ['x = y', 'x.attr = y', 'd[k] = y'],
  targets: ['x', 'x.attr', 'd[k]'],
  deletions: ['del x', 'del x.attr', 'del d[k]'],
  methods: ['x.append(y)', 'x.remove(y)', 's.add(y)', 's.discard(y)'],
  imports: ['import gc', 'import weakref'],
  numbers: ['8', 'i', '8 * (i + 1)'],
  operators: ['+', '-', '*', '//', '%', '**'],
  indices: ['blocks[3]', 'blocks[::2]'],
  names: ['x'],
  text: ["'text'"],
  weakrefs: ['weakref.ref(x)', 'weakref.ref(x, callback)'],
  generations: ['gc.collect()', 'gc.collect(0)', 'gc.collect(1)', 'gc.collect(2)'],
  collector: [
    'gc.collect()',
    'gc.enable()',
    'gc.disable()',
    'gc.set_threshold(700, 10, 10)',
    'gc.freeze()',
    'gc.unfreeze()',
    'gc.set_debug(gc.DEBUG_SAVEALL)',
    'gc.set_debug(0)',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The allocator's functions and what they take. */
export const signatures = {
  malloc: 'malloc(nbytes)',
  calloc: 'calloc(nelem, elsize)',
  realloc: 'realloc(a, nbytes)',
  free: 'free(a)',
  len: 'len(blocks)',
} as const;

/**
 * What is called to make an object, without arguments. The long names are those that the explorer calls its classes by;
 * `Node` and `Fin` are short for two of them.
 */
export const classes: ReadonlyMap<string, NewKind> = new Map([
  ['list', 'list'],
  ['dict', 'dict'],
  ['set', 'set'],
  ['tuple', 'tuple'],
  ['object', 'leaf'],
  ['Node', 'instance'],
  ['Fin', 'instance_fin'],
  ['Plain', 'instance'],
  ['WithDel', 'instance_fin'],
  ['WithLegacyFinalizer', 'instance_legacy'],
  ['WithSlots', 'node'],
  ['WithSlotsAndDel', 'fin'],
  ['WithSlotsAndLegacyFinalizer', 'legacy'],
]);

/** Names that mean something here already. */
export const reserved: ReadonlySet<string> = new Set([
  ...Object.keys(signatures),
  ...classes.keys(),
  'gc',
  'weakref',
  'range',
]);

/** What an object of a type can do, by the name of the type. */
export const abilities: Readonly<Record<string, readonly string[]>> = {
  list: ['x.append(y)', 'x.remove(y)', 'x[0] = y', 'del x[0]'],
  set: ['x.add(y)', 'x.discard(y)'],
  dict: ["x['k'] = y", "del x['k']"],
  instance: ['x.attr = y', 'del x.attr'],
  slots: ['x.s0 = y', 'x.s1 = y', 'del x.s0'],
};
