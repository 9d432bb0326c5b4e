//! The C library stand-in's chunks: which blocks it handed out, and what is around an address.

use crate::memory::unit;
use crate::raw::{FLAGS, IN_USE};

use super::image::Image;

/// A chunk of a raw segment.
#[derive(Clone, Copy, Debug)]
pub struct Chunk {
    /// Address of its payload.
    pub addr: u64,
    /// Bytes of its payload.
    pub size: u64,
    /// Whether it is handed out.
    pub allocated: bool,
}

impl Image<'_> {
    /// The raw segment around `addr`.
    pub(super) fn raw_segment(&self, addr: u64) -> Option<(u64, u64)> {
        let mut index = self.unit_at(addr)?;
        while self.unit_kind(index) == unit::RAW_MORE {
            index = index.checked_sub(1)?;
        }
        (self.unit_kind(index) == unit::RAW).then(|| self.raw_segment_at(index))
    }

    fn raw_segment_at(&self, index: u32) -> (u64, u64) {
        let more = (index + 1..self.units())
            .take_while(|&index| self.unit_kind(index) == unit::RAW_MORE)
            .count();
        (
            self.unit_address(index),
            (1 + more as u64) * self.layout.arena_size,
        )
    }

    /// The chunks of a raw segment in order, as far as their sizes lead on.
    pub fn chunks(&self, (segment, len): (u64, u64)) -> impl Iterator<Item = Chunk> + '_ {
        let word = self.layout.word;
        let end = segment + len - word;
        let mut at = segment + word;
        std::iter::from_fn(move || {
            let header = self.word(at);
            let size = header & !FLAGS;
            if at >= end || size < 2 * word || size > end - at {
                return None;
            }
            let chunk = Chunk {
                addr: at + word,
                size: size - word,
                allocated: header & IN_USE != 0,
            };
            at += size;
            Some(chunk)
        })
    }

    /// The chunk whose payload holds `addr`.
    pub fn chunk_around(&self, addr: u64) -> Option<Chunk> {
        let segment = self.raw_segment(addr)?;
        self.chunks(segment)
            .find(|chunk| addr >= chunk.addr && addr - chunk.addr < chunk.size)
    }

    /// Whether a raw block is `arenas[]` or a node of the radix tree: obmalloc's own.
    pub fn is_books(&self, addr: u64) -> bool {
        addr == self.arenas_at()
            || self
                .radix_nodes()
                .into_iter()
                .flatten()
                .any(|(_, at)| at == addr)
    }

    /// All raw blocks of a unit that were handed out for a caller of the allocator.
    pub(super) fn raw_blocks_of_unit(&self, index: u32) -> impl Iterator<Item = Chunk> + '_ {
        let segment = (self.unit_kind(index) == unit::RAW).then(|| self.raw_segment_at(index));
        segment
            .into_iter()
            .flat_map(|segment| self.chunks(segment))
            .filter(|chunk| chunk.allocated && !self.is_books(chunk.addr))
    }

    /// How many raw blocks are handed out for callers of the allocator.
    pub fn raw_blocks(&self) -> u64 {
        (0..self.units())
            .map(|index| self.raw_blocks_of_unit(index).count() as u64)
            .sum()
    }
}
