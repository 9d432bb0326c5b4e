// Under the strictest policy: the page and an embed use no inline script or style, no eval and no untrusted string, ask for
// nothing but their own files, and store nothing that nobody asked for.

import { expect, type Page, test } from '@playwright/test';
import { contentSecurityPolicy } from '../../vite.config.ts';
import { Explorer } from './explorer.ts';
import { element, host, place, ready } from './host.ts';

interface Watched {
  /** What the policy refused, in any frame. */
  readonly refused: string[];
  /** What was asked for elsewhere. */
  readonly foreign: string[];
  /** What the console complains of, and what nobody caught. */
  readonly complaints: string[];
}

async function watch(page: Page, baseURL: string | undefined): Promise<Watched> {
  const watched: Watched = { refused: [], foreign: [], complaints: [] };
  await page.exposeFunction('tellRefused', (what: string) => watched.refused.push(what));
  await page.addInitScript(() => {
    const { tellRefused } = globalThis as unknown as { tellRefused: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      tellRefused(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on('request', (request) => {
    const url = request.url();
    if (baseURL === undefined || !(url.startsWith(baseURL) || /^(?:data|blob):/.test(url))) watched.foreign.push(url);
  });
  page.on('pageerror', ({ message }) => watched.complaints.push(message));
  page.on('console', (message) => {
    const isOfTest = message.text().includes('blocked by Playwright');
    if (['error', 'warning'].includes(message.type()) && !isOfTest) watched.complaints.push(message.text());
  });
  return watched;
}

const NOTHING: Watched = { refused: [], foreign: [], complaints: [] };

async function stored(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

const NOT_STORED = { local: 0, session: 0, databases: 0, cookies: '', caches: [], workers: 0 };

test.describe('the page', () => {
  test('works under it, in all of its parts', async ({ page, baseURL }) => {
    const watched = await watch(page, baseURL);
    const explorer = await Explorer.open(page);
    await explorer.allocate(100, 20);
    await explorer.free('everyOther');
    await page.getByText('Save picture').first().click();
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^Save .* as SVG$/ })
        .first()
        .click(),
    ]);
    expect(picture.suggestedFilename()).toMatch(/\.svg$/);
    await explorer.button('Share').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'Objects and collector' }).click();
    await expect(explorer.view('Objects')).toBeVisible();
    await page.getByLabel('Language').selectOption('zh-Hans');
    await expect(page.getByRole('tab', { name: '对象与回收器' })).toBeVisible();
    await page.getByLabel('主题').selectOption('dark');
    expect(watched).toEqual(NOTHING);
    expect(await stored(page)).toEqual(NOT_STORED);
  });

  test('is held to it: what the policy forbids is refused and seen here', async ({ page, baseURL }) => {
    const watched = await watch(page, baseURL);
    await page.goto('./');
    await page.evaluate(() => {
      const styled = document.createElement('p');
      styled.setAttribute('style', 'color: red');
      document.body.append(styled);
    });
    await expect(
      page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<b>untrusted</b>')),
    ).rejects.toThrow('TrustedHTML');
    await expect(page.evaluate((address) => import(address), 'data:text/javascript,')).rejects.toThrow();
    const directives = () => [...new Set(watched.refused.map((line) => line.split(' ')[0]))];
    await expect.poll(directives).toContain('style-src-attr');
    await expect.poll(directives).toContain('script-src-elem');
    await expect.poll(directives).toContain('require-trusted-types-for');
  });
});

test.describe('an embed', () => {
  const PROGRAM = 'x = []\nx.append(x)\ndel x\ngc.collect()';
  // The page of somebody else allows no more than it has to.
  const policy = contentSecurityPolicy
    .replace('trusted-types lit-html pymalloc-explorer', 'trusted-types lit-html')
    .replace("worker-src 'self'; ", '');
  const headers = { 'Content-Security-Policy': policy };

  test('works under it as an element', async ({ page, baseURL }) => {
    const watched = await watch(page, baseURL);
    await host(page, {
      headers,
      body: `<pymalloc-explorer id="one" view="objects generations"><pre>${PROGRAM}</pre></pymalloc-explorer>
        <pymalloc-explorer id="two" view="pool bytes" scenario="fill-pool" loading="eager"></pymalloc-explorer>`,
    });
    await ready(page, 'one');
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '4 of 4');
    await element(page, 'one').getByRole('button', { name: 'Line 2: x.append(x)' }).click();
    await element(page, 'two').scrollIntoViewIfNeeded();
    await ready(page, 'two');
    await element(page, 'two').getByRole('button', { name: 'Allocate' }).click();
    await expect(element(page, 'two').getByRole('status')).toContainText('returned 0x');
    expect(watched).toEqual(NOTHING);
    expect(await stored(page)).toEqual(NOT_STORED);
  });

  test('works under it as a frame', async ({ page, baseURL }) => {
    const watched = await watch(page, baseURL);
    const frames = `${policy}; frame-src 'self'`;
    await host(page, {
      headers: { 'Content-Security-Policy': frames },
      body: `<iframe title="frame" width="700" height="640" src="embed.html#program=${encodeURIComponent(PROGRAM)}"></iframe>`,
    });
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuetext', '4 of 4');
    await frame.getByRole('button', { name: 'Allocate' }).click();
    await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuetext', '5 of 5');
    expect(watched).toEqual(NOTHING);
    expect(await stored(page)).toEqual(NOT_STORED);
  });

  test('leaves no worker behind, where the page allows workers', async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      serviceWorkers: 'allow',
      ...(baseURL === undefined ? {} : { baseURL }),
    });
    const page = await context.newPage();
    await host(page, { body: '<pymalloc-explorer id="one" loading="eager"></pymalloc-explorer>' });
    await ready(page, 'one');
    await page.goto('./embed.html#view=pool');
    await expect(page.getByRole('slider')).toBeVisible();
    // As long as the explorer would wait at most before it keeps itself.
    await page.waitForTimeout(6000);
    expect(await stored(page)).toEqual(NOT_STORED);
    await context.close();
  });
});
