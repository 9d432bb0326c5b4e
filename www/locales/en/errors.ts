// English: what can be wrong with what was asked for, and what CPython itself would do there where that is worth saying.
// Whether a value is an address, a count or a word is said by said-values.ts.

import { msg } from '../message.ts';
import { type ErrorWords } from '../messages.ts';
import { type ErrorTexts } from '../said-values.ts';

export const errors: ErrorTexts = {
  double_free: {
    what: msg('Double free: the block at {addr} is on the free list of pool {pool} already. Nothing was changed.'),
    cpython:
      'CPython does not look: it would link the block into the free list a second time, so that two later mallocs return the same address, and count one block too few in ref.count.',
  },
  interior_pointer: {
    what: msg(
      '{addr} is not the start of a block: it lies {offset, plural, one {# byte} other {# bytes}} into the block at {block}. Nothing was changed.',
    ),
    cpython:
      'CPython would link the address itself into the free list, and a later malloc would hand out memory that overlaps this block and the next.',
  },
  not_a_block: {
    what: msg(
      '{addr} lies in pool {pool}, but in none of its blocks: it is part of the header or of the tail. Nothing was changed.',
    ),
    cpython:
      "CPython would write a free-list link over those bytes, the pool's own header perhaps, and hand them out as a block later.",
  },
  untouched_block: {
    what: msg('The block at {addr} was never handed out by pool {pool}: it lies past nextoffset. Nothing was changed.'),
    cpython:
      'CPython would put it on the free list, and carve it off once more when nextoffset arrives there: two owners for one block.',
  },
  wild_pointer: {
    what: msg('No allocator owns {addr}. Nothing was changed.'),
    cpython:
      'CPython would see that pymalloc does not own it and call free() of the C library, which may abort (“free(): invalid pointer”) or corrupt its own lists.',
  },
  raw_double_free: {
    what: msg("Double free: the C library's block at {addr} is free already. Nothing was changed."),
    cpython: 'CPython would call free() a second time; glibc often notices and aborts (“double free or corruption”).',
  },
  unmapped: {
    what: msg(
      '{nbytes, plural, one {# byte} other {# bytes}} at {addr} are not all mapped: there is no memory to read or write.',
    ),
    cpython: 'A process that touches such an address gets a segmentation fault.',
  },
  segmentation_fault: {
    what: msg(
      'CPython would crash here: following a pointer, it would touch {addr}, where nothing is mapped. The heap stays as it was.',
    ),
    cpython: 'The process ends with a segmentation fault, often long after the mistake that damaged the pointer.',
  },
  unknown_edition: { what: msg('There is no edition “{name}”.') },
  unknown_alignment: { what: msg('There is no arena alignment “{name}”: it is aligned or unaligned.') },
  not_a_whole_number: {
    what: msg('{what} is {value}; it has to be a whole number from 0 to 9,007,199,254,740,991.'),
  },
  bad_trace_line: { what: msg('Line {line, number} of the trace, “{text}”: expected {expected}.') },
  trace_fault: {
    what: msg(
      'Line {line, number} of the trace, “{text}”, cannot be carried out: block {id} is live, and has to be freed before its ID is used again.',
    ),
  },
  nothing_to_undo: { what: msg('There is nothing to undo.') },
  nothing_to_redo: { what: msg('There is nothing to redo.') },
  not_in_journal: {
    what: msg(
      'The steps of operation {operation, number} are no longer kept; the journal starts at operation {first, number}.',
    ),
  },
  no_such_branch: {
    what: msg('What came after this position before is no longer kept, so it cannot be brought back.'),
  },
  bad_image: { what: msg('These bytes are not an image of a heap: {reason}.') },
  unknown_name: {
    what: msg(
      'No object is called “{name}”. A name has to be given before it can be used; an address such as 0x… does, too.',
    ),
    cpython: 'Python would raise NameError.',
  },
  dead_object: {
    what: msg(
      '“{name}” is dead: its last reference is gone and its memory was given back, so nothing can be done with it any more.',
    ),
    cpython: 'Python code cannot get here, since it has no reference left; C code that does uses memory after free.',
  },
  not_an_object: {
    what: msg(
      'No live object starts at {addr}. The address of an object is the one after its PyGC_Head: what id() gives.',
    ),
  },
  unhashable: {
    what: msg(
      'A {type_name} has no hash, as it can change: it cannot be a key of a dict or an item of a set. An int, a str, a tuple of such or an instance can.',
    ),
    cpython: msg("Python would raise TypeError: unhashable type: ''{type_name}''."),
  },
  takes_none: { what: msg('Objects of type {type_name} take no {what}. Choose another object, or another way.') },
  no_such_part: { what: msg('There is no {what} {name}, so nothing was changed.') },
  no_such_reference: { what: msg('No reference leads from {from} to {to}, so nothing was changed.') },
  tuple_is_fixed: {
    what: msg(
      'A tuple cannot be changed: give it its items when it is made. So no cycle goes through tuples alone; one through a list in a tuple can be made.',
    ),
    cpython: "Python would raise TypeError: 'tuple' object does not support item assignment.",
  },
  no_slot_left: {
    what: msg(
      '{slots, plural, one {The only slot} other {All # slots}} of the instance {slots, plural, one {is} other {are}} taken: remove a reference first, or make one with more slots.',
    ),
  },
  bad_value: { what: msg('“{value}” cannot be used here: expected {expected}.') },
  not_in_version: { what: msg('CPython {version} has no {what}. Choose an edition that has.') },
  no_memory: {
    what: msg(
      'The system grants no more memory, so the operation was not done; a limit under Advanced may be the reason.',
    ),
    cpython: 'Python would raise MemoryError.',
  },
  out_of_memory: {
    what: msg(
      'The browser grants no more memory, so nothing was done, and everything is as it was. Free something, reset, or close other tabs; {bytes, number} bytes are concerned.',
    ),
  },
  too_many_classes: {
    what: msg(
      'There are {most, number} classes already, and no room for more: use a number of slots and a finalizer that some class has.',
    ),
  },
  bad_request: {
    what: msg('The core does not understand what it was asked for: “{name}” {reason}. Nothing was changed.'),
  },
  no_such_thing: { what: msg('There is no {what, select, arena {arena} other {pool}} {index}.') },
};

