// The core breaks on purpose: that is shown, and survived.

import { expect, test } from '@playwright/test';
import { withMostMemory } from '../limited-memory.ts';
import { Explorer } from './explorer.ts';
import { seen } from './map.ts';

const MOST_MEMORY = 16 * 1024 * 1024;
/** The modules of the small cores. */
const SMALL = /core-?(?:32|64)/;

test('a trap is shown and survived', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await page.getByText('Advanced').click();
  await explorer.button('Break the core (test build)').click();
  await expect(explorer.alert).toContainText('That is our bug, not your mistake.');
  const report = page.getByRole('textbox', { name: 'Text for a report' });
  await expect(report).toHaveValue(/^pymalloc-explorer \d+\.\d+\.\d+, Mozilla/);
  // A small core has no words for it.
  await expect(report).toHaveValue(/unreachable/);
  await expect(report).toHaveValue(/cpython-3\.10-32/);
  await expect(report).toHaveValue(/After operation 3/);
  await expect(report).toHaveValue(/Allocate: 3 × 32 bytes/);
  await expect(explorer.button('Allocate')).toBeDisabled();

  await explorer.button('Restore the last good state').click();
  await expect(explorer.button('Restore the last good state')).toBeHidden();
  await expect(explorer.status).toContainText('The last good state is back.');
  await expect(explorer.path).toContainText('block 2');
  await explorer.allocate(32);
  await expect(explorer.path).toContainText('block 3');

  await explorer.button('Break the core (test build)').click();
  await expect(report).toHaveValue(/injected by a test build/);
  await explorer.button('Restore the last good state').click();
  await explorer.free('all blocks');
  await expect(explorer.status).toContainText('4 operations');
});

test('a report can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await page.getByText('Advanced').click();
  await explorer.button('Break the core (test build)').click();
  await explorer.button('Copy report').click();
  await expect(page.getByText('The report is copied.')).toBeVisible();
  const report = await page.getByRole('textbox', { name: 'Text for a report' }).inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(report);
});

test('a small core that breaks gives way to the whole one, with what was done', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const modules: string[] = [];
  page.on('request', (request) => {
    const name = /[^/]+\/[^/]+\.wasm$/.exec(request.url())?.[0];
    if (name !== undefined) modules.push(name);
  });
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  expect(modules).toEqual([expect.stringMatching(SMALL)]);
  await page.getByText('Advanced').click();
  await explorer.button('Break the core (test build)').click();
  await expect(explorer.alert).toContainText('That is our bug, not your mistake.');
  await explorer.button('Copy report').click();
  await expect(page.getByText('The report is copied.')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  // The whole core would have said why.
  expect(report).toMatch(/unreachable/);
  expect(report).toMatch(/Allocate: 3 × 32 bytes/);

  await explorer.button('Restore the last good state').click();
  // The whole core comes first.
  await expect(explorer.button('Restore the last good state')).toBeHidden();
  await expect(explorer.status).toContainText('The last good state is back.');
  await expect(explorer.path).toContainText('block 2');
  expect(modules).toHaveLength(2);
  expect(modules[1]).not.toMatch(SMALL);
  await explorer.allocate(32);
  await expect(explorer.path).toContainText('block 3');
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  await expect(explorer.view('Objects')).toBeVisible();
  expect(modules).toHaveLength(2);
});

test('a map that is out of sight does not ask for what went down with its core', async ({ page }) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.setViewportSize({ width: 390, height: 600 });
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await seen(explorer.view('Heap map'));
  await page.getByText('Advanced').click();
  await explorer.button('Break the core (test build)').click();
  await expect(explorer.view('Heap map')).not.toBeInViewport();
  await page.setViewportSize({ width: 400, height: 600 });
  await explorer.button('Restore the last good state').click();
  await expect(explorer.status).toContainText('The last good state is back.');
  await page.setViewportSize({ width: 420, height: 600 });
  await seen(explorer.view('Heap map'));
  await expect(explorer.button('Restore the last good state')).toBeHidden();
  await expect(explorer.path).toContainText('block 2');
  expect(errors).toEqual([]);
});

test('memory that cannot grow is told, and what was there stays', async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const module = withMostMemory(await (await route.fetch()).body(), MOST_MEMORY);
    await route.fulfill({ contentType: 'application/wasm', body: Buffer.from(module) });
  });
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.allocate(500_000, 40);
  await expect(explorer.status).toContainText('NULL');
  await explorer.allocate(32);
  await expect(explorer.path).toContainText('block 1');
  await expect(explorer.alert).toBeEmpty();
});

test('a trap takes every explorer of a page along, and each comes back by itself', async ({ page }) => {
  const first = await Explorer.open(page);
  await first.allocate(32, 3);
  await page.evaluate(() => {
    document.body.append(document.createElement('pm-explorer'));
  });
  // By key: what is above it on the page grows and shrinks.
  const allocate = page.getByRole('button', { name: 'Allocate', exact: true });
  await expect(allocate).toHaveCount(2);
  await expect(allocate.nth(1)).toBeEnabled();
  await allocate.nth(1).press('Enter');
  // A map that comes into sight brings its explorer into the whole core: they share one when both have.
  for (const map of await page.getByRole('region', { name: 'Heap map', exact: true }).all()) await seen(map);

  const restore = page.getByRole('button', { name: 'Restore the last good state', exact: true });
  await page.getByText('Advanced').first().click();
  await page.getByRole('button', { name: 'Break the core (test build)', exact: true }).first().click();
  // The other finds out when it asks something of the core: to draw what is out of sight, or at this click.
  await allocate.nth(1).press('Enter');
  await expect(restore).toHaveCount(2);

  await restore.first().click();
  await expect(page.getByText('The last good state is back.')).toHaveCount(1);
  await restore.click();
  await expect(page.getByText('The last good state is back.')).toHaveCount(2);
  // Mending the second one did not take the first one's core away.
  await allocate.first().click();
  await allocate.nth(1).press('Enter');
  await expect(page.getByText('The last good state is back.')).toHaveCount(0);
  await expect(restore).toHaveCount(0);
});
