//! Going back and forth in the journal's window, and telling an operation step by step.

use std::collections::BTreeSet;

use crate::decode::view::{Change, Explanation, Frame, OperationLine, Step};
use crate::edition::{Edition, Layout};
use crate::error::HeapError;
use crate::event::{Bits, Event, Function, Operation};
use crate::heap::Heap;
use crate::journal::{Journal, Log, Mark};
use crate::memory::Word;

impl<W: Word> Heap<W, Log> {
    /// Operations that are done.
    pub fn operations(&self) -> u64 {
        self.mem.journal.position()
    }

    /// Operations before the first that can be undone.
    pub fn first_undoable(&self) -> u64 {
        self.mem.journal.first()
    }

    /// Operations that are done or can be redone.
    pub fn last_redoable(&self) -> u64 {
        self.mem.journal.last()
    }

    /// Sets how many bytes the journal may take before it forgets its oldest operations.
    pub fn set_journal_budget(&mut self, bytes: usize) {
        self.mem.journal.set_budget(bytes);
    }

    /// Operations of the timeline: those that are done, and those after them that were undone.
    pub fn length(&self) -> u64 {
        self.last_redoable()
    }

    /// The earliest position that can be reached: that many operations done.
    pub fn first(&self) -> u64 {
        self.first_undoable()
    }

    /// Moves to the state after `position` operations; what comes after stays.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn seek(&mut self, position: u64) -> Result<(), HeapError> {
        let (image, journal) = self.mem.parts();
        if journal.seek(image, position) {
            Ok(())
        } else {
            Err(self.gone(position))
        }
    }

    /// Moves to the state after `at` operations and detaches what comes after. Answers the branch by
    /// which [`attach`](Heap::attach) puts it back, 0 where there was nothing.
    ///
    /// # Errors
    /// As [`Heap::seek`].
    pub fn truncate(&mut self, at: u64) -> Result<u64, HeapError> {
        self.seek(at)?;
        Ok(self.mem.journal.detach())
    }

    /// Puts a branch behind the end of the timeline; the position stays.
    ///
    /// # Errors
    /// [`HeapError::NoSuchBranch`]
    pub fn attach(&mut self, branch: u64) -> Result<(), HeapError> {
        if self.mem.journal.attach(branch) {
            Ok(())
        } else {
            Err(HeapError::NoSuchBranch { branch })
        }
    }

    /// Gives a branch up, if there is one of that number.
    pub fn drop_branch(&mut self, branch: u64) {
        self.mem.journal.drop_branch(branch);
    }

    /// Operations after the first `from`, `count` of them or as many as there are.
    pub fn operations_part(&self, from: u64, count: u64) -> Vec<OperationLine> {
        let from = from.max(self.first());
        let to = from.saturating_add(count).min(self.length());
        let line = |number| {
            let (operation, result) = self.mem.journal.operation(number)?;
            Some(OperationLine {
                number,
                operation: operation.clone(),
                result,
            })
        };
        (from + 1..=to).filter_map(line).collect()
    }

    /// Bytes that the history takes: operations, checkpoints, journal and branches.
    pub fn history_bytes(&self) -> u64 {
        self.mem.journal.bytes() as u64
    }

    /// Undoes one operation.
    ///
    /// # Errors
    /// [`HeapError::NothingToUndo`]
    pub fn undo(&mut self) -> Result<(), HeapError> {
        let position = self
            .operations()
            .checked_sub(1)
            .ok_or(HeapError::NothingToUndo)?;
        self.seek(position).map_err(|_| HeapError::NothingToUndo)
    }

    /// Redoes one operation.
    ///
    /// # Errors
    /// [`HeapError::NothingToRedo`]
    pub fn redo(&mut self) -> Result<(), HeapError> {
        self.seek(self.operations() + 1)
            .map_err(|_| HeapError::NothingToRedo)
    }

    /// Moves the image into operation `number`, counted from 1: to the state after its first
    /// `steps` events. The next operation, undo or redo starts from where one was before.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn seek_step(&mut self, number: u64, steps: usize) -> Result<(), HeapError> {
        let marks = self.marks(number)?;
        let target = match steps.checked_sub(1) {
            None => self.mem.journal.record_at(number - 1),
            Some(index) => marks
                .get(index)
                .map_or_else(|| self.mem.journal.record_at(number), |mark| mark.records),
        };
        self.seek_record(target);
        Ok(())
    }

    /// Comes back from the middle of an operation.
    pub fn settle(&mut self) {
        let (image, journal) = self.mem.parts();
        journal.settle(image);
    }

    /// How many steps an operation has.
    pub fn steps(&self, number: u64) -> Option<usize> {
        Some(self.mem.journal.marks(number)?.len())
    }

    /// Tells an operation step by step; each change is named as the image was right after it. The
    /// image stays where it is.
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
        let (operation, result) = self.operation(number)?;
        let all = self.marks(number)?;
        let total = all.len();
        let from = from.min(total);
        let window = all[from..total.min(from.saturating_add(count))].to_vec();
        let mut names = CallStack::new(self.mem.layout());
        for (number, mark) in (1..).zip(&all[..from]) {
            names.enter(number, mark);
        }
        let path = window
            .first()
            .map_or_else(Vec::new, |mark| names.around(mark));
        let begin = self.mem.journal.record_at(number - 1);
        let mut record = from.checked_sub(1).map_or(begin, |last| all[last].records);
        let stands = self.mem.journal.applied();
        let mut steps = Vec::with_capacity(window.len());
        for (index, mark) in (from..).zip(window) {
            self.seek_record(mark.records);
            let is_step = names.enter(index as u32 + 1, &mark);
            let changes = self.changes_between(record, mark.records, &names.dying);
            record = mark.records;
            if is_step {
                steps.push(names.step(index as u32 + 1, &mark, changes));
            }
        }
        self.seek_record(self.mem.journal.record_at(number));
        let place = result.map(|addr| self.image().locate(addr));
        self.seek_record(stands);
        Ok(Explanation {
            number,
            operation,
            result,
            place,
            path,
            steps,
            marks: total as u32,
        })
    }

    /// Moves the image to the state after that many records of the journal.
    pub(crate) fn seek_record(&mut self, record: u64) {
        let (image, journal) = self.mem.parts();
        journal.seek_record(image, record);
    }

    /// An operation that is in the journal, with its answer.
    fn operation(&self, number: u64) -> Result<(Operation, Option<u64>), HeapError> {
        let (operation, result) = self
            .mem
            .journal
            .operation(number)
            .ok_or_else(|| self.gone(number))?;
        Ok((operation.clone(), result))
    }

    /// The marks of an operation that is in the journal: every event, in order.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn marks(&self, number: u64) -> Result<&[Mark], HeapError> {
        self.mem
            .journal
            .marks(number)
            .ok_or_else(|| self.gone(number))
    }

    fn gone(&self, operation: u64) -> HeapError {
        HeapError::NotInJournal {
            operation,
            first: self.first_undoable() + 1,
        }
    }

    /// The writes between two records, the later of which is where the image stands. The objects
    /// `dying` have no references left, and are objects still.
    fn changes_between(&self, from: u64, to: u64, dying: &BTreeSet<u64>) -> Vec<Change> {
        let image = self.image();
        let base = image.layout().symbols.base;
        let writes = self.mem.journal.writes(from, to);
        writes
            .map(|write| {
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
            })
            .collect()
    }

    /// What the operations after the first `since` wrote: addresses and bytes, sorted and merged.
    pub fn changes(&self, since: u64) -> Vec<(u64, u64)> {
        let journal = &self.mem.journal;
        let since = since.max(journal.first()).min(journal.position());
        let base = self.mem.layout().symbols.base;
        let host_end = self.mem.layout().symbols.usedpools;
        let writes = journal.writes(
            journal.record_at(since),
            journal.record_at(journal.position()),
        );
        let mut ranges: Vec<(u64, u64)> = writes
            .map(|write| (base + write.offset as u64, write.len as u64))
            .filter(|&(at, _)| at >= host_end)
            .collect();
        ranges.sort_unstable();
        ranges.dedup_by(|next, kept| {
            let touches = next.0 <= kept.0 + kept.1;
            if touches {
                kept.1 = kept.1.max(next.0 + next.1 - kept.0);
            }
            touches
        });
        ranges
    }
}

