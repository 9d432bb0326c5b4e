// <pymalloc-explorer> when much happens at once: methods together, elements that come and go, attributes that change while it
// loads, what is refused.

import type {} from '../../www/embed/element.ts';
import { expect, test } from '@playwright/test';
import { element, host, listen, place, ready } from './host.ts';

type Ours = HTMLElementTagNameMap['pymalloc-explorer'];

const PROGRAM = 'a = malloc(24)\nb = malloc(24)\nfree(a)';
const EAGER = `<pymalloc-explorer id="one" loading="eager"><pre>${PROGRAM}</pre></pymalloc-explorer>`;

test('methods that are called together are carried out one after the other, each with its own answer', async ({
  page,
}) => {
  await host(page, { body: '<pymalloc-explorer id="one" loading="eager"></pymalloc-explorer>' });
  await ready(page, 'one');
  const { answers, state } = await element(page, 'one').evaluate(async (one: Ours) => {
    const asked = [one.allocate(24), one.free(1), one.allocate(48, 3), one.allocate(24, -1), one.collect()];
    const settled = await Promise.allSettled(asked);
    const state = await one.getState();
    await one.setState(state);
    return {
      state,
      answers: settled.map((each) =>
        each.status === 'fulfilled' ? each.value : (each.reason as { code: string }).code,
      ),
    };
  });
  expect(answers).toMatchObject([
    { address: 0x100c0020 },
    'wild_pointer',
    { address: 0x100c1020 + 2 * 48 },
    'not_a_whole_number',
    { collected: 0 },
  ]);
  expect(state).toContain('state=m24;m48x3;');
});

test('what is refused changes nothing, and is no error of the element', async ({ page }) => {
  await host(page, { body: EAGER });
  await ready(page, 'one');
  const codes = await element(page, 'one').evaluate(async (one: Ours) => {
    const asked = [one.load('def f(): pass'), one.setState('v=1'), one.seek('zz'), one.free(1)];
    const settled = await Promise.allSettled(asked);
    return settled.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'done'));
  });
  expect(codes).toEqual(['bad_program', 'refused', 'bad_step', 'wild_pointer']);
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '3 of 3');
  await element(page, 'one').getByRole('button', { name: 'Line 2: b = malloc(24)' }).click();
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '2 of 3');
  expect(await element(page, 'one').evaluate((one) => one.matches(':state(error)'))).toBe(false);
});

test('a link to a step that is not there disturbs nobody; one that is there can be copied', async ({ page }) => {
  const heard = listen(page);
  await host(page, { body: `${EAGER}<a href="#one@99">far</a> <a href="#one@L2">near</a>` });
  await page.getByRole('link', { name: 'far' }).click();
  await expect.poll(() => heard.warnings.filter((line) => line.includes('bad_step'))).toHaveLength(1);
  await page.getByRole('link', { name: 'near' }).click();
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '2 of 3');
  expect(new URL(page.url()).hash).toBe('#one@L2');
  expect(heard.errors).toEqual([]);
});

test('what is chosen is said by an attribute or a method', async ({ page }) => {
  const heard = listen(page);
  await host(page, {
    body: '<pymalloc-explorer id="one" view="bytes" select="usedpools[2]"></pymalloc-explorer>',
  });
  await ready(page, 'one');
  const chosen = (at: number) =>
    expect
      .poll(() =>
        element(page, 'one').evaluate(async (one: Ours) => new URLSearchParams(await one.getState()).get('select')),
      )
      .toBe(`0x${at.toString(16)}`);
  const [slot, block] = await element(page, 'one').evaluate(async (one: Ours) => {
    const at = one.read((heap) => heap.usedpools().entries[1]?.next.at) ?? 0;
    return [at, (await one.allocate(24)).address ?? 0] as const;
  });
  await chosen(block);
  await element(page, 'one').evaluate((one: Ours) => one.select('usedpools[2]'));
  await chosen(slot);
  await element(page, 'one').evaluate((one: Ours, at) => one.select(at), block);
  await chosen(block);
  await element(page, 'one').evaluate((one: Ours) => {
    one.startSelection = 'usedpools[999]';
  });
  const problem = element(page, 'one').getByText('There is no "usedpools[999]" to choose.');
  await expect(problem).toBeVisible();
  await element(page, 'one').evaluate((one: Ours) => {
    one.startSelection = 'arenas[0]';
  });
  await expect(problem).toHaveCount(0);
  await chosen(await element(page, 'one').evaluate((one: Ours) => one.read((heap) => heap.arenas().at) ?? 0));
  expect(heard.errors).toEqual([]);
});

