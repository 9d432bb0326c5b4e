//! Cells, pools and blocks as pixels. Works row by row and, in a row, from unit to unit of a pool: what it
//! costs is about what filling the pixels costs.

use crate::decode::view::PoolState;

use super::blocks::{PARTS, Part, Unit};
use super::paint::{By, Frame, Ink, Palette};
use super::survey::Pool;

/// Textures need so much room, in pixels of the page as all that follows.
const TEXTURED: i64 = 6;
/// From so many pixels a byte on, blocks are textured, and from twice as many set apart.
const TEXTURED_SCALE: f64 = 2.0;
const PARTED_SCALE: f64 = 4.0;
/// Rows of a pool that are mixed into one row of pixels.
const MIXED: u32 = 4;
/// From line to line of a texture.
const HATCH: u32 = 6;
const WASTE: u32 = 10;
/// Where a dot is in what is repeated.
const DOT: u32 = 3;

/// Pixels from a first one up to an end, in both directions; not all of them need be in the frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub left: i64,
    pub top: i64,
    pub right: i64,
    pub bottom: i64,
}

/// The first pixel of something in one direction, and the one behind its last.
pub(super) type Span = (i64, i64);

/// A ground with, where there is room, a texture on it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Texture {
    Plain,
    Hatch(u32),
    Dots(u32),
    Waste(u32),
}

/// A ground, and what is on it.
pub(super) type Colour = (u32, Texture);

impl Texture {
    /// Paints a row of pixels on a ground of its own; the first of them is so far from the corner of
    /// what is textured, and a line `thick` pixels wide.
    fn draw(self, ground: u32, pixels: &mut [u32], (x, y): (u32, u32), thick: u32) {
        pixels.fill(ground);
        let (line, period, first) = match self {
            Texture::Plain => return,
            // `x + y`, and `x - y`, are the same along a line.
            Texture::Hatch(line) => (line, HATCH * thick, HATCH * thick - y % (HATCH * thick)),
            Texture::Waste(line) => (line, WASTE * thick, y % (WASTE * thick)),
            Texture::Dots(dot) => match y % (HATCH * thick) / thick {
                DOT => (dot, HATCH * thick, DOT * thick),
                _ => return,
            },
        };
        for more in 0..thick {
            let start = (first + more + period - x % period) % period;
            for pixel in pixels
                .iter_mut()
                .skip(start as usize)
                .step_by(period as usize)
            {
                *pixel = line;
            }
        }
    }
}

/// The pixels of a row that show one unit of a row of bytes.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Which unit of the row.
    unit: usize,
    /// The first pixel of the unit, in the frame or before it.
    left: i64,
    /// The pixels in the frame.
    from: usize,
    to: usize,
}

/// What is lent while a frame is painted.
pub(super) struct Brush<'a> {
    pub frame: Frame,
    pub palette: &'a Palette,
    pixels: &'a mut [u32],
    /// The units of the pool that is painted.
    pub units: Vec<Unit>,
    runs: Vec<Run>,
}

