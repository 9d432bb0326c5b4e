//! `usedpools[]`: the ring of each size class.

use crate::digits::decimal;

use super::image::Image;
use super::object::subscript;
use super::view::{RingPool, UsedPoolsEntry, UsedPoolsView};

/// How many pools of a ring a view holds at most.
pub const RING_SHOWN: usize = 32;

impl Image<'_> {
    /// The class whose ring head is taken to be a pool header at `at`.
    pub(super) fn sentinel_of(&self, at: u64) -> Option<u32> {
        let distance = at.checked_sub(self.layout.usedpools_sentinel(0))?;
        let stride = 2 * self.layout.word;
        let szidx = u32::try_from(distance / stride).ok()?;
        (distance % stride == 0 && szidx < self.layout.size_classes).then_some(szidx)
    }

    /// The pools of a class's ring from its head, as addresses; `None` behind the last where the
    /// ring does not lead back to its head.
    pub fn ring(&self, szidx: u32) -> impl Iterator<Item = Option<u64>> + '_ {
        let sentinel = self.layout.usedpools_sentinel(szidx);
        let most = u64::from(self.maxarenas()) * u64::from(self.layout.pools_in_arena);
        let mut pool = self.word(sentinel + self.layout.pool.nextpool);
        let mut seen = 0;
        std::iter::from_fn(move || {
            if pool == sentinel || seen > most {
                return None;
            }
            seen += 1;
            if seen > most || !self.is_pool(pool) {
                seen = most + 1;
                return Some(None);
            }
            let this = pool;
            pool = self.word(pool + self.layout.pool.nextpool);
            Some(Some(this))
        })
    }

    /// Whether a whole pool starts at `at`, by the `arenaindex` that stands there: what is in a ring
    /// has one, so no arena has to be searched for.
    fn is_pool(&self, at: u64) -> bool {
        let index = self.uint(at.wrapping_add(self.layout.pool.arenaindex));
        let arena = self.decode_arena(index).filter(|arena| arena.address != 0);
        arena.is_some_and(|arena| arena.pool_index(at, self.layout.pool_size).is_some())
    }

    /// `usedpools[]` with all its rings.
    pub fn usedpools(&self) -> UsedPoolsView {
        let entries = (0..self.layout.size_classes)
            .map(|szidx| self.usedpools_entry(szidx))
            .collect();
        UsedPoolsView {
            at: self.layout.symbols.usedpools,
            entries,
        }
    }

    fn usedpools_entry(&self, szidx: u32) -> UsedPoolsEntry {
        let sentinel = self.layout.usedpools_sentinel(szidx);
        let half = |index: u32, at| {
            self.pointer(
                "usedpools".to_owned() + &subscript(&decimal(index.into())),
                at,
                |value| self.locate_pool(value),
            )
        };
        let mut ring = Vec::new();
        let mut pools = 0;
        for at in self.ring(szidx).flatten() {
            pools += 1;
            if ring.len() == RING_SHOWN {
                continue;
            }
            if let Some((arena, pool)) = self.pool_of(at) {
                let count = self.uint(at + self.layout.pool.ref_count);
                ring.push(RingPool {
                    arena: arena.index,
                    pool,
                    at,
                    count,
                    capacity: self.layout.blocks_in_pool(szidx),
                });
            }
        }
        UsedPoolsEntry {
            szidx,
            size: self.layout.index2size(szidx),
            sentinel,
            next: half(2 * szidx, sentinel + self.layout.pool.nextpool),
            prev: half(2 * szidx + 1, sentinel + self.layout.pool.prevpool),
            ring,
            pools,
        }
    }
}
