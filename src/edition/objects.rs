//! The layouts of CPython's objects, and where the globals of its objects and its collector live.
//!
//! Byte offsets within each struct, as functions of the word size and the version; addresses of the
//! globals behind those of `obmalloc.c`. Holds numbers only.

use serde::Serialize;

use super::{Edition, align_up};

/// Most classes (a kind of instance with its slots and finalizer) that an image can hold.
pub const MAX_CLASSES: u32 = 64;
/// `NUM_GENERATIONS` (Modules/gcmodule.c)
pub const NUM_GENERATIONS: u32 = 3;
/// `NSMALLNEGINTS`: ints from minus this are there from the start (Objects/longobject.c, intobject.c).
pub const NSMALLNEGINTS: i64 = 5;
/// `NSMALLPOSINTS`: ints below this are there from the start.
pub const NSMALLPOSINTS: i64 = 257;
/// `PyTrash_UNWIND_LEVEL`: deallocations nested this deep are put off (Include/object.h).
pub const TRASH_UNWIND_LEVEL: u32 = 50;
/// `PyList_MAXFREELIST` (Objects/listobject.c)
pub const LIST_MAXFREELIST: u32 = 80;
/// `PyDict_MAXFREELIST`, for dicts and for key tables alike (Objects/dictobject.c)
pub const DICT_MAXFREELIST: u32 = 80;
/// `PySet_MAXFREELIST` (Objects/setobject.c, 2.7)
pub const SET_MAXFREELIST: u32 = 80;
/// `PyFloat_MAXFREELIST` (Objects/floatobject.c, 3.x)
pub const FLOAT_MAXFREELIST: u32 = 100;
/// `PyTuple_MAXSAVESIZE`: tuples of fewer items are kept (Objects/tupleobject.c).
pub const TUPLE_MAXSAVESIZE: u32 = 20;
/// `PyTuple_MAXFREELIST`: how many tuples of each size are kept.
pub const TUPLE_MAXFREELIST: u32 = 2000;
/// `PyUnicode_MAXFREELIST` (Objects/unicodeobject.c, 2.7)
pub const UNICODE_MAXFREELIST: u32 = 1024;
/// `KEEPALIVE_SIZE_LIMIT`: a `unicode` of fewer characters keeps its buffer on the free list (2.7).
pub const KEEPALIVE_SIZE_LIMIT: u64 = 9;
/// `BLOCK_SIZE - BHEAD_SIZE`: bytes that ints, or floats, are cut from (Objects/intobject.c, 2.7).
pub const NUMBER_BLOCK: u64 = 992;
/// `PyDict_MINSIZE` (Objects/dict-common.h, 3.x; Include/dictobject.h, 2.7)
pub const DICT_MINSIZE: u64 = 8;
/// `PySet_MINSIZE` (Include/setobject.h)
pub const SET_MINSIZE: u64 = 8;
/// `LINEAR_PROBES`: neighbours that are tried before jumping on (Objects/setobject.c, 3.x).
pub const LINEAR_PROBES: u64 = 9;
/// `PERTURB_SHIFT` (Objects/dictobject.c, setobject.c)
pub const PERTURB_SHIFT: u32 = 5;

/// `GC_*`: what `gc_refs` of a `PyGC_Head` says outside of a collection (2.7), as signed words.
pub mod refs27 {
    /// `_PyGC_REFS_UNTRACKED`
    pub const UNTRACKED: i64 = -2;
    /// `_PyGC_REFS_REACHABLE`
    pub const REACHABLE: i64 = -3;
    /// `_PyGC_REFS_TENTATIVELY_UNREACHABLE`
    pub const TENTATIVELY_UNREACHABLE: i64 = -4;
}

