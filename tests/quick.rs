//! Where nobody looks into what it does the allocator takes shorter ways; they leave the bytes that the others leave, also in
//! heaps that a stray pointer has damaged, and count as many events.

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::{Heap, Present};
use pymalloc_explorer::journal::{Log, Off};
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::progress;
use pymalloc_explorer::request::{NewKind, Request};

/// xorshift32
struct Random(u32);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % end
    }
}

/// Blocks that are kept at least; a damaged heap hands some out twice, and all of these are given up together.
const FEWEST: usize = 40;

#[derive(Clone, Copy)]
enum Step {
    Malloc(u64),
    Realloc(u64, u64),
    Free(u64),
    Write(u64, u32),
}

fn apply<J: Present>(heap: &mut Heap<W32, J>, step: Step) -> Option<u64> {
    match step {
        Step::Malloc(nbytes) => heap.malloc(nbytes).ok(),
        Step::Realloc(addr, nbytes) => heap.realloc(addr, nbytes).ok(),
        Step::Free(addr) => heap.free_unchecked(addr).ok().map(|()| 0),
        Step::Write(addr, value) => heap.write(addr, &value.to_le_bytes()).ok().map(|()| 0),
    }
}

/// A word of the pool or of a block near `block`, or of the arenas' objects, and what a stray pointer could write there.
fn damage(random: &mut Random, block: u64, other: u64, arenas: u32) -> Step {
    let pool = block & !0xfff;
    let near = [
        pool + 4 * u64::from(random.below(8)),
        block,
        u64::from(arenas) + 4 * u64::from(random.below(14)),
    ];
    let values = [
        0,
        pool as u32,
        other as u32,
        other as u32 + 2,
        arenas + 28 * random.below(3),
        1 + random.below(64),
        random.below(u32::MAX),
    ];
    Step::Write(
        near[random.below(near.len() as u32) as usize],
        values[random.below(values.len() as u32) as usize],
    )
}

/// Where `arenas[]` begins.
fn arenas(heap: &Heap<W32, Off>, edition: Edition) -> u32 {
    let bytes = heap.read(edition.layout().symbols.arenas, 4);
    u32::from_le_bytes(bytes.expect("mapped").try_into().expect("four bytes"))
}

/// What is told of each operation is the same in both.
fn expect_same_steps<W: Word>(quiet: &Heap<W, Log>, long: &Heap<W, Log>, of: &str) {
    for number in 1..=long.operations() {
        let steps = (quiet.steps(number), long.steps(number));
        assert_eq!(steps.0, steps.1, "{of}, operation {number}");
    }
}

#[test]
fn short_ways_leave_the_same_bytes() {
    let editions = [Edition::Cpython27W32, Edition::Cpython310W32];
    let mut damaged = 0;
    for seed in 1..=60 {
        let edition = editions[seed as usize % 2];
        let mut random = Random(0x9E37_79B9_u32.wrapping_mul(seed));
        let mut short = Heap::<W32, Off>::new(edition, ArenaAlignment::Aligned).expect("heap");
        let mut quiet = Heap::<W32, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
        let mut long = Heap::<W32, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
        let mut blocks = vec![short.malloc(16).expect("block")];
        assert_eq!(long.malloc(16).ok(), blocks.first().copied());
        assert_eq!(quiet.malloc(16).ok(), blocks.first().copied());
        for number in 0..2000 {
            let block = blocks[random.below(blocks.len() as u32) as usize];
            let other = blocks[random.below(blocks.len() as u32) as usize];
            let step = match random.below(100) {
                0 if number > 500 => damage(&mut random, block, other, arenas(&short, edition)),
                1..50 => Step::Malloc(random.below(600).into()),
                50..55 => Step::Realloc(block, random.below(600).into()),
                _ if blocks.len() < FEWEST => Step::Malloc(random.below(600).into()),
                _ => Step::Free(block),
            };
            damaged += u32::from(matches!(step, Step::Write(..)));
            // Somebody looks into what was done so far: what comes next is recorded.
            long.seek(long.operations()).expect("a position");
            let answers = (apply(&mut short, step), apply(&mut long, step));
            assert_eq!(answers.0, answers.1, "seed {seed}, step {number}");
            assert_eq!(
                apply(&mut quiet, step),
                answers.1,
                "seed {seed}, step {number}"
            );
            match (answers.0, step) {
                // Only a journal can take back what faulted.
                (None, Step::Malloc(_) | Step::Realloc(..) | Step::Free(_)) => break,
                (Some(addr), Step::Malloc(_)) if addr != 0 => blocks.push(addr),
                (Some(addr), Step::Realloc(..)) if addr != 0 => {
                    blocks.retain(|&live| live != block);
                    blocks.push(addr);
                }
                (Some(_), Step::Free(_)) => blocks.retain(|&live| live != block),
                _ => {}
            }
            if number % 40 == 0 {
                assert!(short.bytes() == long.bytes(), "seed {seed}, step {number}");
                assert!(quiet.bytes() == long.bytes(), "seed {seed}, step {number}");
            }
        }
        expect_same_steps(&quiet, &long, &format!("seed {seed}"));
    }
    assert!(damaged > 200, "only {damaged} words were damaged");
}

