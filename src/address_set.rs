//! A set of addresses, for very many of them: a bit for each, in leaves of those that lie together.
//!
//! Any address can be in it; it is small where most are multiples of 8.

#[cfg(feature = "whole")]
use std::collections::BTreeMap;

/// Words of 64 bits in a leaf, which takes the addresses of 32 KiB that leave the same rest by 8.
const WORDS: usize = 64;
/// What a leaf takes, the map's share included.
const LEAF: usize = WORDS * 8 + 32;

/// Addresses.
#[derive(Clone, Debug, Default)]
pub struct AddressSet {
    #[cfg(feature = "whole")]
    leaves: BTreeMap<u64, Box<[u64; WORDS]>>,
}

#[cfg(feature = "whole")]
impl AddressSet {
    /// Takes an address in.
    pub fn insert(&mut self, addr: u64) {
        let (leaf, word, bit) = place(addr);
        let words = self.leaves.entry(leaf).or_insert_with(|| [0; WORDS].into());
        words[word] |= bit;
    }

    /// Whether an address is in it.
    pub fn contains(&self, addr: u64) -> bool {
        let (leaf, word, bit) = place(addr);
        self.leaves
            .get(&leaf)
            .is_some_and(|words| words[word] & bit != 0)
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.leaves.len() * LEAF
    }
}

/// In a small core there are no objects: nothing is ever in it.
#[cfg(not(feature = "whole"))]
impl AddressSet {
    /// Takes no address in.
    pub fn insert(&mut self, _: u64) {}

    /// Whether an address is in it.
    pub fn contains(&self, _: u64) -> bool {
        false
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        true
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        0
    }
}

/// The leaf, the word in it, and the bit of that.
fn place(addr: u64) -> (u64, usize, u64) {
    let (of_8, rest) = (addr >> 3, addr & 7);
    let leaf = ((of_8 / (64 * WORDS as u64)) << 3) | rest;
    (leaf, (of_8 / 64) as usize % WORDS, 1 << (of_8 % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_in_it_and_nothing_else() {
        let addresses = [
            0,
            1,
            7,
            8,
            0x7fff,
            0x8000,
            0x10_0008,
            u64::MAX - 8,
            u64::MAX,
        ];
        let mut set = AddressSet::default();
        assert!(set.is_empty());
        for (index, &addr) in addresses.iter().enumerate() {
            assert!(!set.contains(addr));
            set.insert(addr);
            for (other, &addr) in addresses.iter().enumerate() {
                assert_eq!(set.contains(addr), other <= index, "{addr:#x}");
            }
        }
        assert!(set.bytes() <= addresses.len() * LEAF);
    }
}
