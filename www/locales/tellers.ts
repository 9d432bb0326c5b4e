// How the core's data is told, together: loaded with the texts that it needs.

export { tellError } from './tell-error.ts';
export { tellEvent } from './tell-event.ts';
export { tellOperation } from './tell-operation.ts';
export { tellPlace } from './tell-place.ts';
