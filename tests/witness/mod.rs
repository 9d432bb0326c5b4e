//! Watches heaps at work: which events and functions they tell of, and the first instances of each.
//! It carries out what it is given, and asserts nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::event::{Event, Function};
use pymalloc_explorer::gc_record::Sequence;
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::history::Happened;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::Word;
use pymalloc_explorer::request::{NewKind, Request};
use pymalloc_explorer::trace::{Line, Replay};
use serde_json::{Map, Value};

use crate::unpack::unpack;

/// Slots of the instances of a sequence that says nothing of them: as many as any of them needs.
const SLOTS: u32 = 16;

/// An event as it crosses to JavaScript.
pub struct Sample {
    /// Where it was told.
    pub edition: Edition,
    /// The function that told of it, by that version's name.
    pub function: &'static str,
    /// Its fields, as JSON.
    pub event: String,
}

/// What was told so far.
#[derive(Default)]
pub struct Witness {
    events: BTreeSet<&'static str>,
    functions: BTreeSet<Function>,
    /// What was met of each variant: editions, and kinds of instances.
    seen: BTreeSet<(usize, String)>,
    samples: BTreeMap<usize, Vec<Sample>>,
}

impl Witness {
    /// The variants of [`Event`] that nothing told of.
    pub fn events_missing(&self) -> Vec<&'static str> {
        let missing = |name: &&&'static str| !self.events.contains(**name);
        Event::NAMES.iter().filter(missing).copied().collect()
    }

    /// The variants of [`Function`] that nothing entered.
    pub fn functions_missing(&self) -> Vec<Function> {
        let missing = |function: &&Function| !self.functions.contains(function);
        Function::ALL.iter().filter(missing).copied().collect()
    }

    /// What was met first, of each variant in each edition, and of each variant with other small
    /// counts, functions or phases than before; in the order of the variants.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.samples.values().flatten()
    }

    fn tell(&mut self, edition: Edition, around: &[Function], event: Event) {
        let version_2 = edition == Edition::Cpython27W32;
        let name = |index: usize| around[index].c_name(version_2);
        let is_call = matches!(event, Event::Call { .. });
        // Where the version had not split the function off, its call is no step.
        if is_call && around.len() > 1 && name(around.len() - 1) == name(around.len() - 2) {
            return;
        }
        self.events.insert(event.name());
        let variant = Event::NAMES.iter().position(|&name| name == event.name());
        let variant = variant.expect("the name of a variant");
        let event = serde_json::to_string(&event).expect("JSON");
        let is_first = [edition.name().to_owned(), kind_of(&event)]
            .map(|which| self.seen.insert((variant, which)))
            .contains(&true);
        if is_first {
            let function = around.last();
            self.samples.entry(variant).or_default().push(Sample {
                edition,
                function: function.map_or("", |function| function.c_name(version_2)),
                event,
            });
        }
    }
}

/// What makes an event another than those of its variant: small counts, what is none, and names.
fn kind_of(event: &str) -> String {
    let fields: Map<String, Value> = serde_json::from_str(event).expect("an object");
    let values = fields.values().map(|value| match value {
        Value::Number(number) if number.as_u64() < Some(2) => number.to_string(),
        Value::Number(_) => "many".to_owned(),
        other => other.to_string(),
    });
    values.collect::<Vec<_>>().join(" ")
}

/// A heap that is watched.
pub struct Watched<'a, W: Word> {
    heap: Heap<W, Log>,
    edition: Edition,
    witness: &'a mut Witness,
}

impl<W: Word> Watched<'_, W> {
    /// An empty heap of an edition.
    pub fn new(witness: &mut Witness, edition: Edition, arenas: ArenaAlignment) -> Watched<'_, W> {
        Watched {
            heap: Heap::new(edition, arenas).expect("heap"),
            edition,
            witness,
        }
    }

    /// Does something, and listens to the operation that it was.
    pub fn run<R>(&mut self, operate: impl FnOnce(&mut Heap<W, Log>) -> R) -> R {
        let before = self.heap.operations();
        let answer = operate(&mut self.heap);
        if self.heap.operations() > before {
            self.listen();
        }
        answer
    }

    fn listen(&mut self) {
        let mut around: Vec<Function> = Vec::new();
        let happened = self.heap.events(self.heap.operations());
        for Happened { depth, event } in happened.expect("in the journal") {
            around.truncate(depth as usize);
            if let Event::Call { function } = event {
                around.push(function);
                self.witness.functions.insert(function);
            }
            self.witness.tell(self.edition, &around, event);
        }
    }

    /// Replays a golden trace.
    pub fn trace(&mut self, name: &str) {
        let mut replay = Replay::default();
        let text = golden(&format!("traces/{name}.trace.gz"));
        for (number, text) in (1..).zip(text.lines()) {
            let line = Line::parse(number, text).expect("a line");
            let answer = self.run(|heap| replay.apply(heap, number, line));
            answer.expect("a line that can be carried out");
        }
    }

    /// Carries requests out, as JSON, one a line; those that an edition refuses are left out.
    pub fn requests(&mut self, lines: &str) {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let request = serde_json::from_str(line);
            let request: Request = request.unwrap_or_else(|error| panic!("{line}: {error}"));
            let _ = self.run(|heap| heap.request(request));
        }
    }

    /// Carries a sequence out; what is too late in it does nothing.
    pub fn sequence(&mut self, sequence: &Sequence) {
        for request in &sequence.ops {
            let request = with_slots(request.clone());
            let _ = self.run(|heap| heap.request(request));
        }
    }
}

fn with_slots(mut request: Request) -> Request {
    if let Request::New { kind, slots, .. } = &mut request
        && matches!(kind, NewKind::Node | NewKind::Fin | NewKind::Legacy)
    {
        *slots = slots.or(Some(SLOTS));
    }
    request
}

/// The sequences of a golden file.
pub fn sequences(name: &str) -> Vec<Sequence> {
    let text = golden(&format!("gc/{name}.jsonl.gz"));
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a sequence"))
        .collect()
}

fn golden(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(path);
    let bytes = fs::read(&path);
    unpack(&bytes.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}
