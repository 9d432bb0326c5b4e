//! Replaying a trace and writing down what docs/trace-format.md documents: operation lines, and
//! states with their hashes. Text in, text out; files are the caller's.

use serde::Serialize;

use crate::dump::State;
use crate::edition::{ArenaAlignment, Edition};
use crate::error::HeapError;
use crate::heap::{Heap, Present};
use crate::memory::Word;
use crate::trace::{Line, Replay};

/// FNV-1a with 64 bits, printed as 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fnv(u64);

impl Fnv {
    /// The hash of nothing.
    pub const START: Fnv = Fnv(0xcbf2_9ce4_8422_2325);

    /// The hash of what was hashed before and `text`.
    #[must_use]
    pub fn with(self, text: &str) -> Fnv {
        Fnv(text.bytes().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        }))
    }

    fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Why a state is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Every so many operations.
    Digest,
    /// The trace asks for it.
    Dump,
    /// The trace is over.
    End,
}

/// One line of a state file; its keys in the order in which they are written.
#[derive(Serialize)]
struct Record<'a> {
    op: u64,
    why: &'a str,
    blocks: u64,
    ops_fnv: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats_fnv: Option<String>,
    state_fnv: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a State>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats: Option<String>,
}

/// A heap on which a trace is replayed line by line.
#[derive(Debug)]
pub struct Recorder<W: Word, J: Present> {
    heap: Heap<W, J>,
    replay: Replay,
    line: u64,
    op: u64,
    ops_fnv: Fnv,
}

impl<W: Word, J: Present> Recorder<W, J> {
    /// Starts with an empty heap.
    ///
    /// # Errors
    /// As [`Heap::new`].
    pub fn new(edition: Edition, arenas: ArenaAlignment) -> Result<Recorder<W, J>, HeapError> {
        let heap = Heap::new(edition, arenas)?;
        Ok(Recorder {
            heap,
            replay: Replay::default(),
            line: 0,
            op: 0,
            ops_fnv: Fnv::START,
        })
    }

    /// The heap as it is now.
    pub fn heap(&self) -> &Heap<W, J> {
        &self.heap
    }

    /// Operations done.
    pub fn operations(&self) -> u64 {
        self.op
    }

    /// Carries out the next line of the trace; returns the line, and its operation line if it is an
    /// operation.
    ///
    /// # Errors
    /// That of a line that is none or cannot be carried out.
    pub fn line(&mut self, text: &str) -> Result<(Line, Option<String>), HeapError> {
        self.line += 1;
        let line = Line::parse(self.line, text)?;
        let answer = self.replay.apply(&mut self.heap, self.line, line)?;
        let (Some((letter, id)), Some(answer)) = (line.head(), answer) else {
            return Ok((line, None));
        };
        self.op += 1;
        let text = format!("{letter} {id} {answer}\n");
        self.ops_fnv = self.ops_fnv.with(&text);
        Ok((line, Some(text)))
    }

    /// The state now as a line of a state file, with the state itself where `full`, and at the end
    /// with the statistics.
    ///
    /// # Errors
    /// Only if the state cannot be written as JSON, which would be our mistake.
    pub fn state(&self, why: Why, full: bool) -> Result<String, serde_json::Error> {
        let image = self.heap.image();
        let state = State::of(&image);
        let has_stats = image.layout().has_counters;
        let stats = has_stats.then(|| image.stats_text());
        let record = Record {
            op: self.op,
            why: match why {
                Why::Digest => "digest",
                Why::Dump => "d",
                Why::End => "end",
            },
            blocks: state.blocks,
            ops_fnv: self.ops_fnv.hex(),
            stats_fnv: stats.as_deref().map(|text| Fnv::START.with(text).hex()),
            state_fnv: Fnv::START.with(&serde_json::to_string(&state)?).hex(),
            state: full.then_some(&state),
            stats: stats.filter(|_| why == Why::End),
        };
        serde_json::to_string(&record)
    }
}