/// The functions around a step, by CPython's names in one version. Where the version had not split
/// a function off yet, its part has the name of the function around it, and is not entered anew.
struct CallStack {
    version_2: bool,
    functions: Vec<Function>,
    /// The mark at which each of them was entered.
    entered: Vec<u32>,
    /// Objects whose last reference went, and which are objects until their memory is given back.
    dying: BTreeSet<u64>,
}

impl CallStack {
    fn new(layout: &Layout) -> CallStack {
        CallStack {
            version_2: layout.edition == Edition::Cpython27W32,
            functions: Vec::new(),
            entered: Vec::new(),
            dying: BTreeSet::new(),
        }
    }

    /// Whether the mark is a step of its own; the functions around it are known from then on.
    fn enter(&mut self, number: u32, mark: &Mark) -> bool {
        self.functions.truncate(mark.depth as usize);
        self.entered.truncate(mark.depth as usize);
        if let Event::DecrefToZero { object, .. } = mark.event {
            self.dying.insert(object);
        }
        let Event::Call { function } = mark.event else {
            return true;
        };
        self.functions.push(function);
        self.entered.push(number);
        !self.merges(self.functions.len() - 1)
    }

    /// The functions around a mark that is entered next, outermost first.
    fn around(&self, mark: &Mark) -> Vec<Frame> {
        let depth = self.functions.len().min(mark.depth as usize);
        (0..depth)
            .filter(|&index| !self.merges(index))
            .map(|index| Frame {
                mark: self.entered[index],
                function: self.functions[index].c_name(self.version_2),
            })
            .collect()
    }

    /// The step of a mark that was entered last.
    fn step(&self, count: u32, mark: &Mark, changes: Vec<Change>) -> Step {
        let function = self.functions.last().copied();
        let merged = (0..self.functions.len())
            .filter(|&index| self.merges(index))
            .count();
        let around = self.functions.len() - merged;
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
        let name = |index: usize| self.functions[index].c_name(self.version_2);
        index > 0 && name(index) == name(index - 1)
    }
}
