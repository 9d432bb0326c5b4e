//! Traces of allocator calls: their lines, replaying them, and naming addresses as the reference
//! data does. docs/trace-format.md describes the format.
//!
//! ```text
//!  a ID SIZE          ID = PyObject_Malloc(SIZE)
//!  c ID NELEM ELSIZE  ID = PyObject_Calloc(NELEM, ELSIZE)
//!  r ID SIZE          ID = PyObject_Realloc(ID, SIZE)
//!  f ID               PyObject_Free(ID)
//!  d                  dump the state here
//!  l N                at most N arenas from here on, 0 for no limit
//!  # text             comment
//! ```

mod live;
mod run;
#[cfg(test)]
mod tests;

use std::fmt;

use self::live::Live;
pub use self::run::{TraceRun, reserve};
use crate::edition::align_up;
use crate::error::{Expected, HeapError};
use crate::heap::{Heap, Present};
use crate::memory::Word;

/// The longest line in bytes that is read.
pub const LONGEST_LINE: usize = 1024;

/// One line of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// `a ID SIZE`
    Malloc {
        /// Name of the block.
        id: u64,
        /// Bytes asked for.
        nbytes: u64,
    },
    /// `c ID NELEM ELSIZE`
    Calloc {
        /// Name of the block.
        id: u64,
        /// Elements asked for.
        nelem: u64,
        /// Bytes of each.
        elsize: u64,
    },
    /// `r ID SIZE`
    Realloc {
        /// Name of the block.
        id: u64,
        /// Bytes asked for.
        nbytes: u64,
    },
    /// `f ID`
    Free {
        /// Name of the block.
        id: u64,
    },
    /// `d`
    Dump,
    /// `l N`
    Limit(u32),
    /// A comment or an empty line.
    Nothing,
}

impl Line {
    /// Reads a line; `number` counts from 1 and is for the error.
    ///
    /// # Errors
    /// [`HeapError::BadTraceLine`] with what was expected.
    pub fn parse(number: u64, text: &str) -> Result<Line, HeapError> {
        let bad = |expected| HeapError::BadTraceLine {
            line: number,
            text: text.chars().take(80).collect(),
            expected,
        };
        if text.len() > LONGEST_LINE {
            return Err(bad(Expected::ShortLine));
        }
        let mut words = text.split_ascii_whitespace();
        let Some(letter) = words.next() else {
            return Ok(Line::Nothing);
        };
        if letter.starts_with('#') {
            return Ok(Line::Nothing);
        }
        let (count, form) = match letter {
            "a" => (2, Expected::MallocLine),
            "c" => (3, Expected::CallocLine),
            "r" => (2, Expected::ReallocLine),
            "f" => (1, Expected::FreeLine),
            "d" => (0, Expected::DumpLine),
            "l" => (1, Expected::LimitLine),
            _ => return Err(bad(Expected::LineLetter)),
        };
        let mut numbers = [0_u64; 3];
        for slot in &mut numbers[..count] {
            *slot = words
                .next()
                .and_then(whole_number)
                .ok_or_else(|| bad(form))?;
        }
        if words.next().is_some() {
            return Err(bad(form));
        }
        let [id, first, second] = numbers;
        Ok(match letter {
            "a" => Line::Malloc { id, nbytes: first },
            "c" => Line::Calloc {
                id,
                nelem: first,
                elsize: second,
            },
            "r" => Line::Realloc { id, nbytes: first },
            "f" => Line::Free { id },
            "d" => Line::Dump,
            _ => Line::Limit(u32::try_from(id).map_err(|_| bad(Expected::SmallLimit))?),
        })
    }
}

/// Digits only: no sign, no blank, nothing that does not fit 64 bits.
fn whole_number(word: &str) -> Option<u64> {
    word.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| word.parse().ok())?
}

/// What an operation answered, named as the reference data names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A block of pymalloc's: arena slot, pool index, offset from the pool's header.
    Block {
        /// Slot of the arena.
        slot: u32,
        /// Index of the pool, 0 for the first whole one.
        pool: u32,
        /// Bytes from the pool's header.
        offset: u64,
    },
    /// A block of the C library.
    Raw,
    /// NULL, or `free(NULL)`.
    Null,
    /// Freed by pymalloc.
    Freed,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Block { slot, pool, offset } => write!(f, "{slot}:{pool}:{offset}"),
            Answer::Raw => f.write_str("raw"),
            Answer::Null => f.write_str("null"),
            Answer::Freed => f.write_str("p"),
        }
    }
}

/// The blocks that a trace has named so far.
#[derive(Debug, Default)]
pub struct Replay {
    live: Live,
    was_moved: bool,
}

