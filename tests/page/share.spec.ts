// Sharing: by link, by file, as picture and as JSON; and what becomes of links that are none.

import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';
import { Objects } from './objects.ts';

const share = (page: Page): Locator => page.getByRole('dialog', { name: 'Share this session' });
const linkOf = (page: Page): Locator => share(page).getByRole('textbox', { name: 'Link' });

async function sharedLink(explorer: Explorer): Promise<string> {
  await explorer.button('Share').click();
  await expect(linkOf(explorer.page)).toHaveValue(/v=1$/);
  const link = await linkOf(explorer.page).inputValue();
  await explorer.page.keyboard.press('Escape');
  return link;
}

/** What the page says of the bytes where it stands. */
async function stateOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const download = page.waitForEvent('download');
  await share(page).getByRole('button', { name: 'Save state as JSON' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await page.keyboard.press('Escape');
  return text;
}

async function opened(page: Page, link: string): Promise<Explorer> {
  await page.goto('about:blank');
  await page.goto(link);
  const explorer = new Explorer(page);
  await expect(explorer.button('Allocate')).toBeEnabled();
  return explorer;
}

test('a link opens the same heap, chosen block and language somewhere else', async ({ page, context }) => {
  const explorer = await Explorer.open(page);
  await explorer.field('Edition').selectOption('CPython 3.9, 64-bit');
  await explorer.allocate(40, 5);
  await explorer.free('every other block');
  const [link, state] = [await sharedLink(explorer), await stateOf(page)];
  const other = await opened(await context.newPage(), link);
  await expect(other.status.first()).toContainText(
    'Opened: a session of cpython-3.9-64 with 2 actions and 8 operations.',
  );
  await expect(other.field('Edition')).toHaveValue('cpython-3.9-64');
  await expect(other.path).toContainText('block 4');
  expect(await stateOf(other.page)).toBe(state);
  await other.button('Undo').click();
  await expect(other.field('Edition')).toHaveValue('cpython-3.10-32');
});

test('a link is made, copied and left with the keyboard alone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const explorer = await Explorer.open(page);
  await explorer.allocate(24);
  await explorer.button('Share').focus();
  await page.keyboard.press('Enter');
  await expect(linkOf(page)).toHaveValue(/state=m24&v=1$/);
  await share(page).getByRole('button', { name: 'Copy link' }).focus();
  await page.keyboard.press('Enter');
  await expect(share(page).getByRole('status').filter({ hasText: 'The link is copied.' })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#.*state=m24&v=1$/);
  await page.keyboard.press('Escape');
  await expect(share(page)).toBeHidden();
  await expect(explorer.button('Share')).toBeFocused();
});

test('a place inside an operation is said with its step', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(24, 3);
  await explorer.button('Back into').click();
  await explorer.button('First').or(explorer.button('Previous step')).click();
  await explorer.button('Share').click();
  await expect(share(page).getByLabel(/^Open inside operation 3 of 3, after its step \d+, where I am$/)).toBeChecked();
});

test('a position is shared, or left out', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(24, 10);
  await page.getByRole('button', { name: 'Step back', exact: true }).click();
  await explorer.button('Share').click();
  await expect(linkOf(page)).toHaveValue(/step=9&/);
  await share(page).getByLabel('Open at operation 9 of 10, where I am').uncheck();
  await expect(linkOf(page)).not.toHaveValue(/step=/);
});

test('another link in the address opens another session, and Undo brings the first one back', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(24);
  await page.evaluate(() => {
    location.hash = 'edition=cpython-2.7-32&state=m100x7&v=1';
  });
  await expect(explorer.status.first()).toContainText(
    'Opened: a session of cpython-2.7-32 with 1 action and 7 operations.',
  );
  await explorer.button('Undo').click();
  await expect(explorer.field('Edition')).toHaveValue('cpython-3.10-32');
  await expect(explorer.path).toContainText('block 0');
});

test('a bundled trace and a step inside of an operation are in a link', async ({ page }) => {
  const link = './#edition=cpython-3.10-32&arenas=aligned&state=example,free-list=20;m24&step=21.2&v=1';
  const explorer = await opened(page, link);
  await expect(explorer.status.first()).toContainText('2 actions and 21 operations');
  expect(await sharedLink(explorer)).toContain('state=example,free-list=20;m24&v=1');
  expect(await sharedLink(explorer)).toContain('step=21.2');
});

