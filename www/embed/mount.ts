// The large part of an element, loaded when one comes near: the core, the session, what is drawn. Registers the elements
// that it draws with.

import { define } from '../define.ts';
import { PmMessages } from '../elements/pm-messages.ts';
import '../elements/pm-picture.ts';
import { PmView } from '../elements/pm-view.ts';
import { Guest, type Mounting } from './guest.ts';
import { type Mounted } from './mounted.ts';
import { PmEmbed } from './pm-embed.ts';

/** Rejects where the element cannot run here; then it says why. */
export async function mount(mounting: Mounting): Promise<Mounted> {
  define({
    'pm-messages': PmMessages,
    'pm-view': PmView,
    'pm-embed': PmEmbed,
  });
  const guest = new Guest(mounting);
  await guest.start();
  return guest;
}
