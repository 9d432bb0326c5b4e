// English: the map of the heap. Never markup or style.

import { type MapColours } from '../../heap-map/painted.ts';
import { msg } from '../message.ts';

const colours: Record<MapColours, string> = {
  state: 'state',
  sizeClass: 'size class',
  fullness: 'how full the pool is',
  age: 'last use of the pool',
};

export const heapMap = {
  label: msg<{ arenas: number; size: string; colours: string }>(
    'Map of {arenas, plural, one {# arena} other {# arenas}} of {size}, coloured by {colours}',
  ),
  tools: 'Map',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Whole heap',
  chosen: 'To the chosen',
  colourBy: 'Colour by',
  colours,
  hint: 'Drag to move, turn the wheel with Ctrl to zoom; on a touch screen two fingers do both, and one scrolls the page. A click chooses, a double click goes closer.',
  twoFingers: 'Two fingers move the map.',
  arena: msg<{ index: number }>('arena {index}'),
  pool: msg<{ index: number }>('pool {index}'),
  poolOf: msg<{ index: number; size: number; have: number; capacity: number }>(
    'pool {index}: {size, number} B, {have, number}/{capacity, number}',
  ),
  block: msg<{ index: number; state: string; address: string; size: number }>(
    'block {index}, {state}, {size, number} bytes, {address}',
  ),
  noArena: msg<{ index: number }>('arenas[{index}] has no arena now'),
  legend: {
    label: 'What the colours mean',
    poolsFar: 'from afar a pool is one cell:',
    blocksNear: 'closer up, its blocks:',
    header: 'pool header',
    lost: 'bytes lost to alignment',
    mean: 'Where several bytes are one pixel, it has the mean of their colours.',
    class: msg<{ size: number }>('{size, number} B'),
    fullness: ['nothing', 'up to a third', 'up to two thirds', 'more', 'all'],
    ages: msg<{ n: number }>('{n, plural, one {in the last operation} other {in the last # operations}}'),
    older: 'earlier, or not known',
    ageNote:
      'Neither blocks nor pools have a time of their own. The colour says how many operations ago a block of the pool was last handed out or given back: its header was written to then. That is read from the history.',
    ageOff: 'The history is off, so nobody knows more than the last operation.',
    others: 'Freed and untouched blocks look as in every other drawing.',
  },
  tree: {
    title: 'Arena by arena',
    label: 'Arenas, their pools and their blocks',
    keys: 'Arrow keys: up and down, into and out of what is inside; Enter chooses. The map comes along.',
  },
  held: {
    title: 'What holds nearly empty arenas',
    none: 'No arena is nearly empty: none has blocks in at most an eighth of its bytes.',
    sum: msg<{ n: number; size: string }>(
      '{n, plural, one {# arena ({size}) is} other {# arenas ({size}) are}} nearly empty: at most an eighth of the bytes is in blocks. CPython gives an arena back when its last block is freed.',
    ),
    arena: msg<{ index: number; blocks: number; pools: number; bytes: number }>(
      'arena {index}: {blocks, plural, one {# block} other {# blocks}} in {pools, plural, one {# pool} other {# pools}}, {bytes, plural, one {# byte} other {# bytes}} in all',
    ),
    blocks: msg<{ index: number }>('Blocks that hold arena {index}'),
    object: msg<{ address: string; kind: string }>('{address} ({kind})'),
    more: msg<{ n: number }>('and {n, number} more'),
    show: msg<{ n: number }>('{n, plural, one {Show # more} other {Show # more}}'),
  },
};
