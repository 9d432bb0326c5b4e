//! `O`: objects, their reference counts, their blocks, and what is in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::{DecodedObject, Link};
use crate::edition::MAX_UNITS;
use crate::edition::objects::{
    DICT_MAXFREELIST, Kind, LIST_MAXFREELIST, MAX_CLASSES, SET_MAXFREELIST, TUPLE_MAXSAVESIZE,
    names, type_object,
};
use crate::memory::unit;

use super::Check;

/// Everything that is alive, found from the roots, with the references that were counted on the way.
#[derive(Default)]
struct Census {
    objects: BTreeMap<u64, DecodedObject>,
    references: BTreeMap<u64, u64>,
    /// Tables of keys (3.x), with the dicts and classes that refer to each.
    tables: BTreeMap<u64, u64>,
    waiting: Vec<u64>,
}

impl Census {
    fn refer(&mut self, to: u64) {
        *self.references.entry(to).or_default() += 1;
        self.waiting.push(to);
    }
}

impl Check<'_, '_> {
    /// All of `O` but `O6`; answers the blocks that objects and their parts take.
    pub(super) fn objects(&mut self, tracked: &BTreeMap<u64, u32>) -> BTreeSet<u64> {
        let census = self.census(tracked);
        let blocks: BTreeMap<u64, u64> = (self.image.live_blocks(None).iter())
            .map(|block| (block.addr, block.size))
            .collect();
        let mut owned = BTreeSet::new();
        self.counts(&census);
        for object in census.objects.values() {
            if self.image.is_static_object(object.at) {
                owned.extend(self.image.parts_of(object).iter().map(|part| part.at));
                continue;
            }
            self.block(object, &blocks, &mut owned);
            self.contents(object);
            self.weakrefs(object, &census);
            if object.of.is_gc() {
                let head = self.image.block_of(object);
                let says = self.image.decode_head(head).tracked;
                self.expect("G2", says == tracked.contains_key(&head), || {
                    format!("{head:#x} says tracked {says}, and is not")
                });
            }
        }
        owned.extend(census.tables.keys());
        self.free_lists(&blocks, &mut owned);
        self.names(&census);
        owned
    }

    /// `O6`, which holds only where nothing but objects was allocated.
    pub(super) fn leaks(&mut self, owned: &BTreeSet<u64>) {
        for block in self.image.live_blocks(None) {
            self.expect("O6", owned.contains(&block.addr), || {
                format!("the block at {:#x} belongs to no object", block.addr)
            });
        }
    }

    fn census(&mut self, tracked: &BTreeMap<u64, u32>) -> Census {
        let (image, layout) = (self.image, self.image.layout());
        let symbols = &layout.object_symbols;
        let mut census = Census::default();
        if let Some(table) = image.name_table() {
            for entry in table.iter().filter(|entry| entry.object != 0) {
                *census.references.entry(entry.object).or_default() += u64::from(entry.roots);
                census.waiting.push(entry.object);
            }
        }
        for index in 0..257 {
            let character = image.word(symbols.latin1 + index * layout.word);
            if character != 0 {
                census.refer(character);
            }
        }
        let interned = image.word(symbols.interned);
        if interned != 0 {
            census.refer(interned);
        }
        for index in 0..u64::from(MAX_CLASSES) {
            let keys =
                image.word(symbols.types + index * type_object::SIZE + type_object::CACHED_KEYS);
            if keys != 0 {
                self.table(keys, &mut census);
            }
        }
        let heads = tracked.keys();
        (census.waiting).extend(heads.map(|head| head + layout.objects.gc_head));
        census.waiting.push(symbols.garbage);
        while let Some(at) = census.waiting.pop() {
            if !census.objects.contains_key(&at) {
                self.count_in(at, &mut census);
            }
        }
        census
    }

