//! CPython's small-object allocator, its objects and its cyclic collector over a memory image, and a
//! decoder of such images.
//!
//! The guided tour, in the order in which modules may import each other:
//!
//! - [`edition`]: the numbers of each CPython version and word size; imports nothing
//! - [`error`], [`event`], [`request`]: what can go wrong, what just happened, and what can be asked
//!   of objects, as data
//! - [`journal`]: every write with what it replaced, so that one can go back and forth
//! - [`memory`]: words over one byte buffer (the image), mapped segments, faults
//! - [`raw`], `obmalloc`: the C library stand-in, and Objects/obmalloc.c itself
//! - `gc_list`, `object`, `gc`: `PyGC_Head` and its lists, objects and their reference counts, and
//!   Modules/gcmodule.c
//! - `names`, `actions`: the namespace's roots, and what finalizers and callbacks do
//! - [`decode`]: from an image's bytes to what the diagrams show; never writes
//! - [`check`]: the heap's invariants, numbered
//! - [`heap`], [`history`], [`digest`]: the facade that recognises misuse; undo, redo, steps,
//!   explanations; operations summed up
//! - `compare`: two positions of the timeline compared
//! - `requests`: the facade's part for objects, names and the collector
//! - [`trace`], [`dump`], [`record`]: traces of calls, and states to compare with the real thing
//! - `wasm`: decodes arguments, calls, encodes
//!
//! ```
//! use pymalloc_explorer::edition::{ArenaAlignment, Edition};
//! use pymalloc_explorer::heap::Heap;
//! use pymalloc_explorer::journal::Log;
//! use pymalloc_explorer::memory::W32;
//!
//! let mut heap = Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned)?;
//! let block = heap.malloc(28)?;
//! assert_eq!(heap.live_block(block).map(|live| live.size), Some(32));
//! heap.free(block)?;
//! assert!(heap.free(block).is_err());
//! # Ok::<(), pymalloc_explorer::error::HeapError>(())
//! ```

#![cfg_attr(
    not(feature = "whole"),
    allow(
        dead_code,
        reason = "what nothing in a small core reaches, the linker leaves out"
    )
)]

mod actions;
pub mod address_set;
pub mod check;
mod compare;
pub mod decode;
pub mod digest;
mod digits;
pub mod dump;
pub mod edition;
pub mod error;
pub mod event;
mod gc;
mod gc_list;
pub mod gc_record;
pub mod heap;
pub mod history;
pub mod journal;
pub mod memory;
mod names;
mod object;
mod obmalloc;
mod order;
pub mod progress;
pub mod raw;
pub mod record;
pub mod request;
mod requests;
mod room;
mod spare;
pub mod trace;
#[cfg(target_family = "wasm")]
pub mod wasm;
mod words;
