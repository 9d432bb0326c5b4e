//! Sets: a table of keys and hashes; the first of eight entries is in the set itself. `dummy` stands
//! where a key was deleted (in 2.7 with a reference for each place).

use crate::edition::Edition;
use crate::edition::objects::{
    Kind, LINEAR_PROBES, PERTURB_SHIFT, SET_MAXFREELIST, SET_MINSIZE, lookup,
};
use crate::event::{Bits, Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

use super::dict::PERTURBED_PROBES;

/// `setentry`
#[derive(Clone, Copy)]
struct Entry {
    key: u64,
    hash: u64,
}

/// Where a key is, or would go.
enum Found {
    /// The entry of the key.
    Active(u64),
    /// A dummy on the way, to be used again: the first in 2.7, the last in 3.10, none in 3.9.
    Dummy(u64),
    /// The entry at the way's end, which was never used.
    Unused(u64),
}

/// Sets with more keys grow to their double, smaller ones to four times their size.
const DOUBLING_FROM: u64 = 50_000;

impl<W: Word, J: Journal> Memory<W, J> {
    fn set_fill(&self, so: u64) -> u64 {
        self.word(so + self.objects().set.fill)
    }

    fn set_used(&self, so: u64) -> u64 {
        self.word(so + self.objects().set.used)
    }

    fn set_mask(&self, so: u64) -> u64 {
        self.word(so + self.objects().set.mask)
    }

    fn set_table(&self, so: u64) -> u64 {
        self.word(so + self.objects().set.table)
    }

    fn set_slot_at(&self, so: u64, index: u64) -> u64 {
        let size = self.objects().set.entry;
        self.set_table(so).wrapping_add(index.wrapping_mul(size))
    }

    fn set_entry(&self, at: u64) -> Entry {
        let fields = &self.objects().set;
        Entry {
            key: self.word(at + fields.entry_key),
            hash: self.word(at + fields.entry_hash),
        }
    }

    fn set_set_entry(&mut self, at: u64, key: u64, hash: u64) {
        let fields = self.objects().set;
        self.set_word(at + fields.entry_key, key);
        self.set_word(at + fields.entry_hash, hash);
    }

    /// The table outside of the set, if there is one.
    fn set_malloced_table(&self, so: u64) -> Option<u64> {
        let table = self.set_table(so);
        (table != so + self.objects().set.smalltable).then_some(table)
    }

    fn set_slots(&self, so: u64) -> u64 {
        self.bounded(self.set_mask(so)) + 1
    }

    /// All entries that have a key, dummies included, in the table's order.
    fn set_entries(&self, so: u64) -> Vec<Entry> {
        (0..self.set_slots(so))
            .map(|index| self.set_entry(self.set_slot_at(so, index)))
            .filter(|entry| entry.key != 0)
            .collect()
    }

    /// A new set without keys, tracked.
    ///
    /// Objects/setobject.c, `PySet_New`, `make_new_set` (2.7, 3.9, 3.10).
    pub(crate) fn pyset_new(&mut self) -> Option<u64> {
        self.call(Function::PySetNew, |mem| {
            let free = if mem.objects().version_2 {
                mem.set_from_free_list()
            } else {
                None
            };
            let so = match free {
                Some(so) => so,
                None => mem.pytype_generic_alloc(mem.type_of(Kind::Set))?,
            };
            mem.set_use_smalltable(so);
            let fields = mem.objects().set;
            if mem.objects().version_2 {
                mem.set_word(so + fields.lookup, lookup::LOOKDICT_STRING);
            }
            mem.set_word(so + fields.weakreflist, 0);
            Some(so)
        })
    }

    /// A set from the free list (2.7), emptied and tracked.
    fn set_from_free_list(&mut self) -> Option<u64> {
        let numfree_at = self.layout().object_symbols.set_free;
        let so = self.pop_free(numfree_at)?;
        self.new_reference(so, self.uint(numfree_at));
        self.set_empty_to_minsize(so);
        self.gc_track(so);
        Some(so)
    }

    fn set_use_smalltable(&mut self, so: u64) {
        let fields = self.objects().set;
        self.set_word(so + fields.mask, SET_MINSIZE - 1);
        self.set_word(so + fields.table, so + fields.smalltable);
        self.set_word(so + fields.hash, u64::MAX);
    }

    /// Objects/setobject.c, `set_empty_to_minsize` (3.9, 3.10), `EMPTY_TO_MINSIZE` (2.7).
    fn set_empty_to_minsize(&mut self, so: u64) {
        let fields = self.objects().set;
        self.memset_zero(so + fields.smalltable, SET_MINSIZE * fields.entry);
        self.set_word(so + fields.fill, 0);
        self.set_word(so + fields.used, 0);
        self.set_use_smalltable(so);
    }

    /// Objects/setobject.c, `set_lookkey` (2.7, 3.9, 3.10), and the loop of `set_add_entry` (3.9, 3.10).
    fn set_lookkey(&mut self, so: u64, key: u64, hash: u64) -> Found {
        if self.objects().version_2 {
            let at = so + self.objects().set.lookup;
            if self.kind(key) != Kind::Str && self.word(at) != lookup::LOOKDICT {
                self.set_word(at, lookup::LOOKDICT);
            }
        }
        let dummy = self.layout().object_symbols.dummy;
        let edition = self.layout().edition;
        let mut freeslot = None;
        for at in self.set_probe(so, hash) {
            let entry = self.set_entry(at);
            if entry.key == 0 {
                return match freeslot {
                    Some(at) => Found::Dummy(at),
                    None => Found::Unused(at),
                };
            }
            if entry.key == dummy {
                freeslot = match edition {
                    Edition::Cpython27W32 => freeslot.or(Some(at)),
                    Edition::Cpython39W64 => None,
                    Edition::Cpython310W32 | Edition::Cpython310W64 => Some(at),
                };
            } else if entry.key == key || entry.hash == hash && self.equal(entry.key, key) {
                return Found::Active(at);
            }
        }
        self.fault(so);
        Found::Active(self.set_table(so))
    }

    /// The entries in the order in which a hash tries them: in 3.x each with its neighbours.
    fn set_probe(&self, so: u64, hash: u64) -> impl Iterator<Item = u64> + use<W, J> {
        let version_2 = self.objects().version_2;
        let (mask, table, size) = (
            self.set_mask(so),
            self.set_table(so),
            self.objects().set.entry,
        );
        let jumps = self.bounded(mask).saturating_add(PERTURBED_PROBES);
        let (mut index, mut perturb) = (hash, hash);
        (0..jumps).flat_map(move |_| {
            let first = index & mask;
            if version_2 {
                index = Self::next_index27(index, perturb);
                perturb >>= PERTURB_SHIFT;
            } else {
                perturb >>= PERTURB_SHIFT;
                index = Self::next_index27(first, perturb);
            }
            let neighbours = if !version_2 && first.saturating_add(LINEAR_PROBES) <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            (first..=first + neighbours)
                .map(move |index| table.wrapping_add(index.wrapping_mul(size)))
        })
    }

    /// Adds a key that has a hash; whether it was not there. Where the table cannot grow, the key is in
    /// it nevertheless.
    ///
    /// Objects/setobject.c, `PySet_Add`, `set_add_entry` (3.9, 3.10), `set_add_key` (2.7).
    pub(crate) fn pyset_add(&mut self, so: u64, key: u64) -> Option<bool> {
        self.call(Function::PySetAdd, |mem| {
            let hash = mem.hash(key).ok()?;
            mem.incref(key);
            let (at, unused) = match mem.set_lookkey(so, key, hash) {
                Found::Active(_) => {
                    mem.decref(key);
                    return Some(false);
                }
                Found::Dummy(at) => (at, false),
                Found::Unused(at) => (at, true),
            };
            let version_2 = mem.objects().version_2;
            mem.set_insert(so, at, Entry { key, hash }, unused);
            let (fill, mask) = (mem.set_fill(so), mem.set_mask(so));
            let enough = if version_2 {
                fill * 3 < (mask + 1) * 2
            } else {
                !unused || fill * 5 < mask * 3
            };
            if !enough {
                let used = mem.set_used(so);
                let factor = if used > DOUBLING_FROM { 2 } else { 4 };
                mem.set_table_resize(so, used * factor)?;
            }
            Some(true)
        })
    }

    fn set_insert(&mut self, so: u64, at: u64, entry: Entry, unused: bool) {
        let fields = self.objects().set;
        if unused {
            self.set_word(so + fields.fill, self.set_fill(so).wrapping_add(1));
        }
        self.set_word(so + fields.used, self.set_used(so).wrapping_add(1));
        let dummy = self.set_entry(at).key;
        self.set_set_entry(at, entry.key, entry.hash);
        if !unused && self.objects().version_2 {
            self.decref(dummy);
        }
        self.event(Event::SetEntryInserted {
            object: so,
            key: entry.key,
            hash: Bits(entry.hash),
            index: at.wrapping_sub(self.set_table(so)) / fields.entry,
        });
    }

    /// Moves a set to a table for more than `minused` keys; dummies stay behind.
    ///
    /// Objects/setobject.c, `set_table_resize` (2.7, 3.9, 3.10).
    fn set_table_resize(&mut self, so: u64, minused: u64) -> Option<()> {
        self.call(Function::SetTableResize, |mem| {
            let fields = mem.objects().set;
            let newsize = (minused + 1).max(SET_MINSIZE).checked_next_power_of_two()?;
            let malloced = mem.set_malloced_table(so);
            let newtable = if newsize > SET_MINSIZE {
                mem.pymem_malloc(newsize * fields.entry)?
            } else if malloced.is_none() && mem.set_fill(so) == mem.set_used(so) {
                return Some(());
            } else {
                so + fields.smalltable
            };
            let entries = mem.set_entries(so);
            let (fill, before) = (mem.set_fill(so), mem.set_mask(so).wrapping_add(1));
            let used = mem.set_used(so);
            mem.memset_zero(newtable, newsize * fields.entry);
            mem.set_word(so + fields.fill, used);
            mem.set_word(so + fields.mask, newsize - 1);
            mem.set_word(so + fields.table, newtable);
            mem.set_move_entries(so, entries);
            if let Some(table) = malloced {
                mem.pymem_free(table);
            }
            mem.tell_resized(so, fill, before);
            Some(())
        })
    }

    /// `fill` and `before` are what decided: the entries that the old table had in use, and all of them.
    fn tell_resized(&mut self, object: u64, fill: u64, before: u64) {
        let (size, used) = (self.set_mask(object).wrapping_add(1), self.set_used(object));
        self.event(if self.objects().version_2 {
            Event::SetTableResized {
                object,
                fill,
                before,
                size,
                used,
            }
        } else {
            Event::SetResized {
                object,
                fill,
                before,
                size,
                used,
            }
        });
    }

    /// Objects/setobject.c, `set_insert_clean` for each entry (2.7, 3.9, 3.10).
    fn set_move_entries(&mut self, so: u64, entries: Vec<Entry>) {
        let dummy = self.layout().object_symbols.dummy;
        for entry in entries {
            if entry.key == dummy {
                self.decref_dummy();
                continue;
            }
            let unused = self
                .set_probe(so, entry.hash)
                .find(|&at| self.set_entry(at).key == 0);
            match unused {
                Some(at) => self.set_set_entry(at, entry.key, entry.hash),
                None => self.fault(so),
            }
        }
    }

    /// One place less where `dummy` stands; only 2.7 counts them.
    fn decref_dummy(&mut self) {
        if self.objects().version_2 {
            self.decref(self.layout().object_symbols.dummy);
        }
    }

    /// Removes a key; whether it was there.
    ///
    /// Objects/setobject.c, `PySet_Discard`, `set_discard_entry` (2.7, 3.9, 3.10).
    pub(crate) fn pyset_discard(&mut self, so: u64, key: u64) -> bool {
        self.call(Function::PySetDiscard, |mem| {
            let Ok(hash) = mem.hash(key) else {
                return false;
            };
            let Found::Active(at) = mem.set_lookkey(so, key, hash) else {
                return false;
            };
            let entry = mem.set_entry(at);
            let dummy = mem.layout().object_symbols.dummy;
            if mem.objects().version_2 {
                mem.incref(dummy);
                mem.set_set_entry(at, dummy, entry.hash);
            } else {
                mem.set_set_entry(at, dummy, u64::MAX);
            }
            let used = mem.set_used(so).wrapping_sub(1);
            mem.set_word(so + mem.objects().set.used, used);
            mem.event(Event::SetEntryDeleted {
                object: so,
                key: entry.key,
            });
            mem.decref(entry.key);
            true
        })
    }

    /// The keys, in order.
    pub(crate) fn set_items(&self, so: u64) -> Vec<u64> {
        let dummy = self.layout().object_symbols.dummy;
        self.set_entries(so)
            .into_iter()
            .map(|entry| entry.key)
            .filter(|&key| key != dummy)
            .collect()
    }

    /// Objects/setobject.c, `set_traverse` (2.7, 3.9, 3.10).
    pub(crate) fn set_traverse(&mut self, so: u64, visit: &mut impl FnMut(&mut Self, u64)) {
        let dummy = self.layout().object_symbols.dummy;
        for index in 0..self.set_slots(so) {
            let key = self.set_entry(self.set_slot_at(so, index)).key;
            if key != 0 && key != dummy {
                visit(self, key);
            }
        }
    }

    /// Empties a set, then gives up its keys. The entries of a small table are copied first, as CPython
    /// does on its stack: what dies may use the set.
    ///
    /// Objects/setobject.c, `set_clear_internal` (2.7, 3.9, 3.10).
    pub(crate) fn set_tp_clear(&mut self, so: u64) {
        self.call(Function::SetClear, |mem| {
            let malloced = mem.set_malloced_table(so);
            let entries = mem.set_entries(so);
            if malloced.is_some() || mem.set_fill(so) > 0 {
                mem.set_empty_to_minsize(so);
            }
            mem.set_decref_entries(entries);
            if let Some(table) = malloced {
                mem.pymem_free(table);
            }
        });
    }

    fn set_decref_entries(&mut self, entries: Vec<Entry>) {
        let dummy = self.layout().object_symbols.dummy;
        for entry in entries {
            if entry.key == dummy {
                self.decref_dummy();
            } else {
                self.decref(entry.key);
            }
        }
    }

    /// Objects/setobject.c, `set_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn set_dealloc(&mut self, so: u64) {
        self.gc_untrack(so);
        if self.trash_begin(so) {
            return;
        }
        self.forget_names_of(so);
        self.clear_weakrefs(so);
        self.deallocating(so);
        self.set_decref_entries(self.set_entries(so));
        if let Some(table) = self.set_malloced_table(so) {
            self.pymem_free(table);
        }
        self.keep_or_free_set(so);
        self.trash_end();
    }

    fn keep_or_free_set(&mut self, so: u64) {
        let numfree_at = self.layout().object_symbols.set_free;
        let numfree = self.uint(numfree_at);
        let keeps = self.objects().version_2 && self.free_lists_on();
        if !keeps || numfree >= SET_MAXFREELIST {
            return self.pyobject_gc_del(so);
        }
        self.set_word(numfree_at + (1 + u64::from(numfree)) * W::BYTES, so);
        self.set_uint(numfree_at, numfree + 1);
        self.event(Event::KeptOnFreeList {
            object: so,
            of: Kind::Set,
            numfree: numfree + 1,
            most: SET_MAXFREELIST,
        });
    }
}
