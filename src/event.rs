//! What just happened, as data: one variant for each step of an algorithm.
//!
//! The core emits an event right after the writes that it tells of, so that the image at an event is
//! the state that the event's sentence describes. Sentences are the front end's; none is here.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::digits::hexadecimal;
use crate::edition::objects::Kind;
use crate::request::Request;

/// Declares the functions, and lists them all.
macro_rules! functions {
    ($(#[$enum_meta:meta])* pub enum Function { $($(#[$meta:meta])* $name:ident,)* }) => {
        $(#[$enum_meta])*
        pub enum Function {
            $($(#[$meta])* $name,)*
        }

        impl Function {
            /// All functions, in the order in which they are declared.
            pub const ALL: &'static [Function] = &[$(Function::$name),*];
        }
    };
}

functions! {
/// A function of CPython (or of the C library below it) that the core mirrors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// `PyObject_Malloc`
    #[serde(rename = "PyObject_Malloc")]
    PyObjectMalloc,
    /// `_PyObject_Malloc`, which the table of allocators leads to; in 2.7 `PyObject_Malloc` itself.
    #[serde(rename = "_PyObject_Malloc")]
    PyObjectMallocInner,
    /// `PyObject_Calloc` (not in 2.7)
    #[serde(rename = "PyObject_Calloc")]
    PyObjectCalloc,
    /// `_PyObject_Calloc`, which the table of allocators leads to; in 2.7 `PyObject_Calloc` itself.
    #[serde(rename = "_PyObject_Calloc")]
    PyObjectCallocInner,
    /// `PyObject_Realloc`
    #[serde(rename = "PyObject_Realloc")]
    PyObjectRealloc,
    /// `_PyObject_Realloc`, which the table of allocators leads to; in 2.7 `PyObject_Realloc` itself.
    #[serde(rename = "_PyObject_Realloc")]
    PyObjectReallocInner,
    /// `PyObject_Free`
    #[serde(rename = "PyObject_Free")]
    PyObjectFree,
    /// `_PyObject_Free`, which the table of allocators leads to; in 2.7 `PyObject_Free` itself.
    #[serde(rename = "_PyObject_Free")]
    PyObjectFreeInner,
    /// `pymalloc_alloc`; in 2.7 a part of `PyObject_Malloc`.
    PymallocAlloc,
    /// `pymalloc_pool_extend`; in 2.7 a part of `PyObject_Malloc`.
    PymallocPoolExtend,
    /// `allocate_from_new_pool`; in 2.7 a part of `PyObject_Malloc`.
    AllocateFromNewPool,
    /// `new_arena`
    NewArena,
    /// `pymalloc_free`; in 2.7 a part of `PyObject_Free`.
    PymallocFree,
    /// `insert_to_usedpool`; in 2.7 a part of `PyObject_Free`.
    InsertToUsedpool,
    /// `insert_to_freepool`; in 2.7 a part of `PyObject_Free`.
    InsertToFreepool,
    /// `pymalloc_realloc`; in 2.7 a part of `PyObject_Realloc`.
    PymallocRealloc,
    /// `address_in_range`; in 2.7 the macro `Py_ADDRESS_IN_RANGE`.
    AddressInRange,
    /// `arena_map_mark_used` (3.10)
    ArenaMapMarkUsed,
    /// `_PyObject_Arena.alloc`, which is `mmap`; in 2.7 `mmap` itself.
    ArenaAlloc,
    /// `_PyObject_Arena.free`, which is `munmap`; in 2.7 `munmap` itself.
    ArenaFree,
    /// `PyMem_RawMalloc`; in 2.7 `malloc`.
    #[serde(rename = "PyMem_RawMalloc")]
    PyMemRawMalloc,
    /// `PyMem_RawCalloc`
    #[serde(rename = "PyMem_RawCalloc")]
    PyMemRawCalloc,
    /// `PyMem_RawRealloc`; in 2.7 `realloc`.
    #[serde(rename = "PyMem_RawRealloc")]
    PyMemRawRealloc,
    /// `PyMem_RawFree`; in 2.7 `free`.
    #[serde(rename = "PyMem_RawFree")]
    PyMemRawFree,
    /// `memcpy`
    Memcpy,
    /// `memset`
    Memset,
    /// `PyMem_Malloc`; in 2.7 `malloc`
    PyMemMalloc,
    /// `PyMem_Calloc`; in 2.7 `calloc`
    PyMemCalloc,
    /// `PyMem_Realloc`; in 2.7 `realloc`
    PyMemRealloc,
    /// `PyMem_Free`; in 2.7 `free`
    PyMemFree,
    /// `PyLong_FromLong`
    PyLongFromLong,
    /// `PyInt_FromLong`
    PyIntFromLong,
    /// `PyFloat_FromDouble`
    PyFloatFromDouble,
    /// `PyUnicode_New`
    PyUnicodeNew,
    /// `PyString_FromStringAndSize`
    PyStringNew,
    /// `PyUnicode_InternInPlace`; in 2.7 `PyString_InternInPlace`
    PyUnicodeInternInPlace,
    /// `PyTuple_New`
    PyTupleNew,
    /// `PyList_New`
    PyListNew,
    /// `PyDict_New`
    PyDictNew,
    /// `PySet_New`
    PySetNew,
    /// `PyType_GenericAlloc`
    PyTypeGenericAlloc,
    /// `PyWeakref_NewRef`
    PyWeakrefNewRef,
    /// `list_resize`
    ListResize,
    /// `PyList_Append`
    PyListAppend,
    /// `list_ass_subscript`
    PyListSetItem,
    /// `list_ass_slice`
    PyListDelItem,
    /// `PyDict_SetItem`
    PyDictSetItem,
    /// `PyDict_DelItem`
    PyDictDelItem,
    /// `dictresize`
    DictResize,
    /// `_PyObjectDict_SetItem`; in 2.7 `PyDict_SetItem`
    PyObjectDictSetItem,
    /// `PySet_Add`
    PySetAdd,
    /// `PySet_Discard`
    PySetDiscard,
    /// `set_table_resize`
    SetTableResize,
    /// `PyObject_GenericSetAttr`
    PyObjectGenericSetAttr,
    /// `list_dealloc`
    ListDealloc,
    /// `tupledealloc`
    TupleDealloc,
    /// `dict_dealloc`
    DictDealloc,
    /// `set_dealloc`
    SetDealloc,
    /// `subtype_dealloc`
    SubtypeDealloc,
    /// `weakref_dealloc`
    WeakrefDealloc,
    /// `float_dealloc`
    FloatDealloc,
    /// `object_dealloc`; in 2.7 `int_dealloc`
    LongDealloc,
    /// `unicode_dealloc`; in 2.7 `string_dealloc`
    UnicodeDealloc,
    /// `object_dealloc`
    ObjectDealloc,
    /// `PyObject_ClearWeakRefs`
    PyObjectClearWeakRefs,
    /// `PyObject_CallFinalizerFromDealloc`
    PyObjectCallFinalizerFromDealloc,
    /// `_PyTrash_thread_destroy_chain`
    PyTrashThreadDestroyChain,
    /// `_PyObject_GC_Alloc`; in 2.7 `_PyObject_GC_Malloc`
    PyObjectGcAlloc,
    /// `PyObject_GC_Del`
    PyObjectGcDel,
    /// `gc_collect_generations`; in 2.7 `collect_generations`
    GcCollectGenerations,
    /// `gc_collect_main`; in 2.7 `collect`
    GcCollectMain,
    /// `deduce_unreachable`; in 2.7 `collect`
    DeduceUnreachable,
    /// `update_refs`
    UpdateRefs,
    /// `subtract_refs`
    SubtractRefs,
    /// `move_unreachable`
    MoveUnreachable,
    /// `untrack_tuples`
    UntrackTuples,
    /// `untrack_dicts`
    UntrackDicts,
    /// `move_legacy_finalizers`; in 2.7 `move_finalizers`
    MoveLegacyFinalizers,
    /// `move_legacy_finalizer_reachable`; in 2.7 `move_finalizer_reachable`
    MoveLegacyFinalizerReachable,
    /// `handle_weakrefs`
    HandleWeakrefs,
    /// `finalize_garbage`
    FinalizeGarbage,
    /// `handle_resurrected_objects`
    HandleResurrectedObjects,
    /// `delete_garbage`
    DeleteGarbage,
    /// `handle_legacy_finalizers`; in 2.7 `handle_finalizers`
    HandleLegacyFinalizers,
    /// `clear_freelists`
    ClearFreelists,
    /// `list_clear`
    ListClear,
    /// `dict_tp_clear`
    DictTpClear,
    /// `set_clear_internal`
    SetClear,
    /// `subtype_clear`
    SubtypeClear,
    /// `gc_clear`
    WeakrefClear,
}
}

/// Any bit pattern of a word, such as a hash: as text in hexadecimal where a double would round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    all(test, not(target_family = "wasm")),
    derive(ts_rs::TS),
    ts(export, type = "number | string")
)]
pub struct Bits(pub u64);

/// The largest whole number that a double has, as it has all those below it.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

impl Serialize for Bits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 <= LARGEST_EXACT {
            serializer.serialize_u64(self.0)
        } else {
            serializer.serialize_str(&hexadecimal(self.0))
        }
    }
}

