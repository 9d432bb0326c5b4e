//! Ints.
