// How one reads the site: from page to page, in another language, with the search, on paper and without JavaScript.

import type {} from '../../www/embed/element.ts';
import { expect, type Page } from '@playwright/test';
import { chapters, languages, pageOf, read, test } from './site.ts';

const ready = (page: Page, id: string) =>
  expect
    .poll(() => page.locator(`pymalloc-explorer[id="${id}"]`).evaluate((it) => it.matches(':state(ready)')))
    .toBe(true);

test('from page to page', async ({ page, site }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(`${site.url}docs/programs.html`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Programs/);
  expect(loaded.filter((url) => url.includes('/explorer/'))).toEqual([]);

  await page.getByRole('navigation', { name: 'Main Navigation' }).getByRole('link', { name: 'Guide' }).click();
  await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);
  await page.locator('pymalloc-explorer').first().scrollIntoViewIfNeeded();
  await ready(page, (await page.locator('pymalloc-explorer').first().getAttribute('id')) ?? '');

  await page.locator('.VPDocFooter a.next').click();
  await expect(page).toHaveURL(`${site.url}guide/02-size-classes.html`);
  await page.locator('.VPDocFooter a.prev').click();
  await expect(page).toHaveURL(`${site.url}guide/01-layers.html`);

  // The links of the frame lead where they led at first.
  await page.locator('.VPNavBarTitle a').click();
  await expect(page).toHaveURL(site.url);
});

for (const language of languages)
  test(`from chapter to chapter, figures stay as they were written, ${language}`, async ({ page, site }) => {
    const [first = '', ...others] = Object.keys(chapters).sort();
    await page.goto(`${site.url}${pageOf(first, language) ?? ''}`);
    for (const chapter of [first, ...others]) {
      const path = pageOf(chapter, language) ?? '';
      if (chapter !== first) await page.locator('.VPDocFooter a.next').click();
      await expect(page).toHaveURL(`${site.url}${path}`);
      for (const [id, { program: _, ...figure }] of Object.entries(chapters[chapter]?.figures ?? {})) {
        const element = page.locator(`pymalloc-explorer[id="${id}"]`);
        await expect(element).toHaveCount(1);
        const attributes = await element.evaluate((it) =>
          Object.fromEntries([...it.attributes].map(({ name, value }) => [name, value])),
        );
        const { id: own, label, ...given } = attributes;
        expect([own, label], chapter).toEqual([id, expect.stringMatching(/\d/)]);
        const written = Object.entries(figure).map(([name, value]) => [name, value === true ? '' : String(value)]);
        expect(given, `${chapter}: ${id}`).toEqual(Object.fromEntries(written));
        expect(await element.evaluate((it: HTMLElementTagNameMap['pymalloc-explorer']) => typeof it.step)).toBe(
          'function',
        );
      }
    }
  });

test('the same chapter in the other language, with the figures in it', async ({ page, site }) => {
  await page.goto(`${site.url}guide/03-pools.html`);
  await page.locator('.VPNavBarTranslations button').hover();
  await page.getByRole('link', { name: '简体中文' }).click();
  await expect(page).toHaveURL(`${site.url}zh-Hans/guide/03-pools.html`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  const figure = page.locator('pymalloc-explorer#first');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('button', { name: '撤销' })).toBeVisible();
});

/** All of it that the window has room for lies below the bars. */
const inSight = (page: Page, id: string) =>
  page.locator(`pymalloc-explorer[id="${id}"]`).evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    const bars = Number.parseFloat(getComputedStyle(it).scrollMarginTop);
    return top >= bars - 2 && top < innerHeight / 2 && bottom > top;
  });

const stepOf = (page: Page, id: string) =>
  page
    .locator(`pymalloc-explorer[id="${id}"]`)
    .evaluate((it: HTMLElementTagNameMap['pymalloc-explorer']) => it.read((heap) => heap.operations));

