//! pymalloc's image: the allocator called directly without a journal, and through the facade with and without one.

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::{Heap, Present};
use pymalloc_explorer::journal::{Log, Off};
use pymalloc_explorer::memory::{Memory, W32};
use replay_bench::Allocator;

fn heap<J: Present>() -> Heap<W32, J> {
    Heap::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("a 32-bit edition")
}

/// `Objects/obmalloc.c`'s entries.
struct Direct(Memory<W32, Off>);

impl Allocator for Direct {
    #[inline(always)]
    fn malloc(&mut self, nbytes: u32) -> u32 {
        self.0.pyobject_malloc(nbytes.into()) as u32
    }

    #[inline(always)]
    fn calloc(&mut self, nbytes: u32) -> u32 {
        self.0.pyobject_calloc(1, nbytes.into()) as u32
    }

    #[inline(always)]
    fn realloc(&mut self, block: u32, _: u32, nbytes: u32) -> u32 {
        self.0.pyobject_realloc(block.into(), nbytes.into()) as u32
    }

    #[inline(always)]
    fn free(&mut self, block: u32, _: u32) {
        self.0.pyobject_free(block.into());
    }
}

/// The facade, which looks at every address before it frees it.
struct Facade<J: Present>(Heap<W32, J>);

impl<J: Present> Allocator for Facade<J> {
    fn malloc(&mut self, nbytes: u32) -> u32 {
        self.0.malloc(nbytes.into()).expect("a sound heap") as u32
    }

    fn calloc(&mut self, nbytes: u32) -> u32 {
        self.0.calloc(1, nbytes.into()).expect("a sound heap") as u32
    }

    fn realloc(&mut self, block: u32, _: u32, nbytes: u32) -> u32 {
        self.0
            .realloc(block.into(), nbytes.into())
            .expect("a live block") as u32
    }

    fn free(&mut self, block: u32, _: u32) {
        self.0.free(block.into()).expect("a live block");
    }
}

replay_bench::exports!(Direct(heap::<Off>().into_memory()));

// SAFETY: no other function of the module has this name.
#[unsafe(no_mangle)]
pub extern "C" fn run_without_journal(program: u32, count: u32) -> u32 {
    replay_bench::run(&mut Facade(heap::<Off>()), program, count)
}

// SAFETY: as above.
#[unsafe(no_mangle)]
pub extern "C" fn run_with_journal(program: u32, count: u32) -> u32 {
    replay_bench::run(&mut Facade(heap::<Log>()), program, count)
}
