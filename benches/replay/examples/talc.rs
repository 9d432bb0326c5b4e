//! talc, as its documentation sets it up for wasm.

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static TALC: WasmDynamicTalc = new_wasm_dynamic_allocator();

replay_bench::exports!(replay_bench::Global);
