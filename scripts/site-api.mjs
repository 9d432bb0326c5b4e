// Writes the reference of the JavaScript API: TypeDoc reads the package's declarations with their comments, and each page is
// Markdown for the site. Decides what stands on which page; how a declaration is written is site-api-text.mjs.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { Application, OptionDefaults, ReflectionKind } from 'typedoc';
import { Failure, inRoot } from './lib.mjs';
import { writer } from './site-api-text.mjs';

/** @import { DeclarationReflection } from 'typedoc' */

const ENTRIES = ['index', 'element'].map((name) => inRoot(`pkg/${name}.d.ts`));

/** Tags for the manifest of the element. */
const ELEMENT_TAGS = /** @type {const} */ (['@tagname', '@attr', '@slot', '@csspart', '@cssstate', '@fires']);

/** Declarations by entry. */
async function read() {
  const app = await Application.bootstrap(
    {
      entryPoints: ENTRIES,
      // In the order of the source, as its author tells it.
      sort: ['source-order'],
      readme: 'none',
      disableSources: true,
      excludePrivate: true,
      blockTags: [...new Set([...OptionDefaults.blockTags, ...ELEMENT_TAGS])],
      preservedTypeAnnotationTags: ['@throws'],
      logLevel: 'Warn',
    },
    [],
  );
  app.options.setCompilerOptions(
    ENTRIES,
    {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      strict: true,
      noEmit: true,
    },
    undefined,
  );
  const project = await app.convert();
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Failure("TypeDoc cannot read the package's declarations.");
  return Object.fromEntries((project.children ?? []).map(({ name, children = [] }) => [name, children]));
}

const isClass = (/** @type {DeclarationReflection} */ { kind }) => kind === ReflectionKind.Class;

/**
 * What stands on which page.
 *
 * @param {Record<string, DeclarationReflection[]>} entries
 */
function pagesOf({ index = [], element = [] }) {
  const isType = (/** @type {DeclarationReflection} */ { kind }) => kind === ReflectionKind.TypeAlias;
  /** First what one calls, last what may go wrong. */
  const rank = (/** @type {DeclarationReflection} */ { kind, extendedTypes = [] }) =>
    kind === ReflectionKind.Function ? 0 : extendedTypes.length === 0 ? 1 : 2;
  return {
    core: {
      title: 'The core',
      about: 'What `pymalloc-explorer` exports besides [types](types.md). All sizes and addresses are in bytes.',
      its: index.filter((one) => !isType(one)).toSorted((a, b) => rank(a) - rank(b)),
    },
    types: {
      title: 'Types',
      about:
        'What goes into [the core](core.md) and comes out of it. All but `CoreSource` is plain data: it can be cloned and kept.',
      its: index.filter(isType).toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    },
    element: {
      title: 'The element',
      about:
        'What `pymalloc-explorer/element` exports. Importing it registers `<pymalloc-explorer>`, whose attributes, methods, ' +
        'events and looks are told in [Embedding](../../docs/embedding.md); here are their types.',
      its: [...element.filter(isClass), ...element.filter((one) => !isClass(one))],
    },
  };
}

/** @param {string} folder */
export async function writeApi(folder) {
  const pages = Object.entries(pagesOf(await read()));
  const pageOf = new Map(pages.flatMap(([page, { its }]) => its.map(({ name }) => [name, page])));
  mkdirSync(folder, { recursive: true });
  for (const [page, { title, about, its }] of pages) {
    const { section, outline } = writer((name) => {
      const other = pageOf.get(name);
      return other === undefined ? undefined : `${other === page ? '' : `${other}.html`}#${name}`;
    });
    const told = its.map((one) => (page === 'element' && isClass(one) ? outline(one) : section(one)));
    // What comes next is rustdoc's, where the site's own footer does not lead.
    const front = page === 'element' ? ['---\nnext: false\n---'] : [];
    // What a declaration has in braces is not for Vue.
    const text = [...front, `# ${title}`, about, '::: v-pre', ...told, ':::'];
    writeFileSync(join(folder, `${page}.md`), `${text.join('\n\n')}\n`);
  }
  return `${pageOf.size} declarations`;
}
