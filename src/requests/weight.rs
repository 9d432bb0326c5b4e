//! How much a request is likely to have to do, looked up before it is done: who must not be kept waiting does
//! what is heavy elsewhere. An estimate; it changes nothing.

use std::collections::HashMap;

use crate::edition::objects::{NUM_GENERATIONS, type_object};
use crate::heap::{Heap, Present};
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::names::ActionKind;
use crate::request::{Key, Request};

use super::plan::{KeyObject, PlaceIn};

/// Places of a dict in which a key is looked for: what stands behind them is taken to be light.
const MOST_PLACES: u64 = 20_000;
/// Objects that one request makes besides those that it counts.
const A_FEW: u32 = 8;

impl<W: Word, J: Present> Heap<W, J> {
    /// Objects that a request makes, looks at or may free, counted up to `most`.
    pub fn weigh(&mut self, request: &Request, most: u64) -> u64 {
        let own = match request {
            Request::Many { count, id, .. } => u64::from(*count).max(self.weigh_name(id, most)),
            Request::Cycles { count, id } => {
                let old = id.as_ref().map_or(0, |id| self.weigh_name(id, most));
                old.max(2 * u64::from(*count))
            }
            Request::Collect { r#gen } => self.mem.tracked(*r#gen, most),
            Request::New { id, .. } | Request::Bind { name: id, .. } => self.weigh_name(id, most),
            Request::RootDel { id } | Request::Unref { to: id, .. } => {
                let gone = self.object(id).ok();
                self.mem.weigh_going(gone, most)
            }
            Request::SetItem { of, key, .. } => self.weigh_item(of, key, false, most),
            Request::DelItem { of, key } => self.weigh_item(of, key, true, most),
            _ => 0,
        };
        let due = self.mem.due().map_or(0, |due| self.mem.tracked(due, most));
        // Where the heap is damaged, looking may have led nowhere.
        self.mem.take_fault();
        own.max(due).min(most)
    }

    /// What goes when a name comes to stand for something else.
    fn weigh_name(&mut self, id: &str, most: u64) -> u64 {
        let Some(entry) = self.mem.find_name(id) else {
            return 0;
        };
        // A name that stands for nothing has the object 0, and no roots.
        let (op, roots) = (self.mem.entry_object(entry), self.mem.entry_roots(entry));
        let going = (0..u64::from(roots).min(most))
            .map(|_| op)
            .filter(|&op| op != 0);
        self.mem.weigh_going(going, most)
    }

    /// What goes with an item that is taken away, or replaced.
    fn weigh_item(&mut self, of: &str, key: &Key, with_key: bool, most: u64) -> u64 {
        let Ok(of) = self.object(of) else {
            return 0;
        };
        let Ok(place) = self.place_of(of, key, true) else {
            return 0;
        };
        let mem = &mut self.mem;
        let (key, value) = match place {
            PlaceIn::List(index) => (0, mem.list_item(of, index)),
            PlaceIn::Slot(index) => (0, mem.slot(of, index)),
            PlaceIn::Key(key) => mem.item_of(of, &key),
            PlaceIn::Attribute(name) => match mem.instance_dict(of) {
                0 => (0, 0),
                dict => mem.item_of(dict, &KeyObject::Text(name)),
            },
        };
        let key = if with_key { key } else { 0 };
        mem.weigh_going([key, value].into_iter().filter(|&op| op != 0), most)
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// The generation that the next few allocations have collected, if any.
    fn due(&self) -> Option<u32> {
        let full = NUM_GENERATIONS - 1;
        let near = |generation: u32, more: u32| {
            self.gen_count(generation).saturating_add(more) > self.gen_threshold(generation)
        };
        let is_on = self.gc_enabled() && self.gen_threshold(0) > 0 && near(0, A_FEW);
        let is_put_off = self.long_lived_pending() < self.long_lived_total() / 4;
        (0..NUM_GENERATIONS)
            .rev()
            .find(|&generation| near(generation, A_FEW) && !(generation == full && is_put_off))
            .filter(|_| is_on)
    }

    /// Objects in a generation and all younger ones, counted up to `most`.
    pub(super) fn tracked(&self, generation: u32, most: u64) -> u64 {
        let mut count = 0;
        for list in (0..=generation.min(NUM_GENERATIONS - 1)).map(|younger| self.gen_head(younger))
        {
            let mut gc = self.gc_next(list);
            while gc != list && count < most && !self.has_fault() {
                count += 1;
                gc = self.gc_next(gc);
            }
        }
        count
    }

    /// Key and value of an entry, each 0 where there is none.
    fn item_of(&self, dict: u64, key: &KeyObject) -> (u64, u64) {
        let is_key = |there: u64| match key {
            KeyObject::Int(value) => self.is_number(there, *value),
            KeyObject::Text(text) => self.is_text(there, text),
            KeyObject::Object(op) => self.equal(there, *op),
        };
        self.dict_first(dict, MOST_PLACES, is_key)
            .unwrap_or_default()
    }

    /// Objects that are looked at when some lose a reference each: these, and what those that die of it refer to.
    /// Besides, what their finalizers and the callbacks of their weak references have collected.
    fn weigh_going(&mut self, going: impl IntoIterator<Item = u64>, most: u64) -> u64 {
        let mut seen = Going {
            left: HashMap::new(),
            dead: Vec::new(),
            most,
        };
        for op in going {
            seen.lose(self, op);
        }
        if seen.dead.is_empty() {
            return 0;
        }
        let mut collected = 0;
        while let Some(op) = seen.dead.pop() {
            collected += self.weigh_actions_at_end(op, &mut seen);
            if collected >= most || self.has_fault() {
                return most.min(collected);
            }
            self.traverse(op, |mem, item| seen.lose(mem, item));
        }
        (seen.left.len() as u64).saturating_add(collected)
    }

    /// What is collected when an object dies; what loses a reference then is told to `seen`.
    fn weigh_actions_at_end(&mut self, op: u64, seen: &mut Going) -> u64 {
        let mut collected = 0;
        let finalizers = type_object::FLAG_FINALIZE | type_object::FLAG_DEL;
        if self.tp_flags(self.ob_type(op)) & finalizers != 0 {
            collected += self.weigh_actions(op, seen);
        }
        let mut wr = self.weakrefs_at(op).map_or(0, |list| self.word(list));
        let mut looked_at = 0;
        while wr != 0 && collected < seen.most && looked_at < seen.most && !self.has_fault() {
            if self.wr_callback(wr) != 0 {
                collected += self.weigh_actions(wr, seen);
            }
            wr = self.wr_next(wr);
            looked_at += 1;
        }
        collected
    }

    fn weigh_actions(&mut self, op: u64, seen: &mut Going) -> u64 {
        let mut collected = 0;
        for action in self.actions_of(op) {
            match action.kind {
                ActionKind::Collect if collected < seen.most => {
                    collected += self.tracked(action.a, seen.most);
                }
                ActionKind::RootDel if self.entry_roots(action.a) > 0 => {
                    seen.lose(self, self.entry_object(action.a));
                }
                ActionKind::Unref => seen.lose(self, self.entry_object(action.b)),
                _ => {}
            }
        }
        collected
    }
}

/// Objects that lose references, as they are found.
struct Going {
    /// References that are left of each.
    left: HashMap<u64, u64>,
    /// Those that have none left, and were not looked into.
    dead: Vec<u64>,
    most: u64,
}

impl Going {
    fn lose<W: Word, J: Journal>(&mut self, mem: &Memory<W, J>, op: u64) {
        let is_full = self.left.len() as u64 >= self.most;
        if op == 0 || is_full {
            return;
        }
        let left = self.left.entry(op).or_insert_with(|| mem.refcnt(op));
        if *left == 1 {
            self.dead.push(op);
        }
        *left = left.saturating_sub(1);
    }
}