test('a link brings what it moves out from under a bar of the page', async ({ page }) => {
  await host(page, {
    head: `<style>.bar { position: fixed; inset: 0 0 auto; height: 100px; z-index: 1; background: white }
      .far { height: 2000px } pymalloc-explorer { scroll-margin-top: 120px }</style>`,
    body: `<div class="bar">Bar</div><p class="far">above</p>
      <pymalloc-explorer id="one" view="pool" height="300" loading="eager">a = malloc(24)</pymalloc-explorer>
      <p class="below"><a href="#one@1">go</a></p><p class="far">below</p>`,
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await ready(page, 'one');
  const top = () => element(page, 'one').evaluate((one) => Math.round(one.getBoundingClientRect().top));
  // Most of it is under the bar.
  await page.evaluate(
    (from) => {
      window.scrollBy(0, from + 150);
    },
    await top(),
  );
  expect(await top()).toBe(-150);
  await page.getByRole('link', { name: 'go' }).click();
  await expect.poll(top).toBe(120);
});

test('objects of an element that only shows cannot be linked', async ({ page }) => {
  const program = '<pre>a = []\nb = []</pre>';
  await host(page, {
    body: `<pymalloc-explorer id="one" view="objects" loading="eager">${program}</pymalloc-explorer>
      <pymalloc-explorer id="two" view="objects" loading="eager" readonly>${program}</pymalloc-explorer>
      <pymalloc-explorer id="three" view="objects" loading="eager" controls="step">${program}</pymalloc-explorer>`,
  });
  for (const [id, length] of [
    ['one', 3],
    ['two', 2],
    ['three', 2],
  ] as const) {
    await ready(page, id);
    const card = (name: RegExp) => element(page, id).getByRole('option', { name });
    await expect(element(page, id).getByText('Drag from one object to another')).toHaveCount(length - 2);
    await card(/^a, list/).press('Enter');
    await card(/^a, list/).press('ArrowRight');
    await card(/^b, list/).press('Shift+Enter');
    await card(/^b, list/).press('Enter');
    await expect(card(/^b, list/)).toHaveAttribute('aria-selected', 'true');
    expect(await element(page, id).evaluate((one: Ours) => one.read((heap) => heap.length))).toBe(length);
  }
});

test('an element that goes while it loads is gone; one that comes back is as it was', async ({ page }) => {
  const heard = listen(page);
  await host(page, { body: EAGER });
  await ready(page, 'one');
  const left = await page.evaluate(async () => {
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const all: Ours[] = [];
    for (let ms = 0; ms < 40; ms += 2) {
      const one = document.createElement('pymalloc-explorer');
      one.loading = 'eager';
      one.textContent = 'a = malloc(24)';
      all.push(one);
      document.body.append(one);
      await pause(ms);
      one.remove();
    }
    await pause(1000);
    return all.filter((one) => one.matches(':state(ready)') || one.shadowRoot?.querySelector('pm-embed') !== null)
      .length;
  });
  expect(left).toBe(0);
  const again = await element(page, 'one').evaluate(async (one: Ours) => {
    const around = one.parentElement;
    await one.allocate(100);
    const sheets = one.shadowRoot?.adoptedStyleSheets.length;
    one.remove();
    await new Promise((resolve) => setTimeout(resolve, 200));
    around?.append(one);
    await one.ready;
    return one.shadowRoot?.adoptedStyleSheets.length === sheets;
  });
  expect(again).toBe(true);
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '4 of 4');
  await element(page, 'one').getByRole('button', { name: 'Line 1: a = malloc(24)' }).click();
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '1 of 4');
  expect(heard.errors).toEqual([]);
});

