//! Random programs against a shadow model of live blocks, with the invariants after every step.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use proptest::prelude::*;
use pymalloc_explorer::check::check;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};

#[derive(Clone, Debug)]
enum Step {
    Malloc(u64),
    Calloc(u64, u64),
    Realloc(usize, u64),
    Free(usize),
    /// Many blocks of one size: fills pools and arenas.
    Burst(u64, u16),
    /// Frees every so-manieth block.
    FreeEvery(usize),
    Limits(u32, u64),
}

fn size() -> impl Strategy<Value = u64> {
    prop_oneof![
        8 => 1..=512_u64,
        2 => 440..=520_u64,
        1 => Just(0_u64),
        1 => 513..=5_000_u64,
        1 => 100_000..=600_000_u64,
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => size().prop_map(Step::Malloc),
        2 => (0..40_u64, 0..40_u64).prop_map(|(nelem, elsize)| Step::Calloc(nelem, elsize)),
        4 => (any::<usize>(), size()).prop_map(|(which, nbytes)| Step::Realloc(which, nbytes)),
        6 => any::<usize>().prop_map(Step::Free),
        2 => (200..=512_u64, 1..400_u16).prop_map(|(nbytes, count)| Step::Burst(nbytes, count)),
        1 => (1..4_usize).prop_map(Step::FreeEvery),
        1 => (0..4_u32, prop_oneof![Just(0_u64), Just(1 << 20), Just(3 << 20)])
            .prop_map(|(arenas, memory)| Step::Limits(arenas, memory)),
    ]
}

/// What a person who uses the allocator may rely on: addresses, sizes and contents of live blocks.
struct Model<W: Word> {
    heap: Heap<W, Log>,
    live: BTreeMap<u64, Vec<u8>>,
    fill: u8,
}

impl<W: Word> Model<W> {
    fn new(edition: Edition, arenas: ArenaAlignment) -> Model<W> {
        Model {
            heap: Heap::new(edition, arenas).expect("heap"),
            live: BTreeMap::new(),
            fill: 0,
        }
    }

    fn pick(&self, which: usize) -> Option<u64> {
        let index = which.checked_rem(self.live.len())?;
        self.live.keys().nth(index).copied()
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Malloc(nbytes) => self.malloc(nbytes),
            Step::Calloc(nelem, elsize) => {
                let addr = self.heap.calloc(nelem, elsize).expect("calloc");
                if addr != 0 {
                    let zeroed = self
                        .heap
                        .read(addr, nelem * elsize)
                        .expect("mapped")
                        .iter()
                        .all(|&byte| byte == 0);
                    assert!(
                        zeroed,
                        "calloc({nelem}, {elsize}) at {addr:#x} is not zeroed"
                    );
                    self.born(addr, nelem * elsize);
                }
            }
            Step::Realloc(which, nbytes) => self.realloc(which, nbytes),
            Step::Free(which) => {
                if let Some(addr) = self.pick(which) {
                    self.free(addr);
                }
            }
            Step::Burst(nbytes, count) => (0..count).for_each(|_| self.malloc(nbytes)),
            Step::FreeEvery(nth) => {
                let doomed: Vec<u64> = self.live.keys().copied().step_by(nth).collect();
                doomed.into_iter().for_each(|addr| self.free(addr));
            }
            Step::Limits(arenas, memory) => self.heap.set_limits(arenas, memory).expect("limits"),
        }
    }

    fn malloc(&mut self, nbytes: u64) {
        let addr = self.heap.malloc(nbytes).expect("malloc");
        if addr != 0 {
            self.born(addr, nbytes);
        }
    }

    fn realloc(&mut self, which: usize, nbytes: u64) {
        let Some(old) = self.pick(which) else { return };
        let addr = self.heap.realloc(old, nbytes).expect("realloc");
        if addr == 0 {
            return self.expect_contents(old);
        }
        let contents = self.live.remove(&old).expect("live");
        let kept = contents.len().min(nbytes as usize);
        let now = self.heap.read(addr, kept as u64).expect("mapped");
        assert_eq!(
            now,
            &contents[..kept],
            "realloc lost bytes of {old:#x} on the way to {addr:#x}"
        );
        self.born(addr, nbytes);
    }

    fn free(&mut self, addr: u64) {
        self.expect_contents(addr);
        self.live.remove(&addr);
        self.heap.free(addr).expect("free");
        assert!(
            self.heap.free(addr).is_err(),
            "a second free of {addr:#x} went through"
        );
    }

    fn expect_contents(&self, addr: u64) {
        let contents = &self.live[&addr];
        assert_eq!(
            self.heap.read(addr, contents.len() as u64).expect("mapped"),
            &contents[..],
            "at {addr:#x}"
        );
    }

    /// A new block: it overlaps none, is aligned, and is filled so that overwriting it is seen.
    fn born(&mut self, addr: u64, nbytes: u64) {
        let nbytes = nbytes.max(1);
        if let Some((before, contents)) = self.live.range(..=addr).next_back() {
            assert!(
                before + contents.len() as u64 <= addr,
                "{addr:#x} overlaps the block at {before:#x}"
            );
        }
        if let Some((after, _)) = self.live.range(addr..).next() {
            assert!(
                addr + nbytes <= *after,
                "{addr:#x} overlaps the block at {after:#x}"
            );
        }
        assert_eq!(
            addr % self.heap.image().layout().alignment,
            0,
            "{addr:#x} is not aligned"
        );
        self.fill = self.fill.wrapping_add(1);
        let contents = vec![self.fill; nbytes as usize];
        self.heap.write(addr, &contents).expect("mapped");
        self.live.insert(addr, contents);
    }

    fn expect_sound(&self) {
        let violations = check(&self.heap.image());
        assert!(violations.is_empty(), "{violations:?}");
        let live: Vec<u64> = self
            .heap
            .image()
            .live_blocks(None)
            .iter()
            .map(|block| block.addr)
            .collect();
        assert_eq!(
            live,
            self.live.keys().copied().collect::<Vec<_>>(),
            "live blocks as decoded and as known"
        );
    }
}

