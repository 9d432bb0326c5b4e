// How <pymalloc-explorer> looks in pages of others: that nothing shifts, that styles leak neither in nor out, and what it is
// on a phone and on paper.

import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { inRoot } from '../../scripts/lib.mjs';
import { element, host, place, ready } from './host.ts';

const PROGRAM = `a = malloc(24)
b = malloc(24)
free(a)
for i in range(20):
    malloc(24)`;
const ONE = `<pymalloc-explorer id="one">${PROGRAM}</pymalloc-explorer>`;

/** Where everything stands that is the element's own, and all that computed styles say of the parts from which it inherits. */
async function looks(page: Page): Promise<readonly string[]> {
  return element(page, 'one').evaluate((one) => {
    const found: string[] = [];
    const describe = (name: string, part: Element): void => {
      const style = getComputedStyle(part);
      for (const property of style) found.push(`${name} ${property}: ${style.getPropertyValue(property)}`);
    };
    const look = (root: ParentNode, path: string): void => {
      for (const child of root.children) {
        if (child instanceof HTMLSlotElement) continue;
        const name = `${path} ${child.localName}.${child.getAttribute('class') ?? ''}`;
        const { left, top, width, height } = child.getBoundingClientRect();
        found.push(`${name} ${[left, top, width, height].map(Math.round).join(' ')}`);
        if (child.matches('.program code, h2, [part=diagram]')) describe(name, child);
        look(child, name);
        if (child.shadowRoot !== null) look(child.shadowRoot, name);
      }
    };
    const inside = one.shadowRoot?.querySelector('pm-embed')?.shadowRoot;
    // What is around these looks like the page: an author's own controls and pictures stand there.
    for (const part of inside?.querySelectorAll('.row, .content, .status') ?? []) {
      describe(part.className, part);
      look(part, part.className);
    }
    return found;
  });
}

/** What an element says of what was done: its words come a moment later. */
const said = (page: Page): Locator => element(page, 'one').getByRole('status').first();

test.describe('the page says of its own texts', () => {
  const LEAKS: Readonly<Record<string, string>> = {
    texts: `main { text-align: center; letter-spacing: 0.06em; text-transform: uppercase; word-spacing: 9px; text-indent: 3em;
      white-space: pre; word-break: break-all; text-shadow: 1px 1px red; line-height: 3; font: italic small-caps 40px serif;
      color: red; cursor: crosshair; list-style: square; tab-size: 1; hyphens: auto; quotes: none }`,
    drawings: 'main { stroke: red; stroke-width: 3; fill: lime; text-anchor: end; dominant-baseline: hanging }',
    direction: 'main { direction: rtl }',
    'their size':
      'html { font-size: 31px } button, input, * { text-transform: uppercase !important; font-size: 2rem !important }',
  };

  for (const [what, style] of Object.entries(LEAKS))
    test(`${what}, and an element looks the same`, async ({ page }) => {
      await host(page, { body: ONE });
      await ready(page, 'one');
      await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
      await expect(said(page)).toHaveText(/\S/);
      const plain = await looks(page);
      expect(plain.length).toBeGreaterThan(1000);
      await page.unrouteAll();
      await host(page, { body: ONE, head: `<style>${style}</style>` });
      await ready(page, 'one');
      await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
      await expect(said(page)).toHaveText(/\S/);
      expect((await looks(page)).filter((line, index) => line !== plain[index])).toEqual([]);
    });

  test('everything anew, and an element is as wide and as dark as ever', async ({ page }) => {
    await host(page, { body: ONE, head: '<style>* { all: unset } html { background: #111 }</style>' });
    await ready(page, 'one');
    const inside = element(page, 'one').locator('.embed');
    expect((await inside.boundingBox())?.width).toBe(page.viewportSize()?.width);
    await expect(inside).toHaveCSS('background-color', 'rgb(27, 30, 36)');
  });

  test('what holds for what it puts into an element', async ({ page }) => {
    await host(page, {
      body: `<pymalloc-explorer id="one" scenario="nothing"><p id="instead">instead</p><span slot="caption">caption</span></pymalloc-explorer>`,
      head: '<style>main { text-transform: uppercase; font-family: serif; direction: rtl }</style>',
    });
    await expect(page.locator('#instead')).toBeVisible();
    await expect(element(page, 'one').locator('.problem')).toBeVisible();
    for (const own of [page.locator('#instead'), page.locator('[slot=caption]')]) {
      await expect(own).toHaveCSS('text-transform', 'uppercase');
      await expect(own).toHaveCSS('font-family', 'serif');
      await expect(own).toHaveCSS('direction', 'rtl');
    }
  });
});

