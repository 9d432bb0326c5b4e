//! The journal's edges: forgetting, forks, mistakes in the middle of an operation.
#![cfg(not(target_family = "wasm"))]

use pymalloc_explorer::check::check;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::W32;
use pymalloc_explorer::request::{Key, NewKind, Request};

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

/// Operations are a few bytes each, so that a budget has to be tiny for the oldest to be forgotten.
#[test]
fn the_oldest_is_forgotten_and_what_is_left_still_works() {
    let mut heap = heap();
    heap.set_stretch(1000);
    heap.set_journal_budget(16 * 1024);
    let mut images = vec![heap.bytes().to_vec()];
    for nbytes in 0..2_000 {
        heap.malloc(nbytes % 700).expect("malloc");
        if nbytes >= 1_990 {
            images.push(heap.bytes().to_vec());
        }
    }
    assert_eq!(heap.operations(), 2_000);
    let first = heap.first();
    assert!(first > 0, "nothing was forgotten");
    assert!(heap.seek_step(first, 0).is_err() && heap.seek(first - 1).is_err());
    assert!(heap.explain(first).is_err() && heap.digest(first).is_err());
    assert_eq!(heap.steps(first), None);
    assert!(heap.operations_part(0, 9).len() <= 9);
    heap.set_journal_budget(1 << 20);
    for image in images[1..images.len() - 1].iter().rev() {
        if heap.undo().is_ok() {
            assert!(heap.bytes() == image);
        }
    }
    while heap.undo().is_ok() {}
    assert_eq!(heap.operations(), first);
    assert!(check(&heap.image()).is_empty());
    heap.seek(2_000).expect("the end");
    assert!(images.last().is_some_and(|image| heap.bytes() == image));
}

