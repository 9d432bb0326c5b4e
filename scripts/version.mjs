// The project's version. package.json has it; every other file that has to hold a copy is named here, is written from it by
// `node scripts/release.mjs --version`, and is compared with it whenever the package is made.

import { readFileSync, writeFileSync } from 'node:fs';
import { Failure, inRoot } from './lib.mjs';

/** Where the version stands: what each pattern finds first is the version itself. @type {readonly (readonly [string, RegExp])[]} */
const PLACES = [
  ['package.json', /(?<=^ {2}"version": ")[^"]+/m],
  ['package-lock.json', /(?<=^ {2}"version": ")[^"]+/m],
  ['package-lock.json', /(?<="name": "pymalloc-explorer-workspace",\n {6}"version": ")[^"]+/],
  ['pkg/package.json', /(?<=^ {2}"version": ")[^"]+/m],
  ['pkg/README.md', /(?<=\/npm\/pymalloc-explorer@)[^/]+/],
  ['Cargo.toml', /(?<=^version = ")[^"]+/m],
  ['Cargo.lock', /(?<=^name = "pymalloc-explorer"\nversion = ")[^"]+/m],
  ['integrations/sphinx/pyproject.toml', /(?<=^version = ")[^"]+/m],
];

/** Three numbers: what npm, cargo and Python all order in the same way. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

/** @param {string} text */
export function readVersion(text) {
  if (VERSION.test(text)) return text;
  throw new Failure(`${text} is no version: it has three numbers, as 1.2.3.`);
}

/** @param {string} folder the workspace */
const versionsIn = (folder) =>
  PLACES.map(([file, pattern]) => {
    const [version] = pattern.exec(readFileSync(`${folder}/${file}`, 'utf8')) ?? [];
    if (version === undefined) throw new Failure(`${file} has no version where one is looked for.`);
    return { file, version };
  });

/** The version, if all copies agree. @param {string} [folder] */
export function checkVersions(folder = inRoot()) {
  const versions = versionsIn(folder);
  const [source] = versions;
  const others = versions.filter(({ version }) => version !== source?.version);
  if (source !== undefined && others.length === 0) return readVersion(source.version);
  const told = others.map(({ file, version }) => `${file} has ${version}`).join(', ');
  throw new Failure(`package.json has version ${source?.version}, but ${told}.`);
}

/** @param {string} version @param {string} [folder] */
export function writeVersion(version, folder = inRoot()) {
  readVersion(version);
  versionsIn(folder);
  for (const [file, pattern] of PLACES) {
    const path = `${folder}/${file}`;
    writeFileSync(path, readFileSync(path, 'utf8').replace(pattern, version));
  }
}
