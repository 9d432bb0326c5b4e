//! Objects that were born, have died or changed, with their references; and the names.

use std::collections::BTreeMap;

use super::super::compare_view::{Binding, NameDifference, ObjectDifference, ObjectState};
use super::super::image::Image;
use super::super::names::Named;
use super::super::object::{DecodedObject, Link};
use super::super::object_view::Reference;
use super::super::objects::Marks;
use super::{Limited, Two};

/// How an object refers to another, so that an item is the same wherever it stands; and to which.
type Outgoing = (u8, u64, u64);

/// What was found so far.
pub(super) struct Objects {
    pub(super) born: u64,
    pub(super) died: u64,
    pub(super) changed: u64,
    pub(super) rows: Vec<ObjectDifference>,
}

/// An object that differs, in the states in which it is there.
#[derive(Clone, Copy)]
struct Differs {
    /// In the later of these states.
    object: DecodedObject,
    is_before: bool,
    is_after: bool,
}

impl Objects {
    pub(super) fn compare(two: Two<'_, '_>, limit: usize) -> Objects {
        let (before, after) = two.both(live_objects);
        let mut found = Found {
            born: Limited::new(limit),
            died: Limited::new(limit),
            changed: Limited::new(limit),
        };
        let mut references = References::default();
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let next = match (before.peek(), after.peek()) {
                (None, None) => break,
                (Some(old), Some(new)) => old.at.min(new.at),
                (Some(object), None) | (None, Some(object)) => object.at,
            };
            let here = |object: &&DecodedObject| object.at == next;
            found.compare(
                two,
                before.next_if(here).copied(),
                after.next_if(here).copied(),
                &mut references,
            );
        }
        found.tell(two, limit, &mut references)
    }
}

struct Found {
    born: Limited<Differs>,
    died: Limited<Differs>,
    changed: Limited<Differs>,
}

impl Found {
    fn compare(
        &mut self,
        two: Two<'_, '_>,
        before: Option<DecodedObject>,
        after: Option<DecodedObject>,
        references: &mut References,
    ) {
        let differs = |object, is_before, is_after| Differs {
            object,
            is_before,
            is_after,
        };
        if let (Some(old), Some(new)) = (before, after)
            && old.of.kind == new.of.kind
        {
            let (refcnt, more) = two.both(|image| image.word(old.at));
            if refcnt != more || references.differ(two, differs(new, true, true)) {
                self.changed.add(|| differs(new, true, true));
            }
            return;
        }
        if let Some(old) = before {
            self.died.add(|| differs(old, true, false));
        }
        if let Some(new) = after {
            self.born.add(|| differs(new, false, true));
        }
    }

    fn tell(self, two: Two<'_, '_>, limit: usize, references: &mut References) -> Objects {
        let ((mut rows, died), (born_rows, born)) = (self.died.parts(), self.born.parts());
        let (changed_rows, changed) = self.changed.parts();
        rows.extend(born_rows);
        rows.extend(changed_rows);
        rows.sort_by_key(|differs| differs.object.at);
        let labels = Labels::new(two, &rows);
        let rows = rows.into_iter().map(|differs| {
            references.read(two, differs);
            references.row(two, differs, limit, &labels)
        });
        Objects {
            rows: rows.collect(),
            born,
            died,
            changed,
        }
    }
}

/// The references of one object in both states, in vectors that are used again for the next.
#[derive(Default)]
struct References {
    before: Vec<(Outgoing, Link)>,
    after: Vec<(Outgoing, Link)>,
}

impl References {
    /// Reads what the object refers to in both states, in order.
    fn read(&mut self, two: Two<'_, '_>, of: Differs) {
        for (image, is_there, to) in [
            (two.before, of.is_before, &mut self.before),
            (two.after, of.is_after, &mut self.after),
        ] {
            to.clear();
            if let Some(object) = image.decode_object(of.object.at).filter(|_| is_there) {
                image.contents(&object, &mut |_, target, link| {
                    let (how, which) = sort_of(link);
                    to.push(((how, which, target), link));
                    true
                });
            }
        }
    }

    fn differ(&mut self, two: Two<'_, '_>, of: Differs) -> bool {
        self.read(two, of);
        if self.before == self.after {
            return false;
        }
        self.sort();
        let outgoing = |of: &[(Outgoing, Link)]| -> Vec<Outgoing> {
            of.iter().map(|&(outgoing, _)| outgoing).collect()
        };
        outgoing(&self.before) != outgoing(&self.after)
    }

    fn sort(&mut self) {
        self.before.sort_by_key(|&(outgoing, _)| outgoing);
        self.after.sort_by_key(|&(outgoing, _)| outgoing);
    }

    /// Tells of an object whose references were read.
    fn row(
        &mut self,
        two: Two<'_, '_>,
        differs: Differs,
        limit: usize,
        labels: &Labels,
    ) -> ObjectDifference {
        self.sort();
        let at = differs.object.at;
        let state = |image: &Image<'_>, is_there: bool| {
            let object = image.decode_object(at).filter(|_| is_there)?;
            Some(ObjectState {
                refcnt: image.word(at),
                repr: image.repr(&object),
            })
        };
        let row = |image: &Image<'_>, &(outgoing, link): &(Outgoing, Link)| Reference {
            from: at,
            to: outgoing.2,
            label: image.link_label(link),
            weak: link.is_weak(),
        };
        let (mut gained, mut lost) = (Limited::new(limit), Limited::new(limit));
        only_in(&self.after, &self.before, |new| {
            gained.add(|| row(two.after, new));
        });
        only_in(&self.before, &self.after, |old| {
            lost.add(|| row(two.before, old));
        });
        let ((gained, gained_total), (lost, lost_total)) = (gained.parts(), lost.parts());
        ObjectDifference {
            at,
            kind: differs.object.of.kind,
            label: labels.of(at, differs.is_after),
            before: state(two.before, differs.is_before),
            after: state(two.after, differs.is_after),
            gained,
            gained_total,
            lost,
            lost_total,
        }
    }
}