    /// Counts an object, and what it refers to.
    fn count_in(&mut self, at: u64, census: &mut Census) {
        let image = self.image;
        let symbols = &image.layout().object_symbols;
        let Some(object) = image.decode_object(at) else {
            return self.expect("O2", false, || {
                format!("a reference leads to {at:#x}, no object")
            });
        };
        census.objects.insert(at, object);
        let interned = at == image.word(symbols.interned);
        let has_keys = object.of.kind == Kind::Dict && !image.layout().objects.version_2;
        image.contents(&object, &mut |_, to, link| {
            // Interned strings count as if the dict did not refer to them; a table owns its keys.
            if interned {
                census.waiting.push(to);
            } else if !(link.is_weak() || has_keys && link == Link::Key) {
                census.refer(to);
            }
            true
        });
        if has_keys && !interned {
            self.table(image.word(at + image.layout().objects.dict.ma_keys), census);
        } else if has_keys {
            let keys = image.word(at + image.layout().objects.dict.ma_keys);
            *census.tables.entry(keys).or_default() += 1;
        }
    }

    /// Counts a reference to a table of keys, and the first time its own references.
    fn table(&mut self, at: u64, census: &mut Census) {
        let image = self.image;
        let dict = &image.layout().objects.dict;
        let times = census.tables.entry(at).or_default();
        *times += 1;
        if *times > 1 {
            return;
        }
        let Some(keys) = image.decode_keys(at) else {
            return self.expect("O5", false, || format!("{at:#x} is no table of keys"));
        };
        for index in 0..keys.nentries {
            let key = image.word(keys.entries + index * dict.entry + dict.me_key);
            if key != 0 {
                census.refer(key);
            }
        }
    }

    fn counts(&mut self, census: &Census) {
        let image = self.image;
        let symbols = &image.layout().object_symbols;
        let mut instances: BTreeMap<u64, u64> = BTreeMap::new();
        for object in census.objects.values() {
            *instances.entry(object.of.at).or_default() += 1;
            if image.is_static_object(object.at) {
                continue;
            }
            let counted = census.references.get(&object.at).copied().unwrap_or(0);
            let refcnt = image.word(object.at);
            self.expect("O1", refcnt == counted, || {
                let kind = object.of.kind;
                format!(
                    "{kind:?} {:#x}: ob_refcnt {refcnt}, {counted} counted",
                    object.at
                )
            });
        }
        for (&keys, &counted) in &census.tables {
            let refcnt = image.word(keys.wrapping_add(image.layout().objects.dict.dk_refcnt));
            self.expect(
                "O1",
                refcnt == counted || keys == symbols.empty_keys,
                || format!("keys {keys:#x}: dk_refcnt {refcnt}, {counted} counted"),
            );
        }
        for index in Kind::ALL.len() as u64..u64::from(MAX_CLASSES) {
            let at = symbols.types + index * type_object::SIZE;
            if image.decode_type(at).is_some() {
                let counted = 1 + instances.get(&at).copied().unwrap_or(0);
                let refcnt = image.word(at);
                self.expect("O1", refcnt == counted, || {
                    format!("class {at:#x}: ob_refcnt {refcnt}, {counted} counted")
                });
            }
        }
    }

    /// The object's block and those of its parts.
    fn block(
        &mut self,
        object: &DecodedObject,
        blocks: &BTreeMap<u64, u64>,
        owned: &mut BTreeSet<u64>,
    ) {
        let image = self.image;
        let number =
            image.layout().objects.version_2 && matches!(object.of.kind, Kind::Int | Kind::Float);
        let block = image.block_of(object);
        let needed = image.own_bytes(object).saturating_add(object.at - block);
        let fits = match blocks.range(..=block).next_back() {
            Some((&start, &size)) => {
                (start == block || number) && needed <= size.saturating_sub(block - start)
            }
            None => false,
        };
        self.expect("O2", fits, || {
            format!(
                "{:?} {:#x}: no block of {needed} bytes",
                object.of.kind, object.at
            )
        });
        if !number {
            owned.insert(block);
        }
        for part in image.parts_of(object) {
            let needed = image.part_bytes(object, part.field);
            let size = blocks.get(&part.at).copied();
            self.expect("O2", size.is_some_and(|size| size >= needed), || {
                format!(
                    "{:#x}: {} is no block of {needed} bytes",
                    object.at, part.field
                )
            });
            owned.insert(part.at);
        }
    }

