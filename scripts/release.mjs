// A release, by hand or by .github/workflows/release.yml. `--version 1.2.3` writes the version and begins its part of the
// changelog; `--check v1.2.3` fails unless this tag is the version; `--repository URL`, or nothing, puts what is given out
// into target/release: package, site, checksums and notes. It builds nothing (npm run build, npm run site) and sends nothing.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { beginVersion, notesOf } from './changelog.mjs';
import { Failure, inRoot, main, npm, run } from './lib.mjs';
import { checkVersions, writeVersion } from './version.mjs';

const CHANGELOG = inRoot('CHANGELOG.md');
const OUT = inRoot('target/release');
const COPIES = inRoot('target/release-copies');

const changelog = () => readFileSync(CHANGELOG, 'utf8');

/** @param {string} version */
function begin(version) {
  const begun = beginVersion(changelog(), version, new Date().toISOString().slice(0, 10));
  writeVersion(version);
  writeFileSync(CHANGELOG, begun);
  return `${version} is written; what is left is to commit it and to tag the commit v${version}`;
}

/** @param {string} tag */
function checkTag(tag) {
  const version = checkVersions();
  if (tag !== `v${version}`) throw new Failure(`The tag is ${tag}, but the version is ${version}.`);
  notesOf(changelog(), version);
  return `${tag} is the version, and the changelog tells of it`;
}

/** Of what was built: a release changes nothing in it. @param {string} from @param {string} name */
function copyOf(from, name) {
  const copy = join(COPIES, name);
  cpSync(inRoot(from), copy, { recursive: true });
  return copy;
}

/**
 * @param {string} version
 * @param {string | undefined} repository where npm will say that the package comes from: a provenance has to agree with it
 */
async function packPackage(version, repository) {
  const copy = copyOf('pkg', 'package');
  if (repository !== undefined) {
    const path = join(copy, 'package.json');
    const described = JSON.parse(readFileSync(path, 'utf8'));
    described.repository = { type: 'git', url: `git+${repository}.git` };
    writeFileSync(path, JSON.stringify(described, undefined, 2));
  }
  await npm('pack', copy, '--pack-destination', OUT);
  return `pymalloc-explorer-${version}.tgz`;
}

/** @param {string} version */
async function packSite(version) {
  const name = `pymalloc-explorer-site-${version}`;
  copyOf('target/site/html', name);
  await run('tar', ['-czf', join(OUT, `${name}.tar.gz`), '-C', COPIES, name]);
  return `${name}.tar.gz`;
}

/** As `sha256sum --check` reads them. @param {string} folder @param {readonly string[]} names */
export function checksumsOf(folder, names) {
  const sum = (/** @type {string} */ name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return names.map((name) => `${sum(name)}  ${name}\n`).join('');
}

/** @param {string | undefined} repository */
async function pack(repository) {
  for (const [built, builder] of [
    ['pkg/element.js', 'npm run build'],
    ['target/site/html/index.html', 'npm run site'],
  ]) {
    if (!existsSync(inRoot(String(built)))) throw new Failure(`There is no ${built}: ${builder} makes it.`);
  }
  const version = checkVersions();
  const notes = notesOf(changelog(), version);
  for (const folder of [OUT, COPIES]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const names = [await packPackage(version, repository), await packSite(version)];
  rmSync(COPIES, { recursive: true });
  writeFileSync(join(OUT, 'SHA256SUMS'), checksumsOf(OUT, names));
  writeFileSync(join(OUT, 'notes.md'), notes);
  return `target/release has ${names.join(', ')}, SHA256SUMS and notes.md`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const { values } = parseArgs({
      options: { version: { type: 'string' }, check: { type: 'string' }, repository: { type: 'string' } },
    });
    if (values.version !== undefined) console.log(begin(values.version));
    else if (values.check !== undefined) console.log(checkTag(values.check));
    else console.log(await pack(values.repository));
  });
}
