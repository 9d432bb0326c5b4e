//! Memory: little-endian words over one growing byte buffer, and the segments mapped in it.
//!
//! The buffer is the image: everything that outlives an operation is in it, the map of segments
//! included. Addresses are the buffer's offsets plus a base that depends on the word size, so that
//! address 0 is never mapped. An access outside the buffer reads 0, writes nothing and leaves a
//! [fault](Memory::take_fault): the crash that it would have been. This module knows nothing of what
//! the bytes mean.
//!
//! ```text
//!  base             host segment: edition, limits, unit table, slot table
//!                   globals of obmalloc.c, radix tree root, bins of the C library stand-in
//!  mmap_base        unit 0 | unit 1 | unit 2 | …      each ARENA_SIZE bytes; an arena is one unit,
//!                                                      a raw segment one or more
//! ```
//! Where arenas are unaligned, all units start 16 bytes later.

use std::cell::Cell;
use std::mem::MaybeUninit;

use crate::edition::{ArenaAlignment, Edition, Layout, MAX_UNITS, host};
use crate::error::{HeapError, ImageFault};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::room;
use crate::spare;
pub use crate::words::{W32, W64, Word};
use crate::words::{is_same, is_zero, offset};

/// Bytes that `memset_zero` looks at together.
const ZEROED_AT_ONCE: usize = 4096;

/// Bytes that `memcpy` looks at together.
const COPIED_AT_ONCE: usize = 1 << 16;

/// Bytes for which the system finds memory in a few milliseconds.
const TOUCHED_AT_ONCE: usize = 2 << 20;

/// What is zeroed at most without filling memory.
const FEW_BYTES: usize = 256;

/// An image never grows beyond this many bytes: the system has no more, natively as in wasm.
pub const LARGEST_IMAGE: u64 = 2 << 30;

/// What a unit of the image is: the words of the unit table.
pub mod unit {
    /// Not mapped.
    pub const FREE: u32 = 0;
    /// Continues the raw segment that began before it.
    pub const RAW_MORE: u32 = 1;
    /// Begins a raw segment.
    pub const RAW: u32 = 2;
    /// A part of the table of names.
    pub const HOST: u32 = 3;
    /// An arena; its slot is what exceeds this.
    pub const ARENA: u32 = 4;
}

/// The image of one heap and the journal of its writes.
#[derive(Debug)]
pub struct Memory<W: Word, J: Journal> {
    bytes: Vec<u8>,
    /// What is free right behind a large image, kept for it.
    room: Vec<u8>,
    /// Told of every write and event.
    pub(crate) journal: J,
    layout: Layout,
    fault: Cell<Option<u64>>,
    is_sound: bool,
    /// Bytes that were filled, looked through or copied, for whoever replays and has others wait.
    worked: u64,
    word: std::marker::PhantomData<W>,
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// An image with a host segment and zeroed globals.
    pub(crate) fn empty(layout: Layout, arenas: ArenaAlignment) -> Memory<W, J> {
        let len =
            layout.symbols.mmap_base + ArenaAlignment::Unaligned.offset() - layout.symbols.base;
        let mut memory = Memory::<W, J>::over(vec![0; len as usize], layout);
        let edition = Edition::ALL
            .iter()
            .position(|&edition| edition == layout.edition)
            .unwrap_or_default();
        memory.set_uint(W::BASE + host::MAGIC, host::MAGIC_VALUE);
        memory.set_uint(W::BASE + host::EDITION, edition as u32);
        memory.set_uint(
            W::BASE + host::ARENAS,
            u32::from(arenas == ArenaAlignment::Unaligned),
        );
        memory
    }

    /// Takes an image that another memory of the same edition wrote.
    pub(crate) fn over(bytes: Vec<u8>, layout: Layout) -> Memory<W, J> {
        Memory {
            bytes,
            room: Vec::new(),
            journal: J::default(),
            layout,
            fault: Cell::new(None),
            is_sound: false,
            worked: 0,
            word: std::marker::PhantomData,
        }
    }

    /// The edition's numbers.
    #[inline(always)]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The image.
    pub fn image(&self) -> &[u8] {
        &self.bytes
    }

    /// Bytes that the image can have where it stands.
    #[cfg(test)]
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Gives the image away.
    pub(crate) fn into_image(self) -> Vec<u8> {
        self.bytes
    }

