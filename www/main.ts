// The page's entry: its styles, its elements and its language, and how it is kept for use without a network.

import './theme.css';
import './app.css';
import './elements/all.ts';
import { define } from './define.ts';
import { PmExplorer } from './elements/pm-explorer.ts';
import { keepForOffline } from './offline/keep.ts';
import { followLanguage } from './page-language.ts';
import { followLinks } from './page-share.ts';
import { nextTask } from './slices.ts';

// What is loaded was read in this one. The explorer comes last, so that what it draws is there.
await nextTask();
define({ 'pm-explorer': PmExplorer });

const explorer = document.querySelector('pm-explorer');
if (explorer instanceof PmExplorer) {
  followLanguage(explorer);
  followLinks(explorer);
  keepForOffline((change) => {
    explorer.change = change;
  });
}
