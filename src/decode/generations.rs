//! The collector: its lists of `PyGC_Head`, what their words say, its settings and the free lists.

use crate::edition::objects::{
    DICT_MAXFREELIST, FLOAT_MAXFREELIST, LIST_MAXFREELIST, NUM_GENERATIONS, SET_MAXFREELIST,
    TUPLE_MAXFREELIST, TUPLE_MAXSAVESIZE, UNICODE_MAXFREELIST, WorkingList, gc_bits, refs27,
};
use crate::event::Phase;

use super::image::Image;
use super::object::{DecodedObject, subscript};
use super::object_view::{
    Colour, FreeListRow, GcHead, GcList, GenerationRow, GenerationsView, Standing, WorkingRow,
};

/// `DEBUG_SAVEALL`
const DEBUG_SAVEALL: u32 = 32;

/// What the words of a `PyGC_Head` say.
#[derive(Clone, Copy, Debug)]
pub struct DecodedHead {
    /// `_gc_next` (2.7: `gc_next`), flags included.
    pub next: u64,
    /// `_gc_prev` (2.7: `gc_prev`), flags included.
    pub prev: u64,
    /// The copy of `ob_refcnt`, while there is one.
    pub gc_refs: Option<u64>,
    /// COLLECTING (3.x).
    pub collecting: bool,
    /// NEXT_MASK_UNREACHABLE (3.x), or GC_TENTATIVELY_UNREACHABLE (2.7).
    pub unreachable: bool,
    /// FINALIZED (3.x)
    pub finalized: bool,
    /// Whether a generation, or a list of a collection, should hold it.
    pub tracked: bool,
}

/// The collection that is running.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// The generation that is collected.
    pub generation: Option<u32>,
    /// What it is at.
    pub phase: Option<Phase>,
}

/// Follows a list from its head through `gc_next`, whatever its other words hold. Ends at the head,
/// outside of the image, and where the list runs in a circle that the head is not in.
#[derive(Clone, Debug)]
pub struct GcWalk<'i, 'a> {
    image: &'i Image<'a>,
    head: u64,
    at: u64,
    /// A place passed before: a circle leads back to it (Brent's method).
    passed: u64,
    until_next: u64,
    power: u64,
    /// Whether the list led back to its head, or has not begun.
    pub closed: bool,
}

impl Iterator for GcWalk<'_, '_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let next = self.image.gc_next(self.at);
        if next == self.head || next == self.passed || !self.image.holds_head(next) {
            self.closed = next == self.head || next == 0 && self.at == self.head;
            return None;
        }
        self.at = next;
        self.until_next -= 1;
        if self.until_next == 0 {
            self.passed = next;
            self.power *= 2;
            self.until_next = self.power;
        }
        Some(next)
    }
}

impl<'a> Image<'a> {
    /// `_gc_next` without its flag.
    #[inline]
    pub fn gc_next(&self, head: u64) -> u64 {
        let next = self.word(head);
        if self.layout.objects.version_2 {
            next
        } else {
            next & !gc_bits::UNREACHABLE
        }
    }

    /// `_gc_prev` without its flags: a link, unless it is `gc_refs`.
    pub fn gc_prev(&self, head: u64) -> u64 {
        let prev = self.word(head + self.layout.word);
        if self.layout.objects.version_2 {
            prev
        } else {
            prev & !(gc_bits::FINALIZED | gc_bits::COLLECTING)
        }
    }

    #[inline]
    fn holds_head(&self, head: u64) -> bool {
        let objects = &self.layout.objects;
        self.holds(head, objects.gc_head + objects.object_size())
    }

    /// The members of the list with that head.
    pub fn gc_list(&self, head: u64) -> GcWalk<'_, 'a> {
        GcWalk {
            image: self,
            head,
            at: head,
            passed: 0,
            until_next: 1,
            power: 1,
            closed: true,
        }
    }

    /// Every list of the collector with its head: the generations, young to old, the lists of a
    /// collection, `permanent_generation`.
    pub fn gc_lists(&self) -> Vec<(Standing, u64)> {
        let symbols = &self.layout.object_symbols;
        let generation =
            |index: u32| symbols.generations + u64::from(index) * symbols.generation_size;
        let mut lists: Vec<(Standing, u64)> = (0..NUM_GENERATIONS)
            .map(|index| {
                (
                    Standing::Generation { generation: index },
                    generation(index),
                )
            })
            .collect();
        lists.extend(
            self.working_lists()
                .map(|(list, head)| (Standing::Working { list }, head)),
        );
        if !self.layout.objects.version_2 {
            lists.push((Standing::Permanent, generation(NUM_GENERATIONS)));
        }
        lists
    }

    fn working_lists(&self) -> impl Iterator<Item = (WorkingList, u64)> + use<> {
        let (start, size) = (
            self.layout.object_symbols.working_lists,
            self.layout.objects.gc_head,
        );
        let there =
            |list: &WorkingList| !matches!(list, WorkingList::FinalUnreachable | WorkingList::Seen);
        let version_2 = self.layout.objects.version_2;
        (0..)
            .zip(WorkingList::ALL)
            .filter(move |(_, list)| !version_2 || there(list))
            .map(move |(index, list)| (list, start + index * size))
    }

