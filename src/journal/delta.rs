//! What a stretch of operations changed: grains of the image with their other contents, which swapping
//! exchanges with the image, and the trail that collects them.
//!
//! Knows nothing of operations. A grain of zeros takes no memory of its own: most of what a growing heap
//! writes to was zero before.

use crate::room::lengthen;
use crate::words::is_zero;

/// Bytes that are kept together.
pub(super) const GRAIN: usize = 256;
const SHIFT: u32 = GRAIN.trailing_zeros();
/// What a grain with contents takes, the allocator's own words included.
const FULL: usize = GRAIN + 16;

type Grain = Option<Box<[u8; GRAIN]>>;

/// Grains by their place in the image, with what the image held, or will hold, there.
#[derive(Debug, Default)]
pub(super) struct Delta {
    grains: Vec<(u32, Grain)>,
    /// The image's other length, if it grew.
    len: Option<usize>,
    /// Grains that are not zero.
    full: usize,
}

impl Delta {
    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.grains.capacity() * size_of::<(u32, Grain)>() + self.full * FULL
    }

    /// Bytes that it takes at most, whatever is swapped into it.
    pub(super) fn bytes_at_most(&self) -> usize {
        self.grains.capacity() * size_of::<(u32, Grain)>() + self.grains.len() * FULL
    }

    pub(super) fn is_empty(&self) -> bool {
        self.grains.is_empty() && self.len.is_none()
    }

    fn add(&mut self, number: usize, image: &[u8]) {
        self.push(number as u32, kept(part(image, number)));
    }

    fn push(&mut self, number: u32, grain: Grain) {
        self.full += usize::from(grain.is_some());
        self.grains.push((number, grain));
    }

    /// Exchanges its contents with the image's.
    pub(super) fn swap(&mut self, image: &mut Vec<u8>) {
        let present = image.len();
        lengthen(image, self.len.unwrap_or(0));
        self.full = 0;
        for (number, grain) in &mut self.grains {
            let place = part_mut(image, *number as usize);
            let other = std::mem::take(grain);
            match other {
                Some(mut other) if !is_zero(place) => {
                    place.swap_with_slice(&mut other[..place.len()]);
                    *grain = Some(other);
                }
                other => {
                    *grain = kept(place);
                    put(place, &other);
                }
            }
            self.full += usize::from(grain.is_some());
        }
        if let Some(len) = self.len.replace(present) {
            image.truncate(len);
        } else {
            self.len = None;
        }
    }

    /// Gives the image its contents; what the image held is lost.
    pub(super) fn restore(&self, image: &mut Vec<u8>) {
        let len = self.len.unwrap_or(image.len());
        lengthen(image, len);
        for (number, grain) in &self.grains {
            put(part_mut(image, *number as usize), grain);
        }
        image.truncate(len);
    }

    /// Both stretches as one; where both have a grain, the first one's counts.
    pub(super) fn union(first: Delta, second: Delta) -> Delta {
        let mut grains = Vec::with_capacity(first.grains.len().max(second.grains.len()));
        let mut others = second.grains.into_iter().peekable();
        for grain in first.grains {
            while let Some(other) = others.next_if(|other| other.0 < grain.0) {
                grains.push(other);
            }
            others.next_if(|other| other.0 == grain.0);
            grains.push(grain);
        }
        grains.extend(others);
        grains.shrink_to_fit();
        Delta {
            full: grains.iter().filter(|(_, grain)| grain.is_some()).count(),
            len: first.len.or(second.len),
            grains,
        }
    }

    /// Calls `run` with each run of bytes that differ from the image's in the grains that are `wanted`:
    /// offset and length.
    pub(super) fn differences(
        &self,
        image: &[u8],
        wanted: impl Fn(usize, usize) -> bool,
        mut run: impl FnMut(usize, usize),
    ) {
        for (number, grain) in &self.grains {
            if !wanted(*number as usize * GRAIN, GRAIN) {
                continue;
            }
            let present = part(image, *number as usize);
            let differs = |at: usize| present[at] != grain.as_ref().map_or(0, |bytes| bytes[at]);
            let mut at = 0;
            while at < present.len() {
                let end = (at..present.len())
                    .find(|&at| !differs(at))
                    .unwrap_or(present.len());
                if end > at {
                    run((*number as usize) * GRAIN + at, end - at);
                }
                at = end + 1;
            }
        }
    }
}

/// The image's part of a grain: the last one may be shorter.
fn part(image: &[u8], number: usize) -> &[u8] {
    let start = (number * GRAIN).min(image.len());
    &image[start..(start + GRAIN).min(image.len())]
}

fn part_mut(image: &mut [u8], number: usize) -> &mut [u8] {
    let start = (number * GRAIN).min(image.len());
    let end = (start + GRAIN).min(image.len());
    &mut image[start..end]
}

fn kept(bytes: &[u8]) -> Grain {
    if is_zero(bytes) {
        return None;
    }
    if bytes.len() == GRAIN {
        // Not by way of an array, which would be copied twice.
        return Box::<[u8]>::from(bytes).try_into().ok();
    }
    let mut grain = Box::new([0; GRAIN]);
    grain[..bytes.len()].copy_from_slice(bytes);
    Some(grain)
}

