//! Rust's default allocator of wasm32, which is dlmalloc.

replay_bench::exports!(replay_bench::Global);
