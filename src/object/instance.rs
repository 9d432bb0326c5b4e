//! Instances of classes: with a `__dict__`, or with ordered slots.
//!
//! ```text
//!  ob_refcnt ob_type slot[0] slot[1] … __dict__ __weakref__      what the class does not have is not there
//! ```

use crate::edition::objects::{Kind, type_object};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// A new instance of a class.
    ///
    /// Objects/typeobject.c, `PyType_GenericAlloc` (2.7, 3.9, 3.10).
    pub(crate) fn pytype_generic_alloc(&mut self, tp: u64) -> Option<u64> {
        self.call(Function::PyTypeGenericAlloc, |mem| {
            let basicsize = u64::from(mem.uint(tp + type_object::BASICSIZE));
            let gc = mem.tp_flags(tp) & type_object::FLAG_GC != 0;
            let op = if gc {
                mem.pyobject_gc_alloc(basicsize)?
            } else {
                mem.object_malloc(basicsize)?
            };
            mem.memset_zero(op, basicsize);
            mem.object_init(op, tp, basicsize);
            if gc {
                mem.gc_track(op);
            }
            Some(op)
        })
    }

    /// How many slots the instance's class has.
    pub(crate) fn slot_count(&self, op: u64) -> u64 {
        self.uint(self.ob_type(op) + type_object::SLOTS).into()
    }

    /// Address of a slot.
    #[inline(always)]
    pub(crate) fn slot_at(&self, op: u64, index: u64) -> u64 {
        op + (2 + index) * W::BYTES
    }

    /// What a slot holds, NULL where nothing.
    #[inline(always)]
    pub(crate) fn slot(&self, op: u64, index: u64) -> u64 {
        self.word(self.slot_at(op, index))
    }

    /// Where the pointer to `__dict__` is, if the class has one.
    pub(crate) fn dict_pointer(&self, op: u64) -> Option<u64> {
        let offset = self.uint(self.ob_type(op) + type_object::DICTOFFSET);
        (offset != 0).then_some(op + u64::from(offset))
    }

    /// `__dict__`, NULL where there is none yet.
    pub(crate) fn instance_dict(&self, op: u64) -> u64 {
        self.dict_pointer(op).map_or(0, |at| self.word(at))
    }

    /// The first slot behind all that hold something, or else the first that holds nothing.
    pub(crate) fn next_slot(&self, op: u64) -> Option<u64> {
        let slots = self.slot_count(op);
        let behind = (0..slots)
            .rev()
            .find(|&index| self.slot(op, index) != 0)
            .map_or(0, |last| last + 1);
        (behind < slots)
            .then_some(behind)
            .or_else(|| (0..slots).find(|&index| self.slot(op, index) == 0))
    }

    /// Puts an item into a slot; what was there is given up.
    pub(crate) fn set_slot(&mut self, op: u64, index: u64, item: u64) {
        self.call(Function::PyObjectGenericSetAttr, |mem| {
            let at = mem.slot_at(op, index);
            let old = mem.word(at);
            mem.incref(item);
            mem.store_item(op, at, index, item);
            mem.xdecref(old);
        });
    }

    /// Empties a slot.
    pub(crate) fn clear_slot(&mut self, op: u64, index: u64) {
        self.call(Function::PyObjectGenericSetAttr, |mem| {
            let at = mem.slot_at(op, index);
            let item = mem.word(at);
            mem.set_word(at, 0);
            mem.event(Event::ItemRemoved {
                object: op,
                index,
                item,
            });
            mem.xdecref(item);
        });
    }

    /// Takes an item out of the slots; those behind it move up, so that their order stays.
    pub(crate) fn remove_slot(&mut self, op: u64, index: u64) {
        self.call(Function::PyObjectGenericSetAttr, |mem| {
            let (at, last) = (mem.slot_at(op, index), mem.slot_count(op) - 1);
            let item = mem.word(at);
            mem.memcpy(at, at + W::BYTES, (last - index) * W::BYTES);
            mem.set_word(mem.slot_at(op, last), 0);
            mem.event(Event::ItemRemoved {
                object: op,
                index,
                item,
            });
            mem.xdecref(item);
        });
    }

    /// Sets an attribute in `__dict__`, which is made for the first one; a value of 0 deletes it.
    ///
    /// Objects/object.c, `_PyObject_GenericSetAttrWithDict` (2.7, 3.9, 3.10).
    pub(crate) fn set_attribute(&mut self, op: u64, name: u64, value: u64) -> Option<()> {
        self.call(Function::PyObjectGenericSetAttr, |mem| {
            let at = mem.dict_pointer(op)?;
            let had = mem.word(at);
            let done = mem.pyobjectdict_setitem(mem.ob_type(op), at, name, value);
            let dict = mem.word(at);
            if had == 0 && dict != 0 {
                mem.event(Event::InstanceDictCreated { object: op, dict });
            }
            done
        })
    }

    /// Objects/typeobject.c, `subtype_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn subtype_dealloc(&mut self, op: u64) {
        let tp = self.ob_type(op);
        if self.tp_flags(tp) & type_object::FLAG_GC == 0 {
            self.deallocate_plain_instance(op, tp);
            return;
        }
        self.gc_untrack(op);
        if self.subtype_trash_begin(op) {
            return;
        }
        if self.finalizers_let_go(op, tp) {
            self.call(Function::ObjectDealloc, |mem| mem.free_instance(op, tp));
        }
        self.subtype_trash_end();
    }

    fn deallocate_plain_instance(&mut self, op: u64, tp: u64) {
        if self.tp_flags(tp) & type_object::FLAG_FINALIZE != 0
            && !self.call_finalizer_from_dealloc(op)
        {
            return;
        }
        if self.tp_flags(tp) & type_object::FLAG_DEL != 0 && !self.call_del_from_dealloc(op) {
            return;
        }
        self.deallocating(op);
        self.pyobject_free(op);
        self.decref_type(tp);
    }

    /// Runs finalizers and callbacks in the version's order; whether the object is to go still.
    fn finalizers_let_go(&mut self, op: u64, tp: u64) -> bool {
        let flags = self.tp_flags(tp);
        if flags & type_object::FLAG_FINALIZE != 0 {
            self.gc_track(op);
            if !self.call_finalizer_from_dealloc(op) {
                return false;
            }
            self.gc_untrack(op);
        }
        if flags & type_object::FLAG_DEL == 0 {
            self.forget_names_of(op);
        }
        self.clear_weakrefs(op);
        if flags & type_object::FLAG_DEL != 0 {
            self.gc_track(op);
            if !self.call_del_from_dealloc(op) {
                return false;
            }
            self.gc_untrack(op);
        }
        if flags & (type_object::FLAG_FINALIZE | type_object::FLAG_DEL) != 0 {
            self.clear_new_weakrefs(op);
        }
        true
    }

    fn free_instance(&mut self, op: u64, tp: u64) {
        self.deallocating(op);
        for index in 0..self.slot_count(op) {
            let at = self.slot_at(op, index);
            let item = self.word(at);
            if item != 0 {
                self.set_word(at, 0);
                self.decref(item);
            }
        }
        if let Some(at) = self.dict_pointer(op) {
            let dict = self.word(at);
            if dict != 0 {
                self.decref(dict);
                self.set_word(at, 0);
            }
        }
        self.pyobject_gc_del(op);
        self.decref_type(tp);
    }

    fn decref_type(&mut self, tp: u64) {
        let count = self.word(tp + type_object::OB_REFCNT).wrapping_sub(1);
        self.set_word(tp + type_object::OB_REFCNT, count);
    }

    /// `tp_clear`: slots become NULL one by one, then `__dict__`, which 2.7 leaves to its own `tp_clear`.
    ///
    /// Objects/typeobject.c, `subtype_clear` (2.7, 3.9, 3.10).
    pub(crate) fn subtype_clear(&mut self, op: u64) {
        self.call(Function::SubtypeClear, |mem| {
            for index in 0..mem.slot_count(op) {
                let at = mem.slot_at(op, index);
                let item = mem.word(at);
                if item != 0 {
                    mem.set_word(at, 0);
                    mem.decref(item);
                }
            }
            let dict_pointer = mem.dict_pointer(op).filter(|_| !mem.objects().version_2);
            if let Some(at) = dict_pointer {
                let dict = mem.word(at);
                if dict != 0 {
                    mem.set_word(at, 0);
                    mem.decref(dict);
                }
            }
        });
    }

    /// Makes an `object()`.
    pub(crate) fn object_new(&mut self) -> Option<u64> {
        let nbytes = self.objects().object_size();
        let op = self.object_malloc(nbytes)?;
        self.object_init(op, self.type_of(Kind::Object), nbytes);
        Some(op)
    }

    /// `PyObject_Malloc` for an object without a head.
    pub(super) fn object_malloc(&mut self, nbytes: u64) -> Option<u64> {
        let op = self.pyobject_malloc(nbytes);
        (op != 0).then_some(op)
    }
}
