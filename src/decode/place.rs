//! What is at an address, and what the bytes of a range mean.

use crate::address_set::AddressSet;
use crate::edition::{ArenaOrder, OwnerTest, RAW_BINS, host, radix};
use crate::memory::unit;

use super::image::Image;
use super::pool::DecodedPool;
use super::view::{BytesView, Place, Span};

impl Image<'_> {
    /// What is at `addr`.
    pub fn locate(&self, addr: u64) -> Place {
        self.locate_in(addr, &AddressSet::default())
    }

    /// What is at `addr`, where the objects `dying` are known to be objects still, although nothing
    /// refers to them any more.
    pub fn locate_in(&self, addr: u64, dying: &AddressSet) -> Place {
        let span = self.span_at(addr, &mut None);
        self.name_object_field(span, addr, dying).place
    }

    /// What is at `addr`, with where that begins and ends.
    pub(super) fn span_around(&self, addr: u64) -> Span {
        let span = self.span_at(addr, &mut None);
        self.name_object_field(span, addr, &AddressSet::default())
    }

    /// What a pointer of CPython's points to: structs by their start, ring heads as what they stand
    /// for, an object by its own address and by its `PyGC_Head`'s.
    pub fn locate_target(&self, value: u64, dying: &AddressSet) -> Place {
        if let Some(index) = self.arena_index(value) {
            return Place::ArenaObject { index, field: None };
        }
        let mut place = match self.sentinel_of(value) {
            None => self.locate_in(value, dying),
            Some(_) => self.locate_pool(value),
        };
        if let Place::Block { object, .. } | Place::RawBlock { object, .. } = &mut place
            && let Some(object) = object
            && (object.at == value || object.at == value + self.layout.objects.gc_head)
        {
            object.field = None;
        } else if let Place::StaticObject { object } = &mut place {
            object.field = None;
        }
        place
    }

    /// What the bytes from `at` on mean, field by field; at most `len` spans, one a byte.
    pub fn spans(&self, at: u64, len: u64) -> BytesView {
        let (mut spans, mut pool) = (Vec::new(), None);
        let end = at.saturating_add(len);
        let mut here = at;
        while here < end {
            let span = self.span_at(here, &mut pool);
            let span = self.name_object_field(span, here, &AddressSet::default());
            let stop = span.at.saturating_add(span.len).clamp(here + 1, end);
            spans.push(Span {
                at: here,
                len: stop - here,
                place: span.place,
            });
            here = stop;
        }
        BytesView { at, len, spans }
    }

    /// The span around `addr`; `pool` remembers the pool that was decoded last.
    fn span_at(&self, addr: u64, pool: &mut Option<DecodedPool>) -> Span {
        let symbols = &self.layout.symbols;
        let between = |start: u64, end: u64, place| Span {
            at: start,
            len: end - start,
            place,
        };
        if addr < symbols.base {
            let place = if addr == 0 {
                Place::Null
            } else {
                Place::Unmapped
            };
            return between(addr, symbols.base, place);
        }
        if addr < symbols.base + host::SIZE {
            return between(symbols.base, symbols.base + host::SIZE, Place::Host);
        }
        if addr < symbols.end {
            return self.span_of_global(addr);
        }
        let Some(index) = self.unit_at(addr) else {
            let end = if addr < self.units_base() {
                self.units_base()
            } else {
                u64::MAX
            };
            return between(addr, end, Place::Unmapped);
        };
        let start = self.unit_address(index);
        match self.unit_kind(index) {
            unit::FREE => between(start, start + self.layout.arena_size, Place::Unmapped),
            unit::RAW | unit::RAW_MORE => self.span_of_raw(addr),
            unit::HOST => between(start, start + self.layout.arena_size, Place::Host),
            _ => self.span_of_arena(addr, start, pool),
        }
    }

    /// Whether any of these bytes are of the globals of objects and the collector, of which a small core knows nothing.
    pub(crate) fn is_of_objects(&self, at: u64, len: u64) -> bool {
        let first = self.layout.object_symbols.gc_enabled;
        at < self.layout.symbols.end && at.saturating_add(len) > first
    }

    fn span_of_global(&self, addr: u64) -> Span {
        let (symbols, word) = (&self.layout.symbols, self.layout.word);
        if addr < symbols.arenas {
            let index = ((addr - symbols.usedpools) / word) as u32;
            let place = Place::UsedPools {
                index,
                szidx: index / 2,
            };
            return Span {
                at: symbols.usedpools + u64::from(index) * word,
                len: word,
                place,
            };
        }
        if addr >= symbols.arena_map_root && addr < symbols.raw_bins {
            let level = if word == 4 { 3 } else { 1 };
            return self.span_of_radix(addr, level, symbols.arena_map_root);
        }
        #[cfg(feature = "whole")]
        if self.is_of_objects(addr, 1) {
            return self.span_of_object_global(addr);
        }
        let nfp2lasta = match self.layout.arena_order {
            ArenaOrder::Walk => 0,
            ArenaOrder::Nfp2lasta => u64::from(self.layout.pools_in_arena) + 1,
        };
        let globals = [
            ("arenas", symbols.arenas, word, 1),
            ("maxarenas", symbols.maxarenas, 4, 1),
            (
                "unused_arena_objects",
                symbols.unused_arena_objects,
                word,
                1,
            ),
            ("usable_arenas", symbols.usable_arenas, word, 1),
            ("nfp2lasta", symbols.nfp2lasta, word, nfp2lasta),
            (
                "narenas_currently_allocated",
                symbols.narenas_currently_allocated,
                word,
                1,
            ),
            (
                "ntimes_arena_allocated",
                symbols.ntimes_arena_allocated,
                word,
                1,
            ),
            ("narenas_highwater", symbols.narenas_highwater, word, 1),
            (
                "raw_allocated_blocks",
                symbols.raw_allocated_blocks,
                word,
                1,
            ),
            ("arena_map_mid_count", symbols.arena_map_mid_count, 4, 1),
            ("arena_map_bot_count", symbols.arena_map_bot_count, 4, 1),
            ("malloc bins", symbols.raw_bins, word, u64::from(RAW_BINS)),
        ];
        for (name, at, size, count) in globals {
            if addr >= at && addr < at + size * count {
                let index = (addr - at) / size;
                let place = Place::Global {
                    name,
                    index: (count > 1).then_some(index as u32),
                };
                return Span {
                    at: at + index * size,
                    len: size,
                    place,
                };
            }
        }
        Span {
            at: addr,
            len: 1,
            place: Place::Host,
        }
    }

    /// A node of the radix tree: pointers on levels 1 and 2, pairs of `tail_hi`, `tail_lo` on level 3.
    fn span_of_radix(&self, addr: u64, level: u32, start: u64) -> Span {
        if level < 3 {
            let index = (addr - start) / self.layout.word;
            let place = Place::RadixNode {
                level,
                index,
                field: None,
            };
            return Span {
                at: start + index * self.layout.word,
                len: self.layout.word,
                place,
            };
        }
        let index = (addr - start) / radix::COVERAGE_SIZE;
        let entry = start + index * radix::COVERAGE_SIZE;
        let (field, offset) = match addr - entry < radix::TAIL_LO {
            true => ("tail_hi", radix::TAIL_HI),
            false => ("tail_lo", radix::TAIL_LO),
        };
        Span {
            at: entry + offset,
            len: 4,
            place: Place::RadixNode {
                level,
                index,
                field: Some(field),
            },
        }
    }

    /// The nodes of the radix tree that the image's own addresses lead to: level and address.
    pub(super) fn radix_nodes(&self) -> [Option<(u32, u64)>; 2] {
        let (layout, word) = (&self.layout, self.layout.word);
        if layout.owner_test == OwnerTest::ArenaIndex || word == 4 {
            return [None, None];
        }
        let base = layout.symbols.mmap_base;
        let bottom = self.radix_bottom(base).map(|at| (3, at));
        [self.radix_mid(base).map(|at| (2, at)), bottom]
    }

    /// The bottom node of the radix tree that speaks of `addr`.
    pub fn radix_bottom(&self, addr: u64) -> Option<u64> {
        let layout = &self.layout;
        match (layout.owner_test, layout.word) {
            (OwnerTest::ArenaIndex, _) => None,
            (OwnerTest::RadixTree, 4) => Some(layout.symbols.arena_map_root),
            (OwnerTest::RadixTree, word) => {
                let mid = self.radix_mid(addr)?;
                let bottom = self.word(mid.wrapping_add(word * radix::mid_index(layout, addr)));
                (bottom != 0).then_some(bottom)
            }
        }
    }

    /// The mid node that speaks of `addr`, on 64 bits.
    fn radix_mid(&self, addr: u64) -> Option<u64> {
        let layout = &self.layout;
        let mid =
            self.word(layout.symbols.arena_map_root + layout.word * radix::top_index(layout, addr));
        (mid != 0).then_some(mid)
    }

    fn span_of_raw(&self, addr: u64) -> Span {
        let arenas = self.arenas_at();
        if addr >= arenas && addr - arenas < u64::from(self.maxarenas()) * self.layout.arena.size {
            return self.span_of_arena_object(addr);
        }
        for (level, at) in self.radix_nodes().into_iter().flatten() {
            let size = if level == 2 {
                radix::mid_size(&self.layout)
            } else {
                radix::bot_size(&self.layout)
            };
            if addr >= at && addr - at < size {
                return self.span_of_radix(addr, level, at);
            }
        }
        if let Some(chunk) = self.chunk_around(addr) {
            let place = Place::RawBlock {
                addr: chunk.addr,
                size: chunk.size,
                offset: addr - chunk.addr,
                allocated: chunk.allocated,
                object: None,
            };
            return Span {
                at: chunk.addr,
                len: chunk.size,
                place,
            };
        }
        let segment = self.raw_segment(addr).map_or(addr, |(segment, _)| segment);
        let at = addr - addr % self.layout.word;
        Span {
            at,
            len: self.layout.word,
            place: Place::RawBook { segment },
        }
    }

    fn span_of_arena_object(&self, addr: u64) -> Span {
        let (object, word) = (&self.layout.arena, self.layout.word);
        let index = (addr - self.arenas_at()) / object.size;
        let start = self.arenas_at() + index * object.size;
        let fields = [
            ("address", object.address, word),
            ("pool_address", object.pool_address, word),
            ("nfreepools", object.nfreepools, 4),
            ("ntotalpools", object.ntotalpools, 4),
            ("freepools", object.freepools, word),
            ("nextarena", object.nextarena, word),
            ("prevarena", object.prevarena, word),
        ];
        let (field, offset, len) = field_at(&fields, addr - start);
        let place = Place::ArenaObject {
            index: index as u32,
            field,
        };
        Span {
            at: start + offset,
            len,
            place,
        }
    }

    fn span_of_arena(&self, addr: u64, unit: u64, cache: &mut Option<DecodedPool>) -> Span {
        let layout = &self.layout;
        let Some(arena) = self.arena_of(addr) else {
            return Span {
                at: unit,
                len: layout.arena_size,
                place: Place::Unmapped,
            };
        };
        let pool_at = layout.pool_addr(addr);
        let Some(pool) = arena.pool_index(pool_at, layout.pool_size) else {
            let (start, end) = match addr < arena.first_pool {
                true => (unit, arena.first_pool),
                false => (pool_at, unit + layout.arena_size),
            };
            return Span {
                at: start,
                len: end - start,
                place: Place::ArenaEdge { arena: arena.index },
            };
        };
        if pool >= arena.carved {
            let place = Place::Uncarved {
                arena: arena.index,
                pool,
                pool_at,
            };
            return Span {
                at: pool_at,
                len: layout.pool_size,
                place,
            };
        }
        if addr - pool_at < layout.pool.overhead {
            return self.span_of_pool_header(addr, arena.index, pool, pool_at);
        }
        let decoded = match cache.take() {
            Some(decoded) if decoded.at == pool_at => decoded,
            _ => self.decode_carved(arena, pool),
        };
        let span = span_in_pool(&decoded, addr, layout.pool_size);
        *cache = Some(decoded);
        span
    }

    fn span_of_pool_header(&self, addr: u64, arena: u32, pool: u32, pool_at: u64) -> Span {
        let (header, word) = (&self.layout.pool, self.layout.word);
        let fields = [
            ("ref.count", header.ref_count, 4),
            ("freeblock", header.freeblock, word),
            ("nextpool", header.nextpool, word),
            ("prevpool", header.prevpool, word),
            ("arenaindex", header.arenaindex, 4),
            ("szidx", header.szidx, 4),
            ("nextoffset", header.nextoffset, 4),
            ("maxnextoffset", header.maxnextoffset, 4),
        ];
        let (field, offset, len) = field_at(&fields, addr - pool_at);
        Span {
            at: pool_at + offset,
            len,
            place: Place::PoolHeader {
                arena,
                pool,
                pool_at,
                field,
            },
        }
    }
}

