// The tests of the npm package: it is installed into empty projects in a temporary folder, as others would, and their pages
// are opened in Chromium. `npm test -- package` builds what is tested here, and finds the browser.

import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/browser.mjs';

const executablePath = process.env['CHROMIUM_PATH'];

export default defineConfig({
  testDir: 'tests/package',
  testMatch: '*.spec.ts',
  outputDir: 'target/package-tests',
  fullyParallel: true,
  workers: 2,
  // Packages are installed, over a network.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: { launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) } },
});
