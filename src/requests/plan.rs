//! What a request was found to mean, with all names resolved, and its carrying out on the memory.
//!
//! Nothing is refused here but for what only shows on the way: no memory, no room for a class, an
//! object that has no hash.

use crate::error::HeapError;
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::names::{ActionKind, TableAction};
use crate::object::{Class, Unhashable};
use crate::request::Action;

use super::{Done, NOTHING, made};

/// What a `New` makes.
pub(super) enum Plan {
    Int(String),
    Float(f64),
    Str(String),
    Object,
    Tuple(Vec<u64>),
    List(Vec<u64>),
    Dict,
    Set(Vec<u64>),
    Instance(Class),
}

/// A key that may have to be made.
pub(super) enum KeyObject {
    Int(i64),
    Text(String),
    Object(u64),
}

/// Where in an object something is put.
pub(super) enum PlaceIn {
    List(u64),
    Slot(u64),
    Key(KeyObject),
    Attribute(String),
}

impl<W: Word, J: Journal> Memory<W, J> {
    pub(super) fn make(&mut self, plan: &Plan) -> Result<u64, HeapError> {
        let made = match plan {
            Plan::Int(digits) => self.pylong_from_decimal(digits),
            Plan::Float(value) => self.pyfloat_from_double(*value),
            Plan::Str(text) => self.pyunicode_from_str(text),
            Plan::Object => self.object_new(),
            Plan::Dict => self.pydict_new(),
            Plan::Tuple(items) => self.make_tuple(items),
            Plan::List(items) => self.make_list(items),
            Plan::Set(items) => {
                for &item in items {
                    self.expect_hash(item)?;
                }
                self.make_set(items)
            }
            Plan::Instance(class) => {
                let tp = self.class(*class)?;
                self.pytype_generic_alloc(tp)
            }
        };
        made.ok_or(HeapError::NoMemory)
    }

    /// Objects that are made with items hold these from before they are allocated, as the evaluation
    /// stack does: a collection on the way cannot take them.
    pub(super) fn make_tuple(&mut self, items: &[u64]) -> Option<u64> {
        self.incref_all(items);
        let Some(op) = self.pytuple_new(items.len() as u64) else {
            self.decref_all(items);
            return None;
        };
        for (index, &item) in (0..).zip(items) {
            self.tuple_set_item(op, index, item);
        }
        Some(op)
    }

    pub(super) fn make_list(&mut self, items: &[u64]) -> Option<u64> {
        self.incref_all(items);
        let Some(op) = self.pylist_new(items.len() as u64) else {
            self.decref_all(items);
            return None;
        };
        for (index, &item) in (0..).zip(items) {
            self.list_set_new_item(op, index, item);
        }
        Some(op)
    }

    pub(super) fn make_set(&mut self, items: &[u64]) -> Option<u64> {
        self.holding(items, |mem| {
            let op = mem.pyset_new()?;
            for &item in items {
                if mem.pyset_add(op, item).is_none() {
                    mem.decref(op);
                    return None;
                }
            }
            Some(op)
        })
    }

    /// Answers that an object has no hash, if it has none. A hash that it has may be kept in it.
    pub(super) fn expect_hash(&mut self, op: u64) -> Result<(), HeapError> {
        match self.hash(op) {
            Ok(_) => Ok(()),
            Err(Unhashable(type_name)) => Err(HeapError::Unhashable {
                type_name: type_name.to_owned(),
            }),
        }
    }

    pub(super) fn expect_hash_of_key(&mut self, place: &PlaceIn) -> Result<(), HeapError> {
        match place {
            PlaceIn::Key(KeyObject::Object(key)) => self.expect_hash(*key),
            _ => Ok(()),
        }
    }

    /// Puts a new object at the end of a list, which takes over the reference.
    pub(super) fn append_new(&mut self, list: u64, op: u64) -> Result<(), HeapError> {
        self.pylist_append(list, op).ok_or(HeapError::NoMemory)?;
        self.decref(op);
        Ok(())
    }

    /// Pairs of lists, in a list that is named `id`, or dropped. The list is held meanwhile: what the
    /// name's former object does as it dies, or a finalizer in a collection, cannot take it.
    pub(super) fn make_cycles(&mut self, count: u32, id: Option<&str>) -> Done {
        let Some(id) = id else {
            self.make_pairs(count, None)?;
            return Ok(NOTHING);
        };
        let list = self.pylist_new(0).ok_or(HeapError::NoMemory)?;
        self.holding(&[list], |mem| {
            mem.name_new(id, list, &[])?;
            mem.make_pairs(count, Some(list))?;
            Ok(made(list))
        })
    }

