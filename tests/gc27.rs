//! What CPython 2.7 does otherwise, each difference by a test; what its programs print is from a real
//! 2.7.18 (a test that has the name of a program of the reference writes that down).
#![cfg(not(target_family = "wasm"))]

mod session;

use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::edition::objects::refs27;
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::event::{Event, Phase};
use serde_json::json;
use session::{EDITIONS_3, Session};

fn session() -> Session {
    let mut s = Session::new(Edition::Cpython27W32);
    s.collect(2);
    s.told.clear();
    s
}

/// `gc_refs` of a named object, as it stands in the third field of its head.
fn gc_refs(s: &Session, id: &str) -> i64 {
    gc_refs_at(s, s.at(id))
}

fn gc_refs_at(s: &Session, object: u64) -> i64 {
    let image = s.heap.image();
    let head = object - image.layout().objects.gc_head;
    i64::from(image.uint(head + 8) as i32)
}

/// The phases of the last operation, in order.
fn phases(s: &mut Session) -> Vec<Phase> {
    let events = s.heap.events().into_iter();
    events
        .filter_map(|event| match event {
            Event::PhaseStarted { phase } => Some(phase),
            _ => None,
        })
        .collect()
}

#[test]
fn a_head_has_three_fields_and_says_where_its_object_stands() {
    let mut s = session();
    assert_eq!(s.heap.image().layout().objects.gc_head, 12);
    s.make("list", "l");
    s.make("dict", "d");
    s.make_of("list", "m", &["l"]);
    assert_eq!(gc_refs(&s, "l"), refs27::REACHABLE);
    assert_eq!(gc_refs(&s, "d"), refs27::UNTRACKED);
    let (next, prev) = {
        let image = s.heap.image();
        let head = s.at("l") - 12;
        (image.word(head), image.word(head + 4))
    };
    assert_eq!(next, s.at("m") - 12, "gc_next has no flags");
    assert_eq!(prev, s.heap.image().gc_lists()[0].1, "nor has gc_prev");
    s.collect(2);
    assert_eq!(
        gc_refs(&s, "l"),
        refs27::REACHABLE,
        "and so it is after a collection"
    );
}

#[test]
fn gc_refs_is_a_field_of_its_own() {
    let mut s = session();
    s.make("list", "a");
    s.make_of("list", "b", &["a"]);
    s.refer("a", "b");
    s.bind("c", "a");
    s.make("list", "g");
    s.refer("g", "g");
    let (a, g) = (s.at("a"), s.at("g"));
    s.del("g");
    s.collect(0);
    let number = s.heap.operations();
    let events = s.heap.events();
    let mut seen = Vec::new();
    for (step, event) in events.iter().enumerate() {
        s.heap.seek_step(number, step + 1);
        let refs = [gc_refs_at(&s, a), gc_refs_at(&s, g)];
        match event {
            Event::RefsCopied { object, refs: copy } if *object == a => {
                assert_eq!((refs[0], *copy), (3, 3));
                assert_eq!(s.heap.image().word(a), 3, "ob_refcnt");
                seen.push("copied");
            }
            Event::RefSubtracted { object, .. } if *object == a => {
                assert_eq!(refs[0], 2);
                assert_eq!(s.heap.image().word(a), 3, "ob_refcnt stays");
                seen.push("subtracted");
            }
            Event::Reachable { object, .. } if *object == a => {
                assert_eq!(refs[0], refs27::REACHABLE);
                seen.push("reachable");
            }
            Event::TentativelyUnreachable { object } if *object == g => {
                assert_eq!(refs[1], refs27::TENTATIVELY_UNREACHABLE);
                seen.push("unreachable");
            }
            Event::PhaseStarted { .. } => {
                let image = s.heap.image();
                let list = image.gc_lists()[0].1;
                for head in image.gc_list(list) {
                    let back = image.gc_prev(image.gc_next(head));
                    assert_eq!(back, head, "the lists are doubly linked all the time");
                }
            }
            _ => {}
        }
    }
    s.heap.settle();
    assert_eq!(seen, ["copied", "subtracted", "reachable", "unreachable"]);
}