/// Bits of the words of a `PyGC_Head` (Include/internal/pycore_gc.h, 3.9 and 3.10).
pub mod gc_bits {
    /// `_PyGC_PREV_MASK_FINALIZED`: `__del__` has run.
    pub const FINALIZED: u64 = 1;
    /// `_PyGC_PREV_MASK_COLLECTING`: in the generation that is being collected, not yet visited.
    pub const COLLECTING: u64 = 2;
    /// Both: what stays where a link is written.
    pub const FLAGS: u64 = FINALIZED | COLLECTING;
    /// `_PyGC_PREV_SHIFT`: `gc_refs` is what `_gc_prev` holds above this many bits.
    pub const SHIFT: u32 = 2;
    /// `NEXT_MASK_UNREACHABLE`, in `_gc_next`: in the list `unreachable`.
    pub const UNREACHABLE: u64 = 1;
}

/// What an object is: what its type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `None`
    None,
    /// `int`; in 2.7 the one that fits a machine word.
    Int,
    /// `long` (2.7)
    Long,
    /// `float`
    Float,
    /// `str`
    Str,
    /// `unicode` (2.7)
    Unicode,
    /// `object()`: takes no references.
    Object,
    /// A callable without a body, which stands for every callback.
    Function,
    /// `tuple`
    Tuple,
    /// `list`
    List,
    /// `dict`
    Dict,
    /// `set`
    Set,
    /// `weakref.ref`
    Weakref,
    /// An instance of a class with `__slots__`, in their order.
    Slots,
    /// An instance of a class, with a `__dict__`.
    Instance,
}

impl Kind {
    /// All kinds; the first types of an image are theirs, in this order.
    pub const ALL: [Kind; 15] = [
        Kind::None,
        Kind::Int,
        Kind::Long,
        Kind::Float,
        Kind::Str,
        Kind::Unicode,
        Kind::Object,
        Kind::Function,
        Kind::Tuple,
        Kind::List,
        Kind::Dict,
        Kind::Set,
        Kind::Weakref,
        Kind::Slots,
        Kind::Instance,
    ];

    /// Whether objects of that kind have a `PyGC_Head` (in 2.7 an instance of a class without slots has none).
    pub const fn is_gc(self) -> bool {
        self as u8 >= Kind::Tuple as u8
    }

    /// Whether it has a `tp_clear`. A tuple has none.
    pub const fn has_tp_clear(self) -> bool {
        self.is_gc() && self as u8 != Kind::Tuple as u8
    }
}

/// `PyDictKeysObject` and `PyDictObject` (Objects/dict-common.h, 3.9 and 3.10), or `PyDictObject`
/// with its entries (Include/dictobject.h, 2.7). Bytes from the object, from its key table, or from
/// an entry; 0 where the version has no such field.
///
/// ```text
///  3.x  PyDictObject      ob_refcnt ob_type ma_used ma_version_tag(8, aligned) ma_keys ma_values
///       PyDictKeysObject  dk_refcnt dk_size dk_lookup dk_usable dk_nentries dk_indices[] entries[]
///  2.7  PyDictObject      ob_refcnt ob_type ma_fill ma_used ma_mask ma_table ma_lookup ma_smalltable[8]
///       entry             me_hash me_key me_value
/// ```
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "CPython's names, listed above")]
pub struct DictLayout {
    pub ma_fill: u64,
    pub ma_used: u64,
    pub ma_mask: u64,
    pub ma_table: u64,
    pub ma_lookup: u64,
    pub ma_smalltable: u64,
    pub ma_version_tag: u64,
    pub ma_keys: u64,
    pub ma_values: u64,
    /// `sizeof(PyDictObject)`
    pub size: u64,
    pub dk_refcnt: u64,
    pub dk_size: u64,
    pub dk_lookup: u64,
    pub dk_usable: u64,
    pub dk_nentries: u64,
    pub dk_indices: u64,
    pub me_hash: u64,
    pub me_key: u64,
    pub me_value: u64,
    /// `sizeof(PyDictKeyEntry)`, in 2.7 `sizeof(PyDictEntry)`
    pub entry: u64,
}

