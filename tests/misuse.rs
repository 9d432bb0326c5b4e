//! Mistakes are answers: each has its error, and the image stays as it was, byte for byte. Where
//! CPython would go on, so does the unchecked operation.
#![cfg(not(target_family = "wasm"))]

use pymalloc_explorer::check::check;
use pymalloc_explorer::decode::view::DamageKind;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};

fn for_each_edition(test: impl Fn(&mut dyn Probe)) {
    for edition in Edition::ALL {
        for arenas in [ArenaAlignment::Aligned, ArenaAlignment::Unaligned] {
            match edition.layout().word {
                4 => test(&mut Heap::<W32, Log>::new(edition, arenas).expect("heap")),
                _ => test(&mut Heap::<W64, Log>::new(edition, arenas).expect("heap")),
            }
        }
    }
}

/// The facade without its word size.
trait Probe {
    fn malloc(&mut self, nbytes: u64) -> u64;
    fn free(&mut self, addr: u64) -> Result<(), HeapError>;
    fn realloc(&mut self, addr: u64, nbytes: u64) -> Result<u64, HeapError>;
    fn free_unchecked(&mut self, addr: u64) -> Result<(), HeapError>;
    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), HeapError>;
    fn read(&self, addr: u64, nbytes: u64) -> Result<Vec<u8>, HeapError>;
    fn bytes(&self) -> Vec<u8>;
    fn image(&self) -> pymalloc_explorer::decode::Image<'_>;
    fn undo(&mut self);
}

impl<W: Word> Probe for Heap<W, Log> {
    fn malloc(&mut self, nbytes: u64) -> u64 {
        Heap::malloc(self, nbytes).expect("malloc")
    }
    fn free(&mut self, addr: u64) -> Result<(), HeapError> {
        Heap::free(self, addr)
    }
    fn realloc(&mut self, addr: u64, nbytes: u64) -> Result<u64, HeapError> {
        Heap::realloc(self, addr, nbytes)
    }
    fn free_unchecked(&mut self, addr: u64) -> Result<(), HeapError> {
        Heap::free_unchecked(self, addr)
    }
    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), HeapError> {
        Heap::write(self, addr, bytes)
    }
    fn read(&self, addr: u64, nbytes: u64) -> Result<Vec<u8>, HeapError> {
        Heap::read(self, addr, nbytes).map(<[u8]>::to_vec)
    }
    fn bytes(&self) -> Vec<u8> {
        Heap::bytes(self).to_vec()
    }
    fn image(&self) -> pymalloc_explorer::decode::Image<'_> {
        Heap::image(self)
    }
    fn undo(&mut self) {
        Heap::undo(self).expect("undo");
    }
}

fn refused(heap: &mut dyn Probe, addr: u64) -> HeapError {
    let before = heap.bytes();
    let freed = heap.free(addr).expect_err("a mistake went through");
    let moved = heap.realloc(addr, 40).expect_err("a mistake went through");
    assert_eq!(freed, moved);
    assert!(heap.bytes() == before, "{freed}: the heap changed");
    freed
}

#[test]
fn freeing_null_is_allowed() {
    for_each_edition(|heap| heap.free(0).expect("free(NULL)"));
}

#[test]
fn a_block_is_freed_once() {
    for_each_edition(|heap| {
        let (block, _other) = (heap.malloc(24), heap.malloc(24));
        heap.free(block).expect("free");
        assert!(
            matches!(refused(heap, block), HeapError::DoubleFree { addr, .. } if addr == block)
        );
        let raw = heap.malloc(1000);
        heap.malloc(1000);
        heap.free(raw).expect("free");
        assert_eq!(refused(heap, raw), HeapError::RawDoubleFree { addr: raw });
    });
}

#[test]
fn a_pointer_has_to_be_a_blocks_start() {
    for_each_edition(|heap| {
        let block = heap.malloc(64);
        let inside = HeapError::InteriorPointer {
            addr: block + 16,
            block,
            offset: 16,
        };
        assert_eq!(refused(heap, block + 16), inside);
        let pool = heap.image().layout().pool_addr(block);
        assert_eq!(
            refused(heap, pool + 4),
            HeapError::NotABlock {
                addr: pool + 4,
                pool
            }
        );
        assert!(matches!(
            refused(heap, block + 64 * 5),
            HeapError::UntouchedBlock { .. }
        ));
        let next_pool = pool + heap.image().layout().pool_size;
        assert_eq!(
            refused(heap, next_pool + 64),
            HeapError::NotABlock {
                addr: next_pool + 64,
                pool: next_pool
            }
        );
        let raw = heap.malloc(1000);
        let inside = HeapError::InteriorPointer {
            addr: raw + 8,
            block: raw,
            offset: 8,
        };
        assert_eq!(refused(heap, raw + 8), inside);
    });
}

