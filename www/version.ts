// Which versions of CPython are not as those of today. Holds no words.

import { type EditionInfo } from './generated/EditionInfo.ts';

/** 2.7 has gc_refs in a word of its own; later versions keep it in the upper bits of _gc_prev. */
export function isVersion2(edition: EditionInfo): boolean {
  return edition.version.startsWith('2.');
}
