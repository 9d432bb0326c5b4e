//! `PyObject_Malloc`, `PyObject_Calloc`, `PyObject_Realloc`, `PyObject_Free`, and the parts of
//! pymalloc right below them. Misuse is not looked for here: that is the facade's (`heap.rs`).

use crate::edition::SMALL_REQUEST_THRESHOLD;
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Events of `PyObject_Malloc` and `PyObject_Free` before those of pymalloc: the call, and that of `_PyObject_Malloc` or
/// `_PyObject_Free`.
const CALLS: u64 = 2;

impl<W: Word, J: Journal> Memory<W, J> {
    /// Allocates `nbytes` bytes; 0 is NULL.
    ///
    /// Objects/obmalloc.c, `PyObject_Malloc` (2.7, 3.9, 3.10).
    #[inline]
    pub fn pyobject_malloc(&mut self, nbytes: u64) -> u64 {
        self.quick_malloc(nbytes, CALLS)
            .unwrap_or_else(|| self.pyobject_malloc_thorough(nbytes))
    }

    #[inline(never)]
    fn pyobject_malloc_thorough(&mut self, nbytes: u64) -> u64 {
        self.call(Function::PyObjectMalloc, |mem| {
            if mem.too_large(nbytes) {
                return 0;
            }
            mem.pyobject_malloc_inner(nbytes)
        })
    }

    /// Objects/obmalloc.c, `_PyObject_Malloc` (3.9, 3.10).
    #[inline]
    pub(crate) fn pyobject_malloc_inner(&mut self, nbytes: u64) -> u64 {
        self.call(Function::PyObjectMallocInner, |mem| {
            match mem.pymalloc_alloc(nbytes) {
                0 => {
                    let addr = mem.raw_malloc(nbytes);
                    mem.count_raw_block(addr)
                }
                block => block,
            }
        })
    }

    /// Allocates `nelem * elsize` zeroed bytes; 0 is NULL. 2.7 has no such function: there it is
    /// `PyObject_Malloc` of the product and `memset`.
    ///
    /// Objects/obmalloc.c, `PyObject_Calloc` and `_PyObject_Calloc` (3.9, 3.10).
    pub fn pyobject_calloc(&mut self, nelem: u64, elsize: u64) -> u64 {
        if !self.layout().has_counters {
            let nbytes = nelem.saturating_mul(elsize);
            return match self.pyobject_malloc(nbytes) {
                0 => 0,
                block => self.zeroed(block, nbytes),
            };
        }
        self.call(Function::PyObjectCalloc, |mem| {
            if elsize != 0 && nelem > mem.layout().ssize_max / elsize {
                mem.event(Event::CallocOverflow { nelem, elsize });
                return 0;
            }
            mem.pyobject_calloc_inner(nelem, elsize)
        })
    }

    /// Objects/obmalloc.c, `_PyObject_Calloc` (3.9, 3.10).
    pub(crate) fn pyobject_calloc_inner(&mut self, nelem: u64, elsize: u64) -> u64 {
        self.call(Function::PyObjectCallocInner, |mem| {
            let nbytes = nelem.saturating_mul(elsize);
            match mem.pymalloc_alloc(nbytes) {
                0 => {
                    let addr = mem.raw_calloc(nelem, elsize);
                    mem.count_raw_block(addr)
                }
                block => mem.zeroed(block, nbytes),
            }
        })
    }

    /// Frees a block; 0 is allowed.
    ///
    /// Objects/obmalloc.c, `PyObject_Free` (2.7, 3.9, 3.10).
    #[inline]
    pub fn pyobject_free(&mut self, addr: u64) {
        if !self.quick_free(addr, CALLS) {
            self.pyobject_free_thorough(addr);
        }
    }

    #[inline(never)]
    fn pyobject_free_thorough(&mut self, addr: u64) {
        self.call(Function::PyObjectFree, |mem| mem.pyobject_free_inner(addr));
    }

