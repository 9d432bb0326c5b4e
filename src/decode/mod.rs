//! The decoder: from the bytes of an image and the layout of its edition to what the diagrams show.
//!
//! It never writes and never trusts: an image may be half-done, damaged or not be an image at all,
//! so every list is followed for a bounded number of links and every read outside gives 0. It knows
//! nothing of who wrote the image.
//!
//! - `view`, `object_view`, `digest_view`: the answers, as plain types
//! - `image`: reading words and the map of segments
//! - `arenas`, `pool`, `usedpools`, `stats`: one view each
//! - `editions`: the numbers of an edition
//! - `raw`: the C library stand-in's chunks
//! - `object`, `fields`, `names`: one object, the names of its fields, and the table of names
//! - `objects`: the graph of objects; `generations`: the collector
//! - `place`: what is at an address, and what a range of addresses means
//! - `heap_map`: every block of every arena, as pixels
//! - `compare`, `compare_view`: what is different between two images

/// Declares types that cross to JavaScript as they are, with their TypeScript side.
macro_rules! view {
    ($($(#[$meta:meta])* $kind:ident $name:ident $body:tt)*) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
        #[serde(rename_all = "camelCase")]
        $(#[$meta])*
        pub $kind $name $body
    )*};
}

mod arenas;
mod compare;
pub mod compare_view;
pub mod digest_view;
mod editions;
mod fields;
mod generations;
pub mod heap_map;
mod image;
mod names;
mod object;
pub mod object_view;
mod objects;
mod place;
mod pool;
mod raw;
mod stats;
mod usedpools;
pub mod view;

pub use arenas::DecodedArena;
pub use compare::compare;
pub use image::Image;
pub use object::{DecodedKeys, DecodedObject, DecodedType, Link};
pub use pool::DecodedPool;
pub use usedpools::RING_SHOWN;
