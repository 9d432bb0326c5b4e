//! The journal: every operation since the beginning, checkpoints to come back to, and around the cursor
//! every write with the value it replaced and every event.
//!
//! Two implementations of one trait: [`Off`], which compiles to nothing, and [`Log`]. A log is told of each
//! write and event by a few instructions where they are; only if somebody looks into the operation, or
//! bytes are overwritten for the first time since a checkpoint, by a call. A journal decides nothing and
//! never reads the heap's structures: it swaps bytes. What it cannot swap to is carried out again, from a
//! checkpoint, by the history.
//!
//! ```text
//!  operations   all of them, a few bytes each
//!  checkpoints  |           |           |           |        swapped by the grains that changed
//!  trail                                |~~~~~~▶|            what changed since the last one
//!  window                                  [••••]            each write of the last operations
//! ```

mod chain;
mod codec;
mod delta;
mod digests;
mod operations;
mod window;

use chain::{Chain, Later};
use delta::{Delta, Trail};
use digests::Digests;
pub use operations::Logged;
use operations::{Detached, Operations};
pub(crate) use window::Window;
pub use window::{Around, Mark, Write};

use crate::decode::digest_view::Digest;
use crate::event::{Event, Function, Operation};
use crate::progress;

/// What [`Memory`](crate::memory::Memory) tells of its writes.
pub trait Journal: Default {
    /// Whether anything is kept; where not, callers need not look up old values.
    const ON: bool;
    /// `len` bytes (4 or 8) at `offset` of the image are about to be overwritten.
    fn word(&mut self, image: &[u8], offset: usize, len: usize);
    /// `len` bytes at `offset` are about to be overwritten.
    fn bulk(&mut self, image: &[u8], offset: usize, len: usize);
    /// Whether it grows while the image does.
    fn keeps(&self) -> bool;
    /// The image is about to grow from `old_len` bytes.
    fn grow(&mut self, old_len: usize);
    /// So many events are to happen, none of them the end of an object, and these bytes are about to be
    /// overwritten, offsets and lengths: goes past all of that, if no more is needed of it. Whether it did.
    fn pass<const N: usize>(&mut self, events: u64, writes: [(usize, usize); N]) -> bool;
    /// So many events happen where nobody sees them, none of them the end of an object.
    fn skip(&mut self, events: u64);
    /// Whether more of the next event is needed than that it happened.
    fn is_told(&self) -> bool;
    /// Whether nobody sees what stands in the image between here and the operation's end: writes that cancel
    /// each other out can be left away then.
    fn is_unseen(&self) -> bool;
    /// Something happened; all writes that belong to it were told.
    fn event(&mut self, image: &[u8], event: Event);
    /// Events from here on are one function deeper: the one that the last event tells of. Answers the number
    /// of that event.
    fn enter(&mut self) -> u64;
    /// Events from here on are one function less deep: the one that was entered at the event `entered` is
    /// left.
    fn leave(&mut self, function: Function, entered: u64);
}

/// A journal that is told where operations begin and end.
pub trait Timeline: Journal {
    /// Starts an operation where the image stands. One that is `long` is not recorded until somebody looks
    /// into it.
    fn begin(&mut self, long: bool);
    /// Starts an operation right behind another, if nobody looks into either and nothing happened between
    /// them; whether that is so.
    fn begin_next(&mut self) -> bool;
    /// Ends the operation that was begun: what had been undone is forgotten. `written` is what a write
    /// wrote.
    fn end(&mut self, operation: &Operation, written: &[u8], result: Option<u64>);
    /// Takes the operation that was begun back. The image is where it was before, or earlier: the caller
    /// has to come back to the present position.
    fn abandon(&mut self, image: &mut Vec<u8>);
}

/// No journal: costs nothing.
#[derive(Debug, Default)]
pub struct Off;

impl Journal for Off {
    const ON: bool = false;
    #[inline(always)]
    fn word(&mut self, _: &[u8], _: usize, _: usize) {}
    #[inline(always)]
    fn bulk(&mut self, _: &[u8], _: usize, _: usize) {}
    fn keeps(&self) -> bool {
        false
    }
    #[inline(always)]
    fn grow(&mut self, _: usize) {}
    #[inline(always)]
    fn pass<const N: usize>(&mut self, _: u64, _: [(usize, usize); N]) -> bool {
        true
    }
    #[inline(always)]
    fn skip(&mut self, _: u64) {}
    #[inline(always)]
    fn is_told(&self) -> bool {
        false
    }
    #[inline(always)]
    fn is_unseen(&self) -> bool {
        true
    }
    #[inline(always)]
    fn event(&mut self, _: &[u8], _: Event) {}
    #[inline(always)]
    fn enter(&mut self) -> u64 {
        0
    }
    #[inline(always)]
    fn leave(&mut self, _: Function, _: u64) {}
}

