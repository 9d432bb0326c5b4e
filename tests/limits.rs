//! When the system grants no more: pymalloc declines, the C library runs out, and what is left is
//! sound and can be used again.
#![cfg(not(target_family = "wasm"))]

use pymalloc_explorer::check::check;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::{Expected, HeapError};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::{DEFAULT_BUDGET, Log};
use pymalloc_explorer::memory::{LARGEST_IMAGE, W32, W64, Word};
use pymalloc_explorer::request::{LONGEST_NAME, MOST_AT_ONCE, MOST_SLOTS, Request};
use pymalloc_explorer::trace::{LONGEST_LINE, TraceRun};

fn for_each_edition(test: impl Fn(Edition, ArenaAlignment)) {
    for edition in Edition::ALL {
        for arenas in [ArenaAlignment::Aligned, ArenaAlignment::Unaligned] {
            test(edition, arenas);
        }
    }
}

/// Allocates blocks of `nbytes` until the answer is NULL.
fn exhaust<W: Word>(heap: &mut Heap<W, Log>, nbytes: u64) -> Vec<u64> {
    let mut blocks = Vec::new();
    loop {
        match heap.malloc(nbytes).expect("an answer") {
            0 => return blocks,
            block => blocks.push(block),
        }
    }
}

fn out_of_memory<W: Word>(edition: Edition, arenas: ArenaAlignment) {
    let arena_size = edition.layout().arena_size;
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("heap");
    heap.set_limits(0, 20 * arena_size).expect("limits");
    let first = exhaust(&mut heap, 512);
    let violations = check(&heap.image());
    assert!(
        violations.is_empty(),
        "{edition:?} {arenas:?}: {violations:?}"
    );
    assert!(
        heap.image().maxarenas() > 16,
        "arenas[] has doubled on the way"
    );
    let last = *first.last().expect("some block");
    heap.free(last).expect("free");
    assert_eq!(
        heap.malloc(512),
        Ok(last),
        "what was freed can be had again"
    );
    for &block in &first {
        heap.free(block).expect("free");
    }
    assert!(check(&heap.image()).is_empty());
    let again = exhaust(&mut heap, 512);
    assert_eq!(
        again.len(),
        first.len(),
        "{edition:?} {arenas:?}: everything that was freed can be had again"
    );
    assert!(check(&heap.image()).is_empty());
}

#[test]
fn out_of_memory_is_an_answer_and_leaves_a_sound_heap() {
    for_each_edition(|edition, arenas| match edition.layout().word {
        4 => out_of_memory::<W32>(edition, arenas),
        _ => out_of_memory::<W64>(edition, arenas),
    });
}

/// With no memory at all, not even `arenas[]` can be had; nothing is left behind.
#[test]
fn no_memory_at_all() {
    let mut heap =
        Heap::<W64, Log>::new(Edition::Cpython310W64, ArenaAlignment::Aligned).expect("heap");
    heap.set_limits(0, 1).expect("limits");
    let before = heap.bytes().to_vec();
    for nbytes in [0, 1, 512, 513, 100_000] {
        assert_eq!(heap.malloc(nbytes), Ok(0));
        assert_eq!(heap.calloc(1, nbytes), Ok(0));
        assert_eq!(heap.realloc(0, nbytes), Ok(0));
    }
    assert!(heap.bytes() == before);
}

/// With room for `arenas[]` alone, the array stays: CPython's own failure path does not free it.
#[test]
fn a_failed_first_arena_leaves_the_array() {
    let edition = Edition::Cpython310W32;
    let mut heap = Heap::<W32, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    heap.set_limits(0, edition.layout().arena_size)
        .expect("limits");
    let block = heap.malloc(8).expect("an answer");
    assert_ne!(block, 0, "the C library still has room");
    assert_eq!(heap.live_block(block).and_then(|live| live.szidx), None);
    assert_eq!(heap.image().maxarenas(), 16);
    assert_eq!(
        heap.image().unused_arena_objects(),
        (0..16).collect::<Vec<_>>()
    );
    assert!(check(&heap.image()).is_empty());
    heap.set_limits(0, 0).expect("limits");
    let small = heap.malloc(8).expect("an answer");
    assert_eq!(heap.live_block(small).and_then(|live| live.szidx), Some(0));
}

