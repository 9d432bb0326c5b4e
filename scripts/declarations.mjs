// TypeScript declarations for the npm package: those of its entries and of what they mention, with paths that every way of
// resolving modules understands. Knows nothing of the package's other files.

import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { Failure, inRoot } from './lib.mjs';

/** What the page is compiled with, but for what is written. */
function compilerOptions() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(inRoot('tsconfig.www.json'), {}, host);
  if (config === undefined) throw new Failure('tsconfig.www.json cannot be read.');
  // The cache of a check that is not done here.
  const { tsBuildInfoFile: _, ...options } = config.options;
  return {
    ...options,
    noEmit: false,
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
  };
}

/** The declarations of one source. @param {ts.Program} program @param {string} source */
function declare(program, source) {
  let text = '';
  const file = program.getSourceFile(source);
  if (file === undefined) throw new Failure(`${source} is not there.`);
  const { diagnostics } = program.emit(file, (_, written) => (text = written), undefined, true);
  if (diagnostics.length > 0) {
    const told = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    throw new Failure(`${source} cannot be declared: ${told.join('\n')}`);
  }
  return text;
}

/** Each path that is imported, with its place in the text. @param {string} text */
const importsOf = (text) => ts.preProcessFile(text, true, true).importedFiles;

/**
 * The text with `./x.js` for `./x.ts` and `./x`, and the sources that it mentions.
 *
 * @param {string} text
 * @param {string} source
 */
function forPackage(text, source) {
  /** @type {string[]} */ const mentioned = [];
  let rewritten = text;
  for (const { fileName, pos } of importsOf(text).toSorted((a, b) => b.pos - a.pos)) {
    if (!fileName.startsWith('.')) throw new Failure(`The types of ${source} need ${fileName}, which nobody installs.`);
    const bare = fileName.replace(/\.ts$/, '');
    mentioned.push(`${resolve(dirname(source), bare)}.ts`);
    const at = rewritten.indexOf(fileName, pos);
    rewritten = `${rewritten.slice(0, at)}${bare}.js${rewritten.slice(at + fileName.length)}`;
  }
  return { text: rewritten, mentioned };
}

/**
 * Declarations by path below `www/`.
 *
 * @param {string[]} entries paths of sources, below the root
 * @returns {Map<string, string>}
 */
export function declarationsOf(entries) {
  const roots = entries.map((entry) => inRoot(entry));
  const program = ts.createProgram(roots, compilerOptions());
  const left = [...roots];
  const declared = new Map();
  for (let source = left.pop(); source !== undefined; source = left.pop()) {
    const path = relative(inRoot('www'), source).replaceAll('\\', '/').replace(/\.ts$/, '.d.ts');
    if (declared.has(path)) continue;
    const { text, mentioned } = forPackage(declare(program, source), source);
    declared.set(path, text);
    left.push(...mentioned);
  }
  return declared;
}
