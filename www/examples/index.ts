// The traces that come with the page. README.md says where they are from; what they are called is told in locales/.

import freeList from './free-list.trace?url';
import listAppend from './list-append.trace?url';
import pythonStart from './python-start.trace.gz?url';

export type ExampleId = 'free-list' | 'list-append' | 'python-start';

/** Where the page fetches each of them. */
export const examples: Readonly<Record<ExampleId, string>> = {
  'free-list': freeList,
  'list-append': listAppend,
  'python-start': pythonStart,
};

export const exampleIds: readonly ExampleId[] = ['free-list', 'list-append', 'python-start'];