/// What `dk_lookup` of a key table, or in 2.7 `ma_lookup` of a dict and `lookup` of a set, point to:
/// in place of a function's address a small number.
pub mod lookup {
    /// `lookdict`, in 2.7 for sets `set_lookkey`: keys of all kinds.
    pub const LOOKDICT: u64 = 1;
    /// `lookdict_unicode`: all keys are strings.
    pub const LOOKDICT_UNICODE: u64 = 2;
    /// `lookdict_unicode_nodummy`: all keys are strings, and none was ever deleted.
    pub const LOOKDICT_UNICODE_NODUMMY: u64 = 3;
    /// `lookdict_split`: the keys are shared, the values are elsewhere.
    pub const LOOKDICT_SPLIT: u64 = 4;
    /// `lookdict_string`, for sets `set_lookkey_string` (2.7): all keys are `str`.
    pub const LOOKDICT_STRING: u64 = 5;

    /// The function's name in CPython.
    pub const fn c_name(lookup: u64, of_set: bool) -> Option<&'static str> {
        Some(match (lookup, of_set) {
            (LOOKDICT, false) => "lookdict",
            (LOOKDICT, true) => "set_lookkey",
            (LOOKDICT_UNICODE, false) => "lookdict_unicode",
            (LOOKDICT_UNICODE_NODUMMY, false) => "lookdict_unicode_nodummy",
            (LOOKDICT_SPLIT, false) => "lookdict_split",
            (LOOKDICT_STRING, false) => "lookdict_string",
            (LOOKDICT_STRING, true) => "set_lookkey_string",
            _ => return None,
        })
    }
}

/// `PySetObject` (Include/setobject.h). An entry is `key hash` in 3.x, `hash key` in 2.7.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "CPython's names")]
pub struct SetLayout {
    pub fill: u64,
    pub used: u64,
    pub mask: u64,
    pub table: u64,
    /// 2.7 only, one of [`lookup`].
    pub lookup: u64,
    pub hash: u64,
    /// Not in 2.7: 0.
    pub finger: u64,
    pub smalltable: u64,
    pub weakreflist: u64,
    /// `sizeof(PySetObject)`
    pub size: u64,
    /// Offset of an entry's key.
    pub entry_key: u64,
    /// Offset of an entry's hash.
    pub entry_hash: u64,
    /// `sizeof(setentry)`
    pub entry: u64,
}

/// Strings: `PyASCIIObject` and `PyCompactUnicodeObject` (3.x), `PyStringObject` and
/// `PyUnicodeObject` (2.7).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "CPython's names")]
pub struct StrLayout {
    pub length: u64,
    pub hash: u64,
    /// A `uint` of bit fields in 3.x, `ob_sstate` in 2.7 (`str` only).
    pub state: u64,
    /// Where the characters of an ASCII string (in 2.7 of a `str`) begin: `sizeof(PyASCIIObject)`.
    pub ascii_data: u64,
    /// Where those of other strings begin: `sizeof(PyCompactUnicodeObject)`; not in 2.7.
    pub compact_data: u64,
    /// The pointer to the characters of a `unicode` (2.7).
    pub unicode_str: u64,
    /// The hash of a `unicode` (2.7).
    pub unicode_hash: u64,
    /// `sizeof(PyUnicodeObject)` (2.7)
    pub unicode_size: u64,
}

/// `PyWeakReference` (Include/cpython/weakrefobject.h)
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "CPython's names")]
pub struct WeakrefLayout {
    pub wr_object: u64,
    pub wr_callback: u64,
    pub hash: u64,
    pub wr_prev: u64,
    pub wr_next: u64,
    /// `sizeof(PyWeakReference)`
    pub size: u64,
}

