// The package's main entry, for browsers and bundlers: CPython's allocator and collector as a JavaScript API. Only says what
// of core.ts and replay.ts is public.

export { CoreCrashed, type CoreSource, editions, Heap, HeapFailure, startCore as start } from '../core.ts';
export { Replay } from '../replay.ts';
export type * from './types.ts';
