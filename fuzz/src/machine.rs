//! Arbitrary bytes as a session: operations on blocks, requests, and journeys through the history. Afterwards the heap
//! is sound, a refusal has changed nothing, and whoever goes back comes to what was there.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use pymalloc_explorer::check::{check, check_objects_only};
use pymalloc_explorer::decode::compare_view::Position;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::Word;

use crate::asked::request;
use crate::look::look;
use crate::{MOST_MEMORY, chosen, with_word};

/// Steps of a session.
const MOST_STEPS: u32 = 100;
/// Steps after which the invariants are looked at.
const CHECK_AFTER: u32 = 16;
/// Bytes that a write writes at most.
const MOST_WRITTEN: usize = 16;

/// Steps on an image that somebody else made, and blocks of it that are known there.
const STEPS_OF_STRANGER: u32 = 12;
const MOST_KNOWN: usize = 64;

/// What a session may do besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manners {
    /// Nothing that would damage the heap.
    Sound,
    /// `free` without a check, and writes with a stray pointer.
    Damaging,
}

/// Sessions that never damage their heap: every invariant holds.
pub fn operations(data: &[u8]) {
    session(data, Manners::Sound);
}

/// Sessions that damage their heap: nothing breaks but what is in the image.
pub fn damage(data: &[u8]) {
    session(data, Manners::Damaging);
}

fn session(data: &[u8], manners: Manners) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let (edition, arenas) = chosen(first);
    with_word!(edition, run(edition, arenas, manners, rest));
}

fn run<W: Word>(edition: Edition, arenas: ArenaAlignment, manners: Manners, data: &[u8]) {
    let heap = Heap::<W, Log>::new(edition, arenas).expect("the edition's word size");
    let mut machine = Machine::new(limited(heap), manners);
    let mut u = Unstructured::new(data);
    let mut step = 0;
    // The bytes have run out: the session is over.
    while !u.is_empty() && step < MOST_STEPS && machine.step(&mut u).is_ok() {
        step += 1;
        if step % CHECK_AFTER == 0 {
            machine.expect_sound();
        }
    }
    machine.expect_sound();
    machine.expect_the_way_back();
    if manners == Manners::Damaging {
        look(&machine.heap.image(), &machine.answered);
    }
}

/// Blocks that were asked for and are live, after an operation.
type Owned = BTreeSet<u64>;

/// A heap, and what the session knows of it.
pub struct Machine<W: Word> {
    heap: Heap<W, Log>,
    manners: Manners,
    /// Blocks and objects that were answered; some are gone again.
    answered: Vec<u64>,
    /// What is owned after each operation of the timeline, and what the image is worth then.
    owned: Vec<(Owned, u64)>,
    branches: Vec<(u64, Vec<(Owned, u64)>)>,
}

/// The heap with a limit of memory, to before which nobody can go back.
fn limited<W: Word>(mut heap: Heap<W, Log>) -> Heap<W, Log> {
    heap.keep_history(false).expect("nothing is undone");
    // Twice, since the last operation can be undone.
    for _ in 0..2 {
        heap.set_limits(0, MOST_MEMORY)
            .expect("two words of the host's");
    }
    heap.keep_history(true).expect("nothing is undone");
    heap
}

impl<W: Word> Machine<W> {
    /// A session that begins with what the heap holds.
    fn new(heap: Heap<W, Log>, manners: Manners) -> Machine<W> {
        let mut machine = Machine {
            heap,
            manners,
            answered: Vec::new(),
            owned: Vec::new(),
            branches: Vec::new(),
        };
        let before = (Owned::new(), machine.sum());
        machine.owned = vec![before; machine.heap.operations() as usize + 1];
        machine
    }

    /// What is owned at the present position.
    fn owned_now(&self) -> Owned {
        self.owned[self.heap.operations() as usize].0.clone()
    }

