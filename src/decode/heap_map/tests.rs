//! The pixels against the decoder, on random heaps and on images that are none.
#![cfg(not(target_family = "wasm"))]

use proptest::prelude::*;

use super::{By, Frame, HeapMap, Ink};
use crate::decode::Image;
use crate::decode::view::{BlockState, PoolState, PoolView};
use crate::edition::{ArenaAlignment, Edition};
use crate::heap::Heap;
use crate::journal::Log;
use crate::memory::{W32, W64, Word};

/// Each colour is its own number, so that a pixel says which it is.
fn map_of(image: &Image<'_>) -> HeapMap {
    let mut map = HeapMap::of(image);
    map.set_palette(&(0..=255).collect::<Vec<u32>>());
    map
}

fn frame(x: u64, y: u64, scale: f64, side: u32) -> Frame {
    Frame {
        x: x as f64,
        y: y as f64,
        scale,
        ratio: 1,
        width: side,
        height: side,
        columns: 3,
        by: By::State,
    }
}

/// Where a pool begins on the plane.
fn corner(map: &HeapMap, arena: u32, pool: u32) -> (u64, u64) {
    let shape = map.shape();
    let pool = u64::from(pool);
    (
        u64::from(arena % 3) * shape.arena_pitch + pool % shape.across * shape.pool_pitch,
        u64::from(arena / 3) * shape.arena_pitch + pool / shape.across * shape.pool_pitch,
    )
}

/// What the byte at that offset of a pool has to look like.
fn expected(view: &PoolView, offset: u64, map: &HeapMap) -> Ink {
    if view.state == PoolState::Uncarved {
        return Ink::Untouched;
    }
    if offset < map.layout.pool.overhead {
        return Ink::Header;
    }
    let index = (offset - view.first).checked_div(view.size);
    match index.and_then(|index| view.blocks.get(index as usize)) {
        Some(BlockState::Allocated) => Ink::Allocated,
        Some(BlockState::Freed) => Ink::Freed,
        Some(BlockState::Untouched) => Ink::Untouched,
        None => Ink::Lost,
    }
}

