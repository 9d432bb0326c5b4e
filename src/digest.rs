//! An operation summed up: where its collections and their phases begin, what became of objects, and
//! which bytes went back to which pool.
//!
//! Reads events and the image as it was then. Its lists are bounded, its numbers are not.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::decode::Image;
use crate::decode::digest_view::{
    Digest, Fate, FateCount, ObjectFate, PoolReturn, Section, SectionKind,
};
use crate::edition::Layout;
use crate::error::HeapError;
use crate::event::Event;
use crate::heap::Heap;
use crate::journal::{Log, Watch};
use crate::memory::Word;

/// Sections, objects and pools that are listed at most, each.
pub const LISTED: usize = 256;

impl<W: Word> Heap<W, Log> {
    /// Sums an operation up by its number, from 1. The image stays where it is.
    ///
    /// # Errors
    /// [`HeapError::NotInJournal`]
    pub fn digest(&mut self, number: u64) -> Result<Digest, HeapError> {
        self.steps(number).ok_or_else(|| self.gone(number))?;
        if let Some(digest) = self.mem.journal.digest(number) {
            return Ok(digest.clone());
        }
        let digest = self.sum_up(number)?;
        self.mem.journal.keep_digest(number, digest.clone());
        Ok(digest)
    }

    fn sum_up(&mut self, number: u64) -> Result<Digest, HeapError> {
        let tally = Rc::new(RefCell::new(Tally::default()));
        let counting = Counting {
            tally: Rc::clone(&tally),
            layout: *self.mem.layout(),
            marks: 0,
        };
        self.watch(number, Box::new(counting))?;
        let marks = self.steps(number).unwrap_or_default();
        let size_of = |szidx| self.mem.layout().index2size(szidx);
        Ok(tally.take().digest(number, marks as u32, size_of))
    }
}

/// Counts while the operation is carried out again.
#[derive(Debug)]
struct Counting {
    tally: Rc<RefCell<Tally>>,
    layout: Layout,
    marks: u32,
}

impl Watch for Counting {
    fn event(&mut self, image: &[u8], _: u32, event: Event) {
        self.marks += 1;
        let mut tally = self.tally.borrow_mut();
        if let Event::BlockLinked { pool, .. } = event {
            // The pool may serve another size class later.
            let image = Image::new(image, self.layout);
            tally.block(pool, image.uint(pool + self.layout.pool.szidx));
        }
        tally.event(self.marks, event);
    }
}

/// What was counted so far.
#[derive(Debug, Default)]
struct Tally {
    sections: Vec<Section>,
    fates: Vec<(Fate, u64)>,
    objects: Vec<ObjectFate>,
    /// Where in `objects` an object is.
    listed: BTreeMap<u64, usize>,
    /// Blocks by pool and size class, and whether the pool went empty.
    pools: BTreeMap<(u64, u32), (u64, bool)>,
    raw_blocks: u64,
    arenas: u64,
}

impl Tally {
    fn event(&mut self, mark: u32, event: Event) {
        if let Some(of) = section(event) {
            if self.sections.len() < LISTED {
                self.sections.push(Section { mark, of });
            }
        } else if let Some((object, fate)) = fate(event) {
            self.fates.push((fate, object));
            self.list(object, fate);
        } else {
            match event {
                Event::PoolIsEmpty { pool, szidx } => {
                    self.pools.entry((pool, szidx)).or_default().1 = true;
                }
                Event::RawChunkFreed { .. } => self.raw_blocks += 1,
                Event::ArenaUnmapped { .. } => self.arenas += 1,
                _ => {}
            }
        }
    }

    fn block(&mut self, pool: u64, szidx: u32) {
        self.pools.entry((pool, szidx)).or_default().0 += 1;
    }

    fn list(&mut self, object: u64, fate: Fate) {
        let next = self.objects.len();
        if next == LISTED && !self.listed.contains_key(&object) {
            return;
        }
        let index = *self.listed.entry(object).or_insert(next);
        if index == next {
            self.objects.push(ObjectFate {
                object,
                fates: Vec::new(),
            });
        }
        let fates = &mut self.objects[index].fates;
        // The second deduction finds the same objects unreachable again.
        if !fates.contains(&fate) {
            fates.push(fate);
        }
    }

    fn digest(mut self, number: u64, marks: u32, size_of: impl Fn(u32) -> u64) -> Digest {
        self.fates.sort_unstable();
        self.fates.dedup();
        let fates = self
            .fates
            .chunk_by(|(one, _), (other, _)| one == other)
            .map(|chunk| FateCount {
                fate: chunk[0].0,
                objects: chunk.len() as u64,
            })
            .collect();
        let mut objects: Vec<u64> = self.fates.iter().map(|&(_, object)| object).collect();
        objects.sort_unstable();
        objects.dedup();
        let pools: Vec<PoolReturn> = self
            .pools
            .iter()
            .map(|(&(pool, szidx), &(blocks, emptied))| PoolReturn {
                pool,
                szidx,
                size: size_of(szidx),
                blocks,
                emptied,
            })
            .collect();
        Digest {
            number,
            marks,
            sections: self.sections,
            fates,
            objects: self.objects,
            objects_total: objects.len() as u64,
            pools_total: pools.len() as u64,
            blocks: pools.iter().map(|pool| pool.blocks).sum(),
            bytes: pools.iter().map(|pool| pool.blocks * pool.size).sum(),
            pools: pools.into_iter().take(LISTED).collect(),
            raw_blocks: self.raw_blocks,
            arenas: self.arenas,
        }
    }
}

fn section(event: Event) -> Option<SectionKind> {
    match event {
        Event::CollectionStarted { generation } => Some(SectionKind::Collection { generation }),
        Event::PhaseStarted { phase } => Some(SectionKind::Phase { phase }),
        Event::CollectionFinished {
            generation,
            collected,
            uncollectable,
        } => Some(SectionKind::Finished {
            generation,
            collected,
            uncollectable,
        }),
        _ => None,
    }
}

/// What an event says of an object, where that decides its life.
fn fate(event: Event) -> Option<(u64, Fate)> {
    Some(match event {
        Event::TentativelyUnreachable { object } => (object, Fate::Unreachable),
        Event::MovedBack { object } => (object, Fate::MovedBack),
        Event::MovedToFinalizers { object } => (object, Fate::MovedToFinalizers),
        Event::ReachedFromFinalizers { object } => (object, Fate::ReachedFromFinalizers),
        Event::WeakrefIsTrash { weakref } => (weakref, Fate::WeakrefTrash),
        Event::WeakrefCallback { weakref } => (weakref, Fate::CallbackCalled),
        Event::FinalizerCalled { object } | Event::LegacyFinalizerCalled { object } => {
            (object, Fate::FinalizerCalled)
        }
        Event::Resurrected { object, .. } | Event::SurvivedResurrection { object } => {
            (object, Fate::Resurrected)
        }
        Event::Cleared { object, .. } => (object, Fate::Cleared),
        Event::SurvivedClear { object } => (object, Fate::SurvivedClear),
        Event::SavedAsGarbage { object } => (object, Fate::SavedAsGarbage),
        Event::Uncollectable { object } => (object, Fate::Uncollectable),
        Event::UntrackedByContents { object, .. } => (object, Fate::Untracked),
        Event::Deallocating { object, .. } => (object, Fate::Deallocated),
        Event::KeptOnFreeList { object, .. } => (object, Fate::KeptOnFreeList),
        _ => return None,
    })
}
