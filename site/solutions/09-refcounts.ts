// How the task of the chapter is done.

import { type Ways } from './deeds.ts';
import { lines } from './lines.ts';

export const together: Ways = {
  solved: lines('a.append(b)', 'b.append(c)', 'del b, c', 'del a'),
  missed: lines('a.append(b)', 'del b', 'del c'),
};
