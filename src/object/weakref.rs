//! Weak references: each object keeps a list of its own, the one without a callback first.

use crate::edition::objects::{Kind, type_object};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `GET_WEAKREFS_LISTPTR`: where the list's first link is, if the type takes weak references.
    pub(crate) fn weakrefs_at(&self, op: u64) -> Option<u64> {
        let offset = self.uint(self.ob_type(op) + type_object::WEAKLISTOFFSET);
        (offset != 0).then_some(op + u64::from(offset))
    }

    /// `wr_object`
    pub(crate) fn wr_object(&self, wr: u64) -> u64 {
        self.word(wr + 2 * W::BYTES)
    }

    /// `wr_callback`, NULL where there is none.
    pub(crate) fn wr_callback(&self, wr: u64) -> u64 {
        self.word(wr + 3 * W::BYTES)
    }

    fn set_wr_callback(&mut self, wr: u64, callback: u64) {
        self.set_word(wr + 3 * W::BYTES, callback);
    }

    fn wr_prev(&self, wr: u64) -> u64 {
        self.word(wr + 5 * W::BYTES)
    }

    fn set_wr_prev(&mut self, wr: u64, prev: u64) {
        self.set_word(wr + 5 * W::BYTES, prev);
    }

    pub(crate) fn wr_next(&self, wr: u64) -> u64 {
        self.word(wr + 6 * W::BYTES)
    }

    fn set_wr_next(&mut self, wr: u64, next: u64) {
        self.set_word(wr + 6 * W::BYTES, next);
    }

    /// `get_basic_refs`: the reference without a callback, which is the first, if there is one.
    fn basic_ref(&self, list: u64) -> u64 {
        let first = self.word(list);
        if first != 0 && self.wr_callback(first) == 0 {
            first
        } else {
            0
        }
    }

    /// A weak reference to an object whose type takes such; the one without a callback is shared.
    ///
    /// Objects/weakrefobject.c, `PyWeakref_NewRef` (2.7, 3.9, 3.10).
    pub(crate) fn pyweakref_newref(&mut self, op: u64, callback: bool) -> Option<u64> {
        self.call(Function::PyWeakrefNewRef, |mem| {
            let list = mem.weakrefs_at(op)?;
            let basic = mem.basic_ref(list);
            if !callback && basic != 0 {
                mem.share_weakref(basic);
                return Some(basic);
            }
            let wr = mem.new_weakref(op, callback)?;
            let basic = mem.basic_ref(list);
            if callback && basic != 0 {
                mem.link_weakref_after(wr, basic);
            } else if basic != 0 {
                mem.decref(wr);
                mem.share_weakref(basic);
                return Some(basic);
            } else {
                mem.link_weakref_first(wr, list);
            }
            mem.event(Event::WeakrefLinked {
                weakref: wr,
                object: op,
            });
            Some(wr)
        })
    }

    fn share_weakref(&mut self, wr: u64) {
        self.incref(wr);
        self.event(Event::SharedObjectUsed {
            object: wr,
            of: Kind::Weakref,
        });
    }

    fn new_weakref(&mut self, op: u64, callback: bool) -> Option<u64> {
        let size = self.objects().weakref.size;
        let wr = self.pyobject_gc_new(self.type_of(Kind::Weakref), size)?;
        self.set_word(wr + 4 * W::BYTES, u64::MAX);
        self.set_word(wr + 2 * W::BYTES, op);
        self.set_wr_prev(wr, 0);
        self.set_wr_next(wr, 0);
        let function = if callback {
            self.layout().object_symbols.callback
        } else {
            0
        };
        if callback {
            self.incref(function);
        }
        self.set_wr_callback(wr, function);
        self.gc_track(wr);
        Some(wr)
    }

    fn link_weakref_first(&mut self, wr: u64, list: u64) {
        let next = self.word(list);
        self.set_wr_prev(wr, 0);
        self.set_wr_next(wr, next);
        if next != 0 {
            self.set_wr_prev(next, wr);
        }
        self.set_word(list, wr);
    }

    fn link_weakref_after(&mut self, wr: u64, prev: u64) {
        let next = self.wr_next(prev);
        self.set_wr_prev(wr, prev);
        self.set_wr_next(wr, next);
        if next != 0 {
            self.set_wr_prev(next, wr);
        }
        self.set_wr_next(prev, wr);
    }

    /// Unlinks a weak reference from its object; its callback is given up.
    ///
    /// Objects/weakrefobject.c, `clear_weakref` (2.7, 3.9, 3.10).
    pub(crate) fn clear_weakref(&mut self, wr: u64) {
        let callback = self.wr_callback(wr);
        self.unlink_weakref(wr);
        if callback != 0 {
            self.decref(callback);
            self.set_wr_callback(wr, 0);
        }
    }

    /// Unlinks a weak reference from its object; its callback stays.
    ///
    /// Objects/weakrefobject.c, `_PyWeakref_ClearRef` (2.7, 3.9, 3.10).
    pub(crate) fn weakref_clear_ref(&mut self, wr: u64) {
        let callback = self.wr_callback(wr);
        self.set_wr_callback(wr, 0);
        self.clear_weakref(wr);
        self.set_wr_callback(wr, callback);
    }

    fn unlink_weakref(&mut self, wr: u64) {
        let none = self.layout().object_symbols.none;
        let object = self.wr_object(wr);
        if object == none {
            return;
        }
        let (prev, next) = (self.wr_prev(wr), self.wr_next(wr));
        if let Some(list) = self.weakrefs_at(object)
            && self.word(list) == wr
        {
            self.set_word(list, next);
        }
        self.set_word(wr + 2 * W::BYTES, none);
        if prev != 0 {
            self.set_wr_next(prev, next);
        }
        if next != 0 {
            self.set_wr_prev(next, prev);
        }
        self.set_wr_prev(wr, 0);
        self.set_wr_next(wr, 0);
        self.event(Event::WeakrefCleared {
            weakref: wr,
            object,
        });
    }

    /// Objects/weakrefobject.c, `weakref_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn weakref_dealloc(&mut self, wr: u64) {
        self.gc_untrack(wr);
        self.deallocating(wr);
        self.clear_weakref(wr);
        self.pyobject_gc_del(wr);
    }

    /// Clears all weak references to a dying object and calls their callbacks, the newest first.
    ///
    /// Objects/weakrefobject.c, `PyObject_ClearWeakRefs` (2.7, 3.9, 3.10).
    pub(crate) fn clear_weakrefs(&mut self, op: u64) {
        let Some(list) = self.weakrefs_at(op) else {
            return;
        };
        if self.word(list) == 0 {
            return;
        }
        self.call(Function::PyObjectClearWeakRefs, |mem| {
            let basic = mem.basic_ref(list);
            if basic != 0 {
                mem.clear_weakref(basic);
            }
            let first = mem.word(list);
            match mem.weakref_count(first) {
                0 => {}
                1 => mem.clear_only_weakref(first),
                count => mem.clear_many_weakrefs(first, count),
            }
        });
    }

    /// `_PyWeakref_GetWeakrefCount`: how many follow, the first included.
    pub(crate) fn weakref_count(&self, first: u64) -> u64 {
        let most = self.image().len() as u64;
        let (mut wr, mut count) = (first, 0);
        while wr != 0 && count < most {
            count += 1;
            wr = self.wr_next(wr);
        }
        count
    }

    fn clear_only_weakref(&mut self, wr: u64) {
        let callback = self.wr_callback(wr);
        self.set_wr_callback(wr, 0);
        self.clear_weakref(wr);
        if callback != 0 {
            if self.refcnt(wr) > 0 {
                self.call_weakref_callback(wr);
            }
            self.decref(callback);
        }
    }

    /// Two or more: a tuple keeps them and their callbacks while these run.
    fn clear_many_weakrefs(&mut self, first: u64, count: u64) {
        let Some(tuple) = self.pytuple_new(2 * count) else {
            return;
        };
        let mut wr = first;
        for index in 0..count {
            let next = self.wr_next(wr);
            let callback = self.wr_callback(wr);
            if self.refcnt(wr) > 0 {
                self.incref(wr);
                self.tuple_set_item(tuple, 2 * index, wr);
                self.tuple_set_item(tuple, 2 * index + 1, callback);
            } else if callback != 0 {
                self.decref(callback);
            }
            self.set_wr_callback(wr, 0);
            self.clear_weakref(wr);
            wr = next;
        }
        for index in 0..count {
            if self.tuple_item(tuple, 2 * index + 1) != 0 {
                self.call_weakref_callback(self.tuple_item(tuple, 2 * index));
            }
        }
        self.decref(tuple);
    }

    /// Weak references that a finalizer made are cleared without a word.
    pub(super) fn clear_new_weakrefs(&mut self, op: u64) {
        let Some(list) = self.weakrefs_at(op) else {
            return;
        };
        while self.word(list) != 0 && !self.has_fault() {
            self.weakref_clear_ref(self.word(list));
        }
    }

    /// Calls the callback of a weak reference that leads nowhere any more (`handle_callback`).
    pub(crate) fn call_weakref_callback(&mut self, wr: u64) {
        self.event(Event::WeakrefCallback { weakref: wr });
        self.run_actions_of(wr);
    }
}
