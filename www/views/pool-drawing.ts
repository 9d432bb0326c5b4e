// What draws a pool, with its styles.

export { poolDiagram } from '../diagrams/pool.ts';
export { diagramStyles } from '../diagrams/styles.ts';
