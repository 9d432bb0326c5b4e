//! `usedpools[]`: for each size class a ring of the pools that have a block to give.
//!
//! The array holds two pointers a class, which are read as the `nextpool` and `prevpool` of a pool
//! header that is not there: its address lies two pointers in front of them.
//!
//! ```text
//!  sentinel(i) ─▶ ┌ ┄ ┄ ┄ ┄ ┄ ┐            ref.count and freeblock would be here: never accessed
//!                 ├───────────┤ usedpools[2i]      = nextpool
//!                 ├───────────┤ usedpools[2i + 1]  = prevpool
//! ```
//! Invariant: an empty ring leads back to its sentinel, so linking and unlinking have no special case.

use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `usedpools` as C's static initialiser leaves it: each ring empty (`PTA`, `PT`).
    pub(crate) fn initialise_usedpools(&mut self) {
        for szidx in 0..self.layout().size_classes {
            let sentinel = self.layout().usedpools_sentinel(szidx);
            self.set_nextpool(sentinel, sentinel);
            self.set_prevpool(sentinel, sentinel);
        }
    }

    /// `usedpools[szidx + szidx]`: the first pool of the class, or the sentinel.
    #[inline(always)]
    pub(crate) fn usedpools(&self, szidx: u32) -> u64 {
        self.word(self.layout().symbols.usedpools + 2 * W::BYTES * u64::from(szidx))
    }

    /// Links a pool that was full at the front of its class's ring.
    ///
    /// Objects/obmalloc.c, `insert_to_usedpool` (3.10), `PyObject_Free` (2.7).
    pub(crate) fn insert_to_usedpool(&mut self, pool: u64) {
        self.call(Function::InsertToUsedpool, |mem| {
            let szidx = mem.szidx(pool);
            let next = mem.usedpools(szidx);
            let prev = mem.prevpool(next);
            mem.set_nextpool(pool, next);
            mem.set_prevpool(pool, prev);
            mem.set_prevpool(next, pool);
            mem.set_nextpool(prev, pool);
            mem.event(Event::PoolRelinked { pool, szidx, next });
        });
    }

    /// Makes a free pool the only one of its class's ring, with its first block handed out.
    ///
    /// Objects/obmalloc.c, `allocate_from_new_pool` (3.10), `PyObject_Malloc` at `init_pool` (2.7).
    pub(crate) fn link_only_pool(&mut self, pool: u64, szidx: u32) {
        let next = self.usedpools(szidx);
        self.set_nextpool(pool, next);
        self.set_prevpool(pool, next);
        self.set_nextpool(next, pool);
        self.set_prevpool(next, pool);
        self.set_ref_count(pool, 1);
        self.event(Event::PoolLinked { pool, szidx });
    }
}
