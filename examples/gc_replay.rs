//! Replays sequences of requests on objects and writes what docs/gc-format.md documents.
//!
//! `cargo run --release --example gc_replay -- --edition E FILE`, where FILE holds one sequence a
//! line as JSON and `-` is standard input; one line a sequence is written to standard output.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::gc_record::replay_line;

const USAGE: &str =
    "usage: gc_replay --edition cpython-2.7-32|cpython-3.10-32|cpython-3.9-64|cpython-3.10-64 FILE";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gc_replay: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: impl Iterator<Item = String>) -> Result<(), Failure> {
    let (mut edition, mut file) = (None, None);
    while let Some(arg) = args.next() {
        if arg == "--edition" {
            let name = args.next().ok_or(USAGE)?;
            edition = Some(Edition::from_name(&name).ok_or(USAGE)?);
        } else if file.replace(arg).is_some() {
            return Err(USAGE.into());
        }
    }
    let (edition, file) = (edition.ok_or(USAGE)?, file.ok_or(USAGE)?);
    let input: Box<dyn BufRead> = if file == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(file)?))
    };
    let mut output = BufWriter::new(io::stdout().lock());
    for line in input.lines() {
        let line = line?;
        if !line.trim().is_empty() {
            writeln!(output, "{}", replay_line(edition, &line)?)?;
        }
    }
    output.flush()?;
    Ok(())
}
