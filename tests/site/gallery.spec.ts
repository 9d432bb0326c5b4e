// The gallery of diagrams: every example of every diagram is drawn, in both languages, narrow and wide, light and dark; its
// places have addresses; it is operated by keyboard; the rest of the site leads to it, and it leads back.

import { expect, type Page } from '@playwright/test';
import { diagrams, type DrawnName, examplesOf } from '../../www/gallery/diagrams.ts';
import { gallery as english } from '../../www/locales/en/gallery.ts';
import { gallery as chinese } from '../../www/locales/zh-Hans/gallery.ts';
import { type FixtureName } from '../../www/fixtures/all.ts';
import { problemsOf, stumblingBlocks } from './problems.ts';
import { read, test } from './site.ts';

const words = { en: english, 'zh-Hans': chinese } as const;
const names = Object.keys(english.examples) as FixtureName[];

const drawings = (page: Page) => page.locator('main .example pm-fixture');
const example = (page: Page, name: FixtureName) => page.locator(`[id="${name}"]`);

/** How far the page could be scrolled sideways. */
const excess = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Each example comes into sight and is drawn. */
async function seeAll(page: Page, diagram: DrawnName): Promise<void> {
  const all = examplesOf(diagram, names);
  await expect(drawings(page)).toHaveCount(all.length);
  for (const name of all) {
    const drawing = example(page, name).locator('pm-fixture');
    await drawing.scrollIntoViewIfNeeded();
    await expect(drawing).toHaveAttribute('drawn', '');
    // What it draws has something to be read or seen in it.
    await expect(drawing.locator('.diagram, .legend, p').first()).toBeVisible();
  }
}

const looks = [
  { language: 'en', width: 1280, colorScheme: 'light' },
  { language: 'en', width: 390, colorScheme: 'dark' },
  { language: 'zh-Hans', width: 1280, colorScheme: 'dark' },
  { language: 'zh-Hans', width: 390, colorScheme: 'light' },
] as const;

for (const { language, width, colorScheme } of looks)
  test.describe(`${language}, ${width} px wide, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('all diagrams', async ({ page, site }) => {
      const problems = problemsOf(page);
      await page.goto(`${site.url}gallery/index.html?lang=${language}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[language].title);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.card')).toHaveCount(diagrams.length);
      for (const preview of await page.locator('.card pm-fixture').all()) {
        await preview.scrollIntoViewIfNeeded();
        await expect(preview).toHaveAttribute('drawn', '');
      }
      expect(await excess(page)).toBe(0);
      expect(await stumblingBlocks(page)).toEqual([]);
      expect(problems).toEqual([]);
    });
  });

/** Drawings have the same signs in every language, and the same colours at every width: each look is there once. */
const everyLook = [
  { language: 'en', width: 1280, colorScheme: 'light' },
  { language: 'zh-Hans', width: 390, colorScheme: 'dark' },
] as const;

/** Hundreds of the same signs as in the examples beside them: axe would take minutes for each. */
const crowded: readonly FixtureName[] = ['pool/small-blocks', 'pool/crowded', 'arenas/a-thousand', 'objects/300'];

for (const { language, width, colorScheme } of everyLook)
  test.describe(`every example, ${language}, ${width} px wide, ${colorScheme}`, () => {
    // Many examples, twice each.
    test.describe.configure({ timeout: 240_000 });
    test.use({ viewport: { width, height: 900 }, colorScheme });

    for (const diagram of diagrams)
      test(diagram, async ({ page, site }) => {
        const problems = problemsOf(page);
        await page.goto(`${site.url}gallery/index.html?lang=${language}#${diagram}`);
        await seeAll(page, diagram);
        for (const name of examplesOf(diagram, names))
          await expect(example(page, name).locator('h2')).toHaveText(words[language].examples[name]);
        expect(await excess(page)).toBe(0);
        expect(
          await stumblingBlocks(
            page,
            crowded.map((name) => `[id="${name}"]`),
          ),
        ).toEqual([]);
        if (width > 760) {
          await page.getByRole('radio', { name: words[language].widths.narrow }).check();
          await seeAll(page, diagram);
          for (const { width } of await Promise.all((await drawings(page).all()).map(boxOf)))
            expect(width).toBeLessThanOrEqual(326);
          expect(await excess(page)).toBe(0);
        }
        expect(problems).toEqual([]);
      });
  });

async function boxOf(place: ReturnType<Page['locator']>) {
  const box = await place.boundingBox();
  if (box === null) throw new Error('there is nothing to be seen');
  return box;
}

test('what is not near is not drawn yet', async ({ page, site }) => {
  await page.goto(`${site.url}gallery/index.html#objects`);
  await expect(drawings(page).first()).toHaveAttribute('drawn', '');
  await expect(drawings(page).last()).not.toHaveAttribute('drawn');
});

