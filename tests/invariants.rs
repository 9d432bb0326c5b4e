//! Each invariant can fail: a sound image is damaged in one word, and the number that the damage
//! breaks is among the violations. And whatever stands in any word, nothing panics or hangs.
#![cfg(not(target_family = "wasm"))]

mod unpack;

use pymalloc_explorer::check::{check, check_objects_only};
use pymalloc_explorer::decode::Image;
use pymalloc_explorer::dump::State;
use pymalloc_explorer::edition::objects::names;
use pymalloc_explorer::edition::{ArenaAlignment, Edition, Layout, host, radix};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};
use unpack::unpack;

/// A heap with full, used and empty pools, three arenas, and raw blocks, some of them free.
fn populated<W: Word>(edition: Edition) -> Heap<W, Log> {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Unaligned).expect("heap");
    let per_arena = edition.layout().arena_size / 512;
    let blocks: Vec<u64> = (0..per_arena * 2 + 40)
        .map(|_| heap.malloc(512).expect("malloc"))
        .collect();
    let raw: Vec<u64> = (0..6)
        .map(|n| heap.malloc(600 + 100 * n).expect("malloc"))
        .collect();
    for block in blocks
        .iter()
        .take(90)
        .chain(blocks.iter().skip(700).take(33))
    {
        heap.free(*block).expect("free");
    }
    heap.free(raw[1]).expect("free");
    heap.free(raw[4]).expect("free");
    assert_eq!(check(&heap.image()), []);
    heap
}

fn put(bytes: &mut [u8], layout: &Layout, at: u64, value: u64, size: usize) {
    let offset = (at - layout.symbols.base) as usize;
    bytes[offset..offset + size].copy_from_slice(&value.to_le_bytes()[..size]);
}

fn codes(bytes: &[u8], layout: &Layout) -> Vec<&'static str> {
    check(&Image::new(bytes, *layout))
        .iter()
        .map(|violation| violation.code)
        .collect()
}

#[test]
fn every_invariant_can_fail() {
    let heap = populated::<W64>(Edition::Cpython310W64);
    let image = heap.image();
    let layout = *image.layout();
    let symbols = layout.symbols;
    let usable = image
        .decode_arena(image.usable_arenas()[0])
        .expect("usable");
    let unused = image
        .decode_arena(image.unused_arena_objects()[0])
        .expect("unused");
    let used = image.ring(31).flatten().next().expect("a used pool");
    let empty = usable.first_pool + u64::from(image.freepools(&usable)[0]) * layout.pool_size;
    let raw = image
        .live_blocks(None)
        .iter()
        .find(|block| block.szidx.is_none())
        .expect("raw")
        .addr;
    let bottom = image.radix_bottom(symbols.mmap_base).expect("bottom");
    let free_chunk = (0..128)
        .map(|bin| image.word(symbols.raw_bins + 8 * bin))
        .find(|&at| at != 0)
        .expect("free");
    let damages = [
        ("A1", symbols.narenas_currently_allocated, 99, 8),
        ("A2", unused.at + layout.arena.nextarena, unused.at, 8),
        ("A2", symbols.unused_arena_objects, 0x1234, 8),
        ("A3", usable.at + layout.arena.prevarena, 8, 8),
        ("A3", symbols.usable_arenas, 0, 8),
        ("A4", usable.at + layout.arena.nfreepools, 63, 4),
        ("A5", symbols.nfp2lasta + 8 * 3, 0x1234, 8),
        ("A6", usable.at + layout.arena.ntotalpools, 64, 4),
        (
            "A6",
            usable.at + layout.arena.pool_address,
            usable.pool_address + 8,
            8,
        ),
        (
            "A7",
            usable.at + layout.arena.nfreepools,
            u64::from(usable.nfreepools) + 1,
            4,
        ),
        ("A9", symbols.narenas_highwater, 0, 8),
        ("P1", used + layout.pool.arenaindex, 7, 4),
        ("P2", usable.at + layout.arena.freepools, 0, 8),
        ("P2", empty + layout.pool.nextpool, 0x10, 8),
        ("P3", used + layout.pool.nextoffset, 77, 4),
        ("P3", used + layout.pool.szidx, 12_345, 4),
        ("P4", used + layout.pool.freeblock, used, 8),
        ("P5", used + layout.pool.ref_count, 1, 4),
        ("P6", used + layout.pool.freeblock, 0, 8),
        ("U1", used + layout.pool.prevpool, 8, 8),
        (
            "U2",
            layout.usedpools_sentinel(31) + layout.pool.nextpool,
            layout.usedpools_sentinel(31),
            8,
        ),
        ("R1", bottom + radix::COVERAGE_SIZE * 5_000, 1, 4),
        ("M1", raw - 8, 16 | 3, 8),
        ("M2", symbols.raw_bins + 8 * 100, free_chunk, 8),
        ("M3", symbols.raw_allocated_blocks, 99, 8),
        ("M4", raw - 8, image.word(raw - 8) ^ 2, 8),
        (
            "H1",
            usable.at + layout.arena.address,
            usable.address + 16,
            8,
        ),
        ("H2", symbols.base + host::MAPPED, 1, 8),
        ("H2", symbols.base + host::SLOT_TABLE + 4 * 9, 1, 4),
        ("H2", symbols.base + host::FIRST_FREE_SLOT, 200, 4),
    ];
    for (code, at, value, size) in damages {
        let mut bytes = heap.bytes().to_vec();
        put(&mut bytes, &layout, at, value, size);
        let found = codes(&bytes, &layout);
        assert!(
            found.contains(&code),
            "{code}: {value:#x} at {at:#x} gives {found:?}"
        );
    }
}

