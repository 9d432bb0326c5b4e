// The map of the heap: reached by pointer and keyboard, told to those who do not see it, and quick with a thousand arenas.

import { readFile } from 'node:fs/promises';
import { type CDPSession, expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';
import { element, host, listen, ready } from './host.ts';
import { LONG, picture, seen } from './map.ts';

test.use({ reducedMotion: 'reduce' });

/** The map, as soon as it shows what it is to show. */
async function mapOf(explorer: Explorer, shown?: (map: Locator) => Locator): Promise<Locator> {
  const map = explorer.view('Heap map');
  await seen(map, shown);
  return map;
}

async function fill(explorer: Explorer, size: number, count: number): Promise<void> {
  await explorer.allocate(size, count);
  await expect(explorer.button('Allocate')).toBeEnabled({ timeout: LONG });
}

/** How many colours the canvas shows: something is painted where there is more than one. */
async function colours(map: Locator, layer: 'pixels' | 'names' = 'pixels'): Promise<number> {
  return picture(map)
    .locator('canvas')
    .nth(layer === 'pixels' ? 0 : 1)
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      return new Set(data === undefined ? [] : new Uint32Array(data.buffer)).size;
    });
}

test('an empty heap says so, and the first block is on the map', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const map = await mapOf(explorer, (empty) => empty.getByText('There is no arena yet'));
  await explorer.allocate(64, 3);
  // What is above it has grown.
  await mapOf(explorer);
  await expect(picture(map)).toHaveAccessibleName('Map of 1 arena of 256 KiB, coloured by state');
  await expect.poll(() => colours(map)).toBeGreaterThan(3);
});

test('a click chooses what is there, a tooltip says it before', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(64, 70);
  const map = await mapOf(explorer);
  await map.getByRole('button', { name: 'To the chosen' }).click();
  await picture(map).hover();
  await expect(map).toContainText(/0x[0-9a-f]+: .*block \d+/);
  await picture(map).click();
  await expect(explorer.path).toContainText(/block \d+/);
});

test('the keyboard walks from arenas to pools to blocks to bytes, and chooses', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(512, 900);
  const map = await mapOf(explorer);
  const tree = map.getByRole('tree', { name: 'Arenas, their pools and their blocks' });
  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(explorer.path).toContainText('arena 1');
  await expect(explorer.path).toContainText('pool 0');
  await expect(explorer.path).toContainText('block 1');
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/block 1, allocated/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const bytes = tree.getByRole('treeitem', { selected: true });
  await expect(bytes).toHaveAccessibleName(/^0x[0-9a-f]+:( [0-9a-f]{2}){8}$/);
  await expect(bytes).toHaveAttribute('aria-level', '4');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /pool 0/ })).toHaveAttribute('aria-expanded', 'false');
});

test('what holds nearly empty arenas is listed, and leads there', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.button('One block holds an arena').click();
  await expect(explorer.button('Allocate')).toBeEnabled();
  const map = await mapOf(explorer);
  await expect(map).toContainText('1 arena (256 KiB) is nearly empty');
  const holders = map.getByRole('list', { name: /Blocks that hold arena/ });
  await holders.getByRole('button').click();
  await expect(explorer.path).toContainText(/block \d+/);
  await expect(map.getByRole('treeitem', { selected: true })).toBeVisible();
});

test('a map that is moved while it is about to be painted goes on', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(64, 70);
  const map = await mapOf(explorer);
  await expect.poll(() => colours(map)).toBeGreaterThan(3);
  await map.locator('pm-heap-map').evaluate((element: HTMLElement) => {
    element.shadowRoot
      ?.querySelector('[role=img]')
      ?.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: -40, cancelable: true }));
    element.parentNode?.append(element);
  });
  const before = await pixelsOf(map);
  await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => pixelsOf(map)).not.toBe(before);
});

test('colours have a legend in words', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(48, 10);
  const map = await mapOf(explorer);
  const legend = map.getByRole('group', { name: 'What the colours mean' });
  await expect(legend).toContainText('untouched');
  for (const [by, word] of [
    ['size class', '512 B'],
    ['how full the pool is', 'up to a third'],
    ['last use of the pool', 'in the last operation'],
  ] as const) {
    await map.getByLabel('Colour by').selectOption(by);
    await expect(legend).toContainText(word);
    await expect(picture(map)).toHaveAccessibleName(new RegExp(`coloured by ${by}`));
  }
});

