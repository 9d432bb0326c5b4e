// What a page of somebody else does with the package: the element by its import, and the core by its API.

import 'pymalloc-explorer/element';
import { Heap, start } from 'pymalloc-explorer';

await start();
const heap = Heap.open('cpython-3.10-64');
document.querySelector('output').textContent = `malloc(24) is 0x${heap.malloc(24).toString(16)}`;
heap.free();
