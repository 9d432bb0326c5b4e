//! Replaying a sequence of requests and writing down what the collector did, record by record, as
//! docs/gc-format.md documents. Text in, text out; files are the caller's.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::decode::Image;
use crate::decode::object_view::Standing;
use crate::edition::ArenaAlignment;
use crate::edition::Edition;
use crate::edition::objects::NUM_GENERATIONS;
use crate::error::HeapError;
use crate::event::{Event, Phase};
use crate::heap::Heap;
use crate::journal::Log;
use crate::memory::{W32, W64, Word};
use crate::request::{Action, NewKind, Request};

/// One line of a file of sequences.
#[derive(Debug, Deserialize)]
pub struct Sequence {
    /// What it is called.
    pub name: String,
    /// What is to be done, one record each.
    pub ops: Vec<Request>,
}

/// What went wrong with a sequence.
#[derive(Debug, thiserror::Error)]
pub enum SequenceError {
    /// The line is not one.
    #[error("not a sequence: {0}")]
    Syntax(#[from] serde_json::Error),
    /// An operation could not be carried out.
    #[error("{name}, operation {number}: {error}")]
    Operation {
        /// The sequence's name.
        name: String,
        /// Which operation, from 1.
        number: usize,
        /// Why.
        error: HeapError,
    },
}

/// Replays one line, a sequence as JSON, and answers one line: `{"name": …, "expected": [ … ]}`.
///
/// # Errors
/// [`SequenceError`]
pub fn replay_line(edition: Edition, line: &str) -> Result<String, SequenceError> {
    let sequence: Sequence = serde_json::from_str(line)?;
    let records = match edition.layout().word {
        4 => replay::<W32>(edition, &sequence)?,
        _ => replay::<W64>(edition, &sequence)?,
    };
    Ok(json!({ "name": sequence.name, "expected": records }).to_string())
}

fn replay<W: Word>(edition: Edition, sequence: &Sequence) -> Result<Vec<Value>, SequenceError> {
    let failed = |number: usize, error: HeapError| SequenceError::Operation {
        name: sequence.name.clone(),
        number,
        error,
    };
    let mut heap =
        Heap::<W, Log>::new(edition, ArenaAlignment::Aligned).map_err(|error| failed(0, error))?;
    heap.request(Request::Disable)
        .map_err(|error| failed(0, error))?;
    let slots = most_references(&sequence.ops);
    let mut before = Map::new();
    let mut records = Vec::with_capacity(sequence.ops.len());
    for (index, op) in sequence.ops.iter().enumerate() {
        let request = with_slots(op.clone(), slots);
        let known = ids(&heap.image());
        let answer = match heap.request(request) {
            Ok(answer) => answer,
            Err(error) if is_too_late(&error) => {
                let told = Told::new(BTreeMap::new(), BTreeMap::new());
                records.push(record(&heap.image(), op, None, told, &mut before));
                continue;
            }
            Err(error) => return Err(failed(index + 1, error)),
        };
        let mut told = Told::new(known, ids(&heap.image()));
        let happened = heap.events(heap.operations());
        for happened in happened.map_err(|error| failed(index + 1, error))? {
            told.event(happened.event);
        }
        records.push(record(
            &heap.image(),
            op,
            answer.collected,
            told,
            &mut before,
        ));
    }
    Ok(records)
}

/// Whether an operation does nothing because what it is about is gone, as an action does.
fn is_too_late(error: &HeapError) -> bool {
    matches!(
        error,
        HeapError::DeadObject { .. }
            | HeapError::UnknownName { .. }
            | HeapError::NoSuchReference { .. }
            | HeapError::NoSuchPart { .. }
            | HeapError::TakesNone { .. }
            | HeapError::TupleIsFixed
    )
}

/// As many slots as any instance of the sequence can come to need.
fn most_references(ops: &[Request]) -> u32 {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for op in ops {
        let actions: &[Action] = match op {
            Request::New { on_fin, .. } => on_fin,
            Request::Weakref { on_call, .. } => on_call,
            Request::Ref { from, .. } => {
                *counts.entry(from).or_default() += 1;
                &[]
            }
            _ => &[],
        };
        for action in actions {
            if let Action::Ref { from, .. } = action {
                *counts.entry(from).or_default() += 1;
            }
        }
    }
    counts.into_values().max().unwrap_or(0)
}

fn with_slots(mut op: Request, most: u32) -> Request {
    if let Request::New { kind, slots, .. } = &mut op
        && matches!(kind, NewKind::Node | NewKind::Fin | NewKind::Legacy)
    {
        *slots = slots.or(Some(most));
    }
    op
}

/// What each object is called: its address and its first name.
fn ids(image: &Image<'_>) -> BTreeMap<u64, String> {
    let mut ids = BTreeMap::new();
    if let Some(table) = image.name_table() {
        for entry in table.iter().filter(|entry| entry.object != 0) {
            ids.entry(entry.object)
                .or_insert_with(|| table.text(&entry));
        }
    }
    ids
}

/// What the events of one operation tell.
struct Told {
    /// Whom an address means; what is dead leaves it, since another object may stand there next.
    known: BTreeMap<u64, String>,
    events: Vec<Value>,
    trace: Vec<Value>,
    collected: Option<u32>,
    refs: BTreeMap<u64, u64>,
    order: Vec<String>,
    phase: Option<Phase>,
    second: bool,
}

impl Told {
    fn new(before: BTreeMap<u64, String>, after: BTreeMap<u64, String>) -> Told {
        let mut known = after;
        known.extend(before);
        Told {
            known,
            events: Vec::new(),
            trace: Vec::new(),
            collected: None,
            refs: BTreeMap::new(),
            order: Vec::new(),
            phase: None,
            second: false,
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::FinalizerCalled { object } => self.tell("fin", object),
            Event::WeakrefCallback { weakref } => self.tell("wrcb", weakref),
            Event::Cleared { object, .. } => self.tell("clear", object),
            Event::Deallocating { object, .. } => {
                self.tell("dealloc", object);
                self.known.remove(&object);
            }
            Event::Resurrected { object, .. } => self.tell("resurrected_in_dealloc", object),
            Event::NestedCollectReturned { result } => {
                self.events.push(json!(["nested_collect_returned", result]));
            }
            Event::CollectionStarted { generation } => {
                self.collected = Some(generation);
                self.second = false;
            }
            Event::PhaseStarted { phase } => self.start(phase),
            Event::RefsCopied { object, refs } | Event::RefSubtracted { object, refs } => {
                self.refs.insert(object, refs);
            }
            Event::SubtractingRefsOf { object }
            | Event::Reachable { object, .. }
            | Event::FollowingFinalizer { object } => {
                self.order.extend(self.known.get(&object).cloned());
            }
            Event::CollectionFinished { .. } => self.end_phase(),
            _ => {}
        }
    }

