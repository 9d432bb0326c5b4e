// Programs against CPython 3.10 itself, which scripts/program_facts.py asked: what collections return, which weak
// references die, how many references objects have.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';

import { startCore } from '../core.ts';
import { Session } from '../store.ts';
import { readProgram, runProgram } from './index.ts';

interface Facts {
  readonly program: readonly string[];
  readonly collected: readonly number[];
  readonly references: Readonly<Record<string, number>>;
  readonly dead: readonly string[];
}

const file = await readFile(new URL('python-facts.json', import.meta.url), 'utf8');
const { programs } = JSON.parse(file) as { readonly programs: readonly Facts[] };

beforeAll(async () => {
  await startCore(await readFile(new URL('../../pkg/core/pymalloc_explorer_bg.wasm', import.meta.url)));
});

/** What each collection that was asked for returned: an act tells of its last operation. */
function collected(session: Session): (number | undefined)[] {
  const asked: (number | undefined)[] = [];
  for (const act of session.acts) {
    if (act.act.act !== 'requests' || act.act.requests[0]?.op !== 'collect') continue;
    session.visit(act);
    asked.push(session.told?.collected);
  }
  return asked;
}

function references(session: Session, names: readonly string[]): Record<string, number | undefined> {
  const { names: rows, objects } = session.heap.objects(1000);
  const counts = new Map(objects.map(({ at, refcnt }) => [at, refcnt]));
  const bound = new Map(rows.filter(({ roots }) => roots > 0).map(({ name, object }) => [name, object]));
  return Object.fromEntries(names.map((name) => [name, counts.get(bound.get(name) ?? 0)]));
}

/** Weak references that lead nowhere. */
function dead(session: Session): string[] {
  const { names, objects, references: all } = session.heap.objects(1000);
  const leading = new Set(all.filter(({ weak }) => weak).map(({ from }) => from));
  const gone = objects.filter(({ at, kind }) => kind === 'weakref' && !leading.has(at)).map(({ at }) => at);
  const bound = names.filter(({ roots, object }) => roots > 0 && gone.includes(object));
  return bound.map(({ name }) => name).sort();
}

describe.each(programs.map((facts) => [facts.program.join('; '), facts] as const))('%s', (_, facts) => {
  it.each(['cpython-3.10-64', 'cpython-3.10-32', 'cpython-3.9-64'] as const)(
    'is as in Python, in %s',
    async (edition) => {
      const session = new Session(edition, 'aligned');
      const { problem } = await runProgram(session, readProgram(facts.program.join('\n')));
      expect(problem).toBeUndefined();
      expect(references(session, Object.keys(facts.references))).toEqual(facts.references);
      expect(dead(session)).toEqual(facts.dead);
      expect(collected(session)).toEqual(facts.collected);
    },
  );
});
