//! Every sequence of requests that the project carries, compared record by record with the real
//! collector, natively and inside wasm.

mod unpack;

use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::gc_record::replay_line;
use serde_json::Value;
use unpack::unpack;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test;

const SEQUENCES: &[u8] = include_bytes!("golden/gc/sequences.jsonl.gz");
/// Longer ones, with deep chains, big tuples and callbacks that collect; without `trace`.
const MORE: &[u8] = include_bytes!("golden/gc/more.jsonl.gz");
/// Recorded in 2.7.18. Where callbacks run, whose argument tuples count there, without the counts; and
/// without chains of instances that its trashcan leaves waiting after the operation.
const MORE_27: &[u8] = include_bytes!("golden/gc/more-2.7.18.jsonl.gz");

fn compare_all(edition: Edition) {
    assert_eq!(compare(edition, SEQUENCES, &[]), 132);
    assert_eq!(compare(edition, MORE, &["trace"]), 68);
}

/// Compares all sequences of a file but for what was not recorded; how many they were.
fn compare(edition: Edition, packed: &[u8], not_recorded: &[&str]) -> usize {
    let mut count = 0;
    for line in unpack(packed).lines() {
        let sequence: Value = serde_json::from_str(line).expect("JSON");
        let replayed = replay_line(edition, line).expect("a sequence that can be replayed");
        let mut got: Value = serde_json::from_str(&replayed).expect("JSON");
        let counted = sequence["expected"][0].get("cnt").is_some();
        let counts = if counted {
            [].as_slice()
        } else {
            &["cnt", "long_lived"]
        };
        let records = got["expected"].as_array_mut().expect("records");
        for record in records.iter_mut().filter_map(Value::as_object_mut) {
            record.retain(|key, _| {
                !not_recorded.contains(&key.as_str()) && !counts.contains(&key.as_str())
            });
        }
        let (ops, want) = (&sequence["ops"], &sequence["expected"]);
        for (index, want) in want.as_array().expect("records").iter().enumerate() {
            assert_eq!(
                &got["expected"][index], want,
                "{}: record {index}, {}",
                sequence["name"], ops[index]
            );
        }
        assert_eq!(got["expected"], *want, "{}", sequence["name"]);
        count += 1;
    }
    count
}

#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
#[cfg_attr(not(target_family = "wasm"), test)]
fn cpython_3_10_on_32_bits() {
    compare_all(Edition::Cpython310W32);
}

#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
#[cfg_attr(not(target_family = "wasm"), test)]
fn cpython_3_9_on_64_bits() {
    compare_all(Edition::Cpython39W64);
}

#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
#[cfg_attr(not(target_family = "wasm"), test)]
fn cpython_3_10_on_64_bits() {
    compare_all(Edition::Cpython310W64);
}

#[cfg_attr(target_family = "wasm", wasm_bindgen_test)]
#[cfg_attr(not(target_family = "wasm"), test)]
fn cpython_2_7_on_32_bits() {
    let count = compare(Edition::Cpython27W32, MORE_27, &["trace", "auto"]);
    assert_eq!(count, 43);
}
