// English: sharing a session. A part of the catalogue that is loaded as one.

import { embedCode } from '../embed-code.ts';
import { share } from '../share.ts';

export const part = { share, embedCode };
