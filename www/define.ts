// The only place where elements are registered.

import { PmBreadcrumb } from './elements/pm-breadcrumb.ts';
import { PmCollector } from './elements/pm-collector.ts';
import { PmControls } from './elements/pm-controls.ts';
import { PmExplorer } from './elements/pm-explorer.ts';
import { PmKeys } from './elements/pm-keys.ts';
import { PmLanguage } from './elements/pm-language.ts';
import { PmLesson } from './elements/pm-lesson.ts';
import { PmMessages } from './elements/pm-messages.ts';
import { PmObjects } from './elements/pm-objects.ts';
import { PmPicture } from './elements/pm-picture.ts';
import { PmOperations } from './elements/pm-operations.ts';
import { PmPredict, PmPredictSwitch } from './elements/pm-predict.ts';
import { PmPrograms } from './elements/pm-programs.ts';
import { PmStepper } from './elements/pm-stepper.ts';
import { PmTimeline } from './elements/pm-timeline.ts';
import { PmShare } from './elements/pm-share.ts';
import { PmUndo } from './elements/pm-undo.ts';
import { PmView } from './elements/pm-view.ts';

const elements: Record<string, CustomElementConstructor> = {
  'pm-breadcrumb': PmBreadcrumb,
  'pm-collector': PmCollector,
  'pm-controls': PmControls,
  'pm-keys': PmKeys,
  'pm-language': PmLanguage,
  'pm-lesson': PmLesson,
  'pm-messages': PmMessages,
  'pm-objects': PmObjects,
  'pm-picture': PmPicture,
  'pm-operations': PmOperations,
  'pm-predict': PmPredict,
  'pm-predict-switch': PmPredictSwitch,
  'pm-programs': PmPrograms,
  'pm-share': PmShare,
  'pm-stepper': PmStepper,
  'pm-timeline': PmTimeline,
  'pm-undo': PmUndo,
  'pm-view': PmView,
  // Last, so that what it draws is there.
  'pm-explorer': PmExplorer,
};

for (const [name, element] of Object.entries(elements)) {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
