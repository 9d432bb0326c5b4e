//! What a deduction saw of the objects of a list, which spares later phases a walk along it: where there is no tuple
//! none can be untracked. Kept outside the image, since it is no step of CPython's and changes nothing.

use crate::edition::objects::{Kind, type_object};

/// Kinds, flags and numbers of objects.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// A bit for each kind.
    kinds: u32,
    /// The flags that any type has.
    flags: u32,
    /// Objects that remained in the list; not of 2.7.
    pub(super) reachable: u64,
    /// Objects that left it; not of 2.7.
    pub(super) unreachable: u64,
    /// References that their counts tell of, where none has a `tp_del`; not of 2.7.
    pub(super) references: u64,
}

impl Seen {
    /// Nobody looked: anything may be there.
    pub(super) const ANYTHING: Seen = Seen {
        kinds: u32::MAX,
        flags: u32::MAX,
        reachable: 0,
        unreachable: 0,
        references: 0,
    };

    /// Notes an object.
    #[inline(always)]
    pub(super) fn add(&mut self, kind: Kind, flags: u32) {
        self.kinds |= Self::bit(kind);
        self.flags |= flags;
    }

    /// Whether there may be objects of the kind.
    pub(super) fn has(self, kind: Kind) -> bool {
        self.kinds & Self::bit(kind) != 0
    }

    /// Whether any may be a weak reference, or have one.
    pub(super) fn has_weakrefs(self) -> bool {
        let without = [Kind::Tuple, Kind::List, Kind::Dict].map(Self::bit);
        self.kinds & !without.into_iter().sum::<u32>() != 0
    }

    /// Whether any may have a `tp_finalize`.
    pub(super) fn has_finalizers(self) -> bool {
        self.flags & type_object::FLAG_FINALIZE != 0
    }

    /// Whether any may have a `tp_del`.
    pub(super) fn has_legacy_finalizers(self) -> bool {
        self.flags & type_object::FLAG_DEL != 0
    }

    /// Whether nothing can happen to garbage between its first deduction and its second.
    pub(super) fn stays_as_it_is(self) -> bool {
        !self.has_weakrefs() && !self.has_finalizers() && !self.has_legacy_finalizers()
    }

    #[inline(always)]
    const fn bit(kind: Kind) -> u32 {
        1 << kind as u32
    }
}