test('pointer and keyboard tell when something was done in a pool', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(512, 20);
  await explorer.allocate(48, 1);
  const map = await mapOf(explorer);
  const tree = map.getByRole('tree');
  await tree.focus();
  await page.keyboard.press('ArrowRight');
  const pools = tree.getByRole('treeitem', { level: 2 });
  await expect(pools.first()).toHaveAccessibleName(/pool 0/);
  await expect(pools.first()).not.toHaveAccessibleName(/operation/);
  await map.getByLabel('Colour by').selectOption('last use of the pool');
  await expect(pools.first()).toHaveAccessibleName(/pool 0.* · in the last 100 operations$/);
  await expect(pools.nth(3)).toHaveAccessibleName(/pool 3.* · in the last operation$/);
  await picture(map).hover({ position: { x: 30, y: 30 } });
  await expect(map.locator('.tip')).toContainText('in the last');
  await explorer.allocate(512, 1);
  await tree.focus();
  await page.keyboard.press('ArrowRight');
  await expect(pools.nth(3)).toHaveAccessibleName(/in the last 100 operations$/);
});

test('another past of the same length is another heap', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  const explorer = await Explorer.open(page);
  await explorer.allocate(64);
  await explorer.allocate(100);
  const map = await mapOf(explorer);
  await expect(map).toContainText('2 blocks in 2 pools, 168 bytes in all');
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  await expect(map).not.toBeInViewport();
  await explorer.button('Undo').click();
  await explorer.allocate(512);
  await mapOf(explorer);
  await expect(map).toContainText('2 blocks in 2 pools, 576 bytes in all');
});

test('its colours are those of the theme that is on', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const explorer = await Explorer.open(page);
  await explorer.allocate(64, 3);
  const map = await mapOf(explorer);
  await expect.poll(() => ground(map)).toBe(LIGHT);
  await explorer.field('Theme').selectOption('dark');
  await expect.poll(() => ground(map)).toBe(DARK);
  await explorer.field('Theme').selectOption('auto');
  await expect.poll(() => ground(map)).toBe(LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => ground(map)).toBe(DARK);
});

test('names on it are in the language that is spoken', async ({ page }) => {
  await page.addInitScript(keepTexts);
  const explorer = await Explorer.open(page);
  await explorer.allocate(512, 3);
  await explorer.free('every other block');
  const map = await mapOf(explorer);
  await map.getByRole('button', { name: 'To the chosen' }).click();
  for (let step = 0; step < 6; step += 1) await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => texts(page)).toContainEqual(expect.stringMatching(/^\d freed$/));
  await explorer.field('Language').selectOption('zh-Hans');
  await expect.poll(() => texts(page)).toContainEqual(expect.stringMatching(/^\d 已释放$/));
  expect(await texts(page)).not.toContainEqual(expect.stringMatching(/freed/));
});

/** The theme's surface, as theme.css has it. */
const LIGHT = '255 254 251';
const DARK = '27 30 36';

/** The colour beside the only arena. */
const ground = (map: Locator): Promise<string> =>
  picture(map)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(2, canvas.height / 2, 1, 1).data ?? [];
      return [...data].slice(0, 3).join(' ');
    });

/** Keeps what is written on canvases since they were last cleared. */
function keepTexts(): void {
  const written: unknown[] = [];
  Object.assign(globalThis, { written });
  const listen = (name: 'clearRect' | 'fillText', heard: (text: unknown) => void): void => {
    const pen = CanvasRenderingContext2D.prototype;
    const draw = Reflect.get(pen, name) as (...args: unknown[]) => void;
    Reflect.set(pen, name, function (this: unknown, ...args: unknown[]) {
      heard(args[0]);
      Reflect.apply(draw, this, args);
    });
  };
  listen('clearRect', () => (written.length = 0));
  listen('fillText', (text) => written.push(text));
}

const texts = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { written: string[] }).written);

test('its picture has what is painted, under the policy', async ({ page }) => {
  const explorer = await Explorer.open(page);
  const refused: string[] = [];
  await page.exposeFunction('tellRefused', (what: string) => refused.push(what));
  await page.evaluate(() => {
    const { tellRefused } = globalThis as unknown as { tellRefused: (what: string) => void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      tellRefused(`${violatedDirective} ${blockedURI}`);
    });
  });
  await explorer.allocate(64, 100);
  const map = await mapOf(explorer);
  await expect.poll(() => colours(map)).toBeGreaterThan(3);
  const painted = await colours(map);
  const svg = (await saved(page, 'SVG')).toString();
  expect(svg).toContain('<title>Heap map</title>');
  expect(svg).toMatch(/<desc>[^<]*100/);
  expect(svg).toContain('pool header');
  const images = [...svg.matchAll(/<image [^>]*href="(data:image\/png;base64,[^"]+)"/g)].map(([, url = '']) => url);
  expect(images).toHaveLength(2);
  const png = await saved(page, 'PNG');
  const found = await page.evaluate(coloursOf, [images[0] ?? '', `data:image/png;base64,${png.toString('base64')}`]);
  expect(found[0]).toBe(painted);
  expect(found[1]).toBeGreaterThanOrEqual(painted);
  expect(refused).toEqual([]);
});

