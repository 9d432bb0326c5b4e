//! Python programs as requests: what they print in CPython 3.9 and 3.10 is what the explorer does. Each
//! test has the name of the program in the reference that it writes down.
#![cfg(not(target_family = "wasm"))]

mod session;

use serde_json::json;
use session::{EDITIONS_3, Session};

fn each(test: impl Fn(&mut Session)) {
    for edition in EDITIONS_3 {
        let mut s = Session::new(edition);
        s.collect(2);
        s.told.clear();
        test(&mut s);
        s.expect_sound();
    }
}

/// `l = []; l.append(l); l = None`
fn self_loop(s: &mut Session) {
    s.make("list", "l");
    s.refer("l", "l");
    s.del("l");
}

/// `x = S(); x.x = x`, where S has slots and `__del__`.
fn fin_loop(s: &mut Session, id: &str) {
    s.make("fin", id);
    s.refer(id, id);
}

#[test]
fn api_collect_returns_and_defaults() {
    each(|s| {
        for generation in 0..3 {
            self_loop(s);
            assert_eq!(s.collect(generation), 1);
        }
        let idle = [0, 1, 2].map(|generation| s.collect(generation));
        assert_eq!(idle, [0, 0, 0]);
    });
}

#[test]
fn api_callbacks() {
    each(|s| {
        self_loop(s);
        assert_eq!(s.collect(0), 1);
        assert_eq!(s.collect(1), 0);
        s.make("list", "m");
        s.make_of("list", "k", &["m"]);
        s.refer("m", "k");
        s.del_all(&["m", "k"]);
        assert_eq!(s.collect(2), 2);
    });
}

#[test]
fn api_get_stats() {
    each(|s| {
        let collections = |s: &Session| {
            let view = s.heap.image().generations(0);
            [0, 1, 2].map(|index| view.generations[index].collections)
        };
        let old = collections(s);
        let since = |s: &Session| {
            let new = collections(s);
            [0, 1, 2].map(|index| new[index] - old[index])
        };
        s.collect(0);
        assert_eq!(since(s), [1, 0, 0]);
        s.collect(2);
        assert_eq!(since(s), [1, 0, 1]);
        s.collect(1);
        assert_eq!(since(s), [1, 1, 1]);
    });
}

#[test]
fn cyc_bug21435() {
    each(|s| {
        s.make("instance", "a");
        s.make("instance", "x");
        s.ask(json!({"op": "new", "kind": "instance_fin", "id": "b",
                     "on_fin": [{"op": "unref", "from": "b", "to": "a"}]}));
        s.set("b", "x", "x");
        s.set("a", "attr", "b");
        s.set("b", "attr", "a");
        s.del_all(&["x", "a", "b"]);
        assert_eq!(s.collect(2), 0);
        assert_eq!(s.take_told("fin"), ["b"]);
        assert_eq!(s.collect(2), 0);
    });
}

#[test]
fn cyc_deep_ring_with_tail() {
    each(|s| {
        let ids: Vec<String> = (0..8).map(|number| number.to_string()).collect();
        ids.iter().for_each(|id| s.make("fin", id));
        for index in 0..8 {
            s.refer(&ids[index], &ids[(index + 1) % 8]);
        }
        s.make("fin", "tail");
        s.refer("tail", "0");
        assert_eq!(s.collect(2), 0);
        ids.iter().for_each(|id| s.del(id));
        assert_eq!(s.collect(2), 0);
        assert!(s.take_told("fin").is_empty());
        s.del("tail");
        assert_eq!(s.take_told("fin"), ["tail"]);
        assert_eq!(s.collect(2), 8);
        assert_eq!(s.take_told("fin"), ids);
    });
}

#[test]
fn cyc_instance() {
    each(|s| {
        s.make("instance", "a");
        s.set("a", "a", "a");
        assert_eq!(s.collect(2), 0);
        s.del("a");
        assert_eq!(s.collect(2), 2, "the instance and its __dict__");
    });
}

