//! Key tables that the instances of a class share (3.x): how sharing begins, goes on and ends.

use super::insert::Want;
use crate::edition::objects::{DICT_MINSIZE, lookup, type_object};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
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

    pub(super) fn free_values(&mut self, values: u64) {
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
                lookup::LOOKDICT_UNICODE => {
                    self.dictresize(mp, self.dk_size(self.ma_keys(mp)), Want::OwnTable)?;
                }
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
}
