//! Hashes and equality.

/// The object has no hash: its type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unhashable(pub(crate) &'static str);
