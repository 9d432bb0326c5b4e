//! Pools and their headers: the fields of `struct pool_header`, and taking blocks from a pool.
//!
//! ```text
//!  pool                                                                        pool + POOL_SIZE
//!  | pool_header | block | block | block |  …  | untouched  | untouched |  …  | tail |
//!                   ▲ freeblock, linked through              ▲ nextoffset
//!                     the first word of each freed block
//! ```
//! Invariant between operations: a pool that can serve a request has a non-NULL `freeblock`.

use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// One field of the header: a reader and a writer at its offset.
macro_rules! field {
    ($get:ident, $set:ident, $field:ident, $load:ident, $store:ident, $type:ty) => {
        #[inline(always)]
        pub(crate) fn $get(&self, pool: u64) -> $type {
            self.$load(pool.wrapping_add(W::POOL.$field))
        }
        #[inline(always)]
        pub(crate) fn $set(&mut self, pool: u64, value: $type) {
            self.$store(pool.wrapping_add(W::POOL.$field), value);
        }
    };
}

impl<W: Word, J: Journal> Memory<W, J> {
    field!(ref_count, set_ref_count, ref_count, uint, set_uint, u32);
    field!(freeblock, set_freeblock, freeblock, word, set_word, u64);
    field!(nextpool, set_nextpool, nextpool, word, set_word, u64);
    field!(prevpool, set_prevpool, prevpool, word, set_word, u64);
    field!(arenaindex, set_arenaindex, arenaindex, uint, set_uint, u32);
    field!(szidx, set_szidx, szidx, uint, set_uint, u32);
    field!(nextoffset, set_nextoffset, nextoffset, uint, set_uint, u32);
    field!(
        maxnextoffset,
        set_maxnextoffset,
        maxnextoffset,
        uint,
        set_uint,
        u32
    );

    /// `INDEX2SIZE`, in bytes.
    #[inline(always)]
    pub(crate) fn index2size(szidx: u32) -> u32 {
        szidx.wrapping_add(1) << W::ALIGNMENT_SHIFT
    }

    /// Takes the head of the free list of a used pool. Afterwards the pool has a free block again,
    /// or is full and in no list.
    ///
    /// Objects/obmalloc.c, `pymalloc_alloc` (3.10), `PyObject_Malloc` (2.7).
    #[inline(always)]
    pub(crate) fn take_block(&mut self, pool: u64, szidx: u32) -> u64 {
        let count = self.ref_count(pool).wrapping_add(1);
        self.set_ref_count(pool, count);
        let block = self.freeblock(pool);
        let freeblock = self.word(block);
        self.set_freeblock(pool, freeblock);
        if freeblock != 0 {
            self.event(Event::TookFreeBlock {
                pool,
                block,
                freeblock,
                count,
            });
        } else {
            self.event(Event::TookLastFreeBlock { pool, block, count });
            self.pymalloc_pool_extend(pool, szidx);
        }
        block
    }

    /// Gives a pool whose free list has run out its next untouched block; where there is none, the
    /// pool is full and leaves `usedpools`.
    ///
    /// Objects/obmalloc.c, `pymalloc_pool_extend` (3.10), `PyObject_Malloc` (2.7).
    fn pymalloc_pool_extend(&mut self, pool: u64, szidx: u32) {
        self.call(Function::PymallocPoolExtend, |mem| {
            let (nextoffset, maxnextoffset) = (mem.nextoffset(pool), mem.maxnextoffset(pool));
            if nextoffset <= maxnextoffset {
                let block = pool.wrapping_add(nextoffset.into());
                mem.set_freeblock(pool, block);
                mem.set_nextoffset(pool, nextoffset.wrapping_add(Self::index2size(szidx)));
                mem.set_word(block, 0);
                mem.event(Event::NextBlockCarved {
                    pool,
                    block,
                    nextoffset,
                    maxnextoffset,
                });
                return;
            }
            let (next, prev) = (mem.nextpool(pool), mem.prevpool(pool));
            mem.set_prevpool(next, prev);
            mem.set_nextpool(prev, next);
            mem.event(Event::PoolFull {
                pool,
                szidx,
                nextoffset,
                maxnextoffset,
            });
        });
    }

    /// Makes a free pool, already linked and counted, serve a class; returns its first block.
    ///
    /// Objects/obmalloc.c, `allocate_from_new_pool` (3.10), `PyObject_Malloc` (2.7).
    pub(crate) fn start_pool(&mut self, pool: u64, szidx: u32) -> u64 {
        let previous_szidx = self.szidx(pool);
        if previous_szidx == szidx {
            let block = self.freeblock(pool);
            let freeblock = self.word(block);
            self.set_freeblock(pool, freeblock);
            self.event(Event::PoolReusedAsIs {
                pool,
                szidx,
                block,
                freeblock,
            });
            return block;
        }
        let size = Self::index2size(szidx);
        let overhead = W::POOL.overhead as u32;
        let block = pool.wrapping_add(W::POOL.overhead);
        let second = block.wrapping_add(size.into());
        let (nextoffset, maxnextoffset) = (
            overhead + (size << 1),
            self.layout().pool_size as u32 - size,
        );
        self.set_szidx(pool, szidx);
        self.set_nextoffset(pool, nextoffset);
        self.set_maxnextoffset(pool, maxnextoffset);
        self.set_freeblock(pool, second);
        self.set_word(second, 0);
        self.event(Event::PoolInitialised {
            pool,
            szidx,
            previous_szidx,
            block,
            nextoffset,
            maxnextoffset,
        });
        block
    }
}
