// English: the code that an author puts into a page of theirs.

import { type CodeKind } from '../../embed/code.ts';
import { msg } from '../message.ts';

const kinds: Record<CodeKind, string> = {
  element: 'Element, for HTML',
  iframe: 'Frame (iframe)',
  markdown: 'Picture with a link, for Markdown',
};

export const embedCode = {
  title: 'Embed',
  view: 'View',
  as: 'As',
  kinds,
  code: 'Code',
  copy: 'Copy code',
  copied: 'The code is copied.',
  notCopied: 'The browser does not let the page copy: the code is selected, so that you can.',
  about: {
    element:
      'Two lines for a web page of yours. The element follows the colours and the language of the page; the script is loaded once, however many elements there are.',
    iframe: 'For sites that take no scripts. It needs nothing but the frame.',
    markdown: msg<{ file: string; menu: string }>(
      'Save the picture of the view ({menu}, SVG) as {file} beside your text. The link opens this state here.',
    ),
  },
};