/// A heap with containers of all kinds, weak references, names and objects on free lists.
fn with_objects<W: Word>(edition: Edition) -> Heap<W, Log> {
    let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
    let requests = [
        r#"{"op": "new", "kind": "leaf", "id": "x"}"#,
        r#"{"op": "new", "kind": "list", "id": "l", "refs": ["x", "x", "x"]}"#,
        r#"{"op": "new", "kind": "dict", "id": "d"}"#,
        r#"{"op": "set_item", "of": "d", "key": "k", "to": "l"}"#,
        r#"{"op": "new", "kind": "set", "id": "s", "refs": ["x"]}"#,
        r#"{"op": "new", "kind": "instance", "id": "i"}"#,
        r#"{"op": "set_item", "of": "i", "key": "a", "to": "l"}"#,
        r#"{"op": "weakref", "id": "w", "to": "i", "cb": false}"#,
        r#"{"op": "weakref", "id": "v", "to": "i", "cb": true}"#,
        r#"{"op": "new", "kind": "list", "id": "dead"}"#,
        r#"{"op": "root_del", "id": "dead"}"#,
        r#"{"op": "new", "kind": "tuple", "id": "dead", "refs": ["x"]}"#,
        r#"{"op": "root_del", "id": "dead"}"#,
        r#"{"op": "new", "kind": "tuple", "id": "alive", "refs": ["l"]}"#,
    ];
    for request in requests {
        let request = serde_json::from_str(request).expect("a request");
        heap.request(request).expect("possible");
    }
    assert_eq!(check_objects_only(&heap.image()), []);
    heap
}

