//! Checkpoints: positions that the image can be moved to by swapping what changed between them.
//!
//! The image stands in one of the stretches between checkpoints. What changed in the stretches before is
//! kept as it was, in those after as it will be.
//!
//! ```text
//!  positions    0          p1          p2          p3
//!  deltas       |  as was   |  as was   |   here    |  as will be
//! ```
//! Never carries out an operation: how the image gets from a checkpoint to a position is the history's.

use super::delta::Delta;

/// What changed from one checkpoint to the next, and how much was done meanwhile.
#[derive(Debug)]
pub(super) struct Stretch {
    delta: Delta,
    work: u64,
}

/// Checkpoints, and the stretch that the image is in.
#[derive(Debug)]
pub(super) struct Chain {
    /// One more than there are stretches: the last is open.
    points: Vec<u64>,
    stretches: Vec<Stretch>,
    here: usize,
}

impl Default for Chain {
    fn default() -> Chain {
        Chain {
            points: vec![0],
            stretches: Vec::new(),
            here: 0,
        }
    }
}

/// The later checkpoints of a chain, cut off behind `base`.
#[derive(Debug, Default)]
pub(super) struct Later {
    base: u64,
    points: Vec<u64>,
    stretches: Vec<Stretch>,
}

impl Later {
    pub(super) fn bytes(&self) -> usize {
        bytes(&self.stretches)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }
}

fn bytes(stretches: &[Stretch]) -> usize {
    let all = stretches.iter();
    all.map(|stretch| stretch.delta.bytes() + size_of::<Stretch>() + 8)
        .sum()
}

impl Chain {
    pub(super) fn bytes(&self) -> usize {
        bytes(&self.stretches)
    }

    /// The earliest checkpoint.
    pub(super) fn first(&self) -> u64 {
        self.points[0]
    }

    /// The checkpoint before the image.
    pub(super) fn here(&self) -> u64 {
        self.points[self.here]
    }

    /// The checkpoint after the image.
    pub(super) fn next(&self) -> Option<u64> {
        self.points.get(self.here + 1).copied()
    }

    /// Makes a checkpoint where the image stands, in the open stretch.
    pub(super) fn close(&mut self, position: u64, delta: Delta, work: u64) {
        self.stretches.push(Stretch { delta, work });
        self.points.push(position);
        self.here += 1;
    }

    /// The image has come to the next checkpoint by carrying out what leads there: `delta` leads back.
    pub(super) fn arrive(&mut self, delta: Delta) {
        self.stretches[self.here].delta = delta;
        self.here += 1;
    }

    /// The delta that leads back to the checkpoint before; the stretches behind it are dropped.
    pub(super) fn reopen(&mut self) -> Option<(Delta, u64)> {
        self.here = self.here.checked_sub(1)?;
        self.stretches.truncate(self.here + 1);
        self.points.truncate(self.here + 1);
        let stretch = self.stretches.pop()?;
        Some((stretch.delta, stretch.work))
    }

    /// Swaps the image from the checkpoint where it stands to the one before.
    pub(super) fn back(&mut self, image: &mut Vec<u8>, room: usize) {
        self.here -= 1;
        self.cross(image, room);
    }

    /// Swaps the image from the checkpoint where it stands to the next.
    pub(super) fn forth(&mut self, image: &mut Vec<u8>) {
        self.stretches[self.here].delta.swap(image);
        self.here += 1;
    }

    fn cross(&mut self, image: &mut Vec<u8>, room: usize) {
        let delta = &mut self.stretches[self.here].delta;
        if delta.bytes_at_most() <= room {
            return delta.swap(image);
        }
        // What lies ahead would not fit: it will have to be carried out again.
        delta.restore(image);
        self.cut();
    }

    /// Cuts the checkpoints after the image off.
    pub(super) fn cut(&mut self) -> Later {
        Later {
            base: self.here(),
            points: self.points.split_off(self.here + 1),
            stretches: self.stretches.split_off(self.here),
        }
    }

    /// Puts checkpoints behind the last, if what they were cut from is still there.
    pub(super) fn append(&mut self, later: Later) {
        if self.points[self.points.len() - 1] >= later.base {
            self.points.extend(later.points);
            self.stretches.extend(later.stretches);
        }
    }

    /// Gives up the last checkpoint, if it lies after the image.
    pub(super) fn drop_last(&mut self) -> bool {
        if self.stretches.len() <= self.here {
            return false;
        }
        self.points.pop();
        self.stretches.pop();
        true
    }

    /// Gives up what comes before the second checkpoint, if the image is not in there.
    pub(super) fn forget_first(&mut self) -> bool {
        if self.here == 0 {
            return false;
        }
        self.here -= 1;
        self.points.remove(0);
        self.stretches.remove(0);
        true
    }

    /// Begins anew at a position, where the image stands.
    pub(super) fn restart(&mut self, position: u64) {
        self.stretches.clear();
        self.points = vec![position];
        self.here = 0;
    }

    /// Gives up the checkpoint between the two stretches on one side of the image in which the least was
    /// done, as long as there are more than `fewest` on that side.
    pub(super) fn thin(&mut self, fewest: usize) -> bool {
        let sides = [0..self.here, self.here..self.stretches.len()];
        let pairs = sides
            .into_iter()
            .filter(|side| side.len() > fewest.max(1))
            .flat_map(|side| side.start..side.end - 1);
        let work = |index: &usize| self.stretches[*index].work + self.stretches[*index + 1].work;
        let Some(index) = pairs.min_by_key(work) else {
            return false;
        };
        let second = self.stretches.remove(index + 1);
        let first = &mut self.stretches[index];
        let delta = std::mem::take(&mut first.delta);
        first.work += second.work;
        first.delta = if index < self.here {
            self.here -= 1;
            Delta::union(delta, second.delta)
        } else {
            Delta::union(second.delta, delta)
        };
        self.points.remove(index + 1);
        true
    }
}
