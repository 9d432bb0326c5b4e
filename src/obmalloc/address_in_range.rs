//! Does pymalloc own an address? By radix tree (3.10) or through the pool's `arenaindex` (before).
//!
//! ```text
//!  radix tree, 64 bits:   root[top] ─▶ mid[…] ─▶ bottom[…] = { tail_hi, tail_lo }
//!              32 bits:   root[…] = { tail_hi, tail_lo }
//! ```
//! A bottom entry speaks of ARENA_SIZE bytes of address space: an arena covers those whose offset
//! is below `tail_lo` (the end of an arena that began in the entry before) or, where `tail_hi` is
//! not 0, at or above `tail_hi` (−1: all of them).

use crate::edition::{OwnerTest, radix};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Whether an arena of pymalloc covers `addr`, which would lie in `pool`.
    ///
    /// Objects/obmalloc.c, `address_in_range` (3.9, 3.10), `Py_ADDRESS_IN_RANGE` (2.7).
    #[inline(always)]
    pub(crate) fn address_in_range(&mut self, addr: u64, pool: u64) -> bool {
        self.call(Function::AddressInRange, |mem| {
            match mem.layout().owner_test {
                OwnerTest::RadixTree => mem.arena_map_is_used(addr),
                OwnerTest::ArenaIndex => mem.arenaindex_covers(addr, pool),
            }
        })
    }

    /// The arena index is read where a pool header would have it, whatever stands there; what it
    /// leads to decides.
    #[inline(always)]
    fn arenaindex_covers(&mut self, addr: u64, pool: u64) -> bool {
        let arenaindex = self.arenaindex_in_page(addr, pool);
        let maxarenas = self.maxarenas();
        let address = if arenaindex < maxarenas {
            self.arena_address(self.arena_object(arenaindex))
        } else {
            0
        };
        let covers = addr.wrapping_sub(address) < self.layout().arena_size && address != 0;
        if covers {
            self.event(Event::InRangeByIndex {
                addr,
                pool,
                arenaindex,
                address,
            });
        } else {
            self.event(Event::NotInRangeByIndex {
                addr,
                pool,
                arenaindex,
                maxarenas,
                address,
            });
        }
        covers
    }

    /// What stands where the header of a pool has its `arenaindex`. An image that does not begin with a page
    /// does not end with one: the rest of the last page is mapped, too, and zero.
    #[inline(always)]
    fn arenaindex_in_page(&self, addr: u64, pool: u64) -> u32 {
        let end = W::BASE + self.image().len() as u64;
        let field = pool.wrapping_add(self.layout().pool.arenaindex);
        if addr < end && field >= end {
            0
        } else {
            self.arenaindex(pool)
        }
    }

    /// The entry `index` of a bottom node.
    #[inline(always)]
    fn coverage_at(bottom: u64, index: u64) -> u64 {
        bottom.wrapping_add(radix::COVERAGE_SIZE * index)
    }

    /// Objects/obmalloc.c, `arena_map_is_used` (3.10).
    #[inline(always)]
    fn arena_map_is_used(&mut self, addr: u64) -> bool {
        let index = radix::bot_index(self.layout(), addr);
        let bottom = self.arena_map_get(addr);
        let (tail_hi, tail_lo) = if bottom == 0 {
            (0, 0)
        } else {
            let entry = Self::coverage_at(bottom, index);
            (
                self.uint(entry.wrapping_add(radix::TAIL_HI)),
                self.uint(entry.wrapping_add(radix::TAIL_LO)),
            )
        };
        let tail = (addr & (self.layout().arena_size - 1)) as u32;
        let (at, hi, lo) = (tail as i32, tail_hi as i32, tail_lo as i32);
        let covers = at < lo || (at >= hi && hi != 0);
        self.event(if covers {
            Event::InRangeByRadix {
                addr,
                index,
                tail,
                tail_hi,
                tail_lo,
            }
        } else {
            Event::NotInRangeByRadix {
                addr,
                index,
                bottom,
                tail,
                tail_hi,
                tail_lo,
            }
        });
        covers
    }

    /// The bottom node that speaks of `addr`, 0 where there is none.
    ///
    /// Objects/obmalloc.c, `arena_map_get` with `create` 0 (3.10).
    #[inline(always)]
    fn arena_map_get(&self, addr: u64) -> u64 {
        let layout = self.layout();
        if W::BYTES == 4 {
            return layout.symbols.arena_map_root;
        }
        let mid =
            self.word(layout.symbols.arena_map_root + W::BYTES * radix::top_index(layout, addr));
        if mid == 0 {
            0
        } else {
            self.word(mid.wrapping_add(W::BYTES * radix::mid_index(layout, addr)))
        }
    }

    /// The bottom node that speaks of `addr`, allocated where there is none; 0 when out of memory.
    ///
    /// Objects/obmalloc.c, `arena_map_get` with `create` 1 (3.10).
    fn arena_map_get_or_create(&mut self, addr: u64) -> u64 {
        if W::BYTES == 4 {
            return self.arena_map_get(addr);
        }
        let layout = *self.layout();
        let symbols = layout.symbols;
        let top = radix::top_index(&layout, addr);
        let mid_index = radix::mid_index(&layout, addr);
        let mid = self.radix_child(
            symbols.arena_map_root,
            top,
            2,
            radix::mid_size(&layout),
            symbols.arena_map_mid_count,
        );
        if mid == 0 {
            return 0;
        }
        self.radix_child(
            mid,
            mid_index,
            3,
            radix::bot_size(&layout),
            symbols.arena_map_bot_count,
        )
    }

    fn radix_child(
        &mut self,
        parent: u64,
        index: u64,
        level: u32,
        nbytes: u64,
        counter: u64,
    ) -> u64 {
        let entry = parent.wrapping_add(W::BYTES * index);
        let child = self.word(entry);
        if child != 0 {
            return child;
        }
        let at = self.raw_calloc(1, nbytes);
        if at == 0 {
            self.event(Event::RadixNodeNotAllocated { level, index });
            return 0;
        }
        self.set_word(entry, at);
        self.set_uint(counter, self.uint(counter).wrapping_add(1));
        self.event(Event::RadixNodeAllocated { level, index, at });
        at
    }

    /// Marks the arena at `address` as pymalloc's; `false` when a node could not be allocated.
    ///
    /// Objects/obmalloc.c, `arena_map_mark_used` with `is_used` 1 (3.10).
    pub(crate) fn arena_map_mark_used(&mut self, address: u64) -> bool {
        self.call(Function::ArenaMapMarkUsed, |mem| {
            let bottom = mem.arena_map_get_or_create(address);
            if bottom == 0 {
                return false;
            }
            let index = radix::bot_index(mem.layout(), address);
            let entry = Self::coverage_at(bottom, index);
            let tail = (address & (mem.layout().arena_size - 1)) as u32;
            if tail == 0 {
                mem.set_uint(entry.wrapping_add(radix::TAIL_HI), u32::MAX);
                mem.event(Event::ArenaMarkedAligned { address, index });
                return true;
            }
            mem.set_uint(entry.wrapping_add(radix::TAIL_HI), tail);
            let next = address.wrapping_add(mem.layout().arena_size);
            let bottom_of_next = mem.arena_map_get_or_create(next);
            if bottom_of_next == 0 {
                mem.set_uint(entry.wrapping_add(radix::TAIL_HI), 0);
                return false;
            }
            let entry = Self::coverage_at(bottom_of_next, radix::bot_index(mem.layout(), next));
            mem.set_uint(entry.wrapping_add(radix::TAIL_LO), tail);
            mem.event(Event::ArenaMarkedUnaligned {
                address,
                index,
                tail,
            });
            true
        })
    }

    /// Forgets the arena at `address`.
    ///
    /// Objects/obmalloc.c, `arena_map_mark_used` with `is_used` 0 (3.10).
    pub(crate) fn arena_map_mark_unused(&mut self, address: u64) {
        self.call(Function::ArenaMapMarkUsed, |mem| {
            let index = radix::bot_index(mem.layout(), address);
            let entry = Self::coverage_at(mem.arena_map_get(address), index);
            mem.set_uint(entry.wrapping_add(radix::TAIL_HI), 0);
            if address & (mem.layout().arena_size - 1) != 0 {
                let next = address.wrapping_add(mem.layout().arena_size);
                let entry = Self::coverage_at(
                    mem.arena_map_get(next),
                    radix::bot_index(mem.layout(), next),
                );
                mem.set_uint(entry.wrapping_add(radix::TAIL_LO), 0);
            }
            mem.event(Event::ArenaUnmarked { address, index });
        });
    }
}
