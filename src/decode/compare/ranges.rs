//! Bytes that differ, and the globals that they are. The explorer's own tables are left out.

use crate::address_set::AddressSet;
use crate::event::Bits;
use crate::memory::unit;

use super::super::image::Image;
use super::super::view::{Change, Place, Span};
use super::{Limited, Two};

/// Bytes that are compared at once before they are one by one.
const AT_ONCE: usize = 64;

/// What was found so far.
pub(super) struct Ranges<'i, 'a> {
    two: Two<'i, 'a>,
    pub(super) spans: Limited<Span>,
    pub(super) globals: Limited<Change>,
    pub(super) bytes: u64,
    /// The range that may go on: its first address, and the one behind it.
    open: Option<(u64, u64)>,
}

impl<'i, 'a> Ranges<'i, 'a> {
    pub(super) fn compare(two: Two<'i, 'a>, limit: usize) -> Ranges<'i, 'a> {
        let mut found = Ranges {
            two,
            spans: Limited::new(limit),
            globals: Limited::new(limit),
            bytes: 0,
            open: None,
        };
        let layout = two.after.layout();
        let (start, end) = (layout.symbols.usedpools, layout.symbols.end);
        found.compare_bytes(start, end - start, true);
        let (base, other_base) = two.both(Image::units_base);
        let (end, other_end) = two.both(Image::end);
        let units = (base.max(other_base)..end.max(other_end)).step_by(layout.arena_size as usize);
        for at in units {
            found.compare_bytes(at, layout.arena_size, false);
        }
        found
    }

    /// Compares `len` bytes from `at` on. What one image does not reach is zero, as the system maps
    /// it, and so is a unit of the explorer's own, which is no memory of the process.
    fn compare_bytes(&mut self, at: u64, len: u64, are_globals: bool) {
        let (before, after) = self.two.both(|image| {
            let there = image.end().saturating_sub(at).min(len);
            let held = (!image.is_host(at)).then(|| image.held_bytes(at, there));
            held.flatten().unwrap_or_default()
        });
        let (both, rest) = if before.len() < after.len() {
            (before.len(), &after[before.len()..])
        } else {
            (after.len(), &before[after.len()..])
        };
        let starts = (0..both).step_by(AT_ONCE);
        let pieces = before[..both].chunks(AT_ONCE).zip(after.chunks(AT_ONCE));
        for (start, (old, new)) in starts.zip(pieces) {
            if old == &new[..old.len()] {
                continue;
            }
            let differ = (start..)
                .zip(old.iter().zip(new))
                .filter(|(_, (a, b))| a != b);
            for (offset, _) in differ {
                self.byte(at + offset as u64, are_globals);
            }
        }
        for (offset, _) in (both..).zip(rest).filter(|&(_, &byte)| byte != 0) {
            self.byte(at + offset as u64, are_globals);
        }
        self.close(are_globals);
    }

    fn byte(&mut self, at: u64, are_globals: bool) {
        self.bytes += 1;
        match &mut self.open {
            Some((_, end)) if at - *end < self.two.after.layout().word => *end = at + 1,
            _ => {
                self.close(are_globals);
                self.open = Some((at, at + 1));
            }
        }
    }

    fn close(&mut self, are_globals: bool) {
        let Some((at, end)) = self.open.take() else {
            return;
        };
        let two = self.two;
        self.spans.add(|| Span {
            at,
            len: end - at,
            place: two.span_around(at).place,
        });
        if are_globals {
            self.name_globals(at, end);
        }
    }

    /// The globals between two addresses, those that are told of as globals.
    fn name_globals(&mut self, start: u64, end: u64) {
        let mut here = start;
        while here < end {
            let Span { at, len, place } = self.two.span_around(here);
            here = at.saturating_add(len).max(here + 1);
            let (old, new) = self.two.both(|image| image.value(at, len as u32));
            if old != new && matches!(len, 4 | 8) && is_told(&place) {
                let image = self.two.after;
                self.globals.add(|| Change {
                    at,
                    size: len,
                    target: (image.pointee(&place, new))
                        .map(|to| image.locate_target(to, &AddressSet::default())),
                    place,
                    old: Some(Bits(old)),
                    new: Some(Bits(new)),
                });
            }
        }
    }
}

impl Image<'_> {
    /// Whether the unit at `at` is one of the explorer's own.
    fn is_host(&self, at: u64) -> bool {
        let unit = self.unit_at(at);
        unit.is_some_and(|index| self.unit_kind(index) == unit::HOST)
    }
}

impl Two<'_, '_> {
    /// What is around an address after, or, where that is nothing, what was there before.
    fn span_around(&self, at: u64) -> Span {
        let (before, after) = self.both(|image| image.span_around(at));
        match after.place {
            Place::Unmapped | Place::Host => before,
            _ => after,
        }
    }
}

/// Whether a global is more than the head of a list, which is told of as a list.
fn is_told(place: &Place) -> bool {
    match place {
        Place::Global { name, .. } => *name != "malloc bins",
        Place::Generation { field, .. } => matches!(field, Some("count" | "threshold")),
        Place::TypeObject { .. } => true,
        Place::StaticObject { object } => object.field.as_deref() == Some("ob_refcnt"),
        _ => false,
    }
}
