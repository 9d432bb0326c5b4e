//! The loops of a deduction where nobody looks: along containers of which nothing is unusual, with the image and the
//! journal side by side, so that neither is looked up for each word (3.9, 3.10).
//!
//! Nothing here is a step of its own: each does what the function of its name does, without its events, whose number
//! the journal gets. Each stops before what the journal wants to be told of, what is no list or tuple, and what is
//! not in the image: its caller goes on from there, the long way.

use super::seen::Seen;
use crate::edition::objects::{Kind, gc_bits, type_object};
use crate::journal::Journal;
use crate::memory::Word;
use crate::words::{offset, put, uint, word, words, written};

/// Words of a `PyGC_Head`.
const HEAD: u64 = 2;

/// Where a walk along a list of containers stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// The head of the container that comes next, or the list's.
    pub(super) gc: u64,
    /// How many of its items are left, of a list or tuple that was begun.
    pub(super) items: Option<u64>,
}

impl Stand {
    /// Before a container.
    pub(super) fn before(gc: u64) -> Stand {
        Stand { gc, items: None }
    }
}

/// The two lists that `move_unreachable` makes of one, by their heads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists {
    pub(super) young: u64,
    pub(super) unreachable: u64,
}

/// Takes `update_refs` along the list; the head that it stopped before.
#[inline(always)]
pub(super) fn update_refs<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    containers: u64,
    from: u64,
    left: &mut usize,
) -> u64 {
    let (mut gc, mut fuel) = (from, *left);
    while gc != containers && fuel > 1 {
        let Some([next, prev, refs]) = words::<W, 3>(image, gc) else {
            break;
        };
        if !journal.pass(1, [written::<W>(gc, 1, 1)]) {
            break;
        }
        let flags = (prev & gc_bits::FINALIZED) | gc_bits::COLLECTING;
        put::<W>(image, gc + W::BYTES, flags | (refs << gc_bits::SHIFT));
        gc = next;
        fuel -= 1;
    }
    *left = fuel;
    gc
}

/// Takes `subtract_refs` along the list. Only for a sound heap: nothing that is written is an item, or says where they are.
#[inline(always)]
pub(super) fn subtract_refs<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    containers: u64,
    from: Stand,
    seen: &mut Seen,
    left: &mut usize,
) -> Stand {
    let (mut at, mut fuel) = (from, *left);
    while at.gc != containers && fuel > 1 {
        let Some(list) = items_of::<W>(image, at.gc) else {
            break;
        };
        if at.items.is_none() && !journal.pass(1, []) {
            break;
        }
        seen.add(list.of, list.flags);
        at.items = visit_all::<W>(image, &list, at.items, |image, op| {
            visit_decref::<W, J>(image, journal, op)
        });
        if at.items.is_some() {
            break;
        }
        at.gc = next_of::<W>(image, at.gc);
        fuel -= 1;
    }
    *left = fuel;
    at
}

/// `visit_decref`; `None` where nothing was done.
#[inline(always)]
fn visit_decref<W: Word, J: Journal>(image: &mut [u8], journal: &mut J, op: u64) -> Option<()> {
    if !is_gc::<W>(image, op)? {
        return Some(());
    }
    let gc = op.wrapping_sub(HEAD * W::BYTES);
    let [_, prev] = words::<W, 2>(image, gc)?;
    if prev & gc_bits::COLLECTING != 0 {
        let passes = journal.pass(1, [written::<W>(gc, 1, 1)]);
        passes.then_some(())?;
        let prev = prev.wrapping_sub(1 << gc_bits::SHIFT);
        put::<W>(image, gc + W::BYTES, prev);
    }
    Some(())
}

