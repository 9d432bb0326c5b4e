//! How heavy a request is, as it is estimated before.

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::W64;
use pymalloc_explorer::request::{Action, Key, NewKind, Request};

const MOST: u64 = 1_000;

fn heap() -> Result<Heap<W64, Log>, HeapError> {
    let mut heap = Heap::new(Edition::Cpython310W64, ArenaAlignment::Aligned)?;
    heap.request(Request::Disable)?;
    Ok(heap)
}

fn many(count: u32) -> Request {
    Request::Many {
        kind: NewKind::List,
        id: "all".to_owned(),
        count,
    }
}

fn delete(id: &str) -> Request {
    Request::RootDel { id: id.to_owned() }
}

#[test]
fn what_is_made_counts() -> Result<(), HeapError> {
    let mut heap = heap()?;
    assert_eq!(heap.weigh(&many(7), MOST), 7);
    assert_eq!(heap.weigh(&many(5_000), MOST), MOST);
    let cycles = Request::Cycles { count: 9, id: None };
    assert_eq!(heap.weigh(&cycles, MOST), 18);
    Ok(())
}

#[test]
fn a_collection_looks_at_its_generations() -> Result<(), HeapError> {
    let mut heap = heap()?;
    let collect = |r#gen| Request::Collect { r#gen };
    let before = heap.weigh(&collect(2), MOST);
    heap.request(many(50))?;
    assert_eq!(heap.weigh(&collect(0), MOST), before + 51);
    heap.request(collect(0))?;
    assert_eq!(heap.weigh(&collect(0), MOST), 0);
    assert_eq!(heap.weigh(&collect(2), MOST), before + 51);
    assert_eq!(heap.weigh(&collect(2), 10), 10);
    Ok(())
}

#[test]
fn a_name_weighs_what_it_alone_keeps() -> Result<(), HeapError> {
    let mut heap = heap()?;
    heap.request(many(50))?;
    assert_eq!(heap.weigh(&delete("all"), MOST), 51);
    assert_eq!(
        heap.weigh(&many(3), MOST),
        51,
        "the name stood for another list"
    );
    heap.request(Request::Bind {
        name: "too".to_owned(),
        to: "all".to_owned(),
    })?;
    assert_eq!(heap.weigh(&delete("all"), MOST), 0);
    assert_eq!(heap.weigh(&delete("nobody"), MOST), 0);
    Ok(())
}

#[test]
fn a_collection_that_is_due_counts() -> Result<(), HeapError> {
    let mut heap = heap()?;
    heap.request(many(900))?;
    let new = Request::New {
        kind: NewKind::List,
        id: "one".to_owned(),
        refs: Vec::new(),
        on_fin: Vec::new(),
        value: None,
        slots: None,
        weakrefs: None,
    };
    assert_eq!(heap.weigh(&new, MOST), 0);
    heap.request(Request::Enable)?;
    assert!(heap.weigh(&new, MOST) > 900);
    Ok(())
}

fn new(kind: NewKind, id: &str) -> Request {
    Request::New {
        kind,
        id: id.to_owned(),
        refs: Vec::new(),
        on_fin: Vec::new(),
        value: None,
        slots: None,
        weakrefs: None,
    }
}

fn add(from: &str, to: &str) -> Request {
    let (from, to) = (from.to_owned(), to.to_owned());
    Request::Ref { from, to }
}

#[test]
fn an_item_weighs_what_it_alone_keeps() -> Result<(), HeapError> {
    for kind in [NewKind::List, NewKind::Dict] {
        let mut heap = heap()?;
        heap.request(new(kind, "a"))?;
        heap.request(new(NewKind::List, "small"))?;
        for _ in 0..300 {
            heap.request(add("a", "small"))?;
        }
        heap.request(many(800))?;
        heap.request(add("a", "all"))?;
        let of = || "a".to_owned();
        let key = || Key::Int(300);
        let deleted = Request::DelItem {
            of: of(),
            key: key(),
        };
        let to = "small".to_owned();
        let replaced = Request::SetItem {
            of: of(),
            key: key(),
            to,
        };
        let other = Request::DelItem {
            of: of(),
            key: Key::Int(7),
        };
        assert!(heap.weigh(&deleted, MOST) <= 2, "a name keeps it, too");
        heap.request(delete("all"))?;
        for request in [&deleted, &replaced] {
            let weight = heap.weigh(request, MOST);
            assert!((801..=802).contains(&weight), "{kind:?} {weight}");
        }
        assert!(heap.weigh(&other, MOST) <= 2);
    }
    Ok(())
}

fn fin(id: &str, on_fin: Vec<Action>) -> Request {
    Request::New {
        kind: NewKind::Fin,
        id: id.to_owned(),
        refs: Vec::new(),
        on_fin,
        value: None,
        slots: None,
        weakrefs: None,
    }
}

#[test]
fn what_a_finalizer_does_weighs() -> Result<(), HeapError> {
    let mut heap = heap()?;
    heap.request(many(600))?;
    heap.request(fin("f", vec![Action::Collect { r#gen: 2 }]))?;
    let id = "all".to_owned();
    heap.request(fin("g", vec![Action::RootDel { id }]))?;
    assert!(heap.weigh(&delete("f"), MOST) > 600);
    assert!(heap.weigh(&delete("g"), MOST) > 600);
    heap.request(new(NewKind::List, "a"))?;
    heap.request(add("a", "f"))?;
    assert!(heap.weigh(&delete("f"), MOST) <= 2, "a list keeps it");
    assert!(heap.weigh(&delete("a"), MOST) <= 2, "a name keeps it");
    heap.request(delete("f"))?;
    assert!(heap.weigh(&delete("a"), MOST) > 600);
    Ok(())
}

#[test]
fn what_a_callback_does_weighs() -> Result<(), HeapError> {
    let mut heap = heap()?;
    heap.request(many(600))?;
    heap.request(new(NewKind::Node, "n"))?;
    assert!(heap.weigh(&delete("n"), MOST) <= 2);
    heap.request(Request::Weakref {
        id: "w".to_owned(),
        to: "n".to_owned(),
        cb: true,
        on_call: vec![Action::Collect { r#gen: 2 }],
    })?;
    assert!(heap.weigh(&delete("n"), MOST) > 600);
    Ok(())
}
