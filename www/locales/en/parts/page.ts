// English: the explorer's page around the views. A part of the catalogue that is loaded as one.

import { historySwitch } from '../history.ts';
import { scenarios } from '../scenarios.ts';
import { ui } from '../ui.ts';

export const part = { ui, historySwitch, scenarios };
