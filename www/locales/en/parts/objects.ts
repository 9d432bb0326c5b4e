// English: objects and the collector. A part of the catalogue that is loaded as one.

import { collector } from '../collector.ts';
import { generationsView, workingLists } from '../generations-view.ts';
import { objectsPanel } from '../objects-panel.ts';
import { objectsView } from '../objects-view.ts';

export const part = { objectsView, objectsPanel, generationsView, workingLists, collector };
