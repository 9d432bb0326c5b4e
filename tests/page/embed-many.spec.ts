// Many elements in one page: one core for all, each started when it comes into sight, nothing shifted by that, and no memory
// left behind by those that were taken out.

import type {} from '../../www/embed/element.ts';
import { expect, type Page, test } from '@playwright/test';
import { element, host, listen } from './host.ts';

type Ours = HTMLElementTagNameMap['pymalloc-explorer'];

const MANY = 20;
const isReady = (one: Element) => one.matches(':state(ready)');
const readyOnes = (page: Page) =>
  page.locator('pymalloc-explorer').evaluateAll((all) => all.filter((one) => one.matches(':state(ready)')).length);

/** Where each element stands on the page, and how high it is. */
const boxes = (page: Page) =>
  page.locator('pymalloc-explorer').evaluateAll((all) =>
    all.map((one) => {
      const { top, height } = one.getBoundingClientRect();
      return [Math.round(top + scrollY), Math.round(height)];
    }),
  );

test.describe('twenty elements', () => {
  const body = (attributes: string) =>
    Array.from(
      { length: MANY },
      (_, at) =>
        `<h2>Step ${at}</h2><pymalloc-explorer id="e${at}" ${attributes}>a = malloc(${8 * at + 8})</pymalloc-explorer>`,
    ).join('');

  test('that start at once share one instance of one compiled module', async ({ page }) => {
    await page.addInitScript(() => {
      const counts = { modules: 0, instances: 0 };
      Object.assign(globalThis, { counts });
      const { instantiateStreaming, instantiate, compileStreaming, compile } = WebAssembly;
      Object.assign(WebAssembly, {
        instantiateStreaming: (...given: Parameters<typeof instantiateStreaming>) => {
          counts.modules += 1;
          counts.instances += 1;
          return instantiateStreaming(...given);
        },
        instantiate: (...given: Parameters<typeof instantiate>) => {
          counts.instances += 1;
          return instantiate(...given);
        },
        compileStreaming: (...given: Parameters<typeof compileStreaming>) => {
          counts.modules += 1;
          return compileStreaming(...given);
        },
        compile: (...given: Parameters<typeof compile>) => {
          counts.modules += 1;
          return compile(...given);
        },
      });
    });
    await host(page, { body: body('loading="eager"') });
    await expect.poll(() => readyOnes(page), { timeout: 30_000 }).toBe(MANY);
    expect(await page.evaluate(() => (globalThis as unknown as { counts: unknown }).counts)).toEqual({
      modules: 1,
      instances: 1,
    });
    // Each has its own heap all the same.
    const live = await page
      .locator('pymalloc-explorer')
      .evaluateAll((all) => all.map((one) => (one as Ours).read((heap) => heap.liveBlocks().length)));
    expect(live).toEqual(Array.from({ length: MANY }, () => 1));
  });

  test('start when they come into sight, and not before; nothing moves', async ({ page }) => {
    const heard = listen(page);
    await host(page, { body: `<p style="height: 2000px">Text</p>${body('')}` });
    await page.waitForLoadState('networkidle');
    expect(await readyOnes(page)).toBe(0);
    const before = await boxes(page);
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift' });
    });
    await element(page, 'e0').scrollIntoViewIfNeeded();
    await expect.poll(() => element(page, 'e0').evaluate(isReady)).toBe(true);
    expect(await element(page, `e${MANY - 1}`).evaluate(isReady)).toBe(false);
    await page.locator('pymalloc-explorer').evaluateAll(async (all) => {
      for (const one of all as Ours[]) {
        one.scrollIntoView({ block: 'center' });
        await one.ready;
      }
    });
    expect(await boxes(page)).toEqual(before);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts)).toEqual([]);
    expect(heard).toEqual({ warnings: [], errors: [] });
  });

  test('that nobody has seen are started by what is asked of them', async ({ page }) => {
    await host(page, { body: `<p style="height: 3000px">Text</p>${body('')}` });
    const last = element(page, `e${MANY - 1}`);
    expect(await last.evaluate(async (one) => (await (one as Ours).allocate(8)).address)).toBeGreaterThan(0);
    expect(await last.evaluate(isReady)).toBe(true);
    expect(await element(page, 'e0').evaluate(isReady)).toBe(false);
  });
});

/** Elements that a core runs, which nothing else on the page needs. */
const lives = [
  { name: 'core-32', times: 1000, made: { scenario: 'fill-pool' } },
  { name: 'core', times: 300, made: { view: 'objects', scenario: 'fill-pool' } },
] as const;

for (const { name, times: all, made } of lives)
  test(`adding and removing elements ${all} times leaves the memory of ${name} as it was`, async ({ page }) => {
    test.slow();
    await host(page, { body: '<div id="stage"></div>' });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');

    /** Adds ten at a time and takes them out again; answers the bytes of linear memory. */
    const rounds = (times: number) =>
      page.evaluate(
        async ([times, name, made]) => {
          await customElements.whenDefined('pymalloc-explorer');
          const stage = document.querySelector('#stage');
          for (let round = 0; round < times / 10; round += 1) {
            const all = Array.from({ length: 10 }, () => {
              const one = document.createElement('pymalloc-explorer');
              Object.assign(one, { loading: 'eager', ...made });
              return one;
            });
            stage?.append(...all);
            await Promise.all(all.map((one) => one.ready));
            stage?.replaceChildren();
            for (const one of all)
              while (one.shadowRoot?.querySelector('pm-embed') !== null)
                await new Promise((resolve) => setTimeout(resolve));
          }
          const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname);
          const glue = (await import(new URL(`${name}/pymalloc_explorer.js`, location.href).href)) as {
            default: () => Promise<{ memory: WebAssembly.Memory }>;
          };
          return {
            cores: loaded.filter((path) => path.endsWith('.wasm')),
            bytes: (await glue.default()).memory.buffer.byteLength,
          };
        },
        [times, name, made] as const,
      );

    /** What is left once nothing can be collected any more. */
    const level = async () => {
      for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
      return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
    };

    const early = { wasm: await rounds(all / 10), ...(await level()) };
    const late = { wasm: await rounds((all * 9) / 10), ...(await level()) };
    expect(late.wasm.cores).toEqual([expect.stringContaining(`/${name}/`)]);
    expect(late.wasm.bytes).toBe(early.wasm.bytes);
    // An element has hundreds of nodes: one in a hundred that stayed would be seen.
    expect(late.nodes).toBeLessThan(early.nodes + 200);
    expect(late.listeners).toBeLessThan(early.listeners + 50);
    // What the engine keeps of its own is no more than this.
    expect(late.heap).toBeLessThan(early.heap + 2 * 2 ** 20);
  });
