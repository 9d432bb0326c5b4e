//! Reading an image: words, fields, and which parts are mapped. Nothing is interpreted here.

use crate::edition::{ArenaAlignment, Layout, MAX_UNITS, host};
use crate::memory::unit;

use super::view::{Field, Info, Place, Segment, SegmentKind};

/// The bytes of an image with the layout to read them by.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    bytes: &'a [u8],
    pub(super) layout: Layout,
}

impl<'a> Image<'a> {
    /// Reads `bytes` as an image of that layout, whatever they are.
    pub fn new(bytes: &'a [u8], layout: Layout) -> Image<'a> {
        Image { bytes, layout }
    }

    /// The numbers of the image's edition.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    fn read<const N: usize>(&self, addr: u64) -> [u8; N] {
        let offset =
            usize::try_from(addr.wrapping_sub(self.layout.symbols.base)).unwrap_or(usize::MAX);
        self.bytes
            .get(offset..)
            .and_then(|rest| rest.first_chunk())
            .copied()
            .unwrap_or([0; N])
    }

    /// The `uint` at `addr`, 0 outside the image.
    pub fn uint(&self, addr: u64) -> u32 {
        u32::from_le_bytes(self.read(addr))
    }

    /// The pointer or `size_t` at `addr`, 0 outside the image.
    pub fn word(&self, addr: u64) -> u64 {
        if self.layout.word == 4 {
            self.uint(addr).into()
        } else {
            u64::from_le_bytes(self.read(addr))
        }
    }

    /// The value of `size` bytes (4 or 8) at `addr`.
    pub fn value(&self, addr: u64, size: u32) -> u64 {
        if size == 4 {
            self.uint(addr).into()
        } else {
            u64::from_le_bytes(self.read(addr))
        }
    }

    /// First address behind the image.
    pub fn end(&self) -> u64 {
        self.layout.symbols.base + self.bytes.len() as u64
    }

    /// Whether the image has these bytes, mapped or not.
    #[inline]
    pub(super) fn holds(&self, addr: u64, len: u64) -> bool {
        addr >= self.layout.symbols.base
            && addr.checked_add(len).is_some_and(|end| end <= self.end())
    }

    /// A field that holds a pointer, with what `target` makes of it.
    pub(super) fn pointer(
        &self,
        name: impl Into<String>,
        at: u64,
        target: impl Fn(u64) -> Place,
    ) -> Field {
        let value = self.word(at);
        Field {
            name: name.into(),
            at,
            size: self.layout.word as u32,
            value,
            target: Some(target(value)),
        }
    }

    /// A field that holds a number of `size` bytes.
    pub(super) fn number(&self, name: impl Into<String>, at: u64, size: u32) -> Field {
        Field {
            name: name.into(),
            at,
            size,
            value: self.value(at, size),
            target: None,
        }
    }

    /// What the image says of itself.
    pub fn info(&self) -> Info {
        let base = self.layout.symbols.base;
        Info {
            edition: self.layout.edition,
            arenas: self.arena_alignment(),
            base,
            len: self.bytes.len() as u64,
            arena_limit: self.uint(base + host::ARENA_LIMIT),
            memory_limit: u64::from_le_bytes(self.read(base + host::MEMORY_LIMIT)),
        }
    }

    /// Where the system places arenas.
    pub fn arena_alignment(&self) -> ArenaAlignment {
        ArenaAlignment::from_word(self.uint(self.layout.symbols.base + host::ARENAS))
    }

    pub(super) fn units_base(&self) -> u64 {
        self.layout.symbols.mmap_base + self.arena_alignment().offset()
    }

    /// How many units the image holds.
    pub(crate) fn units(&self) -> u32 {
        let there = self.end().saturating_sub(self.units_base()) / self.layout.arena_size;
        (self.uint(self.layout.symbols.base + host::UNITS))
            .min(there as u32)
            .min(MAX_UNITS)
    }

    pub(crate) fn unit_address(&self, index: u32) -> u64 {
        self.units_base() + u64::from(index) * self.layout.arena_size
    }

    pub(crate) fn unit_kind(&self, index: u32) -> u32 {
        self.uint(self.layout.symbols.base + host::UNIT_TABLE + 4 * u64::from(index))
    }

    /// The unit that holds `addr`, mapped or not.
    pub(super) fn unit_at(&self, addr: u64) -> Option<u32> {
        let index = addr.checked_sub(self.units_base())? / self.layout.arena_size;
        u32::try_from(index)
            .ok()
            .filter(|&index| index < self.units())
    }

    /// The slot and the address of the arena that the system placed around `addr`: a slot is how
    /// the reference data names arenas.
    pub fn arena_slot(&self, addr: u64) -> Option<(u32, u64)> {
        let index = self.unit_at(addr)?;
        let slot = self.unit_kind(index).checked_sub(unit::ARENA)?;
        Some((slot, self.unit_address(index)))
    }

    /// Everything that is mapped, in order of address.
    pub fn segments(&self) -> Vec<Segment> {
        let symbols = &self.layout.symbols;
        let mut segments = vec![
            Segment {
                at: symbols.base,
                len: host::SIZE,
                kind: SegmentKind::Host,
            },
            Segment {
                at: symbols.usedpools,
                len: symbols.end - symbols.usedpools,
                kind: SegmentKind::Globals,
            },
        ];
        for index in 0..self.units() {
            let (at, len) = (self.unit_address(index), self.layout.arena_size);
            match self.unit_kind(index) {
                unit::FREE => {}
                unit::RAW_MORE => {
                    if let Some(segment) = segments
                        .last_mut()
                        .filter(|segment| segment.at + segment.len == at)
                    {
                        segment.len += len;
                    }
                }
                unit::RAW => segments.push(Segment {
                    at,
                    len,
                    kind: SegmentKind::Raw,
                }),
                unit::HOST => segments.push(Segment {
                    at,
                    len,
                    kind: SegmentKind::Host,
                }),
                _ => segments.push(Segment {
                    at,
                    len,
                    kind: SegmentKind::Arena,
                }),
            }
        }
        segments
    }

    /// Whether all of these bytes are mapped: memory of the process, not the explorer's own tables.
    pub fn is_mapped(&self, addr: u64, len: u64) -> bool {
        let Some(end) = addr.checked_add(len) else {
            return false;
        };
        let symbols = &self.layout.symbols;
        if addr >= symbols.base && end <= symbols.end {
            return true;
        }
        if addr < self.units_base() || end > self.end() {
            return false;
        }
        let last = end.max(addr + 1) - 1;
        let (Some(first), Some(last)) = (self.unit_at(addr), self.unit_at(last)) else {
            return false;
        };
        (first..=last).all(|index| !matches!(self.unit_kind(index), unit::FREE | unit::HOST))
    }

    /// Bytes of the image, if all of them are mapped.
    pub fn bytes_at(&self, addr: u64, len: u64) -> Option<&'a [u8]> {
        self.held_bytes(addr, len)
            .filter(|_| self.is_mapped(addr, len))
    }

    /// Bytes of the image, mapped or not.
    pub(super) fn held_bytes(&self, addr: u64, len: u64) -> Option<&'a [u8]> {
        let start = usize::try_from(addr.checked_sub(self.layout.symbols.base)?).ok()?;
        let end = start.checked_add(usize::try_from(len).ok()?)?;
        self.bytes.get(start..end)
    }
}
