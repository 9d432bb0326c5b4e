//! The decoder on images made by hand, word by word: it knows nothing of who wrote them.
#![cfg(not(target_family = "wasm"))]

use pymalloc_explorer::decode::Image;
use pymalloc_explorer::decode::view::{ArenaState, BlockState, DamageKind, Place, PoolState};
use pymalloc_explorer::edition::{Edition, Layout, host};
use pymalloc_explorer::memory::unit;

/// An image of `cpython-3.10-32` with one arena in unit 0 and `arenas[]` of two in unit 1.
struct ByHand {
    bytes: Vec<u8>,
    layout: Layout,
}

const ARENA: u64 = 0x1010_0000;

impl ByHand {
    fn new() -> ByHand {
        let layout = Edition::Cpython310W32.layout();
        let mmap = layout.symbols.mmap_base;
        let len = mmap + 2 * layout.arena_size - layout.symbols.base;
        let mut image = ByHand {
            bytes: vec![0; len as usize],
            layout,
        };
        let base = layout.symbols.base;
        image.put(base + host::UNITS, 2);
        image.put(base + host::UNIT_TABLE, unit::ARENA);
        image.put(base + host::UNIT_TABLE + 4, unit::RAW);
        image
    }

    fn put(&mut self, at: u64, value: u32) {
        let offset = (at - self.layout.symbols.base) as usize;
        self.bytes[offset..offset + 4].copy_from_slice(&value.to_le_bytes());
    }

    fn arena(&self) -> u64 {
        self.layout.symbols.mmap_base
    }

    fn arenas(&self) -> u64 {
        self.arena() + self.layout.arena_size + 8
    }

    fn with_arena(mut self) -> ByHand {
        let (arena, arenas) = (self.arena(), self.arenas());
        let symbols = self.layout.symbols;
        self.put(symbols.arenas, arenas as u32);
        self.put(symbols.maxarenas, 2);
        self.put(symbols.usable_arenas, arenas as u32);
        self.put(
            symbols.unused_arena_objects,
            (arenas + self.layout.arena.size) as u32,
        );
        self.put(symbols.nfp2lasta + 4 * 63, arenas as u32);
        self.put(arenas + self.layout.arena.address, arena as u32);
        self.put(
            arenas + self.layout.arena.pool_address,
            (arena + 4096) as u32,
        );
        self.put(arenas + self.layout.arena.nfreepools, 63);
        self.put(arenas + self.layout.arena.ntotalpools, 64);
        self
    }

    /// A pool of 512-byte blocks: the first handed out, the second freed, the others untouched.
    fn with_pool(mut self) -> ByHand {
        let (pool, header) = (self.arena(), self.layout.pool);
        self.put(pool + header.ref_count, 1);
        self.put(pool + header.freeblock, (pool + 32 + 512) as u32);
        self.put(pool + header.szidx, 63);
        self.put(pool + header.nextoffset, 32 + 2 * 512);
        self.put(pool + header.maxnextoffset, 4096 - 512);
        self
    }

    fn image(&self) -> Image<'_> {
        Image::new(&self.bytes, self.layout)
    }
}

#[test]
fn an_image_of_zeros_has_no_arena() {
    let image = ByHand::new();
    let view = image.image().arenas();
    assert_eq!((view.at, view.maxarenas, view.arenas.len()), (0, 0, 0));
    assert!(image.image().pool(ARENA).is_none());
    assert!(image.image().live_blocks(None).is_empty());
}

#[test]
fn arena_objects_and_their_lists() {
    let image = ByHand::new().with_arena();
    let view = image.image().arenas();
    let states: Vec<ArenaState> = view.arenas.iter().map(|arena| arena.state).collect();
    assert_eq!(states, [ArenaState::Usable, ArenaState::Unassociated]);
    assert_eq!((view.usable, view.unused), (vec![0], vec![1]));
    assert_eq!(
        view.nfp2lasta
            .iter()
            .map(|last| (last.nfreepools, last.arena))
            .collect::<Vec<_>>(),
        [(63, 0)]
    );
    let arena = image.image().arena(0).expect("arena");
    assert_eq!(
        (
            arena.pools.len(),
            arena.carved,
            arena.lost_head,
            arena.lost_tail
        ),
        (64, 1, 0, 0)
    );
    assert_eq!(arena.pools[1].state, PoolState::Uncarved);
}

