//! What can be asked of objects, names and the collector: plain data, as JSON has it.
//!
//! The first eleven requests of [`Request`] are the operations of the reference's sequences; the
//! others are what a person at the page does besides. Nothing is carried out here.

#![allow(
    missing_docs,
    reason = "the variants are documented; their fields are what the variant names"
)]

use serde::{Deserialize, Serialize};

/// Bytes that a name has at most.
pub const LONGEST_NAME: usize = 256;
/// Slots that an instance can have: its block is one of pymalloc's or the C library's all the same.
pub const MOST_SLOTS: u32 = 100_000;
/// Objects, or pairs of them, that one request makes: what its journal needs has to fit into memory.
pub const MOST_AT_ONCE: u32 = 5_000_000;

/// What is made. `node`, `fin` and `legacy` are instances with ordered slots, the `instance` ones have
/// a `__dict__`; `fin` has a `__del__`, `legacy` a legacy finalizer (in 2.7 both are the same).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
pub enum NewKind {
    Int,
    Float,
    Str,
    /// `object()`: an object without GC.
    Leaf,
    Tuple,
    List,
    Dict,
    Set,
    Node,
    Fin,
    Legacy,
    Instance,
    InstanceFin,
    InstanceLegacy,
}

impl NewKind {
    /// All kinds.
    pub const ALL: [NewKind; 14] = [
        NewKind::Int,
        NewKind::Float,
        NewKind::Str,
        NewKind::Leaf,
        NewKind::Tuple,
        NewKind::List,
        NewKind::Dict,
        NewKind::Set,
        NewKind::Node,
        NewKind::Fin,
        NewKind::Legacy,
        NewKind::Instance,
        NewKind::InstanceFin,
        NewKind::InstanceLegacy,
    ];

    /// The name that a request calls it by.
    pub const fn name(self) -> &'static str {
        match self {
            NewKind::Int => "int",
            NewKind::Float => "float",
            NewKind::Str => "str",
            NewKind::Leaf => "leaf",
            NewKind::Tuple => "tuple",
            NewKind::List => "list",
            NewKind::Dict => "dict",
            NewKind::Set => "set",
            NewKind::Node => "node",
            NewKind::Fin => "fin",
            NewKind::Legacy => "legacy",
            NewKind::Instance => "instance",
            NewKind::InstanceFin => "instance_fin",
            NewKind::InstanceLegacy => "instance_legacy",
        }
    }
}

/// What a finalizer or a callback does: nothing, where an object that it names is dead by then, or
/// the reference is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Action {
    RootAdd { id: String },
    RootDel { id: String },
    Ref { from: String, to: String },
    Unref { from: String, to: String },
    Collect { r#gen: u32 },
}

/// A key of a dict, an index of a list, the name of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(all(test, not(target_family = "wasm")), derive(ts_rs::TS), ts(export))]
#[serde(untagged)]
pub enum Key {
    /// An index, or an `int` as key.
    Int(i64),
    /// A name, or a `str` as key.
    Text(String),
    /// An object as key, by its name or address.
    Object { of: String },
}

/// One request. An object is named by a name that was given to it (`id`), dead names excepted, or by
/// its address as `0x…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    all(test, not(target_family = "wasm")),
    derive(ts_rs::TS),
    ts(export, optional_fields)
)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Request {
    /// Makes an object that the name `id` refers to.
    New {
        kind: NewKind,
        id: String,
        /// The items of a tuple, list or set.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(
            all(test, not(target_family = "wasm")),
            ts(optional, as = "Option<Vec<String>>")
        )]
        refs: Vec<String>,
        /// What `__del__`, or the legacy finalizer, does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(
            all(test, not(target_family = "wasm")),
            ts(optional, as = "Option<Vec<Action>>")
        )]
        on_fin: Vec<Action>,
        /// The digits of an int, the characters of a str, a float as Python writes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// How many `__slots__` a node, fin or legacy has; 2 where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slots: Option<u32>,
        /// Whether a node, fin or legacy takes weak references (`__weakref__` is a slot more); yes
        /// where nothing is said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weakrefs: Option<bool>,
    },
    /// Adds a reference: appends to a list, puts into the next slot of a node, adds to a set, puts
    /// into a dict under the next free int, sets the next free attribute of an instance.
    Ref { from: String, to: String },
    /// Removes the first reference that leads there.
    Unref { from: String, to: String },
    /// One root reference more, through the name that the object was made with.
    RootAdd { id: String },
    /// One root reference less: `del`.
    RootDel { id: String },
    /// Makes a weak reference `id` to an object, with or without a callback.
    Weakref {
        id: String,
        to: String,
        cb: bool,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(
            all(test, not(target_family = "wasm")),
            ts(optional, as = "Option<Vec<Action>>")
        )]
        on_call: Vec<Action>,
    },
    /// `gc.collect(gen)`
    Collect { r#gen: u32 },
    /// `gc.set_threshold(...)`
    Threshold { t: [u32; 3] },
    /// `gc.enable()`
    Enable,
    /// `gc.disable()`
    Disable,
    /// `gc.freeze()` (not in 2.7)
    Freeze,
    /// `gc.unfreeze()` (not in 2.7)
    Unfreeze,
    /// `gc.set_debug`
    Debug { saveall: bool },
    /// `name = to`
    Bind { name: String, to: String },
    /// `of[key] = to`, or `of.key = to`
    SetItem { of: String, key: Key, to: String },
    /// `del of[key]`, or `del of.key`
    DelItem { of: String, key: Key },
    /// Whether objects that die go to their type's free list.
    FreeLists { on: bool },
    /// Makes a list `id` of `count` new objects of a kind without arguments; for a `pair` of lists
    /// that refer to each other see `cycles`.
    Many {
        kind: NewKind,
        id: String,
        count: u32,
    },
    /// Makes `count` pairs of lists that refer to each other, and drops them: garbage that only a
    /// collection frees. With `id` the list of that name keeps them alive.
    Cycles {
        count: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::NewKind;

    #[test]
    fn a_kind_is_called_what_json_calls_it() {
        for kind in NewKind::ALL {
            let json = serde_json::to_value(kind).expect("a string");
            assert_eq!(json, kind.name());
        }
    }
}
