//! What just happened, as data: one variant for each step of an algorithm.
//!
//! The core emits an event right after the writes that it tells of, so that the image at an event is
//! the state that the event's sentence describes. Sentences are the front end's; none is here.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::Serialize;

/// A function of CPython (or of the C library below it) that the core mirrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// `PyObject_Malloc`
    #[serde(rename = "PyObject_Malloc")]
    PyObjectMalloc,
    /// `_PyObject_Malloc`, which the table of allocators leads to; in 2.7 `PyObject_Malloc` itself.
    #[serde(rename = "_PyObject_Malloc")]
    PyObjectMallocInner,
    /// `PyObject_Calloc` (not in 2.7)
    #[serde(rename = "PyObject_Calloc")]
    PyObjectCalloc,
    /// `_PyObject_Calloc`, which the table of allocators leads to; in 2.7 `PyObject_Calloc` itself.
    #[serde(rename = "_PyObject_Calloc")]
    PyObjectCallocInner,
    /// `PyObject_Realloc`
    #[serde(rename = "PyObject_Realloc")]
    PyObjectRealloc,
    /// `_PyObject_Realloc`, which the table of allocators leads to; in 2.7 `PyObject_Realloc` itself.
    #[serde(rename = "_PyObject_Realloc")]
    PyObjectReallocInner,
    /// `PyObject_Free`
    #[serde(rename = "PyObject_Free")]
    PyObjectFree,
    /// `_PyObject_Free`, which the table of allocators leads to; in 2.7 `PyObject_Free` itself.
    #[serde(rename = "_PyObject_Free")]
    PyObjectFreeInner,
    /// `pymalloc_alloc`; in 2.7 a part of `PyObject_Malloc`.
    PymallocAlloc,
    /// `pymalloc_pool_extend`; in 2.7 a part of `PyObject_Malloc`.
    PymallocPoolExtend,
    /// `allocate_from_new_pool`; in 2.7 a part of `PyObject_Malloc`.
    AllocateFromNewPool,
    /// `new_arena`
    NewArena,
    /// `pymalloc_free`; in 2.7 a part of `PyObject_Free`.
    PymallocFree,
    /// `insert_to_usedpool`; in 2.7 a part of `PyObject_Free`.
    InsertToUsedpool,
    /// `insert_to_freepool`; in 2.7 a part of `PyObject_Free`.
    InsertToFreepool,
    /// `pymalloc_realloc`; in 2.7 a part of `PyObject_Realloc`.
    PymallocRealloc,
    /// `address_in_range`; in 2.7 the macro `Py_ADDRESS_IN_RANGE`.
    AddressInRange,
    /// `arena_map_mark_used` (3.10)
    ArenaMapMarkUsed,
    /// `_PyObject_Arena.alloc`, which is `mmap`; in 2.7 `mmap` itself.
    ArenaAlloc,
    /// `_PyObject_Arena.free`, which is `munmap`; in 2.7 `munmap` itself.
    ArenaFree,
    /// `PyMem_RawMalloc`; in 2.7 `malloc`.
    #[serde(rename = "PyMem_RawMalloc")]
    PyMemRawMalloc,
    /// `PyMem_RawCalloc`
    #[serde(rename = "PyMem_RawCalloc")]
    PyMemRawCalloc,
    /// `PyMem_RawRealloc`; in 2.7 `realloc`.
    #[serde(rename = "PyMem_RawRealloc")]
    PyMemRawRealloc,
    /// `PyMem_RawFree`; in 2.7 `free`.
    #[serde(rename = "PyMem_RawFree")]
    PyMemRawFree,
    /// `memcpy`
    Memcpy,
    /// `memset`
    Memset,
}

/// A step of an algorithm. Addresses are addresses in the image; sizes and offsets are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind")]
#[rustfmt::skip]
pub enum Event {
    /// A function of the call tree was entered.
    Call { function: Function },

    // PyObject_Malloc, PyObject_Calloc, pymalloc_alloc

