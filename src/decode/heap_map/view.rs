//! What JavaScript is told of a map besides its pixels: plain types.

use serde::Serialize;

view! {
    /// The measures of the plane, in bytes but for the last two.
    struct MapShape {
        /// Bytes in a row of a pool, and rows.
        pub row: u64,
        /// Pools in a row of an arena.
        pub across: u64,
        /// From one pool to the next.
        pub pool_pitch: u64,
        /// Side of an arena.
        pub arena_side: u64,
        /// From one arena to the next.
        pub arena_pitch: u64,
        /// Places for arenas, those of arenas that were given back included.
        pub slots: u32,
        /// A pool that is narrower than so many pixels is one cell.
        pub cell: u32,
    }
    /// The arenas that only a few blocks keep mapped, those with the fewest bytes in blocks first.
    struct HeldArenas {
        /// Some of them.
        pub arenas: Vec<HeldArena>,
        /// How many there are.
        pub total: u32,
        /// Bytes of all of them.
        pub bytes: u64,
    }
    /// An arena that only a few blocks keep mapped.
    struct HeldArena {
        /// Index in `arenas[]`.
        pub index: u32,
        /// Pools with a block that is handed out.
        pub pools: u32,
        /// Blocks that are handed out.
        pub blocks: u32,
        /// Bytes of these blocks.
        pub bytes: u64,
        /// Addresses of the first of these blocks.
        pub holders: Vec<u64>,
    }
}