    /// `O5`
    fn contents(&mut self, object: &DecodedObject) {
        let (image, objects, at) = (self.image, &self.image.layout().objects, object.at);
        let holds = match object.of.kind {
            Kind::List => {
                let (size, allocated) = (
                    image.word(at + objects.ob_size()),
                    image.word(at + objects.list_allocated()),
                );
                size <= allocated && (allocated == 0) == (image.word(at + objects.ob_item()) == 0)
            }
            Kind::Dict if objects.version_2 => {
                let dict = &objects.dict;
                let mask = image.word(at + dict.ma_mask);
                let (table, slots) = image.dict_table(at);
                let count = |offset| {
                    let entries = (0..slots).map(|index| table + index * dict.entry + offset);
                    entries.filter(|&entry| image.word(entry) != 0).count() as u64
                };
                (mask.wrapping_add(1)).is_power_of_two()
                    && (slots == 8) == (table == at + dict.ma_smalltable)
                    && image.word(at + dict.ma_used) == count(dict.me_value)
                    && image.word(at + dict.ma_fill) == count(dict.me_key)
            }
            Kind::Dict => self.dict_fits(at),
            Kind::Set => {
                let set = &objects.set;
                let (table, slots) = image.set_table(at);
                let keys = (0..slots)
                    .map(|index| image.word(table + index * set.entry + set.entry_key))
                    .filter(|&key| key != 0);
                let dummy = image.layout().object_symbols.dummy;
                let (fill, used) = (
                    keys.clone().count(),
                    keys.filter(|&key| key != dummy).count(),
                );
                slots.is_power_of_two()
                    && image.word(at + set.fill) == fill as u64
                    && image.word(at + set.used) == used as u64
                    && (fill as u64) < slots
            }
            _ => true,
        };
        self.expect("O5", holds, || {
            format!(
                "{:?} {at:#x}: its counts do not fit what it holds",
                object.of.kind
            )
        });
    }

    fn dict_fits(&self, at: u64) -> bool {
        let (image, dict) = (self.image, &self.image.layout().objects.dict);
        let Some(keys) = image.decode_keys(image.word(at + dict.ma_keys)) else {
            return false;
        };
        let Some(object) = image.decode_object(at) else {
            return false;
        };
        let mut values = 0;
        image.contents(&object, &mut |_, _, link| {
            values += u64::from(matches!(link, Link::Value(_)));
            true
        });
        let stored = image.word(keys.at + dict.dk_nentries);
        let used = image.word(at + dict.ma_used);
        used == values
            && stored.saturating_add(image.word(keys.at + dict.dk_usable)) <= keys.usable
            && image.indices_fit(&keys)
    }

    /// `O3`
    fn weakrefs(&mut self, object: &DecodedObject, census: &Census) {
        let (image, weakref) = (self.image, &self.image.layout().objects.weakref);
        if let Some(place) = image.weaklist_at(object) {
            let (mut before, mut at) = (0, image.word(place));
            let mut passed = BTreeSet::new();
            while at != 0 && passed.insert(at) {
                let is_weakref =
                    (census.objects.get(&at)).is_some_and(|object| object.of.kind == Kind::Weakref);
                let leads_here = image.word(at.wrapping_add(weakref.wr_object)) == object.at;
                let linked = image.word(at.wrapping_add(weakref.wr_prev)) == before;
                self.expect("O3", is_weakref && leads_here && linked, || {
                    format!(
                        "{:#x} has {at:#x} in its list of weak references",
                        object.at
                    )
                });
                if !is_weakref {
                    return;
                }
                (before, at) = (at, image.word(at + weakref.wr_next));
            }
            self.expect("O3", at == 0, || {
                format!("the weak references of {:#x} run in a circle", object.at)
            });
        }
        if object.of.kind == Kind::Weakref {
            let to = image.word(object.at + weakref.wr_object);
            let none = image.layout().object_symbols.none;
            let prev = image.word(object.at + weakref.wr_prev);
            let target = census.objects.get(&to);
            let first = target.and_then(|target| image.weaklist_at(target));
            let in_list = prev != 0 || first.is_some_and(|place| image.word(place) == object.at);
            self.expect("O3", to == none || target.is_some() && in_list, || {
                format!(
                    "weak reference {:#x} leads to {to:#x}, not in its list",
                    object.at
                )
            });
        }
    }

