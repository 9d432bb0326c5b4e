//! Fields of objects, of type objects and of the collector's globals, by CPython's names.

use crate::address_set::AddressSet;
use crate::digits::decimal;
use crate::edition::objects::{
    DICT_MAXFREELIST, Kind, LIST_MAXFREELIST, NUM_GENERATIONS, SET_MAXFREELIST, TUPLE_MAXSAVESIZE,
    WorkingList, gc_bits, type_object,
};

use super::image::Image;
use super::object::{DecodedObject, slot_name, subscript};
use super::view::{BlockState, ObjectField, Place, Span};

/// A field of a struct, or an array of them.
#[derive(Clone, Copy)]
struct FieldSpec {
    name: &'static str,
    /// Bytes from the object.
    offset: u64,
    /// Bytes of one.
    size: u64,
    /// How many there are, where it is an array.
    count: Option<u64>,
    /// Names of the words of one, where it is a struct.
    words: &'static [&'static str],
    pointer: bool,
}

/// A field that was found: its name, address and bytes, and whether it holds a pointer.
struct Found {
    name: String,
    at: u64,
    len: u64,
    pointer: bool,
}

const fn one(name: &'static str, offset: u64, size: u64, pointer: bool) -> FieldSpec {
    FieldSpec {
        name,
        offset,
        size,
        count: None,
        words: &[],
        pointer,
    }
}

