// The page's entry: its styles and its elements.

import './theme.css';
import './app.css';
import './define.ts';
