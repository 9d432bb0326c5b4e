//! The part of the timeline that is recorded write by write: consecutive operations around the cursor,
//! or a part of one that is long. Within it one goes back and forth by swapping.
//!
//! ```text
//!  operations   | malloc(24)          | malloc(24)    |
//!  marks        | Call Call UsedPoolF… | Call Call …   |   each knows how many records precede it
//!  records      | w w w w w w w        | w w w         |   each swapped with the image, there and back
//! ```
//! Of a long operation the first marks may be missing, and what came after its last record is one record
//! more: the grains that it changed.

use crate::address_set::AddressSet;

use super::delta::Delta;
use crate::event::{Event, Function};
use crate::room::lengthen;

/// One write: swapping it with the image undoes it, swapping it again redoes it.
#[derive(Clone, Copy, Debug)]
struct Record {
    offset: u32,
    /// 4 or 8: that many bytes, held in `value`. [`GROW`]: the image's other length is `value`.
    /// [`REST`]: what a long operation did after its last recorded mark, in `Window::rest`.
    /// [`BULK`] + n: n bytes, held at `value` of `Window::bulk`.
    kind: u32,
    value: u64,
}

const BULK: u32 = 1 << 31;
const GROW: u32 = 0;
const REST: u32 = 1;

/// An event and the state that it tells of: the image after the first `records` records.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Records up to and with this event, counted from where the window began.
    pub records: u64,
    /// How many functions are around it.
    pub depth: u32,
    /// What happened.
    pub event: Event,
}

/// A write as the window knows it.
#[derive(Clone, Copy, Debug)]
pub struct Write {
    /// Offset in the image.
    pub offset: usize,
    /// Bytes written.
    pub len: usize,
    /// The value that is not in the image now; none for more than a word.
    pub other: Option<u64>,
}

/// What is around a mark: functions that run, and objects whose last reference went in this operation.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The functions, the outermost first, each with the number of its mark.
    pub functions: Vec<(Function, u64)>,
    /// Objects that are objects until their memory is given back, although nothing refers to them.
    pub dying: AddressSet,
}

impl Around {
    /// Goes past an event, the one of that number, that is `depth` functions deep.
    pub fn pass(&mut self, number: u64, depth: u32, event: &Event) {
        self.functions.truncate(depth as usize);
        match *event {
            Event::DecrefToZero { object, .. } => {
                self.dying.insert(object);
            }
            Event::Call { function } => self.functions.push((function, number)),
            _ => {}
        }
    }
}

/// Where an operation begins.
#[derive(Clone, Copy, Debug)]
struct Entry {
    records: u64,
    marks: u64,
    bulk: u64,
}

/// Recorded operations, and where among their records the image stands.
#[derive(Debug, Default)]
pub(crate) struct Window {
    records: Vec<Record>,
    first_record: u64,
    marks: Vec<Mark>,
    first_mark: u64,
    bulk: Vec<u8>,
    first_bulk: u64,
    entries: Vec<Entry>,
    /// Operations before the first that is recorded.
    first: u64,
    /// Records that are in the image.
    applied: u64,
    /// Marks of the first operation that are not recorded; there is only one then.
    skipped: u64,
    /// How deep the first recorded mark is by the numbers that are told of its operation.
    depth: u32,
    around: Around,
    rest: Option<Delta>,
    /// Whether its end cannot be swapped to, since `rest` was given up.
    lost: bool,
}

impl Window {
    /// Begins anew, after `first` operations, where the image stands.
    #[inline]
    pub(super) fn reset(&mut self, first: u64) {
        self.first = first;
        if !self.is_bare() {
            self.empty();
        }
    }

    /// Whether it is as [`empty`](Self::empty) leaves it: nothing but an operation that was begun changes
    /// that.
    #[inline]
    fn is_bare(&self) -> bool {
        self.entries.is_empty() && self.goes_on() && self.first_record == 0 && self.applied == 0
    }

