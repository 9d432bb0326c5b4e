//! An edition's numbers as the page shows them.

use crate::edition::{Edition, INITIAL_ARENA_OBJECTS, SMALL_REQUEST_THRESHOLD};

use super::view::EditionInfo;

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
            ssize_max: layout.ssize_max.to_string(),
        }
    }
}
