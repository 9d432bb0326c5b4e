//! One pool, in units of `ALIGNMENT` bytes: what each is, and whether a block begins with it.

use crate::decode::view::BlockState;
use crate::decode::{DecodedPool, Image};

/// What a unit of a pool is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Part {
    Header,
    Allocated,
    Freed,
    Untouched,
    /// Bytes that no block can have, and pools that no size class can be told of.
    Lost,
}

/// All of them, in order.
pub(super) const PARTS: [Part; 5] = [
    Part::Header,
    Part::Allocated,
    Part::Freed,
    Part::Untouched,
    Part::Lost,
];

/// A unit: its part, and which one of them, so that neighbours can be told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub part: Part,
    pub number: u16,
}

/// The units of the carved pool with that index.
pub(super) fn units(image: &Image<'_>, arena: u32, index: u32, units: &mut Vec<Unit>) {
    let layout = image.layout();
    let many = (layout.pool_size / layout.alignment) as usize;
    units.clear();
    let arena = image
        .decode_arena(arena)
        .filter(|arena| index < arena.carved);
    if let Some(arena) = arena {
        let pool = image.decode_carved(arena, index);
        let header = (layout.pool.overhead / layout.alignment) as usize;
        units.resize(
            header,
            Unit {
                part: Part::Header,
                number: 0,
            },
        );
        push_blocks(&pool, (pool.size / layout.alignment) as usize, units);
    }
    units.resize(
        many,
        Unit {
            part: Part::Lost,
            number: u16::MAX,
        },
    );
}

fn push_blocks(pool: &DecodedPool, each: usize, units: &mut Vec<Unit>) {
    for (number, state) in (1..).zip(&pool.blocks) {
        let part = match state {
            BlockState::Allocated => Part::Allocated,
            BlockState::Freed => Part::Freed,
            BlockState::Untouched => Part::Untouched,
        };
        units.extend(std::iter::repeat_n(Unit { part, number }, each));
    }
}
