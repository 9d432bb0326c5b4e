// The view of everything that was done, with its element.

import { html } from 'lit';
import { define } from '../define.ts';
import { PmOperations } from '../elements/pm-operations.ts';
import { plain } from './drawing.ts';

define({ 'pm-operations': PmOperations });

export const timeline = plain(
  [],
  ({ session, options }) => html`<pm-operations .session=${session} .options=${options}></pm-operations>`,
);
