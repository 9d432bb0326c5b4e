//! Legacy finalizers, `tp_del`: what has one, and what it reaches, is not collected.

use super::seen::Seen;
use crate::edition::objects::{gc_bits, refs27, type_object};
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `has_legacy_finalizer` (3.9, 3.10), `has_finalizer` (2.7)
    fn has_legacy_finalizer(&self, op: u64) -> bool {
        self.tp_flags(self.ob_type(op)) & type_object::FLAG_DEL != 0
    }

    /// Moves what has a legacy finalizer to `finalizers`; in `unreachable` the flags of
    /// `move_unreachable` are gone then.
    ///
    /// Modules/gcmodule.c, `move_legacy_finalizers` (3.9, 3.10), `move_finalizers` (2.7).
    pub(super) fn move_legacy_finalizers(
        &mut self,
        unreachable: u64,
        finalizers: u64,
        seen: &mut Seen,
    ) {
        let old = self.objects().version_2;
        self.phase(
            Phase::MoveLegacyFinalizers,
            Function::MoveLegacyFinalizers,
            |mem| {
                if !seen.has_legacy_finalizers() {
                    seen.references = mem.clear_unreachable_mask(unreachable);
                    return;
                }
                let (mut gc, mut left) = (mem.gc_next(unreachable), mem.fuel());
                while gc != unreachable && !mem.out_of_fuel(&mut left) {
                    if !old {
                        let next = mem.gc_next(gc) & !gc_bits::UNREACHABLE;
                        mem.set_gc_next(gc, next);
                    }
                    let (op, next) = (mem.from_gc(gc), mem.gc_next(gc));
                    if mem.has_legacy_finalizer(op) {
                        mem.leave_unreachable(gc, finalizers);
                        mem.event(Event::MovedToFinalizers { object: op });
                    }
                    gc = next;
                }
            },
        );
    }

    /// Moves a head from `unreachable` to a list of objects that are not garbage.
    fn leave_unreachable(&mut self, gc: u64, list: u64) {
        if self.objects().version_2 {
            self.gc_list_move(gc, list);
            self.set_gc_refs27(gc, refs27::REACHABLE);
        } else {
            self.gc_clear_collecting(gc);
            self.gc_list_move(gc, list);
        }
    }

    /// Moves what the objects in `finalizers` reach there, too.
    ///
    /// Modules/gcmodule.c, `move_legacy_finalizer_reachable` and `visit_move` (3.9, 3.10),
    /// `move_finalizer_reachable` (2.7).
    pub(super) fn move_legacy_finalizer_reachable(&mut self, finalizers: u64) {
        self.phase(
            Phase::MoveLegacyFinalizerReachable,
            Function::MoveLegacyFinalizerReachable,
            |mem| {
                let (mut gc, mut left) = (mem.gc_next(finalizers), mem.fuel());
                while gc != finalizers && !mem.out_of_fuel(&mut left) {
                    let op = mem.from_gc(gc);
                    mem.event(Event::FollowingFinalizer { object: op });
                    mem.traverse(op, |mem, item| {
                        if !mem.is_gc(item) {
                            return;
                        }
                        let gc = mem.as_gc(item);
                        if mem.is_garbage(gc) {
                            mem.leave_unreachable(gc, finalizers);
                            mem.event(Event::ReachedFromFinalizers { object: item });
                        }
                    });
                    gc = mem.gc_next(gc);
                }
            },
        );
    }

    /// Whether a head belongs to the garbage of the collection that is running.
    pub(super) fn is_garbage(&self, gc: u64) -> bool {
        if self.objects().version_2 {
            self.is_tentatively_unreachable(gc)
        } else {
            self.gc_is_collecting(gc)
        }
    }

    /// Appends what has a legacy finalizer to `gc.garbage`; all of `finalizers` lives on.
    ///
    /// Modules/gcmodule.c, `handle_legacy_finalizers` (3.9, 3.10), `handle_finalizers` (2.7).
    pub(super) fn handle_legacy_finalizers(&mut self, finalizers: u64, old: u64) {
        let garbage = self.layout().object_symbols.garbage;
        self.phase(
            Phase::HandleLegacyFinalizers,
            Function::HandleLegacyFinalizers,
            |mem| {
                mem.each_in_list(finalizers, |mem, gc| {
                    let op = mem.from_gc(gc);
                    if mem.saves_all() || mem.has_legacy_finalizer(op) {
                        if mem.pylist_append(garbage, op).is_none() {
                            return;
                        }
                        mem.event(Event::Uncollectable { object: op });
                    }
                });
                mem.gc_list_merge(finalizers, old);
            },
        );
    }
}
