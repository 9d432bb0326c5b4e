// The page's languages: which one a reader gets, how it is changed, and that no word of another one is left.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';
import { leftovers } from './leftovers.ts';

/** The page in Chinese, by the names that its readers see. */
class ChineseExplorer {
  constructor(readonly page: Page) {}

  static async open(page: Page, search = '?lang=zh-Hans'): Promise<ChineseExplorer> {
    await page.goto(`./${search}`);
    const explorer = new ChineseExplorer(page);
    await expect(explorer.button('分配')).toBeEnabled();
    return explorer;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  async allocate(size: number, count: number): Promise<void> {
    await this.page.getByLabel('大小（字节）', { exact: true }).fill(String(size));
    await this.page.getByLabel('个数', { exact: true }).fill(String(count));
    await this.button('分配').click();
    await expect(this.status).toContainText(`malloc(${size})`);
  }

  /** Two lists that refer to each other, and a collection. */
  async makeCycle(): Promise<void> {
    await this.page.getByRole('tab', { name: '对象与回收器' }).click();
    await this.button('创建').click();
    await this.button('创建').click();
    await this.button('回收第 2 代').click();
    await expect(this.status).toContainText('gc.collect(2)');
  }
}

const language = (page: Page) => page.locator('html');

test.describe('a reader whose browser prefers Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('gets Chinese, and the link stays as it was', async ({ page }) => {
    await ChineseExplorer.open(page, '');
    await expect(language(page)).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.getByLabel('语言', { exact: true })).toHaveValue('zh-Hans');
    expect(new URL(page.url()).search).toBe('');
  });

  test('gets English from a link that says so', async ({ page }) => {
    await page.goto('./?lang=en');
    await expect(new Explorer(page).button('Allocate')).toBeEnabled();
    await expect(language(page)).toHaveAttribute('lang', 'en');
  });
});

test('a language that there is not leaves the choice to the browser', async ({ page }) => {
  await page.goto('./?lang=tlh');
  await expect(new Explorer(page).button('Allocate')).toBeEnabled();
});

test('changing the language keeps the heap, and says everything anew', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 3);
  await expect(explorer.status).toContainText('malloc(32)');
  const said = await explorer.status.textContent();
  const selected = await explorer.path.getByRole('button', { name: /^block / }).textContent();

  await explorer.field('Language').selectOption('zh-Hans');
  const chinese = new ChineseExplorer(page);
  await expect(chinese.button('分配')).toBeEnabled();
  await expect(page).toHaveURL(/\blang=zh-Hans\b/);
  await expect(chinese.status).toContainText('共 3 个操作');
  const address = /0x[0-9a-f]+/.exec(selected ?? '')?.[0] ?? 'no address';
  await expect(page.getByRole('navigation', { name: '当前位置' })).toContainText(address);
  await expect(page.getByRole('region', { name: '池', exact: true })).toContainText('已分配 3 块');

  await page.getByLabel('语言', { exact: true }).selectOption('en');
  await expect(explorer.button('Allocate')).toBeEnabled();
  await expect(explorer.status).toHaveText(said ?? '');
  expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
});

test('Chinese is loaded when it is asked for, not before', async ({ page }) => {
  const loaded: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) loaded.push(response.url());
  });
  const explorer = await Explorer.open(page);
  const before = loaded.length;
  await explorer.field('Language').selectOption('zh-Hans');
  await expect(new ChineseExplorer(page).button('分配')).toBeEnabled();
  expect(loaded.length).toBeGreaterThan(before);
});

test('a language that cannot be loaded is told, and the page stays as it is', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await page.route('**/*.js', (route) => route.abort());
  await explorer.field('Language').selectOption('zh-Hans');
  await expect(page.getByText('This language could not be loaded.')).toBeVisible();
  await expect(explorer.button('Allocate')).toBeEnabled();
  await expect(explorer.field('Language')).toHaveValue('en');
});

test('mistakes and what CPython would do are told in Chinese', async ({ page }) => {
  const explorer = await ChineseExplorer.open(page);
  await explorer.allocate(32, 1);
  await explorer.button('释放').click();
  await explorer.button('释放').click();
  await expect(page.getByRole('alert')).toContainText('重复释放');
  await expect(page.getByRole('alert')).toContainText('CPython 会怎么做');
  await page.getByLabel('大小（字节）', { exact: true }).fill('-1');
  await explorer.button('分配').click();
  await expect(page.getByRole('alert')).toContainText('大小（字节）必须是 0 到');
});

for (const topic of ['分配器', '对象与回收器']) {
  test(`no English is left on the Chinese page: ${topic}`, async ({ page }) => {
    const explorer = await ChineseExplorer.open(page);
    await explorer.allocate(32, 20);
    await page.getByLabel('释放什么').selectOption('每隔一块');
    await explorer.button('释放').click();
    await explorer.makeCycle();
    await page.getByRole('tab', { name: topic }).click();
    await expect(explorer.button('图例')).toBeVisible();
    await explorer.button('图例').click();
    await expect.poll(() => leftovers(page)).toEqual([]);
  });
}

for (const { width, colorScheme } of LOOKS) {
  test.describe(`in Chinese, ${colorScheme}, at ${width} pixels`, () => {
    test.beforeEach(async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await (await ChineseExplorer.open(page)).allocate(32, 20);
    });

    test('axe finds nothing in the allocator', async ({ page }) => {
      await expectNoAxeViolations(page);
    });

    test('axe finds nothing in objects', async ({ page }) => {
      await new ChineseExplorer(page).makeCycle();
      await expectNoAxeViolations(page);
    });
  });
}

test('Chinese is no wider than a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 900 });
  const explorer = await ChineseExplorer.open(page);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await explorer.allocate(32, 20);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await explorer.makeCycle();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
