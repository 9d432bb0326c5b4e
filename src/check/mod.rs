//! The invariants of a heap, numbered. Read-only; each is checked in one place and names its number.
//!
//! They hold between operations of a heap that was never misused:
//!
//! - `A1` `narenas_currently_allocated` counts the associated arenas
//! - `A2` `unused_arena_objects` holds exactly the unassociated arena objects, each once, and ends
//! - `A3` `usable_arenas` holds exactly the associated arenas with a free pool, doubly linked, and ends
//! - `A4` `usable_arenas` is sorted by `nfreepools`
//! - `A5` `nfp2lasta[n]` is the last usable arena with `n` free pools, or NULL
//! - `A6` an arena's `ntotalpools` is the number of whole pools in it, and `pool_address` is one's end or start
//! - `A7` `nfreepools` counts the pools in `freepools` and those not carved
//! - `A8` an arena that is all free is not kept, unless the edition keeps the last usable one
//! - `A9` `ntimes_arena_allocated` ≥ `narenas_highwater` ≥ `narenas_currently_allocated`
//! - `P1` a carved pool knows its arena: `arenaindex`
//! - `P2` a pool in `freepools` is empty, every empty pool is in it, once, and it ends
//! - `P3` a carved pool's `szidx`, `nextoffset` and `maxnextoffset` fit each other
//! - `P4` the free list leads through blocks below `nextoffset`, and ends
//! - `P5` `ref.count` counts the blocks that are neither freed nor untouched
//! - `P6` a pool that is not full has a free block
//! - `U1` each ring of `usedpools` is doubly linked and leads back to its head
//! - `U2` the rings hold exactly the used pools, each in its own class
//! - `R1` the radix tree covers every arena, from first to last byte, and nothing else
//! - `M1` the chunks of each raw segment fill it, and no two free ones touch
//! - `M2` the lists of free chunks hold exactly the free chunks, each in the list of its size
//! - `M3` `raw_allocated_blocks` counts the raw blocks that callers hold
//! - `M4` a chunk's flags, a free chunk's size at its end, and a segment's first and last word are right
//! - `G1` each list of the collector is doubly linked and leads back to its head
//! - `G2` every tracked object is in exactly one list, and no flag of a collection is left on it
//! - `G3` what is in a list is a live object with a `PyGC_Head`
//! - `G4` no collection is running: its lists are empty, and it has no phase
//! - `G5` no generation's count is below 0
//! - `O1` `ob_refcnt` is the number of references: from names, contents, tables of keys and the
//!   interpreter's own tables, weak ones and those of `interned` excepted; so are `dk_refcnt`, and the
//!   instances of each class
//! - `O2` every live object's block, and each that belongs to it, is handed out and large enough
//! - `O3` the weak references of an object are linked both ways and lead to it
//! - `O4` free lists hold as many dead objects of their type as they say
//! - `O5` a container's sizes and counts fit each other and what it holds
//! - `O6` every block belongs to an object: only where nothing else was allocated
//! - `O7` the table of names leads to live objects, and each name is found
//! - `T1` nothing waits in the trashcan
//! - `H1` the arenas that are mapped are the associated ones
//! - `H2` the host's counters, its map of slots and its hints fit its map of units

mod arenas;
mod collector;
mod objects;
mod pools;
mod system;

use std::collections::BTreeSet;

use crate::decode::Image;
use crate::decode::view::Violation;

/// All violations of the invariants in an image, `O6` excepted; empty where it is sound.
pub fn check(image: &Image<'_>) -> Vec<Violation> {
    all(image).0.violations
}

/// All violations, of `O6` too, in an image where nothing was allocated but by objects.
pub fn check_objects_only(image: &Image<'_>) -> Vec<Violation> {
    let (mut check, owned) = all(image);
    check.leaks(&owned);
    check.violations
}

/// The check, and the blocks that belong to objects.
fn all<'i, 'a>(image: &'i Image<'a>) -> (Check<'i, 'a>, BTreeSet<u64>) {
    let mut check = Check {
        image,
        violations: Vec::new(),
    };
    check.arenas();
    for arena in image.associated_arenas() {
        check.pools(&arena);
    }
    check.usedpools();
    check.radix_tree();
    check.raw();
    check.host();
    check.gc_state();
    let tracked = check.gc_lists();
    let owned = check.objects(&tracked);
    (check, owned)
}

struct Check<'i, 'a> {
    image: &'i Image<'a>,
    violations: Vec<Violation>,
}

impl Check<'_, '_> {
    fn expect(&mut self, code: &'static str, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(Violation {
                code,
                message: message(),
            });
        }
    }
}
