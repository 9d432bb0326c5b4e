// English: the gallery of diagrams, and what each of its examples is. Apart from the catalogue of the explorer, which never
// says any of this.

import { type FixtureName } from '../../fixtures/all.ts';
import { type DrawnName } from '../../gallery/diagrams.ts';
import { msg } from '../message.ts';
import { type ViewName, type ViewWords } from '../messages.ts';

/** What is no view of its own; views have their words already. */
const parts: Record<Exclude<DrawnName, ViewName>, ViewWords> = {
  'call-tree': { title: 'Call tree', description: 'Which function called which, and in which of them one stands' },
  outline: { title: 'Outline', description: 'What a function of CPython does, line by line, and the line that runs' },
  legend: { title: 'Legend', description: 'What the signs and colours of the drawings mean' },
};

const examples: Record<FixtureName, string> = {
  'layers/nothing-yet': 'Before the first request',
  'layers/a-new-arena': 'A request for which a new arena is needed',

  'size-classes/empty': 'No block in any class',
  'size-classes/typical': 'A few classes in use, after a request for 28 bytes',
  'size-classes/too-large': 'A request for 600 bytes, which pymalloc does not serve',
  'size-classes/crowded': 'Every class in use, after a request for 512 bytes',

  'usedpools/empty': 'No pool in use: each head leads to itself',
  'usedpools/typical': 'Pools of three size classes',
  'usedpools/crowded': 'Most rings with pools, some of them long',

  'pool/typical': 'Used: some blocks allocated, some freed, the rest untouched',
  'pool/blocks-of-24-bytes': 'Blocks of 24 bytes, with a rest at the end that fits none',
  'pool/full': 'Full: every block is allocated',
  'pool/empty': 'Empty: every block was freed again',
  'pool/small-blocks': 'Blocks of 8 bytes, as many as a pool of 4 KiB can have',
  'pool/crowded': 'Blocks of 16 bytes in a 64-bit build: the most that any pool can have',
  'pool/freed-twice': 'Damaged: a block was freed twice, and the free list never ends',
  'pool/overwritten': 'Damaged: a link was overwritten and leads out of the pool',
  'pool/uncarved': 'Not carved off its arena yet',

  'arena/typical': 'Usable: pools in use, pools given back, and a part that is not carved yet',
  'arena/unaligned': 'Not aligned: bytes are lost at both ends',
  'arena/full': 'Full: no pool is free',
  'arena/fresh': 'As it came from the system: no pool is carved',
  'arena/unassociated': 'An arena object that has no arena',

  'arenas/none': 'Before the first arena',
  'arenas/one': 'One arena',
  'arenas/some': 'A few arenas: some full, one with nothing in it, one given back',
  'arenas/doubled': 'arenas[] was doubled twice',
  'arenas/a-thousand': 'arenas[] with room for a thousand',

  'bytes/a-pool': 'The beginning of a pool, with text in its first block',

  'objects/none': 'No object',
  'objects/every-kind': 'Objects of every kind',
  'objects/a-garbage-cycle': 'Two lists that refer to each other, and no name that leads to them',
  'objects/collecting': 'The same lists in the middle of a collection',
  'objects/uncollectable': 'A cycle with a __del__ in CPython 2.7: it stays in gc.garbage',
  'objects/40': 'Forty objects',
  'objects/300': 'Three hundred objects',
  'objects/a-million': 'A million objects, most of them only counted',
  'objects/as-a-table': 'Objects of every kind, as a table',

  'generations/empty': 'No object',
  'generations/typical': 'Between two collections',
  'generations/subtract_refs': 'In subtract_refs: references from inside are taken off',
  'generations/move_unreachable': 'In move_unreachable: white, grey and black',
  'generations/handle_weakrefs': 'In handle_weakrefs: finalizers set apart, callbacks waiting',
  'generations/2.7': 'In move_unreachable of CPython 2.7, with gc_refs in a field of its own',
  'generations/a-million': 'A million objects in the oldest generation',

  'explain/nothing-yet': 'Before the first action',
  'explain/a-new-arena': 'One request, for which a new arena is needed',
  'explain/many-alike': 'Many requests, most of which went the same way',
  'explain/inside': 'Inside of an operation, at one of its steps',

  'call-tree/a-new-arena': 'A request for which a new arena is needed, at one of its steps',
  'call-tree/the-middle-of-many': 'In the middle of a collection, among many deallocations',

  'outline/allocate_from_new_pool': 'allocate_from_new_pool, at one of its lines',
  'outline/PyObject_Free-of-2.7': 'PyObject_Free as it was in CPython 2.7',

  'arithmetic/none': 'Nothing to compute',
  'arithmetic/a-block': 'A block in a 32-bit build: its size class, its pool, its number',
  'arithmetic/a-radix-tree-of-three-levels': 'An address in a 64-bit build, through the three levels of the radix tree',
  'arithmetic/gc_refs': 'Counts and flags in the words of PyGC_Head',

  'timeline/nothing-yet': 'Before the first action',
  'timeline/inside-an-operation': 'Inside of the second operation of an action',

  'compare/nothing': 'Two places between which nothing differs',
  'compare/first-malloc': 'From the empty heap into the middle of the first request',
  'compare/a-collection': 'Before and after a collection',
  'compare/a-trace': 'Before and after a long trace',

  'legend/memory': 'Blocks, pools and arenas',
  'legend/objects': 'Objects and references',
};

export const gallery = {
  title: 'Gallery of diagrams',
  intro:
    'Every diagram of the explorer and of the guide, in the states that it has to be able to show: the usual, the empty, the crowded, the damaged.',
  stillness:
    'The examples are made by hand, and nothing runs behind them; the explorer draws the same diagrams from memory.',
  site: 'Site',
  home: 'pymalloc explorer',
  guide: 'Guide',
  explorer: 'Explorer',
  embedding: 'Embedding',
  diagrams: 'Diagrams',
  all: 'All diagrams',
  skip: 'Skip to the diagrams',
  groups: {
    memory: 'Memory',
    objects: 'Objects and their collector',
    telling: 'What an operation did',
    time: 'One state after the other',
    signs: 'Signs',
  },
  parts,
  examples,
  count: msg<{ n: number }>('{n, plural, one {# example} other {# examples}}'),
  width: 'Width',
  widths: { wide: 'wide', narrow: 'as on a phone' },
  embed: 'In your own text',
  partOfIt: 'as a part of it',
  howToEmbed: 'How to embed it',
  source: 'Drawn by',
  neighbours: 'Other diagrams',
  previous: msg<{ title: string }>('Previous: {title}'),
  next: msg<{ title: string }>('Next: {title}'),
};
