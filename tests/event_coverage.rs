//! Every variant of `Event` and of `Function` is told of by a golden trace, a golden sequence or a case
//! here. What was met first is written down, for the page's tests of its sentences and outlines.
#![cfg(not(target_family = "wasm"))]

mod unpack;
mod witness;

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::memory::{W32, W64, Word};
use witness::{Watched, Witness, sequences};

/// Golden traces that together take the allocator through all it does with memory at hand.
const TRACES: [&str; 4] = ["boundary", "realloc_walk_1", "rawmix_1", "pool_reuse_1"];
/// Longer ones, of many arenas, for 4 KiB pools in arenas of 256 KiB.
const TRACES_32: [&str; 3] = ["oom_p32", "arena_fill_rand_p32", "usable_reorder_p32_1"];

/// Where the samples stand, as the page reads them.
const SAMPLES: &str = "www/fixtures/event-samples.ts";
const SAMPLES_HEAD: &str = "\
// Instances of every event: the first of each variant in each edition, and those with other small counts or names.
// Written by tests/event_coverage.rs; `cargo test --test event_coverage` writes it anew.

import type { Edition } from '../generated/Edition';
import type { Event } from '../generated/Event';

export interface EventSample {
  readonly edition: Edition;
  /** The function that told of it, by CPython's name in that edition. */
  readonly function: string;
  readonly event: Event;
}

/** Each is checked by itself: as one literal they are more than the compiler compares. */
function sample(edition: Edition, functionName: string, event: Event): EventSample {
  return { edition, function: functionName, event };
}