for (const [what, hash, why] of [
  ['is cut off', 'edition=cpython-3.10-32&state=m24', 'Its end is missing'],
  ['is of a later version', 'edition=cpython-3.10-32&v=7', 'It is of version 7'],
  ['is damaged', 'z=AAAA&v=1', 'It is damaged'],
  ['has an action that is none', 'edition=cpython-3.10-32&state=m24;<img src=x>&v=1', 'action 2'],
  ['asks for too much', 'edition=cpython-3.10-32&state=m1x20000000;m1&v=1', 'more than 20,000,000 operations'],
  ['does not come to what it says', 'edition=cpython-3.10-32&state=free_all=3&v=1', 'came to 0 operations, not to 3'],
] as const) {
  test(`a link that ${what} is told, and the page works`, async ({ page }) => {
    const explorer = await opened(page, `./#${hash}`);
    await expect(explorer.alert).toContainText(why);
    await explorer.allocate(24);
    await expect(explorer.path).toContainText('block 0');
  });
}

test('what is too long for a link is offered as a file, which opens again', async ({ page, context }) => {
  const explorer = await Explorer.open(page);
  await explorer
    .button('Objects and collector')
    .or(page.getByRole('tab', { name: 'Objects and collector' }))
    .click();
  const noise = Array.from({ length: 2_600 }, (_, index) => `new,str,v${index},value:${Math.sin(index)}`).join('/');
  const file = `{"pymallocExplorerSession":1,"edition":"cpython-3.10-64","state":["${noise}"]}\n`;
  await drop(page, 'long.pymalloc', file);
  await expect(explorer.alert).toContainText('Nobody can read its action 1');
  const half = noise.split('/');
  const acts = [half.slice(0, 1_300).join('/'), half.slice(1_300).join('/')];
  await drop(
    page,
    'long.pymalloc',
    `${JSON.stringify({ pymallocExplorerSession: 1, edition: 'cpython-3.10-64', state: acts })}\n`,
  );
  await expect(explorer.status.first()).toContainText('2 actions and 2,600 operations');
  await explorer.button('Share').click();
  await expect(share(page)).toContainText(/The link would have [\d,]+ characters/);
  await expect(linkOf(page)).toBeHidden();
  const download = page.waitForEvent('download');
  await share(page).getByRole('button', { name: 'Save session' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('cpython-3.10-64.pymalloc.gz');
  const bytes = await readFile(await saved.path());
  expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ edition: 'cpython-3.10-64', state: acts });
  const other = await Explorer.open(await context.newPage());
  await other.button('Share').click();
  const chooser = other.page.waitForEvent('filechooser');
  await share(other.page).getByRole('button', { name: 'Open session' }).click();
  await (await chooser).setFiles({ name: saved.suggestedFilename(), mimeType: 'application/gzip', buffer: bytes });
  await expect(other.status.first()).toContainText('2 actions and 2,600 operations');
  await expect(share(other.page)).toBeHidden();
});

test('a session with a trace of one’s own is saved with it', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await drop(page, 'mine.trace', 'a 0 32\na 1 48\nf 0\n');
  await expect(explorer.status.first()).toContainText('mine.trace: 3 operations replayed');
  await explorer.allocate(100);
  const state = await stateOf(page);
  await explorer.button('Share').click();
  await expect(share(page)).toContainText('This session begins with your trace mine.trace');
  const download = page.waitForEvent('download');
  await share(page).getByRole('button', { name: 'Save session' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\n').slice(1)).toEqual(['a 0 32', 'a 1 48', 'f 0', '']);
  await page.keyboard.press('Escape');
  await explorer.button('Reset').click();
  await drop(page, 'mine.pymalloc', text);
  await expect(explorer.status.first()).toContainText('2 actions and 4 operations');
  expect(await stateOf(page)).toBe(state);
});

async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], file));
      return transfer;
    },
    [name, text] as const,
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer: data });
}

test('each view is saved as SVG that stands alone, and as PNG with the same picture', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32, 10);
  await explorer.free('every other block');
  for (const title of ['Pool', 'Arena', 'Arenas', 'usedpools', 'Bytes', 'Layers', 'What happened', 'Arithmetic']) {
    await expectPictures(explorer, title, []);
  }
});

test('rings that are out of sight are saved, printed and reached with the keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  const explorer = await Explorer.open(page);
  for (let size = 16; size <= 208; size += 16) await explorer.allocate(size);
  const rings = explorer.view('usedpools').locator('.rings > li');
  await expect(rings).toHaveCount(13);
  const titles = rings.getByRole('button', { name: /^size class/ });
  const isDrawn = (title: Element): boolean => title.checkVisibility({ contentVisibilityAuto: true });
  expect(await titles.last().evaluate(isDrawn)).toBe(false);

  const svg = (await saved(explorer, 'usedpools', 'SVG')).toString();
  const picture = await page.context().newPage();
  await picture.setContent(svg);
  const distance = async (all: Locator): Promise<number> => {
    const ends = [await all.first().boundingBox(), await all.last().boundingBox()];
    return (ends[1]?.y ?? 0) - (ends[0]?.y ?? 0);
  };
  const drawn = await distance(picture.getByText(/^size class \d+, blocks/));
  await picture.close();
  await page.emulateMedia({ media: 'print' });
  const printed = await distance(titles);
  expect(printed).toBeGreaterThan(9 * 100);
  expect(Math.abs(drawn - printed)).toBeLessThan(9);
  await page.emulateMedia({ media: null });

  await rings.nth(8).getByRole('button').last().focus();
  await page.keyboard.press('Tab');
  await expect(titles.nth(9)).toBeFocused();
  await expect(titles.nth(9)).toBeInViewport();
});

