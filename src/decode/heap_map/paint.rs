//! The pixels of a part of the plane. What is too small to be told apart is one cell: a pool while it is
//! a few pixels wide, then several rows of it in one row of pixels, then blocks, and their bytes.

use crate::decode::Image;
use crate::decode::view::PoolState;

use super::blocks::{PARTS, Part, Unit, units};
use super::survey::Pool;
use super::view::MapShape;
use super::{ACROSS, AGE_STEPS, FULLNESS_STEPS, HeapMap, row_of};

/// Pixels that are painted at most; a larger frame is cut off below.
pub const MOST_PIXELS: usize = 1 << 23;
/// A pool that is narrower is one cell.
const NARROWEST_POOL: i64 = 12;
/// A gap that is narrower is none.
const NARROWEST_GAP: f64 = 0.75;
/// Textures need so much room.
const TEXTURED: i64 = 6;
/// From so many pixels a byte on, blocks are textured, and from twice as many set apart.
const TEXTURED_SCALE: f64 = 2.0;
const PARTED_SCALE: f64 = 4.0;
/// Rows of a pool that are mixed into one row of pixels.
const MIXED: u32 = 4;
const HATCH: u32 = 6;
const WASTE: u32 = 10;

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

    fn of(&self, ink: Ink) -> u32 {
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
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Arenas in a row.
    pub columns: u32,
    /// What colours stand for.
    pub by: By,
}

/// Pixels from a first one up to an end, in both directions; not all of them need be in the frame.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

/// The first pixel of something in one direction, and the one behind its last.
type Span = (i64, i64);

/// A ground with, where there is room, a texture on it.
#[derive(Clone, Copy, Debug)]
enum Texture {
    Plain,
    Hatch(u32),
    Dots(u32),
    Waste(u32),
}

