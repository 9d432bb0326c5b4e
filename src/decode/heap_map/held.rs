//! What holds the nearly empty arenas: CPython gives an arena back only when the last block in it is
//! freed (Objects/obmalloc.c, `insert_to_freepool`, 3.10; `PyObject_Free`, 2.7).

use crate::decode::view::{BlockState, PoolState};
use crate::decode::{DecodedArena, Image};

use super::view::{HeldArena, HeldArenas};

/// An arena is nearly empty where at most one of so many of its bytes is in a block.
const NEARLY_EMPTY: u64 = 8;
/// Blocks of an arena that are told one by one.
const HOLDERS: usize = 8;

impl Image<'_> {
    /// The arenas that only a few blocks keep mapped, at most `limit` of them.
    pub fn held_arenas(&self, limit: u32) -> HeldArenas {
        let mut arenas: Vec<(DecodedArena, HeldArena)> = self
            .associated_arenas()
            .filter_map(|arena| Some((arena, self.held_arena(&arena)?)))
            .collect();
        let total = arenas.len() as u32;
        arenas.sort_by_key(|(_, held)| (held.bytes, held.index));
        arenas.truncate(limit as usize);
        for (arena, held) in &mut arenas {
            held.holders = self.holders(arena);
        }
        HeldArenas {
            arenas: arenas.into_iter().map(|(_, held)| held).collect(),
            total,
            bytes: u64::from(total) * self.layout.arena_size,
        }
    }

    /// How little there is in a nearly empty arena; none for one with nothing in it, or with more.
    fn held_arena(&self, arena: &DecodedArena) -> Option<HeldArena> {
        let mut held = HeldArena {
            index: arena.index,
            pools: 0,
            blocks: 0,
            bytes: 0,
            holders: Vec::new(),
        };
        for index in 0..arena.carved {
            let pool = self.pool_summary(arena, index);
            if pool.state == PoolState::Empty {
                continue;
            }
            let blocks = pool.count.min(pool.capacity);
            held.pools += 1;
            held.blocks += blocks;
            held.bytes += u64::from(blocks) * pool.size;
        }
        let is_little = held.bytes * NEARLY_EMPTY <= self.layout.arena_size;
        (held.blocks > 0 && is_little).then_some(held)
    }

    /// The first blocks of an arena that are handed out.
    fn holders(&self, arena: &DecodedArena) -> Vec<u64> {
        let mut holders = Vec::new();
        for index in 0..arena.carved {
            if holders.len() >= HOLDERS {
                break;
            }
            let at = arena.first_pool + u64::from(index) * self.layout.pool_size;
            if self.pool_state(at) == PoolState::Empty {
                continue;
            }
            let pool = self.decode_carved(*arena, index);
            let allocated = (0..)
                .zip(&pool.blocks)
                .filter(|(_, state)| **state == BlockState::Allocated)
                .map(|(block, _)| pool.address_of(block));
            holders.extend(allocated.take(HOLDERS - holders.len()));
        }
        holders
    }
}
