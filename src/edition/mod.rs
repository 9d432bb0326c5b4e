//! The constants of each edition: a CPython version and a pointer size.
//!
//! Holds every number that the rest of the project (code, page, docs) takes from CPython: sizes,
//! struct layouts, and where the globals of `obmalloc.c` live in the memory image. Imports nothing
//! of this crate and never touches memory.

use serde::Serialize;

use objects::{ObjectLayout, ObjectSymbols};

pub mod objects;

/// One CPython version on one pointer size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
pub enum Edition {
    /// CPython 2.7 on a 32-bit machine.
    #[serde(rename = "cpython-2.7-32")]
    Cpython27W32,
    /// CPython 3.10 on a 32-bit machine.
    #[serde(rename = "cpython-3.10-32")]
    Cpython310W32,
    /// CPython 3.9 on a 64-bit machine.
    #[serde(rename = "cpython-3.9-64")]
    Cpython39W64,
    /// CPython 3.10 on a 64-bit machine (3.10 to 3.13 agree).
    #[serde(rename = "cpython-3.10-64")]
    Cpython310W64,
}

/// Where the system places arenas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "lowercase")]
pub enum ArenaAlignment {
    /// At a multiple of `ARENA_SIZE`, as `mmap` often does: every byte of the arena is in a pool.
    Aligned,
    /// 16 bytes past a multiple, as an old `malloc` did: the arena holds one pool fewer.
    Unaligned,
}

/// How `address_in_range` finds out whether pymalloc owns an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum OwnerTest {
    /// `arenas[pool->arenaindex]` is looked up and compared (up to CPython 3.9).
    ArenaIndex,
    /// A radix tree of arena coverage, `arena_map_*` (from CPython 3.10).
    RadixTree,
}

/// How `usable_arenas` is kept sorted by `nfreepools`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum ArenaOrder {
    /// By walking the list to the place where the arena belongs (2.7).
    Walk,
    /// By `nfp2lasta[]`, which knows the last arena of each count (from 3.8).
    Nfp2lasta,
}

impl Edition {
    /// All editions, oldest first.
    pub const ALL: [Edition; 4] = [
        Edition::Cpython27W32,
        Edition::Cpython39W64,
        Edition::Cpython310W32,
        Edition::Cpython310W64,
    ];

    /// The name used in links, files and on the command line, such as `cpython-3.10-32`.
    pub const fn name(self) -> &'static str {
        match self {
            Edition::Cpython27W32 => "cpython-2.7-32",
            Edition::Cpython310W32 => "cpython-3.10-32",
            Edition::Cpython39W64 => "cpython-3.9-64",
            Edition::Cpython310W64 => "cpython-3.10-64",
        }
    }

    /// The edition with that [name](Self::name), if there is one.
    pub fn from_name(name: &str) -> Option<Edition> {
        Edition::ALL
            .into_iter()
            .find(|edition| edition.name() == name)
    }

    /// The CPython version without the pointer size, such as `3.10`.
    pub const fn version(self) -> &'static str {
        match self {
            Edition::Cpython27W32 => "2.7",
            Edition::Cpython39W64 => "3.9",
            Edition::Cpython310W32 | Edition::Cpython310W64 => "3.10",
        }
    }

    /// Everything that depends on the edition.
    pub const fn layout(self) -> Layout {
        match self {
            Edition::Cpython27W32 | Edition::Cpython310W32 | Edition::Cpython39W64 => {
                Layout::new(self, 12, 18)
            }
            Edition::Cpython310W64 => Layout::new(self, 14, 20),
        }
    }
}