#[test]
fn cyc_set_instance() {
    each(|s| {
        s.make("set", "x");
        s.make("instance", "n");
        s.set("n", "s", "x");
        s.refer("x", "n");
        assert_eq!(s.collect(2), 0);
        s.del("x");
        assert_eq!(s.collect(2), 0);
        s.del("n");
        assert_eq!(s.collect(2), 3);
    });
}

#[test]
fn cyc_two_lists_and_ring() {
    each(|s| {
        s.make("list", "a");
        s.make_of("list", "b", &["a"]);
        s.refer("a", "b");
        assert_eq!(s.collect(2), 0);
        s.del_all(&["a", "b"]);
        assert_eq!(s.collect(2), 2);
        let ids: Vec<String> = (0..10).map(|number| format!("r{number}")).collect();
        let refs: Vec<&str> = ids.iter().map(String::as_str).collect();
        refs.iter().for_each(|id| s.make("list", id));
        s.make_of("list", "ring", &refs);
        for index in 0..10 {
            s.refer(refs[index], refs[(index + 1) % 10]);
        }
        s.del_all(&refs);
        assert_eq!(s.collect(2), 0);
        s.bind("keep", "r3");
        s.del("ring");
        assert_eq!(s.collect(2), 0);
        s.del("keep");
        assert_eq!(s.collect(2), 10);
    });
}

#[test]
fn fin_collect_inside_del() {
    each(|s| {
        let collect = json!([{"op": "collect", "gen": 2}]);
        for id in ["a", "b"] {
            s.ask(json!({"op": "new", "kind": "fin", "id": id, "on_fin": collect}));
            s.refer(id, id);
        }
        s.del_all(&["a", "b"]);
        s.told.clear();
        assert_eq!(s.collect(2), 2);
        let told = s.take_told("");
        let finalizers = told
            .iter()
            .filter(|line| line.starts_with("fin") || line.starts_with("n"));
        let wanted = ["fin a", "nested 0", "fin b", "nested 0"];
        assert_eq!(finalizers.collect::<Vec<_>>(), wanted);
        self_loop(s);
        s.ask(json!({"op": "new", "kind": "instance_fin", "id": "p", "on_fin": collect}));
        s.del("p");
        assert_eq!(s.take_told("nested"), ["1"]);
    });
}

#[test]
fn fin_dependents_order() {
    each(|s| {
        for id in ["a", "b"] {
            s.make("fin", id);
        }
        s.set("a", 0, "b");
        s.set("b", 0, "a");
        s.make("instance_fin", "a-leaf");
        s.set("a", 1, "a-leaf");
        s.make("instance_fin", "b-leaf");
        s.set("b", 1, "b-leaf");
        s.make("instance_fin", "outer");
        s.set("b-leaf", "l", "outer");
        s.del_all(&["outer", "a-leaf", "b-leaf", "a", "b"]);
        assert!(s.take_told("fin").is_empty());
        assert!(s.collect(2) > 0);
        assert_eq!(s.take_told("fin"), ["a", "b", "a-leaf", "b-leaf", "outer"]);
    });
}

#[test]
fn fin_order_across_generations() {
    each(|s| {
        fin_loop(s, "old");
        s.collect(2);
        fin_loop(s, "mid");
        s.collect(0);
        fin_loop(s, "young");
        s.del_all(&["old", "mid", "young"]);
        assert_eq!(s.collect(2), 3);
        assert_eq!(s.take_told("fin"), ["old", "young", "mid"]);
    });
}

#[test]
fn fin_order_after_survival_reorder() {
    each(|s| {
        for id in ["a", "b", "c"] {
            s.make("fin", id);
        }
        s.set("a", 0, "a");
        s.set("b", 0, "a");
        s.set("c", 0, "b");
        s.del_all(&["b", "a"]);
        s.collect(2);
        s.set("b", 0, "c");
        s.del("c");
        assert_eq!(s.collect(2), 3);
        assert_eq!(s.take_told("fin"), ["c", "b", "a"]);
    });
}

