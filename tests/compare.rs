//! What `compare` tells of two states is what decoding all of both gives, on random programs.
#![cfg(not(target_family = "wasm"))]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use pymalloc_explorer::decode::compare_view::{Comparison, ListName, ObjectDifference, Position};
use pymalloc_explorer::decode::object_view::{GcList, ObjectsView};
use pymalloc_explorer::decode::view::{
    ArenaState, ArenaSummary, BlockState, PoolState, PoolSummary, SegmentKind,
};
use pymalloc_explorer::decode::{Image, compare};
use pymalloc_explorer::edition::{ArenaAlignment, Edition};
use pymalloc_explorer::heap::Heap;
use pymalloc_explorer::journal::Log;
use pymalloc_explorer::memory::{W32, W64, Word};
use pymalloc_explorer::request::{Key, NewKind, Request};

/// More than any list of these programs has.
const ALL: u32 = 1 << 20;

/// One operation of a random program; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Malloc(u64),
    Realloc(usize, u64),
    Free(usize),
    FreeMany(usize),
    New(NewKind, u8),
    Ref(u8, u8),
    Unref(u8, u8),
    SetItem(u8, u8, u8),
    Bind(u8, u8),
    Del(u8),
    Weakref(u8, u8),
    Cycles(u32),
    Many(u8, u32),
    Collect(u32),
    Freeze(bool),
}

fn step() -> impl Strategy<Value = Step> {
    let id = || 0..6_u8;
    prop_oneof![
        8 => (0..700_u64).prop_map(Step::Malloc),
        3 => (any::<usize>(), 0..700_u64).prop_map(|(block, nbytes)| Step::Realloc(block, nbytes)),
        5 => any::<usize>().prop_map(Step::Free),
        1 => any::<usize>().prop_map(Step::FreeMany),
        6 => (prop::sample::select(NewKind::ALL.to_vec()), id()).prop_map(|(kind, id)| Step::New(kind, id)),
        8 => (id(), id()).prop_map(|(from, to)| Step::Ref(from, to)),
        3 => (id(), id()).prop_map(|(from, to)| Step::Unref(from, to)),
        4 => (id(), 0..3_u8, id()).prop_map(|(of, key, to)| Step::SetItem(of, key, to)),
        2 => (id(), id()).prop_map(|(name, to)| Step::Bind(name, to)),
        3 => id().prop_map(Step::Del),
        2 => (id(), id()).prop_map(|(name, to)| Step::Weakref(name, to)),
        2 => (1..30_u32).prop_map(Step::Cycles),
        1 => (id(), 1..60_u32).prop_map(|(name, count)| Step::Many(name, count)),
        2 => (0..3_u32).prop_map(Step::Collect),
        1 => any::<bool>().prop_map(Step::Freeze),
    ]
}

fn name(id: u8) -> String {
    format!("n{id}")
}

