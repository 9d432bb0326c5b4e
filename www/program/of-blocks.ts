// Whether a script is about blocks alone: then a small core can run it. Runs nothing; where a name could stand for an
// object, or a number become one, it says no.

import { type Expression, type Script, type Statement } from './syntax.ts';

const GIVING_BLOCKS: ReadonlySet<Expression['is']> = new Set([
  'malloc',
  'calloc',
  'realloc',
  'each',
  'index',
  'slice',
  'none',
]);

export function isOfBlocks({ statements }: Pick<Script, 'statements'>): boolean {
  return statements.every(statementIsOfBlocks);
}

function statementIsOfBlocks(statement: Statement): boolean {
  switch (statement.is) {
    case 'assign':
      return statement.target.is !== 'attribute' && GIVING_BLOCKS.has(statement.value.is);
    case 'evaluate':
      return GIVING_BLOCKS.has(statement.value.is);
    case 'delete':
      return statement.targets.every(({ is }) => is === 'name');
    case 'for':
      return statement.body.every(statementIsOfBlocks);
    case 'free':
    case 'pass':
      return true;
    default:
      return false;
  }
}
