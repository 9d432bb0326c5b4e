// The lines that outlines are put together from, and the events that happen on each: one event of a function happens on
// one line of its outline. Texts are the language's; order and versions are those of the outlines beside this.

import { type Event } from '../generated/Event.ts';
import { type Phase } from '../generated/Phase.ts';

/** An event by its kind; the beginning of a phase by the phase, too. */
export type EventKey = Exclude<Event['kind'], 'Call' | 'PhaseStarted'> | `PhaseStarted ${Phase}`;

type Lines = Record<string, readonly EventKey[]>;

const allocator = {
  // PyObject_Malloc and its siblings
  refuseTooLarge: ['RequestTooLarge'],
  askTable: [],
  askPymalloc: [],
  rawInstead: [],
  countRaw: ['RawBlockCounted'],
  refuseOverflow: ['CallocOverflow'],
  zeroBlock: [],
  reallocNull: ['ReallocOfNull'],
  rawRealloc: ['ReallocOfRaw'],
  freeNull: ['FreeNull'],
  rawFree: [],
  uncountRaw: ['RawBlockUncounted'],

  // pymalloc_alloc
  declineZero: ['DeclinedZero'],
  declineLarge: ['DeclinedLarge'],
  sizeClass: [],
  usedPool: ['UsedPoolFound'],
  takeBlock: ['TookFreeBlock'],
  takeLastBlock: ['TookLastFreeBlock'],
  emptyRing: ['NoUsedPool'],

  // pymalloc_pool_extend
  carveBlock: ['NextBlockCarved'],
  poolFull: ['PoolFull'],

  // allocate_from_new_pool
  needArena: ['NoUsableArena'],
  noArena: ['NoArenaToBeHad'],
  startUsable: ['UsableArenasStarted'],
  fullestArena: ['UsableArenaChosen'],
  lastaDown: ['Nfp2lastaSteppedDown'],
  takeFreePool: ['FreePoolTaken'],
  fullAfterTaking: ['ArenaFullAfterFreePool'],
  carvePool: ['PoolCarved'],
  fullAfterCarving: ['ArenaFullAfterCarving'],
  linkPool: ['PoolLinked'],
  continuePool: ['PoolReusedAsIs'],
  initPool: ['PoolInitialised'],

  // new_arena
  needObjects: [],
  firstObjects: ['ArenasAllocated'],
  doubleObjects: ['ArenasDoubled'],
  noObjects: ['ArenasNotGrown'],
  takeObject: ['ArenaObjectTaken'],
  markFails: ['ArenaMarkFailed'],
  returnObject: ['ArenaObjectReturned'],
  associate: ['ArenaAssociated'],
  startsAligned: ['ArenaStartsAligned'],
  startsUnaligned: ['ArenaStartsUnaligned'],
  systemGrants: ['ArenaMapped'],
  systemLimit: ['ArenaLimitReached'],
  systemRefuses: ['ArenaNotMapped'],
  systemTakes: ['ArenaUnmapped'],

  // address_in_range, arena_map_mark_used
  radixIndexes: [],
  radixOwns: ['InRangeByRadix'],
  radixDisowns: ['NotInRangeByRadix'],
  readIndex: [],
  indexOwns: ['InRangeByIndex'],
  indexDisowns: ['NotInRangeByIndex'],
  radixEntry: [],
  radixNode: ['RadixNodeAllocated'],
  noRadixNode: ['RadixNodeNotAllocated'],
  markOne: ['ArenaMarkedAligned'],
  markTwo: ['ArenaMarkedUnaligned'],
  unmark: ['ArenaUnmarked'],

  // pymalloc_free, insert_to_usedpool, insert_to_freepool
  poolOfBlock: [],
  notOwned: [],
  linkBlock: ['BlockLinked'],
  wasFull: ['PoolWasFull'],
  staysUsed: ['PoolStaysUsed'],
  isEmpty: ['PoolIsEmpty'],
  relinkPool: ['PoolRelinked'],
  unlinkPool: ['PoolUnlinked'],
  toFreepools: ['PoolToFreepools'],
  lastaBack: ['Nfp2lastaSteppedBack'],
  lastaStays: ['Nfp2lastaUnmoved'],
  countFreePool: ['FreePoolCounted'],
  allFree: [],
  leaveUsable: ['ArenaUnlinked'],
  objectUnused: ['ArenaObjectUnused'],
  released: ['ArenaReleased'],
  keepLast: ['ArenaKept'],
  usableAgain: ['ArenaUsableAgain'],
  lastaSet: ['Nfp2lastaSet'],
  inOrder: ['ArenaInOrder', 'ArenaWasLast'],
  outOfOrder: ['ArenaOutOfOrder', 'ArenaWasNotLast'],
  walkPast: ['ArenaWalkedPast'],
  insertAfter: ['ArenaInsertedAfter'],

  // pymalloc_realloc
  grows: ['ReallocGrows'],
  stays: ['ReallocStays'],
  shrinks: ['ReallocShrinks'],
  moveFails: ['ReallocFails'],
  copyBytes: ['Copied'],
  zeroBytes: ['Zeroed'],

  // PyMem_Raw*, the C library
  oneForNone: ['RawZeroMadeOne'],
  takeFit: ['RawChunkTaken'],
  splitFit: ['RawChunkSplit'],
  mapSegment: ['RawSegmentMapped'],
  noMemory: ['RawNoMemory'],
  rawStays: ['RawStays'],
  rawMoves: ['RawMoves'],
  freeFit: ['RawChunkFreed'],
  unmapSegment: ['RawSegmentUnmapped'],
  sameAllocator: [],
} satisfies Lines;

