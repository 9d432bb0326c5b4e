// English. Holds every word of the page but the sentences of events (events.ts); never markup or style.

import { bytes, count, hex } from '../../format.ts';
import { collector, colours, generationsView, stepper, workingLists } from './collector.ts';
import { events, functions } from './events.ts';
import { kinds, phases } from './gc-events.ts';
import {
  type ArenaWords,
  type BlockWords,
  type Mistakes,
  type OperationWords,
  type PlaceWords,
  type PoolWords,
  tellRequest,
  type ViewsWords,
} from '../messages.ts';
import { lesson, objectScenarios } from './object-scenarios.ts';
import { objectLegend, objectsPanel, objectsView } from './objects-page.ts';
import { inObject, objectPlaces } from './object-places.ts';
import { objectErrors, requests } from './objects.ts';

const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;
const field = (name: string | null) => (name === null ? '' : `, ${name}`);
const poolName = (p: { arena: number; pool: number }) => `arena ${p.arena}, pool ${p.pool}`;

const block: BlockWords = {
  allocated: { word: 'allocated', letter: 'A', meaning: 'handed out to the program' },
  freed: { word: 'freed', letter: 'F', meaning: 'on the free list of its pool; its first bytes link to the next' },
  untouched: {
    word: 'untouched',
    letter: 'U',
    meaning: 'past nextoffset: not handed out since the pool was initialised',
  },
};
const pool: PoolWords = {
  used: { word: 'used', letter: 'u', meaning: 'some blocks handed out, some to be had: in a ring of usedpools' },
  full: { word: 'full', letter: 'f', meaning: 'all blocks handed out: in no list' },
  empty: { word: 'empty', letter: 'e', meaning: 'no block handed out: in freepools of its arena' },
  uncarved: { word: 'uncarved', letter: '·', meaning: 'past pool_address: never used since the arena was mapped' },
};
const arena: ArenaWords = {
  unassociated: {
    word: 'unassociated',
    letter: '–',
    meaning: 'the arena object has no arena: in unused_arena_objects',
  },
  usable: { word: 'usable', letter: 'u', meaning: 'has free pools: in usable_arenas' },
  full: { word: 'full', letter: 'f', meaning: 'all pools taken: in no list' },
};

const views: ViewsWords = {
  arenas: { title: 'Arenas', description: 'arenas[], and the lists that its arena objects are in' },
  arena: { title: 'Arena', description: 'One arena and its pools' },
  pool: { title: 'Pool', description: 'One pool: its header, its blocks and its free list' },
  usedpools: { title: 'usedpools', description: 'For each size class the ring of pools that have a block to give' },
  'size-classes': {
    title: 'Size classes',
    description: 'Which request gets which block, and what all bytes are used for',
  },
  bytes: { title: 'Bytes', description: 'Memory as it is, with the names of what stands there' },
  layers: { title: 'Layers', description: 'Through which allocators the last request went' },
  explain: { title: 'What happened', description: 'The functions that ran, why, and every field that they changed' },
  objects: {
    title: 'Objects',
    description: 'Names, objects with their reference counts, and the references between them',
  },
  generations: {
    title: 'Generations',
    description: "The collector's lists of objects, when it runs, and what it decides about each object",
  },
};

const operations: OperationWords = {
  malloc: (o) => `malloc(${count(o.nbytes)})`,
  calloc: (o) => `calloc(${count(o.nelem)}, ${count(o.elsize)})`,
  realloc: (o) => `realloc(${o.addr === 0 ? 'NULL' : hex(o.addr)}, ${count(o.nbytes)})`,
  free: (o) => `free(${o.addr === 0 ? 'NULL' : hex(o.addr)})`,
  freeUnchecked: (o) => `free(${hex(o.addr)}), unchecked`,
  write: (o) => `write ${plural(o.nbytes, 'byte')} at ${hex(o.addr)}`,
  limit: (o) =>
    o.arenas === 0 && o.memory === 0
      ? 'no limits'
      : `limit ${[o.arenas > 0 ? plural(o.arenas, 'arena') : '', o.memory > 0 ? bytes(o.memory) : ''].filter(Boolean).join(', ')}`,
  object: (o, names) => tellRequest(requests, o.request, names),
};

