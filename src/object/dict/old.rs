//! Dicts as 2.7 has them: one table of entries, in the order of the hashes; the first of eight entries
//! is in the dict itself. `dummy` stands where a key was deleted, with a reference for each place.

use crate::edition::objects::{DICT_MINSIZE, Kind, PERTURB_SHIFT, lookup};
use crate::event::{Bits, Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

use super::PERTURBED_PROBES;

/// `PyDictEntry`
#[derive(Clone, Copy)]
struct Entry {
    hash: u64,
    key: u64,
    value: u64,
}

/// Dicts with more entries grow to their double, smaller ones to four times their size.
const DOUBLING_FROM: u64 = 50_000;

impl<W: Word, J: Journal> Memory<W, J> {
    fn ma_fill(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_fill)
    }

    fn ma_table(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_table)
    }

    /// `ma_mask + 1`
    pub(super) fn old_slots(&self, mp: u64) -> u64 {
        self.word(mp + self.objects().dict.ma_mask).wrapping_add(1)
    }

    /// Address of the entry with that index in the table.
    pub(super) fn old_slot(&self, mp: u64, index: u64) -> u64 {
        let size = self.objects().dict.entry;
        self.ma_table(mp).wrapping_add(index.wrapping_mul(size))
    }

    fn old_entry(&self, at: u64) -> Entry {
        let fields = &self.objects().dict;
        Entry {
            hash: self.word(at + fields.me_hash),
            key: self.word(at + fields.me_key),
            value: self.word(at + fields.me_value),
        }
    }

    /// All entries that have a key, dummies included, in the table's order.
    fn old_entries(&self, mp: u64) -> Vec<Entry> {
        (0..self.bounded(self.old_slots(mp)))
            .map(|index| self.old_entry(self.old_slot(mp, index)))
            .filter(|entry| entry.key != 0)
            .collect()
    }

    /// The table outside of the dict, if there is one.
    fn old_malloced_table(&self, mp: u64) -> Option<u64> {
        let table = self.ma_table(mp);
        (table != mp + self.objects().dict.ma_smalltable).then_some(table)
    }

    /// Objects/dictobject.c, `PyDict_New` (2.7).
    pub(super) fn old_dict_new(&mut self) -> Option<u64> {
        let mp = match self.dict_from_free_list() {
            Some(mp) => {
                if self.ma_fill(mp) == 0 {
                    self.old_use_smalltable(mp);
                } else {
                    self.old_empty(mp);
                }
                mp
            }
            None => {
                let size = self.objects().dict.size;
                let mp = self.pyobject_gc_new(self.type_of(Kind::Dict), size)?;
                self.old_empty(mp);
                mp
            }
        };
        self.old_set_lookup(mp, lookup::LOOKDICT_STRING);
        Some(mp)
    }

    /// Writes the fields of a dict without entries.
    pub(super) fn old_dict_initialise(&mut self, mp: u64) {
        self.old_empty(mp);
        self.old_set_lookup(mp, lookup::LOOKDICT_STRING);
    }

    fn old_set_lookup(&mut self, mp: u64, lookup: u64) {
        self.set_word(mp + self.objects().dict.ma_lookup, lookup);
    }

    /// `INIT_NONZERO_DICT_SLOTS`
    fn old_use_smalltable(&mut self, mp: u64) {
        let fields = self.objects().dict;
        self.set_word(mp + fields.ma_table, mp + fields.ma_smalltable);
        self.set_word(mp + fields.ma_mask, DICT_MINSIZE - 1);
    }

    /// `EMPTY_TO_MINSIZE`
    fn old_empty(&mut self, mp: u64) {
        let fields = self.objects().dict;
        self.memset_zero(mp + fields.ma_smalltable, DICT_MINSIZE * fields.entry);
        self.set_word(mp + fields.ma_fill, 0);
        self.set_word(mp + fields.ma_used, 0);
        self.old_use_smalltable(mp);
    }

    /// The slot of a key, or the one where it would go: the first dummy on the way, or the unused slot
    /// at its end.
    ///
    /// Objects/dictobject.c, `lookdict`, `lookdict_string` (2.7).
    fn old_lookdict(&mut self, mp: u64, key: u64, hash: u64) -> u64 {
        let at = mp + self.objects().dict.ma_lookup;
        if self.kind(key) != Kind::Str && self.word(at) != lookup::LOOKDICT {
            self.set_word(at, lookup::LOOKDICT);
        }
        let dummy = self.layout().object_symbols.dummy;
        let mask = self.old_slots(mp).wrapping_sub(1);
        let (mut index, mut perturb) = (hash, hash);
        let mut freeslot = None;
        for _ in 0..self.bounded(mask).saturating_add(PERTURBED_PROBES) {
            let slot = self.old_slot(mp, index & mask);
            let entry = self.old_entry(slot);
            if entry.key == 0 {
                return freeslot.unwrap_or(slot);
            }
            if entry.key == dummy {
                freeslot = freeslot.or(Some(slot));
            } else if entry.key == key || entry.hash == hash && self.equal(entry.key, key) {
                return slot;
            }
            index = Self::next_index27(index, perturb);
            perturb >>= PERTURB_SHIFT;
        }
        freeslot.unwrap_or_else(|| {
            self.fault(mp);
            mp + self.objects().dict.ma_smalltable
        })
    }

    /// The next slot that 2.7 tries, in dicts and sets, before the mask is applied.
    pub(in crate::object) fn next_index27(index: u64, perturb: u64) -> u64 {
        index.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1)
    }

    /// The value of a key, 0 where there is none.
    pub(super) fn old_getitem(&mut self, mp: u64, key: u64, hash: u64) -> u64 {
        let slot = self.old_lookdict(mp, key, hash);
        self.old_entry(slot).value
    }

    /// Objects/dictobject.c, `dict_set_item_by_hash_or_entry` (2.7). Where the table cannot grow, the
    /// key is in it nevertheless.
    pub(super) fn old_setitem(&mut self, mp: u64, key: u64, hash: u64, value: u64) -> Option<()> {
        let used = self.ma_used(mp);
        self.incref(value);
        self.incref(key);
        let slot = self.old_lookdict(mp, key, hash);
        self.old_insert(mp, slot, Entry { hash, key, value });
        let now = self.ma_used(mp);
        if now <= used || self.ma_fill(mp) * 3 < self.old_slots(mp) * 2 {
            return Some(());
        }
        self.old_resize(mp, if now > DOUBLING_FROM { 2 } else { 4 } * now)
    }

    /// Objects/dictobject.c, `insertdict_by_entry` (2.7).
    fn old_insert(&mut self, mp: u64, slot: u64, entry: Entry) {
        let fields = self.objects().dict;
        self.maintain_tracking(mp, entry.key, entry.value);
        let there = self.old_entry(slot);
        if there.value != 0 {
            self.set_word(slot + fields.me_value, entry.value);
            self.event(Event::EntryReplaced {
                object: mp,
                key: entry.key,
                value: entry.value,
                old: there.value,
            });
            self.decref(there.value);
            self.decref(entry.key);
            return;
        }
        if there.key == 0 {
            self.set_word(mp + fields.ma_fill, self.ma_fill(mp).wrapping_add(1));
        } else {
            self.decref(there.key);
        }
        self.old_store(mp, slot, entry);
        let index = slot.wrapping_sub(self.ma_table(mp)) / fields.entry;
        self.event(Event::EntryInserted {
            object: mp,
            key: entry.key,
            value: entry.value,
            hash: Bits(entry.hash),
            index,
        });
    }

    fn old_store(&mut self, mp: u64, slot: u64, entry: Entry) {
        let fields = self.objects().dict;
        self.set_word(slot + fields.me_key, entry.key);
        self.set_word(slot + fields.me_hash, entry.hash);
        self.set_word(slot + fields.me_value, entry.value);
        self.set_word(mp + fields.ma_used, self.ma_used(mp).wrapping_add(1));
    }

    /// Moves a dict to a table for more than `minused` entries; dummies stay behind.
    ///
    /// Objects/dictobject.c, `dictresize` (2.7).
    fn old_resize(&mut self, mp: u64, minused: u64) -> Option<()> {
        self.call(Function::DictResize, |mem| {
            let fields = mem.objects().dict;
            let newsize = (minused + 1)
                .max(DICT_MINSIZE)
                .checked_next_power_of_two()?;
            let malloced = mem.old_malloced_table(mp);
            let newtable = if newsize > DICT_MINSIZE {
                mem.pymem_malloc(newsize * fields.entry)?
            } else if malloced.is_none() && mem.ma_fill(mp) == mem.ma_used(mp) {
                return Some(());
            } else {
                mp + fields.ma_smalltable
            };
            let entries = mem.old_entries(mp);
            let (fill, before) = (mem.ma_fill(mp), mem.old_slots(mp));
            mem.set_word(mp + fields.ma_table, newtable);
            mem.set_word(mp + fields.ma_mask, newsize - 1);
            mem.memset_zero(newtable, newsize * fields.entry);
            mem.set_word(mp + fields.ma_used, 0);
            mem.set_word(mp + fields.ma_fill, 0);
            for entry in entries {
                if entry.value != 0 {
                    mem.old_insert_clean(mp, entry);
                } else {
                    mem.decref(entry.key);
                }
            }
            if let Some(table) = malloced {
                mem.pymem_free(table);
            }
            mem.event(Event::DictTableResized {
                object: mp,
                fill,
                before,
                size: newsize,
                used: mem.ma_used(mp),
            });
            Some(())
        })
    }

    /// Objects/dictobject.c, `insertdict_clean` (2.7).
    fn old_insert_clean(&mut self, mp: u64, entry: Entry) {
        self.maintain_tracking(mp, entry.key, entry.value);
        let mask = self.old_slots(mp).wrapping_sub(1);
        let (mut index, mut perturb) = (entry.hash, entry.hash);
        while self.old_entry(self.old_slot(mp, index & mask)).key != 0 {
            index = Self::next_index27(index, perturb);
            perturb >>= PERTURB_SHIFT;
        }
        let fill = self.ma_fill(mp).wrapping_add(1);
        self.set_word(mp + self.objects().dict.ma_fill, fill);
        self.old_store(mp, self.old_slot(mp, index & mask), entry);
    }

    /// Objects/dictobject.c, `PyDict_DelItem`, `delitem_common` (2.7).
    pub(super) fn old_delitem(&mut self, mp: u64, key: u64, hash: u64) -> bool {
        let fields = self.objects().dict;
        let slot = self.old_lookdict(mp, key, hash);
        let there = self.old_entry(slot);
        if there.value == 0 {
            return false;
        }
        let dummy = self.layout().object_symbols.dummy;
        self.incref(dummy);
        self.set_word(slot + fields.me_key, dummy);
        self.set_word(slot + fields.me_value, 0);
        self.set_word(mp + fields.ma_used, self.ma_used(mp).wrapping_sub(1));
        self.event(Event::EntryDeleted {
            object: mp,
            key: there.key,
            value: there.value,
        });
        self.decref(there.value);
        self.decref(there.key);
        true
    }

    /// Objects/dictobject.c, `PyDict_Clear` (2.7). The entries of a small table are copied first, as
    /// CPython does on its stack: what dies may use the dict.
    pub(super) fn old_clear(&mut self, mp: u64) {
        let malloced = self.old_malloced_table(mp);
        let entries = self.old_entries(mp);
        if malloced.is_some() || self.ma_fill(mp) > 0 {
            self.old_empty(mp);
        }
        self.old_decref_entries(entries);
        if let Some(table) = malloced {
            self.pymem_free(table);
        }
    }

    /// Gives up all that a dying dict refers to, and its table.
    ///
    /// Objects/dictobject.c, `dict_dealloc` (2.7).
    pub(super) fn old_release(&mut self, mp: u64) {
        self.old_decref_entries(self.old_entries(mp));
        if let Some(table) = self.old_malloced_table(mp) {
            self.pymem_free(table);
        }
    }

    fn old_decref_entries(&mut self, entries: Vec<Entry>) {
        for entry in entries {
            self.decref(entry.key);
            self.xdecref(entry.value);
        }
    }
}
