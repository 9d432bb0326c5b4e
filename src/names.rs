//! The table of names: the namespace's roots, and what finalizers and callbacks are to do.
//!
//! CPython keeps these in frames, module dicts and code; here they stand in a segment of their own,
//! so that no name is a container of the heap. See [`names`] for the layout. An entry's number is
//! what an event calls a name by.

use crate::edition::objects::names;
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// What one action of a finalizer or a callback is: a word of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActionKind {
    RootAdd,
    RootDel,
    Ref,
    Unref,
    Collect,
}

const ACTION_KINDS: [ActionKind; 5] = [
    ActionKind::RootAdd,
    ActionKind::RootDel,
    ActionKind::Ref,
    ActionKind::Unref,
    ActionKind::Collect,
];

/// An action with the two entries that it is about; the generation of a `Collect` stands in `a`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableAction {
    pub(crate) kind: ActionKind,
    pub(crate) a: u32,
    pub(crate) b: u32,
}

impl<W: Word, J: Journal> Memory<W, J> {
    fn names_table(&self) -> u64 {
        self.long(self.layout().object_symbols.names)
    }

    fn table_uint(&self, field: u64) -> u32 {
        match self.names_table() {
            0 => 0,
            table => self.uint(table + field),
        }
    }

    fn names_capacity(&self) -> u32 {
        self.table_uint(names::CAPACITY)
    }

    /// How many entries there are.
    pub(crate) fn name_count(&self) -> u32 {
        self.table_uint(names::ENTRIES)
    }

    fn entry_at(&self, entry: u32) -> u64 {
        self.names_table() + names::FIRST_ENTRY + names::ENTRY * u64::from(entry)
    }

    /// The object of an entry, 0 when it is dead.
    pub(crate) fn entry_object(&self, entry: u32) -> u64 {
        self.long(self.entry_at(entry) + names::OBJECT)
    }

    /// Root references through an entry.
    pub(crate) fn entry_roots(&self, entry: u32) -> u32 {
        self.uint(self.entry_at(entry) + names::ROOTS)
    }

    fn set_entry_roots(&mut self, entry: u32, roots: u32) {
        let at = self.entry_at(entry) + names::ROOTS;
        self.set_uint(at, roots);
    }

    fn entry_text(&self, entry: u32) -> &[u8] {
        let at = self.entry_at(entry);
        let start = self.names_table()
            + names::text(self.names_capacity())
            + u64::from(self.uint(at + names::TEXT_AT));
        self.bytes(start, self.uint(at + names::TEXT_BYTES).into())
            .unwrap_or_default()
    }

    fn object_bucket(&self, op: u64) -> u64 {
        let capacity = self.names_capacity();
        let hash = ((op >> 3) as u32).wrapping_mul(0x9e37_79b1) >> 7;
        self.names_table() + names::by_object(capacity) + 4 * u64::from(hash & (capacity - 1))
    }