    /// The request is larger than `PY_SSIZE_T_MAX`, so the answer is NULL.
    RequestTooLarge { nbytes: u64, limit: u64 },
    /// `nelem * elsize` would not fit in a `Py_ssize_t`, so the answer is NULL.
    CallocOverflow { nelem: u64, elsize: u64 },
    /// pymalloc declines a request for nothing.
    DeclinedZero,
    /// pymalloc declines a request above `SMALL_REQUEST_THRESHOLD`.
    DeclinedLarge { nbytes: u64, threshold: u64 },
    /// `usedpools` has a pool of the class.
    UsedPoolFound { nbytes: u64, szidx: u32, size: u32, pool: u64 },
    /// `usedpools` has no pool of the class: the ring leads back to its own head.
    NoUsedPool { nbytes: u64, szidx: u32, size: u32, sentinel: u64 },
    /// The head of the free list was taken and another block follows it.
    TookFreeBlock { pool: u64, block: u64, freeblock: u64, count: u32 },
    /// The head of the free list was taken and it was the last one.
    TookLastFreeBlock { pool: u64, block: u64, count: u32 },

    // pymalloc_pool_extend

    /// An untouched block became the free list.
    NextBlockCarved { pool: u64, block: u64, nextoffset: u32, maxnextoffset: u32 },
    /// No untouched block is left: the pool is full and leaves `usedpools`.
    PoolFull { pool: u64, szidx: u32, nextoffset: u32, maxnextoffset: u32 },

    // allocate_from_new_pool

    /// `usable_arenas` is empty: a new arena is needed.
    NoUsableArena,
    /// No arena could be had: pymalloc declines.
    NoArenaToBeHad,
    /// The new arena became the only one in `usable_arenas`.
    UsableArenasStarted { arena: u32, nfreepools: u32 },
    /// The first arena of `usable_arenas` will serve.
    UsableArenaChosen { arena: u32, nfreepools: u32 },
    /// `nfp2lasta` follows the arena from `nfreepools` to one fewer.
    Nfp2lastaSteppedDown { arena: u32, nfreepools: u32 },
    /// A pool was taken from the arena's `freepools`.
    FreePoolTaken { pool: u64, arena: u32, nfreepools: u32 },
    /// That was the arena's last free pool: it leaves `usable_arenas`.
    ArenaFullAfterFreePool { arena: u32 },
    /// A pool was carved off at `pool_address`.
    PoolCarved { pool: u64, arena: u32, pool_address: u64, nfreepools: u32 },
    /// That was the arena's last pool to carve: it leaves `usable_arenas`.
    ArenaFullAfterCarving { arena: u32 },
    /// The pool was linked into `usedpools`, with one block handed out.
    PoolLinked { pool: u64, szidx: u32 },
    /// The pool last served the same class: header and free list are continued.
    PoolReusedAsIs { pool: u64, szidx: u32, block: u64, freeblock: u64 },
    /// The pool's header was written for a class.
    PoolInitialised { pool: u64, szidx: u32, previous_szidx: u32, block: u64, nextoffset: u32, maxnextoffset: u32 },

    // new_arena

