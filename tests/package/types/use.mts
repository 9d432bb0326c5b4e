// The package as TypeScript sees it; only compiled.

import { type EditionInfo, Heap, HeapFailure, start } from 'pymalloc-explorer';
import { PymallocExplorer } from 'pymalloc-explorer/element';

await start();
const numbers: EditionInfo | undefined = undefined;
using heap = Heap.open('cpython-3.10-32', 'unaligned');
const address: number = heap.malloc(24);
const view: Uint8Array = heap.view(address, 24);
try {
  heap.freeBlock(address + 1);
} catch (error) {
  if (!(error instanceof HeapFailure) || error.details.code !== 'interior_pointer') throw error;
  console.log(error.details.block, view.length, numbers);
}
// @ts-expect-error There is no such edition.
Heap.open('cpython-4');

const element: PymallocExplorer | null = document.querySelector('pymalloc-explorer');
element?.addEventListener('pymalloc-ready', () => undefined);
const done = await element?.allocate(24);
console.log(done);