test('an attribute that changes while it loads is followed', async ({ page }) => {
  await host(page, { body: '' });
  await page.evaluate(async () => {
    await customElements.whenDefined('pymalloc-explorer');
    const one = document.createElement('pymalloc-explorer');
    one.id = 'one';
    one.loading = 'eager';
    document.querySelector('main')?.append(one);
    await new Promise((resolve) => setTimeout(resolve, 5));
    one.view = 'usedpools';
    one.edition = 'cpython-2.7-32';
  });
  await ready(page, 'one');
  await expect(element(page, 'one').getByRole('group', { name: 'usedpools', exact: true })).toBeVisible();
  await expect.poll(() => element(page, 'one').evaluate((one: Ours) => one.getState())).toContain('cpython-2.7-32');
});

test('what stands in it is there until it runs; the keyboard stays where it was', async ({ page }) => {
  let open: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    open = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await host(page, {
    body: '<pymalloc-explorer id="one" loading="click"><p>A picture of a pool.</p></pymalloc-explorer>',
  });
  await element(page, 'one').getByRole('button', { name: 'Start' }).press('Enter');
  await expect(element(page, 'one').getByRole('button', { name: 'Starting…' })).toBeFocused();
  await expect(page.getByText('A picture of a pool.')).toBeVisible();
  open?.();
  await expect(element(page, 'one').getByRole('button', { name: 'Allocate' })).toBeFocused();
  await expect(page.getByText('A picture of a pool.')).toBeHidden();
});

test('a core that is no core is not blamed on the policy of the page', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Not found' }));
  await host(page, { body: EAGER });
  await expect(element(page, 'one').getByRole('alert')).toContainText('wasm_not_loaded');
});

test('who comes later to a heap begins where it is', async ({ page }) => {
  await host(page, {
    body: `<pymalloc-explorer id="one" heap="story" loading="eager"><pre>${PROGRAM}</pre></pymalloc-explorer>
      <div style="height: 3000px"></div><pymalloc-explorer id="two" heap="story" step="1"></pymalloc-explorer>`,
  });
  await ready(page, 'one');
  await element(page, 'two').scrollIntoViewIfNeeded();
  await ready(page, 'two');
  await expect(place(page, 'two')).toHaveAttribute('aria-valuetext', '3 of 3');
});

test('who is moved within the page speaks its language there', async ({ page }) => {
  await host(page, { body: `${EAGER}<div id="there" lang="zh-CN" style="background: #111"></div>` });
  await ready(page, 'one');
  await element(page, 'one').evaluate((one) => document.getElementById('there')?.append(one));
  await expect(element(page, 'one').getByRole('button', { name: '分配', exact: true })).toBeVisible();
  expect(await element(page, 'one').evaluate((one) => one.matches(':state(dark)'))).toBe(true);
  await page.evaluate(() => document.getElementById('there')?.setAttribute('lang', 'en'));
  await expect(element(page, 'one').getByRole('button', { name: 'Allocate', exact: true })).toBeVisible();
});

test('an address that never answers keeps nobody: not another attribute, not who leaves', async ({ page }) => {
  const heard = listen(page);
  await page.route('**/never.trace', () => undefined);
  const silent = '<pymalloc-explorer loading="eager" src="never.trace"';
  await host(page, { body: `${silent} id="one"></pymalloc-explorer>${silent} id="two"></pymalloc-explorer>` });
  const asked = page.waitForEvent('requestfailed', (request) => request.url().endsWith('never.trace'));
  await page.evaluate(() => customElements.whenDefined('pymalloc-explorer'));
  await page.waitForTimeout(1500);
  await element(page, 'one').evaluate((one: Ours) => {
    one.removeAttribute('src');
    one.scenario = 'fill-pool';
  });
  await asked;
  await ready(page, 'one');
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', /^\d\d+ of \d\d+$/);
  // Once it runs: out of the page while it waits, and back with something else.
  await element(page, 'one').evaluate((one: Ours) => {
    one.src = 'never.trace';
    one.removeAttribute('scenario');
  });
  await page.waitForTimeout(500);
  for (const id of ['one', 'two']) {
    await element(page, id).evaluate(async (one: Ours) => {
      const around = one.parentElement;
      one.remove();
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (one.shadowRoot?.querySelector('pm-embed') !== null) throw new Error('it still holds what it showed');
      one.removeAttribute('src');
      one.textContent = 'a = malloc(24)';
      around?.append(one);
    });
    await ready(page, id);
    await expect(place(page, id)).toHaveAttribute('aria-valuetext', '1 of 1');
  }
  expect(heard).toEqual({ warnings: [], errors: [] });
});
