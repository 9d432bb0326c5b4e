//! Which part of the plane is painted, and what stands where in it. What is too small to be told apart is
//! one cell: a pool while it is a few pixels wide, then several rows of it in one row of pixels, then
//! blocks, and their bytes. How each is painted is in `brush`.

use crate::decode::Image;
use crate::decode::view::PoolState;

use super::blocks::{PARTS, units};
use super::brush::{Area, Brush, Span, Texture};
use super::survey::Pool;
use super::view::MapShape;
use super::{ACROSS, AGE_STEPS, FULLNESS_STEPS, HeapMap, row_of};

/// Pixels that are painted at most; a larger frame is cut off below.
pub const MOST_PIXELS: usize = 1 << 23;
/// A pool that is narrower is one cell; this and what follows in pixels of the page.
pub(super) const NARROWEST_POOL: u32 = 16;
/// A gap that is narrower is none.
const NARROWEST_GAP: f64 = 0.75;
/// Arenas that are narrower, with their gap, stand close together.
const NARROWEST_SET_APART: f64 = 4.0;
/// How many pixels of the painter there are at most for one of the page, in one direction.
const MOST_RATIO: u32 = 4;

/// What allocated blocks and pools are coloured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Their state.
    State,
    /// Their size class.
    SizeClass,
    /// How many blocks of the pool are handed out.
    Fullness,
    /// How long ago a block of the pool was handed out or given back.
    Age,
}

impl By {
    /// From its number in the order above; anything else is the state.
    pub fn from_number(number: u32) -> By {
        match number {
            1 => By::SizeClass,
            2 => By::Fullness,
            3 => By::Age,
            _ => By::State,
        }
    }
}

/// Places in the palette. Behind them come the steps of fullness, those of age, and the size classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Ink {
    Ground,
    Arena,
    Allocated,
    Partly,
    Freed,
    FreedLine,
    Untouched,
    UntouchedDot,
    Header,
    Lost,
    LostLine,
}

impl Ink {
    /// How many there are.
    pub const COUNT: usize = Ink::LostLine as usize + 1;
}

const FULLNESS: usize = Ink::COUNT;
const AGES: usize = FULLNESS + FULLNESS_STEPS;
const CLASSES: usize = AGES + AGE_STEPS;
const COLOURS: usize = 256;

/// The caller's colours, in full: an index never leaves them.
#[derive(Debug)]
pub(super) struct Palette([u32; COLOURS]);

impl Default for Palette {
    fn default() -> Palette {
        Palette([0; COLOURS])
    }
}

impl Palette {
    pub(super) fn new(colours: &[u32]) -> Palette {
        let mut palette = Palette::default();
        for (place, colour) in palette.0.iter_mut().zip(colours) {
            *place = *colour;
        }
        palette
    }

    fn at(&self, index: usize) -> u32 {
        self.0[index % COLOURS]
    }

    pub(super) fn of(&self, ink: Ink) -> u32 {
        self.at(ink as usize)
    }
}

/// Which part of the plane is painted, and how.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Left edge, in bytes of the plane.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Pixels a byte.
    pub scale: f64,
    /// How many of these pixels are one of the page, in one direction: what one has to see is no smaller
    /// on a screen with more of them.
    pub ratio: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Arenas in a row.
    pub columns: u32,
    /// What colours stand for.
    pub by: By,
}

impl Frame {
    /// Nothing but numbers that can be computed with: no frame is larger than a plane can be.
    fn tamed(self) -> Frame {
        const FAR: f64 = 1e9;
        let number = |value: f64, least: f64, most: f64| {
            if value.is_finite() {
                value.clamp(least, most)
            } else {
                least
            }
        };
        let width = self.width.clamp(1, 1 << 14);
        Frame {
            x: number(self.x, -FAR, FAR),
            y: number(self.y, -FAR, FAR),
            scale: number(self.scale, 1e-4, 256.0),
            ratio: self.ratio.clamp(1, MOST_RATIO),
            width,
            height: self.height.clamp(1, (MOST_PIXELS as u32) / width),
            columns: self.columns.max(1),
            by: self.by,
        }
    }

    /// The nearest pixel, rounded without `round`, which is no instruction of wasm.
    fn pixel(&self, at: u64, from: f64) -> i64 {
        ((at as f64 - from) * self.scale + 0.5).floor() as i64
    }

    /// The pixels of `length` bytes of the plane, from `at` on, in one direction; at least one.
    fn span(&self, at: u64, length: u64, from: f64) -> Span {
        let first = self.pixel(at, from);
        (first, self.pixel(at + length, from).max(first + 1))
    }

    /// The pixels of an arena. The gap to the next one is as wide everywhere, and can be seen from afar.
    fn arena_span(&self, at: u64, from: f64, shape: &MapShape) -> Span {
        let (first, last) = self.span(at, shape.arena_side, from);
        if shape.arena_pitch as f64 * self.scale < NARROWEST_SET_APART * f64::from(self.ratio) {
            return (first, last);
        }
        let ratio = i64::from(self.ratio);
        let gap =
            ((shape.arena_pitch - shape.arena_side) as f64 * self.scale) as i64 / ratio * ratio;
        let next = self.pixel(at + shape.arena_pitch, from);
        (first, (next - gap.max(ratio)).max(first + 1))
    }

