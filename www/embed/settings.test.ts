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

  it('have the speeds that there are, however they are written', () => {
    for (const speed of ['0.5', '.5', '10', '30.0']) {
      const { settings, bad } = read({ speed });
      expect([settings.speed, bad]).toEqual([Number(speed), []]);
    }
    const { settings, bad } = read({ speed: '20' });
    expect([settings.speed, bad]).toEqual([2, [{ attribute: 'speed', value: '20', used: '2' }]]);
  });

  it('lead to an explorer on the web, and to nothing that a browser would run', () => {
    const at = (explorer: string) => {
      const { settings, bad } = read({ explorer });
      return [settings.explorer, bad.length];
    };
    expect(at('https://example.org/index.html')).toEqual(['https://example.org/index.html', 0]);
    document.head.innerHTML = '<base href="http://example.org/docs/page/">';
    expect(at('../explorer/')).toEqual(['http://example.org/docs/explorer/', 0]);
    document.head.innerHTML = '';
    for (const bad of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'https://',
      'blob:http://x/1',
    ])
      expect(at(bad)).toEqual([undefined, 1]);
  });

  it('take a height as pixels or as a length', () => {
    expect(read({ height: '300' }).settings.height).toBe('300px');
    expect(read({ height: '50vh' }).settings.height).toBe('50vh');
  });

  it('switch all controls off', () => {
    expect(read({ controls: 'none' }).settings.controls.size).toBe(0);
  });
});
