// Which texts are in which part of a catalogue. A part is loaded when one of its texts is first asked for. Holds no text.

/** The texts of each part, by where they are in the catalogue; all others are there from the beginning. */
export const parts = {
  page: ['ui', 'historySwitch', 'scenarios'],
  embed: ['embed'],
  pool: ['poolView', 'states'],
  allocator: ['arenasView', 'arenaView', 'sizeClassesView', 'usedPoolsView', 'legend', 'objectLegend'],
  reading: ['bytesView', 'explainView', 'layersView'],
  telling: [
    'events',
    'called',
    'functions',
    'kinds',
    'phases',
    'operations',
    'requests',
    'places',
    'timeline.acts',
    'timeline.outcome',
    'timeline.work',
  ],
  outline: ['outline'],
  trouble: ['errors', 'errorWords', 'traceFile', 'crash', 'update', 'timeline.crash', 'embedProblems'],
  objects: ['objectsView', 'objectsPanel', 'generationsView', 'workingLists', 'collector'],
  lessons: ['lesson', 'objectScenarios'],
  compare: ['compare'],
  list: ['timeline.keys', 'timeline.list'],
  arithmetic: ['arithmetic'],
  share: ['share', 'embedCode'],
  'heap-map': ['heapMap'],
  predict: ['predict'],
  program: ['program'],
} as const;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as readonly PartName[];
