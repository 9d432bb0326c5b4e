//! Mistakes with objects and names are answers: each has its error, and the image stays as it was,
//! byte for byte. So it does where no memory is left, at whatever allocation that shows.
#![cfg(not(target_family = "wasm"))]

mod session;

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::{HeapError, Part};
use pymalloc_explorer::heap::{Heap, Present};
use pymalloc_explorer::journal::{Log, Off};
use pymalloc_explorer::memory::{W32, W64, Word};
use serde_json::{Value, json};
use session::{Session, parse};

fn for_each_edition(test: impl Fn(&mut Session)) {
    for edition in Edition::ALL {
        test(&mut Session::new(edition));
    }
}

fn unknown(name: &str) -> HeapError {
    HeapError::UnknownName {
        name: name.to_owned(),
    }
}

fn dead(name: &str) -> HeapError {
    HeapError::DeadObject {
        name: name.to_owned(),
    }
}

fn unhashable(type_name: &str) -> HeapError {
    HeapError::Unhashable {
        type_name: type_name.to_owned(),
    }
}

fn takes_none(type_name: &str, what: Part) -> HeapError {
    HeapError::TakesNone {
        type_name: type_name.to_owned(),
        what,
    }
}

fn no_such(what: Part, name: &str) -> HeapError {
    HeapError::NoSuchPart {
        what,
        name: name.to_owned(),
    }
}

fn is_bad_value(error: &HeapError, of: &str) -> bool {
    matches!(error, HeapError::BadValue { value, .. } if value == of)
}

/// Every request that works on one named object.
fn requests_with(name: &str) -> Vec<Value> {
    vec![
        json!({"op": "ref", "from": name, "to": "l"}),
        json!({"op": "ref", "from": "l", "to": name}),
        json!({"op": "unref", "from": name, "to": "l"}),
        json!({"op": "unref", "from": "l", "to": name}),
        json!({"op": "root_add", "id": name}),
        json!({"op": "root_del", "id": name}),
        json!({"op": "weakref", "id": "w", "to": name, "cb": true}),
        json!({"op": "bind", "name": "other", "to": name}),
        json!({"op": "set_item", "of": name, "key": 0, "to": "l"}),
        json!({"op": "set_item", "of": "d", "key": {"of": name}, "to": "l"}),
        json!({"op": "set_item", "of": "d", "key": 0, "to": name}),
        json!({"op": "del_item", "of": name, "key": 0}),
        json!({"op": "del_item", "of": "d", "key": {"of": name}}),
        json!({"op": "new", "kind": "tuple", "id": "t", "refs": ["l", name]}),
        json!({"op": "new", "kind": "list", "id": "t", "refs": [name]}),
        json!({"op": "new", "kind": "set", "id": "t", "refs": [name]}),
    ]
}

#[test]
fn an_unknown_name() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make("dict", "d");
        for request in requests_with("nobody") {
            assert_eq!(s.refused(request), unknown("nobody"));
        }
    });
}

#[test]
fn a_dead_object() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make("dict", "d");
        s.make("node", "gone");
        s.del("gone");
        for request in requests_with("gone") {
            assert_eq!(s.refused(request), dead("gone"));
        }
    });
}

#[test]
fn a_name_that_was_deleted_while_its_object_lives() {
    for_each_edition(|s| {
        s.make("list", "a");
        s.make_of("list", "keeper", &["a"]);
        s.del("a");
        let error = s.refused(json!({"op": "root_del", "id": "a"}));
        assert_eq!(error, unknown("a"));
        s.ask(json!({"op": "root_add", "id": "a"}));
        assert_eq!(s.refcnt("a"), 2);
    });
}

#[test]
fn wild_addresses() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make("dict", "d");
        s.ask(json!({"op": "free_lists", "on": false}));
        s.make("node", "freed");
        s.make_of("tuple", "big", &["l", "l", "l", "l", "l", "l"]);
        let (freed, list, big) = (s.at("freed"), s.at("l"), s.at("big"));
        let head = s.heap.image().layout().objects.gc_head;
        s.del("freed");
        let word = s.heap.image().layout().word;
        for addr in [
            0,
            8,
            freed,
            list + word,
            list - head,
            big + 4 * word,
            0xdead_beef,
        ] {
            for request in requests_with(&format!("{addr:#x}")) {
                if matches!(request["op"].as_str(), Some("root_add" | "root_del")) {
                    assert_eq!(s.refused(request), unknown(&format!("{addr:#x}")));
                } else {
                    assert_eq!(s.refused(request), HeapError::NotAnObject { addr });
                }
            }
        }
        for text in ["0x", "0xzz", "0x-1", "0x11111111111111111"] {
            let error = s.refused(json!({"op": "bind", "name": "n", "to": text}));
            assert!(is_bad_value(&error, text), "{text}: {error}");
        }
    });
}

