//! The journal's edges: forgetting, forks, mistakes in the middle of an operation.
#![cfg(not(target_family = "wasm"))]

use pymalloc_explorer::check::check;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::W32;
use pymalloc_explorer::request::{NewKind, Request};

fn heap() -> Heap<W32, Log> {
    Heap::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap")
}

/// What stands at an address is judged by the present state, not by the one that was looked at.
#[test]
fn misuse_is_seen_from_the_middle_of_an_operation() {
    let mut heap = heap();
    let block = heap.malloc(24).expect("malloc");
    heap.malloc(24).expect("malloc");
    heap.free(block).expect("free");
    let present = heap.bytes().to_vec();
    heap.seek_step(2, 0).expect("in the journal");
    assert!(heap.bytes() != present, "the past looks like the present");
    assert!(matches!(
        heap.free(block),
        Err(HeapError::DoubleFree { .. })
    ));
    heap.seek_step(2, 0).expect("in the journal");
    assert!(matches!(
        heap.realloc(block, 100),
        Err(HeapError::DoubleFree { .. })
    ));
    assert!(heap.bytes() == present);
    assert!(check(&heap.image()).is_empty());
}

#[test]
fn a_write_goes_to_the_present() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython27W32, ArenaAlignment::Aligned).expect("heap");
    let block = heap.malloc(24).expect("malloc");
    heap.free(block).expect("free");
    heap.seek_step(2, 0).expect("in the journal");
    assert!(
        matches!(heap.write(block, &[1; 8]), Err(HeapError::Unmapped { .. })),
        "the arena is gone"
    );
}

#[test]
fn the_oldest_is_forgotten_and_what_is_left_still_works() {
    let mut heap = heap();
    heap.set_journal_budget(64 * 1024);
    let mut images = vec![heap.bytes().to_vec()];
    for nbytes in 0..2_000 {
        heap.malloc(nbytes % 700).expect("malloc");
        if nbytes >= 1_990 {
            images.push(heap.bytes().to_vec());
        }
    }
    assert_eq!(heap.operations(), 2_000);
    let first = heap.first_undoable();
    assert!(first > 0, "nothing was forgotten");
    assert!(heap.explain(first).is_err() && heap.explain(first + 1).is_ok());
    assert!(heap.seek_step(first, 0).is_err());
    for image in images[1..images.len() - 1].iter().rev() {
        heap.undo().expect("undo");
        assert!(heap.bytes() == image);
    }
    while heap.undo().is_ok() {}
    assert_eq!(heap.operations(), first);
    assert!(check(&heap.image()).is_empty());
}

#[test]
fn a_new_operation_in_the_past_cuts_the_future() {
    let mut heap = heap();
    for nbytes in [8, 16, 24, 32] {
        heap.malloc(nbytes).expect("malloc");
    }
    heap.undo().expect("undo");
    heap.undo().expect("undo");
    heap.malloc(100).expect("malloc");
    assert_eq!(heap.operations(), 3);
    assert_eq!(heap.redo(), Err(HeapError::NothingToRedo));
    assert!(check(&heap.image()).is_empty());
}

/// A list of free chunks in which none is large enough is not searched again and again.
#[test]
fn many_raw_chunks_that_are_too_small() {
    let mut heap = heap();
    let blocks: Vec<u64> = (0..40_000)
        .map(|_| heap.malloc(520).expect("malloc"))
        .collect();
    for block in blocks.iter().step_by(2) {
        heap.free(*block).expect("free");
    }
    (0..20_000).for_each(|_| assert_ne!(heap.malloc(600), Ok(0)));
    assert!(check(&heap.image()).is_empty());
}

/// A request whose writes alone exceed the budget, with what came before and after it.
#[test]
fn an_operation_longer_than_the_budget_is_undone_and_redone_whole() {
    let mut heap = heap();
    heap.set_journal_budget(100_000);
    heap.malloc(24).expect("a block");
    let before = heap.bytes().to_vec();
    let many = Request::Many {
        kind: NewKind::List,
        id: "lists".to_owned(),
        count: 20_000,
    };
    heap.request(many).expect("a list of lists");
    assert_eq!(heap.explain(2).expect("in the journal").marks, 0);
    let after = heap.bytes().to_vec();
    assert!(after.len() > before.len());
    heap.undo().expect("undone");
    assert!(heap.bytes() == before);
    heap.redo().expect("redone");
    assert!(heap.bytes() == after);
    heap.undo().expect("undone again");
    assert!(heap.bytes() == before);
    assert!(heap.undo().is_err(), "what came before it was forgotten");
}

#[test]
fn an_operation_longer_than_the_budget_that_fails_is_taken_back() {
    let mut heap = heap();
    heap.set_journal_budget(100_000);
    heap.set_limits(3, 1 << 21).expect("limits");
    let before = heap.bytes().to_vec();
    let many = Request::Many {
        kind: NewKind::List,
        id: "lists".to_owned(),
        count: 100_000,
    };
    assert_eq!(heap.request(many), Err(HeapError::NoMemory));
    assert!(heap.bytes() == before);
}
