// The elements of the explorer's page.

import { define } from '../define.ts';
import { PmBreadcrumb } from './pm-breadcrumb.ts';
import { PmCollector } from './pm-collector.ts';
import { PmControls } from './pm-controls.ts';
import { PmCopyText } from './pm-copy-text.ts';
import { PmEmbedCode } from './pm-embed-code.ts';
import { PmExplorer } from './pm-explorer.ts';
import { PmKeys } from './pm-keys.ts';
import { PmLanguage } from './pm-language.ts';
import { PmLesson } from './pm-lesson.ts';
import { PmMessages } from './pm-messages.ts';
import { PmObjects } from './pm-objects.ts';
import { PmPicture } from './pm-picture.ts';
import { PmOperations } from './pm-operations.ts';
import { PmPredict, PmPredictSwitch } from './pm-predict.ts';
import { PmPrograms } from './pm-programs.ts';
import { PmStepper } from './pm-stepper.ts';
import { PmTimeline } from './pm-timeline.ts';
import { PmShare } from './pm-share.ts';
import { PmUndo } from './pm-undo.ts';
import { PmUpdate } from './pm-update.ts';
import { PmView } from './pm-view.ts';

define({
  'pm-breadcrumb': PmBreadcrumb,
  'pm-collector': PmCollector,
  'pm-controls': PmControls,
  'pm-copy-text': PmCopyText,
  'pm-embed-code': PmEmbedCode,
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
  'pm-update': PmUpdate,
  'pm-view': PmView,
  // Last, so that what it draws is there.
  'pm-explorer': PmExplorer,
});
