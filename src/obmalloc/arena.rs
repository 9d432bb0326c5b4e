//! Arenas: `arenas[]`, the lists of arena objects, and pools coming from and going back to an arena.
//!
//! An arena object is *unassociated* (in `unused_arena_objects`), *usable* (in `usable_arenas`, some
//! pool can be had) or *full* (in no list).
//!
//! Invariant between operations: `usable_arenas` is sorted by `nfreepools`, smallest first, so that
//! pools come from the fullest arena and the emptiest have a chance to go back to the system. From
//! 3.8 on `nfp2lasta[n]` is the last arena in it with `n` free pools, or NULL.

use crate::edition::{
    ArenaObject, ArenaOrder, DUMMY_SIZE_IDX, INITIAL_ARENA_OBJECTS, MAX_UNITS, OwnerTest,
};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

macro_rules! arena_field {
    ($get:ident, $set:ident, $field:ident, $load:ident, $store:ident, $type:ty) => {
        #[inline]
        pub(crate) fn $get(&self, ao: u64) -> $type {
            self.$load(ao.wrapping_add(ArenaObject::new(W::BYTES).$field))
        }
        #[inline]
        fn $set(&mut self, ao: u64, value: $type) {
            self.$store(ao.wrapping_add(ArenaObject::new(W::BYTES).$field), value);
        }
    };
}

impl<W: Word, J: Journal> Memory<W, J> {
    arena_field!(
        arena_address,
        set_arena_address,
        address,
        word,
        set_word,
        u64
    );
    arena_field!(
        pool_address,
        set_pool_address,
        pool_address,
        word,
        set_word,
        u64
    );
    arena_field!(nfreepools, set_nfreepools, nfreepools, uint, set_uint, u32);
    arena_field!(
        ntotalpools,
        set_ntotalpools,
        ntotalpools,
        uint,
        set_uint,
        u32
    );
    arena_field!(freepools, set_freepools, freepools, word, set_word, u64);
    arena_field!(nextarena, set_nextarena, nextarena, word, set_word, u64);
    arena_field!(prevarena, set_prevarena, prevarena, word, set_word, u64);

    /// `maxarenas`: the length of `arenas[]`.
    #[inline]
    pub(crate) fn maxarenas(&self) -> u32 {
        self.uint(self.layout().symbols.maxarenas)
    }

    /// `&arenas[index]`
    #[inline]
    pub(crate) fn arena_object(&self, index: u32) -> u64 {
        self.word(self.layout().symbols.arenas)
            .wrapping_add(u64::from(index) * ArenaObject::new(W::BYTES).size)
    }

    /// `ao - arenas`
    fn arena_index(&self, ao: u64) -> u32 {
        (ao.wrapping_sub(self.word(self.layout().symbols.arenas)) / ArenaObject::new(W::BYTES).size)
            as u32
    }

    fn usable_arenas(&self) -> u64 {
        self.word(self.layout().symbols.usable_arenas)
    }

    fn set_usable_arenas(&mut self, ao: u64) {
        self.set_word(self.layout().symbols.usable_arenas, ao);
    }

    fn nfp2lasta_at(&self, nfreepools: u32) -> u64 {
        self.layout().symbols.nfp2lasta + W::BYTES * u64::from(nfreepools)
    }

    fn has_nfp2lasta(&self) -> bool {
        self.layout().arena_order == ArenaOrder::Nfp2lasta
    }

    fn add_to_word(&mut self, at: u64, more: u64) -> u64 {
        let value = self.word(at).wrapping_add(more);
        self.set_word(at, value);
        self.word(at)
    }

    /// Takes a free pool of the fullest usable arena, or of a new one, for a class; returns its
    /// first block, 0 where no arena is to be had.
    ///
    /// Objects/obmalloc.c, `allocate_from_new_pool` (3.10), `PyObject_Malloc` (2.7).
    #[inline(never)]
    pub(crate) fn allocate_from_new_pool(&mut self, szidx: u32) -> u64 {
        self.call(Function::AllocateFromNewPool, |mem| {
            if mem.usable_arenas() == 0 && !mem.start_usable_arenas() {
                return 0;
            }
            let ao = mem.usable_arenas();
            let (arena, nfreepools) = (mem.arena_index(ao), mem.nfreepools(ao));
            mem.event(Event::UsableArenaChosen { arena, nfreepools });
            if mem.has_nfp2lasta() {
                mem.step_nfp2lasta_down(ao, nfreepools);
            }
            let pool = match mem.freepools(ao) {
                0 => mem.carve_pool(ao),
                pool => mem.take_free_pool(ao, pool),
            };
            mem.link_only_pool(pool, szidx);
            mem.start_pool(pool, szidx)
        })
    }

