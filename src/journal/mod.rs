//! The journal: every write with the value it replaced, every event, and the operations they belong to.
//!
//! Two implementations of one trait: [`Off`], which compiles to nothing, and [`Log`], a bounded
//! window over the last operations in which one can go back and forth, event by event. A journal
//! never decides anything and never reads the heap's structures: it swaps bytes.
//!
//! ```text
//!  operations   | malloc(24)          | malloc(24)    |
//!  marks        | Call Call UsedPoolF… | Call Call …   |   each knows how many records precede it
//!  records      | w w w w w w w        | w w w         |   each swapped with the image on undo and redo
//! ```
//!
//! An operation that alone takes more than the budget is kept as the bytes that it changed: it can be
//! undone and redone, but has no marks, so that nothing can be told of its steps.

mod before;

use before::Before;

use crate::event::{Event, Operation};

/// What [`Memory`](crate::memory::Memory) tells of its writes.
pub trait Journal: Default {
    /// Whether anything is kept; where not, callers need not look up old values.
    const ON: bool;
    /// `size` bytes (4 or 8) at `offset` of the image held `old` and are about to be overwritten.
    fn word(&mut self, offset: usize, size: u32, old: u64);
    /// The bytes `old` at `offset` are about to be overwritten.
    fn bulk(&mut self, offset: usize, old: &[u8]);
    /// The image is about to grow from `old_len` bytes.
    fn grow(&mut self, old_len: usize);
    /// Something happened; all writes that belong to it were told.
    fn event(&mut self, event: Event);
    /// Events from here on are one function deeper.
    fn enter(&mut self);
    /// Events from here on are one function less deep.
    fn leave(&mut self);
    /// Comes back from the middle of an operation to the present position.
    fn settle(&mut self, image: &mut Vec<u8>);
    /// Starts an operation at the present position; what was undone is forgotten.
    fn begin(&mut self, image: &mut Vec<u8>, operation: Operation);
    /// Ends the operation that was begun.
    fn end(&mut self, result: Option<u64>);
    /// Takes the operation that was begun back: the bytes are what they were before it.
    fn abandon(&mut self, image: &mut Vec<u8>);
}

/// No journal: costs nothing.
#[derive(Debug, Default)]
pub struct Off;

impl Journal for Off {
    const ON: bool = false;
    #[inline(always)]
    fn word(&mut self, _: usize, _: u32, _: u64) {}
    #[inline(always)]
    fn bulk(&mut self, _: usize, _: &[u8]) {}
    #[inline(always)]
    fn grow(&mut self, _: usize) {}
    #[inline(always)]
    fn event(&mut self, _: Event) {}
    #[inline(always)]
    fn enter(&mut self) {}
    #[inline(always)]
    fn leave(&mut self) {}
    #[inline(always)]
    fn settle(&mut self, _: &mut Vec<u8>) {}
    #[inline(always)]
    fn begin(&mut self, _: &mut Vec<u8>, _: Operation) {}
    #[inline(always)]
    fn end(&mut self, _: Option<u64>) {}
    #[inline(always)]
    fn abandon(&mut self, _: &mut Vec<u8>) {}
}

/// One write: swapping it with the image undoes it, swapping it again redoes it.
#[derive(Clone, Copy, Debug)]
struct Record {
    offset: u32,
    /// 4 or 8: that many bytes, held in `value`. [`GROW`]: the image's other length is `value`.
    /// [`BULK`] + n: n bytes, held at `value` of `Log::bulk`.
    kind: u32,
    value: u64,
}

const BULK: u32 = 1 << 31;
const GROW: u32 = 0;

/// An event and the state that it tells of: the image after the first `records` records.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Records up to and with this event, counted from the first that was ever made.
    pub records: u64,
    /// How many functions are around it.
    pub depth: u32,
    /// What happened.
    pub event: Event,
}

/// An operation with what belongs to it.
#[derive(Clone, Debug)]
struct Entry {
    operation: Operation,
    result: Option<u64>,
    records: u64,
    marks: u64,
    bulk: u64,
}

/// Bytes that a journal takes at most before it forgets its oldest operations.
pub const DEFAULT_BUDGET: usize = 128 << 20;

