//! Requests about objects that are the interpreter's own, and finalizers that undo what is being
//! done: whatever the answer is, the invariants hold, also after a full collection.
#![cfg(not(target_family = "wasm"))]

mod session;

use pymalloc_explorer::check::check_objects_only;
use pymalloc_explorer::edition::Edition;
use serde_json::{Value, json};
use session::{Session, parse};

fn sound(s: &Session, what: &dyn std::fmt::Debug) {
    assert_eq!(check_objects_only(&s.heap.image()), [], "{what:?}");
}

/// Asks, whatever the answer, and looks at the invariants before and after a full collection; an
/// error has to change nothing. Then all is undone.
fn try_out(s: &mut Session, requests: &[Value]) -> bool {
    let operations = s.heap.operations();
    let mut went_through = true;
    for request in requests {
        let before = s.heap.bytes().to_vec();
        if let Err(error) = s.heap.request(parse(request)) {
            assert!(
                s.heap.bytes() == before,
                "{request}: {error}, and the image changed"
            );
            went_through = false;
        }
        sound(s, request);
    }
    s.ask_quietly(json!({"op": "collect", "gen": 2}));
    sound(s, &requests);
    while s.heap.operations() > operations {
        s.heap.undo().expect("in the journal");
    }
    went_through
}

/// Every request with an object in every place of it.
fn requests_about(id: &str, other: &str) -> Vec<Value> {
    let mut all = vec![
        json!({"op": "ref", "from": id, "to": other}),
        json!({"op": "ref", "from": other, "to": id}),
        json!({"op": "unref", "from": id, "to": other}),
        json!({"op": "unref", "from": other, "to": id}),
        json!({"op": "root_add", "id": id}),
        json!({"op": "root_del", "id": id}),
        json!({"op": "weakref", "id": "w", "to": id, "cb": true}),
        json!({"op": "weakref", "id": "w", "to": id, "cb": false}),
        json!({"op": "bind", "name": "n", "to": id}),
        json!({"op": "new", "kind": "tuple", "id": "n", "refs": [id, id, other]}),
        json!({"op": "new", "kind": "list", "id": "n", "refs": [id, id]}),
        json!({"op": "new", "kind": "set", "id": "n", "refs": [id, id]}),
        json!({"op": "set_item", "of": "d", "key": {"of": id}, "to": id}),
        json!({"op": "del_item", "of": "d", "key": {"of": id}}),
    ];
    for key in [
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(i64::MAX),
        json!("a"),
        json!(""),
        json!({"of": id}),
    ] {
        all.push(json!({"op": "set_item", "of": id, "key": key, "to": other}));
        all.push(json!({"op": "set_item", "of": other, "key": key, "to": id}));
        all.push(json!({"op": "del_item", "of": id, "key": key}));
    }
    all
}

fn interpreters_own(s: &Session) -> Vec<u64> {
    let image = s.heap.image();
    let symbols = &image.layout().object_symbols;
    let first_of = |table: u64| image.word(table);
    let mut own = vec![
        symbols.garbage,
        symbols.none,
        symbols.dummy,
        symbols.callback,
        symbols.empty_tuple,
        symbols.small_ints,
        symbols.small_ints + symbols.small_int_size,
        symbols.types,
        first_of(symbols.interned),
        first_of(symbols.latin1),
        first_of(symbols.names),
    ];
    own.extend(
        (0..256)
            .map(|c| first_of(symbols.latin1 + c * image.layout().word))
            .filter(|&at| at != 0),
    );
    own.extend(
        own.clone()
            .iter()
            .map(|&op| image.word(op + image.layout().word)),
    );
    own.sort_unstable();
    own.dedup();
    own
}

fn furnished(edition: Edition) -> Session {
    let mut s = Session::new(edition);
    s.make("list", "l");
    s.make("dict", "d");
    s.make("instance", "i");
    s.make("set", "s");
    s.make("node", "o");
    s.make_value("str", "a", "a");
    s.make_value("int", "five", "5");
    s.set("i", "a", "l");
    s.set("d", "a", "five");
    s.set("d", "long enough", "five");
    s.refer("l", "i");
    s
}

#[test]
fn what_is_the_interpreters_own_stays_whole() {
    for edition in Edition::ALL {
        let mut s = furnished(edition);
        for addr in interpreters_own(&s) {
            for other in ["l", "d", "i", "s", "o", "a"] {
                for request in requests_about(&format!("{addr:#x}"), other) {
                    try_out(&mut s, &[request]);
                }
            }
        }
    }
}

/// Finalizers and callbacks that do to everybody what they can, themselves included.
fn hostile_actions(me: &str) -> Vec<Value> {
    vec![
        json!([{"op": "root_del", "id": me}, {"op": "root_del", "id": me}]),
        json!([{"op": "root_add", "id": me}, {"op": "root_del", "id": me}]),
        json!([{"op": "ref", "from": "l", "to": me}, {"op": "unref", "from": "l", "to": me}]),
        json!([{"op": "ref", "from": me, "to": me}, {"op": "collect", "gen": 2}]),
        json!([{"op": "root_del", "id": "l"}, {"op": "collect", "gen": 2}, {"op": "ref", "from": "l", "to": me}]),
        json!([{"op": "unref", "from": "l", "to": "victim"}, {"op": "unref", "from": "d", "to": "victim"}]),
        json!([{"op": "root_del", "id": "w"}, {"op": "root_del", "id": "v"}, {"op": "collect", "gen": 0}]),
        json!([{"op": "ref", "from": "s", "to": me}, {"op": "ref", "from": "nobody", "to": me}]),
    ]
}

#[test]
fn finalizers_and_callbacks_that_undo_what_is_being_done() {
    let endings = [
        vec![json!({"op": "root_del", "id": "victim"})],
        vec![json!({"op": "new", "kind": "list", "id": "victim"})],
        vec![json!({"op": "bind", "name": "victim", "to": "l"})],
        vec![
            json!({"op": "ref", "from": "l", "to": "victim"}),
            json!({"op": "ref", "from": "victim", "to": "l"}),
            json!({"op": "root_del", "id": "victim"}),
            json!({"op": "unref", "from": "l", "to": "victim"}),
            json!({"op": "root_del", "id": "l"}),
        ],
        vec![
            json!({"op": "set_item", "of": "d", "key": 1, "to": "victim"}),
            json!({"op": "root_del", "id": "victim"}),
            json!({"op": "set_item", "of": "d", "key": 1, "to": "l"}),
            json!({"op": "del_item", "of": "d", "key": 1}),
        ],
    ];
    for edition in Edition::ALL {
        for kind in ["fin", "legacy", "instance_fin", "instance_legacy"] {
            for on_fin in hostile_actions("victim") {
                for on_call in hostile_actions("w") {
                    let mut s = furnished(edition);
                    s.ask_quietly(
                        json!({"op": "new", "kind": kind, "id": "victim", "on_fin": on_fin}),
                    );
                    s.ask_quietly(json!({"op": "weakref", "id": "w", "to": "victim", "cb": true, "on_call": on_call}));
                    s.ask_quietly(json!({"op": "weakref", "id": "v", "to": "victim", "cb": true}));
                    for ending in &endings {
                        try_out(&mut s, ending);
                    }
                }
            }
        }
    }
}

#[test]
fn a_request_makes_no_more_than_memory_can_note() {
    for edition in Edition::ALL {
        let mut s = furnished(edition);
        s.refused(json!({"op": "many", "kind": "leaf", "id": "m", "count": u32::MAX}));
        s.refused(json!({"op": "cycles", "count": u32::MAX}));
    }
}