    /// The image and the journal, for going back and forth.
    pub(crate) fn parts(&mut self) -> (&mut Vec<u8>, &mut J) {
        (&mut self.bytes, &mut self.journal)
    }

    /// Whether all bytes are what CPython's own functions wrote, each in a block of its own, so that what is
    /// written to one object is in no other.
    #[inline(always)]
    pub(crate) fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// Says whether that is known.
    #[inline(always)]
    pub(crate) fn set_sound(&mut self, is_sound: bool) {
        self.is_sound = is_sound;
    }

    /// The address of the first access outside the image since this was asked last.
    pub fn take_fault(&self) -> Option<u64> {
        self.fault.take()
    }

    /// Whether an access outside the image has left its mark: what loops can stop then.
    #[inline(always)]
    pub(crate) fn has_fault(&self) -> bool {
        self.fault.get().is_some()
    }

    /// Notes an access that would have crashed.
    #[cold]
    #[inline(never)]
    pub(crate) fn fault(&self, addr: u64) {
        if self.fault.get().is_none() {
            self.fault.set(Some(addr));
        }
    }

    /// Loads, stores and events are inlined wherever they stand; in a small core they are calls, since a
    /// thousand copies of them would be most of it.
    #[cfg_attr(all(feature = "whole", target_family = "wasm"), inline(always))]
    #[cfg_attr(not(feature = "whole"), inline(never))]
    fn load<const N: usize>(&self, addr: u64) -> [u8; N] {
        match self
            .bytes
            .get(offset::<W>(addr)..)
            .and_then(|rest| rest.first_chunk::<N>())
        {
            Some(bytes) => *bytes,
            None => {
                self.fault(addr);
                [0; N]
            }
        }
    }

    #[cfg_attr(all(feature = "whole", target_family = "wasm"), inline(always))]
    #[cfg_attr(not(feature = "whole"), inline(never))]
    fn store<const N: usize>(&mut self, addr: u64, value: [u8; N]) {
        let offset = offset::<W>(addr);
        if J::ON && self.bytes.len().saturating_sub(N) >= offset {
            self.journal.word(&self.bytes, offset, N);
        }
        self.put(addr, value);
    }

    #[inline(always)]
    fn put<const N: usize>(&mut self, addr: u64, value: [u8; N]) {
        match self
            .bytes
            .get_mut(offset::<W>(addr)..)
            .and_then(|rest| rest.first_chunk_mut::<N>())
        {
            Some(bytes) => *bytes = value,
            None => self.fault(addr),
        }
    }

    /// The pointer or `size_t` at `addr`.
    #[inline(always)]
    pub fn word(&self, addr: u64) -> u64 {
        if W::BYTES == 4 {
            u32::from_le_bytes(self.load(addr)).into()
        } else {
            u64::from_le_bytes(self.load(addr))
        }
    }

    /// Writes a pointer or `size_t`.
    #[inline(always)]
    pub fn set_word(&mut self, addr: u64, value: u64) {
        if W::BYTES == 4 {
            self.store(addr, (value as u32).to_le_bytes());
        } else {
            self.store(addr, value.to_le_bytes());
        }
    }

    /// Goes past events and writes, addresses and lengths, if the journal needs no more of them: whether it did.
    /// Who is let past writes with [`put_word`](Self::put_word) then.
    #[inline(always)]
    pub(crate) fn passes<const N: usize>(&mut self, events: u64, writes: [(u64, u64); N]) -> bool {
        let writes = writes.map(|(addr, len)| (offset::<W>(addr), len as usize));
        self.journal.pass(events, writes)
    }

    /// Writes a pointer or `size_t` of which the journal knows.
    #[inline(always)]
    pub(crate) fn put_word(&mut self, addr: u64, value: u64) {
        if W::BYTES == 4 {
            self.put(addr, (value as u32).to_le_bytes());
        } else {
            self.put(addr, value.to_le_bytes());
        }
    }

    /// The `uint` or `int32_t` at `addr`.
    #[inline(always)]
    pub fn uint(&self, addr: u64) -> u32 {
        u32::from_le_bytes(self.load(addr))
    }

    /// Writes a `uint` or `int32_t`.
    #[inline(always)]
    pub fn set_uint(&mut self, addr: u64, value: u32) {
        self.store(addr, value.to_le_bytes());
    }