    /// `arenas[]` was allocated for the first time.
    ArenasAllocated { at: u64, maxarenas: u32 },
    /// `arenas[]` was doubled.
    ArenasDoubled { at: u64, from: u32, maxarenas: u32 },
    /// `arenas[]` could not grow.
    ArenasNotGrown { maxarenas: u32, nbytes: u64 },
    /// The head of `unused_arena_objects` was taken.
    ArenaObjectTaken { arena: u32 },
    /// The system granted an arena.
    ArenaMapped { address: u64, slot: u32, size: u32 },
    /// The system granted no arena: the limit on arenas is reached.
    ArenaLimitReached { limit: u32 },
    /// The system granted no arena: no memory is left.
    ArenaNotMapped { size: u32 },
    /// A node of the radix tree was allocated; level 2 is a mid node, 3 a bottom node.
    RadixNodeAllocated { level: u32, index: u64, at: u64 },
    /// A node of the radix tree could not be allocated.
    RadixNodeNotAllocated { level: u32, index: u64 },
    /// The radix tree marks an arena that fills one entry.
    ArenaMarkedAligned { address: u64, index: u64 },
    /// The radix tree marks an arena that lies over two entries.
    ArenaMarkedUnaligned { address: u64, index: u64, tail: u32 },
    /// The radix tree refused, so the arena went back to the system.
    ArenaMarkFailed { address: u64 },
    /// The arena object went back to `unused_arena_objects`, since no arena could be had.
    ArenaObjectReturned { arena: u32 },
    /// The arena belongs to its object and is counted.
    ArenaAssociated { arena: u32, address: u64, narenas: u32 },
    /// The arena starts at a pool boundary.
    ArenaStartsAligned { arena: u32, ntotalpools: u32 },
    /// The arena starts off a pool boundary and loses a pool to it.
    ArenaStartsUnaligned { arena: u32, excess: u32, pool_address: u64, ntotalpools: u32 },

    // address_in_range

    /// The radix tree says that pymalloc owns the address.
    InRangeByRadix { addr: u64, index: u64 },
    /// The radix tree says that pymalloc does not own the address.
    NotInRangeByRadix { addr: u64, index: u64 },
    /// The arena of the pool's `arenaindex` covers the address.
    InRangeByIndex { addr: u64, pool: u64, arenaindex: u32 },
    /// What stands where a pool's `arenaindex` would be leads to no arena that covers the address.
    NotInRangeByIndex { addr: u64, pool: u64, arenaindex: u32, maxarenas: u32 },

    // PyObject_Free, pymalloc_free

    /// Freeing NULL does nothing.
    FreeNull,
    /// The block became the head of its pool's free list.
    BlockLinked { pool: u64, block: u64, lastfree: u64, count: u32 },
    /// The pool was full and is in no list, so it has to be linked into `usedpools`.
    PoolWasFull { pool: u64, szidx: u32 },
    /// The pool has blocks handed out still and stays where it is.
    PoolStaysUsed { pool: u64, count: u32 },
    /// The pool has no block handed out any more.
    PoolIsEmpty { pool: u64, szidx: u32 },

    // insert_to_usedpool, insert_to_freepool

    /// The pool was linked at the front of its class's ring.
    PoolRelinked { pool: u64, szidx: u32, next: u64 },
    /// The pool left the ring of its class.
    PoolUnlinked { pool: u64, szidx: u32 },
    /// The pool became the head of its arena's `freepools`.
    PoolToFreepools { pool: u64, arena: u32, next: u64 },
    /// The arena was the last with its count: `nfp2lasta` moves to the one before it, or to none.
    Nfp2lastaSteppedBack { arena: u32, nfreepools: u32, previous: Option<u32> },
    /// The arena was not the last with its count: `nfp2lasta` stays.
    Nfp2lastaUnmoved { arena: u32, nfreepools: u32 },
    /// The arena has one more free pool.
    FreePoolCounted { arena: u32, nfreepools: u32, ntotalpools: u32 },
    /// Case 1: all pools are free, so the arena leaves `usable_arenas`.
    ArenaUnlinked { arena: u32, ntotalpools: u32 },
    /// The arena object was put on `unused_arena_objects`.
    ArenaObjectUnused { arena: u32 },
    /// The radix tree forgets the arena.
    ArenaUnmarked { address: u64, index: u64 },
    /// The arena went back to the system.
    ArenaUnmapped { address: u64, slot: u32, size: u32 },
    /// The arena object is unassociated and the arena no longer counted.
    ArenaReleased { arena: u32, narenas: u32 },
    /// All pools are free, but the arena is the last in `usable_arenas` and is kept.
    ArenaKept { arena: u32, ntotalpools: u32 },
    /// Case 2: this is the only free pool, so the arena heads `usable_arenas`.
    ArenaUsableAgain { arena: u32, next: Option<u32> },
    /// `nfp2lasta` has no arena with the new count: it is this one now.
    Nfp2lastaSet { arena: u32, nfreepools: u32 },
    /// Case 4: the arena is in order where it is.
    ArenaInOrder { arena: u32, nfreepools: u32 },
    /// Case 3: the arena has more free pools than the next one and leaves its place.
    ArenaOutOfOrder { arena: u32, nfreepools: u32, next: u32 },
    /// 2.7 walks along `usable_arenas` for the place where the arena belongs.
    ArenaWalkedPast { arena: u32, passed: u32, nfreepools: u32 },
    /// The arena was inserted behind another.
    ArenaInsertedAfter { arena: u32, after: u32 },