/// A program that makes garbage twice and collects it, some of it of a kind.
fn garbage(cycles: u32, of: NewKind) -> Vec<Request> {
    let (id, other) = ("a".to_owned(), "b".to_owned());
    let new = |id: &str| Request::New {
        kind: of,
        id: id.to_owned(),
        refs: Vec::new(),
        on_fin: Vec::new(),
        value: None,
        slots: None,
        weakrefs: None,
    };
    vec![
        Request::Disable,
        Request::Cycles {
            count: cycles,
            id: None,
        },
        Request::Cycles {
            count: cycles,
            id: Some("alive".to_owned()),
        },
        new("a"),
        new("b"),
        Request::Ref {
            from: id.clone(),
            to: other.clone(),
        },
        Request::Ref {
            from: other.clone(),
            to: id.clone(),
        },
        // More references than one to the same object, and some to what lives on.
        Request::Ref {
            from: other.clone(),
            to: id.clone(),
        },
        Request::Ref {
            from: other.clone(),
            to: "alive".to_owned(),
        },
        Request::RootDel { id },
        Request::RootDel { id: other },
        Request::Collect { r#gen: 2 },
        Request::Cycles {
            count: cycles,
            id: None,
        },
        Request::Collect { r#gen: 1 },
    ]
}

/// A heap with so many operations into which nobody looked that the next ones are not recorded.
fn unread<W: Word>(edition: Edition) -> Heap<W, Log> {
    let mut heap = Heap::new(edition, ArenaAlignment::Aligned).expect("heap");
    for limit in 0..70 {
        heap.set_limits(0, limit << 30).expect("no damage");
    }
    heap
}

fn collect<W: Word>(edition: Edition, of: NewKind, damaged: bool) {
    let (mut quiet, mut long) = (unread::<W>(edition), unread::<W>(edition));
    if damaged {
        for heap in [&mut quiet, &mut long] {
            let block = heap.malloc(40).expect("block");
            heap.free(block).expect("freed");
        }
    }
    for request in garbage(40, of) {
        long.seek(long.operations()).expect("a position");
        let answers = (long.request(request.clone()), quiet.request(request));
        assert_eq!(answers.0, answers.1, "{edition:?}, {of:?}");
        assert!(long.bytes() == quiet.bytes(), "{edition:?}, {of:?}");
    }
    expect_same_steps(&quiet, &long, &format!("{edition:?}, {of:?}"));
}

#[test]
fn a_collection_counts_the_events_that_it_leaves_away() {
    for edition in Edition::ALL {
        let kinds = [
            NewKind::List,
            NewKind::Dict,
            NewKind::Node,
            NewKind::Fin,
            NewKind::Legacy,
        ];
        for (of, damaged) in kinds.into_iter().flat_map(|of| [(of, false), (of, true)]) {
            match edition.layout().word {
                4 => collect::<W32>(edition, of, damaged),
                _ => collect::<W64>(edition, of, damaged),
            }
        }
    }
}

/// So many pairs that visiting the list that keeps them goes past where progress is told, more than once.
const MANY: u32 = 3 * progress::EVERY as u32;

fn collect_many<W: Word>(edition: Edition, id: Option<&str>) {
    let (mut quiet, mut long) = (unread::<W>(edition), unread::<W>(edition));
    let block = long.malloc(8).expect("block");
    assert_eq!(quiet.malloc(8), Ok(block));
    // Where somebody wrote to memory, objects are visited one by one.
    let bytes = long.read(block, 8).expect("mapped").to_vec();
    long.write(block, &bytes).expect("written");
    let program = [
        Request::Disable,
        Request::Cycles {
            count: MANY,
            id: id.map(str::to_owned),
        },
        Request::Collect { r#gen: 2 },
    ];
    for request in program {
        let answers = (long.request(request.clone()), quiet.request(request));
        assert!(answers.0.is_ok(), "{:?}", answers.0);
        assert_eq!(answers.0, answers.1, "{edition:?}, {id:?}");
        assert!(long.bytes() == quiet.bytes(), "{edition:?}, {id:?}");
    }
    let last = (quiet.operations(), long.operations());
    assert_eq!(quiet.steps(last.0), long.steps(last.1));
}

#[test]
fn a_long_list_is_visited_to_its_end() {
    for edition in [Edition::Cpython310W32, Edition::Cpython39W64] {
        for id in [None, Some("alive")] {
            match edition.layout().word {
                4 => collect_many::<W32>(edition, id),
                _ => collect_many::<W64>(edition, id),
            }
        }
    }
}