/// What a field of an event is, as a word.
trait Value: Copy {
    const TELL: fn(u64) -> Told;
    fn word(self) -> u64;
}

/// A field of an event as it is told.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
enum Told {
    Number(u64),
    Bits(Bits),
    Index(Option<u32>),
    #[cfg_attr(
        not(feature = "whole"),
        serde(serialize_with = "function_of_allocators")
    )]
    Function(Function),
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    Kind(Kind),
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    Phase(Phase),
}

/// A function by its name, of those that a small core has.
#[cfg(not(feature = "whole"))]
fn function_of_allocators<S: Serializer>(
    function: &Function,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if *function as u8 > Function::PyMemFree as u8 {
        return serializer.serialize_none();
    }
    function.serialize(serializer)
}

macro_rules! values {
    ($($type:ty: $value:ident => $word:expr, $tell:expr;)*) => {$(
        impl Value for $type {
            const TELL: fn(u64) -> Told = $tell;
            fn word(self) -> u64 {
                let $value = self;
                $word
            }
        }
    )*};
}

values! {
    u64: value => value, Told::Number;
    u32: value => value.into(), Told::Number;
    Bits: value => value.0, |word| Told::Bits(Bits(word));
    Option<u32>: value => value.map_or(u64::MAX, u64::from), |word| Told::Index(u32::try_from(word).ok());
    Function: value => value as u64, |word| Told::Function(Function::ALL[word as usize]);
    Kind: value => value as u64, |word| Told::Kind(Kind::ALL[word as usize]);
    Phase: value => value as u64, |word| Told::Phase(Phase::ALL[word as usize]);
}

