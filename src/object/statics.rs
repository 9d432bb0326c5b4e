//! Static objects and types.
