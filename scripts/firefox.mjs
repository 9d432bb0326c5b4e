// Finds a Firefox that starts, or installs Debian's. Knows nothing of the tests that run in it. Stock Firefox lacks the
// protocol of Playwright, so it is driven by WebDriver BiDi.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure, run } from './lib.mjs';

/** @param {string} executablePath */
export async function launchFirefox(executablePath) {
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: 120_000 });
}

/** @param {string} executablePath */
async function starts(executablePath) {
  try {
    await (await launchFirefox(executablePath)).close();
    return true;
  } catch {
    return false;
  }
}

function onSystem() {
  const names = ['firefox', 'firefox-esr'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const usual = ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usual].filter(existsSync);
}

async function find() {
  const given = process.env['FIREFOX_PATH'];
  if (given) {
    if (await starts(given)) return given;
    throw new Failure(`FIREFOX_PATH is ${given}, but no Firefox starts there.`);
  }
  for (const path of onSystem()) if (await starts(path)) return path;
  return undefined;
}

async function installDebianFirefox() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, minutes: 5 });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'firefox-esr'], { env, minutes: 15 });
}

/** In this order: FIREFOX_PATH, one on the system, Debian's; undefined where none can be had. */
export async function findFirefox() {
  const found = await find();
  if (found !== undefined) return found;
  await installDebianFirefox().catch(() => undefined);
  return find();
}
