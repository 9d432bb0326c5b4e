// What a browser asks for until the explorer's first view is there: the files whose sizes have a limit, and no others.

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { filesOf, firstViews } from '../../scripts/sizes.mjs';
import { Explorer } from './explorer.ts';

const manifest = JSON.parse(
  readFileSync(new URL('../../target/page-tests/dist/.vite/manifest.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** What keeps the page for use without a network is asked for when all else is there. */
const AFTERWARDS = 'lib/register.js';

test('the first view of the explorer loads what is counted for it', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.slice(1);
    if (path !== '' && path !== AFTERWARDS) asked.push(path);
  });
  await Explorer.open(page);
  const counted = filesOf(manifest, firstViews.explorer);
  expect(asked.filter((path) => !counted.includes(path))).toEqual([]);
  expect(counted.filter((path) => !asked.includes(path))).toEqual([]);
});