impl Texture {
    /// The colour of a pixel, so far from the corner of what is textured.
    #[inline(always)]
    fn colour(self, ground: u32, x: u32, y: u32) -> u32 {
        match self {
            Texture::Hatch(line) if (x + y).is_multiple_of(HATCH) => line,
            Texture::Dots(dot) if x % HATCH == 3 && y % HATCH == 3 => dot,
            Texture::Waste(line) if (x + (WASTE - 1) * y).is_multiple_of(WASTE) => line,
            _ => ground,
        }
    }
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
            width,
            height: self.height.clamp(1, (MOST_PIXELS as u32) / width),
            columns: self.columns.max(1),
            by: self.by,
        }
    }

    /// The pixels of `length` bytes of the plane, from `at` on, in one direction; at least one.
    fn span(&self, at: u64, length: u64, from: f64) -> Span {
        // Rounded without `round`, which is no instruction of wasm.
        let pixel = |at: u64| ((at as f64 - from) * self.scale + 0.5).floor() as i64;
        let first = pixel(at);
        (first, pixel(at + length).max(first + 1))
    }

    /// The pixels of the pools of an arena, of which `count` stand one behind the other.
    fn spans(&self, at: u64, count: u64, from: f64, shape: &MapShape) -> Vec<Span> {
        // A gap of less than a pixel would be seen here and there only.
        let gap = (shape.pool_pitch - shape.row) as f64 * self.scale;
        let side = |place: u64| match gap < NARROWEST_GAP && place + 1 < count {
            true => shape.pool_pitch,
            false => shape.row,
        };
        (0..count)
            .map(|place| self.span(at + place * shape.pool_pitch, side(place), from))
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

/// A ground, and what is on it.
type Colour = (u32, Texture);

/// What is lent while a frame is painted.
struct Brush<'a> {
    frame: Frame,
    palette: &'a Palette,
    pixels: &'a mut [u32],
    units: Vec<Unit>,
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
        let mut brush = Brush {
            frame,
            palette: &self.palette,
            pixels: &mut pixels,
            units: Vec::new(),
        };
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
        let (left, right) = frame.span(at.0, shape.arena_side, frame.x);
        let (top, bottom) = frame.span(at.1, shape.arena_side, frame.y);
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
        let columns = frame.spans(at.0, ACROSS, frame.x, &shape);
        let rows = frame.spans(at.1, pools.div_ceil(ACROSS), frame.y, &shape);
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
        let is_cell = area.right - area.left < NARROWEST_POOL;
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

impl Brush<'_> {
    /// The part of an area that is in the frame: columns and rows.
    fn seen(&self, area: &Area) -> (std::ops::Range<i64>, std::ops::Range<i64>) {
        let clip = |from: i64, to: i64, most: u32| from.max(0)..to.min(most.into());
        (
            clip(area.left, area.right, self.frame.width),
            clip(area.top, area.bottom, self.frame.height),
        )
    }

    fn row(&mut self, y: i64) -> &mut [u32] {
        let width = self.frame.width as usize;
        &mut self.pixels[y as usize * width..][..width]
    }

    fn fill(&mut self, area: Area, ground: Ink, texture: Texture) {
        self.fill_with(area, self.palette.of(ground), texture);
    }

    fn fill_with(&mut self, area: Area, ground: u32, texture: Texture) {
        let (columns, rows) = self.seen(&area);
        let has_room = area.right - area.left >= TEXTURED;
        for y in rows {
            let row = &mut self.row(y)[columns.start as usize..columns.end as usize];
            row.fill(ground);
            if has_room && !matches!(texture, Texture::Plain) {
                for (x, pixel) in columns.clone().zip(row) {
                    *pixel = texture.colour(ground, (x - area.left) as u32, (y - area.top) as u32);
                }
            }
        }
    }

    /// A pool as one cell.
    fn cell(&mut self, area: Area, pool: &Pool, allocated: u32) {
        match pool.state {
            PoolState::Uncarved => {
                let dots = Texture::Dots(self.palette.of(Ink::UntouchedDot));
                self.fill(area, Ink::Untouched, dots);
            }
            PoolState::Empty => {
                let hatch = Texture::Hatch(self.palette.of(Ink::FreedLine));
                self.fill(area, Ink::Freed, hatch);
            }
            PoolState::Used if self.frame.by == By::State => {
                self.fill(area, Ink::Partly, Texture::Plain);
            }
            PoolState::Used | PoolState::Full => {
                self.fill_with(area, allocated, Texture::Plain);
            }
        }
    }

    fn colour(&self, part: Part, allocated: u32) -> Colour {
        let palette = self.palette;
        match part {
            Part::Header => (palette.of(Ink::Header), Texture::Plain),
            Part::Allocated => (allocated, Texture::Plain),
            Part::Freed => (
                palette.of(Ink::Freed),
                Texture::Hatch(palette.of(Ink::FreedLine)),
            ),
            Part::Untouched => (
                palette.of(Ink::Untouched),
                Texture::Dots(palette.of(Ink::UntouchedDot)),
            ),
            Part::Lost => (
                palette.of(Ink::Lost),
                Texture::Waste(palette.of(Ink::LostLine)),
            ),
        }
    }

    /// A pool of which a pixel is several bytes: rows are mixed, so that nothing depends on which of
    /// them happens to be hit.
    fn mixed(&mut self, area: Area, row: u64, alignment: u64, colours: &[Colour; PARTS.len()]) {
        let (columns, rows) = self.seen(&area);
        let at =
            |pixel: i64, (from, to): Span| (pixel - from) as u32 * row as u32 / (to - from) as u32;
        let unit_of: Vec<usize> = columns
            .clone()
            .map(|x| (at(x, (area.left, area.right)) / alignment as u32) as usize)
            .collect();
        let of_parts = colours.map(|(ground, _)| spread(ground));
        let inks: Vec<u64> = self
            .units
            .iter()
            .map(|unit| of_parts[unit.part as usize])
            .collect();
        let in_row = (row / alignment) as usize;
        for y in rows {
            let first = at(y, (area.top, area.bottom));
            let many = at(y + 1, (area.top, area.bottom)) - first;
            // One, two or four rows.
            let shift = many.max(1).ilog2().min(MIXED.ilog2());
            let start = first as usize * in_row;
            let lines = inks.get(start..).unwrap_or_default();
            let pixels = &mut self.row(y)[columns.start as usize..columns.end as usize];
            for (pixel, unit) in pixels.iter_mut().zip(&unit_of) {
                let sum = (0..1usize << shift)
                    .map(|more| lines.get(unit + more * in_row).copied().unwrap_or(0))
                    .sum();
                *pixel = gather(sum, shift);
            }
        }
    }

    /// A pool of which a byte is a pixel or more.
    fn blocks(&mut self, area: Area, row: u64, alignment: u64, colours: &[Colour; PARTS.len()]) {
        let (columns, rows) = self.seen(&area);
        let (parts, textures) = (
            self.frame.scale >= PARTED_SCALE,
            self.frame.scale >= TEXTURED_SCALE,
        );
        let at = |pixel: i64, (from, to): Span| {
            ((pixel - from) as u64 * row / (to - from) as u64) as usize
        };
        // Of the column before the first, too: a block is set apart from the one on its left.
        let unit_of: Vec<usize> = (columns.start - 1..columns.end)
            .map(|x| at(x.max(area.left), (area.left, area.right)) / alignment as usize)
            .collect();
        let in_row = (row / alignment) as usize;
        let units = std::mem::take(&mut self.units);
        let edge = self.palette.of(Ink::Arena);
        let left_edge = columns.start - area.left;
        for y in rows {
            let line = at(y, (area.top, area.bottom));
            let is_top = y > area.top && at(y - 1, (area.top, area.bottom)) != line;
            let here = units.get(line * in_row..).unwrap_or_default();
            let above = units
                .get(line.saturating_sub(1) * in_row..)
                .unwrap_or_default();
            let pixels = &mut self.row(y)[columns.start as usize..columns.end as usize];
            let down = (y - area.top) as u32;
            for (index, pixel) in pixels.iter_mut().enumerate() {
                let (before, place) = (unit_of[index], unit_of[index + 1]);
                let Some(unit) = here.get(place) else { break };
                let differs =
                    |other: Option<&Unit>| other.is_some_and(|other| other.number != unit.number);
                let is_edge = parts
                    && ((before != place && differs(here.get(before)))
                        || (is_top && differs(above.get(place))));
                let (ground, texture) = colours[unit.part as usize];
                *pixel = match () {
                    () if is_edge => edge,
                    () if textures => texture.colour(ground, left_edge as u32 + index as u32, down),
                    () => ground,
                };
            }
        }
        self.units = units;
    }
}

/// Each channel with room for a sum.
fn spread(colour: u32) -> u64 {
    let channel = |shift: u32| u64::from(colour >> shift & 0xff) << (2 * shift);
    channel(0) | channel(8) | channel(16) | channel(24)
}

/// The mean of `1 << shift` colours.
fn gather(sum: u64, shift: u32) -> u32 {
    let mean = sum >> shift;
    let channel = |shift: u32| ((mean >> (2 * shift) & 0xff) as u32) << shift;
    channel(0) | channel(8) | channel(16) | channel(24)
}
