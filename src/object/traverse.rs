//! `tp_traverse` and `tp_clear`: the references of an object, in CPython's order.

use crate::edition::objects::Kind;
use crate::event::Function;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Calls `visit` with each object that the object refers to: slots in order, then `__dict__`;
    /// lists and tuples from last to first; dicts as they stand; a weak reference's callback.
    ///
    /// `list_traverse`, `tupletraverse`, `dict_traverse`, `set_traverse`, `subtype_traverse`,
    /// `gc_traverse` of weakrefobject.c (2.7, 3.9, 3.10).
    #[inline]
    pub(crate) fn traverse(&mut self, op: u64, visit: impl FnMut(&mut Self, u64)) {
        self.traverse_as(self.kind(op), op, visit);
    }

    /// [`traverse`](Self::traverse) of an object whose kind is known.
    #[inline]
    pub(crate) fn traverse_as(
        &mut self,
        kind: Kind,
        op: u64,
        mut visit: impl FnMut(&mut Self, u64),
    ) {
        match kind {
            Kind::List => {
                let items = self.list_items(op);
                for index in (0..self.item_count(op)).rev() {
                    if !self.visit_at(items + index * W::BYTES, &mut visit) {
                        break;
                    }
                }
            }
            Kind::Tuple => {
                for index in (0..self.item_count(op)).rev() {
                    if !self.visit_at(self.tuple_item_at(op, index), &mut visit) {
                        break;
                    }
                }
            }
            Kind::Slots | Kind::Instance => {
                for index in 0..self.slot_count(op) {
                    if !self.visit_at(self.slot_at(op, index), &mut visit) {
                        break;
                    }
                }
                if let Some(at) = self.dict_pointer(op) {
                    self.visit_at(at, &mut visit);
                }
            }
            Kind::Dict => self.dict_traverse(op, &mut visit),
            Kind::Set => self.set_traverse(op, &mut visit),
            Kind::Weakref => {
                let callback = self.wr_callback(op);
                if callback != 0 {
                    visit(self, callback);
                }
            }
            _ => {}
        }
    }

    /// `Py_VISIT` of one item of an object that is a list or a tuple.
    pub(crate) fn traverse_item(
        &mut self,
        op: u64,
        index: u64,
        mut visit: impl FnMut(&mut Self, u64),
    ) {
        let at = match self.kind(op) {
            Kind::List => self.list_items(op) + index * W::BYTES,
            _ => self.tuple_item_at(op, index),
        };
        self.visit_at(at, &mut visit);
    }

    /// `Py_VISIT`; answers whether there is a use in going on: CPython would have crashed otherwise.
    #[inline(always)]
    fn visit_at(&mut self, at: u64, visit: &mut impl FnMut(&mut Self, u64)) -> bool {
        let item = self.word(at);
        if self.has_fault() {
            return false;
        }
        if item != 0 {
            visit(self, item);
        }
        true
    }

    /// `ob_size` of a list or tuple, and no more than there is room for: a damaged one must not cost hours.
    #[inline(always)]
    pub(crate) fn item_count(&self, op: u64) -> u64 {
        self.bounded(self.ob_size(op))
    }

    /// Calls the `tp_clear` of the kind: the object gives up its references.
    pub(crate) fn tp_clear(&mut self, kind: Kind, op: u64) {
        match kind {
            Kind::List => self.list_clear(op),
            Kind::Dict => self.dict_tp_clear(op),
            Kind::Set => self.set_tp_clear(op),
            Kind::Weakref => self.call(Function::WeakrefClear, |mem| mem.clear_weakref(op)),
            Kind::Slots | Kind::Instance => self.subtype_clear(op),
            _ => {}
        }
    }
}