fn request(step: &Step) -> Option<Request> {
    Some(match *step {
        Step::New(kind, id) => Request::New {
            kind,
            id: name(id),
            refs: Vec::new(),
            on_fin: Vec::new(),
            value: None,
            slots: None,
            weakrefs: None,
        },
        Step::Ref(from, to) => Request::Ref {
            from: name(from),
            to: name(to),
        },
        Step::Unref(from, to) => Request::Unref {
            from: name(from),
            to: name(to),
        },
        Step::SetItem(of, key, to) => Request::SetItem {
            of: name(of),
            key: Key::Text(format!("k{key}")),
            to: name(to),
        },
        Step::Bind(id, to) => Request::Bind {
            name: name(id),
            to: name(to),
        },
        Step::Del(id) => Request::RootDel { id: name(id) },
        Step::Weakref(id, to) => Request::Weakref {
            id: name(id),
            to: name(to),
            cb: false,
            on_call: Vec::new(),
        },
        Step::Cycles(count) => Request::Cycles { count, id: None },
        Step::Many(id, count) => Request::Many {
            kind: NewKind::Leaf,
            id: name(id),
            count,
        },
        Step::Collect(r#gen) => Request::Collect { r#gen },
        Step::Freeze(true) => Request::Freeze,
        Step::Freeze(false) => Request::Unfreeze,
        Step::Malloc(_) | Step::Realloc(..) | Step::Free(_) | Step::FreeMany(_) => return None,
    })
}

fn run<W: Word>(heap: &mut Heap<W, Log>, blocks: &mut Vec<u64>, step: &Step) {
    let count = blocks.len();
    match *step {
        Step::Malloc(nbytes) => blocks.push(heap.malloc(nbytes).expect("a block")),
        Step::Realloc(block, nbytes) if count > 0 => {
            let block = &mut blocks[block % count];
            *block = heap.realloc(*block, nbytes).expect("a block");
        }
        Step::Free(block) if count > 0 => {
            heap.free(blocks.swap_remove(block % count)).expect("freed");
        }
        Step::FreeMany(block) if count > 0 => {
            for block in blocks.drain(block % count..) {
                heap.free(block).expect("freed");
            }
        }
        _ => {
            if let Some(request) = request(step) {
                // What a name cannot do changes nothing.
                let _ = heap.request(request);
            }
        }
    }
}

fn arenas(image: &Image<'_>) -> BTreeMap<u32, (ArenaState, u64, u32, u32)> {
    let told = |arena: ArenaSummary| {
        let numbers = (
            arena.state,
            arena.address,
            arena.nfreepools,
            arena.ntotalpools,
        );
        (arena.state != ArenaState::Unassociated).then_some((arena.index, numbers))
    };
    image.arenas().arenas.into_iter().filter_map(told).collect()
}

/// Every carved pool with its free list and the blocks of it that were handed out once.
type Pools = BTreeMap<u64, (PoolSummary, Vec<u32>)>;
type Blocks = BTreeMap<(u64, u64), BlockState>;

fn pools(image: &Image<'_>) -> (Pools, Blocks) {
    let (mut pools, mut blocks) = (Pools::new(), Blocks::new());
    for arena in arenas(image).into_keys() {
        for summary in image.arena(arena).expect("an arena").pools {
            let pool = image.pool(summary.at).expect("a pool");
            for (index, &state) in (0..).zip(&pool.blocks) {
                blocks.insert((pool.at + pool.first + index * pool.size, pool.size), state);
            }
            if summary.state != PoolState::Uncarved {
                pools.insert(summary.at, (summary, pool.freeblocks));
            }
        }
    }
    let raw = image.segments().into_iter();
    for segment in raw.filter(|segment| segment.kind == SegmentKind::Raw) {
        for chunk in image.chunks((segment.at, segment.len)) {
            if chunk.allocated && !image.is_books(chunk.addr) {
                blocks.insert((chunk.addr, chunk.size), BlockState::Allocated);
            }
        }
    }
    (pools, blocks)
}

fn changed<K: Ord + Copy, V: PartialEq>(before: &BTreeMap<K, V>, after: &BTreeMap<K, V>) -> Vec<K> {
    let keys: BTreeSet<K> = before.keys().chain(after.keys()).copied().collect();
    let differs = |key: &K| before.get(key) != after.get(key);
    keys.into_iter().filter(differs).collect()
}

fn expect_arenas_and_pools(told: &Comparison, before: &Image<'_>, after: &Image<'_>) {
    let indices: Vec<u32> = told.arenas.iter().map(|arena| arena.index).collect();
    assert_eq!(indices, changed(&arenas(before), &arenas(after)));
    let ((old_pools, old_blocks), (pools, blocks)) = (pools(before), pools(after));
    let addresses: Vec<u64> = told.pools.iter().map(|pool| pool.at).collect();
    assert_eq!(addresses, changed(&old_pools, &pools));
    for pool in &told.pools {
        let summary = |pools: &Pools| pools.get(&pool.at).map(|(summary, _)| summary.clone());
        assert_eq!(pool.before, summary(&old_pools));
        assert_eq!(pool.after, summary(&pools));
        let freeblocks = |pools: &Pools| pools.get(&pool.at).map_or(0, |(_, list)| list.len());
        if let Some(list) = pool.free_list {
            assert_eq!(list.before as usize, freeblocks(&old_pools));
            assert_eq!(list.after as usize, freeblocks(&pools));
        }
    }
    let never = |state: Option<&BlockState>| matches!(state, None | Some(BlockState::Untouched));
    let mut differ = changed(&old_blocks, &blocks);
    differ.retain(|key| {
        let (old, new) = (old_blocks.get(key), blocks.get(key));
        !(old.is_none() && never(new) || new.is_none() && never(old))
    });
    let mut found: Vec<_> = told
        .blocks
        .iter()
        .map(|block| (block.at, block.size))
        .collect();
    found.sort_unstable();
    assert_eq!(found, differ);
    for block in &told.blocks {
        let key = (block.at, block.size);
        assert_eq!(block.before, old_blocks.get(&key).copied());
        assert_eq!(block.after, blocks.get(&key).copied());
    }
    let counted: u64 = told
        .transitions
        .iter()
        .map(|transition| transition.count)
        .sum();
    assert_eq!(counted, told.blocks_total);
}

/// Every list by its name, as the other views tell it.
fn lists(image: &Image<'_>) -> BTreeMap<String, Vec<u64>> {
    let mut lists = BTreeMap::new();
    let mut add = |list: ListName, members: Vec<u64>| lists.insert(format!("{list:?}"), members);
    let indices = |list: Vec<u32>| list.into_iter().map(u64::from).collect();
    let arenas = image.arenas();
    add(ListName::UsableArenas, indices(arenas.usable));
    add(ListName::UnusedArenaObjects, indices(arenas.unused));
    for arena in arenas.arenas {
        let view = image.arena(arena.index).expect("an arena");
        let pools = view.freepools.iter();
        add(
            ListName::Freepools { arena: arena.index },
            pools.map(|&pool| view.pools[pool as usize].at).collect(),
        );
    }
    for entry in image.usedpools().entries {
        assert_eq!(entry.pools as usize, entry.ring.len(), "short rings");
        let ring = entry.ring.into_iter().map(|pool| pool.at).collect();
        add(ListName::UsedPools { szidx: entry.szidx }, ring);
    }
    let view = image.generations(ALL);
    let members = |list: GcList| list.members.into_iter().map(|head| head.object).collect();
    for row in view.generations {
        let generation = row.generation;
        add(ListName::Generation { generation }, members(row.list));
    }
    for row in view.working {
        add(ListName::Working { list: row.name }, members(row.list));
    }
    add(
        ListName::Permanent,
        view.permanent.map_or_else(Vec::new, members),
    );
    add(ListName::Trash, view.trash);
    add(ListName::Garbage, view.garbage);
    lists.retain(|_, members| !members.is_empty());
    lists
}

fn expect_lists(told: &Comparison, before: &Image<'_>, after: &Image<'_>) {
    let (before, after) = (lists(before), lists(after));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differ: Vec<&String> = (keys.into_iter())
        .filter(|&key| before.get(key) != after.get(key))
        .collect();
    let mut names: Vec<String> = (told.lists.iter())
        .map(|list| format!("{:?}", list.list))
        .collect();
    names.sort_unstable();
    assert_eq!(names.iter().collect::<Vec<_>>(), differ);
    for list in &told.lists {
        let key = format!("{:?}", list.list);
        let of = |lists: &BTreeMap<String, Vec<u64>>| lists.get(&key).cloned().unwrap_or_default();
        let (old, new) = (of(&before), of(&after));
        assert_eq!(
            (list.before, list.after),
            (old.len() as u64, new.len() as u64)
        );
        let without = |one: &[u64], other: &[u64]| -> Vec<u64> {
            let is_gone = |member: &&u64| !other.contains(member);
            one.iter().filter(is_gone).copied().collect()
        };
        assert_eq!(list.joined, without(&new, &old));
        assert_eq!(list.left, without(&old, &new));
        // Without those that moved, what stayed is in the same order.
        let stayed = |one: &[u64], other: &[u64]| -> Vec<u64> {
            let stays = |member: &&u64| other.contains(member) && !list.moved.contains(member);
            one.iter().filter(stays).copied().collect()
        };
        assert_eq!(stayed(&old, &new), stayed(&new, &old));
    }
}

/// What an object refers to, an item wherever it stands.
fn references(view: &ObjectsView) -> BTreeMap<u64, Vec<(u64, String)>> {
    let mut of: BTreeMap<u64, Vec<(u64, String)>> = BTreeMap::new();
    for reference in &view.references {
        let is_item = reference.label.starts_with('[') && !reference.label.contains('\'');
        let label = if is_item { "[]" } else { &reference.label };
        let row = (reference.to, label.to_owned());
        of.entry(reference.from).or_default().push(row);
    }
    of.values_mut().for_each(|rows| rows.sort_unstable());
    of
}

fn expect_objects(told: &Comparison, before: &Image<'_>, after: &Image<'_>) {
    let (before, after) = (before.objects(ALL), after.objects(ALL));
    let own = |view: &ObjectsView| -> BTreeMap<u64, (String, u64)> {
        let own = view.objects.iter().filter(|object| !object.is_static);
        own.map(|object| (object.at, (format!("{:?}", object.kind), object.refcnt)))
            .collect()
    };
    let (old, new) = (own(&before), own(&after));
    let (old_refs, new_refs) = (references(&before), references(&after));
    let is_gone =
        |at: &u64, from: &BTreeMap<u64, (String, u64)>, other: &BTreeMap<u64, (String, u64)>| {
            other.get(at).map(|of| &of.0) != from.get(at).map(|of| &of.0)
        };
    let died: Vec<u64> = old
        .keys()
        .copied()
        .filter(|at| is_gone(at, &old, &new))
        .collect();
    let born: Vec<u64> = new
        .keys()
        .copied()
        .filter(|at| is_gone(at, &new, &old))
        .collect();
    let stayed = old.keys().copied().filter(|at| !is_gone(at, &old, &new));
    let changed: Vec<u64> = stayed
        .filter(|at| old[at] != new[at] || old_refs.get(at) != new_refs.get(at))
        .collect();
    let rows = |which: fn(&ObjectDifference) -> bool| -> Vec<u64> {
        told.objects
            .iter()
            .filter(|row| which(row))
            .map(|row| row.at)
            .collect()
    };
    assert_eq!(rows(|row| row.after.is_none()), died);
    assert_eq!(rows(|row| row.before.is_none()), born);
    assert_eq!(
        rows(|row| row.before.is_some() && row.after.is_some()),
        changed
    );
    let totals = (told.died, told.born, told.changed);
    assert_eq!(
        totals,
        (died.len() as u64, born.len() as u64, changed.len() as u64)
    );
    for row in &told.objects {
        if let Some(state) = &row.after {
            assert_eq!(state.refcnt, new[&row.at].1);
        }
        let count = |refs: &BTreeMap<u64, Vec<_>>| refs.get(&row.at).map_or(0, Vec::len) as u64;
        let (had, has) = (row.before.is_some(), row.after.is_some());
        let (had, has) = (
            u64::from(had) * count(&old_refs),
            u64::from(has) * count(&new_refs),
        );
        assert_eq!(had + row.gained_total, has + row.lost_total, "{row:?}");
    }
    let bound = |view: &ObjectsView| -> BTreeSet<(String, u64, u32)> {
        let names = view.names.iter();
        names
            .map(|row| (row.name.clone(), row.object, row.roots))
            .collect()
    };
    let (old, new) = (bound(&before), bound(&after));
    let rows = |after: bool| -> BTreeSet<(String, u64, u32)> {
        let of = told.names.iter().filter_map(|row| {
            let binding = if after { row.after } else { row.before }?;
            Some((row.name.clone(), binding.object, binding.roots))
        });
        of.collect()
    };
    assert_eq!(rows(false), &old - &new);
    assert_eq!(rows(true), &new - &old);
}

/// The bytes of a process: `len` of them, zero where the explorer keeps its own or nothing is.
fn bytes_of_process(image: &Image<'_>, bytes: &[u8], len: usize) -> Vec<u8> {
    let base = image.info().base;
    let mut bytes = bytes.to_vec();
    bytes.resize(len, 0);
    let segments = image.segments().into_iter();
    for segment in segments.filter(|segment| segment.kind == SegmentKind::Host) {
        bytes[(segment.at - base) as usize..][..segment.len as usize].fill(0);
    }
    bytes
}

/// Applied to the bytes before, the ranges give the bytes after.
fn expect_bytes(told: &Comparison, (before, old): (&Image, &[u8]), (after, new): (&Image, &[u8])) {
    let base = after.info().base;
    let len = old.len().max(new.len());
    let mut bytes = bytes_of_process(before, old, len);
    let whole = bytes_of_process(after, new, len);
    let differ = bytes
        .iter()
        .zip(&whole)
        .filter(|(old, new)| old != new)
        .count();
    assert_eq!(told.bytes, differ as u64);
    for range in &told.ranges {
        let at = (range.at - base) as usize;
        let range = at..at + range.len as usize;
        assert_ne!(bytes[range.start], whole[range.start]);
        assert_ne!(bytes[range.end - 1], whole[range.end - 1]);
        bytes[range.clone()].copy_from_slice(&whole[range]);
    }
    assert!(bytes == whole, "what differs is in a range");
}

/// What is the same whichever of the two states comes first.
fn numbers(told: &Comparison) -> [u64; 12] {
    [
        told.arenas_total,
        told.pools_total,
        told.blocks_total,
        told.lists_total,
        told.born,
        told.died,
        told.changed,
        told.names_total,
        told.globals_total,
        told.ranges_total,
        told.bytes,
        told.lists.iter().map(|list| list.moved_total).sum(),
    ]
}

fn expect_mirrored(told: &Comparison, back: &Comparison) {
    let mut mirrored = numbers(back);
    mirrored.swap(4, 5);
    assert_eq!(numbers(told), mirrored);
    for (one, other) in told.pools.iter().zip(&back.pools) {
        assert_eq!((&one.before, &one.after), (&other.after, &other.before));
    }
    for (one, other) in told.blocks.iter().zip(&back.blocks) {
        assert_eq!((one.before, one.after), (other.after, other.before));
    }
    for (one, other) in told.lists.iter().zip(&back.lists) {
        assert_eq!((&one.joined, &one.left), (&other.left, &other.joined));
    }
    for (one, other) in told.globals.iter().zip(&back.globals) {
        assert_eq!((one.old, one.new), (other.new, other.old));
    }
    for (one, other) in told.names.iter().zip(&back.names) {
        assert_eq!((one.before, one.after), (other.after, other.before));
    }
}

fn expect_nothing(told: &Comparison) {
    assert_eq!(numbers(told), [0; 12], "{told:?}");
}

/// Entries are what a limit leaves of all, and totals do not depend on it.
fn expect_limited(told: &Comparison, limited: &Comparison, limit: usize) {
    let mut all = told.clone();
    all.blocks.truncate(limit);
    assert_eq!(limited.blocks, all.blocks);
    assert_eq!(numbers(limited)[..11], numbers(told)[..11]);
    let rows = limited.objects.len() as u64;
    let most = |count: u64| count.min(limit as u64);
    assert_eq!(rows, most(told.born) + most(told.died) + most(told.changed));
}

/// Compares two positions of a program, at the end of operations or inside of one.
fn program<W: Word>(
    (edition, arenas): (Edition, ArenaAlignment),
    steps: &[Step],
    (a, b): (usize, usize),
    inside: Option<usize>,
) {
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("heap");
    let mut blocks = Vec::new();
    for step in steps {
        run(&mut heap, &mut blocks, step);
    }
    let count = heap.operations() as usize;
    let position = |number: usize, mark| Position {
        operation: (number % (count + 1)) as u64,
        mark,
    };
    let (a, mut b) = (position(a, None), position(b, None));
    if let Some(inside) = inside.filter(|_| b.operation > 0) {
        let marks = heap.steps(b.operation).expect("in the journal");
        b.mark = Some((inside % (marks + 1)) as u32);
    }
    let stands = heap.bytes().to_vec();
    let told = heap.compare(a, b, ALL).expect("two positions");
    let back = heap.compare(b, a, ALL).expect("two positions");
    let limited = heap.compare(a, b, 2).expect("two positions");
    expect_nothing(&heap.compare(b, b, ALL).expect("two positions"));
    assert!(heap.bytes() == stands, "the image stands where it stood");
    let mut bytes_at = |position: Position| {
        match position.mark {
            None => heap.seek(position.operation).expect("a position"),
            Some(mark) => heap
                .seek_step(position.operation, mark as usize)
                .expect("a step"),
        }
        heap.bytes().to_vec()
    };
    let (old, new) = (bytes_at(a), bytes_at(b));
    let layout = edition.layout();
    let (before, after) = (Image::new(&old, layout), Image::new(&new, layout));
    assert_eq!(told, compare(&before, &after, ALL));
    expect_arenas_and_pools(&told, &before, &after);
    expect_lists(&told, &before, &after);
    if b.mark.is_none() {
        expect_objects(&told, &before, &after);
    }
    expect_bytes(&told, (&before, &old), (&after, &new));
    expect_mirrored(&told, &back);
    expect_limited(&told, &limited, 2);
}

/// A unit that a block gave back becomes one of the explorer's own: what the block held is gone.
#[test]
fn a_unit_of_a_block_becomes_the_explorers_own() {
    let steps = [
        Step::Malloc(0),
        Step::Malloc(1),
        Step::Free(1),
        Step::New(NewKind::Tuple, 0),
        Step::Malloc(0),
    ];
    let edition = (Edition::Cpython27W32, ArenaAlignment::Aligned);
    for a in 0..=steps.len() {
        for b in 0..=steps.len() {
            program::<W32>(edition, &steps, (a, b), None);
        }
    }
}

fn edition() -> impl Strategy<Value = (Edition, ArenaAlignment)> {
    let arenas = [ArenaAlignment::Aligned, ArenaAlignment::Unaligned];
    (
        prop::sample::select(Edition::ALL.to_vec()),
        prop::sample::select(arenas.to_vec()),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn all_that_differs_is_told_and_nothing_else(
        edition in edition(),
        steps in prop::collection::vec(step(), 1..60),
        positions in any::<(usize, usize)>(),
        inside in prop::option::of(any::<usize>()),
    ) {
        match edition.0.layout().word {
            4 => program::<W32>(edition, &steps, positions, inside),
            _ => program::<W64>(edition, &steps, positions, inside),
        }
    }

    /// Whatever the bytes are, the comparison ends and says whether they differ.
    #[test]
    fn damaged_images_are_compared(
        edition in edition(),
        steps in prop::collection::vec(step(), 1..40),
        writes in prop::collection::vec((any::<usize>(), any::<u32>()), 1..40),
    ) {
        match edition.0.layout().word {
            4 => damaged::<W32>(edition, &steps, &writes),
            _ => damaged::<W64>(edition, &steps, &writes),
        }
    }
}

fn damaged<W: Word>(
    (edition, arenas): (Edition, ArenaAlignment),
    steps: &[Step],
    writes: &[(usize, u32)],
) {
    let mut heap = Heap::<W, Log>::new(edition, arenas).expect("heap");
    let mut blocks = Vec::new();
    for step in steps {
        run(&mut heap, &mut blocks, step);
    }
    let sound = heap.bytes().to_vec();
    let mut bytes = sound.clone();
    for &(at, value) in writes {
        let at = at % (bytes.len() / 4) * 4;
        // Values that are addresses now and then lead somewhere.
        let value = if value % 2 == 0 {
            sound.len() as u32 + value % 4096
        } else {
            value
        };
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    let layout = edition.layout();
    for cut in [bytes.len(), bytes.len() / 2, 10, 0] {
        let (one, other) = (
            Image::new(&sound, layout),
            Image::new(&bytes[..cut], layout),
        );
        let told = compare(&one, &other, 8);
        let back = compare(&other, &one, 8);
        assert_eq!(
            (told.bytes, told.ranges_total),
            (back.bytes, back.ranges_total)
        );
        expect_nothing(&compare(&other, &other, 8));
    }
}
