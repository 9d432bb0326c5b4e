//! Which objects of a list are unreachable from outside of it: 3.9 and 3.10.
//!
//! While this runs, `_gc_prev` holds `gc_refs << 2` and two flags, so that the list is singly linked
//! by `_gc_next`; `move_unreachable` makes it doubly linked again, one object after the other.

use super::seen::Seen;
use super::unseen::{self, Lists, Stand, refs_in};
use crate::edition::objects::gc_bits;
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Splits `base`: what is not reachable from outside of it goes to `unreachable`. Answers what was seen
    /// of the objects of both.
    ///
    /// Modules/gcmodule.c, `deduce_unreachable` (3.9, 3.10); a part of `collect` (2.7).
    pub(super) fn deduce_unreachable(&mut self, base: u64, unreachable: u64) -> Seen {
        self.call(Function::DeduceUnreachable, |mem| {
            let old = mem.objects().version_2;
            let mut seen = if old { Seen::ANYTHING } else { Seen::default() };
            mem.phase(Phase::UpdateRefs, Function::UpdateRefs, |mem| {
                if old {
                    mem.update_refs27(base);
                } else {
                    mem.update_refs(base);
                }
            });
            mem.phase(Phase::SubtractRefs, Function::SubtractRefs, |mem| {
                if old {
                    mem.subtract_refs27(base);
                } else {
                    mem.subtract_refs(base, &mut seen);
                }
            });
            mem.gc_list_init(unreachable);
            mem.phase(Phase::MoveUnreachable, Function::MoveUnreachable, |mem| {
                if old {
                    mem.move_unreachable27(base, unreachable);
                } else {
                    mem.move_unreachable(base, unreachable, &mut seen);
                }
            });
            seen
        })
    }

    /// `gc_get_refs`
    #[inline(always)]
    fn gc_refs(&self, gc: u64) -> u64 {
        refs_in::<W>(self.gc_prev_word(gc))
    }

    /// `gc_set_refs`
    #[inline(always)]
    fn set_gc_refs(&mut self, gc: u64, refs: u64) {
        let flags = self.gc_prev_word(gc) & (gc_bits::FINALIZED | gc_bits::COLLECTING);
        self.set_gc_prev_word(gc, flags | (refs << gc_bits::SHIFT));
    }

    /// Modules/gcmodule.c, `update_refs` (3.9, 3.10).
    fn update_refs(&mut self, containers: u64) {
        let (mut gc, mut left) = (self.gc_next(containers), self.fuel());
        loop {
            if self.goes_quickly() {
                let (image, journal) = self.parts();
                gc = unseen::update_refs::<W, J>(image, journal, containers, gc, &mut left);
            }
            if gc == containers || self.out_of_fuel(&mut left) {
                break;
            }
            let op = self.from_gc(gc);
            let refs = self.refcnt(op);
            let finalized = self.gc_prev_word(gc) & gc_bits::FINALIZED;
            self.set_gc_prev_word(
                gc,
                finalized | gc_bits::COLLECTING | (refs << gc_bits::SHIFT),
            );
            self.event(Event::RefsCopied { object: op, refs });
            gc = self.gc_next(gc);
        }
    }

    /// Modules/gcmodule.c, `subtract_refs` (3.9, 3.10).
    fn subtract_refs(&mut self, containers: u64, seen: &mut Seen) {
        let mut at = Stand::before(self.gc_next(containers));
        let mut left = self.fuel();
        loop {
            if self.is_sound() && self.goes_quickly() {
                let (image, journal) = self.parts();
                at = unseen::subtract_refs::<W, J>(image, journal, containers, at, seen, &mut left);
            }
            if at.gc == containers || self.out_of_fuel(&mut left) {
                break;
            }
            let op = self.from_gc(at.gc);
            match at.items {
                None => {
                    let tp = self.ob_type(op);
                    let kind = self.kind_of_type(tp);
                    seen.add(kind, self.tp_flags(tp));
                    self.event(Event::SubtractingRefsOf { object: op });
                    self.traverse_as(kind, op, |mem, item| mem.visit_decref(item));
                    at.gc = self.gc_next(at.gc);
                }
                Some(0) => at = Stand::before(self.gc_next(at.gc)),
                Some(items) => {
                    self.traverse_item(op, items - 1, |mem, item| mem.visit_decref(item));
                    at.items = Some(items - 1);
                }
            }
        }
    }

    /// Modules/gcmodule.c, `visit_decref` (3.9, 3.10).
    #[inline]
    fn visit_decref(&mut self, op: u64) {
        if !self.is_gc(op) {
            return;
        }
        let gc = self.as_gc(op);
        let prev = self.gc_prev_word(gc);
        if prev & gc_bits::COLLECTING != 0 {
            let prev = prev.wrapping_sub(1 << gc_bits::SHIFT);
            self.set_gc_prev_word(gc, prev);
            self.event(Event::RefSubtracted {
                object: op,
                refs: refs_in::<W>(prev),
            });
        }
    }

    /// Modules/gcmodule.c, `move_unreachable` (3.9, 3.10).
    fn move_unreachable(&mut self, young: u64, unreachable: u64, seen: &mut Seen) {
        let lists = Lists { young, unreachable };
        let (mut prev, mut left) = (young, self.fuel());
        let mut at = Stand::before(self.gc_next(young));
        loop {
            if self.is_sound() && self.goes_quickly() {
                let (image, journal) = self.parts();
                at = unseen::move_unreachable::<W, J>(
                    image, journal, lists, &mut prev, at, seen, &mut left,
                );
            }
            if at.gc == young || self.out_of_fuel(&mut left) {
                break;
            }
            let op = self.from_gc(at.gc);
            match at.items {
                Some(items @ 1..) => {
                    self.traverse_item(op, items - 1, |mem, item| {
                        mem.visit_reachable(item, young, seen);
                    });
                    at.items = Some(items - 1);
                    continue;
                }
                Some(0) => self.leave_reachable(at.gc, &mut prev),
                None => {
                    let refs = self.gc_refs(at.gc);
                    if refs == 0 {
                        self.move_to_unreachable(at.gc, prev, unreachable);
                        seen.unreachable += 1;
                    } else {
                        seen.reachable += 1;
                        self.event(Event::Reachable { object: op, refs });
                        self.traverse(op, |mem, item| mem.visit_reachable(item, young, seen));
                        self.leave_reachable(at.gc, &mut prev);
                    }
                }
            }
            at = Stand::before(self.gc_next(prev));
        }
        self.set_gc_prev_word(young, prev);
        let first = self.gc_next(unreachable) & !gc_bits::UNREACHABLE;
        self.set_gc_next(unreachable, first);
    }

    /// A reachable head stays behind the one before it, whose place it takes.
    fn leave_reachable(&mut self, gc: u64, prev: &mut u64) {
        self.set_gc_prev(gc, *prev);
        self.gc_clear_collecting(gc);
        *prev = gc;
    }

    /// A head that nobody has reached so far goes from behind `prev` to the end of the other list.
    fn move_to_unreachable(&mut self, gc: u64, prev: u64, unreachable: u64) {
        let next = self.gc_next(gc);
        self.set_gc_next(prev, next);
        let last = self.gc_prev(unreachable);
        self.set_gc_next(last, gc | gc_bits::UNREACHABLE);
        self.set_gc_prev(gc, last);
        self.set_gc_next(gc, unreachable | gc_bits::UNREACHABLE);
        self.set_gc_prev_word(unreachable, gc);
        let object = self.from_gc(gc);
        self.event(Event::TentativelyUnreachable { object });
    }

    /// Modules/gcmodule.c, `visit_reachable` (3.9, 3.10).
    #[inline]
    fn visit_reachable(&mut self, op: u64, reachable: u64, seen: &mut Seen) {
        if !self.is_gc(op) {
            return;
        }
        let gc = self.as_gc(op);
        if !self.gc_is_collecting(gc) {
            return self.event(match self.gc_next(gc) {
                0 => Event::VisitedUntracked { object: op },
                _ => Event::VisitedNotCollecting { object: op },
            });
        }
        let refs = self.gc_refs(gc);
        let next_word = self.gc_next(gc);
        if next_word & gc_bits::UNREACHABLE != 0 {
            let prev = self.gc_prev(gc);
            self.set_gc_next(prev, next_word);
            self.set_gc_prev(next_word & !gc_bits::UNREACHABLE, prev);
            self.gc_list_append(gc, reachable);
            self.set_gc_refs(gc, 1);
            seen.unreachable = seen.unreachable.wrapping_sub(1);
            self.event(Event::MovedBack { object: op });
        } else if refs == 0 {
            self.set_gc_refs(gc, 1);
            self.event(Event::MarkedReachable { object: op });
        } else {
            self.event(Event::VisitedWaiting { object: op, refs });
        }
    }
}
