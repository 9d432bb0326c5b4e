// The code that the explorer gives to authors.

import { describe, expect, it } from 'vitest';
import { type CodeKind, codeFor } from './code.ts';

const fragment = 'edition=cpython-3.10-32&topic=objects&view=timeline&select=0x100c0020&lang=en&state=m24;m16&v=1';

const code = (kind: CodeKind) =>
  codeFor(kind, { page: 'https://example.org/index.html', fragment, view: 'pool', title: 'A "pool"', lang: 'en' });

describe('the code of an embed', () => {
  it('is an element that follows the language of its page, and says each thing once', () => {
    expect(code('element').split('\n').at(1)).toBe(
      '<pymalloc-explorer view="pool" state="edition=cpython-3.10-32&amp;select=0x100c0020&amp;state=m24;m16&amp;v=1"></pymalloc-explorer>',
    );
  });

  it('is a frame, which cannot know the language of the page around', () => {
    const address =
      'https://example.org/embed.html#view=pool&amp;lang=en&amp;edition=cpython-3.10-32&amp;select=0x100c0020';
    expect(code('iframe')).toContain(`src="${address}&amp;state=m24;m16&amp;v=1" title="A &quot;pool&quot;"`);
  });

  it('is a picture that leads to all of the session', () => {
    expect(code('markdown')).toBe(`[![A "pool"](pool.svg)](<https://example.org/index.html#${fragment}>)`);
  });
});