fn program<W: Word>(edition: Edition, arenas: ArenaAlignment, steps: &[Step]) {
    let mut model = Model::<W>::new(edition, arenas);
    let empty = model.heap.bytes().to_vec();
    for step in steps {
        model.step(step);
        model.expect_sound();
    }
    let full = model.heap.bytes().to_vec();
    let operations = model.heap.operations();
    while model.heap.undo().is_ok() {}
    assert!(
        model.heap.bytes() == empty,
        "undoing all does not lead to the empty image"
    );
    while model.heap.redo().is_ok() {}
    assert_eq!(model.heap.operations(), operations);
    assert!(model.heap.bytes() == full, "redoing all does not lead back");
    for addr in model.live.keys().copied().collect::<Vec<_>>() {
        model.free(addr);
    }
    model.expect_sound();
    assert!(model.heap.image().live_blocks(None).is_empty());
}

/// Where arenas are not aligned the image ends inside a page. A raw block may begin with that page: CPython reads the
/// `arenaindex` of what would be its pool beyond the image's end, where the page goes on.
#[test]
fn a_block_begins_with_the_last_page_of_the_image() {
    fn blocks<W: Word>(edition: Edition) -> bool {
        let mut model = Model::<W>::new(edition, ArenaAlignment::Unaligned);
        let page = model.heap.image().layout().pool_size;
        model.step(&Step::Limits(0, model.heap.image().layout().arena_size));
        model.step(&Step::Burst(1, u16::MAX));
        let end = model.heap.image().end();
        let begins = |addr: &u64| addr.is_multiple_of(page) && addr + page > end;
        let found = model.live.keys().any(begins);
        model.step(&Step::FreeEvery(1));
        model.expect_sound();
        found
    }
    let mut found = blocks::<W64>(Edition::Cpython39W64);
    found |= blocks::<W32>(Edition::Cpython27W32);
    assert!(found, "no block there");
}

