//! A shadow of the heap: a graph in plain Rust that knows CPython's rules of reference counts,
//! finalizers and weak references, but neither addresses nor lists of the collector.
//!
//! What dies by its reference count, and in which order, the shadow foretells. During a collection it
//! follows the collector, and objects where that touches what can be reached.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pymalloc_explorer::decode::object_view::Standing;
use pymalloc_explorer::decode::{Image, Link};
use pymalloc_explorer::edition::Edition;
use pymalloc_explorer::edition::objects::Kind;
use pymalloc_explorer::event::Event;
use pymalloc_explorer::request::{Action, Key, NewKind, Request};

/// Why a program is not followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A dict of 2.7 or a set was changed and died in the same operation: in which order its items
    /// went is the hash table's business.
    OrderUnknown,
    /// An action puts a tuple or a weak reference into a set: whether that is equal to another item is
    /// not the shadow's business.
    EqualityUnknown,
    /// `PyObject_ClearWeakRefs` allocates a tuple; a collection that this starts can free the weak
    /// references that it is about to put there, in CPython, too.
    CollectionWhileClearingWeakrefs,
}

type Followed<T = ()> = Result<T, Stop>;

/// A finalizer, as the edition has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finalizer {
    None,
    /// `tp_finalize`
    Finalize,
    /// `tp_del`
    Del,
}

#[derive(Clone, Debug)]
enum Body {
    Plain,
    /// A `str`, which a table of keys that instances share can keep.
    Text,
    Tuple(VecDeque<usize>),
    List(VecDeque<usize>),
    Set(VecDeque<usize>),
    Dict(VecDeque<(EntryKey, usize)>),
    Slots(Vec<Option<usize>>),
    Instance(Option<usize>),
    Weakref {
        to: Option<usize>,
        callback: bool,
    },
}

/// A key of a dict.
#[derive(Clone, Debug, PartialEq, Eq)]
enum EntryKey {
    Int(i64),
    Text(String),
    Object(usize),
}

#[derive(Clone, Debug)]
struct Object {
    at: u64,
    body: Body,
    refs: u64,
    /// References of somebody who is at work with it.
    holds: u64,
    finalizer: Finalizer,
    finalized: bool,
    actions: Vec<Action>,
    /// The weak references that lead here: the one without a callback, then the newest first.
    weakrefs: Vec<usize>,
    /// Its last reference is gone, or it is dead.
    dying: bool,
    dead: bool,
    /// One of the interpreter's own, which does not die.
    immortal: bool,
    order_known: bool,
}

#[derive(Clone, Debug, Default)]
struct Name {
    object: Option<usize>,
    roots: u32,
}

/// The shadow.
pub struct Shadow {
    version_2: bool,
    objects: Vec<Object>,
    by_address: BTreeMap<u64, usize>,
    names: BTreeMap<String, Name>,
    garbage: Vec<usize>,
    collecting: bool,
    /// What could not be reached when the collection began.
    unreachable: BTreeSet<usize>,
    clearing: bool,
    /// A finalizer or callback reached for garbage by its name, where no program in Python could.
    tainted: bool,
    /// Finalizers and callbacks that ran in this operation.
    pub ran: usize,
    events: VecDeque<Event>,
}

/// What of an event stream the shadow looks at.
fn matters(event: &Event, creations: bool) -> bool {
    match event {
        Event::FinalizerCalled { .. }
        | Event::LegacyFinalizerCalled { .. }
        | Event::WeakrefCallback { .. }
        | Event::WeakrefCleared { .. }
        | Event::CallbackToCall { .. }
        | Event::Cleared { .. }
        | Event::Deallocating { .. }
        | Event::Resurrected { .. }
        | Event::CollectionStarted { .. }
        | Event::CollectionFinished { .. }
        | Event::SavedAsGarbage { .. }
        | Event::Uncollectable { .. }
        | Event::NestedCollectReturned { .. }
        | Event::InstanceDictCreated { .. } => true,
        Event::ObjectInitialised { .. } | Event::TakenFromFreeList { .. } => creations,
        _ => false,
    }
}

impl Shadow {
    /// The shadow of an empty heap.
    pub fn new(edition: Edition) -> Shadow {
        Shadow {
            version_2: edition == Edition::Cpython27W32,
            objects: Vec::new(),
            by_address: BTreeMap::new(),
            names: BTreeMap::new(),
            garbage: Vec::new(),
            collecting: false,
            unreachable: BTreeSet::new(),
            clearing: false,
            tainted: false,
            ran: 0,
            events: VecDeque::new(),
        }
    }

    /// Objects that are alive, as what a request calls them: a name, or the address.
    pub fn live(&self) -> Vec<String> {
        let live = self.objects.iter().filter(|object| !object.dead);
        live.map(|object| format!("{:#x}", object.at)).collect()
    }

    /// The names that are bound.
    pub fn bound(&self) -> Vec<String> {
        let bound = self.names.iter().filter(|(_, name)| name.roots > 0);
        bound.map(|(text, _)| text.clone()).collect()
    }

    /// What `gc.garbage` holds.
    pub fn garbage(&self) -> Vec<String> {
        let garbage = self.garbage.iter();
        garbage
            .map(|&index| format!("{:#x}", self.objects[index].at))
            .collect()
    }

    /// How many objects are alive that can die.
    pub fn mortal(&self) -> usize {
        let alive = |object: &&Object| !object.dead && !object.immortal;
        self.objects.iter().filter(alive).count()
    }

    fn find(&self, id: &str) -> Option<usize> {
        match id.strip_prefix("0x") {
            Some(digits) => {
                let at = u64::from_str_radix(digits, 16).expect("an address");
                self.by_address.get(&at).copied()
            }
            None => self.names.get(id)?.object,
        }
    }

    fn is_hashable(&self, index: usize) -> bool {
        match &self.objects[index].body {
            Body::List(_) | Body::Dict(_) | Body::Set(_) => false,
            Body::Tuple(items) => items.iter().all(|&item| self.is_hashable(item)),
            _ => true,
        }
    }

    /// Whether the object is equal to itself only, as far as the programs here go.
    fn is_key_by_identity(&self, index: usize) -> bool {
        matches!(
            self.objects[index].body,
            Body::Plain | Body::Text | Body::Slots(_) | Body::Instance(_)
        )
    }

