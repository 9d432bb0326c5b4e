// The view of one pool.

import { noPool, poolDiagram } from '../diagrams/pool.ts';
import { diagramStyles } from '../diagrams/styles.ts';
import { plain } from './drawing.ts';

export const pool = plain([diagramStyles], ({ session, heap, options }) => {
  const { pool: chosen } = session.selection;
  return chosen === undefined ? noPool(options) : poolDiagram(heap.pool(chosen), options);
});