/// What a type object holds here: the part of `PyTypeObject` that memory management asks for.
///
/// ```text
///   0  ob_refcnt        20  flags             40  ht_cached_keys (a word; 0 when there are none)
///   8  (ob_type)        24  tp_basicsize      48  tp_weaklistoffset
///  16  kind             28  slots             52  tp_dictoffset
/// ```
pub mod type_object {
    /// `ob_refcnt`, a word.
    pub const OB_REFCNT: u64 = 0;
    /// Which [`Kind`](super::Kind), 4 bytes.
    pub const KIND: u64 = 16;
    /// [`FLAG_GC`] and its siblings, 4 bytes.
    pub const FLAGS: u64 = 20;
    /// `tp_basicsize` in bytes, 4 bytes.
    pub const BASICSIZE: u64 = 24;
    /// How many `__slots__` an instance has, 4 bytes.
    pub const SLOTS: u64 = 28;
    /// `ht_cached_keys`: the key table that the instances' dicts share, a word.
    pub const CACHED_KEYS: u64 = 40;
    /// `tp_weaklistoffset`, 4 bytes; 0 where instances take no weak references.
    pub const WEAKLISTOFFSET: u64 = 48;
    /// `tp_dictoffset`, 4 bytes; 0 where instances have no `__dict__`.
    pub const DICTOFFSET: u64 = 52;
    /// Bytes from one type to the next.
    pub const SIZE: u64 = 64;

    /// `Py_TPFLAGS_HAVE_GC`
    pub const FLAG_GC: u32 = 1;
    /// Instances have `tp_finalize` (3.x: what `__del__` becomes).
    pub const FLAG_FINALIZE: u32 = 2;
    /// Instances have `tp_del` (in 2.7 what `__del__` becomes; in 3.x a C-level legacy finalizer).
    pub const FLAG_DEL: u32 = 4;
    /// `Py_TPFLAGS_HEAPTYPE`: instances count as references to it.
    pub const FLAG_HEAPTYPE: u32 = 8;
    /// The record is in use.
    pub const FLAG_USED: u32 = 16;
}

/// The table of names: a segment of the explorer's own, as byte offsets from its start.
///
/// ```text
///  0   capacity, entries, text bytes, actions, units: 4 bytes each
///  64  entries[capacity]      object(8) text_at(4) text_len(4) roots(4) next_by_object(4) next_by_name(4) actions(4)
///      by_object[capacity]    1 + the first entry whose object has that hash
///      by_name[capacity]      1 + the first entry whose text has that hash
///      actions[capacity]      op a b next, 4 bytes each: a and b are entries; next is 1 + an action
///      text[16 * capacity]
/// ```
/// An entry keeps its object when the name is deleted (`roots` is 0), until the object dies
/// (`object` is 0): so an object can be called what it was called first.
pub mod names {
    /// Power of two; 4 bytes.
    pub const CAPACITY: u64 = 0;
    /// Entries in use, 4 bytes.
    pub const ENTRIES: u64 = 4;
    /// Bytes of text in use, 4 bytes.
    pub const TEXT_LEN: u64 = 8;
    /// Actions in use, 4 bytes.
    pub const ACTIONS: u64 = 12;
    /// Units of `ARENA_SIZE` that the segment takes, 4 bytes.
    pub const UNITS: u64 = 16;
    /// Where the entries begin.
    pub const FIRST_ENTRY: u64 = 64;
    /// Bytes of an entry.
    pub const ENTRY: u64 = 32;
    /// Address of the object, 8 bytes; 0 when it is dead.
    pub const OBJECT: u64 = 0;
    /// Offset in the text, 4 bytes.
    pub const TEXT_AT: u64 = 8;
    /// Bytes of the name, 4 bytes.
    pub const TEXT_BYTES: u64 = 12;
    /// Root references through the name, 4 bytes.
    pub const ROOTS: u64 = 16;
    /// 1 + the next entry of the same bucket of `by_object`, 4 bytes.
    pub const NEXT_BY_OBJECT: u64 = 20;
    /// 1 + the next entry of the same bucket of `by_name`, 4 bytes.
    pub const NEXT_BY_NAME: u64 = 24;
    /// 1 + the first action of the object's finalizer or callback, 4 bytes.
    pub const ENTRY_ACTIONS: u64 = 28;
    /// Bytes of an action.
    pub const ACTION: u64 = 16;
    /// Bytes of text for each entry.
    pub const TEXT_PER_ENTRY: u64 = 16;
    /// Bytes of a table for each entry.
    pub const PER_ENTRY: u64 = ENTRY + 4 + 4 + ACTION + TEXT_PER_ENTRY;

