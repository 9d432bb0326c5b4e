// Serves a site as a careful host would: under a prefix, and under a policy that refuses what is not a file of it. For tests
// only.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { sitePolicy } from '../../vite.config.ts';
import { freePort } from '../../scripts/port.mjs';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** `more`: files besides those of the folder. */
export async function serveSite(
  folder: string,
  prefix: string,
  more: ReadonlyMap<string, string>,
  policy = sitePolicy,
): Promise<Server> {
  const port = await freePort();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname));
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
    const refuse = () => response.writeHead(404).end();
    if (name === undefined) return void refuse();
    const file = name === '' || name.endsWith('/') ? `${name}index.html` : name;
    const given = more.get(file);
    const found = given === undefined ? readFile(join(folder, file)) : Promise.resolve(given);
    found.then((content) => {
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      response.end(content);
    }, refuse);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
