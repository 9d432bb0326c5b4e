//! Everything that the decoder can be asked about an image.

use pymalloc_explorer::check::{check, check_objects_only};
use pymalloc_explorer::decode::Image;
use pymalloc_explorer::dump::State;

/// Entries that a list is asked for.
const LIMIT: u32 = 200;
/// Arenas, and other things of which there are many, that are looked at one by one.
const MOST: usize = 8;
/// Bytes whose meaning is asked for around an address.
const AROUND: u64 = 2_048;

/// Asks the decoder everything, about the whole image and about some addresses.
pub fn look(image: &Image<'_>, addresses: &[u64]) {
    image.info();
    let arenas = image.arenas();
    for index in (0..arenas.maxarenas).take(MOST) {
        image.arena(index);
    }
    image.arena(u32::MAX);
    image.usedpools();
    image.stats();
    image.stats_text();
    State::of(image);
    image.segments();
    image.raw_blocks();
    image.objects(LIMIT);
    image.names(LIMIT);
    image.generations(LIMIT);
    let blocks = image.live_blocks(None);
    image.live_blocks(Some(u32::MAX));
    image.trash(LIMIT as usize);
    let of_blocks = blocks.iter().map(|block| block.addr).take(MOST);
    for address in addresses.iter().copied().chain(of_blocks) {
        look_at(image, address);
    }
    check(image);
    check_objects_only(image);
}

fn look_at(image: &Image<'_>, address: u64) {
    image.locate(address);
    image.pool(address);
    image.arena_slot(address);
    image.chunk_around(address);
    image.is_mapped(address, AROUND);
    image.bytes_at(address, AROUND);
    image.spans(address, AROUND);
    image.spans(address.wrapping_sub(AROUND / 2), AROUND);
    if let Some(object) = image.decode_object(address) {
        image.repr(&object);
        image.parts_of(&object);
        image.size_of(&object);
        image.own_bytes(&object);
    }
}