/// Fields of the same size, one behind the other.
fn run(specs: &mut Vec<FieldSpec>, offset: u64, size: u64, names: &[(&'static str, bool)]) {
    let offsets = (0..).map(|index| offset + index * size);
    specs.extend(
        names
            .iter()
            .zip(offsets)
            .map(|(&(name, pointer), offset)| one(name, offset, size, pointer)),
    );
}

impl Image<'_> {
    /// Narrows the span of a block that holds an object down to the object's field around `addr`.
    pub(super) fn name_object_field(&self, mut span: Span, addr: u64, dying: &AddressSet) -> Span {
        if !cfg!(feature = "whole") {
            return span;
        }
        let holder = match &mut span.place {
            Place::Block {
                block_at,
                state: BlockState::Allocated,
                object,
                ..
            } => Some((*block_at, object)),
            Place::RawBlock {
                addr: block,
                allocated: true,
                object,
                ..
            } => Some((*block, object)),
            _ => None,
        };
        let Some((block, place)) = holder else {
            return span;
        };
        let end = span.at + span.len;
        if let Some(object) = self.object_in_block(block, dying)
            && let Some(found) = self.field_of(&object, addr)
        {
            *place = Some(ObjectField {
                at: object.at,
                of: object.of.kind,
                field: Some(found.name),
                pointer: found.pointer,
            });
            (span.at, span.len) = (found.at, found.len.min(end - found.at));
        }
        span
    }

    /// The object whose block starts at `block`: behind a `PyGC_Head`, where its type says so.
    ///
    /// A block that was freed and handed out again may still look like the object that it was, until
    /// it is written; but no reference leads to that one.
    pub fn object_in_block(&self, block: u64, dying: &AddressSet) -> Option<DecodedObject> {
        let live = |object: &DecodedObject| {
            let refcnt = self.word(object.at);
            refcnt != 0 && refcnt < self.layout.symbols.base || dying.contains(object.at)
        };
        let behind = block.checked_add(self.layout.objects.gc_head)?;
        [(block, false), (behind, true)]
            .into_iter()
            .find_map(|(at, is_gc)| {
                self.decode_object(at)
                    .filter(|object| object.of.is_gc() == is_gc && live(object))
            })
    }

    fn field_of(&self, object: &DecodedObject, addr: u64) -> Option<Found> {
        let (objects, word) = (&self.layout.objects, self.layout.word);
        let Some(offset) = addr.checked_sub(object.at) else {
            let names: &[(&'static str, bool)] = if objects.version_2 {
                &[("gc_next", true), ("gc_prev", true), ("gc_refs", false)]
            } else {
                &[("_gc_next", true), ("_gc_prev", true)]
            };
            let mut specs = Vec::new();
            run(&mut specs, 0, word, names);
            let head = object.at - objects.gc_head;
            return find(&specs, head, addr.checked_sub(head)?);
        };
        find(&self.fields_of(object), object.at, offset)
    }

    fn fields_of(&self, object: &DecodedObject) -> Vec<FieldSpec> {
        let (objects, word) = (&self.layout.objects, self.layout.word);
        let mut specs = Vec::new();
        run(
            &mut specs,
            0,
            word,
            &[("ob_refcnt", false), ("ob_type", true)],
        );
        let own = objects.object_size();
        match object.of.kind {
            Kind::Int if objects.version_2 => specs.push(one("ob_ival", own, word, false)),
            Kind::Int | Kind::Long => {
                let digits = self.signed(object.at + own).unsigned_abs();
                specs.push(one("ob_size", own, word, false));
                specs.push(FieldSpec {
                    count: Some(digits),
                    ..one("ob_digit", objects.ob_item(), objects.digit, false)
                });
            }
            Kind::Float => specs.push(one("ob_fval", own, 8, false)),
            Kind::Str | Kind::Unicode => self.str_fields(object, &mut specs),
            Kind::Tuple => {
                specs.push(one("ob_size", own, word, false));
                specs.push(FieldSpec {
                    count: Some(self.word(object.at + own)),
                    ..one("ob_item", objects.ob_item(), word, true)
                });
            }
            Kind::List => run(
                &mut specs,
                own,
                word,
                &[("ob_size", false), ("ob_item", true), ("allocated", false)],
            ),
            Kind::Dict => self.dict_fields(&mut specs),
            Kind::Set => self.set_fields(&mut specs),
            Kind::Weakref => run(
                &mut specs,
                own,
                word,
                &[
                    ("wr_object", true),
                    ("wr_callback", true),
                    ("hash", false),
                    ("wr_prev", true),
                    ("wr_next", true),
                ],
            ),
            Kind::Slots | Kind::Instance => self.instance_fields(object, &mut specs),
            Kind::None | Kind::Object | Kind::Function => {}
        }
        specs
    }

    fn str_fields(&self, object: &DecodedObject, specs: &mut Vec<FieldSpec>) {
        let (objects, word) = (&self.layout.objects, self.layout.word);
        let (str, own) = (&objects.str, objects.object_size());
        let data = |name, offset| one(name, offset, u64::MAX, false);
        if object.of.kind == Kind::Unicode {
            let names = [
                ("length", false),
                ("str", true),
                ("hash", false),
                ("defenc", true),
            ];
            return run(specs, own, word, &names);
        }
        if objects.version_2 {
            run(specs, own, word, &[("ob_size", false), ("ob_shash", false)]);
            specs.push(one("ob_sstate", str.state, 4, false));
            return specs.push(data("ob_sval", str.ascii_data));
        }
        run(specs, own, word, &[("length", false), ("hash", false)]);
        specs.push(one("state", str.state, 4, false));
        specs.push(one("wstr", str.ascii_data - word, word, true));
        let characters = self.characters_at(object.at).0 - object.at;
        if characters != str.ascii_data {
            let names = [
                ("utf8_length", false),
                ("utf8", true),
                ("wstr_length", false),
            ];
            run(specs, str.ascii_data, word, &names);
        }
        specs.push(data("data", characters));
    }

    fn dict_fields(&self, specs: &mut Vec<FieldSpec>) {
        let (dict, word) = (&self.layout.objects.dict, self.layout.word);
        if !self.layout.objects.version_2 {
            specs.push(one("ma_used", dict.ma_used, word, false));
            specs.push(one("ma_version_tag", dict.ma_version_tag, 8, false));
            return run(
                specs,
                dict.ma_keys,
                word,
                &[("ma_keys", true), ("ma_values", true)],
            );
        }
        let names = [
            ("ma_fill", false),
            ("ma_used", false),
            ("ma_mask", false),
            ("ma_table", true),
            ("ma_lookup", false),
        ];
        run(specs, dict.ma_fill, word, &names);
        specs.push(FieldSpec {
            count: Some(8),
            words: &["me_hash", "me_key", "me_value"],
            ..one("ma_smalltable", dict.ma_smalltable, dict.entry, true)
        });
    }

    fn set_fields(&self, specs: &mut Vec<FieldSpec>) {
        let (set, word) = (&self.layout.objects.set, self.layout.word);
        let version_2 = self.layout.objects.version_2;
        let names = [
            ("fill", false),
            ("used", false),
            ("mask", false),
            ("table", true),
        ];
        run(specs, set.fill, word, &names);
        specs.push(one("hash", set.hash, word, false));
        if version_2 {
            specs.push(one("lookup", set.lookup, word, false));
        } else {
            specs.push(one("finger", set.finger, word, false));
        }
        specs.push(FieldSpec {
            count: Some(8),
            words: if version_2 {
                &["hash", "key"]
            } else {
                &["key", "hash"]
            },
            ..one("smalltable", set.smalltable, set.entry, true)
        });
        specs.push(one("weakreflist", set.weakreflist, word, true));
    }

    fn instance_fields(&self, object: &DecodedObject, specs: &mut Vec<FieldSpec>) {
        let word = self.layout.word;
        let offset = |field| u64::from(self.type_uint(&object.of, field));
        for (name, field) in [
            ("__dict__", type_object::DICTOFFSET),
            ("__weakref__", type_object::WEAKLISTOFFSET),
        ] {
            if offset(field) != 0 {
                specs.push(one(name, offset(field), word, true));
            }
        }
        let slots = offset(type_object::SLOTS);
        specs.push(FieldSpec {
            count: Some(slots),
            ..one("slot", self.layout.objects.object_size(), word, true)
        });
    }

    /// A global of the objects and the collector.
    pub(super) fn span_of_object_global(&self, addr: u64) -> Span {
        let symbols = &self.layout.object_symbols;
        let span = if (symbols.types..symbols.names).contains(&addr) {
            self.span_of_type(addr)
        } else if (symbols.generations..symbols.generation_stats).contains(&addr) {
            self.span_of_generation(addr)
        } else if (symbols.working_lists..symbols.trash_delete_nesting).contains(&addr) {
            self.span_of_working_list(addr)
        } else {
            self.span_of_plain_global(addr)
                .or_else(|| self.span_of_static_object(addr))
        };
        span.unwrap_or(Span {
            at: addr,
            len: 1,
            place: Place::Host,
        })
    }

    fn span_of_static_object(&self, addr: u64) -> Option<Span> {
        let symbols = &self.layout.object_symbols;
        let small_int = addr.checked_sub(symbols.small_ints).map(|distance| {
            symbols.small_ints + distance / symbols.small_int_size * symbols.small_int_size
        });
        let starts = [
            small_int.unwrap_or(symbols.empty_tuple),
            symbols.garbage,
            symbols.dummy,
            symbols.none,
            symbols.callback,
        ];
        starts.into_iter().find_map(|start| {
            let object = self.decode_object(start)?;
            let inside = addr >= self.block_of(&object);
            let found = self.field_of(&object, addr).filter(|_| inside)?;
            Some(Span {
                at: found.at,
                len: found.len,
                place: Place::StaticObject {
                    object: ObjectField {
                        at: object.at,
                        of: object.of.kind,
                        field: Some(found.name),
                        pointer: found.pointer,
                    },
                },
            })
        })
    }

    fn span_of_type(&self, addr: u64) -> Option<Span> {
        let word = self.layout.word;
        let types = self.layout.object_symbols.types;
        let index = (addr - types) / type_object::SIZE;
        let start = types + index * type_object::SIZE;
        let kind = self.uint(start + type_object::KIND) as usize;
        let specs = [
            one("ob_refcnt", type_object::OB_REFCNT, word, false),
            one("ob_type", word, word, true),
            one("kind", type_object::KIND, 4, false),
            one("tp_flags", type_object::FLAGS, 4, false),
            one("tp_basicsize", type_object::BASICSIZE, 4, false),
            one("slots", type_object::SLOTS, 4, false),
            one("ht_cached_keys", type_object::CACHED_KEYS, word, true),
            one("tp_weaklistoffset", type_object::WEAKLISTOFFSET, 4, false),
            one("tp_dictoffset", type_object::DICTOFFSET, 4, false),
        ];
        let spec = spec_at(&specs, addr - start)?;
        self.decode_type(start)?;
        Some(Span {
            at: start + spec.offset,
            len: spec.size,
            place: Place::TypeObject {
                of: *Kind::ALL.get(kind)?,
                index: index as u32,
                field: Some(spec.name),
            },
        })
    }

    /// The fields of a list's head.
    fn head_fields(&self) -> [FieldSpec; 3] {
        let word = self.layout.word;
        if self.layout.objects.version_2 {
            [
                one("gc_next", 0, word, true),
                one("gc_prev", word, word, true),
                one("gc_refs", 2 * word, word, false),
            ]
        } else {
            [
                one("_gc_next", 0, word, true),
                one("_gc_prev", word, word, true),
                one("", 0, 0, false),
            ]
        }
    }

    fn span_of_generation(&self, addr: u64) -> Option<Span> {
        let symbols = &self.layout.object_symbols;
        let index = ((addr - symbols.generations) / symbols.generation_size) as u32;
        let start = symbols.generations + u64::from(index) * symbols.generation_size;
        let gc_head = self.layout.objects.gc_head;
        let [next, prev, refs] = self.head_fields();
        let specs = [
            next,
            prev,
            refs,
            one("threshold", gc_head, 4, false),
            one("count", gc_head + 4, 4, false),
        ];
        let spec = spec_at(&specs, addr - start)?;
        Some(Span {
            at: start + spec.offset,
            len: spec.size,
            place: Place::Generation {
                generation: (index < NUM_GENERATIONS).then_some(index),
                field: Some(spec.name),
            },
        })
    }

    fn span_of_working_list(&self, addr: u64) -> Option<Span> {
        let size = self.layout.objects.gc_head;
        let lists = self.layout.object_symbols.working_lists;
        let index = (addr - lists) / size;
        let start = lists + index * size;
        let fields = self.head_fields();
        let spec = spec_at(&fields, addr - start)?;
        Some(Span {
            at: start + spec.offset,
            len: spec.size,
            place: Place::WorkingListHead {
                list: *WorkingList::ALL.get(index as usize)?,
                field: Some(spec.name),
            },
        })
    }

    fn span_of_plain_global(&self, addr: u64) -> Option<Span> {
        let (symbols, word) = (&self.layout.object_symbols, self.layout.word);
        let specs = [
            ("enabled", symbols.gc_enabled, 4, 1),
            ("debug", symbols.gc_debug, 4, 1),
            ("collecting", symbols.gc_collecting, 4, 1),
            ("generation_stats", symbols.generation_stats, word, 9),
            ("long_lived_total", symbols.long_lived_total, word, 1),
            ("long_lived_pending", symbols.long_lived_pending, word, 1),
            ("trash_delete_nesting", symbols.trash_delete_nesting, 4, 1),
            ("trash_delete_later", symbols.trash_delete_later, word, 1),
            ("list numfree", symbols.list_free, word, 1),
            (
                "list free_list",
                symbols.list_free + word,
                word,
                LIST_MAXFREELIST,
            ),
            ("dict numfree", symbols.dict_free, word, 1),
            (
                "dict free_list",
                symbols.dict_free + word,
                word,
                DICT_MAXFREELIST,
            ),
            ("numfreekeys", symbols.keys_free, word, 1),
            (
                "keys_free_list",
                symbols.keys_free + word,
                word,
                DICT_MAXFREELIST,
            ),
            ("set numfree", symbols.set_free, word, 1),
            (
                "set free_list",
                symbols.set_free + word,
                word,
                SET_MAXFREELIST,
            ),
            ("float numfree", symbols.float_free, word, 1),
            ("float free_list", symbols.float_free + word, word, 1),
            ("float block_list", symbols.float_blocks, word, 1),
            ("int free_list", symbols.int_free, word, 1),
            ("int block_list", symbols.int_free + word, word, 1),
            ("unicode numfree", symbols.unicode_free, word, 1),
            ("unicode free_list", symbols.unicode_free + word, word, 1),
            ("tuple numfree", symbols.tuple_numfree, 4, TUPLE_MAXSAVESIZE),
            (
                "tuple free_list",
                symbols.tuple_free,
                word,
                TUPLE_MAXSAVESIZE,
            ),
            ("interned", symbols.interned, word, 1),
            (self.characters_name(), symbols.latin1, word, 256),
            (
                self.empty_string_name(),
                symbols.latin1 + 256 * word,
                word,
                1,
            ),
        ];
        let (name, at, size, count) = specs
            .into_iter()
            .find(|&(_, at, size, count)| addr >= at && addr < at + size * u64::from(count))?;
        let index = (addr - at) / size;
        Some(Span {
            at: at + index * size,
            len: size,
            place: Place::Global {
                name,
                index: (count > 1).then_some(index as u32),
            },
        })
    }

    fn characters_name(&self) -> &'static str {
        if self.layout.objects.version_2 {
            "characters"
        } else {
            "unicode_latin1"
        }
    }

    fn empty_string_name(&self) -> &'static str {
        if self.layout.objects.version_2 {
            "nullstring"
        } else {
            "unicode_empty"
        }
    }
}

