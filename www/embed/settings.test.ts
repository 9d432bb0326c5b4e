// @vitest-environment happy-dom
// What attributes come to, and what is said of bad ones.

import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readSettings } from './settings.ts';

beforeAll(() => {
  vi.stubGlobal('CSS', { supports: (_: string, value: string) => /^\d+(?:px|vh)$/.test(value) });
});

function read(attributes: Readonly<Record<string, string>>) {
  const element = document.createElement('div');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return readSettings(element);
}

describe('the attributes of an element', () => {
  it('have a meaning where there is none of them', () => {
    const { settings, bad } = read({});
    expect(bad).toEqual([]);
    expect(settings).toMatchObject({
      views: ['pool'],
      edition: 'cpython-3.10-32',
      arenas: 'aligned',
      readOnly: false,
      autoplay: false,
      speed: 2,
      seed: 1,
      theme: 'auto',
      loading: 'lazy',
      height: '640px',
    });
    expect(settings.controls.has('allocate')).toBe(true);
    expect(read({ view: 'generations' }).settings.controls.has('collect')).toBe(true);
  });

  it('fall back where they are bad, and what is good of a list stays', () => {
    const { settings, bad } = read({
      view: 'arena pond bytes',
      edition: '3.14',
      speed: '-1',
      seed: '1.5',
      height: 'tall',
    });
    expect(settings).toMatchObject({ views: ['arena', 'bytes'], edition: 'cpython-3.10-32', speed: 2, seed: 1 });
    expect(bad).toEqual([
      { attribute: 'view', value: 'pond', used: 'arena bytes' },
      { attribute: 'edition', value: '3.14', used: 'cpython-3.10-32' },
      { attribute: 'speed', value: '-1', used: '2' },
      { attribute: 'seed', value: '1.5', used: '1' },
      { attribute: 'height', value: 'tall', used: '720px' },
    ]);
  });

  it('take a height as pixels or as a length', () => {
    expect(read({ height: '300' }).settings.height).toBe('300px');
    expect(read({ height: '50vh' }).settings.height).toBe('50vh');
  });

  it('switch all controls off', () => {
    expect(read({ controls: 'none' }).settings.controls.size).toBe(0);
  });
});
