//! `PyMem_Malloc` and its siblings: pymalloc in 3.x, the C library in 2.7.

use crate::event::Function;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Events of `PyMem_Free` before those of pymalloc: the call, and that of `_PyObject_Free`.
const CALLS: u64 = 2;

impl<W: Word, J: Journal> Memory<W, J> {
    /// A block of `nbytes` bytes.
    ///
    /// Objects/obmalloc.c, `PyMem_Malloc` (3.9, 3.10); Include/pymem.h, `PyMem_MALLOC` (2.7).
    pub(crate) fn pymem_malloc(&mut self, nbytes: u64) -> Option<u64> {
        self.call(Function::PyMemMalloc, |mem| {
            let block = if mem.objects().version_2 {
                mem.raw_malloc(nbytes)
            } else {
                mem.pyobject_malloc_inner(nbytes)
            };
            (block != 0).then_some(block)
        })
    }

    /// A block of `nelem * elsize` zeroed bytes.
    ///
    /// Objects/obmalloc.c, `PyMem_Calloc` (3.9, 3.10); `PyMem_MALLOC` and `memset` in 2.7.
    pub(crate) fn pymem_calloc(&mut self, nelem: u64, elsize: u64) -> Option<u64> {
        let nbytes = nelem.checked_mul(elsize)?;
        if self.objects().version_2 {
            let block = self.pymem_malloc(nbytes)?;
            self.memset_zero(block, nbytes);
            return Some(block);
        }
        self.call(Function::PyMemCalloc, |mem| {
            let block = mem.pyobject_calloc_inner(nelem, elsize);
            (block != 0).then_some(block)
        })
    }

    /// Makes a block hold `nbytes` bytes, perhaps elsewhere; where that fails, it stays as it is.
    ///
    /// Objects/obmalloc.c, `PyMem_Realloc` (3.9, 3.10); Include/pymem.h, `PyMem_REALLOC` (2.7).
    pub(crate) fn pymem_realloc(&mut self, block: u64, nbytes: u64) -> Option<u64> {
        self.call(Function::PyMemRealloc, |mem| {
            let moved = if !mem.objects().version_2 {
                mem.pyobject_realloc_inner(block, nbytes)
            } else if block == 0 {
                mem.raw_malloc(nbytes)
            } else {
                mem.raw_realloc(block, nbytes)
            };
            (moved != 0).then_some(moved)
        })
    }

    /// Frees a block; 0 is allowed.
    ///
    /// Objects/obmalloc.c, `PyMem_Free` (3.9, 3.10); Include/pymem.h, `PyMem_FREE` (2.7).
    pub(crate) fn pymem_free(&mut self, block: u64) {
        if !self.objects().version_2 && self.quick_free(block, CALLS) {
            return;
        }
        self.call(Function::PyMemFree, |mem| {
            if !mem.objects().version_2 {
                mem.pyobject_free_inner(block);
            } else if block != 0 {
                mem.raw_free(block);
            }
        });
    }
}
