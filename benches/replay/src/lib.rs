//! Programs of allocations, and the driver that puts one through an allocator. Each example links it with one
//! allocator and exports [`prepare`] and [`run`] by [`exports`]; nothing here knows which allocator it is.
//!
//! The blocks are never written to: what is measured is the allocator, with what it does to memory itself.

use std::cell::RefCell;

/// An allocator. Addresses are of its own kind; 0 is none.
pub trait Allocator {
    /// A block of `nbytes` bytes.
    fn malloc(&mut self, nbytes: u32) -> u32;
    /// A zeroed block of `nbytes` bytes.
    fn calloc(&mut self, nbytes: u32) -> u32;
    /// A block of `nbytes` bytes that begins with what `block` has, which held `had` bytes.
    fn realloc(&mut self, block: u32, had: u32, nbytes: u32) -> u32;
    /// Frees a block of `had` bytes.
    fn free(&mut self, block: u32, had: u32);
}

/// What a program's slot holds; empty where `block` is 0.
#[derive(Clone, Copy, Default)]
struct Slot {
    block: u32,
    nbytes: u32,
}

/// One call of a recorded program: its kind in the topmost two bits of `slot`, as in [`recorded`].
#[derive(Clone, Copy, Default)]
struct Call {
    slot: u32,
    nbytes: u32,
}

/// What is made ready before the clock runs.
#[derive(Default)]
pub struct Prepared {
    slots: Vec<Slot>,
    order: Vec<u32>,
    calls: Vec<Call>,
}

thread_local! {
    static PREPARED: RefCell<Prepared> = RefCell::default();
}

/// xorshift32: good enough to choose slots and sizes, and cheap beside any allocator.
struct Random(u32);

impl Random {
    #[inline(always)]
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A number below `end`.
    #[inline(always)]
    fn below(&mut self, end: usize) -> usize {
        ((u64::from(self.next()) * end as u64) >> 32) as usize
    }
}

/// Makes `slots` empty slots, a random order of them, and room for `calls` calls; returns the address of that room.
pub fn prepare(slots: u32, calls: u32) -> *mut u8 {
    let mut random = Random(0x9E37_79B9);
    let mut order = (0..slots).collect::<Vec<u32>>();
    for last in (1..order.len()).rev() {
        order.swap(last, random.below(last + 1));
    }
    PREPARED.with_borrow_mut(|prepared| {
        *prepared = Prepared {
            slots: vec![Slot::default(); slots as usize],
            order,
            calls: vec![Call::default(); calls as usize],
        };
        prepared.calls.as_mut_ptr().cast()
    })
}

/// Runs a program; returns a number that depends on every address it saw.
pub fn run<A: Allocator>(allocator: &mut A, program: u32, count: u32) -> u32 {
    PREPARED.with_borrow_mut(|prepared| match program {
        0 => churn(allocator, prepared, count),
        1 => lifo(allocator, prepared, count),
        2 => fill(allocator, prepared),
        _ => recorded(allocator, prepared, count),
    })
}

/// In a random slot, frees what is there or allocates 1 to 512 bytes.
fn churn<A: Allocator>(allocator: &mut A, prepared: &mut Prepared, operations: u32) -> u32 {
    let (mut random, mut seen) = (Random(1), 0);
    let slots = prepared.slots.as_mut_slice();
    for _ in 0..operations {
        let at = random.below(slots.len());
        let slot = &mut slots[at];
        if slot.block == 0 {
            let nbytes = 1 + (random.0.wrapping_mul(0x9E37_79B9) >> 23);
            *slot = Slot {
                block: allocator.malloc(nbytes),
                nbytes,
            };
            seen ^= slot.block;
        } else {
            allocator.free(slot.block, slot.nbytes);
            slot.block = 0;
        }
    }
    seen
}

/// Fills all slots with blocks of 64 bytes and empties them, the last one first.
fn lifo<A: Allocator>(allocator: &mut A, prepared: &mut Prepared, operations: u32) -> u32 {
    let mut seen = 0;
    let slots = prepared.slots.as_mut_slice();
    for _ in 0..operations / (2 * slots.len() as u32) {
        for slot in slots.iter_mut() {
            *slot = Slot {
                block: allocator.malloc(64),
                nbytes: 64,
            };
            seen ^= slot.block;
        }
        for slot in slots.iter_mut().rev() {
            allocator.free(slot.block, slot.nbytes);
        }
    }
    seen
}

