// @vitest-environment happy-dom
// The layers tell of every function that was entered, also of the C library's behind CPython's raw ones.

import { render } from 'lit';
import { describe, expect, it } from 'vitest';

import { options } from '../fixtures/all.ts';
import { firstMalloc } from '../fixtures/reading.ts';
import { layersDiagram } from './layers.ts';

const text = (place: Element | null | undefined): string => place?.textContent.replace(/\s+/g, ' ').trim() ?? '';

describe('layers', () => {
  const place = document.createElement('div');
  render(layersDiagram(firstMalloc, options()), place);
  const layer = (level: string): Element | undefined =>
    [...place.querySelectorAll('.layer')].find((one) => text(one.querySelector('.level')) === level);
  const calls = (level: string): string[] => [...(layer(level)?.querySelectorAll('.calls li') ?? [])].map(text);

  it('pass a raw request on to the C library, which is reached then', () => {
    expect(calls('+1')).toEqual(['5 PyMem_RawRealloc']);
    expect(calls('+0')).toEqual(['6 realloc']);
    expect(layer('+0')?.classList.contains('reached')).toBe(true);
  });

  it('count what was entered in its order', () => {
    const numbers = [...place.querySelectorAll('.order')].map((order) => Number(text(order)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
    expect(calls('+3')).toEqual([]);
    expect(calls('−1')).toEqual(['7 _PyObject_Arena.alloc']);
  });
});
