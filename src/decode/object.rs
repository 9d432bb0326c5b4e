//! One object: its type, what it refers to, its size and its value. Nothing here knows of names or
//! of the collector's lists.

use std::fmt::Write;

use crate::digits::decimal;
use crate::edition::objects::{Kind, MAX_CLASSES, type_object};

use super::image::Image;
use super::object_view::{Finalizer, ObjectPart};

/// Characters of a value that are shown.
const SHOWN: usize = 20;
/// Digits of an int that are turned into a decimal number.
const MOST_DIGITS: u64 = 64;
/// Weak references of one object that are counted.
const MOST_WEAKREFS: u32 = 1 << 20;

/// A type object, read once.
#[derive(Clone, Copy, Debug)]
pub struct DecodedType {
    /// Its address.
    pub at: u64,
    /// What its instances are.
    pub kind: Kind,
    flags: u32,
}

/// An object with its type.
#[derive(Clone, Copy, Debug)]
pub struct DecodedObject {
    /// Its address.
    pub at: u64,
    /// Its type.
    pub of: DecodedType,
}

impl DecodedType {
    /// Whether an instance has a `PyGC_Head`.
    pub fn is_gc(&self) -> bool {
        self.flags & type_object::FLAG_GC != 0
    }

    /// The finalizer that its instances have.
    pub fn finalizer(&self) -> Finalizer {
        if self.flags & type_object::FLAG_DEL != 0 {
            Finalizer::Del
        } else if self.flags & type_object::FLAG_FINALIZE != 0 {
            Finalizer::Finalize
        } else {
            Finalizer::None
        }
    }
}

/// How an object refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Item of a tuple or list.
    Item(u64),
    /// A slot of an instance.
    Slot(u32),
    /// A key of a dict that has its own table of keys.
    Key,
    /// The value under that key.
    Value(u64),
    /// An item of a set.
    SetItem,
    /// `wr_object`: a weak reference.
    WrObject,
    /// `wr_callback`
    WrCallback,
    /// `__dict__`
    Dict,
}

impl Link {
    /// Whether it is a weak reference, which does not count.
    pub fn is_weak(self) -> bool {
        self == Link::WrObject
    }
}

/// A table of keys (3.x), as far as it fits into the image.
#[derive(Clone, Copy, Debug)]
pub struct DecodedKeys {
    /// Its address.
    pub at: u64,
    /// `dk_refcnt`
    pub refcnt: u64,
    /// `dk_size`
    pub size: u64,
    /// How many entries it has room for.
    pub usable: u64,
    /// `dk_nentries`, at most `usable`.
    pub nentries: u64,
    /// Where the entries begin.
    pub entries: u64,
    /// Bytes of all.
    pub bytes: u64,
}

