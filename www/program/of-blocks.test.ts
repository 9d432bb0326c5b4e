// Which scripts a small core can run.

import { expect, it } from 'vitest';
import { isOfBlocks } from './of-blocks.ts';
import { readProgram } from './read.ts';

function ofBlocks(text: string): boolean {
  const program = readProgram(text);
  return program.kind === 'script' && isOfBlocks(program);
}

it.each([
  'a = malloc(24)\nfree(a)',
  'blocks = [malloc(8 * (i + 1)) for i in range(10)]\nfor b in blocks[::2]:\n    free(b)\ndel b',
  'a = calloc(2, 8)\na = realloc(a, 40)\nmalloc(1)\npass\nlast = None',
  'blocks = [malloc(8) for i in range(3)]\nblocks[0] = malloc(16)\nb = blocks[1]',
])('blocks alone: %j', (text) => {
  expect(ofBlocks(text)).toBe(true);
});

it.each([
  'a = malloc(24)\nb = []',
  'a = []\ndel a[0]',
  'n = 10',
  'for i in range(3):\n    x = i',
  'for i in range(3):\n    x = [i]',
  'a = malloc(8)\ngc.collect()',
  'a = []\na.append(a)',
  'a 0 32\nf 0',
])('more than blocks: %j', (text) => {
  expect(ofBlocks(text)).toBe(false);
});
