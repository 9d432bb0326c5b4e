// The elements that the explorer starts with, without itself. Those that come later register themselves (later.ts).

import { define } from '../define.ts';
import { PmBreadcrumb } from './pm-breadcrumb.ts';
import { PmControls } from './pm-controls.ts';
import { PmLanguage } from './pm-language.ts';
import { PmMessages } from './pm-messages.ts';
import './pm-picture.ts';
import { PmPredictSwitch } from './pm-predict-switch.ts';
import { PmPrograms } from './pm-programs.ts';
import { PmShare } from './pm-share.ts';
import { PmTimeline } from './pm-timeline.ts';
import { PmUndo } from './pm-undo.ts';
import { PmUpdate } from './pm-update.ts';
import { PmView } from './pm-view.ts';

define({
  'pm-breadcrumb': PmBreadcrumb,
  'pm-controls': PmControls,
  'pm-language': PmLanguage,
  'pm-messages': PmMessages,
  'pm-predict-switch': PmPredictSwitch,
  'pm-programs': PmPrograms,
  'pm-share': PmShare,
  'pm-timeline': PmTimeline,
  'pm-undo': PmUndo,
  'pm-update': PmUpdate,
  'pm-view': PmView,
});