    /// A short stand-in for the image.
    fn sum(&self) -> u64 {
        let (blocks, rest) = self.heap.bytes().as_chunks::<32>();
        let mut lanes = [rest.iter().map(|&byte| u64::from(byte)).sum(), 1, 2, 3];
        for block in blocks {
            for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
                *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            }
        }
        lanes
            .into_iter()
            .fold(0, |sum, lane| sum.rotate_left(17) ^ lane)
    }

    fn step(&mut self, u: &mut Unstructured<'_>) -> Result<()> {
        match u.int_in_range(0..=15)? {
            0..=1 => {
                let nbytes = size(u)?;
                self.allocate(0, |heap| heap.malloc(nbytes));
            }
            2 => {
                let (nelem, elsize) = (size(u)?, size(u)?);
                self.allocate(0, |heap| heap.calloc(nelem, elsize));
            }
            3 => {
                let (addr, nbytes) = (self.address(u)?, size(u)?);
                if self.is_fair(addr) {
                    self.allocate(addr, |heap| heap.realloc(addr, nbytes));
                }
            }
            4..=5 => {
                let addr = self.address(u)?;
                if self.is_fair(addr) {
                    self.operate(
                        |heap| heap.free(addr),
                        |owned, ()| {
                            owned.remove(&addr);
                        },
                    );
                }
            }
            6..=11 => {
                let request = request(u, &self.answered)?;
                let answer = self.operate(|heap| heap.request(request), |_, _| ());
                self.answered
                    .extend(answer.and_then(|answer| answer.object));
            }
            12 => self.limit(u)?,
            13..=14 => self.travel(u)?,
            _ => self.do_harm(u)?,
        }
        Ok(())
    }

    /// `free` of a block that an object has, by its address, is damage.
    fn is_fair(&mut self, addr: u64) -> bool {
        self.heap.settle();
        self.manners == Manners::Damaging
            || self.owned_now().contains(&addr)
            || self.heap.live_block(addr).is_none()
    }

    fn allocate(
        &mut self,
        old: u64,
        body: impl FnOnce(&mut Heap<W, Log>) -> std::result::Result<u64, HeapError>,
    ) {
        let block = self.operate(body, |owned, &block| {
            if block != 0 {
                owned.remove(&old);
                owned.insert(block);
            }
        });
        self.answered.extend(block);
    }

    /// Carries an operation out. One that is refused has changed nothing.
    fn operate<A>(
        &mut self,
        body: impl FnOnce(&mut Heap<W, Log>) -> std::result::Result<A, HeapError>,
        note: impl FnOnce(&mut Owned, &A),
    ) -> Option<A> {
        self.heap.settle();
        let (position, length) = (self.heap.operations(), self.heap.length());
        let mut owned = self.owned_now();
        match body(&mut self.heap) {
            Ok(answer) => {
                assert_eq!(self.heap.operations(), position + 1);
                assert_eq!(self.heap.length(), position + 1);
                note(&mut owned, &answer);
                self.owned.truncate(position as usize + 1);
                self.owned.push((owned, self.sum()));
                Some(answer)
            }
            Err(error) => {
                let is_damaged = matches!(error, HeapError::SegmentationFault { .. });
                assert!(!is_damaged || self.manners == Manners::Damaging, "{error}");
                assert_eq!(self.heap.operations(), position, "{error}");
                assert_eq!(self.heap.length(), length, "{error}");
                self.expect_as_before();
                None
            }
        }
    }

    fn limit(&mut self, u: &mut Unstructured<'_>) -> Result<()> {
        let arenas = u.int_in_range(0..=6)?;
        let memory = u.int_in_range(1..=MOST_MEMORY)?;
        self.operate(|heap| heap.set_limits(arenas, memory), |_, ()| ());
        Ok(())
    }

    /// Goes through the history, and asks about it.
    fn travel(&mut self, u: &mut Unstructured<'_>) -> Result<()> {
        let position = u.int_in_range(0..=self.heap.length() + 1)?;
        let number: usize = u.int_in_range(0..=200)?;
        match u.int_in_range(0..=13)? {
            0..=1 => drop(self.heap.seek(position)),
            2 => drop(self.heap.undo()),
            3 => drop(self.heap.redo()),
            4 => drop(self.heap.seek_step(position, number)),
            5 => self.heap.settle(),
            6 => {
                if let Ok(branch @ 1..) = self.heap.truncate(position) {
                    let owned = self.owned.split_off(position as usize + 1);
                    self.branches.push((branch, owned));
                }
            }
            7 if !self.branches.is_empty() => {
                let index = u.choose_index(self.branches.len())?;
                let (branch, owned) = self.branches[index].clone();
                if self.heap.attach(branch).is_ok() {
                    self.branches.remove(index);
                    self.owned.extend(owned);
                }
            }
            8 => drop(self.heap.digest(position)),
            9 => drop(self.heap.explain_part(position, number, 40)),
            10 => drop(self.heap.changes(position)),
            11 => {
                let at = |operation, mark| Position { operation, mark };
                let (a, b) = (at(position, None), at(position / 2, Some(number as u32)));
                drop(self.heap.compare(a, b, 50));
            }
            12 => self.heap.set_journal_budget(1 << u.int_in_range(12..=24)?),
            _ => self.heap.set_stretch(u.int_in_range(16..=1 << 16)?),
        }
        self.heap.operations_part(position, number as u64);
        Ok(())
    }

    fn do_harm(&mut self, u: &mut Unstructured<'_>) -> Result<()> {
        if self.manners == Manners::Sound {
            return Ok(());
        }
        let addr = self.address(u)?;
        if u.ratio(1, 2)? {
            self.operate(|heap| heap.free_unchecked(addr), |_, ()| ());
        } else {
            let length = u.int_in_range(0..=MOST_WRITTEN)?;
            let bytes = if u.ratio(1, 3)? {
                u.choose(&self.answered)
                    .copied()
                    .unwrap_or(addr)
                    .to_le_bytes()
                    .to_vec()
            } else {
                u.bytes(length.min(u.len()))?.to_vec()
            };
            self.operate(|heap| heap.write(addr, &bytes), |_, ()| ());
        }
        Ok(())
    }

    /// The address of a block, near one, of a variable, or any.
    fn address(&self, u: &mut Unstructured<'_>) -> Result<u64> {
        Ok(match u.int_in_range(0..=9)? {
            0..=5 if !self.answered.is_empty() => *u.choose(&self.answered)?,
            6..=7 if !self.answered.is_empty() => {
                let near: i8 = u.arbitrary()?;
                u.choose(&self.answered)?.wrapping_add_signed(near.into())
            }
            8 => {
                let symbols = self.heap.image().layout().symbols;
                u.int_in_range(symbols.base..=self.heap.image().end())?
            }
            _ => u.arbitrary()?,
        })
    }

    /// The image is what it was after the operation where one stands.
    fn expect_as_before(&mut self) {
        let expected = self.owned[self.heap.operations() as usize].1;
        assert_eq!(
            self.sum(),
            expected,
            "another image after {}",
            self.heap.operations()
        );
    }

    fn expect_sound(&mut self) {
        self.heap.settle();
        if self.manners == Manners::Damaging {
            return;
        }
        let image = self.heap.image();
        let violations = if self.owned_now().is_empty() {
            check_objects_only(&image)
        } else {
            check(&image)
        };
        assert!(violations.is_empty(), "{violations:?}");
    }

    /// Every position that can be reached is as it was when it was new.
    fn expect_the_way_back(&mut self) {
        let positions = self.heap.first()..=self.heap.length();
        for position in positions
            .clone()
            .rev()
            .step_by(7)
            .chain(positions.step_by(13))
        {
            self.heap
                .seek(position)
                .expect("a position of the timeline");
            self.expect_as_before();
        }
    }
}

/// Sizes of both allocators, and such as nobody has.
fn size(u: &mut Unstructured<'_>) -> Result<u64> {
    Ok(match u.int_in_range(0..=9)? {
        0..=5 => u.int_in_range(0..=520)?,
        6..=7 => u.int_in_range(0..=70_000)?,
        8 => u.int_in_range(0..=2 * MOST_MEMORY)?,
        _ => u.arbitrary()?,
    })
}

/// A session on a heap whose image may be anything.
pub fn go_on<W: Word>(heap: Heap<W, Log>, data: &[u8]) {
    let mut machine = Machine::new(limited(heap), Manners::Damaging);
    let mut u = Unstructured::new(data);
    let blocks = machine.heap.image().live_blocks(None);
    machine.answered = blocks
        .iter()
        .map(|block| block.addr)
        .take(MOST_KNOWN)
        .collect();
    for _ in 0..STEPS_OF_STRANGER {
        if u.is_empty() || machine.step(&mut u).is_err() {
            break;
        }
    }
    machine.expect_the_way_back();
}
