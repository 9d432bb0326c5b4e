// English: one sentence for each event of objects, reference counts and the collector, and one for each phase of a
// collection. Says why a branch was taken, with the values that decided it; never describes how the page looks.

import { count, hex } from '../../format.ts';
import { type EventSentences, type FunctionWords, type KindWords, type PhasesWords } from '../messages.ts';

const bytes = (n: number) => (n === 1 ? '1 byte' : `${count(n)} bytes`);
const objects = (n: number) => (n === 1 ? '1 object' : `${count(n)} objects`);
const are = (n: number) => (n === 1 ? 'is' : 'are');

export const kinds: KindWords = {
  none: 'None',
  int: 'int',
  long: 'long',
  float: 'float',
  str: 'str',
  unicode: 'unicode',
  object: 'object',
  function: 'function',
  tuple: 'tuple',
  list: 'list',
  dict: 'dict',
  set: 'set',
  weakref: 'weakref',
  slots: 'instance with __slots__',
  instance: 'instance',
};

export const phases: PhasesWords = {
  merge_younger: {
    word: 'merge younger generations',
    why: 'Whoever is in a younger generation is younger than the one that is collected, so it is looked at as well: the younger lists are appended to it.',
  },
  update_refs: {
    word: 'update_refs',
    why: 'To find out which references come from outside of the list, a number is needed that may be spoilt: gc_refs starts as a copy of ob_refcnt, which itself stays as it is.',
  },
  subtract_refs: {
    word: 'subtract_refs',
    why: 'Each reference that one object of the list holds to another is taken off gc_refs. What is left counts the references from outside: from names, and from objects of older generations.',
  },
  move_unreachable: {
    word: 'move_unreachable',
    why: 'Objects with gc_refs above 0 are the roots: they are grey until their references were followed, and black afterwards. All others are white; they wait in unreachable, and move back as soon as a reachable one refers to them.',
  },
  untrack_tuples: {
    word: 'untrack_tuples',
    why: 'A tuple that holds nothing the collector cares for can never be part of a cycle, so it leaves its list for good.',
  },
  untrack_dicts: {
    word: 'untrack_dicts',
    why: 'A dict without a container among its values cannot be part of a cycle now; it leaves its list until such a value is put in.',
  },
  move_survivors: {
    word: 'move survivors',
    why: 'What is reachable has survived: it moves to the next older generation, which is looked at less often.',
  },
  move_legacy_finalizers: {
    word: { before3: 'move_finalizers', since3: 'move_legacy_finalizers' },
    why: 'CPython does not know in which order finalizers (tp_del) of a cycle could run safely, so unreachable objects that have one are kept: they move to finalizers.',
  },
  move_legacy_finalizer_reachable: {
    word: { before3: 'move_finalizer_reachable', since3: 'move_legacy_finalizer_reachable' },
    why: 'A finalizer may still use whatever its object refers to, so all that is reachable from finalizers has to be kept, too.',
  },
  handle_weakrefs: {
    word: 'handle_weakrefs',
    why: 'Nobody may get hold of garbage through a weak reference any more, so weak references to it are cleared before any other code runs; then the callbacks of those that are not garbage themselves are called.',
  },
  finalize_garbage: {
    word: 'finalize_garbage',
    why: 'Each unreachable object that has a __del__ gets its one call of it while all objects of its cycle are still whole.',
  },
  handle_resurrected_objects: {
    word: 'handle_resurrected_objects',
    why: 'A finalizer may have made something reachable again, so the deduction is done a second time over unreachable; what turns out reachable is saved.',
  },
  delete_garbage: {
    word: 'delete_garbage',
    why: 'The collector frees nothing itself: it calls tp_clear, which drops the references inside of a cycle, and then the reference counts fall to 0 by themselves.',
  },
  handle_legacy_finalizers: {
    word: { before3: 'handle_finalizers', since3: 'handle_legacy_finalizers' },
    why: 'Objects that cannot be collected because of their finalizer are put into gc.garbage, where the program can see them; what is only reachable from them goes back to the older generation.',
  },
  clear_freelists: {
    word: 'clear_freelists',
    why: 'A full collection is the time to give back memory that types keep on their free lists for later.',
  },
};

