//! `R`, `M`, `H`: the radix tree, the C library stand-in's chunks, and the host's map of segments.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::view::{Segment, SegmentKind};
use crate::edition::{MAX_UNITS, RAW_BINS, host, radix};
use crate::memory::unit;
use crate::raw::{FLAGS, IN_USE, PREV_IN_USE, bin};

use super::Check;

impl Check<'_, '_> {
    /// Every entry of the bottom node is compared with what the arenas ask for.
    pub(super) fn radix_tree(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let mut expected: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
        for arena in image.associated_arenas() {
            let tail = (arena.address & (layout.arena_size - 1)) as u32;
            let entry = |addr: u64| radix::bot_index(layout, addr);
            expected.entry(entry(arena.address)).or_default().0 =
                if tail == 0 { u32::MAX } else { tail };
            if tail != 0 {
                expected
                    .entry(entry(arena.address.wrapping_add(layout.arena_size)))
                    .or_default()
                    .1 = tail;
            }
        }
        let Some(bottom) = image.radix_bottom(layout.symbols.mmap_base) else {
            return;
        };
        for index in 0..1 << radix::bot_bits(layout) {
            let at = bottom.wrapping_add(radix::COVERAGE_SIZE * index);
            let found = (image.uint(at), image.uint(at.wrapping_add(radix::TAIL_LO)));
            let wanted = expected.get(&index).copied().unwrap_or_default();
            self.expect("R1", found == wanted, || {
                format!("entry {index} is {found:?}, should be {wanted:?}")
            });
        }
    }

    pub(super) fn raw(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let mut free = BTreeMap::new();
        for segment in image
            .segments()
            .into_iter()
            .filter(|segment| segment.kind == SegmentKind::Raw)
        {
            self.segment(&segment, &mut free);
        }
        let mut listed = BTreeMap::new();
        for list in 0..RAW_BINS {
            let mut chunk = image.word(layout.symbols.raw_bins + u64::from(list) * layout.word);
            while chunk != 0 && listed.insert(chunk, list).is_none() {
                chunk = image.word(chunk.wrapping_add(layout.word));
            }
        }
        self.expect("M2", listed == free, || {
            format!("{} listed, {} free", listed.len(), free.len())
        });
        if layout.has_counters {
            let (counted, there) = (
                image.word(layout.symbols.raw_allocated_blocks),
                image.raw_blocks(),
            );
            self.expect("M3", counted == there, || {
                format!("{counted} counted, {there} there")
            });
        }
    }

    /// One segment's chunks; notes its free ones with the list that they belong into.
    fn segment(&mut self, segment: &Segment, free: &mut BTreeMap<u64, u32>) {
        let (image, word) = (self.image, self.image.layout().word);
        let mut end = segment.at + word;
        let mut before_in_use = true;
        for chunk in image.chunks((segment.at, segment.len)) {
            let header = chunk.addr - word;
            let flags = image.word(header) & FLAGS;
            let prev = flags & PREV_IN_USE != 0;
            self.expect("M4", prev == before_in_use, || {
                format!("chunk {header:#x}: flags {flags}")
            });
            if !chunk.allocated {
                self.expect("M1", before_in_use, || {
                    format!("free chunks touch at {header:#x}")
                });
                let size = chunk.size + word;
                let at_end = image.word(header + size - word);
                self.expect("M4", at_end == size, || {
                    format!("chunk {header:#x}: {size} bytes, {at_end} at its end")
                });
                free.insert(header, bin(size));
            }
            before_in_use = chunk.allocated;
            end = header + chunk.size + word;
        }
        let last = segment.at + segment.len - word;
        self.expect("M1", end == last, || {
            format!("segment {:#x}: chunks end at {end:#x}", segment.at)
        });
        let (first_word, last_word) = (image.word(segment.at), image.word(last));
        let expected = IN_USE | if before_in_use { PREV_IN_USE } else { 0 };
        let marked = first_word == segment.len && last_word == expected;
        self.expect("M4", marked, || {
            format!("segment {:#x}: {first_word}, {last_word}", segment.at)
        });
    }

    pub(super) fn host(&mut self) {
        let (image, layout) = (self.image, self.image.layout());
        let field = |offset| image.uint(layout.symbols.base + offset);
        let kinds: Vec<u32> = (0..image.units())
            .map(|index| image.unit_kind(index))
            .collect();
        let units = (0_u32..).zip(&kinds);
        let mapped: BTreeSet<u64> = units
            .clone()
            .filter(|(_, kind)| **kind >= unit::ARENA)
            .map(|(index, _)| image.unit_address(index))
            .collect();
        let associated: BTreeSet<u64> = image
            .associated_arenas()
            .map(|arena| arena.address)
            .collect();
        self.expect("H1", mapped == associated, || {
            format!("mapped {mapped:x?}, associated {associated:x?}")
        });

        let slots: BTreeMap<u32, u32> = units
            .clone()
            .filter_map(|(index, kind)| Some((kind.checked_sub(unit::ARENA)?, index + 1)))
            .collect();
        let table: BTreeMap<u32, u32> = (0..MAX_UNITS)
            .map(|slot| (slot, field(host::SLOT_TABLE + 4 * u64::from(slot))))
            .filter(|&(_, entry)| entry != 0)
            .collect();
        self.expect("H2", slots == table, || {
            format!("slots {table:?}, should be {slots:?}")
        });
        let narenas = field(host::NARENAS);
        self.expect("H2", narenas as usize == mapped.len(), || {
            format!("{narenas} arenas counted")
        });
        let counted = |kind: &&u32| !matches!(**kind, unit::FREE | unit::HOST);
        let taken = kinds.iter().filter(counted).count() as u64;
        let bytes = u64::from(field(host::MAPPED)) | u64::from(field(host::MAPPED + 4)) << 32;
        self.expect("H2", bytes == taken * layout.arena_size, || {
            format!("{bytes} bytes counted as mapped")
        });
        let slot_hint = (0..field(host::FIRST_FREE_SLOT)).all(|slot| table.contains_key(&slot));
        let unit_hint = kinds
            .iter()
            .take(field(host::FIRST_FREE_UNIT) as usize)
            .all(|&kind| kind != unit::FREE);
        self.expect("H2", slot_hint && unit_hint, || {
            "something below a hint is free".to_owned()
        });
    }
}
