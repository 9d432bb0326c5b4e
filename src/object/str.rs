//! Strings: the `str` of 3.x in its three widths; `str` and `unicode` of 2.7.
//!
//! ```text
//!  3.x ASCII     … length hash state wstr data[]
//!      other     … length hash state wstr utf8_length utf8 wstr_length data[]    1, 2 or 4 bytes each
//!  2.7 str       … ob_size ob_shash ob_sstate ob_sval[]
//!      unicode   … length str hash defenc                  str ▶ 4 bytes each, in a block of its own
//! ```
//! One zero character more than `length` stands at the end.

use crate::edition::objects::{KEEPALIVE_SIZE_LIMIT, Kind, UNICODE_MAXFREELIST};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Where the bits of `state` begin (3.x): `kind` (the width), `compact`, `ascii`, `ready`; below them
/// is `interned`.
const KIND_SHIFT: u32 = 2;
const COMPACT: u32 = 1 << 5;
const ASCII: u32 = 1 << 6;
const READY: u32 = 1 << 7;
/// `SSTATE_INTERNED_MORTAL`, in `state` and in 2.7's `ob_sstate`.
const INTERNED_MORTAL: u32 = 1;
/// The bits of `state` that say so.
const INTERNED: u32 = 3;
/// Index of the empty string behind those of one character.
const EMPTY: u64 = 256;

/// The characters in so many bytes each, and a zero behind them.
fn encode(text: &str, width: u64) -> Vec<u8> {
    let width = width as usize;
    let mut bytes: Vec<u8> = text
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes().into_iter().take(width))
        .collect();
    bytes.resize(bytes.len() + width, 0);
    bytes
}