#[test]
fn an_object_on_a_free_list_is_dead() {
    for_each_edition(|s| {
        for kind in ["list", "dict"] {
            s.make(kind, "o");
            let addr = s.at("o");
            s.del("o");
            let error = s.refused(json!({"op": "bind", "name": "n", "to": format!("{addr:#x}")}));
            assert_eq!(error, HeapError::NotAnObject { addr }, "{kind}");
        }
    });
}

#[test]
fn an_address_names_a_live_object() {
    for_each_edition(|s| {
        s.make("list", "l");
        let id = format!("{:#x}", s.at("l"));
        s.bind("same", &id);
        assert_eq!(s.at("same"), s.at("l"));
        assert_eq!(s.refcnt("l"), 2);
    });
}

#[test]
fn keys_that_have_no_hash() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make("dict", "d");
        s.make("set", "s");
        s.make_of("tuple", "t", &["l"]);
        s.make_of("tuple", "deep", &["t"]);
        s.make_value("int", "i", "7");
        s.make_of("tuple", "late", &["i", "deep"]);
        for (key, type_name) in [
            ("l", "list"),
            ("d", "dict"),
            ("s", "set"),
            ("t", "list"),
            ("deep", "list"),
            ("late", "list"),
        ] {
            for request in [
                json!({"op": "set_item", "of": "d", "key": {"of": key}, "to": "i"}),
                json!({"op": "del_item", "of": "d", "key": {"of": key}}),
                json!({"op": "ref", "from": "s", "to": key}),
                json!({"op": "new", "kind": "set", "id": "n", "refs": ["i", key]}),
            ] {
                assert_eq!(
                    s.refused(request.clone()),
                    unhashable(type_name),
                    "{request}"
                );
            }
        }
        s.make_of("tuple", "fine", &["i"]);
        s.ask(json!({"op": "set_item", "of": "d", "key": {"of": "fine"}, "to": "l"}));
        s.refer("s", "fine");
    });
}

#[test]
fn a_tuple_cannot_be_changed() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make_of("tuple", "t", &["l"]);
        for request in [
            json!({"op": "ref", "from": "t", "to": "l"}),
            json!({"op": "ref", "from": "t", "to": "t"}),
            json!({"op": "unref", "from": "t", "to": "l"}),
            json!({"op": "set_item", "of": "t", "key": 0, "to": "t"}),
            json!({"op": "del_item", "of": "t", "key": 0}),
        ] {
            assert_eq!(s.refused(request), HeapError::TupleIsFixed);
        }
        let own = s.refused(json!({"op": "new", "kind": "tuple", "id": "u", "refs": ["u"]}));
        assert_eq!(own, unknown("u"), "a tuple that would hold itself");
    });
}

#[test]
fn slots_are_limited() {
    for_each_edition(|s| {
        s.ask(json!({"op": "new", "kind": "node", "id": "n", "slots": 3}));
        for _ in 0..3 {
            s.refer("n", "n");
        }
        let full = s.refused(json!({"op": "ref", "from": "n", "to": "n"}));
        assert_eq!(full, HeapError::NoSlotLeft { slots: 3 });
        let index = s.refused(json!({"op": "set_item", "of": "n", "key": 3, "to": "n"}));
        assert_eq!(index, no_such(Part::Index, "3"));
        s.delete("n", 1);
        let empty = s.refused(json!({"op": "del_item", "of": "n", "key": 1}));
        assert_eq!(empty, no_such(Part::Attribute, "s1"));
        s.ask(json!({"op": "new", "kind": "node", "id": "none", "slots": 0}));
        let none = s.refused(json!({"op": "ref", "from": "none", "to": "n"}));
        assert_eq!(none, HeapError::NoSlotLeft { slots: 0 });
        let many = s.refused(json!({"op": "new", "kind": "node", "id": "m", "slots": 100_001}));
        assert!(matches!(many, HeapError::BadValue { .. }), "{many}");
    });
}

