//! The invariants of a heap, numbered. Read-only; each is checked in one place and names its number.
//!
//! They hold between operations of a heap that was never misused:
//!
//! - `A1` `narenas_currently_allocated` counts the associated arenas
//! - `A2` `unused_arena_objects` holds exactly the unassociated arena objects
//! - `A3` `usable_arenas` holds exactly the associated arenas with a free pool, doubly linked
//! - `A4` `usable_arenas` is sorted by `nfreepools`
//! - `A5` `nfp2lasta[n]` is the last usable arena with `n` free pools, or NULL
//! - `A6` an arena's `ntotalpools` is the number of whole pools in it
//! - `A7` `nfreepools` counts the pools in `freepools` and those not carved
//! - `A8` an arena that is all free is not kept, unless the edition keeps the last usable one
//! - `P1` a carved pool knows its arena: `arenaindex`
//! - `P2` a pool in `freepools` is empty, and every empty pool is in it, once
//! - `P3` a carved pool's `szidx`, `nextoffset` and `maxnextoffset` fit each other
//! - `P4` the free list leads through blocks that were handed out once, and ends
//! - `P5` `ref.count` counts the blocks that are neither freed nor untouched
//! - `P6` a pool that is not full has a free block
//! - `U1` each ring of `usedpools` is doubly linked and leads back to its head
//! - `U2` the rings hold exactly the used pools, each in its own class
//! - `R1` what recognises addresses knows every arena, from first to last byte, and nothing else
//! - `M1` the chunks of each raw segment fill it, and no two free ones touch
//! - `M2` the lists of free chunks hold exactly the free chunks
//! - `M3` `raw_allocated_blocks` counts the raw blocks that callers hold

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::view::{BlockState, PoolState, SegmentKind, Violation};
use crate::decode::{DecodedArena, Image};
use crate::edition::{ArenaOrder, OwnerTest, RAW_BINS};