/// A journal that can go back and forth. Everything in it is counted from the first that was ever
/// made, so that numbers stay valid when old entries are forgotten.
#[derive(Debug)]
pub struct Log {
    records: Vec<Record>,
    first_record: u64,
    marks: Vec<Mark>,
    first_mark: u64,
    bulk: Vec<u8>,
    first_bulk: u64,
    entries: Vec<Entry>,
    first_entry: u64,
    /// Operations that are done at the present position.
    position: u64,
    /// Records that are applied at the present position.
    applied: u64,
    depth: u32,
    budget: usize,
    /// The operation that runs is too long to be kept write by write.
    whole: Option<Before>,
    branches: std::collections::BTreeMap<u64, Branch>,
    next_branch: u64,
}

/// What was behind a position, detached.
#[derive(Debug)]
struct Branch {
    records: Vec<Record>,
    marks: Vec<Mark>,
    bulk: Vec<u8>,
    entries: Vec<Entry>,
}

impl Default for Log {
    fn default() -> Log {
        Log {
            records: Vec::new(),
            first_record: 0,
            marks: Vec::new(),
            first_mark: 0,
            bulk: Vec::new(),
            first_bulk: 0,
            entries: Vec::new(),
            first_entry: 0,
            position: 0,
            applied: 0,
            depth: 0,
            budget: DEFAULT_BUDGET,
            whole: None,
            branches: std::collections::BTreeMap::new(),
            next_branch: 1,
        }
    }
}

impl Journal for Log {
    const ON: bool = true;

    #[inline(never)]
    fn word(&mut self, offset: usize, size: u32, old: u64) {
        if let Some(whole) = &mut self.whole {
            return whole.note(offset, &old.to_le_bytes()[..size as usize]);
        }
        self.records.push(Record {
            offset: offset as u32,
            kind: size,
            value: old,
        });
    }

    fn bulk(&mut self, offset: usize, old: &[u8]) {
        if let Some(whole) = &mut self.whole {
            return whole.note(offset, old);
        }
        let value = self.first_bulk + self.bulk.len() as u64;
        self.bulk.extend_from_slice(old);
        self.records.push(Record {
            offset: offset as u32,
            kind: BULK | old.len() as u32,
            value,
        });
    }

    fn grow(&mut self, old_len: usize) {
        if let Some(whole) = &mut self.whole {
            return whole.note_len(old_len);
        }
        self.records.push(Record {
            offset: 0,
            kind: GROW,
            value: old_len as u64,
        });
    }

    // A hundred places push events: inlined, they would be half of the module.
    #[inline(never)]
    fn event(&mut self, event: Event) {
        if self.whole.is_none() && self.bytes() > self.budget {
            self.make_room();
        }
        if self.whole.is_some() {
            return;
        }
        let records = self.first_record + self.records.len() as u64;
        self.marks.push(Mark {
            records,
            depth: self.depth,
            event,
        });
    }

    #[inline]
    fn enter(&mut self) {
        self.depth += 1;
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
    }

    fn settle(&mut self, image: &mut Vec<u8>) {
        self.seek_record(image, self.record_at(self.position));
    }

    fn begin(&mut self, image: &mut Vec<u8>, operation: Operation) {
        self.settle(image);
        self.forget_future();
        self.forget_oldest();
        self.entries.push(Entry {
            operation,
            result: None,
            records: self.first_record + self.records.len() as u64,
            marks: self.first_mark + self.marks.len() as u64,
            bulk: self.first_bulk + self.bulk.len() as u64,
        });
        self.depth = 0;
    }

    fn end(&mut self, result: Option<u64>) {
        self.keep_whole();
        if let Some(entry) = self.entries.last_mut() {
            entry.result = result;
        }
        self.position = self.last();
        self.applied = self.first_record + self.records.len() as u64;
    }

    fn abandon(&mut self, image: &mut Vec<u8>) {
        self.keep_whole();
        let Some(entry) = self.entries.last() else {
            return;
        };
        let target = entry.records;
        self.applied = self.first_record + self.records.len() as u64;
        self.seek_record(image, target);
        self.forget_future();
    }
}

impl Log {
    /// Sets how many bytes the journal may take before it forgets its oldest operations.
    pub fn set_budget(&mut self, budget: usize) {
        self.budget = budget;
    }

    /// Operations done at the present position.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The number of operations before the oldest that is held.
    pub fn first(&self) -> u64 {
        self.first_entry
    }

