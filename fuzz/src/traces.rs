//! Arbitrary bytes as a trace: the first chooses the heap, the others are the text.

use pymalloc_explorer::check::check;
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::Word;
use pymalloc_explorer::trace::{Line, TraceRun};

use crate::{MOST_MEMORY, chosen, with_word};

/// Lines between two looks at the progress, as on the page.
const SLICE: u64 = 256;

/// A trace is replayed as far as it makes sense; the heap is sound then, and the rest is refused.
pub fn trace(data: &[u8]) {
    let Some((&first, text)) = data.split_first() else {
        return;
    };
    let (edition, arenas) = chosen(first);
    every_line_is_read_as_it_is_written(text);
    with_word!(edition, replay(edition, arenas, text));
}

fn every_line_is_read_as_it_is_written(text: &[u8]) {
    for line in text.split(|&byte| byte == b'\n') {
        let Ok(line) = Line::parse(1, &String::from_utf8_lossy(line)) else {
            continue;
        };
        assert_eq!(Line::parse(1, &line.to_string()), Ok(line));
    }
}

fn replay<W: Word>(
    edition: pymalloc_explorer::edition::Edition,
    arenas: pymalloc_explorer::edition::ArenaAlignment,
    text: &[u8],
) {
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("the edition's word size");
    heap.set_limits(0, MOST_MEMORY).expect("a sound heap");
    let mut run = TraceRun::new(text.to_vec());
    let mut done = 0;
    loop {
        match run.step(&mut heap, SLICE) {
            Ok(progress) => {
                assert!(
                    progress.finished || progress.bytes_done > done,
                    "it goes on"
                );
                done = progress.bytes_done;
                if progress.finished {
                    break;
                }
            }
            Err(HeapError::BadTraceLine { .. } | HeapError::TraceFault { .. }) => break,
            Err(error) => panic!("{error}"),
        }
    }
    let violations = check(&heap.image());
    assert!(violations.is_empty(), "{violations:?}");
}
