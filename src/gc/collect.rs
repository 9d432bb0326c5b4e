//! One collection, phase by phase.

use super::seen::Seen;
use crate::edition::objects::{Kind, NUM_GENERATIONS, WorkingList};
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Collects a generation and all younger ones; how many objects were found, uncollectable ones
    /// included.
    ///
    /// Modules/gcmodule.c, `gc_collect_main` (3.10), `collect` (2.7, 3.9).
    pub(super) fn gc_collect_main(&mut self, generation: u32) -> u64 {
        let at = self.layout().object_symbols.gc_generation;
        self.call(Function::GcCollectMain, |mem| {
            mem.set_uint(at, generation + 1);
            let found = mem.collect_phases(generation);
            mem.set_uint(at, 0);
            found
        })
    }

    fn collect_phases(&mut self, generation: u32) -> u64 {
        let oldest = NUM_GENERATIONS - 1;
        if generation < oldest {
            let count = self.gen_count(generation + 1).wrapping_add(1);
            self.set_gen_count(generation + 1, count);
        }
        for younger in 0..=generation {
            self.set_gen_count(younger, 0);
        }
        self.event(Event::CollectionStarted { generation });
        self.merge_younger(generation);
        let young = self.gen_head(generation);
        let old = self.gen_head((generation + 1).min(oldest));
        let unreachable = self.working_list(WorkingList::Unreachable);
        let finalizers = self.working_list(WorkingList::Finalizers);
        let mut seen = self.deduce_unreachable(young, unreachable);
        if !self.objects().version_2 {
            self.untrack_tuples(young, seen);
        }
        self.move_survivors(generation, young, old, seen);
        self.gc_list_init(finalizers);
        self.move_legacy_finalizers(unreachable, finalizers, &mut seen);
        self.move_legacy_finalizer_reachable(finalizers);
        let collected = if self.objects().version_2 {
            let found = self.gc_list_size(unreachable);
            let freed = self.handle_weakrefs(unreachable, old, seen);
            self.delete_garbage(unreachable, old);
            found + freed
        } else {
            let freed = self.handle_weakrefs(unreachable, old, seen);
            self.finalize_garbage(unreachable, seen);
            let final_unreachable = self.working_list(WorkingList::FinalUnreachable);
            let found = self.handle_resurrected_objects(unreachable, final_unreachable, old, seen);
            self.delete_garbage(final_unreachable, old);
            found + freed
        };
        let uncollectable = self.gc_list_size(finalizers);
        self.handle_legacy_finalizers(finalizers, old);
        if generation == oldest {
            self.clear_freelists();
        }
        self.count_collection(generation, collected, uncollectable);
        collected + uncollectable
    }

    fn merge_younger(&mut self, generation: u32) {
        self.phase(Phase::MergeYounger, Function::GcCollectMain, |mem| {
            for younger in 0..generation {
                let list = mem.gen_head(younger);
                let moved = mem.gc_list_size_for_event(list);
                mem.gc_list_merge(list, mem.gen_head(generation));
                mem.event(Event::GenerationsMerged {
                    from: younger,
                    to: generation,
                    moved,
                });
            }
        });
    }

    /// The size of a list that only the next event asks for: nobody counts for an event that is not told.
    fn gc_list_size_for_event(&self, list: u64) -> u64 {
        if self.journal.is_told() {
            self.gc_list_size(list)
        } else {
            0
        }
    }

    /// Survivors go to the next generation, where there is one; those of generation 1 wait there to
    /// become long-lived, those of generation 2 are it.
    fn move_survivors(&mut self, generation: u32, young: u64, old: u64, seen: Seen) {
        let symbols = self.layout().object_symbols;
        if young == old {
            self.untrack_dicts(young, seen);
            let total = if seen.has(Kind::Tuple) || seen.has(Kind::Dict) {
                self.gc_list_size(young)
            } else {
                seen.reachable
            };
            self.set_word(symbols.long_lived_pending, 0);
            self.set_word(symbols.long_lived_total, total);
            return self.event(Event::LongLivedTotal { total });
        }
        self.phase(Phase::MoveSurvivors, Function::GcCollectMain, |mem| {
            if generation == NUM_GENERATIONS - 2 {
                let pending = mem.long_lived_pending() + mem.gc_list_size(young);
                mem.set_word(symbols.long_lived_pending, pending);
                let total = mem.long_lived_total();
                mem.event(Event::LongLivedPending { pending, total });
            }
            let moved = mem.gc_list_size_for_event(young);
            mem.gc_list_merge(young, old);
            mem.event(Event::SurvivorsMoved {
                from: generation,
                to: generation + 1,
                moved,
            });
        });
    }

    /// Modules/gcmodule.c, `untrack_tuples` (3.9, 3.10).
    fn untrack_tuples(&mut self, head: u64, seen: Seen) {
        self.phase(Phase::UntrackTuples, Function::UntrackTuples, |mem| {
            if !seen.has(Kind::Tuple) {
                return;
            }
            mem.each_in_list(head, |mem, gc| {
                let op = mem.from_gc(gc);
                if mem.kind(op) == Kind::Tuple {
                    mem.tuple_maybe_untrack(op);
                }
            });
        });
    }

    /// Modules/gcmodule.c, `untrack_dicts` (2.7, 3.9, 3.10).
    fn untrack_dicts(&mut self, head: u64, seen: Seen) {
        self.phase(Phase::UntrackDicts, Function::UntrackDicts, |mem| {
            if !seen.has(Kind::Dict) {
                return;
            }
            mem.each_in_list(head, |mem, gc| {
                let op = mem.from_gc(gc);
                if mem.kind(op) == Kind::Dict {
                    mem.dict_maybe_untrack(op);
                }
            });
        });
    }

    /// Modules/gcmodule.c, `clear_freelists`: tuples, floats, lists, dicts (3.9, 3.10); tuples,
    /// unicodes, ints, floats (2.7).
    fn clear_freelists(&mut self) {
        self.phase(Phase::ClearFreelists, Function::ClearFreelists, |mem| {
            let mut freed = mem.clear_tuple_freelist();
            if mem.objects().version_2 {
                freed += mem.clear_unicode_freelist();
                freed += mem.clear_int_freelist();
                freed += mem.clear_float_freelist();
            } else {
                freed += mem.clear_float_freelist();
                freed += mem.clear_list_freelist();
                freed += mem.clear_dict_freelist();
            }
            mem.event(Event::FreeListsCleared { freed });
        });
    }

    /// `generation_stats`; 2.7 has none.
    fn count_collection(&mut self, generation: u32, collected: u64, uncollectable: u64) {
        if !self.objects().version_2 {
            let at = self.layout().object_symbols.generation_stats
                + u64::from(generation) * 3 * W::BYTES;
            for (field, more) in (0..).zip([1, collected, uncollectable]) {
                let at = at + field * W::BYTES;
                self.set_word(at, self.word(at).wrapping_add(more));
            }
        }
        self.event(Event::CollectionFinished {
            generation,
            collected,
            uncollectable,
        });
    }
}
