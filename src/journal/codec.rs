//! Operations as bytes and back: numbers of variable length, text with its length before it. The two
//! that are most of any program have a form of eight bytes.
//!
//! ```text
//!  short    tag | marks | nbytes (2) | address (4)
//! ```
//! Written and read by the same program only, so that there is no version and nothing is refused.

use super::operations::Logged;
use crate::edition::Edition;
use crate::event::Operation;
use crate::request::{Action, Key, NewKind, Request};

/// Set in an operation's first byte if there is a result.
const RESULT: u8 = 0x80;
/// Tags of the short form: a small malloc with its result and a free, at addresses of 32 bits; with
/// [`HIGH`] at those of an image of 64-bit pointers.
const SHORT_MALLOC: u8 = 0x40;
const SHORT_FREE: u8 = 0x41;
const HIGH: u8 = 0x02;
/// What addresses of an image of 64-bit pointers have above 32 bits.
const HIGH_BITS: u64 = Edition::Cpython310W64.layout().symbols.base;

/// Bytes that are being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The last address that was written.
    addr: u64,
}

impl Writer {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// What was written; begins anew.
    pub(super) fn take(&mut self) -> Box<[u8]> {
        self.addr = 0;
        let block = self.bytes.as_slice().into();
        self.bytes.clear();
        block
    }

    /// Writes an operation: the fields of [`Logged`].
    #[inline(always)]
    pub(super) fn logged(
        &mut self,
        operation: &Operation,
        written: &[u8],
        result: Option<u64>,
        marks: u64,
    ) {
        let short = match (operation, result) {
            (&Operation::Malloc { nbytes }, Some(addr)) => short(SHORT_MALLOC, nbytes, addr, marks),
            (&Operation::Free { addr }, None) => short(SHORT_FREE, 0, addr, marks),
            _ => None,
        };
        match short {
            Some(bytes) => self.bytes.extend_from_slice(&bytes),
            None => self.long(operation, written, result, marks),
        }
    }

    #[cold]
    fn long(&mut self, operation: &Operation, written: &[u8], result: Option<u64>, marks: u64) {
        let start = self.bytes.len();
        self.operation(operation, written);
        if let Some(result) = result {
            self.bytes[start] |= RESULT;
            self.addr(result);
        }
        self.uint(marks);
    }

    fn tag(&mut self, tag: u8) {
        self.bytes.push(tag);
    }

    fn flag(&mut self, flag: bool) {
        self.tag(u8::from(flag));
    }

    fn uint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    fn int(&mut self, value: i64) {
        self.uint(((value << 1) ^ (value >> 63)) as u64);
    }

    fn addr(&mut self, addr: u64) {
        self.int(addr.wrapping_sub(self.addr) as i64);
        self.addr = addr;
    }