#[test]
fn references_that_are_not_there() {
    for_each_edition(|s| {
        for kind in ["list", "dict", "set", "node", "instance"] {
            s.make(kind, kind);
        }
        s.make("leaf", "o");
        for kind in ["list", "dict", "set", "node", "instance"] {
            let error = s.refused(json!({"op": "unref", "from": kind, "to": "o"}));
            let (from, to) = (kind.to_owned(), "o".to_owned());
            assert_eq!(error, HeapError::NoSuchReference { from, to });
        }
        for index in [0, 1, -1] {
            let delete = s.refused(json!({"op": "del_item", "of": "list", "key": index}));
            assert_eq!(delete, no_such(Part::Index, &index.to_string()));
            let set = s.refused(json!({"op": "set_item", "of": "list", "key": index, "to": "o"}));
            assert_eq!(set, no_such(Part::Index, &index.to_string()));
        }
        for (of, key) in [
            ("dict", json!("k")),
            ("dict", json!(5)),
            ("instance", json!("x")),
        ] {
            let error = s.refused(json!({"op": "del_item", "of": of, "key": key}));
            let text = key.as_str().map_or(key.to_string(), str::to_owned);
            assert_eq!(error, no_such(Part::Key, &text));
        }
        let error = s.refused(json!({"op": "del_item", "of": "dict", "key": {"of": "o"}}));
        assert_eq!(error, no_such(Part::Key, "o"));
    });
}

#[test]
fn kinds_that_take_no_such_thing() {
    for_each_edition(|s| {
        s.make("list", "l");
        s.make_value("int", "i", "7000");
        s.make_value("float", "f", "2.5");
        s.make_value("str", "text", "abc");
        s.make("leaf", "o");
        s.make("node", "n");
        s.weakref("w", "n", false);
        for (id, type_name) in [
            ("i", "int"),
            ("f", "float"),
            ("text", "str"),
            ("o", "object"),
            ("w", "weakref"),
        ] {
            let error = s.refused(json!({"op": "ref", "from": id, "to": "l"}));
            assert_eq!(error, takes_none(type_name, Part::Reference));
            let error = s.refused(json!({"op": "set_item", "of": id, "key": 0, "to": "l"}));
            assert_eq!(error, takes_none(type_name, Part::Item));
            let error = s.refused(json!({"op": "weakref", "id": "v", "to": id, "cb": false}));
            assert_eq!(error, takes_none(type_name, Part::WeakReference));
        }
        s.make("dict", "d");
        s.make("tuple", "t");
        for (id, type_name) in [("l", "list"), ("d", "dict"), ("t", "tuple")] {
            let error = s.refused(json!({"op": "weakref", "id": "v", "to": id, "cb": true}));
            assert_eq!(error, takes_none(type_name, Part::WeakReference));
        }
        s.ask(json!({"op": "new", "kind": "node", "id": "bare", "weakrefs": false}));
        let error = s.refused(json!({"op": "weakref", "id": "v", "to": "bare", "cb": true}));
        assert_eq!(error, takes_none("instance", Part::WeakReference));
        s.make("set", "s");
        let error = s.refused(json!({"op": "set_item", "of": "s", "key": 0, "to": "o"}));
        assert_eq!(error, takes_none("set", Part::Item));
        s.weakref("of_set", "s", true);
    });
}