impl Timeline for Off {
    #[inline(always)]
    fn begin(&mut self, _: bool) {}
    #[inline(always)]
    fn begin_next(&mut self) -> bool {
        false
    }
    #[inline(always)]
    fn end(&mut self, _: &Operation, _: &[u8], _: Option<u64>) {}
    #[inline(always)]
    fn abandon(&mut self, _: &mut Vec<u8>) {}
}

/// Bytes that the whole history takes at most: operations, checkpoints, window and branches. Only an
/// operation that runs may overwrite more than that before it ends.
pub const DEFAULT_BUDGET: usize = 256 << 20;

/// The part of the budget that the window's records may fill.
const WINDOW_SHARE: usize = 8;
/// The part of the budget from which on the oldest operations are forgotten.
const OPERATIONS_SHARE: usize = 2;
/// Writes and events after which there is a checkpoint: carried out again within a few milliseconds.
const USUAL_STRETCH: u64 = 1 << 19;
/// Checkpoints that are kept on each side of the image as long as something else can be given up.
const FEWEST: usize = 8;
/// Bytes that a mark takes in the window with the writes that belong to it, at most as a rule.
const BYTES_OF_MARK: usize = 512;
/// Operations in a row that nobody looked into, after which they are not recorded write by write.
const UNREAD: u32 = 64;
/// Grains of a trail after which the budget is looked at again.
const GRAINS_AT_ONCE: usize = 1024;
/// More events than any operation has.
const NEVER: u64 = u64::MAX;

/// What overwriting so many bytes at once counts as: most of it is to keep what stood there.
fn work_of(len: usize) -> u64 {
    1 + len as u64 / 8
}

/// What is kept of writes, besides the trail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Taking {
    /// Nothing.
    #[default]
    Nothing,
    /// Each.
    Records,
    /// What changed since the window ended in the middle of the operation.
    Rest,
}

/// Sees every event of an operation that is carried out again, and the image as it is then.
pub(crate) trait Watch {
    /// Something happened; `depth` functions are around it.
    fn event(&mut self, image: &[u8], depth: u32, event: Event);
}

// Not by what it counts: nobody reads that, and it would be a part of the module.
impl std::fmt::Debug for dyn Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// What carrying an operation out again is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replay {
    /// To get past it.
    Past,
    /// To record all of it, as far as the window takes it.
    Recorded,
    /// To record it from the mark `from` on, or from a later one, but `wanted` in any case.
    Around {
        /// Marks that are not recorded.
        from: u64,
        /// The mark that must be recorded.
        wanted: u64,
    },
}

/// Operations that were cut off, and by which `attach` finds out whether they fit.
#[derive(Debug)]
struct Branch {
    number: u64,
    at: u64,
    made: u64,
    operations: Detached,
    lines: Vec<(u64, u64)>,
    later: Later,
}

impl Branch {
    fn bytes(&self) -> usize {
        self.operations.bytes()
            + self.later.bytes()
            + self.lines.capacity() * size_of::<(u64, u64)>()
            + size_of::<Branch>()
    }
}

