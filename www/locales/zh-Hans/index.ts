// 简体中文: the same keys as English, put together from the parts. Holds no logic.

import { type catalogue as english } from '../en/index.ts';
import { type Translation } from '../message.ts';
import { arenasView, arenaView } from './arena-views.ts';
import { arithmetic } from './arithmetic.ts';
import { collector } from './collector.ts';
import { compare } from './compare.ts';
import { embed } from './embed.ts';
import { embedCode } from './embed-code.ts';
import { errors, errorWords } from './errors.ts';
import { events } from './events.ts';
import { called, functions, kinds, phases } from './functions.ts';
import { generationsView, workingLists } from './generations-view.ts';
import { heapMap, historySwitch } from './heap-map.ts';
import { legend, objectLegend } from './legend.ts';
import { lesson, objectScenarios } from './object-scenarios.ts';
import { objectsPanel } from './objects-panel.ts';
import { objectsView } from './objects-view.ts';
import { operations, requests } from './operations.ts';
import { outline } from './outline.ts';
import { places } from './places.ts';
import { predict } from './predict.ts';
import { program } from './program.ts';
import { poolView, sizeClassesView, usedPoolsView } from './pool-views.ts';
import { bytesView, explainView, layersView } from './reading-views.ts';
import { scenarios } from './scenarios.ts';
import { share } from './share.ts';
import { states } from './states.ts';
import { stepper } from './stepper.ts';
import { timeline } from './timeline.ts';
import { traceFile } from './trace-file.ts';
import { ui } from './ui.ts';
import { diagram, views } from './views.ts';

export const catalogue: Translation<typeof english> = {
  lang: 'zh-Hans',
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
  arithmetic,
  compare,
  embed,
  embedCode,
  heapMap,
  historySwitch,
  outline,
  predict,
  program,
  scenarios,
  share,
  timeline,
};
