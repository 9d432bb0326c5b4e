//! Names, objects and references: the graph, breadth first from the names, up to a limit.

use crate::edition::objects::Kind;

use super::generations::Collection;
use super::image::Image;
use super::names::Named;
use super::object::DecodedObject;
use super::object_view::{
    CalledObject, NameRow, NamesView, ObjectGroup, ObjectSummary, ObjectsView, Reference, Standing,
};
use super::view::Place;

/// References that are listed for each listed object, on average.
const REFERENCES_PER_OBJECT: usize = 8;

/// One bit for each 8 bytes of an image: no two objects share them.
pub(super) struct Marks {
    base: u64,
    bits: Vec<u64>,
}

impl Marks {
    pub(super) fn new(image: &Image<'_>) -> Marks {
        let base = image.layout.symbols.base;
        let words = (image.end() - base) / (8 * 64) + 1;
        Marks {
            base,
            bits: vec![0; words as usize],
        }
    }

    fn bit(&self, at: u64) -> (usize, u64) {
        let index = at.wrapping_sub(self.base) / 8;
        ((index / 64) as usize, 1 << (index % 64))
    }

    pub(super) fn has(&self, at: u64) -> bool {
        let (word, bit) = self.bit(at);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Marks an address of the image; whether it was not marked before.
    pub(super) fn add(&mut self, at: u64) -> bool {
        let (word, bit) = self.bit(at);
        match self.bits.get_mut(word) {
            Some(bits) if *bits & bit == 0 => {
                *bits |= bit;
                true
            }
            _ => false,
        }
    }
}

/// What was found so far.
struct Survey<'i, 'a> {
    image: &'i Image<'a>,
    limit: usize,
    listed: Vec<DecodedObject>,
    /// Where the collector has each of them, as its lists say.
    standings: Vec<Option<Standing>>,
    /// How many of the listed objects were expanded.
    expanded: usize,
    is_listed: Marks,
    /// Objects that were counted or listed.
    is_found: Marks,
    groups: Vec<ObjectGroup>,
}

impl Image<'_> {
    /// Names, at most `limit` objects, and the references between them; the others in groups.
    pub fn objects(&self, limit: u32) -> ObjectsView {
        let mut survey = Survey::new(self, limit as usize);
        survey.list_from_names();
        survey.list_from_the_collector();
        survey.place_in_lists();
        survey.count_others();
        survey.view()
    }

    /// What the objects are called that `objects` lists for this limit, without a look at the others.
    pub fn names(&self, limit: u32) -> NamesView {
        let mut survey = Survey::new(self, limit as usize);
        survey.list_from_names();
        survey.list_from_the_collector();
        survey.names_view()
    }
}

impl<'i, 'a> Survey<'i, 'a> {
    fn new(image: &'i Image<'a>, limit: usize) -> Survey<'i, 'a> {
        Survey {
            image,
            limit,
            listed: Vec::new(),
            standings: Vec::new(),
            expanded: 0,
            is_listed: Marks::new(image),
            is_found: Marks::new(image),
            groups: Vec::new(),
        }
    }

    /// Lists an object, if there is room; whether there is room for another one.
    fn list(&mut self, at: u64) -> bool {
        if self.listed.len() >= self.limit {
            return false;
        }
        if let Some(object) = self.image.decode_object(at)
            && self.is_listed.add(at)
        {
            self.is_found.add(at);
            self.listed.push(object);
        }
        true
    }

    /// Lists what the listed objects lead to, breadth first.
    fn expand(&mut self) {
        let image = self.image;
        while let Some(&object) = self.listed.get(self.expanded) {
            self.expanded += 1;
            let mut room = true;
            image.contents(&object, &mut |_, to, _| {
                room = self.list(to);
                room
            });
            if !room {
                return;
            }
        }
    }

    fn list_from_names(&mut self) {
        if let Some(names) = self.image.name_table() {
            for entry in names.iter().filter(|entry| entry.roots != 0) {
                if !self.list(entry.object) {
                    return;
                }
            }
        }
        self.expand();
    }

