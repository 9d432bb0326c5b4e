//! When a collection runs and of which generation; thresholds, counts, and the other settings.

use crate::edition::objects::NUM_GENERATIONS;
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// The index of `permanent_generation` behind the three others.
pub(super) const PERMANENT: u32 = NUM_GENERATIONS;
/// `DEBUG_SAVEALL` of `gc.set_debug`.
pub(crate) const DEBUG_SAVEALL: u32 = 1 << 5;

impl<W: Word, J: Journal> Memory<W, J> {
    /// `gc.isenabled()`
    pub(crate) fn gc_enabled(&self) -> bool {
        self.uint(self.layout().object_symbols.gc_enabled) != 0
    }

    fn collecting(&self) -> bool {
        self.uint(self.layout().object_symbols.gc_collecting) != 0
    }

    fn set_collecting(&mut self, collecting: bool) {
        let at = self.layout().object_symbols.gc_collecting;
        self.set_uint(at, u32::from(collecting));
    }

    /// `DEBUG_SAVEALL` is set.
    pub(super) fn saves_all(&self) -> bool {
        self.uint(self.layout().object_symbols.gc_debug) & DEBUG_SAVEALL != 0
    }

    /// The threshold is passed: collects, unless that is what allocates.
    ///
    /// Modules/gcmodule.c, `_PyObject_GC_Alloc` (3.9, 3.10), `_PyObject_GC_Malloc` (2.7).
    #[cold]
    #[inline(never)]
    pub(crate) fn collect_after_allocation(&mut self, count: u32, threshold: u32) {
        self.event(Event::ThresholdPassed { count, threshold });
        if self.collecting() {
            return self.event(Event::AlreadyCollecting);
        }
        self.set_collecting(true);
        self.gc_collect_generations();
        self.set_collecting(false);
    }

    /// Collects the oldest generation whose count is above its threshold; a full collection only when
    /// enough objects wait to become long-lived.
    ///
    /// Modules/gcmodule.c, `gc_collect_generations` (3.10), `collect_generations` (2.7, 3.9).
    fn gc_collect_generations(&mut self) {
        self.call(Function::GcCollectGenerations, |mem| {
            for generation in (0..NUM_GENERATIONS).rev() {
                let (count, threshold) = (mem.gen_count(generation), mem.gen_threshold(generation));
                if count <= threshold {
                    mem.event(Event::GenerationNotDue {
                        generation,
                        count,
                        threshold,
                    });
                    continue;
                }
                if generation == NUM_GENERATIONS - 1 && mem.puts_full_collection_off() {
                    continue;
                }
                mem.event(Event::GenerationChosen {
                    generation,
                    count,
                    threshold,
                });
                mem.gc_collect_main(generation);
                break;
            }
        });
    }

    fn puts_full_collection_off(&mut self) -> bool {
        let (pending, total) = (self.long_lived_pending(), self.long_lived_total());
        let off = pending < total / 4;
        if off {
            self.event(Event::FullCollectionPutOff { pending, total });
        }
        off
    }

    /// `gc.collect(generation)`: objects collected and uncollectable; 0 inside of a collection.
    ///
    /// Modules/gcmodule.c, `gc_collect_impl` (3.9, 3.10), `gc_collect` (2.7).
    pub(crate) fn gc_collect(&mut self, generation: u32) -> u64 {
        if self.collecting() {
            self.event(Event::AlreadyCollecting);
            return 0;
        }
        self.set_collecting(true);
        let found = self.gc_collect_main(generation);
        self.set_collecting(false);
        found
    }

    /// `long_lived_total`
    pub(crate) fn long_lived_total(&self) -> u64 {
        self.word(self.layout().object_symbols.long_lived_total)
    }

    /// `long_lived_pending`
    pub(crate) fn long_lived_pending(&self) -> u64 {
        self.word(self.layout().object_symbols.long_lived_pending)
    }

    /// `gc.set_threshold`
    pub(crate) fn gc_set_threshold(&mut self, thresholds: [u32; 3]) {
        for (generation, threshold) in (0..).zip(thresholds) {
            let from = self.gen_threshold(generation);
            self.set_gen_threshold(generation, threshold);
            self.event(Event::ThresholdSet {
                generation,
                from,
                to: threshold,
            });
        }
    }

    /// `gc.enable()` and `gc.disable()`
    pub(crate) fn gc_set_enabled(&mut self, enabled: bool) {
        let at = self.layout().object_symbols.gc_enabled;
        let (from, to) = (self.uint(at), u32::from(enabled));
        self.set_uint(at, to);
        self.event(Event::EnabledSet { from, to });
    }

    /// `gc.set_debug(gc.DEBUG_SAVEALL)` or `gc.set_debug(0)`
    pub(crate) fn gc_set_saveall(&mut self, saveall: bool) {
        let at = self.layout().object_symbols.gc_debug;
        let (from, to) = (self.uint(at), if saveall { DEBUG_SAVEALL } else { 0 });
        self.set_uint(at, to);
        self.event(Event::DebugSet { from, to });
    }

    /// Modules/gcmodule.c, `gc_freeze_impl` (3.9, 3.10).
    pub(crate) fn gc_freeze(&mut self) {
        let mut moved = 0;
        for generation in 0..NUM_GENERATIONS {
            let list = self.gen_head(generation);
            moved += self.gc_list_size(list);
            self.gc_list_merge(list, self.gen_head(PERMANENT));
            self.set_gen_count(generation, 0);
        }
        self.event(Event::Frozen { moved });
    }

    /// Modules/gcmodule.c, `gc_unfreeze_impl` (3.9, 3.10).
    pub(crate) fn gc_unfreeze(&mut self) {
        let list = self.gen_head(PERMANENT);
        let moved = self.gc_list_size(list);
        self.gc_list_merge(list, self.gen_head(NUM_GENERATIONS - 1));
        self.event(Event::Unfrozen { moved });
    }
}
