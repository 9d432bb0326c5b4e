//! Which objects of a list are unreachable from outside of it: 3.9 and 3.10.
//!
//! While this runs, `_gc_prev` holds `gc_refs << 2` and two flags, so that the list is singly linked
//! by `_gc_next`; `move_unreachable` makes it doubly linked again, one object after the other.

use super::seen::Seen;
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
        Self::refs_in(self.gc_prev_word(gc))
    }

    /// `gc_refs` in a `_gc_prev` of the width of a pointer.
    #[inline(always)]
    fn refs_in(prev: u64) -> u64 {
        if W::BYTES == 4 {
            u64::from(prev as u32 >> gc_bits::SHIFT)
        } else {
            prev >> gc_bits::SHIFT
        }
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
            gc = self.quick_update_refs(gc, containers, &mut left);
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

    /// Takes `update_refs` along the list as far as nobody looks; the head that it leaves to the long way, or
    /// the end.
    #[inline(always)]
    fn quick_update_refs(&mut self, from: u64, containers: u64, left: &mut usize) -> u64 {
        if self.has_fault() {
            return from;
        }
        let (image, journal) = self.parts();
        update_heads::<W, J>(image, journal, from, containers, left)
    }

    /// Modules/gcmodule.c, `subtract_refs` (3.9, 3.10).
    fn subtract_refs(&mut self, containers: u64, seen: &mut Seen) {
        let (mut gc, mut left) = (self.gc_next(containers), self.fuel());
        while gc != containers && !self.out_of_fuel(&mut left) {
            let op = self.from_gc(gc);
            let tp = self.ob_type(op);
            let kind = self.kind_of_type(tp);
            seen.add(kind, self.tp_flags(tp));
            self.event(Event::SubtractingRefsOf { object: op });
            self.traverse_as(kind, op, |mem, item| mem.visit_decref(item));
            gc = self.gc_next(gc);
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
                refs: Self::refs_in(prev),
            });
        }
    }

    /// Modules/gcmodule.c, `move_unreachable` (3.9, 3.10).
    fn move_unreachable(&mut self, young: u64, unreachable: u64, seen: &mut Seen) {
        let (mut prev, mut left) = (young, self.fuel());
        let mut gc = self.gc_next(young);
        let mut is_in_a_row = false;
        while gc != young && !self.out_of_fuel(&mut left) {
            let op = self.from_gc(gc);
            let refs = self.gc_refs(gc);
            if refs != 0 {
                is_in_a_row = false;
                seen.reachable += 1;
                self.event(Event::Reachable { object: op, refs });
                self.traverse(op, |mem, item| mem.visit_reachable(item, young, seen));
                self.set_gc_prev(gc, prev);
                self.gc_clear_collecting(gc);
                prev = gc;
            } else {
                let next = self.gc_next(gc);
                self.set_gc_next(prev, next);
                let last = self.gc_prev(unreachable);
                self.set_gc_next(last, gc | gc_bits::UNREACHABLE);
                self.set_gc_prev(gc, last);
                self.set_gc_next(gc, unreachable | gc_bits::UNREACHABLE);
                self.set_gc_prev_word(unreachable, gc);
                seen.unreachable += 1;
                self.event(Event::TentativelyUnreachable { object: op });
                if is_in_a_row {
                    seen.unreachable +=
                        self.quick_move_unreachable(prev, young, unreachable, &mut left);
                }
                is_in_a_row = true;
            }
            gc = self.gc_next(prev);
        }
        self.set_gc_prev_word(young, prev);
        let first = self.gc_next(unreachable) & !gc_bits::UNREACHABLE;
        self.set_gc_next(unreachable, first);
    }

    /// Moves those behind `prev` that are unreachable as well, as far as nobody looks and none is reachable; how many.
    /// Their links to each other need not be written more than once then.
    #[inline(always)]
    fn quick_move_unreachable(
        &mut self,
        prev: u64,
        young: u64,
        unreachable: u64,
        left: &mut usize,
    ) -> u64 {
        let (from, last) = (self.gc_next(prev), self.gc_prev(unreachable));
        if !self.is_sound() || self.has_fault() {
            return 0;
        }
        let (image, journal) = self.parts();
        let run = move_heads::<W, J>(
            image,
            journal,
            Run {
                gc: from,
                last,
                moved: 0,
            },
            young,
            left,
        );
        if run.moved > 0 {
            self.set_gc_next(last, from | gc_bits::UNREACHABLE);
            self.set_gc_next(run.last, unreachable | gc_bits::UNREACHABLE);
            self.set_gc_prev_word(unreachable, run.last);
            self.set_gc_next(prev, run.gc);
        }
        run.moved
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

/// The loop of [`Memory::quick_update_refs`]. The image is looked up once, not for each word.
#[inline(always)]
fn update_heads<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    from: u64,
    containers: u64,
    left: &mut usize,
) -> u64 {
    let word = W::BYTES as usize;
    let (mut gc, mut fuel) = (from, *left);
    while gc != containers && fuel > 1 {
        let Some((start, head)) = head_at::<W>(image, gc, 3) else {
            break;
        };
        if !journal.pass(1, [(start + word, word)]) {
            break;
        }
        let finalized = word_in::<W>(&head[word..]) & gc_bits::FINALIZED;
        let refs = word_in::<W>(&head[2 * word..]);
        let prev = finalized | gc_bits::COLLECTING | (refs << gc_bits::SHIFT);
        head[word..2 * word].copy_from_slice(&prev.to_le_bytes()[..word]);
        gc = word_in::<W>(head);
        fuel -= 1;
    }
    *left = fuel;
    gc
}