    pub(super) fn make_pairs(&mut self, count: u32, keeper: Option<u64>) -> Result<(), HeapError> {
        for _ in 0..count {
            let a = self.pylist_new(0).ok_or(HeapError::NoMemory)?;
            let b = self.pylist_new(0).ok_or(HeapError::NoMemory)?;
            self.pylist_append(a, b).ok_or(HeapError::NoMemory)?;
            self.append_new(b, a)?;
            match keeper {
                Some(list) => self.append_new(list, b)?,
                None => self.decref(b),
            }
        }
        Ok(())
    }

    /// Gives an object its name and what its finalizer or callback is to do; only then the name's former
    /// object loses a root reference for each that it had, which can run a finalizer.
    pub(super) fn name_new(
        &mut self,
        id: &str,
        op: u64,
        actions: &[Action],
    ) -> Result<(), HeapError> {
        let entry = self.name_entry(id).ok_or(HeapError::NoMemory)?;
        let (old, roots) = self.bind_entry(entry, op).ok_or(HeapError::NoMemory)?;
        self.set_actions(entry, actions)?;
        for _ in 0..roots {
            self.decref(old);
        }
        Ok(())
    }

    pub(super) fn set_actions(&mut self, owner: u32, actions: &[Action]) -> Result<(), HeapError> {
        for action in actions {
            let (kind, a, b) = match action {
                Action::RootAdd { id } => (ActionKind::RootAdd, Some(id), None),
                Action::RootDel { id } => (ActionKind::RootDel, Some(id), None),
                Action::Ref { from, to } => (ActionKind::Ref, Some(from), Some(to)),
                Action::Unref { from, to } => (ActionKind::Unref, Some(from), Some(to)),
                Action::Collect { .. } => (ActionKind::Collect, None, None),
            };
            let mut entry = |name: Option<&String>| match name {
                Some(name) => self.name_entry(name).ok_or(HeapError::NoMemory),
                None => Ok(0),
            };
            let (mut a, b) = (entry(a)?, entry(b)?);
            if let Action::Collect { r#gen } = action {
                a = *r#gen;
            }
            self.add_action(owner, TableAction { kind, a, b })
                .ok_or(HeapError::NoMemory)?;
        }
        Ok(())
    }

    pub(super) fn key_object(&mut self, key: &KeyObject) -> Option<u64> {
        match key {
            KeyObject::Int(value) => self.pylong_from_i64(*value),
            KeyObject::Text(text) => self.intern(text),
            KeyObject::Object(op) => {
                self.incref(*op);
                Some(*op)
            }
        }
    }

    pub(super) fn set_at(&mut self, of: u64, place: PlaceIn, to: u64) -> Option<()> {
        match place {
            PlaceIn::List(index) => self.pylist_set_item(of, index, to),
            PlaceIn::Slot(index) => self.set_slot(of, index, to),
            PlaceIn::Key(key) => {
                let key = self.key_object(&key)?;
                let done = self.pydict_setitem(of, key, to);
                self.decref(key);
                return done;
            }
            PlaceIn::Attribute(name) => {
                let name = self.intern(&name)?;
                let done = self.set_attribute(of, name, to);
                self.decref(name);
                return done;
            }
        }
        Some(())
    }

    /// Whether there was something to delete; `None`: no memory.
    pub(super) fn delete_at(&mut self, of: u64, place: PlaceIn) -> Option<bool> {
        match place {
            PlaceIn::List(index) => self.pylist_del_item(of, index).map(|()| true),
            PlaceIn::Slot(index) => {
                self.clear_slot(of, index);
                Some(true)
            }
            PlaceIn::Key(key) => {
                let key = self.key_object(&key)?;
                let there = self.pydict_getitem(of, key) != 0;
                let deleted = there && self.pydict_delitem(of, key);
                self.decref(key);
                (deleted == there).then_some(there)
            }
            PlaceIn::Attribute(name) => {
                let dict = self.instance_dict(of);
                let name = self.intern(&name)?;
                let there = dict != 0 && self.pydict_getitem(dict, name) != 0;
                let deleted = there && self.set_attribute(of, name, 0).is_some();
                self.decref(name);
                (deleted == there).then_some(there)
            }
        }
    }

    /// Whether objects that die go to their type's free list; what is there already stays.
    pub(super) fn set_free_lists(&mut self, on: bool) {
        let at = self.layout().object_symbols.free_lists_off;
        let from = u32::from(self.uint(at) == 0);
        self.set_uint(at, u32::from(!on));
        self.event(Event::FreeListsSet {
            from,
            to: u32::from(on),
        });
    }
}