#[test]
fn values_that_are_none() {
    for_each_edition(|s| {
        for text in ["", "-", "+5", "12x", "1.5", "0x10", " 7", "٣"] {
            let error = s.refused(json!({"op": "new", "kind": "int", "id": "i", "value": text}));
            assert!(is_bad_value(&error, text), "{text}: {error}");
        }
        let long = "9".repeat(4301);
        let error = s.refused(json!({"op": "new", "kind": "int", "id": "i", "value": long}));
        assert!(is_bad_value(&error, &long));
        for text in ["", "abc", "1,5", "1.5.2"] {
            let error = s.refused(json!({"op": "new", "kind": "float", "id": "f", "value": text}));
            assert!(is_bad_value(&error, text), "{text}: {error}");
        }
        s.make("list", "l");
        for kind in ["dict", "node", "instance", "int", "leaf"] {
            let error = s.refused(json!({"op": "new", "kind": kind, "id": "x", "refs": ["l"]}));
            assert!(is_bad_value(&error, "l"), "{kind}: {error}");
        }
        let key = s.refused(json!({"op": "set_item", "of": "l", "key": "name", "to": "l"}));
        assert!(is_bad_value(&key, "name"), "{key}");
        s.make("instance", "a");
        let number = s.refused(json!({"op": "set_item", "of": "a", "key": 0, "to": "l"}));
        assert!(is_bad_value(&number, "0"), "{number}");
        let nameless = s.refused(json!({"op": "set_item", "of": "a", "key": "", "to": "l"}));
        assert!(is_bad_value(&nameless, ""), "{nameless}");
    });
}

#[test]
fn names_that_are_none() {
    for_each_edition(|s| {
        s.make("node", "n");
        for name in [
            "",
            "0x10",
            "a\nb",
            "\u{7f}",
            &"x".repeat(257),
            &"é".repeat(129),
        ] {
            for request in [
                json!({"op": "new", "kind": "list", "id": name}),
                json!({"op": "bind", "name": name, "to": "n"}),
                json!({"op": "weakref", "id": name, "to": "n", "cb": false}),
                json!({"op": "many", "kind": "list", "id": name, "count": 2}),
                json!({"op": "cycles", "count": 2, "id": name}),
                json!({"op": "new", "kind": "fin", "id": "f",
                       "on_fin": [{"op": "root_add", "id": name}]}),
                json!({"op": "weakref", "id": "w", "to": "n", "cb": true,
                       "on_call": [{"op": "ref", "from": "n", "to": name}]}),
            ] {
                let error = s.refused(request.clone());
                assert!(is_bad_value(&error, name), "{request}: {error}");
            }
        }
        s.make("list", &"x".repeat(256));
        s.make("list", "naïve 名前");
        assert_eq!(s.find("f"), None);
    });
}

#[test]
fn generations_that_there_are_not() {
    for_each_edition(|s| {
        s.make("node", "n");
        for request in [
            json!({"op": "collect", "gen": 3}),
            json!({"op": "new", "kind": "fin", "id": "f", "on_fin": [{"op": "collect", "gen": 3}]}),
            json!({"op": "weakref", "id": "w", "to": "n", "cb": true,
                   "on_call": [{"op": "collect", "gen": 3}]}),
        ] {
            let error = s.refused(request);
            assert!(is_bad_value(&error, "3"), "{error}");
        }
    });
}

#[test]
fn python_2_7_has_no_freeze() {
    for op in ["freeze", "unfreeze"] {
        let error = Session::new(Edition::Cpython27W32).refused(json!({ "op": op }));
        let wanted = HeapError::NotInVersion {
            what: "gc.freeze".to_owned(),
            version: "2.7".to_owned(),
        };
        assert_eq!(error, wanted);
        for edition in session::EDITIONS_3 {
            Session::new(edition).ask(json!({ "op": op }));
        }
    }
}

#[test]
fn an_image_holds_so_many_classes() {
    for_each_edition(|s| {
        let first = (0..64).find_map(|slots| {
            let id = format!("n{slots}");
            let request = json!({"op": "new", "kind": "node", "id": id, "slots": slots + 10});
            let before = s.heap.bytes().to_vec();
            let error = s.heap.request(parse(&request)).err()?;
            assert!(s.heap.bytes() == before);
            Some((slots, error))
        });
        assert_eq!(first, Some((49, HeapError::TooManyClasses { most: 64 })));
        s.ask(json!({"op": "new", "kind": "node", "id": "again", "slots": 11}));
    });
}

