//! A journal that keeps of operations only what leads back to the checkpoint before them, and counts.
//!
//! It takes the place of a [`Log`](super::Log) while an operation is carried out that nobody looks into,
//! compiled into the operation's own code; whoever asks later has the operation carried out again.

use super::Journal;
use super::delta::Trail;
use crate::event::Event;
use crate::progress;

/// What changed since the checkpoint before the image. In a box, so that it changes hands at once.
#[derive(Debug, Default)]
pub struct Quiet(Box<Since>);

#[derive(Debug, Default)]
struct Since {
    trail: Trail,
    /// Writes since the checkpoint.
    work: u64,
    /// Events of the operation that runs.
    marks: u64,
}

/// What overwriting so many bytes at once counts as.
pub(super) fn work_of(len: usize) -> u64 {
    1 + len as u64 / 64
}

impl Quiet {
    #[inline]
    pub(super) fn trail(&mut self) -> &mut Trail {
        &mut self.0.trail
    }

    #[inline]
    pub(super) fn work(&self) -> u64 {
        self.0.work
    }

    pub(super) fn set_work(&mut self, work: u64) {
        self.0.work = work;
    }

    #[inline(always)]
    pub(super) fn add_work(&mut self, more: u64) {
        self.0.work += more;
    }

    #[inline(always)]
    pub(super) fn add_mark(&mut self) {
        self.0.marks += 1;
        if self.0.marks.is_multiple_of(progress::EVERY) {
            progress::tell(self.0.marks);
        }
    }

    #[inline]
    pub(super) fn marks(&self) -> u64 {
        self.0.marks
    }

    /// Begins to count the events of an operation.
    #[inline]
    pub(super) fn begin(&mut self) {
        self.0.marks = 0;
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.trail.bytes()
    }
}

impl Journal for Quiet {
    const ON: bool = true;
    const OUTLINED: bool = false;

    #[inline(always)]
    fn word(&mut self, image: &[u8], offset: usize, len: usize) {
        self.add_work(1);
        self.0.trail.touch(image, offset, len);
    }

    fn bulk(&mut self, image: &[u8], offset: usize, len: usize) {
        self.add_work(work_of(len));
        if len > 0 {
            self.0.trail.touch(image, offset, len);
        }
    }

    fn grow(&mut self, old_len: usize) {
        self.0.trail.grow(old_len);
    }

    #[inline(always)]
    fn event(&mut self, _: &[u8], _: Event) {
        self.add_mark();
    }

    #[inline(always)]
    fn enter(&mut self) {}

    #[inline(always)]
    fn leave(&mut self) {}
}
