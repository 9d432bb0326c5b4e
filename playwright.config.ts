// The page tests: real Chromium on the built page, with the core that can be made to trap. `npm test -- page` builds
// what is tested here, and finds the browser.

import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS } from './scripts/browser.mjs';
import { freePort } from './scripts/port.mjs';

// Workers read this file again: the port that the first reading chose is handed down to them.
const port = (process.env['PM_PAGE_PORT'] ??= String(await freePort()));
const executablePath = process.env['CHROMIUM_PATH'];
const baseURL = `http://127.0.0.1:${port}/`;

export default defineConfig({
  testDir: 'tests/page',
  outputDir: 'target/page-tests/results',
  fullyParallel: true,
  workers: 2,
  // Generous, for machines that do other things too; what must be quick is measured where it is tested.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    baseURL,
    trace: 'retain-on-failure',
    // What a worker answers, tests could not change on its way; those about the worker allow it.
    serviceWorkers: 'block',
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --outDir target/page-tests/dist --port ${port} --strictPort`,
    url: baseURL,
  },
});