async function saved(page: Page, format: 'SVG' | 'PNG'): Promise<Buffer> {
  await page.getByLabel('Save picture: Heap map', { exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save “Heap map” as ${format}`, exact: true }).click();
  return readFile(await (await download).path());
}

/** How many colours each image has. */
async function coloursOf(urls: string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const url of urls) {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0);
    const data = pen?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? new ArrayBuffer(0);
    counts.push(new Set(new Uint32Array(data)).size);
  }
  return counts;
}

for (const { width, colorScheme } of LOOKS) {
  test(`axe finds nothing wrong at ${width} pixels, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const explorer = await Explorer.open(page);
    await explorer.allocate(512, 20);
    await mapOf(explorer);
    await expectNoAxeViolations(page);
  });
}

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('two fingers zoom and move, one scrolls the page past the map, a tap chooses', async ({ page, context }) => {
    const explorer = await Explorer.open(page);
    await explorer.allocate(512, 20);
    const map = await mapOf(explorer);
    // The whole core is loaded for it.
    await expect(map).toContainText('two fingers do both', { timeout: 30_000 });
    await picture(map).evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    await expect.poll(() => colours(map)).toBeGreaterThan(3);
    const touch = new Fingers(await context.newCDPSession(page), await boxOf(picture(map)));
    const before = { seen: await pixelsOf(map), scrolled: await scrolled(page) };

    // From a width of 40 to one of 160 pixels, and a little to the side.
    await touch.move([step(-20, 0), step(20, 0)], [step(-70, 10), step(90, 10)]);
    await expect.poll(() => pixelsOf(map)).not.toBe(before.seen);
    const closer = await pixelsOf(map);
    await touch.move([step(-40, 0), step(40, 0)], [step(0, 30), step(80, 30)]);
    await expect.poll(() => pixelsOf(map)).not.toBe(closer);
    expect(await scrolled(page)).toBe(before.scrolled);

    const near = await pixelsOf(map);
    await touch.move([step(-60, 0)], [step(60, 0)]);
    await expect(map.getByText('Two fingers move the map.')).toBeVisible();
    await touch.move([step(0, 60)], [step(0, -140)]);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(before.scrolled + 50);
    expect(await pixelsOf(map)).toBe(near);

    await map.getByRole('button', { name: 'To the chosen' }).click();
    await picture(map).tap();
    await expect(map).toContainText(/0x[0-9a-f]+: .*block \d+/);
    await expect(explorer.path).toContainText(/block \d+/);
  });
});

interface Step {
  readonly x: number;
  readonly y: number;
}

const step = (x: number, y: number): Step => ({ x, y });

async function boxOf(locator: Locator): Promise<Step> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('nothing is there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Fingers, placed around a point of the screen. */
class Fingers {
  constructor(
    private readonly session: CDPSession,
    private readonly middle: Step,
  ) {}

  /** From one place to another, in ten steps. */
  async move(from: readonly Step[], to: readonly Step[]): Promise<void> {
    await this.#tell('touchStart', from);
    for (let part = 1; part <= 10; part += 1) {
      const between = from.map(({ x, y }, finger) => {
        const end = to[finger] ?? { x, y };
        return step(x + ((end.x - x) * part) / 10, y + ((end.y - y) * part) / 10);
      });
      await this.#tell('touchMove', between);
    }
    await this.#tell('touchEnd', []);
  }

  async #tell(type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Step[]): Promise<void> {
    const touchPoints = fingers.map(({ x, y }, id) => ({ x: this.middle.x + x, y: this.middle.y + y, id }));
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

const scrolled = (page: Page): Promise<number> => page.evaluate(() => window.scrollY);

/** What the canvas shows, as a text that is another where it shows something else. */
async function pixelsOf(map: Locator): Promise<string> {
  return picture(map)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const small = document.createElement('canvas');
      [small.width, small.height] = [64, 64];
      small.getContext('2d')?.drawImage(canvas, 0, 0, 64, 64);
      return small.toDataURL();
    });
}