    fn text(&mut self, text: &str) {
        self.uint(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        self.uint(items.len() as u64);
        for one in items {
            item(self, one);
        }
    }

    fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn operation(&mut self, operation: &Operation, written: &[u8]) {
        match *operation {
            Operation::Malloc { nbytes } => {
                self.tag(0);
                self.uint(nbytes);
            }
            Operation::Calloc { nelem, elsize } => {
                self.tag(1);
                self.uint(nelem);
                self.uint(elsize);
            }
            Operation::Realloc { addr, nbytes } => {
                self.tag(2);
                self.addr(addr);
                self.uint(nbytes);
            }
            Operation::Free { addr } => {
                self.tag(3);
                self.addr(addr);
            }
            Operation::FreeUnchecked { addr } => {
                self.tag(4);
                self.addr(addr);
            }
            Operation::Write { addr, nbytes } => {
                self.tag(5);
                self.addr(addr);
                self.uint(nbytes);
                self.bytes.extend_from_slice(written);
            }
            Operation::Limit { arenas, memory } => {
                self.tag(6);
                self.uint(arenas.into());
                self.uint(memory);
            }
            Operation::Object { ref request } => {
                self.tag(7);
                #[cfg(feature = "whole")]
                self.request(request);
                #[cfg(not(feature = "whole"))]
                let _ = request;
            }
        }
    }

    fn request(&mut self, request: &Request) {
        match request {
            Request::New {
                kind,
                id,
                refs,
                on_fin,
                value,
                slots,
                weakrefs,
            } => {
                self.tag(0);
                self.kind(*kind);
                self.text(id);
                self.list(refs, |writer, id| writer.text(id));
                self.list(on_fin, Self::action);
                self.optional(value.as_deref(), Self::text);
                self.optional(*slots, |writer, slots| writer.uint(slots.into()));
                self.optional(*weakrefs, Self::flag);
            }
            Request::Ref { from, to } => self.two(1, from, to),
            Request::Unref { from, to } => self.two(2, from, to),
            Request::RootAdd { id } => self.one(3, id),
            Request::RootDel { id } => self.one(4, id),
            Request::Weakref {
                id,
                to,
                cb,
                on_call,
            } => {
                self.two(5, id, to);
                self.flag(*cb);
                self.list(on_call, Self::action);
            }
            Request::Collect { r#gen } => {
                self.tag(6);
                self.uint((*r#gen).into());
            }
            Request::Threshold { t } => {
                self.tag(7);
                for threshold in t {
                    self.uint((*threshold).into());
                }
            }
            Request::Enable => self.tag(8),
            Request::Disable => self.tag(9),
            Request::Freeze => self.tag(10),
            Request::Unfreeze => self.tag(11),
            Request::Debug { saveall } => {
                self.tag(12);
                self.flag(*saveall);
            }
            Request::Bind { name, to } => self.two(13, name, to),
            Request::SetItem { of, key, to } => {
                self.two(14, of, to);
                self.key(key);
            }
            Request::DelItem { of, key } => {
                self.one(15, of);
                self.key(key);
            }
            Request::FreeLists { on } => {
                self.tag(16);
                self.flag(*on);
            }
            Request::Many { kind, id, count } => {
                self.one(17, id);
                self.kind(*kind);
                self.uint((*count).into());
            }
            Request::Cycles { count, id } => {
                self.tag(18);
                self.uint((*count).into());
                self.optional(id.as_deref(), Self::text);
            }
        }
    }

    fn one(&mut self, tag: u8, text: &str) {
        self.tag(tag);
        self.text(text);
    }

    fn two(&mut self, tag: u8, first: &str, second: &str) {
        self.one(tag, first);
        self.text(second);
    }

    fn kind(&mut self, kind: NewKind) {
        let index = NewKind::ALL.iter().position(|&other| other == kind);
        self.tag(index.unwrap_or_default() as u8);
    }

    fn key(&mut self, key: &Key) {
        match key {
            Key::Int(value) => {
                self.tag(0);
                self.int(*value);
            }
            Key::Text(text) => self.one(1, text),
            Key::Object { of } => self.one(2, of),
        }
    }

    fn action(&mut self, action: &Action) {
        match action {
            Action::RootAdd { id } => self.one(0, id),
            Action::RootDel { id } => self.one(1, id),
            Action::Ref { from, to } => self.two(2, from, to),
            Action::Unref { from, to } => self.two(3, from, to),
            Action::Collect { r#gen } => {
                self.tag(4);
                self.uint((*r#gen).into());
            }
        }
    }
}

/// The short form, if everything fits into it.
#[inline(always)]
fn short(tag: u8, nbytes: u64, addr: u64, marks: u64) -> Option<[u8; 8]> {
    let (high, low) = (addr >> 32 << 32, addr as u32);
    let high = match high {
        0 => 0,
        HIGH_BITS => HIGH,
        _ => return None,
    };
    let fits = marks <= u8::MAX.into() && nbytes <= u16::MAX.into();
    let fields = marks << 8 | nbytes << 16 | u64::from(low) << 32;
    fits.then(|| (fields | u64::from(tag | high)).to_le_bytes())
}

/// Bytes that are being read; `None` at their end.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    addr: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, addr: 0 }
    }

    pub(super) fn logged(&mut self) -> Option<Logged> {
        let tag = self.tag()?;
        if tag & !HIGH == SHORT_MALLOC || tag & !HIGH == SHORT_FREE {
            return self.short(tag);
        }
        let (operation, written) = self.operation(tag & !RESULT)?;
        let result = match tag & RESULT {
            0 => None,
            _ => Some(self.addr()?),
        };
        Some(Logged {
            operation,
            written,
            result,
            marks: self.uint()?,
        })
    }

    fn short(&mut self, tag: u8) -> Option<Logged> {
        let (fields, rest) = self.bytes.split_first_chunk::<7>()?;
        self.bytes = rest;
        let [marks, n0, n1, addr @ ..] = *fields;
        let high = if tag & HIGH == 0 { 0 } else { HIGH_BITS };
        let addr = high | u64::from(u32::from_le_bytes(addr));
        let nbytes = u16::from_le_bytes([n0, n1]).into();
        let (operation, result) = match tag & !HIGH {
            SHORT_MALLOC => (Operation::Malloc { nbytes }, Some(addr)),
            _ => (Operation::Free { addr }, None),
        };
        Some(Logged {
            operation,
            written: Box::default(),
            result,
            marks: marks.into(),
        })
    }

    fn tag(&mut self) -> Option<u8> {
        let (&tag, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(tag)
    }

    fn flag(&mut self) -> Option<bool> {
        self.tag().map(|tag| tag != 0)
    }

    fn uint(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.tag()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
            shift += 7;
        }
    }

    fn small(&mut self) -> Option<u32> {
        self.uint().map(|value| value as u32)
    }

    fn int(&mut self) -> Option<i64> {
        let value = self.uint()?;
        Some((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn addr(&mut self) -> Option<u64> {
        self.addr = self.addr.wrapping_add(self.int()? as u64);
        Some(self.addr)
    }

    fn bytes(&mut self, len: u64) -> Option<&'a [u8]> {
        let (bytes, rest) = self.bytes.split_at_checked(len as usize)?;
        self.bytes = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        let len = self.uint()?;
        String::from_utf8(self.bytes(len)?.to_vec()).ok()
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let len = self.uint()?;
        (0..len).map(|_| item(self)).collect()
    }

    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        Some(if self.flag()? {
            Some(read(self)?)
        } else {
            None
        })
    }

    fn operation(&mut self, tag: u8) -> Option<(Operation, Box<[u8]>)> {
        let operation = match tag {
            0 => Operation::Malloc {
                nbytes: self.uint()?,
            },
            1 => Operation::Calloc {
                nelem: self.uint()?,
                elsize: self.uint()?,
            },
            2 => Operation::Realloc {
                addr: self.addr()?,
                nbytes: self.uint()?,
            },
            3 => Operation::Free { addr: self.addr()? },
            4 => Operation::FreeUnchecked { addr: self.addr()? },
            5 => {
                let (addr, nbytes) = (self.addr()?, self.uint()?);
                let written = self.bytes(nbytes)?.into();
                return Some((Operation::Write { addr, nbytes }, written));
            }
            6 => Operation::Limit {
                arenas: self.small()?,
                memory: self.uint()?,
            },
            #[cfg(feature = "whole")]
            _ => Operation::Object {
                request: self.request()?,
            },
            #[cfg(not(feature = "whole"))]
            _ => return None,
        };
        Some((operation, Box::default()))
    }

    fn request(&mut self) -> Option<Request> {
        Some(match self.tag()? {
            0 => Request::New {
                kind: self.kind()?,
                id: self.text()?,
                refs: self.list(Self::text)?,
                on_fin: self.list(Self::action)?,
                value: self.optional(Self::text)?,
                slots: self.optional(Self::small)?,
                weakrefs: self.optional(Self::flag)?,
            },
            1 => Request::Ref {
                from: self.text()?,
                to: self.text()?,
            },
            2 => Request::Unref {
                from: self.text()?,
                to: self.text()?,
            },
            3 => Request::RootAdd { id: self.text()? },
            4 => Request::RootDel { id: self.text()? },
            5 => Request::Weakref {
                id: self.text()?,
                to: self.text()?,
                cb: self.flag()?,
                on_call: self.list(Self::action)?,
            },
            6 => Request::Collect {
                r#gen: self.small()?,
            },
            7 => Request::Threshold {
                t: [self.small()?, self.small()?, self.small()?],
            },
            8 => Request::Enable,
            9 => Request::Disable,
            10 => Request::Freeze,
            11 => Request::Unfreeze,
            12 => Request::Debug {
                saveall: self.flag()?,
            },
            13 => Request::Bind {
                name: self.text()?,
                to: self.text()?,
            },
            14 => {
                let (of, to) = (self.text()?, self.text()?);
                let key = self.key()?;
                Request::SetItem { of, key, to }
            }
            15 => Request::DelItem {
                of: self.text()?,
                key: self.key()?,
            },
            16 => Request::FreeLists { on: self.flag()? },
            17 => {
                let id = self.text()?;
                Request::Many {
                    kind: self.kind()?,
                    id,
                    count: self.small()?,
                }
            }
            _ => Request::Cycles {
                count: self.small()?,
                id: self.optional(Self::text)?,
            },
        })
    }

    fn kind(&mut self) -> Option<NewKind> {
        NewKind::ALL.get(usize::from(self.tag()?)).copied()
    }

    fn key(&mut self) -> Option<Key> {
        Some(match self.tag()? {
            0 => Key::Int(self.int()?),
            1 => Key::Text(self.text()?),
            _ => Key::Object { of: self.text()? },
        })
    }

    fn action(&mut self) -> Option<Action> {
        Some(match self.tag()? {
            0 => Action::RootAdd { id: self.text()? },
            1 => Action::RootDel { id: self.text()? },
            2 => Action::Ref {
                from: self.text()?,
                to: self.text()?,
            },
            3 => Action::Unref {
                from: self.text()?,
                to: self.text()?,
            },
            _ => Action::Collect {
                r#gen: self.small()?,
            },
        })
    }
}
