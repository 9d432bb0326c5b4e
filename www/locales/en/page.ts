// English: the words of the page itself, put together. Sentences about what happens in memory are elsewhere.

import { arenasView, arenaView } from './arena-views.ts';
import { collector } from './collector.ts';
import { errors, errorWords } from './errors.ts';
import { events } from './events.ts';
import { called, functions, kinds, phases } from './functions.ts';
import { generationsView, workingLists } from './generations-view.ts';
import { legend, objectLegend } from './legend.ts';
import { lesson, objectScenarios } from './object-scenarios.ts';
import { objectsPanel } from './objects-panel.ts';
import { objectsView } from './objects-view.ts';
import { operations, requests } from './operations.ts';
import { places } from './places.ts';
import { poolView, sizeClassesView, usedPoolsView } from './pool-views.ts';
import { bytesView, explainView, layersView } from './reading-views.ts';
import { states } from './states.ts';
import { stepper } from './stepper.ts';
import { traceFile } from './trace-file.ts';
import { ui } from './ui.ts';
import { diagram, views } from './views.ts';

export const page = {
  lang: 'en',
  views,
  diagram,
  states,
  legend,
  arenasView,
  arenaView,
  poolView,
  usedPoolsView,
  sizeClassesView,
  bytesView,
  layersView,
  explainView,
  objectsView,
  objectLegend,
  objectsPanel,
  generationsView,
  workingLists,
  collector,
  stepper,
  ui,
  traceFile,
  events,
  functions,
  kinds,
  called,
  phases,
  operations,
  requests,
  places,
  errors,
  errorWords,
  objectScenarios,
  lesson,
};