#[test]
fn fin_order_creation() {
    each(|s| {
        let ids = ["e", "d", "c", "b", "a"];
        ids.iter().for_each(|id| s.make("fin", id));
        for index in 0..5 {
            s.refer(ids[index], ids[(index + 2) % 5]);
        }
        s.del_all(&ids);
        assert_eq!(s.collect(2), 5);
        assert_eq!(s.take_told("fin"), ids);
    });
}

#[test]
fn fin_resurrect_self_loop_once() {
    each(|s| {
        s.make("list", "saved");
        s.ask(json!({"op": "new", "kind": "instance_fin", "id": "laz",
                     "on_fin": [{"op": "ref", "from": "saved", "to": "laz"}]}));
        s.set("laz", "me", "laz");
        s.del("laz");
        assert_eq!(s.collect(2), 0);
        assert_eq!(s.take_told("fin"), ["laz"]);
        let laz = s.heap.image().objects(300).objects.into_iter();
        let finalized = laz.filter(|object| object.finalized).count();
        assert_eq!(finalized, 1, "gc.is_finalized");
        s.unref("saved", "laz");
        assert_eq!(s.collect(2), 2);
        assert!(s.take_told("fin").is_empty(), "not a second time");
        assert_eq!(s.collect(2), 0);
    });
}

#[test]
fn fin_tp_clear_order() {
    each(|s| {
        let leaf = |s: &mut Session, list: &str, id: &str| {
            s.ask(json!({"op": "new", "kind": "fin", "id": id, "slots": 0, "weakrefs": false}));
            s.refer(list, id);
            s.del(id);
        };
        s.make("list", "l1");
        s.make("list", "l2");
        s.refer("l1", "l2");
        leaf(s, "l1", "l1a");
        leaf(s, "l2", "l2a");
        s.refer("l2", "l1");
        leaf(s, "l2", "l2b");
        leaf(s, "l1", "l1b");
        s.del_all(&["l1", "l2"]);
        assert_eq!(s.collect(2), 6);
        assert_eq!(s.take_told("fin"), ["l1a", "l2a", "l2b", "l1b"]);
    });
}

#[test]
fn gen_count0_deltas() {
    each(|s| {
        let make = |s: &mut Session, id: &str| {
            s.ask(json!({"op": "new", "kind": "node", "id": id, "slots": 1}));
        };
        let count = |s: &Session| i64::from(s.counts()[0]);
        let a = count(s);
        make(s, "0");
        let b = count(s);
        ["1", "2", "3", "4", "5"].iter().for_each(|id| make(s, id));
        let c = count(s);
        s.del_all(&["0", "1", "2"]);
        let d = count(s);
        s.make_value("int", "20", "12345678");
        s.make_value("str", "21", "sss");
        s.make_value("float", "22", "1.5");
        let e = count(s);
        s.refer("3", "3");
        s.del("3");
        let f = count(s);
        assert_eq!([b - a, c - b, d - c, e - d, f - e], [1, 5, -3, 0, 0]);
    });
}

#[test]
fn gen_count0_list_freelist() {
    each(|s| {
        let three = ["0", "1", "2"];
        let count = |s: &Session| s.counts()[0];
        assert_eq!(count(s), 0);
        three.iter().for_each(|id| s.make("list", id));
        assert_eq!(count(s), 3);
        s.del_all(&three);
        assert_eq!(count(s), 3, "three dead lists go to the free list");
        three.iter().for_each(|id| s.make("list", id));
        assert_eq!(count(s), 3, "three lists from the free list");
        s.make("list", "3");
        s.make("list", "4");
        assert_eq!(count(s), 5);
    });
}

#[test]
fn gen_old_to_young_reference() {
    each(|s| {
        s.make("fin", "old");
        s.collect(2);
        s.make("fin", "young");
        s.refer("old", "young");
        s.refer("young", "old");
        s.del_all(&["young", "old"]);
        assert_eq!(s.collect(0), 0);
        assert_eq!(s.collect(1), 0);
        assert_eq!(s.collect(2), 2);
        assert_eq!(s.take_told("fin"), ["old", "young"]);
    });
}

