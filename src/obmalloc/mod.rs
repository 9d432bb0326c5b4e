//! CPython's small-object allocator, Objects/obmalloc.c, over a [`Memory`](crate::memory::Memory).
//!
//! All its state is in the image; the functions here are methods of the memory, grouped as the
//! data structures they keep:
//!
//! - `alloc`: the four entries and their fast paths
//! - `pool`: pool headers and their blocks
//! - `usedpools`: the rings of pools that can serve
//! - `arena`: arena objects, their lists, and pools between arena and `usedpools`
//! - `address_in_range`: whose address is it
//! - `quick`: the common ways through `alloc`, where no journal is kept
//! - `quick_arena`: those of a pool from its arena and back

mod address_in_range;
mod alloc;
mod arena;
mod pool;
mod quick;
mod quick_arena;
mod usedpools;
