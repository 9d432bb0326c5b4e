// The address of the page for frames.

import { describe, expect, it } from 'vitest';
import { attributesOf } from './fragment.ts';

describe('the address of a frame', () => {
  it('holds attributes, and a program', () => {
    const { attributes, program } = attributesOf(
      '#view=pool%20arena&theme=dark&onclick=x&program=a%20%3D%20malloc(1)',
      'de',
    );
    expect(Object.fromEntries(attributes)).toEqual({ lang: 'de', loading: 'eager', view: 'pool arena', theme: 'dark' });
    expect(program).toBe('a = malloc(1)');
  });

  it('holds a session as the explorer gives it, with attributes among it', () => {
    const { attributes } = attributesOf(
      '#edition=cpython-2.7-32&step=3&view=bytes&lang=zh-Hans&state=m24;m16&v=1&controls=none',
      'en',
    );
    expect(Object.fromEntries(attributes)).toEqual({
      lang: 'zh-Hans',
      loading: 'eager',
      view: 'bytes',
      controls: 'none',
      state: 'edition=cpython-2.7-32&step=3&state=m24;m16&v=1',
    });
  });

  it('does not say where the explorer is, which is beside it', () => {
    const { attributes } = attributesOf('#view=pool&explorer=https%3A%2F%2Fexample.org%2F', 'en');
    expect(Object.fromEntries(attributes)).toEqual({ lang: 'en', loading: 'eager', view: 'pool' });
  });

  it('stands what cannot be decoded', () => {
    expect(attributesOf('#label=%E0%A4%A&&=&view', 'en').attributes.get('label')).toBe('%E0%A4%A');
  });
});
