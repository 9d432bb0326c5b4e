//! The timeline: any operation's state, carried out again from a checkpoint where it cannot be swapped to;
//! the steps of any operation; what was undone, cut off and put back.
//!
//! Here is decided what is carried out again. What is kept, and for how long, is the journal's.

mod tell;
#[cfg(feature = "whole")]
mod uses;

use crate::decode::view::OperationLine;
use crate::error::HeapError;
use crate::heap::{Heap, Present};
use crate::journal::{Log, Logged, Replay, Watch};
use crate::memory::Word;
use crate::spare;
pub use tell::Happened;

/// Operations before a position that are recorded on the way there, so that one can go back at once.
const NEAR: u64 = 256;
/// Operations whose writes are looked at together.
const CHANGED_AT_ONCE: u64 = 1 << 12;

impl Present for Log {
    fn come_back<W: Word>(heap: &mut Heap<W, Log>) {
        let log = &heap.mem.journal;
        if !log.replays() && !log.is_at_cursor() {
            heap.settle();
        }
    }

    #[inline]
    fn expect_memory<W: Word>(heap: &mut Heap<W, Log>, every: u64) -> Result<(), HeapError> {
        if heap.operations().is_multiple_of(every) && !heap.mem.journal.replays() {
            return heap.make_spare();
        }
        Ok(())
    }
}

impl<W: Word> Heap<W, Log> {
    /// Operations that are done.
    pub fn operations(&self) -> u64 {
        self.mem.journal.position()
    }

    /// Operations of the timeline: those that are done, and those after them that were undone.
    pub fn length(&self) -> u64 {
        self.mem.journal.last()
    }

    /// The earliest position that can be reached: that many operations done. It is 0 but where the
    /// operations alone are too much for the history, or the image that the heap began with.
    pub fn first(&self) -> u64 {
        self.mem.journal.first()
    }

    /// Sets how many bytes the history may take.
    pub fn set_journal_budget(&mut self, bytes: usize) {
        self.mem.journal.set_budget(bytes);
    }

    /// Keeps the timeline, or from here on nothing but the last operation: memory then stays about that of
    /// the image. What was undone is given up, and one stands at the end of what is left.
    ///
    /// # Errors
    /// As [`Heap::seek`].
    pub fn keep_history(&mut self, keeps: bool) -> Result<(), HeapError> {
        if !keeps {
            self.truncate(self.operations())?;
        }
        self.mem.journal.set_off(!keeps);
        Ok(())
    }

    /// Whether the timeline is kept.
    pub fn keeps_history(&self) -> bool {
        !self.mem.journal.is_off()
    }

    /// Sets after how many writes and events there is a checkpoint.
    pub fn set_stretch(&mut self, work: u64) {
        self.mem.journal.set_stretch(work);
    }

    /// Bytes that the history takes: operations, checkpoints, journal and branches.
    pub fn history_bytes(&self) -> u64 {
        self.mem.journal.bytes() as u64
    }

    /// Gives up of the history what need not be kept until enough memory is left.
    pub(crate) fn make_spare(&mut self) -> Result<(), HeapError> {
        if spare::is_left(self.mem.image().len()) {
            return Ok(());
        }
        self.mem.give_room_back();
        let (image, log) = self.mem.parts();
        while !spare::is_left(image.len()) {
            if !log.give_up_some() {
                let bytes = image.len() + log.bytes();
                return Err(HeapError::OutOfMemory {
                    bytes: bytes as u64,
                });
            }
        }
        Ok(())
    }

    /// Moves to the state after `position` operations; what comes after stays.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`] for a position that is none, or before the first.
    pub fn seek(&mut self, position: u64) -> Result<(), HeapError> {
        self.visit(position, None)?;
        self.mem.journal.set_position(position);
        Ok(())
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

    /// Moves to the state after `at` operations and detaches what comes after. Answers the branch by
    /// which [`attach`](Heap::attach) puts it back, 0 where there was nothing.
    ///
    /// # Errors
    /// As [`Heap::seek`].
    pub fn truncate(&mut self, at: u64) -> Result<u64, HeapError> {
        self.seek(at)?;
        Ok(self.mem.journal.detach())
    }

    /// Puts a branch behind the end of the timeline, which has to be where it was cut off; the position
    /// stays.
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
        let from = from.clamp(self.first(), self.length());
        let to = from.saturating_add(count).min(self.length());
        let mut lines = Vec::new();
        let mut number = from + 1;
        while number <= to {
            for logged in self.mem.journal.operations_from(number) {
                if number <= to {
                    lines.push(OperationLine {
                        number,
                        operation: logged.operation,
                        result: logged.result,
                    });
                }
                number += 1;
            }
        }
        lines
    }

    /// How many marks an operation has: as far as one can step into it.
    pub fn steps(&self, number: u64) -> Option<usize> {
        let logged = self.mem.journal.operation(number)?;
        Some(logged.marks as usize)
    }

