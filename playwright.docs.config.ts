// The tests of the sites that documentation tools made. `npm run test:docs` builds what is tested here, and finds the
// browser.

import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/browser.mjs';

const executablePath = process.env['CHROMIUM_PATH'];

export default defineConfig({
  testDir: 'tests/docs',
  testMatch: '*.spec.ts',
  outputDir: 'target/docs/results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  // What a page says of its scheme has to reach the frames in it, so nothing is put over it.
  use: { colorScheme: null, launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) } },
});
