//! Tuples: their items stand in the object itself and never change.

use crate::edition::objects::{Kind, TUPLE_MAXFREELIST, TUPLE_MAXSAVESIZE};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Address of the item at an index.
    #[inline(always)]
    pub(crate) fn tuple_item_at(&self, op: u64, index: u64) -> u64 {
        op + (3 + index) * W::BYTES
    }

    /// The item at an index, NULL where none was put yet.
    #[inline(always)]
    pub(crate) fn tuple_item(&self, op: u64, index: u64) -> u64 {
        self.word(self.tuple_item_at(op, index))
    }

    fn tuple_free_list(&self, size: u64) -> (u64, u64) {
        let symbols = &self.layout().object_symbols;
        (
            symbols.tuple_numfree + 4 * size,
            symbols.tuple_free + size * W::BYTES,
        )
    }

    /// A new tuple whose items are all NULL still; the one without items is shared.
    ///
    /// Objects/tupleobject.c, `PyTuple_New` (2.7, 3.9, 3.10).
    pub(crate) fn pytuple_new(&mut self, size: u64) -> Option<u64> {
        self.call(Function::PyTupleNew, |mem| {
            if size == 0 {
                let op = mem.layout().object_symbols.empty_tuple;
                mem.incref(op);
                mem.event(Event::SharedObjectUsed {
                    object: op,
                    of: Kind::Tuple,
                });
                return Some(op);
            }
            let op = match mem.tuple_from_free_list(size) {
                Some(op) => op,
                None => {
                    let basicsize = mem.tuple_item_at(0, size);
                    let op = mem.pyobject_gc_new(mem.type_of(Kind::Tuple), basicsize)?;
                    mem.set_word(op + 2 * W::BYTES, size);
                    op
                }
            };
            let first = mem.tuple_item_at(op, 0);
            mem.memset_zero(first, size * W::BYTES);
            mem.gc_track(op);
            Some(op)
        })
    }

    fn tuple_from_free_list(&mut self, size: u64) -> Option<u64> {
        if size >= u64::from(TUPLE_MAXSAVESIZE) {
            return None;
        }
        let (numfree_at, head) = self.tuple_free_list(size);
        let op = self.word(head);
        if op == 0 {
            return None;
        }
        let next = self.tuple_item(op, 0);
        self.set_word(head, next);
        let numfree = self.uint(numfree_at).wrapping_sub(1);
        self.set_uint(numfree_at, numfree);
        self.new_reference(op, numfree);
        Some(op)
    }

    /// Puts an item where none is; the tuple takes over the reference.
    pub(crate) fn tuple_set_item(&mut self, op: u64, index: u64, item: u64) {
        let at = self.tuple_item_at(op, index);
        self.store_item(op, at, index, item);
    }

    /// Stops tracking a tuple that holds nothing that could be part of a cycle.
    ///
    /// Objects/tupleobject.c, `_PyTuple_MaybeUntrack` (2.7, 3.9, 3.10).
    pub(crate) fn tuple_maybe_untrack(&mut self, op: u64) {
        if !self.is_tracked(op) {
            return;
        }
        for index in 0..self.item_count(op) {
            let item = self.tuple_item(op, index);
            if item == 0 || self.may_be_tracked(item) {
                return;
            }
        }
        self.gc_untrack(op);
        self.event(Event::UntrackedByContents {
            object: op,
            of: Kind::Tuple,
        });
    }

    /// Objects/tupleobject.c, `tupledealloc` (2.7, 3.9, 3.10).
    pub(super) fn tuple_dealloc(&mut self, op: u64) {
        self.gc_untrack(op);
        if self.trash_begin(op) {
            return;
        }
        self.deallocating(op);
        let size = self.item_count(op);
        for index in (0..size).rev() {
            self.xdecref(self.tuple_item(op, index));
        }
        if !self.keep_tuple(op, size) {
            self.pyobject_gc_del(op);
        }
        self.trash_end();
    }

    fn keep_tuple(&mut self, op: u64, size: u64) -> bool {
        if size == 0 || size >= u64::from(TUPLE_MAXSAVESIZE) || !self.free_lists_on() {
            return false;
        }
        let (numfree_at, head) = self.tuple_free_list(size);
        let numfree = self.uint(numfree_at);
        if numfree >= TUPLE_MAXFREELIST {
            return false;
        }
        let next = self.word(head);
        self.set_word(self.tuple_item_at(op, 0), next);
        self.set_uint(numfree_at, numfree + 1);
        self.set_word(head, op);
        self.event(Event::KeptOnFreeList {
            object: op,
            of: Kind::Tuple,
            numfree: numfree + 1,
            most: TUPLE_MAXFREELIST,
        });
        true
    }

    /// Frees what is on the free lists; how many tuples that were.
    ///
    /// Objects/tupleobject.c, `_PyTuple_ClearFreeList` (3.10), `PyTuple_ClearFreeList` (2.7, 3.9).
    pub(crate) fn clear_tuple_freelist(&mut self) -> u64 {
        let mut freed = 0;
        for size in 1..u64::from(TUPLE_MAXSAVESIZE) {
            let (numfree_at, head) = self.tuple_free_list(size);
            freed += u64::from(self.uint(numfree_at));
            let mut op = self.word(head);
            self.set_word(head, 0);
            let mut left = self.bounded(self.uint(numfree_at).into());
            self.set_uint(numfree_at, 0);
            while op != 0 && left > 0 {
                let next = self.tuple_item(op, 0);
                self.pyobject_gc_del(op);
                op = next;
                left -= 1;
            }
        }
        freed
    }
}
