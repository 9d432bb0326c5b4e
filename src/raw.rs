//! `PyMem_Raw*` and a stand-in for the C library's `malloc` below it: what pymalloc declines, the
//! `arenas[]` array and the nodes of the radix tree live here. It is no part of CPython, so it is
//! kept plain: first fit in lists by size, with boundary tags, all of it in the image.
//!
//! ```text
//!  segment   | bytes of it | chunk | chunk | … | end: size 0, in use |
//!  chunk     | size + flags | payload …                               |   in use
//!            | size + flags | next free | previous free |  …  | size  |   free
//!              ▲ flags: 1 in use, 2 the chunk before is in use
//! ```
//! Invariants: payloads are aligned to two pointers; no two free chunks touch; a segment that is
//! one free chunk goes back to the system.

use crate::edition::{RAW_BINS, align_up};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// The chunk is handed out.
pub const IN_USE: u64 = 1;
/// The chunk before this one is handed out.
pub const PREV_IN_USE: u64 = 2;
/// Both flags.
pub const FLAGS: u64 = IN_USE | PREV_IN_USE;
/// No request above this is considered, so that sizes never overflow.
const LARGEST: u64 = 1 << 40;
/// So many chunks of a list are tried before a larger chunk is split or a segment mapped: a list may
/// be long, and none in it large enough.
const FITS_TRIED: u32 = 16;
/// No list of free chunks is followed further: a longer one is a damaged one.
const LONGEST_LIST: u32 = 1 << 22;

