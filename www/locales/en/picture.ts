// English: saving a view as a picture. Never markup or style.

import { msg } from '../message.ts';

export const picture = {
  menu: 'Save picture',
  of: msg<{ view: string; format: string }>('Save “{view}” as {format}'),
  description: msg<{ edition: string; n: number; of: number }>(
    'pymalloc explorer, {edition}, after operation {n, number} of {of, number}',
  ),
};
