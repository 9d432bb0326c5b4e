// What a person waits for on the page, in Chromium: from a click to its painted frame, from place to place of a long
// timeline, and until the page can be used over a slow connection. The limits are those of issue and design: here they
// are only reported.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from './results.mjs';

/** Milliseconds that the page may keep a person from doing the next thing. */
const TASK_MS = 50;
/** Milliseconds until the page can be used over a slow connection. */
const LOAD_MS = 3000;
/** A phone's connection on a bad day, as Lighthouse has it: bytes a second and milliseconds. */
const SLOW = { offline: false, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: 93_750, latency: 150 };
/** Blocks of 512 bytes in an arena of `cpython-3.10-32`: 63 pools and one more where arenas are aligned. */
const BLOCKS_OF_ARENA = 64 * 7;
/** Blocks of 64 bytes in such an arena. */
const SMALL_BLOCKS_OF_ARENA = 64 * 63;

/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('@playwright/test').Page} Page */

const rounded = (/** @type {number} */ number) => Math.round(number * 10) / 10;

/** @returns {Result} */
function result(/** @type {string} */ name, /** @type {number} */ ours, /** @type {number} */ limit) {
  const [mine, theirs] = [rounded(ours), rounded(limit)];
  return { name, peer: 'limit', ratio: Math.round((ours / limit) * 100) / 100, ours: mine, theirs, unit: 'ms' };
}

const p95 = (/** @type {number[]} */ times) => quantile(times, 0.95);

/** Notes the page's long tasks from here on. */
async function watchTasks(/** @type {Page} */ page) {
  await page.evaluate(() => {
    const tasks = /** @type {number[]} */ ([]);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(window, { longTasks: tasks });
  });
}

/** The longest task since this was asked last; what is not longer than 50 ms is not told by browsers, and 0. */
async function longestTask(/** @type {Page} */ page) {
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const tasks = /** @type {{ longTasks: number[] }} */ (/** @type {unknown} */ (window)).longTasks;
    return Math.max(0, ...tasks.splice(0));
  });
}

/** The element itself: to find one by its role takes a task of the page. */
async function handle(/** @type {import('@playwright/test').Locator} */ locator) {
  const element = await locator.elementHandle();
  if (element === null) throw new Error('not on the page');
  return element;
}

const button = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByRole('button', { name, exact: true });

/** Does something with the page's own hands, and waits until there is nothing more to do: to look for an element takes a task. */
async function longestOf(/** @type {Page} */ page, /** @type {Awaited<ReturnType<typeof handle>>} */ clicked) {
  await longestTask(page);
  await clicked.evaluate(async (element) => {
    const { session } = /** @type {any} */ (document.querySelector('pm-explorer'));
    /** @type {HTMLElement} */ (element).click();
    const moment = () => new Promise((resolve) => setTimeout(resolve, 100));
    do await moment();
    while (session.busy);
  });
  await page.waitForTimeout(1500);
  return longestTask(page);
}

/** Allocates blocks, and waits until the page has come to rest; answers the longest task. */
async function allocate(/** @type {Page} */ page, /** @type {number} */ size, /** @type {number} */ count) {
  await page.getByLabel('Size (bytes)', { exact: true }).fill(String(size));
  const field = page.getByLabel('Count', { exact: true });
  await field.fill(String(count));
  await field.blur();
  return longestOf(page, await handle(button(page, 'Allocate')));
}

/** Milliseconds from each of `times` clicks until a frame with what it did is painted. */
function clicks(/** @type {Awaited<ReturnType<typeof handle>>} */ button, /** @type {number} */ times) {
  return button.evaluate(async (element, count) => {
    const painted = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(undefined);
        });
      });
    const times = [];
    for (let click = 0; click < count; click += 1) {
      const began = performance.now();
      /** @type {HTMLElement} */ (element).click();
      await painted();
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return times;
  }, times);
}

/** Clicks among so many arenas. */
async function clicking(/** @type {Page} */ page, /** @type {readonly number[]} */ sizes) {
  const results = [];
  let arenas = 0;
  for (const wanted of sizes) {
    const longest = await allocate(page, 512, (wanted - arenas) * BLOCKS_OF_ARENA - (arenas === 0 ? 1 : 0));
    results.push(result(`page/longest-task/allocate/${wanted}`, longest, TASK_MS));
    arenas = wanted;
    await allocate(page, 24, 1);
    const element = await handle(button(page, 'Allocate'));
    await longestTask(page);
    results.push(result(`page/click/${wanted}`, p95(await clicks(element, 30)), TASK_MS));
    results.push(result(`page/longest-task/${wanted}`, await longestTask(page), TASK_MS));
  }
  return results;
}

/** Frees every other block of so many arenas. */
async function freeing(/** @type {Page} */ page, /** @type {number} */ arenas) {
  await page.getByLabel('What to free', { exact: true }).selectOption('every other block');
  const longest = await longestOf(page, await handle(button(page, 'Free')));
  return result(`page/longest-task/free/${arenas}`, longest, TASK_MS);
}

