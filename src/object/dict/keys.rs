//! `PyDictKeysObject`: the key tables of 3.x.
//!
//! ```text
//!  dk_refcnt dk_size dk_lookup dk_usable dk_nentries
//!  dk_indices[dk_size]              1, 2, 4 or 8 bytes each: an entry's index, -1 empty, -2 dummy
//!  entries[dk_size * 2 / 3]         me_hash me_key me_value, in the order in which they came
//! ```

use crate::edition::objects::{DICT_MAXFREELIST, DICT_MINSIZE, Kind, PERTURB_SHIFT, lookup};
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// `DKIX_EMPTY`
const EMPTY: i64 = -1;
/// `DKIX_DUMMY`
const DUMMY: i64 = -2;
/// Probes until `perturb` is used up; from then on no slot is left out.
pub(in crate::object) const PERTURBED_PROBES: u64 = 16;

/// Bytes of an index (`DK_IXSIZE`).
fn index_bytes(size: u64) -> u64 {
    match size {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    #[inline(always)]
    pub(in crate::object) fn dk_size(&self, keys: u64) -> u64 {
        self.word(keys + self.objects().dict.dk_size)
    }

    pub(super) fn dk_usable(&self, keys: u64) -> u64 {
        self.word(keys + self.objects().dict.dk_usable)
    }

    #[inline(always)]
    pub(super) fn dk_nentries(&self, keys: u64) -> u64 {
        self.word(keys + self.objects().dict.dk_nentries)
    }

    #[inline(always)]
    pub(super) fn dk_lookup(&self, keys: u64) -> u64 {
        self.word(keys + self.objects().dict.dk_lookup)
    }

    pub(super) fn set_dk_lookup(&mut self, keys: u64, lookup: u64) {
        self.set_word(keys + self.objects().dict.dk_lookup, lookup);
    }

    /// From a key that is no string on, the general lookup function is needed.
    pub(super) fn generalise_lookup(&mut self, keys: u64, key: u64) {
        if self.kind(key) != Kind::Str && self.dk_lookup(keys) != lookup::LOOKDICT {
            self.set_dk_lookup(keys, lookup::LOOKDICT);
        }
    }

    /// `USABLE_FRACTION`: how many entries a table of that size has.
    pub(in crate::object) fn usable_fraction(size: u64) -> u64 {
        size.saturating_mul(2) / 3
    }

    /// Address of an entry (`DK_ENTRIES`).
    #[inline(always)]
    pub(in crate::object) fn dict_entry_at(&self, keys: u64, index: u64) -> u64 {
        let (fields, size) = (&self.objects().dict, self.dk_size(keys));
        let indices = size.wrapping_mul(index_bytes(size));
        keys.wrapping_add(fields.dk_indices + index * fields.entry)
            .wrapping_add(indices)
    }

    /// Objects/dictobject.c, `dictkeys_get_index` (3.9, 3.10).
    fn dk_index(&self, keys: u64, slot: u64) -> i64 {
        let width = index_bytes(self.dk_size(keys));
        let at = keys + self.objects().dict.dk_indices + slot * width;
        let Some(bytes) = self.bytes(at, width) else {
            self.fault(at);
            return EMPTY;
        };
        let sign = if bytes[width as usize - 1] >= 0x80 {
            -1
        } else {
            0
        };
        bytes
            .iter()
            .rev()
            .fold(sign, |value, &byte| value << 8 | i64::from(byte))
    }

    /// Objects/dictobject.c, `dictkeys_set_index` (3.9, 3.10).
    pub(super) fn set_dk_index(&mut self, keys: u64, slot: u64, index: u64) {
        let width = index_bytes(self.dk_size(keys));
        let at = keys + self.objects().dict.dk_indices + slot * width;
        self.set_bytes(at, &index.to_le_bytes()[..width as usize]);
    }

    /// Notes that the entry of a slot was deleted.
    pub(super) fn set_dk_dummy(&mut self, keys: u64, slot: u64) {
        self.set_dk_index(keys, slot, DUMMY as u64);
    }

    /// A table for keys, from the free list or from memory.
    ///
    /// Objects/dictobject.c, `new_keys_object` (3.9, 3.10).
    pub(super) fn new_keys_object(&mut self, size: u64) -> Option<u64> {
        let fields = self.objects().dict;
        let usable = Self::usable_fraction(size);
        let (indices, entries) = (size * index_bytes(size), usable * fields.entry);
        let keys = match self.keys_from_free_list(size) {
            Some(keys) => keys,
            None => self.object_malloc(fields.dk_indices + indices + entries)?,
        };
        self.set_word(keys + fields.dk_refcnt, 1);
        self.set_word(keys + fields.dk_size, size);
        self.set_word(keys + fields.dk_usable, usable);
        self.set_dk_lookup(keys, lookup::LOOKDICT_UNICODE_NODUMMY);
        self.set_word(keys + fields.dk_nentries, 0);
        self.set_bytes(keys + fields.dk_indices, &vec![0xff; indices as usize]);
        self.memset_zero(keys + fields.dk_indices + indices, entries);
        Some(keys)
    }

    fn keys_from_free_list(&mut self, size: u64) -> Option<u64> {
        if size != DICT_MINSIZE {
            return None;
        }
        let numfree_at = self.layout().object_symbols.keys_free;
        let keys = self.pop_free(numfree_at)?;
        let numfree = self.uint(numfree_at);
        self.event(Event::KeysTakenFromFreeList { keys, numfree });
        Some(keys)
    }

    /// Puts a table of the least size on the free list, or frees it.
    pub(super) fn keep_or_free_keys(&mut self, keys: u64) {
        let numfree_at = self.layout().object_symbols.keys_free;
        let numfree = self.uint(numfree_at);
        if self.dk_size(keys) != DICT_MINSIZE
            || numfree >= DICT_MAXFREELIST
            || !self.free_lists_on()
        {
            return self.pyobject_free(keys);
        }
        self.set_word(numfree_at + (1 + u64::from(numfree)) * W::BYTES, keys);
        self.set_uint(numfree_at, numfree + 1);
        self.event(Event::KeysKeptOnFreeList {
            keys,
            numfree: numfree + 1,
            most: DICT_MAXFREELIST,
        });
    }

    /// Objects/dictobject.c, `dictkeys_incref` (3.9, 3.10).
    pub(super) fn dictkeys_incref(&mut self, keys: u64) {
        let at = keys + self.objects().dict.dk_refcnt;
        self.set_word(at, self.word(at).wrapping_add(1));
    }

    /// Objects/dictobject.c, `dictkeys_decref`, `free_keys_object` (3.9, 3.10).
    pub(super) fn dictkeys_decref(&mut self, keys: u64) {
        let fields = self.objects().dict;
        let refcnt = self.word(keys + fields.dk_refcnt).wrapping_sub(1);
        self.set_word(keys + fields.dk_refcnt, refcnt);
        if refcnt != 0 {
            return;
        }
        for index in 0..self.bounded(self.dk_nentries(keys)) {
            let entry = self.dict_entry_at(keys, index);
            self.xdecref(self.word(entry + fields.me_key));
            self.xdecref(self.word(entry + fields.me_value));
        }
        self.keep_or_free_keys(keys);
    }

    /// The slots in the order in which a hash tries them, and what they hold.
    fn probe(&self, keys: u64, hash: u64) -> impl Iterator<Item = (u64, i64)> + '_ {
        let mask = self.dk_size(keys).wrapping_sub(1);
        let (mut slot, mut perturb) = (hash & mask, hash);
        (0..self.bounded(mask).saturating_add(PERTURBED_PROBES)).map(move |_| {
            let found = (slot, self.dk_index(keys, slot));
            perturb >>= PERTURB_SHIFT;
            slot = slot.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1) & mask;
            found
        })
    }

    /// The entry of a key: its slot, and its index.
    ///
    /// Objects/dictobject.c, `lookdict` and its siblings (3.9, 3.10).
    pub(super) fn keys_find(&self, keys: u64, key: u64, hash: u64) -> Option<(u64, u64)> {
        let fields = &self.objects().dict;
        for (slot, index) in self.probe(keys, hash) {
            if index == EMPTY {
                return None;
            }
            let Ok(index) = u64::try_from(index) else {
                continue;
            };
            let entry = self.dict_entry_at(keys, index);
            let there = self.word(entry + fields.me_key);
            if there == key || self.word(entry + fields.me_hash) == hash && self.equal(there, key) {
                return Some((slot, index));
            }
        }
        self.fault(keys);
        None
    }

    /// The slot for a new key.
    ///
    /// Objects/dictobject.c, `find_empty_slot` (3.9, 3.10).
    pub(super) fn find_empty_slot(&self, keys: u64, hash: u64) -> u64 {
        match self.probe(keys, hash).find(|&(_, index)| index < 0) {
            Some((slot, _)) => slot,
            None => {
                self.fault(keys);
                0
            }
        }
    }

    /// Fills the indices of a new table whose first `used` entries are there.
    ///
    /// Objects/dictobject.c, `build_indices` (3.9, 3.10).
    pub(super) fn build_indices(&mut self, keys: u64, used: u64) {
        let fields = self.objects().dict;
        for index in 0..self.bounded(used) {
            let hash = self.word(self.dict_entry_at(keys, index) + fields.me_hash);
            let slot = self.find_empty_slot(keys, hash);
            self.set_dk_index(keys, slot, index);
        }
        let usable = self.dk_usable(keys).wrapping_sub(used);
        self.set_word(keys + fields.dk_usable, usable);
        self.set_word(keys + fields.dk_nentries, used);
    }
}
