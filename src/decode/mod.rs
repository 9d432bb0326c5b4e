//! decode
pub mod view;
/// How many pools of a ring a view holds at most.
pub const RING_SHOWN: usize = 32;
