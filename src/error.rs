//! What can go wrong, typed. A user's mistake is one of these and leaves the heap as it was.
//!
//! Holds no sentence that the page shows: each error has a stable `code` and its data, from which
//! the page makes its own message; `Display` is for Rust callers and logs.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are the values that the variant names"
)]

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// Why an operation was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(tag = "code", rename_all = "snake_case")]
#[rustfmt::skip]
pub enum HeapError {
    /// The block is on its pool's free list already.
    #[error("double free: the block at {addr:#x} is on the free list of its pool already")]
    DoubleFree { addr: u64, pool: u64 },
    /// The address lies inside a block, not at its start.
    #[error("interior pointer: {addr:#x} is {offset} bytes into the block at {block:#x}")]
    InteriorPointer { addr: u64, block: u64, offset: u64 },
    /// The address lies in a pool's header, or in what its blocks leave over at the end.
    #[error("not a block: {addr:#x} is in pool {pool:#x}, but in none of its blocks")]
    NotABlock { addr: u64, pool: u64 },
    /// The block was never handed out: it lies past `nextoffset`.
    #[error("untouched block: {addr:#x} was never handed out by pool {pool:#x}")]
    UntouchedBlock { addr: u64, pool: u64 },
    /// Neither pymalloc nor the C library owns the address.
    #[error("wild pointer: no allocator owns {addr:#x}")]
    WildPointer { addr: u64 },
    /// The raw block was freed before.
    #[error("double free: the raw block at {addr:#x} is free already")]
    RawDoubleFree { addr: u64 },
    /// Bytes outside of what is mapped were read or written.
    #[error("{nbytes} bytes at {addr:#x} are not all mapped")]
    Unmapped { addr: u64, nbytes: u64 },
    /// CPython would have crashed here: it followed a pointer that leads nowhere.
    #[error("segmentation fault at {addr:#x}: a pointer that leads nowhere was followed")]
    SegmentationFault { addr: u64 },
    /// No edition has that name.
    #[error("unknown edition {name:?}")]
    UnknownEdition { name: String },
    /// No arena alignment has that name.
    #[error("unknown arena alignment {name:?}: aligned or unaligned")]
    UnknownAlignment { name: String },
    /// A number is negative, not whole, or too large to be exact.
    #[error("{what} is {value}, which is not a whole number from 0 to 9007199254740991")]
    NotAWholeNumber { what: Quantity, value: String },
    /// A line of a trace is not one.
    #[error("line {line}: {text:?}: expected {expected}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    BadTraceLine { line: u64, text: String, expected: Expected },
    /// A line of a trace gives an ID to a block that a live one has.
    #[error("line {line}: {text:?}: block {id} is live: it has to be freed before its ID is used again")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    TraceFault { line: u64, text: String, id: u64 },
    /// The journal holds no operation to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The journal holds no operation to redo.
    #[error("nothing to redo")]
    NothingToRedo,
    /// The journal no longer holds what was asked for.
    #[error("operation {operation} is no longer in the journal, which starts at {first}")]
    NotInJournal { operation: u64, first: u64 },
    /// The branch was attached or dropped before, or given up for memory.
    #[error("there is no branch {branch}")]
    NoSuchBranch { branch: u64 },
    /// The bytes are not an image of a heap.
    #[error("not an image: {reason}")]
    BadImage { reason: ImageFault },
    /// No live object has that name.
    #[error("no object is named {name:?}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    UnknownName { name: String },
    /// The object of that name has died.
    #[error("{name:?} is dead: its memory was given back")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    DeadObject { name: String },
    /// No live object starts at the address.
    #[error("no live object starts at {addr:#x}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NotAnObject { addr: u64 },
    /// The object cannot be a key of a dict or an item of a set.
    #[error("unhashable type: {type_name}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    Unhashable { type_name: String },
    /// An object of that kind takes no such reference.
    #[error("{type_name} objects take no {what}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    TakesNone { type_name: String, what: Part },
    /// There is no such index, key or attribute: `name` is what was asked for.
    #[error("there is no {what} {name}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NoSuchPart { what: Part, name: String },
    /// No reference leads from the one to the other.
    #[error("there is no reference from {from} to {to}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NoSuchReference { from: String, to: String },
    /// A tuple's items are given when it is made; it cannot be changed afterwards, so no cycle can
    /// go through tuples alone.
    #[error("a tuple cannot be changed: give it its items when it is made")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    TupleIsFixed,
    /// All slots of the instance are taken.
    #[error("all {slots} slots are taken")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NoSlotLeft { slots: u32 },
    /// The value is not one of that kind.
    #[error("{value:?} is not {expected}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    BadValue { value: String, expected: Expected },
    /// CPython of that version cannot do that.
    #[error("CPython {version} has no {what}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NotInVersion { what: String, version: String },
    /// CPython would raise MemoryError: the system grants no more.
    #[error("MemoryError: the system grants no more memory")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    NoMemory,
    /// The system grants this program itself no more memory, so that nothing was begun: `bytes` are taken by
    /// the image and its history, or were to be handed over.
    #[error("out of memory: the system grants no more; {bytes} bytes are concerned")]
    OutOfMemory { bytes: u64 },
    /// The image has no room for more classes.
    #[error("there can be {most} classes at most")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    TooManyClasses { most: u32 },
    /// What was asked for is no request: it came from JavaScript, where nothing checks it.
    #[error("not a request: {name} {reason}")]
    #[cfg_attr(not(feature = "whole"), serde(skip_serializing))]
    BadRequest { name: String, reason: RequestFault },
    /// There is no such arena, pool or class in the image.
    #[error("no {what} {index}")]
    NoSuchThing { what: String, index: u64 },
}