    /// Where `by_object` begins.
    pub const fn by_object(capacity: u32) -> u64 {
        FIRST_ENTRY + ENTRY * capacity as u64
    }

    /// Where `by_name` begins.
    pub const fn by_name(capacity: u32) -> u64 {
        by_object(capacity) + 4 * capacity as u64
    }

    /// Where the actions begin.
    pub const fn actions(capacity: u32) -> u64 {
        by_name(capacity) + 4 * capacity as u64
    }

    /// Where the text begins.
    pub const fn text(capacity: u32) -> u64 {
        actions(capacity) + ACTION * capacity as u64
    }
}

/// The layouts of all kinds of objects in one edition.
#[derive(Clone, Copy, Debug)]
pub struct ObjectLayout {
    /// Whether it is 2.7.
    pub version_2: bool,
    /// Bytes of a pointer.
    pub word: u64,
    /// `sizeof(PyGC_Head)`: 2 words; 12 bytes in 2.7.
    pub gc_head: u64,
    /// `PyLong_SHIFT`: bits of a digit.
    pub digit_bits: u32,
    /// `sizeof(digit)`
    pub digit: u64,
    /// Dicts.
    pub dict: DictLayout,
    /// Sets.
    pub set: SetLayout,
    /// Strings.
    pub str: StrLayout,
    /// Weak references.
    pub weakref: WeakrefLayout,
}

impl ObjectLayout {
    /// `ob_type`
    pub const fn ob_type(&self) -> u64 {
        self.word
    }

    /// `ob_size`, of those that have one; in 2.7 `ob_ival` of an int.
    pub const fn ob_size(&self) -> u64 {
        2 * self.word
    }

    /// `ob_fval` of a float, 8 bytes.
    pub const fn ob_fval(&self) -> u64 {
        2 * self.word
    }

    /// `ob_digit[]` of an int, `ob_item[]` of a tuple, the pointer `ob_item` of a list.
    pub const fn ob_item(&self) -> u64 {
        3 * self.word
    }

    /// `allocated` of a list.
    pub const fn list_allocated(&self) -> u64 {
        4 * self.word
    }

    /// `sizeof(PyListObject)`
    pub const fn list_size(&self) -> u64 {
        5 * self.word
    }

    /// `sizeof(PyFloatObject)`
    pub const fn float_size(&self) -> u64 {
        2 * self.word + 8
    }

    /// `sizeof(PyObject)`; an instance's own fields begin behind it.
    pub const fn object_size(&self) -> u64 {
        2 * self.word
    }

