//! What the diagrams of objects and generations show, as data. Types only, as in `view.rs`.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use serde::Serialize;

use crate::edition::objects::{Kind, WorkingList};
use crate::event::Phase;

view! {
    /// Where an object stands as the collector sees it.
    #[derive(Copy, Eq)]
    #[serde(tag = "where", rename_all_fields = "camelCase")]
    enum Standing {
        /// It has no `PyGC_Head`.
        NotGc,
        /// It has one, and is in no list.
        Untracked,
        /// It is in a generation's list.
        Generation { generation: u32 },
        /// It is in `permanent_generation`.
        Permanent,
        /// It is in one of the lists of the collection that is running.
        Working { list: WorkingList },
        /// It waits in `trash_delete_later`.
        Trash,
    }

    /// The three-colour reading of a collection, from `move_unreachable` on.
    #[derive(Copy, Eq)]
    enum Colour {
        /// Not reached yet: `gc_refs` is 0, or it is in `unreachable`.
        White,
        /// Reached, its references not followed yet: `gc_refs` is above 0.
        Grey,
        /// Reached, and its references followed: it left the state COLLECTING.
        Black,
    }

    /// Which finalizer an object's class has.
    #[derive(Copy, Eq)]
    enum Finalizer {
        /// None.
        None,
        /// `__del__` as `tp_finalize` (3.x).
        Finalize,
        /// A legacy finalizer, `tp_del`; in 2.7 every `__del__`.
        Del,
    }

    /// A live object.
    struct ObjectSummary {
        /// Its address: what `id()` gives.
        pub at: u64,
        /// Where its block begins: at its `PyGC_Head`, where it has one.
        pub block_at: u64,
        /// What it is.
        pub kind: Kind,
        /// Its name, as the person gave it, the first where there are several; none for an object
        /// that was never named. It stays with the object when the name is deleted.
        pub label: Option<String>,
        /// Which of its names refer to it now: root references, each counted once a reference.
        pub roots: u32,
        /// A short form of its value, as Python writes it: `42`, `'abc'`, `[...]` (`len` says how many
        /// items that are); empty for an instance.
        pub repr: String,
        /// `ob_refcnt`
        pub refcnt: u64,
        /// `sys.getsizeof`: bytes, the `PyGC_Head` included.
        pub size: u64,
        /// The size class of its block; none where the C library holds it, or nothing (static).
        pub szidx: Option<u32>,
        /// The pool around its block.
        pub pool_at: Option<u64>,
        /// Whether it is one of the interpreter's own static objects.
        pub is_static: bool,
        /// Where the collector has it.
        pub standing: Standing,
        /// The copy of `ob_refcnt` from which references are subtracted, while it has one.
        pub gc_refs: Option<u64>,
        /// Whether `__del__` has run (3.x).
        pub finalized: bool,
        /// Its class's finalizer.
        pub finalizer: Finalizer,
        /// How many weak references it has.
        pub weakrefs: u32,
        /// The three-colour reading, during a collection.
        pub colour: Option<Colour>,
        /// Items, entries or slots that it holds.
        pub len: Option<u64>,
        /// Of a list, dict or set, of an int or string of 2.7's: blocks that belong to it besides its
        /// own, as address and what they are (`ob_item`, `ma_keys`, `ma_values`, `table`).
        pub parts: Vec<ObjectPart>,
    }

    /// A block that belongs to an object besides its own.
    struct ObjectPart {
        /// CPython's name of the field that points there.
        pub field: &'static str,
        /// Where it is.
        pub at: u64,
    }

    /// A reference from one listed object to another.
    struct Reference {
        /// Address of the referring object.
        pub from: u64,
        /// Address of the object referred to.
        pub to: u64,
        /// How: `[0]`, `.next`, `['key']`, `key`, `item`, `wr_object`.
        pub label: String,
        /// Whether it is a weak reference, which does not count.
        pub weak: bool,
    }

    /// A name of the namespace.
    struct NameRow {
        /// Its entry in the table of names, which is what events call it by.
        pub number: u32,
        /// Its text.
        pub name: String,
        /// The object that it refers to; none when the name was deleted but the object lives on.
        pub object: u64,
        /// Root references through it: 1 for a name that is bound.
        pub roots: u32,
    }

    /// What an object is called.
    struct CalledObject {
        /// Its address: what `id()` gives.
        pub at: u64,
        /// What it is.
        pub kind: Kind,
        /// Its name, as the person gave it, the first where there are several; none for an object
        /// that was never named. It stays with the object when the name is deleted.
        pub label: Option<String>,
    }

    /// Names, and what objects are called.
    struct NamesView {
        /// The names that refer to a listed object, in the order in which they were made.
        pub names: Vec<NameRow>,
        /// As many objects as were asked for, in the order of `ObjectsView`.
        pub objects: Vec<CalledObject>,
    }

    /// Objects that are not listed one by one.
    struct ObjectGroup {
        /// What they are.
        pub kind: Kind,
        /// Where the collector has them.
        pub standing: Standing,
        /// How many.
        pub count: u64,
    }

    /// Names, objects and references.
    struct ObjectsView {
        /// The names that refer to an object, in the order in which they were made.
        pub names: Vec<NameRow>,
        /// Objects that are listed one by one: those with names first, then what they lead to, then
        /// what is in the collector's lists; at most as many as were asked for.
        pub objects: Vec<ObjectSummary>,
        /// The references between listed objects.
        pub references: Vec<Reference>,
        /// References from listed objects to such as are not listed: address of the listed one, count.
        pub hidden_references: Vec<(u64, u64)>,
        /// The others, in groups.
        pub groups: Vec<ObjectGroup>,
        /// All live objects that were found.
        pub total: u64,
        /// `gc.garbage`: addresses.
        pub garbage: Vec<u64>,
        /// Whether objects that die go to their type's free list.
        pub free_lists: bool,
    }

    /// A `PyGC_Head` in a list.
    struct GcHead {
        /// Its own address.
        pub at: u64,
        /// The object behind it.
        pub object: u64,
        pub kind: Kind,
        pub label: Option<String>,
        /// `_gc_next` (2.7: `gc_next`) as it stands there, flags included.
        pub next: u64,
        /// `_gc_prev` (2.7: `gc_prev`) as it stands there, flags included.
        pub prev: u64,
        /// `ob_refcnt`
        pub refcnt: u64,
        /// The copy from which references are subtracted, while there is one.
        pub gc_refs: Option<u64>,
        /// COLLECTING is set (3.x).
        pub collecting: bool,
        /// NEXT_MASK_UNREACHABLE is set (3.x), or `gc_refs` is GC_TENTATIVELY_UNREACHABLE (2.7).
        pub unreachable: bool,
        /// FINALIZED is set (3.x).
        pub finalized: bool,
        pub finalizer: Finalizer,
        pub colour: Option<Colour>,
    }

    /// A doubly linked list of `PyGC_Head`.
    struct GcList {
        /// Address of its head.
        pub head: u64,
        /// How many objects it holds.
        pub len: u64,
        /// The first of them, at most as many as were asked for.
        pub members: Vec<GcHead>,
    }

    /// One of the three generations.
    struct GenerationRow {
        pub generation: u32,
        pub list: GcList,
        pub threshold: u32,
        pub count: u32,
        /// `gc.get_stats()` (3.x).
        pub collections: u64,
        pub collected: u64,
        pub uncollectable: u64,
    }

    /// A list of the collection that is running.
    struct WorkingRow {
        pub name: WorkingList,
        pub list: GcList,
    }

    /// The free list of a type.
    struct FreeListRow {
        /// CPython's name, such as `tuple[3]`, `list`, `dict`, `dict keys`, `float`, `set`, `int`.
        pub name: String,
        pub len: u64,
        /// How many it takes; none where there is no limit.
        pub capacity: Option<u64>,
    }

    /// The collector.
    struct GenerationsView {
        pub generations: Vec<GenerationRow>,
        /// Not in 2.7.
        pub permanent: Option<GcList>,
        pub working: Vec<WorkingRow>,
        /// Objects in `trash_delete_later`, the next first.
        pub trash: Vec<u64>,
        pub trash_delete_nesting: u32,
        pub long_lived_total: u64,
        pub long_lived_pending: u64,
        pub enabled: bool,
        /// `DEBUG_SAVEALL`
        pub saveall: bool,
        /// The generation that is being collected.
        pub collecting: Option<u32>,
        /// What the collection is at.
        pub phase: Option<Phase>,
        /// `gc.garbage`: addresses.
        pub garbage: Vec<u64>,
        pub free_lists: Vec<FreeListRow>,
        /// Whether objects that die go to their type's free list.
        pub free_lists_on: bool,
    }

    /// What a request did.
    struct Answer {
        /// The object that was made.
        pub object: Option<u64>,
        /// What `gc.collect()` returned, or the collection that an allocation triggered would have.
        pub collected: Option<u64>,
    }
}
