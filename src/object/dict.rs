//! Dicts: the functions that are called from elsewhere, and those of 3.x themselves. Key tables are in
//! `dict_keys.rs`; what 2.7 does instead is in `dict27.rs`.
//!
//! ```text
//!  combined   ma_keys ▶ dk_… indices entries[hash key value]       ma_values is NULL
//!  split      ma_keys ▶ shared with other instances of the class   ma_values ▶ values[]
//!  empty      ma_keys ▶ empty_keys_struct                          ma_values ▶ empty_values
//! ```

use crate::edition::Edition;
use crate::edition::objects::{DICT_MAXFREELIST, DICT_MINSIZE, Kind, lookup, type_object};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

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
        });
    }

    /// A dict without entries that shares a key table, whose reference it takes over.
    ///
    /// Objects/dictobject.c, `new_dict_with_shared_keys` (3.9, 3.10).
    fn new_dict_with_shared_keys(&mut self, keys: u64) -> Option<u64> {
        let size = Self::usable_fraction(self.dk_size(keys));
        let Some(values) = self.new_values(size) else {
            self.dictkeys_decref(keys);
            return None;
        };
        self.memset_zero(values, size * W::BYTES);
        self.new_dict(keys, values)
    }

    fn new_values(&mut self, size: u64) -> Option<u64> {
        self.pymem_malloc(size * W::BYTES)
    }

    fn free_values(&mut self, values: u64) {
        if values != self.layout().object_symbols.empty_values {
            self.pymem_free(values);
        }
    }

    /// The key table for a class whose instances have a `__dict__`; a reference to it.
    ///
    /// Objects/dictobject.c, `_PyDict_NewKeysForClass` (3.9, 3.10).
    pub(crate) fn new_keys_for_class(&mut self) -> Option<u64> {
        let keys = self.new_keys_object(DICT_MINSIZE)?;
        self.set_dk_lookup(keys, lookup::LOOKDICT_SPLIT);
        Some(keys)
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

    /// Objects/dictobject.c, `insert_to_emptydict` (3.9, 3.10).
    fn insert_to_emptydict(&mut self, mp: u64, key: u64, hash: u64, value: u64) -> Option<()> {
        let newkeys = self.new_keys_object(DICT_MINSIZE)?;
        self.generalise_lookup(newkeys, key);
        self.dictkeys_decref(self.layout().object_symbols.empty_keys);
        self.incref(key);
        self.incref(value);
        let fields = self.objects().dict;
        self.set_word(mp + fields.ma_keys, newkeys);
        self.set_word(mp + fields.ma_values, 0);
        self.maintain_tracking(mp, key, value);
        self.add_entry(mp, key, hash, value);
        Some(())
    }

    /// Objects/dictobject.c, `insertdict` (3.9, 3.10).
    fn insertdict(&mut self, mp: u64, key: u64, hash: u64, value: u64) -> Option<()> {
        self.incref(key);
        self.incref(value);
        let done = self.insert_or_replace(mp, key, hash, value);
        if done.is_none() {
            self.decref(value);
            self.decref(key);
        }
        done
    }

    fn insert_or_replace(&mut self, mp: u64, key: u64, hash: u64, value: u64) -> Option<()> {
        if self.ma_values(mp) != 0 && self.kind(key) != Kind::Str {
            self.insertion_resize(mp)?;
        }
        let mut found = self.dict_find(mp, key, hash).map(|(_, index)| index);
        self.maintain_tracking(mp, key, value);
        if self.ma_values(mp) != 0 && self.breaks_order(mp, found) {
            self.insertion_resize(mp)?;
            found = None;
        }
        if let Some(index) = found {
            self.replace_value(mp, key, value, index);
            return Some(());
        }
        if self.dk_usable(self.ma_keys(mp)) == 0 {
            self.insertion_resize(mp)?;
        }
        self.generalise_lookup(self.ma_keys(mp), key);
        self.add_entry(mp, key, hash, value);
        Some(())
    }

    /// Whether a dict with shared keys gets its keys in another order than the others, so that it
    /// cannot share them any longer.
    fn breaks_order(&self, mp: u64, found: Option<u64>) -> bool {
        let used = self.ma_used(mp);
        match found {
            Some(index) => self.word(self.value_at(mp, index)) == 0 && used != index,
            None => used != self.dk_nentries(self.ma_keys(mp)),
        }
    }

    /// Adds an entry where there is room for it; the references are taken over.
    fn add_entry(&mut self, mp: u64, key: u64, hash: u64, value: u64) {
        let fields = self.objects().dict;
        let keys = self.ma_keys(mp);
        let index = self.dk_nentries(keys);
        let slot = self.find_empty_slot(keys, hash);
        let entry = self.dict_entry_at(keys, index);
        self.set_dk_index(keys, slot, index);
        self.set_word(entry + fields.me_key, key);
        self.set_word(entry + fields.me_hash, hash);
        self.set_word(self.value_at(mp, index), value);
        self.set_ma_used(mp, self.ma_used(mp).wrapping_add(1));
        let usable = self.dk_usable(keys).wrapping_sub(1);
        self.set_word(keys + fields.dk_usable, usable);
        self.set_word(keys + fields.dk_nentries, index + 1);
        self.event(Event::EntryInserted {
            object: mp,
            key,
            value,
            hash,
            index,
        });
    }

    /// Puts another value into an entry. One that only other instances have had is filled.
    fn replace_value(&mut self, mp: u64, key: u64, value: u64, index: u64) {
        let at = self.value_at(mp, index);
        let old = self.word(at);
        if old != value {
            self.set_word(at, value);
            let used = self.ma_used(mp);
            if old == 0 {
                self.set_ma_used(mp, used + 1);
                let hash = self.word(self.dict_entry_at(self.ma_keys(mp), index));
                self.event(Event::EntryInserted {
                    object: mp,
                    key,
                    value,
                    hash,
                    index,
                });
            } else {
                self.next_version(mp);
                self.event(Event::EntryReplaced {
                    object: mp,
                    key,
                    value,
                    old,
                });
            }
        }
        self.xdecref(old);
        self.decref(key);
    }

    /// Objects/dictobject.c, `insertion_resize`, `calculate_keysize` (3.10), `dictresize` (3.9). The
    /// bit tricks of 3.10 give 16 already for 1 or 2 entries.
    fn insertion_resize(&mut self, mp: u64) -> Option<()> {
        let minsize = self.ma_used(mp).saturating_mul(3);
        let newsize = if self.layout().edition == Edition::Cpython39W64 {
            minsize.max(DICT_MINSIZE).checked_next_power_of_two()?
        } else {
            let minsize = ((minsize | DICT_MINSIZE) - 1) | (DICT_MINSIZE - 1);
            (minsize + 1).checked_next_power_of_two()?
        };
        self.dictresize(mp, newsize)
    }

    /// Moves a dict to a key table of its own; dummies stay behind.
    ///
    /// Objects/dictobject.c, `dictresize` (3.9, 3.10).
    fn dictresize(&mut self, mp: u64, newsize: u64) -> Option<()> {
        self.call(Function::DictResize, |mem| {
            let fields = mem.objects().dict;
            let (oldkeys, oldvalues, used) = (mem.ma_keys(mp), mem.ma_values(mp), mem.ma_used(mp));
            let newkeys = mem.new_keys_object(newsize)?;
            mem.set_word(mp + fields.ma_keys, newkeys);
            if mem.dk_lookup(oldkeys) == lookup::LOOKDICT {
                mem.set_dk_lookup(newkeys, lookup::LOOKDICT);
            }
            mem.copy_entries(oldkeys, oldvalues, newkeys, used);
            if oldvalues == 0 {
                mem.keep_or_free_keys(oldkeys);
            } else {
                mem.dictkeys_decref(oldkeys);
                mem.set_word(mp + fields.ma_values, 0);
                mem.free_values(oldvalues);
                mem.event(Event::DictMadeCombined {
                    object: mp,
                    keys: newkeys,
                });
            }
            mem.build_indices(newkeys, used);
            mem.event(Event::DictResized {
                object: mp,
                size: newsize,
                used,
            });
            Some(())
        })
    }

    /// Copies the entries that have a value. A split table's keys get one more reference each.
    fn copy_entries(&mut self, oldkeys: u64, oldvalues: u64, newkeys: u64, used: u64) {
        let fields = self.objects().dict;
        let mut to = self.dict_entry_at(newkeys, 0);
        let mut left = used;
        for index in 0..self.bounded(self.dk_nentries(oldkeys)) {
            if left == 0 {
                break;
            }
            let from = self.dict_entry_at(oldkeys, index);
            let value = match oldvalues {
                0 => self.word(from + fields.me_value),
                values => self.word(values + index * W::BYTES),
            };
            if value == 0 {
                continue;
            }
            if oldvalues != 0 {
                self.incref(self.word(from + fields.me_key));
            }
            self.memcpy(to, from, fields.me_value);
            self.set_word(to + fields.me_value, value);
            to += fields.entry;
            left -= 1;
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

    fn delete_entry(&mut self, mp: u64, key: u64, hash: u64) -> Option<()> {
        let (mut slot, mut index) = self.dict_find(mp, key, hash)?;
        let value = self.word(self.value_at(mp, index));
        if value == 0 {
            return None;
        }
        if self.ma_values(mp) != 0 {
            self.dictresize(mp, self.dk_size(self.ma_keys(mp)))?;
            (slot, index) = self.dict_find(mp, key, hash)?;
        }
        let fields = self.objects().dict;
        let keys = self.ma_keys(mp);
        self.set_ma_used(mp, self.ma_used(mp).wrapping_sub(1));
        let entry = self.dict_entry_at(keys, index);
        self.set_dk_dummy(keys, slot);
        if self.dk_lookup(keys) == lookup::LOOKDICT_UNICODE_NODUMMY {
            self.set_dk_lookup(keys, lookup::LOOKDICT_UNICODE);
        }
        let key = self.word(entry + fields.me_key);
        self.set_word(entry + fields.me_key, 0);
        self.set_word(entry + fields.me_value, 0);
        self.event(Event::EntryDeleted {
            object: mp,
            key,
            value,
        });
        self.decref(key);
        self.decref(value);
        Some(())
    }

    /// Sets an attribute in the dict that `dictptr` leads to, which is made for the first one; a value
    /// of 0 deletes it. `None`: no memory, or no such attribute.
    ///
    /// Objects/dictobject.c, `_PyObjectDict_SetItem` (3.9, 3.10); Objects/object.c,
    /// `_PyObject_GenericSetAttrWithDict` (2.7).
    pub(crate) fn pyobjectdict_setitem(
        &mut self,
        tp: u64,
        dictptr: u64,
        key: u64,
        value: u64,
    ) -> Option<()> {
        self.call(Function::PyObjectDictSetItem, |mem| {
            let at = tp + type_object::CACHED_KEYS;
            let cached = mem.word(at);
            let mut dict = mem.word(dictptr);
            if dict == 0 {
                dict = if cached == 0 {
                    mem.pydict_new()?
                } else {
                    mem.share_keys(cached);
                    mem.new_dict_with_shared_keys(cached)?
                };
                mem.set_word(dictptr, dict);
            }
            if value == 0 {
                let deleted = mem.pydict_delitem(dict, key);
                mem.forget_cached_keys(at);
                return deleted.then_some(());
            }
            let was_shared = cached != 0 && cached == mem.ma_keys(dict);
            mem.pydict_setitem(dict, key, value)?;
            if was_shared {
                mem.keep_sharing(at, dict)?;
            }
            Some(())
        })
    }

    /// Gives up the key table of a class: its new instances will not share keys.
    fn forget_cached_keys(&mut self, at: u64) {
        let cached = self.word(at);
        if cached != 0 {
            self.set_word(at, 0);
            self.dictkeys_decref(cached);
        }
    }

    /// Where a dict outgrew the shared keys as the only one that had them, its new keys become those
    /// that are shared; otherwise none are shared any more.
    fn keep_sharing(&mut self, at: u64, dict: u64) -> Option<()> {
        let cached = self.word(at);
        if cached == 0 || cached == self.ma_keys(dict) {
            return Some(());
        }
        let alone = self.word(cached + self.objects().dict.dk_refcnt) == 1;
        let shared = if alone {
            self.make_keys_shared(dict)
        } else {
            Some(0)
        };
        self.set_word(at, shared.unwrap_or_default());
        self.dictkeys_decref(cached);
        shared.map(|_| ())
    }

    /// Splits a dict; its keys, with one reference more, or 0 where not all keys are strings.
    ///
    /// Objects/dictobject.c, `make_keys_shared` (3.9, 3.10).
    fn make_keys_shared(&mut self, mp: u64) -> Option<u64> {
        if self.ma_values(mp) == 0 {
            match self.dk_lookup(self.ma_keys(mp)) {
                lookup::LOOKDICT => return Some(0),
                lookup::LOOKDICT_UNICODE => self.dictresize(mp, self.dk_size(self.ma_keys(mp)))?,
                _ => {}
            }
            let fields = self.objects().dict;
            let keys = self.ma_keys(mp);
            let size = Self::usable_fraction(self.dk_size(keys));
            let values = self.new_values(size)?;
            for index in 0..self.bounded(size) {
                let at = self.dict_entry_at(keys, index) + fields.me_value;
                let value = self.word(at);
                self.set_word(values + index * W::BYTES, value);
                self.set_word(at, 0);
            }
            self.set_dk_lookup(keys, lookup::LOOKDICT_SPLIT);
            self.set_word(mp + fields.ma_values, values);
        }
        let keys = self.ma_keys(mp);
        self.share_keys(keys);
        Some(keys)
    }

    fn share_keys(&mut self, keys: u64) {
        self.dictkeys_incref(keys);
        let refcnt = self.word(keys + self.objects().dict.dk_refcnt);
        self.event(Event::KeysShared { keys, refcnt });
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