/// What is asked for where no memory is left; before it, `SETTING` has been done.
fn requests_that_allocate() -> Vec<Value> {
    let big = "8".repeat(300);
    vec![
        json!({"op": "new", "kind": "int", "id": "x", "value": big}),
        json!({"op": "new", "kind": "int", "id": "x", "value": "70000"}),
        json!({"op": "new", "kind": "float", "id": "x", "value": "2.5"}),
        json!({"op": "new", "kind": "str", "id": "x", "value": "some text"}),
        json!({"op": "new", "kind": "str", "id": "x", "value": "schön"}),
        json!({"op": "new", "kind": "str", "id": "x", "value": "q"}),
        json!({"op": "new", "kind": "leaf", "id": "x"}),
        json!({"op": "new", "kind": "tuple", "id": "x", "refs": ["i", "full", "n"]}),
        json!({"op": "new", "kind": "list", "id": "x", "refs": ["i", "full", "n"]}),
        json!({"op": "new", "kind": "set", "id": "x", "refs": ["i", "n", "n2", "a", "o1", "o2", "o3"]}),
        json!({"op": "new", "kind": "dict", "id": "x"}),
        json!({"op": "new", "kind": "node", "id": "x"}),
        json!({"op": "new", "kind": "instance", "id": "x"}),
        json!({"op": "new", "kind": "instance_fin", "id": "x"}),
        json!({"op": "new", "kind": "fin", "id": "x", "on_fin": [{"op": "root_add", "id": "x"}]}),
        json!({"op": "ref", "from": "full", "to": "n"}),
        json!({"op": "ref", "from": "d", "to": "n"}),
        json!({"op": "ref", "from": "s", "to": "n"}),
        json!({"op": "ref", "from": "a", "to": "n"}),
        json!({"op": "ref", "from": "b", "to": "n"}),
        json!({"op": "set_item", "of": "d", "key": "new key", "to": "n"}),
        json!({"op": "set_item", "of": "d", "key": 100_000, "to": "n"}),
        json!({"op": "set_item", "of": "b", "key": "second", "to": "n"}),
        json!({"op": "del_item", "of": "d", "key": 70_000}),
        json!({"op": "del_item", "of": "d", "key": "word"}),
        json!({"op": "del_item", "of": "b", "key": "first"}),
        json!({"op": "unref", "from": "b", "to": "i"}),
        json!({"op": "unref", "from": "long", "to": "i"}),
        json!({"op": "del_item", "of": "long", "key": 0}),
        json!({"op": "weakref", "id": "x", "to": "n", "cb": false}),
        json!({"op": "weakref", "id": "x", "to": "n", "cb": true}),
        json!({"op": "many", "kind": "instance", "id": "x", "count": 5}),
        json!({"op": "cycles", "count": 3}),
        json!({"op": "cycles", "count": 3, "id": "x"}),
    ]
}

fn setting<W: Word>(edition: Edition) -> Heap<W, Off> {
    let mut heap = Heap::<W, Off>::new(edition, ArenaAlignment::Aligned).expect("heap");
    let mut ask = |request: Value| {
        let done = heap.request(parse(&request));
        done.unwrap_or_else(|error| panic!("{request}: {error}"))
    };
    ask(json!({"op": "disable"}));
    ask(json!({"op": "free_lists", "on": false}));
    ask(json!({"op": "new", "kind": "int", "id": "i", "value": "5000"}));
    for id in ["n", "n2"] {
        ask(json!({"op": "new", "kind": "node", "id": id}));
    }
    for id in ["a", "b"] {
        ask(json!({"op": "new", "kind": "instance", "id": id}));
    }
    ask(json!({"op": "set_item", "of": "b", "key": "first", "to": "i"}));
    for id in ["o1", "o2", "o3", "o4"] {
        ask(json!({"op": "new", "kind": "leaf", "id": id}));
    }
    ask(json!({"op": "new", "kind": "list", "id": "full", "refs": ["i", "i", "i", "i"]}));
    ask(json!({"op": "new", "kind": "list", "id": "long", "refs": vec!["i"; 20]}));
    for _ in 0..11 {
        ask(json!({"op": "unref", "from": "long", "to": "i"}));
    }
    ask(json!({"op": "new", "kind": "dict", "id": "d"}));
    ask(json!({"op": "set_item", "of": "d", "key": "word", "to": "i"}));
    for key in 70_000..70_004 {
        ask(json!({"op": "set_item", "of": "d", "key": key, "to": "i"}));
    }
    ask(json!({"op": "new", "kind": "set", "id": "s", "refs": ["o1", "o2", "o3", "o4"]}));
    heap
}

