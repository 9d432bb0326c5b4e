//! `A`: arena objects and their lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::DecodedArena;
use crate::edition::ArenaOrder;

use super::Check;

impl Check<'_, '_> {
    pub(super) fn arenas(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let associated: Vec<DecodedArena> = image.associated_arenas().collect();
        let counted = image.word(layout.symbols.narenas_currently_allocated);
        let there = associated.len() as u64;
        self.expect("A1", counted == there, || {
            format!("{counted} counted, {there} there")
        });
        if layout.has_counters {
            let (times, highwater) = (
                image.word(layout.symbols.ntimes_arena_allocated),
                image.word(layout.symbols.narenas_highwater),
            );
            let ordered = times >= highwater && highwater >= counted;
            self.expect("A9", ordered, || {
                format!("{times} times, {highwater} at most, {counted} now")
            });
        }
        self.unused();
        let usable: Vec<DecodedArena> = image
            .usable_arenas()
            .iter()
            .filter_map(|&index| image.decode_arena(index))
            .collect();
        self.usable(&usable, &associated);
        for arena in &associated {
            self.arena(arena, usable.last().map(|last| last.index));
        }
    }

    fn unused(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let unused = image.unused_arena_objects();
        let distinct: BTreeSet<u32> = unused.iter().copied().collect();
        let expected: BTreeSet<u32> = (0..image.maxarenas())
            .filter(|&index| {
                image
                    .decode_arena(index)
                    .is_some_and(|arena| arena.address == 0)
            })
            .collect();
        let exact = distinct.len() == unused.len() && distinct == expected;
        self.expect("A2", exact, || {
            format!("unused_arena_objects is {unused:?}")
        });
        let ends = self.list_ends(layout.symbols.unused_arena_objects, unused.last());
        self.expect("A2", ends, || {
            "unused_arena_objects does not end".to_owned()
        });
    }

    /// Whether the last link of a list of arena objects is NULL.
    fn list_ends(&self, head: u64, last: Option<&u32>) -> bool {
        let last = last.and_then(|&index| self.image.decode_arena(index));
        let link = last.map_or(head, |arena| arena.at + self.image.layout().arena.nextarena);
        self.image.word(link) == 0
    }

    fn usable(&mut self, usable: &[DecodedArena], associated: &[DecodedArena]) {
        let (image, layout) = (self.image, self.image.layout());
        let free = |arena: &DecodedArena| arena.address != 0 && arena.nfreepools > 0;
        let distinct: BTreeSet<u32> = usable.iter().map(|arena| arena.index).collect();
        let expected: BTreeSet<u32> = associated
            .iter()
            .filter(|arena| free(arena))
            .map(|arena| arena.index)
            .collect();
        let exact = distinct.len() == usable.len() && distinct == expected;
        self.expect("A3", exact, || {
            format!("usable_arenas has {distinct:?}, should have {expected:?}")
        });
        let last = usable.last().map(|last| last.index);
        let ends = self.list_ends(layout.symbols.usable_arenas, last.as_ref());
        self.expect("A3", ends, || "usable_arenas does not end".to_owned());
        let mut before = 0;
        for arena in usable {
            let prev = image.word(arena.at + layout.arena.prevarena);
            self.expect("A3", prev == before, || {
                format!("prevarena of arena {} is {prev:#x}", arena.index)
            });
            before = arena.at;
        }
        let sorted = usable.is_sorted_by_key(|arena| arena.nfreepools);
        self.expect("A4", sorted, || "usable_arenas is out of order".to_owned());
        if layout.arena_order == ArenaOrder::Nfp2lasta {
            self.nfp2lasta(usable);
        }
    }

    fn nfp2lasta(&mut self, usable: &[DecodedArena]) {
        let (image, layout) = (self.image, self.image.layout());
        let last: BTreeMap<u32, u64> = usable
            .iter()
            .map(|arena| (arena.nfreepools, arena.at))
            .collect();
        for nfreepools in 0..=layout.pools_in_arena {
            let entry = image.word(layout.symbols.nfp2lasta + layout.word * u64::from(nfreepools));
            let expected = last.get(&nfreepools).copied().unwrap_or(0);
            self.expect("A5", entry == expected, || {
                format!("nfp2lasta[{nfreepools}] is {entry:#x}, should be {expected:#x}")
            });
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
        let distance = arena.pool_address.wrapping_sub(arena.first_pool);
        let on_grid =
            distance.is_multiple_of(layout.pool_size) && distance / layout.pool_size <= room;
        self.expect("A6", on_grid, || {
            format!("arena {index}: pool_address {:#x}", arena.pool_address)
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
}
