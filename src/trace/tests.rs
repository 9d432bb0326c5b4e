//! What takes long in a trace is cut, and comes to what it would come to in one go.

use std::fmt::Write;

use super::TraceRun;
use crate::edition::{ArenaAlignment, Edition};
use crate::heap::{Heap, Present};
use crate::journal::{Log, Off};
use crate::memory::W32;

const MANY: u64 = 1_000_000;

fn empty<J: Present>() -> Heap<W32, J> {
    Heap::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("a heap")
}

/// Replays a trace to its end, at most `most` lines at once; answers how often something was replayed and how often
/// nothing was, and whatever `look` says in between.
fn replay<J: Present>(
    heap: &mut Heap<W32, J>,
    text: &str,
    most: u64,
    mut look: impl FnMut(&Heap<W32, J>),
) -> (u64, u64) {
    let mut run = TraceRun::new(text.as_bytes().to_vec());
    let (mut some, mut none, mut done) = (0, 0, 0);
    loop {
        let progress = run.slice(heap, most).expect("a trace");
        look(heap);
        if progress.bytes_done > done {
            some += 1;
        } else {
            none += 1;
        }
        done = progress.bytes_done;
        if progress.finished {
            return (some, none);
        }
    }
}

#[test]
fn memory_for_a_large_block_is_found_in_steps_before_it() {
    let (mut heap, mut beside) = (empty::<Log>(), empty::<Log>());
    let (some, none) = replay(&mut heap, "a 0 24\na 1 67108864\nf 0\n", MANY, |_| ());
    assert_eq!(some, 3, "what is before it, itself, and the rest");
    assert!(none >= 30, "{none} steps of 2 MiB each");
    let first = beside.malloc(24).expect("an answer");
    beside.malloc(64 << 20).expect("an answer");
    beside.free(first).expect("an answer");
    assert!(heap.bytes() == beside.bytes());
}

#[test]
fn a_large_block_that_stays_where_it_is_needs_no_more() {
    let large = "a 1 67108864\n";
    let steps = |rest: &str| replay(&mut empty::<Log>(), &format!("{large}{rest}"), MANY, |_| ()).1;
    assert_eq!(steps("r 1 60000000\n"), steps(""));
    assert!(steps("r 1 90000000\n") > steps(""), "it is moved");
    assert!(steps("r 2 67108864\n") > steps(""), "it is new");
    assert!(steps("c 2 2 33554432\n") > steps(""));
}

#[test]
fn what_is_refused_is_not_prepared() {
    let mut heap = empty::<Log>();
    heap.set_limits(0, 8 << 20).expect("limits");
    let room = heap.mem.capacity();
    let (_, none) = replay(
        &mut heap,
        "a 1 67108864\nc 2 9223372036854775807 9223372036854775807\n",
        MANY,
        |_| (),
    );
    assert_eq!((none, heap.mem.capacity()), (0, room));
}

#[test]
fn a_slice_ends_where_its_lines_have_worked_much() {
    let text = "c 0 1 2000000\nf 0\n".repeat(40);
    let (some, _) = replay(&mut empty::<Log>(), &text, MANY, |_| ());
    assert!(some > 8, "{some} slices for 80 MB");
    let text = "a 0 24\nf 0\n".repeat(100_000);
    let (some, _) = replay(&mut empty::<Log>(), &text, MANY, |_| ());
    assert_eq!(some, 1);
}

#[test]
fn who_asks_for_so_many_lines_gets_them_whatever_they_take() {
    let text = "a 0 67108864\nf 0\n".to_owned() + &"c 0 1 2000000\nf 0\n".repeat(20) + "a 0 24\n";
    let mut heap = empty::<Log>();
    let mut run = TraceRun::new(text.into_bytes());
    let progress = run.step(&mut heap, 42).expect("a trace");
    assert_eq!((progress.operations, progress.finished), (42, false));
    let progress = run.step(&mut heap, 1).expect("a trace");
    assert_eq!((progress.operations, progress.finished), (43, true));
}

#[test]
fn names_are_moved_a_part_at_a_time() {
    let mut text = String::new();
    (0..200_000).for_each(|id| writeln!(text, "a {id} 8").expect("a string"));
    (0..200_000).for_each(|id| writeln!(text, "f {id}").expect("a string"));
    let mut heap = empty::<Off>();
    let (some, _) = replay(&mut heap, &text, MANY, |_| ());
    assert!(some >= 256, "{some}: a slice ends where a part was moved");
    assert_eq!(heap.image().stats().blocks, 0);
}

/// Places that an image of 64 MiB stands in from 8 MiB on.
fn places<J: Present>() -> usize {
    let mut text = String::new();
    (0..112_000).for_each(|id| writeln!(text, "a {id} 512").expect("a string"));
    let mut rooms = Vec::new();
    replay(&mut empty::<J>(), &text, 100, |heap| {
        if heap.bytes().len() >= 8 << 20 {
            rooms.push(heap.mem.capacity());
        }
    });
    rooms.dedup();
    rooms.len()
}

#[test]
fn beside_a_history_an_image_is_moved_while_it_is_small() {
    assert!(places::<Log>() <= 4, "{} places", places::<Log>());
}