#[test]
fn tuples_are_untracked_inside_move_unreachable() {
    let mut s = session();
    s.make_value("int", "i", "1");
    s.make_of("tuple", "t", &["i", "i"]);
    assert!(s.is_tracked("t"));
    let t = s.at("t");
    s.collect(0);
    let mut phase = None;
    let mut where_it_was = None;
    for event in s.heap.events() {
        match event {
            Event::PhaseStarted { phase: started } => phase = Some(started),
            Event::Untracked { object } if object == t => where_it_was = phase,
            _ => {}
        }
    }
    assert_eq!(where_it_was, Some(Phase::MoveUnreachable));
    assert!(!s.is_tracked("t"));
    assert!(!phases(&mut s).contains(&Phase::UntrackTuples));
    for edition in EDITIONS_3 {
        let mut s = Session::new(edition);
        s.make("list", "l");
        s.collect(0);
        assert!(phases(&mut s).contains(&Phase::UntrackTuples));
    }
}

/// A tuple whose item was untracked before it is visited goes in the same collection, as in 2.7.18.
#[test]
fn a_tuple_of_a_tuple() {
    let mut s = session();
    s.make_value("int", "i", "1");
    s.make_of("tuple", "inner", &["i"]);
    s.make_of("tuple", "outer", &["inner"]);
    s.collect(0);
    assert!(!s.is_tracked("inner") && !s.is_tracked("outer"));
    s.make_of("tuple", "inner", &["i"]);
    s.make_of("tuple", "outer", &["inner"]);
    s.del("inner");
    s.collect(0);
    // The inner one was reached from the outer one only, and is visited after it.
    assert!(!s.is_tracked("inner") && s.is_tracked("outer"));
}

#[test]
fn nothing_is_deduced_a_second_time() {
    let mut s = session();
    s.make("list", "l");
    s.refer("l", "l");
    s.del("l");
    assert_eq!(s.collect(2), 1);
    let phases = phases(&mut s);
    let times = |phase| phases.iter().filter(|&&other| other == phase).count();
    assert_eq!(times(Phase::SubtractRefs), 1);
    assert_eq!(times(Phase::MoveUnreachable), 1);
    assert_eq!(times(Phase::FinalizeGarbage), 0);
    assert_eq!(times(Phase::HandleResurrectedObjects), 0);
}

/// As recorded in 2.7.18: a weak reference in a garbage cycle is not cleared beforehand, so that its
/// callback is called when the object that it leads to dies before it.
#[test]
fn weak_references_in_garbage_are_not_cleared_early() {
    for (order, called) in [(["w", "o", "g"], 1), (["o", "w", "g"], 0)] {
        let mut s = session();
        s.make("node", "o");
        s.collect(2);
        s.make("list", "g");
        s.weakref("w", "o", true);
        order.iter().for_each(|id| s.refer("g", id));
        s.del_all(&["w", "o", "g"]);
        s.collect(0);
        assert_eq!(s.take_told("wrcb").len(), called, "{order:?}");
        assert_eq!(s.find("o"), None);
        s.expect_sound();
    }
}

#[test]
fn there_is_no_freeze_and_there_are_no_stats() {
    let mut s = session();
    let error = s.refused(json!({"op": "freeze"}));
    assert!(matches!(error, HeapError::NotInVersion { .. }));
    s.collect(2);
    let view = s.heap.image().generations(0);
    assert_eq!(view.permanent, None);
    assert!(
        view.generations
            .iter()
            .all(|row| row.collections == 0 && row.collected == 0)
    );
}

#[test]
fn callbacks_come_before_the_finalizer() {
    let order = |edition: Edition| {
        let mut s = Session::new(edition);
        s.make("instance_fin", "n");
        s.weakref("w", "n", true);
        s.del("n");
        s.take_told("")
    };
    assert_eq!(
        order(Edition::Cpython27W32),
        ["wrcb w", "fin n", "dealloc n"]
    );
    for edition in EDITIONS_3 {
        assert_eq!(order(edition), ["fin n", "wrcb w", "dealloc n"]);
    }
}

