//! lib
pub mod check;
pub mod decode;
pub mod dump;
pub mod edition;
pub mod error;
pub mod event;
pub mod heap;
pub mod history;
pub mod journal;
pub mod memory;
mod obmalloc;
pub mod raw;
pub mod record;
pub mod trace;
#[cfg(target_family = "wasm")]
pub mod wasm;