test.describe('in a page of somebody else', () => {
  const BODY =
    '<pymalloc-explorer id="one" view="heap-map" loading="eager">for i in range(40):\n    malloc(512)</pymalloc-explorer>';

  test('it is drawn, a tooltip and a click tell the address, and the keyboard walks along it', async ({ page }) => {
    const heard = listen(page);
    await host(page, { body: `<h1>A page</h1>${BODY}` });
    await ready(page, 'one');
    const map = element(page, 'one').getByRole('group', { name: 'Heap map', exact: true });
    await expect(picture(map)).toHaveAccessibleName('Map of 1 arena of 256 KiB, coloured by state');
    await expect.poll(() => colours(map)).toBeGreaterThan(3);
    await page.evaluate(() => {
      document.addEventListener('pymalloc-select', (event) => {
        document.body.dataset['selected'] = JSON.stringify((event as CustomEvent).detail);
      });
    });
    // Its first pool is in the upper left corner.
    const whole = await picture(map).boundingBox();
    const at = { x: ((whole?.width ?? 0) - (whole?.height ?? 0)) / 2 + 30, y: 20 };
    await picture(map).hover({ position: at });
    await expect(map).toContainText(/0x[0-9a-f]+: .*block \d+/);
    await picture(map).click({ position: at });
    await expect(page.locator('body')).toHaveAttribute('data-selected', /"address":\d+/);
    const chosen = await page.locator('body').getAttribute('data-selected');
    const tree = map.getByRole('tree', { name: 'Arenas, their pools and their blocks' });
    await expect(tree.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/block \d+, allocated/);
    await tree.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('body')).not.toHaveAttribute('data-selected', chosen ?? '');
    await expect(tree.getByRole('treeitem', { selected: true })).toHaveAccessibleName(/block \d+, allocated/);
    await expectNoAxeViolations(page);
    expect(heard).toEqual({ warnings: [], errors: [] });
  });

  const SMALL = '<pymalloc-explorer id="one" view="heap-map" loading="eager">malloc(512)</pymalloc-explorer>';

  test('what is done in the past is seen at once', async ({ page }) => {
    await host(page, { body: SMALL });
    await ready(page, 'one');
    const one = element(page, 'one');
    await expect(one).toContainText('1 block in 1 pool, 512 bytes in all');
    await one.evaluate(async (element) => {
      const it = element as unknown as { seek: (to: string) => Promise<void>; allocate: (n: number) => Promise<void> };
      await it.seek('0');
      await it.allocate(64);
    });
    await expect(one).toContainText('1 block in 1 pool, 64 bytes in all');
  });

  test('it is as dark as the page, or as the element is told to be', async ({ page }) => {
    await host(page, { body: SMALL });
    await ready(page, 'one');
    const one = element(page, 'one');
    await expect.poll(() => ground(one)).toBe(LIGHT);
    await page.evaluate(() => {
      document.body.style.background = '#111';
    });
    await expect.poll(() => ground(one)).toBe(DARK);
    await one.evaluate((element) => {
      element.setAttribute('theme', 'light');
    });
    await expect.poll(() => ground(one)).toBe(LIGHT);
  });
});

/** So many frames the page draws while something happens. */
async function frames(page: Page, during: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0 };
    Object.assign(globalThis, { counter });
    const count = (): void => {
      counter.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await during();
  return page.evaluate(() => (globalThis as unknown as { counter: { frames: number } }).counter.frames);
}

test('a thousand arenas without a history are made in slices, and seen from all of them down to bytes', async ({
  page,
}) => {
  test.setTimeout(2 * LONG);
  const explorer = await Explorer.open(page);
  await page.getByText('Advanced', { exact: true }).click();
  await explorer.field('Keep the history').uncheck();
  await expect(explorer.status.first()).toContainText('The history is off');
  // 64 pools of 7 blocks in each of them.
  expect(await frames(page, () => fill(explorer, 512, 1024 * 448))).toBeGreaterThan(20);
  const map = await mapOf(explorer);
  await expect(picture(map)).toHaveAccessibleName(/Map of 1,024 arenas/);
  await expect.poll(() => colours(map)).toBeGreaterThan(1);
  for (let step = 0; step < 14; step += 1) await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => colours(map, 'names')).toBeGreaterThan(8);
  await map.getByRole('button', { name: 'Whole heap' }).click();
  await expect(explorer.page.getByText('only an action of one operation can be undone')).toBeVisible();
  await explorer.button('Undo').click();
  await expect(explorer.alert.first()).toContainText('The history is off');
});