fn every_object_invariant_can_fail<W: Word>(edition: Edition) {
    let mut heap = with_objects::<W>(edition);
    let layout = *heap.image().layout();
    let (objects, symbols, w) = (layout.objects, layout.object_symbols, layout.word);
    let named: std::collections::BTreeMap<String, u64> = {
        let rows = heap.image().objects(300).names;
        rows.into_iter().map(|row| (row.name, row.object)).collect()
    };
    let head = |name: &str| named[name] - objects.gc_head;
    let table = heap.image().value(symbols.names, 8);
    let dict_used = named["d"] + objects.dict.ma_used;
    let set_fill = named["s"] + objects.set.fill;
    let items = named["l"] + objects.ob_item();
    let mut damages = vec![
        ("G1", head("l") + w, head("d"), w),
        ("G1", head("l"), head("l"), w),
        ("G2", head("l"), 0, w),
        ("G3", named["s"], 0, w),
        ("G4", symbols.working_lists, head("l"), w),
        ("G4", symbols.gc_collecting, 1, 4),
        ("G4", symbols.gc_generation, 1, 4),
        ("G4", symbols.gc_phase, 1, 4),
        ("G5", symbols.generations + objects.gc_head + 4, u64::MAX, 4),
        ("O1", named["x"], 77, w),
        ("O1", named["l"], 1, w),
        ("O2", items, named["x"] + 8, w),
        ("O2", named["l"] + objects.list_allocated(), 1000, w),
        ("O2", items, named["x"] + 1000, w),
        ("O3", named["w"] + objects.weakref.wr_prev, named["v"], w),
        ("O3", named["v"] + objects.weakref.wr_object, named["x"], w),
        ("O3", named["v"] + objects.weakref.wr_next, named["v"], w),
        ("O4", symbols.list_free, 3, 4),
        ("O4", symbols.tuple_numfree + 4, 9, 4),
        ("O4", symbols.list_free + w, named["l"], w),
        ("O5", named["l"] + objects.ob_size(), 500, w),
        ("O5", dict_used, 5, w),
        ("O5", set_fill, 5, w),
        ("O7", table + names::ENTRIES, 1 << 20, 4),
        (
            "O7",
            table + names::FIRST_ENTRY + names::OBJECT,
            named["x"] + 8,
            8,
        ),
        (
            "O7",
            table + names::FIRST_ENTRY + names::NEXT_BY_NAME,
            1 << 30,
            4,
        ),
        ("O7", table + names::UNITS, 2, 4),
        ("T1", symbols.trash_delete_nesting, 1, 4),
        ("T1", symbols.trash_delete_later, named["l"], w),
    ];
    if objects.version_2 {
        damages.push(("G2", head("l") + 2 * w, 4, 4));
    } else {
        let keys = heap.image().word(named["d"] + objects.dict.ma_keys);
        damages.extend([
            ("G2", head("l") + w, heap.image().word(head("l") + w) | 2, w),
            ("G2", head("l"), heap.image().word(head("l")) | 1, w),
            ("O1", keys + objects.dict.dk_refcnt, 9, w),
            ("O5", keys + objects.dict.dk_size, 7, w),
            (
                "O5",
                keys + objects.dict.dk_indices,
                0x0101_0101_0101_0101,
                8,
            ),
            ("O5", keys + objects.dict.dk_usable, 8, w),
        ]);
    }
    for (code, at, value, size) in damages {
        let mut bytes = heap.bytes().to_vec();
        put(&mut bytes, &layout, at, value, size as usize);
        let found = codes(&bytes, &layout);
        assert!(
            found.contains(&code),
            "{code}: {value:#x} at {at:#x} gives {found:?}"
        );
    }
    heap.malloc(100).expect("malloc");
    assert_eq!(check(&heap.image()), []);
    let leaks = check_objects_only(&heap.image());
    assert!(leaks.iter().all(|violation| violation.code == "O6") && leaks.len() == 1);
}

#[test]
fn every_invariant_of_objects_can_fail() {
    every_object_invariant_can_fail::<W32>(Edition::Cpython27W32);
    every_object_invariant_can_fail::<W32>(Edition::Cpython310W32);
    every_object_invariant_can_fail::<W64>(Edition::Cpython39W64);
    every_object_invariant_can_fail::<W64>(Edition::Cpython310W64);
}

/// An arena that is all free stays only where it is the last usable one.
#[test]
fn a_free_arena_that_stays_is_noticed() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    let block = heap.malloc(8).expect("malloc");
    heap.free(block).expect("free");
    assert_eq!(check(&heap.image()), [], "3.10 keeps it");
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython27W32, ArenaAlignment::Aligned).expect("heap");
    let block = heap.malloc(8).expect("malloc");
    let (pool, arenas) = (
        heap.image().layout().pool_addr(block),
        heap.image().arenas_at(),
    );
    let layout = *heap.image().layout();
    let mut bytes = heap.bytes().to_vec();
    put(&mut bytes, &layout, pool + layout.pool.ref_count, 0, 4);
    put(&mut bytes, &layout, arenas + layout.arena.nfreepools, 64, 4);
    assert!(codes(&bytes, &layout).contains(&"A8"));
}

