// How the task of the chapter is done.

import { type Ways } from './deeds.ts';
import { lines } from './lines.ts';

export const company: Ways = {
  solved: lines('a = []', 'x.friend = a', 'del a', 'del x'),
  missed: lines('a = []', 'del x'),
};