    // PyObject_Realloc, pymalloc_realloc

    /// `realloc(NULL, n)` is `malloc(n)`.
    ReallocOfNull { nbytes: u64 },
    /// The block is not pymalloc's: it stays with the C library.
    ReallocOfRaw { addr: u64, nbytes: u64 },
    /// The block shrinks by at most a quarter (or not at all) and stays.
    ReallocStays { block: u64, nbytes: u64, size: u32 },
    /// The block shrinks by more than a quarter and moves to a smaller one.
    ReallocShrinks { block: u64, nbytes: u64, size: u32 },
    /// The block does not suffice and moves to a larger one.
    ReallocGrows { block: u64, nbytes: u64, size: u32 },
    /// No new block could be had: NULL, and the old block stays.
    ReallocFails { block: u64, nbytes: u64 },
    /// Bytes were copied to the new block.
    Copied { from: u64, to: u64, nbytes: u64 },
    /// The bytes that were asked for were zeroed.
    Zeroed { block: u64, nbytes: u64 },

    // PyMem_Raw*: the C library stand-in

    /// `PyMem_Raw*` asks for one byte instead of none.
    RawZeroMadeOne,
    /// The C library took a free chunk as it is.
    RawChunkTaken { addr: u64, nbytes: u64, chunk: u64 },
    /// The C library split a free chunk.
    RawChunkSplit { addr: u64, nbytes: u64, chunk: u64, rest: u64 },
    /// The C library had no chunk that suffices and mapped a segment.
    RawSegmentMapped { address: u64, nbytes: u64 },
    /// The C library has no memory: NULL.
    RawNoMemory { nbytes: u64 },
    /// pymalloc counts a block that it passed on.
    RawBlockCounted { raw_allocated_blocks: u64 },
    /// pymalloc no longer counts a block that it had passed on.
    RawBlockUncounted { raw_allocated_blocks: u64 },
    /// The chunk was freed and, where its neighbours are free, merged with them.
    RawChunkFreed { addr: u64, merged: u32 },
    /// The segment is all free and went back to the system.
    RawSegmentUnmapped { address: u64, nbytes: u64 },
    /// The chunk suffices, so the block stays where it is.
    RawStays { addr: u64, nbytes: u64 },
    /// The block has to move to a larger chunk.
    RawMoves { addr: u64, nbytes: u64 },

    // The explorer's own

    /// Bytes of a block were written by the person at the page or by a test.
    BytesWritten { addr: u64, nbytes: u64 },
    /// A limit of the system was set.
    LimitSet { arenas: u32, memory: u64 },
}

/// One operation on the heap, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(tag = "op", rename_all = "camelCase")]
pub enum Operation {
    /// `PyObject_Malloc(nbytes)`
    Malloc { nbytes: u64 },
    /// `PyObject_Calloc(nelem, elsize)`
    Calloc { nelem: u64, elsize: u64 },
    /// `PyObject_Realloc(addr, nbytes)`
    Realloc { addr: u64, nbytes: u64 },
    /// `PyObject_Free(addr)`
    Free { addr: u64 },
    /// `PyObject_Free(addr)` without asking whether that makes sense.
    FreeUnchecked { addr: u64 },
    /// Bytes written by hand.
    Write { addr: u64, nbytes: u64 },
    /// A limit set.
    Limit { arenas: u32, memory: u64 },
}