/// `P(name, parent)`: `.parent` and `.kids`, and into the parent's kids.
fn child(s: &mut Session, id: &str, parent: Option<&str>) {
    s.make("instance_fin", id);
    if let Some(parent) = parent {
        s.set(id, "parent", parent);
    }
    let kids = format!("{id} kids");
    s.make("list", &kids);
    s.set(id, "kids", &kids);
    if let Some(parent) = parent {
        s.refer(&format!("{parent} kids"), id);
    }
    s.del(&kids);
}

#[test]
fn mix_parent_child_graph() {
    each(|s| {
        child(s, "root", None);
        for kid in ["k0", "k1", "k2"] {
            child(s, kid, Some("root"));
            for grandchild in [0, 1] {
                let id = format!("{kid}.{grandchild}");
                child(s, &id, Some(kid));
                s.del(&id);
            }
            s.del(kid);
        }
        s.bind("sub", "k1");
        s.delete("root kids", 1);
        s.delete("sub", "parent");
        s.del("sub");
        assert!(s.take_told("fin").is_empty());
        s.collect(2);
        assert_eq!(s.take_told("fin"), ["k1", "k1.0", "k1.1"]);
        s.del("root");
        assert!(s.take_told("fin").is_empty());
        s.collect(2);
        let wanted = ["root", "k2", "k0", "k2.1", "k2.0", "k0.1", "k0.0"];
        assert_eq!(s.take_told("fin"), wanted);
    });
}

#[test]
fn rc_del_resurrect_plain() {
    each(|s| {
        s.make("list", "saved");
        let fin = json!([{"op": "ref", "from": "saved", "to": "x"}]);
        s.ask(json!({"op": "new", "kind": "instance_fin", "id": "x", "on_fin": fin}));
        s.del("x");
        assert_eq!(s.take_told("fin"), ["x"]);
        assert_eq!(s.refcnt("x"), 1);
        s.unref("saved", "x");
        assert!(s.take_told("fin").is_empty(), "not a second time");
        assert_eq!(s.find("x"), None);
    });
}

#[test]
fn rc_getrefcount_module() {
    // One less each than sys.getrefcount, whose argument is a reference itself.
    each(|s| {
        s.make("instance", "n");
        assert_eq!(s.refcnt("n"), 1);
        s.bind("m", "n");
        assert_eq!(s.refcnt("n"), 2);
        s.make_of("list", "l", &["n", "n", "n"]);
        assert_eq!(s.refcnt("n"), 5);
        s.make("dict", "d");
        s.set("d", "k", "n");
        assert_eq!(s.refcnt("n"), 6);
        s.make_of("tuple", "t", &["n", "l"]);
        assert_eq!((s.refcnt("n"), s.refcnt("l")), (7, 2));
        s.set("n", "me", "n");
        assert_eq!(s.refcnt("n"), 8);
        s.del("m");
        s.delete("l", -1);
        assert_eq!(s.refcnt("n"), 6);
        s.del("t");
        s.delete("d", "k");
        assert_eq!(s.refcnt("n"), 4);
    });
}

#[test]
fn rc_instance_attr_order() {
    each(|s| {
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
        assert_eq!(s.take_told("fin"), ["owner", "b2", "c"]);
    });
}

#[test]
fn rc_list_dealloc_order() {
    each(|s| {
        let append = |s: &mut Session, id: &str| {
            s.make("instance_fin", id);
            s.refer("l", id);
            s.del(id);
        };
        s.make("list", "l");
        ["l0", "l1", "l2"].iter().for_each(|id| append(s, id));
        s.del("l");
        assert_eq!(s.take_told("fin"), ["l2", "l1", "l0"]);
        s.make("list", "l");
        ["s0", "s1", "s2", "s3"].iter().for_each(|id| append(s, id));
        s.delete("l", 1);
        assert_eq!(s.take_told("fin"), ["s1"]);
        s.make("instance_fin", "new0");
        s.set("l", 0, "new0");
        s.del("new0");
        assert_eq!(s.take_told("fin"), ["s0"]);
        s.delete("l", -1);
        assert_eq!(s.take_told("fin"), ["s3"]);
        s.del("l");
        assert_eq!(s.take_told("fin"), ["s2", "new0"]);
    });
}