    fn list_from_the_collector(&mut self) {
        let image = self.image;
        let gc_head = image.layout.objects.gc_head;
        for (_, head) in image.gc_lists() {
            for member in image.gc_list(head) {
                if !self.list(member + gc_head) {
                    return;
                }
            }
        }
        for at in image.gc_garbage(self.limit) {
            self.list(at);
        }
        for at in image.trash(self.limit) {
            self.list(at);
        }
        self.expand();
    }

    /// Notes which list each listed object is in, and counts the other members.
    fn place_in_lists(&mut self) {
        let image = self.image;
        let gc_head = image.layout.objects.gc_head;
        self.standings = vec![None; self.listed.len()];
        let mut index: Vec<(u64, usize)> = (self.listed.iter().map(|object| object.at))
            .zip(0..)
            .collect();
        index.sort_unstable();
        let find = |at: u64| {
            let found = index.binary_search_by_key(&at, |&(at, _)| at).ok()?;
            Some(index[found].1)
        };
        for (standing, head) in image.gc_lists() {
            for member in image.gc_list(head) {
                let at = member + gc_head;
                if self.is_listed.has(at) {
                    if let Some(place) = find(at) {
                        self.standings[place] = Some(standing);
                    }
                } else if let Some(object) = image.decode_object(at)
                    && self.is_found.add(at)
                {
                    self.count(object.of.kind, standing);
                }
            }
        }
        for at in image.trash(self.limit) {
            if let Some(place) = find(at) {
                self.standings[place] = Some(Standing::Trash);
            }
        }
    }

    fn count(&mut self, kind: Kind, standing: Standing) {
        let group = (self.groups.iter_mut())
            .rfind(|group| group.kind == kind && group.standing == standing);
        match group {
            Some(group) => group.count += 1,
            None => self.groups.push(ObjectGroup {
                kind,
                standing,
                count: 1,
            }),
        }
    }

    /// Counts objects that are in no list: what others lead to.
    fn count_others(&mut self) {
        let image = self.image;
        let gc_head = image.layout.objects.gc_head;
        let mut waiting = self.listed.clone();
        self.count_from(&mut waiting);
        if let Some(names) = image.name_table() {
            for entry in names.iter().filter(|entry| entry.roots != 0) {
                self.find(entry.object, &mut waiting);
            }
            self.count_from(&mut waiting);
        }
        for (_, head) in image.gc_lists() {
            for member in image.gc_list(head) {
                waiting.extend(image.decode_object(member + gc_head));
                self.count_from(&mut waiting);
            }
        }
    }

    fn count_from(&mut self, waiting: &mut Vec<DecodedObject>) {
        let image = self.image;
        while let Some(object) = waiting.pop() {
            image.contents(&object, &mut |_, to, _| {
                self.find(to, waiting);
                true
            });
        }
    }

    /// Counts an object that was not found before, and has its references followed later.
    fn find(&mut self, at: u64, waiting: &mut Vec<DecodedObject>) {
        if self.is_found.has(at) || self.image.is_static_object(at) {
            return;
        }
        if let Some(object) = self.image.decode_object(at) {
            self.is_found.add(at);
            self.count(object.of.kind, without_list(&object));
            waiting.push(object);
        }
    }

    fn view(self) -> ObjectsView {
        let image = self.image;
        let named = self.named();
        let collection = image.collection();
        let objects: Vec<ObjectSummary> = (self.listed.iter())
            .zip(&self.standings)
            .zip(&named)
            .map(|((object, standing), named)| {
                let standing = standing.unwrap_or_else(|| without_list(object));
                image.object_summary(object, standing, named, &collection)
            })
            .collect();
        let grouped: u64 = self.groups.iter().map(|group| group.count).sum();
        let own = objects.iter().filter(|object| !object.is_static).count() as u64;
        let (references, hidden_references) = self.references();
        ObjectsView {
            names: self.name_rows(),
            objects,
            references,
            hidden_references,
            total: own + grouped,
            groups: self.groups,
            garbage: image.gc_garbage(self.limit),
            free_lists: image.uint(image.layout.object_symbols.free_lists_off) == 0,
        }
    }