/// Takes `move_unreachable` along the list, from behind `prev` on, which goes with it. Only for a sound heap: the
/// links of what is moved are written once, however often CPython writes them.
#[inline(always)]
pub(super) fn move_unreachable<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    lists: Lists,
    prev: &mut u64,
    from: Stand,
    seen: &mut Seen,
    left: &mut usize,
) -> Stand {
    let (mut at, mut last, mut fuel) = (from, *prev, *left);
    while at.gc != lists.young && fuel > 1 {
        let is_begun = at.items.is_some();
        if !is_begun && refs_in::<W>(prev_of::<W>(image, at.gc)) == 0 {
            let moved = move_run::<W, J>(image, journal, lists, last, &mut fuel);
            if moved == 0 {
                break;
            }
            seen.unreachable += moved;
        } else {
            let Some(list) = items_of::<W>(image, at.gc) else {
                break;
            };
            if !journal.pass(u64::from(!is_begun), [written::<W>(at.gc, 1, 1)]) {
                break;
            }
            seen.reachable += u64::from(!is_begun);
            at.items = visit_all::<W>(image, &list, at.items, |image, op| {
                visit_reachable::<W, J>(image, journal, lists.young, op, seen)
            });
            if at.items.is_some() {
                break;
            }
            let finalized = prev_of::<W>(image, at.gc) & gc_bits::FINALIZED;
            put::<W>(image, at.gc + W::BYTES, last | finalized);
            last = at.gc;
            fuel -= 1;
        }
        at.gc = next_of::<W>(image, last);
    }
    (*prev, *left) = (last, fuel);
    at
}

/// Moves those behind `prev` that are unreachable to the other list, up to one that is reachable; how many.
#[inline(always)]
fn move_run<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    Lists { young, unreachable }: Lists,
    prev: u64,
    fuel: &mut usize,
) -> u64 {
    let (first, end) = (
        next_of::<W>(image, prev),
        prev_of::<W>(image, unreachable) & !gc_bits::FLAGS,
    );
    let ends = [
        written::<W>(prev, 0, 1),
        written::<W>(end, 0, 1),
        written::<W>(unreachable, 1, 1),
    ];
    if !journal.pass(0, ends) {
        return 0;
    }
    let (mut gc, mut last, mut moved) = (first, end, 0);
    while gc != young && *fuel > 1 {
        let Some([next, word]) = words::<W, 2>(image, gc) else {
            break;
        };
        if refs_in::<W>(word) != 0 || !journal.pass(1, [written::<W>(gc, 0, 2)]) {
            break;
        }
        put::<W>(image, gc, next | gc_bits::UNREACHABLE);
        put::<W>(image, gc + W::BYTES, last | (word & gc_bits::FLAGS));
        (last, gc) = (gc, next);
        moved += 1;
        *fuel -= 1;
    }
    if moved > 0 {
        put::<W>(image, end, first | gc_bits::UNREACHABLE);
        put::<W>(image, last, unreachable | gc_bits::UNREACHABLE);
        put::<W>(image, unreachable + W::BYTES, last);
        put::<W>(image, prev, gc);
    }
    moved
}

/// `visit_reachable`; `None` where nothing was done.
#[inline(always)]
fn visit_reachable<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    young: u64,
    op: u64,
    seen: &mut Seen,
) -> Option<()> {
    if !is_gc::<W>(image, op)? {
        return Some(());
    }
    let gc = op.wrapping_sub(HEAD * W::BYTES);
    let [next, word] = words::<W, 2>(image, gc)?;
    let marked = (word & gc_bits::FLAGS) | (1 << gc_bits::SHIFT);
    let is_moved = next & gc_bits::UNREACHABLE != 0;
    let is_waiting = refs_in::<W>(word) != 0 && !is_moved;
    if word & gc_bits::COLLECTING == 0 || is_waiting {
        journal.pass(1, []).then_some(())
    } else if is_moved {
        move_back::<W, J>(image, journal, young, gc)?;
        put::<W>(image, gc + W::BYTES, marked);
        seen.unreachable = seen.unreachable.wrapping_sub(1);
        Some(())
    } else {
        let passes = journal.pass(1, [written::<W>(gc, 1, 1)]);
        passes.then(|| put::<W>(image, gc + W::BYTES, marked))
    }
}

/// Moves a head from where it is to the end of the other list, but for its `_gc_prev`; `None` where nothing was done.
#[inline(always)]
fn move_back<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    young: u64,
    gc: u64,
) -> Option<()> {
    let [next_word, prev_word] = words::<W, 2>(image, gc)?;
    let (next, prev) = (
        next_word & !gc_bits::UNREACHABLE,
        prev_word & !gc_bits::FLAGS,
    );
    let last = prev_of::<W>(image, young);
    let writes = [
        written::<W>(prev, 0, 1),
        written::<W>(next, 1, 1),
        written::<W>(last, 0, 1),
        written::<W>(gc, 0, 2),
        written::<W>(young, 1, 1),
    ];
    journal.pass(1, writes).then_some(())?;
    put::<W>(image, prev, next_word);
    let flags = prev_of::<W>(image, next) & gc_bits::FLAGS;
    put::<W>(image, next + W::BYTES, prev | flags);
    put::<W>(image, last, gc);
    put::<W>(image, gc, young);
    put::<W>(image, young + W::BYTES, gc);
    Some(())
}