    /// Moves the image into operation `number`, counted from 1: to the state after its first
    /// `steps` marks. The next operation starts from where one was before.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn seek_step(&mut self, number: u64, steps: usize) -> Result<(), HeapError> {
        if let Err(error) = self.visit(number, Some(steps as u64)) {
            // There was no room for its steps: the way there has moved the image.
            let _ = self.stand_again();
            return Err(error);
        }
        self.mem.journal.set_inside(Some((number, steps as u64)));
        Ok(())
    }

    /// Moves the image to the state after so many operations, or into the last of them, after so many of
    /// its marks. The caller has to come back with [`stand_again`](Heap::stand_again).
    pub(crate) fn visit(&mut self, position: u64, marks: Option<u64>) -> Result<(), HeapError> {
        self.mem.journal.look();
        let Some(marks) = marks else {
            if position < self.first() || position > self.length() {
                return Err(self.gone(position));
            }
            return self.go(position);
        };
        let total = self.logged(position)?.marks;
        match marks {
            0 => self.go(position - 1),
            _ if marks > total => self.go(position),
            _ => self.enter(position, marks),
        }
    }

    /// Comes back from the middle of an operation.
    pub fn settle(&mut self) {
        self.mem.journal.set_inside(None);
        // It was there before, so that it can be carried out again.
        let _ = self.go(self.operations());
    }

    /// Moves the image back to where it was sent; to the present, if there is no room for the middle of
    /// that operation any more.
    pub(crate) fn stand_again(&mut self) -> Result<(), HeapError> {
        let Some((number, marks)) = self.mem.journal.inside() else {
            return self.go(self.operations());
        };
        let stands = self.visit(number, Some(marks));
        if stands.is_err() {
            self.settle();
        }
        stands
    }

    fn logged(&self, number: u64) -> Result<Logged, HeapError> {
        let logged = self.mem.journal.operation(number);
        logged.ok_or_else(|| self.gone(number))
    }

    pub(crate) fn gone(&self, operation: u64) -> HeapError {
        HeapError::NotInJournal {
            operation,
            first: self.first() + 1,
        }
    }

    /// Moves the image to the state after `position` operations.
    fn go(&mut self, position: u64) -> Result<(), HeapError> {
        let (image, log) = self.mem.parts();
        if log.peek().reaches(position) {
            let record = log.peek().record_at(position);
            log.seek_record(image, record);
            return Ok(());
        }
        let (_, next) = log.checkpoints();
        let is_ahead = position > log.head() && next.is_none_or(|next| next > position);
        if !is_ahead || !log.move_to_head(image) {
            log.walk(image, position);
        }
        self.carry_on(position, NEAR)
    }

    /// [`go`](Self::go), and what is recorded ends there.
    fn go_to_end(&mut self, position: u64) -> Result<(), HeapError> {
        let (image, log) = self.mem.parts();
        if log.head() == position && log.move_to_head(image) {
            return Ok(());
        }
        if log.window().reaches(position) && log.checkpoints().0 <= position {
            let record = log.window().record_at(position);
            log.seek_record(image, record);
            log.cut_window(position);
            return Ok(());
        }
        if log.head() >= position {
            log.walk(image, position);
            return self.carry_on(position, NEAR);
        }
        self.go(position)
    }

    /// Carries operations out again from where the window ends up to `position`; the last `recorded` of
    /// them are recorded.
    fn carry_on(&mut self, position: u64, recorded: u64) -> Result<(), HeapError> {
        while self.mem.journal.head() < position {
            for logged in self
                .mem
                .journal
                .operations_from(self.mem.journal.head() + 1)
            {
                let left = position - self.mem.journal.head();
                if left == 0 {
                    break;
                }
                let is_far = left > recorded || logged.marks > self.mem.journal.long();
                self.again(
                    &logged,
                    if is_far {
                        Replay::Past
                    } else {
                        Replay::Recorded
                    },
                )?;
            }
        }
        Ok(())
    }

    /// Carries an operation out again.
    fn again(&mut self, logged: &Logged, replay: Replay) -> Result<(), HeapError> {
        self.mem.take_fault();
        self.mem.journal.set_replay(Some(replay));
        let done = self.carry_out(&logged.operation, &logged.written);
        self.mem.journal.set_replay(None);
        done.map(|_| ())
    }

    /// Carries an operation out again, and lets somebody see each of its events; the image is behind it
    /// then.
    pub(crate) fn watch(&mut self, number: u64, watch: Box<dyn Watch>) -> Result<(), HeapError> {
        let logged = self.logged(number)?;
        self.go_to_end(number - 1)?;
        // Where the image was inside of it, it can be swapped back to there.
        let replay = match self.mem.journal.inside() {
            Some((inside, marks)) if inside == number => self.around(&logged, marks),
            _ => Replay::Recorded,
        };
        self.mem.journal.set_watch(Some(watch));
        let done = self.again(&logged, replay);
        self.mem.journal.set_watch(None);
        self.stand_again()?;
        done
    }

    /// Makes the window hold the state after so many marks of an operation.
    fn open(&mut self, number: u64, marks: u64) -> Result<(), HeapError> {
        let logged = self.logged(number)?;
        let is_open = |log: &mut Log| {
            let window = log.window();
            window.reaches_mark(number, marks)
                && (marks == logged.marks || window.reaches_mark(number, marks + 1))
        };
        if is_open(&mut self.mem.journal) {
            return Ok(());
        }
        self.go_to_end(number - 1)?;
        self.again(&logged, self.around(&logged, marks))?;
        if is_open(&mut self.mem.journal) {
            return Ok(());
        }
        Err(self.gone(number))
    }

    /// How an operation is carried out again so that the window holds the state after so many marks.
    fn around(&self, logged: &Logged, marks: u64) -> Replay {
        let long = self.mem.journal.long();
        let marks = marks.min(logged.marks);
        let from = if logged.marks > long {
            marks.saturating_sub(long / 16)
        } else {
            0
        };
        let wanted = (marks + 1).min(logged.marks);
        Replay::Around { from, wanted }
    }

    /// Moves the image to the state after so many marks of an operation.
    fn enter(&mut self, number: u64, marks: u64) -> Result<(), HeapError> {
        self.open(number, marks)?;
        let (image, log) = self.mem.parts();
        let record = log.window().record_of(number, marks);
        log.seek_record(image, record);
        Ok(())
    }
}
