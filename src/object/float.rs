//! Floats, and their free list: linked by `ob_type`, in 2.7 without end.

use crate::edition::objects::{FLOAT_MAXFREELIST, Kind};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `ob_fval`
    pub(crate) fn float_value(&self, op: u64) -> f64 {
        f64::from_bits(self.long(op + self.objects().ob_fval()))
    }

    /// Objects/floatobject.c, `PyFloat_FromDouble` (2.7, 3.9, 3.10).
    pub(crate) fn pyfloat_from_double(&mut self, value: f64) -> Option<u64> {
        self.call(Function::PyFloatFromDouble, |mem| {
            let op = if mem.objects().version_2 {
                mem.number_from_block(Kind::Float)?
            } else {
                let nbytes = mem.objects().float_size();
                let op = match mem.float_from_free_list() {
                    Some(op) => op,
                    None => mem.object_malloc(nbytes)?,
                };
                mem.object_init(op, mem.type_of(Kind::Float), nbytes);
                op
            };
            mem.set_long(op + mem.objects().ob_fval(), value.to_bits());
            Some(op)
        })
    }

    fn float_from_free_list(&mut self) -> Option<u64> {
        let numfree_at = self.layout().object_symbols.float_free;
        let op = self.word(numfree_at + W::BYTES);
        if op == 0 {
            return None;
        }
        let next = self.ob_type(op);
        self.set_word(numfree_at + W::BYTES, next);
        let numfree = self.uint(numfree_at).wrapping_sub(1);
        self.set_uint(numfree_at, numfree);
        self.event(Event::TakenFromFreeList {
            object: op,
            of: Kind::Float,
            numfree,
        });
        Some(op)
    }

    /// Objects/floatobject.c, `float_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn float_dealloc(&mut self, op: u64) {
        self.deallocating(op);
        if self.objects().version_2 {
            return self.number_to_block(op, Kind::Float);
        }
        let numfree_at = self.layout().object_symbols.float_free;
        let numfree = self.uint(numfree_at);
        if numfree >= FLOAT_MAXFREELIST || !self.free_lists_on() {
            return self.pyobject_free(op);
        }
        self.set_uint(numfree_at, numfree + 1);
        let next = self.word(numfree_at + W::BYTES);
        self.set_word(op + W::BYTES, next);
        self.set_word(numfree_at + W::BYTES, op);
        self.event(Event::KeptOnFreeList {
            object: op,
            of: Kind::Float,
            numfree: numfree + 1,
            most: FLOAT_MAXFREELIST,
        });
    }

    /// Frees what is on the free list; how many floats that were.
    ///
    /// Objects/floatobject.c, `_PyFloat_ClearFreeList` (3.10), `PyFloat_ClearFreeList` (2.7, 3.9).
    pub(crate) fn clear_float_freelist(&mut self) -> u64 {
        if self.objects().version_2 {
            return self.clear_number_blocks(Kind::Float);
        }
        let numfree_at = self.layout().object_symbols.float_free;
        let numfree = self.uint(numfree_at);
        for _ in 0..self.bounded(numfree.into()) {
            let op = self.word(numfree_at + W::BYTES);
            let next = self.ob_type(op);
            self.set_word(numfree_at + W::BYTES, next);
            self.pyobject_free(op);
        }
        self.set_uint(numfree_at, 0);
        numfree.into()
    }
}
