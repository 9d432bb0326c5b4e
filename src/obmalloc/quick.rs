//! The common ways through `pymalloc_alloc` and `pymalloc_free` with pointers of 32 bits, where nobody looks into them: a
//! pool is looked up in the image once, and what is read and written in it is checked against the pool. Where anything else
//! is the case nothing has been written yet, and `alloc` does it. With a journal only the shortest ways are taken, whose
//! events are as many each time.
//!
//! Invariant: the bytes that are left are those that `alloc` would leave, and it would have had as many events.

use super::quick_arena::{quick_freepool, quick_new_pool};
use crate::edition::{Edition, Layout, OwnerTest, PoolHeader, SMALL_REQUEST_THRESHOLD, radix};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// The numbers of the editions with pointers of 32 bits, as far as they are used here: those of 2.7 are the same.
pub(super) const LAYOUT: Layout = Edition::Cpython310W32.layout();
pub(super) const BASE: u32 = LAYOUT.symbols.base as u32;
pub(super) const POOL_SIZE: usize = LAYOUT.pool_size as usize;
pub(super) const HEADER: PoolHeader = LAYOUT.pool;
pub(super) const WORD: usize = LAYOUT.word as usize;

const _: () = {
    let old = Edition::Cpython27W32.layout();
    assert!(old.pool_size == LAYOUT.pool_size && old.pool.overhead == HEADER.overhead);
    assert!(old.symbols.usedpools == LAYOUT.symbols.usedpools);
};

/// Events of `pymalloc_alloc` that finds a used pool with a free block: the call, the pool, the block.
const EVENTS_OF_MALLOC: u64 = 3;
/// Events of `pymalloc_free` into a pool that stays used: the call, that of `address_in_range`, its answer, the block, and
/// the pool.
const EVENTS_OF_FREE: u64 = 5;

/// Whether short ways are there with a journal: in a small core it counts how soon it is there.
const WITH_JOURNAL: bool = cfg!(feature = "whole");

/// The bytes of a pool in the image: an index of pools is checked by one comparison.
#[inline(always)]
pub(super) fn pool_at(image: &mut [u8], addr: u32) -> Option<&mut [u8; POOL_SIZE]> {
    let offset = addr.wrapping_sub(BASE) as usize;
    if !offset.is_multiple_of(POOL_SIZE) {
        return None;
    }
    image.as_chunks_mut().0.get_mut(offset / POOL_SIZE)
}

/// A pointer or `uint` of a pool.
#[inline(always)]
pub(super) fn word_at(bytes: &[u8], at: u64) -> Option<u32> {
    let at = at as usize;
    Some(u32::from_le_bytes(
        *bytes.get(at..at + WORD)?.first_chunk()?,
    ))
}

#[inline(always)]
pub(super) fn set_word_at(bytes: &mut [u8], at: u64, value: u32) -> Option<()> {
    let at = at as usize;
    *bytes.get_mut(at..at + WORD)?.first_chunk_mut()? = value.to_le_bytes();
    Some(())
}

