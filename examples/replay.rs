//! Replays a trace and writes what docs/trace-format.md documents: operation lines and states.
//!
//! `cargo run --release --example replay -- --edition E --arenas aligned|unaligned [--ops FILE]
//! [--state FILE] [--digest-every N] [--digests-only] TRACE`, where TRACE may be gzipped and `-` is
//! standard input (or, for FILE, standard output).

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::journal::Off;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::record::{Recorder, Why};
use pymalloc_explorer::trace::Line;

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
            let mut value = || {
                args.next()
                    .ok_or_else(|| format!("{arg} needs a value\n{USAGE}"))
            };
            match arg.as_str() {
                "--edition" => {
                    let name = value()?;
                    edition = Some(
                        Edition::from_name(&name)
                            .ok_or_else(|| format!("no edition {name}\n{USAGE}"))?,
                    );
                }
                "--arenas" => {
                    let name = value()?;
                    let found = ArenaAlignment::from_name(&name);
                    arenas =
                        Some(found.ok_or_else(|| format!("no arena alignment {name}\n{USAGE}"))?);
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

struct Run<'o, W: Word> {
    options: &'o Options,
    recorder: Recorder<W, Off>,
    ops: Option<Box<dyn Write>>,
    state: Option<Box<dyn Write>>,
}

impl<'o, W: Word> Run<'o, W> {
    fn new(options: &'o Options) -> Result<Run<'o, W>, Failure> {
        Ok(Run {
            options,
            recorder: Recorder::new(options.edition, options.arenas)?,
            ops: options.ops.as_deref().map(create).transpose()?,
            state: options.state.as_deref().map(create).transpose()?,
        })
    }

    fn replay(mut self) -> Result<(), Failure> {
        for text in open(&self.options.trace)?.lines() {
            self.line(&text?)?;
        }
        self.write_state(Why::End)?;
        for file in [&mut self.ops, &mut self.state].into_iter().flatten() {
            file.flush()?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str) -> Result<(), Failure> {
        let (line, operation) = self.recorder.line(text)?;
        if let Some(operation) = operation {
            if let Some(ops) = &mut self.ops {
                ops.write_all(operation.as_bytes())?;
            }
            let every = self.options.digest_every;
            if every != 0 && self.recorder.operations().is_multiple_of(every) {
                self.write_state(Why::Digest)?;
            }
        }
        if line == Line::Dump {
            self.write_state(Why::Dump)?;
        }
        Ok(())
    }

    fn write_state(&mut self, why: Why) -> Result<(), Failure> {
        let Some(file) = &mut self.state else {
            return Ok(());
        };
        let full = why == Why::End || (why == Why::Dump && !self.options.digests_only);
        writeln!(file, "{}", self.recorder.state(why, full)?)?;
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
        path => Box::new(BufReader::new(
            File::open(path).map_err(|error| format!("{path}: {error}"))?,
        )),
    };
    let gzipped = source.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    if gzipped {
        let unpacked: Box<dyn Read> = Box::new(flate2::bufread::MultiGzDecoder::new(source));
        source = Box::new(BufReader::new(unpacked));
    }
    Ok(source)
}