impl ArenaAlignment {
    /// The name used in links, files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            ArenaAlignment::Aligned => "aligned",
            ArenaAlignment::Unaligned => "unaligned",
        }
    }

    /// The alignment with that [name](Self::name), if there is one.
    pub fn from_name(name: &str) -> Option<ArenaAlignment> {
        [ArenaAlignment::Aligned, ArenaAlignment::Unaligned]
            .into_iter()
            .find(|a| a.name() == name)
    }

    /// The alignment that the host segment keeps as this word.
    pub const fn from_word(word: u32) -> ArenaAlignment {
        match word {
            0 => ArenaAlignment::Aligned,
            _ => ArenaAlignment::Unaligned,
        }
    }

    /// Bytes between a multiple of `ARENA_SIZE` and the start of an arena.
    pub const fn offset(self) -> u64 {
        match self {
            ArenaAlignment::Aligned => 0,
            ArenaAlignment::Unaligned => 0x10,
        }
    }
}

/// `SMALL_REQUEST_THRESHOLD`: the largest request in bytes that pymalloc serves
/// (Objects/obmalloc.c, all editions).
pub const SMALL_REQUEST_THRESHOLD: u64 = 512;
/// `INITIAL_ARENA_OBJECTS`: the first length of `arenas[]` (Objects/obmalloc.c, all editions).
pub const INITIAL_ARENA_OBJECTS: u32 = 16;
/// `DUMMY_SIZE_IDX`: the `szidx` of a pool that has never held a block (Objects/obmalloc.c).
pub const DUMMY_SIZE_IDX: u32 = 0xffff;
/// Free lists that the C library stand-in keeps; see `raw.rs`.
pub const RAW_BINS: u32 = 128;
/// How many units of `ARENA_SIZE` the map of segments can describe; see `memory.rs`.
pub const MAX_UNITS: u32 = 16_384;

/// `struct pool_header` (Objects/obmalloc.c), as byte offsets; it stands at the start of its pool.
///
/// ```text
///  32-bit  64-bit
///  0       0       ref.count      blocks handed out (in a union with a pointer)
///  4       8       freeblock      head of the free list, 0 at its end
///  8       16      nextpool       next pool of the class in usedpools, or of freepools
///  12      24      prevpool       previous pool of the class
///  16      32      arenaindex     index in arenas[]
///  20      36      szidx          size class index
///  24      40      nextoffset     offset of the first untouched block
///  28      44      maxnextoffset  largest offset that still starts a whole block
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PoolHeader {
    /// `ref.count`, a `uint`.
    pub ref_count: u64,
    /// `freeblock`, a pointer.
    pub freeblock: u64,
    /// `nextpool`, a pointer.
    pub nextpool: u64,
    /// `prevpool`, a pointer.
    pub prevpool: u64,
    /// `arenaindex`, a `uint`.
    pub arenaindex: u64,
    /// `szidx`, a `uint`.
    pub szidx: u64,
    /// `nextoffset`, a `uint`.
    pub nextoffset: u64,
    /// `maxnextoffset`, a `uint`.
    pub maxnextoffset: u64,
    /// `POOL_OVERHEAD`: bytes that the header takes, rounded up to `ALIGNMENT`.
    pub overhead: u64,
}

impl PoolHeader {
    /// The header's layout for pointers of `word` bytes.
    pub const fn new(word: u64) -> PoolHeader {
        PoolHeader {
            ref_count: 0,
            freeblock: word,
            nextpool: 2 * word,
            prevpool: 3 * word,
            arenaindex: 4 * word,
            szidx: 4 * word + 4,
            nextoffset: 4 * word + 8,
            maxnextoffset: 4 * word + 12,
            overhead: 4 * word + 16,
        }
    }
}

/// `struct arena_object` (Objects/obmalloc.c), as byte offsets; they stand side by side in `arenas[]`.
///
/// ```text
///  32-bit  64-bit
///  0       0       address       of the arena, 0 when unassociated
///  4       8       pool_address  next pool to carve off
///  8       16      nfreepools    pools that can be had: freed ones and those not carved yet
///  12      20      ntotalpools   whole pools in the arena
///  16      24      freepools     head of the list of emptied pools
///  20      32      nextarena     in usable_arenas or in unused_arena_objects
///  24      40      prevarena     in usable_arenas
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ArenaObject {
    /// `address`, a `uintptr_t`.
    pub address: u64,
    /// `pool_address`, a pointer.
    pub pool_address: u64,
    /// `nfreepools`, a `uint`.
    pub nfreepools: u64,
    /// `ntotalpools`, a `uint`.
    pub ntotalpools: u64,
    /// `freepools`, a pointer.
    pub freepools: u64,
    /// `nextarena`, a pointer.
    pub nextarena: u64,
    /// `prevarena`, a pointer.
    pub prevarena: u64,
    /// `sizeof(struct arena_object)`.
    pub size: u64,
}