    /// The layouts for one edition.
    pub const fn new(edition: Edition, word: u64) -> ObjectLayout {
        let version_2 = matches!(edition, Edition::Cpython27W32);
        let w = word;
        let tag = align_up(3 * w, 8);
        let dict = if version_2 {
            DictLayout {
                ma_fill: 2 * w,
                ma_used: 3 * w,
                ma_mask: 4 * w,
                ma_table: 5 * w,
                ma_lookup: 6 * w,
                ma_smalltable: 7 * w,
                ma_version_tag: 0,
                ma_keys: 0,
                ma_values: 0,
                size: 31 * w,
                dk_refcnt: 0,
                dk_size: 0,
                dk_lookup: 0,
                dk_usable: 0,
                dk_nentries: 0,
                dk_indices: 0,
                me_hash: 0,
                me_key: w,
                me_value: 2 * w,
                entry: 3 * w,
            }
        } else {
            DictLayout {
                ma_fill: 0,
                ma_used: 2 * w,
                ma_mask: 0,
                ma_table: 0,
                ma_lookup: 0,
                ma_smalltable: 0,
                ma_version_tag: tag,
                ma_keys: tag + 8,
                ma_values: tag + 8 + w,
                size: tag + 8 + 2 * w,
                dk_refcnt: 0,
                dk_size: w,
                dk_lookup: 2 * w,
                dk_usable: 3 * w,
                dk_nentries: 4 * w,
                dk_indices: 5 * w,
                me_hash: 0,
                me_key: w,
                me_value: 2 * w,
                entry: 3 * w,
            }
        };
        let (finger, smalltable) = if version_2 {
            (0, 7 * w)
        } else {
            (7 * w, 8 * w)
        };
        let set_end = smalltable + 16 * w;
        let set = SetLayout {
            fill: 2 * w,
            used: 3 * w,
            mask: 4 * w,
            table: 5 * w,
            lookup: if version_2 { 6 * w } else { 0 },
            hash: if version_2 { set_end } else { 6 * w },
            finger,
            smalltable,
            weakreflist: if version_2 { set_end + w } else { set_end },
            size: if version_2 {
                set_end + 2 * w
            } else {
                set_end + w
            },
            entry_key: if version_2 { w } else { 0 },
            entry_hash: if version_2 { 0 } else { w },
            entry: 2 * w,
        };
        let str = StrLayout {
            length: 2 * w,
            hash: 3 * w,
            state: 4 * w,
            ascii_data: if version_2 {
                4 * w + 4
            } else {
                align_up(4 * w + 4, w) + w
            },
            compact_data: align_up(4 * w + 4, w) + 4 * w,
            unicode_str: 3 * w,
            unicode_hash: 4 * w,
            unicode_size: 6 * w,
        };
        let weakref = WeakrefLayout {
            wr_object: 2 * w,
            wr_callback: 3 * w,
            hash: 4 * w,
            wr_prev: 5 * w,
            wr_next: 6 * w,
            size: 7 * w,
        };
        ObjectLayout {
            version_2,
            word,
            gc_head: if version_2 { 3 * w } else { 2 * w },
            digit_bits: if version_2 { 15 } else { 30 },
            digit: if version_2 { 2 } else { 4 },
            dict,
            set,
            str,
            weakref,
        }
    }
}

/// The lists that a collection keeps on CPython's C stack; here each head has its place in the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum WorkingList {
    /// `unreachable` of `collect`
    Unreachable,
    /// `finalizers` of `collect`: objects with a legacy finalizer, and what they reach.
    Finalizers,
    /// `final_unreachable` (`still_unreachable` inside `handle_resurrected_objects`); not in 2.7.
    FinalUnreachable,
    /// `wrcb_to_call` of `handle_weakrefs`
    WrcbToCall,
    /// `seen` of `finalize_garbage`; not in 2.7.
    Seen,
}

impl WorkingList {
    /// All of them, in the order of their places.
    pub const ALL: [WorkingList; 5] = [
        WorkingList::Unreachable,
        WorkingList::Finalizers,
        WorkingList::FinalUnreachable,
        WorkingList::WrcbToCall,
        WorkingList::Seen,
    ];
}