    fn empty(&mut self) {
        self.records.clear();
        self.marks.clear();
        self.bulk.clear();
        self.entries.clear();
        (self.first_record, self.first_mark, self.first_bulk) = (0, 0, 0);
        self.applied = 0;
        self.skipped = 0;
        self.depth = 0;
        self.rest = None;
        self.lost = false;
        if !self.around.functions.is_empty() || !self.around.dying.is_empty() {
            self.around = Around::default();
        }
    }

    /// Bytes of what is recorded.
    pub(super) fn used(&self) -> usize {
        self.records.len() * size_of::<Record>()
            + self.marks.len() * size_of::<Mark>()
            + self.entries.len() * size_of::<Entry>()
            + self.bulk.len()
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.records.capacity() * size_of::<Record>()
            + self.marks.capacity() * size_of::<Mark>()
            + self.entries.capacity() * size_of::<Entry>()
            + self.bulk.capacity()
            + self.around.dying.bytes()
            + self.rest.as_ref().map_or(0, Delta::bytes)
    }

    /// Gives back what it has for further records; whether that was anything.
    pub(super) fn fit(&mut self) -> bool {
        let before = self.bytes();
        self.records.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.bulk.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.bytes() < before
    }

    /// Operations before the first that is recorded.
    pub(crate) fn first(&self) -> u64 {
        self.first
    }

    /// Operations done at its end.
    pub(crate) fn last(&self) -> u64 {
        self.first + self.entries.len() as u64
    }

    pub(crate) fn has(&self, number: u64) -> bool {
        number > self.first && number <= self.last()
    }

    /// Whether the state after so many operations can be swapped to.
    pub(crate) fn reaches(&self, position: u64) -> bool {
        position >= self.first + u64::from(self.skipped > 0)
            && position + u64::from(self.lost) <= self.last()
    }

    /// Whether the state after so many marks of an operation can be swapped to.
    pub(crate) fn reaches_mark(&self, number: u64, marks: u64) -> bool {
        self.has(number) && marks >= self.skipped && marks <= self.skipped + self.held(number)
    }

    fn held(&self, number: u64) -> u64 {
        self.marks(number).len() as u64
    }

    fn end(&self) -> u64 {
        self.first_record + self.records.len() as u64
    }

    /// Whether anything can be recorded behind its end.
    pub(super) fn goes_on(&self) -> bool {
        self.rest.is_none() && self.skipped == 0 && !self.lost
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.applied == self.end()
    }

    /// Begins an operation.
    pub(super) fn begin(&mut self) {
        self.entries.push(Entry {
            records: self.end(),
            marks: self.first_mark + self.marks.len() as u64,
            bulk: self.first_bulk + self.bulk.len() as u64,
        });
    }

    /// Ends the operation that was begun.
    pub(super) fn close(&mut self) {
        self.applied = self.end();
        if self.skipped > 0 {
            // The innermost was left first.
            self.around.functions.reverse();
            let missing = (self.around.functions.len() as u32).wrapping_sub(self.depth);
            for mark in &mut self.marks {
                mark.depth = mark.depth.wrapping_add(missing);
            }
        }
    }

    pub(super) fn word(&mut self, offset: usize, old: &[u8]) {
        let mut value = [0; 8];
        value[..old.len()].copy_from_slice(old);
        self.records.push(Record {
            offset: offset as u32,
            kind: old.len() as u32,
            value: u64::from_le_bytes(value),
        });
    }

    pub(super) fn run(&mut self, offset: usize, old: &[u8]) {
        let value = self.first_bulk + self.bulk.len() as u64;
        self.bulk.extend_from_slice(old);
        self.records.push(Record {
            offset: offset as u32,
            kind: BULK | old.len() as u32,
            value,
        });
    }

    pub(super) fn grow(&mut self, old_len: usize) {
        self.records.push(Record {
            offset: 0,
            kind: GROW,
            value: old_len as u64,
        });
    }

    pub(super) fn mark(&mut self, depth: u32, event: Event) {
        let records = self.end();
        self.marks.push(Mark {
            records,
            depth,
            event,
        });
    }

