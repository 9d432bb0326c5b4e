//! `P` and `U`: pools, their free lists, and the rings of `usedpools`.

use std::collections::BTreeSet;

use crate::decode::DecodedArena;
use crate::decode::view::{BlockState, PoolState};

use super::Check;

impl Check<'_, '_> {
    pub(super) fn pools(&mut self, arena: &DecodedArena) {
        let (image, layout) = (self.image, self.image.layout());
        let freepools = image.freepools(arena);
        let distinct: BTreeSet<u32> = freepools.iter().copied().collect();
        let index = arena.index;
        self.expect("P2", distinct.len() == freepools.len(), || {
            format!("arena {index}: freepools {freepools:?}")
        });
        let last = freepools
            .last()
            .map_or(arena.at + layout.arena.freepools, |&pool| {
                arena.first_pool + u64::from(pool) * layout.pool_size + layout.pool.nextpool
            });
        self.expect("P2", image.word(last) == 0, || {
            format!("arena {index}: freepools does not end")
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

    pub(super) fn usedpools(&mut self) {
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
}
