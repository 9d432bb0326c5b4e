//! Statistics as `sys._debugmallocstats()` has them, and the blocks that are handed out.

use std::fmt::Write;
use std::ops::Range;

use crate::edition::{OwnerTest, SMALL_REQUEST_THRESHOLD, radix};
use crate::memory::unit;

use super::image::Image;
use super::view::{BlockState, LiveBlock, PoolState, SizeClassRow, Stats};

impl Image<'_> {
    /// What all bytes of all arenas are used for.
    pub fn stats(&self) -> Stats {
        let layout = &self.layout;
        let old = !layout.has_counters;
        let counter = |at| (!old).then(|| self.word(at));
        let mut stats = Stats {
            classes: (0..layout.size_classes)
                .map(|szidx| self.size_class_row(szidx))
                .collect(),
            narenas: self.word(layout.symbols.narenas_currently_allocated),
            narenas_highwater: counter(layout.symbols.narenas_highwater),
            ntimes_arena_allocated: counter(layout.symbols.ntimes_arena_allocated),
            arena_bytes: 0,
            allocated_bytes: 0,
            available_bytes: 0,
            free_pools: 0,
            free_pool_bytes: 0,
            header_bytes: 0,
            quantization_bytes: 0,
            alignment_bytes: 0,
            blocks: 0,
            raw_blocks: if old {
                self.raw_blocks()
            } else {
                self.word(layout.symbols.raw_allocated_blocks)
            },
            radix_nodes: self.has_radix_levels().then(|| {
                [
                    layout.symbols.arena_map_mid_count,
                    layout.symbols.arena_map_bot_count,
                ]
                .map(|at| self.uint(at))
            }),
            radix_root_bytes: layout.arena_map_root_size(),
        };
        self.count_pools(&mut stats);
        stats.free_pool_bytes = stats.free_pools * layout.pool_size;
        for row in &stats.classes {
            stats.allocated_bytes += row.allocated * row.max;
            stats.available_bytes += row.available * row.max;
            stats.header_bytes += u64::from(row.pools) * layout.pool.overhead;
            stats.quantization_bytes +=
                u64::from(row.pools) * ((layout.pool_size - layout.pool.overhead) % row.max);
            stats.blocks += row.allocated;
        }
        stats.blocks = stats.blocks.wrapping_add(stats.raw_blocks);
        stats
    }

    fn size_class_row(&self, szidx: u32) -> SizeClassRow {
        let max = self.layout.index2size(szidx);
        SizeClassRow {
            szidx,
            min: max - self.layout.alignment + 1,
            max,
            pools: 0,
            allocated: 0,
            available: 0,
        }
    }

    fn count_pools(&self, stats: &mut Stats) {
        let layout = &self.layout;
        for arena in self.associated_arenas() {
            stats.arena_bytes += layout.arena_size;
            if arena.first_pool != arena.address {
                stats.alignment_bytes += layout.pool_size;
            }
            stats.free_pools += u64::from(arena.ntotalpools - arena.carved);
            for index in 0..arena.carved {
                let at = arena.first_pool + u64::from(index) * layout.pool_size;
                let (count, szidx) = (
                    self.uint(at + layout.pool.ref_count),
                    self.uint(at + layout.pool.szidx),
                );
                match stats.classes.get_mut(szidx as usize) {
                    Some(row) if self.pool_state(at) != PoolState::Empty => {
                        row.pools += 1;
                        row.allocated += u64::from(count);
                        row.available +=
                            u64::from(layout.blocks_in_pool(szidx).saturating_sub(count));
                    }
                    _ => stats.free_pools += 1,
                }
            }
        }
    }

    fn has_radix_levels(&self) -> bool {
        self.layout.owner_test == OwnerTest::RadixTree && self.layout.word == 8
    }

    /// The text that `sys._debugmallocstats()` prints for pymalloc
    /// (Objects/obmalloc.c, `_PyObject_DebugMallocStats`, 3.10).
    ///
    /// The counts of radix tree nodes depend on real addresses; all arenas of an image lie in the
    /// reach of one bottom node, so they are 1 here where a process may have more. Lines that an
    /// edition cannot fill, since it does not count such things, are left out.
    pub fn stats_text(&self) -> String {
        let (stats, layout) = (self.stats(), &self.layout);
        let mut text = format!(
            "Small block threshold = {SMALL_REQUEST_THRESHOLD}, in {} size classes.\n\n\
             class   size   num pools   blocks in use  avail blocks\n\
             -----   ----   ---------   -------------  ------------\n",
            layout.size_classes
        );
        for row in stats.classes.iter().filter(|row| row.pools > 0) {
            let SizeClassRow {
                szidx,
                max,
                pools,
                allocated,
                available,
                ..
            } = row;
            let _ = writeln!(
                text,
                "{szidx:5} {max:6} {pools:11} {allocated:15} {available:13}"
            );
        }
        text.push('\n');
        if let (Some(times), Some(highwater)) =
            (stats.ntimes_arena_allocated, stats.narenas_highwater)
        {
            print_one(&mut text, "# arenas allocated total", times);
            print_one(
                &mut text,
                "# arenas reclaimed",
                times.wrapping_sub(stats.narenas),
            );
            print_one(&mut text, "# arenas highwater mark", highwater);
        }
        print_one(&mut text, "# arenas allocated current", stats.narenas);
        let arena_bytes = stats.narenas.wrapping_mul(layout.arena_size);
        print_one(
            &mut text,
            &format!(
                "{} arenas * {} bytes/arena",
                stats.narenas, layout.arena_size
            ),
            arena_bytes,
        );
        text.push('\n');
        let free_pools = format!(
            "{} unused pools * {} bytes",
            stats.free_pools, layout.pool_size
        );
        let rows = [
            ("# bytes in allocated blocks", stats.allocated_bytes),
            ("# bytes in available blocks", stats.available_bytes),
            (&free_pools, stats.free_pool_bytes),
            ("# bytes lost to pool headers", stats.header_bytes),
            ("# bytes lost to quantization", stats.quantization_bytes),
            ("# bytes lost to arena alignment", stats.alignment_bytes),
        ];
        print_total(&mut text, &rows);
        if layout.owner_test == OwnerTest::RadixTree {
            self.print_radix_tree(&mut text, &stats);
        }
        text
    }

    fn print_radix_tree(&self, text: &mut String, stats: &Stats) {
        text.push_str("\narena map counts\n");
        let Some([mid, bot]) = stats.radix_nodes else {
            return print_one(
                text,
                "# bytes lost to arena map root",
                stats.radix_root_bytes,
            );
        };
        print_one(text, "# arena map mid nodes", mid.into());
        print_one(text, "# arena map bot nodes", bot.into());
        text.push('\n');
        let rows = [
            ("# bytes lost to arena map root", stats.radix_root_bytes),
            (
                "# bytes lost to arena map mid",
                u64::from(mid) * radix::mid_size(&self.layout),
            ),
            (
                "# bytes lost to arena map bot",
                u64::from(bot) * radix::bot_size(&self.layout),
            ),
        ];
        print_total(text, &rows);
    }

    /// All blocks that are handed out for callers of the allocator, in order of address; with
    /// `szidx` only those of that class.
    pub fn live_blocks(&self, szidx: Option<u32>) -> Vec<LiveBlock> {
        self.live_blocks_of(0..self.units(), szidx)
    }

    /// The same a part at a time: of `many` units of an arena's size from unit `first` of the image on. None behind the
    /// last unit.
    pub fn live_blocks_from(
        &self,
        first: u32,
        many: u32,
        szidx: Option<u32>,
    ) -> Option<Vec<LiveBlock>> {
        let end = first.saturating_add(many).min(self.units());
        (first < end).then(|| self.live_blocks_of(first..end, szidx))
    }

    fn live_blocks_of(&self, units: Range<u32>, szidx: Option<u32>) -> Vec<LiveBlock> {
        let mut blocks = Vec::new();
        for index in units {
            if self.unit_kind(index) >= unit::ARENA {
                self.live_blocks_of_arena(self.unit_address(index), szidx, &mut blocks);
            } else if szidx.is_none() {
                let raw = self.raw_blocks_of_unit(index);
                blocks.extend(raw.map(|chunk| LiveBlock {
                    addr: chunk.addr,
                    size: chunk.size,
                    szidx: None,
                }));
            }
        }
        blocks
    }

    fn live_blocks_of_arena(&self, address: u64, szidx: Option<u32>, blocks: &mut Vec<LiveBlock>) {
        let first_pool = crate::edition::align_up(address, self.layout.pool_size);
        let Some(arena) = self.arena_of(first_pool) else {
            return;
        };
        for index in 0..arena.carved {
            let at = arena.first_pool + u64::from(index) * self.layout.pool_size;
            let class = self.uint(at + self.layout.pool.szidx);
            let empty = self.pool_state(at) == PoolState::Empty;
            if empty || szidx.is_some_and(|szidx| szidx != class) {
                continue;
            }
            let pool = self.decode_carved(arena, index);
            let allocated = (0..)
                .zip(&pool.blocks)
                .filter(|(_, state)| **state == BlockState::Allocated);
            blocks.extend(allocated.map(|(block, _)| LiveBlock {
                addr: pool.address_of(block),
                size: pool.size,
                szidx: pool.szidx,
            }));
        }
    }
}

/// `printone` of obmalloc.c: the label padded to 35 characters, the value grouped by commas.
fn print_one(text: &mut String, label: &str, value: u64) {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let _ = writeln!(text, "{label:<35}={grouped:>21}");
}

fn print_total(text: &mut String, rows: &[(&str, u64)]) {
    for (label, value) in rows {
        print_one(text, label, *value);
    }
    print_one(text, "Total", rows.iter().map(|(_, value)| value).sum());
}