    /// Whether a request is one that the shadow follows, and if so whether it will be carried out.
    pub fn foretell(&self, request: &Request) -> Option<bool> {
        Some(match request {
            Request::New { kind, refs, .. } => {
                let items: Option<Vec<usize>> = refs.iter().map(|id| self.find(id)).collect();
                let items = items?;
                match kind {
                    NewKind::Set => {
                        let fit = |&item: &usize| {
                            self.is_key_by_identity(item) || !self.is_hashable(item)
                        };
                        if !items.iter().all(fit) {
                            return None;
                        }
                        items.iter().all(|&item| self.is_hashable(item))
                    }
                    _ => true,
                }
            }
            Request::Ref { from, to } => {
                let (from, to) = (self.find(from)?, self.find(to)?);
                match &self.objects[from].body {
                    Body::List(_) | Body::Dict(_) | Body::Instance(_) => true,
                    Body::Slots(slots) => slots.contains(&None),
                    Body::Set(_) => {
                        if self.is_hashable(to) && !self.is_key_by_identity(to) {
                            return None;
                        }
                        self.is_hashable(to)
                    }
                    _ => false,
                }
            }
            Request::Unref { from, to } => {
                let (from, to) = (self.find(from)?, self.find(to)?);
                match &self.objects[from].body {
                    Body::List(items) | Body::Set(items) => items.contains(&to),
                    Body::Slots(slots) => slots.contains(&Some(to)),
                    Body::Dict(entries) => entries.iter().any(|&(_, value)| value == to),
                    Body::Instance(Some(dict)) => match &self.objects[*dict].body {
                        Body::Dict(entries) => entries.iter().any(|&(_, value)| value == to),
                        _ => false,
                    },
                    _ => false,
                }
            }
            Request::SetItem { of, key, .. } => match &self.objects[self.find(of)?].body {
                Body::Dict(_) if self.may_share_its_keys(self.find(of)?, key) => return None,
                Body::List(items) => self.position(key, items.len()).is_some(),
                Body::Slots(slots) => self.position(key, slots.len()).is_some(),
                Body::Dict(_) => match key {
                    Key::Object { of } => {
                        let key = self.find(of)?;
                        if self.is_hashable(key) && !self.is_key_by_identity(key) {
                            return None;
                        }
                        self.is_hashable(key)
                    }
                    _ => true,
                },
                Body::Instance(_) => matches!(key, Key::Text(_)),
                _ => false,
            },
            Request::DelItem { of, key } => match &self.objects[self.find(of)?].body {
                Body::List(items) => self.position(key, items.len()).is_some(),
                Body::Slots(slots) => {
                    let index = self.position(key, slots.len());
                    index.is_some_and(|index| slots[index].is_some())
                }
                Body::Dict(entries) => {
                    let key = match key {
                        Key::Object { of } => {
                            let key = self.find(of)?;
                            if self.is_hashable(key) && !self.is_key_by_identity(key) {
                                return None;
                            }
                            EntryKey::Object(key)
                        }
                        key => self.entry_key(key),
                    };
                    entries.iter().any(|(there, _)| *there == key)
                }
                Body::Instance(Some(dict)) => match (&self.objects[*dict].body, key) {
                    (Body::Dict(entries), Key::Text(_)) => {
                        let key = self.entry_key(key);
                        entries.iter().any(|(there, _)| *there == key)
                    }
                    _ => false,
                },
                _ => false,
            },
            Request::Weakref { to, .. } => matches!(
                self.objects[self.find(to)?].body,
                Body::Set(_) | Body::Slots(_) | Body::Instance(_)
            ),
            Request::RootAdd { id } => self.find(id).is_some(),
            Request::RootDel { id } => self.names.get(id).is_some_and(|name| name.roots > 0),
            Request::Bind { to, .. } => self.find(to).is_some(),
            Request::Freeze | Request::Unfreeze => !self.version_2,
            _ => true,
        })
    }

    /// Whether a named string would go into a table of keys that the instances of a class share.
    fn may_share_its_keys(&self, dict: usize, key: &Key) -> bool {
        let Key::Object { of } = key else {
            return false;
        };
        let is_text = |key: usize| matches!(self.objects[key].body, Body::Text);
        let owned =
            |object: &Object| matches!(object.body, Body::Instance(Some(own)) if own == dict);
        self.find(of).is_some_and(is_text) && self.objects.iter().any(owned)
    }

    fn position(&self, key: &Key, len: usize) -> Option<usize> {
        match *key {
            Key::Int(index) if index < 0 => len.checked_sub(index.unsigned_abs() as usize),
            Key::Int(index) => Some(index as usize).filter(|&index| index < len),
            _ => None,
        }
    }

    fn entry_key(&self, key: &Key) -> EntryKey {
        match key {
            Key::Int(value) => EntryKey::Int(*value),
            Key::Text(text) => EntryKey::Text(text.clone()),
            Key::Object { of } => EntryKey::Object(self.find(of).expect("alive")),
        }
    }

    // What happened in the heap, from first to last.

    fn is_known(&self, event: &Event) -> bool {
        match event {
            Event::Deallocating { object, .. } | Event::Resurrected { object, .. } => {
                self.by_address.contains_key(object)
            }
            Event::ObjectInitialised { .. } | Event::TakenFromFreeList { .. } => false,
            _ => true,
        }
    }

    fn peek(&mut self) -> Option<Event> {
        while let Some(event) = self.events.front() {
            if self.is_known(event) {
                return Some(*event);
            }
            self.events.pop_front();
        }
        None
    }

    fn next(&mut self) -> Event {
        let event = self.peek().expect("something more to happen");
        self.events.pop_front();
        event
    }

    fn expect(&mut self, wanted: &str, of: usize, matching: impl Fn(&Event) -> Option<u64>) {
        let at = self.objects[of].at;
        let event = self.peek();
        let found = event.as_ref().and_then(matching);
        assert_eq!(found, Some(at), "{wanted} of {at:#x} is due, not {event:?}");
        self.events.pop_front();
    }

    /// An allocation may start a collection.
    fn automatic_collection(&mut self) -> Followed {
        if !self.collecting && matches!(self.peek(), Some(Event::CollectionStarted { .. })) {
            self.collection()?;
        }
        Ok(())
    }

    // Objects