    /// The pixels of the pools of an arena that ends at `end`, of which `count` stand one behind the other.
    fn spans(&self, at: u64, count: u64, from: f64, end: i64, shape: &MapShape) -> Vec<Span> {
        // A gap of less than a pixel would be seen here and there only.
        let gap = (shape.pool_pitch - shape.row) as f64 * self.scale;
        let side =
            |place: u64| match gap < NARROWEST_GAP * f64::from(self.ratio) && place + 1 < count {
                true => shape.pool_pitch,
                false => shape.row,
            };
        (0..count)
            .map(|place| self.span(at + place * shape.pool_pitch, side(place), from))
            .map(|(first, last)| (first.min(end - 1), last.min(end)))
            .collect()
    }

    fn sees(&self, area: &Area) -> bool {
        area.right > 0
            && area.bottom > 0
            && area.left < self.width.into()
            && area.top < self.height.into()
    }

    /// Which of `count` things, one every `pitch` bytes, can be in sight in so many pixels from `from` on.
    fn range(&self, from: f64, pixels: u32, pitch: u64, count: u64) -> std::ops::Range<u64> {
        let end = from + f64::from(pixels) / self.scale;
        let index = |at: f64| (at / pitch as f64).floor().max(0.0) as u64;
        let start = index(from).saturating_sub(1).min(count);
        start..(index(end) + 2).min(count)
    }
}

impl HeapMap {
    /// Paints a frame. Pools are as the [`survey`](HeapMap::survey) found them, blocks as they are.
    pub fn paint(&mut self, image: &Image<'_>, frame: Frame) {
        let frame = frame.tamed();
        let ground = self.palette.of(Ink::Ground);
        self.pixels.clear();
        self.pixels
            .resize(frame.width as usize * frame.height as usize, ground);
        let shape = self.shape();
        let columns = u64::from(frame.columns);
        let rows = u64::from(shape.slots).div_ceil(columns);
        let mut pixels = std::mem::take(&mut self.pixels);
        let mut brush = Brush::new(frame, &self.palette, &mut pixels);
        for row in frame.range(frame.y, frame.height, shape.arena_pitch, rows) {
            for column in frame.range(frame.x, frame.width, shape.arena_pitch, columns) {
                let slot = row * columns + column;
                if slot < u64::from(shape.slots) {
                    let at = (column * shape.arena_pitch, row * shape.arena_pitch);
                    self.paint_arena(image, slot as u32, at, &mut brush);
                }
            }
        }
        self.pixels = pixels;
    }

    fn paint_arena(&self, image: &Image<'_>, index: u32, at: (u64, u64), brush: &mut Brush<'_>) {
        let shape = self.shape();
        let frame = brush.frame;
        let (left, right) = frame.arena_span(at.0, frame.x, &shape);
        let (top, bottom) = frame.arena_span(at.1, frame.y, &shape);
        let area = Area {
            left,
            top,
            right,
            bottom,
        };
        if !frame.sees(&area) {
            return;
        }
        if self.slots[index as usize].first_pool == 0 {
            return;
        }
        brush.fill(area, Ink::Arena, Texture::Plain);
        let pools = u64::from(self.layout.pools_in_arena);
        let columns = frame.spans(at.0, ACROSS, frame.x, right, &shape);
        let rows = frame.spans(at.1, pools.div_ceil(ACROSS), frame.y, bottom, &shape);
        for (pool, (row, column)) in (0..self.layout.pools_in_arena).zip(
            rows.iter()
                .flat_map(|row| columns.iter().map(move |column| (row, column))),
        ) {
            let area = Area {
                left: column.0,
                top: row.0,
                right: column.1,
                bottom: row.1,
            };
            if frame.sees(&area) {
                self.paint_pool(image, (index, pool), area, brush);
            }
        }
    }

    fn paint_pool(
        &self,
        image: &Image<'_>,
        (arena, index): (u32, u32),
        area: Area,
        brush: &mut Brush<'_>,
    ) {
        if index >= self.slots[arena as usize].pools {
            let line = brush.palette.of(Ink::LostLine);
            return brush.fill(area, Ink::Lost, Texture::Waste(line));
        }
        let pool = self.pools[(arena * self.layout.pools_in_arena + index) as usize];
        let is_cell = area.right - area.left < i64::from(NARROWEST_POOL * brush.frame.ratio);
        if is_cell || pool.state == PoolState::Uncarved {
            return brush.cell(area, &pool, self.allocated(&pool, brush));
        }
        units(image, arena, index, &mut brush.units);
        let row = row_of(&self.layout);
        let colours = PARTS.map(|part| brush.colour(part, self.allocated(&pool, brush)));
        if area.bottom - area.top < row as i64 {
            brush.mixed(area, row, self.layout.alignment, &colours);
        } else {
            brush.blocks(area, row, self.layout.alignment, &colours);
        }
    }

    /// The colour of what is handed out in a pool.
    fn allocated(&self, pool: &Pool, brush: &Brush<'_>) -> u32 {
        let palette = brush.palette;
        match brush.frame.by {
            By::State => palette.of(Ink::Allocated),
            By::Fullness => palette.at(FULLNESS + usize::from(self.fullness(pool))),
            By::Age => palette.at(AGES + usize::from(pool.age)),
            By::SizeClass => match pool.szidx {
                Some(szidx) => palette.at(CLASSES + usize::from(szidx)),
                None => palette.of(Ink::Lost),
            },
        }
    }
}
