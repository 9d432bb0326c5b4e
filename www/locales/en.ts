// English, ready to be used where no language is chosen: in tests and fixtures. The page itself asks language.ts.

import { catalogue } from './en/index.ts';
import { bind } from './message.ts';
import { type Messages } from './messages.ts';
import { tellers } from './telling.ts';

await tellers.load();

export const en: Messages = bind(catalogue, 'en');