    fn add(&mut self, image: &Image<'_>, at: u64, body: Body, finalizer: Finalizer) -> usize {
        if let Some(&there) = self.by_address.get(&at) {
            assert!(self.objects[there].immortal, "{at:#x} is an object already");
            self.objects[there].refs += 1;
            return there;
        }
        let index = self.objects.len();
        let immortal = image.is_static_object(at);
        self.objects.push(Object {
            at,
            body,
            refs: 1 + u64::from(immortal),
            holds: 0,
            finalizer,
            finalized: false,
            actions: Vec::new(),
            weakrefs: Vec::new(),
            dying: false,
            dead: false,
            immortal,
            order_known: true,
        });
        self.by_address.insert(at, index);
        index
    }

    fn incref(&mut self, of: usize) {
        self.objects[of].refs += 1;
    }

    fn decref(&mut self, of: usize) -> Followed {
        let object = &mut self.objects[of];
        object.refs = object.refs.checked_sub(1).expect("a reference");
        if object.refs == 0 && !object.immortal {
            self.dealloc(of)?;
        }
        Ok(())
    }

    fn hold(&mut self, of: usize) {
        self.incref(of);
        self.objects[of].holds += 1;
    }

    fn let_go(&mut self, of: usize) -> Followed {
        self.objects[of].holds -= 1;
        self.decref(of)
    }

    fn forget_names(&mut self, of: usize) {
        for name in self
            .names
            .values_mut()
            .filter(|name| name.object == Some(of))
        {
            *name = Name::default();
        }
    }

    fn dealloc(&mut self, of: usize) -> Followed {
        self.objects[of].dying = true;
        if !self.finalizers_let_go(of)? {
            return Ok(());
        }
        self.forget_names(of);
        self.expect("the end", of, |event| match event {
            Event::Deallocating { object, .. } => Some(*object),
            _ => None,
        });
        self.by_address.remove(&self.objects[of].at);
        self.release(of)?;
        self.objects[of].dead = true;
        Ok(())
    }

    /// Whether the object goes on to die.
    fn finalizers_let_go(&mut self, of: usize) -> Followed<bool> {
        let finalizer = self.objects[of].finalizer;
        if finalizer == Finalizer::Finalize && !self.survives_finalizer(of)? {
            return Ok(false);
        }
        if finalizer != Finalizer::Del {
            if self.takes_weakrefs(of) {
                self.forget_names(of);
            }
            self.clear_weakrefs(of)?;
            return Ok(true);
        }
        self.clear_weakrefs(of)?;
        self.survives_finalizer(of)
    }

    fn takes_weakrefs(&self, of: usize) -> bool {
        matches!(
            self.objects[of].body,
            Body::Set(_) | Body::Slots(_) | Body::Instance(_)
        )
    }

    /// Runs the finalizer that is due, with a reference for the time being; whether that was the last.
    fn survives_finalizer(&mut self, of: usize) -> Followed<bool> {
        self.objects[of].refs = 1;
        self.objects[of].holds += 1;
        self.objects[of].dying = false;
        if !self.objects[of].finalized {
            self.expect("the finalizer", of, |event| match event {
                Event::FinalizerCalled { object } | Event::LegacyFinalizerCalled { object } => {
                    Some(*object)
                }
                _ => None,
            });
            self.run_actions(of)?;
            self.objects[of].finalized = self.objects[of].finalizer == Finalizer::Finalize;
        }
        self.objects[of].refs -= 1;
        self.objects[of].holds -= 1;
        if self.objects[of].refs > 0 {
            self.expect("a resurrection", of, |event| match event {
                Event::Resurrected { object, .. } => Some(*object),
                _ => None,
            });
            return Ok(false);
        }
        self.objects[of].dying = true;
        Ok(true)
    }

    fn weakref_is_cleared(&mut self, weakref: usize) {
        self.expect("a weak reference cleared", weakref, |event| match event {
            Event::WeakrefCleared { weakref, .. } => Some(*weakref),
            _ => None,
        });
        self.detach(weakref);
    }

    fn detach(&mut self, weakref: usize) {
        let Body::Weakref { to, .. } = &mut self.objects[weakref].body else {
            panic!("no weak reference");
        };
        let to = to.take().expect("a weak reference that leads somewhere");
        self.objects[to].weakrefs.retain(|&other| other != weakref);
    }

    fn has_callback(&self, weakref: usize) -> bool {
        matches!(
            self.objects[weakref].body,
            Body::Weakref { callback: true, .. }
        )
    }

    fn call_back(&mut self, weakref: usize) -> Followed {
        self.expect("a callback", weakref, |event| match event {
            Event::WeakrefCallback { weakref } => Some(*weakref),
            _ => None,
        });
        self.run_actions(weakref)
    }

    fn clear_weakrefs(&mut self, of: usize) -> Followed {
        if let Some(&first) = self.objects[of].weakrefs.first()
            && !self.has_callback(first)
        {
            self.weakref_is_cleared(first);
        }
        let weakrefs = self.objects[of].weakrefs.clone();
        match weakrefs[..] {
            [] => {}
            [only] => {
                self.weakref_is_cleared(only);
                self.call_back(only)?;
            }
            _ => {
                if matches!(self.peek(), Some(Event::CollectionStarted { .. })) {
                    return Err(Stop::CollectionWhileClearingWeakrefs);
                }
                for &weakref in &weakrefs {
                    self.hold(weakref);
                    self.weakref_is_cleared(weakref);
                }
                for &weakref in &weakrefs {
                    self.call_back(weakref)?;
                }
                for &weakref in weakrefs.iter().rev() {
                    self.let_go(weakref)?;
                }
            }
        }
        Ok(())
    }

    fn expect_order(&self, of: usize, len: usize) -> Followed {
        if len > 1 && !self.objects[of].order_known {
            return Err(Stop::OrderUnknown);
        }
        Ok(())
    }