impl Function {
    /// The function in which that edition does this, by CPython's name: before 3.x some functions
    /// were not split off yet, and `PyMem_Raw*` was the C library itself.
    pub const fn c_name(self, version_2: bool) -> &'static str {
        match (self, version_2) {
            (Function::PyObjectMalloc, _) | (Function::PyObjectMallocInner, true) => {
                "PyObject_Malloc"
            }
            (Function::PyObjectMallocInner, false) => "_PyObject_Malloc",
            (Function::PyObjectCalloc, _) | (Function::PyObjectCallocInner, true) => {
                "PyObject_Calloc"
            }
            (Function::PyObjectCallocInner, false) => "_PyObject_Calloc",
            (Function::PyObjectRealloc, _) | (Function::PyObjectReallocInner, true) => {
                "PyObject_Realloc"
            }
            (Function::PyObjectReallocInner, false) => "_PyObject_Realloc",
            (Function::PyObjectFree, _) | (Function::PyObjectFreeInner, true) => "PyObject_Free",
            (Function::PyObjectFreeInner, false) => "_PyObject_Free",
            (
                Function::PymallocAlloc
                | Function::PymallocPoolExtend
                | Function::AllocateFromNewPool,
                true,
            ) => "PyObject_Malloc",
            (
                Function::PymallocFree | Function::InsertToUsedpool | Function::InsertToFreepool,
                true,
            ) => "PyObject_Free",
            (Function::PymallocRealloc, true) => "PyObject_Realloc",
            (Function::AddressInRange, true) => "Py_ADDRESS_IN_RANGE",
            (Function::PyMemRawMalloc, true) => "malloc",
            (Function::ArenaAlloc, true) => "mmap",
            (Function::ArenaFree, true) => "munmap",
            (Function::PyMemRawCalloc, true) => "calloc",
            (Function::PyMemRawRealloc, true) => "realloc",
            (Function::PyMemRawFree, true) => "free",
            (Function::PymallocAlloc, false) => "pymalloc_alloc",
            (Function::PymallocPoolExtend, false) => "pymalloc_pool_extend",
            (Function::AllocateFromNewPool, false) => "allocate_from_new_pool",
            (Function::NewArena, _) => "new_arena",
            (Function::PymallocFree, false) => "pymalloc_free",
            (Function::InsertToUsedpool, false) => "insert_to_usedpool",
            (Function::InsertToFreepool, false) => "insert_to_freepool",
            (Function::PymallocRealloc, false) => "pymalloc_realloc",
            (Function::AddressInRange, false) => "address_in_range",
            (Function::ArenaMapMarkUsed, _) => "arena_map_mark_used",
            (Function::ArenaAlloc, false) => "_PyObject_Arena.alloc",
            (Function::ArenaFree, false) => "_PyObject_Arena.free",
            (Function::PyMemRawMalloc, false) => "PyMem_RawMalloc",
            (Function::PyMemRawCalloc, false) => "PyMem_RawCalloc",
            (Function::PyMemRawRealloc, false) => "PyMem_RawRealloc",
            (Function::PyMemRawFree, false) => "PyMem_RawFree",
            (Function::Memcpy, _) => "memcpy",
            (Function::Memset, _) => "memset",
        }
    }

    /// The layer of CPython's memory model that the function belongs to: 2 the object allocator,
    /// 1 the raw allocator, 0 the C library, -1 the system's virtual memory.
    pub const fn layer(self, version_2: bool) -> i8 {
        match self {
            Function::ArenaAlloc | Function::ArenaFree => -1,
            Function::PyMemRawMalloc
            | Function::PyMemRawCalloc
            | Function::PyMemRawRealloc
            | Function::PyMemRawFree => {
                if version_2 {
                    0
                } else {
                    1
                }
            }
            Function::Memcpy | Function::Memset => 0,
            _ => 2,
        }
    }
}
