//! `G` and `T`: the collector's lists and what its words hold between operations, and the trashcan.

use std::collections::BTreeMap;

use crate::decode::object_view::Standing;
use crate::edition::objects::{NUM_GENERATIONS, refs27};

use super::Check;

impl Check<'_, '_> {
    /// The lists; answers how often each `PyGC_Head` is in one.
    pub(super) fn gc_lists(&mut self) -> BTreeMap<u64, u32> {
        let mut members = BTreeMap::new();
        for (standing, head) in self.image.gc_lists() {
            self.gc_list(standing, head, &mut members);
        }
        for (head, &times) in &members {
            self.expect("G2", times == 1, || {
                format!("{head:#x} is in {times} lists")
            });
        }
        members
    }

    fn gc_list(&mut self, standing: Standing, head: u64, members: &mut BTreeMap<u64, u32>) {
        let image = self.image;
        let mut walk = image.gc_list(head);
        let mut before = head;
        for at in walk.by_ref() {
            let prev = image.gc_prev(at);
            self.expect("G1", prev == before, || {
                format!("{at:#x}: gc_prev {prev:#x}, should be {before:#x}")
            });
            *members.entry(at).or_default() += 1;
            self.gc_member(at);
            before = at;
        }
        let (last, unused) = (image.gc_prev(head), image.word(head) == 0);
        self.expect("G1", walk.closed && (last == before || unused), || {
            format!("the list at {head:#x} does not end, or its head's gc_prev is {last:#x}")
        });
        if matches!(standing, Standing::Working { .. }) {
            self.expect("G4", before == head, || {
                format!("the list at {head:#x} of a collection is not empty")
            });
        }
    }

    /// A member of a list: a live object that the collector has let go of.
    fn gc_member(&mut self, at: u64) {
        let (image, layout) = (self.image, self.image.layout());
        let head = image.decode_head(at);
        let clean = if layout.objects.version_2 {
            i64::from(image.uint(at + 2 * layout.word) as i32) == refs27::REACHABLE
        } else {
            !head.collecting && !head.unreachable
        };
        self.expect("G2", clean, || {
            format!(
                "{at:#x}: gc_next {:#x}, gc_prev {:#x}",
                head.next, head.prev
            )
        });
        let object = image.decode_object(at + layout.objects.gc_head);
        let alive = object.is_some_and(|object| object.of.is_gc() && image.word(object.at) != 0);
        self.expect("G3", alive, || {
            format!("{at:#x} is in a list, and no live object")
        });
    }

    pub(super) fn gc_state(&mut self) {
        let (image, symbols) = (self.image, &self.image.layout().object_symbols);
        for (what, at) in [
            ("collecting", symbols.gc_collecting),
            ("generation", symbols.gc_generation),
            ("phase", symbols.gc_phase),
        ] {
            let value = image.uint(at);
            self.expect("G4", value == 0, || {
                format!("{what} is {value} between operations")
            });
        }
        let settings = symbols.generations + image.layout().objects.gc_head;
        for generation in 0..NUM_GENERATIONS {
            let at = settings + u64::from(generation) * symbols.generation_size;
            let count = image.uint(at + 4) as i32;
            self.expect("G5", count >= 0, || {
                format!("generations[{generation}].count is {count}")
            });
        }
        let nesting = image.uint(symbols.trash_delete_nesting);
        let later = image.word(symbols.trash_delete_later);
        self.expect("T1", nesting == 0 && later == 0, || {
            format!("trash_delete_nesting {nesting}, trash_delete_later {later:#x}")
        });
    }
}