    /// Gives up all references of an object, in the order of its `tp_dealloc`.
    fn release(&mut self, of: usize) -> Followed {
        let len = match &self.objects[of].body {
            Body::Set(items) => items.len(),
            Body::Dict(entries) => entries.len(),
            _ => 0,
        };
        self.expect_order(of, len)?;
        loop {
            let (first, second) = match &mut self.objects[of].body {
                Body::Plain | Body::Text => return Ok(()),
                Body::Tuple(items) | Body::List(items) => (items.pop_back(), None),
                Body::Set(items) => (items.pop_front(), None),
                Body::Dict(entries) => match entries.pop_front() {
                    Some((EntryKey::Object(key), value)) => (Some(key), Some(value)),
                    Some((_, value)) => (Some(value), None),
                    None => (None, None),
                },
                Body::Slots(slots) => (slots.iter_mut().find_map(Option::take), None),
                Body::Instance(dict) => (dict.take(), None),
                Body::Weakref { to: Some(_), .. } => {
                    self.weakref_is_cleared(of);
                    (None, None)
                }
                Body::Weakref { to: None, .. } => (None, None),
            };
            let Some(first) = first else { return Ok(()) };
            self.decref(first)?;
            if let Some(second) = second {
                self.decref(second)?;
            }
        }
    }

    /// `tp_clear`: the object is empty before the first reference is given up, but for slots.
    fn clear(&mut self, of: usize) -> Followed {
        let mut items = match &mut self.objects[of].body {
            Body::Slots(slots) => {
                // One after the other: what a finalizer puts into an earlier one stays.
                for index in 0..slots.len() {
                    if let Body::Slots(slots) = &mut self.objects[of].body
                        && let Some(item) = slots[index].take()
                    {
                        self.decref(item)?;
                    }
                }
                return Ok(());
            }
            Body::Instance(_) if self.version_2 => return Ok(()),
            Body::Instance(dict) => dict.take().into_iter().collect(),
            Body::Weakref { to: Some(_), .. } => {
                self.weakref_is_cleared(of);
                return Ok(());
            }
            Body::List(items) => std::mem::take(items).into_iter().rev().collect(),
            Body::Set(items) => std::mem::take(items),
            Body::Dict(entries) => {
                let mut items = VecDeque::new();
                for (key, value) in std::mem::take(entries) {
                    if let EntryKey::Object(key) = key {
                        items.push_back(key);
                    }
                    items.push_back(value);
                }
                items
            }
            _ => VecDeque::new(),
        };
        let ordered = !matches!(self.objects[of].body, Body::List(_) | Body::Instance(_));
        self.expect_order(of, if ordered { items.len() } else { 0 })?;
        while let Some(item) = items.pop_front() {
            self.decref(item)?;
        }
        Ok(())
    }

    // Finalizers and callbacks

    fn alive(&self, name: &str) -> Option<usize> {
        let index = self.names.get(name)?.object?;
        (self.objects[index].refs > 0).then_some(index)
    }

    /// An action makes a reference to something.
    fn reached_for(&mut self, of: usize) {
        if self.collecting && (self.version_2 || self.clearing) && self.unreachable.contains(&of) {
            self.tainted = true;
        }
    }

    fn run_actions(&mut self, of: usize) -> Followed {
        self.ran += 1;
        for action in self.objects[of].actions.clone() {
            match action {
                Action::RootAdd { id } => {
                    if let Some(object) = self.alive(&id) {
                        self.reached_for(object);
                        self.incref(object);
                        self.names.get_mut(&id).expect("a name").roots += 1;
                    }
                }
                Action::RootDel { id } => {
                    if self.alive(&id).is_some() && self.names[&id].roots > 0 {
                        self.root_del(&id)?;
                    }
                }
                Action::Ref { from, to } => {
                    if let (Some(from), Some(to)) = (self.alive(&from), self.alive(&to)) {
                        self.reached_for(to);
                        self.reached_for(from);
                        self.hold(from);
                        self.hold(to);
                        if self.takes(from, to)? {
                            self.add_reference(from, to)?;
                        }
                        self.let_go(from)?;
                        self.let_go(to)?;
                    }
                }
                Action::Unref { from, to } => {
                    if let (Some(from), Some(to)) = (self.alive(&from), self.alive(&to)) {
                        self.hold(from);
                        self.hold(to);
                        self.remove_reference(from, to)?;
                        self.let_go(from)?;
                        self.let_go(to)?;
                    }
                }
                Action::Collect { .. } => {
                    if !self.collecting {
                        self.collection()?;
                    }
                    let event = self.next();
                    assert!(
                        matches!(event, Event::NestedCollectReturned { result }
                            if result == 0 || !self.collecting),
                        "{event:?}"
                    );
                }
            }
        }
        Ok(())
    }

    fn root_del(&mut self, name: &str) -> Followed {
        let entry = self.names.get_mut(name).expect("a name");
        entry.roots -= 1;
        let object = entry.object.expect("alive");
        self.decref(object)
    }

    // References

    fn takes(&self, from: usize, to: usize) -> Followed<bool> {
        Ok(match &self.objects[from].body {
            Body::List(_) | Body::Dict(_) | Body::Instance(_) => true,
            Body::Slots(slots) => slots.contains(&None),
            Body::Set(_) => {
                if self.is_hashable(to) && !self.is_key_by_identity(to) {
                    return Err(Stop::EqualityUnknown);
                }
                self.is_hashable(to)
            }
            _ => false,
        })
    }

    fn entries(&mut self, dict: usize) -> &mut VecDeque<(EntryKey, usize)> {
        match &mut self.objects[dict].body {
            Body::Dict(entries) => entries,
            body => panic!("{body:?} is no dict"),
        }
    }

    fn add_reference(&mut self, from: usize, to: usize) -> Followed {
        match &mut self.objects[from].body {
            Body::List(items) => items.push_back(to),
            Body::Slots(slots) => {
                let behind = slots
                    .iter()
                    .rposition(Option::is_some)
                    .map_or(0, |last| last + 1);
                let free = || slots.iter().position(Option::is_none);
                let index = Some(behind)
                    .filter(|&index| index < slots.len())
                    .or_else(free);
                slots[index.expect("a slot")] = Some(to);
            }
            Body::Set(items) => {
                if items.contains(&to) {
                    return Ok(());
                }
                items.push_back(to);
                self.objects[from].order_known = false;
            }
            Body::Dict(entries) => {
                let mut value = entries.len() as i64;
                while entries.iter().any(|(key, _)| *key == EntryKey::Int(value)) {
                    value += 1;
                }
                return self.dict_set(from, EntryKey::Int(value), to);
            }
            Body::Instance(dict) => {
                let dict = *dict;
                let there = dict.map_or(0, |dict| self.entries(dict).len());
                let mut number = there;
                if let Some(dict) = dict {
                    let taken = |entries: &VecDeque<(EntryKey, usize)>, number: usize| {
                        let key = EntryKey::Text(format!("ref{number}"));
                        entries.iter().any(|(there, _)| *there == key)
                    };
                    while taken(self.entries(dict), number) {
                        number += 1;
                    }
                }
                return self.set_attribute(from, format!("ref{number}"), to);
            }
            body => panic!("{body:?} takes no reference"),
        }
        self.incref(to);
        Ok(())
    }

