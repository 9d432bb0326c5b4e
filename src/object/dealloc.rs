//! From the last reference to the last byte: `_Py_Dealloc`, the trashcan, finalizers, and the
//! allocation and freeing of objects that the collector knows.

use crate::edition::objects::{Kind, TRASH_UNWIND_LEVEL, refs27};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Calls the type's `tp_dealloc`.
    ///
    /// Objects/object.c, `_Py_Dealloc` (3.9, 3.10).
    pub(crate) fn dealloc(&mut self, op: u64) {
        self.dealloc_as(self.kind(op), op);
    }

    /// [`dealloc`](Self::dealloc) of an object whose kind is known.
    pub(crate) fn dealloc_as(&mut self, kind: Kind, op: u64) {
        self.call(dealloc_function(kind), |mem| match kind {
            Kind::List => mem.list_dealloc(op),
            Kind::Tuple => mem.tuple_dealloc(op),
            Kind::Dict => mem.dict_dealloc(op),
            Kind::Set => mem.set_dealloc(op),
            Kind::Weakref => mem.weakref_dealloc(op),
            Kind::Slots | Kind::Instance => mem.subtype_dealloc(op),
            Kind::Float => mem.float_dealloc(op),
            Kind::Int => mem.int_dealloc(op),
            Kind::Long => mem.long_dealloc(op),
            Kind::Str | Kind::Unicode => mem.unicode_dealloc(op),
            Kind::Object => {
                mem.deallocating(op);
                mem.pyobject_free(op);
            }
            Kind::None | Kind::Function => mem.fault(op),
        });
    }

    /// The object is past its finalizers: nobody can call it by a name any more.
    pub(super) fn deallocating(&mut self, op: u64) {
        self.deallocating_as(self.kind(op), op);
    }

    /// [`deallocating`](Self::deallocating) of an object whose kind is known.
    #[inline]
    pub(super) fn deallocating_as(&mut self, of: Kind, op: u64) {
        self.forget_names_of(op);
        self.event(Event::Deallocating { object: op, of });
    }

    /// Allocates an object with its head, writes its header, and leaves it untracked.
    ///
    /// Modules/gcmodule.c, `_PyObject_GC_New` (2.7, 3.9, 3.10).
    pub(crate) fn pyobject_gc_new(&mut self, tp: u64, basicsize: u64) -> Option<u64> {
        let op = self.pyobject_gc_alloc(basicsize)?;
        self.object_init(op, tp, basicsize);
        Some(op)
    }

    /// Allocates an object with its head, counts it, and collects when that passes the threshold:
    /// before the object is tracked, so that it cannot be found.
    ///
    /// Modules/gcmodule.c, `_PyObject_GC_Alloc` (3.9, 3.10), `_PyObject_GC_Malloc` (2.7).
    pub(crate) fn pyobject_gc_alloc(&mut self, basicsize: u64) -> Option<u64> {
        self.call(Function::PyObjectGcAlloc, |mem| {
            let gc = mem.pyobject_malloc(mem.objects().gc_head + basicsize);
            if gc == 0 {
                return None;
            }
            if mem.objects().version_2 {
                mem.set_gc_refs27(gc, refs27::UNTRACKED);
            } else {
                mem.set_gc_next(gc, 0);
                mem.set_gc_prev_word(gc, 0);
            }
            let (count, threshold) = (mem.gen_count(0).wrapping_add(1), mem.gen_threshold(0));
            mem.set_gen_count(0, count);
            mem.event(Event::AllocationCounted { count, threshold });
            if count > threshold && threshold != 0 && mem.gc_enabled() {
                mem.collect_after_allocation(count, threshold);
            }
            Some(mem.from_gc(gc))
        })
    }

    /// Frees an object with its head, and counts that.
    ///
    /// Modules/gcmodule.c, `PyObject_GC_Del` (2.7, 3.9, 3.10).
    pub(crate) fn pyobject_gc_del(&mut self, op: u64) {
        self.call(Function::PyObjectGcDel, |mem| {
            let gc = mem.as_gc(op);
            if mem.is_tracked(op) {
                mem.gc_list_remove(gc);
            }
            let count = mem.gen_count(0);
            if count > 0 {
                mem.set_gen_count(0, count - 1);
                mem.event(Event::DeallocationCounted { count: count - 1 });
            }
            mem.pyobject_free(gc);
        });
    }

    /// Lets a deallocation begin, unless too many are nested: then the object waits, and the caller
    /// returns. Its `_gc_prev` links it to the one that came before.
    ///
    /// Objects/object.c, `_PyTrash_begin` (3.9, 3.10); Include/object.h, `Py_TRASHCAN_SAFE_BEGIN` (2.7).
    #[inline(always)]
    pub(crate) fn trash_begin(&mut self, op: u64) -> bool {
        let at = self.layout().object_symbols.trash_delete_nesting;
        let nesting = self.uint(at);
        if nesting >= TRASH_UNWIND_LEVEL {
            return self.trash_deposit(op, nesting);
        }
        self.set_uint(at, nesting + 1);
        false
    }

    #[cold]
    #[inline(never)]
    fn trash_deposit(&mut self, op: u64, nesting: u32) -> bool {
        let symbols = self.layout().object_symbols;
        let (gc, later) = (self.as_gc(op), self.word(symbols.trash_delete_later));
        if self.objects().version_2 {
            self.set_gc_prev_word(gc, later);
        } else {
            self.set_gc_prev(gc, later);
        }
        self.set_word(symbols.trash_delete_later, op);
        self.event(Event::TrashDeposited {
            object: op,
            nesting,
        });
        true
    }

    /// Ends a deallocation; the outermost one works off those that wait.
    ///
    /// Objects/object.c, `_PyTrash_end` (3.9, 3.10); Include/object.h, `Py_TRASHCAN_SAFE_END` (2.7).
    #[inline(always)]
    pub(crate) fn trash_end(&mut self) {
        let symbols = self.layout().object_symbols;
        let nesting = self.uint(symbols.trash_delete_nesting).wrapping_sub(1);
        self.set_uint(symbols.trash_delete_nesting, nesting);
        if nesting == 0 && self.word(symbols.trash_delete_later) != 0 {
            self.trash_destroy_chain();
        }
    }

    /// Works off what waits when a statement is done. In 2.7 instances that wait after the outermost
    /// `subtype_dealloc`, whose nesting never ends at 0, go with the next frame, tuple or dict that dies:
    /// in a program at once, here with the statement's own frame.
    pub(crate) fn trash_end_of_statement(&mut self) {
        let symbols = self.layout().object_symbols;
        if self.objects().version_2 && self.word(symbols.trash_delete_later) != 0 {
            self.trash_destroy_chain();
        }
    }

    /// Objects/object.c, `_PyTrash_thread_destroy_chain` (2.7, 3.9, 3.10).
    fn trash_destroy_chain(&mut self) {
        let symbols = self.layout().object_symbols;
        self.call(Function::PyTrashThreadDestroyChain, |mem| {
            mem.set_uint(symbols.trash_delete_nesting, 1);
            loop {
                let op = mem.word(symbols.trash_delete_later);
                if op == 0 || mem.has_fault() {
                    break;
                }
                let next = mem.gc_prev(mem.as_gc(op));
                mem.set_word(symbols.trash_delete_later, next);
                mem.event(Event::TrashTaken { object: op });
                mem.dealloc(op);
            }
            mem.set_uint(symbols.trash_delete_nesting, 0);
        });
    }

    /// The trashcan around `subtype_dealloc`: 2.7 counts one level more, so that a base class's own
    /// trashcan cannot work the chain off inside of it.
    ///
    /// Objects/typeobject.c, `subtype_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn subtype_trash_begin(&mut self, op: u64) -> bool {
        if !self.objects().version_2 {
            return self.trash_begin(op);
        }
        self.nest_trash(1);
        let deposited = self.trash_begin(op);
        self.nest_trash(u32::MAX);
        deposited
    }

    /// Ends what [`Memory::subtype_trash_begin`] began.
    pub(super) fn subtype_trash_end(&mut self) {
        if !self.objects().version_2 {
            return self.trash_end();
        }
        self.nest_trash(1);
        self.trash_end();
        self.nest_trash(u32::MAX);
    }

    fn nest_trash(&mut self, more: u32) {
        let at = self.layout().object_symbols.trash_delete_nesting;
        let nesting = self.uint(at).wrapping_add(more);
        self.set_uint(at, nesting);
    }

    /// Runs `__del__` of an object whose last reference is gone, once; whether it is to go still.
    ///
    /// Objects/object.c, `PyObject_CallFinalizerFromDealloc` (3.9, 3.10).
    pub(super) fn call_finalizer_from_dealloc(&mut self, op: u64) -> bool {
        self.call(Function::PyObjectCallFinalizerFromDealloc, |mem| {
            mem.set_word(op, 1);
            let gc = mem.is_gc(op).then(|| mem.as_gc(op));
            if gc.is_some_and(|gc| mem.gc_is_finalized(gc)) {
                mem.event(Event::FinalizerSkipped { object: op });
            } else {
                mem.event(Event::FinalizerCalled { object: op });
                mem.run_actions_of(op);
                if let Some(gc) = gc {
                    mem.gc_set_finalized(gc);
                }
            }
            mem.drop_temporary_reference(op)
        })
    }

    /// Runs `tp_del` of an object whose last reference is gone; whether it is to go still.
    ///
    /// Objects/typeobject.c, `slot_tp_del` (2.7), and what a `tp_del` of C's does (3.9, 3.10).
    pub(super) fn call_del_from_dealloc(&mut self, op: u64) -> bool {
        self.set_word(op, 1);
        self.event(if self.objects().version_2 {
            Event::FinalizerCalled { object: op }
        } else {
            Event::LegacyFinalizerCalled { object: op }
        });
        self.run_actions_of(op);
        self.drop_temporary_reference(op)
    }

    fn drop_temporary_reference(&mut self, op: u64) -> bool {
        let refcnt = self.refcnt(op).wrapping_sub(1);
        self.set_word(op, refcnt);
        if refcnt != 0 {
            self.event(Event::Resurrected { object: op, refcnt });
        }
        refcnt == 0
    }

    /// Writes an item where a container keeps one, and says so.
    pub(super) fn store_item(&mut self, object: u64, at: u64, index: u64, item: u64) {
        self.set_word(at, item);
        self.event(Event::ItemStored {
            object,
            index,
            item,
        });
    }
}

fn dealloc_function(kind: Kind) -> Function {
    match kind {
        Kind::List => Function::ListDealloc,
        Kind::Tuple => Function::TupleDealloc,
        Kind::Dict => Function::DictDealloc,
        Kind::Set => Function::SetDealloc,
        Kind::Weakref => Function::WeakrefDealloc,
        Kind::Slots | Kind::Instance => Function::SubtypeDealloc,
        Kind::Float => Function::FloatDealloc,
        Kind::Int | Kind::Long => Function::LongDealloc,
        Kind::Str | Kind::Unicode => Function::UnicodeDealloc,
        Kind::None | Kind::Object | Kind::Function => Function::ObjectDealloc,
    }
}