for (const width of [390, 1280])
  test(`a link to a step opens the page at its figure, ${width} px wide`, async ({ page, site }) => {
    const slow = await page.context().newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${site.url}guide/03-pools.html#life@5`);
    await ready(page, 'life');
    await page.evaluate(async () => {
      for (let frames = 0; frames < 30; frames += 1) await new Promise((done) => requestAnimationFrame(done));
    });
    await expect.poll(() => inSight(page, 'life')).toBe(true);
    expect(await stepOf(page, 'life')).toBe(5);

    // It is no longer held once somebody scrolls.
    await page.mouse.move(width / 2, 400);
    await page.mouse.wheel(0, -5000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await page.setViewportSize({ width: width - 20, height: 800 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

test('a step of a figure is kept in the other language', async ({ page, site }) => {
  await page.goto(`${site.url}guide/03-pools.html`);
  const link = page.locator('a.step[href^="#life@"]').last();
  const hash = (await link.getAttribute('href')) ?? '';
  await page.locator('pymalloc-explorer#life').scrollIntoViewIfNeeded();
  await ready(page, 'life');
  await link.click();
  await expect(page).toHaveURL(`${site.url}guide/03-pools.html${hash}`);
  const steps = () => stepOf(page, 'life');
  await expect.poll(steps).not.toBe(2);
  const step = await steps();

  await page.locator('.VPNavBarTranslations button').hover();
  await page.getByRole('link', { name: '简体中文' }).click();
  await expect(page).toHaveURL(`${site.url}zh-Hans/guide/03-pools.html${hash}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await ready(page, 'life');
  await expect.poll(() => inSight(page, 'life')).toBe(true);
  await expect.poll(steps).toBe(step);
});

test('at an address without a page there is a text that says so, in any folder', async ({ browser, site }) => {
  for (const [path, javaScriptEnabled, ownText] of [
    ['deep/below/nothing.html', true, true],
    ['nothing.html', true, false],
    ['nothing.html', false, true],
  ] as const) {
    const page = await browser.newPage({ javaScriptEnabled });
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (/hydration/i.test(message.text())) wrong.push(message.text());
    });
    await page.route(`${site.url}${path}`, (route) =>
      route.fulfill({ status: 404, contentType: 'text/html; charset=utf-8', body: read('404.html') }),
    );
    await page.goto(`${site.url}${path}`);
    const own = page.getByText('There is no such page. 没有这一页。');
    if (ownText) await expect(own).toBeVisible();
    else {
      await expect(page.getByText('There is nothing at this address.')).toBeVisible();
      await expect(own).toBeHidden();
    }
    expect(wrong).toEqual([]);
    await page.close();
  }
});

test('a table that is cut shows that it goes on, until its end', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${site.url}guide/13-changes.html`);
  const tables = await page.locator('.vp-doc table').all();
  let cut = 0;
  for (const table of tables) {
    const fades = () => table.evaluate((it) => Number.parseFloat(getComputedStyle(it).getPropertyValue('--more')));
    const isCut = await table.evaluate((it) => it.scrollWidth > it.clientWidth);
    await expect.poll(fades).toBe(isCut ? 48 : 0);
    if (!isCut) continue;
    cut += 1;
    await table.evaluate((it) => {
      it.scrollLeft = it.scrollWidth;
    });
    await expect.poll(fades).toBe(0);
  }
  expect(cut).toBeGreaterThan(0);
});

for (const [path, query, found] of [
  ['guide/01-layers.html', 'nextoffset', 'guide/03-pools.html'],
  ['zh-Hans/guide/01-layers.html', '空闲链表', 'zh-Hans/guide/03-pools.html'],
] as const)
  test(`the search finds ${query}`, async ({ page, site }) => {
    await page.goto(`${site.url}${path}`);
    await page.locator('.DocSearch-Button').click();
    await page.getByRole('searchbox').fill(query);
    const result = page.locator(`.result[href*="${found}"]`).first();
    await expect(result).toBeVisible();
    await result.click();
    await expect(page).toHaveURL(new RegExp(`^${site.url}${found}`));
  });

test('without JavaScript there are the programs and the pictures', async ({ browser, site }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${site.url}guide/03-pools.html`);
  const figures = await page.locator('pymalloc-explorer').all();
  expect(figures.length).toBeGreaterThan(3);
  expect(await page.locator('pymalloc-explorer > pre').count()).toBeGreaterThan(3);
  for (const figure of figures) {
    // One that shows the heap of another has no program of its own.
    for (const program of await figure.locator('pre').all()) await expect(program).toBeVisible();
    const pictures = await figure.locator('img').all();
    expect(pictures.length).toBeGreaterThan(0);
    for (const picture of pictures) {
      await picture.scrollIntoViewIfNeeded();
      await expect(picture).toHaveJSProperty('complete', true);
      await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
      expect((await picture.getAttribute('alt'))?.length).toBeGreaterThan(10);
    }
  }
  await page.close();
});

test('without JavaScript nothing pretends to move, and on a phone one can read it', async ({ browser, site }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
  for (const [path, without] of [
    ['guide/03-pools.html', 'This task needs JavaScript.'],
    ['zh-Hans/guide/03-pools.html', '做这道任务需要 JavaScript。'],
  ] as const) {
    await page.goto(`${site.url}${path}`);
    const told = page.locator('.guide-task > noscript').first();
    await expect(told).toBeVisible();
    await expect(told).toHaveJSProperty('textContent', without);
    const step = page.locator('a.step').first();
    await expect(step).toHaveCSS('border-bottom-style', 'none');
    await expect(step).toHaveCSS('pointer-events', 'none');
    const around = await step.locator('..').evaluate((it) => getComputedStyle(it).color);
    await expect(step).toHaveCSS('color', around);
    for (const picture of await page.locator('pymalloc-explorer > img').all()) {
      const [drawn, wanted] = await picture.evaluate((it: HTMLImageElement) => [
        it.offsetWidth,
        Number(it.getAttribute('width')),
      ]);
      expect(drawn).toBe(wanted);
    }
    for (const program of await page.locator('pymalloc-explorer > pre').all())
      expect(await program.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
  await page.close();
});

test('on paper there is the text alone', async ({ page, site }) => {
  await page.goto(`${site.url}guide/03-pools.html`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const aside of ['.VPNav', '.VPSidebar', '.VPDocFooter']) await expect(page.locator(aside)).toBeHidden();
});
