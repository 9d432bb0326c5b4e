//! libFuzzer's way in to `damage`; what is done with its bytes is the library's.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pymalloc_explorer_fuzz::damage(data));