    fn set_attribute(&mut self, of: usize, name: String, to: usize) -> Followed {
        let Body::Instance(dict) = self.objects[of].body else {
            panic!("no instance");
        };
        let dict = match dict {
            Some(dict) => dict,
            None => {
                self.automatic_collection()?;
                let event = self.next();
                let Event::InstanceDictCreated { object, dict: at } = event else {
                    panic!("a __dict__ is due, not {event:?}");
                };
                assert_eq!(object, self.objects[of].at);
                assert!(!self.by_address.contains_key(&at));
                let index = self.objects.len();
                self.objects.push(Object {
                    at,
                    body: Body::Dict(VecDeque::new()),
                    finalizer: Finalizer::None,
                    actions: Vec::new(),
                    weakrefs: Vec::new(),
                    refs: 1,
                    holds: 0,
                    finalized: false,
                    dying: false,
                    dead: false,
                    immortal: false,
                    order_known: true,
                });
                self.by_address.insert(at, index);
                self.objects[of].body = Body::Instance(Some(index));
                index
            }
        };
        self.dict_set(dict, EntryKey::Text(name), to)
    }

    fn dict_set(&mut self, dict: usize, key: EntryKey, to: usize) -> Followed {
        self.incref(to);
        let there = self
            .entries(dict)
            .iter_mut()
            .find(|(there, _)| *there == key);
        if let Some((_, value)) = there {
            let old = std::mem::replace(value, to);
            return self.decref(old);
        }
        if let EntryKey::Object(key) = key {
            self.incref(key);
        }
        self.entries(dict).push_back((key, to));
        self.objects[dict].order_known = !self.version_2;
        Ok(())
    }

    fn dict_delete(&mut self, dict: usize, index: usize) -> Followed {
        let (key, value) = self.entries(dict).remove(index).expect("an entry");
        if let EntryKey::Object(key) = key {
            self.decref(key)?;
        }
        self.decref(value)
    }

    fn remove_reference(&mut self, from: usize, to: usize) -> Followed {
        match &mut self.objects[from].body {
            Body::List(items) | Body::Set(items) => {
                let Some(index) = items.iter().position(|&item| item == to) else {
                    return Ok(());
                };
                items.remove(index);
                self.decref(to)
            }
            Body::Slots(slots) => {
                let Some(index) = slots.iter().position(|&item| item == Some(to)) else {
                    return Ok(());
                };
                slots.remove(index);
                slots.push(None);
                self.decref(to)
            }
            Body::Dict(entries) => {
                let index = entries.iter().position(|&(_, value)| value == to);
                self.expect_order(from, if index.is_some() { 2 } else { 0 })?;
                index.map_or(Ok(()), |index| self.dict_delete(from, index))
            }
            Body::Instance(Some(dict)) => {
                let dict = *dict;
                let mut entries = self.entries(dict).iter();
                let index = entries.position(|&(_, value)| value == to);
                self.expect_order(dict, if index.is_some() { 2 } else { 0 })?;
                index.map_or(Ok(()), |index| self.dict_delete(dict, index))
            }
            _ => Ok(()),
        }
    }

    // The collector

    /// What can be reached from names, from `gc.garbage`, and from what somebody is at work with.
    fn reachable(&self, more: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<usize> = self.garbage.clone();
        waiting.extend(more);
        let roots = self.names.values().filter(|name| name.roots > 0);
        waiting.extend(roots.filter_map(|name| name.object));
        waiting.extend((0..self.objects.len()).filter(|&index| {
            let object = &self.objects[index];
            !object.dead && (object.holds > 0 || object.dying || object.immortal)
        }));
        while let Some(index) = waiting.pop() {
            if reached.insert(index) {
                waiting.extend(self.references_of(index));
            }
        }
        reached
    }

    fn references_of(&self, index: usize) -> Vec<usize> {
        match &self.objects[index].body {
            Body::Plain | Body::Text | Body::Weakref { .. } => Vec::new(),
            Body::Tuple(items) | Body::List(items) | Body::Set(items) => {
                items.iter().copied().collect()
            }
            Body::Slots(slots) => slots.iter().flatten().copied().collect(),
            Body::Instance(dict) => dict.iter().copied().collect(),
            Body::Dict(entries) => {
                let keys = entries.iter().filter_map(|(key, _)| match key {
                    EntryKey::Object(key) => Some(*key),
                    _ => None,
                });
                keys.chain(entries.iter().map(|&(_, value)| value))
                    .collect()
            }
        }
    }

    fn known(&self, at: u64) -> usize {
        *self
            .by_address
            .get(&at)
            .unwrap_or_else(|| panic!("{at:#x} is no live object"))
    }

    fn collection(&mut self) -> Followed {
        let event = self.next();
        assert!(
            matches!(event, Event::CollectionStarted { .. }),
            "{event:?}"
        );
        let reachable = self.reachable([]);
        let all = (0..self.objects.len()).filter(|&index| !self.objects[index].dead);
        self.unreachable = all.filter(|index| !reachable.contains(index)).collect();
        (self.collecting, self.clearing, self.tainted) = (true, false, false);
        loop {
            match self.next() {
                Event::CollectionFinished { .. } => break,
                event => self.collect_one(event)?,
            }
        }
        self.collecting = false;
        Ok(())
    }

    fn expect_garbage(&self, index: usize, what: &str) {
        let at = self.objects[index].at;
        assert!(
            self.unreachable.contains(&index),
            "{what} of {at:#x}, which is reachable"
        );
    }