const places: PlaceWords = {
  null: () => 'NULL',
  unmapped: () => 'unmapped',
  host: () => "the explorer's own bookkeeping",
  usedPools: (p) => `usedpools[${p.index}]`,
  sentinel: (p) => `sentinel of size class ${p.szidx}`,
  global: (p) => (p.index === null ? p.name : `${p.name}[${p.index}]`),
  arenaObject: (p) => `arenas[${p.index}]${p.field === null ? '' : `.${p.field}`}`,
  arenaEdge: (p) => `edge of arena ${p.arena}`,
  uncarved: (p) => `${poolName(p)}, uncarved`,
  poolHeader: (p) => `${poolName(p)}${field(p.field)}`,
  block: (p) =>
    inObject(
      p.object,
      `${poolName(p)}, block ${p.block}${p.offset === 0 ? '' : ` + ${p.offset}`}, ${block[p.state].word}`,
    ),
  poolTail: (p) => `${poolName(p)}, tail`,
  radixNode: (p) => `radix tree level ${p.level}, entry ${p.index}${field(p.field)}`,
  rawBlock: (p) =>
    inObject(
      p.object,
      `block of the C library, ${plural(p.size, 'byte')}${p.offset === 0 ? '' : ` + ${p.offset}`}, ${p.allocated ? 'allocated' : 'free'}`,
    ),
  rawBook: () => "the C library's own bookkeeping",
  ...objectPlaces,
};

const errors: Mistakes = {
  double_free: (e) => ({
    what: `Double free: the block at ${hex(e.addr)} is on the free list of pool ${hex(e.pool)} already. Nothing was changed.`,
    cpython:
      'CPython does not look: it would link the block into the free list a second time, so that two later mallocs return the same address, and count one block too few in ref.count.',
  }),
  interior_pointer: (e) => ({
    what: `${hex(e.addr)} is not the start of a block: it lies ${plural(e.offset, 'byte')} into the block at ${hex(e.block)}. Nothing was changed.`,
    cpython:
      'CPython would link the address itself into the free list, and a later malloc would hand out memory that overlaps this block and the next.',
  }),
  not_a_block: (e) => ({
    what: `${hex(e.addr)} lies in pool ${hex(e.pool)}, but in none of its blocks: it is part of the header or of the tail. Nothing was changed.`,
    cpython:
      "CPython would write a free-list link over those bytes, the pool's own header perhaps, and hand them out as a block later.",
  }),
  untouched_block: (e) => ({
    what: `The block at ${hex(e.addr)} was never handed out by pool ${hex(e.pool)}: it lies past nextoffset. Nothing was changed.`,
    cpython:
      'CPython would put it on the free list, and carve it off once more when nextoffset arrives there: two owners for one block.',
  }),
  wild_pointer: (e) => ({
    what: `No allocator owns ${hex(e.addr)}. Nothing was changed.`,
    cpython:
      'CPython would see that pymalloc does not own it and call free() of the C library, which may abort (“free(): invalid pointer”) or corrupt its own lists.',
  }),
  raw_double_free: (e) => ({
    what: `Double free: the C library's block at ${hex(e.addr)} is free already. Nothing was changed.`,
    cpython: 'CPython would call free() a second time; glibc often notices and aborts (“double free or corruption”).',
  }),
  unmapped: (e) => ({
    what: `${plural(e.nbytes, 'byte')} at ${hex(e.addr)} are not all mapped: there is no memory to read or write.`,
    cpython: 'A process that touches such an address gets a segmentation fault.',
  }),
  segmentation_fault: (e) => ({
    what: `CPython would crash here: following a pointer, it would touch ${hex(e.addr)}, where nothing is mapped. The heap stays as it was.`,
    cpython: 'The process ends with a segmentation fault, often long after the mistake that damaged the pointer.',
  }),
  unknown_edition: (e) => ({ what: `There is no edition “${e.name}”.` }),
  unknown_alignment: (e) => ({ what: `There is no arena alignment “${e.name}”: it is aligned or unaligned.` }),
  not_a_whole_number: (e) => ({
    what: `${e.what} is ${e.value}; it has to be a whole number from 0 to ${count(Number.MAX_SAFE_INTEGER)}.`,
  }),
  bad_trace_line: (e) => ({ what: `Line ${e.line} of the trace, “${e.text}”: expected ${e.expected}.` }),
  trace_fault: (e) => ({ what: `Line ${e.line} of the trace, “${e.text}”, cannot be carried out: ${e.reason}.` }),
  nothing_to_undo: () => ({ what: 'There is nothing to undo.' }),
  nothing_to_redo: () => ({ what: 'There is nothing to redo.' }),
  not_in_journal: (e) => ({
    what: `The steps of operation ${count(e.operation)} are no longer kept; the journal starts at operation ${count(e.first)}.`,
  }),
  bad_image: (e) => ({ what: `These bytes are not an image of a heap: ${e.reason}.` }),
  ...objectErrors,
  no_such_thing: (e) => ({ what: `There is no ${e.what} ${count(e.index)}.` }),
};