#[test]
fn a_finalizer_is_called_each_time() {
    let mut s = session();
    s.make("list", "saved");
    s.ask(json!({"op": "new", "kind": "instance_fin", "id": "x",
                 "on_fin": [{"op": "ref", "from": "saved", "to": "x"}]}));
    s.del("x");
    assert_eq!(s.take_told("fin"), ["x"]);
    s.unref("saved", "x");
    assert_eq!(s.take_told("fin"), ["x"], "there is no finalized bit");
    assert!(s.find("x").is_some());
}

#[test]
fn a_finalizer_makes_a_cycle_uncollectable() {
    for kind in ["fin", "legacy", "instance_fin"] {
        let mut s = session();
        for id in ["a", "b"] {
            s.make(kind, id);
        }
        s.refer("a", "b");
        s.refer("b", "a");
        s.del_all(&["a", "b"]);
        let found = s.collect(2);
        assert_eq!(found, if kind == "instance_fin" { 4 } else { 2 });
        assert!(s.take_told("fin").is_empty());
        assert_eq!(s.garbage(), (2, vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(s.generation("a"), Some(2), "they live on");
        s.expect_sound();
        for edition in EDITIONS_3 {
            let mut s = Session::new(edition);
            s.make("fin", "a");
            s.refer("a", "a");
            s.del("a");
            assert_eq!(s.collect(2), 1);
            assert_eq!(s.take_told("fin"), ["a"]);
            assert_eq!(s.garbage().0, 0);
        }
    }
}

/// Only what has a finalizer is in `gc.garbage`; what it reaches lives on with it, and the rest of the
/// garbage goes.
#[test]
fn what_a_finalizer_reaches_lives_on() {
    let mut s = session();
    s.make("fin", "f");
    for id in ["reached", "before", "other"] {
        s.make("list", id);
    }
    s.refer("f", "reached");
    s.refer("reached", "f");
    s.refer("before", "f");
    s.refer("before", "before");
    s.refer("other", "other");
    s.del_all(&["f", "reached", "before", "other"]);
    assert_eq!(s.collect(2), 4, "collected and uncollectable together");
    assert_eq!(s.garbage(), (1, vec!["f".to_owned()]));
    assert!(s.find("reached").is_some());
    assert_eq!((s.find("before"), s.find("other")), (None, None));
    // Once the program breaks the cycle, reference counts do the rest.
    let garbage = s.heap.image().layout().object_symbols.garbage;
    s.unref("reached", "f");
    s.unref(&format!("{garbage:#x}"), "f");
    assert_eq!(s.take_told("fin"), ["f"]);
    assert_eq!(s.find("reached"), None);
    s.expect_sound();
}

#[test]
fn instances_of_a_class_without_slots_have_no_head() {
    let mut s = session();
    let request = json!({"op": "new", "kind": "node", "id": "n", "slots": 0, "weakrefs": false});
    s.ask(request.clone());
    assert_eq!(s.counts()[0], 0);
    assert!(!s.is_tracked("n"));
    for edition in EDITIONS_3 {
        let mut s = Session::new(edition);
        s.ask(request.clone());
        assert!(s.is_tracked("n"));
    }
}

// Programs

#[test]
fn api_collect_returns_and_defaults() {
    let mut s = session();
    for generation in 0..3 {
        s.make("list", "l");
        s.refer("l", "l");
        s.del("l");
        assert_eq!(s.collect(generation), 1);
    }
    assert_eq!([0, 1, 2].map(|generation| s.collect(generation)), [0, 0, 0]);
}

#[test]
fn cyc_bug21435() {
    let mut s = session();
    s.make("instance", "a");
    s.make("instance", "x");
    s.ask(json!({"op": "new", "kind": "instance_fin", "id": "b",
                 "on_fin": [{"op": "unref", "from": "b", "to": "a"}]}));
    s.set("b", "x", "x");
    s.set("a", "attr", "b");
    s.set("b", "attr", "a");
    s.del_all(&["x", "a", "b"]);
    assert_eq!((s.collect(2), s.collect(2)), (5, 0));
    assert!(s.take_told("fin").is_empty());
}

#[test]
fn cyc_deep_ring_with_tail() {
    let mut s = session();
    let ids: Vec<String> = (0..8).map(|number| number.to_string()).collect();
    ids.iter().for_each(|id| s.make("instance_fin", id));
    for index in 0..8 {
        s.set(&ids[index], "x", &ids[(index + 1) % 8]);
    }
    s.make("instance_fin", "tail");
    s.set("tail", "x", "0");
    assert_eq!(s.collect(2), 0);
    ids.iter().for_each(|id| s.del(id));
    assert_eq!(s.collect(2), 0);
    s.del("tail");
    assert_eq!(s.take_told("fin"), ["tail"]);
    assert_eq!(s.collect(2), 16);
    assert!(s.take_told("fin").is_empty());
    assert_eq!(s.garbage().0, 8);
}

#[test]
fn cyc_set_instance() {
    let mut s = session();
    s.make("set", "x");
    s.make("instance", "n");
    s.set("n", "s", "x");
    s.refer("x", "n");
    s.collect(2);
    s.del("x");
    assert_eq!(s.collect(2), 0);
    s.del("n");
    assert_eq!(s.collect(2), 3);
}

#[test]
fn fin_collect_inside_del() {
    let mut s = session();
    let collect = json!([{"op": "collect", "gen": 2}]);
    for id in ["a", "b"] {
        s.ask(json!({"op": "new", "kind": "instance_fin", "id": id, "on_fin": collect}));
        s.set(id, "x", id);
    }
    s.del_all(&["a", "b"]);
    assert_eq!(s.collect(2), 4);
    s.make("list", "c");
    s.refer("c", "c");
    s.del("c");
    s.ask(json!({"op": "new", "kind": "instance_fin", "id": "p", "on_fin": collect}));
    s.told.clear();
    s.del("p");
    assert_eq!(s.take_told("nested"), ["1"]);
}

#[test]
fn fin_orders_are_none() {
    let mut s = session();
    for id in ["old", "mid", "young"] {
        s.make("instance_fin", id);
        s.set(id, "x", id);
        s.collect(0);
    }
    s.del_all(&["old", "mid", "young"]);
    assert_eq!(s.collect(2), 6);
    let ids = ["e", "d", "c", "b", "a"];
    ids.iter().for_each(|id| s.make("instance_fin", id));
    for index in 0..5 {
        s.set(ids[index], "x", ids[(index + 2) % 5]);
    }
    s.del_all(&ids);
    assert_eq!(s.collect(2), 10);
    assert!(s.take_told("fin").is_empty());
    assert_eq!(s.garbage().0, 8);
}

#[test]
fn fin_tp_clear_order() {
    let mut s = session();
    let leaf = |s: &mut Session, list: &str, id: &str| {
        s.ask(json!({"op": "new", "kind": "fin", "id": id, "slots": 0, "weakrefs": false}));
        s.refer(list, id);
        s.del(id);
    };
    s.make("list", "l1");
    s.make("list", "l2");
    s.refer("l1", "l2");
    leaf(&mut s, "l1", "l1a");
    leaf(&mut s, "l2", "l2a");
    s.refer("l2", "l1");
    leaf(&mut s, "l2", "l2b");
    leaf(&mut s, "l1", "l1b");
    s.del_all(&["l1", "l2"]);
    assert_eq!(s.collect(2), 2);
    assert_eq!(s.take_told("fin"), ["l1b", "l1a", "l2b", "l2a"]);
}

#[test]
fn gen_count0_list_freelist() {
    let mut s = session();
    let three = ["0", "1", "2"];
    three.iter().for_each(|id| s.make("list", id));
    s.del_all(&three);
    s.collect(2);
    let count = |s: &Session| s.counts()[0];
    let start = count(&s);
    three.iter().for_each(|id| s.make("list", id));
    assert_eq!(
        count(&s),
        start,
        "the full collection has left them on the free list"
    );
    s.del_all(&three);
    assert_eq!(count(&s), start);
    three.iter().for_each(|id| s.make("list", id));
    assert_eq!(count(&s), start);
    s.make("list", "3");
    s.make("list", "4");
    assert_eq!(count(&s), start + 2);
}

#[test]
fn gen_old_to_young_reference() {
    let mut s = session();
    s.make("instance_fin", "old");
    s.make_value("int", "none", "1");
    s.set("old", "x", "none");
    s.collect(2);
    s.make("instance_fin", "young");
    s.set("old", "x", "young");
    s.set("young", "x", "old");
    s.del_all(&["young", "old"]);
    assert_eq!((s.collect(0), s.collect(1), s.collect(2)), (0, 0, 4));
}

#[test]
fn rc_weakref_callback_order() {
    let mut s = session();
    s.make("instance", "n");
    for number in 0..5 {
        s.weakref(&number.to_string(), "n", true);
    }
    s.del("2");
    s.del("n");
    assert_eq!(s.take_told("wrcb"), ["4", "3", "1", "0"]);
}

/// The order in which the dict of an instance, a table by hash, gives up its values.
#[test]
fn rc_instance_attr_order() {
    let mut s = session();
    s.make("instance_fin", "owner");
    for key in ["b", "a", "c"] {
        s.make("instance_fin", key);
        s.set("owner", key, key);
        s.del(key);
    }
    s.make("instance_fin", "b2");
    s.set("owner", "b", "b2");
    s.del("b2");
    assert_eq!(s.take_told("fin"), ["b"]);
    s.delete("owner", "a");
    assert_eq!(s.take_told("fin"), ["a"]);
    s.del("owner");
    assert_eq!(s.take_told("fin"), ["owner", "c", "b2"]);
}

#[test]
fn trk_dict_untrack_on_full_collect() {
    let mut s = session();
    s.make_value("int", "one", "1");
    s.make("dict", "d");
    s.make("list", "l");
    s.set("d", "a", "one");
    s.set("d", "l", "l");
    assert!(s.is_tracked("d"));
    s.set("d", "l", "one");
    for (generation, tracked) in [(0, true), (1, true), (2, false)] {
        s.collect(generation);
        assert_eq!(s.is_tracked("d"), tracked, "after collect({generation})");
    }
    s.set("d", "m", "l");
    s.collect(2);
    assert!(s.is_tracked("d"));
    s.delete("d", "m");
    s.collect(2);
    assert!(!s.is_tracked("d"));
}

#[test]
fn trk_tuple_constant_vs_built() {
    let mut s = session();
    s.make_value("int", "x", "1");
    s.make_of("tuple", "u", &["x", "x", "x"]);
    assert!(s.is_tracked("u"));
    s.collect(2);
    assert!(!s.is_tracked("u"));
}

#[test]
fn wr_callback_order_gc() {
    let mut s = session();
    for id in ["a", "b"] {
        s.make("instance", id);
    }
    s.set("a", "x", "b");
    s.set("b", "x", "a");
    for (id, to) in [("b1", "b"), ("a1", "a"), ("a2", "a"), ("b2", "b")] {
        s.weakref(id, to, true);
    }
    s.del_all(&["a", "b"]);
    assert_eq!(s.collect(2), 4);
    assert_eq!(s.take_told("wrcb"), ["a2", "a1", "b2", "b1"]);
}

#[test]
fn wr_cleared_before_finalizer() {
    let mut s = session();
    s.make("instance_fin", "n");
    s.set("n", "me", "n");
    s.weakref("w", "n", false);
    s.weakref("w2", "n", true);
    s.del("n");
    s.told.clear();
    assert!(s.collect(2) > 0);
    let told = s.take_told("");
    assert!(
        told.iter().all(|line| line.starts_with("collection")),
        "{told:?}"
    );
    assert_eq!(s.garbage().0, 1);
}

#[test]
fn mix_parent_child_graph() {
    let mut s = session();
    s.make("instance_fin", "parent");
    s.make_of("list", "kids", &[]);
    s.set("parent", "kids", "kids");
    for id in ["k0", "k1"] {
        s.make("instance_fin", id);
        s.set(id, "parent", "parent");
        s.refer("kids", id);
        s.del(id);
    }
    s.del_all(&["kids", "parent"]);
    s.collect(2);
    assert!(s.take_told("fin").is_empty());
    assert_eq!(s.garbage().0, 3);
}
