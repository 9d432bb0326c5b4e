// What the session of an element asks of what shows it. An interface only, so that the one does not load the other.

import { type Language } from '../locales/language.ts';
import { type Messages } from '../locales/messages.ts';
import { type Tell } from './events.ts';
import { type Kept } from './mounted.ts';
import { type EmbedProblem } from './problem.ts';
import { type PymallocExplorer } from './pymalloc-explorer.ts';
import { type Settings } from './settings.ts';

/** An attribute that says where one begins. */
export type Start = 'step' | 'select';

export interface Around {
  readonly element: PymallocExplorer;
  readonly settings: Settings;
  readonly messages: Messages | undefined;
  readonly language: Language;
  readonly visible: boolean;
  /** What the element showed before it was taken out of the page. */
  readonly kept: Kept | undefined;
  readonly tell: Tell;
  /** Shows the session as it is now. */
  draw(): void;
  /** There is no session any more. */
  leave(): void;
  /** Something was done with the session. */
  changed(): void;
  /** Waits for the core that was asked for. Rejects where it does not run, and tells that. */
  started(core: Promise<void>): Promise<void>;
  /** Tells the console and the page of a problem. */
  report(found: EmbedProblem): Promise<void>;
  /** What is wrong with an attribute is shown until nothing is. */
  blame(attribute: Start, found: EmbedProblem | undefined): void;
  /** Gives a problem its words. */
  worded(found: EmbedProblem): Promise<EmbedProblem>;
  /** The link that opens the present state. */
  showLink(address: string): void;
}
