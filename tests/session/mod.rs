//! What tests of objects share: requests as JSON, what they told, and what the image says then.
#![allow(dead_code, reason = "each test file takes what it needs")]

use std::collections::BTreeMap;

use pymalloc_explorer::check::{check, check_objects_only};
use pymalloc_explorer::decode::Image;
use pymalloc_explorer::decode::object_view::{Answer, Standing};
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::error::HeapError;
use pymalloc_explorer::event::Event;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::request::Request;
use serde_json::{Value, json};

/// The editions of CPython 3.
pub const EDITIONS_3: [Edition; 3] = [
    Edition::Cpython310W32,
    Edition::Cpython39W64,
    Edition::Cpython310W64,
];

/// A heap without its word size.
pub trait AnyHeap {
    /// Carries a request out.
    fn request(&mut self, request: Request) -> Result<Answer, HeapError>;
    /// The image, to be decoded.
    fn image(&self) -> Image<'_>;
    /// The bytes of the image.
    fn bytes(&self) -> &[u8];
    /// The events of the last operation.
    fn events(&mut self) -> Vec<Event>;
    /// Limits arenas and bytes.
    fn set_limits(&mut self, arenas: u32, memory: u64);
    /// Undoes one operation.
    fn undo(&mut self) -> Result<(), HeapError>;
    /// Redoes one operation.
    fn redo(&mut self) -> Result<(), HeapError>;
    /// How many operations are done.
    fn operations(&self) -> u64;
    /// How many steps an operation has.
    fn steps(&self, number: u64) -> usize;
    /// Goes into an operation.
    fn seek_step(&mut self, number: u64, steps: usize);
    /// Comes back from inside of it.
    fn settle(&mut self);
    /// Whether the operation before the first that can be undone is none.
    fn journal_is_whole(&self) -> bool;
    /// Lets the journal hold that many bytes.
    fn set_journal_budget(&mut self, bytes: usize);
}

impl<W: Word> AnyHeap for Heap<W, Log> {
    fn request(&mut self, request: Request) -> Result<Answer, HeapError> {
        Heap::request(self, request)
    }
    fn image(&self) -> Image<'_> {
        Heap::image(self)
    }
    fn bytes(&self) -> &[u8] {
        Heap::bytes(self)
    }
    fn events(&mut self) -> Vec<Event> {
        let number = Heap::operations(self);
        let happened = Heap::events(self, number).expect("in the journal");
        happened.iter().map(|happened| happened.event).collect()
    }
    fn set_limits(&mut self, arenas: u32, memory: u64) {
        Heap::set_limits(self, arenas, memory).expect("limits");
    }
    fn undo(&mut self) -> Result<(), HeapError> {
        Heap::undo(self)
    }
    fn redo(&mut self) -> Result<(), HeapError> {
        Heap::redo(self)
    }
    fn operations(&self) -> u64 {
        Heap::operations(self)
    }
    fn steps(&self, number: u64) -> usize {
        Heap::steps(self, number).expect("in the journal")
    }
    fn seek_step(&mut self, number: u64, steps: usize) {
        Heap::seek_step(self, number, steps).expect("in the journal");
    }
    fn settle(&mut self) {
        Heap::settle(self);
    }
    fn journal_is_whole(&self) -> bool {
        self.first() == 0
    }
    fn set_journal_budget(&mut self, bytes: usize) {
        Heap::set_journal_budget(self, bytes);
    }
}

/// A heap of any edition, with its journal on.
pub fn any_heap(edition: Edition, arenas: ArenaAlignment) -> Box<dyn AnyHeap> {
    match edition.layout().word {
        4 => Box::new(Heap::<W32, Log>::new(edition, arenas).expect("heap")),
        _ => Box::new(Heap::<W64, Log>::new(edition, arenas).expect("heap")),
    }
}

/// A request from JSON.
pub fn parse(request: &Value) -> Request {
    serde_json::from_value(request.clone()).unwrap_or_else(|error| panic!("{request}: {error}"))
}

