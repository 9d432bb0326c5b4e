//! The end of garbage: `__del__`, what it brought back, and `tp_clear`.

use super::seen::Seen;
use super::unseen;
use crate::edition::objects::{WorkingList, gc_bits, refs27, type_object};
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Events of a deduction but for those of objects and references: its call, and those of its three phases.
const EVENTS_OF_DEDUCTION: u64 = 1 + 3 * 2;

impl<W: Word, J: Journal> Memory<W, J> {
    /// Calls `tp_finalize` of what has one, once in its life.
    ///
    /// Modules/gcmodule.c, `finalize_garbage` (3.9, 3.10).
    pub(super) fn finalize_garbage(&mut self, collectable: u64, seen_objects: Seen) {
        let seen = self.working_list(WorkingList::Seen);
        self.phase(Phase::FinalizeGarbage, Function::FinalizeGarbage, |mem| {
            mem.gc_list_init(seen);
            if !seen_objects.has_finalizers() && mem.journal.is_unseen() {
                // All would go to the other list, without an event, and come back in the same order.
                return;
            }
            let mut left = mem.fuel();
            while !mem.gc_list_is_empty(collectable) && !mem.out_of_fuel(&mut left) {
                let gc = mem.gc_next(collectable);
                let op = mem.from_gc(gc);
                mem.gc_list_move(gc, seen);
                if mem.tp_flags(mem.ob_type(op)) & type_object::FLAG_FINALIZE == 0 {
                    continue;
                }
                if mem.gc_is_finalized(gc) {
                    mem.event(Event::FinalizerSkipped { object: op });
                    continue;
                }
                mem.gc_set_finalized(gc);
                mem.incref(op);
                mem.event(Event::FinalizerCalled { object: op });
                mem.run_actions_of(op);
                mem.decref(op);
            }
            mem.gc_list_merge(seen, collectable);
        });
    }

    /// Deduces once more what is unreachable, since finalizers may have made references; what came
    /// back lives on. Answers how many objects did not.
    ///
    /// Modules/gcmodule.c, `handle_resurrected_objects` (3.9, 3.10).
    pub(super) fn handle_resurrected_objects(
        &mut self,
        unreachable: u64,
        still_unreachable: u64,
        old: u64,
        seen: Seen,
    ) -> u64 {
        self.phase(
            Phase::HandleResurrectedObjects,
            Function::HandleResurrectedObjects,
            |mem| {
                if seen.stays_as_it_is() && mem.is_sound() && mem.journal.is_unseen() {
                    return mem.skip_second_deduction(unreachable, still_unreachable, seen);
                }
                // What the deduction writes does not depend on the flag: it sets it itself.
                if !mem.journal.is_unseen() {
                    mem.each_in_list(unreachable, |mem, gc| mem.gc_clear_collecting(gc));
                }
                let seen = mem.deduce_unreachable(unreachable, still_unreachable);
                mem.clear_unreachable_mask(still_unreachable);
                if J::ON {
                    mem.each_in_list(unreachable, |mem, gc| {
                        let object = mem.from_gc(gc);
                        mem.event(Event::SurvivedResurrection { object });
                    });
                }
                mem.gc_list_merge(unreachable, old);
                seen.unreachable
            },
        )
    }

    /// What a deduction comes to if nothing was written since the one that found these objects: nobody refers
    /// to them from outside, so that it takes each reference off again, and finds all of them in their order.
    fn skip_second_deduction(&mut self, unreachable: u64, still: u64, seen: Seen) -> u64 {
        self.gc_list_init(still);
        self.gc_list_merge(unreachable, still);
        self.journal
            .skip(EVENTS_OF_DEDUCTION + 3 * seen.unreachable + seen.references);
        seen.unreachable
    }

    /// Answers how many references the counts of the objects tell of.
    ///
    /// Modules/gcmodule.c, `clear_unreachable_mask` (3.9, 3.10).
    pub(super) fn clear_unreachable_mask(&mut self, unreachable: u64) -> u64 {
        let (mut gc, mut left) = (self.gc_next(unreachable), self.fuel());
        let mut references = 0_u64;
        loop {
            if self.goes_quickly() {
                let (image, journal) = self.parts();
                gc = unseen::clear_unreachable_mask::<W, J>(
                    image,
                    journal,
                    unreachable,
                    gc,
                    &mut references,
                    &mut left,
                );
            }
            if gc == unreachable || self.out_of_fuel(&mut left) {
                break;
            }
            let next = self.gc_next(gc) & !gc_bits::UNREACHABLE;
            self.set_gc_next(gc, next);
            references = references.wrapping_add(self.refcnt(self.from_gc(gc)));
            gc = next;
        }
        references
    }

    /// Calls `tp_clear` of one object after the other, which breaks the cycles; what is alive still
    /// moves to the older generation.
    ///
    /// Modules/gcmodule.c, `delete_garbage` (2.7, 3.9, 3.10).
    pub(super) fn delete_garbage(&mut self, collectable: u64, old: u64) {
        self.phase(Phase::DeleteGarbage, Function::DeleteGarbage, |mem| {
            let mut left = mem.fuel();
            while !mem.gc_list_is_empty(collectable) && !mem.out_of_fuel(&mut left) {
                let gc = mem.gc_next(collectable);
                mem.delete_or_save(mem.from_gc(gc));
                if mem.gc_next(collectable) == gc {
                    mem.survive_clear(gc, old);
                }
            }
        });
    }

    fn delete_or_save(&mut self, op: u64) {
        if self.saves_all() {
            let garbage = self.layout().object_symbols.garbage;
            if self.pylist_append(garbage, op).is_some() {
                self.event(Event::SavedAsGarbage { object: op });
            }
            return;
        }
        let of = self.kind(op);
        if of.has_tp_clear() {
            self.incref(op);
            self.event(Event::Cleared { object: op, of });
            self.tp_clear(of, op);
            self.decref(op);
        }
    }

    fn survive_clear(&mut self, gc: u64, old: u64) {
        if self.objects().version_2 {
            self.gc_list_move(gc, old);
            self.set_gc_refs27(gc, refs27::REACHABLE);
        } else {
            self.gc_clear_collecting(gc);
            self.gc_list_move(gc, old);
        }
        let object = self.from_gc(gc);
        self.event(Event::SurvivedClear { object });
    }
}