export const page = {
  lang: 'en',
  name: 'English',
  views,
  states: { block, pool, arena, colour: colours },
  events,
  functions,
  kinds,
  phases,
  workingLists,
  generationsView,
  collector,
  stepper,
  operations,
  places,
  errors,

  diagram: {
    address: 'Address',
    at: 'at',
    block: 'block',
    blocks: (n: number) => plural(n, 'block'),
    bytes: (n: number) => plural(n, 'byte'),
    changed: 'changed',
    field: 'Field',
    global: 'Global',
    value: 'Value',
    leadsTo: 'Leads to',
    none: 'none',
    nothingSelected: 'nothing selected',
    number: 'No.',
    pool: 'pool',
    selected: 'selected',
    state: 'State',
  },
  arenasView: {
    label: (n: number, max: number) => `arenas[]: ${n} of ${max} arena objects have an arena`,
    noArray: 'arenas is NULL: arenas[] is allocated with the first arena.',
    caption: (address: string, n: number, size: number) =>
      `arenas[] at ${address}: ${plural(n, 'arena object')} of ${size} bytes`,
    cell: (index: number, state: string, free: number, total: number) =>
      total === 0
        ? `arenas[${index}], ${state}`
        : `arenas[${index}], ${state}, ${free} of ${plural(total, 'pool')} free`,
    freePools: (free: number, total: number) => `${free} of ${total} free`,
    lists: 'Lists of arena objects',
    usable: 'sorted by nfreepools: the fullest arena serves first',
    unused: 'arena objects without an arena; the head is taken next',
    nfp2lasta: 'for each nfreepools the last arena in usable_arenas that has it',
    empty: 'NULL: the list is empty',
    freeOf: (n: number) => `${n} free`,
    walk: 'This version has no nfp2lasta: it walks along usable_arenas for the place of an arena.',
    globals: 'Globals of obmalloc.c',
    more: (n: number) => `and ${count(n)} more`,
  },
  arenaView: {
    label: (index: number, state: string) => `Arena ${index}, ${state}`,
    none: 'No arena is selected. Allocate something, then choose an arena.',
    unassociated: (index: number) =>
      `arenas[${index}] is unassociated: it has no arena, so there are no pools to draw.`,
    caption: (index: number, address: string, size: string) => `Arena ${index} at ${address}, ${size}`,
    pool: (index: number, state: string, size: number, have: number, capacity: number) =>
      size === 0
        ? `pool ${index}, ${state}`
        : `pool ${index}, ${state}, blocks of ${size} bytes, ${have} of ${capacity} allocated`,
    poolAddress: 'pool_address',
    allCarved: 'all pools are carved: pool_address is past the last one',
    freepools: 'freepools',
    freepoolsNote: 'emptied pools, the last one first; the number is the order in which they are taken',
    noFreepools: 'NULL: no pool was emptied',
    lostHead: (n: number) => `${plural(n, 'byte')} lost before the first pool boundary`,
    lostTail: (n: number) => `${plural(n, 'byte')} lost after the last whole pool`,
    nothingLost: 'The arena starts at a pool boundary: no byte is lost to alignment.',
    object: (index: number) => `arena_object arenas[${index}]`,
    classes: (size: number) => `${size} B`,
    order: (n: number) => `${n} in freepools`,
  },
  poolView: {
    label: (size: number, state: string) => `Pool of ${size}-byte blocks, ${state}`,
    none: 'No pool is selected. Allocate a block or make an object, then choose a pool.',
    uncarved: 'This pool was not carved yet: pool_address has not reached it, and its bytes were never written.',
    never: 'This pool has never held a block.',
    caption: (arenaIndex: number, index: number, address: string) => `Arena ${arenaIndex}, pool ${index} at ${address}`,
    summary: (size: number, szidx: number, have: number, capacity: number) =>
      `blocks of ${size} bytes (size class ${szidx}), ${have} of ${capacity} allocated`,
    header: 'pool_header',
    headerBytes: (n: number) => `header, ${n} bytes`,
    block: (index: number, state: string, address: string) => `block ${index}, ${state}, ${address}`,
    order: (n: number) => `${n} on the free list`,
    madeNow: 'just handed out',
    changedNow: 'just changed',
    tail: (n: number) => `tail, ${plural(n, 'byte')}`,
    tailNote: (n: number) =>
      n === 0 ? 'No bytes are left over at the end.' : `The ${plural(n, 'byte')} at the end are too few for a block.`,
    nextoffset: (offset: number) => `nextoffset ${offset}`,
    maxnextoffset: (offset: number) => `maxnextoffset ${offset}`,
    canGrow: (next: number, max: number) => `nextoffset ${next} ≤ maxnextoffset ${max}: untouched blocks are left.`,
    cannotGrow: (next: number, max: number) =>
      `nextoffset ${next} > maxnextoffset ${max}: every block was handed out at least once.`,
    freeList: 'Free list',
    freeListEmpty: 'NULL: the free list is empty',
    more: (n: number) => `and ${count(n)} more`,
    end: 'NULL',
    grid: 'Blocks',
    offsets: 'offset',
    poolAddr: 'POOL_ADDR of the selected block',
    poolAddrNote:
      'Pools start at multiples of POOL_SIZE, so clearing the low bits of any address in a pool gives its header.',
    damageCycle: (at: string, value: string) =>
      `The free list is damaged: the link at ${at} leads back to ${value}, which is on the list already. The pool will hand out the same block again and again.`,
    damageAstray: (at: string, value: string) =>
      `The free list is damaged: the link at ${at} is ${value}, which is not the start of a block of this pool. CPython would follow it all the same.`,
  },
  usedPoolsView: {
    label: (used: number, all: number) => `usedpools[]: ${used} of ${all} rings have a pool`,
    caption: (address: string, n: number) =>
      `usedpools[] at ${address}: ${2 * n} pointers, two for each of ${n} size classes`,
    entry: (szidx: number, size: number, n: number) =>
      `size class ${szidx}, blocks of ${size} bytes, ${n === 0 ? 'empty ring' : plural(n, 'pool')}`,
    next: 'nextpool',
    prev: 'prevpool',
    emptyClasses: 'Empty rings',
    emptyNote: 'Both slots hold the address of their own sentinel.',
    allEmpty: 'Every ring is empty: no pool has a block to give, so the next small request takes a new pool.',
    pool: (arenaIndex: number, index: number, have: number, capacity: number) =>
      `arena ${arenaIndex}, pool ${index}: ${have} of ${capacity} allocated`,
    back: (szidx: number) => `back to the sentinel of class ${szidx}`,
    more: (n: number) => `and ${plural(n, 'pool')} more`,
    sentinelTitle: (szidx: number) => `The sentinel of size class ${szidx}`,
    sentinelNote: (szidx: number, word: number) =>
      `Both slots of an empty ring hold the address two words (${2 * word} bytes) before usedpools[${2 * szidx}]. Read as a pool_header, that address has its nextpool and prevpool exactly on the two slots. So the array is a ring of list heads without a single header being stored, and “pool == pool->nextpool” means “empty”.`,
    notThere: 'not a header: other bytes',
    sentinel: 'sentinel',
  },
  sizeClassesView: {
    label: 'Size classes: requests, blocks and what lives in them',
    request: 'Request',
    blockSize: 'Block',
    szidx: 'Class',
    pools: 'Pools',
    allocated: 'Allocated',
    available: 'Available',
    use: 'Use',
    range: (min: number, max: number) => `${min}–${max}`,
    lastRequest: 'last request',
    lastRequestOf: (n: number) => `last request: ${plural(n, 'byte')}`,
    above: (threshold: number) => `0 and more than ${threshold}: passed on to the raw allocator`,
    bar: (allocated: number, available: number) => `${count(allocated)} allocated, ${count(available)} available`,
    total: (arenas: number, size: string) =>
      arenas === 0 ? 'No arena is mapped.' : `${plural(arenas, 'arena')}, ${size}, and what their bytes are used for:`,
    segments: {
      allocated: 'allocated blocks',
      available: 'blocks that can be had',
      freePools: 'free pools',
      headers: 'pool headers',
      quantization: 'tails of pools (quantization)',
      alignment: 'lost to arena alignment',
    },
    counters: (blocks: number, raw: number) =>
      `sys.getallocatedblocks(): ${count(blocks)}, of which ${count(raw)} served by the C library`,
    emptyClasses: (first: number, last: number) =>
      first === last ? `class ${first}: no pool` : `classes ${first}–${last}: no pools`,
  },
  bytesView: {
    label: (from: string, to: string) => `Bytes from ${from} to ${to}`,
    none: 'Choose a pool, a block or a field: its bytes are shown here.',
    legend: 'What stands here',
    span: (what: string, from: string, n: number) => `${what}, ${from}, ${plural(n, 'byte')}`,
    changed: 'A triangle marks bytes that the last action wrote.',
    ascii: 'Text',
    hexColumn: 'Bytes',
  },
  layersView: {
    label: 'Layers of memory allocation and the way of the last request',
    none: 'No request was made yet. Allocate a block or make an object: its way is drawn here.',
    path: (operation: string) => `The way of ${operation}`,
    number: (n: number) => (n < 0 ? `−${-n}` : `+${n}`),
    layers: {
      object: { name: 'Object-specific allocators', about: 'PyDict_New, PyLong_FromLong…: free lists of their own' },
      python: { name: "Python's object allocator", about: 'PyObject_Malloc: pymalloc, arenas, pools and blocks' },
      raw: { name: "Python's raw allocator", about: 'PyMem_RawMalloc: a thin wrapper' },
      libc: { name: 'The C library', about: 'malloc, calloc, realloc, free' },
      system: { name: 'Virtual memory of the system', about: 'mmap, munmap' },
    },
    visited: 'passed through',
    notVisited: 'not reached',
    asked: 'the request enters here',
    answers: (value: string) => `answer ${value}`,
    times: (n: number) => `×${n}`,
    step: (n: number) => `step ${n}`,
  },
  explainView: {
    label: 'What the last action did',
    none: 'Nothing has happened yet. Allocate a block or make an object: every step that CPython takes is told here.',
    summary: (total: number) => `${plural(total, 'operation')}.`,
    shown: (shown: number, total: number) => `The last ${shown} of ${count(total)} operations.`,
    operation: (n: number, call: string) => `${count(n)}. ${call}`,
    result: (value: string) => `returns ${value}`,
    made: (value: string) => `makes ${value}`,
    noResult: 'returns nothing',
    times: (n: number) => `×${n}`,
    alike: (n: number, numbers: string) => `${plural(n, 'operation')} took this way: ${numbers}`,
    example: 'Told for the last of them:',
    changes: 'Changed',
    wrote: (n: number) => `${plural(n, 'byte')} written`,
    steps: (n: number) => plural(n, 'step'),
    stepInto: 'Step through it',
    cut: (shown: number, total: number) =>
      `The first ${count(shown)} of ${count(total)} steps; all of them can be stepped through.`,
    tooLong: 'These are more steps than the journal can hold: it only keeps what is needed to undo them.',
    here: 'here',
    before: 'Before the first step',
    earlier: (n: number) => `${plural(n, 'step')} before these`,
    later: (n: number) => `${plural(n, 'step')} after these`,
    from: 'Before',
    to: 'After',
  },
  objectsView,
  objectLegend,
  objectsPanel,
  objectScenarios,
  lesson,
  legend: {
    title: 'Legend',
    blocks: 'Blocks',
    pools: 'Pools',
    arenas: 'Arenas',
    marks: 'Marks',
    changed: { word: 'changed', meaning: 'written by the last action' },
    selected: { word: 'selected', meaning: 'shown in every view' },
    madeNow: { word: 'just handed out', meaning: 'the block that the last request got' },
    link: { word: 'link', meaning: 'a freed block holds the address of the next' },
    order: { word: 'order', meaning: 'place on the free list, 1 is the head' },
  },

  ui: {
    title: 'pymalloc explorer',
    tagline: "CPython's memory, byte for byte",
    intro:
      'Allocate blocks, make and link objects, collect garbage. Everything drawn here is decoded from the bytes that allocator and collector work on.',
    loading: 'Starting…',
    emptyHeap: 'An empty heap. Allocate a block, make an object, run a scenario or open a trace.',
    controls: 'Controls',
    setup: 'Set-up',
    edition: 'Edition',
    editionOption: (version: string, bits: number) => `CPython ${version}, ${bits}-bit`,
    editionNote: (alignment: number, pool: string, arenaSize: string) =>
      `${alignment}-byte size classes, pools of ${pool}, arenas of ${arenaSize}`,
    arenaAlignment: 'Arena alignment',
    aligned: 'aligned',
    unaligned: 'unaligned (+0x10)',
    allocate: 'Allocate',
    size: 'Size',
    sizeUnit: 'bytes',
    count: 'Count',
    calloc: 'zeroed (calloc)',
    free: 'Free',
    freeWhat: 'What to free',
    freeSelected: 'the selected block',
    freeAll: 'all blocks',
    freeAlternate: 'every other block',
    freeRandom: 'at random',
    freeClass: 'all of one size class',
    freeUnchecked: 'Free as CPython would, unchecked',
    freeUncheckedNote: 'Does what CPython does with a wrong address: the corruption can be watched in the bytes.',
    seed: 'Seed',
    share: 'Share',
    sizeClass: 'Size class',
    reallocate: 'Reallocate',
    newSize: 'New size',
    undo: 'Undo',
    undoTakesBack: (label: string) => `Undo takes back: ${label}`,
    undoBringsBack: 'Undo brings the heap from before back.',
    undoTooLate: 'The journal no longer holds the last action.',
    reset: 'Reset',
    resetStartsOver: 'Reset starts over with an empty heap.',
    topics: 'What to look at',
    topic: { allocator: 'Allocator', objects: 'Objects and collector' },
    scenarios: 'Scenarios',
    openTrace: 'Open trace',
    openTraceNote: 'A recorded trace, plain or gzip; or drop the file on the page.',
    examples: 'Examples',
    exampleTraces: 'Example traces',
    cancel: 'Cancel',
    close: 'Close',
    dismiss: 'Dismiss',
    views: 'Views',
    breadcrumb: 'Where you are',
    heap: 'Heap',
    go: 'Go',
    selection: 'Selected',
    nothingSelected: 'Nothing is selected.',
    status: (operations: number, blocks: number, arenas: number) =>
      `${plural(operations, 'operation')}, ${plural(blocks, 'allocated block')}, ${plural(arenas, 'arena')}`,
    operations: 'Operations',
    allocatedBlocks: 'Allocated blocks',
    limits: 'Limits',
    arenaLimit: 'Most arenas',
    memoryLimit: 'Most bytes',
    noLimit: '0 for no limit',
    setLimits: 'Set limits',
    statistics: 'Statistics',
    theme: 'Theme',
    themeAuto: 'as the system',
    themeLight: 'light',
    themeDark: 'dark',
    legend: 'Legend',
    error: 'Error',
    inCPython: 'What CPython would do:',
    did: {
      allocate: (n: number, size: number) => `Allocated ${plural(n, 'block')} of ${plural(size, 'byte')}`,
      free: (n: number) => `Freed ${plural(n, 'block')}`,
      reallocate: (size: number) => `Reallocated to ${plural(size, 'byte')}`,
      undo: 'Undone',
      redo: 'Redone',
      reset: 'Started over',
      nothingToFree: 'There is no block to free.',
    },
    invalidNumber: (label: string, min: number, max: number) =>
      `${label} has to be a whole number from ${count(min)} to ${count(max)}.`,
    unreadableFile: (name: string) => `${name} could not be read.`,
    unsupported: 'This browser has no WebAssembly, which the explorer needs.',
  },
};
