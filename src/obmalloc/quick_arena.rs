//! The common ways of a pool from its arena and back, where no journal is kept: `allocate_from_new_pool` and
//! `insert_to_freepool` of the edition with 32-bit pointers that has `nfp2lasta[]` and the radix tree, in an arena that is
//! usable before and after and keeps its place in `usable_arenas`.
//!
//! Invariant: where anything else is the case, or records could overlap, nothing has been written, and `arena` does it.
//! What is done leaves the bytes that `arena` would leave.

use super::quick::{
    BASE, HEADER, LAYOUT, POOL_SIZE, WORD, block_offset, ends_at, ends_of, link_at, offset_of,
    pool_at, sentinel, set_word_at, word_at,
};
use crate::edition::ArenaObject;

const ARENA: ArenaObject = LAYOUT.arena;
const ARENA_OBJECT_SIZE: usize = ARENA.size as usize;
/// What of the globals is used here begins with `arenas`, as offsets of the image and in that part.
const GLOBALS: usize = offset_of(LAYOUT.symbols.arenas);
const GLOBALS_END: usize = offset_of(LAYOUT.symbols.narenas_currently_allocated);
const USABLE_ARENAS: u64 = LAYOUT.symbols.usable_arenas - LAYOUT.symbols.arenas;
const NFP2LASTA: u64 = LAYOUT.symbols.nfp2lasta - LAYOUT.symbols.arenas;
/// Bytes of a header.
const OVERHEAD: u32 = HEADER.overhead as u32;

// The headers of pools, wherever a damaged link says that they are, have no byte of these globals, nor of the rings.
const _: () = assert!(
    offset_of(LAYOUT.symbols.usedpools) % POOL_SIZE >= OVERHEAD as usize
        && offset_of(LAYOUT.symbols.usedpools) / POOL_SIZE == GLOBALS_END / POOL_SIZE
);

fn globals(image: &mut [u8]) -> Option<&mut [u8]> {
    let fixed: &mut [u8; GLOBALS_END] = image.first_chunk_mut()?;
    fixed.get_mut(GLOBALS..)
}

/// Where `nfp2lasta[nfreepools]` is in the globals.
fn nfp2lasta(nfreepools: u32) -> Option<u64> {
    (nfreepools <= LAYOUT.pools_in_arena).then(|| NFP2LASTA + WORD as u64 * u64::from(nfreepools))
}

/// An arena object behind all globals.
fn arena_at(image: &mut [u8], ao: u32) -> Option<&mut [u8; ARENA_OBJECT_SIZE]> {
    let offset = ao.wrapping_sub(BASE) as usize;
    if offset < offset_of(LAYOUT.symbols.mmap_base) {
        return None;
    }
    image.get_mut(offset..)?.first_chunk_mut()
}

/// Whether `len` bytes at `addr` and an arena object have none in common; both are in the image.
fn is_apart(ao: u32, addr: u32, len: u32) -> bool {
    let size = ARENA_OBJECT_SIZE as u32;
    ao.wrapping_sub(addr).wrapping_add(size - 1) >= len + size - 1
}

/// `allocate_from_new_pool`, where the class has no used pool; the pool's first block.
pub(super) fn quick_new_pool(image: &mut [u8], szidx: u32) -> Option<u32> {
    let known = globals(image)?;
    let (arenas, ao) = (word_at(known, 0)?, word_at(known, USABLE_ARENAS)?);
    let object = arena_at(image, ao)?;
    let nfreepools = word_at(object, ARENA.nfreepools)?;
    let (entry, next_entry) = (
        nfp2lasta(nfreepools)?,
        nfp2lasta(nfreepools.checked_sub(1)?)?,
    );
    let freed = word_at(object, ARENA.freepools)?;
    let pool = match freed {
        0 => word_at(object, ARENA.pool_address)?,
        freed => freed,
    };
    let is_behind_globals = pool.wrapping_sub(BASE) as usize >= offset_of(LAYOUT.symbols.mmap_base);
    if nfreepools < 2 || !is_behind_globals || !is_apart(ao, pool, POOL_SIZE as u32) {
        return None;
    }
    let header = pool_at(image, pool)?;
    let block = if freed != 0 && word_at(header, HEADER.szidx)? == szidx {
        let block = word_at(header, HEADER.freeblock)?;
        let freeblock = word_at(header, block_offset(block.wrapping_sub(pool))?)?;
        set_word_at(header, HEADER.freeblock, freeblock)?;
        block
    } else {
        if freed == 0 {
            let distance = ao.checked_sub(arenas)?;
            set_word_at(
                header,
                HEADER.arenaindex,
                distance / ARENA_OBJECT_SIZE as u32,
            )?;
        }
        start_pool(header, pool, szidx)?
    };
    let next = word_at(header, HEADER.nextpool)?;
    let ring = sentinel(ends_of(szidx));
    set_word_at(header, HEADER.nextpool, ring)?;
    set_word_at(header, HEADER.prevpool, ring)?;
    set_word_at(header, HEADER.ref_count, 1)?;

    let ends = ends_at(image, ends_of(szidx))?;
    set_word_at(ends, 0, pool)?;
    set_word_at(ends, WORD as u64, pool)?;

    let object = arena_at(image, ao)?;
    set_word_at(object, ARENA.nfreepools, nfreepools - 1)?;
    if freed == 0 {
        set_word_at(
            object,
            ARENA.pool_address,
            pool.wrapping_add(POOL_SIZE as u32),
        )?;
    } else {
        set_word_at(object, ARENA.freepools, next)?;
    }
    let known = globals(image)?;
    if word_at(known, entry)? == ao {
        set_word_at(known, entry, 0)?;
    }
    set_word_at(known, next_entry, ao)?;
    Some(block)
}

