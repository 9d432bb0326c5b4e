// Finds a Chromium that starts, or installs one. Knows nothing of the tests that run in it.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { Failure, nodeModule, run } from './lib.mjs';

/** No sandbox exists for root; the rest keeps Chromium from looking for hosts that tests do not need. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string | undefined} executablePath undefined: Playwright's own */
async function starts(executablePath) {
  try {
    const browser = await chromium.launch({ args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

function onSystem() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const usual = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usual].filter(existsSync);
}

async function installPlaywrightShell() {
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000' };
  await nodeModule('@playwright/test/cli.js', ['install', '--only-shell', 'chromium'], { env, minutes: 5 });
}

async function installDebianChromium() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Failure('not root on Debian');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, minutes: 5 });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, minutes: 15 });
}

/** @returns {Promise<{ executablePath: string | undefined } | undefined>} */
async function find() {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (await starts(given)) return { executablePath: given };
    throw new Failure(`CHROMIUM_PATH is ${given}, but no Chromium starts there.`);
  }
  if (await starts(undefined)) return { executablePath: undefined };
  for (const executablePath of onSystem()) {
    if (await starts(executablePath)) return { executablePath };
  }
  return undefined;
}

/**
 * In this order: CHROMIUM_PATH, Playwright's own, one on the system, then what can be installed.
 *
 * @returns {Promise<{ executablePath: string | undefined }>} undefined: Playwright's own
 */
export async function ensureChromium() {
  let found = await find();
  for (const install of [installPlaywrightShell, installDebianChromium]) {
    if (found !== undefined) return found;
    await install().catch(() => undefined);
    found = await find();
  }
  if (found !== undefined) return found;
  throw new Failure('No Chromium was found, and none could be installed: install one, or set CHROMIUM_PATH to it.');
}
