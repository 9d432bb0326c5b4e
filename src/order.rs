//! Sorting: as fast as there is, in a small core by the least code.

/// Values in order. What is equal cannot be told apart.
#[cfg(feature = "whole")]
pub(crate) fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values
}

/// Values in order. What is equal cannot be told apart.
#[cfg(not(feature = "whole"))]
pub(crate) fn sorted<T: Ord>(values: Vec<T>) -> Vec<T> {
    std::collections::BinaryHeap::from(values).into_sorted_vec()
}
