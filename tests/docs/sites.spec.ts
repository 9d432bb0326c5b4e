// The explorer in the sites of examples/docs/, as their tools built them: the element, also with the code block before it,
// the frame, the site's own dark switch, on wide and narrow screens.

import type {} from '../../www/embed/element.ts';
import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test';
import { type Server, serveFiles } from '../package/server.ts';
import { sites } from './sites.ts';

/** Tool → folder of the site that it built. */
const built = JSON.parse(process.env['PM_DOCS_SITES'] ?? '{}') as Readonly<Record<string, string>>;
/** Clicks until a switch with three positions is at the wanted one. */
const MOST_CLICKS = 3;

const element = (page: Page, id: string) => page.locator(`pymalloc-explorer#${id}`);
const place = (around: Locator | FrameLocator) => around.getByRole('slider');

/** What the console and the server report, but for the icon that browsers ask for by themselves. */
function listen(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !isIcon) problems.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url().includes('pymalloc-explorer')) problems.push(response.url());
  });
  return problems;
}

/** The relative luminance of what the explorer is drawn on. */
async function luminance(around: Locator | FrameLocator): Promise<number> {
  return around.locator('.embed').evaluate((one) => {
    const parts =
      getComputedStyle(one)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    const [red = 0, green = 0, blue = 0] = parts.map((part) => (part / 255) ** 2.2);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
}

/** What is out of sight may rest, so each is looked at. */
async function expectScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  const all: readonly (readonly [Locator, Locator | FrameLocator])[] = [
    [element(page, 'own'), element(page, 'own')],
    [element(page, 'previous'), element(page, 'previous')],
    [page.locator('iframe'), page.frameLocator('iframe')],
  ];
  for (const [embed, inside] of all) {
    await embed.scrollIntoViewIfNeeded();
    const measured = () => luminance(inside);
    if (scheme === 'dark') await expect.poll(measured, `${String(embed)} is dark`).toBeLessThan(0.1);
    else await expect.poll(measured, `${String(embed)} is light`).toBeGreaterThan(0.7);
  }
}

/** Nothing makes the page wider than the screen, and each embed is wholly in it. */
async function expectNoSidewaysScrolling(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  for (const one of [element(page, 'own'), element(page, 'previous'), page.locator('iframe')]) {
    const box = await one.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(box?.width).toBeGreaterThan(Math.min(width, 600) * 0.6);
  }
  for (const around of [element(page, 'own'), element(page, 'previous'), page.frameLocator('iframe')]) {
    const cutOff = await around.locator('.embed').evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(cutOff, 'pixels that are cut off at the side').toBe(0);
  }
}

/** The whole page, for people to look at. What a site keeps in sight is at its top. */
async function pictureOf(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: 'instant' });
  });
  await page.screenshot({ path, fullPage: true });
}

async function operate(page: Page): Promise<void> {
  const own = element(page, 'own');
  await own.scrollIntoViewIfNeeded();
  await expect(place(own)).toHaveAttribute('aria-valuetext', '3 of 3');
  await own.getByRole('button', { name: 'Allocate' }).click();
  await expect(place(own)).toHaveAttribute('aria-valuetext', '4 of 4');
  await page.getByRole('link', { name: 'after line 2' }).click();
  await expect(place(own)).toHaveAttribute('aria-valuetext', '2 of 4');

  const previous = element(page, 'previous');
  await previous.scrollIntoViewIfNeeded();
  await expect(place(previous)).toHaveAttribute('aria-valuetext', '4 of 4');
  await previous.getByRole('button', { name: 'gc.collect()' }).click();
  await expect(place(previous)).toHaveAttribute('aria-valuetext', '5 of 5');
  for (const one of [own, previous]) expect(await one.evaluate((it) => it.matches(':state(error)'))).toBe(false);

  const frame = page.frameLocator('iframe');
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect(place(frame)).toHaveAttribute('aria-valuetext', '3 of 3');
  await frame.getByRole('button', { name: 'Allocate' }).click();
  await expect(place(frame)).toHaveAttribute('aria-valuetext', '4 of 4');
  // The last line of what the frame shows: nothing is cut off.
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await expect(frame.locator('[part=status]')).toBeInViewport({ ratio: 1 });
}

for (const [tool, folder] of Object.entries(built)) {
  const site = sites[tool];
  if (site === undefined) throw new Error(`Nothing is known of the sites of ${tool}.`);
  const { pages, dark, switchTheme } = site;

  test.describe(tool, () => {
    let server: Server;
    test.beforeAll(async () => {
      server = await serveFiles(folder);
    });
    test.afterAll(() => server.close());

    for (const address of pages)
      for (const width of [1280, 390])
        test(`${address}, ${width} px wide`, async ({ page }, info) => {
          const problems = listen(page);
          await page.setViewportSize({ width, height: 900 });
          await page.goto(`${server.url}${address}`);
          await operate(page);
          await expectScheme(page, 'light');
          await expectNoSidewaysScrolling(page, width);
          await pictureOf(page, info.outputPath('light.png'));
          for (let clicks = 0; clicks < MOST_CLICKS && (await page.locator(dark).count()) === 0; clicks += 1) {
            await switchTheme(page, width < 600);
          }
          await expect(page.locator(dark)).toHaveCount(1);
          await expectScheme(page, 'dark');
          await expectNoSidewaysScrolling(page, width);
          await pictureOf(page, info.outputPath('dark.png'));
          expect(problems).toEqual([]);
        });
  });
}

if (built['sphinx'] !== undefined)
  test('sphinx: a page without an explorer loads nothing of it', async ({ page }) => {
    const server = await serveFiles(built['sphinx'] ?? '');
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto(`${server.url}plain.html`);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((address) => address.includes('pymalloc-explorer'))).toEqual([]);
    await server.close();
  });
