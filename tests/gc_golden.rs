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

fn compare_all(edition: Edition) {
    assert_eq!(compare(edition, SEQUENCES, true), 132);
    assert_eq!(compare(edition, MORE, false), 68);
}

/// Compares all sequences of a file, of each record what was recorded; how many they were.
fn compare(edition: Edition, packed: &[u8], traced: bool) -> usize {
    let mut count = 0;
    for line in unpack(packed).lines() {
        let sequence: Value = serde_json::from_str(line).expect("JSON");
        let replayed = replay_line(edition, line).expect("a sequence that can be replayed");
        let mut got: Value = serde_json::from_str(&replayed).expect("JSON");
        if !traced {
            let records = got["expected"].as_array_mut().expect("records");
            for record in records.iter_mut().filter_map(Value::as_object_mut) {
                record.remove("trace");
            }
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