#[test]
fn rc_rebind_and_del() {
    each(|s| {
        let new = |s: &mut Session, id: &str, to: &str| {
            s.make("instance_fin", to);
            s.bind(id, to);
            s.del(to);
        };
        let alive = |s: &Session| ["one", "two", "three"].map(|id| s.find(id).is_some());
        new(s, "x", "one");
        s.bind("y", "x");
        new(s, "x", "two");
        assert_eq!(alive(s), [true, true, false]);
        s.del("y");
        assert_eq!(alive(s), [false, true, false]);
        new(s, "x", "three");
        assert_eq!(alive(s), [false, false, true]);
        s.del("x");
        assert_eq!(alive(s), [false, false, false]);
        assert_eq!(s.take_told("fin").len(), 3);
    });
}

#[test]
fn rc_trashcan_list_order() {
    each(|s| {
        s.make("list", "t");
        for number in 0..120 {
            let id = number.to_string();
            s.make("instance_fin", &id);
            s.ask(json!({"op": "new", "kind": "list", "id": "t", "refs": [id, "t"]}));
            s.del(&id);
        }
        s.told.clear();
        s.del("t");
        let parts = [71..120, 70..71, 22..70, 21..22, 0..21];
        let wanted: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|n: i32| n.to_string())
            .collect();
        assert_eq!(s.take_told("fin"), wanted);
    });
}

#[test]
fn rc_weakref_callback_order() {
    each(|s| {
        s.make("instance", "n");
        for number in 0..5 {
            s.weakref(&number.to_string(), "n", true);
        }
        let count = |s: &Session| {
            let view = s.heap.image().objects(300);
            view.objects.iter().map(|object| object.weakrefs).max()
        };
        assert_eq!(count(s), Some(5));
        s.del("2");
        assert_eq!(count(s), Some(4));
        s.del("n");
        assert_eq!(s.take_told("wrcb"), ["4", "3", "1", "0"]);
    });
}

#[test]
fn thr_5_2_2_cascade() {
    let expected = include_str!("golden/gc/thr_5_2_2_cascade.txt");
    each(|s| {
        s.ask(json!({"op": "freeze"}));
        for id in ["keep", "log"] {
            s.make("list", id);
        }
        s.ask(json!({"op": "threshold", "t": [5, 2, 2]}));
        s.collect(2);
        let tuple =
            |id: &str| json!({"op": "new", "kind": "tuple", "id": id, "refs": ["i", "i", "i"]});
        s.make_value("int", "i", "5");
        s.ask(tuple("first"));
        s.del("first");
        s.ask(json!({"op": "enable"}));
        for (number, line) in expected.lines().enumerate() {
            let id = format!("keep{number}");
            s.ask(json!({"op": "new", "kind": "node", "id": id, "slots": 1}));
            let [a, b, c] = s.counts();
            assert_eq!(format!("{number} ({a}, {b}, {c})"), line);
            s.ask(tuple(&format!("log{number}")));
        }
    });
    assert_eq!(expected.lines().count(), 120);
}

#[test]
fn thr_auto_garbage_collected() {
    each(|s| {
        s.ask(json!({"op": "freeze"}));
        s.ask(json!({"op": "threshold", "t": [10, 100, 100]}));
        s.collect(2);
        // `marks`, and the frames that the first call of each function makes.
        ["marks", "frame", "another"]
            .iter()
            .for_each(|id| s.make("list", id));
        s.ask(json!({"op": "enable"}));
        let (mut out, mut marks) = (Vec::new(), Vec::new());
        for number in 0..40 {
            let id = number.to_string();
            fin_loop(s, &id);
            s.del(&id);
            out.extend(s.take_told("fin"));
            marks.push(out.len());
        }
        let steps = [(0, 7), (7, 11), (18, 11), (29, 11)];
        let wanted: Vec<usize> = steps
            .iter()
            .flat_map(|&(n, times)| vec![n; times])
            .collect();
        assert_eq!(marks, wanted);
        let in_order: Vec<String> = (0..29).map(|number| number.to_string()).collect();
        assert_eq!(out, in_order);
        assert_eq!(s.collect(2), 11);
    });
}

