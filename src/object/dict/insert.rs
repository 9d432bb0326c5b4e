//! How a dict of 3.x gets and loses entries, and moves to a larger key table.

use crate::edition::Edition;
use crate::edition::objects::{DICT_MINSIZE, Kind, lookup};
use crate::event::{Bits, Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Why a dict moves to another key table.
pub(super) enum Want {
    /// The old one takes no more entries.
    Room,
    /// It is to be the dict's alone, and without gaps.
    OwnTable,
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// Objects/dictobject.c, `insert_to_emptydict` (3.9, 3.10).
    pub(super) fn insert_to_emptydict(
        &mut self,
        mp: u64,
        key: u64,
        hash: u64,
        value: u64,
    ) -> Option<()> {
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
    pub(super) fn insertdict(&mut self, mp: u64, key: u64, hash: u64, value: u64) -> Option<()> {
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
            self.insertion_resize(mp, Want::OwnTable)?;
        }
        let mut found = self.dict_find(mp, key, hash).map(|(_, index)| index);
        self.maintain_tracking(mp, key, value);
        if self.ma_values(mp) != 0 && self.breaks_order(mp, found) {
            self.insertion_resize(mp, Want::OwnTable)?;
            found = None;
        }
        if let Some(index) = found {
            self.replace_value(mp, key, value, index);
            return Some(());
        }
        if self.dk_usable(self.ma_keys(mp)) == 0 {
            self.insertion_resize(mp, Want::Room)?;
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
            hash: Bits(hash),
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
                    hash: Bits(hash),
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
    fn insertion_resize(&mut self, mp: u64, want: Want) -> Option<()> {
        let minsize = self.ma_used(mp).saturating_mul(3);
        let newsize = if self.layout().edition == Edition::Cpython39W64 {
            minsize.max(DICT_MINSIZE).checked_next_power_of_two()?
        } else {
            let minsize = ((minsize | DICT_MINSIZE) - 1) | (DICT_MINSIZE - 1);
            (minsize + 1).checked_next_power_of_two()?
        };
        self.dictresize(mp, newsize, want)
    }

    /// Moves a dict to a key table of its own; dummies stay behind.
    ///
    /// Objects/dictobject.c, `dictresize` (3.9, 3.10).
    pub(super) fn dictresize(&mut self, mp: u64, newsize: u64, want: Want) -> Option<()> {
        self.call(Function::DictResize, |mem| {
            let fields = mem.objects().dict;
            let (oldkeys, oldvalues, used) = (mem.ma_keys(mp), mem.ma_values(mp), mem.ma_used(mp));
            let (before, usable) = (mem.dk_size(oldkeys), mem.dk_usable(oldkeys));
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
            mem.event(match want {
                Want::Room => Event::DictResized {
                    object: mp,
                    before,
                    size: newsize,
                    used,
                },
                Want::OwnTable => Event::DictRebuilt {
                    object: mp,
                    usable,
                    size: newsize,
                    used,
                },
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

    pub(super) fn delete_entry(&mut self, mp: u64, key: u64, hash: u64) -> Option<()> {
        let (mut slot, mut index) = self.dict_find(mp, key, hash)?;
        let value = self.word(self.value_at(mp, index));
        if value == 0 {
            return None;
        }
        if self.ma_values(mp) != 0 {
            self.dictresize(mp, self.dk_size(self.ma_keys(mp)), Want::OwnTable)?;
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
}
