//! Digests of operations that were summed up: a long operation is not carried out again for the same
//! one. Knows nothing of how they are made.

use crate::decode::digest_view::{Digest, FateCount, ObjectFate, PoolReturn, Section};

/// Digests that are kept at most.
const KEPT: usize = 16;

/// Which operation: its line, and its number.
type Key = (u64, u64);

/// The last digests, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Digests {
    kept: Vec<(Key, Digest)>,
}

impl Digests {
    pub(super) fn get(&self, key: Key) -> Option<&Digest> {
        let (_, digest) = self.kept.iter().find(|(of, _)| *of == key)?;
        Some(digest)
    }

    pub(super) fn keep(&mut self, key: Key, digest: Digest) {
        self.kept.retain(|(of, _)| *of != key);
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push((key, digest));
    }

    pub(super) fn bytes(&self) -> usize {
        self.kept.capacity() * size_of::<(Key, Digest)>()
            + self
                .kept
                .iter()
                .map(|(_, digest)| bytes(digest))
                .sum::<usize>()
    }

    /// Gives all up; whether there were any.
    pub(super) fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.kept).is_empty()
    }
}

fn bytes(digest: &Digest) -> usize {
    let fates = digest.objects.iter().map(|object| object.fates.capacity());
    digest.sections.capacity() * size_of::<Section>()
        + digest.fates.capacity() * size_of::<FateCount>()
        + digest.objects.capacity() * size_of::<ObjectFate>()
        + digest.pools.capacity() * size_of::<PoolReturn>()
        + fates.sum::<usize>()
}
