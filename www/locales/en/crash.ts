// English: a core that broke, and a newer build of the page. Never markup or style.

import { msg } from '../message.ts';

/** The text for a report of a bug. */
export const report = {
  version: msg<{ version: string; browser: string }>('pymalloc-explorer {version}, {browser}'),
  noMemory: 'The core stopped: the browser grants no more memory',
  at: msg<{ operation: number }>('After operation {operation, number}'),
  inside: msg<{ operation: number; mark: number }>('Inside operation {operation, number}, after step {mark, number}'),
  stopped: msg<{ message: string }>('The core stopped: {message}'),
  where: msg<{ edition: string; arenas: string }>('Edition {edition}, arenas {arenas}'),
  acts: msg<{ list: string }>('Last actions: {list}'),
  none: 'none',
  between: '; ',
};

/** The box that says so. */
export const crash = {
  title: 'Something in the core broke',
  meaning: 'That is our bug, not your mistake. The heap is lost, but a good copy of it was kept.',
  noMemory: 'The browser grants no more memory',
  noMemoryMeaning: 'The last action needed more than there is. What was there before it can be restored.',
  restore: 'Restore the last good state',
  report: 'If you report this, please send us the following text. Nothing is sent by itself.',
  text: 'Text for a report',
  copy: 'Copy report',
  copied: 'The report is copied.',
  notCopied: 'The browser does not let the page copy: the report is selected, so that you can.',
};

/** A newer build of the page is there. */
export const update = {
  title: 'New version',
  ready: 'A new version of this page is ready. What you have done comes along.',
  reload: 'Reload to use the new version',
  loses: 'What you have done is too much to come along: save the session first, under Share.',
  reloadAnyway: 'Reload without it',
  later: 'Later',
  putOff: 'The new version waits until you open the page again.',
};
