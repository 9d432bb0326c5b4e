// English: the scenarios of the allocator, and the panel that they are started from. Never markup or style.

import type { ExampleId } from '../../examples/index.ts';
import type { ScenarioId, ScenarioNumbers } from '../../scenarios.ts';
import { msg } from '../message.ts';

const list = {
  'fill-pool': {
    name: 'Fill a pool',
    describe: msg<ScenarioNumbers>(
      'Allocates blocks of {size, number} bytes until their pool is full: {blocks, number} in a new pool. The full pool leaves usedpools.',
    ),
  },
  'empty-pool': {
    name: 'Empty a full pool',
    describe: msg<ScenarioNumbers>(
      'Frees every block of the chosen pool (or of one that it fills first): the first free brings the pool back into usedpools, the last puts it on freepools.',
    ),
  },
  'fill-arena': {
    name: 'Fill an arena',
    describe: msg<ScenarioNumbers>(
      'Allocates blocks of {largest, number} bytes until an arena has no pool left: {pools, number} pools of {largestBlocks, number} blocks in a new, aligned one.',
    ),
  },
  'double-arenas': {
    name: 'The 17th arena doubles arenas[]',
    describe: msg<ScenarioNumbers>(
      'Fills arenas until arenas[] has no room: the array starts with {arenaObjects, number} objects, so the arena after these makes CPython reallocate it, twice as long.',
    ),
  },
  'hold-arena': {
    name: 'One block holds an arena',
    describe: msg<ScenarioNumbers>(
      'Fills a new arena, then frees all of these blocks but one: that block keeps {arenaKiB, number} KiB from going back to the system.',
    ),
  },
  'large-heap': {
    name: 'A large heap',
    describe: msg<ScenarioNumbers>(
      'Allocates {largeMiB, number} MiB in phases, each of another size, then frees the first half but for a few blocks: nearly empty arenas that the process does not give back. The heap map shows what holds them.',
    ),
  },
  churn: {
    name: 'Churn',
    describe: msg<ScenarioNumbers>(
      '{operations, number} requests and frees of many sizes in random order (the seed is under Free): free lists become tangled, as in a long-running program.',
    ),
  },
} satisfies Record<ScenarioId, { name: string; describe: ReturnType<typeof msg<ScenarioNumbers>> }>;

export const scenarios = {
  title: 'Scenarios',
  list,
  traces: 'Traces',
  traceFile: 'Trace file',
  openTrace: 'Open trace',
  openTraceNote: 'A recorded trace, plain or gzip; or drop the file on the page.',
  exampleTraces: 'Example traces',
  examples: {
    'free-list': {
      name: 'A criss-cross free list',
      note: 'Twenty operations: six blocks are freed out of order.',
    },
    'list-append': {
      name: 'A list that grows',
      note: 'list.append 400 times: realloc moves the array from class to class, and out of pymalloc.',
    },
    'python-start': {
      name: 'Python starts',
      note: 'Recorded: the first 20,000 requests of a real CPython 3.11.',
    },
  } satisfies Record<ExampleId, { name: string; note: string }>,
  unreadableFile: msg<{ name: string }>('{name} could not be read.'),
};