impl ArenaObject {
    /// The struct's layout for pointers of `word` bytes.
    pub const fn new(word: u64) -> ArenaObject {
        ArenaObject {
            address: 0,
            pool_address: word,
            nfreepools: 2 * word,
            ntotalpools: 2 * word + 4,
            freepools: 2 * word + 8,
            nextarena: 3 * word + 8,
            prevarena: 4 * word + 8,
            size: 5 * word + 8,
        }
    }
}

/// Where the image keeps what is not in an arena: addresses.
///
/// ```text
///  base                 host: edition, arena alignment, limits, map of segments (ours, not CPython's)
///  base + HOST_SIZE     obmalloc.c's globals, in the order of this struct
///                       arena_map_root (3.10)
///                       bins of the C library stand-in
///                       globals of objects and collector: `ObjectSymbols`
///  mmap_base            units of ARENA_SIZE: arenas and raw segments
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Symbols {
    /// First address of the image; address 0 and all below this are never mapped.
    pub base: u64,
    /// `usedpools[]`: two pointers for each size class.
    pub usedpools: u64,
    /// `arenas`: the pointer to the array.
    pub arenas: u64,
    /// `maxarenas`, a `uint`.
    pub maxarenas: u64,
    /// `unused_arena_objects`, a pointer.
    pub unused_arena_objects: u64,
    /// `usable_arenas`, a pointer.
    pub usable_arenas: u64,
    /// `nfp2lasta[]`: `MAX_POOLS_IN_ARENA + 1` pointers (not in 2.7, where it has no length).
    pub nfp2lasta: u64,
    /// `narenas_currently_allocated`, a `size_t`.
    pub narenas_currently_allocated: u64,
    /// `ntimes_arena_allocated`, a `size_t` (not in 2.7).
    pub ntimes_arena_allocated: u64,
    /// `narenas_highwater`, a `size_t` (not in 2.7).
    pub narenas_highwater: u64,
    /// `raw_allocated_blocks`, a `Py_ssize_t` (not in 2.7).
    pub raw_allocated_blocks: u64,
    /// `arena_map_mid_count`, an `int` (3.10 on 64 bits).
    pub arena_map_mid_count: u64,
    /// `arena_map_bot_count`, an `int` (3.10 on 64 bits).
    pub arena_map_bot_count: u64,
    /// `arena_map_root` (3.10).
    pub arena_map_root: u64,
    /// The free lists of the C library stand-in, [`RAW_BINS`] pointers.
    pub raw_bins: u64,
    /// First address behind the bins; the globals of objects and collector follow.
    pub raw_bins_end: u64,
    /// First address behind all globals.
    pub end: u64,
    /// First address of the units of `ARENA_SIZE`, for aligned arenas.
    pub mmap_base: u64,
}

/// The host segment at the start of the image, as byte offsets: what the explorer, not CPython, keeps.
pub mod host {
    use super::MAX_UNITS;