    fn start_usable_arenas(&mut self) -> bool {
        self.event(Event::NoUsableArena);
        let ao = self.new_arena();
        self.set_usable_arenas(ao);
        if ao == 0 {
            self.event(Event::NoArenaToBeHad);
            return false;
        }
        self.set_prevarena(ao, 0);
        self.set_nextarena(ao, 0);
        let nfreepools = self.nfreepools(ao);
        if self.has_nfp2lasta() {
            self.set_word(self.nfp2lasta_at(nfreepools), ao);
        }
        self.event(Event::UsableArenasStarted {
            arena: self.arena_index(ao),
            nfreepools,
        });
        true
    }

    /// Which arena an arena object is for, if there is one.
    fn arena_there(&self, ao: u64) -> Option<u32> {
        (ao != 0).then(|| self.arena_index(ao))
    }

    /// The first usable arena is about to have one free pool fewer and stays the smallest.
    fn step_nfp2lasta_down(&mut self, ao: u64, nfreepools: u32) {
        let last = self.word(self.nfp2lasta_at(nfreepools));
        if last == ao {
            self.set_word(self.nfp2lasta_at(nfreepools), 0);
        }
        if nfreepools > 1 {
            self.set_word(self.nfp2lasta_at(nfreepools - 1), ao);
        }
        self.event(Event::Nfp2lastaSteppedDown {
            arena: self.arena_index(ao),
            nfreepools,
            last: self.arena_there(last),
        });
    }

    fn take_free_pool(&mut self, ao: u64, pool: u64) -> u64 {
        let arena = self.arena_index(ao);
        self.set_freepools(ao, self.nextpool(pool));
        let nfreepools = self.nfreepools(ao).wrapping_sub(1);
        self.set_nfreepools(ao, nfreepools);
        self.event(Event::FreePoolTaken {
            pool,
            arena,
            nfreepools,
        });
        if nfreepools == 0 {
            self.drop_first_usable(ao);
            self.event(Event::ArenaFullAfterFreePool { arena });
        }
        pool
    }

    fn carve_pool(&mut self, ao: u64) -> u64 {
        let arena = self.arena_index(ao);
        let pool = self.pool_address(ao);
        self.set_arenaindex(pool, arena);
        self.set_szidx(pool, DUMMY_SIZE_IDX);
        let pool_address = pool.wrapping_add(self.layout().pool_size);
        self.set_pool_address(ao, pool_address);
        let nfreepools = self.nfreepools(ao).wrapping_sub(1);
        self.set_nfreepools(ao, nfreepools);
        self.event(Event::PoolCarved {
            pool,
            arena,
            pool_address,
            nfreepools,
        });
        if nfreepools == 0 {
            self.drop_first_usable(ao);
            self.event(Event::ArenaFullAfterCarving { arena });
        }
        pool
    }

    fn drop_first_usable(&mut self, ao: u64) {
        let next = self.nextarena(ao);
        self.set_usable_arenas(next);
        if next != 0 {
            self.set_prevarena(next, 0);
        }
    }

    /// Associates an arena object with a new arena; returns its address, 0 where none is to be had.
    ///
    /// Objects/obmalloc.c, `new_arena` (2.7, 3.9, 3.10).
    fn new_arena(&mut self) -> u64 {
        self.call(Function::NewArena, |mem| {
            let unused = mem.layout().symbols.unused_arena_objects;
            if mem.word(unused) == 0 && !mem.grow_arenas() {
                return 0;
            }
            let ao = mem.word(unused);
            let arena = mem.arena_index(ao);
            mem.set_word(unused, mem.nextarena(ao));
            mem.event(Event::ArenaObjectTaken { arena });
            match mem.arena_alloc() {
                0 => {
                    mem.set_nextarena(ao, mem.word(unused));
                    mem.set_word(unused, ao);
                    mem.event(Event::ArenaObjectReturned { arena });
                    0
                }
                address => {
                    mem.associate(ao, address);
                    ao
                }
            }
        })
    }