    fn name_bucket(&self, text: &[u8]) -> u64 {
        let capacity = self.names_capacity();
        let hash = text.iter().fold(0x811c_9dc5_u32, |hash, &byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        self.names_table() + names::by_name(capacity) + 4 * u64::from(hash & (capacity - 1))
    }

    /// The entry of a name.
    pub(crate) fn find_name(&self, text: &str) -> Option<u32> {
        if self.names_table() == 0 {
            return None;
        }
        let mut link = self.uint(self.name_bucket(text.as_bytes()));
        let mut left = self.name_count();
        while link != 0 && left > 0 {
            let entry = link - 1;
            if self.entry_text(entry) == text.as_bytes() {
                return Some(entry);
            }
            link = self.uint(self.entry_at(entry) + names::NEXT_BY_NAME);
            left -= 1;
        }
        None
    }

    /// The entry of a name, made where there is none; `None` when the image cannot grow.
    pub(crate) fn name_entry(&mut self, text: &str) -> Option<u32> {
        match self.find_name(text) {
            Some(entry) => Some(entry),
            None => self.new_entry(text),
        }
    }

    /// An entry without a text belongs to an object whose name another one has taken.
    fn new_entry(&mut self, text: &str) -> Option<u32> {
        let len = text.len() as u32;
        while !self.has_room(names::ENTRIES, 1, 1)
            || !self.has_room(names::TEXT_LEN, len, names::TEXT_PER_ENTRY as u32)
        {
            self.grow_names()?;
        }
        let (table, entry) = (self.names_table(), self.name_count());
        let text_at = self.uint(table + names::TEXT_LEN);
        self.set_uint(table + names::ENTRIES, entry + 1);
        self.set_uint(table + names::TEXT_LEN, text_at + len);
        let at = self.entry_at(entry);
        self.set_uint(at + names::TEXT_AT, text_at);
        self.set_uint(at + names::TEXT_BYTES, len);
        let start = table + names::text(self.names_capacity()) + u64::from(text_at);
        self.set_bytes(start, text.as_bytes());
        if !text.is_empty() {
            self.push_link(
                self.name_bucket(text.as_bytes()),
                entry,
                names::NEXT_BY_NAME,
            );
        }
        Some(entry)
    }

    fn has_room(&self, field: u64, more: u32, per_entry: u32) -> bool {
        let room = u64::from(self.names_capacity()) * u64::from(per_entry);
        u64::from(self.table_uint(field)) + u64::from(more) <= room
    }

    fn push_link(&mut self, bucket: u64, entry: u32, next: u64) {
        let first = self.uint(bucket);
        self.set_uint(self.entry_at(entry) + next, first);
        self.set_uint(bucket, entry + 1);
    }

    /// Takes an entry out of the bucket of its object.
    fn unlink_object(&mut self, entry: u32) {
        let op = self.entry_object(entry);
        if op == 0 {
            return;
        }
        let mut at = self.object_bucket(op);
        let mut left = self.name_count();
        while left > 0 {
            let link = self.uint(at);
            if link == 0 {
                break;
            }
            let next_at = self.entry_at(link - 1) + names::NEXT_BY_OBJECT;
            if link - 1 == entry {
                let next = self.uint(next_at);
                self.set_uint(at, next);
                break;
            }
            at = next_at;
            left -= 1;
        }
        let object_at = self.entry_at(entry) + names::OBJECT;
        self.set_long(object_at, 0);
    }

    fn link_object(&mut self, entry: u32, op: u64) {
        let object_at = self.entry_at(entry) + names::OBJECT;
        self.set_long(object_at, op);
        self.push_link(self.object_bucket(op), entry, names::NEXT_BY_OBJECT);
    }

    /// The entry by which an object was called first and that it still has.
    pub(crate) fn first_name_of(&self, op: u64) -> Option<u32> {
        self.entries_of(op).min()
    }

    fn entries_of(&self, op: u64) -> impl Iterator<Item = u32> {
        let mut link = match self.names_table() {
            0 => 0,
            _ => self.uint(self.object_bucket(op)),
        };
        let mut left = self.name_count();
        std::iter::from_fn(move || {
            while link != 0 && left > 0 {
                let entry = link - 1;
                left -= 1;
                link = self.uint(self.entry_at(entry) + names::NEXT_BY_OBJECT);
                if self.entry_object(entry) == op {
                    return Some(entry);
                }
            }
            None
        })
    }

    /// The object dies: none of its names leads there any more.
    #[inline]
    pub(crate) fn forget_names_of(&mut self, op: u64) {
        if self.names_table() != 0 {
            self.forget_each_name_of(op);
        }
    }

    #[inline(never)]
    fn forget_each_name_of(&mut self, op: u64) {
        while let Some(entry) = self.first_name_of(op) {
            self.unlink_object(entry);
            let at = self.entry_at(entry);
            self.set_uint(at + names::ENTRY_ACTIONS, 0);
            self.set_uint(at + names::ROOTS, 0);
        }
    }

    /// Makes a name lead to an object, which gives it the caller's reference. What it led to before
    /// loses that name, but keeps its actions; its root references are the answer, with the object.
    pub(crate) fn bind_entry(&mut self, entry: u32, op: u64) -> Option<(u64, u32)> {
        let (old, roots) = (self.entry_object(entry), self.entry_roots(entry));
        if old != 0 {
            self.move_actions_away(entry, old)?;
            self.unlink_object(entry);
        }
        self.link_object(entry, op);
        self.set_entry_roots(entry, 1);
        self.event(Event::NameBound {
            name: entry,
            object: op,
        });
        Some((old, roots))
    }

    fn move_actions_away(&mut self, entry: u32, old: u64) -> Option<()> {
        let actions = self.uint(self.entry_at(entry) + names::ENTRY_ACTIONS);
        if actions != 0 {
            let nameless = self.new_entry("")?;
            let at = self.entry_at(nameless) + names::ENTRY_ACTIONS;
            self.set_uint(at, actions);
            self.link_object(nameless, old);
            let at = self.entry_at(entry) + names::ENTRY_ACTIONS;
            self.set_uint(at, 0);
        }
        Some(())
    }

    /// One root reference more through a name.
    pub(crate) fn root_add(&mut self, entry: u32) {
        let object = self.entry_object(entry);
        self.incref(object);
        let roots = self.entry_roots(entry).wrapping_add(1);
        self.set_entry_roots(entry, roots);
        self.event(Event::NameBound {
            name: entry,
            object,
        });
    }

    /// One root reference less through a name.
    pub(crate) fn root_del(&mut self, entry: u32) {
        let object = self.entry_object(entry);
        let roots = self.entry_roots(entry).wrapping_sub(1);
        self.set_entry_roots(entry, roots);
        self.event(Event::NameUnbound {
            name: entry,
            object,
        });
        self.decref(object);
    }

    /// Appends an action to those of the entry's object.
    pub(crate) fn add_action(&mut self, entry: u32, action: TableAction) -> Option<()> {
        while !self.has_room(names::ACTIONS, 1, 1) {
            self.grow_names()?;
        }
        let (table, index) = (self.names_table(), self.table_uint(names::ACTIONS));
        self.set_uint(table + names::ACTIONS, index + 1);
        let at = self.action_at(index);
        self.set_uint(at, action.kind as u32);
        self.set_uint(at + 4, action.a);
        self.set_uint(at + 8, action.b);
        let mut link_at = self.entry_at(entry) + names::ENTRY_ACTIONS;
        let mut left = index;
        while self.uint(link_at) != 0 && left > 0 {
            link_at = self.action_at(self.uint(link_at) - 1) + 12;
            left -= 1;
        }
        self.set_uint(link_at, index + 1);
        Some(())
    }

    fn action_at(&self, index: u32) -> u64 {
        self.names_table()
            + names::actions(self.names_capacity())
            + names::ACTION * u64::from(index)
    }

    /// What the finalizer or the callback of an object is to do, in order.
    pub(crate) fn actions_of(&self, op: u64) -> Vec<TableAction> {
        let mut link = self
            .entries_of(op)
            .map(|entry| self.uint(self.entry_at(entry) + names::ENTRY_ACTIONS))
            .find(|&link| link != 0)
            .unwrap_or(0);
        let mut actions = Vec::new();
        while link != 0 && actions.len() < self.table_uint(names::ACTIONS) as usize {
            let at = self.action_at(link - 1);
            if let Some(&kind) = ACTION_KINDS.get(self.uint(at) as usize) {
                actions.push(TableAction {
                    kind,
                    a: self.uint(at + 4),
                    b: self.uint(at + 8),
                });
            }
            link = self.uint(at + 12);
        }
        actions
    }

    /// Moves the table to a segment of twice the size.
    fn grow_names(&mut self) -> Option<()> {
        let old = self.names_table();
        let (old_units, old_capacity) = (self.table_uint(names::UNITS), self.names_capacity());
        if old != 0 && !self.names_are_whole() {
            self.fault(old);
            return None;
        }
        let units = (2 * old_units).max(1);
        let capacity = self.names_capacity_of(units);
        let new = self.map_host(units)?;
        let symbol = self.layout().object_symbols.names;
        self.set_long(symbol, new);
        self.set_uint(new + names::CAPACITY, capacity);
        self.set_uint(new + names::UNITS, units);
        if old != 0 {
            self.move_names(old, old_capacity, new, capacity);
            self.unmap_host(old, old_units);
        }
        Some(())
    }

    /// Entries of a table of so many units.
    fn names_capacity_of(&self, units: u32) -> u32 {
        let bytes = u64::from(units) * self.layout().arena_size;
        let most = ((bytes - names::FIRST_ENTRY) / names::PER_ENTRY) as u32;
        1 << most.ilog2()
    }

    /// Whether what the table says of its size is true: an image that was damaged can say anything.
    fn names_are_whole(&self) -> bool {
        let (units, capacity) = (self.table_uint(names::UNITS), self.names_capacity());
        let bytes = u64::from(units) * self.layout().arena_size;
        units != 0
            && self.bytes(self.names_table(), bytes).is_some()
            && capacity == self.names_capacity_of(units)
            && self.name_count() <= capacity
            && u64::from(self.table_uint(names::TEXT_LEN))
                <= names::TEXT_PER_ENTRY * u64::from(capacity)
    }

    fn move_names(&mut self, old: u64, old_capacity: u32, new: u64, capacity: u32) {
        for field in [names::ENTRIES, names::TEXT_LEN, names::ACTIONS] {
            let value = self.uint(old + field);
            self.set_uint(new + field, value);
        }
        let count = self.name_count();
        self.memcpy(
            new + names::FIRST_ENTRY,
            old + names::FIRST_ENTRY,
            names::ENTRY * u64::from(count),
        );
        self.memcpy(
            new + names::actions(capacity),
            old + names::actions(old_capacity),
            names::ACTION * u64::from(self.uint(old + names::ACTIONS)),
        );
        self.memcpy(
            new + names::text(capacity),
            old + names::text(old_capacity),
            self.uint(old + names::TEXT_LEN).into(),
        );
        for entry in 0..count {
            if self.has_fault() {
                return;
            }
            let text = self.entry_text(entry).to_vec();
            if !text.is_empty() {
                self.push_link(self.name_bucket(&text), entry, names::NEXT_BY_NAME);
            }
            let op = self.entry_object(entry);
            if op != 0 {
                self.push_link(self.object_bucket(op), entry, names::NEXT_BY_OBJECT);
            }
        }
    }
}
