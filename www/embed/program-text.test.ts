// @vitest-environment happy-dom
// Where programs are found.

import { afterEach, describe, expect, it } from 'vitest';
import { codeBlock, NoCodeBlock, ownProgram } from './program-text.ts';

afterEach(() => {
  document.body.innerHTML = '';
});

function page(html: string): Element {
  document.body.innerHTML = html;
  const element = document.querySelector('pymalloc-explorer');
  if (element === null) throw new Error('no element');
  return element;
}

const own = (inner: string) => ownProgram(page(`<pymalloc-explorer>${inner}</pymalloc-explorer>`));

describe('the program in an element', () => {
  it('is its text, without the margin of the page', () => {
    expect(own('\n    for i in range(2):\n        malloc(1)\n\n    x = []\n  ')).toBe(
      'for i in range(2):\n    malloc(1)\n\nx = []',
    );
  });

  it('is in a code block, whatever else there is', () => {
    expect(own('<p>A picture</p><pre><code>a = malloc(1)</code></pre>')).toBe('a = malloc(1)');
    expect(own('<script type="text/plain">\na = malloc(1)\n</script>')).toBe('a = malloc(1)');
  });

  it('is not what is there for readers without it', () => {
    expect(own('<p>a = malloc(1)</p>')).toBeUndefined();
    expect(own('text <img alt="a pool">')).toBeUndefined();
    expect(own('  \n ')).toBeUndefined();
  });

  it('stands beside what goes into slots', () => {
    expect(own('a = malloc(1)<span slot="caption">A block</span>')).toBe('a = malloc(1)');
  });
});

describe('the code block of a page', () => {
  it('is found by its id, also around the code', () => {
    const element = page(
      '<div id="code"><div class="highlight"><pre><span>a = malloc(1)</span>\n</pre></div></div><pymalloc-explorer></pymalloc-explorer>',
    );
    expect(codeBlock(element, 'code')).toBe('a = malloc(1)');
  });

  it('is the one before, and not one inside of another element', () => {
    const element = page(
      '<pre>far</pre><section><pre><code>near</code></pre></section><p><pymalloc-explorer><pre>own</pre></pymalloc-explorer></p><pre>after</pre>',
    );
    expect(codeBlock(element, 'previous')).toBe('near');
  });

  it('has its lines, also where a tool writes no line ends', () => {
    const program = 'for i in range(2):\n    malloc(1)\n\nx = []';
    const lines = program.split('\n').map((line) => line.replaceAll(' ', '<span> </span>'));
    const written = [
      lines.map((line) => `<div>${line}<br></div>`),
      lines.map((line) => `<div>${line}</div>`),
      lines.map((line) => `<span>${line}</span><br>`),
      lines.map((line) => `<span>${line}</span>\n`),
    ];
    for (const code of written) {
      const element = page(`<pre><code>${code.join('')}</code></pre><pymalloc-explorer></pymalloc-explorer>`);
      expect(codeBlock(element, 'previous')).toBe(program);
    }
  });

  it('may be missing', () => {
    const element = page('<pymalloc-explorer></pymalloc-explorer><p id="empty"> </p>');
    for (const wanted of ['nowhere', 'previous', 'empty'])
      expect(() => codeBlock(element, wanted)).toThrow(NoCodeBlock);
  });
});
