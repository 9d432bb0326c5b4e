// How smoothly the map of a thousand arenas moves: frames a second while it is panned and zoomed, in Chromium on the built
// page, against the 60 that a screen shows; and what the core's part of a frame takes, in this process. Needs a browser and
// the address of the explorer's page; starts neither.

/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('@playwright/test').Browser} Browser */

const ARENAS = 1024;
/** Blocks of 512 bytes that fill an aligned arena of 256 KiB. */
const BLOCKS = 448;
const SCREEN = 60;
const MOVES = 90;
const MINUTES = 60_000;

/** Where it is measured: what is seen there, and how many times Zoom in leads there. */
const PLACES = [
  { name: 'arenas', zooms: 0 },
  { name: 'pools', zooms: 2 },
  { name: 'blocks', zooms: 5 },
  { name: 'bytes', zooms: 8 },
];

const rounded = (/** @type {number} */ number) => Math.round(number * 100) / 100;

/** @returns {Result} */
const result = (
  /** @type {string} */ name,
  /** @type {number} */ ours,
  /** @type {number} */ theirs,
  /** @type {string} */ peer,
  /** @type {string} */ unit,
) => ({
  name,
  peer,
  ratio: rounded(ours / theirs),
  ours: rounded(ours),
  theirs: rounded(theirs),
  unit,
});

/** Moves the map a little in each frame; frames a second. */
async function framesWhile(
  /** @type {import('@playwright/test').Locator} */ surface,
  /** @type {'pan' | 'zoom'} */ how,
) {
  return surface.evaluate(
    async (element, { moves, zooms }) => {
      const box = element.getBoundingClientRect();
      const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const fire = (/** @type {Event} */ event) => element.dispatchEvent(event);
      element.setPointerCapture = () => undefined;
      const pointer = (/** @type {string} */ type, /** @type {number} */ dx) =>
        fire(new PointerEvent(type, { pointerId: 7, button: 0, clientX: at.clientX + dx, clientY: at.clientY }));
      if (!zooms) pointer('pointerdown', 0);
      await frame();
      const began = performance.now();
      for (let move = 1; move <= moves; move += 1) {
        if (zooms)
          fire(new WheelEvent('wheel', { ...at, ctrlKey: true, cancelable: true, deltaY: move % 20 < 10 ? -12 : 12 }));
        else pointer('pointermove', move % 60 < 30 ? 4 * (move % 30) : 120 - 4 * (move % 30));
        await frame();
      }
      const took = performance.now() - began;
      if (!zooms) pointer('pointerup', 60);
      return (1000 * moves) / took;
    },
    { moves: MOVES, zooms: how === 'zoom' },
  );
}

/**
 * @param {Browser} browser
 * @param {string} url of the explorer's page
 * @returns {Promise<Result[]>}
 */
export async function heapMap(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
  try {
    await page.goto(url);
    const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true });
    await page.getByText('Advanced', { exact: true }).click();
    await page.getByLabel('Keep the history').uncheck();
    await page.getByLabel('Size (bytes)', { exact: true }).fill('512');
    await page.getByLabel('Count', { exact: true }).fill(String(ARENAS * BLOCKS));
    await button('Allocate').click();
    await page.locator('pm-controls button.primary:enabled').waitFor({ timeout: 10 * MINUTES });
    const map = page.getByRole('region', { name: 'Heap map', exact: true });
    await map.scrollIntoViewIfNeeded();
    const surface = map.getByRole('img', { name: /Map of/ });
    await surface.waitFor();
    await surface.scrollIntoViewIfNeeded();
    const results = [];
    for (const { name, zooms } of PLACES) {
      await map.getByRole('button', { name: 'Whole heap' }).click();
      for (let zoom = 0; zoom < zooms; zoom += 1) await map.getByRole('button', { name: 'Zoom in' }).click();
      for (const how of /** @type {const} */ (['pan', 'zoom'])) {
        const ours = await framesWhile(surface, how);
        results.push(
          result(`page/heap-map/${how}/${name}`, ours, SCREEN, 'a screen of 60 frames a second', 'frames/s'),
        );
      }
    }
    return results;
  } finally {
    await page.close();
  }
}

/** What is painted: a part of the page, on a screen with so many pixels for one of it. */
const WIDTH = 1280;
const HEIGHT = 720;
const RATIO = 2;
/** Pixels of the page a byte, from where one sees all arenas to where one reads bytes, and where pools become blocks between. */
const FARTHEST = 0.05;
const SCALES = [FARTHEST, 0.11, 0.2, 0.26, 0.3, 0.5, 1, 3, 8, 24, 48];
const COLOURINGS = 4;
const COLUMNS = Math.round(Math.sqrt((ARENAS * WIDTH) / HEIGHT));
const REPEATED = 8;

/** Of this process's processors, in milliseconds, once what runs is compiled: the machine may do other things. */
function cpuTime(/** @type {() => void} */ work) {
  work();
  const before = process.cpuUsage();
  for (let time = 0; time < REPEATED; time += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / REPEATED;
}

/**
 * What reading a thousand arenas takes, and painting the dearest of all views of them, beside a frame of a screen.
 *
 * @param {any} core
 * @returns {Result[]}
 */
export function frameTimes(core) {
  const heap = new core.Heap('cpython-3.10-32', 'aligned');
  heap.keepHistory(false);
  for (let block = 0; block < ARENAS * BLOCKS; block += 1) heap.malloc(512);
  const map = new core.HeapMap(heap);
  map.setPalette(Uint32Array.from({ length: 256 }, (_, ink) => 0xff000000 | (ink * 65_793)));
  const dearest = (/** @type {number} */ ratio) =>
    Math.max(
      ...SCALES.flatMap((scale) =>
        Array.from({ length: COLOURINGS }, (_, by) =>
          cpuTime(() => map.paint(heap, 0, 0, scale * ratio, ratio, WIDTH * ratio, HEIGHT * ratio, COLUMNS, by)),
        ),
      ),
    );
  const frame = (/** @type {string} */ name, /** @type {number} */ ours) =>
    result(`heap-map/${name}`, ours, 1000 / SCREEN, 'a frame of a screen', 'ms of a processor');
  const results = [
    frame(
      'read',
      cpuTime(() => map.survey(heap)),
    ),
    frame('paint/moving', dearest(1)),
    frame('paint/still', dearest(RATIO)),
  ];
  map.free();
  heap.free();
  return results;
}

/**
 * What a thousand arenas and a map of them take with the history off, in this process: the core as Node has loaded it.
 *
 * @param {any} core
 * @param {WebAssembly.Memory} memory of that core
 * @returns {Result}
 */
export function largeHeapMemory(core, memory) {
  const heap = new core.Heap('cpython-3.10-32', 'aligned');
  heap.keepHistory(false);
  for (let block = 0; block < ARENAS * BLOCKS; block += 1) heap.malloc(512);
  const map = new core.HeapMap(heap);
  map.setPalette(new Uint32Array(256));
  map.survey(heap);
  map.paint(heap, 0, 0, FARTHEST * RATIO, RATIO, WIDTH * RATIO, HEIGHT * RATIO, COLUMNS, 0);
  const modelled = ARENAS * 256;
  const taken = (memory.buffer.byteLength + process.memoryUsage().heapUsed) / 1024;
  map.free();
  heap.free();
  return result('memory/1024-arenas', taken / 1024, modelled / 1024, 'the heap that is modelled', 'MiB');
}