    /// Objects/obmalloc.c, `_PyObject_Free` (3.9, 3.10).
    #[inline]
    pub(crate) fn pyobject_free_inner(&mut self, addr: u64) {
        self.call(Function::PyObjectFreeInner, |mem| {
            if addr == 0 {
                return mem.event(Event::FreeNull);
            }
            if !mem.pymalloc_free(addr) {
                mem.raw_free(addr);
                mem.uncount_raw_block();
            }
        });
    }

    /// Makes a block hold `nbytes` bytes, perhaps elsewhere; 0 is NULL, and then the block stays.
    ///
    /// Objects/obmalloc.c, `PyObject_Realloc` (2.7, 3.9, 3.10).
    pub fn pyobject_realloc(&mut self, addr: u64, nbytes: u64) -> u64 {
        self.call(Function::PyObjectRealloc, |mem| {
            if mem.too_large(nbytes) {
                return 0;
            }
            mem.pyobject_realloc_inner(addr, nbytes)
        })
    }

    /// Objects/obmalloc.c, `_PyObject_Realloc` (3.9, 3.10).
    pub(crate) fn pyobject_realloc_inner(&mut self, addr: u64, nbytes: u64) -> u64 {
        self.call(Function::PyObjectReallocInner, |mem| {
            if addr == 0 {
                mem.event(Event::ReallocOfNull { nbytes });
                return mem.pyobject_malloc_inner(nbytes);
            }
            match mem.pymalloc_realloc(addr, nbytes) {
                Some(block) => block,
                None => {
                    mem.event(Event::ReallocOfRaw { addr, nbytes });
                    mem.raw_realloc(addr, nbytes)
                }
            }
        })
    }

    #[inline(always)]
    fn too_large(&mut self, nbytes: u64) -> bool {
        let limit = self.layout().ssize_max;
        if nbytes > limit {
            self.event(Event::RequestTooLarge { nbytes, limit });
        }
        nbytes > limit
    }

    /// A block for a small request; 0 where pymalloc declines.
    ///
    /// Objects/obmalloc.c, `pymalloc_alloc` (3.10), `PyObject_Malloc` (2.7).
    #[inline(always)]
    fn pymalloc_alloc(&mut self, nbytes: u64) -> u64 {
        self.quick_malloc(nbytes, 0)
            .unwrap_or_else(|| self.pymalloc_alloc_thorough(nbytes))
    }

    #[inline(never)]
    fn pymalloc_alloc_thorough(&mut self, nbytes: u64) -> u64 {
        self.call(Function::PymallocAlloc, |mem| {
            if nbytes == 0 {
                mem.event(Event::DeclinedZero);
                return 0;
            }
            if nbytes > SMALL_REQUEST_THRESHOLD {
                mem.event(Event::DeclinedLarge {
                    nbytes,
                    threshold: SMALL_REQUEST_THRESHOLD,
                });
                return 0;
            }
            let szidx = ((nbytes - 1) as u32) >> W::ALIGNMENT_SHIFT;
            let size = Self::index2size(szidx);
            let pool = mem.usedpools(szidx);
            if pool != mem.nextpool(pool) {
                mem.event(Event::UsedPoolFound {
                    nbytes,
                    szidx,
                    size,
                    pool,
                });
                mem.take_block(pool, szidx)
            } else {
                mem.event(Event::NoUsedPool {
                    nbytes,
                    szidx,
                    size,
                    sentinel: pool,
                });
                mem.allocate_from_new_pool(szidx)
            }
        })
    }

    /// Frees a block if pymalloc owns it; whether it did.
    ///
    /// Objects/obmalloc.c, `pymalloc_free` (3.10), `PyObject_Free` (2.7).
    #[inline(always)]
    fn pymalloc_free(&mut self, addr: u64) -> bool {
        self.quick_free(addr, 0) || self.pymalloc_free_thorough(addr)
    }