/// The offset, where a block could begin there: behind the header, and not across the pool's end.
#[inline(always)]
pub(super) fn block_offset(at: u32) -> Option<u64> {
    let last = (POOL_SIZE - WORD) as u32;
    (HEADER.overhead as u32..=last)
        .contains(&at)
        .then_some(at.into())
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// A block of the first used pool of the class, if there is one; `calls`: events of functions around
    /// `pymalloc_alloc` that are passed, too.
    #[inline(always)]
    pub(super) fn quick_malloc(&mut self, nbytes: u64, calls: u64) -> Option<u64> {
        let index = nbytes.wrapping_sub(1);
        if J::ON && !WITH_JOURNAL || W::BYTES != LAYOUT.word || index >= SMALL_REQUEST_THRESHOLD {
            return None;
        }
        let szidx = (index as u32) >> LAYOUT.alignment_shift;
        let ends = ends_of(szidx);
        let (image, journal) = self.parts();
        let image = image.as_mut_slice();
        let address = word_at(ends_at(image, ends)?, 0)?;
        if address == sentinel(ends) {
            return self.quick_malloc_of_new_pool(szidx);
        }
        let pool = pool_at(image, address)?;
        if word_at(pool, HEADER.nextpool)? == address {
            return None;
        }
        let block = word_at(pool, HEADER.freeblock)?;
        let mut freeblock = word_at(pool, block_offset(block.wrapping_sub(address))?)?;
        if J::ON {
            let header = [(address.wrapping_sub(BASE) as usize, 2 * WORD)];
            if freeblock == 0 || !journal.pass(calls + EVENTS_OF_MALLOC, header) {
                return None;
            }
        } else if freeblock == 0 {
            let nextoffset = word_at(pool, HEADER.nextoffset)?;
            if nextoffset > word_at(pool, HEADER.maxnextoffset)? {
                quick_unlink(image, ends, address)?;
            } else {
                set_word_at(pool, block_offset(nextoffset)?, 0)?;
                let after = nextoffset.wrapping_add(Self::index2size(szidx));
                set_word_at(pool, HEADER.nextoffset, after)?;
                freeblock = address.wrapping_add(nextoffset);
            }
        }
        let pool = pool_at(image, address)?;
        let count = word_at(pool, HEADER.ref_count)?.wrapping_add(1);
        set_word_at(pool, HEADER.ref_count, count)?;
        set_word_at(pool, HEADER.freeblock, freeblock)?;
        Some(block.into())
    }

    /// Frees a block, if it is pymalloc's by the radix tree; whether it did. `calls`: events of functions
    /// around `pymalloc_free` that are passed, too.
    #[inline(always)]
    pub(crate) fn quick_free(&mut self, addr: u64, calls: u64) -> bool {
        if J::ON && !WITH_JOURNAL
            || W::BYTES != LAYOUT.word
            || self.layout().owner_test != OwnerTest::RadixTree
        {
            return false;
        }
        let pool = LAYOUT.pool_addr(addr);
        let (image, journal) = self.parts();
        match quick_link(image, journal, addr, calls) {
            None => return false,
            Some((0, _)) => {
                if quick_insert(self.parts().0, pool as u32).is_none() {
                    self.insert_to_usedpool(pool);
                }
            }
            Some((_, 0)) => self.free_pool(pool),
            Some(_) => {}
        }
        true
    }

    /// Gives a pool back to its arena.
    #[inline(never)]
    fn free_pool(&mut self, pool: u64) {
        if J::ON || quick_freepool(self.parts().0, pool as u32).is_none() {
            self.insert_to_freepool(pool);
        }
    }

    /// What [`quick_malloc`](Self::quick_malloc) does where there is no used pool of the class.
    #[inline(never)]
    fn quick_malloc_of_new_pool(&mut self, szidx: u32) -> Option<u64> {
        if J::ON || self.layout().owner_test != OwnerTest::RadixTree {
            return None;
        }
        quick_new_pool(self.parts().0, szidx).map(u64::from)
    }

    /// Makes a block hold `nbytes` bytes, if it is pymalloc's by the radix tree; 0 is NULL.
    #[inline(always)]
    pub(super) fn quick_realloc(&mut self, addr: u64, nbytes: u64) -> Option<u64> {
        if J::ON || W::BYTES != LAYOUT.word || self.layout().owner_test != OwnerTest::RadixTree {
            return None;
        }
        let size: u64 = quick_size(self.parts().0, addr)?.into();
        if nbytes <= size && 4 * nbytes > 3 * size {
            return Some(addr);
        }
        let moved = self.pyobject_malloc_inner(nbytes);
        if moved != 0 {
            self.memcpy(moved, addr, size.min(nbytes));
            self.pyobject_free_inner(addr);
        }
        Some(moved)
    }
}

/// Where the two pointers of a class are, its ring's `nextpool` and `prevpool`.
pub(super) const fn ends_of(szidx: u32) -> u32 {
    LAYOUT.symbols.usedpools as u32 + 2 * WORD as u32 * szidx
}

/// The two pointers there.
#[inline(always)]
pub(super) fn ends_at(image: &mut [u8], ends: u32) -> Option<&mut [u8; 2 * WORD]> {
    let rings: &mut [u8; offset_of(LAYOUT.symbols.arenas)] = image.first_chunk_mut()?;
    let at = offset_of(ends as u64);
    rings.get_mut(at..at + 2 * WORD)?.first_chunk_mut()
}

/// How far from the image's beginning.
pub(super) const fn offset_of(addr: u64) -> usize {
    (addr as u32).wrapping_sub(BASE) as usize
}

/// What would be the pool that has these pointers in its header.
pub(super) const fn sentinel(ends: u32) -> u32 {
    ends - HEADER.nextpool as u32
}

