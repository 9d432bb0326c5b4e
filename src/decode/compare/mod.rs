//! What is different between two states of one heap, from their bytes alone.
//!
//! Bytes are compared first; what they are is decoded only where they differ. Nothing here knows what
//! happened in between: a block that was freed and handed out again is as it was.
//!
//! - `pools`: arenas, pools and blocks
//! - `lists`: who joined a list, who left, who changed places
//! - `objects`: objects, references and names
//! - `ranges`: the bytes, and the globals that they are

mod lists;
mod objects;
mod pools;
mod ranges;

use super::compare_view::{Comparison, ListName};
use super::image::Image;

/// Objects of `trash_delete_later` that are followed.
const MOST_TRASH: usize = 1024;

/// Entries up to a limit, and how many there are.
struct Limited<T> {
    entries: Vec<T>,
    total: u64,
    limit: usize,
}

impl<T> Limited<T> {
    fn new(limit: usize) -> Limited<T> {
        Limited {
            entries: Vec::new(),
            total: 0,
            limit,
        }
    }

    /// Counts an entry, and makes it where there is room for it.
    fn add(&mut self, entry: impl FnOnce() -> T) {
        self.total += 1;
        if self.entries.len() < self.limit {
            self.entries.push(entry());
        }
    }

    fn parts(self) -> (Vec<T>, u64) {
        (self.entries, self.total)
    }
}

/// The two states.
#[derive(Clone, Copy)]
struct Two<'i, 'a> {
    before: &'i Image<'a>,
    after: &'i Image<'a>,
}

impl<'i, 'a> Two<'i, 'a> {
    /// The same of both.
    fn both<T>(&self, of: impl Fn(&'i Image<'a>) -> T) -> (T, T) {
        (of(self.before), of(self.after))
    }
}

/// What is different between two images of one heap, with at most `limit` entries a list.
pub fn compare(before: &Image<'_>, after: &Image<'_>, limit: u32) -> Comparison {
    let (two, limit) = (Two { before, after }, limit as usize);
    let (arenas, arenas_total) = pools::arenas(two, limit).parts();
    let pools = pools::Pools::compare(two, limit);
    let (pool_rows, pools_total) = pools.pools.parts();
    let (blocks, blocks_total) = pools.blocks.parts();
    let (lists, lists_total) = lists::lists(two, limit).parts();
    let objects = objects::Objects::compare(two, limit);
    let (names, names_total) = objects::names(two, limit).parts();
    let ranges = ranges::Ranges::compare(two, limit);
    let (globals, globals_total) = ranges.globals.parts();
    let (spans, ranges_total) = ranges.spans.parts();
    Comparison {
        arenas,
        arenas_total,
        pools: pool_rows,
        pools_total,
        transitions: pools.transitions,
        blocks,
        blocks_total,
        lists,
        lists_total,
        born: objects.born,
        died: objects.died,
        changed: objects.changed,
        objects: objects.rows,
        names,
        names_total,
        globals,
        globals_total,
        ranges: spans,
        ranges_total,
        bytes: ranges.bytes,
    }
}
