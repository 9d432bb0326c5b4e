// What shares sessions, loaded when it is first needed.

import { Later } from '../later.ts';

export const sharing = new Later(() => import('./index.ts'));