#[test]
fn nobody_owns_a_wild_pointer() {
    for_each_edition(|heap| {
        heap.malloc(8);
        let usedpools = heap.image().layout().symbols.usedpools;
        for addr in [1, 0x1000, usedpools, 0xfff_ffff_0000] {
            assert_eq!(refused(heap, addr), HeapError::WildPointer { addr });
            assert_eq!(
                heap.free_unchecked(addr),
                Err(HeapError::SegmentationFault { addr })
            );
        }
    });
}

#[test]
fn the_books_of_obmalloc_are_nobodys_block() {
    for_each_edition(|heap| {
        heap.malloc(8);
        let arenas = heap.image().arenas_at();
        assert_eq!(
            refused(heap, arenas),
            HeapError::WildPointer { addr: arenas }
        );
    });
}

#[test]
fn bytes_outside_of_what_is_mapped_are_out_of_reach() {
    for_each_edition(|heap| {
        let block = heap.malloc(8);
        heap.write(block, b"contents").expect("mapped");
        assert_eq!(heap.read(block, 8), Ok(b"contents".to_vec()));
        let end = heap.image().end();
        for (addr, nbytes) in [
            (0, 1),
            (8, 4),
            (end - 2, 4),
            (end, 1),
            (u64::MAX, 4),
            (block, u64::MAX),
        ] {
            assert_eq!(
                heap.read(addr, nbytes),
                Err(HeapError::Unmapped { addr, nbytes })
            );
        }
        let before = heap.bytes();
        assert!(heap.write(end - 2, &[1; 4]).is_err());
        let host = heap.image().layout().symbols.base;
        assert!(
            heap.write(host, &[1; 4]).is_err(),
            "the explorer's own books can be overwritten"
        );
        assert!(heap.bytes() == before);
    });
}

/// What CPython does with a double free: the block is on its free list twice, and two later
/// requests get the same address.
#[test]
fn an_unchecked_double_free_corrupts_the_free_list() {
    for_each_edition(|heap| {
        let (block, _keeps_the_pool_used, _and_more) =
            (heap.malloc(24), heap.malloc(24), heap.malloc(24));
        heap.free(block).expect("free");
        let before = heap.bytes();
        heap.free_unchecked(block).expect("CPython goes on");
        let pool = heap.image().pool(block).expect("pool");
        assert_eq!(
            pool.damage.map(|damage| damage.why),
            Some(DamageKind::Cycle)
        );
        assert!(
            check(&heap.image())
                .iter()
                .any(|violation| violation.code == "P4")
        );
        assert_eq!(heap.malloc(24), block);
        assert_eq!(heap.malloc(24), block);
        (0..3).for_each(|_| heap.undo());
        assert!(
            heap.bytes() == before,
            "undo does not lead back from the damage"
        );
    });
}

/// A write to a freed block changes the link in it; following the link crashes, which is an answer.
#[test]
fn use_after_free_sends_malloc_astray() {
    for_each_edition(|heap| {
        let block = heap.malloc(24);
        heap.malloc(24);
        heap.free(block).expect("free");
        heap.write(block, &[0x41; 8]).expect("mapped");
        assert_eq!(heap.malloc(24), block);
        let pool = heap.image().pool(block).expect("pool");
        assert_eq!(
            pool.damage.map(|damage| damage.why),
            Some(DamageKind::Astray)
        );
    });
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    let block = heap.malloc(24).expect("malloc");
    heap.free(block).expect("free");
    let other = heap.malloc(24).expect("malloc");
    heap.free(other).expect("free");
    heap.write(other, &[0x41; 8]).expect("mapped");
    heap.malloc(24).expect("the block itself is there");
    let before = heap.bytes().to_vec();
    assert!(matches!(
        heap.malloc(24),
        Err(HeapError::SegmentationFault { .. })
    ));
    assert!(heap.bytes() == before, "the crash was not taken back");
}

#[test]
fn sizes_that_no_edition_grants() {
    for_each_edition(|heap| {
        let ssize_max = heap.image().layout().ssize_max;
        let empty = heap.bytes();
        assert_eq!(heap.malloc(ssize_max + 1), 0);
        assert_eq!(heap.malloc(ssize_max), 0);
        assert!(
            heap.bytes() == empty,
            "a request that fails at once leaves nothing behind"
        );
        let block = heap.malloc(100);
        assert_eq!(heap.realloc(block, ssize_max + 1), Ok(0));
        assert!(
            heap.free(block).is_ok(),
            "a failed realloc leaves the block"
        );
    });
}
