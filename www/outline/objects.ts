// Outlines of the functions of Objects/, shorter than those of the allocator and the collector: what each does to memory,
// to reference counts, and to the collector's lists. Data only.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Outlines, type Part, when } from './outline.ts';

const before3 = (edition: EditionInfo): boolean => edition.version === '2.7';

/** A line of Python, around which there is no function of C. */
const statement: readonly Part[] = [
  'names',
  'references',
  'shared',
  'initialise',
  'storeItem',
  'keysFromFreeList',
  'setting',
  'freeze',
  'limit',
  'writeBytes',
];

const newInt: readonly Part[] = ['shared', ['references'], 'memory', 'initialise'];
const newInt27: readonly Part[] = ['shared', ['references'], 'takeNumberBlock', 'initialise'];

const newContainer: readonly Part[] = ['fromFreeList', 'memory', ['→ _PyObject_GC_Alloc', 'initialise'], 'track'];
const newContainer27: readonly Part[] = ['fromFreeList', 'memory', ['→ _PyObject_GC_Malloc', 'initialise'], 'track'];
const container = (edition: EditionInfo): readonly Part[] => (before3(edition) ? newContainer27 : newContainer);

/** The collector learns of these later, if at all. */
const untracked = (parts: readonly Part[]): readonly Part[] => parts.filter((part) => part !== 'track');

const insert = (edition: EditionInfo): readonly Part[] => [
  'lookUp',
  'references',
  'track',
  'growTable',
  ['→ dictresize'],
  'insertEntry',
  'replaceValue',
  ...when(!before3(edition), 'keysFromFreeList'),
];

const dies: readonly Part[] = ['untrack', 'deposit'];
const memoryGoes: readonly Part[] = ['toFreeList', 'giveMemoryBack'];
const clears: readonly Part[] = ['emptyFirst', 'references', 'giveMemoryBack'];

const shares: Outlines = {
  '': () => statement,
  PyTuple_New: (edition) => ['shared', 'references', ...container(edition)],
  PyList_New: container,
  PyDict_New: (edition) => untracked(container(edition)),
  PyType_GenericAlloc: () => ['memory', 'initialise', 'track'],
  PyWeakref_NewRef: (edition) => [
    'shared',
    ...container(edition).filter((part) => part !== 'fromFreeList'),
    'references',
    'linkWeakref',
  ],
  list_resize: () => ['roomEnough', 'resizeItems'],
  PyList_Append: () => ['→ list_resize', 'references', 'storeItem'],
  list_ass_subscript: () => ['storeItem', 'references'],
  list_ass_slice: () => ['→ list_clear', 'removeItem', '→ list_resize', 'references'],
  PyDict_SetItem: insert,
  PyDict_DelItem: () => ['lookUp', 'deleteEntry', 'references'],
  dictresize: (edition) => [
    ...when(!before3(edition), 'keysFromFreeList'),
    'memory',
    'references',
    ...when(!before3(edition), 'keysToFreeList', 'combine'),
    'moveDict',
  ],
  PySet_Add: () => ['lookUp', 'references', 'insertKey', 'growTable', ['→ set_table_resize']],
  PySet_Discard: () => ['lookUp', 'deleteKey', 'references'],
  set_table_resize: () => ['memory', 'references', 'moveSet'],
  PyObject_GenericSetAttr: () => ['references', 'storeItem', 'removeItem', 'instanceDict'],
  list_dealloc: () => [...dies, 'dying', 'references', ...memoryGoes],
  tupledealloc: () => [...dies, 'dying', 'references', ...memoryGoes],
  dict_dealloc: (edition) => [
    ...dies,
    'dying',
    'references',
    ...when(!before3(edition), 'keysToFreeList'),
    ...memoryGoes,
  ],
  set_dealloc: () => [...dies, '→ PyObject_ClearWeakRefs', 'dying', 'references', ...memoryGoes],
  subtype_dealloc: () => [
    ...dies,
    'track',
    '→ PyObject_CallFinalizerFromDealloc',
    '→ PyObject_ClearWeakRefs',
    'callFinalizer',
    'callLegacyFinalizer',
    ['pythonRuns', 'comesBack'],
    'clearWeakrefs',
    'dying',
    'references',
    'giveMemoryBack',
  ],
  weakref_dealloc: () => ['untrack', 'dying', 'clearWeakrefs', 'references', 'giveMemoryBack'],
  float_dealloc: () => ['dying', ...memoryGoes],
  object_dealloc: () => ['dying', 'references', 'giveMemoryBack'],
  PyObject_ClearWeakRefs: () => ['clearWeakrefs', 'storeItem', 'callCallback', ['pythonRuns'], 'references'],
  PyObject_CallFinalizerFromDealloc: () => [
    'skipFinalizer',
    'callFinalizer',
    ['pythonRuns', 'references'],
    'comesBack',
  ],
  _PyTrash_thread_destroy_chain: () => ['takeDeposit'],
  list_clear: () => clears,
  dict_tp_clear: (edition) => [...clears, ...when(!before3(edition), 'keysToFreeList')],
  set_clear_internal: () => clears,
  subtype_clear: () => clears,
  gc_clear: () => ['clearWeakrefs', 'references'],
};

export const objects3: Outlines = {
  ...shares,
  PyLong_FromLong: () => newInt,
  PyFloat_FromDouble: () => ['fromFreeList', 'memory', 'initialise'],
  PyUnicode_New: () => ['memory', 'initialise'],
  PySet_New: () => ['→ PyType_GenericAlloc'],
  PyUnicode_InternInPlace: () => ['memory', 'initialise', '→ PyDict_SetItem', 'references'],
  _PyObjectDict_SetItem: () => [
    ...untracked(newContainer),
    'shareKeys',
    '→ PyDict_SetItem',
    '→ PyDict_DelItem',
    'references',
    'keysToFreeList',
  ],
  unicode_dealloc: () => ['dying', '→ PyDict_DelItem', 'giveMemoryBack'],
};

export const objects27: Outlines = {
  ...shares,
  PyInt_FromLong: () => newInt27,
  PyFloat_FromDouble: () => ['takeNumberBlock', 'initialise'],
  PyUnicode_New: () => ['fromFreeList', 'memory', 'initialise'],
  PySet_New: () => ['fromFreeList', 'track', '→ PyType_GenericAlloc'],
  PyString_FromStringAndSize: () => ['memory', 'initialise'],
  PyString_InternInPlace: () => ['memory', 'initialise', '→ PyDict_SetItem', 'references'],
  int_dealloc: () => ['dying', ...memoryGoes],
  string_dealloc: () => ['dying', '→ PyDict_DelItem', ...memoryGoes],
};