/// Declares words that an error needs: the page has its own for each, Rust callers and logs read these.
macro_rules! words {
    ($($(#[$enum_meta:meta])* pub enum $name:ident { $($(#[$meta:meta])* $word:ident = $text:literal,)* })*) => {$(
        $(#[$enum_meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$meta])* $word,)*
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $($name::$word => $text,)*
                })
            }
        }
    )*};
}

words! {
    /// What would have been right where something else was given.
    pub enum Expected {
        ShortLine = "a line of at most 1024 bytes",
        LineLetter = "a, c, r, f, d, l or #",
        MallocLine = "a ID SIZE",
        CallocLine = "c ID NELEM ELSIZE",
        ReallocLine = "r ID SIZE",
        FreeLine = "f ID",
        DumpLine = "d",
        LimitLine = "l N",
        SmallLimit = "l N with N below 4294967296",
        Address = "an address",
        Name = "a name of 1 to 256 bytes that does not begin with 0x",
        NoItems = "nothing: only a tuple, list or set takes items",
        FewSlots = "at most 100000",
        FewObjects = "at most 5000000",
        Index = "an index",
        Attribute = "the name of an attribute",
        Generation = "a generation: 0, 1 or 2",
        Int = "an int of up to 4300 digits",
        Float = "a float",
    }

    /// What a number that came from JavaScript stands for.
    pub enum Quantity {
        Size = "size",
        Count = "count",
        Address = "address",
        Length = "length",
        ArenaLimit = "arena limit",
        MemoryLimit = "memory limit",
        Position = "position",
        Branch = "branch",
        Operation = "operation",
        Operations = "operations",
        Steps = "steps",
    }

    /// What is wrong with a field of a request, or with what it names.
    pub enum RequestFault {
        Missing = "is not there",
        NotText = "is not a string",
        NotFlag = "is not true or false",
        NotWhole = "is not a whole number",
        NotSmall = "is not a whole number from 0 to 4294967295",
        NotList = "is not a list",
        NotThree = "does not hold three numbers",
        NoKind = "is no kind",
        NoAction = "is no action",
        NoRequest = "is no request",
    }

    /// A part of an object, or what leads to one.
    pub enum Part {
        Reference = "reference",
        WeakReference = "weak reference",
        Item = "item",
        Index = "index",
        Key = "key",
        Attribute = "attribute",
    }

    /// Why bytes are no image of a heap.
    pub enum ImageFault {
        Beginning = "it does not begin as one",
        Edition = "its edition is not known",
        Alignment = "its arena alignment is not known",
        Units = "it has too many units",
        Length = "its length does not fit its contents",
        Word = "its pointers have another size",
    }
}