    /// Doubles `arenas[]`. Only called when no arena object is in a list, so that no pointer into
    /// the old array has to be mended.
    fn grow_arenas(&mut self) -> bool {
        let symbols = self.layout().symbols;
        let from = self.maxarenas();
        let maxarenas = if from == 0 {
            INITIAL_ARENA_OBJECTS
        } else {
            from << 1
        };
        let nbytes = u64::from(maxarenas) * self.layout().arena.size;
        let at = if maxarenas > from && maxarenas <= 2 * MAX_UNITS {
            self.raw_realloc(self.word(symbols.arenas), nbytes)
        } else {
            0
        };
        if at == 0 {
            self.event(Event::ArenasNotGrown {
                maxarenas: from,
                nbytes,
            });
            return false;
        }
        self.set_word(symbols.arenas, at);
        for index in from..maxarenas {
            let ao = self.arena_object(index);
            self.set_arena_address(ao, 0);
            self.set_nextarena(
                ao,
                if index < maxarenas - 1 {
                    self.arena_object(index + 1)
                } else {
                    0
                },
            );
        }
        self.set_word(symbols.unused_arena_objects, self.arena_object(from));
        self.set_uint(symbols.maxarenas, maxarenas);
        self.event(match from {
            0 => Event::ArenasAllocated { at, maxarenas },
            from => Event::ArenasDoubled {
                at,
                from,
                maxarenas,
            },
        });
        true
    }

    /// `_PyObject_Arena.alloc`, then the mark in the radix tree; 0 where either fails.
    fn arena_alloc(&mut self) -> u64 {
        let size = self.layout().arena_size as u32;
        let address = self.call(Function::ArenaAlloc, |mem| match mem.map_arena() {
            Some((address, slot)) => {
                mem.event(Event::ArenaMapped {
                    address,
                    slot,
                    size,
                });
                address
            }
            None => {
                let limit = mem.arena_limit();
                let limited = limit != 0 && mem.mapped_arenas() >= limit;
                mem.event(if limited {
                    Event::ArenaLimitReached { limit }
                } else {
                    Event::ArenaNotMapped { size }
                });
                0
            }
        });
        let marks = self.layout().owner_test == OwnerTest::RadixTree;
        if address != 0 && marks && !self.arena_map_mark_used(address) {
            self.arena_free(address);
            self.event(Event::ArenaMarkFailed { address });
            return 0;
        }
        address
    }

    /// `_PyObject_Arena.free`
    fn arena_free(&mut self, address: u64) {
        let size = self.layout().arena_size as u32;
        self.call(Function::ArenaFree, |mem| {
            let slot = mem.unmap_arena(address);
            mem.event(Event::ArenaUnmapped {
                address,
                slot,
                size,
            });
        });
    }

    fn associate(&mut self, ao: u64, address: u64) {
        let (arena, symbols) = (self.arena_index(ao), self.layout().symbols);
        self.set_arena_address(ao, address);
        let narenas = self.add_to_word(symbols.narenas_currently_allocated, 1);
        if self.layout().has_counters {
            self.add_to_word(symbols.ntimes_arena_allocated, 1);
            if narenas > self.word(symbols.narenas_highwater) {
                self.set_word(symbols.narenas_highwater, narenas);
            }
        }
        self.event(Event::ArenaAssociated {
            arena,
            address,
            narenas: narenas as u32,
        });
        self.set_freepools(ao, 0);
        let (pool_size, all) = (self.layout().pool_size, self.layout().pools_in_arena);
        let excess = address & (pool_size - 1);
        self.set_pool_address(ao, address);
        self.set_nfreepools(ao, all);
        if excess == 0 {
            self.set_ntotalpools(ao, all);
            self.event(Event::ArenaStartsAligned {
                arena,
                ntotalpools: all,
            });
            return;
        }
        self.set_nfreepools(ao, all - 1);
        let pool_address = address.wrapping_add(pool_size - excess);
        self.set_pool_address(ao, pool_address);
        self.set_ntotalpools(ao, all - 1);
        let excess = excess as u32;
        self.event(Event::ArenaStartsUnaligned {
            arena,
            excess,
            pool_address,
            ntotalpools: all - 1,
        });
    }

