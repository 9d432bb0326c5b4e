//! What the page tells of an operation in all, as data. Types only, as in `view.rs`.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::Serialize;

use crate::event::Phase;

view! {
    /// What an operation did in all, however many steps that took.
    struct Digest {
        /// Its number, from 1.
        pub number: u64,
        /// How many marks it has.
        pub marks: u32,
        /// Its collections and their phases, the first of them.
        pub sections: Vec<Section>,
        /// What became of objects: for each way how many went it.
        pub fates: Vec<FateCount>,
        /// The first of these objects, in the order in which something became of them.
        pub objects: Vec<ObjectFate>,
        /// How many objects there are in all.
        pub objects_total: u64,
        /// The first pools that blocks went back to.
        pub pools: Vec<PoolReturn>,
        /// How many pools there are in all.
        pub pools_total: u64,
        /// Blocks that went back to pools.
        pub blocks: u64,
        /// Bytes of these.
        pub bytes: u64,
        /// Blocks that went back to the C library.
        pub raw_blocks: u64,
        /// Arenas that went back to the system.
        pub arenas: u64,
    }

    /// A part of an operation that has a name.
    struct Section {
        /// So many marks into the operation it begins.
        pub mark: u32,
        /// What it is.
        pub of: SectionKind,
    }

    /// What a section is.
    #[derive(Copy, Eq)]
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    enum SectionKind {
        /// A collection begins.
        Collection { generation: u32 },
        /// A phase of it begins.
        Phase { phase: Phase },
        /// The collection is done.
        Finished { generation: u32, collected: u64, uncollectable: u64 },
    }

    /// What can become of an object.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    enum Fate {
        /// It moved to `unreachable`.
        Unreachable,
        /// It moved back from there.
        MovedBack,
        /// It moved to `finalizers` for its own legacy finalizer.
        MovedToFinalizers,
        /// It moved there because something there refers to it.
        ReachedFromFinalizers,
        /// A weak reference that is garbage itself was cleared.
        WeakrefTrash,
        /// A weak reference's callback was called.
        CallbackCalled,
        /// Its `__del__` was called.
        FinalizerCalled,
        /// A finalizer made it reachable again.
        Resurrected,
        /// Its `tp_clear` was called.
        Cleared,
        /// `tp_clear` did not free it.
        SurvivedClear,
        /// It was put into `gc.garbage` because DEBUG_SAVEALL is set.
        SavedAsGarbage,
        /// It cannot be collected, and was put into `gc.garbage`.
        Uncollectable,
        /// It left its list, for what it holds.
        Untracked,
        /// It was deallocated.
        Deallocated,
        /// It went to its type's free list.
        KeptOnFreeList,
    }

    /// How many objects went one way.
    struct FateCount {
        pub fate: Fate,
        pub objects: u64,
    }

    /// What became of one object, in order.
    struct ObjectFate {
        /// Its address.
        pub object: u64,
        pub fates: Vec<Fate>,
    }

    /// Blocks that went back to a pool.
    struct PoolReturn {
        /// Address of the pool.
        pub pool: u64,
        /// Its size class then.
        pub szidx: u32,
        /// Bytes of a block.
        pub size: u64,
        /// How many blocks.
        pub blocks: u64,
        /// Whether the pool was empty afterwards, and went back to its arena.
        pub emptied: bool,
    }
}