export const objectFunctions = {
  py_mem_malloc: 'Serves a request for memory that belongs to an object, such as the items of a list.',
  py_mem_calloc: 'Serves a request for zeroed memory that belongs to an object.',
  py_mem_realloc: 'Resizes memory that belongs to an object.',
  py_mem_free: 'Takes back memory that belonged to an object.',
  py_long_from_long: 'Makes an int, or finds the small one that is there already.',
  py_int_from_long: 'Makes an int that fits a machine word, or finds the small one that is there already.',
  py_float_from_double: 'Makes a float, from the free list of floats where it can.',
  py_unicode_new: 'Makes a str with room for its characters behind its head.',
  py_string_new: 'Makes a str of bytes, as long as its characters need.',
  py_unicode_intern_in_place: 'Sees to it that a name exists only once.',
  py_tuple_new: 'Makes a tuple with room for its items.',
  py_list_new: 'Makes a list, with an array of its own for the items.',
  py_dict_new: 'Makes an empty dict, from the free list of dicts where it can.',
  py_set_new: 'Makes a set, with the first table of entries in itself.',
  py_type_generic_alloc: 'Makes an instance of a class, all its fields zeroed.',
  py_weakref_new_ref: 'Makes a weak reference, or shares the one without a callback that is there.',
  list_resize: 'Grows or shrinks the array of items, with room to spare.',
  py_list_append: 'Puts one more reference at the end of a list.',
  py_list_set_item: 'Puts another reference in the place of an item.',
  py_list_del_item: 'Takes an item out of a list and closes the gap.',
  py_dict_set_item: 'Puts a key and its value into a dict.',
  py_dict_del_item: 'Takes a key and its value out of a dict.',
  dict_resize: 'Moves the entries of a dict to a table of another size.',
  py_object_dict_set_item: 'Sets an attribute in the __dict__ of an instance, with shared keys where it can.',
  py_set_add: 'Puts a key into a set.',
  py_set_discard: 'Takes a key out of a set.',
  set_table_resize: 'Moves the entries of a set to a table of another size.',
  py_object_generic_set_attr: 'Sets an attribute of an instance.',
  py_dealloc: 'Calls what the type of a dead object has for its deallocation.',
  list_dealloc: 'Drops the items of a dead list, and gives back its array and itself.',
  tuple_dealloc: 'Drops the items of a dead tuple, and gives it back.',
  dict_dealloc: 'Drops the keys and values of a dead dict, and gives it back.',
  set_dealloc: 'Drops the keys of a dead set, and gives it back.',
  subtype_dealloc: 'Finalizes a dead instance, clears its weak references, drops its attributes, and gives it back.',
  weakref_dealloc: 'Takes a dead weak reference out of the list of its object, and gives it back.',
  float_dealloc: 'Keeps a dead float for the next one, or gives it back.',
  long_dealloc: 'Gives a dead int back.',
  unicode_dealloc: 'Gives a dead string back.',
  object_dealloc: 'Gives an object without references back.',
  py_object_clear_weak_refs: 'Clears all weak references to a dying object and calls their callbacks.',
  py_object_call_finalizer_from_dealloc: 'Calls __del__ of an object whose reference count is 0.',
  py_trash_thread_destroy_chain: 'Deallocates what had to wait because too many deallocations were nested.',
  py_object_gc_alloc: 'Allocates an object with a PyGC_Head before it, and collects where it is time to.',
  py_object_gc_del: 'Gives back an object together with its PyGC_Head.',
  gc_collect_generations: 'Chooses the oldest generation that is due, if any.',
  gc_collect_main: 'Collects one generation and all younger ones.',
  deduce_unreachable: 'Finds out which objects of a list are unreachable from outside of it.',
  update_refs: 'Copies ob_refcnt to gc_refs, object by object.',
  subtract_refs: 'Takes the references inside of the list off gc_refs.',
  move_unreachable: 'Separates what is reachable from what is not.',
  untrack_tuples: 'Untracks tuples that cannot be part of a cycle.',
  untrack_dicts: 'Untracks dicts that cannot be part of a cycle.',
  move_legacy_finalizers: 'Sets unreachable objects with a legacy finalizer aside.',
  move_legacy_finalizer_reachable: 'Sets aside what those with a legacy finalizer refer to.',
  handle_weakrefs: 'Clears weak references to garbage and calls the callbacks that may be called.',
  finalize_garbage: 'Calls __del__ of unreachable objects.',
  handle_resurrected_objects: 'Saves what finalizers have made reachable again.',
  delete_garbage: 'Breaks the cycles by tp_clear, object by object.',
  handle_legacy_finalizers: 'Puts what cannot be collected into gc.garbage.',
  clear_freelists: "Empties the types' free lists.",
  list_clear: 'Drops all items of a list.',
  dict_tp_clear: 'Drops all keys and values of a dict.',
  set_clear: 'Drops all keys of a set.',
  subtype_clear: 'Drops all attributes of an instance.',
  weakref_clear: 'Makes a weak reference lead nowhere, and drops its callback.',
} satisfies Partial<FunctionWords>;

