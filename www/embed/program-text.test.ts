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

  it('is in a code block as tools wrap it, beside pictures and their titles', () => {
    const wrapped = [
      '<div class="highlight"><pre><span></span>a = malloc(1)\n</pre></div>',
      '<div class="language-python"><button>Copy</button><span class="lang">python</span><pre><code>a = malloc(1)</code></pre></div>',
      '<figure class="highlight"><figcaption><p>blocks.py</p></figcaption><pre><code>a = malloc(1)</code></pre></figure>',
      '<p><code>a = malloc(1)</code></p>',
    ];
    const pictures = ['', '<img alt="a pool">', '<p><a href="pool.svg"><img alt="a pool"></a></p>', '<svg></svg>'];
    const titled = '<figure><img alt=""><figcaption>A pool (with one block)</figcaption></figure>';
    for (const code of wrapped)
      for (const picture of [...pictures, titled])
        for (const inner of [`${picture}\n${code}`, `${code}<!-- -->${picture}`])
          expect(own(inner)).toBe('a = malloc(1)');
  });

  it('has the lines that Markdown makes paragraphs and breaks of', () => {
    expect(own('a = malloc(1)<br>b = malloc(2)')).toBe('a = malloc(1)\nb = malloc(2)');
    expect(own('\n<p>a = malloc(1)<br>\nb = malloc(2)</p>\n<p>free(a)</p><p><img alt=""></p>')).toBe(
      'a = malloc(1)\nb = malloc(2)\n\nfree(a)',
    );
    expect(own('a = malloc(1)<p>free(a)</p>')).toBe('a = malloc(1)\nfree(a)');
    expect(own('a = malloc(1) <img alt="a pool">')).toBe('a = malloc(1)');
    for (const first of [
      '>>> x = []',
      'a 0 24',
      'x[0], y = b, c',
      'x.attr=y',
      '# blocks',
      'del x',
      'import gc, weakref',
    ])
      expect(own(`<p>${first}</p>`)).toBe(first);
  });

  it('is not what is there for readers without it', () => {
    const others = [
      '<p>This needs JavaScript.</p>',
      '<p>JavaScript (which is switched off) shows a pool here.</p>',
      '<p>A pool. <a href="x">More</a></p><img alt="">',
      '<p>import this picture:</p><img alt="">',
      '<p>for readers: a picture.</p>',
      'text <img alt="a pool">',
      '<div><p>It prints</p><pre>a = malloc(1)</pre></div>',
      '<div><pre>a = malloc(1)</pre></div><p>is what one would see.</p>',
      '<ul><li>malloc(1)</li></ul>',
      '<video>a = malloc(1)</video>',
      '  \n ',
    ];
    for (const inner of others) expect(own(inner)).toBeUndefined();
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

  it('has no line numbers', () => {
    const program = 'a = malloc(1)\nfor i in range(2):\n    malloc(i)';
    const lines = program.split('\n');
    const numbered = (sign: (line: string, number: number) => string) =>
      lines.map((line, index) => sign(line, index + 1)).join('\n');
    const numbers = lines.map((_, index) => String(index + 1));
    const written = {
      'Sphinx, in the lines': `<div class="highlight"><pre><span></span>${numbered((line, n) => `<span class="linenos">${n}</span>${line}`)}\n</pre></div>`,
      'Sphinx, in a table': `<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>${numbers.map((n) => `<span class="normal">${n}</span>`).join('\n')}</pre></div></td><td class="code"><div><pre><span></span>${program}\n</pre></div></td></tr></table>`,
      docutils: `<pre class="code">${numbered((line, n) => `<small class="ln">${n} </small><code data-lineno="${n} ">${line}</code>`)}</pre>`,
      'Hugo, in the lines': `<pre><code>${numbered((line, n) => `<span class="line"><span class="ln">${n}</span><span class="cl">${line}</span></span>`)}</code></pre>`,
      'Hugo, without classes': `<pre><code>${numbered((line, n) => `<span style="display:flex;"><span style="white-space:pre;-webkit-user-select:none;user-select:none;color:#7f7f7f">${n}</span><span>${line}</span></span>`)}</code></pre>`,
      'Hugo, in a table': `<table><tr><td><pre><code>${numbers.map((n) => `<span class="lnt">${n}\n</span>`).join('')}</code></pre></td><td><pre><code>${program}</code></pre></td></tr></table>`,
      Rouge: `<table class="rouge-table"><tr><td class="rouge-gutter gl"><pre class="lineno">${numbers.join('\n')}\n</pre></td><td class="rouge-code"><pre>${program}\n</pre></td></tr></table>`,
      VitePress: `<pre><code>${program}</code></pre><div class="line-numbers-wrapper" aria-hidden="true">${numbers.map((n) => `<span class="line-number">${n}</span><br>`).join('')}</div>`,
      'highlight.js': `<pre><code><table>${lines.map((line, index) => `<tr><td class="hljs-ln-numbers" data-line-number="${index + 1}"><div>${index + 1}</div></td><td class="hljs-ln-code">${line}</td></tr>`).join('')}</table></code></pre>`,
      Prism: `<pre class="line-numbers"><code>${program}<span aria-hidden="true" class="line-numbers-rows"><span>1</span></span></code></pre>`,
      'behind the code': `<pre>${program}</pre><pre>${numbers.join('\n')}</pre>`,
    };
    for (const [tool, code] of Object.entries(written)) {
      const block = `<div id="block">${code}</div>`;
      for (const wanted of ['block', 'previous'])
        expect([tool, wanted, codeBlock(page(`${block}<pymalloc-explorer></pymalloc-explorer>`), wanted)]).toEqual([
          tool,
          wanted,
          program,
        ]);
      expect([tool, own(`<div>${code}</div>`)]).toEqual([tool, program]);
    }
  });

  it('may be missing', () => {
    const element = page('<pymalloc-explorer></pymalloc-explorer><p id="empty"> </p>');
    for (const wanted of ['nowhere', 'previous', 'empty'])
      expect(() => codeBlock(element, wanted)).toThrow(NoCodeBlock);
  });
});
