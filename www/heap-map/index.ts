// The elements of the map, registered: loaded by whoever shows it, when it comes into sight.

import { define } from '../define.ts';
import { PmHeapMap } from './pm-heap-map.ts';
import { PmMapTree } from './pm-map-tree.ts';

define({ 'pm-map-tree': PmMapTree, 'pm-heap-map': PmHeapMap });
