//! The timeline: any state and any step of any operation, on random programs with forks, against a heap
//! that has room for everything, and against carrying all out from the beginning.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use pymalloc_explorer::decode::compare_view::Position;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::event::{Event, Operation};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::{DEFAULT_BUDGET, Log, Off};
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::request::{Action, Key, NewKind, Request};

/// A generator of numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }

    fn chance(&mut self, of: u64) -> bool {
        self.roll(of) == 0
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// What is asked of a heap.
#[derive(Clone, Debug)]
enum Ask {
    Malloc(u64),
    Calloc(u64, u64),
    Realloc(u64, u64),
    Free(u64),
    FreeUnchecked(u64),
    Write(u64, Vec<u8>),
    Limits(u32, u64),
    Object(Request),
}

fn ask<W: Word>(heap: &mut Heap<W, Log>, what: &Ask) -> Result<Option<u64>, HeapError> {
    match what.clone() {
        Ask::Malloc(nbytes) => heap.malloc(nbytes).map(Some),
        Ask::Calloc(nelem, elsize) => heap.calloc(nelem, elsize).map(Some),
        Ask::Realloc(addr, nbytes) => heap.realloc(addr, nbytes).map(Some),
        Ask::Free(addr) => heap.free(addr).map(|()| None),
        Ask::FreeUnchecked(addr) => heap.free_unchecked(addr).map(|()| None),
        Ask::Write(addr, bytes) => heap.write(addr, &bytes).map(|()| None),
        Ask::Limits(arenas, memory) => heap.set_limits(arenas, memory).map(|()| None),
        Ask::Object(request) => heap.request(request).map(|answer| answer.object),
    }
}

fn a_name(dice: &mut Dice) -> String {
    format!("n{}", dice.roll(7))
}

fn some_actions(dice: &mut Dice) -> Vec<Action> {
    let count = dice.roll(3);
    (0..count)
        .map(|_| match dice.roll(5) {
            0 => Action::RootAdd { id: a_name(dice) },
            1 => Action::RootDel { id: a_name(dice) },
            2 => Action::Ref {
                from: a_name(dice),
                to: a_name(dice),
            },
            3 => Action::Unref {
                from: a_name(dice),
                to: a_name(dice),
            },
            _ => Action::Collect { r#gen: 0 },
        })
        .collect()
}

fn a_request(dice: &mut Dice) -> Request {
    match dice.roll(16) {
        0..=4 => {
            let kind = dice.pick(&NewKind::ALL);
            Request::New {
                kind,
                id: a_name(dice),
                refs: Vec::new(),
                on_fin: some_actions(dice),
                value: None,
                slots: None,
                weakrefs: None,
            }
        }
        5 | 6 => Request::Ref {
            from: a_name(dice),
            to: a_name(dice),
        },
        7 => Request::Unref {
            from: a_name(dice),
            to: a_name(dice),
        },
        8 => Request::RootDel { id: a_name(dice) },
        9 => Request::Weakref {
            id: a_name(dice),
            to: a_name(dice),
            cb: true,
            on_call: some_actions(dice),
        },
        10 | 11 => Request::Collect {
            r#gen: dice.roll(3) as u32,
        },
        12 => Request::Many {
            kind: NewKind::List,
            id: a_name(dice),
            count: dice.roll(300) as u32,
        },
        13 => Request::Cycles {
            count: dice.roll(200) as u32,
            id: dice.chance(2).then(|| a_name(dice)),
        },
        14 => Request::SetItem {
            of: a_name(dice),
            key: Key::Text("k".to_owned()),
            to: a_name(dice),
        },
        _ => Request::Threshold {
            t: [dice.roll(900) as u32, 2, 2],
        },
    }
}

/// Something that may be asked of a heap in that state; `objects`: what blocks there are is theirs.
fn something<W: Word>(heap: &Heap<W, Log>, dice: &mut Dice, objects: bool) -> Ask {
    if objects {
        return match dice.roll(12) {
            0 => Ask::Malloc(dice.roll(700)),
            1 => Ask::Limits(0, dice.pick(&[0, 0, 1 << 20, 3 << 20])),
            _ => Ask::Object(a_request(dice)),
        };
    }
    let size = dice.pick(&[1, 8, 24, 100, 400, 512, 513, 3000, 300_000]);
    let blocks = heap.image().live_blocks(None);
    let block = match blocks.len() {
        0 => 0x1234,
        len => blocks[dice.roll(len as u64) as usize].addr,
    };
    match dice.roll(40) {
        0..=14 => Ask::Malloc(dice.roll(size + 1)),
        15 | 16 => Ask::Calloc(dice.roll(30), dice.roll(60)),
        17..=20 => Ask::Realloc(block, dice.roll(size + 1)),
        21..=34 => Ask::Free(block),
        35 => Ask::Free(block + 8),
        36 | 37 => Ask::Write(block, vec![dice.roll(256) as u8; dice.roll(40) as usize]),
        38 => Ask::Limits(dice.roll(4) as u32, dice.pick(&[0, 1 << 20, 3 << 20])),
        _ if dice.chance(20) => Ask::FreeUnchecked(block),
        _ => Ask::Malloc(512),
    }
}

/// What is known of an operation, from a heap that has room for everything.
#[derive(Clone, Debug)]
struct Known {
    after: u64,
    events: Vec<Event>,
    /// The state after some numbers of marks.
    steps: Vec<(u64, u64)>,
    what: Ask,
}

struct Walk<W: Word> {
    heap: Heap<W, Log>,
    budget: usize,
    /// The same up to the position, with room for everything.
    roomy: Heap<W, Log>,
    base: Vec<u8>,
    known: Vec<Known>,
    branches: BTreeMap<u64, (u64, Vec<Known>)>,
    dice: Dice,
    objects: bool,
}

impl<W: Word> Walk<W> {
    fn new(base: Vec<u8>, seed: u64, objects: bool) -> Walk<W> {
        let mut dice = Dice(seed * 0x9e37_79b9 + 77);
        dice.roll(2);
        let mut heap = Heap::<W, Log>::from_image(base.clone()).expect("an image");
        let budgets = [20_000, 100_000, 400_000, 3_000_000, DEFAULT_BUDGET];
        let budget = dice.pick(&budgets);
        heap.set_journal_budget(budget);
        heap.set_stretch(dice.pick(&[1, 100, 2000, 1 << 19]));
        Walk {
            heap,
            budget,
            roomy: Heap::from_image(base.clone()).expect("an image"),
            base,
            known: Vec::new(),
            branches: BTreeMap::new(),
            dice,
            objects,
        }
    }

    fn position(&self) -> u64 {
        self.heap.operations()
    }

    fn state(&self, position: u64) -> u64 {
        match position.checked_sub(1) {
            None => hash(&self.base),
            Some(last) => self.known[last as usize].after,
        }
    }

    fn expect_state(&self, position: u64, what: &str) {
        assert_eq!(self.position(), position, "{what}");
        assert_eq!(
            hash(self.heap.bytes()),
            self.state(position),
            "{what}: {position}"
        );
        assert_eq!(self.heap.length(), self.known.len() as u64, "{what}");
        if self.budget >= 2 * self.heap.bytes().len() {
            assert!(self.heap.history_bytes() <= self.budget as u64, "{what}");
        }
    }

    /// Brings the roomy heap to the position of the other.
    fn follow(&mut self) {
        let position = self.position();
        self.roomy = Heap::from_image(self.base.clone()).expect("an image");
        for known in &self.known[..position as usize] {
            ask(&mut self.roomy, &known.what).expect("went through before");
        }
        assert_eq!(hash(self.roomy.bytes()), self.state(position));
    }

    fn operate(&mut self) {
        if self.roomy.operations() != self.position() {
            self.follow();
        }
        let position = self.position();
        let length = self.heap.length();
        let what = something(&self.roomy, &mut self.dice, self.objects);
        let answer = ask(&mut self.heap, &what);
        let expected = ask(&mut self.roomy, &what);
        assert_eq!(answer, expected, "{what:?}");
        if answer.is_err() {
            assert_eq!(self.heap.length(), length, "the future stays: {what:?}");
            return self.expect_state(position, "after a mistake");
        }
        self.known.truncate(position as usize);
        let known = self.know(what);
        self.known.push(known);
        self.expect_state(position + 1, "after an operation");
    }

    fn know(&mut self, what: Ask) -> Known {
        let number = self.roomy.operations();
        let after = hash(self.roomy.bytes());
        let happened = self.roomy.events(number).expect("there is room");
        let events: Vec<Event> = happened.iter().map(|happened| happened.event).collect();
        let total = events.len() as u64;
        let mut steps = Vec::new();
        for at in [0, 1, total / 2, total.saturating_sub(1), total] {
            self.roomy
                .seek_step(number, at as usize)
                .expect("there is room");
            steps.push((at, hash(self.roomy.bytes())));
        }
        self.roomy.settle();
        Known {
            after,
            events,
            steps,
            what,
        }
    }

    fn anywhere(&mut self) -> u64 {
        let first = self.heap.first();
        first + self.dice.roll(self.heap.length() - first + 1)
    }

    fn seek(&mut self) {
        let position = self.anywhere();
        self.heap.seek(position).expect("a position");
        self.expect_state(position, "after seek");
    }

    fn undo_or_redo(&mut self) {
        let position = self.position();
        // One that cannot be done moves nothing, and the image may be inside an operation.
        if position == self.heap.first() || position == self.heap.length() {
            self.heap.settle();
        }
        if self.dice.chance(2) {
            let undone = self.heap.undo().is_ok();
            assert_eq!(undone, position > self.heap.first());
            self.expect_state(position - u64::from(undone), "undo");
        } else {
            let redone = self.heap.redo().is_ok();
            assert_eq!(redone, position < self.known.len() as u64);
            self.expect_state(position + u64::from(redone), "redo");
        }
    }

    /// Only where there is no room for what a single operation overwrites can its steps be out of reach; then the image
    /// cannot come back to them either, whatever was asked for.
    fn unless_too_much<T>(&self, done: Result<T, HeapError>) -> Option<T> {
        let is_roomy = self.budget >= 2 * self.heap.bytes().len();
        if is_roomy {
            return Some(done.expect("there is room"));
        }
        done.ok()
    }

    fn step_into(&mut self) {
        let position = self.position();
        let number = self.anywhere();
        if number == self.heap.first() {
            return assert!(self.heap.seek_step(number, 0).is_err());
        }
        let known = self.known[number as usize - 1].clone();
        assert_eq!(self.heap.steps(number), Some(known.events.len()));
        // Also of an operation that is longer than what is recorded of it.
        let happened = self.heap.events(number);
        let Some(happened) = self.unless_too_much(happened) else {
            return;
        };
        assert!(
            happened
                .iter()
                .map(|happened| happened.event)
                .eq(known.events.iter().copied())
        );
        let (at, state) = self.dice.pick(&known.steps);
        let done = self.heap.seek_step(number, at as usize);
        if self.unless_too_much(done).is_none() {
            return;
        }
        assert_eq!(hash(self.heap.bytes()), state, "{number}: {at}");
        if self.dice.chance(3) {
            let told = self.explain();
            let stands = hash(self.heap.bytes()) == state;
            assert!(stands || !told, "telling moved the image");
        }
        if self.dice.chance(2) {
            self.heap.settle();
            self.expect_state(position, "settled");
        }
    }

    /// Whether there was room for it.
    fn explain(&mut self) -> bool {
        let number = self.anywhere();
        if number == self.heap.first() {
            return true;
        }
        let known = &self.known[number as usize - 1];
        let total = known.events.len() as u64;
        let from = self.dice.roll(total + 1);
        let count = self.dice.roll(40);
        let told = (self.heap).explain_part(number, from as usize, count as usize);
        let Some(part) = self.unless_too_much(told) else {
            return false;
        };
        assert_eq!(u64::from(part.marks), total);
        let mut steps = part.steps.iter().peekable();
        for mark in from + 1..=(from + count).min(total) {
            let event = known.events[mark as usize - 1];
            match steps.next_if(|step| u64::from(step.mark) == mark) {
                Some(step) => assert_eq!(step.event, event),
                // A function that goes by the name of the one around it is no step of its own.
                None => assert!(matches!(event, Event::Call { .. }), "{event:?}"),
            }
        }
        assert!(steps.next().is_none());
        true
    }

    fn look(&mut self) {
        let bytes = hash(self.heap.bytes());
        let number = self.anywhere();
        match self.dice.roll(4) {
            0 => {
                if !self.explain() {
                    return self.heap.settle();
                }
            }
            1 if number > self.heap.first() => {
                let digest = self.heap.digest(number);
                let Some(digest) = self.unless_too_much(digest) else {
                    return self.heap.settle();
                };
                let total = self.known[number as usize - 1].events.len();
                assert_eq!(digest.marks as usize, total);
            }
            2 => {
                self.heap.settle();
                self.heap.changes(number);
                return self.expect_state(self.position(), "after asking for changes");
            }
            _ => {
                let lines = self.heap.operations_part(number, 70);
                let expected = (self.heap.length() - number).min(70);
                assert_eq!(lines.len() as u64, expected);
                for (number, line) in (number + 1..).zip(lines) {
                    assert_eq!(line.number, number);
                    let is_object = matches!(line.operation, Operation::Object { .. });
                    let known = &self.known[number as usize - 1];
                    assert_eq!(is_object, matches!(known.what, Ask::Object(_)));
                }
            }
        }
        assert_eq!(hash(self.heap.bytes()), bytes, "looking moved the image");
    }

    fn cut(&mut self) {
        let at = self.anywhere();
        let branch = self.heap.truncate(at).expect("a position");
        let cut = self.known.split_off(at as usize);
        assert_eq!(branch == 0, cut.is_empty());
        if branch != 0 {
            self.branches.insert(branch, (at, cut));
        }
        self.expect_state(at, "cut off");
    }

    fn attach(&mut self) {
        let Some((&branch, _)) = self.branches.iter().next_back() else {
            return assert_eq!(
                self.heap.attach(99),
                Err(HeapError::NoSuchBranch { branch: 99 })
            );
        };
        let position = self.position();
        let (at, cut) = self.branches.remove(&branch).expect("there");
        if self.dice.chance(5) {
            self.heap.drop_branch(branch);
            assert!(self.heap.attach(branch).is_err());
        } else if self.heap.attach(branch).is_ok() {
            assert_eq!(at, self.known.len() as u64);
            self.known.extend(cut);
        }
        self.heap.settle();
        self.expect_state(position, "attached");
    }

    fn act(&mut self) {
        match self.dice.roll(20) {
            0..=9 => self.operate(),
            10 | 11 => self.seek(),
            12 | 13 => self.undo_or_redo(),
            14 | 15 => self.step_into(),
            16 | 17 => self.look(),
            18 => self.cut(),
            _ => self.attach(),
        }
    }

    fn expect_all(&mut self) {
        let mut scratch = Heap::<W, Log>::from_image(self.base.clone()).expect("an image");
        for (number, known) in (1..).zip(self.known.clone()) {
            ask(&mut scratch, &known.what).expect("went through before");
            if number >= self.heap.first() {
                self.heap.seek(number).expect("a position");
                assert!(self.heap.bytes() == scratch.bytes(), "{number}");
            }
        }
    }
}

fn walk<W: Word>(base: Vec<u8>, seed: u64, acts: usize, objects: bool) {
    let mut walk = Walk::<W>::new(base, seed, objects);
    for _ in 0..acts {
        walk.act();
    }
    walk.heap.settle();
    walk.expect_all();
}

fn empty(edition: Edition, arenas: ArenaAlignment) -> Vec<u8> {
    match edition.layout().word {
        4 => Heap::<W32, Off>::new(edition, arenas)
            .expect("heap")
            .bytes()
            .to_vec(),
        _ => Heap::<W64, Off>::new(edition, arenas)
            .expect("heap")
            .bytes()
            .to_vec(),
    }
}

/// A heap in which something was done before.
fn used(edition: Edition, arenas: ArenaAlignment) -> Vec<u8> {
    fn fill<W: Word>(edition: Edition, arenas: ArenaAlignment) -> Vec<u8> {
        let mut heap = Heap::<W, Off>::new(edition, arenas).expect("heap");
        for nbytes in 0..2000 {
            let block = heap.malloc(nbytes % 600).expect("malloc");
            heap.write(block, &[1; 1]).expect("mapped");
        }
        heap.bytes().to_vec()
    }
    match edition.layout().word {
        4 => fill::<W32>(edition, arenas),
        _ => fill::<W64>(edition, arenas),
    }
}

fn walks(seeds: std::ops::Range<u64>, objects: bool, base: fn(Edition, ArenaAlignment) -> Vec<u8>) {
    for seed in seeds {
        let edition = Edition::ALL[seed as usize % Edition::ALL.len()];
        let arenas = if seed % 3 == 0 {
            ArenaAlignment::Unaligned
        } else {
            ArenaAlignment::Aligned
        };
        let base = base(edition, arenas);
        match edition.layout().word {
            4 => walk::<W32>(base, seed, 150, objects),
            _ => walk::<W64>(base, seed, 150, objects),
        }
    }
}

/// How many random programs: `HISTORY_PROGRAMS` for more.
fn programs() -> u64 {
    let wanted = std::env::var("HISTORY_PROGRAMS").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(24)
}

#[test]
fn any_state_of_a_random_program_is_reached() {
    walks(0..programs(), false, empty);
}

#[test]
fn any_state_of_a_random_program_with_objects_is_reached() {
    walks(1000..1000 + programs(), true, empty);
}

#[test]
fn any_state_is_reached_from_an_image_on() {
    walks(2000..2000 + programs() / 2, false, used);
}

/// What a caller can ask in any order, with numbers that mean nothing, too.
fn call_anything<W: Word>(heap: &mut Heap<W, Log>, dice: &mut Dice) {
    let length = heap.length();
    let numbers = [0, 1, length / 2, length, length + 1, u64::MAX, 1 << 40];
    let number = dice.pick(&numbers);
    let marks = dice.pick(&[0, 1, 5, 1000, usize::MAX, u32::MAX as usize]);
    let position = |dice: &mut Dice| Position {
        operation: dice.pick(&numbers),
        mark: dice.pick(&[None, Some(0), Some(2), Some(u32::MAX)]),
    };
    match dice.roll(16) {
        0..=2 => drop(heap.seek_step(number, marks)),
        3 => drop(heap.explain_part(number, marks, 20)),
        4 => drop(heap.explain_part(number, 0, marks.min(50))),
        5 => drop(heap.digest(number)),
        6 => drop(heap.truncate(number)),
        7 => drop(heap.attach(1 + dice.roll(20))),
        8 => heap.drop_branch(dice.roll(20)),
        9 => heap.settle(),
        10 => drop(heap.compare(position(dice), position(dice), 3)),
        11 => drop(heap.changes(number)),
        12 => drop(heap.operations_part(number, dice.pick(&[0, 3, u64::MAX]))),
        13 => drop(heap.events(number)),
        14 => drop(heap.seek(number)),
        _ => assert_eq!(heap.steps(length + 1), None),
    }
}

/// After any calls in any order the image is that of the position, and that of carrying all out again.
fn calls_in_any_order<W: Word>(edition: Edition, seed: u64) {
    let mut dice = Dice(seed * 77 + 5);
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    heap.set_journal_budget(dice.pick(&[3_000_000, DEFAULT_BUDGET]));
    heap.set_stretch(dice.pick(&[1, 300, 1 << 19]));
    let base = heap.bytes().to_vec();
    let objects = dice.chance(2);
    for _ in 0..200 {
        if dice.chance(3) {
            heap.settle();
            let what = something(&heap_of(&heap), &mut dice, objects);
            let _ = ask(&mut heap, &what);
        } else {
            call_anything(&mut heap, &mut dice);
        }
    }
    heap.settle();
    let mut again = Heap::<W, Log>::from_image(base).expect("an image");
    for line in heap.operations_part(0, heap.operations()) {
        let done = match line.operation {
            Operation::Malloc { nbytes } => again.malloc(nbytes).map(Some),
            Operation::Calloc { nelem, elsize } => again.calloc(nelem, elsize).map(Some),
            Operation::Realloc { addr, nbytes } => again.realloc(addr, nbytes).map(Some),
            Operation::Free { addr } => again.free(addr).map(|()| None),
            Operation::FreeUnchecked { addr } => again.free_unchecked(addr).map(|()| None),
            Operation::Limit { arenas, memory } => again.set_limits(arenas, memory).map(|()| None),
            Operation::Object { request } => again.request(request).map(|answer| answer.object),
            // What was written is not in the line: another heap cannot follow.
            Operation::Write { .. } => return,
        };
        assert_eq!(done, Ok(line.result), "operation {}", line.number);
    }
    assert!(heap.bytes() == again.bytes(), "seed {seed}");
}

/// The same state, without its history.
fn heap_of<W: Word>(heap: &Heap<W, Log>) -> Heap<W, Log> {
    Heap::from_image(heap.bytes().to_vec()).expect("an image")
}

#[test]
fn calls_in_any_order_are_answered() {
    for seed in 1..=programs() {
        let edition = Edition::ALL[seed as usize % Edition::ALL.len()];
        match edition.layout().word {
            4 => calls_in_any_order::<W32>(edition, seed),
            _ => calls_in_any_order::<W64>(edition, seed),
        }
    }
}

/// A digest is of the operation that has the number, whatever had it before and will have it again.
#[test]
fn a_digest_is_of_its_own_operation() {
    let cycles = |count| Request::Cycles { count, id: None };
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    heap.request(cycles(10)).expect("cycles");
    heap.request(Request::Collect { r#gen: 2 })
        .expect("collect");
    let first = heap.digest(2).expect("there");
    assert_eq!(heap.digest(2), Ok(first.clone()), "asked twice");
    let branch = heap.truncate(0).expect("a position");
    assert!(heap.digest(2).is_err(), "cut off");
    heap.request(cycles(20)).expect("cycles");
    heap.request(Request::Collect { r#gen: 2 })
        .expect("collect");
    let second = heap.digest(2).expect("there");
    assert!(second.objects_total > first.objects_total);
    heap.truncate(0).expect("a position");
    heap.attach(branch).expect("kept");
    assert_eq!(heap.digest(2), Ok(first));
}

/// Where the image is inside an operation that is summed up, it stays there.
#[test]
fn a_digest_leaves_the_image_inside() {
    let mut heap =
        Heap::<W64, Log>::new(Edition::Cpython310W64, ArenaAlignment::Aligned).expect("heap");
    heap.set_journal_budget(16 << 20);
    let cycles = Request::Cycles {
        count: 20_000,
        id: None,
    };
    heap.request(Request::Disable).expect("disable");
    heap.request(cycles).expect("cycles");
    heap.request(Request::Collect { r#gen: 2 })
        .expect("collect");
    let total = heap.steps(3).expect("there");
    let end = hash(heap.bytes());
    for at in [0, 1, total / 2, total - 1, total, total + 7] {
        heap.seek_step(3, at).expect("there");
        let inside = hash(heap.bytes());
        let digest = heap.digest(3).expect("there");
        assert_eq!(digest.objects_total, 40_000);
        assert_eq!(hash(heap.bytes()), inside, "{at}");
        heap.seek_step(3, at).expect("there");
        assert_eq!(hash(heap.bytes()), inside, "{at} again");
        heap.settle();
        assert_eq!(hash(heap.bytes()), end);
        // Another digest is kept, and this one made anew.
        for other in 0..20 {
            heap.truncate(3).expect("a position");
            heap.malloc(other).expect("malloc");
            heap.digest(4).expect("there");
        }
        heap.truncate(3).expect("a position");
    }
}

/// What an operation left, from a heap in which somebody looked into each: its events, its digest, what is
/// said of some of its steps, and the states in it.
struct Seen {
    after: u64,
    steps: Vec<(usize, u64)>,
    told: Vec<String>,
}

/// Looks into an operation; the image is behind it before and after.
fn see<W: Word>(heap: &mut Heap<W, Log>, number: u64) -> Seen {
    let after = hash(heap.bytes());
    let total = heap.steps(number).expect("there");
    let mut told = vec![
        format!("{:?}", heap.events(number).expect("there")),
        format!("{:?}", heap.digest(number).expect("there")),
    ];
    let mut steps = Vec::new();
    for at in [0, 1, total / 3, total - 1, total] {
        let part = heap.explain_part(number, at, 9).expect("there");
        told.push(format!("{part:?}"));
        heap.seek_step(number, at).expect("there");
        steps.push((at, hash(heap.bytes())));
    }
    heap.seek(number).expect("there");
    assert_eq!(hash(heap.bytes()), after);
    Seen { after, steps, told }
}

/// Nobody looks into a program while it runs, and into each of its operations then.
fn quietly<W: Word>(edition: Edition, seed: u64) {
    let mut dice = Dice(seed * 0x9e37_79b9 + 31);
    let heap = || Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("a heap");
    let (mut watched, mut quiet) = (heap(), heap());
    quiet.set_stretch(dice.pick(&[300, 20_000, 1 << 19]));
    // After so many operations nothing is recorded any more.
    for limit in 0..70 {
        watched.set_limits(0, limit << 30).expect("no damage");
        quiet.set_limits(0, limit << 30).expect("no damage");
    }
    let first = watched.operations();
    let mut seen = Vec::new();
    for step in 0..70 {
        let what = match step {
            30 => Ask::Object(Request::Cycles {
                count: 1500,
                id: dice.chance(2).then(|| a_name(&mut dice)),
            }),
            40 => Ask::Object(Request::Collect { r#gen: 2 }),
            _ => something(&watched, &mut dice, true),
        };
        let before = watched.operations();
        let result = ask(&mut watched, &what);
        assert_eq!(ask(&mut quiet, &what), result, "{what:?}");
        assert!(quiet.bytes() == watched.bytes(), "{what:?}");
        let number = watched.operations();
        assert_eq!(quiet.operations(), number);
        if number > before {
            assert_eq!(quiet.steps(number), watched.steps(number), "{what:?}");
            seen.push(see(&mut watched, number));
        }
    }
    for (number, seen) in (first + 1..).zip(&seen) {
        quiet.seek(number).expect("a position");
        assert_eq!(hash(quiet.bytes()), seen.after, "{number}");
    }
    let last = seen.len() as u64;
    for _ in 0..last {
        let place = dice.roll(last);
        let number = first + 1 + place;
        quiet.seek(number).expect("a position");
        let (expected, again) = (&seen[place as usize], see(&mut quiet, number));
        assert_eq!(again.steps, expected.steps, "{number}");
        assert_eq!(again.told, expected.told, "{number}");
    }
}

#[test]
fn what_nobody_looked_into_is_what_would_have_been_recorded() {
    for seed in 0..programs() / 2 {
        let edition = Edition::ALL[seed as usize % Edition::ALL.len()];
        match edition.layout().word {
            4 => quietly::<W32>(edition, seed),
            _ => quietly::<W64>(edition, seed),
        }
    }
}