/// Fills all slots with blocks of 48 bytes and empties them in random order.
fn fill<A: Allocator>(allocator: &mut A, prepared: &mut Prepared) -> u32 {
    let mut seen = 0;
    let slots = prepared.slots.as_mut_slice();
    for slot in slots.iter_mut() {
        *slot = Slot {
            block: allocator.malloc(48),
            nbytes: 48,
        };
        seen ^= slot.block;
    }
    for &at in &prepared.order {
        let slot = slots[at as usize];
        allocator.free(slot.block, slot.nbytes);
    }
    seen
}

/// Puts a recorded program through the allocator so many times; it ends with all slots empty.
fn recorded<A: Allocator>(allocator: &mut A, prepared: &mut Prepared, rounds: u32) -> u32 {
    const SLOT: u32 = (1 << 30) - 1;
    let mut seen = 0;
    let slots = prepared.slots.as_mut_slice();
    for _ in 0..rounds {
        for &Call { slot, nbytes } in &prepared.calls {
            let kind = slot >> 30;
            let slot = &mut slots[(slot & SLOT) as usize];
            let had = slot.nbytes;
            *slot = match kind {
                0 => Slot {
                    block: allocator.malloc(nbytes),
                    nbytes,
                },
                1 => Slot {
                    block: allocator.calloc(nbytes),
                    nbytes,
                },
                2 => Slot {
                    block: allocator.realloc(slot.block, had, nbytes),
                    nbytes,
                },
                _ => {
                    allocator.free(slot.block, had);
                    Slot::default()
                }
            };
            seen ^= slot.block;
        }
    }
    seen
}

/// Exports `prepare` and `run` for an allocator that the expression makes anew for each run.
#[macro_export]
macro_rules! exports {
    ($allocator:expr) => {
        // SAFETY: no other function of the module has these names.
        #[unsafe(no_mangle)]
        pub extern "C" fn prepare(slots: u32, calls: u32) -> *mut u8 {
            $crate::prepare(slots, calls)
        }

        // SAFETY: as above.
        #[unsafe(no_mangle)]
        pub extern "C" fn run(program: u32, count: u32) -> u32 {
            $crate::run(&mut $allocator, program, count)
        }
    };
}

/// Whatever `#[global_allocator]` of the module is, Rust's default one where there is none.
pub struct Global;

/// As C's `malloc` has it on wasm32, and pymalloc: `ALIGNMENT` of a 32-bit machine.
const ALIGNMENT: usize = 8;

/// The layout of a request; a request for nothing is one for a byte, as pymalloc's is.
#[inline(always)]
fn layout(nbytes: u32) -> std::alloc::Layout {
    std::alloc::Layout::from_size_align(nbytes.max(1) as usize, ALIGNMENT).expect("a small request")
}

// The interface of allocators is unsafe by its signatures; vectors over it would measure the vectors, too.
impl Allocator for Global {
    #[inline(always)]
    fn malloc(&mut self, nbytes: u32) -> u32 {
        // SAFETY: the layout is not empty.
        (unsafe { std::alloc::alloc(layout(nbytes)) }) as u32
    }

    #[inline(always)]
    fn calloc(&mut self, nbytes: u32) -> u32 {
        // SAFETY: the layout is not empty.
        (unsafe { std::alloc::alloc_zeroed(layout(nbytes)) }) as u32
    }

    #[inline(always)]
    fn realloc(&mut self, block: u32, had: u32, nbytes: u32) -> u32 {
        // SAFETY: the driver hands back blocks with the size that they were allocated with.
        (unsafe { std::alloc::realloc(block as *mut u8, layout(had), nbytes.max(1) as usize) })
            as u32
    }

    #[inline(always)]
    fn free(&mut self, block: u32, had: u32) {
        // SAFETY: as above.
        unsafe { std::alloc::dealloc(block as *mut u8, layout(had)) }
    }
}
