// docs/embedding.md: what stands between `<!-- from … -->` and `<!-- end -->` in it is taken from the examples, from the
// element's manifest (pkg/custom-elements.json) and from the code. Touches nothing else of it.

import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inDevelopment } from './development.mjs';
import { Failure, inRoot, main } from './lib.mjs';

const GUIDE = inRoot('docs/embedding.md');
const LANGUAGES = /** @type {Record<string, string>} */ ({
  '.py': 'python',
  '.rst': 'rst',
  '.md': 'markdown',
  '.mdx': 'mdx',
  '.yml': 'yaml',
  '.mjs': 'js',
  '.js': 'js',
  '.css': 'css',
  '.hbs': 'html',
});

/** @typedef {{ name: string, description?: string, default?: string, type?: { text: string }, kind?: string, readonly?: boolean, static?: boolean, attribute?: string, parameters?: { name: string, default?: string, optional?: boolean }[] }} Entry */
/** @typedef {Record<'attributes' | 'members' | 'events' | 'slots' | 'cssParts' | 'cssStates' | 'cssProperties', Entry[]>} Manifest */

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');

/** A module of the page, run as it is. */
async function loaded(/** @type {string} */ path) {
  const { runnerImport } = await import('vite');
  const { module } = await inDevelopment(() => runnerImport(inRoot(path), { configFile: false, logLevel: 'error' }));
  return /** @type {Record<string, any>} */ (module);
}

