//! The cyclic collector, Modules/gcmodule.c: which generation is collected, what in it is garbage, and
//! how that goes.
//!
//! - `collect`: one collection from its first to its last phase
//! - `generations`: when one runs, of which generation, and the settings
//! - `deduce`: what is unreachable, in 3.9 and 3.10; `deduce27` in 2.7
//! - `legacy`: what a `tp_del` makes uncollectable
//! - `weakrefs`: weak references to garbage, and their callbacks
//! - `finalize`: `__del__`, what it brings back, and `tp_clear`
//! - `seen`: what one phase saw, so that another need not look
//! - `unseen`: the loops of a deduction where nobody looks
//!
//! All state is in the image, also what CPython has on its C stack, so that a collection that is
//! stopped anywhere can be drawn. Nothing here asks who holds a name.

mod collect;
mod deduce;
mod deduce27;
mod finalize;
mod generations;
mod legacy;
mod seen;
mod unseen;
mod weakrefs;

use crate::edition::objects::gc_bits;
use crate::event::{Event, Function, Phase};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `gc_is_collecting` (3.9, 3.10)
    #[inline(always)]
    pub(crate) fn gc_is_collecting(&self, gc: u64) -> bool {
        self.gc_prev_word(gc) & gc_bits::COLLECTING != 0
    }

    /// `gc_clear_collecting` (3.9, 3.10)
    #[inline(always)]
    pub(crate) fn gc_clear_collecting(&mut self, gc: u64) {
        let prev = self.gc_prev_word(gc) & !gc_bits::COLLECTING;
        self.set_gc_prev_word(gc, prev);
    }

    /// `_PyGCHead_FINALIZED` (3.9, 3.10)
    pub(crate) fn gc_is_finalized(&self, gc: u64) -> bool {
        self.gc_prev_word(gc) & gc_bits::FINALIZED != 0
    }

    /// `_PyGCHead_SET_FINALIZED` (3.9, 3.10)
    pub(crate) fn gc_set_finalized(&mut self, gc: u64) {
        let prev = self.gc_prev_word(gc) | gc_bits::FINALIZED;
        self.set_gc_prev_word(gc, prev);
    }

    /// Runs a phase of a collection as the function that it is in CPython; a phase inside of another
    /// gives way to that one again.
    fn phase<R>(
        &mut self,
        phase: Phase,
        function: Function,
        body: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let at = self.layout().object_symbols.gc_phase;
        self.call(function, |mem| {
            let around = mem.uint(at);
            mem.set_uint(at, phase as u32 + 1);
            mem.event(Event::PhaseStarted { phase });
            let result = body(mem);
            mem.set_uint(at, around);
            result
        })
    }

    /// Whether a walk along a list that may have been damaged has gone on for too long; it counts
    /// `left` down, and notes a fault at 0.
    #[inline(always)]
    fn out_of_fuel(&self, left: &mut usize) -> bool {
        *left -= 1;
        if *left == 0 {
            self.fault(self.gen_head(0));
        }
        self.has_fault()
    }

    /// Whether nobody looks, so that what is usual can be done without its events.
    #[inline(always)]
    fn goes_quickly(&mut self) -> bool {
        !self.has_fault() && self.passes(0, [])
    }

    /// More heads than an image can hold.
    fn fuel(&self) -> usize {
        self.image().len()
    }

    /// Calls `visit` with each head of a list, which may leave the list while it is visited.
    fn each_in_list(&mut self, list: u64, mut visit: impl FnMut(&mut Self, u64)) {
        let (mut gc, mut left) = (self.gc_next(list), self.fuel());
        while gc != list && !self.out_of_fuel(&mut left) {
            let next = self.gc_next(gc);
            visit(self, gc);
            gc = next;
        }
    }
}
