// English: what is wrong with what an element in somebody else's page was given. Never markup or style.

import { msg } from '../message.ts';

export const problems = {
  wasm_refused:
    "This page's Content Security Policy refuses WebAssembly. It has to allow script-src 'wasm-unsafe-eval' and connect-src for the place that the script comes from.",
  wasm_not_loaded: msg<{ why: string }>('The core could not be loaded: {why}'),
  unknown_scenario: msg<{ name: string; known: string }>('There is no scenario "{name}". There are: {known}.'),
  no_code_block: msg<{ wanted: string }>(
    'for="{wanted}" names no code block: it is the id of an element with code, or "previous" for the code block before this element.',
  ),
  src_unreachable: msg<{ src: string }>(
    '{src} could not be loaded. It may not be there, or its server may not allow this page to read it (Access-Control-Allow-Origin).',
  ),
  src_status: msg<{ src: string; status: number }>('{src} could not be loaded: the server answered {status}.'),
  src_type: msg<{ src: string; type: string }>(
    '{src} is {type}, not a trace or a session file. A server that answers every address with HTML does that where the file is missing.',
  ),
  src_too_large: msg<{ src: string; most: number }>(
    '{src} is larger than {most, plural, one {# byte} other {# bytes}}.',
  ),
  bad_step: msg<{ step: string; of: number }>(
    'There is no step "{step}": there {of, plural, one {is # operation} other {are # operations}}. A step is written 12, 12.3 or L3.',
  ),
  bad_select: msg<{ what: string }>(
    'There is no "{what}" to choose. An address is written 0x100c0020, an entry usedpools[2] or arenas[0].',
  ),
  no_explorer: 'The element does not know where the explorer is: its attribute explorer has to say so.',
  failed: msg<{ why: string }>('It did not work: {why}'),
};