    /// Moves an emptied pool from `usedpools` to its arena, and the arena to where it belongs now.
    ///
    /// Objects/obmalloc.c, `insert_to_freepool` (3.10), `PyObject_Free` (2.7).
    #[inline(never)]
    pub(crate) fn insert_to_freepool(&mut self, pool: u64) {
        self.call(Function::InsertToFreepool, |mem| {
            let (next, prev) = (mem.nextpool(pool), mem.prevpool(pool));
            mem.set_prevpool(next, prev);
            mem.set_nextpool(prev, next);
            mem.event(Event::PoolUnlinked {
                pool,
                szidx: mem.szidx(pool),
            });

            let arena = mem.arenaindex(pool);
            let ao = mem.arena_object(arena);
            let next = mem.freepools(ao);
            mem.set_nextpool(pool, next);
            mem.set_freepools(ao, pool);
            mem.event(Event::PoolToFreepools { pool, arena, next });

            let before = mem.nfreepools(ao);
            let lastnf = if mem.has_nfp2lasta() {
                mem.step_nfp2lasta_back(ao, before)
            } else {
                0
            };
            let (nf, ntotalpools) = (before.wrapping_add(1), mem.ntotalpools(ao));
            mem.set_nfreepools(ao, nf);
            mem.event(Event::FreePoolCounted {
                arena,
                nfreepools: nf,
                ntotalpools,
            });
            mem.place_arena(ao, nf, lastnf);
        });
    }

    /// Where `ao` is the last arena with `nf` free pools, `nfp2lasta[nf]` moves to the arena before
    /// it or to NULL. Returns what it was.
    fn step_nfp2lasta_back(&mut self, ao: u64, nf: u32) -> u64 {
        let (entry, arena) = (self.nfp2lasta_at(nf), self.arena_index(ao));
        let lastnf = self.word(entry);
        if lastnf == ao {
            let before = self.prevarena(ao);
            let previous = if before != 0 && self.nfreepools(before) == nf {
                before
            } else {
                0
            };
            self.set_word(entry, previous);
            let previous = self.arena_there(previous);
            self.event(Event::Nfp2lastaSteppedBack {
                arena,
                nfreepools: nf,
                previous,
            });
        } else {
            self.event(Event::Nfp2lastaUnmoved {
                arena,
                nfreepools: nf,
                last: self.arena_there(lastnf),
            });
        }
        lastnf
    }

    /// The four cases of arena management after a pool became free: 1 all pools are free, the arena
    /// goes back; 2 it is the only free pool, the arena is usable again; 3 the next arena has fewer
    /// free pools, the arena slides right; 4 nothing to do.
    fn place_arena(&mut self, ao: u64, nf: u32, lastnf: u64) {
        let arena = self.arena_index(ao);
        let ntotalpools = self.ntotalpools(ao);
        if nf == ntotalpools {
            if !self.layout().keeps_last_arena || self.nextarena(ao) != 0 {
                return self.release_arena(ao);
            }
            self.event(Event::ArenaKept { arena, ntotalpools });
        }
        if nf == 1 {
            return self.make_usable(ao);
        }
        let in_order = if self.has_nfp2lasta() {
            if self.word(self.nfp2lasta_at(nf)) == 0 {
                self.set_word(self.nfp2lasta_at(nf), ao);
                self.event(Event::Nfp2lastaSet {
                    arena,
                    nfreepools: nf,
                });
            }
            ao == lastnf
        } else {
            let next = self.nextarena(ao);
            next == 0 || nf <= self.nfreepools(next)
        };
        if in_order {
            return self.tell_order(ao, nf);
        }
        self.slide_right(ao, nf, lastnf);
    }

    /// Case 4.
    fn tell_order(&mut self, ao: u64, nfreepools: u32) {
        let (arena, at) = (self.arena_index(ao), self.nextarena(ao));
        let next = self.arena_there(at);
        let next_nfreepools = if at == 0 { 0 } else { self.nfreepools(at) };
        self.event(if self.has_nfp2lasta() {
            Event::ArenaWasLast {
                arena,
                nfreepools,
                next,
                next_nfreepools,
            }
        } else {
            Event::ArenaInOrder {
                arena,
                nfreepools,
                next,
                next_nfreepools,
            }
        });
    }