    fn names_view(&self) -> NamesView {
        let objects = (self.listed.iter().zip(self.named()))
            .map(|(object, named)| CalledObject {
                at: object.at,
                kind: object.of.kind,
                label: self.image.label(&named),
            })
            .collect();
        NamesView {
            names: self.name_rows(),
            objects,
        }
    }

    /// What the table of names says of each listed object.
    fn named(&self) -> Vec<Named> {
        let Some(names) = self.image.name_table() else {
            return vec![Named::default(); self.listed.len()];
        };
        let mut sorted: Vec<u64> = self.listed.iter().map(|object| object.at).collect();
        sorted.sort_unstable();
        let named = names.named(&sorted);
        let of =
            |object: &DecodedObject| sorted.binary_search(&object.at).map(|index| named[index]);
        (self.listed.iter())
            .map(|object| of(object).unwrap_or_default())
            .collect()
    }

    /// The bound names of the listed objects, in the order in which they were made.
    fn name_rows(&self) -> Vec<NameRow> {
        let Some(names) = self.image.name_table() else {
            return Vec::new();
        };
        (0..)
            .zip(names.iter())
            .filter(|(_, entry)| entry.roots != 0 && self.is_listed.has(entry.object))
            .map(|(number, entry)| NameRow {
                number,
                name: names.text(&entry),
                object: entry.object,
                roots: entry.roots,
            })
            .collect()
    }

    fn references(&self) -> (Vec<Reference>, Vec<(u64, u64)>) {
        let image = self.image;
        let most = REFERENCES_PER_OBJECT * self.listed.len();
        let (mut references, mut hidden) = (Vec::new(), Vec::new());
        for object in &self.listed {
            let mut unseen = 0;
            image.contents(object, &mut |_, to, link| {
                if self.is_listed.has(to) && references.len() < most {
                    references.push(Reference {
                        from: object.at,
                        to,
                        label: image.link_label(link),
                        weak: link.is_weak(),
                    });
                } else {
                    unseen += 1;
                }
                true
            });
            if unseen != 0 {
                hidden.push((object.at, unseen));
            }
        }
        (references, hidden)
    }
}

/// Where an object stands that is in none of the collector's lists.
fn without_list(object: &DecodedObject) -> Standing {
    if object.of.is_gc() {
        Standing::Untracked
    } else {
        Standing::NotGc
    }
}

impl Image<'_> {
    fn label(&self, named: &Named) -> Option<String> {
        let (entry, names) = named.first.zip(self.name_table())?;
        Some(names.text(&entry))
    }

    fn object_summary(
        &self,
        object: &DecodedObject,
        standing: Standing,
        named: &Named,
        collection: &Collection,
    ) -> ObjectSummary {
        let block_at = self.block_of(object);
        let head = (object.of.is_gc()).then(|| self.decode_head(block_at));
        let pool_at = match self.locate(block_at) {
            Place::Block { pool_at, .. } => Some(pool_at),
            _ => None,
        };
        ObjectSummary {
            at: object.at,
            block_at,
            kind: object.of.kind,
            label: self.label(named),
            roots: named.roots,
            repr: self.repr(object),
            refcnt: self.word(object.at),
            size: self.size_of(object),
            szidx: pool_at.map(|pool| self.uint(pool + self.layout.pool.szidx)),
            pool_at,
            is_static: self.is_static_object(object.at),
            standing,
            gc_refs: head.and_then(|head| head.gc_refs),
            finalized: head.is_some_and(|head| head.finalized),
            finalizer: object.of.finalizer(),
            weakrefs: self.weakrefs_of(object),
            colour: head.and_then(|head| self.colour(&head, standing, collection)),
            len: self.len_of(object),
            parts: self.parts_of(object),
        }
    }
}
