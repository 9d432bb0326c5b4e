// How the manifest of the element is made (custom-elements.json, for editors and for docs/embedding.md): attributes,
// properties, methods, events, slots and parts, all from the JSDoc of its class, and CSS custom properties from the theme.
// What is not for authors is left out.

import { readFileSync } from 'node:fs';
import { inRoot } from './lib.mjs';

/** The file of the package that exports the class, and registers it. */
const MODULE = 'element.js';

/** @typedef {{ kind?: string, name?: string, privacy?: string, static?: boolean, description?: string }} Entry */
/** @typedef {{ name: string, tagName?: string, members?: Entry[], events?: Entry[], cssProperties?: Entry[] }} Declaration */
/** @typedef {{ path: string, declarations: Declaration[], exports: { kind: string, name: string, declaration: { name: string, module: string } }[] }} Module */

/** What a page may set, as theme.css says it: what each is for, and its value. */
function themeProperties() {
  const theme = readFileSync(inRoot('www/theme.css'), 'utf8');
  return [...theme.matchAll(/\/\* ([^*]+) \*\/\s+(--pm-[\w-]+):\s*([^;]+);/g)].map(
    ([, description = '', name = '', value = '']) => ({
      description,
      name,
      default: value.replace(/\s+/g, ' '),
    }),
  );
}

/** A field or an event that nobody has documented is only something that the analyzer has found in the code. */
const documented = (/** @type {Entry} */ { kind, privacy, description, static: isStatic }) =>
  privacy !== 'private' && !isStatic && (kind === 'method' || (description !== undefined && description !== ''));

const forAuthors = {
  name: 'for-authors',
  packageLinkPhase(/** @type {{ customElementsManifest: { modules: Module[] } }} */ { customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      module.path = MODULE;
      for (const exported of module.exports) exported.declaration.module = MODULE;
      for (const declaration of module.declarations) {
        const { name, tagName, members = [], events = [] } = declaration;
        declaration.members = members.filter(documented);
        declaration.events = events.filter(documented);
        if (tagName === undefined) continue;
        declaration.cssProperties = themeProperties();
        module.exports.push({
          kind: 'custom-element-definition',
          name: tagName,
          declaration: { name, module: MODULE },
        });
      }
    }
  },
};

export default {
  globs: ['www/embed/pymalloc-explorer.ts'],
  outdir: 'pkg',
  // It would write into the package.json of the whole project.
  packagejson: false,
  quiet: true,
  plugins: [forAuthors],
};