/// Heads in a row that are moved together.
struct Run {
    /// The one that comes next.
    gc: u64,
    /// The last one that was moved.
    last: u64,
    moved: u64,
}

/// The loop of [`Memory::quick_move_unreachable`].
#[inline(always)]
fn move_heads<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    from: Run,
    young: u64,
    left: &mut usize,
) -> Run {
    let word = W::BYTES as usize;
    let Run {
        mut gc,
        mut last,
        mut moved,
    } = from;
    while gc != young && *left > 1 {
        let Some((start, head)) = head_at::<W>(image, gc, 2) else {
            break;
        };
        let (next, prev) = (word_in::<W>(head), word_in::<W>(&head[word..]));
        if prev >> gc_bits::SHIFT != 0 || !journal.pass(1, [(start, 2 * word)]) {
            break;
        }
        let next_word = next | gc_bits::UNREACHABLE;
        let prev_word = last | (prev & (gc_bits::FINALIZED | gc_bits::COLLECTING));
        head[..word].copy_from_slice(&next_word.to_le_bytes()[..word]);
        head[word..].copy_from_slice(&prev_word.to_le_bytes()[..word]);
        (last, gc) = (gc, next);
        moved += 1;
        *left -= 1;
    }
    Run { gc, last, moved }
}

/// Where in the image a container's head begins, and so many words from there on.
#[inline(always)]
fn head_at<W: Word>(image: &mut [u8], gc: u64, words: usize) -> Option<(usize, &mut [u8])> {
    let start = gc.wrapping_sub(W::BASE) as usize;
    let head = image
        .get_mut(start..)
        .and_then(|rest| rest.get_mut(..words * W::BYTES as usize));
    head.filter(|_| gc >= W::BASE).map(|head| (start, head))
}

/// The first word of some bytes.
#[inline(always)]
fn word_in<W: Word>(bytes: &[u8]) -> u64 {
    if W::BYTES == 4 {
        bytes
            .first_chunk()
            .map_or(0, |&word| u32::from_le_bytes(word).into())
    } else {
        bytes
            .first_chunk()
            .map_or(0, |&word| u64::from_le_bytes(word))
    }
}
