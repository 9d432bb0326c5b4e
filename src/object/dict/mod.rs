//! Dicts: the functions that are called from elsewhere, for all versions.
//!
//! `insert.rs` and `shared.rs` have what 3.x does below them, `keys.rs` its key tables; `old.rs` has 2.7's.
//!
//! ```text
//!  combined   ma_keys ▶ dk_… indices entries[hash key value]       ma_values is NULL
//!  split      ma_keys ▶ shared with other instances of the class   ma_values ▶ values[]
//!  empty      ma_keys ▶ empty_keys_struct                          ma_values ▶ empty_values
//! ```

mod insert;
mod keys;
mod old;
mod shared;

use crate::edition::objects::{DICT_MAXFREELIST, Kind, lookup};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

pub(super) use keys::PERTURBED_PROBES;

impl<W: Word, J: Journal> Memory<W, J> {
    #[inline(always)]
    pub(super) fn ma_keys(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_keys)
    }

    #[inline(always)]
    pub(super) fn ma_values(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_values)
    }

    pub(super) fn ma_used(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_used)
    }

    /// What `dk_nentries` may be at most, whatever stands there: a damaged one must not cost hours.
    #[inline(always)]
    pub(super) fn bounded(&self, count: u64) -> u64 {
        count.min(self.image().len() as u64)
    }

    /// Sets `ma_used`, and `ma_version_tag` to a number that no dict had before.
    fn set_ma_used(&mut self, mp: u64, used: u64) {
        self.set_word(mp + self.objects().dict.ma_used, used);
        self.next_version(mp);
    }

    /// Objects/dictobject.c, `DICT_NEXT_VERSION` (3.9, 3.10).
    fn next_version(&mut self, mp: u64) {
        let at = self.layout().object_symbols.dict_version;
        let version = self.long(at).wrapping_add(1);
        self.set_long(at, version);
        self.set_long(mp + self.objects().dict.ma_version_tag, version);
    }

    /// Writes the statics that empty dicts point to (3.x), and `dummy`.
    pub(crate) fn initialise_dicts(&mut self) {
        let symbols = self.layout().object_symbols;
        self.set_word(symbols.dummy, 1);
        self.set_word(symbols.dummy + W::BYTES, self.type_of(Kind::Object));
        if self.objects().version_2 {
            return;
        }
        let fields = self.objects().dict;
        let keys = symbols.empty_keys;
        self.set_word(keys + fields.dk_refcnt, 1);
        self.set_word(keys + fields.dk_size, 1);
        self.set_word(keys + fields.dk_lookup, lookup::LOOKDICT_SPLIT);
        self.set_long(keys + fields.dk_indices, u64::MAX);
    }

    /// A new dict without entries, untracked.
    ///
    /// Objects/dictobject.c, `PyDict_New` (2.7, 3.9, 3.10).
    pub(crate) fn pydict_new(&mut self) -> Option<u64> {
        self.call(Function::PyDictNew, |mem| {
            if mem.objects().version_2 {
                return mem.old_dict_new();
            }
            let symbols = mem.layout().object_symbols;
            mem.dictkeys_incref(symbols.empty_keys);
            mem.new_dict(symbols.empty_keys, symbols.empty_values)
        })
    }

    /// Writes the fields of a dict without entries, as [`Memory::pydict_new`] does.
    pub(super) fn initialise_empty_dict(&mut self, mp: u64) {
        if self.objects().version_2 {
            return self.old_dict_initialise(mp);
        }
        let symbols = self.layout().object_symbols;
        self.dictkeys_incref(symbols.empty_keys);
        self.fill_new_dict(mp, symbols.empty_keys, symbols.empty_values);
    }

    /// A dict over a key table, whose reference it takes over.
    ///
    /// Objects/dictobject.c, `new_dict` (3.9, 3.10).
    fn new_dict(&mut self, keys: u64, values: u64) -> Option<u64> {
        let size = self.objects().dict.size;
        let mp = match self.dict_from_free_list() {
            Some(mp) => mp,
            None => match self.pyobject_gc_new(self.type_of(Kind::Dict), size) {
                Some(mp) => mp,
                None => {
                    self.dictkeys_decref(keys);
                    self.free_values(values);
                    return None;
                }
            },
        };
        self.fill_new_dict(mp, keys, values);
        Some(mp)
    }

    fn fill_new_dict(&mut self, mp: u64, keys: u64, values: u64) {
        let fields = self.objects().dict;
        self.set_word(mp + fields.ma_keys, keys);
        self.set_word(mp + fields.ma_values, values);
        self.set_ma_used(mp, 0);
    }

    pub(super) fn dict_from_free_list(&mut self) -> Option<u64> {
        let numfree_at = self.layout().object_symbols.dict_free;
        let numfree = self.uint(numfree_at).checked_sub(1)?;
        self.set_uint(numfree_at, numfree);
        let mp = self.word(numfree_at + (1 + u64::from(numfree)) * W::BYTES);
        self.new_reference(mp, numfree);
        Some(mp)
    }

    /// Puts a dict on the free list, or frees it.
    pub(super) fn keep_or_free_dict(&mut self, mp: u64) {
        let numfree_at = self.layout().object_symbols.dict_free;
        let numfree = self.uint(numfree_at);
        if numfree >= DICT_MAXFREELIST || !self.free_lists_on() {
            return self.pyobject_gc_del(mp);
        }
        self.set_word(numfree_at + (1 + u64::from(numfree)) * W::BYTES, mp);
        self.set_uint(numfree_at, numfree + 1);
        self.event(Event::KeptOnFreeList {
            object: mp,
            of: Kind::Dict,
            numfree: numfree + 1,
            most: DICT_MAXFREELIST,
        });
    }

    /// The entry of a key: its place in the indices, and its index.
    fn dict_find(&self, mp: u64, key: u64, hash: u64) -> Option<(u64, u64)> {
        self.keys_find(self.ma_keys(mp), key, hash)
    }

    /// Where the value of the entry with that index is.
    fn value_at(&self, mp: u64, index: u64) -> u64 {
        match self.ma_values(mp) {
            0 => self.dict_entry_at(self.ma_keys(mp), index) + self.objects().dict.me_value,
            values => values + index * W::BYTES,
        }
    }

    /// The value of a key, borrowed; 0 where there is none.
    ///
    /// Objects/dictobject.c, `PyDict_GetItem` (2.7, 3.9, 3.10).
    pub(crate) fn pydict_getitem(&mut self, mp: u64, key: u64) -> u64 {
        let Ok(hash) = self.hash(key) else {
            return 0;
        };
        if self.objects().version_2 {
            return self.old_getitem(mp, key, hash);
        }
        match self.dict_find(mp, key, hash) {
            Some((_, index)) => self.word(self.value_at(mp, index)),
            None => 0,
        }
    }

    /// Sets the value of a key that has a hash.
    ///
    /// Objects/dictobject.c, `PyDict_SetItem` (2.7, 3.9, 3.10).
    pub(crate) fn pydict_setitem(&mut self, mp: u64, key: u64, value: u64) -> Option<()> {
        self.call(Function::PyDictSetItem, |mem| {
            let hash = mem.hash(key).ok()?;
            if mem.objects().version_2 {
                mem.old_setitem(mp, key, hash, value)
            } else if mem.ma_keys(mp) == mem.layout().object_symbols.empty_keys {
                mem.insert_to_emptydict(mp, key, hash, value)
            } else {
                mem.insertdict(mp, key, hash, value)
            }
        })
    }

    /// The collector has to know a dict as soon as what it holds could be part of a cycle.
    ///
    /// Objects/dictobject.c, `MAINTAIN_TRACKING` (2.7, 3.9, 3.10).
    pub(super) fn maintain_tracking(&mut self, mp: u64, key: u64, value: u64) {
        if !self.is_tracked(mp) && (self.may_be_tracked(key) || self.may_be_tracked(value)) {
            self.gc_track(mp);
        }
    }

    /// Removes a key; whether it was there.
    ///
    /// Objects/dictobject.c, `PyDict_DelItem`, `delitem_common` (2.7, 3.9, 3.10).
    pub(crate) fn pydict_delitem(&mut self, mp: u64, key: u64) -> bool {
        self.call(Function::PyDictDelItem, |mem| {
            let Ok(hash) = mem.hash(key) else {
                return false;
            };
            if mem.objects().version_2 {
                return mem.old_delitem(mp, key, hash);
            }
            mem.delete_entry(mp, key, hash).is_some()
        })
    }

    /// How many places for entries there are, those of deleted ones included.
    fn dict_positions(&self, mp: u64) -> u64 {
        self.bounded(if self.objects().version_2 {
            self.old_slots(mp)
        } else {
            self.dk_nentries(self.ma_keys(mp))
        })
    }

    /// Key and value at a place; the value is 0 where no entry is.
    fn dict_position(&self, mp: u64, position: u64) -> (u64, u64) {
        let fields = &self.objects().dict;
        if fields.ma_table != 0 {
            let entry = self.old_slot(mp, position);
            return (
                self.word(entry + fields.me_key),
                self.word(entry + fields.me_value),
            );
        }
        let key = self.word(self.dict_entry_at(self.ma_keys(mp), position) + fields.me_key);
        (key, self.word(self.value_at(mp, position)))
    }

    /// Keys and values, in order.
    pub(crate) fn dict_items(&self, mp: u64) -> Vec<(u64, u64)> {
        (0..self.dict_positions(mp))
            .map(|position| self.dict_position(mp, position))
            .filter(|&(_, value)| value != 0)
            .collect()
    }

    /// Key and value of the first entry with such a key, among so many places.
    pub(crate) fn dict_first(
        &self,
        mp: u64,
        places: u64,
        is_key: impl Fn(u64) -> bool,
    ) -> Option<(u64, u64)> {
        (0..self.dict_positions(mp).min(places))
            .map(|position| self.dict_position(mp, position))
            .find(|&(key, value)| value != 0 && is_key(key))
    }

    /// Visits what the dict refers to: where keys may be anything, value and key of each entry (2.7:
    /// key and value); where all keys are strings, only the values.
    ///
    /// Objects/dictobject.c, `dict_traverse` (2.7, 3.9, 3.10).
    pub(crate) fn dict_traverse(&mut self, mp: u64, visit: &mut impl FnMut(&mut Self, u64)) {
        let version_2 = self.objects().version_2;
        let any_keys = !version_2 && self.dk_lookup(self.ma_keys(mp)) == lookup::LOOKDICT;
        for position in 0..self.dict_positions(mp) {
            let (key, value) = self.dict_position(mp, position);
            if value == 0 {
                continue;
            }
            if version_2 {
                visit(self, key);
            }
            visit(self, value);
            if any_keys {
                visit(self, key);
            }
        }
    }

    /// Empties a dict, then gives up what it referred to.
    ///
    /// Objects/dictobject.c, `PyDict_Clear` (2.7, 3.9, 3.10).
    pub(crate) fn dict_tp_clear(&mut self, mp: u64) {
        self.call(Function::DictTpClear, |mem| {
            if mem.objects().version_2 {
                return mem.old_clear(mp);
            }
            let symbols = mem.layout().object_symbols;
            let (oldkeys, oldvalues) = (mem.ma_keys(mp), mem.ma_values(mp));
            if oldvalues == symbols.empty_values {
                return;
            }
            mem.dictkeys_incref(symbols.empty_keys);
            mem.fill_new_dict(mp, symbols.empty_keys, symbols.empty_values);
            if oldvalues != 0 {
                for index in 0..mem.bounded(mem.dk_nentries(oldkeys)) {
                    let at = oldvalues + index * W::BYTES;
                    let value = mem.word(at);
                    if value != 0 {
                        mem.set_word(at, 0);
                        mem.decref(value);
                    }
                }
                mem.free_values(oldvalues);
            }
            mem.dictkeys_decref(oldkeys);
        });
    }

    /// Objects/dictobject.c, `dict_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn dict_dealloc(&mut self, mp: u64) {
        self.gc_untrack(mp);
        if self.trash_begin(mp) {
            return;
        }
        self.deallocating(mp);
        if self.objects().version_2 {
            self.old_release(mp);
        } else {
            let (keys, values) = (self.ma_keys(mp), self.ma_values(mp));
            if values != 0 && values != self.layout().object_symbols.empty_values {
                for index in 0..self.bounded(self.dk_nentries(keys)) {
                    self.xdecref(self.word(values + index * W::BYTES));
                }
                self.free_values(values);
            }
            self.dictkeys_decref(keys);
        }
        self.keep_or_free_dict(mp);
        self.trash_end();
    }

    /// Stops tracking a dict that holds nothing that could be part of a cycle.
    ///
    /// Objects/dictobject.c, `_PyDict_MaybeUntrack` (2.7, 3.9, 3.10).
    pub(crate) fn dict_maybe_untrack(&mut self, mp: u64) {
        if !self.is_tracked(mp) {
            return;
        }
        let split = !self.objects().version_2 && self.ma_values(mp) != 0;
        let holds_some = |position| {
            let (key, value) = self.dict_position(mp, position);
            value != 0 && (self.may_be_tracked(value) || !split && self.may_be_tracked(key))
        };
        if (0..self.dict_positions(mp)).any(holds_some) {
            return;
        }
        self.gc_untrack(mp);
        self.event(Event::UntrackedByContents {
            object: mp,
            of: Kind::Dict,
        });
    }

    /// Frees what is on the free lists; how many dicts and key tables that were.
    ///
    /// Objects/dictobject.c, `_PyDict_ClearFreeList` (3.10), `PyDict_ClearFreeList` (3.9).
    pub(crate) fn clear_dict_freelist(&mut self) -> u64 {
        let symbols = self.layout().object_symbols;
        let mut freed = 0;
        while let Some(mp) = self.pop_free(symbols.dict_free) {
            self.pyobject_gc_del(mp);
            freed += 1;
        }
        while let Some(keys) = self.pop_free(symbols.keys_free) {
            self.pyobject_free(keys);
            freed += 1;
        }
        freed
    }

    /// Takes the last one off a free list that is an array behind its `numfree`.
    pub(super) fn pop_free(&mut self, numfree_at: u64) -> Option<u64> {
        let numfree = self.uint(numfree_at).checked_sub(1)?;
        self.set_uint(numfree_at, numfree);
        Some(self.word(numfree_at + (1 + u64::from(numfree)) * W::BYTES))
    }
}
