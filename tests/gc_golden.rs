//! Every sequence of requests that the project carries, compared record by record with the real
//! collector, natively and inside wasm.

mod common;

use common::unpack;
use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::gc_record::replay_line;
use serde_json::Value;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test;

fn compare_all(edition: Edition) {
    let text = unpack(include_bytes!("golden/gc/sequences.jsonl.gz"));
    let mut count = 0;
    for line in text.lines() {
        let sequence: Value = serde_json::from_str(line).expect("JSON");
        let replayed = replay_line(edition, line).expect("a sequence that can be replayed");
        let got: Value = serde_json::from_str(&replayed).expect("JSON");
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
    assert_eq!(count, 132);
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
