//! Lists of the allocator and of the collector: who joined, who left, who changed places.

use crate::edition::objects::NUM_GENERATIONS;

use super::super::compare_view::ListDifference;
use super::super::image::Image;
use super::super::object_view::Standing;
use super::{Limited, ListName, Two};

/// All lists that differ.
pub(super) fn lists(two: Two<'_, '_>, limit: usize) -> Limited<ListDifference> {
    let mut lists = Limited::new(limit);
    for list in names_of(two) {
        let (before, after) = two.both(|image| image.members_of(list));
        if before != after {
            lists.add(|| difference(list, &before, &after, limit));
        }
    }
    lists
}

/// Every list that one of the two states has.
fn names_of(two: Two<'_, '_>) -> impl Iterator<Item = ListName> {
    let layout = two.after.layout();
    let (before, after) = two.both(Image::maxarenas);
    let gc_lists = two.after.gc_lists().into_iter();
    let fixed = [
        ListName::UsableArenas,
        ListName::UnusedArenaObjects,
        ListName::Trash,
        ListName::Garbage,
    ];
    (0..layout.size_classes)
        .map(|szidx| ListName::UsedPools { szidx })
        .chain((0..before.max(after)).map(|arena| ListName::Freepools { arena }))
        .chain(fixed)
        .chain(gc_lists.filter_map(|(standing, _)| match standing {
            Standing::Generation { generation } => Some(ListName::Generation { generation }),
            Standing::Permanent => Some(ListName::Permanent),
            Standing::Working { list } => Some(ListName::Working { list }),
            Standing::NotGc | Standing::Untracked | Standing::Trash => None,
        }))
}

impl Image<'_> {
    /// The members of a list in order.
    fn members_of(&self, list: ListName) -> Vec<u64> {
        let indices = |list: Vec<u32>| list.into_iter().map(u64::from).collect();
        match list {
            ListName::UsedPools { szidx } => self.ring(szidx).flatten().collect(),
            ListName::UsableArenas => indices(self.usable_arenas()),
            ListName::UnusedArenaObjects => indices(self.unused_arena_objects()),
            ListName::Freepools { arena } => self.freepools_of(arena),
            ListName::Trash => self.trash(super::MOST_TRASH),
            ListName::Garbage => self.gc_garbage(usize::MAX),
            ListName::Generation { generation } => self.gc_members(Standing::Generation {
                generation: generation.min(NUM_GENERATIONS),
            }),
            ListName::Permanent => self.gc_members(Standing::Permanent),
            ListName::Working { list } => self.gc_members(Standing::Working { list }),
        }
    }

    fn freepools_of(&self, index: u32) -> Vec<u64> {
        let arena = self.decode_arena(index).filter(|arena| arena.address != 0);
        let Some(arena) = arena else {
            return Vec::new();
        };
        let pools = self.freepools(&arena);
        pools
            .into_iter()
            .map(|pool| arena.first_pool + u64::from(pool) * self.layout.pool_size)
            .collect()
    }

    fn gc_members(&self, list: Standing) -> Vec<u64> {
        let behind = self.layout.objects.gc_head;
        let lists = self.gc_lists().into_iter();
        lists
            .filter(|&(standing, _)| standing == list)
            .flat_map(|(_, head)| self.gc_list(head))
            .map(|head| head + behind)
            .collect()
    }
}

fn difference(list: ListName, before: &[u64], after: &[u64], limit: usize) -> ListDifference {
    let (old, new) = without_common_ends(before, after);
    let (in_old, in_new) = (Indexed::new(old), Indexed::new(new));
    let mut joined = Limited::new(limit);
    let mut left = Limited::new(limit);
    let mut moved = Limited::new(limit);
    for &member in old.iter().filter(|&&member| !in_new.has(member)) {
        left.add(|| member);
    }
    let mut stayed = Vec::new();
    for &member in new {
        match in_old.index_of(member) {
            Some(index) => stayed.push(index),
            None => joined.add(|| member),
        }
    }
    for index in out_of_order(&stayed) {
        moved.add(|| old[index]);
    }
    let ((joined, joined_total), (left, left_total)) = (joined.parts(), left.parts());
    let (moved, moved_total) = moved.parts();
    ListDifference {
        list,
        before: before.len() as u64,
        after: after.len() as u64,
        joined,
        joined_total,
        left,
        left_total,
        moved,
        moved_total,
    }
}

/// What is left of both when the same members at the start and at the end are taken off.
fn without_common_ends<'l>(mut one: &'l [u64], mut other: &'l [u64]) -> (&'l [u64], &'l [u64]) {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    (one, other) = (&one[start..], &other[start..]);
    let ends = one.iter().rev().zip(other.iter().rev());
    let end = ends.take_while(|(a, b)| a == b).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// The members of a list by value.
struct Indexed(Vec<(u64, usize)>);

impl Indexed {
    fn new(members: &[u64]) -> Indexed {
        let mut sorted: Vec<(u64, usize)> = members.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        Indexed(sorted)
    }

    fn index_of(&self, member: u64) -> Option<usize> {
        let found = self.0.partition_point(|&(other, _)| other < member);
        let &(other, index) = self.0.get(found)?;
        (other == member).then_some(index)
    }

    fn has(&self, member: u64) -> bool {
        self.index_of(member).is_some()
    }
}

/// The fewest numbers to take out of a sequence so that the rest rises: all but its longest rising part.
fn out_of_order(sequence: &[usize]) -> Vec<usize> {
    // The places of the smallest last numbers of rising parts of each length, and what precedes each place.
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(sequence.len());
    for (place, &number) in sequence.iter().enumerate() {
        let length = tails.partition_point(|&tail| sequence[tail] < number);
        previous.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        match tails.get_mut(length) {
            Some(tail) => *tail = place,
            None => tails.push(place),
        }
    }
    let mut stays = vec![false; sequence.len()];
    let mut place = tails.last().copied();
    while let Some(here) = place {
        stays[here] = true;
        place = previous[here];
    }
    let moved = sequence.iter().zip(stays).filter(|(_, stays)| !stays);
    moved.map(|(&number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::{ListName, difference, out_of_order};

    #[test]
    fn the_fewest_are_out_of_order() {
        assert_eq!(out_of_order(&[]), [0; 0]);
        assert_eq!(out_of_order(&[0, 1, 2]), [0; 0]);
        assert_eq!(out_of_order(&[3, 0, 1, 2]), [3]);
        assert_eq!(out_of_order(&[1, 2, 3, 0]), [0]);
        assert_eq!(out_of_order(&[2, 1, 0]).len(), 2);
    }

    #[test]
    fn members_join_leave_and_move() {
        let told = difference(
            ListName::UsableArenas,
            &[9, 1, 2, 3, 4, 8],
            &[9, 4, 1, 3, 5, 8],
            1,
        );
        assert_eq!((told.before, told.after), (6, 6));
        assert_eq!((told.joined, told.joined_total), (vec![5], 1));
        assert_eq!((told.left, told.left_total), (vec![2], 1));
        assert_eq!((told.moved, told.moved_total), (vec![4], 1));
    }
}
