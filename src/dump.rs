//! The canonical dump of a heap's state: what is compared with the real allocator, and what can be
//! exported. Key order and form are those of docs/trace-format.md.

use serde::Serialize;

use crate::decode::Image;

/// The whole state of an allocator, addresses named by arena slot, pool index and offset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// `maxarenas`
    pub maxarenas: u32,
    /// `narenas_currently_allocated`
    pub narenas: u64,
    /// `narenas_highwater` (not in 2.7)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highwater: Option<u64>,
    /// `ntimes_arena_allocated` (not in 2.7)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ntimes: Option<u64>,
    /// `raw_allocated_blocks` (not in 2.7)
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<u64>,
    /// Blocks handed out: `sys.getallocatedblocks()`; in 2.7 those of pymalloc alone.
    pub blocks: u64,
    /// `unused_arena_objects` from its head.
    pub unused: Vec<u32>,
    /// `usable_arenas` from its head.
    pub usable: Vec<u32>,
    /// Entries of `nfp2lasta` that are not NULL: count of free pools, arena index (not in 2.7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lasta: Option<Vec<(u32, u32)>>,
    /// Associated arenas.
    pub arenas: Vec<ArenaDump>,
    /// Size class and its ring of (arena index, pool index), for rings that are not empty.
    pub used: Vec<(u32, Vec<(u32, u32)>)>,
    /// Carved pools: arena index, pool index, `ref.count`, `szidx`, `nextoffset`, `maxnextoffset`,
    /// and the free list as offsets from the pool header.
    pub pools: Vec<PoolDump>,
}

/// One carved pool, as [`State::pools`] lists its fields.
pub type PoolDump = (u32, u32, u32, u32, u32, u32, Vec<u64>);

/// One associated arena.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArenaDump {
    /// Index in `arenas[]`.
    pub i: u32,
    /// Where the system placed it, as a number: the lowest that was free.
    pub slot: u32,
    /// `nfreepools`
    pub nfree: u32,
    /// `ntotalpools`
    pub ntotal: u32,
    /// `pool_address - address`
    pub pa: u64,
    /// `freepools` from its head, as pool indices.
    pub free: Vec<u32>,
}

impl State {
    /// Decodes the state from an image.
    pub fn of(image: &Image<'_>) -> State {
        let layout = image.layout();
        let old = !layout.has_counters;
        let new = |at| (!old).then(|| image.word(at));
        let raw = new(layout.symbols.raw_allocated_blocks);
        let mut pools = Vec::new();
        for arena in image.associated_arenas() {
            for index in 0..arena.carved {
                let pool = image.decode_carved(arena, index);
                let field = |offset| image.uint(pool.at + offset);
                pools.push((
                    arena.index,
                    index,
                    field(layout.pool.ref_count),
                    field(layout.pool.szidx),
                    field(layout.pool.nextoffset),
                    field(layout.pool.maxnextoffset),
                    pool.freeblocks
                        .iter()
                        .map(|&block| pool.address_of(block) - pool.at)
                        .collect(),
                ));
            }
        }
        let handed_out: u64 = pools.iter().map(|pool| u64::from(pool.2)).sum();
        State {
            maxarenas: image.maxarenas(),
            narenas: image.word(layout.symbols.narenas_currently_allocated),
            highwater: new(layout.symbols.narenas_highwater),
            ntimes: new(layout.symbols.ntimes_arena_allocated),
            raw,
            blocks: handed_out.wrapping_add(raw.unwrap_or(0)),
            unused: image.unused_arena_objects(),
            usable: image.usable_arenas(),
            lasta: (!old).then(|| {
                image
                    .nfp2lasta()
                    .iter()
                    .map(|last| (last.nfreepools, last.arena))
                    .collect()
            }),
            arenas: image
                .associated_arenas()
                .map(|arena| dump_arena(image, &arena))
                .collect(),
            used: (0..layout.size_classes)
                .filter_map(|szidx| dump_ring(image, szidx))
                .collect(),
            pools,
        }
    }
}

fn dump_arena(image: &Image<'_>, arena: &crate::decode::DecodedArena) -> ArenaDump {
    ArenaDump {
        i: arena.index,
        slot: image.arena_slot(arena.address).map_or(0, |(slot, _)| slot),
        nfree: arena.nfreepools,
        ntotal: arena.ntotalpools,
        pa: arena.pool_address.wrapping_sub(arena.address),
        free: image.freepools(arena),
    }
}

fn dump_ring(image: &Image<'_>, szidx: u32) -> Option<(u32, Vec<(u32, u32)>)> {
    let name = |at| image.pool_of(at).map(|(arena, pool)| (arena.index, pool));
    let ring: Vec<_> = image.ring(szidx).flatten().filter_map(name).collect();
    (!ring.is_empty()).then_some((szidx, ring))
}
