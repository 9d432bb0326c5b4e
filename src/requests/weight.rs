//! How much a request is likely to have to do, looked up before it is done: who must not be kept waiting does
//! what is heavy elsewhere. An estimate; it changes nothing.

use std::collections::HashSet;

use crate::edition::objects::NUM_GENERATIONS;
use crate::heap::{Heap, Present};
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::request::Request;

/// Items of a container from which on each of them is taken to be light.
const MANY_ITEMS: u64 = 64;
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
            Request::RootDel { id } => self.weigh_name(id, most),
            Request::New { id, .. } | Request::Bind { name: id, .. } => self.weigh_name(id, most),
            Request::Unref { to, .. } => self.weigh_name(to, most),
            Request::SetItem { of, .. } | Request::DelItem { of, .. } => self.weigh_items(of, most),
            _ => 0,
        };
        let due = self.mem.due().map_or(0, |due| self.mem.tracked(due, most));
        // Where the heap is damaged, looking may have led nowhere.
        self.mem.take_fault();
        own.max(due).min(most)
    }

    /// What goes with the object of a name, if nothing else holds it.
    fn weigh_name(&mut self, id: &str, most: u64) -> u64 {
        match self.named(id) {
            Some(op) if self.mem.refcnt(op) == 1 => self.mem.reached_from(op, most),
            _ => 0,
        }
    }

    fn named(&self, id: &str) -> Option<u64> {
        let entry = self.mem.find_name(id)?;
        Some(self.mem.entry_object(entry)).filter(|&op| op != 0)
    }

    fn weigh_items(&mut self, of: &str, most: u64) -> u64 {
        let Some(op) = self.named(of) else {
            return 0;
        };
        let mut items = 0;
        self.mem.traverse(op, |_, _| items += 1);
        if items > MANY_ITEMS {
            return 0;
        }
        self.mem.reached_from(op, most)
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

    /// Objects that can be reached from one, itself included, counted up to `most`.
    fn reached_from(&mut self, op: u64, most: u64) -> u64 {
        let mut seen = HashSet::from([op]);
        let mut next = vec![op];
        while let Some(op) = next.pop() {
            self.traverse(op, |_, item| {
                if (seen.len() as u64) < most && seen.insert(item) {
                    next.push(item);
                }
            });
        }
        seen.len() as u64
    }
}
