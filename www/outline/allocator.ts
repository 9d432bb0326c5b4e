// Outlines of the functions of Objects/obmalloc.c, in our own words and order of telling. Data only; version 2.7 had not
// split most of them off yet, so there three long functions have the lines of all the others.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Outlines, type Part, when } from './outline.ts';

const nfp2lasta = (edition: EditionInfo): boolean => edition.arenaOrder === 'nfp2lasta';
const radixTree = (edition: EditionInfo): boolean => edition.ownerTest === 'radixTree';

const findFit: readonly Part[] = ['takeFit', 'splitFit', 'mapSegment', 'noMemory'];

const newPool = (edition: EditionInfo): readonly Part[] => [
  'needArena',
  ['→ new_arena', 'noArena', 'startUsable'],
  'fullestArena',
  ...when(nfp2lasta(edition), 'lastaDown'),
  'takeFreePool',
  ['fullAfterTaking'],
  'carvePool',
  ['fullAfterCarving'],
  'linkPool',
  'continuePool',
  'initPool',
];

const emptiedPool = (edition: EditionInfo): readonly Part[] => [
  'unlinkPool',
  'toFreepools',
  ...when(nfp2lasta(edition), 'lastaBack', 'lastaStays'),
  'countFreePool',
  'allFree',
  [
    'leaveUsable',
    'objectUnused',
    ...when(radixTree(edition), '→ arena_map_mark_used'),
    edition.version === '2.7' ? '→ munmap' : '→ _PyObject_Arena.free',
    'released',
    ...when(edition.keepsLastArena, 'keepLast'),
  ],
  'usableAgain',
  ...when(nfp2lasta(edition), 'lastaSet'),
  'inOrder',
  'outOfOrder',
  [...when(!nfp2lasta(edition), 'walkPast'), 'insertAfter'],
];

const newArena = (edition: EditionInfo): readonly Part[] => [
  'needObjects',
  [edition.version === '2.7' ? '→ realloc' : '→ PyMem_RawRealloc', 'firstObjects', 'doubleObjects', 'noObjects'],
  'takeObject',
  edition.version === '2.7' ? '→ mmap' : '→ _PyObject_Arena.alloc',
  ...when<Part>(radixTree(edition), '→ arena_map_mark_used', ['markFails']),
  'returnObject',
  'associate',
  'startsAligned',
  'startsUnaligned',
];

const newBlock: readonly Part[] = ['moveFails', '→ memcpy'];

/** What 2.7 does where later versions do. */
const anyVersion: Outlines = {
  new_arena: newArena,
  memcpy: () => ['copyBytes'],
  memset: () => ['zeroBytes'],
};

