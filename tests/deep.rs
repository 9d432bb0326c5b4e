//! Deep structures: they die without a deep stack, in the order that CPython's trashcan gives, as
//! recorded from real interpreters; and a million objects are not too many.
#![cfg(not(target_family = "wasm"))]

mod session;

use std::collections::BTreeMap;

use pymalloc_explorer::check::check_objects_only;
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::event::Event;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Off;
use pymalloc_explorer::memory::{W32, W64, Word};
use serde_json::{Value, json};
use session::{AnyHeap, any_heap, parse};

/// What kills a chain, or what the collector makes of it.
struct Chain {
    heap: Box<dyn AnyHeap>,
    /// Which member or marker each weak reference, or each object with a finalizer, belongs to.
    numbers: BTreeMap<u64, u64>,
}

impl Chain {
    fn ask(&mut self, request: Value) -> u64 {
        let answer = self.heap.request(parse(&request));
        let answer = answer.unwrap_or_else(|error| panic!("{request}: {error}"));
        answer.object.unwrap_or_default()
    }

    fn watch(&mut self, id: &str, number: u64) {
        let weakref = format!("w{number}");
        let at = self.ask(json!({"op": "weakref", "id": weakref, "to": id, "cb": true}));
        self.numbers.insert(at, number);
    }

    fn marker(&mut self, number: u64) {
        self.ask(json!({"op": "new", "kind": "node", "id": "m"}));
        self.watch("m", number);
    }

    /// `new.a = m; new.b = t`, or what of these there is.
    fn attributes(&mut self, named: bool, refs: &[&str]) {
        for (index, to) in refs.iter().enumerate() {
            let key = if named {
                json!(["a", "b"][index])
            } else {
                json!(index)
            };
            self.ask(json!({"op": "set_item", "of": "new", "key": key, "to": to}));
        }
    }

    /// Makes member `number`, which refers to the one before, and calls it `t`.
    fn member(&mut self, shape: &str, number: u64) {
        let before: &[&str] = if number == 0 { &[] } else { &["t"] };
        let marked = !shape.ends_with("_watched") && !shape.contains("fin");
        if marked {
            self.marker(number);
        }
        let with_marker: Vec<&str> = ["m"].iter().chain(before).copied().collect();
        match shape {
            "lists" => {
                self.ask(json!({"op": "new", "kind": "list", "id": "new", "refs": with_marker}));
            }
            "lists_marked_last" => {
                let refs: Vec<&str> = before.iter().chain(&["m"]).copied().collect();
                self.ask(json!({"op": "new", "kind": "list", "id": "new", "refs": refs}));
            }
            "tuples" => {
                self.ask(json!({"op": "new", "kind": "tuple", "id": "new", "refs": with_marker}));
            }
            "dicts" => {
                self.ask(json!({"op": "new", "kind": "dict", "id": "new"}));
                self.attributes(false, &with_marker);
            }
            "slots" | "slots_watched" | "slots_of_sets" => {
                self.ask(json!({"op": "new", "kind": "node", "id": "new"}));
                if shape == "slots_of_sets" {
                    self.ask(json!({"op": "new", "kind": "set", "id": "s", "refs": before}));
                    self.attributes(false, &["m", "s"]);
                } else if marked {
                    self.attributes(false, &with_marker);
                } else {
                    self.attributes(false, before);
                }
            }
            "instances" | "instances_watched" | "instances_of_lists" => {
                self.ask(json!({"op": "new", "kind": "instance", "id": "new"}));
                if shape == "instances_of_lists" {
                    self.ask(json!({"op": "new", "kind": "list", "id": "s", "refs": before}));
                    self.attributes(true, &["m", "s"]);
                } else if marked {
                    self.attributes(true, &with_marker);
                } else {
                    self.attributes(true, before);
                }
            }
            "fins" | "instances_fin" => {
                let named = shape == "instances_fin";
                let kind = if named { "instance_fin" } else { "fin" };
                let at = self.ask(json!({"op": "new", "kind": kind, "id": "new"}));
                self.numbers.insert(at, number);
                self.attributes(named, before);
            }
            _ => panic!("no shape {shape}"),
        }
        if shape.ends_with("_watched") {
            self.watch("new", number);
        }
        self.ask(json!({"op": "bind", "name": "t", "to": "new"}));
        self.ask(json!({"op": "root_del", "id": "new"}));
        if marked {
            self.ask(json!({"op": "root_del", "id": "m"}));
        }
        if shape.ends_with("_sets") || shape.ends_with("_lists") {
            self.ask(json!({"op": "root_del", "id": "s"}));
        }
    }