    fn collect_one(&mut self, event: Event) -> Followed {
        match event {
            Event::FinalizerCalled { object } => {
                let index = self.known(object);
                self.expect_garbage(index, "the finalizer");
                let object = &mut self.objects[index];
                assert_eq!(object.finalizer, Finalizer::Finalize);
                assert!(!object.finalized, "a second time: {event:?}");
                object.finalized = true;
                self.hold(index);
                self.run_actions(index)?;
                self.let_go(index)
            }
            Event::WeakrefCleared { weakref, object } => {
                let (weakref, object) = (self.known(weakref), self.known(object));
                if !self.unreachable.contains(&weakref) {
                    self.expect_garbage(object, "a weak reference");
                }
                self.detach(weakref);
                Ok(())
            }
            Event::CallbackToCall { weakref } => {
                let weakref = self.known(weakref);
                assert!(self.has_callback(weakref));
                self.hold(weakref);
                Ok(())
            }
            Event::WeakrefCallback { weakref } => {
                let weakref = self.known(weakref);
                self.run_actions(weakref)?;
                self.let_go(weakref)
            }
            Event::Cleared { object, .. } => {
                self.clearing = true;
                let index = self.known(object);
                self.expect_garbage(index, "tp_clear");
                if !self.tainted {
                    let reached = self.reachable([]).contains(&index);
                    assert!(
                        !reached,
                        "tp_clear of {object:#x}, which is reachable again"
                    );
                }
                self.hold(index);
                self.clear(index)?;
                self.let_go(index)
            }
            Event::SavedAsGarbage { object } | Event::Uncollectable { object } => {
                let index = self.known(object);
                self.expect_garbage(index, "uncollectable");
                self.garbage.push(index);
                self.incref(index);
                Ok(())
            }
            event => panic!("{event:?} in a collection"),
        }
    }

    // Requests

    fn name_new(&mut self, id: &str, object: usize) -> Followed {
        let new = Name {
            object: Some(object),
            roots: 1,
        };
        let old = self.names.insert(id.to_owned(), new).unwrap_or_default();
        for _ in 0..old.roots {
            self.decref(old.object.expect("alive"))?;
        }
        Ok(())
    }

    /// The address of the object of that kind that was made next.
    fn created(&mut self, wanted: Kind) -> Followed<u64> {
        loop {
            match self.events.front().copied() {
                Some(Event::CollectionStarted { .. }) => self.collection()?,
                Some(
                    Event::ObjectInitialised { object, of, .. }
                    | Event::TakenFromFreeList { object, of, .. },
                ) if of == wanted => {
                    self.events.pop_front();
                    return Ok(object);
                }
                Some(event) if !self.is_known(&event) => {
                    self.events.pop_front();
                }
                event => panic!("a new {wanted:?} is due, not {event:?}"),
            }
        }
    }

    fn body_of(&self, kind: NewKind) -> (Body, Finalizer) {
        let finalize = if self.version_2 {
            Finalizer::Del
        } else {
            Finalizer::Finalize
        };
        let body = match kind {
            NewKind::Int | NewKind::Float | NewKind::Leaf => Body::Plain,
            NewKind::Str => Body::Text,
            NewKind::Tuple => Body::Tuple(VecDeque::new()),
            NewKind::List => Body::List(VecDeque::new()),
            NewKind::Dict => Body::Dict(VecDeque::new()),
            NewKind::Set => Body::Set(VecDeque::new()),
            NewKind::Node | NewKind::Fin | NewKind::Legacy => Body::Slots(vec![None; 2]),
            _ => Body::Instance(None),
        };
        let finalizer = match kind {
            NewKind::Fin | NewKind::InstanceFin => finalize,
            NewKind::Legacy | NewKind::InstanceLegacy => Finalizer::Del,
            _ => Finalizer::None,
        };
        (body, finalizer)
    }

    /// Follows a request that was carried out: its answer, its events, and the image behind it.
    pub fn follow(
        &mut self,
        request: &Request,
        answer: Option<u64>,
        events: &[Event],
        image: &Image<'_>,
    ) -> Followed {
        let creations = matches!(request, Request::Many { .. } | Request::Cycles { .. });
        let matter = events.iter().filter(|event| matters(event, creations));
        self.events = matter.copied().collect();
        self.ran = 0;
        self.carry_out(request, answer, image)?;
        let more = self.peek();
        assert_eq!(more, None, "that was not foretold");
        Ok(())
    }

    fn carry_out(&mut self, request: &Request, answer: Option<u64>, image: &Image<'_>) -> Followed {
        match request {
            Request::New {
                kind,
                id,
                refs,
                on_fin,
                ..
            } => {
                let items: Vec<usize> = refs.iter().map(|id| self.known_as(id)).collect();
                items.iter().for_each(|&item| self.hold(item));
                self.automatic_collection()?;
                let (mut body, finalizer) = self.body_of(*kind);
                let mut unordered = false;
                match &mut body {
                    Body::Tuple(into) | Body::List(into) => into.extend(&items),
                    Body::Set(into) => {
                        for &item in &items {
                            if !into.contains(&item) {
                                into.push_back(item);
                            }
                        }
                        unordered = true;
                    }
                    _ => {}
                }
                let references: Vec<usize> = match &body {
                    Body::Tuple(items) | Body::List(items) | Body::Set(items) => {
                        items.iter().copied().collect()
                    }
                    _ => Vec::new(),
                };
                let object = self.add(image, answer.expect("an object"), body, finalizer);
                references.into_iter().for_each(|item| self.incref(item));
                for item in items {
                    self.let_go(item)?;
                }
                self.objects[object].order_known = !unordered;
                self.objects[object].actions.extend_from_slice(on_fin);
                self.name_new(id, object)
            }
            Request::Ref { from, to } => {
                let (from, to) = (self.known_as(from), self.known_as(to));
                self.hold(from);
                self.hold(to);
                self.add_reference(from, to)?;
                self.let_go(from)?;
                self.let_go(to)
            }
            Request::Unref { from, to } => {
                let to = self.known_as(to);
                self.hold(to);
                if from == &format!("{:#x}", image.layout().object_symbols.garbage) {
                    let first = self.garbage.iter().position(|&index| index == to);
                    self.garbage.remove(first.expect("in gc.garbage"));
                    self.decref(to)?;
                } else {
                    let from = self.known_as(from);
                    self.hold(from);
                    self.remove_reference(from, to)?;
                    self.let_go(from)?;
                }
                self.let_go(to)
            }
            Request::SetItem { of, key, to } => {
                let (of, to) = (self.known_as(of), self.known_as(to));
                self.hold(of);
                self.hold(to);
                self.set_item(of, key, to)?;
                self.let_go(of)?;
                self.let_go(to)
            }
            Request::DelItem { of, key } => {
                let of = self.known_as(of);
                self.hold(of);
                self.delete_item(of, key)?;
                self.let_go(of)
            }
            Request::RootAdd { id } => {
                let object = self.known_as(id);
                self.incref(object);
                self.names.get_mut(id).expect("a name").roots += 1;
                Ok(())
            }
            Request::RootDel { id } => self.root_del(id),
            Request::Bind { name, to } => {
                let to = self.known_as(to);
                self.incref(to);
                self.name_new(name, to)
            }
            Request::Weakref {
                id,
                to,
                cb,
                on_call,
            } => {
                let to = self.known_as(to);
                let weakref = self.new_weakref(to, *cb, answer.expect("an object"), image)?;
                self.objects[weakref].actions.extend_from_slice(on_call);
                self.name_new(id, weakref)
            }
            Request::Collect { .. } => self.collection(),
            Request::Many { kind, id, count } => self.many(*kind, id, *count, image),
            Request::Cycles { count, id } => self.cycles(*count, id.as_deref(), image),
            _ => Ok(()),
        }
    }

