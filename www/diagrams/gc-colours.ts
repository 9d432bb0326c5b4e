// The three colours of a collection, drawn alike wherever they appear: a face with its own texture, and the word.

import { html, type TemplateResult } from 'lit';

import { type Colour } from '../generated/Colour.ts';
import { type Kind } from '../generated/Kind.ts';
import { type Messages } from '../locales/messages.ts';

/** The face of a colour: empty, hatched or filled. Told by a word beside it, so no reader needs it. */
export function colourFace(colour: Colour): TemplateResult {
  return html`<span class="gc-face gc-${colour}" aria-hidden="true"></span>`;
}

export function colourTag(colour: Colour, messages: Messages): TemplateResult {
  return html`<span class="gc-colour">${colourFace(colour)} ${messages.states.colour[colour].word}</span>`;
}

/** What an object is called where space is short: its name, else what it is. */
export function shortName(object: { label: string | null; kind: Kind }, messages: Messages): string {
  return object.label ?? messages.kinds[object.kind];
}