/// Where the globals of objects and collector live: addresses, in this order behind the bins of the
/// C library stand-in.
#[derive(Clone, Copy, Debug)]
pub struct ObjectSymbols {
    /// `struct _gc_runtime_state`: `enabled`, 4 bytes.
    pub gc_enabled: u64,
    /// `debug`, 4 bytes: `DEBUG_SAVEALL` is 32.
    pub gc_debug: u64,
    /// `collecting`, 4 bytes.
    pub gc_collecting: u64,
    /// On CPython's C stack: 1 + the generation that is being collected, 0 for none; 4 bytes.
    pub gc_generation: u64,
    /// The explorer's own: 1 + the [`Phase`](crate::event::Phase) of the collection, 0 for none.
    pub gc_phase: u64,
    /// Whether objects go to free lists, 4 bytes: the explorer's own; 0 when they do.
    pub free_lists_off: u64,
    /// `generations[3]`, then `permanent_generation`: head, `threshold` (4 bytes), `count` (4 bytes).
    pub generations: u64,
    /// Bytes from one generation to the next.
    pub generation_size: u64,
    /// `generation_stats[3]`: `collections`, `collected`, `uncollectable`, words (3.x).
    pub generation_stats: u64,
    /// `long_lived_total`, a word.
    pub long_lived_total: u64,
    /// `long_lived_pending`, a word.
    pub long_lived_pending: u64,
    /// `gc.garbage`: a list object, outside of all generations.
    pub garbage: u64,
    /// Heads of the [`WorkingList`]s.
    pub working_lists: u64,
    /// `trash_delete_nesting`, 4 bytes.
    pub trash_delete_nesting: u64,
    /// `trash_delete_later`, a pointer.
    pub trash_delete_later: u64,
    /// `numfree` of lists (4 bytes), then `free_list[80]` (one word further).
    pub list_free: u64,
    /// `numfree` of dicts, then `free_list[80]`.
    pub dict_free: u64,
    /// `keys_numfree`, then `keys_free_list[80]` (3.x).
    pub keys_free: u64,
    /// `numfree` of sets, then `free_list[80]` (2.7).
    pub set_free: u64,
    /// `numfree` of floats (3.x), then the head of their list, linked by `ob_type`.
    pub float_free: u64,
    /// `block_list` of floats (2.7), a pointer.
    pub float_blocks: u64,
    /// The head of the list of free ints (2.7), then `block_list`.
    pub int_free: u64,
    /// `numfree` of `unicode` objects (2.7), then the head of their list, linked by the first word.
    pub unicode_free: u64,
    /// `numfree[20]` of tuples by size, 4 bytes each; size 0 is not in use.
    pub tuple_numfree: u64,
    /// `free_list[20]` of tuples by size, linked by `ob_item[0]`.
    pub tuple_free: u64,
    /// `interned`, the dict of interned strings; 0 until there is one.
    pub interned: u64,
    /// `unicode_latin1[256]`, then the empty string; 0 until there is one. In 2.7 `characters` for
    /// those below 128 and `nullstring`; the others are `unicode`.
    pub latin1: u64,
    /// `pydict_global_version`, 8 bytes (3.x): the last dict's change.
    pub dict_version: u64,
    /// `empty_keys_struct` (3.x): the key table of every empty dict.
    pub empty_keys: u64,
    /// `empty_values` (3.x): what `ma_values` of an empty dict points to.
    pub empty_values: u64,
    /// `dummy`: stands in a set, in 2.7 in a dict too, where a key was deleted.
    pub dummy: u64,
    /// `_Py_NoneStruct`
    pub none: u64,
    /// A callable without a body: what a weak reference's callback, or a class's `__del__`, stands for.
    pub callback: u64,
    /// The tuple without items, behind its `PyGC_Head`.
    pub empty_tuple: u64,
    /// The ints from -5 to 256.
    pub small_ints: u64,
    /// Bytes from one small int to the next.
    pub small_int_size: u64,
    /// Type objects; see [`type_object`].
    pub types: u64,
    /// The table of names: its address (8 bytes), 0 until there is one. See [`names`].
    pub names: u64,
    /// First address behind all of these.
    pub end: u64,
}

