// English: the scenarios of objects and the collector: what each is called and does, and for each of its steps what to
// look at. Never markup or style.

import type { ObjectScenarioId } from '../../object-scenarios.ts';
import { msg } from '../message.ts';
import { type ObjectScenarioWords } from '../messages.ts';

export const objectScenarios: Readonly<Record<ObjectScenarioId, ObjectScenarioWords>> = {
  chain: {
    name: 'A chain dies by count',
    description: 'A list in a list in a list…: deleting one name frees them all, without the collector.',
    looks: [
      'Five lists, each in the one before it. One name is left, and every ob_refcnt is 1: each lives by one reference only.',
      'The first ob_refcnt fell to 0, so the list was deallocated; that dropped its reference to the next, and so on. All blocks are back in their pool, or on the free list of lists.',
    ],
  },
  'self-cycle': {
    name: 'A self-cycle',
    description: 'A list that holds itself: its count never gets to 0, only the collector finds out.',
    looks: [
      'The list is its own item. Its ob_refcnt is 2: one reference from the name, one from itself.',
      'The name is gone, ob_refcnt is 1: the reference that the list holds to itself keeps it alive. No name leads to it, so it is garbage, but reference counting cannot know.',
      {
        before3:
          'The collector took the reference from inside off gc_refs; nothing was left, so the list is unreachable. tp_clear emptied it, its ob_refcnt fell to 0, and it was deallocated; the free list of lists keeps its block, if free lists are on.',
        since3:
          'The collector took the reference from inside off gc_refs; nothing was left, so the list is unreachable. tp_clear emptied it, its ob_refcnt fell to 0, and it was deallocated: a full collection empties the free lists, too, so its block is back in the pool.',
      },
    ],
  },
  'two-objects': {
    name: 'Two objects in a cycle',
    description: 'Two lists that hold each other outlive their names, until they are collected.',
    looks: [
      'Each list is in the other. Both have an ob_refcnt of 2: one from the name, one from the other list.',
      'Both names are deleted. Each list still holds the other with an ob_refcnt of 1: a cycle of garbage.',
      'gc.collect() found 2 unreachable objects. Clearing the first one freed the second, which then freed the first.',
    ],
  },
  outside: {
    name: 'A cycle reachable from outside',
    description: 'The same cycle, but a third list holds one of the two: both survive the collection.',
    looks: [
      'A third list, which has a name, holds one of the two that make up the cycle.',
      'The names of the two are gone. No name leads to them directly, yet they are not garbage.',
      'Subtracting left gc_refs 1 for the third list, since a name refers to it. From there the other two were reached and moved back from unreachable: all three survive, into the next generation.',
      'Now nothing outside refers to them: the next collection will find two unreachable objects.',
      'The cycle is gone, as the cycle without a third list was.',
    ],
  },
  tuple: {
    name: 'A tuple in a cycle',
    description:
      'A tuple gets its items when it is made, so it needs a list to get into a cycle; and it has no tp_clear.',
    looks: [
      'The tuple holds the list, then the list gets the tuple as item: a cycle through a tuple.',
      'Both names are gone; the two keep each other alive.',
      'A tuple has no tp_clear, since it must not change: the cycle is broken at the list, and the tuple dies by count.',
    ],
  },
  resurrection: {
    name: 'A finalizer brings its object back',
    description: {
      before3: '__del__ makes a new name for its dying object. In 2.7 it does so each time.',
      since3: '__del__ makes a new name for its dying object. It is called once, so the second death is final.',
    },
    looks: [
      'An instance whose __del__ gives it its name again.',
      'ob_refcnt fell to 0 and __del__ ran. It left a new reference, so the deallocation was called off: the object is alive, with the name that it had.',
      {
        before3: 'In 2.7 nothing says that __del__ has run: it was called again, and brought the object back again.',
        since3: 'FINALIZED is set in the PyGC_Head, so __del__ is not called a second time: now the object dies.',
      },
    ],
  },
  'resurrected-cycle': {
    name: 'A finalizer brings a cycle back',
    description: {
      before3:
        'Two instances in a cycle, one with a __del__. In 2.7 that makes them uncollectable; choose 3.10 to see them come back.',
      since3: '__del__ of one object in a garbage cycle makes a name for it: the whole cycle is saved, once.',
    },
    looks: [
      'Two instances refer to each other; one has a __del__ that gives it its name again.',
      'Both names are gone: garbage, as any cycle is.',
      {
        before3: 'In 2.7 nothing is collected: the one with __del__ stands in gc.garbage, and keeps the other.',
        since3:
          'finalize_garbage called __del__, then handle_resurrected_objects counted again: the name reaches both, so both survive. gc.collect() returned 0.',
      },
    ],
  },
  weakrefs: {
    name: 'Callbacks of weak references',
    description:
      'Two weak references to an instance in a cycle: one from outside, one from the garbage itself. Only one callback is called.',
    looks: [
      'w is outside and has a callback that deletes the name told. The instance refers to itself and to a second weak reference, which has a callback, too. Dashed arrows do not count in ob_refcnt.',
      'The names are gone: the instance and the weak reference that it holds are garbage. w is not.',
      {
        before3:
          'handle_weakrefs cleared the weak references; the callback of w was called and the name told is gone. The other weak reference was garbage itself: its callback was never called.',
        since3:
          'handle_weakrefs cleared both weak references before anything else ran. The callback of w was called: the name told is gone. The other weak reference was garbage itself, so nobody is told.',
      },
    ],
  },
  uncollectable: {
    name: 'Uncollectable garbage',
    description: {
      before3:
        'A cycle with __del__: in 2.7 it lands in gc.garbage. Choose edition 3.10 above and run it again: there it is collected.',
      since3:
        'A cycle with __del__: since 3.4 it is collected. Choose edition 2.7 above and run it again: there it lands in gc.garbage.',
    },
    looks: [
      'Two instances with a __del__ refer to each other.',
      'Their names are gone: a garbage cycle with finalizers.',
      {
        before3:
          'CPython 2.7 does not know which __del__ may run first, so it runs none: both objects are in gc.garbage, alive for good unless the program helps.',
        since3:
          'Both __del__ were called while the objects were whole, then the cycle was cleared: gc.garbage is empty.',
      },
    ],
  },
  threshold: {
    name: 'A threshold triggers a collection',
    description: 'Thresholds of (4, 2, 2) instead of (700, 10, 10): a few lists, and the collector runs by itself.',
    looks: [
      'The collector is enabled, generation 0 has a threshold of 4. Memory for a container adds 1 to its count, giving it back takes 1 off; one from a free list, or kept there, does not count.',
      'A cycle without names: two lists of garbage, and a count that is 2 higher.',
      'With this list the count passed the threshold: generation 0 was collected inside of the allocation, before the new list was in any generation. The garbage is gone.',
    ],
  },
  promotion: {
    name: 'Promotion to the oldest generation',
    description: 'What survives a collection gets older: generation 0, then 1, then 2, where it stays.',
    looks: [
      'Two lists, tracked in generation 0. The collector has never looked at them.',
      'gc.collect(0) found them reachable: the survivors are in generation 1.',
      'gc.collect(1) looked at generations 0 and 1. The survivors are in generation 2, and count as long_lived_pending.',
      'A full collection: there is nothing older, so survivors stay. Their number is the new long_lived_total.',
    ],
  },
  million: {
    name: 'A million objects put a full collection off',
    description:
      'Lists of 10,000 lists, 100 times; then more of them, until a full collection is due but does not pay. Takes a while.',
    looks: [
      'A million lists, held by one. They are too many to be drawn one by one, so they are counted in groups.',
      'A full collection looked at every one of them and freed nothing: long_lived_total is a million. That is what CPython wants to do seldom.',
      'Generation 2 was due, but long_lived_pending is less than a quarter of long_lived_total: the full collection was put off, and a younger generation was collected instead.',
    ],
  },
};

export const lesson = {
  title: msg<{ name: string; step: number; of: number }>('{name}: step {step, number} of {of, number}'),
  next: msg<{ line: string }>('Next: {line}'),
  invitation: 'New here? Begin with a scenario; each has a few steps, and all can be undone. More are under Scenarios.',
  begin: msg<{ name: string }>('Begin: {name}'),
  over: 'That was the last step.',
  close: 'Close',
  acts: {
    allocateMore: 'more lists',
    build: 'make the lists',
    cycle: 'a cycle without names',
    oneMore: 'lists, until a collection runs',
  },
};