export const objectEvents = {
  Incref: (e, who) => `One reference more leads to ${who(e.object)}: ob_refcnt is now ${count(e.refcnt)}.`,
  Decref: (e, who) =>
    `One reference less leads to ${who(e.object)}: ob_refcnt is now ${count(e.refcnt)}, above 0, so it lives on.`,
  DecrefToZero: (e, who) =>
    `The last reference to ${who(e.object)} is gone: ob_refcnt is 0, so this ${kinds[e.of]} is deallocated at once.`,
  NameBound: (e, who) => `A name leads to ${who(e.object)} now: a root, which counts as a reference from outside.`,
  NameUnbound: (e, who) => `A name no longer leads to ${who(e.object)}; its reference goes with it.`,

  ObjectInitialised: (e, who) =>
    `${who(e.object)} comes into being in ${bytes(e.nbytes)}: ob_type says ${kinds[e.of]}, ob_refcnt is 1.`,
  TakenFromFreeList: (e, who) =>
    `The ${kinds[e.of]} that died last is still on the free list of its type: ${who(e.object)} is used again without any allocation. ${objects(e.numfree)} ${are(e.numfree)} left there.`,
  KeptOnFreeList: (e, who) =>
    `The free list of its type has room, so ${who(e.object)} keeps its memory for the next ${kinds[e.of]}; ${objects(e.numfree)} ${are(e.numfree)} on it now.`,
  KeysTakenFromFreeList: (e) =>
    `A key table of the smallest size is on the free list: ${hex(e.keys)} is used again; ${count(e.numfree)} ${are(e.numfree)} left there.`,
  KeysKeptOnFreeList: (e) =>
    `The key table at ${hex(e.keys)} has the smallest size and its free list has room, so it is kept; ${count(e.numfree)} ${are(e.numfree)} on it now.`,
  SharedObjectUsed: (e, who) =>
    `Such a ${kinds[e.of]} exists already and never changes: ${who(e.object)} is shared instead of making another.`,
  NumberBlockCut: (e) =>
    `The free list of ${kinds[e.of]} is empty: a block at ${hex(e.block)} is cut into room for ${objects(e.count)}, which all go to that list.`,
  ListSizeSet: (e, who) =>
    `The array of ${who(e.object)} has room for ${count(e.allocated)}, and ${count(e.size)} ${are(e.size)} at least half of that: it stays, only ob_size changes.`,
  ListResized: (e, who) =>
    `${count(e.size)} do not suit the array of ${who(e.object)}: it is resized to ${count(e.allocated)}, a little more than needed, so that the next appends are free; ob_item is ${hex(e.ob_item)}.`,
  ItemStored: (e, who) => `${who(e.object)} refers to ${who(e.item)} now, at index ${count(e.index)}.`,
  ItemRemoved: (e, who) => `${who(e.object)} no longer refers to ${who(e.item)}, which was at index ${count(e.index)}.`,
  EntryInserted: (e, who) =>
    `${who(e.object)} gets a new key, ${who(e.key)}, with the value ${who(e.value)}: entry ${count(e.index)}, which the hash ${hex(e.hash)} leads to.`,
  EntryReplaced: (e, who) =>
    `The key ${who(e.key)} is in ${who(e.object)} already: its value becomes ${who(e.value)} instead of ${who(e.old)}.`,
  EntryDeleted: (e, who) =>
    `The key ${who(e.key)} and its value ${who(e.value)} leave ${who(e.object)}; their place stays marked, so that searches go on past it.`,
  DictResized: (e, who) =>
    `${who(e.object)} moves its ${count(e.used)} entries to a table with room for ${count(e.size)}.`,
  DictMadeCombined: (e, who) =>
    `${who(e.object)} no longer does what the other instances do: it leaves their shared keys for a table of its own at ${hex(e.keys)}.`,
  KeysShared: (e) =>
    `One more dict uses the key table of its class at ${hex(e.keys)}, and only the values are its own; dk_refcnt is ${count(e.refcnt)}.`,
  SetEntryInserted: (e, who) =>
    `${who(e.object)} gets ${who(e.key)} as a new key in entry ${count(e.index)}, the first free one on the way that the hash ${hex(e.hash)} leads.`,
  SetEntryDeleted: (e, who) =>
    `${who(e.key)} leaves ${who(e.object)}: a dummy stands in its entry, so that searches go on past it.`,
  SetResized: (e, who) =>
    `${who(e.object)} moves its ${count(e.used)} keys to a table with ${count(e.size)} entries, since the old one was too full or too sparse.`,
  InstanceDictCreated: (e, who) =>
    `${who(e.object)} gets its first attribute, so its __dict__ is made: ${who(e.dict)}.`,

  WeakrefLinked: (e, who) =>
    `${who(e.weakref)} joins the list of weak references to ${who(e.object)}; ob_refcnt stays as it is, since weak references do not count.`,
  WeakrefCleared: (e, who) =>
    `${who(e.weakref)} leaves the list of weak references to ${who(e.object)}: from now on it leads to None.`,
  WeakrefCallback: (e, who) => `The callback of ${who(e.weakref)} is called: its object is out of reach already.`,

  Deallocating: (e, who) =>
    `Nothing can save ${who(e.object)} any more: the references that this ${kinds[e.of]} holds are dropped, then its memory is given back.`,
  TrashDeposited: (e, who) =>
    `${e.nesting} deallocations are nested, as many as the trashcan allows: ${who(e.object)} waits in trash_delete_later, so that the C stack does not overflow.`,
  TrashTaken: (e, who) => `The nest is unwound: ${who(e.object)}, the last one put into trash_delete_later, is next.`,
  FinalizerCalled: (e, who) => `__del__ of ${who(e.object)} is called; for its duration the object holds a reference.`,
  FinalizerSkipped: (e, who) =>
    `__del__ of ${who(e.object)} is not called: FINALIZED is set in _gc_prev, so it has had its one call.`,
  LegacyFinalizerCalled: (e, who) => `${who(e.object)} has a legacy finalizer: tp_del is called.`,
  Resurrected: (e, who) =>
    `The finalizer left a reference to ${who(e.object)}: ob_refcnt is ${count(e.refcnt)}, not 0, so the deallocation is called off.`,
  ActionSkipped: (e, who) =>
    `What was to be done here to ${who(e.object)} cannot be done any more, as an object is dead or a reference not there, so nothing is done.`,

  Tracked: (e, who) =>
    `${who(e.object)} can take part in cycles: its PyGC_Head is linked in at the tail of generation ${e.generation}.`,
  Untracked: (e, who) =>
    `The PyGC_Head of ${who(e.object)} leaves its list: the neighbours are linked to each other, and _gc_next says untracked.`,
  UntrackedByContents: (e, who) =>
    `${who(e.object)} is a ${kinds[e.of]} of things that the collector does not care for: no cycle can go through it, so it is in no list.`,
  AllocationCounted: (e) =>
    `One container more was allocated: the count of generation 0 is ${e.count}, its threshold ${e.threshold}.`,
  DeallocationCounted: (e) => `One container less: the count of generation 0 is ${e.count}.`,

  ThresholdPassed: (e) =>
    `The count of generation 0, ${e.count}, is above its threshold ${e.threshold}, and the collector is enabled: a collection is due, before the new object is in any list.`,
  AlreadyCollecting: () => 'A collection is running already, so this one does nothing and returns 0.',
  GenerationChosen: (e) =>
    `Count ${e.count} > threshold ${e.threshold}: generation ${e.generation} is the oldest that is due, and is collected with all younger ones.`,
  GenerationNotDue: (e) =>
    `Count ${e.count} ≤ threshold ${e.threshold}: generation ${e.generation} is not due, so a younger one is looked at.`,
  FullCollectionPutOff: (e) =>
    `long_lived_pending ${count(e.pending)} < long_lived_total ${count(e.total)} / 4: too little is new for a full collection to pay, so it is put off.`,
  CollectionStarted: (e) =>
    `The collection of generation ${e.generation} begins: counts of generation 0 to ${e.generation} are set to 0${e.generation < 2 ? `, the one of generation ${e.generation + 1} goes up by 1` : ''}.`,
  GenerationsMerged: (e) =>
    `${objects(e.moved)} of generation ${e.from} ${are(e.moved)} appended to the list of generation ${e.to}: they are collected together.`,
  PhaseStarted: (e) => phases[e.phase].why,
  RefsCopied: (e, who) => `gc_refs of ${who(e.object)} starts as a copy of its ob_refcnt: ${count(e.refs)}.`,
  SubtractingRefsOf: (e, who) =>
    `Now the references that ${who(e.object)} holds are visited, to take each off its target.`,
  RefSubtracted: (e, who) =>
    `One of the references to ${who(e.object)} comes from inside of the list: gc_refs is now ${count(e.refs)}.`,
  Reachable: (e, who) =>
    `gc_refs of ${who(e.object)} is ${count(e.refs)}, above 0: something outside of the list refers to it, or a reachable object does. It turns black as its own references are followed.`,
  TentativelyUnreachable: (e, who) =>
    `gc_refs of ${who(e.object)} is 0: nothing from outside is known so far, so it stays white and moves to unreachable, until something proves otherwise.`,
  MarkedReachable: (e, who) =>
    `${who(e.object)} is still to be scanned, and a reachable object refers to it: its gc_refs becomes 1, it turns from white to grey.`,
  MovedBack: (e, who) =>
    `A reachable object refers to ${who(e.object)}, which was in unreachable: it moves back to the end of the list, grey again, with gc_refs 1.`,
  VisitIgnored: (e, who) =>
    `${who(e.object)} is grey or black already, or not of this collection: there is nothing to do.`,
  MovedToFinalizers: (e, who) => `${who(e.object)} has a legacy finalizer: it moves from unreachable to finalizers.`,
  FollowingFinalizer: (e, who) =>
    `Now the references that ${who(e.object)} holds are visited: its finalizer may follow any of them.`,
  ReachedFromFinalizers: (e, who) =>
    `An object in finalizers refers to ${who(e.object)}, which its finalizer may need: it moves there as well.`,
  WeakrefIsTrash: (e, who) =>
    `${who(e.weakref)} is garbage itself: it is cleared, and its callback will never be called.`,
  CallbackToCall: (e, who) =>
    `${who(e.weakref)} is reachable, has a callback, and leads to garbage: it is put into wrcb_to_call.`,
  WeakrefSurvived: (e, who) =>
    `${who(e.weakref)} lives on after its callback: it moves from wrcb_to_call to the older generation.`,
  SurvivedResurrection: (e, who) =>
    `${who(e.object)} is reachable again after the finalizers: it moves to the older generation.`,
  Cleared: (e, who) =>
    `tp_clear of ${who(e.object)} is called: this ${kinds[e.of]} drops its references, which breaks the cycle here.`,
  SavedAsGarbage: (e, who) => `DEBUG_SAVEALL is set: ${who(e.object)} is put into gc.garbage instead of being cleared.`,
  SurvivedClear: (e, who) =>
    `${who(e.object)} is alive even after tp_clear, since something still refers to it: it moves to the older generation.`,
  Uncollectable: (e, who) =>
    `${who(e.object)} cannot be collected because of its finalizer: gc.garbage gets a reference to it.`,
  FreeListsCleared: (e) =>
    `After a full collection all free lists of types are emptied: ${objects(e.freed)} ${are(e.freed)} given back.`,
  SurvivorsMoved: (e) =>
    `${objects(e.moved)} of generation ${e.from} survived and ${are(e.moved)} appended to generation ${e.to}.`,
  LongLivedPending: (e) =>
    `What survived generation 1 waits for the next full collection: long_lived_pending is ${count(e.pending)}, long_lived_total ${count(e.total)}.`,
  LongLivedTotal: (e) =>
    `This was a full collection: its ${count(e.total)} survivors are the new long_lived_total, and long_lived_pending is 0.`,
  CollectionFinished: (e) =>
    `The collection of generation ${e.generation} is done: ${count(e.collected)} collected, ${count(e.uncollectable)} uncollectable.`,
  NestedCollectReturned: (e) => `gc.collect() inside of a finalizer or callback returned ${count(e.result)}.`,
  Frozen: (e) =>
    `gc.freeze: ${objects(e.moved)} of all generations ${are(e.moved)} moved to permanent_generation, which no collection looks at.`,
  Unfrozen: (e) => `gc.unfreeze: ${objects(e.moved)} of permanent_generation ${are(e.moved)} appended to generation 2.`,
  SettingChanged: () => 'The setting is written to its place in memory; it counts from now on.',
} satisfies Partial<EventSentences>;
