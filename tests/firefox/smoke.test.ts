// The least that must hold in Firefox: the page opens under its policy, memory is allocated, freed and collected, views and
// languages are switched, keys work, it is dark where that is asked for, an element and a frame work, and it works without a
// network.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { launchFirefox } from '../../scripts/firefox.mjs';
import { contentSecurityPolicy } from '../../vite.config.ts';
import { serveSite } from '../site/server.ts';

const url = process.env['PM_PAGE_URL'] ?? '';
const folder = process.env['PM_PAGE_FOLDER'] ?? '';
const firefox = process.env['FIREFOX_PATH'] ?? '';

let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchFirefox(firefox);
});

afterAll(() => browser.close());

beforeEach(async () => {
  page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1280, height: 900 });
  page.setDefaultTimeout(60_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});

afterEach(async () => {
  const heard = complaints;
  await page.browserContext().close();
  expect(heard).toEqual([]);
});

/**
 * What has this role and name and can be seen, in whichever shadow root. Firefox's own search by role reads the whole tree of
 * accessibility each time, which takes seconds here.
 */
async function byRole(role: string, name: string): Promise<ElementHandle<HTMLElement>> {
  const found = await page.waitForFunction(
    (role, name) => {
      const roles: Readonly<Record<string, string>> = { button: 'button', section: 'region' };
      const search = (root: ParentNode): HTMLElement | undefined => {
        for (const one of root.querySelectorAll<HTMLElement>('*')) {
          const its = one.role ?? roles[one.localName];
          const label = one.getAttribute('aria-labelledby');
          const labelling = label === null ? null : (one.getRootNode() as ShadowRoot).getElementById(label);
          const called = (one.ariaLabel ?? (labelling ?? one).textContent).trim();
          if (its === role && called === name && one.checkVisibility()) return one;
          const inside = one.shadowRoot === null ? undefined : search(one.shadowRoot);
          if (inside !== undefined) return inside;
        }
        return undefined;
      };
      return search(document);
    },
    { polling: 100 },
    role,
    name,
  );
  return found as ElementHandle<HTMLElement>;
}

const press = async (name: string) => (await byRole('button', name)).click();

async function choose(selector: string, value: string): Promise<void> {
  await (await page.waitForSelector(`>>> ${selector}`))?.select(value);
}

/** What the message after the last act says. */
const told = () =>
  page.evaluate(() => {
    const find = (root: ParentNode): string => {
      for (const one of root.querySelectorAll('*')) {
        if (one.getAttribute('role') === 'status') return one.textContent;
        const inside = one.shadowRoot === null ? '' : find(one.shadowRoot);
        if (inside !== '') return inside;
      }
      return '';
    };
    return find(document);
  });

const untilTold = (what: RegExp) => expect.poll(told, { timeout: 30_000 }).toMatch(what);

async function open(): Promise<void> {
  await page.goto(url);
  await byRole('button', 'Allocate');
}

it('opens, allocates and frees', async () => {
  await open();
  await press('Allocate');
  await untilTold(/returned 0x/);
  await press('Free');
  await untilTold(/free/i);
});

it('makes an object, and collects', async () => {
  await open();
  await (await byRole('tab', 'Objects and collector')).click();
  await byRole('region', 'Objects');
  await press('Make');
  await untilTold(/makes 0x/);
  await press('Collect generation 2');
  await untilTold(/collect/i);
});

it('is operated by keys', async () => {
  await open();
  // Only the chosen tab is in the order of the Tab key; the arrows choose another.
  await page.locator('>>> [role=tab][aria-selected=true]').click();
  await page.keyboard.press('ArrowRight');
  await byRole('region', 'Objects');
  await page.waitForSelector('>>> [role=tab][aria-selected=true]:focus');
  await page.keyboard.press('ArrowLeft');
  await byRole('region', 'Pool');
});

it('switches language and looks', async () => {
  await open();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await choose('#theme', 'dark');
  await expect.poll(background).not.toBe(light);
  await choose('pm-language >>> select', 'zh-Hans');
  await byRole('button', '分配');
});

it('shows an element and a frame in the page of somebody else', async () => {
  const program = 'a = malloc(24)\nfree(a)';
  const host = `<!doctype html><html lang="en"><title>Host</title><script type="module" src="element.js"></script>
    <pymalloc-explorer loading="eager"><pre>${program}</pre></pymalloc-explorer>
    <iframe title="frame" width="700" height="640" src="embed.html#program=${encodeURIComponent(program)}"></iframe></html>`;
  const policy = `${contentSecurityPolicy}; frame-src 'self'`;
  const server = await serveSite(folder, '/', new Map([['host.html', host]]), policy);
  await page.goto(`${server.url}host.html`);
  const place = (at: number) => () =>
    page
      .frames()
      [at]?.$eval('>>> input[type=range]', (slider) => slider.getAttribute('aria-valuetext'))
      .catch(() => undefined);
  await expect.poll(place(0), { timeout: 60_000 }).toBe('2 of 2');
  await expect.poll(place(1), { timeout: 60_000 }).toBe('2 of 2');
  await press('Allocate');
  await expect.poll(place(0), { timeout: 30_000 }).toBe('3 of 3');
  await server.close();
});

it('works without its server, once it has been there', async () => {
  const server = await serveSite(folder, '/', new Map(), contentSecurityPolicy);
  await page.goto(server.url);
  await byRole('button', 'Allocate');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await server.close();
  await page.goto(server.url);
  await press('Allocate');
  await untilTold(/returned 0x/);
});
