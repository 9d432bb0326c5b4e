//! The facade for objects, names and the collector: requests in, answers out.
//!
//! Every name, key and value is looked at before the first write, so that a mistake changes nothing.
//! What only shows on the way (no memory is left) takes the whole request back, where a
//! [`Log`](crate::journal::Log) keeps what was before.

mod plan;
mod weight;

use crate::decode::DecodedObject;
use crate::decode::object_view::Answer;
use crate::decode::view::Place;
use crate::edition::objects::{Kind, NUM_GENERATIONS, type_object};
use crate::error::{Expected, HeapError, Part};
use crate::event::Operation;
use crate::heap::{Heap, Present};
use crate::journal::Journal;
use crate::memory::{Memory, Word};
use crate::object::Class;
use crate::request::{Action, Key, LONGEST_NAME, MOST_AT_ONCE, MOST_SLOTS, NewKind, Request};

use plan::{KeyObject, PlaceIn, Plan};

/// Slots that an instance has where nothing is said.
const USUAL_SLOTS: u32 = 2;

/// Objects from which on a request is carried out before anybody is expected to look into it.
const LONG: u64 = 2048;

type Done = Result<Answer, HeapError>;

const NOTHING: Answer = Answer {
    object: None,
    collected: None,
};

impl<W: Word, J: Present> Heap<W, J> {
    /// Carries a request out.
    ///
    /// # Errors
    /// What is wrong with it: [`HeapError::UnknownName`], [`HeapError::DeadObject`],
    /// [`HeapError::NotAnObject`], [`HeapError::Unhashable`], [`HeapError::TakesNone`],
    /// [`HeapError::NoSuchReference`], [`HeapError::NoSuchPart`], [`HeapError::TupleIsFixed`],
    /// [`HeapError::NoSlotLeft`], [`HeapError::BadValue`], [`HeapError::NotInVersion`],
    /// [`HeapError::TooManyClasses`]; or [`HeapError::NoMemory`], where CPython raises MemoryError.
    pub fn request(&mut self, request: Request) -> Done {
        self.settle_first();
        J::expect_memory(self, 1)?;
        let asked = request.clone();
        match request {
            Request::New {
                kind,
                id,
                refs,
                on_fin,
                value,
                slots,
                weakrefs,
            } => {
                let plan = self.plan_new(kind, &refs, value, slots, weakrefs)?;
                self.name_is_fit(&id)?;
                self.actions_are_fit(&on_fin)?;
                self.operate_request(asked, |mem| {
                    let op = mem.make(&plan)?;
                    mem.name_new(&id, op, &on_fin)?;
                    Ok(made(op))
                })
            }
            Request::Ref { from, to } => {
                let (from, to) = (self.object(&from)?, self.object(&to)?);
                self.expect_taker(from)?;
                self.operate_request(asked, |mem| {
                    if mem.kind(from) == Kind::Set {
                        mem.expect_hash(to)?;
                    }
                    mem.holding(&[from, to], |mem| mem.add_reference(from, to))
                        .ok_or(HeapError::NoMemory)?;
                    Ok(NOTHING)
                })
            }
            Request::Unref { from, to } => {
                let (source, target) = (self.object(&from)?, self.object(&to)?);
                if self.mem.kind(source) == Kind::Tuple {
                    return Err(HeapError::TupleIsFixed);
                }
                self.operate_request(asked, |mem| {
                    let held = [source, target];
                    let removed = mem.holding(&held, |mem| mem.remove_reference(source, target));
                    if removed.ok_or(HeapError::NoMemory)? {
                        return Ok(NOTHING);
                    }
                    Err(HeapError::NoSuchReference { from, to })
                })
            }
            Request::RootAdd { id } => {
                let entry = self.entry(&id)?;
                self.operate_request(asked, |mem| {
                    mem.root_add(entry);
                    Ok(NOTHING)
                })
            }
            Request::RootDel { id } => {
                let entry = self.bound_entry(&id)?;
                self.operate_request(asked, |mem| {
                    mem.root_del(entry);
                    Ok(NOTHING)
                })
            }
            Request::Weakref {
                id,
                to,
                cb,
                on_call,
            } => {
                let to = self.object(&to)?;
                if self.mem.weakrefs_at(to).is_none() {
                    return Err(self.takes_none(to, Part::WeakReference));
                }
                self.name_is_fit(&id)?;
                self.actions_are_fit(&on_call)?;
                self.operate_request(asked, |mem| {
                    let wr = mem
                        .holding(&[to], |mem| mem.pyweakref_newref(to, cb))
                        .ok_or(HeapError::NoMemory)?;
                    mem.name_new(&id, wr, &on_call)?;
                    Ok(made(wr))
                })
            }
            Request::Bind { name, to } => {
                let to = self.object(&to)?;
                self.name_is_fit(&name)?;
                self.operate_request(asked, |mem| {
                    mem.incref(to);
                    mem.name_new(&name, to, &[])?;
                    Ok(NOTHING)
                })
            }
            Request::SetItem { of, key, to } => {
                let (of, to) = (self.object(&of)?, self.object(&to)?);
                let place = self.place_of(of, &key, true)?;
                self.operate_request(asked, |mem| {
                    mem.expect_hash_of_key(&place)?;
                    mem.holding(&[of, to], |mem| mem.set_at(of, place, to))
                        .ok_or(HeapError::NoMemory)?;
                    Ok(NOTHING)
                })
            }
            Request::DelItem { of, key } => {
                let of = self.object(&of)?;
                let place = self.place_of(of, &key, false)?;
                self.operate_request(asked, |mem| {
                    mem.expect_hash_of_key(&place)?;
                    let deleted = mem.holding(&[of], |mem| mem.delete_at(of, place));
                    if deleted.ok_or(HeapError::NoMemory)? {
                        return Ok(NOTHING);
                    }
                    Err(missing(Part::Key, key_text(&key)))
                })
            }
            Request::Many { kind, id, count } => {
                count_is_fit(count)?;
                let plan = self.plan_new(kind, &[], None, None, None)?;
                self.name_is_fit(&id)?;
                self.operate_request(asked, |mem| {
                    let list = mem.pylist_new(0).ok_or(HeapError::NoMemory)?;
                    mem.holding(&[list], |mem| {
                        mem.name_new(&id, list, &[])?;
                        for _ in 0..count {
                            let op = mem.make(&plan)?;
                            mem.append_new(list, op)?;
                        }
                        Ok(made(list))
                    })
                })
            }
            Request::Cycles { count, id } => {
                count_is_fit(count)?;
                if let Some(id) = &id {
                    self.name_is_fit(id)?;
                }
                self.operate_request(asked, |mem| mem.make_cycles(count, id.as_deref()))
            }
            Request::Collect { r#gen } => {
                generation_is_fit(r#gen)?;
                self.operate_request(asked, |mem| {
                    Ok(Answer {
                        object: None,
                        collected: Some(mem.gc_collect(r#gen)),
                    })
                })
            }
            setting => self.set(asked, setting),
        }
    }

    fn set(&mut self, asked: Request, setting: Request) -> Done {
        if matches!(setting, Request::Freeze | Request::Unfreeze) && self.mem.objects().version_2 {
            return Err(HeapError::NotInVersion {
                what: "gc.freeze".to_owned(),
                version: self.mem.layout().edition.version().to_owned(),
            });
        }
        self.operate_request(asked, |mem| {
            match setting {
                Request::Threshold { t } => mem.gc_set_threshold(t),
                Request::Enable => mem.gc_set_enabled(true),
                Request::Disable => mem.gc_set_enabled(false),
                Request::Freeze => mem.gc_freeze(),
                Request::Unfreeze => mem.gc_unfreeze(),
                Request::Debug { saveall } => mem.gc_set_saveall(saveall),
                Request::FreeLists { on } => mem.set_free_lists(on),
                _ => {}
            }
            Ok(NOTHING)
        })
    }

    /// Runs a request between its marks in the journal; one that fails is taken back.
    fn operate_request(
        &mut self,
        request: Request,
        body: impl FnOnce(&mut Memory<W, J>) -> Done,
    ) -> Done {
        self.mem.journal.begin(self.mem.is_long(&request));
        let done = body(&mut self.mem);
        self.mem.trash_end_of_statement();
        let done = match self.mem.take_fault() {
            None => done,
            Some(addr) => Err(HeapError::SegmentationFault { addr }),
        };
        match &done {
            Ok(answer) => {
                let operation = Operation::Object { request };
                self.mem.journal.end(&operation, &[], answer.object);
            }
            Err(_) => self.take_back(),
        }
        done
    }

    /// The live object that a name or an address `0x…` stands for.
    fn object(&self, id: &str) -> Result<u64, HeapError> {
        let Some(digits) = id.strip_prefix("0x") else {
            return self.entry(id).map(|entry| self.mem.entry_object(entry));
        };
        let addr = u64::from_str_radix(digits, 16).map_err(|_| bad(id, Expected::Address))?;
        if self.is_object(addr) {
            Ok(addr)
        } else {
            Err(HeapError::NotAnObject { addr })
        }
    }

    /// Whether a program could have the object: the dict of interned strings and the mark of a deleted
    /// key are the interpreter's own.
    fn is_object(&self, addr: u64) -> bool {
        let image = self.image();
        let symbols = &image.layout().object_symbols;
        if addr == symbols.dummy || addr == image.word(symbols.interned) {
            return false;
        }
        let Some(object) = image.decode_object(addr) else {
            return false;
        };
        self.mem.refcnt(addr) > 0 && (image.is_static_object(addr) || self.has_block(&object))
    }

    /// Whether the object's block is handed out. Ints and floats of 2.7 are cut from larger blocks.
    fn has_block(&self, object: &DecodedObject) -> bool {
        let image = self.image();
        let is_cut = matches!(object.of.kind, Kind::Int | Kind::Float);
        if self.mem.objects().version_2 && is_cut {
            let place = image.locate(object.at);
            return matches!(
                place,
                Place::RawBlock {
                    allocated: true,
                    ..
                }
            );
        }
        self.live_block(image.block_of(object)).is_some()
    }

    /// The entry of a name whose object is alive.
    fn entry(&self, id: &str) -> Result<u32, HeapError> {
        let unknown = || HeapError::UnknownName {
            name: id.to_owned(),
        };
        let entry = self.mem.find_name(id).ok_or_else(unknown)?;
        if self.mem.entry_object(entry) == 0 {
            return Err(HeapError::DeadObject {
                name: id.to_owned(),
            });
        }
        Ok(entry)
    }

    /// The entry of a name that refers to its object now.
    fn bound_entry(&self, id: &str) -> Result<u32, HeapError> {
        let entry = self.entry(id)?;
        if self.mem.entry_roots(entry) == 0 {
            return Err(HeapError::UnknownName {
                name: id.to_owned(),
            });
        }
        Ok(entry)
    }

    fn name_is_fit(&self, name: &str) -> Result<(), HeapError> {
        let fits = !name.is_empty()
            && name.len() <= LONGEST_NAME
            && !name.starts_with("0x")
            && !name.chars().any(|c| c.is_control());
        fits.then_some(()).ok_or_else(|| bad(name, Expected::Name))
    }

    fn actions_are_fit(&self, actions: &[Action]) -> Result<(), HeapError> {
        for action in actions {
            match action {
                Action::Collect { r#gen } => generation_is_fit(*r#gen)?,
                Action::RootAdd { id } | Action::RootDel { id } => self.name_is_fit(id)?,
                Action::Ref { from, to } | Action::Unref { from, to } => {
                    self.name_is_fit(from)?;
                    self.name_is_fit(to)?;
                }
            }
        }
        Ok(())
    }

    fn type_name(&self, op: u64) -> String {
        kind_name(self.mem.kind(op)).to_owned()
    }

    fn takes_none(&self, op: u64, what: Part) -> HeapError {
        HeapError::TakesNone {
            type_name: self.type_name(op),
            what,
        }
    }

    /// Answers why an object takes no further reference, if it does not.
    fn expect_taker(&self, from: u64) -> Result<(), HeapError> {
        match self.mem.kind(from) {
            Kind::Tuple => Err(HeapError::TupleIsFixed),
            Kind::Slots if self.mem.next_slot(from).is_none() => Err(HeapError::NoSlotLeft {
                slots: self.mem.slot_count(from) as u32,
            }),
            Kind::List | Kind::Dict | Kind::Set | Kind::Instance | Kind::Slots => Ok(()),
            _ => Err(self.takes_none(from, Part::Reference)),
        }
    }

    /// What is to be made, with all names resolved and all values read.
    fn plan_new(
        &self,
        kind: NewKind,
        refs: &[String],
        value: Option<String>,
        slots: Option<u32>,
        weakrefs: Option<bool>,
    ) -> Result<Plan, HeapError> {
        let items = refs
            .iter()
            .map(|id| self.object(id))
            .collect::<Result<Vec<u64>, HeapError>>()?;
        let takes_items = matches!(kind, NewKind::Tuple | NewKind::List | NewKind::Set);
        if !items.is_empty() && !takes_items {
            return Err(bad(&refs.join(", "), Expected::NoItems));
        }
        let class = |of: Kind, finalizer: u32| Class {
            kind: of,
            slots: if of == Kind::Slots {
                slots.unwrap_or(USUAL_SLOTS)
            } else {
                0
            },
            weakrefs: weakrefs.unwrap_or(true),
            finalizer,
        };
        let finalize = if self.mem.objects().version_2 {
            type_object::FLAG_DEL
        } else {
            type_object::FLAG_FINALIZE
        };
        if slots.is_some_and(|slots| slots > MOST_SLOTS) {
            return Err(bad("slots", Expected::FewSlots));
        }
        Ok(match kind {
            NewKind::Int => Plan::Int(integer(value.as_deref().unwrap_or("0"))?),
            NewKind::Float => Plan::Float(float(value.as_deref().unwrap_or("0"))?),
            NewKind::Str => Plan::Str(value.unwrap_or_default()),
            NewKind::Leaf => Plan::Object,
            NewKind::Tuple => Plan::Tuple(items),
            NewKind::List => Plan::List(items),
            NewKind::Dict => Plan::Dict,
            NewKind::Set => Plan::Set(items),
            NewKind::Node => Plan::Instance(class(Kind::Slots, 0)),
            NewKind::Fin => Plan::Instance(class(Kind::Slots, finalize)),
            NewKind::Legacy => Plan::Instance(class(Kind::Slots, type_object::FLAG_DEL)),
            NewKind::Instance => Plan::Instance(class(Kind::Instance, 0)),
            NewKind::InstanceFin => Plan::Instance(class(Kind::Instance, finalize)),
            NewKind::InstanceLegacy => Plan::Instance(class(Kind::Instance, type_object::FLAG_DEL)),
        })
    }

    /// Where in an object a key leads; `store`: to put something there.
    fn place_of(&mut self, of: u64, key: &Key, store: bool) -> Result<PlaceIn, HeapError> {
        let no_such = || missing(Part::Index, key_text(key));
        let index = |len: u64| match key {
            Key::Int(index) => {
                let from_end = if *index < 0 { len as i64 } else { 0 };
                let index = u64::try_from(index + from_end).map_err(|_| no_such())?;
                (index < len).then_some(index).ok_or_else(no_such)
            }
            _ => Err(bad(&key_text(key), Expected::Index)),
        };
        match self.mem.kind(of) {
            Kind::List => Ok(PlaceIn::List(index(self.mem.ob_size(of))?)),
            Kind::Slots => {
                let slot = index(self.mem.slot_count(of))?;
                if !store && self.mem.slot(of, slot) == 0 {
                    return Err(missing(Part::Attribute, format!("s{slot}")));
                }
                Ok(PlaceIn::Slot(slot))
            }
            Kind::Dict => Ok(PlaceIn::Key(match key {
                Key::Int(value) => KeyObject::Int(*value),
                Key::Text(text) => KeyObject::Text(text.clone()),
                Key::Object { of } => KeyObject::Object(self.object(of)?),
            })),
            Kind::Instance => match key {
                Key::Text(name) if !name.is_empty() => Ok(PlaceIn::Attribute(name.clone())),
                _ => Err(bad(&key_text(key), Expected::Attribute)),
            },
            Kind::Tuple => Err(HeapError::TupleIsFixed),
            _ => Err(self.takes_none(of, Part::Item)),
        }
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// Whether a request is about so many objects that the journal could not keep each of its steps anyway.
    fn is_long(&self, request: &Request) -> bool {
        let objects = match *request {
            Request::Many { count, .. } => count.into(),
            Request::Cycles { count, .. } => 2 * u64::from(count),
            Request::Collect { r#gen } => self.tracked(r#gen, LONG),
            _ => 0,
        };
        objects >= LONG
    }
}

fn made(op: u64) -> Answer {
    Answer {
        object: Some(op),
        collected: None,
    }
}

fn missing(what: Part, name: String) -> HeapError {
    HeapError::NoSuchPart { what, name }
}

fn bad(value: &str, expected: Expected) -> HeapError {
    HeapError::BadValue {
        value: value.to_owned(),
        expected,
    }
}

fn key_text(key: &Key) -> String {
    match key {
        Key::Int(value) => value.to_string(),
        Key::Text(text) => text.clone(),
        Key::Object { of } => of.clone(),
    }
}

fn count_is_fit(count: u32) -> Result<(), HeapError> {
    if count <= MOST_AT_ONCE {
        return Ok(());
    }
    Err(bad(&count.to_string(), Expected::FewObjects))
}

fn generation_is_fit(generation: u32) -> Result<(), HeapError> {
    if generation < NUM_GENERATIONS {
        return Ok(());
    }
    Err(bad(&generation.to_string(), Expected::Generation))
}

fn integer(text: &str) -> Result<String, HeapError> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let fits = (1..=4300).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.to_owned())
        .ok_or_else(|| bad(text, Expected::Int))
}

fn float(text: &str) -> Result<f64, HeapError> {
    text.trim().parse().map_err(|_| bad(text, Expected::Float))
}

/// The name of a type as its error messages have it.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::None => "NoneType",
        Kind::Int => "int",
        Kind::Long => "long",
        Kind::Float => "float",
        Kind::Str => "str",
        Kind::Unicode => "unicode",
        Kind::Object => "object",
        Kind::Function => "function",
        Kind::Tuple => "tuple",
        Kind::List => "list",
        Kind::Dict => "dict",
        Kind::Set => "set",
        Kind::Weakref => "weakref",
        Kind::Slots | Kind::Instance => "instance",
    }
}