    /// Who died in the last operation, in order.
    fn deaths(&mut self) -> Vec<u64> {
        let events = self.heap.events().into_iter();
        events
            .filter_map(|event| match event {
                Event::WeakrefCallback { weakref: at } | Event::FinalizerCalled { object: at } => {
                    self.numbers.get(&at).copied()
                }
                _ => None,
            })
            .collect()
    }
}

fn chain(edition: Edition, shape: &str, depth: u64) -> Chain {
    let mut chain = Chain {
        heap: any_heap(edition, ArenaAlignment::Aligned),
        numbers: BTreeMap::new(),
    };
    chain.ask(json!({"op": "disable"}));
    (0..depth).for_each(|number| chain.member(shape, number));
    chain
}

/// Runs of numbers, up or down, written out.
fn written_out(runs: &Value) -> Vec<u64> {
    let pair = |run: &Value| (run[0].as_u64().expect("from"), run[1].as_u64().expect("to"));
    let runs = runs.as_array().expect("runs").iter().map(pair);
    runs.flat_map(|(from, to)| -> Box<dyn Iterator<Item = u64>> {
        if from <= to {
            Box::new(from..=to)
        } else {
            Box::new((to..=from).rev())
        }
    })
    .collect()
}

fn die_in_order(edition: Edition, recorded: &str, depths: &[u64]) {
    let recorded: BTreeMap<String, Value> = serde_json::from_str(recorded).expect("JSON");
    let mut compared = 0;
    for (name, runs) in &recorded {
        let (shape, depth) = name.split_once(' ').expect("a shape and a depth");
        let depth = depth.parse().expect("a depth");
        if !depths.contains(&depth) {
            continue;
        }
        let mut chain = chain(edition, shape, depth);
        chain.ask(json!({"op": "root_del", "id": "t"}));
        assert!(chain.deaths() == written_out(runs), "{edition:?}: {name}");
        if depth <= 1000 {
            let violations = check_objects_only(&chain.heap.image());
            assert!(violations.is_empty(), "{name}: {violations:?}");
        }
        compared += 1;
    }
    assert!(compared >= 10 * depths.len());
}

const DEATHS_2_7: &str = include_str!("golden/gc/deaths-2.7.18.json");
const DEATHS_3_9: &str = include_str!("golden/gc/deaths-3.9.18.json");
const DEATHS_3_10: &str = include_str!("golden/gc/deaths-3.10.13.json");

#[test]
fn chains_die_in_the_order_of_each_version() {
    let depths = [30, 120, 200, 1000];
    die_in_order(Edition::Cpython27W32, DEATHS_2_7, &depths);
    die_in_order(Edition::Cpython39W64, DEATHS_3_9, &depths);
    die_in_order(Edition::Cpython310W32, DEATHS_3_10, &depths);
    die_in_order(Edition::Cpython310W64, DEATHS_3_10, &depths);
}

#[test]
fn ten_thousand_deep_in_2_7() {
    die_in_order(Edition::Cpython27W32, DEATHS_2_7, &[10_000]);
}

#[test]
fn ten_thousand_deep_in_3_10() {
    die_in_order(Edition::Cpython310W32, DEATHS_3_10, &[10_000]);
}

/// As long a stack as a browser's is, at least: what is deeper than the trashcan allows overflows it.
fn with_a_short_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 * 1024);
    thread
        .spawn(test)
        .expect("a thread")
        .join()
        .expect("no panic");
}

fn each_edition(test: fn(Edition)) {
    for edition in Edition::ALL {
        with_a_short_stack(move || test(edition));
    }
}

struct Million<W: Word> {
    heap: Heap<W, Off>,
}

impl<W: Word> Million<W> {
    fn new(edition: Edition) -> Million<W> {
        let heap = Heap::new(edition, ArenaAlignment::Aligned).expect("heap");
        let mut million = Million { heap };
        million.ask(json!({"op": "disable"}));
        million.ask(json!({"op": "free_lists", "on": false}));
        million
    }