    fn known_as(&self, id: &str) -> usize {
        self.find(id).unwrap_or_else(|| panic!("{id} is not alive"))
    }

    fn set_item(&mut self, of: usize, key: &Key, to: usize) -> Followed {
        let index = |shadow: &Shadow, len| shadow.position(key, len).expect("an index");
        let old = match &self.objects[of].body {
            Body::List(items) => {
                let index = index(self, items.len());
                match &mut self.objects[of].body {
                    Body::List(items) => Some(std::mem::replace(&mut items[index], to)),
                    _ => None,
                }
            }
            Body::Slots(slots) => {
                let index = index(self, slots.len());
                match &mut self.objects[of].body {
                    Body::Slots(slots) => slots[index].replace(to),
                    _ => None,
                }
            }
            Body::Dict(_) => {
                let key = self.entry_key(key);
                return self.dict_set(of, key, to);
            }
            Body::Instance(_) => {
                let Key::Text(name) = key else {
                    panic!("no attribute: {key:?}")
                };
                return self.set_attribute(of, name.clone(), to);
            }
            body => panic!("{body:?} has no items"),
        };
        self.incref(to);
        old.map_or(Ok(()), |old| self.decref(old))
    }

    fn delete_item(&mut self, of: usize, key: &Key) -> Followed {
        let position = match &self.objects[of].body {
            Body::List(items) => self.position(key, items.len()),
            Body::Slots(slots) => self.position(key, slots.len()),
            _ => None,
        };
        let dict = match &mut self.objects[of].body {
            Body::List(items) => {
                let old = items.remove(position.expect("an index")).expect("an item");
                return self.decref(old);
            }
            Body::Slots(slots) => {
                let old = slots[position.expect("an index")].take().expect("an item");
                return self.decref(old);
            }
            Body::Instance(dict) => dict.expect("a __dict__"),
            _ => of,
        };
        let key = self.entry_key(key);
        let index = self
            .entries(dict)
            .iter()
            .position(|(there, _)| *there == key);
        self.dict_delete(dict, index.expect("an entry"))
    }

    fn new_weakref(
        &mut self,
        to: usize,
        callback: bool,
        at: u64,
        image: &Image<'_>,
    ) -> Followed<usize> {
        if let Some(&first) = self.objects[to].weakrefs.first()
            && !callback
            && !self.has_callback(first)
        {
            assert_eq!(self.objects[first].at, at, "the weak reference is shared");
            self.incref(first);
            return Ok(first);
        }
        self.hold(to);
        self.automatic_collection()?;
        let body = Body::Weakref {
            to: Some(to),
            callback,
        };
        let weakref = self.add(image, at, body, Finalizer::None);
        let behind = match self.objects[to].weakrefs.first() {
            Some(&first) if callback && !self.has_callback(first) => 1,
            _ => 0,
        };
        self.objects[to].weakrefs.insert(behind, weakref);
        self.let_go(to)?;
        Ok(weakref)
    }

    fn many(&mut self, kind: NewKind, id: &str, count: u32, image: &Image<'_>) -> Followed {
        let at = self.created(Kind::List)?;
        let list = self.add(image, at, Body::List(VecDeque::new()), Finalizer::None);
        self.hold(list);
        self.name_new(id, list)?;
        for _ in 0..count {
            let (body, finalizer) = self.body_of(kind);
            let wanted = match body {
                Body::Plain => Kind::Object,
                Body::Text => Kind::Str,
                Body::Tuple(_) => Kind::Tuple,
                Body::List(_) => Kind::List,
                Body::Set(_) => Kind::Set,
                Body::Dict(_) => Kind::Dict,
                Body::Slots(_) => Kind::Slots,
                Body::Instance(_) => Kind::Instance,
                Body::Weakref { .. } => Kind::Weakref,
            };
            let at = self.created(wanted)?;
            let object = self.add(image, at, body, finalizer);
            self.add_reference(list, object)?;
            self.decref(object)?;
        }
        self.let_go(list)
    }

    fn cycles(&mut self, count: u32, id: Option<&str>, image: &Image<'_>) -> Followed {
        let empty = || Body::List(VecDeque::new());
        let mut keeper = None;
        if let Some(id) = id {
            let at = self.created(Kind::List)?;
            let list = self.add(image, at, empty(), Finalizer::None);
            self.hold(list);
            self.name_new(id, list)?;
            keeper = Some(list);
        }
        for _ in 0..count {
            let at = self.created(Kind::List)?;
            let a = self.add(image, at, empty(), Finalizer::None);
            self.objects[a].holds += 1;
            let at = self.created(Kind::List)?;
            let b = self.add(image, at, empty(), Finalizer::None);
            self.objects[a].holds -= 1;
            self.add_reference(a, b)?;
            self.add_reference(b, a)?;
            self.decref(a)?;
            if let Some(list) = keeper {
                self.add_reference(list, b)?;
            }
            self.decref(b)?;
        }
        keeper.map_or(Ok(()), |list| self.let_go(list))
    }

