//! References that are added and removed, and what finalizers and callbacks do with them.
//!
//! An action is a line of somebody's `__del__`: it may do anything to the heap, the middle of a
//! collection included. What it names may be dead by then; it does nothing in that case.

use crate::edition::objects::Kind;
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::names::{ActionKind, TableAction};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Does what the finalizer or the callback of an object is to do.
    pub(crate) fn run_actions_of(&mut self, op: u64) {
        for action in self.actions_of(op) {
            if !self.run_action(action) {
                self.event(Event::ActionSkipped { object: op });
            }
        }
    }

    fn run_action(&mut self, action: TableAction) -> bool {
        let TableAction { kind, a, b } = action;
        match kind {
            ActionKind::Collect => {
                let result = self.gc_collect(a);
                self.event(Event::NestedCollectReturned { result });
                return true;
            }
            ActionKind::RootAdd if self.is_alive(a) => self.root_add(a),
            ActionKind::RootDel if self.is_alive(a) && self.entry_roots(a) > 0 => self.root_del(a),
            ActionKind::Ref if self.is_alive(a) && self.is_alive(b) => {
                let (from, to) = (self.entry_object(a), self.entry_object(b));
                return self.holding(&[from, to], |mem| {
                    mem.takes_reference(from, to) && mem.add_reference(from, to).is_some()
                });
            }
            ActionKind::Unref if self.is_alive(a) && self.is_alive(b) => {
                let (from, to) = (self.entry_object(a), self.entry_object(b));
                return self.holding(&[from, to], |mem| {
                    mem.remove_reference(from, to) == Some(true)
                });
            }
            _ => return false,
        }
        true
    }

    /// Holds a reference to each object while something is done with them, as CPython's evaluation
    /// stack does: finalizers and collections on the way cannot take them.
    pub(crate) fn holding<R>(&mut self, ops: &[u64], body: impl FnOnce(&mut Self) -> R) -> R {
        self.incref_all(ops);
        let result = body(self);
        self.decref_all(ops);
        result
    }

    /// `Py_INCREF` of each.
    pub(crate) fn incref_all(&mut self, ops: &[u64]) {
        for &op in ops {
            self.incref(op);
        }
    }

    /// `Py_DECREF` of each.
    pub(crate) fn decref_all(&mut self, ops: &[u64]) {
        for &op in ops {
            self.decref(op);
        }
    }

    /// Whether a name leads to an object that is alive: one that waits in the trashcan is not.
    fn is_alive(&self, entry: u32) -> bool {
        let op = self.entry_object(entry);
        op != 0 && self.refcnt(op) > 0
    }

    /// Whether [`Memory::add_reference`] can be done, memory permitting.
    pub(crate) fn takes_reference(&mut self, from: u64, to: u64) -> bool {
        match self.kind(from) {
            Kind::List | Kind::Dict | Kind::Instance => true,
            Kind::Slots => self.next_slot(from).is_some(),
            Kind::Set => self.hash(to).is_ok(),
            _ => false,
        }
    }

    /// Adds a reference where the kind takes the next one: at the end of a list, in the next slot,
    /// under the next int of a dict, in a set, as the next attribute.
    pub(crate) fn add_reference(&mut self, from: u64, to: u64) -> Option<()> {
        match self.kind(from) {
            Kind::List => self.pylist_append(from, to),
            Kind::Slots => {
                let index = self.next_slot(from)?;
                self.set_slot(from, index, to);
                Some(())
            }
            Kind::Set => self.pyset_add(from, to).map(|_| ()),
            Kind::Dict => {
                let key = self.free_int_key(from)?;
                let done = self.pydict_setitem(from, key, to);
                self.decref(key);
                done
            }
            Kind::Instance => {
                let name = self.free_attribute(from)?;
                let done = self.set_attribute(from, name, to);
                self.decref(name);
                done
            }
            _ => None,
        }
    }

    /// An int, from the dict's length on, that is no key yet.
    fn free_int_key(&mut self, dict: u64) -> Option<u64> {
        let mut value = self.dict_items(dict).len() as i64;
        loop {
            let key = self.pylong_from_i64(value)?;
            if self.pydict_getitem(dict, key) == 0 {
                return Some(key);
            }
            self.decref(key);
            value += 1;
        }
    }

    /// A name `ref0`, `ref1`, … that is no attribute yet.
    fn free_attribute(&mut self, op: u64) -> Option<u64> {
        let dict = self.instance_dict(op);
        let mut number = if dict == 0 {
            0
        } else {
            self.dict_items(dict).len()
        };
        loop {
            let name = self.intern(&["ref", &number.to_string()].concat())?;
            if dict == 0 || self.pydict_getitem(dict, name) == 0 {
                return Some(name);
            }
            self.decref(name);
            number += 1;
        }
    }

    /// Removes the first reference that leads from one object to the other; whether there was one.
    /// `None`: no memory, which shrinking a list or deleting an attribute can take.
    pub(crate) fn remove_reference(&mut self, from: u64, to: u64) -> Option<bool> {
        match self.kind(from) {
            Kind::List => {
                let mut indices = 0..self.item_count(from);
                match indices.find(|&index| self.list_item(from, index) == to) {
                    Some(index) => self.pylist_del_item(from, index).map(|()| true),
                    None => Some(false),
                }
            }
            Kind::Slots => {
                let found = (0..self.slot_count(from)).find(|&index| self.slot(from, index) == to);
                if let Some(index) = found {
                    self.remove_slot(from, index);
                }
                Some(found.is_some())
            }
            Kind::Set => {
                let there = self.set_items(from).contains(&to);
                Some(there && self.pyset_discard(from, to))
            }
            Kind::Dict => match self.key_of(from, to) {
                Some(key) => self.pydict_delitem(from, key).then_some(true),
                None => Some(false),
            },
            Kind::Instance => match self.key_of(self.instance_dict(from), to) {
                Some(key) => self.set_attribute(from, key, 0).map(|()| true),
                None => Some(false),
            },
            _ => Some(false),
        }
    }

    /// The first key of a dict that leads to a value.
    fn key_of(&self, dict: u64, value: u64) -> Option<u64> {
        if dict == 0 {
            return None;
        }
        let mut items = self.dict_items(dict).into_iter();
        items.find(|&(_, item)| item == value).map(|(key, _)| key)
    }
}
