//! Weak references to garbage: all are cleared before any callback runs, so that no callback can see
//! an object that is about to go.

use super::seen::Seen;
use crate::edition::objects::{Kind, WorkingList};
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Clears the weak references to garbage and calls the callbacks of those that are not garbage
    /// themselves; how many of these died of it.
    ///
    /// Modules/gcmodule.c, `handle_weakrefs` (2.7, 3.9, 3.10).
    pub(super) fn handle_weakrefs(&mut self, unreachable: u64, old: u64, seen: Seen) -> u64 {
        let wrcb_to_call = self.working_list(WorkingList::WrcbToCall);
        self.phase(Phase::HandleWeakrefs, Function::HandleWeakrefs, |mem| {
            mem.gc_list_init(wrcb_to_call);
            if !seen.has_weakrefs() {
                return 0;
            }
            mem.each_in_list(unreachable, |mem, gc| {
                let op = mem.from_gc(gc);
                if mem.kind(op) == Kind::Weakref && !mem.objects().version_2 {
                    mem.weakref_clear_ref(op);
                    mem.event(Event::WeakrefIsTrash { weakref: op });
                }
                if let Some(list) = mem.weakrefs_at(op) {
                    mem.clear_refs_to_garbage(list, wrcb_to_call);
                }
            });
            mem.call_callbacks(wrcb_to_call, old)
        })
    }

    fn clear_refs_to_garbage(&mut self, list: u64, wrcb_to_call: u64) {
        let mut left = self.fuel();
        loop {
            let wr = self.word(list);
            if wr == 0 || self.out_of_fuel(&mut left) {
                break;
            }
            self.weakref_clear_ref(wr);
            if self.wr_callback(wr) == 0 {
                continue;
            }
            let gc = self.as_gc(wr);
            if self.is_garbage(gc) {
                if self.objects().version_2 {
                    self.event(Event::WeakrefIsTrash { weakref: wr });
                }
                continue;
            }
            self.incref(wr);
            self.gc_list_move(gc, wrcb_to_call);
            self.event(Event::CallbackToCall { weakref: wr });
        }
    }

    fn call_callbacks(&mut self, wrcb_to_call: u64, old: u64) -> u64 {
        let (mut freed, mut left) = (0, self.fuel());
        while !self.gc_list_is_empty(wrcb_to_call) && !self.out_of_fuel(&mut left) {
            let gc = self.gc_next(wrcb_to_call);
            let wr = self.from_gc(gc);
            self.call_weakref_callback(wr);
            self.decref(wr);
            if self.gc_next(wrcb_to_call) == gc {
                self.gc_list_move(gc, old);
                self.event(Event::WeakrefSurvived { weakref: wr });
            } else {
                freed += 1;
            }
        }
        freed
    }
}
