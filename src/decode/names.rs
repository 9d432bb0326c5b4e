//! The table of names: which objects a person named, and how many root references each name holds.

use crate::edition::objects::names;

use super::image::Image;

/// The table of names, as far as it fits into the image.
#[derive(Clone, Copy, Debug)]
pub struct NameTable<'i, 'a> {
    image: &'i Image<'a>,
    /// Its address.
    pub at: u64,
    /// How many entries it has room for.
    pub capacity: u32,
    /// Entries in use.
    pub entries: u32,
}

/// An entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct NameEntry {
    /// The object; 0 when it is dead.
    pub object: u64,
    /// Root references through the name.
    pub roots: u32,
    text_at: u32,
    text_len: u32,
}

/// What the table says of one object.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named {
    /// The entry that named it first.
    pub first: Option<NameEntry>,
    /// Root references through all its names.
    pub roots: u32,
}

impl Image<'_> {
    /// The table of names; none before the first name, and where it does not fit into the image.
    pub fn name_table(&self) -> Option<NameTable<'_, '_>> {
        let at = self.value(self.layout.object_symbols.names, 8);
        let capacity = self.uint_at(at, names::CAPACITY)?;
        let bytes = names::FIRST_ENTRY + names::PER_ENTRY * u64::from(capacity);
        self.holds(at, bytes).then(|| NameTable {
            image: self,
            at,
            capacity,
            entries: self.uint(at + names::ENTRIES).min(capacity),
        })
    }

    fn uint_at(&self, at: u64, offset: u64) -> Option<u32> {
        self.holds(at, names::FIRST_ENTRY)
            .then(|| self.uint(at + offset))
    }
}

impl NameTable<'_, '_> {
    /// The entries, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = NameEntry> + '_ {
        (0..self.entries).map(|index| self.entry(index))
    }

    fn entry(&self, index: u32) -> NameEntry {
        let at = self.at + names::FIRST_ENTRY + names::ENTRY * u64::from(index);
        NameEntry {
            object: self.image.value(at + names::OBJECT, 8),
            roots: self.image.uint(at + names::ROOTS),
            text_at: self.image.uint(at + names::TEXT_AT),
            text_len: self.image.uint(at + names::TEXT_BYTES),
        }
    }

    /// The name itself.
    pub fn text(&self, entry: &NameEntry) -> String {
        let room = names::TEXT_PER_ENTRY * u64::from(self.capacity);
        let end = u64::from(entry.text_at) + u64::from(entry.text_len);
        let at = self.at + names::text(self.capacity) + u64::from(entry.text_at);
        let bytes = (end <= room).then(|| self.image.held_bytes(at, entry.text_len.into()));
        String::from_utf8_lossy(bytes.flatten().unwrap_or_default()).into_owned()
    }

    /// What it says of each of these objects, which are sorted by address.
    pub fn named(&self, sorted: &[u64]) -> Vec<Named> {
        let mut all = vec![Named::default(); sorted.len()];
        for entry in self.iter() {
            if let Ok(index) = sorted.binary_search(&entry.object) {
                let named = &mut all[index];
                let first = named.first.or(Some(entry));
                named.first = first.filter(|entry| entry.text_len != 0);
                named.roots = named.roots.saturating_add(entry.roots);
            }
        }
        all
    }
}
