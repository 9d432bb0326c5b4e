//! Arenas, pools and blocks: which are there, and in what state.

use std::collections::BTreeMap;

use super::super::arenas::DecodedArena;
use super::super::compare_view::{
    ArenaDifference, BlockDifference, BlockTransition, FreeListDifference, PoolBlock,
    PoolDifference,
};
use super::super::image::Image;
use super::super::pool::DecodedPool;
use super::super::view::{ArenaState, ArenaSummary, BlockState, PoolSummary};
use super::{Limited, Two};

/// Arena objects that got or lost an arena, or whose counts differ.
pub(super) fn arenas(two: Two<'_, '_>, limit: usize) -> Limited<ArenaDifference> {
    let mut arenas = Limited::new(limit);
    let (most, more) = two.both(Image::maxarenas);
    for index in 0..most.max(more) {
        let (before, after) = two.both(|image| image.arena_summary(index));
        if !is_same_arena(before.as_ref(), after.as_ref()) {
            arenas.add(|| ArenaDifference {
                index,
                before,
                after,
            });
        }
    }
    arenas
}

/// An arena object without an arena is as good as none; where the objects are does not matter.
fn is_same_arena(before: Option<&ArenaSummary>, after: Option<&ArenaSummary>) -> bool {
    let told = |arena: &&ArenaSummary| arena.state != ArenaState::Unassociated;
    let what = |arena: &ArenaSummary| {
        (
            arena.state,
            arena.address,
            arena.nfreepools,
            arena.ntotalpools,
        )
    };
    before.filter(told).map(what) == after.filter(told).map(what)
}

/// A pool that is carved.
struct Carved {
    summary: PoolSummary,
    pool: DecodedPool,
}

/// A block's address, size and index in its pool, with its state.
type Block = (u64, u64, u32, BlockState);

/// What was found so far.
pub(super) struct Pools {
    pub(super) pools: Limited<PoolDifference>,
    pub(super) blocks: Limited<BlockDifference>,
    pub(super) transitions: Vec<BlockTransition>,
}

impl Pools {
    pub(super) fn compare(two: Two<'_, '_>, limit: usize) -> Pools {
        let mut found = Pools {
            pools: Limited::new(limit),
            blocks: Limited::new(limit),
            transitions: Vec::new(),
        };
        let mut arenas: BTreeMap<u64, [Option<DecodedArena>; 2]> = BTreeMap::new();
        for (side, image) in [two.before, two.after].into_iter().enumerate() {
            for arena in image.associated_arenas() {
                arenas.entry(arena.address).or_default()[side].get_or_insert(arena);
            }
        }
        for [before, after] in arenas.into_values() {
            found.compare_arena(two, before, after);
        }
        found.compare_raw(two);
        found.transitions.sort_unstable_by_key(order);
        found
    }