    fn ask(&mut self, request: Value) -> Option<u64> {
        let answer = self.heap.request(parse(&request));
        answer.unwrap_or_else(|error| panic!("{error}")).collected
    }

    fn live_blocks(&self) -> usize {
        self.heap.image().live_blocks(None).len()
    }
}

const MILLION: u32 = 1_000_000;

/// A list in a list, a million deep.
fn chain_of_a_million<W: Word>(edition: Edition) -> Million<W> {
    let mut million = Million::<W>::new(edition);
    million.ask(json!({"op": "new", "kind": "list", "id": "t"}));
    for _ in 1..MILLION {
        million.ask(json!({"op": "new", "kind": "list", "id": "t", "refs": ["t"]}));
    }
    million
}

fn a_million_die_by_count<W: Word>(edition: Edition) {
    let mut million = chain_of_a_million::<W>(edition);
    assert_eq!(million.live_blocks(), 2 * MILLION as usize - 1);
    million.ask(json!({"op": "root_del", "id": "t"}));
    assert_eq!(million.live_blocks(), 0);
}

fn a_million_die_in_a_cycle<W: Word>(edition: Edition) {
    let mut million = Million::<W>::new(edition);
    million.ask(json!({"op": "new", "kind": "list", "id": "first"}));
    million.ask(json!({"op": "bind", "name": "t", "to": "first"}));
    for _ in 1..MILLION {
        million.ask(json!({"op": "new", "kind": "list", "id": "t", "refs": ["t"]}));
    }
    million.ask(json!({"op": "ref", "from": "first", "to": "t"}));
    million.ask(json!({"op": "root_del", "id": "t"}));
    million.ask(json!({"op": "root_del", "id": "first"}));
    let collected = million.ask(json!({"op": "collect", "gen": 2}));
    assert_eq!(collected, Some(MILLION.into()));
    assert_eq!(million.live_blocks(), 0);
}

/// A tuple of a million items: of one int, again and again, and of as many lists.
fn a_tuple_of_a_million<W: Word>(edition: Edition) {
    let mut million = Million::<W>::new(edition);
    million.ask(json!({"op": "new", "kind": "int", "id": "i", "value": "70000"}));
    let same = vec!["i"; MILLION as usize];
    million.ask(json!({"op": "new", "kind": "tuple", "id": "t", "refs": same}));
    million.ask(json!({"op": "root_del", "id": "t"}));
    million.ask(json!({"op": "root_del", "id": "i"}));
    million.ask(json!({"op": "collect", "gen": 2}));
    assert_eq!(million.live_blocks(), 0);
    million.ask(json!({"op": "many", "kind": "list", "id": "all", "count": MILLION}));
    let image = million.heap.image();
    let table = image.name_table().expect("names");
    let all = table.iter().find(|entry| table.text(entry) == "all");
    let list = image
        .decode_object(all.expect("all").object)
        .expect("a list");
    let mut addresses = Vec::with_capacity(MILLION as usize);
    image.contents(&list, &mut |_, to, _| {
        addresses.push(format!("{to:#x}"));
        true
    });
    assert_eq!(addresses.len(), MILLION as usize);
    million.ask(json!({"op": "new", "kind": "tuple", "id": "t", "refs": addresses}));
    million.ask(json!({"op": "root_del", "id": "all"}));
    assert_eq!(million.ask(json!({"op": "collect", "gen": 2})), Some(0));
    assert_eq!(million.live_blocks(), MILLION as usize + 1);
    million.ask(json!({"op": "root_del", "id": "t"}));
    assert_eq!(million.live_blocks(), 0);
}

#[test]
fn a_chain_of_a_million_lists_dies_by_reference_count() {
    each_edition(|edition| match edition.layout().word {
        4 => a_million_die_by_count::<W32>(edition),
        _ => a_million_die_by_count::<W64>(edition),
    });
}

#[test]
fn a_ring_of_a_million_lists_is_collected() {
    each_edition(|edition| match edition.layout().word {
        4 => a_million_die_in_a_cycle::<W32>(edition),
        _ => a_million_die_in_a_cycle::<W64>(edition),
    });
}

#[test]
fn a_tuple_has_a_million_items() {
    each_edition(|edition| match edition.layout().word {
        4 => a_tuple_of_a_million::<W32>(edition),
        _ => a_tuple_of_a_million::<W64>(edition),
    });
}
