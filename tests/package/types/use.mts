// The package as TypeScript sees it; only compiled.

import { type EditionInfo, Heap, HeapFailure, start } from 'pymalloc-explorer';
import { PymallocExplorer, type StepDetail } from 'pymalloc-explorer/element';

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
const lineOf = ({ detail }: CustomEvent<StepDetail>): number | undefined => detail.line;
element?.addEventListener('pymalloc-step', (event) => {
  const operation: number = event.detail.operation;
  console.log(operation, lineOf(event), event.target === element);
});
element?.removeEventListener('pymalloc-step', lineOf);
document.addEventListener('pymalloc-error', ({ detail: { code, message } }) => {
  console.log(code.length, message.length);
});
// @ts-expect-error There is nothing such in a step.
element?.addEventListener('pymalloc-step', ({ detail }) => detail.code);
element?.addEventListener('click', ({ clientX }) => clientX);
const done = await element?.allocate(24);
console.log(done);