/// A heap that is asked in JSON, and writes down who was finalized, called back and deallocated, by name.
pub struct Session {
    /// The heap.
    pub heap: Box<dyn AnyHeap>,
    /// `fin a`, `wrcb w`, `clear a`, `dealloc a`, `resurrected a`, `nested 0`, `auto 1`.
    pub told: Vec<String>,
}

impl Session {
    /// A new heap, with the collector disabled, as the reference's snippets begin.
    pub fn new(edition: Edition) -> Session {
        let mut session = Session {
            heap: any_heap(edition, ArenaAlignment::Aligned),
            told: Vec::new(),
        };
        session.ask(json!({"op": "disable"}));
        session
    }

    /// Carries a request out that has to succeed, and writes down what it tells.
    pub fn ask(&mut self, request: Value) -> Answer {
        let mut names = self.names();
        let answer = (self.heap.request(parse(&request)))
            .unwrap_or_else(|error| panic!("{request}: {error}"));
        for (object, name) in self.names() {
            names.entry(object).or_insert(name);
        }
        for event in self.heap.events() {
            self.tell(event, &names);
        }
        answer
    }

    /// Carries out a request that has to succeed, without listening.
    pub fn ask_quietly(&mut self, request: Value) -> Answer {
        (self.heap.request(parse(&request))).unwrap_or_else(|error| panic!("{request}: {error}"))
    }

    /// Carries out many.
    pub fn ask_all(&mut self, requests: &[Value]) {
        for request in requests {
            self.ask(request.clone());
        }
    }

    /// What is wrong with a request that has to fail, which has to change nothing.
    pub fn refused(&mut self, request: Value) -> HeapError {
        let before = self.heap.bytes().to_vec();
        let operations = self.heap.operations();
        match self.heap.request(parse(&request)) {
            Ok(answer) => panic!("{request} went through: {answer:?}"),
            Err(error) => {
                assert!(
                    self.heap.bytes() == before,
                    "{request}: {error}, and the image changed"
                );
                assert_eq!(self.heap.operations(), operations, "{request}");
                error
            }
        }
    }

    fn tell(&mut self, event: Event, names: &BTreeMap<u64, String>) {
        let named = |what: &str, object: u64| Some(format!("{what} {}", names.get(&object)?));
        let line = match event {
            Event::FinalizerCalled { object } | Event::LegacyFinalizerCalled { object } => {
                named("fin", object)
            }
            Event::WeakrefCallback { weakref } => named("wrcb", weakref),
            Event::Cleared { object, .. } => named("clear", object),
            Event::Deallocating { object, .. } => named("dealloc", object),
            Event::Resurrected { object, .. } => named("resurrected", object),
            Event::NestedCollectReturned { result } => Some(format!("nested {result}")),
            Event::CollectionStarted { generation } => Some(format!("collection {generation}")),
            _ => None,
        };
        self.told.extend(line);
    }

