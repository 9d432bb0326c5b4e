//! TEMPORARY (helper A: delete each function here when yours lands, and the file with the last one).

use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    pub(crate) fn pyset_new(&mut self) -> Option<u64> { None }
    pub(crate) fn pyset_add(&mut self, _: u64, _: u64) -> Option<bool> { None }
    pub(crate) fn pyset_discard(&mut self, _: u64, _: u64) -> bool { false }
    pub(crate) fn set_items(&self, _: u64) -> Vec<u64> { Vec::new() }
    pub(crate) fn set_traverse(&mut self, _: u64, _: &mut impl FnMut(&mut Self, u64)) {}
    pub(crate) fn set_tp_clear(&mut self, _: u64) {}
    pub(crate) fn set_dealloc(&mut self, _: u64) {}
    pub(crate) fn pydict_new(&mut self) -> Option<u64> { None }
    pub(crate) fn pydict_setitem(&mut self, _: u64, _: u64, _: u64) -> Option<()> { None }
    pub(crate) fn pydict_getitem(&mut self, _: u64, _: u64) -> u64 { 0 }
    pub(crate) fn pydict_delitem(&mut self, _: u64, _: u64) -> bool { false }
    pub(crate) fn dict_items(&self, _: u64) -> Vec<(u64, u64)> { Vec::new() }
    pub(crate) fn dict_traverse(&mut self, _: u64, _: &mut impl FnMut(&mut Self, u64)) {}
    pub(crate) fn dict_tp_clear(&mut self, _: u64) {}
    pub(crate) fn dict_dealloc(&mut self, _: u64) {}
    pub(crate) fn dict_maybe_untrack(&mut self, _: u64) {}
    pub(crate) fn clear_dict_freelist(&mut self) -> u64 { 0 }
    pub(crate) fn clear_int_freelist(&mut self) -> u64 { 0 }
    pub(crate) fn clear_unicode_freelist(&mut self) -> u64 { 0 }
    pub(crate) fn pyobjectdict_setitem(&mut self, _: u64, _: u64, _: u64, _: u64) -> Option<()> { None }
    pub(crate) fn initialise_empty_dict(&mut self, _: u64) {}
    pub(crate) fn new_keys_for_class(&mut self) -> Option<u64> { None }
}
