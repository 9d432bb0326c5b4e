//! `PyGC_Head` and the doubly linked lists of them: what tracks an object, and what moves it.
//!
//! ```text
//!  3.9, 3.10                          2.7
//!  _gc_next   bit 0: UNREACHABLE      gc_next
//!  _gc_prev   bit 0: FINALIZED        gc_prev
//!             bit 1: COLLECTING       gc_refs   -2 untracked, -3 reachable, …
//!  object     above: link, or         object
//!             gc_refs << 2
//! ```
//! A list is a ring through a head, which is a `PyGC_Head` without an object. Nothing here follows an
//! object's references.

use crate::edition::objects::{NUM_GENERATIONS, WorkingList, gc_bits, refs27};
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::words::{put, word, words, written};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `AS_GC`: the head of an object.
    #[inline(always)]
    pub(crate) fn as_gc(&self, op: u64) -> u64 {
        op.wrapping_sub(self.objects().gc_head)
    }

    /// `FROM_GC`: the object of a head.
    #[inline(always)]
    #[expect(clippy::wrong_self_convention, reason = "CPython's name")]
    pub(crate) fn from_gc(&self, gc: u64) -> u64 {
        gc.wrapping_add(self.objects().gc_head)
    }

    /// `_gc_prev` as it stands there, flags included.
    #[inline(always)]
    pub(crate) fn gc_prev_word(&self, gc: u64) -> u64 {
        self.word(gc + W::BYTES)
    }

    /// Writes `_gc_prev`, flags included.
    #[inline(always)]
    pub(crate) fn set_gc_prev_word(&mut self, gc: u64, value: u64) {
        self.set_word(gc + W::BYTES, value);
    }

    /// `GC_NEXT`: `_gc_next` as it stands there, the flag of `move_unreachable` included.
    #[inline(always)]
    pub(crate) fn gc_next(&self, gc: u64) -> u64 {
        self.word(gc)
    }

    /// `_PyGCHead_SET_NEXT`
    #[inline(always)]
    pub(crate) fn set_gc_next(&mut self, gc: u64, next: u64) {
        self.set_word(gc, next);
    }

    /// `GC_PREV`
    #[inline(always)]
    pub(crate) fn gc_prev(&self, gc: u64) -> u64 {
        self.gc_prev_word(gc) & !gc_bits::FLAGS
    }

    /// `_PyGCHead_SET_PREV`: the flags stay.
    #[inline(always)]
    pub(crate) fn set_gc_prev(&mut self, gc: u64, prev: u64) {
        let flags = self.gc_prev_word(gc) & gc_bits::FLAGS;
        self.set_gc_prev_word(gc, prev | flags);
    }

    /// `gc.gc_refs`, which a head of 2.7 has for itself.
    #[inline(always)]
    pub(crate) fn gc_refs27(&self, gc: u64) -> i64 {
        i64::from(self.uint(gc + 2 * W::BYTES) as i32)
    }

    /// Writes `gc.gc_refs` (2.7).
    #[inline(always)]
    pub(crate) fn set_gc_refs27(&mut self, gc: u64, refs: i64) {
        self.set_uint(gc + 2 * W::BYTES, refs as u32);
    }

    /// Address of a generation's struct, 3 for `permanent_generation`; its first field is the head.
    #[inline(always)]
    pub(crate) fn gen_head(&self, generation: u32) -> u64 {
        let symbols = &self.layout().object_symbols;
        symbols.generations + u64::from(generation) * symbols.generation_size
    }

    /// `generations[i].threshold`
    pub(crate) fn gen_threshold(&self, generation: u32) -> u32 {
        self.uint(self.gen_head(generation) + self.objects().gc_head)
    }

    /// Sets `generations[i].threshold`.
    pub(crate) fn set_gen_threshold(&mut self, generation: u32, threshold: u32) {
        let at = self.gen_head(generation) + self.objects().gc_head;
        self.set_uint(at, threshold);
    }

    /// `generations[i].count`
    #[inline(always)]
    pub(crate) fn gen_count(&self, generation: u32) -> u32 {
        self.uint(self.gen_head(generation) + self.objects().gc_head + 4)
    }

    /// Sets `generations[i].count`.
    #[inline(always)]
    pub(crate) fn set_gen_count(&mut self, generation: u32, count: u32) {
        let at = self.gen_head(generation) + self.objects().gc_head + 4;
        self.set_uint(at, count);
    }

    /// The head of a list that a collection keeps on CPython's C stack.
    pub(crate) fn working_list(&self, list: WorkingList) -> u64 {
        let place = WorkingList::ALL.iter().position(|&other| other == list);
        self.layout().object_symbols.working_lists
            + place.unwrap_or_default() as u64 * self.objects().gc_head
    }

    /// Modules/gcmodule.c, `gc_list_init`.
    pub(crate) fn gc_list_init(&mut self, list: u64) {
        self.set_gc_next(list, list);
        self.set_gc_prev_word(list, list);
    }

    /// Modules/gcmodule.c, `gc_list_is_empty`.
    pub(crate) fn gc_list_is_empty(&self, list: u64) -> bool {
        self.gc_next(list) == list
    }

    /// Appends a head that is in no list.
    ///
    /// Modules/gcmodule.c, `gc_list_append` (3.9, 3.10).
    pub(crate) fn gc_list_append(&mut self, node: u64, list: u64) {
        let last = self.gc_prev_word(list);
        self.set_gc_prev(node, last);
        self.set_gc_next(last, node);
        self.set_gc_next(node, list);
        self.set_gc_prev_word(list, node);
    }

    /// Takes a head out of its list; its `_gc_next` says then that it is untracked.
    ///
    /// Modules/gcmodule.c, `gc_list_remove`.
    pub(crate) fn gc_list_remove(&mut self, node: u64) {
        let (prev, next) = (self.gc_prev(node), self.gc_next(node));
        self.set_gc_next(prev, next);
        self.set_gc_prev(next, prev);
        self.set_gc_next(node, 0);
    }

    /// Moves a head to the end of another list.
    ///
    /// Modules/gcmodule.c, `gc_list_move`.
    pub(crate) fn gc_list_move(&mut self, node: u64, list: u64) {
        let (prev, next) = (self.gc_prev(node), self.gc_next(node));
        self.set_gc_next(prev, next);
        self.set_gc_prev(next, prev);
        let last = self.gc_prev_word(list);
        self.set_gc_prev(node, last);
        self.set_gc_next(last, node);
        self.set_gc_prev_word(list, node);
        self.set_gc_next(node, list);
    }

    /// Appends all of `from` to `to`; `from` is empty then.
    ///
    /// Modules/gcmodule.c, `gc_list_merge`.
    pub(crate) fn gc_list_merge(&mut self, from: u64, to: u64) {
        if !self.gc_list_is_empty(from) {
            let to_tail = self.gc_prev(to);
            let (from_head, from_tail) = (self.gc_next(from), self.gc_prev(from));
            self.set_gc_next(to_tail, from_head);
            self.set_gc_prev(from_head, to_tail);
            self.set_gc_next(from_tail, to);
            self.set_gc_prev(to, from_tail);
        }
        self.gc_list_init(from);
    }

    /// Modules/gcmodule.c, `gc_list_size`.
    pub(crate) fn gc_list_size(&self, list: u64) -> u64 {
        let (mut gc, mut n) = (self.gc_next(list), 0);
        let most = self.image().len() as u64;
        while gc != list && n < most {
            n += 1;
            gc = self.gc_next(gc);
        }
        n
    }

    /// Whether the object is in a list.
    ///
    /// Include/internal/pycore_gc.h, `_PyObject_GC_IS_TRACKED` (3.9, 3.10); Include/objimpl.h (2.7).
    #[inline(always)]
    pub(crate) fn is_tracked(&self, op: u64) -> bool {
        let gc = self.as_gc(op);
        if self.objects().version_2 {
            self.gc_refs27(gc) != refs27::UNTRACKED
        } else {
            self.gc_next(gc) != 0
        }
    }

    /// Whether the object is of a kind that the collector cares for, and not known to be harmless.
    ///
    /// Modules/gcmodule.c and Include/objimpl.h, `_PyObject_GC_MAY_BE_TRACKED`.
    pub(crate) fn may_be_tracked(&self, op: u64) -> bool {
        use crate::edition::objects::Kind;
        self.is_gc(op) && (self.kind(op) != Kind::Tuple || self.is_tracked(op))
    }

    /// Links the object at the end of generation 0.
    ///
    /// Include/internal/pycore_gc.h, `_PyObject_GC_TRACK` (3.9, 3.10); Include/objimpl.h (2.7).
    pub(crate) fn gc_track(&mut self, op: u64) {
        let gc = self.as_gc(op);
        let generation0 = self.gen_head(0);
        if self.objects().version_2 {
            self.set_gc_refs27(gc, refs27::REACHABLE);
            self.set_gc_next(gc, generation0);
            let last = self.gc_prev_word(generation0);
            self.set_gc_prev_word(gc, last);
            self.set_gc_next(last, gc);
            self.set_gc_prev_word(generation0, gc);
        } else {
            let last = self.gc_prev(generation0);
            self.set_gc_next(last, gc);
            self.set_gc_prev(gc, last);
            self.set_gc_next(gc, generation0);
            self.set_gc_prev_word(generation0, gc);
        }
        self.event(Event::Tracked {
            object: op,
            generation: 0,
        });
    }

    /// Takes the object out of its list, if it is in one.
    ///
    /// Modules/gcmodule.c, `PyObject_GC_UnTrack`.
    pub(crate) fn gc_untrack(&mut self, op: u64) {
        let gc = self.as_gc(op);
        let is_old = self.objects().version_2;
        let (image, journal) = self.parts();
        if is_old || untrack::<W, J>(image, journal, gc).is_none() {
            self.gc_untrack_told(op);
        }
    }

    #[inline(never)]
    fn gc_untrack_told(&mut self, op: u64) {
        if !self.is_tracked(op) {
            return;
        }
        let gc = self.as_gc(op);
        let (prev, next) = (self.gc_prev(gc), self.gc_next(gc));
        if self.objects().version_2 {
            self.set_gc_refs27(gc, refs27::UNTRACKED);
            self.set_gc_next(prev, next);
            self.set_gc_prev(next, prev);
            self.set_gc_next(gc, 0);
        } else {
            self.set_gc_next(prev, next);
            self.set_gc_prev(next, prev);
            self.set_gc_next(gc, 0);
            let finalized = self.gc_prev_word(gc) & gc_bits::FINALIZED;
            self.set_gc_prev_word(gc, finalized);
        }
        self.event(Event::Untracked { object: op });
    }

    /// Makes all lists empty and sets the thresholds: what CPython's data segment holds at the start.
    pub(crate) fn initialise_generations(&mut self) {
        const THRESHOLDS: [u32; NUM_GENERATIONS as usize] = [700, 10, 10];
        for generation in 0..=NUM_GENERATIONS {
            self.gc_list_init(self.gen_head(generation));
        }
        for (generation, threshold) in (0..).zip(THRESHOLDS) {
            self.set_gen_threshold(generation, threshold);
        }
        for list in WorkingList::ALL {
            self.gc_list_init(self.working_list(list));
        }
    }
}

/// `PyObject_GC_UnTrack` where nobody looks (3.9, 3.10); `None` where nothing was done.
#[inline(always)]
fn untrack<W: Word, J: Journal>(image: &mut [u8], journal: &mut J, gc: u64) -> Option<()> {
    let [next, prev_word] = words::<W, 2>(image, gc)?;
    if next == 0 {
        return Some(());
    }
    let prev = prev_word & !gc_bits::FLAGS;
    let writes = [
        written::<W>(prev, 0, 1),
        written::<W>(next, 1, 1),
        written::<W>(gc, 0, 2),
    ];
    let is_there = word::<W>(image, prev).is_some() && words::<W, 2>(image, next).is_some();
    (is_there && journal.pass(1, writes)).then_some(())?;
    // One after the other, as the long way: in a damaged heap they may be in the same place.
    put::<W>(image, prev, next);
    let flags = word::<W>(image, next + W::BYTES)? & gc_bits::FLAGS;
    put::<W>(image, next + W::BYTES, prev | flags);
    put::<W>(image, gc, 0);
    let finalized = word::<W>(image, gc + W::BYTES)? & gc_bits::FINALIZED;
    put::<W>(image, gc + W::BYTES, finalized);
    Some(())
}
