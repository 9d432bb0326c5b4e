//! How long ago something was done in each pool, against what each operation wrote.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use proptest::prelude::*;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::request::{NewKind, Request};

/// A random program, and for each pool the last operation that wrote to its header.
fn run<W: Word>(edition: Edition, steps: &[(u16, bool)]) -> (Heap<W, Log>, BTreeMap<u64, u64>) {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    let (mut blocks, mut last) = (Vec::new(), BTreeMap::new());
    for &(n, frees) in steps {
        if frees && !blocks.is_empty() {
            let block = blocks.swap_remove(n as usize % blocks.len());
            heap.free(block).expect("freed");
        } else {
            blocks.push(heap.malloc(u64::from(n % 700)).expect("block"));
        }
        let number = heap.operations();
        for (at, len) in heap.changes(number - 1) {
            for pool in pools_of(&heap) {
                if at < pool + heap.image().layout().pool.overhead && at + len > pool {
                    last.insert(pool, number);
                }
            }
        }
    }
    (heap, last)
}

/// Pools that were carved: where an arena was given back, all of it was written to.
fn pools_of<W: Word>(heap: &Heap<W, Log>) -> Vec<u64> {
    let image = heap.image();
    let size = heap.image().layout().pool_size;
    let pools = |first: u64, many: u32| (0..u64::from(many)).map(move |n| first + n * size);
    image
        .associated_arenas()
        .flat_map(|arena| pools(arena.first_pool, arena.carved))
        .collect()
}

/// Of pools that there are: a large block may look like one.
fn uses_of<W: Word>(heap: &mut Heap<W, Log>, most: u64) -> BTreeMap<u64, u64> {
    let pools = pools_of(heap);
    let uses = heap.pool_uses(most);
    assert!(uses.windows(2).all(|pair| pair[0].0 < pair[1].0));
    uses.into_iter()
        .filter(|(pool, _)| pools.contains(pool))
        .collect()
}

fn agrees<W: Word>(edition: Edition, steps: &[(u16, bool)], back: u64) {
    let (mut heap, last) = run::<W>(edition, steps);
    let position = heap.operations();
    let pools = pools_of(&heap);
    for most in [1, 10, 1_000] {
        let expected: BTreeMap<u64, u64> = last
            .iter()
            .map(|(&pool, &number)| (pool, position - number + 1))
            .filter(|&(pool, ago)| ago <= most && pools.contains(&pool))
            .collect();
        assert_eq!(uses_of(&mut heap, most), expected);
        // What is recorded is something else then.
        heap.seek(position - back.min(position)).expect("there");
        heap.seek(position).expect("there");
        let image = heap.bytes().to_vec();
        assert_eq!(uses_of(&mut heap, most), expected);
        assert_eq!(heap.bytes(), image);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_is_when_the_header_was_written_to_last(
        steps in prop::collection::vec((any::<u16>(), prop::bool::weighted(0.4)), 1..400),
        back in 0_u64..400,
    ) {
        agrees::<W32>(Edition::Cpython310W32, &steps, back);
        agrees::<W32>(Edition::Cpython27W32, &steps, back);
        agrees::<W64>(Edition::Cpython310W64, &steps, back);
    }
}

/// A collection that writes more than is recorded, and what comes after it.
#[test]
fn a_long_operation_counts_where_it_is_the_last() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    heap.set_journal_budget(64 << 20);
    let before = heap.malloc(512).expect("block");
    let many = Request::Many {
        id: String::from("l"),
        kind: NewKind::List,
        count: 60_000,
    };
    heap.request(many).expect("made");
    assert_eq!(
        uses_of(&mut heap, 10_000).len(),
        0,
        "it is not carried out again for this"
    );
    heap.explain_part(2, 0, 1).expect("told");
    let pools = pools_of(&heap).len();
    let uses = uses_of(&mut heap, 10_000);
    assert!(uses.values().all(|&ago| ago == 1));
    assert_eq!(uses.len(), pools);
    heap.free(before).expect("freed");
    assert_eq!(
        uses_of(&mut heap, 10_000).into_values().collect::<Vec<_>>(),
        [1]
    );
    heap.undo().expect("undone");
    heap.undo().expect("undone");
    assert_eq!(uses_of(&mut heap, 10_000).len(), 1);
}
