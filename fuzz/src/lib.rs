//! What is done with arbitrary bytes: one function for each target, which panics where the core is wrong.
//! They are run by libFuzzer (`fuzz_targets/`) and by the driver (`main.rs`), which needs no nightly compiler.
//!
//! No input may make a target panic, go on for seconds, or take more memory than it grants its heap.
#![forbid(unsafe_code)]

mod asked;
mod images;
mod look;
mod machine;
mod traces;

use pymalloc_explorer::edition::{ArenaAlignment, Edition};

pub use images::image;
pub use machine::{damage, operations};
pub use traces::trace;

/// The targets by name.
pub const TARGETS: [(&str, fn(&[u8])); 4] = [
    ("trace", trace),
    ("operations", operations),
    ("damage", damage),
    ("image", image),
];

/// Bytes of arenas and raw segments that a heap is granted: everything else follows from that.
const MOST_MEMORY: u64 = 4 << 20;

/// What an input chooses a heap by.
fn chosen(byte: u8) -> (Edition, ArenaAlignment) {
    let edition = Edition::ALL[usize::from(byte) / 2 % Edition::ALL.len()];
    let arenas = if byte.is_multiple_of(2) {
        ArenaAlignment::Aligned
    } else {
        ArenaAlignment::Unaligned
    };
    (edition, arenas)
}

/// Calls a function that has the word size as its only type with that of an edition.
macro_rules! with_word {
    ($edition:expr, $function:ident($($argument:expr),*)) => {
        match $edition.layout().word {
            4 => $function::<pymalloc_explorer::memory::W32>($($argument),*),
            _ => $function::<pymalloc_explorer::memory::W64>($($argument),*),
        }
    };
}
use with_word;