test.describe('nothing shifts', () => {
  /** Adds up what the browser calls shifts, and what of it came after the element was there. */
  async function shifts(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const shifted = { all: 0 };
      Object.assign(window, { shifted });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if ('value' in entry) shifted.all += Number(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
  }
  const shifted = (page: Page): Promise<number> =>
    page.evaluate(() => (window as unknown as { shifted: { all: number } }).shifted.all);

  /** What docs/embedding.md says to whoever wants no shift at all. */
  function documentedRule(): string {
    const docs = readFileSync(inRoot('docs/embedding.md'), 'utf8');
    return /```css\n(pymalloc-explorer:not\(:defined\)[^`]*)```/.exec(docs)?.[1] ?? 'nothing is documented';
  }

  for (const [views, width] of [
    ['pool', 1000],
    ['pool', 390],
    ['pool arena bytes', 1000],
  ] as const)
    test(`in "${views}", ${width} px wide, when it comes into its place`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await shifts(page);
      await host(page, {
        body: `<p>above</p><pymalloc-explorer id="one" view="${views}" height="640">${PROGRAM}</pymalloc-explorer><p id="below">below</p>`,
        head: `<style>${documentedRule()}</style>`,
      });
      const before = await page.locator('#below').boundingBox();
      await ready(page, 'one');
      await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
      await expect(element(page, 'one').locator('.diagram').first()).toBeVisible();
      expect(await page.locator('#below').boundingBox()).toEqual(before);
      expect(await shifted(page)).toBeLessThan(0.005);
    });

  test('where one goes back and forth: the status line keeps its lines', async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 900 });
    await host(page, { body: ONE });
    await ready(page, 'one');
    const top = async () => (await element(page, 'one').locator('[part=status]').boundingBox())?.y;
    const before = await top();
    await element(page, 'one').getByRole('button', { name: 'First' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '0 of 23');
    expect(await top()).toBe(before);
  });

  test('around a frame: it is told no height that is none', async ({ page }) => {
    await host(page, {
      body: `<iframe title="frame" src="embed.html#program=${encodeURIComponent(PROGRAM)}" style="width: 700px; height: 640px"></iframe>
        <script>addEventListener('message', ({ data }) => { document.body.append(' told ' + data.height); });</script>`,
    });
    await expect(page.frameLocator('iframe').getByRole('slider')).toHaveAttribute('aria-valuetext', '23 of 23');
    const told = await page.locator('body').textContent();
    expect(told?.match(/told \d+/g)).toEqual(['told 640']);
  });
});

test('on dark paper there is none: all is printed light, and can be read', async ({ page }) => {
  await host(page, {
    head: '<style>body { background: #111; color: #eee }</style>',
    body: `${ONE}<pymalloc-explorer id="two" loading="click"><p>a picture</p></pymalloc-explorer>`,
  });
  await ready(page, 'one');
  await page.emulateMedia({ media: 'print' });
  for (const code of await element(page, 'one').locator('.program code').all())
    await expect(code).toHaveCSS('color', 'rgb(28, 30, 34)');
  await expect(element(page, 'two').getByRole('button')).toBeHidden();
  await expect(page.getByText('a picture')).toBeVisible();
});

for (const [width, view] of [
  [1000, 'pool'],
  [1000, 'pool arena bytes'],
  [640, 'explain pool'],
  [390, 'pool'],
] as const)
  test(`on paper "${view}" is whole, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await host(page, {
      body: `<pymalloc-explorer id="one" view="${view}" controls="step program picture legend">${PROGRAM}</pymalloc-explorer><p id="below">below</p>`,
    });
    await ready(page, 'one');
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
    await page.emulateMedia({ media: 'print' });
    const parts = element(page, 'one').locator('.program, pm-view .body');
    expect(await parts.count()).toBe(1 + view.split(' ').length);
    const bottoms: number[] = [];
    for (const part of await parts.all()) {
      const { y = 0, height = 0 } = (await part.boundingBox()) ?? {};
      expect(height).toBeGreaterThan(20);
      bottoms.push(y + height);
    }
    const status = await element(page, 'one').locator('[part=status]').boundingBox();
    const below = await page.locator('#below').boundingBox();
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(status?.y ?? 0);
    expect((status?.y ?? 0) + (status?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    // Nothing would have to be scrolled.
    const cut = await element(page, 'one').evaluate((one) => {
      const found: string[] = [];
      const look = (root: ParentNode): void => {
        for (const child of root.children) {
          const { overflowY } = getComputedStyle(child);
          if (
            child instanceof HTMLElement &&
            !child.matches('.sr') &&
            overflowY !== 'visible' &&
            child.scrollHeight > child.clientHeight + 1
          )
            found.push(`${child.localName}.${child.className}`);
          look(child);
          if (child.shadowRoot !== null) look(child.shadowRoot);
        }
      };
      if (one.shadowRoot !== null) look(one.shadowRoot);
      return found;
    });
    expect(cut).toEqual([]);
    await expect(element(page, 'one').locator('pm-picture').first()).toBeHidden();
  });

test('on paper objects are drawn whole, without what only works on a screen', async ({ page }) => {
  await host(page, {
    body: `<pymalloc-explorer id="one" view="objects" controls="step picture">a = []\nb = [a]\na.append(b)</pymalloc-explorer>`,
  });
  await ready(page, 'one');
  const table = element(page, 'one').getByRole('checkbox');
  await expect(table).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(element(page, 'one').locator('.plane')).toBeVisible();
  for (const each of [table, element(page, 'one').locator('.small-button'), element(page, 'one').locator('pm-picture')])
    await expect(each).toBeHidden();
});

test.describe('the status line', () => {
  const status = (page: Page) => element(page, 'one').locator('[part=status]');

  for (const [language, words] of [
    ['en', 'An empty heap.'],
    ['zh', '空的堆。'],
  ] as const)
    test(`proposes nothing that is not there, in ${language}`, async ({ page }) => {
      await host(page, {
        body: `<div lang="${language}"><pymalloc-explorer id="one" controls="none"></pymalloc-explorer></div>`,
      });
      await ready(page, 'one');
      await expect(status(page)).toHaveText(words);
    });

  test('tells each step of an operation', async ({ page }) => {
    await host(page, { body: `<pymalloc-explorer id="one" step="1.0">${PROGRAM}</pymalloc-explorer>` });
    await ready(page, 'one');
    await expect(status(page)).toHaveText('All is as it was before this operation.');
    const height = (await status(page).boundingBox())?.height;
    const told = new Set<string>();
    const next = element(page, 'one').getByRole('button', { name: 'Next step' });
    for (let step = 1; step < 5; step += 1) {
      await next.click();
      await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', new RegExp(`, step ${step} of`));
      await expect(status(page)).toHaveText(/\w \w.*\.\s*$/);
      told.add(await status(page).getByRole('status').innerText());
    }
    expect([...told]).toHaveLength(4);
    expect((await status(page).boundingBox())?.height).toBe(height);
  });
});

test('only what is allocated can be freed, and the button says so', async ({ page }) => {
  await host(page, { body: `<pymalloc-explorer id="one">a = malloc(24)</pymalloc-explorer>` });
  await ready(page, 'one');
  const free = element(page, 'one').getByRole('button', { name: 'Free', exact: true });
  await expect(free).toBeEnabled();
  await free.click();
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '2 of 2');
  await expect(free).toBeDisabled();
  await expect(free).toHaveAttribute('title', 'Choose a block that is allocated: the one to free.');
  await free.press('Enter');
  await expect(element(page, 'one').getByRole('alert').last()).toContainText('Choose a block that is allocated');
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '2 of 2');
  await element(page, 'one').getByRole('button', { name: 'Allocate' }).click();
  await expect(free).toBeEnabled();
});

