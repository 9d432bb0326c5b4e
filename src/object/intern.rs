//! Interned strings: the dict `interned`, whose references to its keys and values do not count, so
//! that a string dies when nobody else refers to it.

use crate::edition::objects::{Kind, refs27};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// The interned string of that text: what a name in a program is.
    ///
    /// Objects/unicodeobject.c, `PyUnicode_InternFromString` (3.9, 3.10); Objects/stringobject.c,
    /// `PyString_InternFromString` (2.7).
    pub(crate) fn intern(&mut self, text: &str) -> Option<u64> {
        let op = self.pyunicode_from_str(text)?;
        Some(self.intern_in_place(op))
    }

    /// The interned string that is equal to this one, whose reference is taken over. Without memory,
    /// and for a `unicode`, that is this one, not interned.
    ///
    /// Objects/unicodeobject.c, `PyUnicode_InternInPlace` (3.9, 3.10); Objects/stringobject.c,
    /// `PyString_InternInPlace` (2.7).
    pub(super) fn intern_in_place(&mut self, op: u64) -> u64 {
        if self.kind(op) != Kind::Str || self.is_interned(op) {
            return op;
        }
        self.call(Function::PyUnicodeInternInPlace, |mem| {
            let Some(interned) = mem.interned_dict() else {
                return op;
            };
            let found = mem.pydict_getitem(interned, op);
            if found != 0 {
                mem.incref(found);
                mem.decref(op);
                return found;
            }
            if mem.pydict_setitem(interned, op, op).is_none() {
                return op;
            }
            let refcnt = mem.refcnt(op).wrapping_sub(2);
            mem.set_word(op, refcnt);
            mem.set_interned(op);
            mem.event(Event::Decref { object: op, refcnt });
            op
        })
    }

    /// The dict `interned`, made for the first string. CPython has it long before the first line of a
    /// program runs: its allocation is none that the collector counts.
    fn interned_dict(&mut self) -> Option<u64> {
        let at = self.layout().object_symbols.interned;
        let there = self.word(at);
        if there != 0 {
            return Some(there);
        }
        let objects = *self.objects();
        let gc = self.object_malloc(objects.gc_head + objects.dict.size)?;
        let op = self.from_gc(gc);
        self.memset_zero(gc, objects.gc_head);
        if objects.version_2 {
            self.set_gc_refs27(gc, refs27::UNTRACKED);
        }
        self.object_init(op, self.type_of(Kind::Dict), objects.dict.size);
        self.initialise_empty_dict(op);
        self.set_word(at, op);
        Some(op)
    }
}
