//! An operation told step by step, and what operations wrote.
//!
//! Each change is named as the image was right after it. The image stays where it is.

use std::cell::RefCell;
use std::rc::Rc;

use super::CHANGED_AT_ONCE;
use crate::address_set::AddressSet;
use crate::decode::view::{Change, Explanation, Frame, Step};
use crate::edition::{Edition, Layout};
use crate::error::HeapError;
use crate::event::{Bits, Event, Function};
use crate::heap::Heap;
use crate::journal::{Around, Log, Mark, Watch};
use crate::memory::Word;
use crate::order::sorted;

/// Writes down what happens while an operation is carried out again.
#[derive(Debug)]
struct Listening(Rc<RefCell<Vec<Happened>>>);

impl Watch for Listening {
    fn event(&mut self, _: &[u8], depth: u32, event: Event) {
        self.0.borrow_mut().push(Happened { depth, event });
    }
}

/// An event of an operation, and where in its calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// How many functions are around it.
    pub depth: u32,
    /// What happened.
    pub event: Event,
}

impl<W: Word> Heap<W, Log> {
    /// What happened in an operation, in order, however long it is. The image stays where it is.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn events(&mut self, number: u64) -> Result<Vec<Happened>, HeapError> {
        let total = self.logged(number)?.marks;
        let marks = self.mem.journal.window().marks(number);
        if marks.len() as u64 == total {
            let happened = |&Mark { depth, event, .. }: &Mark| Happened { depth, event };
            return Ok(marks.iter().map(happened).collect());
        }
        let heard = Rc::default();
        self.watch(number, Box::new(Listening(Rc::clone(&heard))))?;
        Ok(heard.take())
    }

    /// Tells an operation step by step.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn explain(&mut self, number: u64) -> Result<Explanation, HeapError> {
        self.explain_part(number, 0, usize::MAX)
    }

    /// [`explain`](Heap::explain) for the steps of `count` marks from the one at `from` on.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn explain_part(
        &mut self,
        number: u64,
        from: usize,
        count: usize,
    ) -> Result<Explanation, HeapError> {
        let told = self.tell_part(number, from, count);
        self.stand_again()?;
        told
    }

    fn tell_part(
        &mut self,
        number: u64,
        from: usize,
        count: usize,
    ) -> Result<Explanation, HeapError> {
        let logged = self.logged(number)?;
        let from = logged.marks.min(from as u64);
        let to = logged.marks.min(from.saturating_add(count as u64));
        let mut explanation = Explanation {
            number,
            operation: logged.operation,
            result: logged.result,
            place: None,
            path: Vec::new(),
            steps: Vec::new(),
            marks: logged.marks as u32,
        };
        let mut at = from;
        while at < to {
            let names = self.names_at(number, at)?;
            if at == from {
                explanation.path = names.path(self.mark(number, at).depth);
            }
            at = self.tell(number, at, to, names, &mut explanation.steps)?;
        }
        if let Some(addr) = logged.result {
            self.go(number)?;
            explanation.place = Some(self.image().locate(addr));
        }
        Ok(explanation)
    }

    /// The mark after the first `before` of an operation, which the window holds.
    fn mark(&mut self, number: u64, before: u64) -> Mark {
        let window = self.mem.journal.window();
        window.marks(number)[(before - window.skipped()) as usize]
    }

    /// What is around the mark after the first `before`; the window holds that mark from then on.
    fn names_at(&mut self, number: u64, before: u64) -> Result<CallStack, HeapError> {
        self.open(number, before)?;
        let window = self.mem.journal.window();
        let mut around = window.around();
        let first = window.skipped();
        let passed = &window.marks(number)[..(before - first) as usize];
        for (count, mark) in (first + 1..).zip(passed) {
            around.pass(count, mark.depth, &mark.event);
        }
        Ok(CallStack {
            version_2: is_version_2(self.mem.layout()),
            around,
        })
    }

    /// Tells the steps from mark `from` up to `to`, as far as the window holds them; returns how far.
    fn tell(
        &mut self,
        number: u64,
        from: u64,
        to: u64,
        mut names: CallStack,
        steps: &mut Vec<Step>,
    ) -> Result<u64, HeapError> {
        let window = self.mem.journal.window();
        let to = to.min(window.skipped() + window.marks(number).len() as u64);
        let mut record = window.record_of(number, from);
        for before in from..to {
            let mark = self.mark(number, before);
            let (image, log) = self.mem.parts();
            log.seek_record(image, mark.records);
            let is_step = names.enter(before + 1, &mark);
            let changes = self.changes_between(record, mark.records, &names.around.dying);
            record = mark.records;
            if is_step {
                steps.push(names.step(before as u32 + 1, &mark, changes));
            }
        }
        Ok(to)
    }

    /// The writes between two records, the later of which is where the image stands. The objects
    /// `dying` have no references left, and are objects still.
    fn changes_between(&mut self, from: u64, to: u64, dying: &AddressSet) -> Vec<Change> {
        let mut writes = Vec::new();
        let (bytes, log) = self.mem.parts();
        log.window()
            .writes(bytes, from, to, |write| writes.push(write));
        let image = self.image();
        let base = image.layout().symbols.base;
        let change = |write: crate::journal::Write| {
            let at = base + write.offset as u64;
            let new = write.other.map(|_| image.value(at, write.len as u32));
            let place = image.locate_in(at, dying);
            let target = new
                .and_then(|value| image.pointee(&place, value))
                .map(|addr| image.locate_target(addr, dying));
            Change {
                at,
                size: write.len as u64,
                place,
                old: write.other.map(Bits),
                new: new.map(Bits),
                target,
            }
        };
        writes.into_iter().map(change).collect()
    }

    /// What the operations after the first `since` wrote, up to the present position: addresses and
    /// bytes, sorted and merged. Of very many operations, or long ones, what the last of them wrote.
    pub fn changes(&mut self, since: u64) -> Vec<(u64, u64)> {
        let position = self.operations();
        let since = since.max(self.first()).min(position);
        let mut ranges = Vec::new();
        if since == position || self.record_from(since, position).is_err() {
            return ranges;
        }
        let base = self.mem.layout().symbols.base;
        let host_end = self.mem.layout().symbols.usedpools;
        let (bytes, log) = self.mem.parts();
        let window = log.window();
        let since = since.max(window.first());
        let (from, to) = (window.record_at(since), window.record_at(position));
        window.writes(bytes, from, to, |write| {
            let at = base + write.offset as u64;
            if at >= host_end {
                ranges.push((at, write.len as u64));
            }
        });
        let mut ranges = sorted(ranges);
        ranges.dedup_by(|next, kept| {
            let touches = next.0 <= kept.0 + kept.1;
            if touches {
                kept.1 = kept.1.max(next.0 + next.1 - kept.0);
            }
            touches
        });
        let _ = self.stand_again();
        ranges
    }

    /// Moves the image to `position`, and makes the window hold what led there from `since` on, or as
    /// much of it as fits.
    fn record_from(&mut self, since: u64, position: u64) -> Result<(), HeapError> {
        let since = since.max(position.saturating_sub(CHANGED_AT_ONCE));
        let window = self.mem.journal.window();
        let has_all = window.reaches(since) && window.reaches(position);
        let is_last = window.first() + 1 == position && window.reaches(position - 1);
        if !has_all && !is_last {
            self.go_to_end(since)?;
            let logged = self.logged(position)?;
            self.carry_on(position - 1, CHANGED_AT_ONCE)?;
            self.again(&logged, crate::journal::Replay::Recorded)?;
        }
        self.go(position)
    }
}