fn edition() -> impl Strategy<Value = (Edition, ArenaAlignment)> {
    let arenas = prop_oneof![
        Just(ArenaAlignment::Aligned),
        Just(ArenaAlignment::Unaligned)
    ];
    (proptest::sample::select(Edition::ALL.to_vec()), arenas)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_programs((edition, arenas) in edition(), steps in prop::collection::vec(step(), 1..60)) {
        match edition.layout().word {
            4 => program::<W32>(edition, arenas, &steps),
            _ => program::<W64>(edition, arenas, &steps),
        }
    }

    #[test]
    fn every_event_of_an_operation_can_be_reached(
        (edition, arenas) in edition(),
        steps in prop::collection::vec(step(), 1..12),
        at in any::<prop::sample::Index>(),
    ) {
        match edition.layout().word {
            4 => stepping::<W32>(edition, arenas, &steps, at),
            _ => stepping::<W64>(edition, arenas, &steps, at),
        }
    }

    #[test]
    fn decoding_any_bytes_ends(bytes in prop::collection::vec(any::<u8>(), 0..4096), at in any::<u64>()) {
        for edition in Edition::ALL {
            let image = pymalloc_explorer::decode::Image::new(&bytes, edition.layout());
            let _ = (image.arenas(), image.usedpools(), image.stats_text(), image.pool(at), image.locate(at));
            let _ = (image.spans(at, 64), image.live_blocks(None), check(&image), image.segments());
        }
    }

    #[test]
    fn a_damaged_image_is_still_decoded(
        (edition, arenas) in edition(),
        steps in prop::collection::vec(step(), 1..12),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200),
    ) {
        match edition.layout().word {
            4 => damaged::<W32>(edition, arenas, &steps, &damage),
            _ => damaged::<W64>(edition, arenas, &steps, &damage),
        }
    }
}

/// Any step of any operation is reached from anywhere, and the way back leads to the same bytes.
fn stepping<W: Word>(
    edition: Edition,
    arenas: ArenaAlignment,
    steps: &[Step],
    at: prop::sample::Index,
) {
    let mut model = Model::<W>::new(edition, arenas);
    steps.iter().for_each(|step| model.step(step));
    let end = model.heap.bytes().to_vec();
    let operations = model.heap.operations();
    if operations == 0 {
        return;
    }
    let number = at.index(operations as usize) as u64 + 1;
    let count = model.heap.steps(number).expect("in the journal");
    let mut forwards = Vec::new();
    for step in 0..=count {
        model.heap.seek_step(number, step).expect("in the journal");
        forwards.push(hash(model.heap.bytes()));
    }
    for step in (0..=count).rev() {
        model.heap.seek_step(number, step).expect("in the journal");
        assert_eq!(
            forwards[step],
            hash(model.heap.bytes()),
            "step {step} of operation {number}"
        );
    }
    model.heap.settle();
    assert!(model.heap.bytes() == end);
    let explanation = model.heap.explain(number).expect("in the journal");
    assert!(!explanation.steps.is_empty());
    assert!(model.heap.bytes() == end, "explaining changed the heap");
}

fn hash(bytes: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Damage anywhere in the image: the decoder answers, and operations end in an answer or an error.
fn damaged<W: Word>(
    edition: Edition,
    arenas: ArenaAlignment,
    steps: &[Step],
    damage: &[(prop::sample::Index, u8)],
) {
    let mut model = Model::<W>::new(edition, arenas);
    steps.iter().for_each(|step| model.step(step));
    let mut bytes = model.heap.bytes().to_vec();
    for (index, byte) in damage {
        let at = 64 + index.index(bytes.len() - 64);
        bytes[at] = *byte;
    }
    let image = pymalloc_explorer::decode::Image::new(&bytes, edition.layout());
    let _ = (
        image.arenas(),
        image.usedpools(),
        image.stats_text(),
        check(&image),
    );
    for arena in 0..image.maxarenas().min(4) {
        let _ = image.arena(arena);
    }
    let live = image.live_blocks(None);
    let Ok(mut heap) = Heap::<W, Log>::from_image(bytes.clone()) else {
        return;
    };
    for block in live.iter().take(20) {
        let _ = heap.free_unchecked(block.addr);
    }
    for nbytes in [1, 24, 100, 512, 513, 5_000] {
        let _ = heap.malloc(nbytes);
    }
}
