//! What a pointer is, and words of an image that one has at hand, apart from its heap: what runs along many objects
//! looks up neither image nor journal for each of them. Knows nothing of faults: what is not in the image is `None`, or
//! is not written.

use crate::edition::{Edition, PoolHeader};

/// The size of a pointer, and the numbers that follow from it.
pub trait Word: Copy + std::fmt::Debug + 'static {
    /// Bytes of a pointer.
    const BYTES: u64;
    /// `ALIGNMENT_SHIFT`
    const ALIGNMENT_SHIFT: u32;
    /// First address of an image.
    const BASE: u64;
    /// Field offsets of `struct pool_header`.
    const POOL: PoolHeader = PoolHeader::new(Self::BYTES);
}

/// 32-bit pointers.
#[derive(Clone, Copy, Debug)]
pub struct W32;

/// 64-bit pointers.
#[derive(Clone, Copy, Debug)]
pub struct W64;

impl Word for W32 {
    const BYTES: u64 = 4;
    const ALIGNMENT_SHIFT: u32 = 3;
    const BASE: u64 = Edition::Cpython310W32.layout().symbols.base;
}

impl Word for W64 {
    const BYTES: u64 = 8;
    const ALIGNMENT_SHIFT: u32 = 4;
    const BASE: u64 = Edition::Cpython310W64.layout().symbols.base;
}

/// Where in an image an address is. Addresses of 32 bits wrap around, as they do where CPython computes with them.
#[inline(always)]
pub(crate) fn offset<W: Word>(addr: u64) -> usize {
    if W::BYTES == 4 {
        (addr as u32).wrapping_sub(W::BASE as u32) as usize
    } else {
        usize::try_from(addr.wrapping_sub(W::BASE)).unwrap_or(usize::MAX)
    }
}

/// Looks at all bytes, some of them at once: leaving at the first that is not zero costs more than it saves.
pub(crate) fn is_zero(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let any = words
        .iter()
        .fold(0, |any, word| any | u64::from_le_bytes(*word));
    any == 0 && rest.iter().all(|&byte| byte == 0)
}

/// Whether two parts of the same length hold the same.
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (words, rest) = one.as_chunks::<8>();
    let (others, end) = other.as_chunks::<8>();
    let differing = words.iter().zip(others).fold(0, |any, (word, other)| {
        any | (u64::from_le_bytes(*word) ^ u64::from_le_bytes(*other))
    });
    differing == 0 && rest == end
}

/// Some words behind an address, as the journal wants to know of them: offset and length.
#[inline(always)]
pub(crate) fn written<W: Word>(addr: u64, first: u64, count: u64) -> (usize, usize) {
    let start = offset::<W>(addr.wrapping_add(first * W::BYTES));
    (start, (count * W::BYTES) as usize)
}

/// Some words in a row, if all are in the image.
#[inline(always)]
pub(crate) fn words<W: Word, const N: usize>(image: &[u8], addr: u64) -> Option<[u64; N]> {
    let size = W::BYTES as usize;
    let bytes = image.get(offset::<W>(addr)..)?.get(..N * size)?;
    Some(std::array::from_fn(|index| {
        word_in::<W>(&bytes[index * size..])
    }))
}

/// One word, if it is in the image.
#[inline(always)]
pub(crate) fn word<W: Word>(image: &[u8], addr: u64) -> Option<u64> {
    words::<W, 1>(image, addr).map(|[word]| word)
}

/// The `uint` at an address, if it is in the image.
#[inline(always)]
pub(crate) fn uint<W: Word>(image: &[u8], addr: u64) -> Option<u32> {
    let bytes = image.get(offset::<W>(addr)..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// Writes a word that is in the image, and of which the journal knows.
#[inline(always)]
pub(crate) fn put<W: Word>(image: &mut [u8], addr: u64, value: u64) {
    let size = W::BYTES as usize;
    let place = image.get_mut(offset::<W>(addr)..);
    if let Some(bytes) = place.and_then(|rest| rest.get_mut(..size)) {
        bytes.copy_from_slice(&value.to_le_bytes()[..size]);
    }
}

/// The first word of some bytes.
#[inline(always)]
fn word_in<W: Word>(bytes: &[u8]) -> u64 {
    if W::BYTES == 4 {
        bytes
            .first_chunk()
            .map_or(0, |&word| u32::from_le_bytes(word).into())
    } else {
        bytes
            .first_chunk()
            .map_or(0, |&word| u64::from_le_bytes(word))
    }
}
