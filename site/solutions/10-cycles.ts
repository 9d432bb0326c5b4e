// How the task of the chapter is done.

import { type Ways } from './deeds.ts';
import { lines } from './lines.ts';

export const garbage: Ways = {
  solved: lines('a.append(b)', 'b.append(a)', 'del a, b'),
  missed: lines('a.append(b)', 'del b', 'del a'),
};