/// What makes a reference the same as another of the same object to the same target.
fn sort_of(link: Link) -> (u8, u64) {
    match link {
        Link::Item(_) => (0, 0),
        Link::Slot(slot) => (1, slot.into()),
        Link::Key => (2, 0),
        Link::Value(key) => (3, key),
        Link::SetItem => (4, 0),
        Link::WrObject => (5, 0),
        Link::WrCallback => (6, 0),
        Link::Dict => (7, 0),
    }
}

/// Calls `tell` with what is in `one` more often than in `other`; both are sorted.
fn only_in(
    one: &[(Outgoing, Link)],
    other: &[(Outgoing, Link)],
    mut tell: impl FnMut(&(Outgoing, Link)),
) {
    let mut other = other.iter().peekable();
    for entry in one {
        while other.next_if(|passed| passed.0 < entry.0).is_some() {}
        if other.next_if(|same| same.0 == entry.0).is_none() {
            tell(entry);
        }
    }
}

/// What the objects that are told of were called first.
struct Labels {
    sorted: Vec<u64>,
    before: Vec<Option<String>>,
    after: Vec<Option<String>>,
}

impl Labels {
    fn new(two: Two<'_, '_>, rows: &[Differs]) -> Labels {
        let mut sorted: Vec<u64> = rows.iter().map(|row| row.object.at).collect();
        sorted.dedup();
        let (before, after) = two.both(|image| {
            let Some(names) = image.name_table() else {
                return vec![None; sorted.len()];
            };
            let text = |named: Named| named.first.map(|entry| names.text(&entry));
            names.named(&sorted).into_iter().map(text).collect()
        });
        Labels {
            sorted,
            before,
            after,
        }
    }

    fn of(&self, at: u64, is_there: bool) -> Option<String> {
        let index = self.sorted.binary_search(&at).ok()?;
        let labels = if is_there { &self.after } else { &self.before };
        labels[index].clone()
    }
}

/// Every live object that is not the interpreter's own, in order of address: what names lead to, what
/// the collector's lists hold, and what these refer to.
fn live_objects(image: &Image<'_>) -> Vec<DecodedObject> {
    let mut is_found = Marks::new(image);
    let mut objects = Vec::new();
    let mut expanded = 0;
    let behind = image.layout().objects.gc_head;
    let names = image.name_table();
    let named = names.iter().flat_map(|names| names.iter());
    let named = named.filter(|entry| entry.roots != 0);
    let listed = image.gc_lists().into_iter();
    let listed = listed.flat_map(|(_, head)| image.gc_list(head));
    let others = (image.gc_garbage(usize::MAX).into_iter()).chain(image.trash(super::MOST_TRASH));
    let roots = named
        .map(|entry| entry.object)
        .chain(listed.map(|head| head + behind))
        .chain(others);
    for root in roots {
        find(image, root, &mut is_found, &mut objects);
        while let Some(&object) = objects.get(expanded) {
            expanded += 1;
            image.contents(&object, &mut |_, to, _| {
                find(image, to, &mut is_found, &mut objects);
                true
            });
        }
    }
    objects.sort_unstable_by_key(|object| object.at);
    objects
}

fn find(image: &Image<'_>, at: u64, is_found: &mut Marks, objects: &mut Vec<DecodedObject>) {
    if !is_found.has(at)
        && !image.is_static_object(at)
        && let Some(object) = image.decode_object(at)
        && is_found.add(at)
    {
        objects.push(object);
    }
}

/// Names that lead to another object, or hold another number of root references; by name.
pub(super) fn names(two: Two<'_, '_>, limit: usize) -> Limited<NameDifference> {
    let mut names = Limited::new(limit);
    let (before, after) = two.both(bindings);
    let mut texts: Vec<&String> = before.keys().chain(after.keys()).collect();
    texts.sort_unstable();
    texts.dedup();
    for text in texts {
        let of = |bindings: &BTreeMap<String, Vec<Binding>>| {
            bindings.get(text).cloned().unwrap_or_default()
        };
        let (mut old, mut new) = (of(&before), of(&after));
        old.retain(
            |binding| match new.iter().position(|same| same == binding) {
                Some(same) => {
                    new.remove(same);
                    false
                }
                None => true,
            },
        );
        for index in 0..old.len().max(new.len()) {
            names.add(|| NameDifference {
                name: text.clone(),
                before: old.get(index).copied(),
                after: new.get(index).copied(),
            });
        }
    }
    names
}

/// What each name leads to; in a damaged table a name may lead to several objects.
fn bindings(image: &Image<'_>) -> BTreeMap<String, Vec<Binding>> {
    let mut bindings: BTreeMap<String, Vec<Binding>> = BTreeMap::new();
    if let Some(names) = image.name_table() {
        for entry in names.iter().filter(|entry| entry.roots != 0) {
            let (object, roots) = (entry.object, entry.roots);
            let of_name = bindings.entry(names.text(&entry)).or_default();
            of_name.push(Binding { object, roots });
        }
    }
    bindings
}