#[test]
fn thr_disable_no_auto() {
    each(|s| {
        s.ask(json!({"op": "threshold", "t": [5, 2, 2]}));
        let make = |s: &mut Session| {
            for _ in 0..300 {
                s.ask(json!({"op": "new", "kind": "node", "id": "a", "slots": 1}));
                s.refer("a", "a");
            }
            s.del("a");
        };
        make(s);
        assert!(s.take_told("collection").is_empty());
        assert_eq!(s.collect(2), 300);
        s.ask(json!({"op": "enable"}));
        s.told.clear();
        make(s);
        assert!(!s.take_told("collection").is_empty());
        assert!(s.collect(2) < 10);
    });
}

#[test]
fn trk_dict_untrack_on_full_collect() {
    each(|s| {
        s.make_value("int", "one", "1");
        s.make("dict", "d");
        s.set("d", "a", "one");
        assert!(!s.is_tracked("d"), "only ints so far");
        s.make("list", "l");
        s.set("d", "l", "l");
        s.del("l");
        assert!(s.is_tracked("d"));
        s.set("d", "l", "one");
        assert!(s.is_tracked("d"), "replaced");
        for (generation, tracked) in [(0, true), (1, true), (2, false)] {
            s.collect(generation);
            assert_eq!(s.is_tracked("d"), tracked, "after collect({generation})");
        }
        s.make("list", "m");
        s.set("d", "m", "m");
        s.del("m");
        assert!(s.is_tracked("d"), "tracked again");
        s.collect(2);
        assert!(s.is_tracked("d"), "still has a list");
        s.delete("d", "m");
        s.collect(2);
        assert!(!s.is_tracked("d"), "list removed");
    });
}

#[test]
fn trk_is_tracked_basic() {
    each(|s| {
        s.make_value("int", "1", "1");
        s.make_value("float", "1.0", "1.0");
        s.make_value("str", "a", "a");
        for (kind, tracked) in [
            ("leaf", false),
            ("instance", true),
            ("list", true),
            ("set", true),
            ("dict", false),
            ("tuple", false),
            ("node", true),
        ] {
            s.make(kind, kind);
            assert_eq!(s.is_tracked(kind), tracked, "{kind}");
        }
        for id in ["1", "1.0", "a"] {
            assert!(!s.is_tracked(id), "{id}");
        }
        s.ask(
            json!({"op": "new", "kind": "node", "id": "UserClassSlots()", "slots": 0,
                     "weakrefs": false}),
        );
        assert!(s.is_tracked("UserClassSlots()"));
    });
}

#[test]
fn trk_tuple_constant_vs_built() {
    each(|s| {
        s.make_value("int", "x", "1");
        s.make_of("tuple", "u", &["x", "x", "x"]);
        assert!(s.is_tracked("u"), "built");
        s.make_of("tuple", "w", &["u", "x"]);
        s.make("list", "l");
        s.make_of("tuple", "v", &["x", "l"]);
        s.collect(2);
        let tracked = ["u", "w", "v"].map(|id| s.is_tracked(id));
        assert_eq!(tracked, [false, false, true]);
    });
}

#[test]
fn unc_garbage_empty_pep442() {
    each(|s| {
        for id in ["a", "b"] {
            s.make("instance_fin", id);
        }
        s.set("a", "o", "b");
        s.set("b", "o", "a");
        s.del_all(&["a", "b"]);
        assert!(s.collect(2) > 0);
        assert_eq!(s.garbage(), (0, vec![]));
        assert_eq!(
            s.heap.image().generations(0).generations[2].uncollectable,
            0
        );
    });
}

