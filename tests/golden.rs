//! Every golden run that the project carries, compared line by line with the real allocator.
#![cfg(not(target_family = "wasm"))]

mod common;
mod unpack;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use common::{Expected, compare};
use serde::Deserialize;
use unpack::unpack;

#[derive(Deserialize)]
struct Run {
    trace: String,
    config: String,
    mode: String,
    level: String,
    digest_every: u64,
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(path);
    let gzipped = PathBuf::from(format!("{}.gz", path.display()));
    let bytes = fs::read(&path).or_else(|_| fs::read(gzipped));
    unpack(&bytes.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Digest lines of many traces are kept in one file: by trace, without the key that names it.
fn digests(config: &str, mode: &str) -> HashMap<String, Vec<String>> {
    let mut by_trace: HashMap<String, Vec<String>> = HashMap::new();
    for line in read(&format!("expected/digests.{config}.{mode}.jsonl")).lines() {
        let rest = line.strip_prefix("{\"trace\":\"").expect("a trace's name");
        let (trace, rest) = rest.split_once("\",").expect("more keys");
        by_trace
            .entry(trace.to_owned())
            .or_default()
            .push(format!("{{{rest}"));
    }
    by_trace
}

fn runs_of(config: &str) {
    let runs: Vec<Run> = serde_json::from_str(&read("manifest.json")).expect("manifest");
    let runs: Vec<Run> = runs
        .into_iter()
        .filter(|run| run.config == config)
        .collect();
    assert!(runs.len() >= 40, "only {} runs of {config}", runs.len());
    let mut digest_files = HashMap::new();
    for Run {
        trace,
        config,
        mode,
        level,
        digest_every,
    } in runs
    {
        let text = read(&format!("traces/{trace}.trace"));
        let (addresses, states) = if level == "full" {
            let name = format!("expected/{trace}.{config}.{mode}");
            let states = read(&format!("{name}.jsonl"))
                .lines()
                .map(str::to_owned)
                .collect();
            (Some(read(&format!("{name}.addr"))), states)
        } else {
            let file = digest_files
                .entry(mode.clone())
                .or_insert_with(|| digests(&config, &mode));
            (None, file[&trace].clone())
        };
        let expected = Expected {
            config: &config,
            mode: &mode,
            digest_every,
            addresses: addresses.as_deref(),
            states: &states,
        };
        compare(&trace, &text, &expected);
    }
}

#[test]
fn cpython_2_7_on_32_bits() {
    runs_of("p27");
}

#[test]
fn cpython_3_10_on_32_bits() {
    runs_of("p32");
}

#[test]
fn cpython_3_9_on_64_bits() {
    runs_of("p64s");
}

#[test]
fn cpython_3_10_on_64_bits() {
    runs_of("p64");
}