    fn compare_arena(
        &mut self,
        two: Two<'_, '_>,
        before: Option<DecodedArena>,
        after: Option<DecodedArena>,
    ) {
        let carved = |arena: Option<DecodedArena>| arena.map_or(0, |arena| arena.carved);
        let size = two.after.layout().pool_size;
        for index in 0..carved(before).max(carved(after)) {
            let arena = |arena: Option<DecodedArena>| arena.filter(|arena| index < arena.carved);
            let (before, after) = (arena(before), arena(after));
            if let (Some(before), Some(after)) = (before, after) {
                let at = before.first_pool + u64::from(index) * size;
                let same = before.first_pool == after.first_pool
                    && two.before.held_bytes(at, size) == two.after.held_bytes(at, size);
                if same {
                    continue;
                }
            }
            let carved = |image: &Image<'_>, arena: Option<DecodedArena>| {
                arena.map(|arena| Carved {
                    summary: image.pool_summary(&arena, index),
                    pool: image.decode_carved(arena, index),
                })
            };
            self.compare_pool(carved(two.before, before), carved(two.after, after));
        }
    }

    fn compare_pool(&mut self, before: Option<Carved>, after: Option<Carved>) {
        let Some(one) = after.as_ref().or(before.as_ref()) else {
            return;
        };
        let whole = PoolBlock {
            arena: one.pool.arena.index,
            pool: one.pool.index,
            at: one.pool.at,
            block: 0,
        };
        let blocks = |carved: &Option<Carved>| carved.as_ref().map_or_else(Vec::new, blocks_of);
        self.compare_blocks(Some(whole), &blocks(&before), &blocks(&after));
        let free_list = free_list(before.as_ref(), after.as_ref());
        let summary = |carved: Option<Carved>| carved.map(|carved| carved.summary);
        let (before, after) = (summary(before), summary(after));
        if before != after || free_list.is_some() {
            self.pools.add(|| PoolDifference {
                arena: whole.arena,
                index: whole.pool,
                at: whole.at,
                before,
                after,
                free_list,
            });
        }
    }

    /// Compares blocks, both in order of address.
    fn compare_blocks(&mut self, pool: Option<PoolBlock>, before: &[Block], after: &[Block]) {
        let place = |block: &Block| (block.0, block.1, block.2);
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let next = match (before.peek(), after.peek()) {
                (None, None) => return,
                (Some(old), Some(new)) => place(old).min(place(new)),
                (Some(block), None) | (None, Some(block)) => place(block),
            };
            let here = |block: &&Block| place(block) == next;
            let state = |block: &Block| block.3;
            self.compare_block(
                pool,
                next,
                before.next_if(here).map(state),
                after.next_if(here).map(state),
            );
        }
    }

    fn compare_block(
        &mut self,
        pool: Option<PoolBlock>,
        (at, size, block): (u64, u64, u32),
        before: Option<BlockState>,
        after: Option<BlockState>,
    ) {
        let idle = |state| matches!(state, None | Some(BlockState::Untouched));
        if before == after || before.is_none() && idle(after) || after.is_none() && idle(before) {
            return;
        }
        let known = (self.transitions.iter_mut())
            .find(|known| known.before == before && known.after == after);
        match known {
            Some(known) => known.count += 1,
            None => self.transitions.push(BlockTransition {
                before,
                after,
                count: 1,
            }),
        }
        self.blocks.add(|| BlockDifference {
            at,
            size,
            pool: pool.map(|pool| PoolBlock { block, ..pool }),
            before,
            after,
        });
    }

    /// Blocks of the C library that were handed out, or are no more.
    fn compare_raw(&mut self, two: Two<'_, '_>) {
        let (before, after) = two.both(Image::units);
        for unit in 0..before.max(after) {
            let (before, after) = two.both(|image| {
                let chunks = image.raw_blocks_of_unit(unit);
                chunks
                    .map(|chunk| (chunk.addr, chunk.size, 0, BlockState::Allocated))
                    .collect::<Vec<_>>()
            });
            self.compare_blocks(None, &before, &after);
        }
    }
}

fn order(transition: &BlockTransition) -> (u8, u8) {
    let rank = |state: Option<BlockState>| match state {
        Some(BlockState::Allocated) => 0,
        Some(BlockState::Freed) => 1,
        Some(BlockState::Untouched) => 2,
        None => 3,
    };
    (rank(transition.after), rank(transition.before))
}

fn blocks_of(carved: &Carved) -> Vec<Block> {
    let pool = &carved.pool;
    (0..)
        .zip(&pool.blocks)
        .map(|(index, &state)| (pool.address_of(index), pool.size, index, state))
        .collect()
}

fn free_list(before: Option<&Carved>, after: Option<&Carved>) -> Option<FreeListDifference> {
    let list = |carved: Option<&Carved>| {
        let blocks = carved.map(|carved| carved.pool.freeblocks.clone());
        blocks.unwrap_or_default()
    };
    let (before, after) = (list(before), list(after));
    (before != after).then(|| FreeListDifference {
        before: before.len() as u32,
        after: after.len() as u32,
        head_before: before.first().copied(),
        head_after: after.first().copied(),
    })
}