impl ObjectSymbols {
    /// Lays the globals out from `start`.
    pub const fn new(objects: &ObjectLayout, start: u64) -> ObjectSymbols {
        let w = objects.word;
        let generation_size = align_up(objects.gc_head + 8, w);
        let gc_enabled = align_up(start, 16);
        let generations = gc_enabled + 24;
        let generation_stats = generations + (NUM_GENERATIONS as u64 + 1) * generation_size;
        let long_lived_total = generation_stats + 9 * w;
        let garbage = align_up(long_lived_total + 2 * w, 16) + align_up(objects.gc_head, 8);
        let working_lists = align_up(garbage + objects.list_size(), 8);
        let trash_delete_nesting = working_lists + WorkingList::ALL.len() as u64 * objects.gc_head;
        let trash_delete_later = align_up(trash_delete_nesting + 4, w);
        let list_free = trash_delete_later + w;
        let dict_free = list_free + (1 + LIST_MAXFREELIST as u64) * w;
        let keys_free = dict_free + (1 + DICT_MAXFREELIST as u64) * w;
        let set_free = keys_free + (1 + DICT_MAXFREELIST as u64) * w;
        let float_free = set_free + (1 + SET_MAXFREELIST as u64) * w;
        let float_blocks = float_free + 2 * w;
        let int_free = float_blocks + w;
        let unicode_free = int_free + 2 * w;
        let tuple_numfree = unicode_free + 2 * w;
        let tuple_free = align_up(tuple_numfree + 4 * TUPLE_MAXSAVESIZE as u64, w);
        let interned = tuple_free + TUPLE_MAXSAVESIZE as u64 * w;
        let latin1 = interned + w;
        let dict_version = align_up(latin1 + 257 * w, 8);
        let empty_keys = dict_version + 8;
        let empty_values = empty_keys + objects.dict.dk_indices + 8;
        let dummy = align_up(empty_values + w, 16);
        let none = dummy + align_up(2 * w, 16);
        let callback = none + 2 * w;
        let empty_tuple = align_up(callback + 2 * w, 16) + align_up(objects.gc_head, 8);
        let small_ints = align_up(empty_tuple + 3 * w, 16);
        let small_int_size = align_up(3 * w + objects.digit, w);
        let types = align_up(
            small_ints + (NSMALLNEGINTS + NSMALLPOSINTS) as u64 * small_int_size,
            64,
        );
        let names = types + MAX_CLASSES as u64 * type_object::SIZE;
        ObjectSymbols {
            gc_enabled,
            gc_debug: gc_enabled + 4,
            gc_collecting: gc_enabled + 8,
            gc_generation: gc_enabled + 12,
            gc_phase: gc_enabled + 16,
            free_lists_off: gc_enabled + 20,
            generations,
            generation_size,
            generation_stats,
            long_lived_total,
            long_lived_pending: long_lived_total + w,
            garbage,
            working_lists,
            trash_delete_nesting,
            trash_delete_later,
            list_free,
            dict_free,
            keys_free,
            set_free,
            float_free,
            float_blocks,
            int_free,
            unicode_free,
            tuple_numfree,
            tuple_free,
            interned,
            latin1,
            dict_version,
            empty_keys,
            empty_values,
            dummy,
            none,
            callback,
            empty_tuple,
            small_ints,
            small_int_size,
            types,
            names,
            end: names + 8,
        }
    }
}

// The sizes that the reference measured, heads of the collector included.
const _: () = {
    let w32 = ObjectLayout::new(Edition::Cpython310W32, 4);
    assert!(w32.gc_head + w32.dict.size == 40 && w32.gc_head + w32.set.size == 108);
    assert!(w32.str.ascii_data == 24 && w32.str.compact_data == 36);
    assert!(w32.gc_head + w32.list_size() == 28 && w32.gc_head + w32.weakref.size == 36);
    let w64 = ObjectLayout::new(Edition::Cpython310W64, 8);
    assert!(w64.gc_head + w64.dict.size == 64 && w64.gc_head + w64.set.size == 216);
    assert!(w64.str.ascii_data == 48 && w64.str.compact_data == 72);
    let w27 = ObjectLayout::new(Edition::Cpython27W32, 4);
    assert!(w27.gc_head == 12 && w27.dict.size == 124 && w27.set.size == 100);
    assert!(w27.str.ascii_data == 20 && w27.str.unicode_size == 24);
};