impl Image<'_> {
    /// The type object at `at`.
    #[inline]
    pub fn decode_type(&self, at: u64) -> Option<DecodedType> {
        let distance = at.checked_sub(self.layout.object_symbols.types)?;
        let there =
            distance % type_object::SIZE == 0 && distance / type_object::SIZE < MAX_CLASSES.into();
        if !there {
            return None;
        }
        let flags = self.uint(at + type_object::FLAGS);
        if flags & type_object::FLAG_USED == 0 {
            return None;
        }
        let kind = *Kind::ALL.get(self.uint(at + type_object::KIND) as usize)?;
        Some(DecodedType { at, kind, flags })
    }

    /// The object at `at`, if `ob_type` there leads to a type.
    #[inline]
    pub fn decode_object(&self, at: u64) -> Option<DecodedObject> {
        let aligned = at.is_multiple_of(self.layout.word);
        if !aligned || !self.holds(at, self.layout.objects.object_size()) {
            return None;
        }
        let of = self.decode_type(self.word(at + self.layout.objects.ob_type()))?;
        Some(DecodedObject { at, of })
    }

    /// Where the object's own block begins.
    pub fn block_of(&self, object: &DecodedObject) -> u64 {
        if object.of.is_gc() {
            object.at.saturating_sub(self.layout.objects.gc_head)
        } else {
            object.at
        }
    }

    /// Whether the object is one of the interpreter's own, in no block.
    pub fn is_static_object(&self, at: u64) -> bool {
        let symbols = &self.layout.object_symbols;
        (symbols.dummy..symbols.types).contains(&at) || at == symbols.garbage
    }

    /// A word as a signed number.
    pub(super) fn signed(&self, at: u64) -> i64 {
        let value = self.word(at);
        if self.layout.word == 4 {
            i64::from(value as u32 as i32)
        } else {
            value as i64
        }
    }

    pub(super) fn type_uint(&self, of: &DecodedType, offset: u64) -> u32 {
        self.uint(of.at + offset)
    }

    /// How many words from `at` on, of `count`, the image holds.
    fn words_held(&self, at: u64, count: u64) -> u64 {
        if !self.holds(at, 0) {
            return 0;
        }
        count.min((self.end() - at) / self.layout.word)
    }

    /// Calls `visit` with the place of each reference, its target and how it refers, in
    /// `tp_traverse`'s field order from first to last, until `visit` answers `false`.
    pub fn contents(&self, object: &DecodedObject, visit: &mut dyn FnMut(u64, u64, Link) -> bool) {
        let (objects, word, at) = (&self.layout.objects, self.layout.word, object.at);
        match object.of.kind {
            Kind::Tuple => {
                let items = at + objects.ob_item();
                self.array(items, self.word(at + objects.ob_size()), visit);
            }
            Kind::List => {
                let items = self.word(at + objects.ob_item());
                self.array(items, self.word(at + objects.ob_size()), visit);
            }
            Kind::Dict => self.dict_contents(at, visit),
            Kind::Set => self.set_contents(at, visit),
            Kind::Weakref => {
                let weakref = &objects.weakref;
                let none = self.layout.object_symbols.none;
                for (offset, link) in [
                    (weakref.wr_object, Link::WrObject),
                    (weakref.wr_callback, Link::WrCallback),
                ] {
                    let to = self.word(at + offset);
                    if to != 0 && to != none && !visit(at + offset, to, link) {
                        return;
                    }
                }
            }
            Kind::Slots => {
                let slots = self.type_uint(&object.of, type_object::SLOTS);
                for slot in 0..slots.min(MAX_SLOTS) {
                    let place = at + objects.object_size() + u64::from(slot) * word;
                    let to = self.word(place);
                    if to != 0 && !visit(place, to, Link::Slot(slot)) {
                        return;
                    }
                }
            }
            Kind::Instance => {
                let offset = self.type_uint(&object.of, type_object::DICTOFFSET);
                let place = at + u64::from(offset);
                let to = self.word(place);
                if offset != 0 && to != 0 {
                    visit(place, to, Link::Dict);
                }
            }
            _ => {}
        }
    }

    fn array(&self, items: u64, count: u64, visit: &mut dyn FnMut(u64, u64, Link) -> bool) {
        for index in 0..self.words_held(items, count) {
            let place = items + index * self.layout.word;
            let to = self.word(place);
            if to != 0 && !visit(place, to, Link::Item(index)) {
                return;
            }
        }
    }

    /// The table of keys at `at` (3.x).
    pub fn decode_keys(&self, at: u64) -> Option<DecodedKeys> {
        let dict = &self.layout.objects.dict;
        if !self.holds(at, dict.dk_indices) {
            return None;
        }
        let size = self.word(at + dict.dk_size);
        if !size.is_power_of_two() || size > self.end() - at {
            return None;
        }
        let usable = (size << 1) / 3;
        let entries = at + dict.dk_indices + size * index_width(size);
        let bytes = entries - at + usable * dict.entry;
        self.holds(at, bytes).then(|| DecodedKeys {
            at,
            refcnt: self.word(at + dict.dk_refcnt),
            size,
            usable,
            nentries: self.word(at + dict.dk_nentries).min(usable),
            entries,
            bytes,
        })
    }

    fn dict_contents(&self, at: u64, visit: &mut dyn FnMut(u64, u64, Link) -> bool) {
        let (dict, word) = (&self.layout.objects.dict, self.layout.word);
        if self.layout.objects.version_2 {
            return self.table_of_entries(self.dict_table(at), visit);
        }
        let values = self.word(at + dict.ma_values);
        let Some(keys) = self.decode_keys(self.word(at + dict.ma_keys)) else {
            return;
        };
        if values == 0 {
            return self.table_of_entries((keys.entries, keys.nentries), visit);
        }
        for index in 0..self.words_held(values, keys.nentries) {
            let key = self.word(keys.entries + index * dict.entry + dict.me_key);
            let place = values + index * word;
            let to = self.word(place);
            if to != 0 && !visit(place, to, Link::Value(key)) {
                return;
            }
        }
    }

    /// Keys and values of a dict's own table: address of the first entry, number of entries.
    fn table_of_entries(
        &self,
        (entries, count): (u64, u64),
        visit: &mut dyn FnMut(u64, u64, Link) -> bool,
    ) {
        let dict = &self.layout.objects.dict;
        for index in 0..count {
            let entry = entries + index * dict.entry;
            let (key, value) = (entry + dict.me_key, entry + dict.me_value);
            let (key_at, to) = (self.word(key), self.word(value));
            if key_at == 0 || to == 0 {
                continue;
            }
            if !visit(value, to, Link::Value(key_at)) || !visit(key, key_at, Link::Key) {
                return;
            }
        }
    }

    /// `ma_table` of a 2.7 dict: address and number of entries, as far as the image holds them.
    pub fn dict_table(&self, at: u64) -> (u64, u64) {
        let dict = &self.layout.objects.dict;
        let table = self.word(at + dict.ma_table);
        let slots = self.word(at + dict.ma_mask).saturating_add(1);
        if !self.holds(table, 0) {
            return (0, 0);
        }
        (table, slots.min((self.end() - table) / dict.entry))
    }

    /// `table` of a set: address and number of entries, as far as the image holds them.
    pub fn set_table(&self, at: u64) -> (u64, u64) {
        let set = &self.layout.objects.set;
        let table = self.word(at + set.table);
        let slots = self.word(at + set.mask).saturating_add(1);
        if !self.holds(table, 0) {
            return (0, 0);
        }
        (table, slots.min((self.end() - table) / set.entry))
    }

    fn set_contents(&self, at: u64, visit: &mut dyn FnMut(u64, u64, Link) -> bool) {
        let set = &self.layout.objects.set;
        let (table, slots) = self.set_table(at);
        for index in 0..slots {
            let entry = table + index * set.entry;
            let key = self.word(entry + set.entry_key);
            let dummy = self.layout.object_symbols.dummy;
            if key != 0 && key != dummy && !visit(entry + set.entry_key, key, Link::SetItem) {
                return;
            }
        }
    }

    /// How a reference is written.
    pub(super) fn link_label(&self, link: Link) -> String {
        match link {
            Link::Item(index) => subscript(&index.to_string()),
            Link::Slot(slot) => ".".to_owned() + &slot_name(slot),
            Link::Key => "key".to_owned(),
            Link::Value(key) => subscript(&match self.decode_object(key) {
                Some(key) => self.repr(&key),
                None => String::new(),
            }),
            Link::SetItem => "item".to_owned(),
            Link::WrObject => "wr_object".to_owned(),
            Link::WrCallback => "wr_callback".to_owned(),
            Link::Dict => ".__dict__".to_owned(),
        }
    }

    /// `ob_size` of an int: how many digits, and whether it is negative.
    fn digits(&self, at: u64) -> (u64, bool) {
        let size = self.signed(at + self.layout.objects.ob_size());
        (size.unsigned_abs(), size < 0)
    }

    /// `sys.getsizeof`
    pub fn size_of(&self, object: &DecodedObject) -> u64 {
        let (objects, word, at) = (&self.layout.objects, self.layout.word, object.at);
        let items = |item: u64| {
            objects
                .ob_item()
                .saturating_add(self.word(at + objects.ob_size()).saturating_mul(item))
        };
        let own = match object.of.kind {
            Kind::None | Kind::Object | Kind::Function => objects.object_size(),
            Kind::Int if objects.version_2 => objects.ob_item(),
            Kind::Int | Kind::Long => {
                let digits = self.digits(at).0.saturating_mul(objects.digit);
                objects.ob_item().saturating_add(digits)
            }
            Kind::Float => objects.float_size(),
            Kind::Str | Kind::Unicode => self.str_size(object),
            Kind::Tuple => items(word),
            Kind::List => objects.list_size().saturating_add(
                self.word(at + objects.list_allocated())
                    .saturating_mul(word),
            ),
            Kind::Dict => self.dict_size(at),
            Kind::Set => {
                let set = &objects.set;
                let slots = match self.word(at + set.table) != at + set.smalltable {
                    true => self.word(at + set.mask).saturating_add(1),
                    false => 0,
                };
                set.size.saturating_add(slots.saturating_mul(set.entry))
            }
            Kind::Weakref => objects.weakref.size,
            Kind::Slots | Kind::Instance => {
                self.type_uint(&object.of, type_object::BASICSIZE).into()
            }
        };
        match object.of.is_gc() {
            true => own.saturating_add(objects.gc_head),
            false => own,
        }
    }

    /// Bytes that the object itself takes in its block, its `PyGC_Head` and its parts excepted.
    pub fn own_bytes(&self, object: &DecodedObject) -> u64 {
        let objects = &self.layout.objects;
        match object.of.kind {
            Kind::List => objects.list_size(),
            Kind::Dict => objects.dict.size,
            Kind::Set => objects.set.size,
            Kind::Unicode => objects.str.unicode_size,
            _ if object.of.is_gc() => self.size_of(object) - objects.gc_head,
            _ => self.size_of(object),
        }
    }

    /// Bytes that a part of an object needs, by the field that points there.
    pub fn part_bytes(&self, object: &DecodedObject, field: &str) -> u64 {
        let (objects, word, at) = (&self.layout.objects, self.layout.word, object.at);
        let keys = || self.decode_keys(self.word(at + objects.dict.ma_keys));
        match field {
            "ob_item" => self
                .word(at + objects.list_allocated())
                .saturating_mul(word),
            "ma_keys" => keys().map_or(u64::MAX, |keys| keys.bytes),
            "ma_values" => keys().map_or(u64::MAX, |keys| keys.usable * word),
            "ma_table" => self.dict_table(at).1 * objects.dict.entry,
            "table" => self.set_table(at).1 * objects.set.entry,
            _ => (self.word(at + objects.str.length).saturating_add(1)).saturating_mul(4),
        }
    }

    /// Whether the indices of a table of keys lead to each of its entries once.
    pub fn indices_fit(&self, keys: &DecodedKeys) -> bool {
        let dict = &self.layout.objects.dict;
        let width = index_width(keys.size);
        let mut leads = vec![false; keys.nentries as usize];
        for slot in 0..keys.size {
            let at = keys.at + dict.dk_indices + slot * width;
            let shift = 8 * (8 - width);
            let index = ((self.value(at, 8) << shift) as i64) >> shift;
            if index < 0 {
                continue;
            }
            match leads.get_mut(index as usize) {
                Some(lead) if !*lead => *lead = true,
                _ => return false,
            }
        }
        (0..).zip(leads).all(|(index, lead)| {
            let key = self.word(keys.entries + index * dict.entry + dict.me_key);
            lead == (key != 0)
        })
    }

    fn str_size(&self, object: &DecodedObject) -> u64 {
        let (str, at) = (&self.layout.objects.str, object.at);
        let length = self.word(at + str.length).saturating_add(1);
        match (object.of.kind, self.layout.objects.version_2) {
            (Kind::Unicode, _) => str.unicode_size.saturating_add(length.saturating_mul(4)),
            (_, true) => str.ascii_data.saturating_add(length),
            (_, false) => {
                let (data, width) = self.characters_at(at);
                (data - at).saturating_add(length.saturating_mul(width))
            }
        }
    }

    /// Where the characters of a 3.x string begin, and how many bytes each takes.
    pub(super) fn characters_at(&self, at: u64) -> (u64, u64) {
        const KIND_SHIFT: u32 = 2;
        const ASCII: u32 = 1 << 6;
        let str = &self.layout.objects.str;
        let state = self.uint(at + str.state);
        let width = u64::from(state >> KIND_SHIFT & 7).max(1);
        if state & ASCII != 0 {
            (at + str.ascii_data, width)
        } else {
            (at + str.compact_data, width)
        }
    }

    fn dict_size(&self, at: u64) -> u64 {
        let (dict, word) = (&self.layout.objects.dict, self.layout.word);
        if self.layout.objects.version_2 {
            let slots = match self.word(at + dict.ma_table) != at + dict.ma_smalltable {
                true => self.word(at + dict.ma_mask).saturating_add(1),
                false => 0,
            };
            return dict.size.saturating_add(slots.saturating_mul(dict.entry));
        }
        let mut size = dict.size;
        if let Some(keys) = self.decode_keys(self.word(at + dict.ma_keys)) {
            if self.word(at + dict.ma_values) != 0 {
                size += keys.usable * word;
            }
            if keys.refcnt == 1 {
                size += keys.bytes;
            }
        }
        size
    }

    /// Items, entries or slots that it holds.
    pub(super) fn len_of(&self, object: &DecodedObject) -> Option<u64> {
        let (objects, at) = (&self.layout.objects, object.at);
        match object.of.kind {
            Kind::Tuple | Kind::List => Some(self.word(at + objects.ob_size())),
            Kind::Dict => Some(self.word(at + objects.dict.ma_used)),
            Kind::Set => Some(self.word(at + objects.set.used)),
            Kind::Slots => Some(self.type_uint(&object.of, type_object::SLOTS).into()),
            _ => None,
        }
    }

    /// Blocks that belong to it besides its own.
    pub fn parts_of(&self, object: &DecodedObject) -> Vec<ObjectPart> {
        let (objects, at) = (&self.layout.objects, object.at);
        let dict = &objects.dict;
        let fields: &[(&'static str, u64, u64)] = match (object.of.kind, objects.version_2) {
            (Kind::List, _) => &[("ob_item", objects.ob_item(), 0)],
            (Kind::Dict, true) => &[("ma_table", dict.ma_table, at + dict.ma_smalltable)],
            (Kind::Dict, false) => &[
                ("ma_keys", dict.ma_keys, 0),
                ("ma_values", dict.ma_values, 0),
            ],
            (Kind::Set, _) => &[("table", objects.set.table, at + objects.set.smalltable)],
            (Kind::Unicode, true) => &[("str", objects.str.unicode_str, 0)],
            _ => &[],
        };
        fields
            .iter()
            .map(|&(field, offset, own)| (field, self.word(at + offset), own))
            .filter(|&(_, part, own)| part != own && part >= self.layout.symbols.mmap_base)
            .map(|(field, at, _)| ObjectPart { field, at })
            .collect()
    }

    /// Where an object's list of weak references begins: the place of the pointer.
    pub fn weaklist_at(&self, object: &DecodedObject) -> Option<u64> {
        let offset = match object.of.kind {
            Kind::Set => self.layout.objects.set.weakreflist,
            Kind::Slots | Kind::Instance => self
                .type_uint(&object.of, type_object::WEAKLISTOFFSET)
                .into(),
            _ => 0,
        };
        (offset != 0).then(|| object.at + offset)
    }

    /// How many weak references an object has.
    pub(super) fn weakrefs_of(&self, object: &DecodedObject) -> u32 {
        let wr_next = self.layout.objects.weakref.wr_next;
        let Some(place) = self.weaklist_at(object) else {
            return 0;
        };
        let (first, mut count) = (self.word(place), 0);
        let mut at = first;
        while self.holds(at, self.layout.objects.weakref.size) && count < MOST_WEAKREFS {
            count += 1;
            at = self.word(at + wr_next);
            if at == first {
                break;
            }
        }
        count
    }

    /// A short form of its value, as Python writes it: `42`, `'abc'`, `[...]`; empty where a class
    /// says nothing of it.
    pub fn repr(&self, object: &DecodedObject) -> String {
        let at = object.at;
        let empty = self.len_of(object) == Some(0);
        match object.of.kind {
            Kind::None => "None".to_owned(),
            Kind::Int if self.layout.objects.version_2 => {
                self.signed(at + self.layout.objects.ob_size()).to_string()
            }
            Kind::Int => self.int_repr(at),
            Kind::Long => self.int_repr(at) + "L",
            Kind::Float => float_repr(f64::from_bits(
                self.value(at + self.layout.objects.ob_fval(), 8),
            )),
            Kind::Str | Kind::Unicode => self.str_repr(object),
            Kind::Tuple => if empty { "()" } else { "(...)" }.to_owned(),
            Kind::List => if empty { "[]" } else { "[...]" }.to_owned(),
            Kind::Dict => if empty { "{}" } else { "{...}" }.to_owned(),
            Kind::Set => if empty { "set()" } else { "{...}" }.to_owned(),
            Kind::Object | Kind::Function | Kind::Weakref | Kind::Slots | Kind::Instance => {
                String::new()
            }
        }
    }

    fn int_repr(&self, at: u64) -> String {
        const LIMB: u64 = 1_000_000_000;
        let objects = &self.layout.objects;
        let (count, negative) = self.digits(at);
        if count > MOST_DIGITS {
            return "…".to_owned();
        }
        let mut limbs: Vec<u64> = vec![0];
        for index in (0..count).rev() {
            let place = at + objects.ob_item() + index * objects.digit;
            let digit = u64::from(self.uint(place)) & ((1 << objects.digit_bits) - 1);
            let mut carry = digit;
            for limb in &mut limbs {
                let value = (*limb << objects.digit_bits) + carry;
                (*limb, carry) = (value % LIMB, value / LIMB);
            }
            while carry != 0 {
                limbs.push(carry % LIMB);
                carry /= LIMB;
            }
        }
        let mut text = String::from(if negative { "-" } else { "" });
        for (index, limb) in limbs.iter().rev().enumerate() {
            let _ = match index {
                0 => write!(text, "{limb}"),
                _ => write!(text, "{limb:09}"),
            };
        }
        cut(text)
    }

    fn str_repr(&self, object: &DecodedObject) -> String {
        let (str, at) = (&self.layout.objects.str, object.at);
        let (prefix, data, width) = match (object.of.kind, self.layout.objects.version_2) {
            (Kind::Unicode, _) => ("u", self.word(at + str.unicode_str), 4),
            (_, true) => ("", at + str.ascii_data, 1),
            (_, false) => {
                let (data, width) = self.characters_at(at);
                ("", data, width)
            }
        };
        let length = self.word(at + str.length);
        let bytes_only = object.of.kind == Kind::Str && self.layout.objects.version_2;
        let shown: Vec<u32> = (0..length.min(SHOWN as u64 + 1))
            .map(|index| {
                let value = self.uint(data.saturating_add(index * width));
                match width {
                    1 => value & 0xff,
                    2 => value & 0xffff,
                    _ => value,
                }
            })
            .collect();
        let quote = match shown.contains(&u32::from('\'')) && !shown.contains(&u32::from('"')) {
            true => '"',
            false => '\'',
        };
        let mut text = String::from(prefix);
        text.push(quote);
        for &character in shown.iter().take(SHOWN) {
            push_character(&mut text, character, quote, bytes_only);
        }
        if length > SHOWN as u64 {
            text.push('…');
        }
        text.push(quote);
        text
    }
}

