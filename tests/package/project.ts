// An empty project of somebody else, in a temporary folder, with the package installed from the file that `npm pack` makes
// of pkg/. For tests only.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../../scripts/lib.mjs';

const execute = promisify(execFile);
/** What npm and runners of tests have put there is about this project, not about the other. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm|NODE|PLAYWRIGHT|TEST)_|^FORCE_COLOR$/.test(name)),
);
const npm = (cwd: string, ...args: string[]) => execute('npm', args, { cwd, env: environment });

export class Project {
  private constructor(readonly folder: string) {}

  /** @param name that of the folder of tests/package/ with its files, if it has any; what it locks is installed first */
  static async of(name: string): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), `pymalloc-explorer-${name}-`)));
    const { folder } = project;
    const files = inRoot('tests/package', name);
    if (existsSync(files)) await cp(files, folder, { recursive: true });
    const locked = await readFile(join(folder, 'package-lock.json')).catch(() => undefined);
    if (locked === undefined) await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    else await npm(folder, 'ci', '--no-audit', '--no-fund');
    const { stdout } = await npm(folder, 'pack', inRoot('pkg'), '--json');
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await npm(folder, 'install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `./${filename}`);
    return project;
  }

  /** A page that embeds the element and uses the core, which these tags load. */
  async addPage(scripts: string): Promise<void> {
    const page = await readFile(inRoot('tests/package/page.html'), 'utf8');
    await writeFile(join(this.folder, 'index.html'), page.replace('SCRIPTS', scripts));
    await cp(inRoot('tests/package/page.js'), join(this.folder, 'page.js'));
  }

  /** Runs a script with Node, in the project; answers what it printed. */
  async node(...args: string[]): Promise<string> {
    return (await execute(process.execPath, args, { cwd: this.folder, env: environment })).stdout;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
