// `npm run lighthouse`: what Lighthouse says of the explorer in dist/ with its settings for a phone, written to
// bench/lighthouse.json and docs/lighthouse.md. Serves the files as a good static host does: compressed, with cache headers and
// the policy. Asserts nothing.

import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from './browser.mjs';
import { Failure, inRoot, main, npm, step } from './lib.mjs';
import { freePort } from './port.mjs';

/** The last that runs on the Node that we ask for. Not installed with the rest: it is as large as all of that together. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
  'total-byte-weight',
];
/** One run of a shared machine says little: the middle one of so many is recorded. */
const RUNS = 3;

const DIST = inRoot('dist');
const OUT = inRoot('bench/lighthouse.json');
const DOC = inRoot('docs/lighthouse.md');

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** @type {Map<string, Buffer>} */
const compressed = new Map();

function compress(/** @type {string} */ file) {
  const known = compressed.get(file);
  if (known !== undefined) return known;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const made = brotliCompressSync(readFileSync(file), { params });
  compressed.set(file, made);
  return made;
}

async function serve(/** @type {string} */ policy) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname));
    const file = join(DIST, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(DIST) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-encoding': 'br',
      // Names stay when contents change: files are asked for again, and not sent again.
      'cache-control': 'public, max-age=600, stale-while-revalidate=86400',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    });
    response.end(compress(file));
  });
  server.listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** @returns {Promise<any>} Lighthouse's own report */
async function measure(/** @type {string} */ url) {
  const report = inRoot('target/lighthouse.json');
  const flags = ['--headless=new', ...CHROMIUM_ARGS].join(' ');
  await npm(
    'exec',
    '--yes',
    `--package=${LIGHTHOUSE}`,
    '--',
    'lighthouse',
    url,
    `--only-categories=${CATEGORIES.join(',')}`,
    '--output=json',
    `--output-path=${report}`,
    `--chrome-flags=${flags}`,
    '--quiet',
  );
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** What is kept of a report. */
function summary(/** @type {any} */ report) {
  const scores = CATEGORIES.map((name) => [name, Math.round(report.categories[name].score * 100)]);
  const metrics = METRICS.map((name) => [name, Math.round(report.audits[name].numericValue * 1000) / 1000]);
  const counted = CATEGORIES.flatMap((name) => report.categories[name].auditRefs).filter(({ weight }) => weight > 0);
  const failed = counted.map(({ id }) => id).filter((id) => report.audits[id].score === 0);
  return {
    lighthouse: report.lighthouseVersion,
    browser: /Chrome\/[\d.]+/.exec(report.userAgent)?.[0] ?? '',
    benchmarkIndex: report.environment.benchmarkIndex,
    scores: Object.fromEntries(scores),
    metrics: Object.fromEntries(metrics),
    failed,
  };
}

/** @typedef {ReturnType<typeof summary>} Summary */

/** The run in the middle, by performance. */
function middle(/** @type {Summary[]} */ runs) {
  const sorted = runs.toSorted((a, b) => a.scores.performance - b.scores.performance);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new Failure('Nothing was measured.');
  return found;
}

function table(/** @type {Summary} */ { lighthouse, browser, benchmarkIndex, scores, metrics, failed }) {
  const rows = [
    ...Object.entries(scores).map(([name, score]) => [name, `${score} of 100`]),
    ...Object.entries(metrics),
  ];
  return `# Lighthouse

Made by \`npm run lighthouse\`, the middle one of ${RUNS} runs: Lighthouse ${lighthouse} with its settings for a phone (a slow
connection and a processor four times slower), ${browser}, on a machine whose benchmark index is ${benchmarkIndex}. The explorer's
release build, sent compressed, with cache headers and the policy of [embedding](embedding.md#headers). Times are in milliseconds,
sizes in bytes; \`total-byte-weight\` has headers, the icon and what comes after the first view, too.

| what | value |
|---|---|
${rows.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}

Audits that count and failed: ${failed.length === 0 ? 'none' : failed.join(', ')}.
`;
}

await main(async () => {
  if (!existsSync(join(DIST, 'index.html'))) throw new Failure('dist/ is not built: npm run build makes it.');
  const { executablePath } = await ensureChromium();
  process.env['CHROME_PATH'] = executablePath ?? chromium.executablePath();
  const { resolveConfig } = await import('vite');
  const { preview } = await resolveConfig({ root: inRoot() }, 'serve');
  const server = await serve(String(preview.headers['Content-Security-Policy']));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  /** @type {Summary[]} */ const runs = [];
  try {
    for (let run = 1; run <= RUNS; run += 1)
      await step(`Lighthouse, run ${run} of ${RUNS}`, async () => {
        const seen = summary(await measure(`http://127.0.0.1:${port}/`));
        runs.push(seen);
        return JSON.stringify(seen.scores);
      });
  } finally {
    server.close();
    server.closeAllConnections();
  }
  mkdirSync(inRoot('bench'), { recursive: true });
  writeFileSync(OUT, `${JSON.stringify(middle(runs), undefined, 2)}\n`);
  writeFileSync(DOC, table(middle(runs)));
});
