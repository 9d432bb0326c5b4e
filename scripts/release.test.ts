// What a release is made by: the version in all its places, the changelog's part, the checksums. In folders of its own.

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginVersion, notesOf } from './changelog.mjs';
import { checksumsOf } from './release.mjs';
import { checkVersions, readVersion, writeVersion } from './version.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the version', () => {
  const files = [
    'package.json',
    'package-lock.json',
    'pkg/package.json',
    'pkg/README.md',
    'Cargo.toml',
    'Cargo.lock',
    'integrations/sphinx/pyproject.toml',
  ];
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

  beforeEach(() => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(file, join(folder, file));
    }
  });

  test('is written everywhere, and nothing else is', () => {
    const before = files.map(read);
    const old = checkVersions(folder);
    writeVersion('98.7.6', folder);
    expect(checkVersions(folder)).toBe('98.7.6');
    for (const file of files) expect(read(file), file).toContain('98.7.6');
    const lock = JSON.parse(read('package-lock.json')) as { version: string; packages: { '': { version: string } } };
    expect([lock.version, lock.packages[''].version]).toEqual(['98.7.6', '98.7.6']);
    expect(files.map((file) => read(file).replaceAll('98.7.6', old))).toEqual(before);
  });

  test.each(files)('that differs in %s is refused, by the name of the file', (file) => {
    writeFileSync(join(folder, file), read(file).replaceAll(checkVersions(folder), '98.7.6'));
    // What differs from package.json is named; if it differs itself, all others are.
    expect(() => checkVersions(folder)).toThrow(file);
  });

  test('is looked for before anything is written', () => {
    writeFileSync(join(folder, 'Cargo.toml'), '[package]\n');
    const before = read('package.json');
    expect(() => writeVersion('98.7.6', folder)).toThrow('Cargo.toml');
    expect(read('package.json')).toBe(before);
  });

  test.each(['', 'v1.2.3', '1.2', '1.2.3.4', '01.2.3', '1.2.3-rc.1', '1.2.3\n'])('%j is none', (text) => {
    expect(() => readVersion(text)).toThrow('three numbers');
  });
});

describe('the changelog', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\n- New.\n\n## 1.2.10 – 2026-01-02\n\n- Ten.\n\n## 1.2.1 – 2026-01-01\n\n- One.\n';

  test('gives the part of one version, and of no other', () => {
    expect(notesOf(changelog, '1.2.1')).toBe('- One.\n');
    expect(notesOf(changelog, '1.2.10')).toBe('- Ten.\n');
    expect(() => notesOf(changelog, '1.2')).toThrow('says nothing of 1.2.');
    expect(() => notesOf('## 1.2.1 – 2026-01-01\n\n## 1.2.0\n\n- Old.\n', '1.2.1')).toThrow('says nothing');
  });

  test('makes what was not released the part of a version', () => {
    const begun = beginVersion(changelog, '1.3.0', '2026-02-03');
    expect(begun).toContain('## Unreleased\n\n## 1.3.0 – 2026-02-03\n\n- New.\n\n## 1.2.10');
    expect(notesOf(begun, '1.3.0')).toBe('- New.\n');
    expect(notesOf(begun, '1.2.1')).toBe('- One.\n');
  });

  test('does not begin a version twice, nor one in which nothing has changed', () => {
    expect(() => beginVersion(changelog, '1.2.1', '2026-02-03')).toThrow('already');
    const begun = beginVersion(changelog, '1.3.0', '2026-02-03');
    expect(() => beginVersion(begun, '1.4.0', '2026-02-04')).toThrow('nothing');
    expect(() => beginVersion('# Changelog\n', '1.4.0', '2026-02-04')).toThrow('Unreleased');
  });

  test('of this project tells of what is not released, or of its version', () => {
    const ours = readFileSync('CHANGELOG.md', 'utf8');
    const told = [() => beginVersion(ours, '98.7.6', '2026-02-03'), () => notesOf(ours, checkVersions())];
    const failed = told.filter((tell) => {
      try {
        return tell() === '';
      } catch {
        return true;
      }
    });
    expect(failed.length).toBeLessThan(told.length);
  });
});

test('checksums are those of the files, as sha256sum writes them', () => {
  writeFileSync(join(folder, 'a.tgz'), 'abc');
  writeFileSync(join(folder, 'b.tar.gz'), '');
  const empty = createHash('sha256').digest('hex');
  expect(checksumsOf(folder, ['a.tgz', 'b.tar.gz'])).toBe(
    `ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.tgz\n${empty}  b.tar.gz\n`,
  );
});