/// A journal of everything since the beginning, within its budget.
#[derive(Debug)]
pub struct Log {
    operations: Operations,
    /// Which operations were made in one go: after how many, and a number for these. Only operations
    /// that are in the same place of the same line are the same.
    lines: Vec<(u64, u64)>,
    next_line: u64,
    forked: bool,
    chain: Chain,
    /// Collects the grains that change: what changed since the checkpoint before the image, but for what the
    /// window's rest has; or, where the rest is taken, what changed since the window ended in the middle of
    /// the operation that runs.
    trail: Trail,
    /// The other one of the two.
    parked: Trail,
    /// Events, and bytes written at once, since the checkpoint, but for the events of the operation that runs.
    work: u64,
    /// Events of the operation that runs.
    marks: u64,
    /// The event from which on events are told by calls.
    alarm: u64,
    window: Window,
    branches: Vec<Branch>,
    next_branch: u64,
    digests: Digests,
    /// Operations that are done at the cursor.
    position: u64,
    /// Where the image was sent in the middle of an operation: its number, and marks.
    inside: Option<(u64, u64)>,
    /// Whether an operation runs that is carried out for the first time.
    asked: bool,
    replay: Option<Replay>,
    taking: Taking,
    /// The event after which recording begins, of an operation that is not recorded yet.
    opens: Option<u64>,
    /// The event after which a mark that was wanted has enough recorded behind it.
    closes: u64,
    /// The last event that the window skipped: who was entered up to there and is left after it is around
    /// what is recorded.
    skipped: u64,
    /// The event up to which it is told by calls when what was entered there is left.
    heeded: u64,
    watch: Option<Box<dyn Watch>>,
    /// Work before the operation that runs.
    work_before: u64,
    /// Functions around an event that is told by a call; fewer by those that were entered before, where
    /// events were not told from the beginning.
    depth: u32,
    /// Whether the window has a part of the operation that runs, or ran last.
    recording: bool,
    /// Operations that the image has seen, but for the one that runs.
    head: u64,
    unread: u32,
    /// Whether nothing happened since a quiet operation was carried out for the first time.
    is_quiet: bool,
    budget: usize,
    stretch: u64,
    /// Whether no operation is kept but the last.
    is_off: bool,
}

impl Default for Log {
    fn default() -> Log {
        Log {
            operations: Operations::default(),
            lines: Vec::new(),
            next_line: 0,
            forked: true,
            chain: Chain::default(),
            trail: Trail::default(),
            parked: Trail::default(),
            work: 0,
            marks: 0,
            alarm: NEVER,
            window: Window::default(),
            branches: Vec::new(),
            next_branch: 1,
            digests: Digests::default(),
            position: 0,
            inside: None,
            asked: false,
            replay: None,
            taking: Taking::Nothing,
            opens: None,
            closes: NEVER,
            skipped: 0,
            heeded: 0,
            watch: None,
            work_before: 0,
            depth: 0,
            recording: false,
            head: 0,
            unread: 0,
            is_quiet: false,
            budget: DEFAULT_BUDGET,
            stretch: USUAL_STRETCH,
            is_off: false,
        }
    }
}

impl Journal for Log {
    const ON: bool = true;

    #[inline(always)]
    fn word(&mut self, image: &[u8], offset: usize, len: usize) {
        if self.taking == Taking::Records || !self.trail.has_noted(offset, len) {
            self.take_word(image, offset, len);
        }
    }

    fn bulk(&mut self, image: &[u8], offset: usize, len: usize) {
        self.work += work_of(len);
        if len == 0 {
            return;
        }
        self.touch(image, offset, len);
        if self.taking == Taking::Records {
            self.window.run(offset, &image[offset..offset + len]);
            if self.window.used() > 2 * self.window_budget() {
                self.window_is_full(false);
            }
        }
    }

    fn keeps(&self) -> bool {
        !self.is_off()
    }

    fn grow(&mut self, old_len: usize) {
        self.trail.grow(old_len);
        if self.taking == Taking::Records {
            self.window.grow(old_len);
        }
    }

    #[inline(always)]
    fn pass<const N: usize>(&mut self, events: u64, writes: [(usize, usize); N]) -> bool {
        let mut passes = self.taking != Taking::Records && self.marks + events < self.alarm;
        // As a loop it is unrolled, as an iterator's method it is a call.
        for &(offset, len) in &writes {
            passes = passes && self.trail.has_noted(offset, len);
        }
        if passes {
            self.marks += events;
        }
        passes
    }

    fn skip(&mut self, events: u64) {
        self.marks += events;
        if self.marks >= self.alarm {
            progress::tell(self.marks);
            self.set_alarm();
        }
    }

    #[inline(always)]
    fn is_told(&self) -> bool {
        self.marks + 1 >= self.alarm
    }

    fn is_unseen(&self) -> bool {
        self.taking != Taking::Records && self.opens.is_none() && self.watch.is_none()
    }

    #[inline(always)]
    fn event(&mut self, image: &[u8], event: Event) {
        self.marks += 1;
        if let Event::DecrefToZero { object, .. } = event
            && self.opens.is_some()
        {
            self.window.skip_dying(object);
        }
        if self.marks >= self.alarm {
            self.attend(image, event);
        }
    }

    #[inline(always)]
    fn enter(&mut self) -> u64 {
        self.marks
    }

    #[inline(always)]
    fn leave(&mut self, function: Function, entered: u64) {
        if entered <= self.heeded {
            self.heed(function, entered);
        }
    }
}