    /// `PYMX`, little-endian.
    pub const MAGIC_VALUE: u32 = 0x584d_5950;
    /// Magic number, 4 bytes.
    pub const MAGIC: u64 = 0;
    /// Index in `Edition::ALL`, 4 bytes.
    pub const EDITION: u64 = 4;
    /// 0 aligned, 1 unaligned; 4 bytes.
    pub const ARENAS: u64 = 8;
    /// Most arenas that the system grants at once, 0 for no limit; 4 bytes.
    pub const ARENA_LIMIT: u64 = 12;
    /// Most bytes of arenas and raw segments that the system grants, 0 for no limit; 8 bytes.
    pub const MEMORY_LIMIT: u64 = 16;
    /// Bytes of arenas and raw segments that are mapped; 8 bytes.
    pub const MAPPED: u64 = 24;
    /// Arenas that are mapped; 4 bytes.
    pub const NARENAS: u64 = 32;
    /// No arena slot below this is free; 4 bytes.
    pub const FIRST_FREE_SLOT: u64 = 36;
    /// No unit below this is free; 4 bytes.
    pub const FIRST_FREE_UNIT: u64 = 40;
    /// Units that the image holds; 4 bytes.
    pub const UNITS: u64 = 44;
    /// For each unit what it is (see `memory::Unit`); 4 bytes each.
    pub const UNIT_TABLE: u64 = 64;
    /// For each arena slot 1 + its unit, 0 when free; 4 bytes each.
    pub const SLOT_TABLE: u64 = UNIT_TABLE + 4 * MAX_UNITS as u64;
    /// Bytes of the host segment.
    pub const SIZE: u64 = SLOT_TABLE + 4 * MAX_UNITS as u64;
}

/// All numbers of one edition.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Whose numbers these are.
    pub edition: Edition,
    /// Bytes of a pointer.
    pub word: u64,
    /// `ALIGNMENT` in bytes.
    pub alignment: u64,
    /// `ALIGNMENT_SHIFT`.
    pub alignment_shift: u32,
    /// `NB_SMALL_SIZE_CLASSES`.
    pub size_classes: u32,
    /// `POOL_SIZE` in bytes.
    pub pool_size: u64,
    /// `ARENA_SIZE` in bytes.
    pub arena_size: u64,
    /// `ARENA_BITS`: the logarithm of `ARENA_SIZE`.
    pub arena_bits: u32,
    /// `MAX_POOLS_IN_ARENA`.
    pub pools_in_arena: u32,
    /// `PY_SSIZE_T_MAX`: no larger request is considered.
    pub ssize_max: u64,
    /// How an address is recognised.
    pub owner_test: OwnerTest,
    /// How `usable_arenas` is kept sorted.
    pub arena_order: ArenaOrder,
    /// Whether arenas ever allocated, most arenas at once and raw blocks are counted (3.x); what 2.7
    /// lacks.
    pub has_counters: bool,
    /// Whether the last usable arena is kept when all its pools are free (3.8 and later).
    pub keeps_last_arena: bool,
    /// Field offsets of a pool header.
    pub pool: PoolHeader,
    /// Field offsets of an arena object.
    pub arena: ArenaObject,
    /// Addresses of the globals.
    pub symbols: Symbols,
    /// Field offsets of objects.
    pub objects: ObjectLayout,
    /// Addresses of the globals of objects and collector.
    pub object_symbols: ObjectSymbols,
}

