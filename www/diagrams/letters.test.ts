// Widths of texts as drawings count them.

import { expect, it } from 'vitest';

import { cut, letters } from './letters.ts';

it('counts a Chinese sign and its punctuation as two letters', () => {
  expect(letters('free list')).toBe(9);
  expect(letters('空闲链表，')).toBe(10);
  expect(letters('第 0 代')).toBe(7);
});

it('cuts a text to the room that there is, and never between the halves of a sign', () => {
  expect(cut('object', 6)).toBe('object');
  expect(cut('objects', 6)).toBe('objec…');
  expect(cut('空闲链表', 8)).toBe('空闲链表');
  expect(cut('空闲链表', 6)).toBe('空闲…');
  expect(cut('😀😀😀', 2)).toBe('😀…');
});