    /// What is being collected, and how far that is.
    pub fn collection(&self) -> Collection {
        let symbols = &self.layout.object_symbols;
        let generation = self.uint(symbols.gc_generation).checked_sub(1);
        let phase = self.uint(symbols.gc_phase).checked_sub(1);
        Collection {
            generation: generation.filter(|&generation| generation < NUM_GENERATIONS),
            phase: phase.and_then(|phase| Phase::ALL.get(phase as usize).copied()),
        }
    }

    /// The `PyGC_Head` at `head`.
    ///
    /// In 3.x `_gc_prev` of an object that is COLLECTING is a link or `gc_refs`, and its flags do not
    /// say which; but no link leads below the image, and nothing has that many references.
    pub fn decode_head(&self, head: u64) -> DecodedHead {
        let (next, prev) = (self.word(head), self.word(head + self.layout.word));
        if self.layout.objects.version_2 {
            let refs = i64::from(self.uint(head + 2 * self.layout.word) as i32);
            return DecodedHead {
                next,
                prev,
                gc_refs: u64::try_from(refs).ok(),
                collecting: false,
                unreachable: refs == refs27::TENTATIVELY_UNREACHABLE,
                finalized: false,
                tracked: refs != refs27::UNTRACKED,
            };
        }
        let collecting = prev & gc_bits::COLLECTING != 0;
        let unreachable = next & gc_bits::UNREACHABLE != 0;
        let copied = collecting && !unreachable && prev < self.layout.symbols.base;
        DecodedHead {
            next,
            prev,
            gc_refs: copied.then_some(prev >> gc_bits::SHIFT),
            collecting,
            unreachable,
            finalized: prev & gc_bits::FINALIZED != 0,
            tracked: next != 0,
        }
    }

    /// The three-colour reading of an object, from `move_unreachable` on, where it takes part.
    pub(super) fn colour(
        &self,
        head: &DecodedHead,
        standing: Standing,
        collection: &Collection,
    ) -> Option<Colour> {
        let phase = collection.phase?;
        let takes_part = match standing {
            Standing::Generation { generation } => generation <= collection.generation? + 1,
            Standing::Working { .. } => true,
            _ => false,
        };
        if !takes_part || (phase as u8) < Phase::MoveUnreachable as u8 {
            return None;
        }
        let undecided = if self.layout.objects.version_2 {
            head.gc_refs.is_some() || head.unreachable
        } else {
            head.collecting
        };
        Some(match (undecided, head.gc_refs) {
            (false, _) => Colour::Black,
            (true, Some(1..)) => Colour::Grey,
            (true, _) => Colour::White,
        })
    }

    /// The objects that wait in `trash_delete_later`, the next first, at most `limit`.
    pub fn trash(&self, limit: usize) -> Vec<u64> {
        let mut waiting = Vec::new();
        let mut at = self.word(self.layout.object_symbols.trash_delete_later);
        while self.decode_object(at).is_some() && waiting.len() < limit && !waiting.contains(&at) {
            waiting.push(at);
            at = self.gc_prev(at.wrapping_sub(self.layout.objects.gc_head));
        }
        waiting
    }

    /// What `gc.garbage` holds, at most `limit`.
    pub fn gc_garbage(&self, limit: usize) -> Vec<u64> {
        let mut garbage = Vec::new();
        if let Some(list) = self.decode_object(self.layout.object_symbols.garbage) {
            self.contents(&list, &mut |_, to, _| {
                let wanted = garbage.len() < limit;
                if wanted {
                    garbage.push(to);
                }
                wanted
            });
        }
        garbage
    }

    /// The collector: each list with at most `limit` of its members, `gc.garbage` and
    /// `trash_delete_later` too. A `GcList` has its full length beside them.
    pub fn generations(&self, limit: u32) -> GenerationsView {
        let (symbols, limit) = (&self.layout.object_symbols, limit as usize);
        let collection = self.collection();
        let mut view = GenerationsView {
            generations: Vec::new(),
            permanent: None,
            working: Vec::new(),
            trash: self.trash(limit),
            trash_delete_nesting: self.uint(symbols.trash_delete_nesting),
            long_lived_total: self.word(symbols.long_lived_total),
            long_lived_pending: self.word(symbols.long_lived_pending),
            enabled: self.uint(symbols.gc_enabled) != 0,
            saveall: self.uint(symbols.gc_debug) & DEBUG_SAVEALL != 0,
            collecting: collection.generation,
            phase: collection.phase,
            garbage: self.gc_garbage(limit),
            free_lists: self.free_lists(),
            free_lists_on: self.uint(symbols.free_lists_off) == 0,
        };
        for (standing, head) in self.gc_lists() {
            let list = self.gc_list_view(head, standing, &collection, limit);
            match standing {
                Standing::Generation { generation } => {
                    view.generations.push(self.generation_row(generation, list));
                }
                Standing::Working { list: name } => view.working.push(WorkingRow { name, list }),
                _ => view.permanent = Some(list),
            }
        }
        self.label_heads(&mut view);
        view
    }