/// The list for a chunk of `size` bytes: four for each power of two.
pub fn bin(size: u64) -> u32 {
    let log = size.max(4).ilog2();
    (4 * log + ((size >> (log - 2)) & 3) as u32).min(RAW_BINS - 1)
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// `PyMem_RawMalloc` (Objects/obmalloc.c, 3.9, 3.10), `malloc` (2.7); 0 is NULL.
    pub(crate) fn raw_malloc(&mut self, nbytes: u64) -> u64 {
        self.call(Function::PyMemRawMalloc, |mem| {
            let nbytes = mem.at_least_one(nbytes);
            mem.chunk_malloc(nbytes)
        })
    }

    /// `PyMem_RawCalloc` (Objects/obmalloc.c, 3.9, 3.10); 0 is NULL.
    pub(crate) fn raw_calloc(&mut self, nelem: u64, elsize: u64) -> u64 {
        self.call(Function::PyMemRawCalloc, |mem| {
            let nbytes = mem.at_least_one(nelem * elsize);
            let block = mem.chunk_malloc(nbytes);
            if block != 0 {
                mem.memset_zero(block, nbytes);
                mem.event(Event::Zeroed { block, nbytes });
            }
            block
        })
    }

    /// `PyMem_RawRealloc` (Objects/obmalloc.c, 3.9, 3.10), `realloc` (2.7); 0 is NULL.
    pub(crate) fn raw_realloc(&mut self, addr: u64, nbytes: u64) -> u64 {
        self.call(Function::PyMemRawRealloc, |mem| {
            let nbytes = mem.at_least_one(nbytes);
            if addr == 0 {
                return mem.chunk_malloc(nbytes);
            }
            let size = mem.chunk_size(addr.wrapping_sub(W::BYTES));
            if nbytes <= LARGEST && Self::chunk_for(nbytes) <= size {
                mem.release_tail(addr - W::BYTES, Self::chunk_for(nbytes));
                mem.event(Event::RawStays {
                    addr,
                    nbytes,
                    room: size.wrapping_sub(W::BYTES),
                });
                return addr;
            }
            let kept = size.wrapping_sub(W::BYTES);
            mem.event(Event::RawMoves {
                addr,
                nbytes,
                room: kept,
            });
            let moved = mem.chunk_malloc(nbytes);
            if moved != 0 {
                mem.memcpy(moved, addr, kept);
                mem.event(Event::Copied {
                    from: addr,
                    to: moved,
                    nbytes: kept,
                });
                mem.chunk_free(addr);
            }
            moved
        })
    }

    /// `PyMem_RawFree` (Objects/obmalloc.c, 3.9, 3.10), `free` (2.7).
    pub(crate) fn raw_free(&mut self, addr: u64) {
        self.call(Function::PyMemRawFree, |mem| mem.chunk_free(addr));
    }

    fn at_least_one(&mut self, nbytes: u64) -> u64 {
        if nbytes == 0 {
            self.event(Event::RawZeroMadeOne);
        }
        nbytes.max(1)
    }

    const SMALLEST: u64 = 4 * W::BYTES;

    /// Bytes of the chunk that serves a request.
    fn chunk_for(nbytes: u64) -> u64 {
        align_up(nbytes + W::BYTES, 2 * W::BYTES).max(Self::SMALLEST)
    }

    fn bin_at(&self, bin: u32) -> u64 {
        self.layout().symbols.raw_bins + W::BYTES * u64::from(bin)
    }

    /// The payload of a chunk; addresses wrap here and below, since what they come from may be damaged.
    fn payload(chunk: u64) -> u64 {
        chunk.wrapping_add(W::BYTES)
    }

    /// Where a free chunk keeps the free chunk before it in its list.
    fn previous_at(chunk: u64) -> u64 {
        chunk.wrapping_add(2 * W::BYTES)
    }

    fn chunk_size(&self, chunk: u64) -> u64 {
        self.word(chunk) & !FLAGS
    }

    fn chunk_malloc(&mut self, nbytes: u64) -> u64 {
        if nbytes > LARGEST {
            self.event(Event::RawNoMemory { nbytes });
            return 0;
        }
        let need = Self::chunk_for(nbytes);
        let mut chunk = self.find_chunk(need, FITS_TRIED);
        if chunk == 0 {
            chunk = self.map_segment(need);
        }
        if chunk == 0 {
            chunk = self.find_chunk(need, LONGEST_LIST);
        }
        if chunk == 0 {
            self.event(Event::RawNoMemory { nbytes });
            return 0;
        }
        self.unlink_chunk(chunk);
        let addr = Self::payload(chunk);
        let size = self.chunk_size(chunk);
        self.set_word(chunk, self.word(chunk) | IN_USE);
        let end = chunk.wrapping_add(size);
        self.set_word(end, self.word(end) | PREV_IN_USE);
        let rest = self.release_tail(chunk, need);
        self.event(match rest {
            0 => Event::RawChunkTaken {
                addr,
                nbytes,
                chunk,
                size,
                need,
                smallest: Self::SMALLEST,
            },
            rest => Event::RawChunkSplit {
                addr,
                nbytes,
                chunk,
                size,
                need,
                rest,
            },
        });
        addr
    }

    /// A free chunk of at least `need` bytes, 0 where there is none among the first `tries` of its
    /// own list and in the lists of larger ones.
    fn find_chunk(&self, need: u64, tries: u32) -> u64 {
        let own = bin(need);
        let mut chunk = self.word(self.bin_at(own));
        for _ in 0..tries {
            if chunk == 0 || self.chunk_size(chunk) >= need {
                break;
            }
            chunk = self.word(Self::payload(chunk));
        }
        if chunk != 0 && self.chunk_size(chunk) >= need {
            return chunk;
        }
        let larger = (own + 1..RAW_BINS).map(|bin| self.word(self.bin_at(bin)));
        larger.into_iter().find(|&chunk| chunk != 0).unwrap_or(0)
    }

    /// Maps a segment whose one free chunk has at least `need` bytes; 0 where none is to be had.
    fn map_segment(&mut self, need: u64) -> u64 {
        let Some((address, nbytes)) = self.map_raw(need + 2 * W::BYTES) else {
            return 0;
        };
        self.set_word(address, nbytes);
        self.set_word(address + nbytes - W::BYTES, IN_USE);
        let chunk = address + W::BYTES;
        self.set_word(chunk, (nbytes - 2 * W::BYTES) | PREV_IN_USE);
        self.link_chunk(chunk);
        self.event(Event::RawSegmentMapped { address, nbytes });
        chunk
    }

    /// Frees what a chunk in use has beyond `need` bytes, if that makes a chunk; returns that chunk or 0.
    fn release_tail(&mut self, chunk: u64, need: u64) -> u64 {
        let Some(rest) = self.chunk_size(chunk).checked_sub(need + Self::SMALLEST) else {
            return 0;
        };
        let rest = rest + Self::SMALLEST;
        self.set_word(chunk, need | (self.word(chunk) & FLAGS));
        let tail = chunk.wrapping_add(need);
        self.set_word(tail, rest | PREV_IN_USE);
        self.merge_and_link(tail);
        tail
    }

    fn chunk_free(&mut self, addr: u64) {
        let chunk = addr.wrapping_sub(W::BYTES);
        let (merged, chunk) = self.merge_and_link(chunk);
        self.event(Event::RawChunkFreed { addr, merged });
        self.unmap_if_free(chunk);
    }

    /// Makes a chunk free, as one with the free chunks beside it; how many of these, and the chunk.
    fn merge_and_link(&mut self, chunk: u64) -> (u32, u64) {
        let (mut start, mut size, mut merged) = (chunk, self.chunk_size(chunk), 0);
        let next = chunk.wrapping_add(size);
        if self.word(next) & IN_USE == 0 {
            self.unlink_chunk(next);
            size = size.wrapping_add(self.chunk_size(next));
            merged += 1;
        }
        if self.word(chunk) & PREV_IN_USE == 0 {
            let before = self.word(chunk.wrapping_sub(W::BYTES));
            start = chunk.wrapping_sub(before);
            self.unlink_chunk(start);
            size = size.wrapping_add(before);
            merged += 1;
        }
        self.set_word(start, size | (self.word(start) & PREV_IN_USE));
        let end = start.wrapping_add(size);
        self.set_word(end, self.word(end) & !PREV_IN_USE);
        self.link_chunk(start);
        (merged, start)
    }

    /// Puts a free chunk at the head of its list and writes its size at its end.
    fn link_chunk(&mut self, chunk: u64) {
        let size = self.chunk_size(chunk);
        let head = self.bin_at(bin(size));
        let next = self.word(head);
        self.set_word(chunk.wrapping_add(size).wrapping_sub(W::BYTES), size);
        self.set_word(Self::payload(chunk), next);
        self.set_word(Self::previous_at(chunk), 0);
        if next != 0 {
            self.set_word(Self::previous_at(next), chunk);
        }
        self.set_word(head, chunk);
    }

    fn unlink_chunk(&mut self, chunk: u64) {
        let (next, previous) = (
            self.word(Self::payload(chunk)),
            self.word(Self::previous_at(chunk)),
        );
        if previous == 0 {
            let head = self.bin_at(bin(self.chunk_size(chunk)));
            self.set_word(head, next);
        } else {
            self.set_word(Self::payload(previous), next);
        }
        if next != 0 {
            self.set_word(Self::previous_at(next), previous);
        }
    }

    /// A segment begins with its size in bytes, so a chunk of all but two words of it is all of it.
    fn unmap_if_free(&mut self, chunk: u64) {
        let address = chunk.wrapping_sub(W::BYTES);
        let is_last = self.chunk_size(chunk.wrapping_add(self.chunk_size(chunk))) == 0;
        let nbytes = self.word(address);
        let is_first = self.word(chunk) & PREV_IN_USE != 0
            && nbytes.wrapping_sub(2 * W::BYTES) == self.chunk_size(chunk);
        if is_last && is_first && self.is_raw_segment(address) {
            self.unlink_chunk(chunk);
            self.unmap_raw(address, nbytes);
            self.event(Event::RawSegmentUnmapped { address, nbytes });
        }
    }
}
