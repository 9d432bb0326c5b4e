// <pymalloc-explorer> in pages of others: what it loads, how it is operated, what it tells, and that it disturbs nobody.

import type {} from '../../www/embed/element.ts';
import { readFileSync } from 'node:fs';
import { expect, type Response, test } from '@playwright/test';
import { inRoot } from '../../scripts/lib.mjs';
import { expectNoAxeViolations } from './axe.ts';
import { element, host, listen, place, ready } from './host.ts';

const PROGRAM = `a = malloc(24)
b = malloc(24)
free(a)
for i in range(20):
    malloc(24)`;

test.describe('an element', () => {
  test('runs its program, and can be operated with the mouse', async ({ page }) => {
    await host(page, { body: `<pymalloc-explorer id="one">\n${PROGRAM}\n</pymalloc-explorer>` });
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '23 of 23');
    await element(page, 'one').getByRole('button', { name: 'Line 3: free(a)' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '3 of 23');
    await expect(element(page, 'one').getByRole('listitem').filter({ hasText: 'free(a)' })).toHaveAttribute(
      'aria-current',
      'step',
    );
    await element(page, 'one').getByRole('button', { name: 'Allocate' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '4 of 4');
    await expect(element(page, 'one').getByRole('status')).toContainText('malloc(24) returned 0x100c0020');
    // What the program did later is cut off until Undo brings it back.
    const last = element(page, 'one').getByRole('button', { name: 'Line 5: malloc(24)' });
    await expect(last).toBeHidden();
    await expect(element(page, 'one').locator('[aria-current="step"]')).toHaveCount(0);
    await element(page, 'one').getByRole('button', { name: 'Undo' }).click();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '3 of 23');
    await expect(last).toBeVisible();
  });

  test('can be operated with the keyboard, which leaves it again', async ({ page }) => {
    await host(page, {
      body: `<button>before</button><pymalloc-explorer id="one" view="layers" controls="allocate step"></pymalloc-explorer><button>after</button>`,
    });
    await ready(page, 'one');
    await page.getByRole('button', { name: 'before' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '1 of 1');
    const after = page.getByRole('button', { name: 'after' });
    for (let tabs = 0; tabs < 40 && !(await after.evaluate((one) => one === document.activeElement)); tabs += 1)
      await page.keyboard.press('Tab');
    await expect(after).toBeFocused();
    // Keys are the page's own: nothing of the element listens outside of it.
    await page.keyboard.press('ArrowLeft');
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '1 of 1');
  });

  test('does what its methods say, and tells it in events', async ({ page }) => {
    await host(page, { body: '<pymalloc-explorer id="one" loading="eager"></pymalloc-explorer>' });
    const answers = await page.evaluate(async () => {
      await customElements.whenDefined('pymalloc-explorer');
      const one = document.querySelector('pymalloc-explorer');
      if (one === null) throw new Error('no element');
      const heard: string[] = [];
      for (const name of ['change', 'step', 'select', 'error'])
        document.addEventListener(`pymalloc-${name}`, (event) => {
          heard.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`);
        });
      await one.ready;
      const { address } = await one.allocate(100);
      const again = await one.free(address ?? 0).then(() => one.free(address ?? 0).catch((error: unknown) => error));
      await one.step(-1);
      const state = await one.getState();
      await one.load('x = []\nx.append(x)\ndel x');
      const { collected } = await one.collect();
      await one.setState('edition=cpython-2.7-32&state=m24x3&step=2&v=1');
      const blocks = one.read((heap) => [...heap.liveBlocks()]);
      return { address, again: (again as { code: string }).code, state, collected, heard, stats: one.stats, blocks };
    });
    expect(answers).toMatchObject({ address: 0x100c0020, again: 'double_free', collected: 1 });
    expect(answers.state).toBe(
      'edition=cpython-3.10-32&arenas=aligned&step=1&view=pool&select=0x100c0020&lang=en&state=m100;f0x100c0020&v=1',
    );
    expect(answers.stats?.classes.find(({ allocated }) => allocated > 0)).toMatchObject({ max: 24, allocated: 2 });
    expect(answers.blocks).toHaveLength(2);
    expect(answers.heard.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringContaining('"code":"double_free"'),
    ]);
    expect(answers.heard).toContain('change {"edition":"cpython-3.10-32","length":1}');
    expect(answers.heard).toContain('step {"operation":2,"length":2}');
    expect(answers.heard.at(-1)).toContain('"address":');
  });

  test('what it has not loaded can be asked for', async ({ page }) => {
    await host(page, {
      body: '<pymalloc-explorer id="one" view="usedpools" scenario="fill-pool"></pymalloc-explorer>',
    });
    await ready(page, 'one');
    const [pool, state, stats, generations, gone] = await element(page, 'one').evaluate(
      async (one: HTMLElementTagNameMap['pymalloc-explorer']) => [
        one.read((heap) => heap.usedpools().entries.length),
        await one.ask((heap) => heap.canonicalState()),
        one.read((heap) => heap.statsText()),
        await one.ask((heap) => heap.generations(10).generations.length),
        await one.ask((heap) => heap.pool(1)),
      ],
    );
    expect(pool).toBe(64);
    expect(JSON.parse(String(state))).toMatchObject({ narenas: 1 });
    expect(stats).toContain('Small block threshold = 512');
    expect(generations).toBe(3);
    expect(gone).toBeUndefined();
  });

  test('mirrors its attributes in properties, and follows them', async ({ page }) => {
    await host(page, {
      body: '<pymalloc-explorer id="one" view="pool" edition="cpython-3.10-64"></pymalloc-explorer>',
    });
    await ready(page, 'one');
    await expect(element(page, 'one')).toHaveJSProperty('edition', 'cpython-3.10-64');
    await element(page, 'one').evaluate((one) => {
      Object.assign(one, { view: 'arenas size-classes', scenario: 'fill-pool', readOnly: true });
    });
    await expect(element(page, 'one')).toHaveAttribute('view', 'arenas size-classes');
    await expect(element(page, 'one')).toHaveAttribute('readonly', '');
    await expect(element(page, 'one').getByRole('group', { name: 'Arenas', exact: true })).toBeVisible();
    await expect(element(page, 'one').getByRole('group', { name: 'Size classes', exact: true })).toBeVisible();
    await expect(element(page, 'one').getByRole('button', { name: 'Allocate' })).toBeHidden();
    await expect(place(page, 'one')).not.toHaveAttribute('aria-valuetext', '0 of 0');
  });
});

test.describe('several elements', () => {
  test('share a heap, and links in the text move them to a step', async ({ page }) => {
    await host(page, {
      body: `<p><a href="#demo@L3">after the free</a> <a href="#demo@2.3">inside the second</a></p>
        <pymalloc-explorer id="first" heap="demo" view="arena" controls="step"></pymalloc-explorer>
        <pymalloc-explorer id="second" heap="demo" view="pool">${PROGRAM}</pymalloc-explorer>`,
    });
    for (const id of ['first', 'second']) {
      await element(page, id).scrollIntoViewIfNeeded();
      await expect(place(page, id)).toHaveAttribute('aria-valuetext', '23 of 23');
    }
    await page.getByRole('link', { name: 'after the free' }).click();
    for (const id of ['first', 'second']) await expect(place(page, id)).toHaveAttribute('aria-valuetext', '3 of 23');
    await page.getByRole('link', { name: 'inside the second' }).click();
    for (const id of ['first', 'second'])
      await expect(place(page, id)).toHaveAttribute('aria-valuetext', /^2 of 23, step 3 of \d+$/);
  });

  test('load nothing but the small script until one comes near, and then one core for all', async ({ page }) => {
    const loaded: Response[] = [];
    page.on('response', (response) => loaded.push(response));
    const elements = Array.from({ length: 20 }, (_, index) => `<pymalloc-explorer id="e${index}"></pymalloc-explorer>`);
    await host(page, { body: `<div style="height: 4000px">far above</div>${elements.join('')}` });
    await expect(element(page, 'e0')).toHaveCSS('display', 'block');
    await page.waitForLoadState('networkidle');
    const before = await Promise.all(loaded.filter((one) => one.url().endsWith('.js')).map((one) => one.body()));
    expect(before.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(20_000);
    expect(loaded.some((one) => one.url().endsWith('.wasm'))).toBe(false);
    for (const id of ['e0', 'e7', 'e19']) {
      await element(page, id).scrollIntoViewIfNeeded();
      await ready(page, id);
    }
    expect(loaded.filter((one) => one.url().endsWith('.wasm'))).toHaveLength(1);
  });

  test('give their memory back when they are taken out', async ({ page }) => {
    await host(page, { body: '<div id="stage"></div>' });
    const levels = await page.evaluate(async () => {
      await customElements.whenDefined('pymalloc-explorer');
      const stage = document.querySelector('#stage');
      const core = (await import(new URL('core/pymalloc_explorer.js', location.href).href)) as {
        default: () => Promise<{ memory: WebAssembly.Memory }>;
      };
      const { memory } = await core.default();
      const levels: number[] = [];
      for (let round = 0; round < 60; round += 1) {
        const one = document.createElement('pymalloc-explorer');
        one.loading = 'eager';
        one.scenario = 'fill-arena';
        stage?.append(one);
        await one.ready;
        one.remove();
        do await new Promise((resolve) => setTimeout(resolve, 5));
        while (one.shadowRoot?.querySelector('pm-embed') !== null);
        levels.push(memory.buffer.byteLength);
      }
      return levels;
    });
    expect(levels.at(-1)).toBe(levels[9]);
  });
});

test.describe('in the page of somebody else', () => {
  test('follows its theme, also when the page switches', async ({ page }) => {
    await host(page, {
      body: '<pymalloc-explorer id="one"></pymalloc-explorer>',
      head: '<style>body { background: #fff } body.night { background: #111 }</style>',
    });
    await ready(page, 'one');
    const scheme = () => element(page, 'one').evaluate((one) => getComputedStyle(one).colorScheme);
    expect(await scheme()).toBe('light');
    await page.evaluate(() => document.body.classList.add('night'));
    await expect.poll(scheme).toBe('dark');
    await element(page, 'one').evaluate((one) => {
      one.setAttribute('theme', 'light');
    });
    await expect.poll(scheme).toBe('light');
  });

  test('tells what is wrong once, in its own box, and leaves the page alone', async ({ page }) => {
    const heard = listen(page);
    await page.addInitScript(() => {
      document.addEventListener('pymalloc-error', (event) => {
        const told = document.createElement('p');
        told.className = 'told';
        told.textContent = `${(event.target as Element).id} ${(event as CustomEvent<{ code: string }>).detail.code}`;
        document.body.append(told);
      });
    });
    await page.route('**/page.trace', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Not found' }));
    await page.route('**/missing.trace', (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '' }));
    await page.route('**/broken.trace', (route) => route.fulfill({ contentType: 'text/plain', body: 'a 0 zero\n' }));
    await host(page, {
      body: `<pymalloc-explorer id="view" view="pools"></pymalloc-explorer>
        <pymalloc-explorer id="edition" edition="cpython-1.5"></pymalloc-explorer>
        <pymalloc-explorer id="scenario" scenario="nothing"></pymalloc-explorer>
        <pymalloc-explorer id="text">x = 3 +</pymalloc-explorer>
        <pymalloc-explorer id="for" for="nowhere"></pymalloc-explorer>
        <pymalloc-explorer id="missing" src="missing.trace"></pymalloc-explorer>
        <pymalloc-explorer id="type" src="page.trace"></pymalloc-explorer>
        <pymalloc-explorer id="trace" src="broken.trace"></pymalloc-explorer>
        <pymalloc-explorer id="state" state="z=!!!&v=1"></pymalloc-explorer>
        <pymalloc-explorer id="step" step="7"></pymalloc-explorer>`,
    });
    const said: Readonly<Record<string, RegExp>> = {
      view: /view="pools" is none of the values/,
      edition: /edition="cpython-1.5" is none of the values/,
      scenario: /There is no scenario "nothing"/,
      text: /Line 1/,
      for: /names no code block/,
      missing: /404/,
      type: /text\/html/,
      trace: /line 1/i,
      state: /cannot be opened/,
      step: /There is no step "7"/,
    };
    for (const [id, words] of Object.entries(said)) {
      await element(page, id).scrollIntoViewIfNeeded();
      await expect(element(page, id).getByText(words)).toBeVisible();
      expect(await element(page, id).evaluate((one) => one.matches(':state(error)'))).toBe(true);
      await expect(page.locator('.told').filter({ hasText: new RegExp(`^${id} `) })).toHaveCount(1);
      expect(heard.warnings.filter((line) => line.includes(`id="${id}"`))).toHaveLength(1);
    }
    expect(heard.errors).toEqual([]);
  });

  test('says so where the page refuses WebAssembly', async ({ page }) => {
    await host(page, {
      body: '<pymalloc-explorer id="one"><p>A picture instead.</p></pymalloc-explorer>',
      headers: { 'Content-Security-Policy': "default-src 'self'" },
    });
    await expect(element(page, 'one').getByRole('alert')).toContainText("'wasm-unsafe-eval'");
    await expect(page.getByText('A picture instead.')).toBeVisible();
  });

  test('keeps what is drawn while the page hides it', async ({ page }) => {
    await host(page, { body: `<div id="tab"><pymalloc-explorer id="one">${PROGRAM}</pymalloc-explorer></div>` });
    await ready(page, 'one');
    const drawing = element(page, 'one').locator('svg.drawing');
    await expect(drawing).toHaveCount(1);
    await page.locator('#tab').evaluate((tab) => {
      tab.style.display = 'none';
    });
    await expect(element(page, 'one')).toBeHidden();
    // Time enough for what follows a change of size.
    await page.waitForTimeout(1000);
    await expect(drawing).toHaveCount(1);
  });

  test('prints all of its present state, light and without controls', async ({ page }) => {
    await host(page, {
      head: '<style>body { background: #111 }</style>',
      body: `<pymalloc-explorer id="one">${PROGRAM}</pymalloc-explorer>`,
    });
    await ready(page, 'one');
    const last = element(page, 'one').getByText('POOL_ADDR of the selected block');
    const box = async () => (await element(page, 'one').boundingBox())?.height ?? 0;
    const bottom = () => last.evaluate((one) => one.getBoundingClientRect().bottom);
    const before = await box();
    await page.emulateMedia({ media: 'print' });
    await expect(element(page, 'one').getByRole('button', { name: 'Allocate' })).toBeHidden();
    await expect(element(page, 'one').getByText('Save picture')).toBeHidden();
    expect(await box()).toBeGreaterThan(before);
    expect(await bottom()).toBeLessThan(
      await element(page, 'one').evaluate((one) => one.getBoundingClientRect().bottom),
    );
    await expect(element(page, 'one').locator('.embed')).toHaveCSS('background-color', 'rgb(255, 254, 251)');
  });

  test('speaks the language of the page around it', async ({ page }) => {
    await host(page, {
      body: `<div lang="zh-CN"><h1>页面</h1><pymalloc-explorer id="one" view="pool objects">${PROGRAM}</pymalloc-explorer></div>`,
    });
    await expect(element(page, 'one').getByRole('button', { name: '创建', exact: true })).toBeVisible();
    await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '第 23 / 23 个操作');
    await expectNoAxeViolations(page);
  });

  for (const width of [390, 1280])
    test(`has no violation, ${width} px wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await host(page, {
        body: `<h1>Host</h1><pymalloc-explorer id="one">${PROGRAM}</pymalloc-explorer>
          <pymalloc-explorer id="two" view="objects generations" scenario="two-objects" step="3" theme="dark"></pymalloc-explorer>
          <pymalloc-explorer id="like-one">${PROGRAM}</pymalloc-explorer>
          <pymalloc-explorer id="like-two" view="objects generations" scenario="two-objects"></pymalloc-explorer>`,
      });
      await ready(page, 'one');
      for (const id of ['like-one', 'like-two']) {
        await element(page, id).scrollIntoViewIfNeeded();
        await ready(page, id);
        await element(page, id).getByText('Legend', { exact: true }).click();
      }
      await element(page, 'two').scrollIntoViewIfNeeded();
      await ready(page, 'two');
      await expectNoAxeViolations(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    });
});

/** What docs/embedding.md says to send with the files. */
function documentedHeaders(): Record<string, string> {
  const lines = readFileSync(inRoot('examples/embedding/_headers'), 'utf8').matchAll(/^ {2}([\w-]+): (.+)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

test.describe('in a frame', () => {
  const PARAMETERS = `view=pool&program=${encodeURIComponent(PROGRAM)}`;

  test('can be operated, and tells how high it is', async ({ page }) => {
    await host(page, {
      body: `<iframe title="frame" src="embed.html#${PARAMETERS}" style="width: 700px; height: 100px; border: 0"></iframe>
        <script>${readFileSync(inRoot('examples/embedding/frame-height.js'), 'utf8')}</script>`,
    });
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuetext', '23 of 23');
    await expect(page.locator('iframe')).toHaveCSS('height', '640px');
    await frame.getByRole('button', { name: 'Allocate' }).click();
    await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuetext', '24 of 24');
  });

  test('fits a narrow frame that keeps its height, and tells the height that it would need', async ({ page }) => {
    await host(page, {
      body: `<iframe title="frame" src="embed.html#${PARAMETERS}" style="width: 390px; height: 640px; border: 0"></iframe>
        <script>addEventListener('message', ({ data }) => { document.title = data.height; });</script>`,
    });
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('slider')).toHaveAttribute('aria-valuetext', '23 of 23');
    await expect(frame.locator('[part=status]')).toBeInViewport({ ratio: 1 });
    await expect(page).toHaveTitle('800');
  });

  test('leads to the explorer, with what was done', async ({ page }) => {
    await page.goto(`./embed.html#${PARAMETERS}`);
    const link = page.getByRole('link', { name: 'Open in the explorer' });
    await link.hover();
    await expect(link).toHaveAttribute('href', /index\.html#.*state=m24/);
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute(
      'aria-valuetext',
      /^Operation 23 of 23/,
    );
  });

  test('runs in a sandbox, where its server allows that', async ({ page }) => {
    await page.route(
      (url) => /\.(js|css|wasm)$/.test(url.pathname),
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), ...documentedHeaders() } });
      },
    );
    await host(page, {
      body: `<iframe title="frame" sandbox="allow-scripts" src="embed.html#${PARAMETERS}" width="700" height="640"></iframe>`,
    });
    await expect(page.frameLocator('iframe').getByRole('slider')).toHaveAttribute('aria-valuetext', '23 of 23');
  });
});
