//! One pool: its header, its blocks and its free list.

use super::arenas::DecodedArena;
use super::image::Image;
use super::view::{BlockState, Damage, DamageKind, Place, PoolState, PoolView};

/// A carved pool, with the state of each of its blocks.
#[derive(Clone, Debug)]
pub struct DecodedPool {
    /// Its arena.
    pub arena: DecodedArena,
    /// Index in its arena.
    pub index: u32,
    /// Address of its header.
    pub at: u64,
    /// `szidx`, if it is one.
    pub szidx: Option<u32>,
    /// Bytes of a block, 0 where `szidx` is none.
    pub size: u64,
    /// Offset of the first block.
    pub first: u64,
    /// The state of each block.
    pub blocks: Vec<BlockState>,
    /// The free list, as block indices.
    pub freeblocks: Vec<u32>,
    /// Where and why the free list could not be followed further.
    pub damage: Option<Damage>,
}

impl DecodedPool {
    /// The index of the block that holds `addr`, if it is in one.
    pub fn block_at(&self, addr: u64) -> Option<u32> {
        let offset = addr.checked_sub(self.at + self.first)?;
        let index = offset.checked_div(self.size)?;
        (index < self.blocks.len() as u64).then_some(index as u32)
    }

    /// The address of a block.
    pub fn address_of(&self, block: u32) -> u64 {
        self.at + self.first + u64::from(block) * self.size
    }
}

impl Image<'_> {
    /// The associated arena that covers `addr`.
    pub fn arena_of(&self, addr: u64) -> Option<DecodedArena> {
        let covers = |arena: &DecodedArena| {
            arena.address != 0 && addr.wrapping_sub(arena.address) < self.layout.arena_size
        };
        let hint = self.uint(
            self.layout
                .pool_addr(addr)
                .wrapping_add(self.layout.pool.arenaindex),
        );
        self.decode_arena(hint)
            .filter(covers)
            .or_else(|| self.associated_arenas().find(covers))
    }

    /// The arena and the index of the whole pool that `addr` lies in, carved or not.
    pub fn pool_of(&self, addr: u64) -> Option<(DecodedArena, u32)> {
        let arena = self.arena_of(addr)?;
        let index = arena.pool_index(self.layout.pool_addr(addr), self.layout.pool_size)?;
        Some((arena, index))
    }

    /// The carved pool that `addr` lies in.
    pub fn decode_pool(&self, addr: u64) -> Option<DecodedPool> {
        let (arena, index) = self.pool_of(addr)?;
        (index < arena.carved).then(|| self.decode_carved(arena, index))
    }

    /// A carved pool of an arena.
    pub fn decode_carved(&self, arena: DecodedArena, index: u32) -> DecodedPool {
        let layout = &self.layout;
        let at = arena.first_pool + u64::from(index) * layout.pool_size;
        let szidx =
            Some(self.uint(at + layout.pool.szidx)).filter(|&szidx| szidx < layout.size_classes);
        let first = layout.pool.overhead;
        let mut pool = DecodedPool {
            arena,
            index,
            at,
            szidx,
            size: 0,
            first,
            blocks: Vec::new(),
            freeblocks: Vec::new(),
            damage: None,
        };
        let Some(szidx) = szidx else { return pool };
        pool.size = layout.index2size(szidx);
        let nextoffset = u64::from(self.uint(at + layout.pool.nextoffset));
        let state = |index: u32| match first + u64::from(index) * pool.size < nextoffset {
            true => BlockState::Allocated,
            false => BlockState::Untouched,
        };
        pool.blocks = (0..layout.blocks_in_pool(szidx)).map(state).collect();
        self.follow_freeblock(&mut pool);
        pool
    }

    fn follow_freeblock(&self, pool: &mut DecodedPool) {
        let mut link = pool.at + self.layout.pool.freeblock;
        loop {
            let value = self.word(link);
            if value == 0 {
                return;
            }
            let block = pool
                .block_at(value)
                .filter(|&block| pool.address_of(block) == value);
            let why = match block.map(|block| pool.blocks[block as usize]) {
                None => DamageKind::Astray,
                Some(BlockState::Freed) => DamageKind::Cycle,
                Some(_) => {
                    let block = block.unwrap_or_default();
                    pool.blocks[block as usize] = BlockState::Freed;
                    pool.freeblocks.push(block);
                    link = value;
                    continue;
                }
            };
            pool.damage = Some(Damage {
                at: link,
                value,
                why,
            });
            return;
        }
    }

    /// The pool that `addr` lies in; none outside of pools.
    pub fn pool(&self, addr: u64) -> Option<PoolView> {
        let (arena, index) = self.pool_of(addr)?;
        let (layout, fields) = (&self.layout, &self.layout.pool);
        let pool = self.decode_carved(arena, index);
        let at = pool.at;
        let carved = index < arena.carved;
        let header = vec![
            self.number("ref.count", at + fields.ref_count, 4),
            self.pointer("freeblock", at + fields.freeblock, |value| {
                self.locate(value)
            }),
            self.pointer("nextpool", at + fields.nextpool, |value| {
                self.locate_pool(value)
            }),
            self.pointer("prevpool", at + fields.prevpool, |value| {
                self.locate_pool(value)
            }),
            self.number("arenaindex", at + fields.arenaindex, 4),
            self.number("szidx", at + fields.szidx, 4),
            self.number("nextoffset", at + fields.nextoffset, 4),
            self.number("maxnextoffset", at + fields.maxnextoffset, 4),
        ];
        let room = layout.pool_size - pool.first;
        Some(PoolView {
            arena: arena.index,
            index,
            at,
            pool_size: layout.pool_size,
            state: if carved {
                self.pool_state(at)
            } else {
                PoolState::Uncarved
            },
            szidx: pool.szidx.filter(|_| carved),
            size: if carved { pool.size } else { 0 },
            header,
            first: pool.first,
            nextoffset: self.uint(at + fields.nextoffset).into(),
            maxnextoffset: self.uint(at + fields.maxnextoffset).into(),
            blocks: if carved { pool.blocks } else { Vec::new() },
            freeblocks: if carved { pool.freeblocks } else { Vec::new() },
            damage: pool.damage.filter(|_| carved),
            tail: if carved && pool.size != 0 {
                room % pool.size
            } else {
                0
            },
        })
    }

    /// A pointer to a pool, or to what stands for a ring of `usedpools`.
    pub(super) fn locate_pool(&self, at: u64) -> Place {
        match self.sentinel_of(at) {
            _ if at == 0 => Place::Null,
            Some(szidx) => Place::Sentinel { szidx },
            None => match self.locate(at) {
                Place::PoolHeader {
                    arena,
                    pool,
                    pool_at,
                    ..
                } if pool_at == at => Place::PoolHeader {
                    arena,
                    pool,
                    pool_at,
                    field: None,
                },
                place => place,
            },
        }
    }
}