    #[inline(never)]
    fn pymalloc_free_thorough(&mut self, addr: u64) -> bool {
        self.call(Function::PymallocFree, |mem| {
            let pool = mem.layout().pool_addr(addr);
            if !mem.address_in_range(addr, pool) {
                return false;
            }
            let lastfree = mem.freeblock(pool);
            mem.set_word(addr, lastfree);
            mem.set_freeblock(pool, addr);
            let count = mem.ref_count(pool).wrapping_sub(1);
            mem.set_ref_count(pool, count);
            mem.event(Event::BlockLinked {
                pool,
                block: addr,
                lastfree,
                count,
            });
            if lastfree == 0 {
                mem.event(Event::PoolWasFull {
                    pool,
                    szidx: mem.szidx(pool),
                });
                mem.insert_to_usedpool(pool);
            } else if count != 0 {
                mem.event(Event::PoolStaysUsed { pool, count });
            } else {
                mem.event(Event::PoolIsEmpty {
                    pool,
                    szidx: mem.szidx(pool),
                });
                mem.insert_to_freepool(pool);
            }
            true
        })
    }

    /// Resizes a block if pymalloc owns it; `None` where it does not.
    ///
    /// Objects/obmalloc.c, `pymalloc_realloc` (3.10), `PyObject_Realloc` (2.7).
    #[inline(always)]
    fn pymalloc_realloc(&mut self, addr: u64, nbytes: u64) -> Option<u64> {
        self.quick_realloc(addr, nbytes)
            .or_else(|| self.pymalloc_realloc_thorough(addr, nbytes))
    }

    #[inline(never)]
    fn pymalloc_realloc_thorough(&mut self, addr: u64, nbytes: u64) -> Option<u64> {
        self.call(Function::PymallocRealloc, |mem| {
            let pool = mem.layout().pool_addr(addr);
            if !mem.address_in_range(addr, pool) {
                return None;
            }
            let size = Self::index2size(mem.szidx(pool));
            let mut keep = u64::from(size);
            if nbytes > keep {
                mem.event(Event::ReallocGrows {
                    block: addr,
                    nbytes,
                    size,
                });
            } else if 4 * nbytes > 3 * keep {
                mem.event(Event::ReallocStays {
                    block: addr,
                    nbytes,
                    size,
                });
                return Some(addr);
            } else {
                mem.event(Event::ReallocShrinks {
                    block: addr,
                    nbytes,
                    size,
                });
                keep = nbytes;
            }
            let moved = mem.pyobject_malloc_inner(nbytes);
            if moved == 0 {
                mem.event(Event::ReallocFails {
                    block: addr,
                    nbytes,
                });
                return Some(0);
            }
            mem.call(Function::Memcpy, |mem| {
                mem.memcpy(moved, addr, keep);
                mem.event(Event::Copied {
                    from: addr,
                    to: moved,
                    nbytes: keep,
                });
            });
            mem.pyobject_free_inner(addr);
            Some(moved)
        })
    }

    fn zeroed(&mut self, block: u64, nbytes: u64) -> u64 {
        self.call(Function::Memset, |mem| {
            mem.memset_zero(block, nbytes);
            mem.event(Event::Zeroed { block, nbytes });
        });
        block
    }

    fn count_raw_block(&mut self, addr: u64) -> u64 {
        if addr != 0 && self.layout().has_counters {
            let raw_allocated_blocks = self.add_to_raw_blocks(1);
            self.event(Event::RawBlockCounted {
                raw_allocated_blocks,
            });
        }
        addr
    }

    fn uncount_raw_block(&mut self) {
        if self.layout().has_counters {
            let raw_allocated_blocks = self.add_to_raw_blocks(u64::MAX);
            self.event(Event::RawBlockUncounted {
                raw_allocated_blocks,
            });
        }
    }

    fn add_to_raw_blocks(&mut self, more: u64) -> u64 {
        let at = self.layout().symbols.raw_allocated_blocks;
        let value = self.word(at).wrapping_add(more);
        self.set_word(at, value);
        self.word(at)
    }
}
