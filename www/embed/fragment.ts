// The attributes of an element as they stand behind the `#` of the page for frames. A session's link, as the explorer gives
// it, may stand there too, with attributes among its values.

import { observedAttributes } from './settings.ts';

/** What a session's link says; docs/session-format.md. All other names are attributes. */
const ofSession: ReadonlySet<string> = new Set(['edition', 'arenas', 'step', 'select', 'state', 'topic', 'v', 'z']);

/** The explorer lies beside the page; whoever leads somebody to the page does not say where else its link leads. */
const taken = observedAttributes.filter((name) => name !== 'explorer');

export interface Fragment {
  readonly attributes: ReadonlyMap<string, string>;
  readonly program: string | undefined;
}

/** `usual` is the language where none is named. */
export function attributesOf(fragment: string, usual: string): Fragment {
  const pairs = fragment
    .replace(/^#/, '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [name: string, value: string] => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')];
    });
  const isSession = pairs.some(([name]) => name === 'v');
  const session = pairs.filter(([name]) => isSession && ofSession.has(name));
  const others = pairs
    .filter(([name]) => !isSession || !ofSession.has(name))
    .map(([name, value]): [string, string] => [name, decoded(value)]);
  const known = others.filter(([name]) => taken.some((one) => one === name));
  const attributes = new Map([['lang', usual], ['loading', 'eager'], ...known] as const);
  if (isSession) attributes.set('state', session.map((pair) => pair.join('=')).join('&'));
  return { attributes, program: others.find(([name]) => name === 'program')?.[1] };
}

/** `+` is a plus: it is a fragment, not a form. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