test('objects, generations, the timeline and a comparison are saved with what they show', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list', 'a');
  await objects.make('dict', 'b');
  await objects.button('First').click();
  await objects.button('Compare from here').click();
  await objects.button('Last').click();
  await objects.button('With here').click();
  await expect(objects.view('Comparison')).toContainText('ref.count');
  await expectPictures(objects, 'Objects', ['list', 'dict']);
  await expectPictures(objects, 'Generations', ['generation 0', 'ob_refcnt']);
  await expectPictures(objects, 'Timeline', ['a = []', 'b = {}']);
  await expectPictures(objects, 'Comparison', ['ref.count']);
});

/** Both pictures of a view are whole, the same, and have these words. */
async function expectPictures(explorer: Explorer, title: string, words: readonly string[]): Promise<void> {
  const svg = (await saved(explorer, title, 'SVG')).toString();
  expect(svg).not.toMatch(/var\(|class=|foreignObject|href=(?!"data:image\/png;base64,)|url\((?!#)|<script|style=/);
  const png = await saved(explorer, title, 'PNG');
  // Elsewhere: the page itself lets nobody make a document out of text.
  const elsewhere = await explorer.page.context().newPage();
  const found = await elsewhere.evaluate(look, [svg, png.toString('base64')] as const);
  await elsewhere.close();
  expect(found.problem).toBe('');
  expect(found.width).toBe(2 * found.svgWidth);
  expect(found.colours).toBeGreaterThan(2);
  expect(found.unlike).toBeLessThan(0.01);
  expect(words.filter((word) => !found.text.includes(word))).toEqual([]);
}

async function saved({ page }: Explorer, title: string, format: string): Promise<Buffer> {
  await page.getByLabel(`Save picture: ${title}`, { exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save “${title}” as ${format}`, exact: true }).click();
  return readFile(await (await download).path());
}

/** Opens both pictures in a page: how large they are, how many colours they have, and in how much they differ. */
async function look([svg, png]: readonly [string, string]): Promise<{
  problem: string;
  text: string;
  svgWidth: number;
  width: number;
  colours: number;
  unlike: number;
}> {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const problem = parsed.querySelector('parsererror')?.textContent ?? '';
  const text = [...parsed.querySelectorAll('text')].map((part) => part.textContent).join(' ');
  const drawn = async (source: string) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
  const [one, two] = [
    await drawn(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`),
    await drawn(`data:image/png;base64,${png}`),
  ];
  const pixels = (image: HTMLImageElement) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [two.naturalWidth, two.naturalHeight];
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Uint32Array(context?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? new ArrayBuffer(0));
  };
  const [first, second] = [pixels(one), pixels(two)];
  const unlike = first.filter((pixel, index) => pixel !== second[index]).length / first.length;
  return {
    problem,
    text,
    svgWidth: one.naturalWidth,
    width: two.naturalWidth,
    colours: new Set(second).size,
    unlike,
  };
}

test('in Chinese: the dialog, a link in that language, and a refusal', async ({ page }) => {
  await page.goto('./#edition=cpython-3.10-32&state=m24x3&lang=zh-Hans&v=1');
  const explorer = new Explorer(page);
  await page.getByRole('button', { name: '分享', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '分享这个会话' });
  await expect(dialog).toContainText('1 个动作，3 个操作');
  await expect(dialog.getByRole('textbox', { name: '链接' })).toHaveValue(/lang=zh-Hans&state=m24x3&v=1$/);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    location.hash = 'edition=cpython-3.10-32&state=m24';
  });
  await expect(explorer.alert).toContainText('它缺了结尾');
});

for (const { width, colorScheme } of LOOKS) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await (await Explorer.open(page)).allocate(24);
    });

    test("a picture's menu passes axe", async ({ page }) => {
      await page.getByLabel('Save picture: Pool', { exact: true }).click();
      await expectNoAxeViolations(page);
    });

    test('the dialog passes axe, and is no wider than the screen', async ({ page }) => {
      await new Explorer(page).button('Share').click();
      await expect(linkOf(page)).toHaveValue(/v=1$/);
      await expectNoAxeViolations(page);
      const box = await share(page).boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
    });
  });
}
