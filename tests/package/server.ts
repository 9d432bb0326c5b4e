// Servers for the projects of others: one for files, and theirs. For tests only.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { freePort } from '../../scripts/port.mjs';

export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/** Any server of files: it knows the types of files, and nothing else. */
export async function serveFiles(folder: string): Promise<Server> {
  const port = await freePort();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://any').pathname));
    readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path)).then(
      (content) => {
        response.writeHead(200, { 'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream' });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A server that a project has installed; it gets the port as its last argument. */
export async function serveWith(folder: string, ...args: string[]): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const child = spawn(process.execPath, [...args, String(port)], { cwd: folder, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const running = () => child.exitCode === null;
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (running() && !(await answers())) await new Promise((resolve) => setTimeout(resolve, 100));
  if (!running()) throw new Error(`${args.join(' ')} ended before it answered.`);
  return {
    url,
    async close() {
      child.kill();
      await ended;
    },
  };
}
