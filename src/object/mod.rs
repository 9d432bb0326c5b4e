//! Objects: their headers, their types, their reference counts, and the way to each kind's functions.
//!
//! An object is its address; what it is stands in its bytes. Nothing here knows of names or of the
//! collector's algorithm; an allocation may run the collector, as CPython's does.

mod dict;
mod equal;
mod float;
mod hash;
mod instance;
mod int;
mod intern;
mod list;
mod pymem;
mod set;
mod statics;
mod str;
mod tuple;
mod weakref;

mod dealloc;
#[cfg(test)]
mod tests;
mod traverse;

use crate::edition::objects::{Kind, ObjectLayout, type_object};
use crate::event::Event;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

pub(crate) use hash::Unhashable;
pub(crate) use statics::Class;

impl<W: Word, J: Journal> Memory<W, J> {
    /// `Py_REFCNT`
    #[inline(always)]
    pub(crate) fn refcnt(&self, op: u64) -> u64 {
        self.word(op)
    }

    /// `Py_TYPE`
    #[inline(always)]
    pub(crate) fn ob_type(&self, op: u64) -> u64 {
        self.word(op + W::BYTES)
    }

    /// What the object is.
    #[inline(always)]
    pub(crate) fn kind(&self, op: u64) -> Kind {
        self.kind_of_type(self.ob_type(op))
    }

    /// What the instances of a type are; what is no type is a type of [`Kind::Object`].
    #[inline(always)]
    pub(crate) fn kind_of_type(&self, tp: u64) -> Kind {
        let kind = self.uint(tp.wrapping_add(type_object::KIND)) as usize;
        Kind::ALL.get(kind).copied().unwrap_or(Kind::Object)
    }

    /// `tp_flags`
    #[inline(always)]
    pub(crate) fn tp_flags(&self, tp: u64) -> u32 {
        self.uint(tp.wrapping_add(type_object::FLAGS))
    }

    /// `_PyObject_IS_GC`
    #[inline(always)]
    pub(crate) fn is_gc(&self, op: u64) -> bool {
        self.tp_flags(self.ob_type(op)) & type_object::FLAG_GC != 0
    }

    /// `ob_size`
    #[inline(always)]
    pub(crate) fn ob_size(&self, op: u64) -> u64 {
        self.word(op + 2 * W::BYTES)
    }

    /// The field offsets of this edition's objects.
    #[inline(always)]
    pub(crate) fn objects(&self) -> &ObjectLayout {
        &self.layout().objects
    }

    /// Writes `ob_refcnt` = 1 and `ob_type` (`PyObject_INIT`; Include/objimpl.h). An instance counts
    /// as a reference to its class.
    pub(crate) fn object_init(&mut self, op: u64, tp: u64, nbytes: u64) {
        if self.tp_flags(tp) & type_object::FLAG_HEAPTYPE != 0 {
            let count = self.word(tp);
            self.set_word(tp, count.wrapping_add(1));
        }
        self.set_word(op + W::BYTES, tp);
        self.set_word(op, 1);
        let of = self.kind_of_type(tp);
        self.event(Event::ObjectInitialised {
            object: op,
            of,
            nbytes,
        });
    }

    /// Writes `ob_refcnt` = 1 of an object from a free list, whose `ob_type` still stands there
    /// (`_Py_NewReference`).
    pub(crate) fn new_reference(&mut self, op: u64, numfree: u32) {
        self.set_word(op, 1);
        let of = self.kind(op);
        self.event(Event::TakenFromFreeList {
            object: op,
            of,
            numfree,
        });
    }

    /// `Py_INCREF`
    #[inline]
    pub(crate) fn incref(&mut self, op: u64) {
        let refcnt = self.refcnt(op).wrapping_add(1);
        if self.passes(1, [(op, W::BYTES)]) {
            self.put_word(op, refcnt);
        } else {
            self.incref_told(op, refcnt);
        }
    }

    #[cold]
    #[inline(never)]
    fn incref_told(&mut self, op: u64, refcnt: u64) {
        self.set_word(op, refcnt);
        self.event(Event::Incref { object: op, refcnt });
    }

    /// `Py_DECREF`: deallocates the object when no reference is left.
    #[inline]
    pub(crate) fn decref(&mut self, op: u64) {
        let refcnt = self.refcnt(op).wrapping_sub(1);
        if refcnt != 0 && self.passes(1, [(op, W::BYTES)]) {
            self.put_word(op, refcnt);
        } else {
            self.decref_told(op, refcnt);
        }
    }

    #[inline(never)]
    fn decref_told(&mut self, op: u64, refcnt: u64) {
        self.set_word(op, refcnt);
        if refcnt == 0 {
            let of = self.kind(op);
            self.event(Event::DecrefToZero { object: op, of });
            self.dealloc_as(of, op);
        } else {
            self.event(Event::Decref { object: op, refcnt });
        }
    }

    /// `Py_XDECREF`
    #[inline]
    pub(crate) fn xdecref(&mut self, op: u64) {
        if op != 0 {
            self.decref(op);
        }
    }

    /// Whether objects that die go to their type's free list: the explorer's own switch.
    #[inline(always)]
    pub(crate) fn free_lists_on(&self) -> bool {
        self.uint(self.layout().object_symbols.free_lists_off) == 0
    }
}