impl Layout {
    const fn new(edition: Edition, pool_bits: u32, arena_bits: u32) -> Layout {
        let (word, alignment_shift, base) = match edition {
            Edition::Cpython27W32 | Edition::Cpython310W32 => (4, 3, 0x1000_0000),
            Edition::Cpython39W64 | Edition::Cpython310W64 => (8, 4, 0x1000_0000_0000),
        };
        let owner_test = match edition {
            Edition::Cpython27W32 | Edition::Cpython39W64 => OwnerTest::ArenaIndex,
            Edition::Cpython310W32 | Edition::Cpython310W64 => OwnerTest::RadixTree,
        };
        let old = matches!(edition, Edition::Cpython27W32);
        let alignment = 1 << alignment_shift;
        let arena_size = 1 << arena_bits;
        let objects = ObjectLayout::new(edition, word);
        let mut layout = Layout {
            objects,
            object_symbols: ObjectSymbols::new(&objects, 0),
            edition,
            word,
            alignment,
            alignment_shift,
            size_classes: (SMALL_REQUEST_THRESHOLD / alignment) as u32,
            pool_size: 1 << pool_bits,
            arena_size,
            arena_bits,
            pools_in_arena: 1 << (arena_bits - pool_bits),
            ssize_max: (1 << (8 * word - 1)) - 1,
            owner_test,
            arena_order: if old {
                ArenaOrder::Walk
            } else {
                ArenaOrder::Nfp2lasta
            },
            has_counters: !old,
            keeps_last_arena: !old,
            pool: PoolHeader::new(word),
            arena: ArenaObject::new(word),
            symbols: Symbols {
                base,
                usedpools: 0,
                arenas: 0,
                maxarenas: 0,
                unused_arena_objects: 0,
                usable_arenas: 0,
                nfp2lasta: 0,
                narenas_currently_allocated: 0,
                ntimes_arena_allocated: 0,
                narenas_highwater: 0,
                raw_allocated_blocks: 0,
                arena_map_mid_count: 0,
                arena_map_bot_count: 0,
                arena_map_root: 0,
                raw_bins: 0,
                raw_bins_end: 0,
                end: 0,
                mmap_base: 0,
            },
        };
        layout.symbols = layout.place_symbols();
        layout.object_symbols = ObjectSymbols::new(&objects, layout.symbols.raw_bins_end);
        layout.symbols.end = layout.object_symbols.end;
        layout.symbols.mmap_base = align_up(layout.symbols.end, arena_size);
        layout
    }

    const fn place_symbols(&self) -> Symbols {
        let word = self.word;
        let nfp2lasta_len = match self.arena_order {
            ArenaOrder::Walk => 0,
            ArenaOrder::Nfp2lasta => self.pools_in_arena as u64 + 1,
        };
        let mut s = self.symbols;
        s.usedpools = s.base + host::SIZE;
        s.arenas = s.usedpools + 2 * word * self.size_classes as u64;
        s.maxarenas = s.arenas + word;
        s.unused_arena_objects = s.maxarenas + word;
        s.usable_arenas = s.unused_arena_objects + word;
        s.nfp2lasta = s.usable_arenas + word;
        s.narenas_currently_allocated = s.nfp2lasta + nfp2lasta_len * word;
        s.ntimes_arena_allocated = s.narenas_currently_allocated + word;
        s.narenas_highwater = s.ntimes_arena_allocated + word;
        s.raw_allocated_blocks = s.narenas_highwater + word;
        s.arena_map_mid_count = s.raw_allocated_blocks + word;
        s.arena_map_bot_count = s.arena_map_mid_count + 4;
        s.arena_map_root = align_up(s.arena_map_bot_count + 4, 64);
        s.raw_bins = s.arena_map_root + self.arena_map_root_size();
        s.raw_bins_end = s.raw_bins + RAW_BINS as u64 * word;
        s
    }

    /// `sizeof(arena_map_root)` in bytes; 0 where there is no radix tree.
    pub const fn arena_map_root_size(&self) -> u64 {
        match (self.owner_test, self.word) {
            (OwnerTest::ArenaIndex, _) => 0,
            (OwnerTest::RadixTree, 4) => 8 << radix::bot_bits(self),
            (OwnerTest::RadixTree, _) => self.word << radix::INTERIOR_BITS,
        }
    }

    /// `INDEX2SIZE`: bytes of a block of that size class.
    pub const fn index2size(&self, szidx: u32) -> u64 {
        (szidx as u64 + 1) << self.alignment_shift
    }

    /// The size class index that serves a request of `nbytes`, `None` if pymalloc declines it.
    pub const fn size_class(&self, nbytes: u64) -> Option<u32> {
        if nbytes == 0 || nbytes > SMALL_REQUEST_THRESHOLD {
            return None;
        }
        Some(((nbytes - 1) >> self.alignment_shift) as u32)
    }

    /// How many blocks of that size class one pool holds.
    pub const fn blocks_in_pool(&self, szidx: u32) -> u32 {
        ((self.pool_size - self.pool.overhead) / self.index2size(szidx)) as u32
    }

    /// `POOL_ADDR`: the start of the pool that `addr` would be in.
    pub const fn pool_addr(&self, addr: u64) -> u64 {
        addr & !(self.pool_size - 1)
    }