export const allocator3: Outlines = {
  ...anyVersion,
  PyObject_Malloc: () => ['refuseTooLarge', 'askTable', ['→ _PyObject_Malloc']],
  _PyObject_Malloc: () => ['askPymalloc', ['→ pymalloc_alloc'], 'rawInstead', ['→ PyMem_RawMalloc', 'countRaw']],
  PyObject_Calloc: () => ['refuseOverflow', 'askTable', ['→ _PyObject_Calloc']],
  _PyObject_Calloc: () => [
    'askPymalloc',
    ['→ pymalloc_alloc', 'zeroBlock', '→ memset'],
    'rawInstead',
    ['→ PyMem_RawCalloc', 'countRaw'],
  ],
  PyObject_Realloc: () => ['refuseTooLarge', 'askTable', ['→ _PyObject_Realloc']],
  _PyObject_Realloc: () => [
    'reallocNull',
    ['→ _PyObject_Malloc'],
    '→ pymalloc_realloc',
    'rawRealloc',
    ['→ PyMem_RawRealloc'],
  ],
  PyObject_Free: () => ['askTable', ['→ _PyObject_Free']],
  _PyObject_Free: () => ['freeNull', '→ pymalloc_free', 'rawFree', ['→ PyMem_RawFree', 'uncountRaw']],
  pymalloc_alloc: () => [
    'declineZero',
    'declineLarge',
    'sizeClass',
    'usedPool',
    ['takeBlock', 'takeLastBlock', '→ pymalloc_pool_extend'],
    'emptyRing',
    ['→ allocate_from_new_pool'],
  ],
  pymalloc_pool_extend: () => ['carveBlock', 'poolFull'],
  allocate_from_new_pool: newPool,
  pymalloc_free: () => [
    'poolOfBlock',
    '→ address_in_range',
    'notOwned',
    'linkBlock',
    'wasFull',
    ['→ insert_to_usedpool'],
    'staysUsed',
    'isEmpty',
    ['→ insert_to_freepool'],
  ],
  insert_to_usedpool: () => ['relinkPool'],
  insert_to_freepool: emptiedPool,
  pymalloc_realloc: () => [
    'poolOfBlock',
    '→ address_in_range',
    'notOwned',
    'stays',
    'grows',
    'shrinks',
    '→ _PyObject_Malloc',
    ...newBlock,
    '→ _PyObject_Free',
  ],
  address_in_range: (edition) =>
    radixTree(edition) ? ['radixIndexes', 'radixOwns', 'radixDisowns'] : ['readIndex', 'indexOwns', 'indexDisowns'],
  arena_map_mark_used: (edition) => [
    'radixEntry',
    ...when<Part>(edition.mapBits.length > 1, ['→ PyMem_RawCalloc', 'radixNode', 'noRadixNode']),
    'markOne',
    'markTwo',
    'unmark',
  ],
  '_PyObject_Arena.alloc': () => ['systemGrants', 'systemLimit', 'systemRefuses'],
  '_PyObject_Arena.free': () => ['systemTakes'],
  PyMem_RawMalloc: () => ['oneForNone', ...findFit],
  PyMem_RawCalloc: () => ['oneForNone', ...findFit, 'zeroBytes'],
  PyMem_RawRealloc: () => ['oneForNone', 'rawStays', 'rawMoves', ...findFit, 'copyBytes', 'freeFit', 'unmapSegment'],
  PyMem_RawFree: () => ['freeFit', 'unmapSegment'],
  PyMem_Malloc: () => ['sameAllocator', ['→ _PyObject_Malloc']],
  PyMem_Calloc: () => ['sameAllocator', ['→ _PyObject_Calloc']],
  PyMem_Realloc: () => ['sameAllocator', ['→ _PyObject_Realloc']],
  PyMem_Free: () => ['sameAllocator', ['→ _PyObject_Free']],
};

export const allocator27: Outlines = {
  ...anyVersion,
  PyObject_Malloc: (edition) => [
    'refuseTooLarge',
    'declineZero',
    'declineLarge',
    'sizeClass',
    'usedPool',
    ['takeBlock', 'takeLastBlock', 'carveBlock', 'poolFull'],
    'emptyRing',
    ...newPool(edition),
    'rawInstead',
    ['→ malloc'],
  ],
  PyObject_Free: (edition) => [
    'freeNull',
    'poolOfBlock',
    '→ Py_ADDRESS_IN_RANGE',
    'linkBlock',
    'wasFull',
    ['relinkPool'],
    'staysUsed',
    'isEmpty',
    ...emptiedPool(edition),
    'rawFree',
    ['→ free'],
  ],
  PyObject_Realloc: () => [
    'refuseTooLarge',
    'reallocNull',
    'poolOfBlock',
    '→ Py_ADDRESS_IN_RANGE',
    'stays',
    'grows',
    'shrinks',
    '→ PyObject_Malloc',
    ...newBlock,
    '→ PyObject_Free',
    'rawRealloc',
    ['→ realloc'],
  ],
  Py_ADDRESS_IN_RANGE: () => ['readIndex', 'indexOwns', 'indexDisowns'],
  mmap: () => ['systemGrants', 'systemLimit', 'systemRefuses'],
  munmap: () => ['systemTakes'],
  malloc: () => ['oneForNone', ...findFit],
  calloc: () => ['oneForNone', ...findFit, 'zeroBytes'],
  realloc: () => ['oneForNone', 'rawStays', 'rawMoves', ...findFit, 'copyBytes', 'freeFit', 'unmapSegment'],
  free: () => ['freeFit', 'unmapSegment'],
};
