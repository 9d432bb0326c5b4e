// The code by which an author shows the present state in a page of theirs: as an element, as a frame, as a picture with a
// link. Text only; every value in it is quoted.

import { type ViewName } from '../known-names.ts';
import { usualHeight } from './settings.ts';

export const codeKinds = ['element', 'iframe', 'markdown'] as const;
export type CodeKind = (typeof codeKinds)[number];

/** What is shown. */
export interface Shown {
  /** The explorer's page, from which element and frame are beside. */
  readonly page: string;
  /** The session, as a link has it behind its `#`. */
  readonly fragment: string;
  readonly view: ViewName;
  /** What the view is called, in the reader's language. */
  readonly title: string;
  /** For a frame: an element follows its page. */
  readonly lang: string;
}

export function codeFor(kind: CodeKind, shown: Shown): string {
  const { page, fragment, view, title, lang } = shown;
  const beside = (file: string): string => new URL(file, page).href;
  switch (kind) {
    case 'element':
      return [
        `<script type="module" src="${quoted(beside('element.js'))}"></script>`,
        `<pymalloc-explorer view="${view}" state="${quoted(withoutShown(fragment))}"></pymalloc-explorer>`,
      ].join('\n');
    case 'iframe': {
      const address = `${beside('embed.html')}#view=${view}&lang=${lang}&${withoutShown(fragment)}`;
      const size = `width="100%" height="${usualHeight(view)}" frameborder="0"`;
      return `<iframe src="${quoted(address)}" title="${quoted(title)}" ${size} loading="lazy"></iframe>`;
    }
    case 'markdown':
      return `[![${title.replace(/([\\[\]])/g, '\\$1')}](${view}.svg)](<${page}#${fragment}>)`;
  }
}

/** What the element or the frame says itself, or takes from its page. */
function withoutShown(fragment: string): string {
  return fragment
    .split('&')
    .filter((pair) => !/^(?:view|lang|topic)=/.test(pair))
    .join('&');
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