    /// Case 1. Objects/obmalloc.c, `insert_to_freepool` (3.10), `PyObject_Free` (2.7).
    fn release_arena(&mut self, ao: u64) {
        let (arena, symbols) = (self.arena_index(ao), self.layout().symbols);
        self.unlink_usable(ao);
        self.event(Event::ArenaUnlinked {
            arena,
            ntotalpools: self.ntotalpools(ao),
        });
        self.set_nextarena(ao, self.word(symbols.unused_arena_objects));
        self.set_word(symbols.unused_arena_objects, ao);
        self.event(Event::ArenaObjectUnused { arena });
        let address = self.arena_address(ao);
        if self.layout().owner_test == OwnerTest::RadixTree {
            self.arena_map_mark_unused(address);
        }
        self.arena_free(address);
        self.set_arena_address(ao, 0);
        let narenas = self.add_to_word(symbols.narenas_currently_allocated, u64::MAX) as u32;
        self.event(Event::ArenaReleased { arena, narenas });
    }

    /// Case 2. `ao` was full, so it is in no list.
    fn make_usable(&mut self, ao: u64) {
        let next = self.usable_arenas();
        self.set_nextarena(ao, next);
        self.set_prevarena(ao, 0);
        if next != 0 {
            self.set_prevarena(next, ao);
        }
        self.set_usable_arenas(ao);
        if self.has_nfp2lasta() && self.word(self.nfp2lasta_at(1)) == 0 {
            self.set_word(self.nfp2lasta_at(1), ao);
        }
        let next = self.arena_there(next);
        self.event(Event::ArenaUsableAgain {
            arena: self.arena_index(ao),
            next,
        });
    }

    /// Case 3: behind the last arena with as many free pools as `ao` had before.
    fn slide_right(&mut self, ao: u64, nf: u32, lastnf: u64) {
        let (arena, next) = (self.arena_index(ao), self.nextarena(ao));
        self.unlink_usable(ao);
        if !self.has_nfp2lasta() {
            self.event(Event::ArenaOutOfOrder {
                arena,
                nfreepools: nf,
                next: self.arena_index(next),
                next_nfreepools: self.nfreepools(next),
            });
            return self.walk_right(ao, nf);
        }
        self.event(Event::ArenaWasNotLast {
            arena,
            nfreepools: nf,
            last: self.arena_index(lastnf),
        });
        self.set_prevarena(ao, lastnf);
        let next = self.nextarena(lastnf);
        self.set_nextarena(ao, next);
        if next != 0 {
            self.set_prevarena(next, ao);
        }
        self.set_nextarena(lastnf, ao);
        self.event(Event::ArenaInsertedAfter {
            arena,
            after: self.arena_index(lastnf),
        });
    }

    /// 2.7's way of finding the place: along the list, with `ao`'s own links as the cursor. A list
    /// that does not end is a damaged one.
    fn walk_right(&mut self, ao: u64, nf: u32) {
        let arena = self.arena_index(ao);
        for _ in 0..2 * MAX_UNITS {
            let next = self.nextarena(ao);
            if next == 0 || nf <= self.nfreepools(next) {
                let after = self.prevarena(ao);
                self.set_nextarena(after, ao);
                if next != 0 {
                    self.set_prevarena(next, ao);
                }
                return self.event(Event::ArenaInsertedAfter {
                    arena,
                    after: self.arena_index(after),
                });
            }
            self.set_prevarena(ao, next);
            self.set_nextarena(ao, self.nextarena(next));
            self.event(Event::ArenaWalkedPast {
                arena,
                nfreepools: nf,
                passed: self.arena_index(next),
                passed_nfreepools: self.nfreepools(next),
            });
        }
        self.fault(ao);
    }

    fn unlink_usable(&mut self, ao: u64) {
        let (next, prev) = (self.nextarena(ao), self.prevarena(ao));
        if prev == 0 {
            self.set_usable_arenas(next);
        } else {
            self.set_nextarena(prev, next);
        }
        if next != 0 {
            self.set_prevarena(next, prev);
        }
    }
}