    /// The `u64` at `addr`, in the host segment on every word size.
    pub(crate) fn long(&self, addr: u64) -> u64 {
        u64::from_le_bytes(self.load(addr))
    }

    pub(crate) fn set_long(&mut self, addr: u64, value: u64) {
        self.store(addr, value.to_le_bytes());
    }

    fn range(&self, addr: u64, len: u64) -> Option<std::ops::Range<usize>> {
        let start = offset::<W>(addr);
        let end = start.checked_add(usize::try_from(len).ok()?)?;
        (end <= self.bytes.len()).then_some(start..end)
    }

    /// `len` bytes at `addr`, if all of them are in the image.
    pub fn bytes(&self, addr: u64, len: u64) -> Option<&[u8]> {
        self.bytes.get(self.range(addr, len)?)
    }

    /// Writes bytes, as one record of the journal.
    pub fn set_bytes(&mut self, addr: u64, bytes: &[u8]) {
        let Some(range) = self.range(addr, bytes.len() as u64) else {
            return self.fault(addr);
        };
        self.journal.bulk(&self.bytes, range.start, range.len());
        self.bytes[range].copy_from_slice(bytes);
    }

    /// Bytes that were filled, looked through or copied in large pieces since this was asked last.
    pub(crate) fn take_worked(&mut self) -> u64 {
        std::mem::take(&mut self.worked)
    }

    /// `memcpy`, and `memmove` towards lower addresses: where both ranges overlap, the target begins first. Large parts
    /// that hold the same are passed over: a block of which nobody wrote to most is moved without a journal for that.
    pub fn memcpy(&mut self, to: u64, from: u64, len: u64) {
        let (Some(source), Some(target)) = (self.range(from, len), self.range(to, len)) else {
            return self.fault(to);
        };
        self.worked += len;
        let mut to = target.start;
        for from in source.clone().step_by(COPIED_AT_ONCE) {
            let len = COPIED_AT_ONCE.min(source.end - from);
            let (part, place) = (from..from + len, to..to + len);
            if len < COPIED_AT_ONCE || !is_same(&self.bytes[part.clone()], &self.bytes[place]) {
                self.journal.bulk(&self.bytes, to, len);
                self.bytes.copy_within(part, to);
            }
            to += len;
        }
    }

    /// `memset(addr, 0, len)`. Pages of zeros are passed over: memory that is fresh costs no journal.
    pub fn memset_zero(&mut self, addr: u64, len: u64) {
        let Some(range) = self.range(addr, len) else {
            return self.fault(addr);
        };
        if !J::ON {
            return zero(&mut self.bytes[range]);
        }
        self.worked += len;
        for start in range.clone().step_by(ZEROED_AT_ONCE) {
            let page = start..(start + ZEROED_AT_ONCE).min(range.end);
            if !is_zero(&self.bytes[page.clone()]) {
                self.journal.bulk(&self.bytes, page.start, page.len());
                self.bytes[page].fill(0);
            }
        }
    }

    /// Tells the journal what happened.
    #[cfg_attr(all(feature = "whole", target_family = "wasm"), inline(always))]
    #[cfg_attr(not(feature = "whole"), inline(never))]
    pub fn event(&mut self, event: Event) {
        self.journal.event(&self.bytes, event);
    }

    /// Runs a function of the call tree: its events are one level deeper.
    #[inline(always)]
    pub fn call<R>(&mut self, function: Function, body: impl FnOnce(&mut Self) -> R) -> R {
        self.event(Event::Call { function });
        let entered = self.journal.enter();
        let result = body(self);
        self.journal.leave(function, entered);
        result
    }

    /// Most arenas that the system grants at once, 0 for no limit.
    pub fn arena_limit(&self) -> u32 {
        self.uint(W::BASE + host::ARENA_LIMIT)
    }

    /// Most bytes of arenas and raw segments that the system grants, 0 for no limit.
    pub fn memory_limit(&self) -> u64 {
        self.long(W::BASE + host::MEMORY_LIMIT)
    }

    /// Sets both limits; 0 for none.
    pub fn set_limits(&mut self, arenas: u32, memory: u64) {
        self.set_uint(W::BASE + host::ARENA_LIMIT, arenas);
        self.set_long(W::BASE + host::MEMORY_LIMIT, memory);
        self.event(Event::LimitSet { arenas, memory });
    }

    /// Arenas that are mapped.
    pub fn mapped_arenas(&self) -> u32 {
        self.uint(W::BASE + host::NARENAS)
    }

