//! How heavy a request is, as it is estimated before.

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::W64;
use pymalloc_explorer::request::{NewKind, Request};

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