impl Timeline for Log {
    fn begin(&mut self, long: bool) {
        let replay = self.replay.unwrap_or({
            if self.unread < UNREAD && !long {
                Replay::Recorded
            } else {
                Replay::Past
            }
        });
        self.is_quiet = false;
        self.begin_any();
        self.begin_recording(replay);
    }

    #[inline(always)]
    fn begin_next(&mut self) -> bool {
        if !self.is_quiet || self.work > self.stretch {
            return false;
        }
        self.work_before = self.work;
        self.marks = 0;
        true
    }

    #[inline(always)]
    fn end(&mut self, operation: &Operation, written: &[u8], result: Option<u64>) {
        if self.is_quiet {
            self.window.reset(self.head + 1);
            self.head += 1;
            self.work += self.marks;
            self.push(operation, written, result);
        } else {
            self.end_any(operation, written, result);
        }
    }

    fn abandon(&mut self, image: &mut Vec<u8>) {
        let whole = self.taking == Taking::Records && self.window.skipped() == 0;
        self.asked = false;
        self.is_quiet = false;
        if self.taking == Taking::Rest {
            self.trail.restore(image);
        }
        self.stop_taking();
        if whole {
            let last = self.window.last() - 1;
            self.window.close();
            self.window.seek(image, self.window.record_at(last));
            self.window.cut(last);
            self.head = last;
            self.work = self.work_before;
        } else {
            self.back_to_checkpoint(image);
        }
    }
}

impl Log {
    /// Sets how many bytes the history may take.
    pub(crate) fn set_budget(&mut self, budget: usize) {
        self.budget = budget;
        self.make_room(false);
    }

    /// Keeps no operation but the last from here on, or all of them again. The image has to stand at the
    /// end of the timeline.
    pub(crate) fn set_off(&mut self, is_off: bool) {
        self.is_off = is_off;
        self.is_quiet = false;
        self.forget_if_off();
    }

    /// Whether no operation is kept but the last.
    pub(crate) fn is_off(&self) -> bool {
        self.is_off
    }

    /// Where nothing is to be kept, gives up everything before where the image stands: an operation that
    /// faults can still be taken back, and the last one told.
    fn forget_if_off(&mut self) {
        if self.is_off {
            self.branches.clear();
            self.digests.clear();
            self.begin_here();
        }
    }

    /// Sets after how much work there is a checkpoint.
    pub(crate) fn set_stretch(&mut self, work: u64) {
        self.stretch = work;
    }

