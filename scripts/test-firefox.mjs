// The tests in Firefox: finds it, serves the page that the tests in Chromium use, and runs tests/firefox/ with both.
// `npm test -- firefox` builds what is tested here.

import { preview } from 'vite';
import { findFirefox } from './firefox.mjs';
import { Failure, inRoot, nodeModule } from './lib.mjs';
import { freePort } from './port.mjs';

/** @returns {Promise<string>} what was passed, or why nothing was tested */
export async function testFirefox(/** @type {string} */ folder) {
  const executablePath = await findFirefox();
  if (executablePath === undefined)
    return 'SKIPPED, no Firefox was found, and none could be installed: install one, or set FIREFOX_PATH to it';
  const server = await preview({
    root: inRoot(),
    build: { outDir: folder },
    preview: { port: await freePort(), strictPort: true },
    logLevel: 'error',
  });
  try {
    const url = server.resolvedUrls?.local[0] ?? '';
    const output = await nodeModule('vitest/vitest.mjs', ['run', '--config', 'vitest.firefox.config.ts'], {
      env: { FIREFOX_PATH: executablePath, PM_PAGE_URL: url, PM_PAGE_FOLDER: folder },
    });
    const [, passed] = /^ *Tests .*?(\d+) passed/m.exec(output) ?? [];
    if (passed === undefined) throw new Failure('No test ran.', output);
    return `${passed} tests`;
  } finally {
    await server.close();
  }
}