impl Replay {
    /// Carries out one line; `None` where it is no operation.
    ///
    /// # Errors
    /// [`HeapError::TraceFault`] where the line makes no sense here.
    pub fn apply<W: Word, J: Present>(
        &mut self,
        heap: &mut Heap<W, J>,
        number: u64,
        line: Line,
    ) -> Result<Option<Answer>, HeapError> {
        match line {
            Line::Dump | Line::Nothing => Ok(None),
            Line::Limit(arenas) => {
                let memory = heap.mem.memory_limit();
                heap.set_limits(arenas, memory)?;
                Ok(None)
            }
            Line::Malloc { id, nbytes } => {
                self.expect_unused(heap, number, line, id)?;
                let addr = heap.malloc(nbytes)?;
                Ok(Some(self.name(heap, id, addr)))
            }
            Line::Calloc { id, nelem, elsize } => {
                self.expect_unused(heap, number, line, id)?;
                let addr = heap.calloc(nelem, elsize)?;
                Ok(Some(self.name(heap, id, addr)))
            }
            Line::Realloc { id, nbytes } => {
                self.reserve(heap, id)?;
                let old = self.block(id);
                let addr = heap.realloc_trusted(old, nbytes)?;
                Ok(Some(if addr == 0 {
                    Answer::Null
                } else {
                    self.name(heap, id, addr)
                }))
            }
            Line::Free { id } => {
                let addr = self.live.remove(id).unwrap_or(0);
                let answer = match answer_of(heap, addr) {
                    Answer::Block { .. } => Answer::Freed,
                    other => other,
                };
                heap.free_trusted(addr)?;
                Ok(Some(answer))
            }
        }
    }

    fn expect_unused<W: Word, J: Present>(
        &mut self,
        heap: &Heap<W, J>,
        number: u64,
        line: Line,
        id: u64,
    ) -> Result<(), HeapError> {
        if self.live.get(id).is_none() {
            return self.reserve(heap, id);
        }
        Err(HeapError::TraceFault {
            line: number,
            text: line.to_string(),
            id,
        })
    }

    /// Makes room for one block more.
    fn reserve<W: Word, J: Present>(
        &mut self,
        heap: &Heap<W, J>,
        id: u64,
    ) -> Result<(), HeapError> {
        let bytes = heap.bytes().len() as u64;
        self.was_moved |= self
            .live
            .reserve(id)
            .map_err(|_| HeapError::OutOfMemory { bytes })?;
        Ok(())
    }

    /// The block that an ID names, 0 where it names none.
    fn block(&self, id: u64) -> u64 {
        self.live.get(id).unwrap_or(0)
    }

    /// Whether a part of the names was moved since this was asked last, which takes as long as many lines.
    fn take_moved(&mut self) -> bool {
        std::mem::take(&mut self.was_moved)
    }

    fn name<W: Word, J: Present>(&mut self, heap: &Heap<W, J>, id: u64, addr: u64) -> Answer {
        if addr != 0 {
            self.live.insert(id, addr);
        }
        answer_of(heap, addr)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Malloc { id, nbytes } => write!(f, "a {id} {nbytes}"),
            Line::Calloc { id, nelem, elsize } => write!(f, "c {id} {nelem} {elsize}"),
            Line::Realloc { id, nbytes } => write!(f, "r {id} {nbytes}"),
            Line::Free { id } => write!(f, "f {id}"),
            Line::Dump => f.write_str("d"),
            Line::Limit(arenas) => write!(f, "l {arenas}"),
            Line::Nothing => Ok(()),
        }
    }
}

impl Line {
    /// The line as an operation line of the reference data begins: letter and ID.
    pub fn head(&self) -> Option<(char, u64)> {
        match *self {
            Line::Malloc { id, .. } => Some(('a', id)),
            Line::Calloc { id, .. } => Some(('c', id)),
            Line::Realloc { id, .. } => Some(('r', id)),
            Line::Free { id } => Some(('f', id)),
            Line::Dump | Line::Limit(_) | Line::Nothing => None,
        }
    }
}

fn answer_of<W: Word, J: Present>(heap: &Heap<W, J>, addr: u64) -> Answer {
    if addr == 0 {
        return Answer::Null;
    }
    let image = heap.image();
    let Some((slot, address)) = image.arena_slot(addr) else {
        return Answer::Raw;
    };
    let pool_size = image.layout().pool_size;
    let pool = image
        .layout()
        .pool_addr(addr)
        .wrapping_sub(align_up(address, pool_size))
        / pool_size;
    Answer::Block {
        slot,
        pool: pool as u32,
        offset: addr & (pool_size - 1),
    }
}
