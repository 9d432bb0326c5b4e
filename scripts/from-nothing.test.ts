// The commands that begin on a machine without packages: until they have installed them, nothing may ask for one.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const COMMANDS = ['start', 'build', 'test', 'site', 'fuzz', 'installed'];

/** The packages that `file` and the files it imports load before their first line runs. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const sources = parseSync(file, readFileSync(file, 'utf8')).program.body.flatMap((statement) =>
    'source' in statement && statement.source ? [statement.source.value] : [],
  );
  return sources.flatMap((source) => {
    if (source.startsWith('.')) return packagesOf(resolve(dirname(file), source), seen);
    return source.startsWith('node:') ? [] : [`${source} in ${file}`];
  });
}

describe('commands that begin from nothing', () => {
  it.each(COMMANDS)('%s loads no package before it has installed them', (command) => {
    expect(packagesOf(resolve('scripts', `${command}.mjs`))).toEqual([]);
  });

  it('sees a package', () => {
    expect(packagesOf(resolve('scripts/speechless.mjs'))).toContainEqual(expect.stringContaining('binaryen'));
  });
});