fn span_in_pool(pool: &DecodedPool, addr: u64, pool_size: u64) -> Span {
    let (arena, index, pool_at) = (pool.arena.index, pool.index, pool.at);
    match pool.block_at(addr) {
        Some(block) => {
            let block_at = pool.address_of(block);
            let state = pool.blocks[block as usize];
            let place = Place::Block {
                arena,
                pool: index,
                pool_at,
                block,
                block_at,
                offset: addr - block_at,
                state,
                object: None,
            };
            Span {
                at: block_at,
                len: pool.size,
                place,
            }
        }
        None => {
            let start = pool.address_of(pool.blocks.len() as u32);
            let place = Place::PoolTail {
                arena,
                pool: index,
                pool_at,
            };
            Span {
                at: start,
                len: pool_at + pool_size - start,
                place,
            }
        }
    }
}

/// The field of a struct that holds the byte at `offset`: name, offset and bytes. Padding has no name.
fn field_at(fields: &[(&'static str, u64, u64)], offset: u64) -> (Option<&'static str>, u64, u64) {
    let found = fields
        .iter()
        .find(|(_, at, len)| offset >= *at && offset - at < *len);
    match found {
        Some((name, at, len)) => (Some(name), *at, *len),
        None => (None, offset, 1),
    }
}