    /// Operations done and undone that are known of.
    pub fn last(&self) -> u64 {
        self.first_entry + self.entries.len() as u64
    }

    /// Moves the image to the state before operation `position + 1`, which may be later or earlier.
    ///
    /// `false`, and nothing done, where the journal does not reach there.
    pub(crate) fn seek(&mut self, image: &mut Vec<u8>, position: u64) -> bool {
        if position < self.first_entry || position > self.last() {
            return false;
        }
        self.seek_record(image, self.record_at(position));
        self.position = position;
        true
    }

    /// Moves the image to the state after that many records; the position stays, so the caller has
    /// to come back to it.
    pub(crate) fn seek_record(&mut self, image: &mut Vec<u8>, target: u64) {
        while self.applied > target {
            self.applied -= 1;
            let index = (self.applied - self.first_record) as usize;
            self.swap(image, index);
        }
        while self.applied < target {
            let index = (self.applied - self.first_record) as usize;
            self.swap(image, index);
            self.applied += 1;
        }
    }

    /// Records that are applied where the image stands.
    pub(crate) fn applied(&self) -> u64 {
        self.applied
    }

    /// Records that are applied after `position` operations.
    pub(crate) fn record_at(&self, position: u64) -> u64 {
        match self.entries.get((position - self.first_entry) as usize) {
            Some(entry) => entry.records,
            None => self.first_record + self.records.len() as u64,
        }
    }

    /// An operation by its number, counted from 1, with its answer.
    pub fn operation(&self, number: u64) -> Option<(&Operation, Option<u64>)> {
        let entry = self.entries.get(self.index_of(number)?)?;
        Some((&entry.operation, entry.result))
    }

    /// The marks of an operation, by its number.
    pub fn marks(&self, number: u64) -> Option<&[Mark]> {
        let index = self.index_of(number)?;
        let start = self.entries.get(index)?.marks;
        let end = self
            .entries
            .get(index + 1)
            .map_or(self.first_mark + self.marks.len() as u64, |next| next.marks);
        self.marks
            .get((start - self.first_mark) as usize..(end - self.first_mark) as usize)
    }