/// Within a budget that holds the operations, checkpoints are given up, and no position is.
#[test]
fn a_small_budget_reaches_everything() {
    let mut heap = heap();
    let budget = 1 << 19;
    heap.set_stretch(1000);
    heap.set_journal_budget(budget);
    let mut states = vec![heap.bytes().to_vec()];
    for number in 1..=10_000_u64 {
        heap.malloc(number * 7 % 700).expect("malloc");
        if number % 1000 == 0 {
            states.push(heap.bytes().to_vec());
        }
    }
    assert_eq!(heap.first(), 0);
    for (index, state) in states.iter().enumerate().rev() {
        heap.seek(1000 * index as u64).expect("a position");
        assert!(heap.bytes() == state, "{index}");
        assert!(heap.history_bytes() <= budget as u64);
    }
    assert!(heap.explain(7_777).is_ok_and(|told| !told.steps.is_empty()));
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

fn many(count: u32) -> Request {
    Request::Many {
        kind: NewKind::List,
        id: "lists".to_owned(),
        count,
    }
}

/// A request whose writes do not fit into the window: undone and redone, and every part of it told.
#[test]
fn an_operation_longer_than_the_window_can_be_stepped_through() {
    let mut heap = heap();
    heap.set_journal_budget(4 << 20);
    heap.malloc(24).expect("a block");
    let before = heap.bytes().to_vec();
    heap.request(many(20_000)).expect("a list of lists");
    let after = heap.bytes().to_vec();
    assert!(after.len() > before.len());
    let marks = heap.steps(2).expect("an operation");
    assert!(marks > 100_000);
    for at in [0, 1, marks / 3, marks / 2, marks - 1, marks, 7] {
        let told = heap.explain_part(2, at, 3).expect("any part");
        assert_eq!(told.marks as usize, marks);
        assert!(told.steps.len() <= 3 && (at == marks) == told.steps.is_empty());
        assert!(heap.bytes() == after, "telling moved the image");
        heap.seek_step(2, at).expect("any mark");
        if at == 0 || at >= marks / 3 {
            assert_eq!(at == 0, heap.bytes() == before, "{at}");
        }
        heap.settle();
        assert!(heap.bytes() == after);
    }
    heap.undo().expect("undone");
    assert!(heap.bytes() == before);
    heap.redo().expect("redone");
    assert!(heap.bytes() == after);
    heap.undo().expect("undone again");
    heap.undo().expect("what came before it");
    assert_eq!(heap.operations(), 0);
}

/// What a long operation wrote is known by place where it is not known write by write.
#[test]
fn what_a_long_operation_changed_is_told() {
    let mut heap = heap();
    heap.set_journal_budget(4 << 20);
    heap.request(many(20_000)).expect("a list of lists");
    let before = heap.bytes().to_vec();
    let rest = Request::RootDel {
        id: "lists".to_owned(),
    };
    heap.request(rest).expect("dropped");
    let base = heap.image().info().base;
    let host_end = heap.image().layout().symbols.usedpools;
    let changes = heap.changes(1);
    let is_told = |at: u64| {
        let index = changes.partition_point(|&(start, _)| start <= at);
        index > 0 && at < changes[index - 1].0 + changes[index - 1].1
    };
    for (offset, (old, new)) in (0..).zip(before.iter().zip(heap.bytes())) {
        let at = base + offset;
        assert!(at < host_end || old == new || is_told(at), "{at:#x}");
    }
}

#[test]
fn an_operation_longer_than_the_window_that_fails_is_taken_back() {
    let mut heap = heap();
    heap.set_journal_budget(100_000);
    heap.set_limits(3, 1 << 21).expect("limits");
    heap.malloc(100).expect("a block");
    heap.undo().expect("undone");
    let before = heap.bytes().to_vec();
    assert_eq!(heap.request(many(100_000)), Err(HeapError::NoMemory));
    assert!(heap.bytes() == before);
    assert_eq!((heap.operations(), heap.length()), (1, 2));
    heap.redo().expect("what had been undone is still there");
}

/// A branch is put back only where it was cut off.
#[test]
fn a_branch_fits_where_it_was_cut_off() {
    let mut heap = heap();
    for nbytes in [8, 16, 24, 32] {
        heap.malloc(nbytes).expect("malloc");
    }
    let end = heap.bytes().to_vec();
    assert_eq!(heap.truncate(4), Ok(0), "nothing to cut off");
    let last = heap.truncate(3).expect("a position");
    let third = heap.truncate(2).expect("a position");
    let none = |branch| Err(HeapError::NoSuchBranch { branch });
    assert_eq!(heap.attach(last), none(last), "it was behind the third");
    heap.malloc(600).expect("another third");
    assert_eq!(heap.attach(last), none(last), "it was behind another third");
    let other = heap.truncate(2).expect("a position");
    heap.attach(third).expect("fits");
    heap.attach(last).expect("fits");
    assert_eq!((heap.operations(), heap.length()), (2, 4));
    heap.seek(4).expect("the end");
    assert!(heap.bytes() == end);
    assert_eq!(heap.attach(third), none(third), "only once");
    heap.truncate(2).expect("a position");
    heap.drop_branch(other);
    assert_eq!(heap.attach(other), none(other));
}

/// The same program twice: one heap is asked after each operation what happened, of the other nobody wants
/// to know anything until the end.
#[test]
fn what_nobody_looked_into_can_be_told_all_the_same() {
    let (mut watched, mut quiet) = (heap(), heap());
    quiet.set_stretch(500);
    let mut blocks = Vec::new();
    for number in 1..=600_u64 {
        let both = [&mut watched, &mut quiet];
        let answers = both.map(|heap| match number % 7 {
            0 => heap.calloc(3, number % 300).map(Some),
            1..=3 => heap.malloc(number * 37 % 900).map(Some),
            4 => heap
                .realloc(blocks[blocks.len() / 2], number % 1200)
                .map(Some),
            5 => heap.write(blocks[blocks.len() / 3], &[7; 5]).map(|()| None),
            _ => heap.free(blocks[blocks.len() - 1]).map(|()| None),
        });
        let [Ok(one), Ok(other)] = answers else {
            panic!("{number}: {answers:?}");
        };
        assert_eq!(one, other);
        match (number % 7, one) {
            (4, Some(moved)) => {
                let at = blocks.len() / 2;
                blocks[at] = moved;
            }
            (6, _) => drop(blocks.pop()),
            (_, Some(block)) => blocks.push(block),
            _ => {}
        }
        watched.events(number).expect("events");
    }
    assert!(watched.bytes() == quiet.bytes());
    let damaged = quiet.free(blocks[0] + 8);
    assert!(damaged.is_err());
    for number in (1..=600).rev() {
        assert_eq!(watched.steps(number), quiet.steps(number), "{number}");
        assert_eq!(watched.events(number), quiet.events(number), "{number}");
        watched.undo().expect("undo");
        quiet.undo().expect("undo");
        assert!(watched.bytes() == quiet.bytes(), "{number}");
    }
}

/// An operation that faults while nobody looks is taken back like any other, and what follows it stands.
#[test]
fn a_fault_that_nobody_looked_into_is_taken_back() {
    let mut heap = heap();
    let block = heap.malloc(64).expect("malloc");
    for _ in 0..200 {
        heap.malloc(64).expect("malloc");
    }
    heap.free(block).expect("free");
    heap.write(block, &[0xff; 8]).expect("write");
    let (bytes, operations) = (heap.bytes().to_vec(), heap.operations());
    heap.malloc(64).expect("the damaged block itself");
    assert!(heap.malloc(64).is_err());
    assert_eq!(heap.operations(), operations + 1);
    heap.malloc(16).expect("another class");
    heap.seek(operations).expect("a position");
    assert!(heap.bytes() == bytes);
}

/// A large block is moved in parts, of which those are passed over that hold the same: nothing of it is missing afterwards,
/// neither on top of zeros nor on top of what somebody else left, and every state is found again.
#[test]
fn a_large_block_is_moved_with_all_that_it_holds() {
    let mut heap = heap();
    // Around the ends of parts, and beyond the last whole one.
    let places = [0, 65_535, 65_536, 131_071, 150_000, 196_607, 199_999];
    for others in [0_u8, 9] {
        let block = heap.malloc(200_000).expect("malloc");
        for (place, value) in places.into_iter().zip(1..) {
            heap.write(block + place, &[value]).expect("write");
        }
        let held = heap.read(block, 200_000).expect("read").to_vec();
        let target = heap.malloc(250_000).expect("malloc");
        heap.malloc(100).expect("so that the segment stays");
        heap.write(target, &vec![others; 250_000]).expect("write");
        heap.free(target).expect("free");
        let before = heap.bytes().to_vec();
        let moved = heap.realloc(block, 240_000).expect("realloc");
        assert_eq!(moved, target, "where somebody else was");
        assert!(heap.read(moved, 200_000).expect("read") == held);

        let after = heap.bytes().to_vec();
        let operation = heap.operations();
        let steps = heap.steps(operation).expect("an operation");
        for step in [0, steps / 2, steps - 1, 1, steps] {
            heap.seek_step(operation, step).expect("any mark");
        }
        assert!(heap.bytes() == after);
        heap.seek(operation - 1).expect("in the journal");
        assert!(heap.bytes() == before);
        heap.seek(operation).expect("in the journal");
        assert!(heap.bytes() == after);
    }
}

/// What nobody wrote to is moved without anything being kept of it.
#[test]
fn an_untouched_block_is_moved_for_nothing() {
    let mut heap = heap();
    let block = heap.malloc(8 << 20).expect("malloc");
    let before = heap.history_bytes();
    let moved = heap.realloc(block, 9 << 20).expect("realloc");
    assert_ne!(moved, block);
    let kept = heap.history_bytes() - before;
    assert!(kept < 64 << 10, "{kept} bytes");
}

/// Both ranges overlap then: each part of the target begins where its source does not stand any more.
#[test]
fn an_item_goes_out_of_a_list_of_many_parts() {
    let mut heap = heap();
    let list = heap.request(many(40_000)).expect("a list of lists").object;
    let list = list.expect("an object");
    // PyListObject with 32-bit pointers: ob_refcnt, ob_type, ob_size, ob_item, allocated.
    let word = |heap: &Heap<W32, Log>, addr: u64| -> u64 {
        let bytes = heap.read(addr, 4).expect("a word");
        u32::from_le_bytes(bytes.try_into().expect("4 bytes")).into()
    };
    let items = |heap: &Heap<W32, Log>| -> Vec<u64> {
        let (size, first) = (word(heap, list + 8), word(heap, list + 12));
        (0..size)
            .map(|index| word(heap, first + 4 * index))
            .collect()
    };
    let mut expected = items(&heap);
    assert_eq!(expected.len(), 40_000);
    expected.remove(3);
    let before = heap.bytes().to_vec();
    heap.request(Request::DelItem {
        of: "lists".to_owned(),
        key: Key::Int(3),
    })
    .expect("an item");
    assert!(items(&heap) == expected);
    let after = heap.bytes().to_vec();
    heap.seek_step(2, 1).expect("a mark");
    heap.undo().expect("undone");
    assert!(heap.bytes() == before);
    heap.redo().expect("redone");
    assert!(heap.bytes() == after);
}