    /// Takes what was told since the last time, of one kind, or all of it.
    pub fn take_told(&mut self, what: &str) -> Vec<String> {
        let told = std::mem::take(&mut self.told);
        match what {
            "" => told,
            _ => (told.iter())
                .filter_map(|line| line.strip_prefix(what)?.strip_prefix(' '))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Each object's first name.
    fn names(&self) -> BTreeMap<u64, String> {
        let mut names = BTreeMap::new();
        let image = self.heap.image();
        if let Some(table) = image.name_table() {
            for entry in table.iter().filter(|entry| entry.object != 0) {
                names
                    .entry(entry.object)
                    .or_insert_with(|| table.text(&entry));
            }
        }
        names
    }

    /// `id = kind()`
    pub fn make(&mut self, kind: &str, id: &str) {
        self.ask(json!({"op": "new", "kind": kind, "id": id}));
    }

    /// `id = kind(value)`
    pub fn make_value(&mut self, kind: &str, id: &str, value: &str) {
        self.ask(json!({"op": "new", "kind": kind, "id": id, "value": value}));
    }

    /// `id = [refs…]`, or a tuple or set of them.
    pub fn make_of(&mut self, kind: &str, id: &str, refs: &[&str]) {
        self.ask(json!({"op": "new", "kind": kind, "id": id, "refs": refs}));
    }

    /// A reference more.
    pub fn refer(&mut self, from: &str, to: &str) {
        self.ask(json!({"op": "ref", "from": from, "to": to}));
    }

    /// A reference less.
    pub fn unref(&mut self, from: &str, to: &str) {
        self.ask(json!({"op": "unref", "from": from, "to": to}));
    }

    /// `of[key] = to`, or `of.key = to`
    pub fn set(&mut self, of: &str, key: impl Into<Value>, to: &str) {
        self.ask(json!({"op": "set_item", "of": of, "key": key.into(), "to": to}));
    }

    /// `del of[key]`, or `del of.key`
    pub fn delete(&mut self, of: &str, key: impl Into<Value>) {
        self.ask(json!({"op": "del_item", "of": of, "key": key.into()}));
    }

    /// `name = to`
    pub fn bind(&mut self, name: &str, to: &str) {
        self.ask(json!({"op": "bind", "name": name, "to": to}));
    }

    /// `id = weakref.ref(to, callback)`
    pub fn weakref(&mut self, id: &str, to: &str, cb: bool) {
        self.ask(json!({"op": "weakref", "id": id, "to": to, "cb": cb}));
    }

    /// `del id`
    pub fn del(&mut self, id: &str) {
        self.ask(json!({"op": "root_del", "id": id}));
    }

    /// `del` of several.
    pub fn del_all(&mut self, ids: &[&str]) {
        for id in ids {
            self.del(id);
        }
    }

    /// `gc.collect(generation)`
    pub fn collect(&mut self, generation: u32) -> u64 {
        let answer = self.ask(json!({"op": "collect", "gen": generation}));
        answer.collected.expect("a number")
    }

    /// `id()` of what a name leads to, if that is alive.
    pub fn find(&self, name: &str) -> Option<u64> {
        let image = self.heap.image();
        let table = image.name_table()?;
        table
            .iter()
            .find(|entry| entry.object != 0 && table.text(entry) == name)
            .map(|entry| entry.object)
    }

    /// `id()`
    pub fn at(&self, name: &str) -> u64 {
        self.find(name)
            .unwrap_or_else(|| panic!("{name} is not alive"))
    }

    /// `ob_refcnt`
    pub fn refcnt(&self, name: &str) -> u64 {
        self.heap.image().word(self.at(name))
    }

    /// `gc.is_tracked`
    pub fn is_tracked(&self, name: &str) -> bool {
        self.list_of(self.at(name)).is_some()
    }

    /// In which list of the collector an object is.
    pub fn list_of(&self, object: u64) -> Option<Standing> {
        let image = self.heap.image();
        let head = image.layout().objects.gc_head;
        let lists = image.gc_lists();
        lists
            .into_iter()
            .find(|&(_, list)| image.gc_list(list).any(|gc| gc + head == object))
            .map(|(standing, _)| standing)
    }

    /// In which generation the object of a name is.
    pub fn generation(&self, name: &str) -> Option<u32> {
        match self.list_of(self.at(name)) {
            Some(Standing::Generation { generation }) => Some(generation),
            _ => None,
        }
    }

    /// The named members of a generation, in order.
    pub fn members(&self, generation: u32) -> Vec<String> {
        let image = self.heap.image();
        let head = image.layout().objects.gc_head;
        let names = self.names();
        let (_, list) = image.gc_lists()[generation as usize];
        image
            .gc_list(list)
            .filter_map(|gc| names.get(&(gc + head)).cloned())
            .collect()
    }

    /// `gc.get_count()`
    pub fn counts(&self) -> [u32; 3] {
        let view = self.heap.image().generations(0);
        [0, 1, 2].map(|generation| view.generations[generation].count)
    }

    /// `len(gc.garbage)` and its named members.
    pub fn garbage(&self) -> (usize, Vec<String>) {
        let garbage = self.heap.image().gc_garbage(usize::MAX);
        let names = self.names();
        let named = garbage.iter().filter_map(|object| names.get(object));
        (garbage.len(), named.cloned().collect())
    }

    /// Every invariant holds.
    pub fn expect_sound(&self) {
        let violations = check_objects_only(&self.heap.image());
        assert!(violations.is_empty(), "{violations:?}");
        debug_assert!(check(&self.heap.image()).is_empty());
    }
}
