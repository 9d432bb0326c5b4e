//! Replays a trace and writes what docs/trace-format.md documents: operation lines and states.
//!
//! `cargo run --release --example replay -- --edition E --arenas aligned|unaligned [--ops FILE]
//! [--state FILE] [--digest-every N] [--digests-only] TRACE`, where TRACE may be gzipped and `-` is
//! standard input (or, for FILE, standard output).

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use pymalloc_explorer::dump::State;
use pymalloc_explorer::edition::{ArenaAlignment, ArenaOrder, Edition};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Off;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::trace::{Line, Replay};
use serde::Serialize;

const USAGE: &str = "usage: replay --edition cpython-2.7-32|cpython-3.10-32|cpython-3.9-64|cpython-3.10-64 \
--arenas aligned|unaligned [--ops FILE] [--state FILE] [--digest-every N] [--digests-only] TRACE";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| options.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("replay: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Options {
    edition: Edition,
    arenas: ArenaAlignment,
    ops: Option<String>,
    state: Option<String>,
    digest_every: u64,
    digests_only: bool,
    trace: String,
}

impl Options {
    fn parse(mut args: impl Iterator<Item = String>) -> Result<Options, Failure> {
        let (mut edition, mut arenas, mut trace) = (None, None, None);
        let (mut ops, mut state, mut digest_every, mut digests_only) = (None, None, 0, false);
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
            match arg.as_str() {
                "--edition" => {
                    let name = value()?;
                    edition = Some(Edition::from_name(&name).ok_or_else(|| format!("no edition {name}\n{USAGE}"))?);
                }
                "--arenas" => {
                    let name = value()?;
                    let found = ArenaAlignment::from_name(&name);
                    arenas = Some(found.ok_or_else(|| format!("no arena alignment {name}\n{USAGE}"))?);
                }
                "--ops" => ops = Some(value()?),
                "--state" => state = Some(value()?),
                "--digest-every" => digest_every = value()?.parse()?,
                "--digests-only" => digests_only = true,
                _ if trace.is_none() && (arg == "-" || !arg.starts_with('-')) => trace = Some(arg),
                _ => return Err(format!("what is {arg}?\n{USAGE}").into()),
            }
        }
        Ok(Options {
            edition: edition.ok_or(USAGE)?,
            arenas: arenas.ok_or(USAGE)?,
            ops,
            state,
            digest_every,
            digests_only,
            trace: trace.ok_or(USAGE)?,
        })
    }

    fn run(&self) -> Result<(), Failure> {
        match self.edition.layout().word {
            4 => Run::<W32>::new(self)?.replay(),
            _ => Run::<W64>::new(self)?.replay(),
        }
    }
}

/// FNV-1a with 64 bits.
#[derive(Clone, Copy)]
struct Fnv(u64);

impl Fnv {
    const START: Fnv = Fnv(0xcbf2_9ce4_8422_2325);

    fn add(self, bytes: &[u8]) -> Fnv {
        Fnv(bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)))
    }

    fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// One line of the state file; its keys in the order in which they are written.
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

struct Run<'o, W: Word> {
    options: &'o Options,
    heap: Heap<W, Off>,
    replay: Replay,
    ops: Option<Box<dyn Write>>,
    state: Option<Box<dyn Write>>,
    op: u64,
    ops_fnv: Fnv,
}

impl<'o, W: Word> Run<'o, W> {
    fn new(options: &'o Options) -> Result<Run<'o, W>, Failure> {
        Ok(Run {
            options,
            heap: Heap::new(options.edition, options.arenas)?,
            replay: Replay::default(),
            ops: options.ops.as_deref().map(create).transpose()?,
            state: options.state.as_deref().map(create).transpose()?,
            op: 0,
            ops_fnv: Fnv::START,
        })
    }

    fn replay(mut self) -> Result<(), Failure> {
        let mut number = 0;
        for text in open(&self.options.trace)?.lines() {
            number += 1;
            self.line(number, &text?)?;
        }
        self.write_state("end")?;
        for file in [&mut self.ops, &mut self.state].into_iter().flatten() {
            file.flush()?;
        }
        Ok(())
    }

    fn line(&mut self, number: u64, text: &str) -> Result<(), Failure> {
        let line = Line::parse(number, text)?;
        let answer = self.replay.apply(&mut self.heap, number, line)?;
        if let (Some((letter, id)), Some(answer)) = (line.head(), answer) {
            self.op += 1;
            let text = format!("{letter} {id} {answer}\n");
            self.ops_fnv = self.ops_fnv.add(text.as_bytes());
            if let Some(ops) = &mut self.ops {
                ops.write_all(text.as_bytes())?;
            }
            if self.options.digest_every != 0 && self.op.is_multiple_of(self.options.digest_every) {
                self.write_state("digest")?;
            }
        }
        if line == Line::Dump {
            self.write_state("d")?;
        }
        Ok(())
    }

    fn write_state(&mut self, why: &str) -> Result<(), Failure> {
        let Some(file) = &mut self.state else { return Ok(()) };
        let image = self.heap.image();
        let state = State::of(&image);
        let counts = image.layout().arena_order == ArenaOrder::Nfp2lasta;
        let stats = counts.then(|| image.stats_text());
        let full = why == "end" || (why == "d" && !self.options.digests_only);
        let record = Record {
            op: self.op,
            why,
            blocks: state.blocks,
            ops_fnv: self.ops_fnv.hex(),
            stats_fnv: stats.as_ref().map(|text| Fnv::START.add(text.as_bytes()).hex()),
            state_fnv: Fnv::START.add(serde_json::to_string(&state)?.as_bytes()).hex(),
            state: full.then_some(&state),
            stats: stats.filter(|_| why == "end"),
        };
        writeln!(file, "{}", serde_json::to_string(&record)?)?;
        Ok(())
    }
}

fn create(path: &str) -> Result<Box<dyn Write>, Failure> {
    if path == "-" {
        return Ok(Box::new(io::stdout()));
    }
    let file = File::create(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(Box::new(BufWriter::new(file)))
}

fn open(path: &str) -> Result<Box<dyn BufRead>, Failure> {
    let mut source: Box<dyn BufRead> = match path {
        "-" => Box::new(BufReader::new(io::stdin())),
        path => Box::new(BufReader::new(File::open(path).map_err(|error| format!("{path}: {error}"))?)),
    };
    let gzipped = source.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    if gzipped {
        let unpacked: Box<dyn Read> = Box::new(flate2::bufread::MultiGzDecoder::new(source));
        source = Box::new(BufReader::new(unpacked));
    }
    Ok(source)
}