/// How an event is told: its name, and its fields' names and what they are.
type Form = (&'static str, &'static [(&'static str, fn(u64) -> Told)]);

/// Fields that an event has at most.
const MOST_FIELDS: usize = 6;

/// Declares the events. Their serialisation is one function over a table of names and the fields as
/// words: derived, it would be a function of its own for each of them, and the largest part of the
/// module. A small core, in which
/// nothing emits the later ones, does not tell of them either.
macro_rules! events {
    ($(#[$enum_meta:meta])* pub enum Event { $(
        $(#[$meta:meta])*
        $name:ident $({ $($field:ident: $type:ty),* $(,)? })?,
    )* } and of objects { $(
        $(#[$later_meta:meta])*
        $later:ident $({ $($later_field:ident: $later_type:ty),* $(,)? })?,
    )* }) => {
        $(#[$enum_meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(
            all(test, not(target_family = "wasm")),
            derive(ts_rs::TS),
            ts(export, tag = "kind")
        )]
        pub enum Event {
            $($(#[$meta])* $name $({ $($field: $type),* })?,)*
            $($(#[$later_meta])* $later $({ $($later_field: $later_type),* })?,)*
        }

        impl Event {
            /// The names of all variants, in the order in which they are declared.
            pub const NAMES: &'static [&'static str] =
                &[$(stringify!($name),)* $(stringify!($later)),*];

            /// The name of the variant.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Event::$name { .. } => stringify!($name),)*
                    $(Event::$later { .. } => stringify!($later),)*
                }
            }
        }

        impl Serialize for Event {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut words = Words::default();
                let form: &'static Form = match *self {
                    $(Event::$name $({ $($field),* })? => {
                        $($(words.put($field.word());)*)?
                        &(stringify!($name), &[$($((stringify!($field), <$type as Value>::TELL)),*)?])
                    })*
                    $(
                    #[cfg(feature = "whole")]
                    Event::$later $({ $($later_field),* })? => {
                        $($(words.put($later_field.word());)*)?
                        &(stringify!($later), &[$($((stringify!($later_field), <$later_type as Value>::TELL)),*)?])
                    })*
                    #[cfg(not(feature = "whole"))]
                    _ => &("", &[]),
                };
                tell(serializer, form, &words.words)
            }
        }
    };
}

/// The fields of an event as words, one behind the other.
#[derive(Default)]
struct Words {
    words: [u64; MOST_FIELDS],
    len: usize,
}

impl Words {
    // Where it is inlined, the length is known.
    #[inline(always)]
    fn put(&mut self, word: u64) {
        self.words[self.len] = word;
        self.len += 1;
    }
}

#[inline(never)]
fn tell<S: Serializer>(serializer: S, form: &Form, words: &[u64]) -> Result<S::Ok, S::Error> {
    let (kind, fields) = form;
    let mut event = serializer.serialize_struct("Event", 1 + fields.len())?;
    event.serialize_field("kind", kind)?;
    for ((name, told), &word) in fields.iter().zip(words) {
        event.serialize_field(name, &told(word))?;
    }
    event.end()
}

events! {
/// A step of an algorithm. Addresses are addresses in the image; sizes and offsets are bytes.
pub enum Event {    /// A function of the call tree was entered.
    Call { function: Function },

    // PyObject_Malloc, PyObject_Calloc, pymalloc_alloc

    /// The request is larger than `PY_SSIZE_T_MAX`, so the answer is NULL.
    RequestTooLarge { nbytes: u64, limit: u64 },
    /// `nelem * elsize` would not fit in a `Py_ssize_t`, so the answer is NULL.
    CallocOverflow { nelem: u64, elsize: u64 },
    /// pymalloc declines a request for nothing.
    DeclinedZero,
    /// pymalloc declines a request above `SMALL_REQUEST_THRESHOLD`.
    DeclinedLarge { nbytes: u64, threshold: u64 },
    /// `usedpools` has a pool of the class.
    UsedPoolFound { nbytes: u64, szidx: u32, size: u32, pool: u64 },
    /// `usedpools` has no pool of the class: the ring leads back to its own head.
    NoUsedPool { nbytes: u64, szidx: u32, size: u32, sentinel: u64 },
    /// The head of the free list was taken and another block follows it.
    TookFreeBlock { pool: u64, block: u64, freeblock: u64, count: u32 },
    /// The head of the free list was taken and it was the last one.
    TookLastFreeBlock { pool: u64, block: u64, count: u32 },

    // pymalloc_pool_extend

    /// An untouched block became the free list.
    NextBlockCarved { pool: u64, block: u64, nextoffset: u32, maxnextoffset: u32 },
    /// No untouched block is left: the pool is full and leaves `usedpools`.
    PoolFull { pool: u64, szidx: u32, nextoffset: u32, maxnextoffset: u32 },

    // allocate_from_new_pool

    /// `usable_arenas` is empty: a new arena is needed.
    NoUsableArena,
    /// No arena could be had: pymalloc declines.
    NoArenaToBeHad,
    /// The new arena became the only one in `usable_arenas`.
    UsableArenasStarted { arena: u32, nfreepools: u32 },
    /// The first arena of `usable_arenas` will serve.
    UsableArenaChosen { arena: u32, nfreepools: u32 },
    /// `nfp2lasta` follows the arena from `nfreepools` to one fewer; `last` is which arena was the last
    /// with `nfreepools`, the arena itself or another.
    Nfp2lastaSteppedDown { arena: u32, nfreepools: u32, last: Option<u32> },
    /// A pool was taken from the arena's `freepools`.
    FreePoolTaken { pool: u64, arena: u32, nfreepools: u32 },
    /// That was the arena's last free pool: it leaves `usable_arenas`.
    ArenaFullAfterFreePool { arena: u32 },
    /// A pool was carved off at `pool_address`.
    PoolCarved { pool: u64, arena: u32, pool_address: u64, nfreepools: u32 },
    /// That was the arena's last pool to carve: it leaves `usable_arenas`.
    ArenaFullAfterCarving { arena: u32 },
    /// The pool was linked into `usedpools`, with one block handed out.
    PoolLinked { pool: u64, szidx: u32 },
    /// The pool last served the same class: header and free list are continued.
    PoolReusedAsIs { pool: u64, szidx: u32, block: u64, freeblock: u64 },
    /// The pool's header was written for a class.
    PoolInitialised { pool: u64, szidx: u32, previous_szidx: u32, block: u64, nextoffset: u32, maxnextoffset: u32 },

    // new_arena

    /// `arenas[]` was allocated for the first time.
    ArenasAllocated { at: u64, maxarenas: u32 },
    /// `arenas[]` was doubled.
    ArenasDoubled { at: u64, from: u32, maxarenas: u32 },
    /// `arenas[]` could not grow.
    ArenasNotGrown { maxarenas: u32, nbytes: u64 },
    /// The head of `unused_arena_objects` was taken.
    ArenaObjectTaken { arena: u32 },
    /// The system granted an arena.
    ArenaMapped { address: u64, slot: u32, size: u32 },
    /// The system granted no arena: the limit on arenas is reached.
    ArenaLimitReached { limit: u32 },
    /// The system granted no arena: no memory is left.
    ArenaNotMapped { size: u32 },
    /// A node of the radix tree was allocated; level 2 is a mid node, 3 a bottom node.
    RadixNodeAllocated { level: u32, index: u64, at: u64 },
    /// A node of the radix tree could not be allocated.
    RadixNodeNotAllocated { level: u32, index: u64 },
    /// The radix tree marks an arena that fills one entry.
    ArenaMarkedAligned { address: u64, index: u64 },
    /// The radix tree marks an arena that lies over two entries.
    ArenaMarkedUnaligned { address: u64, index: u64, tail: u32 },
    /// The radix tree refused, so the arena went back to the system.
    ArenaMarkFailed { address: u64 },
    /// The arena object went back to `unused_arena_objects`, since no arena could be had.
    ArenaObjectReturned { arena: u32 },
    /// The arena belongs to its object and is counted.
    ArenaAssociated { arena: u32, address: u64, narenas: u32 },
    /// The arena starts at a pool boundary.
    ArenaStartsAligned { arena: u32, ntotalpools: u32 },
    /// The arena starts off a pool boundary and loses a pool to it.
    ArenaStartsUnaligned { arena: u32, excess: u32, pool_address: u64, ntotalpools: u32 },

    // address_in_range

    /// The radix tree says that pymalloc owns the address: `tail`, its offset in the part of the address
    /// space that the entry is for, is below `tail_lo` or not below `tail_hi`, which is not 0.
    InRangeByRadix { addr: u64, index: u64, tail: u32, tail_hi: u32, tail_lo: u32 },
    /// The radix tree says that pymalloc does not own the address; `bottom` is the bottom node, 0 where
    /// there is none.
    NotInRangeByRadix { addr: u64, index: u64, bottom: u64, tail: u32, tail_hi: u32, tail_lo: u32 },
    /// The arena of the pool's `arenaindex`, which starts at `address`, covers the address.
    InRangeByIndex { addr: u64, pool: u64, arenaindex: u32, address: u64 },
    /// What stands where a pool's `arenaindex` would be leads to no arena that covers the address: to
    /// none at all, or to one at `address`, which is 0 where there is none.
    NotInRangeByIndex { addr: u64, pool: u64, arenaindex: u32, maxarenas: u32, address: u64 },

    // PyObject_Free, pymalloc_free

    /// Freeing NULL does nothing.
    FreeNull,
    /// The block became the head of its pool's free list.
    BlockLinked { pool: u64, block: u64, lastfree: u64, count: u32 },
    /// The pool was full and is in no list, so it has to be linked into `usedpools`.
    PoolWasFull { pool: u64, szidx: u32 },
    /// The pool has blocks handed out still and stays where it is.
    PoolStaysUsed { pool: u64, count: u32 },
    /// The pool has no block handed out any more.
    PoolIsEmpty { pool: u64, szidx: u32 },

    // insert_to_usedpool, insert_to_freepool

    /// The pool was linked at the front of its class's ring.
    PoolRelinked { pool: u64, szidx: u32, next: u64 },
    /// The pool left the ring of its class.
    PoolUnlinked { pool: u64, szidx: u32 },
    /// The pool became the head of its arena's `freepools`.
    PoolToFreepools { pool: u64, arena: u32, next: u64 },
    /// The arena was the last with its count: `nfp2lasta` moves to the one before it, or to none.
    Nfp2lastaSteppedBack { arena: u32, nfreepools: u32, previous: Option<u32> },
    /// The arena was not the last with its count, `last` is: `nfp2lasta` stays.
    Nfp2lastaUnmoved { arena: u32, nfreepools: u32, last: Option<u32> },
    /// The arena has one more free pool.
    FreePoolCounted { arena: u32, nfreepools: u32, ntotalpools: u32 },
    /// Case 1: all pools are free, so the arena leaves `usable_arenas`.
    ArenaUnlinked { arena: u32, ntotalpools: u32 },
    /// The arena object was put on `unused_arena_objects`.
    ArenaObjectUnused { arena: u32 },
    /// The radix tree forgets the arena.
    ArenaUnmarked { address: u64, index: u64 },
    /// The arena went back to the system.
    ArenaUnmapped { address: u64, slot: u32, size: u32 },
    /// The arena object is unassociated and the arena no longer counted.
    ArenaReleased { arena: u32, narenas: u32 },
    /// All pools are free, but the arena is the last in `usable_arenas` and is kept.
    ArenaKept { arena: u32, ntotalpools: u32 },
    /// Case 2: this is the only free pool, so the arena heads `usable_arenas`.
    ArenaUsableAgain { arena: u32, next: Option<u32> },
    /// `nfp2lasta` has no arena with the new count: it is this one now.
    Nfp2lastaSet { arena: u32, nfreepools: u32 },
    /// Case 4: the arena is in order where it is: the next one, if any, has no fewer free pools
    /// (2.7).
    ArenaInOrder { arena: u32, nfreepools: u32, next: Option<u32>, next_nfreepools: u32 },
    /// Case 4 by `nfp2lasta` (3.x): the arena was the last with as many free pools as it had before.
    ArenaWasLast { arena: u32, nfreepools: u32, next: Option<u32>, next_nfreepools: u32 },
    /// Case 3: the arena has more free pools than the next one and leaves its place (2.7).
    ArenaOutOfOrder { arena: u32, nfreepools: u32, next: u32, next_nfreepools: u32 },
    /// Case 3 by `nfp2lasta` (3.x): `last` was the last with as many free pools as the arena had before.
    ArenaWasNotLast { arena: u32, nfreepools: u32, last: u32 },
    /// 2.7 walks along `usable_arenas` for the place where the arena belongs, past an arena that has
    /// fewer free pools.
    ArenaWalkedPast { arena: u32, nfreepools: u32, passed: u32, passed_nfreepools: u32 },
    /// The arena was inserted behind another.
    ArenaInsertedAfter { arena: u32, after: u32 },

    // PyObject_Realloc, pymalloc_realloc

    /// `realloc(NULL, n)` is `malloc(n)`.
    ReallocOfNull { nbytes: u64 },
    /// The block is not pymalloc's: it stays with the C library.
    ReallocOfRaw { addr: u64, nbytes: u64 },
    /// The block shrinks by at most a quarter (or not at all) and stays.
    ReallocStays { block: u64, nbytes: u64, size: u32 },
    /// The block shrinks by more than a quarter and moves to a smaller one.
    ReallocShrinks { block: u64, nbytes: u64, size: u32 },
    /// The block does not suffice and moves to a larger one.
    ReallocGrows { block: u64, nbytes: u64, size: u32 },
    /// No new block could be had: NULL, and the old block stays.
    ReallocFails { block: u64, nbytes: u64 },
    /// Bytes were copied to the new block.
    Copied { from: u64, to: u64, nbytes: u64 },
    /// The bytes that were asked for were zeroed.
    Zeroed { block: u64, nbytes: u64 },

    // PyMem_Raw*: the C library stand-in

    /// `PyMem_Raw*` asks for one byte instead of none.
    RawZeroMadeOne,
    /// The C library took a free chunk as it is.
    RawChunkTaken { addr: u64, nbytes: u64, chunk: u64, size: u64, need: u64, smallest: u64 },
    /// The C library split a free chunk.
    RawChunkSplit { addr: u64, nbytes: u64, chunk: u64, size: u64, need: u64, rest: u64 },
    /// The C library had no chunk that suffices and mapped a segment.
    RawSegmentMapped { address: u64, nbytes: u64 },
    /// The C library has no memory: NULL.
    RawNoMemory { nbytes: u64 },
    /// pymalloc counts a block that it passed on.
    RawBlockCounted { raw_allocated_blocks: u64 },
    /// pymalloc no longer counts a block that it had passed on.
    RawBlockUncounted { raw_allocated_blocks: u64 },
    /// The chunk was freed and, where its neighbours are free, merged with them.
    RawChunkFreed { addr: u64, merged: u32 },
    /// The segment is all free and went back to the system.
    RawSegmentUnmapped { address: u64, nbytes: u64 },
    /// The chunk suffices, as its block has `room` bytes: the block stays where it is.
    RawStays { addr: u64, nbytes: u64, room: u64 },
    /// The block has only `room` bytes, so it has to move to a larger chunk.
    RawMoves { addr: u64, nbytes: u64, room: u64 },

    // The explorer's own

    /// Bytes of a block were written by the person at the page or by a test.
    BytesWritten { addr: u64, nbytes: u64 },
    /// A limit of the system was set.
    LimitSet { arenas: u32, memory: u64 },

} and of objects {
    // Reference counts (Include/object.h)

    /// `Py_INCREF`
    Incref { object: u64, refcnt: u64 },
    /// `Py_DECREF`, and the object lives on.
    Decref { object: u64, refcnt: u64 },
    /// `Py_DECREF`, and no reference is left: the object is deallocated.
    DecrefToZero { object: u64, of: Kind },
    /// A name of the namespace now leads to the object.
    NameBound { name: u32, object: u64 },
    /// A name of the namespace no longer leads to the object.
    NameUnbound { name: u32, object: u64 },

    // Making objects

    /// The object's block holds an object now: `ob_refcnt` is 1, `ob_type` is set.
    ObjectInitialised { object: u64, of: Kind, nbytes: u64 },
    /// An object from its type's free list is used again: no memory is asked for.
    TakenFromFreeList { object: u64, of: Kind, numfree: u32 },
    /// The object goes to its type's free list, which keeps `most` at most: its memory stays. The ints
    /// and floats of 2.7 are not counted, and have no limit: both numbers are 0.
    KeptOnFreeList { object: u64, of: Kind, numfree: u32, most: u32 },
    /// A table of keys from the free list is used again (3.x).
    KeysTakenFromFreeList { keys: u64, numfree: u32 },
    /// A table of keys goes to the free list, which keeps `most` at most (3.x).
    KeysKeptOnFreeList { keys: u64, numfree: u32, most: u32 },
    /// The object is there already and is used again: a small int, a string of one character, the
    /// empty tuple, a weak reference without a callback.
    SharedObjectUsed { object: u64, of: Kind },
    /// A block for many ints or floats was had from the C library, and cut into free ones (2.7).
    NumberBlockCut { block: u64, of: Kind, count: u32 },
    /// `list_resize`: the items' array is large enough, and not too large.
    ListSizeSet { object: u64, size: u64, allocated: u64 },
    /// `list_resize`: the items' array had room for `before`, which is too little or far too much, and
    /// was reallocated, with room to spare.
    ListResized { object: u64, size: u64, before: u64, allocated: u64, ob_item: u64 },
    /// An item was stored in a list, a tuple, a slot, or what else holds one.
    ItemStored { object: u64, index: u64, item: u64 },
    /// An item was taken out of a list, a slot, or what else holds one.
    ItemRemoved { object: u64, index: u64, item: u64 },
    /// A key and its value were put into a dict.
    EntryInserted { object: u64, key: u64, value: u64, hash: Bits, index: u64 },
    /// The value of a key was replaced in a dict.
    EntryReplaced { object: u64, key: u64, value: u64, old: u64 },
    /// A key was taken out of a dict.
    EntryDeleted { object: u64, key: u64, value: u64 },
    /// `dk_usable` was 0, so the dict moved from a table of `before` slots to one of `size` (3.x).
    DictResized { object: u64, before: u64, size: u64, used: u64 },
    /// Not for want of room, the dict moved to a table that is its own and has no gaps (3.x).
    DictRebuilt { object: u64, usable: u64, size: u64, used: u64 },
    /// `fill * 3 >= slots * 2`, so the dict moved from a table of `before` slots to one of `size` (2.7).
    DictTableResized { object: u64, fill: u64, before: u64, size: u64, used: u64 },
    /// The dict's keys are shared with the other instances of its class no more (3.x).
    DictMadeCombined { object: u64, keys: u64 },
    /// The dict of an instance shares its keys with the others of its class (3.x).
    KeysShared { keys: u64, refcnt: u64 },
    /// A key was put into a set.
    SetEntryInserted { object: u64, key: u64, hash: Bits, index: u64 },
    /// A key was taken out of a set: a dummy stands there.
    SetEntryDeleted { object: u64, key: u64 },
    /// `fill * 5 >= mask * 3`, so the set moved from a table of `before` entries to one of `size` (3.x).
    SetResized { object: u64, fill: u64, before: u64, size: u64, used: u64 },
    /// `fill * 3 >= (mask + 1) * 2`, so the set moved from a table of `before` entries to one of `size`
    /// (2.7).
    SetTableResized { object: u64, fill: u64, before: u64, size: u64, used: u64 },
    /// The instance got its `__dict__`.
    InstanceDictCreated { object: u64, dict: u64 },

    // Weak references (Objects/weakrefobject.c)

    /// The weak reference is in its object's list.
    WeakrefLinked { weakref: u64, object: u64 },
    /// The weak reference no longer leads to an object, which is still there.
    WeakrefCleared { weakref: u64, object: u64 },
    /// The weak reference's callback is called.
    WeakrefCallback { weakref: u64 },

    // Deallocation

    /// The object's memory is about to be given back: its `tp_dealloc` has passed its finalizers.
    Deallocating { object: u64, of: Kind },
    /// Too many deallocations are nested: the object waits in `trash_delete_later`.
    TrashDeposited { object: u64, nesting: u32 },
    /// The oldest wait is over: `trash_delete_later` is worked off, last in first out.
    TrashTaken { object: u64 },
    /// `__del__` (`tp_finalize`, in 2.7 `tp_del`) is called.
    FinalizerCalled { object: u64 },
    /// `tp_finalize` was called before and is not called again (3.x).
    FinalizerSkipped { object: u64 },
    /// A legacy finalizer (`tp_del`) is called.
    LegacyFinalizerCalled { object: u64 },
    /// The finalizer made a reference to its object: it lives on.
    Resurrected { object: u64, refcnt: u64 },
    /// What a finalizer or a callback asked for cannot be done any more, so nothing was.
    ActionSkipped { object: u64 },

    // PyGC_Head and its lists

    /// `gc_next` and `gc_prev` link the object into generation 0.
    Tracked { object: u64, generation: u32 },
    /// The object left its list.
    Untracked { object: u64 },
    /// A dict or a tuple holds nothing that the collector cares for: it stays, or becomes, untracked.
    UntrackedByContents { object: u64, of: Kind },
    /// `generations[0].count` went up: one more container object was allocated.
    AllocationCounted { count: u32, threshold: u32 },
    /// `generations[0].count` went down: a container object was freed.
    DeallocationCounted { count: u32 },

    // The collector (Modules/gcmodule.c)

    /// The threshold of generation 0 is passed, so a collection may run now.
    ThresholdPassed { count: u32, threshold: u32 },
    /// No collection: one is running already.
    AlreadyCollecting,
    /// The generation's count is above its threshold: it is the one to collect.
    GenerationChosen { generation: u32, count: u32, threshold: u32 },
    /// The generation's count is not above its threshold.
    GenerationNotDue { generation: u32, count: u32, threshold: u32 },
    /// A full collection is put off: too few objects wait to become long-lived.
    FullCollectionPutOff { pending: u64, total: u64 },
    /// The collection of a generation begins: the older one's count went up, those up to it are 0.
    CollectionStarted { generation: u32 },
    /// A younger generation was appended to the one that is collected.
    GenerationsMerged { from: u32, to: u32, moved: u64 },
    /// A phase of the collection begins.
    PhaseStarted { phase: Phase },
    /// `gc_refs` is a copy of `ob_refcnt`.
    RefsCopied { object: u64, refs: u64 },
    /// The object's references are followed, to subtract them.
    SubtractingRefsOf { object: u64 },
    /// A reference from inside: one less from outside.
    RefSubtracted { object: u64, refs: u64 },
    /// `gc_refs` is above 0: something outside refers to the object, which is reachable.
    Reachable { object: u64, refs: u64 },
    /// `gc_refs` is 0: the object moves to `unreachable`, until something proves otherwise.
    TentativelyUnreachable { object: u64 },
    /// A reachable object refers to one that was not reached by the scan: its `gc_refs` becomes 1.
    MarkedReachable { object: u64 },
    /// A reachable object refers to one in `unreachable`: it moves back.
    MovedBack { object: u64 },
    /// Visited, and `gc_refs` is above 0: the scan has yet to come to it, and will find it reachable.
    VisitedWaiting { object: u64, refs: u64 },
    /// Visited, and its `PyGC_Head` says that it is in no list: nothing is to be done.
    VisitedUntracked { object: u64 },
    /// Visited, and `COLLECTING` is clear in `_gc_prev` (3.x): scanned before, or in a list that is
    /// not collected.
    VisitedNotCollecting { object: u64 },
    /// Visited, and `gc_refs` is `GC_REACHABLE` (2.7): scanned before, or in a list that is not
    /// collected.
    VisitedReachable { object: u64 },
    /// The object has a legacy finalizer: it moves to `finalizers`.
    MovedToFinalizers { object: u64 },
    /// The references of an object in `finalizers` are followed.
    FollowingFinalizer { object: u64 },
    /// The object is reachable from one in `finalizers`: it moves there, too.
    ReachedFromFinalizers { object: u64 },
    /// A weak reference that is garbage itself is cleared, and its callback never called.
    WeakrefIsTrash { weakref: u64 },
    /// A weak reference's callback will be called: it moves to `wrcb_to_call`.
    CallbackToCall { weakref: u64 },
    /// After its callback the weak reference lives on, and moves to the older generation.
    WeakrefSurvived { weakref: u64 },
    /// After the second deduction the object turned out to be reachable again: it moves to the older
    /// generation.
    SurvivedResurrection { object: u64 },
    /// `tp_clear` of the object is called.
    Cleared { object: u64, of: Kind },
    /// `DEBUG_SAVEALL`: the object is appended to `gc.garbage` instead.
    SavedAsGarbage { object: u64 },
    /// `tp_clear` did not free the object: it moves to the older generation.
    SurvivedClear { object: u64 },
    /// The object cannot be collected: it is appended to `gc.garbage`.
    Uncollectable { object: u64 },
    /// All free lists were emptied: a full collection does that (3.x).
    FreeListsCleared { freed: u64 },
    /// The survivors were appended to the next generation.
    SurvivorsMoved { from: u32, to: u32, moved: u64 },
    /// Survivors of generation 1 wait to become long-lived.
    LongLivedPending { pending: u64, total: u64 },
    /// After a full collection all survivors are long-lived.
    LongLivedTotal { total: u64 },
    /// The collection is done.
    CollectionFinished { generation: u32, collected: u64, uncollectable: u64 },
    /// `gc.collect()` inside of a finalizer or callback returned.
    NestedCollectReturned { result: u64 },
    /// `gc.freeze`: all generations were moved to `permanent_generation`.
    Frozen { moved: u64 },
    /// `gc.unfreeze`: `permanent_generation` was moved to generation 2.
    Unfrozen { moved: u64 },
    /// `gc.set_threshold`, for one generation.
    ThresholdSet { generation: u32, from: u32, to: u32 },
    /// `gc.enable()` or `gc.disable()`: what `enabled` was, and is.
    EnabledSet { from: u32, to: u32 },
    /// `gc.set_debug`: the flags that `debug` had, and has.
    DebugSet { from: u32, to: u32 },
    /// Whether objects that die go to their type's free list (1) or not (0): what it was, and is.
    FreeListsSet { from: u32, to: u32 },
}
}

/// A phase of a collection, in the order in which they run (Modules/gcmodule.c).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Younger generations are appended to the one that is collected.
    MergeYounger,
    /// `update_refs`
    UpdateRefs,
    /// `subtract_refs`
    SubtractRefs,
    /// `move_unreachable`
    MoveUnreachable,
    /// `untrack_tuples` (in 2.7 a part of `move_unreachable`)
    UntrackTuples,
    /// `untrack_dicts`
    UntrackDicts,
    /// Survivors are appended to the next generation.
    MoveSurvivors,
    /// `move_legacy_finalizers` (`move_finalizers` in 2.7)
    MoveLegacyFinalizers,
    /// `move_legacy_finalizer_reachable` (`move_finalizer_reachable` in 2.7)
    MoveLegacyFinalizerReachable,
    /// `handle_weakrefs`
    HandleWeakrefs,
    /// `finalize_garbage` (3.x)
    FinalizeGarbage,
    /// `handle_resurrected_objects` (3.x)
    HandleResurrectedObjects,
    /// `delete_garbage`
    DeleteGarbage,
    /// `handle_legacy_finalizers` (`handle_finalizers` in 2.7)
    HandleLegacyFinalizers,
    /// `clear_freelists`
    ClearFreelists,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Phase; 15] = [
        Phase::MergeYounger,
        Phase::UpdateRefs,
        Phase::SubtractRefs,
        Phase::MoveUnreachable,
        Phase::UntrackTuples,
        Phase::UntrackDicts,
        Phase::MoveSurvivors,
        Phase::MoveLegacyFinalizers,
        Phase::MoveLegacyFinalizerReachable,
        Phase::HandleWeakrefs,
        Phase::FinalizeGarbage,
        Phase::HandleResurrectedObjects,
        Phase::DeleteGarbage,
        Phase::HandleLegacyFinalizers,
        Phase::ClearFreelists,
    ];
}

