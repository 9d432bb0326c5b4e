//! Dicts.