    /// Maps one arena in the lowest free unit; its name is the lowest free slot.
    ///
    /// Returns address and slot, `None` when a limit is reached or the image cannot grow.
    pub fn map_arena(&mut self) -> Option<(u64, u32)> {
        let limit = self.arena_limit();
        if limit != 0 && self.mapped_arenas() >= limit {
            return None;
        }
        let slot = self.lowest_free(host::SLOT_TABLE, host::FIRST_FREE_SLOT)?;
        let unit = self.map_units(1, unit::ARENA + slot)?;
        self.set_uint(Self::slot_entry(slot), unit + 1);
        self.set_uint(W::BASE + host::FIRST_FREE_SLOT, slot + 1);
        self.set_uint(
            W::BASE + host::NARENAS,
            self.mapped_arenas().wrapping_add(1),
        );
        Some((self.unit_address(unit), slot))
    }

    /// Unmaps the arena at `address`; returns its slot.
    pub fn unmap_arena(&mut self, address: u64) -> u32 {
        let Some(unit) = self.unit_of(address) else {
            self.fault(address);
            return 0;
        };
        let slot = self.uint(Self::unit_entry(unit)).wrapping_sub(unit::ARENA);
        self.set_uint(Self::slot_entry(slot), 0);
        let first = self.uint(W::BASE + host::FIRST_FREE_SLOT);
        self.set_uint(W::BASE + host::FIRST_FREE_SLOT, first.min(slot));
        self.set_uint(
            W::BASE + host::NARENAS,
            self.mapped_arenas().wrapping_sub(1),
        );
        self.unmap_units(unit, 1);
        slot
    }

    /// Maps a raw segment of at least `len` bytes; returns its address and its bytes.
    pub fn map_raw(&mut self, len: u64) -> Option<(u64, u64)> {
        let count = u32::try_from(len.div_ceil(self.layout.arena_size)).ok()?;
        let unit = self.map_units(count, unit::RAW)?;
        Some((
            self.unit_address(unit),
            u64::from(count) * self.layout.arena_size,
        ))
    }

    /// Unmaps the raw segment of `len` bytes at `address`.
    pub fn unmap_raw(&mut self, address: u64, len: u64) {
        match self.unit_of(address) {
            Some(unit) => self.unmap_units(unit, (len / self.layout.arena_size) as u32),
            None => self.fault(address),
        }
    }

    /// Maps units for the explorer's own tables, which no limit counts; returns their address.
    pub(crate) fn map_host(&mut self, units: u32) -> Option<u64> {
        let start = self.free_run(units)?;
        self.grow_to(start + units)?;
        for unit in start..start + units {
            self.set_uint(Self::unit_entry(unit), unit::HOST);
        }
        if start == self.uint(W::BASE + host::FIRST_FREE_UNIT) {
            self.set_uint(W::BASE + host::FIRST_FREE_UNIT, start + units);
        }
        Some(self.unit_address(start))
    }

    /// Unmaps units of [`Memory::map_host`].
    pub(crate) fn unmap_host(&mut self, address: u64, units: u32) {
        match self.unit_of(address) {
            Some(unit) => self.forget_units(unit, units),
            None => self.fault(address),
        }
    }

    /// Whether a raw segment begins at `address`.
    pub(crate) fn is_raw_segment(&self, address: u64) -> bool {
        let Some(unit) = self.unit_of(address) else {
            return false;
        };
        self.unit_address(unit) == address && self.uint(Self::unit_entry(unit)) == unit::RAW
    }

    fn unit_entry(unit: u32) -> u64 {
        W::BASE + host::UNIT_TABLE + 4 * u64::from(unit)
    }

    fn slot_entry(slot: u32) -> u64 {
        W::BASE + host::SLOT_TABLE + 4 * u64::from(slot)
    }

    fn units_base(&self) -> u64 {
        let unaligned = self.uint(W::BASE + host::ARENAS) != 0;
        let arenas = if unaligned {
            ArenaAlignment::Unaligned
        } else {
            ArenaAlignment::Aligned
        };
        self.layout.symbols.mmap_base + arenas.offset()
    }

    fn unit_address(&self, unit: u32) -> u64 {
        self.units_base() + u64::from(unit) * self.layout.arena_size
    }