/// The index in `unicode_latin1` of a string that is shared: of one character below 256, or of none.
fn shared_index(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Some(EMPTY),
        (Some(c), None) if (c as u32) < 256 => Some((c as u32).into()),
        _ => None,
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// A string of that text: a `str`, in 2.7 a `unicode` where the text is not ASCII. The empty one
    /// and those of one character below 256 are made once.
    ///
    /// Objects/unicodeobject.c, `PyUnicode_FromKindAndData`, `get_latin1_char` (3.9, 3.10),
    /// `PyUnicode_FromUnicode` (2.7); Objects/stringobject.c, `PyString_FromStringAndSize` (2.7).
    pub(crate) fn pyunicode_from_str(&mut self, text: &str) -> Option<u64> {
        let Some(index) = shared_index(text) else {
            return self.str_new(text);
        };
        let at = self.layout().object_symbols.latin1 + index * W::BYTES;
        let mut object = self.word(at);
        if object == 0 {
            object = self.str_new(text)?;
            if self.objects().version_2 && self.kind(object) == Kind::Str {
                object = self.intern_in_place(object);
            }
            self.set_word(at, object);
            self.incref(object);
        } else {
            self.incref(object);
            let of = self.kind(object);
            self.event(Event::SharedObjectUsed { object, of });
        }
        Some(object)
    }

    fn str_new(&mut self, text: &str) -> Option<u64> {
        let (version_2, ascii) = (self.objects().version_2, text.is_ascii());
        let function = if version_2 && ascii {
            Function::PyStringNew
        } else {
            Function::PyUnicodeNew
        };
        self.call(function, |mem| match (version_2, ascii) {
            (false, _) => mem.pyunicode_new(text),
            (true, true) => mem.pystring_new(text),
            (true, false) => mem.old_unicode_new(text),
        })
    }

    /// Objects/unicodeobject.c, `PyUnicode_New` (3.9, 3.10), and the characters.
    fn pyunicode_new(&mut self, text: &str) -> Option<u64> {
        let (mut length, mut maxchar) = (0, 0);
        for c in text.chars() {
            length += 1;
            maxchar = maxchar.max(c as u32);
        }
        let width = match maxchar {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        let fields = self.objects().str;
        let ascii = maxchar < 0x80;
        let start = if ascii {
            fields.ascii_data
        } else {
            fields.compact_data
        };
        let nbytes = start + (length + 1) * width;
        let op = self.object_malloc(nbytes)?;
        self.object_init(op, self.type_of(Kind::Str), nbytes);
        self.set_word(op + fields.length, length);
        self.set_word(op + fields.hash, u64::MAX);
        let of_ascii = if ascii { ASCII } else { 0 };
        let state = (width as u32) << KIND_SHIFT | COMPACT | of_ascii | READY;
        self.set_uint(op + fields.state, state);
        // wchar_t has 4 bytes: characters of that width serve as the wide ones, too.
        let (wstr, wstr_length) = if width == 4 {
            (op + start, length)
        } else {
            (0, 0)
        };
        if !ascii {
            self.set_word(op + fields.ascii_data, 0);
            self.set_word(op + fields.ascii_data + W::BYTES, 0);
            self.set_word(op + fields.ascii_data + 2 * W::BYTES, wstr_length);
        }
        self.set_word(op + fields.ascii_data - W::BYTES, wstr);
        self.set_bytes(op + start, &encode(text, width));
        Some(op)
    }

    /// Objects/stringobject.c, `PyString_FromStringAndSize` (2.7).
    fn pystring_new(&mut self, text: &str) -> Option<u64> {
        let fields = self.objects().str;
        let nbytes = fields.ascii_data + 1 + text.len() as u64;
        let op = self.object_malloc(nbytes)?;
        self.set_word(op + fields.length, text.len() as u64);
        self.object_init(op, self.type_of(Kind::Str), nbytes);
        self.set_word(op + fields.hash, u64::MAX);
        self.set_uint(op + fields.state, 0);
        self.set_bytes(op + fields.ascii_data, &encode(text, 1));
        Some(op)
    }

    /// Objects/unicodeobject.c, `_PyUnicode_New` (2.7), and the characters.
    fn old_unicode_new(&mut self, text: &str) -> Option<u64> {
        let fields = self.objects().str;
        let tp = self.type_of(Kind::Unicode);
        let bytes = encode(text, 4);
        let length = (bytes.len() / 4 - 1) as u64;
        let (op, buffer) = match self.unicode_from_free_list() {
            Some(op) => {
                let buffer = self.buffer_for(op, length, bytes.len() as u64);
                self.object_init(op, tp, fields.unicode_size);
                (op, buffer)
            }
            None => {
                let op = self.object_malloc(fields.unicode_size)?;
                self.object_init(op, tp, fields.unicode_size);
                (op, self.object_malloc(bytes.len() as u64))
            }
        };
        let Some(buffer) = buffer else {
            self.pyobject_free(op);
            return None;
        };
        self.set_word(op + fields.unicode_str, buffer);
        self.set_bytes(buffer, &bytes);
        self.set_word(op + fields.length, length);
        self.set_word(op + fields.unicode_hash, u64::MAX);
        self.set_word(op + fields.unicode_hash + W::BYTES, 0);
        Some(op)
    }

    fn unicode_from_free_list(&mut self) -> Option<u64> {
        let numfree_at = self.layout().object_symbols.unicode_free;
        let object = self.word(numfree_at + W::BYTES);
        if object == 0 {
            return None;
        }
        let next = self.word(object);
        self.set_word(numfree_at + W::BYTES, next);
        let numfree = self.uint(numfree_at).wrapping_sub(1);
        self.set_uint(numfree_at, numfree);
        let of = Kind::Unicode;
        self.event(Event::TakenFromFreeList {
            object,
            of,
            numfree,
        });
        Some(object)
    }

    /// The buffer that a `unicode` of the free list kept, made larger where it is too small; or a new
    /// one (2.7).
    fn buffer_for(&mut self, op: u64, length: u64, nbytes: u64) -> Option<u64> {
        let fields = self.objects().str;
        let kept = self.word(op + fields.unicode_str);
        if kept == 0 {
            return self.object_malloc(nbytes);
        }
        if self.word(op + fields.length) >= length {
            return Some(kept);
        }
        match self.pyobject_realloc(kept, nbytes) {
            0 => {
                self.pyobject_free(kept);
                None
            }
            moved => Some(moved),
        }
    }

    /// Objects/unicodeobject.c, `unicode_dealloc` (2.7, 3.9, 3.10); Objects/stringobject.c,
    /// `string_dealloc` (2.7). An interned string leaves `interned` first.
    pub(super) fn unicode_dealloc(&mut self, op: u64) {
        self.deallocating(op);
        if self.kind(op) == Kind::Unicode {
            return self.old_unicode_dealloc(op);
        }
        if self.is_interned(op) {
            self.set_word(op, 3);
            let interned = self.layout().object_symbols.interned;
            self.pydict_delitem(self.word(interned), op);
        }
        self.pyobject_free(op);
    }

    fn old_unicode_dealloc(&mut self, op: u64) {
        let fields = self.objects().str;
        let numfree_at = self.layout().object_symbols.unicode_free;
        let numfree = self.uint(numfree_at);
        let buffer = self.word(op + fields.unicode_str);
        if numfree >= UNICODE_MAXFREELIST || !self.free_lists_on() {
            self.pyobject_free(buffer);
            return self.pyobject_free(op);
        }
        if self.word(op + fields.length) >= KEEPALIVE_SIZE_LIMIT {
            self.pyobject_free(buffer);
            self.set_word(op + fields.unicode_str, 0);
            self.set_word(op + fields.length, 0);
        }
        let next = self.word(numfree_at + W::BYTES);
        self.set_word(op, next);
        self.set_word(numfree_at + W::BYTES, op);
        self.set_uint(numfree_at, numfree + 1);
        self.event(Event::KeptOnFreeList {
            object: op,
            of: Kind::Unicode,
            numfree: numfree + 1,
            most: UNICODE_MAXFREELIST,
        });
    }

    /// Frees what is on the free list of `unicode` (2.7); how many that were.
    ///
    /// Objects/unicodeobject.c, `PyUnicode_ClearFreelist` (2.7).
    pub(crate) fn clear_unicode_freelist(&mut self) -> u64 {
        let numfree_at = self.layout().object_symbols.unicode_free;
        let numfree = self.uint(numfree_at);
        for _ in 0..self.bounded(numfree.into()) {
            let op = self.word(numfree_at + W::BYTES);
            let next = self.word(op);
            self.set_word(numfree_at + W::BYTES, next);
            let buffer = self.word(op + self.objects().str.unicode_str);
            if buffer != 0 {
                self.pyobject_free(buffer);
            }
            self.pyobject_free(op);
        }
        self.set_uint(numfree_at, 0);
        numfree.into()
    }

    /// Whether the string is in `interned`.
    pub(super) fn is_interned(&self, op: u64) -> bool {
        self.uint(op + self.objects().str.state) & INTERNED != 0
    }

    /// Notes that the string is in `interned`.
    pub(super) fn set_interned(&mut self, op: u64) {
        let at = op + self.objects().str.state;
        let state = self.uint(at);
        self.set_uint(at, state | INTERNED_MORTAL);
    }

    /// Where the hash is kept.
    pub(super) fn str_hash_offset(&self, op: u64) -> u64 {
        match self.kind(op) {
            Kind::Unicode => self.objects().str.unicode_hash,
            _ => self.objects().str.hash,
        }
    }

    /// Where the characters are, how many, and how many bytes each has.
    pub(super) fn str_data(&self, op: u64) -> (u64, u64, u64) {
        let fields = &self.objects().str;
        let length = self.word(op + fields.length);
        if self.kind(op) == Kind::Unicode {
            return (self.word(op + fields.unicode_str), length, 4);
        }
        if self.objects().version_2 {
            return (op + fields.ascii_data, length, 1);
        }
        let state = self.uint(op + fields.state);
        let data = if state & ASCII != 0 {
            fields.ascii_data
        } else {
            fields.compact_data
        };
        (op + data, length, u64::from(state >> KIND_SHIFT & 7))
    }

    /// The text of a string.
    pub(crate) fn str_text(&self, op: u64) -> String {
        let (data, length, width) = self.str_data(op);
        let bytes = self.bytes(data, length.saturating_mul(width));
        bytes
            .unwrap_or_default()
            .chunks(width.max(1) as usize)
            .map(|unit| {
                unit.iter()
                    .rev()
                    .fold(0, |value, &b| value << 8 | u32::from(b))
            })
            .map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    /// Whether two strings have the same text.
    pub(super) fn equal_texts(&self, a: u64, b: u64) -> bool {
        let ((a_data, a_length, a_width), (b_data, b_length, b_width)) =
            (self.str_data(a), self.str_data(b));
        if a_length != b_length {
            return false;
        }
        if a_width != b_width {
            return self.objects().version_2 && self.str_text(a) == self.str_text(b);
        }
        let nbytes = a_length.saturating_mul(a_width);
        self.bytes(a_data, nbytes) == self.bytes(b_data, nbytes)
    }
}