#[test]
fn a_limit_on_arenas_sends_requests_to_the_c_library() {
    for_each_edition(|edition, arenas| {
        let test = |blocks: u64, raw: u64| {
            assert!(blocks > 0 && raw == 10, "{edition:?} {arenas:?}: {raw} raw")
        };
        match edition.layout().word {
            4 => limited::<W32>(edition, arenas, test),
            _ => limited::<W64>(edition, arenas, test),
        }
    });
}

fn limited<W: Word>(edition: Edition, arenas: ArenaAlignment, test: impl Fn(u64, u64)) {
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("heap");
    heap.set_limits(2, 0).expect("limits");
    let mut in_pools = 0;
    loop {
        let block = heap.malloc(512).expect("an answer");
        if heap
            .live_block(block)
            .is_some_and(|live| live.szidx.is_none())
        {
            break;
        }
        in_pools += 1;
    }
    (0..9).for_each(|_| assert_ne!(heap.malloc(512), Ok(0)));
    assert_eq!(heap.image().stats().narenas, 2);
    assert!(check(&heap.image()).is_empty());
    test(in_pools, heap.image().stats().raw_blocks);
}

/// docs/limits.md states what the constants say, and so do the messages.
#[test]
fn a_line_of_a_trace_is_as_long_as_it_may_be() {
    let line = |len: usize| [b"a 0 24".as_slice(), &vec![b' '; len - 6], b"\nf 0\n"].concat();
    let run = |text: Vec<u8>| {
        let mut heap = Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned)?;
        let progress = TraceRun::new(text).step(&mut heap, 10)?;
        Ok((progress.operations, progress.finished))
    };
    assert_eq!(run(line(LONGEST_LINE)), Ok((2, true)));
    for text in [line(LONGEST_LINE + 1), vec![0xff; 4 * LONGEST_LINE]] {
        assert!(matches!(
            run(text),
            Err(HeapError::BadTraceLine {
                line: 1,
                expected: Expected::ShortLine,
                ..
            })
        ));
    }
}

#[test]
fn more_objects_at_once_than_may_be_are_refused() -> Result<(), HeapError> {
    let mut heap = Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned)?;
    let before = heap.bytes().to_vec();
    let count = MOST_AT_ONCE + 1;
    let refused = heap.request(Request::Cycles { count, id: None });
    assert!(matches!(
        refused,
        Err(HeapError::BadValue {
            expected: Expected::FewObjects,
            ..
        })
    ));
    assert_eq!(heap.bytes(), before);
    Ok(())
}

#[test]
fn the_documentation_states_each_limit() {
    let text = include_str!("../docs/limits.md");
    let grouped = |number: u64| {
        let digits = number.to_string();
        let groups: Vec<&str> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|group| std::str::from_utf8(group).expect("digits"))
            .collect();
        groups.join(",")
    };
    for limit in [
        LONGEST_LINE as u64,
        MOST_AT_ONCE.into(),
        MOST_SLOTS.into(),
        LONGEST_NAME as u64,
        LARGEST_IMAGE,
        DEFAULT_BUDGET as u64,
    ] {
        assert!(text.contains(&format!("| {} ", grouped(limit))), "{limit}");
    }
    for (expected, limit) in [
        (Expected::ShortLine, LONGEST_LINE.to_string()),
        (Expected::FewObjects, MOST_AT_ONCE.to_string()),
        (Expected::FewSlots, MOST_SLOTS.to_string()),
        (Expected::Name, LONGEST_NAME.to_string()),
    ] {
        assert!(expected.to_string().contains(&limit), "{expected}");
    }
}