export const eventSamples: readonly EventSample[] = [
";

/// Numbers, strings and free lists; a tuple too long to be kept, and a list that shrinks again.
const PLAIN_OBJECTS: &str = r#"
    {"op":"new","kind":"int","id":"i","value":"7000000"}
    {"op":"new","kind":"int","id":"huge","value":"123456789012345678901234567890"}
    {"op":"new","kind":"float","id":"f","value":"6999999.5"}
    {"op":"new","kind":"str","id":"s","value":"a longer string"}
    {"op":"new","kind":"str","id":"c","value":"c"}
    {"op":"new","kind":"leaf","id":"o"}
    {"op":"new","kind":"list","id":"l","refs":["i","f","s"]}
    {"op":"set_item","of":"l","key":0,"to":"f"}
    {"op":"del_item","of":"l","key":1}
    {"op":"new","kind":"tuple","id":"t","refs":["l"]}
    {"op":"bind","name":"again","to":"f"}
    {"op":"root_del","id":"again"}
    {"op":"root_del","id":"t"}
    {"op":"root_del","id":"l"}
    {"op":"root_del","id":"i"}
    {"op":"root_del","id":"huge"}
    {"op":"root_del","id":"f"}
    {"op":"root_del","id":"s"}
    {"op":"root_del","id":"c"}
    {"op":"root_del","id":"o"}
    {"op":"many","kind":"leaf","id":"m","count":40}
    {"op":"collect","gen":2}
"#;

/// A dict that replaces, grows and deletes; instances that share their keys until one goes its own way;
/// a set that does all of that.
const TABLES: &str = r#"
    {"op":"new","kind":"list","id":"v"}
    {"op":"new","kind":"dict","id":"d"}
    {"op":"set_item","of":"d","key":"k","to":"v"}
    {"op":"set_item","of":"d","key":"k","to":"v"}
    {"op":"set_item","of":"d","key":1,"to":"v"}
    {"op":"set_item","of":"d","key":2,"to":"v"}
    {"op":"set_item","of":"d","key":3,"to":"v"}
    {"op":"set_item","of":"d","key":4,"to":"v"}
    {"op":"set_item","of":"d","key":5,"to":"v"}
    {"op":"set_item","of":"d","key":6,"to":"v"}
    {"op":"del_item","of":"d","key":"k"}
    {"op":"new","kind":"instance","id":"p"}
    {"op":"new","kind":"instance","id":"q"}
    {"op":"set_item","of":"p","key":"a","to":"v"}
    {"op":"set_item","of":"p","key":"b","to":"v"}
    {"op":"set_item","of":"q","key":"a","to":"v"}
    {"op":"del_item","of":"p","key":"a"}
    {"op":"new","kind":"instance","id":"r"}
    {"op":"set_item","of":"r","key":"z","to":"v"}
    {"op":"new","kind":"set","id":"s","refs":["p","q"]}
    {"op":"new","kind":"leaf","id":"x1"}
    {"op":"ref","from":"s","to":"x1"}
    {"op":"new","kind":"leaf","id":"x2"}
    {"op":"ref","from":"s","to":"x2"}
    {"op":"new","kind":"leaf","id":"x3"}
    {"op":"ref","from":"s","to":"x3"}
    {"op":"new","kind":"leaf","id":"x4"}
    {"op":"ref","from":"s","to":"x4"}
    {"op":"unref","from":"s","to":"x1"}
    {"op":"set_item","of":"p","key":"s","to":"s"}
    {"op":"root_del","id":"p"}
    {"op":"root_del","id":"s"}
    {"op":"collect","gen":2}
    {"op":"new","kind":"set","id":"s"}
    {"op":"root_del","id":"s"}
    {"op":"root_del","id":"d"}
"#;

/// A weak reference with a callback, and then a set, first in the garbage that they are part of.
const FIRST_IN_GARBAGE: &str = r#"
    {"op":"new","kind":"node","id":"alive"}
    {"op":"weakref","id":"w","to":"alive","cb":true}
    {"op":"new","kind":"list","id":"l","refs":["w"]}
    {"op":"ref","from":"l","to":"l"}
    {"op":"root_del","id":"w"}
    {"op":"root_del","id":"l"}
    {"op":"collect","gen":2}
    {"op":"new","kind":"set","id":"s"}
    {"op":"new","kind":"node","id":"n"}
    {"op":"ref","from":"s","to":"n"}
    {"op":"ref","from":"n","to":"s"}
    {"op":"root_del","id":"n"}
    {"op":"root_del","id":"s"}
    {"op":"collect","gen":2}
"#;

/// The settings that no sequence changes.
const SETTINGS: &str = r#"
    {"op":"free_lists","on":false}
    {"op":"free_lists","on":true}
    {"op":"freeze"}
    {"op":"unfreeze"}
"#;

fn refusals<W: Word>(heap: &mut Watched<'_, W>, edition: Edition) {
    let layout = edition.layout();
    // Not more than a JavaScript number holds exactly, as the page asks.
    let large = layout.ssize_max.min((1 << 53) - 1);
    let _ = heap.run(|heap| heap.malloc(large + 1));
    let _ = heap.run(|heap| heap.calloc(large / 2, large / 2));
    let _ = heap.run(|heap| heap.set_limits(0, 1));
    let _ = heap.run(|heap| heap.malloc(8));
    // A segment of the C library's, with room for `arenas[]` and not for a node of the radix tree.
    let _ = heap.run(|heap| heap.set_limits(0, layout.arena_size));
    let mut block = 0;
    while let Ok(more @ 1..) = heap.run(|heap| heap.malloc(4096)) {
        block = more;
    }
    let _ = heap.run(|heap| heap.free(block));
    let _ = heap.run(|heap| heap.malloc(8));
    let _ = heap.run(|heap| heap.set_limits(0, 2 * layout.arena_size));
    let small = heap.run(|heap| heap.malloc(8));
    let _ = heap.run(|heap| heap.set_limits(1, 0));
    let small = small.unwrap_or_default();
    let _ = heap.run(|heap| heap.write(small, &[0xff; 4]));
}

/// So many arenas that `arenas[]` is doubled; then a block cannot move, since there is no memory left.
fn exhaustion<W: Word>(heap: &mut Watched<'_, W>, edition: Edition) {
    let block = heap.run(|heap| heap.malloc(512)).expect("a block");
    let memory = 20 * edition.layout().arena_size;
    let _ = heap.run(|heap| heap.set_limits(0, memory));
    while let Ok(1..) = heap.run(|heap| heap.malloc(512)) {}
    assert_eq!(heap.run(|heap| heap.realloc(block, 5000)), Ok(0));
}

fn watch<W: Word>(witness: &mut Witness, edition: Edition) {
    let aligned = ArenaAlignment::Aligned;
    let is_wide = edition.layout().word == 8;
    let more: &[&str] = if is_wide { &[] } else { &TRACES_32 };
    for arenas in [aligned, ArenaAlignment::Unaligned] {
        for trace in TRACES.iter().chain(more) {
            Watched::<W>::new(witness, edition, arenas).trace(trace);
        }
        refusals(&mut Watched::<W>::new(witness, edition, arenas), edition);
    }
    exhaustion(&mut Watched::<W>::new(witness, edition, aligned), edition);
    for requests in [PLAIN_OBJECTS, TABLES, FIRST_IN_GARBAGE, SETTINGS] {
        Watched::<W>::new(witness, edition, aligned).requests(requests);
    }
    let names: &[&str] = match edition {
        Edition::Cpython27W32 => &["more-2.7.18"],
        _ => &["sequences", "more"],
    };
    for sequence in names.iter().flat_map(|name| sequences(name)) {
        Watched::<W>::new(witness, edition, aligned).sequence(&sequence);
    }
}

fn text(witness: &Witness) -> String {
    let mut text = SAMPLES_HEAD.to_owned();
    for sample in witness.samples() {
        let (edition, function) = (sample.edition.name(), sample.function);
        writeln!(
            text,
            "  sample('{edition}', '{function}', {}),",
            sample.event
        )
        .expect("a line");
    }
    text.push_str("];\n");
    text
}

/// `npm test` has the generated types written beside the tree, and compares; so do the samples.
/// Otherwise they are written anew.
fn keep(samples: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(SAMPLES);
    let types = env::var_os("TS_RS_EXPORT_DIR").expect("set for cargo");
    if Path::new(&types) == root.join("www/generated") {
        fs::write(&path, samples).expect("written");
    } else {
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == samples,
            "{SAMPLES} is not what the core tells: `cargo test --test event_coverage` writes it anew"
        );
    }
}

#[test]
fn every_event_and_every_function_is_told_of() {
    let mut witness = Witness::default();
    for edition in Edition::ALL {
        match edition.layout().word {
            4 => watch::<W32>(&mut witness, edition),
            _ => watch::<W64>(&mut witness, edition),
        }
    }
    assert_eq!(witness.events_missing(), [""; 0], "nothing tells of these");
    assert_eq!(witness.functions_missing(), [], "nothing enters these");
    keep(&text(&witness));
}
