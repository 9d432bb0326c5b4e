// English: the views of bytes, layers and functions. A part of the catalogue that is loaded as one.

import { bytesView, explainView, layersView } from '../reading-views.ts';

export const part = { bytesView, explainView, layersView };