    // The heap beside it

    /// Compares everything: counts, contents, names, `gc.garbage`; takes over the order that a hash
    /// table gave its items.
    pub fn compare(&mut self, image: &Image<'_>) {
        self.count_again();
        for index in 0..self.objects.len() {
            let object = &self.objects[index];
            if object.dead {
                continue;
            }
            let decoded = image.decode_object(object.at).expect("an object");
            if !object.immortal {
                assert_eq!(
                    image.word(object.at),
                    object.refs,
                    "ob_refcnt of {decoded:?}"
                );
            }
            let mut links = Vec::new();
            image.contents(&decoded, &mut |_, to, link| {
                links.push((to, link));
                true
            });
            self.compare_contents(index, image, &links);
        }
        let garbage: Vec<u64> = self
            .garbage
            .iter()
            .map(|&index| self.objects[index].at)
            .collect();
        assert_eq!(image.gc_garbage(usize::MAX), garbage, "gc.garbage");
        if let Some(table) = image.name_table() {
            for entry in table.iter().filter(|entry| !table.text(entry).is_empty()) {
                let text = table.text(&entry);
                let name = self.names.get(&text).cloned().unwrap_or_default();
                let object = name.object.map_or(0, |index| self.objects[index].at);
                assert_eq!((entry.object, entry.roots), (object, name.roots), "{text}");
            }
        }
    }

    /// The shadow's own counts: each is the number of references that it knows of.
    fn count_again(&self) {
        let mut counted = vec![0; self.objects.len()];
        for name in self.names.values().filter(|name| name.roots > 0) {
            counted[name.object.expect("alive")] += u64::from(name.roots);
        }
        self.garbage.iter().for_each(|&index| counted[index] += 1);
        for index in 0..self.objects.len() {
            assert!(self.objects[index].dead || self.objects[index].holds == 0);
            assert!(self.objects[index].dead || !self.objects[index].dying);
            if !self.objects[index].dead {
                self.references_of(index)
                    .into_iter()
                    .for_each(|to| counted[to] += 1);
            }
        }
        for (object, counted) in self.objects.iter().zip(counted) {
            assert!(
                object.dead || object.immortal || object.refs == counted,
                "{object:?}"
            );
        }
    }

    fn compare_contents(&mut self, index: usize, image: &Image<'_>, links: &[(u64, Link)]) {
        let version_2 = self.version_2;
        let at = |object: usize| self.objects[object].at;
        let all: Vec<u64> = links.iter().map(|&(to, _)| to).collect();
        let mut order = None;
        match &self.objects[index].body {
            Body::Plain | Body::Text => assert!(all.is_empty()),
            Body::Tuple(items) | Body::List(items) => {
                assert_eq!(
                    all,
                    items.iter().map(|&item| at(item)).collect::<Vec<u64>>()
                );
            }
            Body::Set(items) => {
                let known: Vec<usize> = all.iter().map(|&to| self.known(to)).collect();
                let (there, wanted): (BTreeSet<usize>, BTreeSet<usize>) = (
                    known.iter().copied().collect(),
                    items.iter().copied().collect(),
                );
                assert_eq!((there, known.len()), (wanted, items.len()));
                order = Some(Body::Set(known.into()));
            }
            Body::Slots(slots) => {
                let slots = slots
                    .iter()
                    .zip(0..)
                    .filter_map(|(slot, number)| slot.map(|item| (at(item), Link::Slot(number))));
                assert_eq!(links, slots.collect::<Vec<_>>());
            }
            Body::Instance(dict) => {
                assert_eq!(all, dict.iter().map(|&dict| at(dict)).collect::<Vec<u64>>());
            }
            Body::Weakref { to, .. } => {
                let weak = links.iter().find(|(_, link)| link.is_weak());
                assert_eq!(weak.map(|&(to, _)| to), to.map(at));
            }
            Body::Dict(entries) => {
                let there: Vec<(String, u64)> = (links.iter())
                    .filter_map(|&(to, link)| match link {
                        Link::Value(key) => Some((self.key_text_at(key, image), to)),
                        _ => None,
                    })
                    .collect();
                let text = |(key, value): &(EntryKey, usize)| (self.key_text(key), at(*value));
                let mut wanted: Vec<(String, u64)> = entries.iter().map(text).collect();
                if version_2 {
                    let place = |entry: &(EntryKey, usize)| {
                        let found = there
                            .iter()
                            .position(|(key, _)| *key == self.key_text(&entry.0));
                        found.unwrap_or_else(|| panic!("{entry:?} is not in {there:?}"))
                    };
                    let mut entries: Vec<(EntryKey, usize)> = entries.iter().cloned().collect();
                    entries.sort_by_key(place);
                    wanted = entries.iter().map(text).collect();
                    order = Some(Body::Dict(entries.into()));
                }
                assert_eq!(there, wanted);
            }
        }
        if let Some(body) = order {
            self.objects[index].body = body;
        }
        self.objects[index].order_known = true;
    }

    fn key_text(&self, key: &EntryKey) -> String {
        match key {
            EntryKey::Int(value) => value.to_string(),
            EntryKey::Text(text) => format!("'{text}'"),
            EntryKey::Object(key) => format!("{:#x}", self.objects[*key].at),
        }
    }

    fn key_text_at(&self, at: u64, image: &Image<'_>) -> String {
        let object = image.decode_object(at).expect("a key");
        match self.by_address.get(&at) {
            Some(&index) if !self.objects[index].immortal => format!("{at:#x}"),
            _ => image.repr(&object),
        }
    }

    /// After a full collection in which nothing of a program ran: what is alive is reachable, or in
    /// `permanent_generation`, or reachable from there.
    pub fn expect_all_collected(&self, image: &Image<'_>) {
        let head = image.layout().objects.gc_head;
        let lists = image.gc_lists();
        let permanent = lists
            .iter()
            .filter(|(standing, _)| *standing == Standing::Permanent);
        let members = permanent.flat_map(|&(_, list)| image.gc_list(list));
        let kept = members.filter_map(|gc| self.by_address.get(&(gc + head)).copied());
        let reachable = self.reachable(kept);
        for (index, object) in self.objects.iter().enumerate() {
            assert!(
                object.dead || reachable.contains(&index),
                "{object:?} is garbage still"
            );
        }
    }
}