impl Image<'_> {
    /// The address that a value of a field stands for, where it is a pointer: without the flags of a
    /// `PyGC_Head` (3.x), and none where `_gc_prev` holds `gc_refs`.
    pub fn pointee(&self, place: &Place, value: u64) -> Option<u64> {
        if !place.is_pointer() {
            return None;
        }
        let flags = match place.gc_link() {
            Some("_gc_next") => gc_bits::UNREACHABLE,
            Some("_gc_prev") => gc_bits::FINALIZED | gc_bits::COLLECTING,
            _ => return Some(value),
        };
        let link = value & !flags;
        (value == 0 || link >= self.layout.symbols.base).then_some(link)
    }
}

impl Place {
    /// The name of a link of a `PyGC_Head`, if this is one.
    fn gc_link(&self) -> Option<&str> {
        match self {
            Place::Block { object, .. } | Place::RawBlock { object, .. } => {
                object.as_ref()?.field.as_deref()
            }
            Place::Generation { field, .. } | Place::WorkingListHead { field, .. } => {
                field.as_deref()
            }
            _ => None,
        }
    }

    /// Whether what stands there is a pointer. A block's first word is one when the block is free.
    pub fn is_pointer(&self) -> bool {
        let in_object =
            |object: &Option<ObjectField>| object.as_ref().is_some_and(|object| object.pointer);
        match self {
            Place::UsedPools { .. }
            | Place::Block {
                state: BlockState::Freed,
                offset: 0,
                ..
            } => true,
            Place::Block { object, .. } | Place::RawBlock { object, .. } => in_object(object),
            Place::StaticObject { object } => object.pointer,
            Place::Global { name, .. } => {
                matches!(
                    *name,
                    "arenas"
                        | "unused_arena_objects"
                        | "usable_arenas"
                        | "nfp2lasta"
                        | "trash_delete_later"
                        | "keys_free_list"
                        | "interned"
                        | "unicode_latin1"
                        | "unicode_empty"
                        | "characters"
                        | "nullstring"
                ) || name.ends_with(" free_list")
                    || name.ends_with(" block_list")
            }
            Place::ArenaObject {
                field: Some(field), ..
            } => !matches!(*field, "nfreepools" | "ntotalpools"),
            Place::PoolHeader {
                field: Some(field), ..
            } => matches!(*field, "freeblock" | "nextpool" | "prevpool"),
            Place::Generation {
                field: Some(field), ..
            }
            | Place::WorkingListHead {
                field: Some(field), ..
            } => field.ends_with("_next") || field.ends_with("_prev"),
            Place::TypeObject {
                field: Some(field), ..
            } => matches!(*field, "ob_type" | "ht_cached_keys"),
            _ => false,
        }
    }
}

fn spec_at(specs: &[FieldSpec], offset: u64) -> Option<&FieldSpec> {
    specs.iter().find(|spec| {
        let bytes = spec.size.saturating_mul(spec.count.unwrap_or(1));
        offset >= spec.offset && offset - spec.offset < bytes
    })
}

fn find(specs: &[FieldSpec], start: u64, offset: u64) -> Option<Found> {
    let spec = spec_at(specs, offset)?;
    let mut found = Found {
        name: spec.name.to_owned(),
        at: start + spec.offset,
        len: spec.size,
        pointer: spec.pointer,
    };
    if spec.count.is_some() {
        let index = (offset - spec.offset) / spec.size;
        found.at += index * spec.size;
        found.name = match spec.name {
            "slot" => slot_name(index as u32),
            name => name.to_owned() + &subscript(&decimal(index)),
        };
    }
    if !spec.words.is_empty() {
        let word = spec.size / spec.words.len() as u64;
        let index = (start + offset - found.at) / word;
        let name = spec.words[index as usize];
        found.name.push('.');
        found.name.push_str(name);
        found.at += index * word;
        found.len = word;
        found.pointer = name.ends_with("key") || name.ends_with("value");
    }
    Some(found)
}
