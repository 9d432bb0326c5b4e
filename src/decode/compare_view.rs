//! What is different between two states of one heap, as data. Types only, as in `view.rs`.
//!
//! Everything is told as it was before and as it is after; none on one side is what was not there.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::Serialize;

use crate::edition::objects::{Kind, WorkingList};

use super::object_view::Reference;
use super::view::{ArenaSummary, BlockState, Change, PoolSummary, Span};

view! {
    /// A state of the timeline.
    #[derive(Copy, Eq)]
    #[cfg_attr(all(test, not(target_family = "wasm")), ts(optional_fields))]
    struct Position {
        /// The state after so many operations; with a mark, inside of the operation of that number.
        pub operation: u64,
        /// The state after so many marks of that operation.
        pub mark: Option<u32>,
    }

    /// What is different between two states. Each list holds at most as many entries as were asked
    /// for, in order of address where nothing else is said; its total says how many there are.
    struct Comparison {
        /// Arena objects that got or lost an arena, or whose counts differ; by index.
        pub arenas: Vec<ArenaDifference>,
        pub arenas_total: u64,
        /// Pools that were carved, or whose header says something else.
        pub pools: Vec<PoolDifference>,
        pub pools_total: u64,
        /// How many blocks went from which state to which.
        pub transitions: Vec<BlockTransition>,
        /// Blocks of another state, pool by pool, then those of the C library.
        pub blocks: Vec<BlockDifference>,
        pub blocks_total: u64,
        /// Lists with other members, or in another order.
        pub lists: Vec<ListDifference>,
        pub lists_total: u64,
        /// Objects that were born, have died, or changed: at most as many of each as were asked for.
        pub objects: Vec<ObjectDifference>,
        pub born: u64,
        pub died: u64,
        pub changed: u64,
        /// Names that lead to another object, or hold another number of root references.
        pub names: Vec<NameDifference>,
        pub names_total: u64,
        /// The globals of the allocator, the objects and the collector, but for the heads of lists.
        pub globals: Vec<Change>,
        pub globals_total: u64,
        /// Where bytes differ, and what stands there; bytes less than a word apart are one range.
        pub ranges: Vec<Span>,
        pub ranges_total: u64,
        /// How many bytes differ.
        pub bytes: u64,
    }

    /// An arena object.
    struct ArenaDifference {
        /// Index in `arenas[]`.
        pub index: u32,
        pub before: Option<ArenaSummary>,
        pub after: Option<ArenaSummary>,
    }

    /// A pool.
    struct PoolDifference {
        /// Index of its arena.
        pub arena: u32,
        /// Index in its arena.
        pub index: u32,
        /// Address of its header.
        pub at: u64,
        /// None where it was not carved.
        pub before: Option<PoolSummary>,
        pub after: Option<PoolSummary>,
        /// Its free list, where that differs.
        pub free_list: Option<FreeListDifference>,
    }

    /// The free list of a pool: how many blocks it has, and the index of the first.
    #[derive(Copy, Eq)]
    struct FreeListDifference {
        pub before: u32,
        pub after: u32,
        pub head_before: Option<u32>,
        pub head_after: Option<u32>,
    }

    /// How many blocks went from one state to another. What was no block before, and is one that was
    /// never handed out, is not counted, and neither is the opposite.
    #[derive(Copy, Eq)]
    struct BlockTransition {
        pub before: Option<BlockState>,
        pub after: Option<BlockState>,
        pub count: u64,
    }

    /// A block. Where its pool has become one of another class, the blocks of the old class are gone
    /// and those of the other one are there.
    #[derive(Copy, Eq)]
    struct BlockDifference {
        /// Its address.
        pub at: u64,
        /// Its bytes.
        pub size: u64,
        /// Its pool; none for a block of the C library.
        pub pool: Option<PoolBlock>,
        pub before: Option<BlockState>,
        pub after: Option<BlockState>,
    }

    /// Which block of which pool.
    #[derive(Copy, Eq)]
    struct PoolBlock {
        /// Index of the arena.
        pub arena: u32,
        /// Index of the pool in the arena.
        pub pool: u32,
        /// Address of the pool's header.
        pub at: u64,
        /// Index of the block in the pool.
        pub block: u32,
    }

    /// A list of the allocator or of the collector.
    #[derive(Copy, Eq)]
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    enum ListName {
        /// The ring of a size class; its members are pools.
        UsedPools { szidx: u32 },
        /// `usable_arenas`; its members are indices in `arenas[]`.
        UsableArenas,
        /// `unused_arena_objects`; its members are indices in `arenas[]`.
        UnusedArenaObjects,
        /// `freepools` of `arenas[index]`; its members are pools.
        Freepools { arena: u32 },
        /// A generation; its members are objects.
        Generation { generation: u32 },
        /// `permanent_generation`; its members are objects.
        Permanent,
        /// A list of the collection that is running; its members are objects.
        Working { list: WorkingList },
        /// `trash_delete_later`; its members are objects.
        Trash,
        /// `gc.garbage`; its members are objects.
        Garbage,
    }

    /// What became of a list. A member is an address, or an index where the list's name says so.
    struct ListDifference {
        pub list: ListName,
        /// How long it was.
        pub before: u64,
        /// How long it is.
        pub after: u64,
        /// Members that it did not have before.
        pub joined: Vec<u64>,
        pub joined_total: u64,
        /// Members that it has no more.
        pub left: Vec<u64>,
        pub left_total: u64,
        /// The fewest members that have to change places to get from one order to the other.
        pub moved: Vec<u64>,
        pub moved_total: u64,
    }

    /// A live object of the program, none of the interpreter's own. One that died where another of its
    /// kind was born is one that changed: the bytes do not tell.
    struct ObjectDifference {
        pub at: u64,
        pub kind: Kind,
        /// The name that it was given first.
        pub label: Option<String>,
        /// None where it is born.
        pub before: Option<ObjectState>,
        /// None where it has died.
        pub after: Option<ObjectState>,
        /// References that it did not have before; the items of a list or tuple, whatever their order.
        pub gained: Vec<Reference>,
        pub gained_total: u64,
        /// References that it has no more.
        pub lost: Vec<Reference>,
        pub lost_total: u64,
    }

    /// An object in one of the states.
    #[derive(Eq)]
    struct ObjectState {
        /// `ob_refcnt`
        pub refcnt: u64,
        /// A short form of its value, as Python writes it.
        pub repr: String,
    }

    /// A name of the program.
    struct NameDifference {
        pub name: String,
        /// None where it led to nothing.
        pub before: Option<Binding>,
        pub after: Option<Binding>,
    }

    /// What a name leads to.
    #[derive(Copy, Eq)]
    struct Binding {
        /// Address of the object.
        pub object: u64,
        /// Root references that the name holds.
        pub roots: u32,
    }
}
