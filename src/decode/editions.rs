//! An edition's numbers as the page shows them.

use crate::digits::decimal;
use crate::edition::objects::gc_bits;
use crate::edition::{
    Edition, INITIAL_ARENA_OBJECTS, Layout, OwnerTest, SMALL_REQUEST_THRESHOLD, radix,
};

use super::view::{EditionInfo, GcBits};

impl Edition {
    /// The numbers of the edition that the page shows.
    pub fn info(self) -> EditionInfo {
        let layout = self.layout();
        EditionInfo {
            edition: self,
            version: self.version(),
            word: layout.word,
            alignment: layout.alignment,
            pool_size: layout.pool_size,
            arena_size: layout.arena_size,
            pools_in_arena: layout.pools_in_arena,
            pool_overhead: layout.pool.overhead,
            size_classes: layout.size_classes,
            small_request_threshold: SMALL_REQUEST_THRESHOLD,
            initial_arena_objects: INITIAL_ARENA_OBJECTS,
            arena_object_size: layout.arena.size,
            owner_test: layout.owner_test,
            arena_order: layout.arena_order,
            keeps_last_arena: layout.keeps_last_arena,
            ssize_max: decimal(layout.ssize_max),
            alignment_shift: layout.alignment_shift,
            arena_bits: layout.arena_bits,
            map_bits: map_bits(&layout),
            gc_head_size: layout.objects.gc_head,
            gc_bits: (!layout.objects.version_2).then_some(GcBits {
                prev_shift: gc_bits::SHIFT,
                finalized: gc_bits::FINALIZED,
                collecting: gc_bits::COLLECTING,
                unreachable: gc_bits::UNREACHABLE,
            }),
        }
    }
}

fn map_bits(layout: &Layout) -> Vec<u32> {
    let bottom = radix::bot_bits(layout);
    match (layout.owner_test, layout.word) {
        (OwnerTest::ArenaIndex, _) => Vec::new(),
        (OwnerTest::RadixTree, 4) => vec![bottom],
        (OwnerTest::RadixTree, _) => vec![radix::INTERIOR_BITS, radix::INTERIOR_BITS, bottom],
    }
}
