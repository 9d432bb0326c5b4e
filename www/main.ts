// The page's entry: its styles, its elements and its language.

import './theme.css';
import './app.css';
import './elements/all.ts';
import { PmExplorer } from './elements/pm-explorer.ts';
import { followLanguage } from './page-language.ts';
import { followLinks } from './page-share.ts';

const explorer = document.querySelector('pm-explorer');
if (explorer instanceof PmExplorer) {
  followLanguage(explorer);
  followLinks(explorer);
}
