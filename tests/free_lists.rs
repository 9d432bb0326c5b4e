//! Free lists give back what they got last: addresses come again in the order that real interpreters
//! showed through `id()`; and a full collection empties those that the version empties.
#![cfg(not(target_family = "wasm"))]

mod session;

use std::collections::BTreeMap;

use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::edition::objects::{DICT_MAXFREELIST, LIST_MAXFREELIST};
use serde_json::{Value, json};
use session::{EDITIONS_3, Session};

fn make(s: &mut Session, kind: &str, id: &str) -> u64 {
    let request = match kind {
        "tuple" => json!({"op": "new", "kind": "tuple", "id": id, "refs": ["x"]}),
        "tuple of 3" => json!({"op": "new", "kind": "tuple", "id": id, "refs": ["x", "x", "x"]}),
        "float" => json!({"op": "new", "kind": "float", "id": id, "value": "6999999.5"}),
        "int" => json!({"op": "new", "kind": "int", "id": id, "value": "14000000"}),
        _ => json!({"op": "new", "kind": kind, "id": id}),
    };
    s.ask_quietly(request).object.expect("an object")
}

fn order_of(name: &str, count: usize) -> Vec<usize> {
    match name {
        "first to last" => (0..count).collect(),
        "last to first" => (0..count).rev().collect(),
        _ => (1..count).step_by(2).chain((0..count).step_by(2)).collect(),
    }
}

/// Which of the objects that were let go has the address of each new one.
fn reuse(s: &mut Session, kind: &str, count: usize, order: &str) -> Vec<Option<usize>> {
    let old: Vec<u64> = (0..count)
        .map(|index| make(s, kind, &format!("old{index}")))
        .collect();
    for index in order_of(order, count) {
        s.ask_quietly(json!({"op": "root_del", "id": format!("old{index}")}));
    }
    (0..count)
        .map(|index| {
            let new = make(s, kind, &format!("new{index}"));
            old.iter().position(|&at| at == new)
        })
        .collect()
}

fn as_recorded(edition: Edition, recorded: &str) {
    let recorded: BTreeMap<String, Value> = serde_json::from_str(recorded).expect("JSON");
    for (name, wanted) in &recorded {
        let mut words = name.splitn(3, ", ");
        let mut word = || words.next().expect("kind, count, order");
        let (kind, count, order) = (word(), word().parse().expect("a count"), word());
        let mut s = Session::new(edition);
        s.make_value("int", "x", "7000000");
        let got = reuse(&mut s, kind, count, order);
        // What no longer fits goes to pymalloc, and comes from pools that the interpreter had.
        let fits = match kind {
            "list" => LIST_MAXFREELIST as usize,
            "dict" => DICT_MAXFREELIST as usize,
            _ => count,
        };
        let wanted: Vec<Option<usize>> =
            serde_json::from_value(wanted.clone()).expect("numbers or null");
        let fits = fits.min(count);
        assert_eq!(got[..fits], wanted[..fits], "{edition:?}: {name}");
    }
    assert!(recorded.len() >= 21);
}

#[test]
fn addresses_come_again_as_in_2_7_18() {
    as_recorded(
        Edition::Cpython27W32,
        include_str!("golden/gc/reuse-2.7.18.json"),
    );
}

#[test]
fn addresses_come_again_as_in_3_9_18() {
    as_recorded(
        Edition::Cpython39W64,
        include_str!("golden/gc/reuse-3.9.18.json"),
    );
}

#[test]
fn addresses_come_again_as_in_3_10_13() {
    for edition in [Edition::Cpython310W32, Edition::Cpython310W64] {
        as_recorded(edition, include_str!("golden/gc/reuse-3.10.13.json"));
    }
}

fn lengths(s: &Session) -> BTreeMap<String, u64> {
    let rows = s.heap.image().generations(0).free_lists.into_iter();
    rows.filter(|row| row.len > 0)
        .map(|row| (row.name, row.len))
        .collect()
}

/// Makes and drops some of each kind.
fn filled(edition: Edition) -> Session {
    let mut s = Session::new(edition);
    s.make_value("int", "x", "7000000");
    for kind in ["list", "dict", "set", "tuple", "tuple of 3", "float", "int"] {
        for index in 0..5 {
            make(&mut s, kind, &format!("o{index}"));
        }
        for index in 0..5 {
            s.del(&format!("o{index}"));
        }
    }
    s
}

#[test]
fn a_full_collection_empties_all_free_lists_in_3() {
    for edition in EDITIONS_3 {
        let mut s = filled(edition);
        let before = lengths(&s);
        assert_eq!((before["list"], before["dict"], before["float"]), (5, 5, 5));
        s.collect(1);
        assert_eq!(
            lengths(&s),
            before,
            "a younger collection leaves them alone"
        );
        s.collect(2);
        assert_eq!(lengths(&s), BTreeMap::new());
    }
}

#[test]
fn a_full_collection_leaves_lists_dicts_and_sets_in_2_7() {
    let mut s = filled(Edition::Cpython27W32);
    s.del("x");
    let before = lengths(&s);
    assert_eq!((before["list"], before["dict"], before["set"]), (5, 5, 5));
    assert!(
        before["float"] > 5 && before["int"] > 5,
        "whole blocks are cut: {before:?}"
    );
    s.collect(1);
    assert_eq!(lengths(&s), before);
    s.collect(2);
    let left = [("list", 5), ("dict", 5), ("set", 5)];
    assert_eq!(
        lengths(&s),
        left.map(|(name, len)| (name.to_owned(), len)).into()
    );
}

#[test]
fn free_lists_hold_so_many() {
    for edition in Edition::ALL {
        let mut s = Session::new(edition);
        for (kind, row, most) in [
            ("list", "list", 80),
            ("dict", "dict", 80),
            ("tuple", "tuple[1]", 2000),
            ("float", "float", 100),
            ("set", "set", 80),
        ] {
            let version_2 = edition == Edition::Cpython27W32;
            if kind == "float" && version_2 || kind == "set" && !version_2 {
                continue;
            }
            s.make_value("int", "x", "7000000");
            for index in 0..most + 3 {
                make(&mut s, kind, &format!("o{index}"));
            }
            for index in 0..most + 3 {
                s.ask_quietly(json!({"op": "root_del", "id": format!("o{index}")}));
            }
            let lengths = lengths(&s);
            let row = lengths
                .iter()
                .find(|(name, _)| name.replace('₁', "[1]") == row);
            assert_eq!(
                row.map(|(_, &len)| len),
                Some(most),
                "{edition:?}: {kind}: {lengths:?}"
            );
        }
    }
}

#[test]
fn without_free_lists_blocks_go_back_to_their_pools() {
    for edition in Edition::ALL {
        let mut s = Session::new(edition);
        s.ask(json!({"op": "free_lists", "on": false}));
        s.make_value("int", "x", "7000000");
        let before = s.heap.image().live_blocks(None).len();
        for kind in ["list", "dict", "set", "tuple", "tuple of 3"] {
            make(&mut s, kind, "o");
            assert!(s.heap.image().live_blocks(None).len() > before);
            s.del("o");
            assert_eq!(s.heap.image().live_blocks(None).len(), before, "{kind}");
        }
        assert!(
            lengths(&s).keys().all(|name| name == "int"),
            "{:?}",
            lengths(&s)
        );
    }
}
