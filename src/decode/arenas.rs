//! Arena objects, their lists, and the pools of one arena.

use crate::edition::{ArenaOrder, INITIAL_ARENA_OBJECTS, align_up};

use super::image::Image;
use super::view::{
    ArenaState, ArenaSummary, ArenaView, ArenasView, Field, LastArena, Place, PoolState,
    PoolSummary,
};

/// One entry of `arenas[]`, read once.
#[derive(Clone, Copy, Debug)]
pub struct DecodedArena {
    /// Index in `arenas[]`.
    pub index: u32,
    /// Address of the arena object.
    pub at: u64,
    /// `address`
    pub address: u64,
    /// `pool_address`
    pub pool_address: u64,
    /// `nfreepools`
    pub nfreepools: u32,
    /// `ntotalpools`, at most what an arena can hold.
    pub ntotalpools: u32,
    /// Address of the first whole pool.
    pub first_pool: u64,
    /// Pools that were carved off.
    pub carved: u32,
}

impl Image<'_> {
    /// `arenas`: the address of the array, 0 before the first arena.
    pub fn arenas_at(&self) -> u64 {
        self.word(self.layout.symbols.arenas)
    }

    /// `maxarenas`, at most as many as an image with so many units can need: the array doubles.
    pub fn maxarenas(&self) -> u32 {
        let at = self.arenas_at();
        if at < self.layout.symbols.base {
            return 0;
        }
        let room = self.end().saturating_sub(at) / self.layout.arena.size;
        let most = room.min((2 * u64::from(self.units())).max(INITIAL_ARENA_OBJECTS.into())) as u32;
        self.uint(self.layout.symbols.maxarenas).min(most)
    }

    /// The arena object with that index, whether it has an arena or not.
    pub fn decode_arena(&self, index: u32) -> Option<DecodedArena> {
        if index >= self.maxarenas() {
            return None;
        }
        let layout = &self.layout;
        let at = self.arenas_at() + u64::from(index) * layout.arena.size;
        let address = self.word(at + layout.arena.address);
        let first_pool = align_up(address.min(u64::MAX >> 1), layout.pool_size);
        let pool_address = self.word(at + layout.arena.pool_address);
        let ntotalpools = self
            .uint(at + layout.arena.ntotalpools)
            .min(layout.pools_in_arena);
        let carved = pool_address.saturating_sub(first_pool) / layout.pool_size;
        let nfreepools = self.uint(at + layout.arena.nfreepools);
        let carved = carved.min(ntotalpools.into()) as u32;
        Some(DecodedArena {
            index,
            at,
            address,
            pool_address,
            nfreepools,
            ntotalpools,
            first_pool,
            carved,
        })
    }

    /// The associated arenas, in order of index.
    pub fn associated_arenas(&self) -> impl Iterator<Item = DecodedArena> + '_ {
        (0..self.maxarenas())
            .filter_map(|index| self.decode_arena(index))
            .filter(|arena| arena.address != 0)
    }

    /// The index of the arena object at `at`.
    pub fn arena_index(&self, at: u64) -> Option<u32> {
        let distance = at.checked_sub(self.arenas_at())?;
        let index = u32::try_from(distance / self.layout.arena.size).ok()?;
        (distance % self.layout.arena.size == 0 && index < self.maxarenas()).then_some(index)
    }

    /// The list of arena objects from `head` through `nextarena`, as indices.
    fn arena_list(&self, head: u64) -> Vec<u32> {
        let (mut list, mut at) = (Vec::new(), self.word(head));
        while let Some(index) = self.arena_index(at) {
            if list.len() as u32 == self.maxarenas() {
                break;
            }
            list.push(index);
            at = self.word(at + self.layout.arena.nextarena);
        }
        list
    }

    /// `usable_arenas` from its head, as indices.
    pub fn usable_arenas(&self) -> Vec<u32> {
        self.arena_list(self.layout.symbols.usable_arenas)
    }

    /// `unused_arena_objects` from its head, as indices.
    pub fn unused_arena_objects(&self) -> Vec<u32> {
        self.arena_list(self.layout.symbols.unused_arena_objects)
    }

    /// The entries of `nfp2lasta` that are not NULL.
    pub fn nfp2lasta(&self) -> Vec<LastArena> {
        if self.layout.arena_order == ArenaOrder::Walk {
            return Vec::new();
        }
        let entry = |nfreepools: u32| {
            let at = self.layout.symbols.nfp2lasta + self.layout.word * u64::from(nfreepools);
            self.arena_index(self.word(at)).map(|arena| LastArena {
                nfreepools,
                arena,
                at,
            })
        };
        (0..=self.layout.pools_in_arena).filter_map(entry).collect()
    }

    /// `arenas[]` and the lists of arena objects.
    pub fn arenas(&self) -> ArenasView {
        ArenasView {
            at: self.arenas_at(),
            maxarenas: self.maxarenas(),
            globals: self.arena_globals(),
            arenas: (0..self.maxarenas())
                .filter_map(|index| self.arena_summary(index))
                .collect(),
            unused: self.unused_arena_objects(),
            usable: self.usable_arenas(),
            nfp2lasta: self.nfp2lasta(),
        }
    }

    /// An arena object in short; none where `arenas[]` has no such index.
    pub(super) fn arena_summary(&self, index: u32) -> Option<ArenaSummary> {
        let arena = self.decode_arena(index)?;
        Some(ArenaSummary {
            index,
            at: arena.at,
            state: arena.state(),
            address: arena.address,
            nfreepools: arena.nfreepools,
            ntotalpools: arena.ntotalpools,
        })
    }

    fn arena_globals(&self) -> Vec<Field> {
        let (symbols, word) = (&self.layout.symbols, self.layout.word as u32);
        let mut fields = vec![
            self.pointer("arenas", symbols.arenas, |at| self.locate_arena_object(at)),
            self.number("maxarenas", symbols.maxarenas, 4),
            self.pointer("unused_arena_objects", symbols.unused_arena_objects, |at| {
                self.locate_arena_object(at)
            }),
            self.pointer("usable_arenas", symbols.usable_arenas, |at| {
                self.locate_arena_object(at)
            }),
            self.number(
                "narenas_currently_allocated",
                symbols.narenas_currently_allocated,
                word,
            ),
        ];
        if self.layout.arena_order == ArenaOrder::Nfp2lasta {
            fields.push(self.number(
                "ntimes_arena_allocated",
                symbols.ntimes_arena_allocated,
                word,
            ));
            fields.push(self.number("narenas_highwater", symbols.narenas_highwater, word));
            fields.push(self.number("raw_allocated_blocks", symbols.raw_allocated_blocks, word));
        }
        fields
    }

    /// A pointer to an arena object: what it points to.
    pub(super) fn locate_arena_object(&self, at: u64) -> Place {
        match self.arena_index(at) {
            _ if at == 0 => Place::Null,
            Some(index) => Place::ArenaObject { index, field: None },
            None => self.locate(at),
        }
    }

    /// One arena with its pools; none where `arenas[]` has no such index.
    pub fn arena(&self, index: u32) -> Option<ArenaView> {
        let arena = self.decode_arena(index)?;
        let (layout, at) = (&self.layout, arena.at);
        let fields = &layout.arena;
        let next = |name, at| self.pointer(name, at, |value| self.locate_arena_object(value));
        let object = vec![
            self.pointer("address", at + fields.address, |value| self.locate(value)),
            self.pointer("pool_address", at + fields.pool_address, |value| {
                self.locate_pool(value)
            }),
            self.number("nfreepools", at + fields.nfreepools, 4),
            self.number("ntotalpools", at + fields.ntotalpools, 4),
            self.pointer("freepools", at + fields.freepools, |value| {
                self.locate_pool(value)
            }),
            next("nextarena", at + fields.nextarena),
            next("prevarena", at + fields.prevarena),
        ];
        let associated = arena.address != 0;
        let pools = if associated { arena.ntotalpools } else { 0 };
        let lost_head = if associated {
            arena.first_pool.saturating_sub(arena.address)
        } else {
            0
        };
        let taken = lost_head + u64::from(pools) * layout.pool_size;
        Some(ArenaView {
            index,
            state: arena.state(),
            object,
            address: arena.address,
            size: layout.arena_size,
            lost_head,
            lost_tail: if associated {
                layout.arena_size.saturating_sub(taken)
            } else {
                0
            },
            pools: (0..pools)
                .map(|pool| self.pool_summary(&arena, pool))
                .collect(),
            freepools: if associated {
                self.freepools(&arena)
            } else {
                Vec::new()
            },
            carved: if associated { arena.carved } else { 0 },
        })
    }

    /// The arena's `freepools` from its head, as pool indices.
    pub fn freepools(&self, arena: &DecodedArena) -> Vec<u32> {
        let (mut list, mut pool) = (
            Vec::new(),
            self.word(arena.at + self.layout.arena.freepools),
        );
        while let Some(index) = arena.pool_index(pool, self.layout.pool_size) {
            if list.len() as u32 == arena.ntotalpools {
                break;
            }
            list.push(index);
            pool = self.word(pool + self.layout.pool.nextpool);
        }
        list
    }

    pub(super) fn pool_summary(&self, arena: &DecodedArena, index: u32) -> PoolSummary {
        let at = arena.first_pool + u64::from(index) * self.layout.pool_size;
        if index >= arena.carved {
            return PoolSummary {
                index,
                at,
                state: PoolState::Uncarved,
                szidx: None,
                size: 0,
                count: 0,
                capacity: 0,
            };
        }
        let header = &self.layout.pool;
        let szidx =
            Some(self.uint(at + header.szidx)).filter(|&szidx| szidx < self.layout.size_classes);
        PoolSummary {
            index,
            at,
            state: self.pool_state(at),
            szidx,
            size: szidx.map_or(0, |szidx| self.layout.index2size(szidx)),
            count: self.uint(at + header.ref_count),
            capacity: szidx.map_or(0, |szidx| self.layout.blocks_in_pool(szidx)),
        }
    }

    /// The state of a pool that was carved.
    pub(super) fn pool_state(&self, at: u64) -> PoolState {
        if self.uint(at + self.layout.pool.ref_count) == 0 {
            PoolState::Empty
        } else if self.word(at + self.layout.pool.freeblock) == 0 {
            PoolState::Full
        } else {
            PoolState::Used
        }
    }
}

impl DecodedArena {
    /// The arena's state.
    pub fn state(&self) -> ArenaState {
        match (self.address, self.nfreepools) {
            (0, _) => ArenaState::Unassociated,
            (_, 0) => ArenaState::Full,
            _ => ArenaState::Usable,
        }
    }

    /// The index of the whole pool that starts at `pool`.
    pub fn pool_index(&self, pool: u64, pool_size: u64) -> Option<u32> {
        let distance = pool.checked_sub(self.first_pool)?;
        let index = u32::try_from(distance / pool_size).ok()?;
        (distance % pool_size == 0 && index < self.ntotalpools).then_some(index)
    }
}
