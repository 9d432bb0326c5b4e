// What the gallery shows at a time, and what the reader can ask of it. A type only.

import { type Draw, type FixtureName } from '../fixtures/all.ts';
import { type Language } from '../locales/language.ts';
import { type Theme } from './appearance.ts';
import { type Place } from './place.ts';
import { type Words } from './words.ts';

/** As wide as there is room, or as on a phone, several beside each other. */
export const widths = ['wide', 'narrow'] as const;
export type Width = (typeof widths)[number];

export interface Shown {
  readonly words: Words;
  readonly place: Place;
  readonly fixtures: Readonly<Record<FixtureName, Draw>>;
  /** Of the fixtures, in their order. */
  readonly names: readonly FixtureName[];
  readonly theme: Theme;
  readonly width: Width;
  /** Whether the list of diagrams is open, where it can be closed. */
  readonly isOpen: boolean;
  readonly onLanguage: (language: Language) => void;
  readonly onTheme: (theme: Theme) => void;
  readonly onWidth: (width: Width) => void;
  readonly onOpen: (isOpen: boolean) => void;
}