    /// Records from the mark after the first `marks` on, which is `depth` deep by the numbers that are told
    /// from here on: they may leave out the functions that were entered before. What is around it is told by
    /// [`skip_dying`](Self::skip_dying) before, and [`leave_around`](Self::leave_around) after.
    pub(super) fn skip_to(&mut self, marks: u64, depth: u32) {
        self.skipped = marks;
        self.depth = depth;
    }

    /// The last reference to an object went before what is recorded.
    #[cold]
    #[inline(never)]
    pub(super) fn skip_dying(&mut self, object: u64) {
        self.around.dying.insert(object);
    }

    /// A function that was entered before what is recorded is left.
    #[cold]
    #[inline(never)]
    pub(super) fn leave_around(&mut self, function: Function, entered: u64) {
        self.around.functions.push((function, entered));
    }

    /// Drops what is recorded of the only operation so far. Who was left by now is around nothing.
    pub(super) fn skip_recorded(&mut self, depth: u32) {
        for mark in self.marks.drain(..) {
            self.skipped += 1;
            if let Event::DecrefToZero { object, .. } = mark.event {
                self.around.dying.insert(object);
            }
        }
        self.records.clear();
        self.bulk.clear();
        let first = self.first;
        let (dying, skipped) = (std::mem::take(&mut self.around.dying), self.skipped);
        self.reset(first);
        self.around.dying = dying;
        self.skip_to(skipped, depth);
        self.begin();
    }

    /// What a long operation did after its last recorded mark.
    pub(super) fn set_rest(&mut self, rest: Delta) {
        self.rest = Some(rest);
        self.records.push(Record {
            offset: 0,
            kind: REST,
            value: 0,
        });
    }

    /// Moves the image from its end to its last record; it cannot be moved back.
    pub(super) fn lose_rest(&mut self, image: &mut Vec<u8>) {
        if let Some(rest) = self.rest.take() {
            rest.restore(image);
            self.records.pop();
            self.applied -= 1;
            self.lost = true;
        }
    }

    /// What a long operation did after its last record, and what the image has not where it stands.
    pub(super) fn rest(&self) -> Option<&Delta> {
        self.rest.as_ref()
    }

