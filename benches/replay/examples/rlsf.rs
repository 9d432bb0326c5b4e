//! rlsf, as its documentation sets it up for wasm.

#[global_allocator]
static RLSF: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

replay_bench::exports!(replay_bench::Global);
