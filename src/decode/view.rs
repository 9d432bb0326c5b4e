//! What the diagrams show, as data: the decoder's answers.
//!
//! Types only. Each is plain data that crosses to JavaScript as it is; its TypeScript side is
//! generated into `www/generated/`. Addresses and sizes are in bytes, indices count from 0.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::Serialize;

use crate::edition::objects::{Kind, WorkingList};
use crate::edition::{ArenaAlignment, ArenaOrder, Edition, OwnerTest};
use crate::event::{Bits, Event, Operation};

view! {
    /// The numbers of an edition that the page shows.
    struct EditionInfo {
        /// Which one.
        pub edition: Edition,
        /// CPython's version, such as `3.10`.
        pub version: &'static str,
        /// Bytes of a pointer.
        pub word: u64,
        /// `ALIGNMENT`.
        pub alignment: u64,
        /// `POOL_SIZE`.
        pub pool_size: u64,
        /// `ARENA_SIZE`.
        pub arena_size: u64,
        /// `MAX_POOLS_IN_ARENA`.
        pub pools_in_arena: u32,
        /// `POOL_OVERHEAD`.
        pub pool_overhead: u64,
        /// `NB_SMALL_SIZE_CLASSES`.
        pub size_classes: u32,
        /// `SMALL_REQUEST_THRESHOLD`.
        pub small_request_threshold: u64,
        /// `INITIAL_ARENA_OBJECTS`.
        pub initial_arena_objects: u32,
        /// `sizeof(struct arena_object)`.
        pub arena_object_size: u64,
        /// How an address is recognised.
        pub owner_test: OwnerTest,
        /// How `usable_arenas` is kept sorted.
        pub arena_order: ArenaOrder,
        /// Whether the last usable arena is kept when it is all free.
        pub keeps_last_arena: bool,
        /// `PY_SSIZE_T_MAX` as a decimal number (it does not fit a JavaScript number on 64 bits).
        pub ssize_max: String,
        /// `ALIGNMENT_SHIFT`.
        pub alignment_shift: u32,
        /// `ARENA_BITS`: bits of an address inside of an arena's size.
        pub arena_bits: u32,
        /// Bits of an address that choose the entry on each level of the radix tree, the top level
        /// first (`MAP_TOP_BITS`, `MAP_MID_BITS`, `MAP_BOT_BITS`); none where there is no tree.
        pub map_bits: Vec<u32>,
        /// `sizeof(PyGC_Head)`.
        pub gc_head_size: u64,
        /// What else the words of a `PyGC_Head` hold; none where `gc_refs` is a field of its own.
        pub gc_bits: Option<GcBits>,
    }

    /// Bits in the words of a `PyGC_Head` (3.x).
    struct GcBits {
        /// `_PyGC_PREV_SHIFT`.
        pub prev_shift: u32,
        /// `_PyGC_PREV_MASK_FINALIZED`, in `_gc_prev`.
        pub finalized: u64,
        /// `PREV_MASK_COLLECTING`, in `_gc_prev`.
        pub collecting: u64,
        /// `NEXT_MASK_UNREACHABLE`, in `_gc_next`.
        pub unreachable: u64,
    }

    /// What is at an address.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    enum Place {
        /// Address 0.
        Null,
        /// Nothing is mapped there.
        Unmapped,
        /// The explorer's own bookkeeping.
        Host,
        /// `usedpools[index]`, one half of the ring head of class `szidx`.
        UsedPools { index: u32, szidx: u32 },
        /// The fake pool header whose links are `usedpools[2 * szidx]` and the one behind it.
        Sentinel { szidx: u32 },
        /// Another global of obmalloc.c; `index` where it is an array.
        Global { name: &'static str, index: Option<u32> },
        /// A field of `arenas[index]`, or the object itself (`field` is none).
        ArenaObject { index: u32, field: Option<&'static str> },
        /// An arena's bytes outside of its whole pools.
        ArenaEdge { arena: u32 },
        /// A pool that was not carved yet.
        Uncarved { arena: u32, pool: u32, pool_at: u64 },
        /// A field of a pool's header, or the pool itself (`field` is none).
        PoolHeader { arena: u32, pool: u32, pool_at: u64, field: Option<&'static str> },
        /// In block `block` of a pool, `offset` bytes from its start.
        Block {
            arena: u32,
            pool: u32,
            pool_at: u64,
            block: u32,
            block_at: u64,
            offset: u64,
            state: BlockState,
            /// The object in the block, and its field there.
            #[cfg_attr(all(test, not(target_family = "wasm")), ts(optional))]
            #[cfg_attr(feature = "whole", serde(skip_serializing_if = "Option::is_none"))]
            #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
            object: Option<ObjectField>,
        },
        /// Bytes at the end of a pool that are too few for a block.
        PoolTail { arena: u32, pool: u32, pool_at: u64 },
        /// In a node of the radix tree: level 1 is the root, 2 a mid node, 3 a bottom node.
        RadixNode { level: u32, index: u64, field: Option<&'static str> },
        /// In a block of the C library stand-in, `offset` bytes from its start; `size` usable bytes.
        RawBlock {
            addr: u64,
            size: u64,
            offset: u64,
            allocated: bool,
            /// The object in the block, and its field there.
            #[cfg_attr(all(test, not(target_family = "wasm")), ts(optional))]
            #[cfg_attr(feature = "whole", serde(skip_serializing_if = "Option::is_none"))]
            #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
            object: Option<ObjectField>,
        },
        /// The C library stand-in's own bytes.
        RawBook { segment: u64 },
        /// One of the interpreter's static objects.
        #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
        StaticObject { object: ObjectField },
        /// A field of a type object.
        #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
        TypeObject { of: Kind, index: u32, field: Option<&'static str> },
        /// A field of `generations[generation]`; of `permanent_generation` where that is none.
        #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
        Generation { generation: Option<u32>, field: Option<&'static str> },
        /// A field of the head of a list that a collection keeps on the C stack.
        #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
        WorkingListHead { list: WorkingList, field: Option<&'static str> },
    }

    /// A field of an object, or of the `PyGC_Head` in front of it.
    #[derive(Eq)]
    struct ObjectField {
        /// Address of the object.
        pub at: u64,
        /// What it is.
        pub of: Kind,
        /// CPython's name, such as `_gc_next`, `ob_refcnt` or `ob_item[2]`; none for the object itself.
        pub field: Option<String>,
        /// Whether the field holds a pointer.
        pub pointer: bool,
    }

    /// A field of a struct: where it is and what it holds.
    struct Field {
        /// CPython's name, such as `nextpool` or `nfp2lasta[3]`.
        pub name: String,
        /// Its address.
        pub at: u64,
        /// Its size in bytes.
        pub size: u32,
        /// Its value.
        pub value: u64,
        /// What the value points to, where it is a pointer.
        pub target: Option<Place>,
    }

    /// What has become of a block.
    #[derive(Copy, Eq)]
    enum BlockState {
        /// Handed out.
        Allocated,
        /// On the pool's free list.
        Freed,
        /// Past `nextoffset`: never handed out since the pool was initialised.
        Untouched,
    }

    /// What has become of a pool.
    #[derive(Copy, Eq)]
    enum PoolState {
        /// Some blocks handed out, some to be had: in `usedpools`.
        Used,
        /// All blocks handed out: in no list.
        Full,
        /// No block handed out: in its arena's `freepools`.
        Empty,
        /// Past `pool_address`: never used since the arena was mapped.
        Uncarved,
    }

    /// What has become of an arena.
    #[derive(Copy, Eq)]
    enum ArenaState {
        /// The arena object has no arena: in `unused_arena_objects`.
        Unassociated,
        /// Pools can be had: in `usable_arenas`.
        Usable,
        /// All pools are taken: in no list.
        Full,
    }

    /// One arena object in `arenas[]`, in short.
    struct ArenaSummary {
        /// Index in `arenas[]`.
        pub index: u32,
        /// Address of the arena object.
        pub at: u64,
        /// State.
        pub state: ArenaState,
        /// Address of the arena, 0 when unassociated.
        pub address: u64,
        /// `nfreepools`.
        pub nfreepools: u32,
        /// `ntotalpools`.
        pub ntotalpools: u32,
    }

    /// `arenas[]` and the lists of arena objects.
    struct ArenasView {
        /// Address of `arenas[]`, 0 before the first arena.
        pub at: u64,
        /// `maxarenas`.
        pub maxarenas: u32,
        /// The globals that hold them, with addresses and values.
        pub globals: Vec<Field>,
        /// Every arena object.
        pub arenas: Vec<ArenaSummary>,
        /// `unused_arena_objects` from its head, as indices.
        pub unused: Vec<u32>,
        /// `usable_arenas` from its head, as indices.
        pub usable: Vec<u32>,
        /// The entries of `nfp2lasta` that are not NULL; empty in 2.7.
        pub nfp2lasta: Vec<LastArena>,
    }

    /// An entry of `nfp2lasta[]`.
    struct LastArena {
        /// The count of free pools, the array's index.
        pub nfreepools: u32,
        /// Index in `arenas[]` of the last usable arena with that count.
        pub arena: u32,
        /// Address of the entry.
        pub at: u64,
    }

    /// One pool of an arena, in short.
    struct PoolSummary {
        /// Index in its arena, 0 for the first whole pool.
        pub index: u32,
        /// Address of its header.
        pub at: u64,
        /// State.
        pub state: PoolState,
        /// `szidx`; none where the pool was not carved or has never held a block.
        pub szidx: Option<u32>,
        /// Bytes of a block, 0 where `szidx` is none.
        pub size: u64,
        /// `ref.count`: blocks handed out.
        pub count: u32,
        /// Blocks that it has room for.
        pub capacity: u32,
    }

    /// One arena.
    struct ArenaView {
        /// Index in `arenas[]`.
        pub index: u32,
        /// State.
        pub state: ArenaState,
        /// The arena object's fields.
        pub object: Vec<Field>,
        /// Address of the arena.
        pub address: u64,
        /// `ARENA_SIZE`.
        pub size: u64,
        /// Bytes in front of the first whole pool.
        pub lost_head: u64,
        /// Bytes behind the last whole pool.
        pub lost_tail: u64,
        /// All whole pools, carved or not.
        pub pools: Vec<PoolSummary>,
        /// `freepools` from its head, as pool indices.
        pub freepools: Vec<u32>,
        /// Index of the pool at `pool_address`; equal to `pools.length` when all are carved.
        pub carved: u32,
    }

    /// One pool.
    struct PoolView {
        /// Index of its arena.
        pub arena: u32,
        /// Index in its arena.
        pub index: u32,
        /// Address of its header.
        pub at: u64,
        /// `POOL_SIZE`.
        pub pool_size: u64,
        /// State.
        pub state: PoolState,
        /// `szidx`; none where the pool has never held a block.
        pub szidx: Option<u32>,
        /// Bytes of a block.
        pub size: u64,
        /// The header's fields.
        pub header: Vec<Field>,
        /// Offset of the first block: `POOL_OVERHEAD`.
        pub first: u64,
        /// Offset of the first untouched block.
        pub nextoffset: u64,
        /// Largest offset that still starts a whole block.
        pub maxnextoffset: u64,
        /// The state of each block.
        pub blocks: Vec<BlockState>,
        /// The free list from `freeblock`, as block indices.
        pub freeblocks: Vec<u32>,
        /// Why the free list cannot be followed further, where it is damaged.
        pub damage: Option<Damage>,
        /// Bytes at the end that are too few for a block.
        pub tail: u64,
    }

    /// How a free list is damaged: the last address that could be followed, and what it holds.
    struct Damage {
        /// Where the bad link stands.
        pub at: u64,
        /// The bad link.
        pub value: u64,
        /// What is wrong with it.
        pub why: DamageKind,
    }

    /// What is wrong with a link of a free list.
    #[derive(Copy, Eq)]
    enum DamageKind {
        /// It leads to a block that is on the list already.
        Cycle,
        /// It leads out of the pool or not to the start of a block.
        Astray,
    }

    /// One class of `usedpools[]`.
    struct UsedPoolsEntry {
        /// Size class index.
        pub szidx: u32,
        /// Bytes of a block.
        pub size: u64,
        /// Address of the pool header that is not there.
        pub sentinel: u64,
        /// `usedpools[2 * szidx]`: its `nextpool`.
        pub next: Field,
        /// `usedpools[2 * szidx + 1]`: its `prevpool`.
        pub prev: Field,
        /// The pools of the ring from its head, at most [`RING_SHOWN`](super::RING_SHOWN).
        pub ring: Vec<RingPool>,
        /// How many pools the ring has.
        pub pools: u32,
    }

    /// A pool in a ring of `usedpools[]`.
    struct RingPool {
        /// Index of its arena.
        pub arena: u32,
        /// Index in its arena.
        pub pool: u32,
        /// Address of its header.
        pub at: u64,
        /// Blocks handed out.
        pub count: u32,
        /// Blocks that it has room for.
        pub capacity: u32,
    }

    /// `usedpools[]`.
    struct UsedPoolsView {
        /// Address of the array.
        pub at: u64,
        /// One entry for each size class.
        pub entries: Vec<UsedPoolsEntry>,
    }

    /// One size class with what lives in it, as `sys._debugmallocstats()` counts.
    struct SizeClassRow {
        /// Size class index.
        pub szidx: u32,
        /// Smallest request.
        pub min: u64,
        /// Largest request, which is the block's size.
        pub max: u64,
        /// Pools that are used or full.
        pub pools: u32,
        /// Blocks handed out.
        pub allocated: u64,
        /// Blocks of these pools that can be had.
        pub available: u64,
    }

    /// What all bytes of all arenas are used for, as `sys._debugmallocstats()` tells.
    struct Stats {
        /// All classes, also those without a pool.
        pub classes: Vec<SizeClassRow>,
        /// `narenas_currently_allocated`.
        pub narenas: u64,
        /// `narenas_highwater`; none in 2.7, which does not count it.
        pub narenas_highwater: Option<u64>,
        /// `ntimes_arena_allocated`; none in 2.7, which does not count it.
        pub ntimes_arena_allocated: Option<u64>,
        /// Bytes of all arenas.
        pub arena_bytes: u64,
        /// Bytes in blocks handed out.
        pub allocated_bytes: u64,
        /// Bytes in blocks that can be had, of pools that are used or full.
        pub available_bytes: u64,
        /// Pools that are empty or not carved yet.
        pub free_pools: u64,
        /// Bytes of these.
        pub free_pool_bytes: u64,
        /// Bytes of the headers of pools that are used or full.
        pub header_bytes: u64,
        /// Bytes at the ends of these pools that are too few for a block.
        pub quantization_bytes: u64,
        /// Bytes that arenas lose to starting off a pool boundary.
        pub alignment_bytes: u64,
        /// Blocks handed out, by pymalloc and by the C library for it: `sys.getallocatedblocks()`.
        pub blocks: u64,
        /// `raw_allocated_blocks`; counted from the C library's chunks in 2.7.
        pub raw_blocks: u64,
        /// Nodes of the radix tree, [mid, bottom]; none where there is no tree or no such level.
        pub radix_nodes: Option<[u32; 2]>,
        /// `sizeof(arena_map_root)`; 0 where there is no tree.
        pub radix_root_bytes: u64,
    }

    /// A stretch of the image that means something.
    struct Span {
        /// Address.
        pub at: u64,
        /// Bytes.
        pub len: u64,
        /// What it is.
        pub place: Place,
    }

    /// The meaning of a range of addresses; the bytes themselves are read from the image.
    struct BytesView {
        /// First address.
        pub at: u64,
        /// Bytes.
        pub len: u64,
        /// What stands there, in order, clipped to the range.
        pub spans: Vec<Span>,
    }

    /// A mapped part of the image.
    struct Segment {
        /// First address.
        pub at: u64,
        /// Bytes.
        pub len: u64,
        /// What it is for.
        pub kind: SegmentKind,
    }

    /// What a segment is for.
    #[derive(Copy, Eq)]
    enum SegmentKind {
        /// The explorer's own bookkeeping.
        Host,
        /// The globals of obmalloc.c.
        Globals,
        /// An arena.
        Arena,
        /// Memory of the C library stand-in.
        Raw,
    }

    /// A write: where, what it was, what it became.
    struct Change {
        /// Address.
        pub at: u64,
        /// Bytes.
        pub size: u64,
        /// What stands there.
        pub place: Place,
        /// The value before; none where more than a word was written.
        pub old: Option<Bits>,
        /// The value after; none where more than a word was written.
        pub new: Option<Bits>,
        /// What the value after points to, where it is a pointer.
        pub target: Option<Place>,
    }

    /// One step of an operation.
    struct Step {
        /// The image is in the state that this step tells of after so many marks of the operation.
        pub mark: u32,
        /// How many functions are around it: 0 for the operation itself.
        pub depth: u32,
        /// The function that did it, by CPython's name in this version.
        pub function: &'static str,
        /// The layer of that function.
        pub layer: i8,
        /// What happened.
        pub event: Event,
        /// What it wrote.
        pub changes: Vec<Change>,
    }

    /// One operation, told step by step.
    struct Explanation {
        /// Its number, from 1.
        pub number: u64,
        /// What was asked for.
        pub operation: Operation,
        /// The address that it answered, 0 for NULL; none for an operation without an answer.
        pub result: Option<u64>,
        /// What the address is, after the operation.
        pub place: Option<Place>,
        /// The functions around the first of these steps, outermost first.
        pub path: Vec<Frame>,
        /// Its steps in order, or those that were asked for.
        pub steps: Vec<Step>,
        /// How many marks the operation has: as far as one can step into it.
        pub marks: u32,
    }

    /// A function that was entered and has not returned.
    struct Frame {
        /// The mark of the operation at which it was entered.
        pub mark: u32,
        /// Its name in this version of CPython.
        pub function: &'static str,
    }

    /// An operation of the timeline, without its steps.
    struct OperationLine {
        /// Its number, from 1.
        pub number: u64,
        /// What was asked for.
        pub operation: Operation,
        /// The address that it answered, 0 for NULL; none for an operation without an answer.
        pub result: Option<u64>,
    }

    /// A block that is handed out.
    struct LiveBlock {
        /// Its address.
        pub addr: u64,
        /// Bytes it can hold.
        pub size: u64,
        /// Size class; none for a block of the C library.
        pub szidx: Option<u32>,
    }

    /// How far a trace has been replayed.
    struct ReplayProgress {
        /// Operations done.
        pub operations: u64,
        /// Bytes of the trace that were read.
        pub bytes_done: u64,
        /// Bytes of the trace.
        pub bytes_total: u64,
        /// Whether that was all.
        pub finished: bool,
    }

    /// An invariant that does not hold.
    struct Violation {
        /// The invariant's number, such as `P3`.
        pub code: &'static str,
        /// What was found.
        pub message: String,
    }

    /// What the image says of itself.
    struct Info {
        /// Which edition.
        pub edition: Edition,
        /// Where the system places arenas.
        pub arenas: ArenaAlignment,
        /// First address of the image.
        pub base: u64,
        /// Bytes of the image.
        pub len: u64,
        /// Most arenas that the system grants, 0 for no limit.
        pub arena_limit: u32,
        /// Most bytes that the system grants, 0 for no limit.
        pub memory_limit: u64,
    }
}
