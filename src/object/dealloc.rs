//! Deallocation.

use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `_Py_Dealloc`
    pub(crate) fn dealloc(&mut self, _op: u64) {}
    /// `PyObject_GC_New`
    pub(crate) fn pyobject_gc_new(&mut self, _tp: u64, _basicsize: u64) -> Option<u64> {
        None
    }
    /// `PyObject_GC_Del`
    pub(crate) fn pyobject_gc_del(&mut self, _op: u64) {}
    /// `_PyTrash_begin`
    pub(crate) fn trash_begin(&mut self, _op: u64) -> bool {
        false
    }
    /// `_PyTrash_end`
    pub(crate) fn trash_end(&mut self) {}
    /// The type object of a kind.
    pub(crate) fn type_of(&self, kind: crate::edition::objects::Kind) -> u64 {
        self.layout().object_symbols.types + kind as u64 * 64
    }
}
