//! What holds the nearly empty arenas: CPython gives an arena back only when the last block in it is
//! freed (Objects/obmalloc.c, `insert_to_freepool`, 3.10; `PyObject_Free`, 2.7).

use crate::decode::Image;
use crate::decode::view::BlockState;

use super::HeapMap;
use super::survey::Pool;
use super::view::{HeldArena, HeldArenas};

/// An arena is nearly empty where at most one of so many of its bytes is in a block.
const NEARLY_EMPTY: u64 = 8;
/// Blocks of an arena that are told one by one.
const HOLDERS: usize = 8;

impl HeapMap {
    /// The arenas that only a few blocks keep mapped, at most `limit` of them, as the survey found them.
    pub fn held_arenas(&self, image: &Image<'_>, limit: u32) -> HeldArenas {
        let mut arenas: Vec<HeldArena> = (0..self.slots.len() as u32)
            .filter_map(|index| self.held_arena(index))
            .collect();
        let total = arenas.len() as u32;
        arenas.sort_by_key(|held| (held.bytes, held.index));
        arenas.truncate(limit as usize);
        for held in &mut arenas {
            held.holders = self.holders(image, held.index);
        }
        HeldArenas {
            arenas,
            total,
            bytes: u64::from(total) * self.layout.arena_size,
        }
    }

    fn pools_of(&self, arena: u32) -> &[Pool] {
        let most = self.layout.pools_in_arena as usize;
        &self.pools[arena as usize * most..][..most]
    }

    /// How little there is in a nearly empty arena; none for one with nothing in it, or with more.
    fn held_arena(&self, index: u32) -> Option<HeldArena> {
        let mut held = HeldArena {
            index,
            pools: 0,
            blocks: 0,
            bytes: 0,
            holders: Vec::new(),
        };
        for pool in self.pools_of(index) {
            let size = pool
                .szidx
                .map_or(0, |szidx| self.layout.index2size(szidx.into()));
            held.pools += u32::from(pool.count > 0);
            held.blocks += u32::from(pool.count);
            held.bytes += u64::from(pool.count) * size;
        }
        let is_little = held.bytes * NEARLY_EMPTY <= self.layout.arena_size;
        (held.blocks > 0 && is_little).then_some(held)
    }

    /// The first blocks of an arena that are handed out.
    fn holders(&self, image: &Image<'_>, index: u32) -> Vec<u64> {
        let mut holders = Vec::new();
        let Some(arena) = image.decode_arena(index) else {
            return holders;
        };
        for (place, pool) in (0..arena.carved).zip(self.pools_of(index)) {
            if pool.count == 0 {
                continue;
            }
            let pool = image.decode_carved(arena, place);
            let allocated = (0..)
                .zip(&pool.blocks)
                .filter(|(_, state)| **state == BlockState::Allocated)
                .map(|(block, _)| pool.address_of(block));
            holders.extend(allocated.take(HOLDERS - holders.len()));
            if holders.len() == HOLDERS {
                break;
            }
        }
        holders
    }
}
