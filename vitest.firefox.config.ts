// The tests in Firefox, for which scripts/test-firefox.mjs serves the page.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/firefox/**/*.test.ts'],
    passWithNoTests: false,
    fileParallelism: false,
    // Generous, for machines that do other things too.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
