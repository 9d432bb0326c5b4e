//! Lists: an array of items with room to spare, in a block of its own.

use crate::edition::objects::{Kind, LIST_MAXFREELIST};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// `ob_item`: the array of items, 0 where there is none.
    #[inline(always)]
    pub(crate) fn list_items(&self, op: u64) -> u64 {
        self.word(op + 3 * W::BYTES)
    }

    /// The item at an index that the list has.
    #[inline(always)]
    pub(crate) fn list_item(&self, op: u64, index: u64) -> u64 {
        self.word(self.list_items(op) + index * W::BYTES)
    }

    #[inline]
    fn set_list(&mut self, op: u64, size: u64, items: u64, allocated: u64) {
        if self.passes(0, [(op + 2 * W::BYTES, 3 * W::BYTES)]) {
            self.put_word(op + 3 * W::BYTES, items);
            self.put_word(op + 2 * W::BYTES, size);
            return self.put_word(op + 4 * W::BYTES, allocated);
        }
        self.set_word(op + 3 * W::BYTES, items);
        self.set_word(op + 2 * W::BYTES, size);
        self.set_word(op + 4 * W::BYTES, allocated);
    }

    /// A new list with room for `size` items, which are all NULL still.
    ///
    /// Objects/listobject.c, `PyList_New` (2.7, 3.9, 3.10).
    pub(crate) fn pylist_new(&mut self, size: u64) -> Option<u64> {
        self.call(Function::PyListNew, |mem| {
            let free = mem.layout().object_symbols.list_free;
            let numfree = mem.uint(free);
            let op = if numfree > 0 {
                mem.set_uint(free, numfree - 1);
                let op = mem.word(free + u64::from(numfree) * W::BYTES);
                mem.new_reference(op, numfree - 1);
                op
            } else {
                let basicsize = mem.objects().list_size();
                mem.pyobject_gc_new(mem.type_of(Kind::List), basicsize)?
            };
            mem.set_list(op, 0, 0, 0);
            if size > 0 {
                let Some(items) = mem.pymem_calloc(size, W::BYTES) else {
                    mem.decref(op);
                    return None;
                };
                mem.set_list(op, size, items, size);
            }
            mem.gc_track(op);
            Some(op)
        })
    }

    /// Makes room for `newsize` items, and some more.
    ///
    /// Objects/listobject.c, `list_resize` (2.7, 3.9, 3.10).
    fn list_resize(&mut self, op: u64, newsize: u64) -> Option<()> {
        self.call(Function::ListResize, |mem| {
            let size = mem.ob_size(op);
            let before = mem.word(op + 4 * W::BYTES);
            if before >= newsize && newsize >= before >> 1 {
                mem.set_word(op + 2 * W::BYTES, newsize);
                mem.event(Event::ListSizeSet {
                    object: op,
                    size: newsize,
                    allocated: before,
                });
                return Some(());
            }
            let allocated = match newsize {
                0 => 0,
                _ if mem.objects().version_2 => {
                    newsize + (newsize >> 3) + if newsize < 9 { 3 } else { 6 }
                }
                _ => {
                    let roomy = (newsize + (newsize >> 3) + 6) & !3;
                    if newsize.saturating_sub(size) > roomy - newsize {
                        (newsize + 3) & !3
                    } else {
                        roomy
                    }
                }
            };
            let items = mem.pymem_realloc(mem.list_items(op), allocated * W::BYTES)?;
            mem.set_list(op, newsize, items, allocated);
            mem.event(Event::ListResized {
                object: op,
                size: newsize,
                before,
                allocated,
                ob_item: items,
            });
            Some(())
        })
    }

    /// `list.append`
    ///
    /// Objects/listobject.c, `app1` (2.7, 3.9, 3.10).
    pub(crate) fn pylist_append(&mut self, op: u64, item: u64) -> Option<()> {
        self.call(Function::PyListAppend, |mem| {
            let index = mem.ob_size(op);
            mem.list_resize(op, index + 1)?;
            mem.incref(item);
            mem.store_item(op, mem.list_items(op) + index * W::BYTES, index, item);
            Some(())
        })
    }

    /// `list[index] = item`, for an index that the list has.
    ///
    /// Objects/listobject.c, `list_ass_item` (2.7, 3.9, 3.10).
    pub(crate) fn pylist_set_item(&mut self, op: u64, index: u64, item: u64) {
        self.call(Function::PyListSetItem, |mem| {
            let at = mem.list_items(op) + index * W::BYTES;
            let old = mem.word(at);
            mem.incref(item);
            mem.store_item(op, at, index, item);
            mem.xdecref(old);
        });
    }

    /// Puts an item where none is; the list takes over the reference (`PyList_SET_ITEM`).
    pub(crate) fn list_set_new_item(&mut self, op: u64, index: u64, item: u64) {
        let at = self.list_items(op) + index * W::BYTES;
        self.store_item(op, at, index, item);
    }

    /// `del list[index]`, for an index that the list has.
    ///
    /// Objects/listobject.c, `list_ass_slice` (2.7, 3.9, 3.10).
    pub(crate) fn pylist_del_item(&mut self, op: u64, index: u64) -> Option<()> {
        self.call(Function::PyListDelItem, |mem| {
            let size = mem.ob_size(op);
            if size == 1 {
                mem.list_clear(op);
                return Some(());
            }
            let at = mem.list_items(op) + index * W::BYTES;
            let item = mem.word(at);
            mem.memcpy(at, at + W::BYTES, (size - index - 1) * W::BYTES);
            mem.event(Event::ItemRemoved {
                object: op,
                index,
                item,
            });
            mem.list_resize(op, size - 1)?;
            mem.decref(item);
            Some(())
        })
    }

    /// `tp_clear`
    ///
    /// Objects/listobject.c, `_list_clear` (3.9, 3.10), `list_clear` (2.7).
    pub(crate) fn list_clear(&mut self, op: u64) {
        self.call(Function::ListClear, |mem| {
            let items = mem.list_items(op);
            if items == 0 {
                return;
            }
            let size = mem.item_count(op);
            mem.set_list(op, 0, 0, 0);
            for index in (0..size).rev() {
                mem.xdecref(mem.word(items + index * W::BYTES));
            }
            mem.pymem_free(items);
        });
    }

    /// Objects/listobject.c, `list_dealloc` (2.7, 3.9, 3.10).
    pub(super) fn list_dealloc(&mut self, op: u64) {
        self.gc_untrack(op);
        if self.trash_begin(op) {
            return;
        }
        self.deallocating_as(Kind::List, op);
        let items = self.list_items(op);
        if items != 0 {
            for index in (0..self.item_count(op)).rev() {
                self.xdecref(self.word(items + index * W::BYTES));
            }
            self.pymem_free(items);
        }
        let free = self.layout().object_symbols.list_free;
        let numfree = self.uint(free);
        if numfree < LIST_MAXFREELIST && self.free_lists_on() {
            self.set_word(free + u64::from(numfree + 1) * W::BYTES, op);
            self.set_uint(free, numfree + 1);
            self.event(Event::KeptOnFreeList {
                object: op,
                of: Kind::List,
                numfree: numfree + 1,
                most: LIST_MAXFREELIST,
            });
        } else {
            self.pyobject_gc_del(op);
        }
        self.trash_end();
    }

    /// Frees what is on the free list; how many lists that were.
    ///
    /// Objects/listobject.c, `_PyList_ClearFreeList` (3.10), `PyList_ClearFreeList` (3.9).
    pub(crate) fn clear_list_freelist(&mut self) -> u64 {
        let free = self.layout().object_symbols.list_free;
        let freed = self.uint(free);
        while self.uint(free) > 0 && !self.has_fault() {
            let numfree = self.uint(free);
            self.set_uint(free, numfree - 1);
            let op = self.word(free + u64::from(numfree) * W::BYTES);
            self.pyobject_gc_del(op);
        }
        freed.into()
    }
}