    /// The writes from record `from` up to record `to`: offset in the image, bytes, and the other
    /// value, which is the old one where the record is applied. Growth is left out.
    pub fn writes(&self, from: u64, to: u64) -> impl Iterator<Item = Write> + '_ {
        let range = (from - self.first_record) as usize..(to - self.first_record) as usize;
        self.records[range]
            .iter()
            .filter(|record| record.kind != GROW)
            .map(|record| {
                let offset = record.offset as usize;
                if record.kind & BULK != 0 {
                    Write {
                        offset,
                        len: (record.kind & !BULK) as usize,
                        other: None,
                    }
                } else {
                    Write {
                        offset,
                        len: record.kind as usize,
                        other: Some(record.value),
                    }
                }
            })
    }

    fn index_of(&self, number: u64) -> Option<usize> {
        number
            .checked_sub(self.first_entry + 1)
            .and_then(|index| usize::try_from(index).ok())
    }

    fn swap(&mut self, image: &mut Vec<u8>, index: usize) {
        let record = &mut self.records[index];
        let offset = record.offset as usize;
        match record.kind {
            GROW => {
                let other = record.value as usize;
                record.value = image.len() as u64;
                image.resize(other, 0);
            }
            4 | 8 => {
                let slot = &mut image[offset..offset + record.kind as usize];
                let mut value = [0; 8];
                value[..slot.len()].copy_from_slice(slot);
                slot.copy_from_slice(&record.value.to_le_bytes()[..slot.len()]);
                record.value = u64::from_le_bytes(value);
            }
            bulk => {
                let len = (bulk & !BULK) as usize;
                let start = (record.value - self.first_bulk) as usize;
                image[offset..offset + len].swap_with_slice(&mut self.bulk[start..start + len]);
            }
        }
    }

    /// Detaches what is behind the present position; its number, 0 for nothing.
    pub(crate) fn detach(&mut self) -> u64 {
        let keep = (self.position - self.first_entry) as usize;
        let Some(entry) = self.entries.get(keep) else {
            return 0;
        };
        let records = (entry.records - self.first_record) as usize;
        let marks = (entry.marks - self.first_mark) as usize;
        let bulk = (entry.bulk - self.first_bulk) as usize;
        let branch = Branch {
            records: self.records.split_off(records),
            marks: self.marks.split_off(marks),
            bulk: self.bulk.split_off(bulk),
            entries: self.entries.split_off(keep),
        };
        let number = self.next_branch;
        self.next_branch += 1;
        self.branches.insert(number, branch);
        number
    }

    /// Puts a branch behind the last operation; `false` where there is none of that number.
    pub(crate) fn attach(&mut self, number: u64) -> bool {
        let Some(branch) = self.branches.remove(&number) else {
            return false;
        };
        self.records.extend(branch.records);
        self.marks.extend(branch.marks);
        self.bulk.extend(branch.bulk);
        self.entries.extend(branch.entries);
        true
    }

    /// Gives a branch up.
    pub(crate) fn drop_branch(&mut self, number: u64) {
        self.branches.remove(&number);
    }

    /// Forgets the operations behind the present position; the image must be at that position.
    fn forget_future(&mut self) {
        let keep = (self.position - self.first_entry) as usize;
        if let Some(entry) = self.entries.get(keep) {
            self.records
                .truncate((entry.records - self.first_record) as usize);
            self.marks
                .truncate((entry.marks - self.first_mark) as usize);
            self.bulk.truncate((entry.bulk - self.first_bulk) as usize);
            self.entries.truncate(keep);
        }
        self.applied = self.first_record + self.records.len() as u64;
    }

    pub(crate) fn bytes(&self) -> usize {
        self.records.len() * size_of::<Record>()
            + self.marks.len() * size_of::<Mark>()
            + self.entries.len() * size_of::<Entry>()
            + self.bulk.len()
    }

    /// Where the budget is used up, forgets the older half, so that forgetting costs little on average.
    fn forget_oldest(&mut self) {
        if self.bytes() > self.budget {
            self.forget(self.entries.len().div_ceil(2));
        }
    }

    /// Forgets that many operations, the oldest.
    fn forget(&mut self, count: usize) {
        let (records, marks, bulk) = match self.entries.get(count) {
            Some(entry) => (entry.records, entry.marks, entry.bulk),
            None => (
                self.first_record + self.records.len() as u64,
                self.first_mark + self.marks.len() as u64,
                self.first_bulk + self.bulk.len() as u64,
            ),
        };
        self.entries.drain(..count);
        self.first_entry += count as u64;
        self.records.drain(..(records - self.first_record) as usize);
        self.first_record = records;
        self.marks.drain(..(marks - self.first_mark) as usize);
        self.first_mark = marks;
        self.bulk.drain(..(bulk - self.first_bulk) as usize);
        self.first_bulk = bulk;
    }

    /// The budget is used up in the middle of an operation: all others are forgotten; where there are
    /// no others, what this one overwrote is kept by place from here on, not by time.
    #[cold]
    fn make_room(&mut self) {
        let Some(others) = self.entries.len().checked_sub(1) else {
            return;
        };
        if others > 0 {
            return self.forget(others);
        }
        let mut whole = Before::default();
        for record in &self.records {
            let offset = record.offset as usize;
            match record.kind {
                GROW => whole.note_len(record.value as usize),
                size @ (4 | 8) => whole.note(offset, &record.value.to_le_bytes()[..size as usize]),
                bulk => {
                    let start = (record.value - self.first_bulk) as usize;
                    let len = (bulk & !BULK) as usize;
                    whole.note(offset, &self.bulk[start..start + len]);
                }
            }
        }
        self.records = Vec::new();
        self.marks = Vec::new();
        self.bulk = Vec::new();
        self.whole = Some(whole);
    }

    /// Writes what an operation that was too long overwrote as records: first the length, then runs
    /// of bytes.
    fn keep_whole(&mut self) {
        let Some(whole) = self.whole.take() else {
            return;
        };
        if let Some(len) = whole.len {
            self.grow(len);
        }
        whole.runs(|offset, old| self.bulk(offset, old));
    }
}

/// A write as the journal knows it.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// Offset in the image.
    pub offset: usize,
    /// Bytes written.
    pub len: usize,
    /// The value that is not in the image now; none for more than a word.
    pub other: Option<u64>,
}