/// `init_pool`: how a pool begins to serve a class; its first block.
fn start_pool(header: &mut [u8; POOL_SIZE], pool: u32, szidx: u32) -> Option<u32> {
    let size = szidx.wrapping_add(1) << LAYOUT.alignment_shift;
    set_word_at(header, block_offset(OVERHEAD + size)?, 0)?;
    set_word_at(header, HEADER.szidx, szidx)?;
    set_word_at(header, HEADER.nextoffset, OVERHEAD + (size << 1))?;
    set_word_at(header, HEADER.maxnextoffset, POOL_SIZE as u32 - size)?;
    set_word_at(header, HEADER.freeblock, pool.wrapping_add(OVERHEAD + size))?;
    Some(pool.wrapping_add(OVERHEAD))
}

/// `insert_to_freepool`, for an arena that stays the last one of `usable_arenas` with as many free pools.
pub(super) fn quick_freepool(image: &mut [u8], pool: u32) -> Option<()> {
    let header = pool_at(image, pool)?;
    let szidx = word_at(header, HEADER.szidx)?;
    let next = word_at(header, HEADER.nextpool)?;
    let prev = word_at(header, HEADER.prevpool)?;
    let arenaindex = word_at(header, HEADER.arenaindex)?;
    let arenas = word_at(globals(image)?, 0)?;
    let distance = arenaindex.checked_mul(ARENA_OBJECT_SIZE as u32)?;
    let ao = arenas.checked_add(distance)?;

    let object = *arena_at(image, ao)?;
    let nfreepools = word_at(&object, ARENA.nfreepools)?;
    let before = word_at(&object, ARENA.prevarena)?;
    let after = word_at(&object, ARENA.nextarena)?;
    let (entry, next_entry) = (nfp2lasta(nfreepools)?, nfp2lasta(nfreepools + 1)?);
    let goes_back = after != 0
        && (nfreepools + 1 == word_at(&object, ARENA.ntotalpools)?
            || arena_at(image, after).is_none());
    if szidx >= LAYOUT.size_classes
        || nfreepools == 0
        || goes_back
        || word_at(globals(image)?, entry)? != ao
    {
        return None;
    }

    let ends = ends_of(szidx);
    // Links to the pool itself, or to where an arena object is, are those of a damaged heap.
    let mut is_apart_from_pools = |ao: u32| {
        let mut is_apart_from = |member: u32| {
            member == sentinel(ends)
                || member != pool
                    && pool_at(image, member).is_some()
                    && is_apart(ao, member, OVERHEAD)
        };
        is_apart(ao, pool, OVERHEAD) && is_apart_from(next) && is_apart_from(prev)
    };
    let mut previous = 0;
    if !is_apart_from_pools(ao) || before != 0 && !is_apart_from_pools(before) {
        return None;
    }
    if before != 0 {
        let count = word_at(arena_at(image, before)?, ARENA.nfreepools)?;
        if !is_apart(ao, before, ARENA_OBJECT_SIZE as u32) {
            return None;
        }
        if count == nfreepools {
            previous = before;
        }
    }

    let (bytes, at) = link_at(image, ends, next, HEADER.prevpool)?;
    set_word_at(bytes, at, prev)?;
    let (bytes, at) = link_at(image, ends, prev, HEADER.nextpool)?;
    set_word_at(bytes, at, next)?;
    let freepools = word_at(&object, ARENA.freepools)?;
    set_word_at(pool_at(image, pool)?, HEADER.nextpool, freepools)?;
    let object = arena_at(image, ao)?;
    set_word_at(object, ARENA.freepools, pool)?;
    set_word_at(object, ARENA.nfreepools, nfreepools + 1)?;
    let known = globals(image)?;
    set_word_at(known, entry, previous)?;
    if word_at(known, next_entry)? == 0 {
        set_word_at(known, next_entry, ao)?;
    }
    Some(())
}
