// All outlines, and which of them a function has in an edition. Holds no text.

import { type EditionInfo } from '../generated/EditionInfo.ts';
import { allocator27, allocator3 } from './allocator.ts';
import { collector27, collector3 } from './collector.ts';
import { objects27, objects3 } from './objects.ts';
import { type Outlines, type Part } from './outline.ts';

const outlines3: Outlines = { ...allocator3, ...collector3, ...objects3 };
const outlines27: Outlines = { ...allocator27, ...collector27, ...objects27 };

/** The outline of a function, by the name that it has in that edition; `''` is the line of Python itself. */
export function outlineOf(name: string, edition: EditionInfo): readonly Part[] | undefined {
  return (edition.version === '2.7' ? outlines27 : outlines3)[name]?.(edition);
}