test.describe('toolbars', () => {
  /** How many lines the controls stand in. */
  const rows = (page: Page): Promise<number> =>
    element(page, 'one').evaluate((one) => {
      const bar = one.shadowRoot?.querySelector('pm-embed')?.shadowRoot?.querySelector('.bar');
      const controls = [...(bar?.querySelectorAll('button, select, a, .place') ?? [])];
      const middles = controls.map((each) => {
        const { top, height } = each.getBoundingClientRect();
        return Math.round((top + height / 2) / 10);
      });
      return new Set(middles).size;
    });

  for (const [width, language, most] of [
    [1100, 'en', 1],
    [1100, 'zh', 1],
    [800, 'en', 2],
    [390, 'en', 3],
    [390, 'zh', 3],
  ] as const)
    test(`take ${most} rows, ${width} px wide, in ${language}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await host(page, { body: `<div lang="${language}">${ONE}</div>` });
      await ready(page, 'one');
      await expect(place(page, 'one')).toBeVisible();
      expect(await rows(page)).toBeLessThanOrEqual(most);
    });

  test('have names for their signs on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 900 });
    await host(page, { body: ONE });
    await element(page, 'one').getByRole('button', { name: 'Undo' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '3 of 3');
    await element(page, 'one').getByRole('button', { name: 'Redo' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
  });
});

test('on a phone one sees five rows of a pool, and whole lines of the program', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 900 });
  const long = 'first_block_of_the_program = malloc(24)  # the first of them, which is freed again below';
  await host(page, { body: `<pymalloc-explorer id="one">${long}\nb = malloc(24)\nfree(b)</pymalloc-explorer>` });
  await ready(page, 'one');
  const code = element(page, 'one').locator('.program code').first();
  await expect(code).toBeVisible();
  const program = await element(page, 'one')
    .locator('.program')
    .evaluate((list) => list.scrollWidth - list.clientWidth);
  expect(program).toBe(0);
  await expect(element(page, 'one').getByText('+608', { exact: true })).toBeInViewport({ ratio: 1 });
});