/// One operation on the heap, as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(tag = "op", rename_all = "camelCase")]
pub enum Operation {
    /// `PyObject_Malloc(nbytes)`
    Malloc { nbytes: u64 },
    /// `PyObject_Calloc(nelem, elsize)`
    Calloc { nelem: u64, elsize: u64 },
    /// `PyObject_Realloc(addr, nbytes)`
    Realloc { addr: u64, nbytes: u64 },
    /// `PyObject_Free(addr)`
    Free { addr: u64 },
    /// `PyObject_Free(addr)` without asking whether that makes sense.
    FreeUnchecked { addr: u64 },
    /// Bytes written by hand.
    Write { addr: u64, nbytes: u64 },
    /// A limit set.
    Limit { arenas: u32, memory: u64 },
    /// An operation on objects, names or the collector.
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    Object { request: Request },
}

impl Function {
    /// The function in which that edition does this, by CPython's name: before 3.x some functions
    /// were not split off yet, and `PyMem_Raw*` was the C library itself.
    pub const fn c_name(self, version_2: bool) -> &'static str {
        if !cfg!(feature = "whole") && self as u8 > Function::PyMemFree as u8 {
            return "";
        }
        match (self, version_2) {
            (Function::PyObjectMalloc, _) | (Function::PyObjectMallocInner, true) => {
                "PyObject_Malloc"
            }
            (Function::PyObjectMallocInner, false) => "_PyObject_Malloc",
            (Function::PyObjectCalloc, _) | (Function::PyObjectCallocInner, true) => {
                "PyObject_Calloc"
            }
            (Function::PyObjectCallocInner, false) => "_PyObject_Calloc",
            (Function::PyObjectRealloc, _) | (Function::PyObjectReallocInner, true) => {
                "PyObject_Realloc"
            }
            (Function::PyObjectReallocInner, false) => "_PyObject_Realloc",
            (Function::PyObjectFree, _) | (Function::PyObjectFreeInner, true) => "PyObject_Free",
            (Function::PyObjectFreeInner, false) => "_PyObject_Free",
            (
                Function::PymallocAlloc
                | Function::PymallocPoolExtend
                | Function::AllocateFromNewPool,
                true,
            ) => "PyObject_Malloc",
            (
                Function::PymallocFree | Function::InsertToUsedpool | Function::InsertToFreepool,
                true,
            ) => "PyObject_Free",
            (Function::PymallocRealloc, true) => "PyObject_Realloc",
            (Function::AddressInRange, true) => "Py_ADDRESS_IN_RANGE",
            (Function::PyMemRawMalloc, true) => "malloc",
            (Function::ArenaAlloc, true) => "mmap",
            (Function::ArenaFree, true) => "munmap",
            (Function::PyMemRawCalloc, true) => "calloc",
            (Function::PyMemRawRealloc, true) => "realloc",
            (Function::PyMemRawFree, true) => "free",
            (Function::PymallocAlloc, false) => "pymalloc_alloc",
            (Function::PymallocPoolExtend, false) => "pymalloc_pool_extend",
            (Function::AllocateFromNewPool, false) => "allocate_from_new_pool",
            (Function::NewArena, _) => "new_arena",
            (Function::PymallocFree, false) => "pymalloc_free",
            (Function::InsertToUsedpool, false) => "insert_to_usedpool",
            (Function::InsertToFreepool, false) => "insert_to_freepool",
            (Function::PymallocRealloc, false) => "pymalloc_realloc",
            (Function::AddressInRange, false) => "address_in_range",
            (Function::ArenaMapMarkUsed, _) => "arena_map_mark_used",
            (Function::ArenaAlloc, false) => "_PyObject_Arena.alloc",
            (Function::ArenaFree, false) => "_PyObject_Arena.free",
            (Function::PyMemRawMalloc, false) => "PyMem_RawMalloc",
            (Function::PyMemRawCalloc, false) => "PyMem_RawCalloc",
            (Function::PyMemRawRealloc, false) => "PyMem_RawRealloc",
            (Function::PyMemRawFree, false) => "PyMem_RawFree",
            (Function::Memcpy, _) => "memcpy",
            (Function::Memset, _) => "memset",
            (Function::PyMemMalloc, true) => "malloc",
            (Function::PyMemMalloc, false) => "PyMem_Malloc",
            (Function::PyMemCalloc, true) => "calloc",
            (Function::PyMemCalloc, false) => "PyMem_Calloc",
            (Function::PyMemRealloc, true) => "realloc",
            (Function::PyMemRealloc, false) => "PyMem_Realloc",
            (Function::PyMemFree, true) => "free",
            (Function::PyMemFree, false) => "PyMem_Free",
            (Function::PyLongFromLong, _) => "PyLong_FromLong",
            (Function::PyIntFromLong, _) => "PyInt_FromLong",
            (Function::PyFloatFromDouble, _) => "PyFloat_FromDouble",
            (Function::PyUnicodeNew, _) => "PyUnicode_New",
            (Function::PyStringNew, _) => "PyString_FromStringAndSize",
            (Function::PyUnicodeInternInPlace, true) => "PyString_InternInPlace",
            (Function::PyUnicodeInternInPlace, false) => "PyUnicode_InternInPlace",
            (Function::PyTupleNew, _) => "PyTuple_New",
            (Function::PyListNew, _) => "PyList_New",
            (Function::PyDictNew, _) => "PyDict_New",
            (Function::PySetNew, _) => "PySet_New",
            (Function::PyTypeGenericAlloc, _) => "PyType_GenericAlloc",
            (Function::PyWeakrefNewRef, _) => "PyWeakref_NewRef",
            (Function::ListResize, _) => "list_resize",
            (Function::PyListAppend, _) => "PyList_Append",
            (Function::PyListSetItem, _) => "list_ass_subscript",
            (Function::PyListDelItem, _) => "list_ass_slice",
            (Function::PyDictSetItem, _) => "PyDict_SetItem",
            (Function::PyDictDelItem, _) => "PyDict_DelItem",
            (Function::DictResize, _) => "dictresize",
            (Function::PyObjectDictSetItem, true) => "PyDict_SetItem",
            (Function::PyObjectDictSetItem, false) => "_PyObjectDict_SetItem",
            (Function::PySetAdd, _) => "PySet_Add",
            (Function::PySetDiscard, _) => "PySet_Discard",
            (Function::SetTableResize, _) => "set_table_resize",
            (Function::PyObjectGenericSetAttr, _) => "PyObject_GenericSetAttr",
            (Function::ListDealloc, _) => "list_dealloc",
            (Function::TupleDealloc, _) => "tupledealloc",
            (Function::DictDealloc, _) => "dict_dealloc",
            (Function::SetDealloc, _) => "set_dealloc",
            (Function::SubtypeDealloc, _) => "subtype_dealloc",
            (Function::WeakrefDealloc, _) => "weakref_dealloc",
            (Function::FloatDealloc, _) => "float_dealloc",
            (Function::LongDealloc, true) => "int_dealloc",
            (Function::LongDealloc, false) => "object_dealloc",
            (Function::UnicodeDealloc, true) => "string_dealloc",
            (Function::UnicodeDealloc, false) => "unicode_dealloc",
            (Function::ObjectDealloc, _) => "object_dealloc",
            (Function::PyObjectClearWeakRefs, _) => "PyObject_ClearWeakRefs",
            (Function::PyObjectCallFinalizerFromDealloc, _) => "PyObject_CallFinalizerFromDealloc",
            (Function::PyTrashThreadDestroyChain, _) => "_PyTrash_thread_destroy_chain",
            (Function::PyObjectGcAlloc, true) => "_PyObject_GC_Malloc",
            (Function::PyObjectGcAlloc, false) => "_PyObject_GC_Alloc",
            (Function::PyObjectGcDel, _) => "PyObject_GC_Del",
            (Function::GcCollectGenerations, true) => "collect_generations",
            (Function::GcCollectGenerations, false) => "gc_collect_generations",
            (Function::GcCollectMain, true) => "collect",
            (Function::GcCollectMain, false) => "gc_collect_main",
            (Function::DeduceUnreachable, true) => "collect",
            (Function::DeduceUnreachable, false) => "deduce_unreachable",
            (Function::UpdateRefs, _) => "update_refs",
            (Function::SubtractRefs, _) => "subtract_refs",
            (Function::MoveUnreachable, _) => "move_unreachable",
            (Function::UntrackTuples, _) => "untrack_tuples",
            (Function::UntrackDicts, _) => "untrack_dicts",
            (Function::MoveLegacyFinalizers, true) => "move_finalizers",
            (Function::MoveLegacyFinalizers, false) => "move_legacy_finalizers",
            (Function::MoveLegacyFinalizerReachable, true) => "move_finalizer_reachable",
            (Function::MoveLegacyFinalizerReachable, false) => "move_legacy_finalizer_reachable",
            (Function::HandleWeakrefs, _) => "handle_weakrefs",
            (Function::FinalizeGarbage, _) => "finalize_garbage",
            (Function::HandleResurrectedObjects, _) => "handle_resurrected_objects",
            (Function::DeleteGarbage, _) => "delete_garbage",
            (Function::HandleLegacyFinalizers, true) => "handle_finalizers",
            (Function::HandleLegacyFinalizers, false) => "handle_legacy_finalizers",
            (Function::ClearFreelists, _) => "clear_freelists",
            (Function::ListClear, _) => "list_clear",
            (Function::DictTpClear, _) => "dict_tp_clear",
            (Function::SetClear, _) => "set_clear_internal",
            (Function::SubtypeClear, _) => "subtype_clear",
            (Function::WeakrefClear, _) => "gc_clear",
        }
    }

    const fn is_collectors(self) -> bool {
        let index = self as u8;
        index >= Function::GcCollectGenerations as u8 && index <= Function::ClearFreelists as u8
    }

    /// The layer of CPython's memory model that the function belongs to: 3 the objects' own
    /// allocators, 2 the object allocator, 1 the raw allocator, 0 the C library, -1 the system's virtual
    /// memory.
    /// The collector, 4, is no layer: what it frees goes through the others.
    pub const fn layer(self, version_2: bool) -> i8 {
        match self {
            Function::ArenaAlloc | Function::ArenaFree => -1,
            Function::PyMemRawMalloc
            | Function::PyMemRawCalloc
            | Function::PyMemRawRealloc
            | Function::PyMemRawFree => {
                if version_2 {
                    0
                } else {
                    1
                }
            }
            Function::Memcpy | Function::Memset => 0,
            function if function.is_collectors() => 4,
            function if function as u8 > Function::PyMemFree as u8 => 3,
            Function::PyMemMalloc
            | Function::PyMemCalloc
            | Function::PyMemRealloc
            | Function::PyMemFree
                if version_2 =>
            {
                0
            }
            _ => 2,
        }
    }
}