fn is_version_2(layout: &Layout) -> bool {
    layout.edition == Edition::Cpython27W32
}

/// The functions around a step, by CPython's names in one version. Where the version had not split
/// a function off yet, its part has the name of the function around it, and is not entered anew.
struct CallStack {
    version_2: bool,
    around: Around,
}

impl CallStack {
    /// Whether the mark is a step of its own; the functions around it are known from then on.
    fn enter(&mut self, number: u64, mark: &Mark) -> bool {
        self.around.pass(number, mark.depth, &mark.event);
        !matches!(mark.event, Event::Call { .. }) || !self.merges(self.around.functions.len() - 1)
    }

    fn function(&self, index: usize) -> Function {
        self.around.functions[index].0
    }

    /// The functions around a mark that is entered next, outermost first.
    fn path(&self, depth: u32) -> Vec<Frame> {
        let depth = self.around.functions.len().min(depth as usize);
        (0..depth)
            .filter(|&index| !self.merges(index))
            .map(|index| Frame {
                mark: self.around.functions[index].1 as u32,
                function: self.function(index).c_name(self.version_2),
            })
            .collect()
    }

    /// The step of a mark that was entered last.
    fn step(&self, count: u32, mark: &Mark, changes: Vec<Change>) -> Step {
        let function = self.around.functions.last().map(|last| last.0);
        let merged = (0..self.around.functions.len())
            .filter(|&index| self.merges(index))
            .count();
        let around = self.around.functions.len() - merged;
        Step {
            mark: count,
            depth: match mark.event {
                Event::Call { .. } => around.saturating_sub(1) as u32,
                _ => around as u32,
            },
            function: function.map_or("", |function| function.c_name(self.version_2)),
            layer: function.map_or(2, |function| function.layer(self.version_2)),
            event: mark.event,
            changes,
        }
    }

    /// Whether the function at `index` goes by the name of the one around it.
    fn merges(&self, index: usize) -> bool {
        let name = |index: usize| self.function(index).c_name(self.version_2);
        index > 0 && name(index) == name(index - 1)
    }
}
