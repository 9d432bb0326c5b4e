// CHANGELOG.md as text: the part of one version, and the beginning of a new one. Reads and writes no files.

import { Failure } from './lib.mjs';

const UNRELEASED = '## Unreleased\n';

/** @param {string} changelog @param {string} version */
const partOf = (changelog, version) => changelog.split(/^(?=## )/m).find((part) => part.split(/\s/, 2)[1] === version);

/** What a release says of itself. @param {string} changelog @param {string} version */
export function notesOf(changelog, version) {
  const part = partOf(changelog, version);
  const notes = part?.slice(part.indexOf('\n') + 1).trim() ?? '';
  if (notes === '') throw new Failure(`CHANGELOG.md says nothing of ${version}.`);
  return `${notes}\n`;
}

/** What was not released is now the part of this version. @param {string} changelog @param {string} version @param {string} date */
export function beginVersion(changelog, version, date) {
  if (partOf(changelog, version) !== undefined) throw new Failure(`CHANGELOG.md has a part of ${version} already.`);
  const [before, ...after] = changelog.split(UNRELEASED);
  const [changes] = after;
  if (changes === undefined || after.length > 1) throw new Failure('CHANGELOG.md has to have one part Unreleased.');
  if (changes.split(/^## /m)[0]?.trim() === '') throw new Failure('CHANGELOG.md has nothing that is not released.');
  return `${before}${UNRELEASED}\n## ${version} – ${date}\n${changes}`;
}