/// Where `nextpool` or `prevpool` of a ring's member stands: bytes, and the offset in them.
#[inline(always)]
pub(super) fn link_at(
    image: &mut [u8],
    ends: u32,
    member: u32,
    field: u64,
) -> Option<(&mut [u8], u64)> {
    if member == sentinel(ends) {
        Some((ends_at(image, ends)?, field - HEADER.nextpool))
    } else {
        Some((pool_at(image, member)?, field))
    }
}

/// Takes the first pool out of its ring.
#[inline(always)]
fn quick_unlink(image: &mut [u8], ends: u32, pool: u32) -> Option<()> {
    let header = pool_at(image, pool)?;
    let next = word_at(header, HEADER.nextpool)?;
    if word_at(header, HEADER.prevpool)? != sentinel(ends) || next == pool {
        return None;
    }
    let (bytes, at) = link_at(image, ends, next, HEADER.prevpool)?;
    set_word_at(bytes, at, sentinel(ends))?;
    set_word_at(ends_at(image, ends)?, 0, next)
}

/// `insert_to_usedpool`
#[inline(always)]
fn quick_insert(image: &mut [u8], pool: u32) -> Option<()> {
    let szidx = word_at(pool_at(image, pool)?, HEADER.szidx)?;
    if szidx >= LAYOUT.size_classes {
        return None;
    }
    let ends = ends_of(szidx);
    let next = word_at(ends_at(image, ends)?, 0)?;
    let (bytes, at) = link_at(image, ends, next, HEADER.prevpool)?;
    if word_at(bytes, at)? != sentinel(ends) || next == pool {
        return None;
    }
    set_word_at(bytes, at, pool)?;
    set_word_at(ends_at(image, ends)?, 0, pool)?;
    let header = pool_at(image, pool)?;
    set_word_at(header, HEADER.nextpool, next)?;
    set_word_at(header, HEADER.prevpool, sentinel(ends))
}

/// Puts a block at the head of its pool's free list; what was the head, and how many blocks remain handed out.
#[inline(always)]
fn quick_link<J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    addr: u64,
    calls: u64,
) -> Option<(u32, u32)> {
    let addr = u32::try_from(addr).ok()?;
    if !is_used(image, addr)? {
        return None;
    }
    let at = addr % POOL_SIZE as u32;
    let pool = pool_at(image, addr - at)?;
    let at = block_offset(at)?;
    let lastfree = word_at(pool, HEADER.freeblock)?;
    let count = word_at(pool, HEADER.ref_count)?.wrapping_sub(1);
    if J::ON {
        let start = (addr.wrapping_sub(BASE) as usize) & !(POOL_SIZE - 1);
        let writes = [(start, 2 * WORD), (start + at as usize, WORD)];
        if lastfree == 0 || count == 0 || !journal.pass(calls + EVENTS_OF_FREE, writes) {
            return None;
        }
    }
    let pool = pool_at(image, addr - addr % POOL_SIZE as u32)?;
    set_word_at(pool, at, lastfree)?;
    set_word_at(pool, HEADER.freeblock, addr)?;
    set_word_at(pool, HEADER.ref_count, count)?;
    Some((lastfree, count))
}

/// `arena_map_is_used`, in the one level that the tree has.
#[inline(always)]
fn is_used(image: &mut [u8], addr: u32) -> Option<bool> {
    let index = addr >> LAYOUT.arena_bits;
    const ROOT: u64 = LAYOUT.symbols.arena_map_root;
    let fixed: &[u8; offset_of(ROOT + LAYOUT.arena_map_root_size())] = image.first_chunk()?;
    let at = offset_of(ROOT) + (radix::COVERAGE_SIZE as u32 * index) as usize;
    let coverage = fixed.get(at..at + radix::COVERAGE_SIZE as usize)?;
    let tail = (addr % LAYOUT.arena_size as u32) as i32;
    let hi = word_at(coverage, radix::TAIL_HI)? as i32;
    let lo = word_at(coverage, radix::TAIL_LO)? as i32;
    Some(tail < lo || (tail >= hi && hi != 0))
}

/// How many bytes a block has, if an arena covers its address.
#[inline(always)]
fn quick_size(image: &mut [u8], addr: u64) -> Option<u32> {
    let addr = u32::try_from(addr).ok()?;
    if !is_used(image, addr)? {
        return None;
    }
    let szidx = word_at(
        pool_at(image, addr - addr % POOL_SIZE as u32)?,
        HEADER.szidx,
    )?;
    Some(szidx.wrapping_add(1) << LAYOUT.alignment_shift)
}
