//! What the map knows of each pool without looking at its blocks: read once for each state of the heap,
//! so that a frame of a thousand arenas reads a few bytes a pool.

use crate::decode::Image;
use crate::decode::view::PoolState;

use super::{AGE_STEPS, FULLNESS_STEPS, HeapMap};

/// A place for an arena.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    /// 0 where there is no arena.
    pub first_pool: u64,
    /// Whole pools.
    pub pools: u32,
}

/// A pool, in short.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool {
    pub state: PoolState,
    /// The size class; none where the header has no such class.
    pub szidx: Option<u8>,
    /// Blocks that are handed out, at most as many as there can be.
    pub count: u16,
    /// A step of [`AGE_STEPS`].
    pub age: u8,
}

/// The oldest, or of unknown age.
const OLDEST: u8 = AGE_STEPS as u8 - 1;

const NOTHING: Pool = Pool {
    state: PoolState::Uncarved,
    szidx: None,
    count: 0,
    age: OLDEST,
};

impl HeapMap {
    /// Reads arenas and pools anew. Ages are unknown from then on.
    pub fn survey(&mut self, image: &Image<'_>) {
        self.layout = *image.layout();
        self.slots.clear();
        self.pools.clear();
        let last = image.associated_arenas().last().map(|arena| arena.index);
        let places = last.map_or(0, |last| last + 1);
        let pools_in_arena = self.layout.pools_in_arena as usize;
        self.pools.resize(places as usize * pools_in_arena, NOTHING);
        for index in 0..places {
            self.slots.push(Slot::default());
            let arena = image.decode_arena(index).filter(|arena| arena.address != 0);
            let Some(arena) = arena else { continue };
            self.slots[index as usize] = Slot {
                first_pool: arena.first_pool,
                pools: arena.ntotalpools,
            };
            for pool in 0..arena.carved {
                let at = arena.first_pool + u64::from(pool) * self.layout.pool_size;
                let cell = self.read_pool(image, at);
                self.pools[index as usize * pools_in_arena + pool as usize] = cell;
            }
        }
    }

    /// A carved pool by its header, whose words stand in one line of the processor's cache.
    fn read_pool(&self, image: &Image<'_>, at: u64) -> Pool {
        let header = &self.layout.pool;
        let count = image.uint(at + header.ref_count);
        let szidx =
            Some(image.uint(at + header.szidx)).filter(|&szidx| szidx < self.layout.size_classes);
        Pool {
            state: image.pool_state(at),
            szidx: szidx.map(|szidx| szidx as u8),
            count: count.min(self.capacity(szidx)) as u16,
            age: OLDEST,
        }
    }

    fn capacity(&self, szidx: Option<u32>) -> u32 {
        szidx.map_or(0, |szidx| self.layout.blocks_in_pool(szidx))
    }

    /// A step of [`FULLNESS_STEPS`].
    pub(super) fn fullness(&self, pool: &Pool) -> u8 {
        fullness(pool.count.into(), self.capacity(pool.szidx.map(u32::from)))
    }

    /// Says how many operations ago something was done in pools: addresses of pools, in order, each with
    /// that number. `most` is for each step of [`AGE_STEPS`] but the last up to how many it has; what is
    /// not named is of the last.
    pub fn set_ages(&mut self, uses: &[(u64, u64)], most: &[u64]) {
        let (size, across) = (self.layout.pool_size, self.layout.pools_in_arena as usize);
        for pool in &mut self.pools {
            pool.age = OLDEST;
        }
        for (slot, pools) in self.slots.iter().zip(self.pools.chunks_mut(across)) {
            let end = slot.first_pool.saturating_add(u64::from(slot.pools) * size);
            let first = uses.partition_point(|&(at, _)| at < slot.first_pool);
            let inside = uses[first..].iter().take_while(|&&(at, _)| at < end);
            for &(at, ago) in inside {
                let step = most.iter().position(|&most| ago <= most);
                let age = step.map_or(OLDEST, |step| OLDEST.min(step as u8));
                if let Some(pool) = pools.get_mut(((at - slot.first_pool) / size) as usize) {
                    pool.age = age;
                }
            }
        }
    }

    /// The step of [`AGE_STEPS`] that a pool has, by the place of its arena and its own in there.
    pub fn age(&self, arena: u32, pool: u32) -> Option<u8> {
        let pools_in_arena = self.layout.pools_in_arena as usize;
        let pools = self.pools.chunks(pools_in_arena).nth(arena as usize)?;
        pools.get(pool as usize).map(|pool| pool.age)
    }
}

/// 0 for nothing, the last step for a full pool, and the steps between for what lies between.
fn fullness(count: u32, capacity: u32) -> u8 {
    let steps = FULLNESS_STEPS as u32 - 2;
    if count == 0 {
        return 0;
    }
    if count >= capacity {
        return steps as u8 + 1;
    }
    (1 + count * steps / capacity.max(1)).min(steps) as u8
}