/// No class has more slots.
const MAX_SLOTS: u32 = 1 << 16;

/// Bytes of an index in a table of keys of that `dk_size`.
pub(super) const fn index_width(size: u64) -> u64 {
    match size {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}

/// What a slot is called.
pub(super) fn slot_name(slot: u32) -> String {
    "s".to_owned() + &decimal(slot.into())
}

pub(super) fn subscript(inside: &str) -> String {
    ["[", inside, "]"].concat()
}

fn cut(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => text[..end].to_owned() + "…",
        None => text,
    }
}

fn push_character(text: &mut String, character: u32, quote: char, bytes_only: bool) {
    let short = match character {
        0x0a => Some('n'),
        0x0d => Some('r'),
        0x09 => Some('t'),
        0x5c => Some('\\'),
        _ if character == u32::from(quote) => Some(quote),
        _ => None,
    };
    if let Some(short) = short {
        text.push('\\');
        text.push(short);
        return;
    }
    let plain = char::from_u32(character)
        .filter(|character| !character.is_control() && (character.is_ascii() || !bytes_only));
    let _ = match plain {
        Some(plain) => write!(text, "{plain}"),
        None if character < 0x100 => write!(text, "\\x{character:02x}"),
        None if character < 0x1_0000 => write!(text, "\\u{character:04x}"),
        None => write!(text, "\\U{character:08x}"),
    };
}

/// A float as Python writes it: the shortest digits that read back the same, with an exponent below
/// 1e-4 and from 1e16 on.
pub(super) fn float_repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let mut digits = mantissa.replace('.', "");
    let mut text = String::from(sign);
    if !(-4..16).contains(&exponent) {
        text.push_str(mantissa);
        let _ = write!(
            text,
            "e{}{:02}",
            if exponent < 0 { '-' } else { '+' },
            exponent.abs()
        );
        return text;
    }
    if exponent < 0 {
        digits.insert_str(0, &"0".repeat(exponent.unsigned_abs() as usize));
    }
    let whole = exponent.max(0) as usize + 1;
    while digits.len() <= whole {
        digits.push('0');
    }
    text.push_str(&digits[..whole]);
    text.push('.');
    text.push_str(&digits[whole..]);
    text
}