#[test]
fn a_pool_with_every_kind_of_block() {
    let image = ByHand::new().with_arena().with_pool();
    let pool = image.image().pool(image.arena() + 100).expect("pool");
    assert_eq!(
        (pool.at, pool.size, pool.state),
        (image.arena(), 512, PoolState::Used)
    );
    let mut expected = vec![BlockState::Allocated, BlockState::Freed];
    expected.extend([BlockState::Untouched; 5]);
    assert_eq!(pool.blocks, expected);
    assert_eq!((pool.freeblocks, pool.tail), (vec![1], 4096 - 32 - 7 * 512));
    assert!(pool.damage.is_none());
    let live = image.image().live_blocks(None);
    assert_eq!(
        live.iter().map(|block| block.addr).collect::<Vec<_>>(),
        [image.arena() + 32]
    );
    assert_eq!(image.image().live_blocks(Some(62)), []);
}

#[test]
fn damaged_free_lists_end() {
    let mut image = ByHand::new().with_arena().with_pool();
    let second = image.arena() + 32 + 512;
    image.put(second, second as u32);
    let cycle = image
        .image()
        .pool(second)
        .expect("pool")
        .damage
        .expect("damage");
    assert_eq!(
        (cycle.why, cycle.at, cycle.value),
        (DamageKind::Cycle, second, second)
    );
    image.put(second, 0x4141_4141);
    let astray = image
        .image()
        .pool(second)
        .expect("pool")
        .damage
        .expect("damage");
    assert_eq!(
        (astray.why, astray.value),
        (DamageKind::Astray, 0x4141_4141)
    );
}

#[test]
fn every_address_has_a_place() {
    let image = ByHand::new().with_arena().with_pool();
    let (arena, layout) = (image.arena(), image.layout);
    let place = |addr| image.image().locate(addr);
    assert_eq!(place(0), Place::Null);
    assert_eq!(place(0x40), Place::Unmapped);
    assert_eq!(place(layout.symbols.base + 5), Place::Host);
    assert_eq!(
        place(layout.symbols.usedpools + 12),
        Place::UsedPools { index: 3, szidx: 1 }
    );
    assert_eq!(
        place(layout.symbols.maxarenas + 3),
        Place::Global {
            name: "maxarenas",
            index: None
        }
    );
    assert_eq!(
        place(layout.symbols.nfp2lasta + 4),
        Place::Global {
            name: "nfp2lasta",
            index: Some(1)
        }
    );
    assert_eq!(
        place(image.arenas() + 8),
        Place::ArenaObject {
            index: 0,
            field: Some("nfreepools")
        }
    );
    let header = Place::PoolHeader {
        arena: 0,
        pool: 0,
        pool_at: arena,
        field: Some("szidx"),
    };
    assert_eq!(place(arena + 20), header);
    let block = Place::Block {
        arena: 0,
        pool: 0,
        pool_at: arena,
        block: 1,
        block_at: arena + 544,
        offset: 6,
        state: BlockState::Freed,
        object: None,
    };
    assert_eq!(place(arena + 550), block);
    assert_eq!(
        place(arena + 4090),
        Place::PoolTail {
            arena: 0,
            pool: 0,
            pool_at: arena
        }
    );
    assert_eq!(
        place(arena + 4096),
        Place::Uncarved {
            arena: 0,
            pool: 1,
            pool_at: arena + 4096
        }
    );
    assert_eq!(place(image.image().end()), Place::Unmapped);
}

#[test]
fn spans_cover_a_range_without_a_gap() {
    let image = ByHand::new().with_arena().with_pool();
    for at in [
        0,
        0x0fff_fff0,
        image.layout.symbols.base,
        image.layout.symbols.usedpools - 3,
        image.arena() - 7,
    ] {
        let view = image.image().spans(at, 600);
        let mut next = at;
        for span in view.spans {
            assert_eq!(span.at, next);
            assert!(span.len > 0);
            next = span.at + span.len;
        }
        assert_eq!(next, at + 600);
    }
}
