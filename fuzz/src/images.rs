//! Arbitrary bytes as an image: as they are, or as changes of an image that a heap once had.

use std::sync::OnceLock;

use arbitrary::{Result, Unstructured};
use pymalloc_explorer::decode::Image;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::{Log, Off};
use pymalloc_explorer::memory::Word;
use pymalloc_explorer::request::Request;

use crate::look::look;
use crate::machine::go_on;
use crate::with_word;

/// Words of an image that are changed.
const MOST_CHANGES: u32 = 24;
/// Addresses that are asked about.
const MOST_ASKED: usize = 12;

/// The objects of the images to be changed: every kind, in cycles, with finalizers and weak references.
const OBJECTS: &str = r#"[
  {"op":"disable"},
  {"op":"many","kind":"list","id":"lists","count":40},
  {"op":"new","kind":"int","id":"i","value":"123456789012345678901234567890"},
  {"op":"new","kind":"float","id":"f","value":"1.5"},
  {"op":"new","kind":"str","id":"s","value":"é名"},
  {"op":"new","kind":"tuple","id":"t","refs":["i","f","s"]},
  {"op":"new","kind":"dict","id":"d"},
  {"op":"set_item","of":"d","key":"k","to":"t"},
  {"op":"set_item","of":"d","key":1,"to":"d"},
  {"op":"new","kind":"set","id":"e","refs":["i","s"]},
  {"op":"new","kind":"fin","id":"n","on_fin":[{"op":"root_add","id":"n"}]},
  {"op":"new","kind":"instance","id":"o"},
  {"op":"set_item","of":"o","key":"x","to":"n"},
  {"op":"ref","from":"n","to":"o"},
  {"op":"weakref","id":"w","to":"o","cb":true},
  {"op":"cycles","count":20},
  {"op":"cycles","count":5,"id":"kept"},
  {"op":"root_del","id":"f"},
  {"op":"collect","gen":0},
  {"op":"root_del","id":"o"},
  {"op":"root_del","id":"n"}
]"#;

/// The decoder answers whatever it is given, and a heap of such an image breaks nothing but itself.
pub fn image(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    if first == u8::MAX {
        as_they_are(rest);
    } else {
        // Bytes that have run out change nothing more.
        let _ = changed(usize::from(first), &mut Unstructured::new(rest));
    }
}

fn as_they_are(data: &[u8]) {
    for edition in Edition::ALL {
        look(
            &Image::new(data, edition.layout()),
            &[0, edition.layout().symbols.base],
        );
        with_word!(edition, refused(data));
    }
}

/// Too short to be an image.
fn refused<W: Word>(data: &[u8]) {
    assert!(Heap::<W, Off>::from_image(data.to_vec()).is_err());
}

fn changed(which: usize, u: &mut Unstructured<'_>) -> Result<()> {
    let (edition, sound) = &samples()[which % samples().len()];
    let mut bytes = sound.clone();
    let symbols = edition.layout().symbols;
    let mut addresses = vec![0, u64::MAX, symbols.base];
    let changes = u.int_in_range(0..=MOST_CHANGES)?;
    for _ in 0..changes {
        let at = place(u, &bytes)?;
        let value = match u.int_in_range(0..=3)? {
            0 => symbols.base + place(u, &bytes)? as u64,
            1 => u.arbitrary::<u8>()?.into(),
            2 => u64::MAX - u64::from(u.arbitrary::<u8>()?),
            _ => u.arbitrary()?,
        };
        let len = edition.layout().word as usize;
        bytes[at..at + len].copy_from_slice(&value.to_le_bytes()[..len]);
        addresses.push(symbols.base + at as u64);
        addresses.push(value);
    }
    addresses.truncate(MOST_ASKED);
    look(&Image::new(&bytes, edition.layout()), &addresses);
    let rest = u.bytes(u.len())?;
    with_word!(edition, opened(bytes, rest));
    Ok(())
}

fn opened<W: Word>(bytes: Vec<u8>, rest: &[u8]) {
    if let Ok(heap) = Heap::<W, Log>::from_image(bytes) {
        go_on(heap, rest);
    }
}

/// The offset of a word, most often of one that is not zero.
fn place(u: &mut Unstructured<'_>, bytes: &[u8]) -> Result<usize> {
    let words = bytes.len() / 4 - 2;
    let start = u.int_in_range(0..=words)?;
    if u.ratio(1, 8)? {
        return Ok(4 * start);
    }
    let used = |&word: &usize| bytes[4 * word..4 * word + 4] != [0; 4];
    let word = (start..words).chain(0..start).find(used);
    Ok(4 * word.unwrap_or(start))
}

/// Images of every edition, of objects and blocks.
fn samples() -> &'static [(Edition, Vec<u8>)] {
    static SAMPLES: OnceLock<Vec<(Edition, Vec<u8>)>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let of = |edition: Edition| {
            [ArenaAlignment::Aligned, ArenaAlignment::Unaligned]
                .map(|arenas| (edition, with_word!(edition, sample(edition, arenas))))
        };
        Edition::ALL.into_iter().flat_map(of).collect()
    })
}

fn sample<W: Word>(edition: Edition, arenas: ArenaAlignment) -> Vec<u8> {
    let mut heap = Heap::<W, Off>::new(edition, arenas).expect("the edition's word size");
    let requests: Vec<Request> = serde_json::from_str(OBJECTS).expect("requests");
    for request in requests {
        heap.request(request)
            .expect("a request that can be carried out");
    }
    let mut blocks = Vec::new();
    for nbytes in [8, 24, 512, 512, 600, 5_000] {
        blocks.extend((0..20).map(|_| heap.malloc(nbytes).expect("a sound heap")));
    }
    for block in blocks.into_iter().step_by(2) {
        heap.free(block).expect("a block");
    }
    heap.bytes().to_vec()
}