    fn unit_of(&self, address: u64) -> Option<u32> {
        let distance = address.checked_sub(self.units_base())?;
        let unit = u32::try_from(distance / self.layout.arena_size).ok()?;
        (unit < self.uint(W::BASE + host::UNITS)).then_some(unit)
    }

    /// The lowest index of a host table whose word is 0, starting where `hint` says.
    fn lowest_free(&self, table: u64, hint: u64) -> Option<u32> {
        (self.uint(W::BASE + hint)..MAX_UNITS)
            .find(|&index| self.uint(W::BASE + table + 4 * u64::from(index)) == 0)
    }

    /// The first run of `count` free units, and maps it as `first`, with [`unit::RAW_MORE`] behind.
    fn map_units(&mut self, count: u32, first: u32) -> Option<u32> {
        let bytes = u64::from(count) * self.layout.arena_size;
        if !self.is_within_limit(bytes) {
            return None;
        }
        let start = self.free_run(count)?;
        self.grow_to(start + count)?;
        let mapped = self.long(W::BASE + host::MAPPED);
        self.set_long(W::BASE + host::MAPPED, mapped.wrapping_add(bytes));
        for index in 0..count {
            self.set_uint(
                Self::unit_entry(start + index),
                if index == 0 { first } else { unit::RAW_MORE },
            );
        }
        if start == self.uint(W::BASE + host::FIRST_FREE_UNIT) {
            self.set_uint(W::BASE + host::FIRST_FREE_UNIT, start + count);
        }
        Some(start)
    }

    fn is_within_limit(&self, bytes: u64) -> bool {
        let limit = self.memory_limit();
        let mapped = self.long(W::BASE + host::MAPPED);
        limit == 0 || mapped.saturating_add(bytes) <= limit
    }

    fn free_run(&self, count: u32) -> Option<u32> {
        let mut start = self.lowest_free(host::UNIT_TABLE, host::FIRST_FREE_UNIT)?;
        let mut end = start;
        while end - start < count {
            if end == MAX_UNITS {
                return None;
            }
            let taken = self.uint(Self::unit_entry(end)) != unit::FREE;
            end += 1;
            if taken {
                start = end;
            }
        }
        Some(start)
    }

    /// Makes the image hold that many units; new bytes are zero, as `mmap` has them.
    fn grow_to(&mut self, units: u32) -> Option<()> {
        let had = self.uint(W::BASE + host::UNITS);
        if units <= had {
            return Some(());
        }
        let end = self.units_base() + u64::from(units) * self.layout.arena_size;
        let len = usize::try_from(end - W::BASE)
            .ok()
            .filter(|&len| len as u64 <= LARGEST_IMAGE)?;
        self.make_place(len.checked_sub(self.bytes.len())?)?;
        self.journal.grow(self.bytes.len());
        self.worked += (len - self.bytes.len()) as u64;
        room::lengthen(&mut self.bytes, len);
        self.set_uint(W::BASE + host::UNITS, units);
        Some(())
    }

    /// Makes place for more bytes, if enough memory is left then for all else.
    fn make_place(&mut self, more: usize) -> Option<()> {
        let len = self.bytes.len() + more;
        if len <= self.bytes.capacity() {
            // It was that long before: what is carried out again must not end otherwise.
            return Some(());
        }
        self.give_room_back();
        let is_alone = !self.journal.keeps();
        for is_ahead in [true, false] {
            let granted = if is_ahead {
                room::reserve_ahead(&mut self.bytes, more, is_alone)
            } else {
                self.bytes.try_reserve_exact(more)
            };
            if granted.is_ok() && spare::is_left(len) {
                self.keep_room(is_alone);
                return Some(());
            }
            self.bytes.shrink_to_fit();
        }
        None
    }

    /// Makes place for more bytes that will be asked for, if so many are granted at once and the image has to grow for
    /// them, and touches a part of it from `from` on, so that the system finds memory for that; answers where the part
    /// ends, or all of them where nothing is left to do.
    pub(crate) fn expect(&mut self, more: usize, from: usize) -> usize {
        let missing = self.missing(more).unwrap_or(0);
        if from >= missing || self.make_place(missing).is_none() {
            return more;
        }
        let end = (from + TOUCHED_AT_ONCE).min(missing);
        if let Some(part) = self.bytes.spare_capacity_mut().get_mut(from..end) {
            part.fill(MaybeUninit::new(0));
        }
        if end < missing { end } else { more }
    }

