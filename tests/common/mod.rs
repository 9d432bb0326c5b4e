//! What tests against the golden data share: replaying a trace and comparing every line.

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::journal::Off;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::record::{Recorder, Why};
use pymalloc_explorer::trace::Line;

/// The edition that the reference data calls `config`.
pub fn edition_of(config: &str) -> Edition {
    match config {
        "p27" => Edition::Cpython27W32,
        "p32" => Edition::Cpython310W32,
        "p64s" => Edition::Cpython39W64,
        "p64" => Edition::Cpython310W64,
        _ => panic!("no configuration {config}"),
    }
}

/// What one run is compared with.
pub struct Expected<'a> {
    /// `p27`, `p32`, `p64s` or `p64`.
    pub config: &'a str,
    /// `aligned` or `unaligned`.
    pub mode: &'a str,
    /// Operations between digests.
    pub digest_every: u64,
    /// The answer of each operation, where they are kept.
    pub addresses: Option<&'a str>,
    /// Lines of the state file; full states at each `d` only where `addresses` are kept.
    pub states: &'a [String],
}

/// Replays `trace` and compares every line; panics at the first difference.
pub fn compare(name: &str, trace: &str, expected: &Expected<'_>) {
    match edition_of(expected.config).layout().word {
        4 => compare_with::<W32>(name, trace, expected),
        _ => compare_with::<W64>(name, trace, expected),
    }
}

fn compare_with<W: Word>(name: &str, trace: &str, expected: &Expected<'_>) {
    let arenas = ArenaAlignment::from_name(expected.mode).expect("mode");
    let mut recorder = Recorder::<W, Off>::new(edition_of(expected.config), arenas).expect("heap");
    let mut addresses = expected.addresses.map(str::lines);
    let mut states = expected.states.iter();
    let what = format!("{name} {} {}", expected.config, expected.mode);
    let mut state = |recorder: &Recorder<W, Off>, why, full| {
        let ours = comparable(expected.config, &recorder.state(why, full).expect("JSON"));
        let theirs = states
            .next()
            .unwrap_or_else(|| panic!("{what}: a state too many"));
        assert_eq!(
            ours,
            comparable(expected.config, theirs),
            "{what}: state after operation {}",
            recorder.operations()
        );
    };
    for text in trace.lines() {
        let (line, operation) = recorder.line(text).expect("line");
        if let Some(operation) = operation {
            if let Some(addresses) = &mut addresses {
                let answer = operation.trim_end().splitn(3, ' ').last();
                assert_eq!(
                    answer,
                    addresses.next(),
                    "{what}: operation {}",
                    recorder.operations()
                );
            }
            if recorder.operations().is_multiple_of(expected.digest_every) {
                state(&recorder, Why::Digest, false);
            }
        }
        if line == Line::Dump {
            state(&recorder, Why::Dump, expected.addresses.is_some());
        }
    }
    state(&recorder, Why::End, true);
    assert_eq!(states.next(), None, "{what}: a state too few");
}

/// The p64s data was recorded with a radix tree, which 3.9 does not have: its statistics do not count.
fn comparable(config: &str, line: &str) -> String {
    if config != "p64s" {
        return line.to_owned();
    }
    let mut record: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let object = record.as_object_mut().expect("an object");
    object.remove("stats");
    object.remove("stats_fnv");
    record.to_string()
}