    /// The address that stands for the ring of a class: not a pool, but placed so that its
    /// `nextpool` and `prevpool` are `usedpools[2i]` and `usedpools[2i + 1]` (`PTA` in obmalloc.c).
    pub const fn usedpools_sentinel(&self, szidx: u32) -> u64 {
        self.symbols.usedpools + 2 * self.word * szidx as u64 - 2 * self.word
    }
}

/// The radix tree of arena coverage, `arena_map_*` (Objects/obmalloc.c, 3.10).
///
/// ```text
///  32-bit:              | bot 14 | 18 bits inside an arena |
///  64-bit: | top 15 | mid 15 | bot 14 | 20 bits inside an arena |
/// ```
/// A `bot` entry is two `int32_t`, `tail_hi` then `tail_lo`.
pub mod radix {
    use super::Layout;

    /// `MAP_TOP_BITS` and `MAP_MID_BITS` (64-bit only).
    pub const INTERIOR_BITS: u32 = 15;
    /// Bytes of an `arena_coverage_t`.
    pub const COVERAGE_SIZE: u64 = 8;
    /// Offset of `tail_hi` in an `arena_coverage_t`.
    pub const TAIL_HI: u64 = 0;
    /// Offset of `tail_lo` in an `arena_coverage_t`.
    pub const TAIL_LO: u64 = 4;

    /// `MAP_BOT_BITS`.
    pub const fn bot_bits(layout: &Layout) -> u32 {
        let interior = if layout.word == 4 {
            0
        } else {
            2 * INTERIOR_BITS
        };
        8 * layout.word as u32 - layout.arena_bits - interior
    }

    /// `MAP_BOT_INDEX`.
    pub const fn bot_index(layout: &Layout, addr: u64) -> u64 {
        (addr >> layout.arena_bits) & ((1 << bot_bits(layout)) - 1)
    }

    /// `MAP_MID_INDEX` (64-bit only).
    pub const fn mid_index(layout: &Layout, addr: u64) -> u64 {
        (addr >> (layout.arena_bits + bot_bits(layout))) & ((1 << INTERIOR_BITS) - 1)
    }

    /// `MAP_TOP_INDEX` (64-bit only).
    pub const fn top_index(layout: &Layout, addr: u64) -> u64 {
        addr >> (layout.arena_bits + bot_bits(layout) + INTERIOR_BITS)
    }

    /// Bytes of an `arena_map_mid_t`.
    pub const fn mid_size(layout: &Layout) -> u64 {
        layout.word << INTERIOR_BITS
    }

    /// Bytes of an `arena_map_bot_t`.
    pub const fn bot_size(layout: &Layout) -> u64 {
        COVERAGE_SIZE << bot_bits(layout)
    }
}

/// `value` rounded up to a multiple of `to`, a power of two.
pub const fn align_up(value: u64, to: u64) -> u64 {
    (value + to - 1) & !(to - 1)
}

// The sizes that the reference measured; a change above that moves one of them does not compile.
const _: () = {
    let w32 = Edition::Cpython310W32.layout();
    assert!(w32.pool.overhead == 32 && w32.arena.size == 28 && w32.size_classes == 64);
    assert!(w32.pools_in_arena == 64 && w32.arena_map_root_size() == 131_072);
    let w64 = Edition::Cpython310W64.layout();
    assert!(w64.pool.overhead == 48 && w64.arena.size == 48 && w64.size_classes == 32);
    assert!(w64.pools_in_arena == 64 && w64.arena_map_root_size() == 262_144);
    assert!(radix::mid_size(&w64) == 262_144 && radix::bot_size(&w64) == 131_072);
    let w39 = Edition::Cpython39W64.layout();
    assert!(w39.pool_size == 4096 && w39.arena_size == 262_144 && w39.arena_map_root_size() == 0);
    let w27 = Edition::Cpython27W32.layout();
    assert!(w27.arena_map_root_size() == 0 && w27.ssize_max == 0x7fff_ffff);
};