#[test]
fn unc_saveall_order() {
    each(|s| {
        s.ask(json!({"op": "debug", "saveall": true}));
        s.make("fin", "a");
        s.make("fin", "b");
        s.make_of("list", "list", &["a"]);
        s.refer("a", "b");
        s.refer("b", "list");
        s.del_all(&["a", "b", "list"]);
        assert_eq!(s.collect(2), 3);
        assert_eq!(s.take_told("fin"), ["a", "b"]);
        s.ask(json!({"op": "debug", "saveall": false}));
        let names = ["a", "b", "list"].map(str::to_owned).to_vec();
        assert_eq!(s.garbage(), (3, names));
        s.unref("a", "b");
        let garbage = s.heap.image().layout().object_symbols.garbage;
        for id in ["a", "b", "list"] {
            s.unref(&format!("{garbage:#x}"), id);
        }
        assert_eq!(s.collect(2), 0);
        assert!(s.take_told("fin").is_empty(), "not a second time");
    });
}

/// `a.x = b; b.x = a`, without and with names.
fn two_nodes(s: &mut Session, kind: &str) {
    for id in ["a", "b"] {
        s.make(kind, id);
    }
    s.refer("a", "b");
    s.refer("b", "a");
}

#[test]
fn wr_callback_order_gc() {
    each(|s| {
        two_nodes(s, "node");
        for (id, to) in [("b1", "b"), ("a1", "a"), ("a2", "a"), ("b2", "b")] {
            s.weakref(id, to, true);
        }
        s.del_all(&["a", "b"]);
        assert_eq!(s.collect(2), 2);
        assert_eq!(s.take_told("wrcb"), ["a2", "a1", "b2", "b1"]);
    });
}

#[test]
fn wr_callback_outside_garbage() {
    each(|s| {
        s.make("instance", "n");
        s.set("n", "me", "n");
        s.weakref("w", "n", true);
        s.del("n");
        assert!(s.take_told("wrcb").is_empty());
        assert!(s.collect(2) > 0);
        assert_eq!(s.take_told("wrcb"), ["w"]);
    });
}

#[test]
fn wr_cleared_before_finalizer() {
    each(|s| {
        s.make("instance_fin", "n");
        s.set("n", "me", "n");
        s.weakref("w", "n", false);
        s.weakref("w2", "n", true);
        s.del("n");
        s.told.clear();
        assert!(s.collect(2) > 0);
        let told = s.take_told("");
        let order = told
            .iter()
            .filter(|line| line.starts_with("wrcb") || line.starts_with("fin"));
        assert_eq!(order.collect::<Vec<_>>(), ["wrcb w2", "fin n"]);
    });
}

#[test]
fn wr_weakref_generation_moves() {
    each(|s| {
        s.make("node", "n");
        s.refer("n", "n");
        s.weakref("w", "n", true);
        s.weakref("v", "n", false);
        assert_eq!((s.generation("w"), s.generation("v")), (Some(0), Some(0)));
        s.del("n");
        assert_eq!(s.collect(0), 1);
        assert_eq!(s.take_told("wrcb"), ["w"]);
        assert_eq!((s.generation("w"), s.generation("v")), (Some(1), Some(1)));
    });
}

/// Recorded in 3.9.18 and 3.10.13: a weak reference in a garbage cycle, to an object that is not garbage
/// itself but dies with it, is cleared before anything else, so that its callback is never called.
#[test]
fn a_weak_reference_in_garbage_keeps_quiet() {
    for order in [["w", "o", "g"], ["o", "w", "g"]] {
        each(|s| {
            s.make("node", "o");
            s.collect(2);
            s.make("list", "g");
            s.weakref("w", "o", true);
            order.iter().for_each(|id| s.refer("g", id));
            s.del_all(&["w", "o", "g"]);
            s.collect(0);
            assert!(s.take_told("wrcb").is_empty());
            assert_eq!(s.find("o"), None);
        });
    }
}
