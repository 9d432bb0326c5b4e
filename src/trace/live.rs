//! Which block each ID of a trace names. It is kept in parts: one that has to grow is moved, and all of millions of names
//! would take as long as frames of a page. Knows nothing of heaps and lines.

use std::collections::{HashMap, TryReserveError};

const PARTS_SHIFT: u32 = 8;
/// Names that are moved in no time.
const FEW: usize = 256;

/// IDs and the addresses of their blocks.
#[derive(Debug)]
pub(super) struct Live {
    parts: Vec<HashMap<u64, u64>>,
}

impl Default for Live {
    fn default() -> Live {
        Live {
            parts: (0..1 << PARTS_SHIFT).map(|_| HashMap::new()).collect(),
        }
    }
}

impl Live {
    pub(super) fn get(&self, id: u64) -> Option<u64> {
        self.parts[part(id)].get(&id).copied()
    }

    /// Makes room for one name more. Answers whether many were moved for that.
    pub(super) fn reserve(&mut self, id: u64) -> Result<bool, TryReserveError> {
        let part = &mut self.parts[part(id)];
        let had = part.capacity();
        part.try_reserve(1)?;
        Ok(had >= FEW && part.capacity() > had)
    }

    pub(super) fn insert(&mut self, id: u64, addr: u64) {
        self.parts[part(id)].insert(id, addr);
    }

    pub(super) fn remove(&mut self, id: u64) -> Option<u64> {
        self.parts[part(id)].remove(&id)
    }
}

/// IDs that follow each other, or are addresses, are spread evenly (Fibonacci hashing).
fn part(id: u64) -> usize {
    (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PARTS_SHIFT)) as usize
}
