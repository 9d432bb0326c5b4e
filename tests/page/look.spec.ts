// What holds however the page looks: accessible in light and dark, no wider than the screen, usable by keyboard.

import { expect, type Locator, test } from '@playwright/test';
import { expectNoAxeViolations } from './axe.ts';
import { Explorer } from './explorer.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing at the start in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await Explorer.open(page);
    await expectNoAxeViolations(page);
  });

  test(`axe finds nothing in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const explorer = await Explorer.open(page);
    await explorer.allocate(32, 20);
    await explorer.free('every other block');
    await page.getByText('Advanced').click();
    await explorer.field('What to free').selectOption('the selected block');
    await explorer.button('Free').click();
    await expectNoAxeViolations(page);
  });
}

for (const width of [390, 768, 1440, 2560]) {
  test(`no horizontal scrolling of the page at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const explorer = await Explorer.open(page);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    if (width < 800) await page.getByText('Scenarios', { exact: true }).click();
    await explorer.button('Fill an arena').click();
    await expect(explorer.status).toContainText('operations');
    await page.evaluate(() => {
      window.scrollTo(0, document.body.scrollHeight);
    });
    await expect.poll(overflow).toBeLessThanOrEqual(0);
  });
}

test('on a low screen the bar alone stays in front of the diagrams', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const explorer = await Explorer.open(page);
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  await explorer.button('Begin: Two objects in a cycle').click();
  await explorer.view('Pool').scrollIntoViewIfNeeded();
  const bar = await explorer.view('Timeline controls').boundingBox();
  expect(bar?.height).toBeLessThan(80);
  const above = await page.evaluate(() => {
    let found = document.elementFromPoint(800, 600);
    while (found?.shadowRoot) found = found.shadowRoot.elementFromPoint(800, 600);
    return found?.closest('section.legend')?.ariaLabel;
  });
  expect(above).toBeUndefined();
});

for (const topic of ['Allocator', 'Objects and collector']) {
  test(`both columns of ${topic} are in use`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const explorer = await Explorer.open(page);
    await explorer.allocate(32, 20);
    await page.getByRole('tab', { name: topic }).click();
    await expect(explorer.view('Bytes')).toBeVisible();
    const columns = (): Promise<number[]> =>
      page.locator('pm-view').evaluateAll((views) => {
        const boxes = views.map((view) => view.getBoundingClientRect()).filter(({ height }) => height > 0);
        const lefts = [...new Set(boxes.map(({ left }) => Math.round(left)))];
        return lefts.map((left) =>
          Math.max(...boxes.filter((box) => Math.round(box.left) === left).map((box) => box.bottom)),
        );
      });
    // Views are drawn one after the other.
    const share = async (): Promise<number> => {
      const ends = await columns();
      return Math.min(...ends) / Math.max(...ends);
    };
    await expect.poll(share).toBeGreaterThan(0.6);
    expect(await columns()).toHaveLength(2);
  });
}

test('the page ends where its content ends', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.button('Churn').click();
  await expect(explorer.status).toContainText('5,000 operations');
  const beyond = () =>
    page.evaluate(() => {
      const content = document.querySelector('pm-explorer')?.getBoundingClientRect().bottom ?? 0;
      return document.documentElement.scrollHeight - (content + window.scrollY);
    });
  await expect.poll(beyond).toBeLessThan(50);
});

test('size classes mark what the last click changed', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 1);
  await explorer.allocate(64, 1);
  const classes = page.locator('pm-view[view="size-classes"]');
  await classes.scrollIntoViewIfNeeded();
  await expect(classes.getByRole('row', { name: /57–64/ })).toContainText('changed');
  await expect(classes.getByRole('row', { name: /25–32/ })).not.toContainText('changed');
});

test('the theme can be chosen', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await explorer.field('Theme').selectOption('dark');
  const dark = await background();
  await explorer.field('Theme').selectOption('light');
  await expect.poll(background).not.toBe(dark);
});

test('by keyboard alone: allocate, look around, free', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('Size (bytes)').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('32');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(explorer.path).toContainText('block 2');

  await explorer.path.getByRole('button', { name: /block 2/ }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(explorer.path).toContainText('block 1');
  await page.keyboard.press('ArrowLeft');
  await expect(explorer.path).not.toContainText('block');
  await page.keyboard.press('ArrowLeft');
  await expect(explorer.path).not.toContainText('pool');
  await page.keyboard.press('ArrowRight');
  await expect(explorer.path).toContainText('pool 0');
  await page.keyboard.press('ArrowRight');
  await expect(explorer.path).toContainText('block 0');
  await page.keyboard.press('ArrowRight');
  await expect(explorer.view('Bytes')).toBeFocused();

  await explorer.button('Free').focus();
  await page.keyboard.press('Enter');
  await expect(explorer.status).toContainText('free(0x');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says what it is', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('pymalloc explorer');
    await expect(page.getByText('needs JavaScript and WebAssembly')).toBeVisible();
  });
});

test('on a phone what a click did is wholly seen, and the path is one row', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const explorer = await Explorer.open(page);
  await explorer.allocate(5000);
  await expect(explorer.status).toContainText('PyMem_RawMalloc.');
  const seen = async (locator: Locator) => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const box = await seen(page.locator('.top'));
  const told = await seen(explorer.status);
  expect(told.y + told.height).toBeLessThanOrEqual(box.y + box.height);
  const current = explorer.path.locator('[aria-current]');
  expect((await seen(current)).height).toBeLessThan(40);
  await expect(current).toBeInViewport();
  await explorer.path.getByRole('button', { name: 'Heap' }).focus();
  await expect(explorer.path.getByRole('button', { name: 'Heap' })).toBeInViewport({ ratio: 1 });
});