    /// Operations done at the cursor.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    pub(crate) fn set_position(&mut self, position: u64) {
        self.position = position;
        self.inside = None;
        self.is_quiet = false;
        self.make_room(false);
    }

    /// The earliest position that can be reached.
    pub(crate) fn first(&self) -> u64 {
        self.chain.first()
    }

    /// Operations of the timeline.
    pub(crate) fn last(&self) -> u64 {
        self.operations.len()
    }

    /// Where the image was sent in the middle of an operation: its number, and marks.
    pub(crate) fn inside(&self) -> Option<(u64, u64)> {
        self.inside
    }

    pub(crate) fn set_inside(&mut self, inside: Option<(u64, u64)>) {
        self.is_quiet = false;
        self.inside = inside;
    }

    /// An operation by its number, from 1.
    pub(crate) fn operation(&self, number: u64) -> Option<Logged> {
        self.holds(number).then(|| self.operations.get(number))?
    }

    /// Some operations from `number` on.
    pub(crate) fn operations_from(&self, number: u64) -> Vec<Logged> {
        self.operations.from(number)
    }

    /// Whether the timeline has an operation of that number that can be reached.
    pub(crate) fn holds(&self, number: u64) -> bool {
        number > self.first() && number <= self.last()
    }

    /// The recorded part. Whoever looks into it wants the next operations recorded, too.
    pub(crate) fn window(&mut self) -> &Window {
        self.look();
        &self.window
    }

    /// The recorded part, for one who does not look into it.
    pub(crate) fn peek(&self) -> &Window {
        &self.window
    }

    /// Moves the image within the recorded part, to the state after that many records.
    pub(crate) fn seek_record(&mut self, image: &mut Vec<u8>, record: u64) {
        let leaves_end = self.window.is_at_end() && record < self.window.applied();
        if leaves_end && self.window.rest_growth() > self.budget.saturating_sub(self.bytes()) {
            // There is no room for both ends of a long operation: this one is reached by carrying it out.
            self.window.lose_rest(image);
            self.begin_trail_before(self.window.first());
        }
        self.window.seek(image, record);
    }

    /// Operations that are done where the window ends.
    pub(crate) fn head(&self) -> u64 {
        self.head
    }

    /// The checkpoint before the image, and the one after it.
    pub(crate) fn checkpoints(&self) -> (u64, Option<u64>) {
        (self.chain.here(), self.chain.next())
    }

    /// Moves the image to where the window ends; whether it can be moved there.
    pub(crate) fn move_to_head(&mut self, image: &mut Vec<u8>) -> bool {
        if self.window.is_lost() {
            return false;
        }
        self.window.seek_end(image);
        true
    }

    /// Moves the image to the last checkpoint that is not after `position`, which cannot be before the
    /// first.
    pub(crate) fn walk(&mut self, image: &mut Vec<u8>, position: u64) {
        let closes = self.work > self.stretch && self.chain.next().is_none();
        if self.window.is_lost() {
            self.back_to_checkpoint(image);
        } else if closes || self.window.first() < self.chain.here() {
            self.window.seek_end(image);
            if closes {
                self.close();
            }
        }
        loop {
            let is_before = self.chain.here() > position;
            let is_after = self.chain.next().is_some_and(|next| next <= position);
            if !is_before && !is_after {
                break;
            }
            if !self.trail.is_empty() || self.window.rest().is_some() {
                self.back_to_checkpoint(image);
            } else if is_before {
                let room = self.budget.saturating_sub(self.bytes());
                self.chain.back(image, room);
            } else {
                self.chain.forth(image);
            }
            self.make_room(false);
        }
        self.restore_trail(image);
    }

    /// Gives the image back what it was at the checkpoint before it, from anywhere behind it, to leave
    /// the stretch.
    fn back_to_checkpoint(&mut self, image: &mut Vec<u8>) {
        self.restore_trail(image);
        self.trail.clear();
    }

    /// Gives the image back what it was at the checkpoint before it. The trail still leads there: what is
    /// carried out again writes to the same places again, and need not note them again.
    fn restore_trail(&mut self, image: &mut Vec<u8>) {
        if self.window.first() >= self.chain.here() && self.window.is_at_end() {
            self.window.lose_rest(image);
        }
        self.trail.restore(image);
        self.work = 0;
        self.head = self.chain.here();
        self.window.reset(self.head);
    }

    /// Makes a checkpoint where the image stands, at the window's end.
    fn close(&mut self) {
        self.end_window();
        let delta = self.trail.take();
        self.chain.close(self.head, delta, self.work);
        self.work = 0;
        self.make_room(false);
    }

    /// Gives up the records where nothing can be recorded behind them; the image stands at their end.
    fn end_window(&mut self) {
        if self.window.goes_on() {
            return;
        }
        let is_behind = self.window.first() >= self.chain.here();
        if let Some(rest) = self.window.take_rest().filter(|_| is_behind) {
            self.trail.absorb(rest);
        }
        self.window.reset(self.head);
    }

    /// What comes next is carried out again.
    pub(crate) fn set_replay(&mut self, replay: Option<Replay>) {
        self.is_quiet = false;
        self.replay = replay;
    }

    /// Whether an operation is carried out again.
    pub(crate) fn replays(&self) -> bool {
        self.replay.is_some()
    }

    /// Sees the events of what is carried out again, until it is taken away.
    pub(crate) fn set_watch(&mut self, watch: Option<Box<dyn Watch>>) -> Option<Box<dyn Watch>> {
        std::mem::replace(&mut self.watch, watch)
    }

    /// Before an operation at the cursor, which may be in the past: it becomes the window's end, and if it
    /// was reached by records over a checkpoint, the trail has to begin before it.
    fn stand_at_end(&mut self) {
        self.cut_window(self.position);
        self.begin_trail_before(self.position);
    }

    /// Whether the image stands at the cursor, and the window ends there.
    pub(crate) fn is_at_cursor(&self) -> bool {
        self.inside.is_none() && self.head == self.position && self.window.is_at_end()
    }

    /// Somebody looks at what operations did: the next ones are recorded.
    pub(crate) fn look(&mut self) {
        self.unread = 0;
        self.is_quiet = false;
    }

    /// What an operation begins with that is not the next quiet one.
    fn begin_any(&mut self) {
        if self.replay.is_none() {
            self.asked = true;
            self.stand_at_end();
            self.forget_if_off();
            self.unread = self.unread.saturating_add(1);
        }
        if self.work > self.stretch && self.chain.next().is_none() {
            self.close();
        }
        self.end_window();
        self.work_before = self.work;
        self.marks = 0;
        self.depth = 0;
    }

    /// What an operation ends with that is not the next quiet one.
    fn end_any(&mut self, operation: &Operation, written: &[u8], result: Option<u64>) {
        if let Some(rest) = self.stop_taking() {
            self.window.set_rest(rest);
        }
        if self.recording {
            self.window.close();
        } else {
            self.window.reset(self.head + 1);
        }
        self.head = self.window.last();
        self.work += self.marks;
        // Where nothing is kept, each begins by giving up the one before.
        self.is_quiet = self.asked && !self.recording && !self.is_off;
        if self.asked {
            self.asked = false;
            self.log(operation, written, result);
        } else if self.chain.next() == Some(self.head) {
            self.arrive();
        }
        if self.recording {
            self.make_room(false);
        }
    }

    /// What is carried out again has come to a checkpoint.
    fn arrive(&mut self) {
        if let Some(rest) = self.window.rest() {
            self.trail.copy(rest);
        }
        let delta = self.trail.take();
        self.chain.arrive(delta);
        self.work = 0;
    }

    /// Gives up the checkpoints after a position that the image was swapped to by records.
    fn begin_trail_before(&mut self, position: u64) {
        while self.chain.here() > position {
            match self.chain.reopen() {
                Some((delta, work)) => {
                    self.trail.begin_with(delta);
                    self.work = work;
                }
                None => break,
            }
        }
    }

    /// Makes a position, where the image stands, the window's end.
    pub(crate) fn cut_window(&mut self, position: u64) {
        self.window.cut(position);
        self.head = position;
    }

    fn begin_recording(&mut self, replay: Replay) {
        self.recording = replay != Replay::Past;
        self.set_alarm();
        if !self.recording {
            return;
        }
        let (from, closes) = match replay {
            Replay::Around { from, wanted } => (from, wanted + self.long()),
            _ => (0, NEVER),
        };
        self.closes = closes;
        if from > 0 || !self.window.goes_on() {
            self.window.reset(self.head);
        } else if self.window.used() > self.window_budget() {
            self.window.forget_half();
        }
        self.window.begin();
        if from > 0 {
            self.opens = Some(from);
        } else {
            self.taking = Taking::Records;
        }
        self.set_alarm();
    }

    /// Says what is told by calls: all that happens, or what must not be missed.
    fn set_alarm(&mut self) {
        (self.alarm, self.heeded) = if self.watch.is_some() || self.taking == Taking::Records {
            (0, NEVER)
        } else {
            // Whoever waits is told now and then.
            let told = (self.marks / progress::EVERY + 1) * progress::EVERY;
            (self.opens.unwrap_or(NEVER).min(told), self.skipped)
        };
    }

    /// An event that somebody watches, or that is recorded, or the one after which recording begins; or one
    /// of so many that progress is told.
    #[cold]
    #[inline(never)]
    fn attend(&mut self, image: &[u8], event: Event) {
        let depth = self.depth;
        if self.alarm == 0 && matches!(event, Event::Call { .. }) {
            self.depth = self.depth.wrapping_add(1);
        }
        if self.taking == Taking::Records {
            self.window.mark(depth, event);
            if self.window.used() > self.window_budget() || self.marks >= self.closes {
                self.window_is_full(true);
            }
        }
        if let Some(watch) = &mut self.watch {
            watch.event(image, depth, event);
        }
        if self.opens == Some(self.marks) {
            self.opens = None;
            self.skipped = self.marks;
            self.window.skip_to(self.marks, self.depth);
            self.taking = Taking::Records;
            self.set_alarm();
        }
        if self.marks.is_multiple_of(progress::EVERY) {
            progress::tell(self.marks);
            self.set_alarm();
        }
    }

    /// A function is left that must not be missed.
    #[cold]
    #[inline(never)]
    fn heed(&mut self, function: Function, entered: u64) {
        if self.alarm == 0 {
            self.depth = self.depth.wrapping_sub(1);
        }
        if entered <= self.skipped {
            self.window.leave_around(function, entered);
        }
    }

    /// Marks of an operation from which on it is recorded in parts.
    pub(crate) fn long(&self) -> u64 {
        (self.window_budget() / BYTES_OF_MARK) as u64
    }

    fn window_budget(&self) -> usize {
        self.budget / WINDOW_SHARE
    }

    /// The window is full, or has enough, in the middle of an operation: others go, then what is before the mark that is
    /// wanted; what comes after that is kept by place from here on, not by time.
    #[cold]
    fn window_is_full(&mut self, at_mark: bool) {
        if self.window.forget_others() {
            return;
        }
        let wanted = match self.replay {
            Some(Replay::Around { wanted, .. }) => wanted,
            _ => 0,
        };
        if self.marks >= wanted {
            self.taking = Taking::Rest;
            std::mem::swap(&mut self.trail, &mut self.parked);
            self.set_alarm();
        } else if at_mark {
            self.skipped = self.marks;
            self.window.skip_recorded(self.depth);
        }
    }

    /// Takes nothing of the writes any more; the rest, where that was taken.
    fn stop_taking(&mut self) -> Option<Delta> {
        let rest = (self.taking == Taking::Rest).then(|| {
            std::mem::swap(&mut self.trail, &mut self.parked);
            self.parked.take()
        });
        self.taking = Taking::Nothing;
        self.opens = None;
        self.skipped = 0;
        self.set_alarm();
        rest
    }

    /// Ends an operation that was carried out for the first time.
    fn log(&mut self, operation: &Operation, written: &[u8], result: Option<u64>) {
        if self.position < self.operations.len() {
            self.operations.split_off(self.position);
            self.cut_lines();
            self.chain.cut();
        }
        if self.forked {
            self.lines.push((self.position, self.next_line));
            self.next_line += 1;
            self.forked = false;
        }
        self.push(operation, written, result);
    }

    /// Appends an operation to the log.
    #[inline(always)]
    fn push(&mut self, operation: &Operation, written: &[u8], result: Option<u64>) {
        let marks = self.marks;
        let sealed = self.operations.push(operation, written, result, marks);
        self.position += 1;
        if sealed || self.work - self.work_before > self.stretch {
            self.make_room(true);
        }
    }

    /// Cuts off the lines of the operations after the cursor.
    fn cut_lines(&mut self) -> Vec<(u64, u64)> {
        let next = self.lines.partition_point(|line| line.0 <= self.position);
        let of_next = (self.position, self.lines[next - 1].1);
        let mut cut = self.lines.split_off(next);
        cut.insert(0, of_next);
        self.lines.retain(|line| line.0 < self.position);
        self.forked = true;
        cut
    }

    /// The line of the last operation.
    fn line(&self) -> u64 {
        self.lines.last().map_or(u64::MAX, |line| line.1)
    }

    /// Cuts off what comes after the cursor; the number of the branch, 0 for nothing.
    pub(crate) fn detach(&mut self) -> u64 {
        self.is_quiet = false;
        let operations = self.operations.split_off(self.position);
        if operations.is_empty() {
            return 0;
        }
        self.stand_at_end();
        let lines = self.cut_lines();
        let number = self.next_branch;
        self.next_branch += 1;
        let branch = Branch {
            number,
            at: self.position,
            made: self.line(),
            operations,
            lines,
            later: self.chain.cut(),
        };
        self.branches.push(branch);
        self.make_room(false);
        number
    }

    /// Puts a branch behind the last operation; `false` where it does not fit there, or is given up.
    pub(crate) fn attach(&mut self, number: u64) -> bool {
        self.is_quiet = false;
        let fits = |branch: &Branch| {
            branch.number == number && branch.at == self.last() && branch.made == self.line()
        };
        let Some(index) = self.branches.iter().position(fits) else {
            return false;
        };
        let branch = self.branches.remove(index);
        self.operations.append(branch.operations);
        self.lines.extend(branch.lines);
        self.chain.append(branch.later);
        self.forked = true;
        self.make_room(false);
        true
    }

    /// The operation of a number among all that ever were: its line, and the number.
    fn key(&self, number: u64) -> Option<(u64, u64)> {
        let next = self.lines.partition_point(|line| line.0 < number);
        let line = self.lines.get(next.checked_sub(1)?)?;
        Some((line.1, number))
    }

    /// The digest of an operation, if it was summed up lately.
    pub(crate) fn digest(&self, number: u64) -> Option<&Digest> {
        self.digests.get(self.key(number)?)
    }

    /// Keeps the digest of an operation for a while.
    pub(crate) fn keep_digest(&mut self, number: u64, digest: Digest) {
        if let Some(key) = self.key(number) {
            self.digests.keep(key, digest);
            self.make_room(false);
        }
    }

    /// Gives a branch up.
    pub(crate) fn drop_branch(&mut self, number: u64) {
        self.branches.retain(|branch| branch.number != number);
    }

    /// Bytes that the history takes.
    pub(crate) fn bytes(&self) -> usize {
        self.operations.bytes()
            + self.chain.bytes()
            + self.trail.bytes()
            + self.parked.bytes()
            + self.window.bytes()
            + self.branches.iter().map(Branch::bytes).sum::<usize>()
            + self.lines.capacity() * size_of::<(u64, u64)>()
            + self.digests.bytes()
    }

    /// What changed since the checkpoint, but for a rest.
    fn since(&mut self) -> &mut Trail {
        match self.taking {
            Taking::Rest => &mut self.parked,
            _ => &mut self.trail,
        }
    }

    /// A word is about to be overwritten that is recorded, or in a grain that is not noted yet.
    #[cold]
    #[inline(never)]
    fn take_word(&mut self, image: &[u8], offset: usize, len: usize) {
        self.touch(image, offset, len);
        if self.taking == Taking::Records {
            self.window.word(offset, &image[offset..offset + len]);
        }
    }

    /// Bytes are about to be overwritten.
    #[inline(always)]
    fn touch(&mut self, image: &[u8], offset: usize, len: usize) {
        if self.trail.touch(image, offset, len) {
            self.grew();
        }
    }

    /// There is a grain more.
    fn grew(&mut self) {
        if self.trail.grains().is_multiple_of(GRAINS_AT_ONCE) {
            self.make_room(false);
        }
    }

    /// Gives up what is needed least until the budget is kept. Only after an operation `may_forget` be
    /// true: where nothing else helps, what came before can then not be reached any more.
    fn make_room(&mut self, may_forget: bool) {
        while may_forget
            && self.operations.bytes() > self.budget / OPERATIONS_SHARE
            && self.chain.forget_first()
        {
            self.operations.forget(self.chain.first());
        }
        while self.bytes() > self.budget && self.give_up(may_forget) {}
    }

    /// Gives up the one thing that is needed least; `false` where nothing is left to give up.
    fn give_up(&mut self, may_forget: bool) -> bool {
        self.digests.clear()
            || self.drop_checkpoints_of_branch()
            || self.chain.thin(FEWEST)
            || self.drop_oldest_branch()
            || self.chain.drop_last()
            || self.chain.thin(1)
            || self.fit_window()
            || self.deepen()
            || self.drop_rest()
            || (may_forget && self.begin_here())
    }

    /// [`give_up`](Self::give_up) where memory is short: every position can still be reached.
    pub(crate) fn give_up_some(&mut self) -> bool {
        self.give_up(false)
    }

    fn drop_checkpoints_of_branch(&mut self) -> bool {
        let mut branches = self.branches.iter_mut();
        let Some(branch) = branches.find(|branch| !branch.later.is_empty()) else {
            return false;
        };
        branch.later = Later::default();
        true
    }

    fn drop_oldest_branch(&mut self) -> bool {
        let any = !self.branches.is_empty();
        self.branches.drain(..usize::from(any));
        any
    }

    /// Gives up the room for further records, where none are made.
    fn fit_window(&mut self) -> bool {
        self.taking != Taking::Records && self.window.fit()
    }

    /// Gives up the checkpoint before the image: the trail begins at the one before that.
    fn deepen(&mut self) -> bool {
        let Some((delta, work)) = self.chain.reopen() else {
            return false;
        };
        self.since().deepen(delta);
        self.work += work;
        self.work_before += work;
        true
    }

    /// Gives up what a long operation did after its recorded part, and with it that part.
    fn drop_rest(&mut self) -> bool {
        if self.taking == Taking::Rest {
            if let Some(rest) = self.stop_taking() {
                self.trail.absorb(rest);
            }
            self.recording = false;
            return true;
        }
        let drops = !self.window.goes_on() && !self.window.is_lost() && self.window.is_at_end();
        if drops {
            self.end_window();
        }
        drops
    }

    /// Gives up everything before where the image stands.
    fn begin_here(&mut self) -> bool {
        if self.chain.first() == self.head {
            return false;
        }
        self.chain.restart(self.head);
        self.trail.clear();
        self.work = 0;
        self.operations.forget(self.head);
        self.window.reset(self.head);
        true
    }
}