/// Every byte of every pool, one pixel each, is what the decoder says of it.
fn agrees(image: &Image<'_>) {
    let mut map = map_of(image);
    let row = map.shape().row;
    for arena in image.associated_arenas() {
        for pool in 0..arena.ntotalpools {
            let (x, y) = corner(&map, arena.index, pool);
            map.paint(image, frame(x, y, 1.0, row as u32));
            let at = arena.first_pool + u64::from(pool) * map.layout.pool_size;
            let view = image.pool(at).expect("a pool");
            for (offset, pixel) in (0..).zip(map.pixels()) {
                let ink = expected(&view, offset, &map);
                let dotted = ink == Ink::Untouched && *pixel == Ink::UntouchedDot as u32;
                assert!(
                    *pixel == ink as u32 || dotted,
                    "arena {} pool {pool} offset {offset}: {pixel}, not {ink:?}",
                    arena.index
                );
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Malloc(u64),
    Free(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let malloc = (1u64..513).prop_map(Step::Malloc);
    let free = any::<usize>().prop_map(Step::Free);
    prop::collection::vec(prop_oneof![3 => malloc, 2 => free], 0..1500)
}

fn run<W: Word>(edition: Edition, arenas: ArenaAlignment, steps: &[Step]) -> Heap<W, Log> {
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("heap");
    let mut live = Vec::new();
    for step in steps {
        match step {
            Step::Malloc(nbytes) => live.push(heap.malloc(*nbytes).expect("block")),
            Step::Free(which) if !live.is_empty() => {
                let block = live.swap_remove(which % live.len());
                heap.free(block).expect("freed");
            }
            Step::Free(_) => {}
        }
    }
    heap
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn each_byte_is_painted_as_the_decoder_reads_it(steps in steps(), unaligned in any::<bool>()) {
        let arenas = if unaligned { ArenaAlignment::Unaligned } else { ArenaAlignment::Aligned };
        agrees(&run::<W32>(Edition::Cpython310W32, arenas, &steps).image());
        agrees(&run::<W32>(Edition::Cpython27W32, arenas, &steps).image());
        agrees(&run::<W64>(Edition::Cpython39W64, arenas, &steps).image());
        agrees(&run::<W64>(Edition::Cpython310W64, arenas, &steps).image());
    }

    #[test]
    fn no_image_and_no_frame_makes_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..4096),
        places in prop::collection::vec((0u32..4096, any::<u32>()), 0..64),
        (x, y, scale) in (any::<f64>(), any::<f64>(), any::<f64>()),
        (columns, by) in (any::<u32>(), 0u32..5),
    ) {
        for edition in Edition::ALL {
            let layout = edition.layout();
            let mut image = vec![0; (layout.symbols.mmap_base - layout.symbols.base) as usize + (3 << layout.arena_bits)];
            // Something like a heap: the units and `arenas[]` are there, and lead anywhere.
            let globals = (layout.symbols.usedpools - layout.symbols.base) as usize;
            let many = bytes.len();
            image[globals..globals + many].copy_from_slice(&bytes);
            for (place, value) in &places {
                let at = (*place as usize * 4099) % (image.len() - 4);
                image[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
            hostile(&Image::new(&image, layout), (x, y, scale), columns, by);
            hostile(&Image::new(&bytes, layout), (x, y, scale), columns, by);
        }
    }
}

fn hostile(image: &Image<'_>, (x, y, scale): (f64, f64, f64), columns: u32, by: u32) {
    let mut map = map_of(image);
    map.held_arenas(image, 8);
    map.set_ages(&[(0, 0), (1, 1), (u64::MAX, 1)], &[1; 200]);
    let mut wide = frame(0, 0, scale, 64);
    (wide.x, wide.y, wide.columns, wide.by) = (x, y, columns, By::from_number(by));
    map.paint(image, wide);
    for scale in [0.01, 0.3, 1.0, 8.0] {
        map.paint(
            image,
            Frame {
                x: 0.0,
                y: 0.0,
                scale,
                columns: 2,
                ..wide
            },
        );
    }
}

/// An arena object whose arena overlaps its own table, with pools whose headers say nothing sensible.
#[test]
fn a_damaged_header_is_lost_bytes() {
    let mut heap = run::<W32>(
        Edition::Cpython310W32,
        ArenaAlignment::Aligned,
        &[Step::Malloc(32)],
    );
    let layout = *heap.image().layout();
    let at = heap
        .image()
        .associated_arenas()
        .next()
        .expect("arena")
        .first_pool;
    heap.write(at + layout.pool.szidx, &[0xff; 4])
        .expect("mapped");
    let image = heap.image();
    let mut map = map_of(&image);
    map.paint(&image, frame(0, 0, 1.0, 64));
    assert_eq!(map.pixels()[63 * 64], Ink::Lost as u32);
}

#[test]
fn blocks_are_set_apart_and_textured_where_they_are_large() {
    let steps: Vec<Step> = (0..4)
        .map(|_| Step::Malloc(64))
        .chain([Step::Free(1)])
        .collect();
    let heap = run::<W32>(Edition::Cpython310W32, ArenaAlignment::Aligned, &steps);
    let image = heap.image();
    let mut map = map_of(&image);
    map.paint(&image, frame(0, 0, 8.0, 512));
    let at = |byte: usize, x: usize, y: usize| {
        map.pixels()[(byte / 64 * 8 + y) * 512 + byte % 64 * 8 + x]
    };
    assert_eq!(at(0, 4, 4), Ink::Header as u32);
    assert_eq!(at(32, 4, 4), Ink::Allocated as u32);
    assert_eq!(at(32, 0, 4), Ink::Arena as u32, "between header and block");
    let freed: Vec<u32> = (1..8).map(|x| at(96 + 8, x, 4)).collect();
    assert!(freed.contains(&(Ink::Freed as u32)) && freed.contains(&(Ink::FreedLine as u32)));
}

/// Textures, edges and what is too small to be told apart are not half as large there.
#[test]
fn a_screen_with_twice_the_pixels_shows_the_same() {
    let steps: Vec<Step> = (0..300)
        .map(|n| Step::Malloc(n % 90 + 20))
        .chain((0..40).map(|n| Step::Free(n * 7)))
        .collect();
    let heap = run::<W32>(Edition::Cpython310W32, ArenaAlignment::Aligned, &steps);
    let image = heap.image();
    let mut map = map_of(&image);
    for (scale, side) in [(8.0, 512), (2.0, 136), (0.125, 68)] {
        let one = frame(0, 0, scale, side);
        map.paint(&image, one);
        let coarse = map.pixels().to_vec();
        map.paint(
            &image,
            Frame {
                ratio: 2,
                ..frame(0, 0, 2.0 * scale, 2 * side)
            },
        );
        // Of each four pixels one; lines across are smoother than that.
        let every_other = map.pixels().chunks(2 * side as usize).step_by(2);
        let fine: Vec<u32> = every_other
            .flat_map(|row| row.iter().step_by(2).copied())
            .collect();
        assert!(fine == coarse, "at scale {scale}");
    }
}

#[test]
fn a_pool_that_is_small_is_one_cell_of_its_state() {
    let full: Vec<Step> = (0..7).map(|_| Step::Malloc(512)).collect();
    let more: Vec<Step> = full.iter().cloned().chain([Step::Malloc(8)]).collect();
    let heap = run::<W32>(Edition::Cpython310W32, ArenaAlignment::Aligned, &more);
    let image = heap.image();
    let mut map = map_of(&image);
    map.paint(&image, frame(0, 0, 4.0 / 68.0, 32));
    let row: Vec<u32> = map.pixels()[32..64].iter().step_by(4).copied().collect();
    let expected = [Ink::Allocated, Ink::Partly, Ink::Untouched].map(|ink| ink as u32);
    assert_eq!(row[..3], expected);
}

#[test]
fn a_pixel_of_several_rows_is_their_mean() {
    let steps: Vec<Step> = (0..100).map(|_| Step::Malloc(8)).collect();
    let heap = run::<W32>(Edition::Cpython310W32, ArenaAlignment::Aligned, &steps);
    let image = heap.image();
    let mut map = HeapMap::of(&image);
    let mut palette = [0; 16];
    palette[Ink::Header as usize] = 0x00_00_00_ff;
    palette[Ink::Allocated as usize] = 0xff_00_00_0f;
    map.set_palette(&palette);
    map.paint(&image, frame(0, 0, 0.5, 32));
    // Above 4 bytes of the header, below 8 of a block.
    assert_eq!(map.pixels()[0], 0x7f_00_00_87);
}

#[test]
fn colours_can_stand_for_the_class_how_full_a_pool_is_and_how_old() {
    let heap = run::<W32>(
        Edition::Cpython310W32,
        ArenaAlignment::Aligned,
        &[Step::Malloc(512), Step::Malloc(16)],
    );
    let image = heap.image();
    let mut map = map_of(&image);
    let first = map.first_pools().next().expect("an arena");
    map.set_ages(&[(first, 7)], &[5, 10]);
    assert_eq!((map.age(0, 0), map.age(0, 1)), (Some(1), Some(4)));
    assert_eq!((map.age(0, 64), map.age(1, 0)), (None, None));
    // Of the first block of the first pool.
    let mut colour = |by| {
        let place = frame(32, 0, 1.0, 64);
        map.paint(&image, Frame { by, ..place });
        map.pixels()[0] as usize
    };
    let (fullness, ages) = (Ink::COUNT, Ink::COUNT + super::FULLNESS_STEPS);
    let classes = ages + super::AGE_STEPS;
    assert_eq!(colour(By::SizeClass), classes + 63);
    assert_eq!(colour(By::Fullness), fullness + 1);
    assert_eq!(colour(By::Age), ages + 1);
}

#[test]
fn few_blocks_hold_an_arena() {
    let mut heap =
        Heap::<W32, Log>::new(Edition::Cpython310W32, ArenaAlignment::Aligned).expect("heap");
    let blocks: Vec<u64> = (0..3 * 448)
        .map(|_| heap.malloc(512).expect("block"))
        .collect();
    for (index, block) in blocks.iter().enumerate() {
        if index != 900 && index != 1200 {
            heap.free(*block).expect("freed");
        }
    }
    let image = heap.image();
    let map = map_of(&image);
    let held = map.held_arenas(&image, 10);
    assert_eq!((held.total, held.bytes), (1, 256 << 10));
    let arena = &held.arenas[0];
    assert_eq!(
        (arena.index, arena.blocks, arena.pools, arena.bytes),
        (2, 2, 2, 1024)
    );
    assert_eq!(arena.holders, [blocks[900], blocks[1200]]);
    // The first, the last usable one, is kept with nothing in it; the second was given back.
    let places: Vec<bool> = map.first_pools().map(|at| at != 0).collect();
    assert_eq!(places, [true, false, true]);
}

#[test]
fn arenas_are_as_far_apart_everywhere() {
    let blocks: Vec<Step> = (0..1000).map(|_| Step::Malloc(512)).collect();
    let heap = run::<W32>(Edition::Cpython310W32, ArenaAlignment::Aligned, &blocks);
    let image = heap.image();
    let mut map = map_of(&image);
    let pitch = map.shape().arena_pitch as f64;
    for pixels in (16..200).map(|fourths| f64::from(fourths) / 4.0) {
        for x in (0..8).map(|eighths| f64::from(eighths) * pitch / 8.0 / pixels) {
            let seen = Frame {
                x,
                ..frame(0, 0, pixels / pitch, 160)
            };
            map.paint(&image, seen);
            let row = &map.pixels()[160..320];
            let is_ground = row.iter().map(|&ink| ink == Ink::Ground as u32);
            let gaps = is_ground.collect::<Vec<bool>>();
            let widths: Vec<usize> = gaps
                .chunk_by(|a, b| a == b)
                .filter(|run| run[0])
                .map(<[bool]>::len)
                .collect();
            assert!(
                widths.len() >= 3 && widths[0] == widths[1],
                "{pixels} pixels from {x} on: {widths:?}"
            );
        }
    }
}