const collector = {
  // _PyObject_GC_Alloc, PyObject_GC_Del
  headInFront: [],
  countAllocation: ['AllocationCounted'],
  thresholdPassed: ['ThresholdPassed'],
  alreadyCollecting: ['AlreadyCollecting'],
  leaveList: [],
  countDeallocation: ['DeallocationCounted'],

  // gc_collect_generations, gc_collect_main
  oldestFirst: [],
  notDue: ['GenerationNotDue'],
  putOff: ['FullCollectionPutOff'],
  chosen: ['GenerationChosen'],
  start: ['CollectionStarted'],
  mergeYounger: ['PhaseStarted merge_younger'],
  merged: ['GenerationsMerged'],
  moveSurvivors: ['PhaseStarted move_survivors'],
  pending: ['LongLivedPending'],
  survivors: ['SurvivorsMoved'],
  fullCollection: [],
  longLived: ['LongLivedTotal'],
  finished: ['CollectionFinished'],

  // deduce_unreachable
  copyEach: ['PhaseStarted update_refs'],
  copyRefs: ['RefsCopied'],
  subtractEach: ['PhaseStarted subtract_refs'],
  followRefs: ['SubtractingRefsOf'],
  subtractRef: ['RefSubtracted'],
  scan: ['PhaseStarted move_unreachable'],
  reachable: ['Reachable'],
  markReachable: ['MarkedReachable'],
  moveBack: ['MovedBack'],
  willBeScanned: ['VisitedWaiting'],
  notInQuestion: ['VisitedUntracked', 'VisitedNotCollecting', 'VisitedReachable'],
  tentative: ['TentativelyUnreachable'],

  // untrack_tuples, untrack_dicts
  eachTuple: ['PhaseStarted untrack_tuples'],
  eachDict: ['PhaseStarted untrack_dicts'],
  untrackHarmless: ['Untracked', 'UntrackedByContents'],

  // finalizers, weak references, and the end
  eachLegacy: ['PhaseStarted move_legacy_finalizers'],
  toFinalizers: ['MovedToFinalizers'],
  legacyReaches: ['PhaseStarted move_legacy_finalizer_reachable'],
  followFinalizer: ['FollowingFinalizer'],
  reachedFromFinalizer: ['ReachedFromFinalizers'],
  eachWeakref: ['PhaseStarted handle_weakrefs'],
  weakrefTrash: ['WeakrefIsTrash'],
  clearWeakref: ['WeakrefCleared'],
  keepCallback: ['CallbackToCall'],
  weakrefSurvived: ['WeakrefSurvived'],
  eachFinalizer: ['PhaseStarted finalize_garbage'],
  deduceAgain: ['PhaseStarted handle_resurrected_objects'],
  resurrected: ['SurvivedResurrection'],
  breakCycles: ['PhaseStarted delete_garbage'],
  saveAll: ['SavedAsGarbage'],
  clearObject: ['Cleared'],
  survivedClear: ['SurvivedClear'],
  legacyGarbage: ['PhaseStarted handle_legacy_finalizers'],
  uncollectable: ['Uncollectable'],
  emptyFreeLists: ['PhaseStarted clear_freelists'],
  freeListsEmptied: ['FreeListsCleared'],
} satisfies Lines;

const objects = {
  // of many functions
  references: ['Incref', 'Decref', 'DecrefToZero'],
  shared: ['SharedObjectUsed'],
  fromFreeList: ['TakenFromFreeList'],
  toFreeList: ['KeptOnFreeList'],
  memory: [],
  giveMemoryBack: [],
  initialise: ['ObjectInitialised'],
  track: ['Tracked'],
  untrack: ['Untracked'],
  storeItem: ['ItemStored'],
  removeItem: ['ItemRemoved'],
  pythonRuns: ['NameBound', 'NameUnbound', 'ActionSkipped', 'NestedCollectReturned', 'AlreadyCollecting'],
  callFinalizer: ['FinalizerCalled'],
  skipFinalizer: ['FinalizerSkipped'],
  callLegacyFinalizer: ['LegacyFinalizerCalled'],
  callCallback: ['WeakrefCallback'],
  comesBack: ['Resurrected'],

  // a line of Python
  names: ['NameBound', 'NameUnbound'],
  setting: ['ThresholdSet', 'EnabledSet', 'DebugSet', 'FreeListsSet'],
  freeze: ['Frozen', 'Unfrozen'],
  limit: ['LimitSet'],
  writeBytes: ['BytesWritten'],
  takeNumberBlock: ['NumberBlockCut'],

  // lists
  roomEnough: ['ListSizeSet'],
  resizeItems: ['ListResized'],

  // dicts and sets
  keysFromFreeList: ['KeysTakenFromFreeList'],
  keysToFreeList: ['KeysKeptOnFreeList'],
  shareKeys: ['KeysShared'],
  lookUp: [],
  insertEntry: ['EntryInserted'],
  replaceValue: ['EntryReplaced'],
  deleteEntry: ['EntryDeleted'],
  growTable: [],
  combine: ['DictMadeCombined'],
  moveDict: ['DictResized', 'DictRebuilt', 'DictTableResized'],
  instanceDict: ['InstanceDictCreated'],
  insertKey: ['SetEntryInserted'],
  deleteKey: ['SetEntryDeleted'],
  moveSet: ['SetResized', 'SetTableResized'],

  // weak references
  linkWeakref: ['WeakrefLinked'],
  clearWeakrefs: ['WeakrefCleared'],

  // deallocation
  deposit: ['TrashDeposited'],
  dying: ['Deallocating'],
  takeDeposit: ['TrashTaken'],
  emptyFirst: [],
} satisfies Lines;

export const lines = { ...allocator, ...collector, ...objects };
export type LineId = keyof typeof lines;
