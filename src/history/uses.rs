//! How long ago something was done in each pool, read from what operations wrote.
//!
//! ```text
//!  pool header | ref.count | freeblock | nextpool | … |     a block of the pool is handed out, or given back
//!                ^ written to                               where its header is written to
//! ```
//! Looks back only as far as is carried out again in an instant: the answer depends on the timeline, not
//! on what of it is recorded.

use std::ops::Range;

use crate::edition::Layout;
use crate::heap::Heap;
use crate::journal::Log;
use crate::memory::Word;
use crate::order::sorted;

/// Marks of the operations that are looked at, together; a longer last operation is looked at where it is
/// recorded.
const MARKS_AT_ONCE: u64 = 1 << 16;

/// Where the headers of pools may be: a pool begins at a multiple of its size.
#[derive(Clone, Copy)]
struct Headers {
    pool_size: u64,
    overhead: u64,
}

impl Headers {
    fn of(layout: &Layout) -> Headers {
        Headers {
            pool_size: layout.pool_size,
            overhead: layout.pool.overhead,
        }
    }

    /// The addresses of the pools whose headers have one of these bytes.
    fn touched(self, at: u64, len: u64) -> impl Iterator<Item = u64> {
        let into = at % self.pool_size;
        let first = if into < self.overhead {
            at - into
        } else {
            at - into + self.pool_size
        };
        (first..at + len).step_by(self.pool_size as usize)
    }
}

impl<W: Word> Heap<W, Log> {
    /// The pools in which something was done in the last `most` operations, or in those of them that are
    /// looked at: their addresses, in order, each with how many operations ago, 1 for the last one. Where
    /// there is a large block, these may be addresses of what is no pool.
    pub fn pool_uses(&mut self, most: u64) -> Vec<(u64, u64)> {
        let numbers = self.looked_at(most);
        if numbers.is_empty() {
            return Vec::new();
        }
        let mut uses = Vec::new();
        if self.records(&numbers) {
            uses = sorted(self.uses_in(numbers));
            uses.dedup_by_key(|(pool, _)| *pool);
        }
        let _ = self.stand_again();
        uses
    }

    /// The pools in whose headers these operations wrote, which are recorded.
    fn uses_in(&mut self, numbers: Range<u64>) -> Vec<(u64, u64)> {
        let mut uses = Vec::new();
        let headers = Headers::of(self.mem.layout());
        let base = self.mem.layout().symbols.base;
        let host_end = self.mem.layout().symbols.usedpools;
        let (bytes, log) = self.mem.parts();
        let window = log.window();
        let end = numbers.end;
        for number in numbers {
            let (from, to) = (window.record_at(number - 1), window.record_at(number));
            let has_header = |offset: usize, len: usize| {
                let touched = &mut headers.touched(base + offset as u64, len as u64);
                touched.next().is_some()
            };
            window.writes_where(bytes, from, to, has_header, |write| {
                let at = base + write.offset as u64;
                if at >= host_end {
                    let pools = headers.touched(at, write.len as u64);
                    uses.extend(pools.map(|pool| (pool, end - number)));
                }
            });
        }
        uses
    }

    /// Operations up to the present that are looked at: of the last `most` those that are not too long.
    fn looked_at(&self, most: u64) -> Range<u64> {
        let position = self.operations();
        let from = self.first().max(position.saturating_sub(most));
        let mut marks = Vec::new();
        while from + (marks.len() as u64) < position {
            let next = self
                .mem
                .journal
                .operations_from(from + marks.len() as u64 + 1);
            let left = (position - from) as usize - marks.len();
            marks.extend(next.iter().take(left).map(|logged| logged.marks));
        }
        let mut sum = 0;
        let few = marks.iter().rev().take_while(|&&marks| {
            sum += marks;
            sum <= MARKS_AT_ONCE
        });
        let many = few.count().max(marks.len().min(1));
        position + 1 - many as u64..position + 1
    }

    /// Moves the image to the end of these operations, and makes the window hold them, or the end of a
    /// single one that is long; whether it does.
    fn records(&mut self, numbers: &Range<u64>) -> bool {
        let position = numbers.end - 1;
        let window = self.mem.journal.window();
        if window.reaches(position) && window.has(numbers.start) {
            return self.go(position).is_ok();
        }
        let marks = self.steps(position).unwrap_or(0) as u64;
        if marks > MARKS_AT_ONCE {
            return false;
        }
        let done = self
            .go_to_end(numbers.start - 1)
            .and_then(|()| self.carry_on(position, MARKS_AT_ONCE));
        done.is_ok() && self.mem.journal.window().has(numbers.start)
    }
}