impl<'a> Brush<'a> {
    pub(super) fn new(frame: Frame, palette: &'a Palette, pixels: &'a mut [u32]) -> Brush<'a> {
        Brush {
            frame,
            palette,
            pixels,
            units: Vec::new(),
            runs: Vec::new(),
        }
    }

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

    pub(super) fn fill(&mut self, area: Area, ground: Ink, texture: Texture) {
        self.fill_with(area, self.palette.of(ground), texture);
    }

    fn fill_with(&mut self, area: Area, ground: u32, texture: Texture) {
        let (columns, rows) = self.seen(&area);
        let thick = self.frame.ratio;
        let texture = match area.right - area.left >= TEXTURED * i64::from(thick) {
            true => texture,
            false => Texture::Plain,
        };
        for y in rows {
            let corner = ((columns.start - area.left) as u32, (y - area.top) as u32);
            let row = &mut self.row(y)[columns.start as usize..columns.end as usize];
            texture.draw(ground, row, corner, thick);
        }
    }

    /// A pool as one cell.
    pub(super) fn cell(&mut self, area: Area, pool: &Pool, allocated: u32) {
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

    pub(super) fn colour(&self, part: Part, allocated: u32) -> Colour {
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

    /// Finds out where the units of a row of a pool are, as far as they are in the frame.
    fn find_runs(&mut self, area: &Area, in_row: usize) {
        let (columns, _) = self.seen(area);
        let width = (area.right - area.left) as u64;
        // The first pixel that shows a unit or a later one.
        let first = |unit: usize| area.left + (unit as u64 * width).div_ceil(in_row as u64) as i64;
        self.runs.clear();
        for unit in 0..in_row {
            let left = first(unit);
            let (from, to) = (left.max(columns.start), first(unit + 1).min(columns.end));
            if from < to {
                let (from, to) = (from as usize, to as usize);
                self.runs.push(Run {
                    unit,
                    left,
                    from,
                    to,
                });
            }
        }
    }

    /// A pool of which a pixel is several bytes: rows are mixed, so that nothing depends on which of
    /// them happens to be hit.
    pub(super) fn mixed(
        &mut self,
        area: Area,
        row: u64,
        alignment: u64,
        colours: &[Colour; PARTS.len()],
    ) {
        let in_row = (row / alignment) as usize;
        self.find_runs(&area, in_row);
        let of_parts = colours.map(|(ground, _)| spread(ground));
        let (_, rows) = self.seen(&area);
        let (units, runs) = (
            std::mem::take(&mut self.units),
            std::mem::take(&mut self.runs),
        );
        for y in rows {
            let first = byte_row(y, &area, row);
            let many = byte_row(y + 1, &area, row) - first;
            // One, two or four rows.
            let shift = many.max(1).ilog2().min(MIXED.ilog2());
            let lines = units.get(first * in_row..).unwrap_or_default();
            let pixels = self.row(y);
            for run in &runs {
                let sum = (0..1usize << shift)
                    .filter_map(|more| lines.get(run.unit + more * in_row))
                    .map(|unit| of_parts[unit.part as usize])
                    .sum();
                pixels[run.from..run.to].fill(gather(sum, shift));
            }
        }
        (self.units, self.runs) = (units, runs);
    }

    /// A pool of which a byte is a pixel or more.
    pub(super) fn blocks(
        &mut self,
        area: Area,
        row: u64,
        alignment: u64,
        colours: &[Colour; PARTS.len()],
    ) {
        let in_row = (row / alignment) as usize;
        self.find_runs(&area, in_row);
        let (_, rows) = self.seen(&area);
        let (units, runs) = (
            std::mem::take(&mut self.units),
            std::mem::take(&mut self.runs),
        );
        let thick = i64::from(self.frame.ratio);
        let is_parted = self.frame.scale >= PARTED_SCALE * thick as f64;
        for y in rows {
            let line = byte_row(y, &area, row);
            let here = units.get(line * in_row..).unwrap_or_default();
            self.paint_line(y, &area, here, &runs, colours);
            if !is_parted {
                continue;
            }
            let edge = self.palette.of(Ink::Arena);
            let pixels = self.row(y);
            let before = y - thick;
            let is_top = before >= area.top && byte_row(before, &area, row) != line;
            let above = units
                .get(line.saturating_sub(1) * in_row..)
                .unwrap_or_default();
            for run in &runs {
                let Some(unit) = here.get(run.unit) else {
                    break;
                };
                let differs =
                    |other: Option<&Unit>| other.is_some_and(|other| other.number != unit.number);
                if is_top && differs(above.get(run.unit)) {
                    pixels[run.from..run.to].fill(edge);
                } else if run.unit > 0 && differs(here.get(run.unit - 1)) {
                    let end = (run.left + thick).clamp(run.from as i64, run.to as i64);
                    pixels[run.from..end as usize].fill(edge);
                }
            }
        }
        (self.units, self.runs) = (units, runs);
    }

    /// A row of pixels through blocks: the units of a block in it are painted together.
    fn paint_line(
        &mut self,
        y: i64,
        area: &Area,
        here: &[Unit],
        runs: &[Run],
        colours: &[Colour; PARTS.len()],
    ) {
        let thick = self.frame.ratio;
        let is_textured = self.frame.scale >= TEXTURED_SCALE * f64::from(thick);
        let unit_of = |run: &Run| here.get(run.unit);
        let is_same = |one: &Run, other: &Run| match (unit_of(one), unit_of(other)) {
            (Some(one), Some(other)) => (one.part, one.number) == (other.part, other.number),
            _ => false,
        };
        for block in runs.chunk_by(is_same) {
            let (Some(first), Some(last)) = (block.first(), block.last()) else {
                break;
            };
            let Some(unit) = unit_of(first) else { break };
            let (ground, texture) = colours[unit.part as usize];
            let texture = if is_textured { texture } else { Texture::Plain };
            let corner = (
                (first.from as i64 - area.left) as u32,
                (y - area.top) as u32,
            );
            texture.draw(ground, &mut self.row(y)[first.from..last.to], corner, thick);
        }
    }
}

/// The row of a pool's bytes that a row of pixels shows, the first of them where these are several.
fn byte_row(y: i64, area: &Area, row: u64) -> usize {
    ((y - area.top) as u64 * row / (area.bottom - area.top) as u64) as usize
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
