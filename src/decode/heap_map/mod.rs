//! The heap map: every block of every arena as pixels, at any scale.
//!
//! The plane is measured in bytes. A pool is a square of its bytes, row by row; the pools of an arena
//! stand in rows of eight, the arenas in rows of as many as the caller likes. An arena keeps its place
//! as long as there is one: the place of its arena object in `arenas[]`.
//!
//! ```text
//!  arena 0             arena 1
//!  | pool 0 | pool 1 | … 8 …    |        a pool of 4 KiB is 64 × 64, one of 16 KiB 128 × 128
//!  | pool 8 | pool 9 | …        |
//! ```
//!
//! - `view`: what JavaScript is told besides the pixels
//! - `survey`: what is known of each pool, read once for each state of the heap
//! - `blocks`: the bytes of one pool, unit by unit
//! - `paint`: what of the plane is painted, and where
//! - `brush`: how it is
//! - `held`: what holds the nearly empty arenas
//!
//! Like all of the decoder it trusts no byte of the image, writes to none, and knows neither themes nor
//! canvases: a colour is a number that the caller gives.

mod blocks;
mod brush;
mod held;
mod paint;
mod survey;
#[cfg(test)]
mod tests;
pub mod view;

pub use paint::{By, Frame, Ink, MOST_PIXELS};

use crate::decode::Image;
use crate::edition::Layout;
use paint::Palette;
use survey::{Pool, Slot};
use view::MapShape;

/// Pools in a row of an arena.
const ACROSS: u64 = 8;
/// Between pools, in bytes of the plane.
const POOL_GAP: u64 = 4;
/// Between arenas.
const ARENA_GAP: u64 = 36;
/// How many steps there are of how full a pool is.
pub const FULLNESS_STEPS: usize = 5;
/// How many steps there are of how long nothing was done in a pool; the last is where nobody knows.
pub const AGE_STEPS: usize = 5;

/// The map of one heap: what was read of it last, and the pixels that were painted last.
#[derive(Debug)]
pub struct HeapMap {
    layout: Layout,
    slots: Vec<Slot>,
    pools: Vec<Pool>,
    palette: Palette,
    pixels: Vec<u32>,
}

impl HeapMap {
    /// The map of an image.
    pub fn of(image: &Image<'_>) -> HeapMap {
        let mut map = HeapMap {
            layout: *image.layout(),
            slots: Vec::new(),
            pools: Vec::new(),
            palette: Palette::default(),
            pixels: Vec::new(),
        };
        map.survey(image);
        map
    }

    /// The measures of the plane.
    pub fn shape(&self) -> MapShape {
        let row = row_of(&self.layout);
        let pool_pitch = row + POOL_GAP;
        let arena_side = ACROSS * pool_pitch - POOL_GAP;
        MapShape {
            row,
            across: ACROSS,
            pool_pitch,
            arena_side,
            arena_pitch: arena_side + ARENA_GAP,
            slots: self.slots.len() as u32,
            cell: paint::NARROWEST_POOL,
        }
    }

    /// For each place the address of the arena's first pool, 0 where there is no arena.
    pub fn first_pools(&self) -> impl Iterator<Item = u64> + '_ {
        self.slots.iter().map(|slot| slot.first_pool)
    }

    /// Sets the colours, as [`Ink`] numbers them: red, green, blue and alpha from the lowest byte on.
    /// What is missing is transparent.
    pub fn set_palette(&mut self, colours: &[u32]) {
        self.palette = Palette::new(colours);
    }

    /// What was painted last, row by row.
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}

/// Bytes in a row of a pool: a pool is a square.
fn row_of(layout: &Layout) -> u64 {
    layout.pool_size.isqrt()
}
