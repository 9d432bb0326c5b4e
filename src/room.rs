//! Room for an image that grows: how much more it is given than it asks for, and that a large one need not be moved
//! for it, which would take long and its size again. Knows nothing of what is in it.
//!
//! In linear memory that works where the image is what stands last. Where something else grows with it, what is free right
//! behind it is kept for it, and everything else is placed before it: where it was the last time that it had to be moved.
//!
//! ```text
//!  | other things | free: where the image was | other things | image | room | the end of linear memory
//! ```

use std::collections::TryReserveError;
use std::hint::black_box;

use crate::spare;

/// From so many bytes on an image's room grows by a part of it, before that it doubles: half a heap that nobody uses
/// would be too much.
const LARGE_IMAGE: usize = 4 << 20;
/// That part where nothing grows beside it: it need not be moved then, however often it grows.
const PART_ALONE: usize = 16;
/// That part where something does: each time may be one that it has to be moved.
const PART: usize = 4;
/// Pieces of such a part that are free before an image at most.
const MOST_TAKEN: usize = 4 * PART_ALONE;
/// What is free behind an image that stands last is less than such a part of it and this much, in bytes.
const MOST_BEHIND: usize = 8 << 20;

/// Makes an image longer, by zeros. Pieces are copied by one instruction; what `resize` comes to in a small core is a loop
/// over all bytes.
pub(crate) fn lengthen(bytes: &mut Vec<u8>, len: usize) {
    static ZEROS: [u8; 1 << 14] = [0; 1 << 14];
    bytes.reserve(len.saturating_sub(bytes.len()));
    while bytes.len() < len {
        let piece = ZEROS.len().min(len - bytes.len());
        bytes.extend_from_slice(&ZEROS[..piece]);
    }
}

/// Makes room for more than what is asked for; `is_alone`: nothing else grows with it.
pub(crate) fn reserve_ahead(
    bytes: &mut Vec<u8>,
    more: usize,
    is_alone: bool,
) -> Result<(), TryReserveError> {
    let len = bytes.len();
    if len < LARGE_IMAGE {
        return bytes.try_reserve(more);
    }
    let part = if is_alone { PART_ALONE } else { PART };
    let step = more.max(len / part);
    // What has to be left afterwards is free there, too: asked for on its own it would take as much again.
    free_behind(bytes, step + spare::wanted(len));
    bytes.try_reserve_exact(step)
}

/// What is free between a large image and the end of linear memory, so that nobody else gets it; nothing where
/// the image is not what stands last.
pub(crate) fn behind(bytes: &Vec<u8>) -> Vec<u8> {
    let mut room = Vec::new();
    let free = bytes_to_end(bytes);
    if bytes.capacity() >= LARGE_IMAGE && free < MOST_BEHIND + bytes.len() / PART {
        // Without it the image is moved the next time.
        let _ = room.try_reserve_exact(free);
    }
    black_box(room)
}

/// Lets the allocator have so many bytes free right behind others, where what stands behind them is the end of linear
/// memory: it gives what it has before them first, until a piece is behind them; then it gets all back.
fn free_behind(bytes: &Vec<u8>, step: usize) {
    let end = bytes.as_ptr().addr() + bytes.capacity();
    let mut taken: Vec<Vec<u8>> = Vec::with_capacity(MOST_TAKEN);
    while taken.len() < MOST_TAKEN && taken.last().is_none_or(|last| last.as_ptr().addr() < end) {
        let mut piece = Vec::new();
        if piece.try_reserve_exact(step).is_err() {
            return;
        }
        taken.push(black_box(piece));
    }
}

/// Bytes that a piece right behind others can have so that it ends where linear memory does.
#[cfg(target_arch = "wasm32")]
fn bytes_to_end(bytes: &Vec<u8>) -> usize {
    const PAGE: usize = 1 << 16;
    /// What the allocator has of its own at the end of a piece, and what pieces are multiples of with it.
    const OWN: usize = 4;
    const UNIT: usize = 16;
    let taken = (bytes.as_ptr().addr() + bytes.capacity() + OWN).next_multiple_of(UNIT);
    (core::arch::wasm32::memory_size::<0>() * PAGE).saturating_sub(taken + OWN)
}

/// Elsewhere the system moves what is large without copying it.
#[cfg(not(target_arch = "wasm32"))]
fn bytes_to_end(_: &Vec<u8>) -> usize {
    0
}