    fn tell(&mut self, what: &str, object: u64) {
        if let Some(id) = self.known.get(&object) {
            self.events.push(json!([what, id]));
        }
    }

    fn start(&mut self, phase: Phase) {
        self.end_phase();
        self.phase = Some(phase);
        match phase {
            Phase::UpdateRefs => self.refs.clear(),
            Phase::HandleResurrectedObjects => self.second = true,
            // `subtract` shows the copies as they were before the first subtraction.
            Phase::SubtractRefs => {
                let name = if self.second { "subtract2" } else { "subtract" };
                let copies = self.refs();
                self.trace
                    .push(json!({ "ph": name, "gc_refs": copies, "order": [] }));
            }
            _ => {}
        }
    }

    fn refs(&self) -> Map<String, Value> {
        let named = self
            .refs
            .iter()
            .filter_map(|(object, refs)| Some((self.known.get(object)?.clone(), json!(refs))));
        named.collect()
    }

    /// Writes down in which order the phase that is over followed references, and what came of it.
    fn end_phase(&mut self) {
        let order = std::mem::take(&mut self.order);
        match self.phase.take() {
            Some(Phase::SubtractRefs) if order.is_empty() => {
                self.trace.pop();
            }
            Some(Phase::SubtractRefs) => {
                if let Some(Value::Object(last)) = self.trace.last_mut() {
                    last.insert("order".to_owned(), json!(order));
                }
            }
            Some(Phase::MoveUnreachable) if !order.is_empty() => {
                let name = if self.second { "reach2" } else { "reach" };
                let refs = self.refs();
                self.trace
                    .push(json!({ "ph": name, "gc_refs": refs, "order": order }));
            }
            Some(Phase::MoveLegacyFinalizerReachable) if !order.is_empty() => {
                self.trace
                    .push(json!({ "ph": "move_legacy", "gc_refs": {}, "order": order }));
            }
            _ => {}
        }
    }
}

/// One record; what did not change since the one before is left out.
fn record(
    image: &Image<'_>,
    op: &Request,
    collected: Option<u64>,
    told: Told,
    before: &mut Map<String, Value>,
) -> Value {
    let view = image.generations(0);
    let mut record = Map::new();
    let counts: Vec<u32> = view.generations.iter().map(|row| row.count).collect();
    record.insert("cnt".to_owned(), json!(counts));
    record.insert("ev".to_owned(), json!(told.events));
    if let Some(collected) = collected {
        record.insert("ret".to_owned(), json!(collected));
    }
    let asked = matches!(op, Request::Collect { .. });
    if let Some(generation) = told.collected.filter(|_| !asked) {
        record.insert("auto".to_owned(), json!(generation));
    }
    if asked || told.collected.is_some() {
        record.insert("trace".to_owned(), json!(told.trace));
    }
    let long_lived = [view.long_lived_total, view.long_lived_pending];
    let mut state = lists(image);
    state.insert("long_lived".to_owned(), json!(long_lived));
    for (key, value) in state {
        if before.get(&key) != Some(&value) {
            before.insert(key.clone(), value.clone());
            record.insert(key, value);
        }
    }
    Value::Object(record)
}

/// Where each named object is: in which list of the collector, in none, in `gc.garbage`.
fn lists(image: &Image<'_>) -> Map<String, Value> {
    let ids = ids(image);
    let mut untracked: Vec<u64> = ids.keys().copied().collect();
    untracked.retain(|&object| {
        let object = image.decode_object(object);
        object.is_some_and(|object| object.of.is_gc())
    });
    let mut generations = vec![json!([]); NUM_GENERATIONS as usize];
    let mut permanent = json!([]);
    for (standing, head) in image.gc_lists() {
        let members: Vec<u64> = image
            .gc_list(head)
            .map(|gc| gc + image.layout().objects.gc_head)
            .collect();
        untracked.retain(|object| !members.contains(object));
        let names: Vec<&String> = members
            .iter()
            .filter_map(|object| ids.get(object))
            .collect();
        match standing {
            Standing::Generation { generation } => generations[generation as usize] = json!(names),
            Standing::Permanent => permanent = json!(names),
            _ => {}
        }
    }
    let garbage: Vec<&String> = image
        .gc_garbage(usize::MAX)
        .iter()
        .filter_map(|object| ids.get(object))
        .collect();
    let mut state = Map::new();
    state.insert("gens".to_owned(), json!(generations));
    state.insert("permanent".to_owned(), permanent);
    state.insert(
        "untracked".to_owned(),
        json!(in_order_of_birth(image, &untracked)),
    );
    state.insert("garbage".to_owned(), json!(garbage));
    state
}

/// The names of objects in the order in which they were given.
fn in_order_of_birth(image: &Image<'_>, objects: &[u64]) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = Vec::new();
    if let Some(table) = image.name_table() {
        for entry in table.iter() {
            if objects.contains(&entry.object) && !seen.contains(&entry.object) {
                seen.push(entry.object);
                names.push(table.text(&entry));
            }
        }
    }
    names
}
