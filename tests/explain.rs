//! Explanations: the functions in the order they ran, by each version's own names, and every change.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use pymalloc_explorer::decode::view::{Explanation, Place};
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::event::Event;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};

/// The functions entered, indented by their depth.
fn call_tree(explanation: &Explanation) -> Vec<String> {
    let calls = explanation
        .steps
        .iter()
        .filter(|step| matches!(step.event, Event::Call { .. }));
    calls
        .map(|step| format!("{}{}", "  ".repeat(step.depth as usize), step.function))
        .collect()
}

fn first_malloc<W: Word>(edition: Edition) -> Explanation {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    heap.malloc(10).expect("malloc");
    heap.explain(1).expect("in the journal")
}

#[test]
fn the_first_malloc_of_3_10_goes_down_to_the_system() {
    let tree = call_tree(&first_malloc::<W32>(Edition::Cpython310W32));
    let expected = [
        "PyObject_Malloc",
        "  _PyObject_Malloc",
        "    pymalloc_alloc",
        "      allocate_from_new_pool",
        "        new_arena",
        "          PyMem_RawRealloc",
        "          _PyObject_Arena.alloc",
        "          arena_map_mark_used",
    ];
    assert_eq!(tree, expected);
}

#[test]
fn the_radix_tree_of_64_bits_allocates_its_nodes() {
    let tree = call_tree(&first_malloc::<W64>(Edition::Cpython310W64));
    let nodes = tree
        .iter()
        .filter(|call| call.trim() == "PyMem_RawCalloc")
        .count();
    assert_eq!(nodes, 2, "{tree:?}");
}

#[test]
fn version_2_7_had_fewer_functions() {
    let tree = call_tree(&first_malloc::<W32>(Edition::Cpython27W32));
    assert_eq!(
        tree,
        ["PyObject_Malloc", "  new_arena", "    realloc", "    mmap"]
    );
}

#[test]
fn the_answer_is_named() {
    let explanation = first_malloc::<W32>(Edition::Cpython310W32);
    let Some(Place::Block {
        arena: 0,
        pool: 0,
        block: 0,
        offset: 0,
        ..
    }) = explanation.place
    else {
        panic!("{:?}", explanation.place);
    };
}

#[test]
fn an_operation_that_is_gone_is_an_error() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    for number in [0, 1, 7] {
        assert!(heap.explain(number).is_err());
    }
}

/// The changes of an explanation are all that happened to the image: applied to the bytes before,
/// they give the bytes after.
fn changes_account_for_every_byte<W: Word>(edition: Edition) {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Unaligned).expect("heap");
    let mut blocks = Vec::new();
    for round in 0..200_u64 {
        let before = heap.bytes().to_vec();
        match round % 5 {
            4 => {
                let block: u64 = blocks.swap_remove((round as usize * 7) % blocks.len());
                heap.free(block).expect("free");
            }
            _ => blocks.push(heap.malloc(round * 11 % 600).expect("malloc")),
        }
        let explanation = heap.explain(heap.operations()).expect("in the journal");
        let base = heap.image().info().base;
        let mut words: BTreeMap<u64, (u64, u64, u64)> = BTreeMap::new();
        for change in explanation.steps.iter().flat_map(|step| &step.changes) {
            let (Some(old), Some(new)) = (change.old, change.new) else {
                continue;
            };
            let entry = words.entry(change.at).or_insert((change.size, old, new));
            assert_eq!(entry.0, change.size);
            entry.2 = new;
        }
        let mut told = before.clone();
        told.resize(heap.bytes().len(), 0);
        for (at, (size, old, new)) in words {
            let range = (at - base) as usize..(at - base + size) as usize;
            assert_eq!(
                told[range.clone()],
                old.to_le_bytes()[..size as usize],
                "old value at {at:#x}"
            );
            told[range].copy_from_slice(&new.to_le_bytes()[..size as usize]);
        }
        assert!(
            told == heap.bytes(),
            "operation {round} changed more than it told"
        );
    }
}

#[test]
fn nothing_changes_untold() {
    changes_account_for_every_byte::<W32>(Edition::Cpython27W32);
    changes_account_for_every_byte::<W32>(Edition::Cpython310W32);
    changes_account_for_every_byte::<W64>(Edition::Cpython39W64);
    changes_account_for_every_byte::<W64>(Edition::Cpython310W64);
}

#[test]
fn changed_ranges_are_sorted_and_apart() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    for nbytes in 1..=600 {
        heap.malloc(nbytes).expect("malloc");
    }
    for since in [0, 300, 599] {
        let ranges = heap.changes(since);
        assert!(!ranges.is_empty());
        assert!(
            ranges
                .windows(2)
                .all(|pair| pair[0].0 + pair[0].1 < pair[1].0)
        );
    }
    assert_eq!(heap.changes(600), []);
}