export const errorWords: ErrorWords = {
  expected: {
    shortLine: 'a line of at most 1024 bytes',
    lineLetter: 'a, c, r, f, d, l or #',
    mallocLine: 'a ID SIZE',
    callocLine: 'c ID NELEM ELSIZE',
    reallocLine: 'r ID SIZE',
    freeLine: 'f ID',
    dumpLine: 'd',
    limitLine: 'l N',
    smallLimit: 'l N with N below 4294967296',
    address: 'an address',
    name: 'a name of 1 to 256 bytes that does not begin with 0x',
    noItems: 'nothing, as only a tuple, list or set takes items',
    fewSlots: '100,000 slots at most',
    fewObjects: '5,000,000 at most',
    index: 'an index',
    attribute: 'the name of an attribute',
    generation: 'a generation: 0, 1 or 2',
    int: 'an int of up to 4300 digits',
    float: 'a float',
  },
  quantities: {
    size: 'The size',
    count: 'The count',
    address: 'The address',
    length: 'The length',
    arenaLimit: 'The limit of arenas',
    memoryLimit: 'The limit of bytes',
    position: 'The position',
    branch: 'The branch',
    operation: 'The operation',
    operations: 'The number of operations',
    steps: 'The number of steps',
  },
  requestFaults: {
    missing: 'is missing',
    notText: 'is not a text',
    notFlag: 'is neither true nor false',
    notWhole: 'is not a whole number',
    notSmall: 'is not a whole number from 0 to 4,294,967,295',
    notList: 'is not a list',
    notThree: 'does not hold three numbers',
    noKind: 'is no kind of object',
    noAction: 'is nothing that a finalizer or callback can do',
    noRequest: 'is no operation',
  },
  parts: {
    reference: 'reference',
    weakReference: 'weak reference',
    item: 'item',
    index: 'index',
    key: 'key',
    attribute: 'attribute',
  },
  imageFaults: {
    beginning: 'they do not begin as one',
    edition: 'the edition is not known',
    alignment: 'the arena alignment is not known',
    units: 'there are too many units',
    length: 'the length does not fit the contents',
    word: 'pointers have another size',
  },
};