    /// Gives that away; the caller begins anew.
    pub(super) fn take_rest(&mut self) -> Option<Delta> {
        self.rest.take()
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Bytes that swapping away from its end may take more than it takes now.
    pub(super) fn rest_growth(&self) -> usize {
        let growth = |rest: &Delta| rest.bytes_at_most() - rest.bytes();
        self.rest.as_ref().map_or(0, growth)
    }

    /// The marks of an operation that are recorded.
    pub(crate) fn marks(&self, number: u64) -> &[Mark] {
        let Some(index) = number.checked_sub(self.first + 1) else {
            return &[];
        };
        let Some(entry) = self.entries.get(index as usize) else {
            return &[];
        };
        let end = match self.entries.get(index as usize + 1) {
            Some(next) => (next.marks - self.first_mark) as usize,
            None => self.marks.len(),
        };
        &self.marks[(entry.marks - self.first_mark) as usize..end]
    }

    /// Marks of an operation that come before those that are recorded.
    pub(crate) fn skipped(&self) -> u64 {
        self.skipped
    }

    /// What is around the first recorded mark of an operation.
    pub(crate) fn around(&self) -> Around {
        self.around.clone()
    }

    /// Records that are in the image where it stands.
    pub(crate) fn applied(&self) -> u64 {
        self.applied
    }

    /// Records that are in the image after `position` operations.
    pub(crate) fn record_at(&self, position: u64) -> u64 {
        let index = position.saturating_sub(self.first) as usize;
        self.entries
            .get(index)
            .map_or(self.end(), |entry| entry.records)
    }

    /// Records that are in the image after so many marks of an operation.
    pub(crate) fn record_of(&self, number: u64, marks: u64) -> u64 {
        match marks.checked_sub(self.skipped + 1) {
            None => self.record_at(number - 1),
            Some(index) => self.marks(number)[index as usize].records,
        }
    }

    /// Moves the image to the state after that many records.
    pub(crate) fn seek(&mut self, image: &mut Vec<u8>, target: u64) {
        while self.applied > target {
            self.applied -= 1;
            self.swap(image, (self.applied - self.first_record) as usize);
        }
        while self.applied < target {
            self.swap(image, (self.applied - self.first_record) as usize);
            self.applied += 1;
        }
    }

    /// Moves the image to its end.
    pub(super) fn seek_end(&mut self, image: &mut Vec<u8>) {
        self.seek(image, self.end());
    }

    fn swap(&mut self, image: &mut Vec<u8>, index: usize) {
        let record = &mut self.records[index];
        let offset = record.offset as usize;
        match record.kind {
            GROW => {
                let other = record.value as usize;
                record.value = image.len() as u64;
                image.truncate(other);
                lengthen(image, other);
            }
            REST => {
                if let Some(rest) = &mut self.rest {
                    rest.swap(image);
                }
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

    /// Calls `run` with each write from record `from` up to record `to`. Growth is left out; of the rest
    /// of a long operation only what differs is known, and only where the image is at the end.
    pub(crate) fn writes(&self, image: &[u8], from: u64, to: u64, run: impl FnMut(Write)) {
        self.writes_where(image, from, to, |_, _| true, run);
    }

    /// [`writes`](Self::writes), of the rest of a long operation only where `wanted` says so of a part of
    /// the image: its offset and length.
    pub(crate) fn writes_where(
        &self,
        image: &[u8],
        from: u64,
        to: u64,
        wanted: impl Fn(usize, usize) -> bool,
        mut run: impl FnMut(Write),
    ) {
        let range = (from - self.first_record) as usize..(to - self.first_record) as usize;
        for record in &self.records[range] {
            let offset = record.offset as usize;
            match record.kind {
                GROW => {}
                REST => {
                    if let Some(rest) = &self.rest {
                        rest.differences(image, &wanted, |offset, len| {
                            run(Write {
                                offset,
                                len,
                                other: None,
                            });
                        });
                    }
                }
                4 | 8 => run(Write {
                    offset,
                    len: record.kind as usize,
                    other: Some(record.value),
                }),
                bulk => run(Write {
                    offset,
                    len: (bulk & !BULK) as usize,
                    other: None,
                }),
            }
        }
    }

    /// Drops the operations after the first `position`, which is where the image stands.
    pub(super) fn cut(&mut self, position: u64) {
        let keep = (position - self.first) as usize;
        if let Some(entry) = self.entries.get(keep) {
            self.records
                .truncate((entry.records - self.first_record) as usize);
            self.marks
                .truncate((entry.marks - self.first_mark) as usize);
            self.bulk.truncate((entry.bulk - self.first_bulk) as usize);
            self.entries.truncate(keep);
            self.rest = None;
            self.lost = false;
        }
        self.applied = self.end();
    }

    /// Drops the older half of the operations.
    pub(super) fn forget_half(&mut self) {
        self.forget(self.entries.len().div_ceil(2));
    }

    /// Drops all operations but the last; whether there were any.
    pub(super) fn forget_others(&mut self) -> bool {
        let others = self.entries.len() - 1;
        self.forget(others);
        others > 0
    }

    fn forget(&mut self, count: usize) {
        let (records, marks, bulk) = match self.entries.get(count) {
            Some(entry) => (entry.records, entry.marks, entry.bulk),
            None => (
                self.end(),
                self.first_mark + self.marks.len() as u64,
                self.first_bulk + self.bulk.len() as u64,
            ),
        };
        self.entries.drain(..count);
        self.first += count as u64;
        self.records.drain(..(records - self.first_record) as usize);
        self.first_record = records;
        self.marks.drain(..(marks - self.first_mark) as usize);
        self.first_mark = marks;
        self.bulk.drain(..(bulk - self.first_bulk) as usize);
        self.first_bulk = bulk;
    }
}
