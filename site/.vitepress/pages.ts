// The pages that there are, by their titles: what the sidebars of both languages show. Reads the folder that the site is
// built of.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Entry {
  readonly text: string;
  readonly link: string;
}

/** The pages of a folder in the order of their names. */
export function pagesIn(source: string, folder: string): Entry[] {
  const path = join(source, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .sort()
    .map((file) => pageAt(source, `${folder}/${file.replace('.md', '')}`));
}

export function pageAt(source: string, path: string): Entry {
  const [, title = path] = /^# (.+)$/m.exec(readFileSync(join(source, `${path}.md`), 'utf8')) ?? [];
  return { text: title.replaceAll('`', ''), link: `/${path}` };
}

/** The chapters of the guide with their numbers. */
export function chaptersIn(source: string, folder: string): Entry[] {
  return pagesIn(source, folder).map(({ text, link }) => {
    const [, number = ''] = /\/(\d\d)-/.exec(link) ?? [];
    return { text: `${Number(number)}. ${text}`, link };
  });
}
