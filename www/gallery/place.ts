// Where one is in the gallery, as the part of the address behind the `#` has it: `#pool`, `#pool/full`, or everything.

import { type FixtureName } from '../fixtures/all.ts';
import { diagrams, type DrawnName } from './diagrams.ts';

export interface Place {
  /** Nothing: all of them. */
  readonly diagram: DrawnName | undefined;
  readonly example: FixtureName | undefined;
}

/** An example that does not exist leads to its diagram, a diagram that does not exist to all of them. */
export function placeIn(hash: string, names: readonly FixtureName[]): Place {
  const asked = decoded(hash.replace(/^#/, ''));
  return {
    diagram: diagrams.find((name) => name === asked.split('/')[0]),
    example: names.find((name) => name === asked),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