/** One block of so many MiB in a heap of its own, resized to twice that, and freed. */
async function largeBlock(
  /** @type {import('@playwright/test').Browser} */ browser,
  /** @type {string} */ url,
  /** @type {number} */ mebibytes,
) {
  const shown = await open(browser, url);
  const bytes = mebibytes << 20;
  const allocated = await allocate(shown, bytes, 1);
  await shown.getByLabel('New size (bytes)', { exact: true }).fill(String(2 * bytes));
  const resized = await longestOf(shown, await handle(button(shown, 'Reallocate')));
  await shown.getByLabel('What to free', { exact: true }).selectOption('all blocks');
  const freed = await longestOf(shown, await handle(button(shown, 'Free')));
  const made = await shown.evaluate(() => /** @type {any} */ (document.querySelector('pm-explorer')).session.length);
  if (made !== 3) throw new Error(`${made} operations instead of 3`);
  await shown.close();
  return [
    result(`page/longest-task/one-block/${mebibytes}-MiB`, allocated, TASK_MS),
    result(`page/longest-task/resize-block/${2 * mebibytes}-MiB`, resized, TASK_MS),
    result(`page/longest-task/free-block/${2 * mebibytes}-MiB`, freed, TASK_MS),
  ];
}

/** Opens a trace, and waits until it is replayed; a large one can only be handed over as a file. */
async function openTrace(/** @type {Page} */ page, /** @type {readonly string[]} */ lines) {
  const folder = mkdtempSync(join(tmpdir(), 'pm-bench-'));
  try {
    const file = join(folder, 'bench.trace');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'Open trace').click();
    await (await chooser).setFiles(file);
    await page.getByRole('status').getByText('operations replayed').waitFor({ timeout: 300_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
  await page.waitForTimeout(1500);
}

/** A trace that fills so many arenas with small blocks, all of which it names. */
async function opening(
  /** @type {import('@playwright/test').Browser} */ browser,
  /** @type {string} */ url,
  /** @type {number} */ arenas,
) {
  const shown = await open(browser, url);
  await openTrace(
    shown,
    Array.from({ length: arenas * SMALL_BLOCKS_OF_ARENA }, (_, id) => `a ${id} 64`),
  );
  const longest = await longestTask(shown);
  await shown.close();
  return result(`page/longest-task/trace/${arenas}`, longest, TASK_MS);
}

/** A trace of churn. */
function churn(/** @type {number} */ operations) {
  return Array.from({ length: operations }, (_, index) => {
    const id = index >> 1;
    return index % 2 === 0 ? `a ${id} ${1 + ((id * 37) % 512)}` : id % 3 === 0 ? `a ${operations + id} 48` : `f ${id}`;
  });
}

/** Going to places of a timeline of so many operations. */
async function seeking(/** @type {Page} */ page, /** @type {number} */ operations) {
  await openTrace(page, churn(operations));
  const slider = await handle(page.getByRole('slider', { name: 'Position' }));
  await longestTask(page);
  const times = await slider.evaluate(async (element, length) => {
    const input = /** @type {HTMLInputElement} */ (element);
    const times = [];
    for (let step = 1; step <= 40; step += 1) {
      const began = performance.now();
      input.value = String((step * 618_033) % length);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(resolve));
      });
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return times;
  }, operations);
  return [
    result(`page/seek/${operations}`, p95(times), TASK_MS),
    result(`page/seek-longest-task/${operations}`, await longestTask(page), TASK_MS),
  ];
}

/** A collection of so many objects, and going back before it and to it again. */
async function collecting(/** @type {Page} */ page, /** @type {number} */ objects) {
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  await button(page, 'Collect generation 2').waitFor();
  await page.evaluate(async (count) => {
    const { session } = /** @type {any} */ (document.querySelector('pm-explorer'));
    await session.request({ op: 'disable' });
    await session.request({ op: 'cycles', count });
  }, objects / 2);
  const results = [];
  for (const [name, what] of /** @type {const} */ ([
    ['collect', 'Collect generation 2'],
    ['undo-collect', 'Undo'],
    ['redo-collect', 'Redo'],
  ])) {
    const longest = await longestOf(page, await handle(button(page, what)));
    results.push(result(`page/longest-task/${name}/${objects}`, longest, TASK_MS));
  }
  return results;
}

/** Until one can click, over a slow connection, with nothing kept from before. */
async function loading(/** @type {import('@playwright/test').Browser} */ browser, /** @type {string} */ url) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW);
    const began = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page
      .locator('button:enabled', { hasText: /^\s*Allocate\s*$/ })
      .first()
      .waitFor();
    times.push(performance.now() - began);
    await context.close();
  }
  return [result('page/first-load', times.toSorted((a, b) => a - b)[1] ?? 0, LOAD_MS)];
}

/** The explorer, whose long tasks are noted from here on. */
async function open(/** @type {import('@playwright/test').Browser} */ browser, /** @type {string} */ url) {
  const shown = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await shown.goto(url);
  await button(shown, 'Allocate').waitFor();
  await watchTasks(shown);
  return shown;
}

/**
 * All of the above, of the page at an address. `part`: how much of the work.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {number} part
 */
export async function page(browser, url, part) {
  const shown = await open(browser, url);
  const arenas = part < 1 ? [1, 64] : [1, 64, 1024];
  const clicked = await clicking(shown, arenas);
  const freed = await freeing(shown, arenas.at(-1) ?? 1);
  const sought = await seeking(shown, 1_000_000 * part);
  const collected = await collecting(shown, 1_000_000 * part);
  await shown.close();
  const large = await largeBlock(browser, url, part < 1 ? 32 : 128);
  const opened = await opening(browser, url, part < 1 ? 64 : 1024);
  return [...clicked, freed, ...sought, ...collected, ...large, opened, ...(await loading(browser, url))];
}
