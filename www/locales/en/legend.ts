// English: what the signs of the drawings mean.

export const legend = {
  title: 'Legend',
  blocks: 'Blocks',
  pools: 'Pools',
  arenas: 'Arenas',
  marks: 'Marks',
  changed: { word: 'changed', meaning: 'written by the last action' },
  selected: { word: 'selected', meaning: 'shown in every view' },
  madeNow: { word: 'just handed out', meaning: 'the block that the last request got' },
  link: { word: 'link', meaning: 'a freed block holds the address of the next' },
  order: { word: 'order', meaning: 'place on the free list, 1 is the head' },
};

export const objectLegend = {
  objects: 'Objects',
  reachable: { word: 'object', meaning: 'a name leads to it, directly or through others' },
  garbage: { word: 'garbage', meaning: 'no name leads to it, yet it is not freed' },
  static: { word: 'static', meaning: "the interpreter's own: in no block, never freed" },
  references: 'References',
  reference: { word: 'reference', meaning: 'counts in ob_refcnt of the object that it leads to' },
  weak: { word: 'weak reference', meaning: 'does not count' },
  name: { word: 'name', meaning: 'leads to the object below it, and counts' },
  was: { word: 'was', meaning: 'a name that the object had' },
};
