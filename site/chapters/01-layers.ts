// The layers between the system and an object, and the ways that requests take through them.

import { type Views } from '../../www/embed/views.ts';
import { defineChapter, type Facts } from '../chapter.ts';
import { stepped } from '../figures.ts';

const SMALL = 24;
const LARGE = 600;

function counts(heap: Views): Facts {
  const { blocks, rawBlocks, narenas, arenaBytes } = heap.stats();
  return { blocks, rawBlocks, narenas, arenaBytes };
}

export default defineChapter({
  figures: {
    newDict: { view: 'layers', ...stepped, height: 760, step: 'L1', program: 'd = {}\ndel d\ne = {}' },
    requests: {
      view: 'layers',
      heap: 'requests',
      ...stepped,
      height: 800,
      step: 'L1',
      program: [`a = malloc(${SMALL})`, `b = malloc(${SMALL})`, `c = malloc(${LARGE})`, 'free(c)', 'free(b)'].join(
        '\n',
      ),
    },
    itsArena: { view: 'arena', heap: 'requests', height: 600, controls: 'none' },
    itsPool: { view: 'pool', heap: 'requests', height: 480, controls: 'none' },
    explained: {
      view: 'explain',
      ...stepped,
      height: 720,
      step: '1',
      program: `a = malloc(${SMALL})\nb = malloc(${LARGE})`,
    },
  },
  steps: {
    dict: { figure: 'newDict', step: 'L1', facts: counts },
    gone: { figure: 'newDict', step: 'L2', facts: counts },
    again: { figure: 'newDict', step: 'L3', facts: counts },
    first: { figure: 'requests', step: 'L1', facts: counts },
    second: { figure: 'requests', step: 'L2', facts: counts },
    large: { figure: 'requests', step: 'L3', facts: counts },
    largeFreed: { figure: 'requests', step: 'L4', facts: counts },
    mapped: { figure: 'explained', step: '1.14', facts: counts },
    declined: { figure: 'explained', step: '2.4', facts: counts },
  },
  facts: ({ editions }) => ({
    small: SMALL,
    large: LARGE,
    threshold: editions['cpython-3.10-32'].smallRequestThreshold,
    arenaSize: editions['cpython-3.10-32'].arenaSize,
  }),
  tasks: {},
});
