// English: one sentence for each event of objects, reference counts and the collector. Says what happened and why, with
// the values that decided it; never describes how the page looks.

import { type EventTexts } from '../event-values.ts';
import { msg } from '../message.ts';

export const objectEvents = {
  Incref: msg('One reference more leads to {object}: ob_refcnt becomes {refcnt, number}.'),
  Decref: msg(
    'One reference less leads to {object}: ob_refcnt becomes {refcnt, number}, which is not 0, so it lives on.',
  ),
  DecrefToZero: msg(
    'The last reference to {object} is gone: ob_refcnt becomes 0, so this {of} is deallocated at once.',
  ),
  NameBound: msg(
    '{known, select, yes {The name {name} leads} other {A name leads}} to {object}: a root, which counts as a reference from outside.',
  ),
  NameUnbound: msg(
    '{known, select, yes {The name {name} does} other {A name does}} not lead to {object} any longer; the reference that it held goes with it.',
  ),

  ObjectInitialised: msg(
    '{object} comes into being in {nbytes, plural, one {# byte} other {# bytes}}: ob_type says {of}, ob_refcnt is 1.',
  ),
  TakenFromFreeList: msg(
    'The free list of its type is not empty: {object}, the {of} that was put there last, is used again without any allocation. {numfree, plural, =0 {None is} one {# is} other {# are}} left there.',
  ),
  KeptOnFreeList: msg(
    '{object} keeps its memory for the next {of}: the free list of its type {most, plural, =0 {has no limit} other {holds {numfree, number} with it, of {most, number} at most}}.',
  ),
  KeysTakenFromFreeList: msg(
    'A key table of the smallest size is on the free list: {keys} is used again. {numfree, plural, =0 {None is} one {# is} other {# are}} left there.',
  ),
  KeysKeptOnFreeList: msg(
    'The key table at {keys} has the smallest size, and its free list has room, so it is kept: the list holds {numfree, number} with it, of {most, number} at most.',
  ),
  SharedObjectUsed: msg(
    'An equal {of} exists already and never changes: {object} is shared instead of making another.',
  ),
  NumberBlockCut: msg(
    'The free list of {of} is empty: a block at {block} is cut into room for {count, plural, one {# object} other {# objects}}, which all go to that list.',
  ),
  ListSizeSet: msg(
    'The array of {object} has room for {allocated, number}, and {half, number} ≤ {size, number} ≤ {allocated, number}: it suffices and is not too large, so only ob_size changes, to {size, number}.',
  ),
  ListResized: msg(
    'The array of {object} has room for {before, number}, which {fit, select, small {is less than {size, number}} other {is more than twice {size, number}}}: it is resized to {allocated, number}{allocated, plural, =0 {} other {, with some to spare for the next appends}}; ob_item is {ob_item}.',
  ),
  ItemStored: msg('{object} refers to {item}, at index {index, number}.'),
  ItemRemoved: msg('{object} does not refer to {item} any longer, which was at index {index, number}.'),
  EntryInserted: msg(
    '{object} has no key equal to {key} yet, which comes in with the value {value}: entry {index, number}, which the hash {hash} leads to.',
  ),
  EntryReplaced: msg(
    'The key {key} is in {object} already, so no entry is added: its value becomes {value} instead of {old}.',
  ),
  EntryDeleted: msg(
    'The key {key} and its value {value} leave {object}; their place stays marked, so that searches go on past it.',
  ),
  DictResized: msg(
    'dk_usable is 0: the key table of {before, number} slots takes no more entries, though a third of its slots may be free. {object} has {used, plural, one {# entry} other {# entries}}, and 3 × {used, number} = {wanted, number} leads to {size, number} slots; {used, plural, one {the entry moves} other {the entries move}} there, deleted ones stay behind.',
  ),
  DictRebuilt: msg(
    'dk_usable is {usable, number}, but room is not what {object} needs: it moves to a key table of {size, number} slots that is its own and has no gaps. {used, plural, =0 {It has no entry to take along.} one {# entry goes along.} other {# entries go along.}}',
  ),
  DictTableResized: msg(
    '3 × ma_fill = {three_fills, number} ≥ 2 × {before, number} = {two_tables, number}: {fill, number} of the {before, number} slots were in use, deleted ones included, too many for fast searches. {object} moves to a table of {size, number} slots; {used, plural, one {# entry goes along, deleted ones stay} other {# entries go along, deleted ones stay}} behind.',
  ),
  DictMadeCombined: msg(
    '{object} does not do what the other instances of its class do: it leaves the keys that they share for a table of its own at {keys}.',
  ),
  KeysShared: msg(
    'One more dict uses the key table of its class at {keys}, and only the values are its own; dk_refcnt becomes {refcnt, number}.',
  ),
  SetEntryInserted: msg(
    '{object} has no key equal to {key} yet, which goes to entry {index, number}, the first free one on the way that the hash {hash} leads.',
  ),
  SetEntryDeleted: msg('{key} leaves {object}: a dummy stands in its entry, so that searches go on past it.'),
  SetResized: msg(
    '5 × fill = {five_fills, number} ≥ 3 × mask = {three_masks, number}: {fill, number} of the {before, number} entries were in use, dummies included, too many for fast searches. {object} moves its {used, plural, one {# key} other {# keys}} to a table of {size, number} entries.',
  ),
  SetTableResized: msg(
    '3 × fill = {three_fills, number} ≥ 2 × {before, number} = {two_tables, number}: {fill, number} of the {before, number} entries were in use, dummies included, too many for fast searches. {object} moves its {used, plural, one {# key} other {# keys}} to a table of {size, number} entries.',
  ),
  InstanceDictCreated: msg('{object} has no __dict__ yet and gets its first attribute: {dict} is made for it.'),

  WeakrefLinked: msg(
    '{weakref} joins the list of weak references to {object}; ob_refcnt stays as it is, since weak references do not count.',
  ),
  WeakrefCleared: msg(
    '{weakref} leaves the list of weak references to {object}: calling it answers None from here on.',
  ),
  WeakrefCallback: msg('The callback of {weakref} is called: its object is out of reach already.'),

  Deallocating: msg(
    'Nothing can save {object} any more: the references that this {of} holds, if any, are dropped, then its memory is given back.',
  ),
  TrashDeposited: msg(
    '{nesting, number} deallocations are nested, as many as the trashcan allows: {object} waits in trash_delete_later, so that the C stack does not overflow.',
  ),
  TrashTaken: msg('The outermost deallocation is done: {object}, the last one put into trash_delete_later, is next.'),
  FinalizerCalled: msg('__del__ of {object} is called; for its duration the object holds a reference.'),
  FinalizerSkipped: msg('__del__ of {object} is not called: FINALIZED is set in _gc_prev, so it has had its one call.'),
  LegacyFinalizerCalled: msg('The type of {object} has a legacy finalizer: tp_del is called.'),
  Resurrected: msg(
    'The finalizer left a reference to {object}: ob_refcnt is {refcnt, number}, not 0, so the deallocation is called off.',
  ),
  ActionSkipped: msg(
    'What the finalizer or callback of {object} was to do cannot be done any more, as an object is dead or a reference not there, so nothing is done.',
  ),

  Tracked: msg('{object} can take part in cycles: its PyGC_Head is linked in at the tail of generation {generation}.'),
  Untracked: msg(
    'The PyGC_Head of {object} leaves its list: the neighbours are linked to each other, and _gc_next says untracked.',
  ),
  UntrackedByContents: msg(
    '{object} is a {of} of things that the collector does not care for: no cycle can go through it, so it is in no list.',
  ),
  AllocationCounted: msg(
    'One container more was allocated: the count of generation 0 becomes {count, number}, its threshold is {threshold, number}.',
  ),
  DeallocationCounted: msg('One container less: the count of generation 0 becomes {count, number}.'),

  ThresholdPassed: msg(
    'The count of generation 0, {count, number}, is above its threshold {threshold, number}, and the collector is enabled: a collection is due, before the object that is being made is in any list.',
  ),
  AlreadyCollecting: msg('A collection is running already, so this one does nothing and returns 0.'),
  GenerationChosen: msg(
    'Count {count, number} > threshold {threshold, number}: generation {generation} is the oldest that is due, and is collected with all younger ones.',
  ),
  GenerationNotDue: msg(
    'Count {count, number} ≤ threshold {threshold, number}: generation {generation} is not due, so a younger one is looked at.',
  ),
  FullCollectionPutOff: msg(
    'long_lived_pending {pending, number} < long_lived_total {total, number} / 4 = {quarter, number}: too few survivors were added for a full collection to pay, so it is put off.',
  ),
  CollectionStarted: msg(
    'The collection of generation {generation} begins: {generation, plural, =0 {its count becomes 0} other {the counts of generations 0 to {generation} become 0}}{generation, plural, =2 {} other {, the one of generation {older} goes up by 1}}.',
  ),
  GenerationsMerged: msg(
    '{moved, plural, one {# object of generation {from} is} other {# objects of generation {from} are}} appended to the list of generation {to}: they are collected together.',
  ),
  PhaseStarted: msg('{phase}'),
  RefsCopied: msg('gc_refs of {object} starts as a copy of its ob_refcnt: {refs, number}.'),
  SubtractingRefsOf: msg("The references that {object} holds are visited, to take each off its target's gc_refs."),
  RefSubtracted: msg(
    'One of the references to {object} comes from inside of the list: gc_refs becomes {refs, number}.',
  ),
  Reachable: msg(
    'gc_refs of {object} is {refs, number}, above 0: something outside of the list refers to it, or a reachable object does. It turns black as its own references are followed.',
  ),
  TentativelyUnreachable: msg(
    'gc_refs of {object} is 0: nothing from outside is known so far, so it stays white and moves to unreachable, until something proves otherwise.',
  ),
  MarkedReachable: msg(
    'gc_refs of {object} is 0 and it is still to be scanned, but a reachable object refers to it: gc_refs becomes 1, it turns from white to grey.',
  ),
  MovedBack: msg(
    'A reachable object refers to {object}, which was in unreachable: it moves back to the end of the list, grey, with gc_refs 1.',
  ),
  VisitedWaiting: msg(
    'A reachable object refers to {object}, whose gc_refs is {refs, number} already: it is grey, the scan will come to it and follow its references, so nothing changes.',
  ),
  VisitedUntracked: msg(
    'A reachable object refers to {object}, whose PyGC_Head says that it is untracked: it is in no list, so no collection looks at it.',
  ),
  VisitedNotCollecting: msg(
    'A reachable object refers to {object}, where COLLECTING is not set in _gc_prev: it is black already, or in a list that is not collected. Either way it is not in question.',
  ),
  VisitedReachable: msg(
    'A reachable object refers to {object}, whose gc_refs is GC_REACHABLE (-3): it is black already, or in a generation that is not collected. Either way it is not in question.',
  ),
  MovedToFinalizers: msg(
    'The type of {object} has a legacy finalizer: the object moves from unreachable to finalizers.',
  ),
  FollowingFinalizer: msg('The references that {object} holds are visited: its finalizer may follow any of them.'),
  ReachedFromFinalizers: msg(
    'An object in finalizers refers to {object}, which its finalizer may need: it moves there as well.',
  ),
  WeakrefIsTrash: msg('{weakref} is garbage itself: it is cleared, and its callback will never be called.'),
  CallbackToCall: msg('{weakref} is reachable, has a callback, and leads to garbage: it is put into wrcb_to_call.'),
  WeakrefSurvived: msg('{weakref} lives on after its callback: it moves from wrcb_to_call to the older generation.'),
  SurvivedResurrection: msg('{object} is reachable again after the finalizers: it moves to the older generation.'),
  Cleared: msg('tp_clear of {object} is called: this {of} drops its references, which breaks the cycle here.'),
  SavedAsGarbage: msg('DEBUG_SAVEALL is set: {object} is put into gc.garbage instead of being cleared.'),
  SurvivedClear: msg(
    '{object} is alive even after tp_clear, since something still refers to it: it moves to the older generation.',
  ),
  Uncollectable: msg('{object} cannot be collected because of its finalizer: gc.garbage gets a reference to it.'),
  FreeListsCleared: msg(
    'After a full collection all free lists of types are emptied: {freed, plural, =0 {there was no object} one {# object is given back} other {# objects are given back}}.',
  ),
  SurvivorsMoved: msg(
    '{moved, plural, one {# object of generation {from} survived and is} other {# objects of generation {from} survived and are}} appended to generation {to}.',
  ),
  LongLivedPending: msg(
    'What survived generation 1 waits for the next full collection: long_lived_pending becomes {pending, number}, long_lived_total is {total, number}.',
  ),
  LongLivedTotal: msg(
    'This was a full collection: the number of its survivors, {total, number}, becomes long_lived_total, and long_lived_pending becomes 0.',
  ),
  CollectionFinished: msg(
    'The collection of generation {generation} is done: {collected, number} collected, {uncollectable, number} uncollectable.',
  ),
  NestedCollectReturned: msg('gc.collect() inside of a finalizer or callback returned {result, number}.'),
  Frozen: msg(
    'gc.freeze: {moved, plural, one {# object of all generations is} other {# objects of all generations are}} moved to permanent_generation, which no collection looks at.',
  ),
  Unfrozen: msg(
    'gc.unfreeze: {moved, plural, one {# object of permanent_generation is} other {# objects of permanent_generation are}} appended to generation 2.',
  ),
  ThresholdSet: msg(
    'The threshold of generation {generation} becomes {to, number}{same, select, yes {, which it was} other { instead of {from, number}}}: {to, plural, =0 {{generation, plural, =0 {no collection starts by itself any more} other {it is due as soon as its count is not 0}}} other {it is due when its count is above that}}.',
  ),
  EnabledSet: msg(
    'enabled {same, select, yes {stays {to}} other {becomes {to} instead of {from}}}: {to, plural, =0 {a passed threshold starts no collection} other {a passed threshold starts a collection}}.',
  ),
  DebugSet: msg(
    'debug {same, select, yes {stays {to}} other {becomes {to} instead of {from}}}: {to, plural, =0 {garbage is cleared} other {DEBUG_SAVEALL is set, so garbage is put into gc.garbage instead of being cleared}}.',
  ),
  FreeListsSet: msg(
    '{to, plural, =0 {Objects that die give their memory back{same, select, yes {, as before} other { instead of keeping it}}: the free lists of types take no objects.} other {Objects that die may keep their memory{same, select, yes {, as before} other { instead of giving it back}}: the free lists of types take them.}}',
  ),
} satisfies Partial<EventTexts>;