test('an address leads to one example, which stays in sight', async ({ page, site }) => {
  for (const name of ['objects/as-a-table', 'outline/PyObject_Free-of-2.7', 'pool/full'] as const) {
    await page.goto('about:blank');
    await page.goto(`${site.url}gallery/index.html?lang=en#${name}`);
    const link = page.getByRole('link', { name: english.examples[name], exact: true });
    await expect(link.and(page.locator('h2 a'))).toBeFocused();
    await expect(example(page, name).locator('h2')).toBeInViewport();
    await expect(link.and(page.locator('.list a'))).toHaveAttribute('aria-current', 'location');
    // What stands above it is there already, so it is not pushed away afterwards.
    const all = await drawings(page).all();
    const at = diagrams.map((diagram) => examplesOf(diagram, names).indexOf(name)).find((place) => place >= 0);
    for (const above of all.slice(0, at)) await expect(above).toHaveAttribute('drawn', '');
  }
});

test('from diagram to diagram, and back', async ({ page, site }) => {
  await page.goto(`${site.url}gallery/index.html?lang=en`);
  await page.locator('.card').getByRole('link', { name: 'Pool', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pool');
  await expect(page).toHaveTitle(/^Pool · /);
  await page.getByRole('navigation', { name: english.neighbours }).getByRole('link', { name: 'Next: Arena' }).click();
  await expect(page).toHaveURL(/#arena$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pool');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.title);
});

test('by keyboard', async ({ page, site }) => {
  await page.goto(`${site.url}gallery/index.html?lang=en#pool`);
  await expect(drawings(page).first()).toHaveAttribute('drawn', '');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: english.skip })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveURL(/#pool$/);

  // The choice of the width is one stop; the arrow keys choose.
  const wide = page.getByRole('radio', { name: english.widths.wide });
  const narrow = page.getByRole('radio', { name: english.widths.narrow });
  while (!(await wide.evaluate((it) => it === document.activeElement))) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(narrow).toBeChecked();
  await expect(narrow).toBeFocused();
  await expect(page).toHaveURL(/width=narrow.*#pool$/);

  // In a drawing, the arrow keys go from cell to cell.
  await page.keyboard.press('Tab');
  await expect(example(page, 'pool/typical').locator('h2 a')).toBeFocused();
  const cells = example(page, 'pool/typical').getByRole('option');
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(cells.nth(1)).toBeFocused();

  // The list of diagrams is links.
  const list = page.getByRole('navigation', { name: english.diagrams });
  await list.getByRole('link', { name: 'Objects', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Objects' })).toBeFocused();
});

test('on a phone the list of diagrams opens, and closes behind a choice', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${site.url}gallery/index.html?lang=en#pool`);
  const link = page
    .getByRole('navigation', { name: english.diagrams })
    .getByRole('link', { name: 'Bytes', exact: true });
  await expect(link).toBeHidden();
  await page.locator('.list summary').click();
  await link.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bytes');
  await expect(link).toBeHidden();
});

test('language and appearance are chosen, and the place stays', async ({ page, site }) => {
  await page.goto(`${site.url}gallery/index.html?lang=en#pool/full`);
  await page.getByLabel('Language').selectOption('简体中文');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('池');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(page).toHaveURL(/lang=zh-Hans.*#pool\/full$/);
  await page.getByLabel('主题').selectOption('深色');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(example(page, 'pool/full').locator('h2 a')).toBeFocused();
  // The guide has the same appearance.
  await page.getByRole('link', { name: chinese.guide }).click();
  await expect(page.locator('html')).toHaveClass(/\bdark\b/);
});

for (const [home, menu, language] of [
  ['index.html', 'Gallery', 'en'],
  ['zh-Hans/index.html', '图示总览', 'zh-Hans'],
] as const)
  test(`from the site and back, in ${language}`, async ({ page, site }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${site.url}${home}`);
    await page.locator('.VPNavBarMenu').getByRole('link', { name: menu }).click();
    await expect(page).toHaveURL(`${site.url}gallery/index.html?lang=${language}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[language].title);
    const ways = page.getByRole('navigation', { name: words[language].site }).getByRole('link');
    for (const way of await ways.all()) {
      const address = await way.evaluate((it: HTMLAnchorElement) => it.href);
      expect(address.startsWith(site.url)).toBe(true);
      expect((await page.request.get(address)).status(), address).toBe(200);
    }
    await ways.filter({ hasText: words[language].guide }).click();
    await expect(page).toHaveURL(`${site.url}${home.replace('index.html', '')}guide/01-layers.html`);
  });

test('without JavaScript there is a way to what can be read', async ({ browser, site }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${site.url}gallery/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(english.title);
  await page.getByRole('link', { name: 'guide' }).click();
  await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);
  await page.close();
});

test('the gallery has nothing of the core, and nothing of others', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.url}gallery/#legend`);
  await expect(drawings(page).last()).toHaveAttribute('drawn', '');
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((url) => !url.startsWith(`${site.url}gallery/`) && !url.startsWith('data:'))).toEqual([]);
  expect(read('gallery/licenses.txt')).toContain('lit');
});