/// Words that break arithmetic, put where CPython's structures stand.
fn any_word_anywhere<W: Word>(edition: Edition) {
    let heap = populated::<W>(edition);
    let layout = *heap.image().layout();
    let symbols = layout.symbols;
    let mut places: Vec<u64> = (symbols.usedpools..symbols.arena_map_root)
        .step_by(layout.word as usize)
        .collect();
    places.extend((symbols.raw_bins..symbols.end).step_by(layout.word as usize));
    places.extend((0..64).map(|n| heap.image().arenas_at() + n * layout.word));
    for pool in heap.image().ring(layout.size_classes - 1).flatten() {
        places.extend((0..12).map(|n| pool + n * layout.word));
    }
    if let Some(bottom) = heap.image().radix_bottom(symbols.mmap_base) {
        places.extend([bottom, symbols.arena_map_root, symbols.arena_map_root + 8]);
        places.extend(
            (0..3).map(|n| symbols.arena_map_root + layout.word * (radix_root(&layout) + n)),
        );
    }
    let values = [
        1,
        2,
        8,
        u64::MAX,
        u64::MAX - 7,
        u64::MAX >> 1,
        symbols.base,
        symbols.mmap_base,
        heap.image().end() - 4,
    ];
    let live = heap.image().live_blocks(None);
    for (turn, at) in places.into_iter().enumerate() {
        let mut bytes = heap.bytes().to_vec();
        put(
            &mut bytes,
            &layout,
            at,
            values[turn % values.len()],
            layout.word as usize,
        );
        let image = Image::new(&bytes, layout);
        let _ = (
            check(&image),
            image.stats_text(),
            image.usedpools(),
            image.arenas(),
            State::of(&image),
        );
        let _ = (
            image.locate(at),
            image.spans(at, 32),
            image.live_blocks(None),
        );
        let mut heap = Heap::<W, Log>::from_image(bytes.clone()).expect("the header is whole");
        for block in live.iter().step_by(live.len() / 8) {
            let _ = heap.free_unchecked(block.addr);
        }
        for nbytes in [8, 512, 600, 70_000] {
            let _ = heap.malloc(nbytes);
        }
        while heap.undo().is_ok() {}
        assert!(
            heap.bytes() == bytes,
            "undo does not lead back from {at:#x}"
        );
    }
}

fn radix_root(layout: &Layout) -> u64 {
    if layout.word == 4 {
        0
    } else {
        radix::top_index(layout, layout.symbols.mmap_base)
    }
}

#[test]
fn any_word_anywhere_is_survived_on_32_bits() {
    any_word_anywhere::<W32>(Edition::Cpython27W32);
    any_word_anywhere::<W32>(Edition::Cpython310W32);
}

#[test]
fn any_word_anywhere_is_survived_on_64_bits() {
    any_word_anywhere::<W64>(Edition::Cpython39W64);
    any_word_anywhere::<W64>(Edition::Cpython310W64);
}

/// The reference's sequences, and what is left after each: all invariants hold in between.
fn invariants_hold_in_all_sequences<W: Word>(edition: Edition) {
    let text = unpack(include_bytes!("golden/gc/sequences.jsonl.gz"));
    for line in text.lines() {
        let sequence: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let mut heap = Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).expect("heap");
        for (index, op) in (0..).zip(sequence["ops"].as_array().expect("ops")) {
            let request = serde_json::from_value(op.clone()).expect("a request");
            let answer = heap.request(request);
            let violations = check_objects_only(&heap.image());
            let name = &sequence["name"];
            assert_eq!(violations, [], "{name}: after {index} {op}: {answer:?}");
        }
    }
}

#[test]
fn invariants_hold_between_the_requests_of_every_sequence() {
    invariants_hold_in_all_sequences::<W32>(Edition::Cpython27W32);
    invariants_hold_in_all_sequences::<W32>(Edition::Cpython310W32);
    invariants_hold_in_all_sequences::<W64>(Edition::Cpython310W64);
}
