// Makes node_modules what the lock file says. Never changes the lock file.

import { readFileSync } from 'node:fs';
import { Failure, inRoot, npm, readIfThere } from './lib.mjs';

const OLDEST_NODE = [20, 19];

/** npm writes a lock file of what it installed, last of all: a broken installation has none. */
function isCurrent() {
  const installedLock = readIfThere(inRoot('node_modules/.package-lock.json'));
  if (installedLock === undefined) return false;
  const installed = JSON.parse(installedLock).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages);
  return wanted.every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Failure(`Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}.`);
}

/** Runs `npm ci` unless all packages of the lock file are there already. */
export async function ensurePackages() {
  checkNode();
  if (isCurrent()) return 'installed';
  await npm('ci', '--no-audit', '--no-fund');
  return 'installed now';
}
