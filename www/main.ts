// The page's entry: its styles, its elements and its language, and how it is kept for use without a network.

import './theme.css';
import './app.css';
import './elements/all.ts';
import { PmExplorer } from './elements/pm-explorer.ts';
import { keepForOffline } from './offline/keep.ts';
import { followLanguage } from './page-language.ts';
import { followLinks } from './page-share.ts';

const explorer = document.querySelector('pm-explorer');
if (explorer instanceof PmExplorer) {
  followLanguage(explorer);
  followLinks(explorer);
  keepForOffline((change) => {
    explorer.change = change;
  });
}