    /// By how many bytes the image has to grow before so many can be mapped in one piece; `None` where they never are.
    fn missing(&self, bytes: usize) -> Option<usize> {
        let unit = self.layout.arena_size;
        let count = (bytes as u64).div_ceil(unit);
        if !self.is_within_limit(count * unit) {
            return None;
        }
        let count = u32::try_from(count).ok()?;
        let end = self.free_run(count)?.saturating_add(count);
        let missing = u64::from(end.saturating_sub(self.uint(W::BASE + host::UNITS))) * unit;
        (self.bytes.len() as u64 + missing <= LARGEST_IMAGE).then_some(missing as usize)
    }

    /// What is free behind the image is not what has to be left for all else.
    fn keep_room(&mut self, is_alone: bool) {
        if is_alone {
            return;
        }
        self.room = room::behind(&self.bytes);
        if !spare::is_left(self.bytes.len()) {
            self.give_room_back();
        }
    }

    /// Gives back what is kept free for the image.
    pub(crate) fn give_room_back(&mut self) {
        self.room = Vec::new();
    }

    /// Unmaps units. Their bytes are zeroed now, so that mapping them again finds them as `mmap` would.
    fn unmap_units(&mut self, start: u32, count: u32) {
        let bytes = u64::from(count) * self.layout.arena_size;
        self.set_long(
            W::BASE + host::MAPPED,
            self.long(W::BASE + host::MAPPED).wrapping_sub(bytes),
        );
        self.forget_units(start, count);
    }

    fn forget_units(&mut self, start: u32, count: u32) {
        let bytes = u64::from(count) * self.layout.arena_size;
        self.memset_zero(self.unit_address(start), bytes);
        for unit in start..start.saturating_add(count).min(MAX_UNITS) {
            self.set_uint(Self::unit_entry(unit), unit::FREE);
        }
        let first = self.uint(W::BASE + host::FIRST_FREE_UNIT);
        self.set_uint(W::BASE + host::FIRST_FREE_UNIT, first.min(start));
    }
}

/// Zeroes bytes. Few of them in a loop: to fill memory, engines leave wasm, which takes longer. What the loop writes must
/// not be known to be zero, or it would be compiled to that again.
fn zero(bytes: &mut [u8]) {
    if bytes.len() > FEW_BYTES {
        return bytes.fill(0);
    }
    let zero = std::hint::black_box(0_u64).to_le_bytes();
    let (words, rest) = bytes.as_chunks_mut();
    for word in words {
        *word = zero;
    }
    for (byte, zero) in rest.iter_mut().zip(zero) {
        *byte = zero;
    }
}

/// What an image says of itself in its host segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which edition's layout it has.
    pub edition: Edition,
    /// Where the system places arenas.
    pub arenas: ArenaAlignment,
}

impl Header {
    /// Reads the host segment of an image.
    ///
    /// # Errors
    /// [`HeapError::BadImage`] where it is none, or too short for its edition.
    pub fn read(image: &[u8]) -> Result<Header, HeapError> {
        let uint = |at: u64| {
            let bytes = image.get(at as usize..)?.first_chunk::<4>()?;
            Some(u32::from_le_bytes(*bytes))
        };
        let bad = |reason| HeapError::BadImage { reason };
        if uint(host::MAGIC) != Some(host::MAGIC_VALUE) {
            return Err(bad(ImageFault::Beginning));
        }
        let edition =
            uint(host::EDITION).and_then(|index| Edition::ALL.get(index as usize).copied());
        let edition = edition.ok_or_else(|| bad(ImageFault::Edition))?;
        let arenas = match uint(host::ARENAS) {
            Some(0) => ArenaAlignment::Aligned,
            Some(1) => ArenaAlignment::Unaligned,
            _ => return Err(bad(ImageFault::Alignment)),
        };
        let layout = edition.layout();
        let units = uint(host::UNITS)
            .filter(|&units| units <= MAX_UNITS)
            .ok_or_else(|| bad(ImageFault::Units))?;
        let fixed = layout.symbols.mmap_base - layout.symbols.base;
        let expected = match units {
            0 => fixed + ArenaAlignment::Unaligned.offset(),
            units => fixed + arenas.offset() + u64::from(units) * layout.arena_size,
        };
        if image.len() as u64 != expected {
            return Err(bad(ImageFault::Length));
        }
        Ok(Header { edition, arenas })
    }
}
