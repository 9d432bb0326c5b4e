//! libFuzzer's way in to `operations`; what is done with its bytes is the library's.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pymalloc_explorer_fuzz::operations(data));
