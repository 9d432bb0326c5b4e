// `npm start`: from a fresh clone to the explorer in a browser. Installs what is missing, builds the core, serves the
// page on 127.0.0.1. Options: --port N, or PORT=N; when that port is taken, the next free one is used.

import { parseArgs } from 'node:util';
import { buildProductionCore } from './core.mjs';
import { Failure, main, secondsSince } from './lib.mjs';

const DEFAULT_PORT = '5173';

function wantedPort() {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const text = values.port ?? process.env['PORT'] ?? DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(`The port must be a number from 1 to 65535, not ${text}.`);
  }
  return port;
}

await main(async () => {
  const began = performance.now();
  const port = wantedPort();
  await buildProductionCore();

  const { createServer } = await import('vite');
  const server = await createServer({ server: { host: '127.0.0.1', port } });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`;
  console.log(`\npymalloc explorer, ready after ${secondsSince(began)}: ${address}\nCtrl+C ends it.`);
});