/// Takes `clear_unreachable_mask` along the list; the head that it stopped before. Adds up how many references the
/// counts of the objects tell of.
#[inline(always)]
pub(super) fn clear_unreachable_mask<W: Word, J: Journal>(
    image: &mut [u8],
    journal: &mut J,
    unreachable: u64,
    from: u64,
    references: &mut u64,
    left: &mut usize,
) -> u64 {
    let (mut gc, mut fuel, mut sum) = (from, *left, *references);
    while gc != unreachable && fuel > 1 {
        let Some([next, _, refs]) = words::<W, 3>(image, gc) else {
            break;
        };
        if !journal.pass(0, [written::<W>(gc, 0, 1)]) {
            break;
        }
        let next = next & !gc_bits::UNREACHABLE;
        put::<W>(image, gc, next);
        sum = sum.wrapping_add(refs);
        gc = next;
        fuel -= 1;
    }
    (*references, *left) = (sum, fuel);
    gc
}

/// The references of a list or tuple.
#[derive(Clone, Copy)]
struct Items {
    of: Kind,
    /// `tp_flags` of its type.
    flags: u32,
    /// Where they are.
    at: u64,
    count: u64,
}

/// The references of the list or tuple behind a head, if it is one, and all of it is in the image.
#[inline(always)]
fn items_of<W: Word>(image: &[u8], gc: u64) -> Option<Items> {
    let [_, _, _, tp, count, ob_item] = words::<W, 6>(image, gc)?;
    let kind = uint::<W>(image, tp.wrapping_add(type_object::KIND))?;
    let (of, at) = match Kind::ALL.get(kind as usize) {
        Some(Kind::List) => (Kind::List, ob_item),
        Some(Kind::Tuple) => (Kind::Tuple, gc + (HEAD + 3) * W::BYTES),
        _ => return None,
    };
    // Where there are no items there need not be a place for them.
    let behind = image.len().saturating_sub(offset::<W>(at)) as u64;
    (count <= behind / W::BYTES).then_some(Items {
        of,
        flags: uint::<W>(image, tp.wrapping_add(type_object::FLAGS))?,
        at,
        count,
    })
}

/// `Py_VISIT` of each item, or of the first `only` ones, from last to first; how many are left where one was not visited.
#[inline(always)]
fn visit_all<W: Word>(
    image: &mut [u8],
    items: &Items,
    only: Option<u64>,
    mut visit: impl FnMut(&mut [u8], u64) -> Option<()>,
) -> Option<u64> {
    for index in (0..only.unwrap_or(items.count)).rev() {
        let item = word::<W>(image, items.at + index * W::BYTES);
        let visited = match item {
            Some(0) => Some(()),
            Some(op) => visit(image, op),
            None => None,
        };
        if visited.is_none() {
            return Some(index + 1);
        }
    }
    None
}

/// `_PyObject_IS_GC`
#[inline(always)]
fn is_gc<W: Word>(image: &[u8], op: u64) -> Option<bool> {
    let tp = word::<W>(image, op.wrapping_add(W::BYTES))?;
    let flags = uint::<W>(image, tp.wrapping_add(type_object::FLAGS))?;
    Some(flags & type_object::FLAG_GC != 0)
}

/// `gc_refs` in a `_gc_prev` of the width of a pointer.
#[inline(always)]
pub(super) fn refs_in<W: Word>(prev: u64) -> u64 {
    if W::BYTES == 4 {
        u64::from(prev as u32 >> gc_bits::SHIFT)
    } else {
        prev >> gc_bits::SHIFT
    }
}

/// `_gc_next` of a head that is in the image.
#[inline(always)]
fn next_of<W: Word>(image: &[u8], gc: u64) -> u64 {
    word::<W>(image, gc).unwrap_or_default()
}

/// `_gc_prev` of a head that is in the image, flags included.
#[inline(always)]
fn prev_of<W: Word>(image: &[u8], gc: u64) -> u64 {
    word::<W>(image, gc + W::BYTES).unwrap_or_default()
}
