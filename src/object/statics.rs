//! What is there before the first object: the types of all kinds, `None`, the empty tuple, the small
//! ints, `gc.garbage`; and the classes that are made on the way. None of it is in a block of pymalloc.

use crate::edition::objects::{Kind, MAX_CLASSES, refs27, type_object};
use crate::error::HeapError;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// What a class of instances is like: two instances of the same shape are of the same class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    /// [`Kind::Slots`] or [`Kind::Instance`].
    pub(crate) kind: Kind,
    /// How many `__slots__`.
    pub(crate) slots: u32,
    /// Whether instances take weak references.
    pub(crate) weakrefs: bool,
    /// [`type_object::FLAG_FINALIZE`] or [`type_object::FLAG_DEL`], or none.
    pub(crate) finalizer: u32,
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// Writes everything that CPython has before it runs the first line.
    pub(crate) fn initialise_objects(&mut self) {
        self.initialise_generations();
        let symbols = self.layout().object_symbols;
        self.set_uint(symbols.gc_enabled, 1);
        for kind in Kind::ALL {
            self.initialise_type(kind);
        }
        for (op, kind) in [
            (symbols.none, Kind::None),
            (symbols.callback, Kind::Function),
            (symbols.empty_tuple, Kind::Tuple),
            (symbols.garbage, Kind::List),
        ] {
            self.set_word(op, 1);
            self.set_word(op + W::BYTES, self.type_of(kind));
        }
        if self.objects().version_2 {
            for op in [symbols.empty_tuple, symbols.garbage] {
                let gc = self.as_gc(op);
                self.set_gc_refs27(gc, refs27::UNTRACKED);
            }
        }
        self.initialise_small_ints();
        self.initialise_dicts();
    }

    /// The type of a kind: the types stand in the order of [`Kind::ALL`].
    pub(crate) fn type_of(&self, kind: Kind) -> u64 {
        self.type_at(kind as u32)
    }

    fn type_at(&self, index: u32) -> u64 {
        self.layout().object_symbols.types + u64::from(index) * type_object::SIZE
    }

    fn initialise_type(&mut self, kind: Kind) {
        let objects = *self.objects();
        let (basicsize, weaklist) = match kind {
            Kind::Int | Kind::Long | Kind::Tuple => (objects.ob_item(), 0),
            Kind::Float => (objects.float_size(), 0),
            Kind::List => (objects.list_size(), 0),
            Kind::Dict => (objects.dict.size, 0),
            Kind::Set => (objects.set.size, objects.set.weakreflist),
            Kind::Weakref => (objects.weakref.size, 0),
            Kind::Str => (objects.str.ascii_data, 0),
            Kind::Unicode => (objects.str.unicode_size, 0),
            _ => (objects.object_size(), 0),
        };
        let gc = matches!(
            kind,
            Kind::Tuple | Kind::List | Kind::Dict | Kind::Set | Kind::Weakref
        );
        let tp = self.type_at(kind as u32);
        self.set_word(tp + type_object::OB_REFCNT, 1);
        self.set_uint(tp + type_object::KIND, kind as u32);
        self.set_uint(tp + type_object::BASICSIZE, basicsize as u32);
        self.set_uint(tp + type_object::WEAKLISTOFFSET, weaklist as u32);
        let gc = if gc { type_object::FLAG_GC } else { 0 };
        self.set_uint(tp + type_object::FLAGS, type_object::FLAG_USED | gc);
    }

    /// The class of a shape, made where there is none yet.
    ///
    /// Objects/typeobject.c, `type_new`: slots first, then `__dict__`, then `__weakref__`.
    pub(crate) fn class(&mut self, class: Class) -> Result<u64, HeapError> {
        let first = Kind::ALL.len() as u32;
        for index in first..MAX_CLASSES {
            let tp = self.type_at(index);
            if self.tp_flags(tp) & type_object::FLAG_USED == 0 {
                return self.make_class(tp, class).ok_or(HeapError::NoMemory);
            }
            if self.class_of(tp) == class {
                return Ok(tp);
            }
        }
        Err(HeapError::TooManyClasses { most: MAX_CLASSES })
    }

    fn class_of(&self, tp: u64) -> Class {
        Class {
            kind: self.kind_of_type(tp),
            slots: self.uint(tp + type_object::SLOTS),
            weakrefs: self.uint(tp + type_object::WEAKLISTOFFSET) != 0,
            finalizer: self.tp_flags(tp) & (type_object::FLAG_FINALIZE | type_object::FLAG_DEL),
        }
    }

    /// `None`: no memory for the keys that the instances share.
    fn make_class(&mut self, tp: u64, class: Class) -> Option<u64> {
        let head = self.objects().object_size();
        let mut basicsize = head + u64::from(class.slots) * W::BYTES;
        let mut take = |wanted: bool| {
            let at = basicsize;
            basicsize += if wanted { W::BYTES } else { 0 };
            if wanted { at } else { 0 }
        };
        let dict = take(class.kind == Kind::Instance);
        let weaklist = take(class.weakrefs);
        // From 3.9 on instances refer to their class as the collector sees it, so that all have a head.
        let gc = if basicsize > head || !self.objects().version_2 {
            type_object::FLAG_GC
        } else {
            0
        };
        if dict != 0 && !self.objects().version_2 {
            let keys = self.new_keys_for_class()?;
            self.set_word(tp + type_object::CACHED_KEYS, keys);
        }
        self.set_word(tp + type_object::OB_REFCNT, 1);
        self.set_uint(tp + type_object::KIND, class.kind as u32);
        self.set_uint(tp + type_object::BASICSIZE, basicsize as u32);
        self.set_uint(tp + type_object::SLOTS, class.slots);
        self.set_uint(tp + type_object::DICTOFFSET, dict as u32);
        self.set_uint(tp + type_object::WEAKLISTOFFSET, weaklist as u32);
        let flags = type_object::FLAG_USED | type_object::FLAG_HEAPTYPE | gc | class.finalizer;
        self.set_uint(tp + type_object::FLAGS, flags);
        Some(tp)
    }
}
