//! A trace that is replayed slice by slice, so that nobody who waits for it is kept from anything else: no slice takes much
//! longer than its lines do. Reads no line itself and looks at no block.

use super::{LONGEST_LINE, Line, Replay};
use crate::decode::view::ReplayProgress;
use crate::error::HeapError;
use crate::heap::{Heap, Present};
use crate::memory::Word;
use crate::spare;

/// Bytes of a block for which finding memory takes long.
const LARGE_BLOCK: u64 = 32 << 20;
/// Bytes that the header of a large block and the end of what is mapped for it take, and more.
const BESIDE: u32 = 1 << 18;
/// Bytes that lines fill, look through or copy in some milliseconds: a slice ends there.
const WORKED_AT_ONCE: u64 = 8 << 20;
/// Bytes of an image that takes a few milliseconds to be moved.
const LARGE_IMAGE: u64 = 8 << 20;
/// Bytes of place that are made ahead at most: for a trace that begins with its largest part it would be all there is.
const MOST_AHEAD: u64 = 320 << 20;

/// Makes room for so many bytes more of a trace's text, if enough is left then for handing them over.
///
/// # Errors
/// [`HeapError::OutOfMemory`]
pub fn reserve(text: &mut Vec<u8>, more: usize) -> Result<(), HeapError> {
    if text.try_reserve_exact(more).is_ok() && spare::is_left(0) {
        return Ok(());
    }
    Err(HeapError::OutOfMemory { bytes: more as u64 })
}

/// A trace that is replayed slice by slice.
#[derive(Debug)]
pub struct TraceRun {
    text: Vec<u8>,
    done: usize,
    line: u64,
    operations: u64,
    replay: Replay,
    /// Bytes of the next block for which memory was found by now.
    prepared: u32,
    /// An image of so many bytes is looked at, for how much it is likely to grow.
    looked_at: u64,
}

impl TraceRun {
    /// A trace at its first line.
    pub fn new(text: Vec<u8>) -> TraceRun {
        TraceRun {
            text,
            done: 0,
            line: 0,
            operations: 0,
            replay: Replay::default(),
            prepared: 0,
            looked_at: LARGE_IMAGE,
        }
    }

    /// Puts text behind the last. The rest of a line has to be there before the line is carried out.
    ///
    /// # Errors
    /// [`HeapError::OutOfMemory`]; nothing is put there.
    pub fn append(&mut self, text: &[u8]) -> Result<(), HeapError> {
        reserve(&mut self.text, text.len())?;
        self.text.extend_from_slice(text);
        Ok(())
    }

    /// Carries out at most `most` lines.
    ///
    /// # Errors
    /// That of the first line that is not one or cannot be carried out.
    pub fn step<W: Word, J: Present>(
        &mut self,
        heap: &mut Heap<W, J>,
        most: u64,
    ) -> Result<ReplayProgress, HeapError> {
        let last = self.line.saturating_add(most);
        loop {
            let progress = self.slice(heap, last - self.line)?;
            if progress.finished || self.line >= last {
                return Ok(progress);
            }
        }
    }

    /// Carries out at most `most` lines; fewer, or none, where one of them takes long: until they are finished, this is
    /// asked again.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub fn slice<W: Word, J: Present>(
        &mut self,
        heap: &mut Heap<W, J>,
        most: u64,
    ) -> Result<ReplayProgress, HeapError> {
        let mut worked = 0;
        for _ in 0..most {
            let rest = &self.text[self.done..];
            if rest.is_empty() {
                break;
            }
            // A line that is too long is not looked at any further than it takes to know that.
            let line = &rest[..rest.len().min(LONGEST_LINE + 1)];
            let len = line
                .iter()
                .position(|&byte| byte == b'\n')
                .unwrap_or(line.len());
            let number = self.line + 1;
            let line = Line::parse(number, &String::from_utf8_lossy(&rest[..len]))?;
            if !self.is_prepared(heap, line) {
                break;
            }
            self.line = number;
            if self.replay.apply(heap, number, line)?.is_some() {
                self.operations += 1;
            }
            self.done = (self.done + len + 1).min(self.text.len());
            worked += heap.mem.take_worked();
            if self.replay.take_moved() || worked >= WORKED_AT_ONCE {
                break;
            }
        }
        self.expect_growth(heap);
        Ok(ReplayProgress {
            operations: self.operations,
            bytes_done: self.done as u64,
            bytes_total: self.text.len() as u64,
            finished: self.done == self.text.len(),
        })
    }

    /// Finds memory for a large block, a part each time, since all of it is filled at once. Answers whether that is done.
    fn is_prepared<W: Word, J: Present>(&mut self, heap: &mut Heap<W, J>, line: Line) -> bool {
        let Some(bytes) = self.asked(heap, line) else {
            return true;
        };
        self.prepared = heap.expect_bytes(bytes, self.prepared);
        let is_done = self.prepared >= bytes;
        if is_done {
            self.prepared = 0;
        }
        is_done
    }

    /// The bytes that a line maps for a large block, and a few more; none where it stays where it is.
    fn asked<W: Word, J: Present>(&self, heap: &Heap<W, J>, line: Line) -> Option<u32> {
        let nbytes = match line {
            Line::Malloc { nbytes, .. } => nbytes,
            Line::Calloc { nelem, elsize, .. } => nelem.checked_mul(elsize)?,
            Line::Realloc { id, nbytes } if nbytes >= LARGE_BLOCK => {
                let block = heap.live_block(self.replay.block(id));
                block
                    .is_none_or(|block| block.size < nbytes)
                    .then_some(nbytes)?
            }
            _ => return None,
        };
        let bytes = u32::try_from(nbytes).ok()?.checked_add(BESIDE)?;
        (nbytes >= LARGE_BLOCK).then_some(bytes)
    }

    /// Beside a history an image that grows is moved now and then, which takes the longer the larger it is. So it is moved
    /// early to where it has place for what it is likely to grow: as it grew up to here.
    fn expect_growth<W: Word, J: Present>(&mut self, heap: &mut Heap<W, J>) {
        let len = heap.bytes().len() as u64;
        if len < self.looked_at || !heap.mem.journal.keeps() {
            return;
        }
        let left = (self.text.len() - self.done) as u64;
        let likely = len * left / (self.done as u64).max(1);
        let growth = (likely + likely / 8).min(MOST_AHEAD);
        heap.expect_bytes(u32::try_from(growth).unwrap_or(u32::MAX), 0);
        self.looked_at = len + (growth / 4 * 3).max(len / 4);
    }
}
