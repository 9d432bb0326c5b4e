//! Memory that is kept back: whoever asks for much looks first whether so much is left afterwards, so that
//! what is small can always be had. An allocation that fails where nobody looked ends the core.

/// Bytes that are left at least.
const LEAST: usize = 4 << 20;
/// The part of the image that is left besides: what decoding it takes.
const SHARE: usize = 8;

/// Whether the system would grant so many bytes in one piece.
pub(crate) fn grants(bytes: usize) -> bool {
    let mut asked = Vec::<u8>::new();
    let granted = asked.try_reserve_exact(bytes).is_ok();
    // Memory that nobody sees need not be asked for, as far as the compiler is concerned.
    std::hint::black_box(&asked);
    granted
}

/// What has to be left beside an image of that length, in bytes.
pub(crate) fn wanted(image: usize) -> usize {
    LEAST + image / SHARE
}

/// Whether enough is left beside an image of that length.
pub(crate) fn is_left(image: usize) -> bool {
    grants(wanted(image))
}
