// English: what the views are called and what they are for, and the words that they share.

import { msg } from '../message.ts';
import { type ViewsWords } from '../messages.ts';

export const views: ViewsWords = {
  arenas: { title: 'Arenas', description: 'arenas[], and the lists that its arena objects are in' },
  'heap-map': { title: 'Heap map', description: 'Every block of every arena, from all arenas down to the bytes' },
  arena: { title: 'Arena', description: 'One arena and its pools' },
  pool: { title: 'Pool', description: 'One pool: its header, its blocks and its free list' },
  usedpools: { title: 'usedpools', description: 'For each size class the ring of pools that have a block to give' },
  'size-classes': {
    title: 'Size classes',
    description: 'Which request gets which block, and what all bytes are used for',
  },
  bytes: { title: 'Bytes', description: 'Memory as it is, with the names of what stands there' },
  layers: { title: 'Layers', description: 'Through which allocators the last request went' },
  explain: { title: 'What happened', description: 'The functions that ran, why, and the fields that they changed' },
  arithmetic: {
    title: 'Arithmetic',
    description: 'How addresses are computed here, bit by bit, with the values at hand',
  },
  objects: {
    title: 'Objects',
    description: 'Names, objects with their reference counts, and the references between them',
  },
  generations: {
    title: 'Generations',
    description: "The collector's lists of objects, when it runs, and what it decides about each object",
  },
  compare: { title: 'Comparison', description: 'What differs between two places of the timeline' },
  timeline: {
    title: 'Timeline',
    description: 'Everything since the heap was empty: actions, their operations, and the steps of these',
  },
};

export const diagram = {
  address: 'Address',
  at: 'at',
  block: 'block',
  blocks: msg<{ n: number }>('{n, plural, one {# block} other {# blocks}}'),
  bytes: msg<{ n: number }>('{n, plural, one {# byte} other {# bytes}}'),
  changed: 'changed',
  /** Between the parts of a list in a line. */
  comma: ', ',
  labelled: msg<{ label: string; text: string }>('{label}: {text}'),
  field: 'Field',
  global: 'Global',
  value: 'Value',
  leadsTo: 'Leads to',
  /** Until what is to be drawn is there. */
  loading: 'Starting…',
  none: 'none',
  noPool: 'No pool is selected. Allocate a block or make an object, then choose a pool.',
  nothingSelected: 'nothing selected',
  number: 'No.',
  pool: 'pool',
  selected: 'selected',
  state: 'State',
};