/// Blocks of each size class that can be let go while nothing else is to be had.
const SPARES: usize = 40;
/// Small blocks of the C library's, one behind the other, that can be let go.
const GRAINS: usize = 1500;

/// An image in which no memory is to be had but what is let go first.
struct Exhausted {
    image: Vec<u8>,
    /// Blocks of each size class.
    spares: Vec<Vec<u64>>,
    /// Raw blocks, which become one as they are freed.
    grains: Vec<u64>,
}

fn exhausted<W: Word>(edition: Edition) -> Exhausted {
    let mut heap = setting::<W>(edition);
    let layout = *heap.image().layout();
    let classes: Vec<u64> = (1..=u64::from(layout.size_classes))
        .map(|class| class * layout.alignment)
        .collect();
    let mut spares = Vec::new();
    for &nbytes in &classes {
        let blocks = (0..SPARES).map(|_| heap.malloc(nbytes).expect("malloc"));
        spares.push(blocks.collect());
    }
    heap.set_limits(1, 0).expect("limits");
    for &nbytes in classes.iter().rev() {
        loop {
            let block = heap.malloc(nbytes).expect("malloc");
            if heap.live_block(block).expect("a block").szidx.is_none() {
                break;
            }
        }
    }
    let grains = (0..GRAINS).map(|_| heap.malloc(8).expect("malloc"));
    let grains = grains.collect();
    heap.set_limits(1, 1).expect("limits");
    for nbytes in [100_000, 10_000, 1000]
        .into_iter()
        .chain(classes.into_iter().rev())
    {
        while heap.malloc(nbytes).expect("malloc") != 0 {}
    }
    Exhausted {
        image: heap.bytes().to_vec(),
        spares,
        grains,
    }
}

impl Exhausted {
    /// Asks when some spares and grains were let go; whether that was enough.
    fn ask<W: Word, J: Present>(
        &self,
        spares: impl Fn(usize) -> usize,
        grains: usize,
        request: &Value,
    ) -> bool {
        let mut heap = Heap::<W, J>::from_image(self.image.clone()).expect("an image");
        for (class, blocks) in self.spares.iter().enumerate() {
            for &block in &blocks[..spares(class)] {
                heap.free(block).expect("free");
            }
        }
        for &grain in &self.grains[..grains] {
            heap.free(grain).expect("free");
        }
        let before = heap.bytes().to_vec();
        let Err(error) = heap.request(parse(request)) else {
            return true;
        };
        assert_eq!(error, HeapError::NoMemory, "{request}");
        if J::ON {
            assert!(heap.bytes() == before, "{request}: the image changed");
        }
        false
    }
}

/// Each request fails at each of its allocations: for want of a block of one class, or, with pymalloc
/// used up, for want of so many bytes of the C library's.
fn runs_out_everywhere<W: Word>(edition: Edition) {
    let exhausted = exhausted::<W>(edition);
    let mut failures = 0;
    for request in requests_that_allocate() {
        let one_short =
            |class: usize, few: usize| move |of: usize| if of == class { few } else { SPARES };
        if exhausted.ask::<W, Log>(|_| SPARES, 0, &request) {
            for class in 0..exhausted.spares.len() {
                let mut few = 0;
                while !exhausted.ask::<W, Log>(one_short(class, few), 0, &request) {
                    exhausted.ask::<W, Off>(one_short(class, few), 0, &request);
                    few += 1;
                }
                failures += few;
            }
        }
        let mut grains = 0;
        while !exhausted.ask::<W, Log>(|_| 0, grains, &request) {
            exhausted.ask::<W, Off>(|_| 0, grains, &request);
            grains += 1;
        }
        failures += grains;
    }
    assert!(failures > 200, "{edition:?}: {failures} failures only");
}

#[test]
fn no_memory_in_2_7() {
    runs_out_everywhere::<W32>(Edition::Cpython27W32);
}

#[test]
fn no_memory_in_3_10_on_32_bits() {
    runs_out_everywhere::<W32>(Edition::Cpython310W32);
}

#[test]
fn no_memory_in_3_9() {
    runs_out_everywhere::<W64>(Edition::Cpython39W64);
}

#[test]
fn no_memory_in_3_10() {
    runs_out_everywhere::<W64>(Edition::Cpython310W64);
}
