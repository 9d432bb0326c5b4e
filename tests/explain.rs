//! Explanations: the functions in the order they ran, by each version's own names, and every change.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use pymalloc_explorer::decode::view::{Explanation, Place};
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::event::{Bits, Event, Function};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::request::{NewKind, Request};

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
            let (Some(Bits(old)), Some(Bits(new))) = (change.old, change.new) else {
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

fn a_few_operations<W: Word>(edition: Edition) -> Heap<W, Log> {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    let blocks: Vec<u64> = (0..40)
        .map(|n| heap.malloc(n * 16).expect("malloc"))
        .collect();
    heap.realloc(blocks[3], 400).expect("realloc");
    for block in [4, 5, 6, 39] {
        heap.free(blocks[block]).expect("free");
    }
    heap
}

/// After as many marks as a step says, every field that the step changed has its value after it.
fn a_step_can_be_stepped_to<W: Word>(edition: Edition) {
    let mut heap = a_few_operations::<W>(edition);
    for number in 1..=heap.operations() {
        let explanation = heap.explain(number).expect("in the journal");
        assert_eq!(Some(explanation.marks as usize), heap.steps(number));
        for step in &explanation.steps {
            heap.seek_step(number, step.mark as usize)
                .expect("in the journal");
            for change in &step.changes {
                if let Some(Bits(new)) = change.new {
                    let value = heap.image().value(change.at, change.size as u32);
                    assert_eq!(value, new, "operation {number}, {step:?}");
                }
            }
        }
        heap.settle();
    }
}

#[test]
fn every_step_can_be_stepped_to() {
    a_step_can_be_stepped_to::<W32>(Edition::Cpython27W32);
    a_step_can_be_stepped_to::<W32>(Edition::Cpython310W32);
    a_step_can_be_stepped_to::<W64>(Edition::Cpython310W64);
}

/// In 2.7, too, where some marks are no step of their own.
#[test]
fn parts_of_an_explanation_are_the_whole() {
    let mut heap = a_few_operations::<W32>(Edition::Cpython27W32);
    for number in 1..=heap.operations() {
        let whole = heap.explain(number).expect("in the journal");
        let parts: Vec<_> = (0..whole.marks as usize)
            .step_by(3)
            .flat_map(|from| {
                let part = heap.explain_part(number, from, 3);
                part.expect("in the journal").steps
            })
            .collect();
        assert_eq!(parts, whole.steps);
    }
}

#[test]
fn explaining_moves_nothing() {
    let mut heap = a_few_operations::<W32>(Edition::Cpython310W32);
    heap.seek_step(1, 7).expect("in the journal");
    let middle = heap.bytes().to_vec();
    heap.explain(3).expect("in the journal");
    heap.digest(heap.operations()).expect("in the journal");
    assert!(heap.bytes() == middle);
}

#[test]
fn a_digest_says_which_bytes_went_back_to_which_pool() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    let block = heap.malloc(100).expect("malloc");
    heap.free(block).expect("free");
    let digest = heap.digest(2).expect("in the journal");
    let pool = digest.pools.first().expect("a pool");
    assert_eq!((pool.pool, pool.size), (block & !4095, 104));
    assert!(pool.emptied);
    assert_eq!(
        (digest.blocks, digest.bytes, digest.pools_total),
        (1, 104, 1)
    );
    assert!(heap.digest(3).is_err());
}

/// While `_gc_prev` holds `gc_refs` it leads nowhere; a link leads somewhere whatever its flags are.
#[test]
fn words_of_a_head_are_links_only_when_they_are() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    for request in [
        Request::New {
            kind: NewKind::List,
            id: "a".to_owned(),
            refs: Vec::new(),
            on_fin: Vec::new(),
            value: None,
            slots: None,
            weakrefs: None,
        },
        Request::Ref {
            from: "a".to_owned(),
            to: "a".to_owned(),
        },
        Request::RootDel { id: "a".to_owned() },
        Request::Collect { r#gen: 0 },
    ] {
        heap.request(request).expect("carried out");
    }
    let explanation = heap.explain(heap.operations()).expect("told");
    let steps = explanation.steps.iter();
    for change in steps.flat_map(|step| &step.changes) {
        let target = change.target.as_ref();
        assert_ne!(target, Some(&Place::Unmapped), "{change:?}");
    }
    let counted = |name: &str| {
        let steps = explanation.steps.iter();
        let changes = steps.flat_map(|step| &step.changes);
        changes
            .filter(|change| format!("{:?}", change.place).contains(name))
            .filter(|change| change.target.is_some())
            .count()
    };
    assert!(counted("_gc_next") > 4 && counted("_gc_prev") > 4);
}

/// The collector asks no layer for memory itself; what it frees does.
#[test]
fn the_collector_is_in_no_layer() {
    let layer = |function: Function| function.layer(false);
    assert_eq!(layer(Function::GcCollectMain), 4);
    assert_eq!(layer(Function::ClearFreelists), 4);
    assert_eq!(layer(Function::PyObjectGcDel), 3);
    assert_eq!(layer(Function::ListClear), 3);
    assert_eq!(layer(Function::PyMemFree), 2);
    assert_eq!(Function::PyMemFree.layer(true), 0);
}