const code = (/** @type {string} */ text) => `\`${text}\``;
const codes = (/** @type {Iterable<string>} */ names) => [...names].map(code).join(', ');

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function fenced(/** @type {string} */ path, /** @type {string} */ text) {
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}${LANGUAGES[extname(path)] ?? ''}\n${text}\n${fence}`;
}

/** What stands between the marks `embed:begin NAME` and `embed:end`, without blank lines around it and common indentation. */
function snippet(/** @type {string} */ path, /** @type {string} */ name) {
  const lines = read(path).split('\n');
  const begin = lines.findIndex((line) => new RegExp(`embed:begin ${name}(?![\\w-])`).test(line));
  const end = lines.findIndex((line, at) => at > begin && line.includes('embed:end'));
  if (begin === -1 || end === -1) throw new Failure(`${path} has no part "${name}".`);
  const part = lines
    .slice(begin + 1, end)
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
  const indent = Math.min(...[...part.matchAll(/^ *(?=\S)/gm)].map(([spaces]) => spaces.length));
  return part.replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '');
}

/** @returns {Manifest} */
function manifest() {
  const { modules } = JSON.parse(read('pkg/custom-elements.json'));
  const declared = modules.flatMap((/** @type {{ declarations: object[] }} */ { declarations }) => declarations);
  return declared.find((/** @type {{ tagName?: string }} */ { tagName }) => tagName === 'pymalloc-explorer');
}

const described = (/** @type {Entry[]} */ entries, /** @type {string} */ head) =>
  table(
    [head, ''],
    entries.map(({ name, description = '' }) => [name === '' ? 'default' : code(name), description]),
  );

function signature(/** @type {Entry} */ { name, parameters = [] }) {
  const given = parameters.map(({ name: one, default: usual }) => (usual === undefined ? one : `${one} = ${usual}`));
  return code(`${name}(${given.join(', ')})`);
}

/** The names of the fields of an event's detail. */
function detailOf(/** @type {string} */ type) {
  const [, name = ''] = /<(\w+)>/.exec(type) ?? [];
  const [, body = ''] = new RegExp(`interface ${name} \\{\\n([^]*?)\\n\\}`).exec(read('www/embed/events.ts')) ?? [];
  const fields = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, field = '']) => field);
  return fields.length === 0 ? 'nothing' : codes(fields);
}

/** @type {Record<string, (...words: string[]) => string | Promise<string>>} */
const parts = {
  example: (path = '', name = '') => fenced(path, snippet(`examples/docs/${path}`, name)),
  file: (path = '') => fenced(path, read(`examples/${path}`).trimEnd()),
  attributes: () =>
    table(
      ['attribute', '', 'without it'],
      manifest().attributes.map(({ name, description = '', default: usual }) => [
        code(name),
        description,
        usual === undefined ? '' : code(usual.replaceAll("'", '')),
      ]),
    ),
  async values() {
    const { controlNames, loadings, themes, usualHeight } = await loaded('www/embed/settings.ts');
    const { viewNames, editionNames, alignmentNames } = await loaded('www/known-names.ts');
    const { scenarioIds } = await loaded('www/scenarios.ts');
    const { objectScenarioIds } = await loaded('www/object-scenarios.ts');
    const { speeds } = await loaded('www/session/player.ts');
    const { languages } = await loaded('www/locales/language.ts');
    const views = viewNames.map((/** @type {string} */ name) => `${code(name)} (${usualHeight(name)})`);
    return table(
      ['', ''],
      [
        [code('view'), `${views.join(', ')}; in brackets the usual height in pixels`],
        [code('edition'), codes(editionNames)],
        [code('arenas'), codes(alignmentNames)],
        [code('scenario'), codes([...scenarioIds, ...objectScenarioIds])],
        [code('controls'), `${codes(controlNames)}, or ${code('none')}`],
        [code('speed'), codes(speeds)],
        [code('theme'), codes(themes)],
        [code('loading'), codes(loadings)],
        [code('lang'), `${codes(languages)}; without it, the language of the page where the element stands`],
      ],
    );
  },
  members() {
    const { members } = manifest();
    const own = members.filter(({ kind, attribute }) => kind === 'method' || attribute === undefined);
    return table(
      ['', ''],
      own.map((one) => [one.kind === 'method' ? signature(one) : code(one.name), one.description ?? '']),
    );
  },
  events: () =>
    table(
      ['event', '', 'detail'],
      manifest().events.map(({ name, description = '', type }) => [
        code(name),
        description,
        detailOf(type?.text ?? ''),
      ]),
    ),
  async codes() {
    const { embed } = await loaded('www/locales/en/embed.ts');
    const { problems } = await loaded('www/locales/en/embed-problems.ts');
    const told = (/** @type {string | { text: string }} */ text) =>
      typeof text === 'string'
        ? text
        : text.text.replace(/\{(\w+), plural,.*? other \{(.*?)\}\}/g, (_, name, many) =>
            many.replace('#', `{${name}}`),
          );
    const rows = Object.entries(problems).map(([name, text]) => [code(name), code(told(text))]);
    return table(
      ['code', 'what is said'],
      [
        [code('bad_attribute'), code(told(embed.badValue))],
        [code('bad_program'), 'the line of the program, and what would be accepted'],
        [code('not_loaded'), 'the files beside `element.js` could not be loaded'],
        [code('too_long'), 'what was done is too long for a link'],
        [code('refused'), 'a link, a file or a request says what it is'],
        ...rows,
      ],
    );
  },
  async 'heap-codes'() {
    const { errors } = await loaded('www/locales/en/errors.ts');
    return codes(Object.keys(errors));
  },
  parts() {
    const { slots, cssParts, cssStates } = manifest();
    const states = cssStates.map(({ name, ...rest }) => ({ ...rest, name: `:state(${name})` }));
    return [described(slots, 'slot'), described(cssParts, '`::part()`'), described(states, 'state')].join('\n\n');
  },
  css: () =>
    table(
      ['property', 'of', 'usual'],
      manifest().cssProperties.map(({ name, description = '', default: usual = '' }) => [
        code(name),
        description,
        code(usual),
      ]),
    ),
  async csp() {
    const { contentSecurityPolicy } = await loaded('vite.config.ts');
    return fenced('', contentSecurityPolicy.replaceAll('; ', ';\n'));
  },
};

/** The guide as the examples and the code have it now. */
async function written() {
  let guide = '';
  for (const piece of read('docs/embedding.md').split(/(?<=<!-- from .+ -->\n)[^]*?(?=<!-- end -->)/)) {
    const [, mark = ''] = /<!-- from (.+) -->\n$/.exec(piece) ?? [];
    const [part = '', ...words] = mark.split(' ');
    guide += piece;
    if (mark === '') continue;
    const make = parts[part];
    if (make === undefined) throw new Failure(`docs/embedding.md asks for "${mark}", which nobody knows.`);
    guide += `\n${await make(...words)}\n\n`;
  }
  return guide;
}

export async function writeGuide() {
  const guide = await written();
  if (guide !== readFileSync(GUIDE, 'utf8')) writeFileSync(GUIDE, guide);
}

export async function checkGuide() {
  if ((await written()) !== readFileSync(GUIDE, 'utf8')) {
    throw new Failure('docs/embedding.md is not what the examples and the code say: npm run build writes it.');
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.includes('--check') ? checkGuide : writeGuide);
}
