//! Golden runs of every edition, replayed inside wasm.
#![cfg(target_family = "wasm")]

mod common;
mod unpack;

use common::{Expected, compare};
use unpack::unpack;
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! golden {
    ($test:ident, $trace:literal, $file:literal, $config:literal, $mode:literal, $every:literal, $addr:literal, $jsonl:literal) => {
        #[wasm_bindgen_test]
        fn $test() {
            let base = concat!($trace, ".", $config, ".", $mode);
            let trace = unpack(include_bytes!(concat!("golden/traces/", $file)));
            let addresses = unpack(include_bytes!(concat!(
                "golden/expected/",
                $trace,
                ".",
                $config,
                ".",
                $mode,
                ".addr",
                $addr
            )));
            let states = unpack(include_bytes!(concat!(
                "golden/expected/",
                $trace,
                ".",
                $config,
                ".",
                $mode,
                ".jsonl",
                $jsonl
            )));
            let states: Vec<String> = states.lines().map(str::to_owned).collect();
            let expected = Expected {
                config: $config,
                mode: $mode,
                digest_every: $every,
                addresses: Some(&addresses),
                states: &states,
            };
            compare(base, &trace, &expected);
        }
    };
}

golden!(
    oom_p32_p27_aligned,
    "oom_p32",
    "oom_p32.trace.gz",
    "p27",
    "aligned",
    48,
    ".gz",
    ".gz"
);
golden!(
    arena_release_p32_p27_aligned,
    "arena_release_p32",
    "arena_release_p32.trace.gz",
    "p27",
    "aligned",
    100,
    ".gz",
    ".gz"
);
golden!(
    rawmix_1_p27_unaligned,
    "rawmix_1",
    "rawmix_1.trace.gz",
    "p27",
    "unaligned",
    20,
    ".gz",
    ".gz"
);
golden!(
    boundary_p27_unaligned,
    "boundary",
    "boundary.trace.gz",
    "p27",
    "unaligned",
    20,
    "",
    ".gz"
);
golden!(
    oom_p32_p32_aligned,
    "oom_p32",
    "oom_p32.trace.gz",
    "p32",
    "aligned",
    48,
    ".gz",
    ".gz"
);
golden!(
    arena_release_p32_p32_aligned,
    "arena_release_p32",
    "arena_release_p32.trace.gz",
    "p32",
    "aligned",
    100,
    ".gz",
    ".gz"
);
golden!(
    rawmix_1_p32_aligned,
    "rawmix_1",
    "rawmix_1.trace.gz",
    "p32",
    "aligned",
    20,
    ".gz",
    ".gz"
);
golden!(
    oom_p32_p32_unaligned,
    "oom_p32",
    "oom_p32.trace.gz",
    "p32",
    "unaligned",
    48,
    ".gz",
    ".gz"
);
golden!(
    arena_release_p32_p32_unaligned,
    "arena_release_p32",
    "arena_release_p32.trace.gz",
    "p32",
    "unaligned",
    100,
    ".gz",
    ".gz"
);
golden!(
    arena_release_p64s_p64s_aligned,
    "arena_release_p64s",
    "arena_release_p64s.trace.gz",
    "p64s",
    "aligned",
    100,
    ".gz",
    ".gz"
);
golden!(
    boundary_p64s_aligned,
    "boundary",
    "boundary.trace.gz",
    "p64s",
    "aligned",
    20,
    "",
    ".gz"
);
golden!(
    boundary_p64s_unaligned,
    "boundary",
    "boundary.trace.gz",
    "p64s",
    "unaligned",
    20,
    "",
    ".gz"
);
golden!(
    usable_reorder_p64_1_p64_aligned,
    "usable_reorder_p64_1",
    "usable_reorder_p64_1.trace.gz",
    "p64",
    "aligned",
    208,
    ".gz",
    ".gz"
);
golden!(
    rawmix_1_p64_aligned,
    "rawmix_1",
    "rawmix_1.trace.gz",
    "p64",
    "aligned",
    20,
    ".gz",
    ".gz"
);
golden!(
    boundary_p64_aligned,
    "boundary",
    "boundary.trace.gz",
    "p64",
    "aligned",
    20,
    "",
    ".gz"
);
golden!(
    boundary_p64_unaligned,
    "boundary",
    "boundary.trace.gz",
    "p64",
    "unaligned",
    20,
    "",
    ".gz"
);
golden!(
    arena_fill_fifo_p64_p64_unaligned,
    "arena_fill_fifo_p64",
    "arena_fill_fifo_p64.trace.gz",
    "p64",
    "unaligned",
    149,
    ".gz",
    ".gz"
);
