// All views by name, each loaded with its texts when it is first shown. Draws nothing.

import { Later } from '../later.ts';
import { type ViewName } from '../locales/messages.ts';
import { type PartName } from '../locales/parts.ts';
import { type View } from './drawing.ts';

/** The code of a view, and the parts of the catalogue that it has its own words in. */
interface Named {
  readonly code: Later<View>;
  readonly words: readonly PartName[];
  /** Those of them that an empty heap is told with. */
  readonly emptyWords: readonly PartName[];
}

function named(words: readonly PartName[], load: () => Promise<View>, emptyWords = words): Named {
  return { code: new Later(load), words, emptyWords };
}

const all: Readonly<Record<ViewName, Named>> = {
  arenas: named(['pool', 'allocator'], async () => (await import('./allocator.ts')).arenas),
  'heap-map': named(['pool', 'allocator'], async () => (await import('./heap-map.ts')).heapMap),
  arena: named(['pool', 'allocator'], async () => (await import('./allocator.ts')).arena),
  pool: named(['pool'], async () => (await import('./pool.ts')).pool, []),
  usedpools: named(['pool', 'allocator'], async () => (await import('./allocator.ts')).usedpools),
  'size-classes': named(['pool', 'allocator'], async () => (await import('./allocator.ts')).sizeClasses),
  bytes: named(['reading'], async () => (await import('./bytes.ts')).bytes),
  layers: named(['reading'], async () => (await import('./layers.ts')).layers),
  explain: named(['reading'], async () => (await import('./explain.ts')).explain),
  arithmetic: named(['arithmetic'], async () => (await import('./arithmetic.ts')).arithmetic),
  objects: named(['pool', 'objects', 'telling'], async () => (await import('./objects.ts')).objects),
  generations: named(['pool', 'objects', 'telling'], async () => (await import('./generations.ts')).generations),
  compare: named(['pool', 'compare'], async () => (await import('./compare.ts')).compare),
  timeline: named(['list'], async () => (await import('./timeline.ts')).timeline),
};

/** A view, if its code is there. */
export function viewNamed(name: ViewName): View | undefined {
  return all[name].code.present;
}

/** The parts of the catalogue that a view has its own words in; `isEmpty`: those that an empty heap needs. */
export function wordsOf(name: ViewName, isEmpty = false): readonly PartName[] {
  return isEmpty ? all[name].emptyWords : all[name].words;
}

export function loadView(name: ViewName): Promise<View> {
  return all[name].code.load();
}

/** With all that it may draw. */
export async function loadWholeView(name: ViewName): Promise<void> {
  await (await loadView(name)).ready?.();
}
