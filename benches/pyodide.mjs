// CPython 3.10.2 compiled to wasm, as npm has it.

// @ts-expect-error: its package.json hides its types
import { loadPyodide } from 'pyodide';
import { inRoot } from '../scripts/lib.mjs';

/** A new interpreter. Its own way of finding its files fails where they are imported by a path. @returns {Promise<any>} */
export const startPython = () => loadPyodide({ indexURL: inRoot('node_modules/pyodide') });
