//! Which objects of a list are unreachable from outside of it: 2.7.
//!
//! `gc_refs` is a field of its own, which says outside of a collection where the object stands, so
//! that the lists are doubly linked all the time.

use crate::edition::objects::{Kind, refs27};
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Modules/gcmodule.c, `update_refs` (2.7).
    pub(super) fn update_refs27(&mut self, containers: u64) {
        self.each_in_list(containers, |mem, gc| {
            let op = mem.from_gc(gc);
            let refs = mem.refcnt(op);
            mem.set_gc_refs27(gc, refs as i64);
            mem.event(Event::RefsCopied { object: op, refs });
        });
    }

    /// Modules/gcmodule.c, `subtract_refs` and `visit_decref` (2.7).
    pub(super) fn subtract_refs27(&mut self, containers: u64) {
        self.each_in_list(containers, |mem, gc| {
            let op = mem.from_gc(gc);
            mem.event(Event::SubtractingRefsOf { object: op });
            mem.traverse(op, |mem, item| {
                if mem.is_gc(item) {
                    let gc = mem.as_gc(item);
                    let refs = mem.gc_refs27(gc);
                    if refs > 0 {
                        mem.set_gc_refs27(gc, refs - 1);
                        mem.event(Event::RefSubtracted {
                            object: item,
                            refs: refs as u64 - 1,
                        });
                    }
                }
            });
        });
    }

    /// Modules/gcmodule.c, `move_unreachable` (2.7).
    pub(super) fn move_unreachable27(&mut self, young: u64, unreachable: u64) {
        let (mut gc, mut left) = (self.gc_next(young), self.fuel());
        while gc != young && !self.out_of_fuel(&mut left) {
            let op = self.from_gc(gc);
            let refs = self.gc_refs27(gc);
            let next;
            if refs != 0 {
                self.set_gc_refs27(gc, refs27::REACHABLE);
                self.event(Event::Reachable {
                    object: op,
                    refs: refs as u64,
                });
                self.traverse(op, |mem, item| mem.visit_reachable27(item, young));
                next = self.gc_next(gc);
                if self.kind(op) == Kind::Tuple {
                    self.tuple_maybe_untrack(op);
                }
            } else {
                next = self.gc_next(gc);
                self.gc_list_move(gc, unreachable);
                self.set_gc_refs27(gc, refs27::TENTATIVELY_UNREACHABLE);
                self.event(Event::TentativelyUnreachable { object: op });
            }
            gc = next;
        }
    }

    /// Modules/gcmodule.c, `visit_reachable` (2.7).
    fn visit_reachable27(&mut self, op: u64, reachable: u64) {
        if !self.is_gc(op) {
            return;
        }
        let gc = self.as_gc(op);
        match self.gc_refs27(gc) {
            0 => {
                self.set_gc_refs27(gc, 1);
                self.event(Event::MarkedReachable { object: op });
            }
            refs27::TENTATIVELY_UNREACHABLE => {
                self.gc_list_move(gc, reachable);
                self.set_gc_refs27(gc, 1);
                self.event(Event::MovedBack { object: op });
            }
            refs27::REACHABLE => self.event(Event::VisitedReachable { object: op }),
            refs27::UNTRACKED => self.event(Event::VisitedUntracked { object: op }),
            refs => self.event(Event::VisitedWaiting {
                object: op,
                refs: refs as u64,
            }),
        }
    }

    /// `IS_TENTATIVELY_UNREACHABLE`
    pub(super) fn is_tentatively_unreachable(&self, gc: u64) -> bool {
        self.gc_refs27(gc) == refs27::TENTATIVELY_UNREACHABLE
    }
}
