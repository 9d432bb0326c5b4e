//! Two positions of the timeline compared: goes to both, and comes back. What differs is the decoder's
//! to say.

use crate::decode::compare_view::{Comparison, Position};
use crate::decode::{Image, compare};
use crate::error::HeapError;
use crate::heap::Heap;
use crate::journal::Log;
use crate::memory::Word;

impl<W: Word> Heap<W, Log> {
    /// What is different at position `b` from what was at position `a`, with at most `limit` entries a
    /// list; either may be the later one. The image stands afterwards where it stood.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn compare(
        &mut self,
        a: Position,
        b: Position,
        limit: u32,
    ) -> Result<Comparison, HeapError> {
        let comparison = self.compare_from(a, b, limit);
        self.stand_again()?;
        comparison
    }

    fn compare_from(
        &mut self,
        a: Position,
        b: Position,
        limit: u32,
    ) -> Result<Comparison, HeapError> {
        self.visit(a.operation, a.mark.map(u64::from))?;
        let before = self.bytes().to_vec();
        self.visit(b.operation, b.mark.map(u64::from))?;
        let before = Image::new(&before, *self.mem.layout());
        Ok(compare(&before, &self.image(), limit))
    }
}