fn put(place: &mut [u8], grain: &Grain) {
    match grain {
        Some(bytes) => place.copy_from_slice(&bytes[..place.len()]),
        None => place.fill(0),
    }
}

/// A delta that is being collected: each grain with what stood there when it was first written to.
#[derive(Debug, Default)]
pub(super) struct Trail {
    delta: Delta,
    /// A bit for each grain of the image that the delta has.
    noted: Vec<u64>,
}

impl Trail {
    /// Notes bytes that are about to be overwritten; whether any were not noted yet.
    #[inline(always)]
    pub(super) fn touch(&mut self, image: &[u8], offset: usize, len: usize) -> bool {
        if self.has_noted(offset, len) {
            return false;
        }
        self.note(image, offset >> SHIFT, (offset + len - 1) >> SHIFT)
    }

    /// Whether bytes were noted, and in one grain. Any address may be asked for, also one around which addresses begin anew.
    #[inline(always)]
    pub(super) fn has_noted(&self, offset: usize, len: usize) -> bool {
        let (first, last) = (offset >> SHIFT, offset.wrapping_add(len - 1) >> SHIFT);
        first == last && self.has(first)
    }

    #[inline(always)]
    fn has(&self, number: usize) -> bool {
        self.noted
            .get(number / 64)
            .is_some_and(|bits| bits >> (number % 64) & 1 != 0)
    }

    #[cold]
    #[inline(never)]
    fn note(&mut self, image: &[u8], first: usize, last: usize) -> bool {
        let before = self.delta.grains.len();
        for number in first..=last {
            if self.is_first(number) {
                self.delta.add(number, image);
            }
        }
        self.delta.grains.len() > before
    }

    /// Notes that the image is about to grow.
    pub(super) fn grow(&mut self, len: usize) {
        self.delta.len.get_or_insert(len);
    }

    pub(super) fn bytes(&self) -> usize {
        self.delta.bytes() + self.noted.capacity() * 8
    }

    pub(super) fn grains(&self) -> usize {
        self.delta.grains.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.delta.is_empty()
    }

    pub(super) fn restore(&self, image: &mut Vec<u8>) {
        self.delta.restore(image);
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        for (number, _) in &self.delta.grains {
            self.noted[*number as usize / 64] = 0;
        }
        self.delta = Delta::default();
    }

    /// The delta, sorted; the trail begins anew.
    pub(super) fn take(&mut self) -> Delta {
        let mut delta = std::mem::take(&mut self.delta);
        delta.grains = self.in_order(delta.grains);
        delta.grains.shrink_to_fit();
        for (number, _) in &delta.grains {
            self.noted[*number as usize / 64] = 0;
        }
        delta
    }

    /// Its own grains by their numbers: before each there are as many as there are bits before its bit. Sorting hundreds
    /// of thousands takes several times as long.
    fn in_order(&self, grains: Vec<(u32, Grain)>) -> Vec<(u32, Grain)> {
        if grains.len() < 2 {
            return grains;
        }
        let mut sum = 0;
        let bits_before = self.noted.iter().map(|bits| {
            let before = sum;
            sum += bits.count_ones();
            before
        });
        let bits_before: Vec<u32> = bits_before.collect();
        let mut ordered: Vec<(u32, Grain)> = Vec::with_capacity(grains.len());
        ordered.resize_with(grains.len(), Default::default);
        for (number, grain) in grains {
            let (word, bit) = (number as usize / 64, number % 64);
            let before = self.noted[word] & ((1 << bit) - 1);
            ordered[(bits_before[word] + before.count_ones()) as usize] = (number, grain);
        }
        ordered
    }

    /// Goes on with a delta of what came after all that it has.
    pub(super) fn absorb(&mut self, delta: Delta) {
        self.delta.len = self.delta.len.or(delta.len);
        for (number, grain) in delta.grains {
            if self.is_first(number as usize) {
                self.delta.push(number, grain);
            }
        }
    }

    /// [`absorb`](Self::absorb) for a delta that is needed elsewhere, too.
    pub(super) fn copy(&mut self, delta: &Delta) {
        self.delta.len = self.delta.len.or(delta.len);
        for (number, grain) in &delta.grains {
            if self.is_first(*number as usize) {
                self.delta.push(*number, grain.clone());
            }
        }
    }

    /// Whether a grain was not noted; from here on it is.
    fn is_first(&mut self, number: usize) -> bool {
        if self.noted.len() <= number / 64 {
            self.noted.resize(number / 64 + 1, 0);
        }
        let is_first = !self.has(number);
        self.noted[number / 64] |= 1 << (number % 64);
        is_first
    }

    /// Begins farther back: `delta` is of the stretch that led to where the trail began.
    pub(super) fn deepen(&mut self, delta: Delta) {
        let own = self.take();
        self.begin_with(Delta::union(delta, own));
    }

    /// Takes a delta, instead of its own, as what it has noted so far.
    pub(super) fn begin_with(&mut self, delta: Delta) {
        self.clear();
        if let Some((last, _)) = delta.grains.last() {
            let words = *last as usize / 64 + 1;
            self.noted.resize(words.max(self.noted.len()), 0);
        }
        for (number, _) in &delta.grains {
            self.noted[*number as usize / 64] |= 1 << (number % 64);
        }
        self.delta = delta;
    }
}
