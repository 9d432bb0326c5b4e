// Serves the release build as a careful static host does: compressed ahead, with the types that browsers ask for. Nothing
// is compressed while a measurement runs.

import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Every file of a folder, compressed, by the path that a browser asks for. */
function compressed(/** @type {string} */ folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const body = brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
      const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'application/octet-stream';
      return [`/${relative(folder, file).replaceAll('\\', '/')}`, { body, type }];
    }),
  );
}

/** Serves a folder on a free port of this machine. */
export async function serve(/** @type {string} */ folder) {
  const files = compressed(folder);
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname;
    const file = files.get(path.endsWith('/') ? `${path}index.html` : path);
    if (file === undefined) return void response.writeHead(404).end();
    const headers = { 'Content-Type': file.type, 'Content-Encoding': 'br', 'Cache-Control': 'max-age=3600' };
    return void response.writeHead(200, headers).end(file.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