    /// `O4`; the blocks on free lists are owned, too.
    fn free_lists(&mut self, blocks: &BTreeMap<u64, u64>, owned: &mut BTreeSet<u64>) {
        let (image, layout) = (self.image, self.image.layout());
        let (symbols, word) = (&layout.object_symbols, layout.word);
        let version_2 = layout.objects.version_2;
        let mut arrays = vec![
            (Kind::List, symbols.list_free, LIST_MAXFREELIST),
            (Kind::Dict, symbols.dict_free, DICT_MAXFREELIST),
        ];
        if version_2 {
            arrays.push((Kind::Set, symbols.set_free, SET_MAXFREELIST));
        }
        for (kind, at, most) in arrays {
            let numfree = image.uint(at);
            self.expect("O4", numfree <= most, || {
                format!("{kind:?}: numfree {numfree}")
            });
            for index in 0..numfree.min(most) {
                let object = image.word(at + word * u64::from(1 + index));
                self.free_object(object, kind, blocks, owned);
            }
        }
        if !version_2 {
            let numfree = image.uint(symbols.keys_free);
            for index in 0..numfree.min(DICT_MAXFREELIST) {
                let keys = image.word(symbols.keys_free + word * u64::from(1 + index));
                self.expect("O4", blocks.contains_key(&keys), || {
                    format!("keys_free_list has {keys:#x}, which is no block")
                });
                owned.insert(keys);
            }
        }
        for size in 1..u64::from(TUPLE_MAXSAVESIZE) {
            let head = image.word(symbols.tuple_free + word * size);
            let numfree = image.uint(symbols.tuple_numfree + 4 * size);
            let chain = self.chain(head, layout.objects.ob_item(), numfree);
            for object in chain {
                self.free_object(object, Kind::Tuple, blocks, owned);
                let len = image.word(object.wrapping_add(layout.objects.ob_size()));
                self.expect("O4", len == size, || {
                    format!("a tuple of {len} items on the free list of {size}")
                });
            }
        }
        if version_2 {
            self.free_numbers(blocks, owned);
        } else {
            let numfree = image.uint(symbols.float_free);
            let head = image.word(symbols.float_free + word);
            for float in self.chain(head, layout.objects.ob_type(), numfree) {
                self.expect("O4", blocks.contains_key(&float), || {
                    format!("free float {float:#x} is no block")
                });
                owned.insert(float);
            }
        }
    }

    /// The members of a chain through the word at `offset`, which should be `numfree`.
    fn chain(&mut self, head: u64, offset: u64, numfree: u32) -> Vec<u64> {
        let (mut chain, mut at) = (Vec::new(), head);
        while at != 0 && chain.len() <= numfree as usize {
            chain.push(at);
            at = self.image.word(at.wrapping_add(offset));
        }
        self.expect("O4", chain.len() == numfree as usize, || {
            format!("the free list from {head:#x} has not {numfree} members")
        });
        chain.truncate(numfree as usize);
        chain
    }

    fn free_object(
        &mut self,
        at: u64,
        kind: Kind,
        blocks: &BTreeMap<u64, u64>,
        owned: &mut BTreeSet<u64>,
    ) {
        let image = self.image;
        let object = (image.decode_object(at)).filter(|object| object.of.kind == kind);
        let block = object.map(|object| image.block_of(&object));
        let free = block.is_some_and(|block| blocks.contains_key(&block));
        self.expect("O4", free && image.word(at) == 0, || {
            format!("the free list of {kind:?} has {at:#x}")
        });
        owned.extend(block);
    }

