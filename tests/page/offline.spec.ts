// The explorer without a network, after it was there once; and what happens when a newer build is put in its place.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { inRoot } from '../../scripts/lib.mjs';
import { writeWorker } from '../../scripts/offline.mjs';
import { contentSecurityPolicy } from '../../vite.config.ts';
import { serveSite, type Server } from '../site/server.ts';
import { expectNoAxeViolations } from './axe.ts';
import { listen } from './host.ts';

const PREFIX = '/some/where/';

test.use({ serviceWorkers: 'allow' });

let folder: string;
let server: Server;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pm-offline-'));
  cpSync(inRoot('target/page-tests/dist'), folder, { recursive: true });
  server = await serveSite(folder, PREFIX, new Map(), contentSecurityPolicy);
});

test.afterEach(async () => {
  await server.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

const allocate = (page: Page) => page.getByRole('button', { name: 'Allocate', exact: true });
const place = (page: Page) => page.getByRole('slider', { name: 'Position' });

/** The first visit, until the page is kept. */
async function visit(page: Page): Promise<void> {
  await page.goto(server.url);
  await expect(allocate(page)).toBeEnabled();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Another build of the same page, in its place. */
async function putNewer(): Promise<void> {
  const file = join(folder, 'index.html');
  writeFileSync(file, readFileSync(file, 'utf8').replace('<head>', '<head><meta name="build" content="newer" />'));
  await writeWorker(folder);
}

const isNewer = (page: Page) => page.evaluate(() => document.querySelector('meta[name=build]') !== null);

test('after one visit it works without a network, in each language, with each topic and its examples', async ({
  page,
  context,
}) => {
  const heard = listen(page);
  await visit(page);
  await server.close();
  await context.setOffline(true);
  // What the first page had not loaded yet.
  await page.getByLabel('Language').selectOption('zh-Hans');
  await expect(page.getByRole('button', { name: '分配', exact: true })).toBeEnabled();
  await page.goto(`${server.url}?lang=en`);
  await expect(allocate(page)).toBeEnabled();
  await allocate(page).click();
  await expect(place(page)).toHaveAttribute('aria-valuetext', /^Operation 1 of 1/);
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  await expect(page.getByRole('region', { name: 'Objects', exact: true })).toBeVisible();
  // Every file that a page may load later, whoever asks for it.
  const files =
    readFileSync(join(folder, 'service-worker.js'), 'utf8').match(/[\w./-]+\.(?:js|css|wasm|html|trace|gz)(?=`)/g) ??
    [];
  expect(files.length).toBeGreaterThan(10);
  const failed = await page.evaluate(async (names) => {
    const answers = await Promise.all(
      names.map((name) =>
        fetch(name).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return names.filter((_, at) => answers[at] !== true);
  }, files);
  expect(failed).toEqual([]);
  expect(heard).toEqual({ warnings: [], errors: [] });
});

test('a link to which somebody has added what counts visits works without a network, too', async ({
  page,
  context,
}) => {
  await visit(page);
  await server.close();
  await context.setOffline(true);
  await page.goto(`${server.url}?lang=zh-Hans&utm_source=mail&utm_campaign=x&fbclid=1`);
  await expect(page.getByRole('button', { name: '分配', exact: true })).toBeEnabled();
});

test('keeps its files and nothing else, for its folder alone', async ({ page }) => {
  await visit(page);
  const kept = await page.evaluate(async () => ({
    scopes: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    caches: await caches.keys(),
    files: await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    ),
    stored: [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie],
  }));
  expect(kept.scopes).toEqual([server.url]);
  expect(kept.caches).toEqual([expect.stringContaining('precache')]);
  expect(kept.files.flat().filter((url) => !url.startsWith(server.url))).toEqual([]);
  expect(kept.files.flat().some((url) => url.includes('.wasm'))).toBe(true);
  expect(kept.stored).toEqual([0, 0, 0, '']);
});

test('is not registered before the page is loaded, nor from a frame', async ({ page }) => {
  await page.addInitScript(() => {
    const container = navigator.serviceWorker;
    const register = container.register.bind(container);
    container.register = (...given) => {
      document.documentElement.dataset['registered'] = document.readyState;
      return register(...given);
    };
  });
  await visit(page);
  expect(await page.evaluate(() => document.documentElement.dataset['registered'])).toBe('complete');
  const context = await page.context().browser()?.newContext();
  if (context === undefined) throw new Error('no browser');
  const other = await context.newPage();
  await other.route('**/framing.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="index.html" width="800" height="600"></iframe>' }),
  );
  await other.goto(`${server.url}framing.html`);
  await expect(other.frameLocator('iframe').getByRole('button', { name: 'Allocate', exact: true })).toBeEnabled();
  await other.waitForTimeout(6000);
  expect(await other.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});

test('a newer build is announced, and used when one says so, with what was done', async ({ page }) => {
  await visit(page);
  await putNewer();
  await page.reload();
  const announced = page.getByRole('region', { name: 'New version' });
  await expect(announced).toBeVisible();
  // Nothing is forced: the page that is there goes on, also when it is opened again.
  expect(await isNewer(page)).toBe(false);
  await page.reload();
  await expect(announced).toBeVisible();
  expect(await isNewer(page)).toBe(false);
  await expectNoAxeViolations(page);
  await allocate(page).click();
  await allocate(page).click();
  await announced.getByRole('button', { name: 'Reload to use the new version' }).press('Enter');
  await expect.poll(() => isNewer(page).catch(() => false)).toBe(true);
  await expect(place(page)).toHaveAttribute('aria-valuetext', /^Operation 2 of 2/);
  await expect(announced).toHaveCount(0);
});

test('a newer build can be put off until the next visit, with the keyboard, too', async ({ page }) => {
  await visit(page);
  await putNewer();
  await page.reload();
  const announced = page.getByRole('region', { name: 'New version' });
  await announced.getByRole('button', { name: 'Later' }).press('Enter');
  await expect(announced).toHaveCount(0);
  await expect(page.getByText('The new version waits until you open the page again.')).toBeAttached();
  // The keyboard goes on from where the button was.
  await page.keyboard.press('Shift+Tab');
  const where = page.locator('pm-explorer').getByRole('main').locator(':focus');
  await expect(where).toHaveCount(1);
  await allocate(page).click();
  await expect(announced).toHaveCount(0);
  await page.goto(`${server.url}?lang=zh-Hans`);
  await expect(page.getByRole('region', { name: '新版本' }).getByRole('button', { name: '以后再说' })).toBeVisible();
  expect(await isNewer(page)).toBe(false);
});

test('a tab that stands beside the one that changes to the newer build can do so, too', async ({ page, context }) => {
  await visit(page);
  await putNewer();
  await page.reload();
  const beside = await context.newPage();
  await beside.goto(server.url);
  const buttonOf = (tab: Page) => tab.getByRole('button', { name: 'Reload to use the new version' });
  await expect(buttonOf(beside)).toBeVisible();
  await buttonOf(page).click();
  await expect.poll(() => isNewer(page).catch(() => false)).toBe(true);
  expect(await isNewer(beside)).toBe(false);
  await buttonOf(beside).click();
  await expect.poll(() => isNewer(beside).catch(() => false)).toBe(true);
});

test('where the old worker does not give way, the page is reloaded all the same, and nothing is lost', async ({
  page,
}) => {
  await visit(page);
  await putNewer();
  // Seen in Chromium while files are on their way: the newer one is told, and stays where it is.
  await page.addInitScript(() => {
    ServiceWorker.prototype.postMessage = () => undefined;
  });
  await page.reload();
  await allocate(page).click();
  const button = page.getByRole('button', { name: 'Reload to use the new version' });
  const began = () => page.evaluate(() => performance.timeOrigin).catch(() => undefined);
  const before = await began();
  await button.click();
  await expect.poll(began).not.toBe(before);
  await expect(place(page)).toHaveAttribute('aria-valuetext', /^Operation 1 of 1/);
  await expect(button).toBeVisible();
});

test('what is going on is waited for, and comes along', async ({ page }) => {
  await visit(page);
  await putNewer();
  await page.reload();
  const button = page.getByRole('button', { name: 'Reload to use the new version' });
  await expect(button).toBeVisible();
  await page.getByLabel('Count', { exact: true }).fill('200000');
  await allocate(page).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await button.click();
  await expect.poll(() => isNewer(page).catch(() => false)).toBe(true);
  await expect(place(page)).toHaveAttribute('aria-valuetext', /^Operation 200,000 of 200,000/);
});

test('what is too much to come along is not lost without a word', async ({ page }) => {
  await visit(page);
  await putNewer();
  await page.reload();
  await expect(page.getByRole('region', { name: 'New version' })).toBeVisible();
  await page.getByLabel('Trace file', { exact: true }).setInputFiles({
    name: 'own.trace',
    mimeType: 'text/plain',
    buffer: readFileSync(join(folder, 'lib/free-list.trace')),
  });
  await expect(place(page)).toHaveAttribute('aria-valuetext', /^Operation 20 of 20/);
  await page.getByRole('button', { name: 'Reload to use the new version' }).click();
  await expect(page.getByText('save the session first')).toBeVisible();
  expect(await isNewer(page)).toBe(false);
  await page.getByRole('button', { name: 'Reload without it' }).click();
  await expect.poll(() => isNewer(page).catch(() => false)).toBe(true);
});