/// All violations of the invariants in an image; empty where it is sound.
pub fn check(image: &Image<'_>) -> Vec<Violation> {
    let mut check = Check {
        image,
        violations: Vec::new(),
    };
    check.arenas();
    for arena in image.associated_arenas() {
        check.pools(&arena);
    }
    check.usedpools();
    check.owner_test();
    check.raw();
    check.violations
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

    fn arenas(&mut self) {
        let image = self.image;
        let layout = image.layout();
        let associated: Vec<DecodedArena> = image.associated_arenas().collect();
        let counted = image.word(layout.symbols.narenas_currently_allocated);
        self.expect("A1", counted == associated.len() as u64, || {
            format!("{counted} counted, {} there", associated.len())
        });

        let unused = image.unused_arena_objects();
        let expected: BTreeSet<u32> = (0..image.maxarenas())
            .filter(|&index| {
                image
                    .decode_arena(index)
                    .is_some_and(|arena| arena.address == 0)
            })
            .collect();
        let same =
            unused.len() == expected.len() && unused.iter().all(|index| expected.contains(index));
        self.expect("A2", same, || format!("unused_arena_objects is {unused:?}"));

        let usable: Vec<DecodedArena> = image
            .usable_arenas()
            .iter()
            .filter_map(|&i| image.decode_arena(i))
            .collect();
        let with_free = associated
            .iter()
            .filter(|arena| arena.nfreepools > 0)
            .count();
        let all_free = usable
            .iter()
            .all(|arena| arena.address != 0 && arena.nfreepools > 0);
        self.expect("A3", all_free && usable.len() == with_free, || {
            format!("{} usable, {with_free} with free pools", usable.len())
        });
        let mut before = 0;
        for arena in &usable {
            let prev = image.word(arena.at + layout.arena.prevarena);
            self.expect("A3", prev == before, || {
                format!("prevarena of arena {} is {prev:#x}", arena.index)
            });
            before = arena.at;
        }
        let sorted = usable.is_sorted_by_key(|arena| arena.nfreepools);
        self.expect("A4", sorted, || "usable_arenas is out of order".to_owned());
        if layout.arena_order == ArenaOrder::Nfp2lasta {
            let last: BTreeMap<u32, u32> = usable
                .iter()
                .map(|arena| (arena.nfreepools, arena.index))
                .collect();
            let entries: BTreeMap<u32, u32> = image
                .nfp2lasta()
                .iter()
                .map(|last| (last.nfreepools, last.arena))
                .collect();
            self.expect("A5", last == entries, || {
                format!("nfp2lasta is {entries:?}, should be {last:?}")
            });
        }
        for arena in &associated {
            self.arena(arena, usable.last().map(|last| last.index));
        }
    }

    fn arena(&mut self, arena: &DecodedArena, last_usable: Option<u32>) {
        let (image, layout) = (self.image, self.image.layout());
        let index = arena.index;
        let room = layout
            .arena_size
            .saturating_sub(arena.first_pool.saturating_sub(arena.address))
            / layout.pool_size;
        let ntotalpools = image.uint(arena.at + layout.arena.ntotalpools);
        self.expect("A6", u64::from(ntotalpools) == room, || {
            format!("arena {index}: {ntotalpools} total, room for {room}")
        });
        let free = image.freepools(arena).len() as u32 + arena.ntotalpools - arena.carved;
        let nfreepools = arena.nfreepools;
        self.expect("A7", nfreepools == free, || {
            format!("arena {index}: nfreepools {nfreepools}, there are {free}")
        });
        let kept = layout.keeps_last_arena && last_usable == Some(index);
        let released = nfreepools < ntotalpools || kept;
        self.expect("A8", released, || {
            format!("arena {index} is all free and was not released")
        });
    }

    fn pools(&mut self, arena: &DecodedArena) {
        let (image, layout) = (self.image, self.image.layout());
        let freepools = image.freepools(arena);
        let distinct: BTreeSet<u32> = freepools.iter().copied().collect();
        let index = arena.index;
        self.expect("P2", distinct.len() == freepools.len(), || {
            format!("arena {index}: freepools {freepools:?}")
        });
        for pool in 0..arena.carved {
            let at = arena.first_pool + u64::from(pool) * layout.pool_size;
            let arenaindex = image.uint(at + layout.pool.arenaindex);
            self.expect("P1", arenaindex == index, || {
                format!("pool {at:#x}: arenaindex {arenaindex}, is in {index}")
            });
            let empty = image.uint(at + layout.pool.ref_count) == 0;
            self.expect("P2", empty == distinct.contains(&pool), || {
                format!("pool {at:#x}: empty {empty}")
            });
            self.pool(arena, pool, at);
        }
    }

    fn pool(&mut self, arena: &DecodedArena, index: u32, at: u64) {
        let (image, layout) = (self.image, self.image.layout());
        let pool = image.decode_carved(*arena, index);
        let Some(szidx) = pool.szidx else {
            return self.expect("P3", false, || format!("pool {at:#x}: szidx is none"));
        };
        let next = u64::from(image.uint(at + layout.pool.nextoffset));
        let max = u64::from(image.uint(at + layout.pool.maxnextoffset));
        let on_grid =
            next >= pool.first + pool.size && (next - pool.first).is_multiple_of(pool.size);
        let fits = on_grid
            && next <= layout.pool_size
            && max == layout.pool_size - layout.index2size(szidx);
        self.expect("P3", fits, || {
            format!("pool {at:#x}: nextoffset {next}, maxnextoffset {max}")
        });
        let through_handed_out = pool
            .freeblocks
            .iter()
            .all(|&block| pool.address_of(block) - at < next);
        self.expect("P4", pool.damage.is_none() && through_handed_out, || {
            format!("pool {at:#x}: free list")
        });
        let allocated = pool
            .blocks
            .iter()
            .filter(|&&state| state == BlockState::Allocated)
            .count() as u32;
        let count = image.uint(at + layout.pool.ref_count);
        self.expect("P5", allocated == count, || {
            format!("pool {at:#x}: ref.count {count}, {allocated} allocated")
        });
        let full = count == layout.blocks_in_pool(szidx);
        self.expect("P6", full == pool.freeblocks.is_empty(), || {
            format!("pool {at:#x}: full {full}, freeblock")
        });
    }

    fn usedpools(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let mut linked = BTreeSet::new();
        for szidx in 0..layout.size_classes {
            let sentinel = layout.usedpools_sentinel(szidx);
            let mut before = sentinel;
            let mut closed = true;
            for pool in image.ring(szidx) {
                let Some(pool) = pool else {
                    closed = false;
                    break;
                };
                let prev = image.word(pool + layout.pool.prevpool);
                self.expect("U1", prev == before, || {
                    format!("pool {pool:#x}: prevpool {prev:#x}")
                });
                let class = image.uint(pool + layout.pool.szidx);
                let first_time = linked.insert(pool);
                self.expect("U2", class == szidx && first_time, || {
                    format!("pool {pool:#x} in ring {szidx}")
                });
                before = pool;
            }
            let prev = image.word(sentinel + layout.pool.prevpool);
            self.expect("U1", closed && prev == before, || {
                format!("ring {szidx} does not close")
            });
        }
        for row in image
            .associated_arenas()
            .filter_map(|arena| image.arena(arena.index))
            .flat_map(|arena| arena.pools)
        {
            let used = row.state == PoolState::Used;
            self.expect("U2", used == linked.contains(&row.at), || {
                format!("pool {:#x} used {used}", row.at)
            });
        }
    }

    /// Asks at the edges of every arena and beyond, as `address_in_range` would.
    fn owner_test(&mut self) {
        let image = self.image;
        let size = image.layout().arena_size;
        let arenas: Vec<(u64, u64)> = image
            .associated_arenas()
            .map(|arena| (arena.address, arena.first_pool))
            .collect();
        for &(address, first_pool) in &arenas {
            let probes = [u64::MAX, 0, size / 2, size - 1, size]
                .map(|distance| address.wrapping_add(distance));
            let probes = probes.into_iter().chain([first_pool]);
            for probe in probes {
                let inside = arenas
                    .iter()
                    .any(|&(start, _)| probe.wrapping_sub(start) < size);
                // Through arenaindex only addresses in carved pools are known for certain.
                let certain = image.layout().owner_test == OwnerTest::RadixTree;
                let holds = !certain || image.radix_covers(probe) == inside;
                self.expect("R1", holds, || format!("{probe:#x}: inside {inside}"));
            }
        }
    }

    fn raw(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let mut free = BTreeSet::new();
        for segment in image
            .segments()
            .into_iter()
            .filter(|segment| segment.kind == SegmentKind::Raw)
        {
            let mut end = segment.at + layout.word;
            let mut before_free = false;
            for chunk in image.chunks((segment.at, segment.len)) {
                let is_free = !chunk.allocated;
                self.expect("M1", !(is_free && before_free), || {
                    format!("free chunks touch at {:#x}", chunk.addr)
                });
                if is_free {
                    free.insert(chunk.addr - layout.word);
                }
                before_free = is_free;
                end = chunk.addr + chunk.size;
            }
            let full = end == segment.at + segment.len - layout.word;
            self.expect("M1", full, || {
                format!("segment {:#x}: chunks end at {end:#x}", segment.at)
            });
        }
        let mut listed = BTreeSet::new();
        for bin in 0..u64::from(RAW_BINS) {
            let mut chunk = image.word(layout.symbols.raw_bins + bin * layout.word);
            while chunk != 0 && listed.insert(chunk) {
                chunk = image.word(chunk + layout.word);
            }
        }
        self.expect("M2", listed == free, || {
            format!("{} listed, {} free", listed.len(), free.len())
        });
        if layout.arena_order == ArenaOrder::Nfp2lasta {
            let (counted, there) = (
                image.word(layout.symbols.raw_allocated_blocks),
                image.raw_blocks(),
            );
            self.expect("M3", counted == there, || {
                format!("{counted} counted, {there} there")
            });
        }
    }
}