    /// 2.7's free `unicode` objects, and the blocks that its ints and floats are cut from.
    fn free_numbers(&mut self, blocks: &BTreeMap<u64, u64>, owned: &mut BTreeSet<u64>) {
        let (image, layout) = (self.image, self.image.layout());
        let (symbols, word) = (&layout.object_symbols, layout.word);
        let numfree = image.uint(symbols.unicode_free);
        let head = image.word(symbols.unicode_free + word);
        for unicode in self.chain(head, 0, numfree) {
            owned.insert(unicode);
            owned.insert(image.word(unicode.wrapping_add(layout.objects.str.unicode_str)));
        }
        for (free, list) in [
            (symbols.int_free, symbols.int_free + word),
            (symbols.float_free + word, symbols.float_blocks),
        ] {
            let mut at = image.word(list);
            while at != 0 && owned.insert(at) {
                self.expect("O4", blocks.contains_key(&at), || {
                    format!("block_list has {at:#x}, which is no block")
                });
                at = image.word(at);
            }
            let mut number = image.word(free);
            let mut left = image.chain_len(number, layout.objects.ob_type());
            while left > 0 {
                let inside = (blocks.range(..=number).next_back())
                    .is_some_and(|(start, size)| number - start < *size && owned.contains(start));
                self.expect("O4", inside, || {
                    format!("free number {number:#x} is in no block of numbers")
                });
                number = image.word(number.wrapping_add(layout.objects.ob_type()));
                left -= 1;
            }
        }
    }

    /// `O7`
    fn names(&mut self, census: &Census) {
        let (image, layout) = (self.image, self.image.layout());
        let hosts = (0..image.units().min(MAX_UNITS))
            .filter(|&index| image.unit_kind(index) == unit::HOST)
            .count() as u32;
        let Some(table) = image.name_table() else {
            let at = image.value(layout.object_symbols.names, 8);
            return self.expect("O7", at == 0 && hosts == 0, || {
                format!("the table of names at {at:#x} is none")
            });
        };
        let units = image.uint(table.at + names::UNITS);
        let entries = image.uint(table.at + names::ENTRIES);
        let sound = units == hosts && entries <= table.capacity && table.capacity.is_power_of_two();
        self.expect("O7", sound, || {
            format!(
                "{entries} names of {}, {units} units of {hosts}",
                table.capacity
            )
        });
        let (mut named, mut alive) = (0, 0);
        for entry in table.iter() {
            named += u32::from(!table.text(&entry).is_empty());
            alive += u32::from(entry.object != 0);
            let live = entry.object != 0 && census.objects.contains_key(&entry.object);
            self.expect("O7", live || entry.object == 0 && entry.roots == 0, || {
                format!("{:?} leads to {:#x}", table.text(&entry), entry.object)
            });
        }
        let capacity = table.capacity;
        for (what, start, next, wanted) in [
            (
                "by_name",
                names::by_name(capacity),
                names::NEXT_BY_NAME,
                named,
            ),
            (
                "by_object",
                names::by_object(capacity),
                names::NEXT_BY_OBJECT,
                alive,
            ),
        ] {
            let (mut reached, mut ends) = (BTreeSet::new(), true);
            for bucket in 0..u64::from(capacity) {
                let mut link = image.uint(table.at + start + 4 * bucket);
                while link != 0 {
                    ends &= link <= entries.min(capacity) && reached.insert(link);
                    if !ends {
                        break;
                    }
                    let entry = names::FIRST_ENTRY + names::ENTRY * u64::from(link - 1);
                    link = image.uint(table.at + entry + next);
                }
            }
            self.expect("O7", ends && reached.len() as u32 == wanted, || {
                format!("{what} leads to {} of {wanted} names", reached.len())
            });
        }
    }
}