    fn generation_row(&self, generation: u32, list: GcList) -> GenerationRow {
        let symbols = &self.layout.object_symbols;
        let stats = symbols.generation_stats + u64::from(generation) * 3 * self.layout.word;
        let settings = list.head + self.layout.objects.gc_head;
        GenerationRow {
            generation,
            list,
            threshold: self.uint(settings),
            count: self.uint(settings + 4),
            collections: self.word(stats),
            collected: self.word(stats + self.layout.word),
            uncollectable: self.word(stats + 2 * self.layout.word),
        }
    }

    fn gc_list_view(
        &self,
        head: u64,
        standing: Standing,
        collection: &Collection,
        limit: usize,
    ) -> GcList {
        let mut list = GcList {
            head,
            len: 0,
            members: Vec::new(),
        };
        for at in self.gc_list(head) {
            list.len += 1;
            if list.members.len() < limit {
                let object = self.decode_object(at + self.layout.objects.gc_head);
                list.members.extend(
                    object.map(|object| self.gc_head_row(at, &object, standing, collection)),
                );
            }
        }
        list
    }

    fn gc_head_row(
        &self,
        at: u64,
        object: &DecodedObject,
        standing: Standing,
        collection: &Collection,
    ) -> GcHead {
        let head = self.decode_head(at);
        GcHead {
            at,
            object: object.at,
            kind: object.of.kind,
            label: None,
            next: head.next,
            prev: head.prev,
            refcnt: self.word(object.at),
            gc_refs: head.gc_refs,
            collecting: head.collecting,
            unreachable: head.unreachable,
            finalized: head.finalized,
            finalizer: object.of.finalizer(),
            colour: self.colour(&head, standing, collection),
        }
    }

    fn label_heads(&self, view: &mut GenerationsView) {
        let Some(names) = self.name_table() else {
            return;
        };
        let rows = view.generations.iter_mut().map(|row| &mut row.list);
        let working = view.working.iter_mut().map(|row| &mut row.list);
        let lists = rows.chain(working).chain(&mut view.permanent);
        let mut heads: Vec<&mut GcHead> = lists.flat_map(|list| &mut list.members).collect();
        heads.sort_unstable_by_key(|head| head.object);
        let objects: Vec<u64> = heads.iter().map(|head| head.object).collect();
        for (head, named) in heads.iter_mut().zip(names.named(&objects)) {
            head.label = named.first.map(|entry| names.text(&entry));
        }
    }

    /// The free lists of the edition, those of tuples where they hold some.
    fn free_lists(&self) -> Vec<FreeListRow> {
        let (symbols, word) = (&self.layout.object_symbols, self.layout.word);
        let ob_type = self.layout.objects.ob_type();
        let row = |name: &str, len: u64, capacity: Option<u32>| FreeListRow {
            name: name.to_owned(),
            len,
            capacity: capacity.map(u64::from),
        };
        let numfree = |at: u64| u64::from(self.uint(at));
        let mut rows = vec![
            row("list", numfree(symbols.list_free), Some(LIST_MAXFREELIST)),
            row("dict", numfree(symbols.dict_free), Some(DICT_MAXFREELIST)),
        ];
        if self.layout.objects.version_2 {
            rows.push(row("set", numfree(symbols.set_free), Some(SET_MAXFREELIST)));
            let unicode = numfree(symbols.unicode_free);
            rows.push(row("unicode", unicode, Some(UNICODE_MAXFREELIST)));
            rows.push(row(
                "int",
                self.chain_len(self.word(symbols.int_free), ob_type),
                None,
            ));
            let float = self.word(symbols.float_free + word);
            rows.push(row("float", self.chain_len(float, ob_type), None));
        } else {
            rows.push(row(
                "dict keys",
                numfree(symbols.keys_free),
                Some(DICT_MAXFREELIST),
            ));
            rows.push(row(
                "float",
                numfree(symbols.float_free),
                Some(FLOAT_MAXFREELIST),
            ));
        }
        for size in 1..TUPLE_MAXSAVESIZE {
            let len = numfree(symbols.tuple_numfree + 4 * u64::from(size));
            if len != 0 {
                let name = "tuple".to_owned() + &subscript(&size.to_string());
                rows.push(row(&name, len, Some(TUPLE_MAXFREELIST)));
            }
        }
        rows
    }

    /// How many objects a chain through the word at `offset` has; as many as fit into the image at most.
    pub(crate) fn chain_len(&self, first: u64, offset: u64) -> u64 {
        let most = (self.end() - self.layout.symbols.base) / (2 * self.layout.word);
        let (mut at, mut len) = (first, 0);
        while self.holds(at, offset + self.layout.word) && len < most {
            len += 1;
            at = self.word(at + offset);
        }
        len
    }
}
