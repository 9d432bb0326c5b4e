//! The binding layer: decodes arguments, calls, encodes. Nothing else is here; types that cross to
//! JavaScript are those of `decode::view`, whose TypeScript side is generated.

#[cfg(feature = "whole")]
mod heap_map;
#[cfg(not(feature = "whole"))]
mod json;
#[cfg(feature = "whole")]
mod request;

#[cfg(feature = "whole")]
use std::{panic, sync::Mutex};

use js_sys::{Error, Float64Array, Number, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::decode::Image;
#[cfg(feature = "whole")]
use crate::decode::compare_view::Position;
#[cfg(feature = "whole")]
use crate::decode::heap_map::HeapMap;
#[cfg(not(feature = "whole"))]
use crate::digits::decimal;
#[cfg(feature = "whole")]
use crate::dump::State;
use crate::edition::{ArenaAlignment, Edition};
#[cfg(feature = "whole")]
use crate::error::ImageFault;
use crate::error::{HeapError, Quantity};
use crate::heap::Heap;
use crate::journal::Log;
#[cfg(feature = "whole")]
use crate::memory::Header;
#[cfg(feature = "word32")]
use crate::memory::W32;
#[cfg(feature = "word64")]
use crate::memory::W64;
#[cfg(feature = "whole")]
use crate::progress;
#[cfg(feature = "whole")]
use crate::spare;
#[cfg(feature = "whole")]
use crate::trace::{self, TraceRun};

/// A small core has a small allocator.
#[cfg(not(feature = "whole"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What the panic said that stopped this instance. A small core says nothing.
#[cfg(feature = "whole")]
static PANIC: Mutex<String> = Mutex::new(String::new());

#[cfg(feature = "whole")]
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Ok(mut said) = PANIC.lock() {
            *said = info.to_string();
        }
    }));
}

/// What the last panic said, and where; empty where there was none. May be asked after the trap.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> String {
    PANIC.lock().map(|said| said.clone()).unwrap_or_default()
}

/// The version of the project.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// JavaScript's side of an error: an `Error` with `code` and `details`.
#[cfg(feature = "whole")]
fn into_error(error: HeapError) -> JsValue {
    let thrown = Error::new(&error.to_string());
    if let Ok(details) = encode(&error) {
        let code = Reflect::get(&details, &"code".into()).unwrap_or_default();
        let _ = Reflect::set(&thrown, &"code".into(), &code);
        let _ = Reflect::set(&thrown, &"details".into(), &details);
    }
    thrown.into()
}

/// JavaScript's side of an error: an `Error` with `details`. The page has sentences of its own, and nobody else has a
/// small core.
#[cfg(not(feature = "whole"))]
#[inline(never)]
fn into_error(error: HeapError) -> JsValue {
    let thrown = Error::new("");
    if let Ok(details) = encode(&error) {
        let _ = Reflect::set(&thrown, &"details".into(), &details);
    }
    thrown.into()
}

#[cfg(feature = "whole")]
fn encode<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true))
        .map_err(JsValue::from)
}

#[cfg(not(feature = "whole"))]
fn encode<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    read_json(json::Json::of(value))
}

#[cfg(not(feature = "whole"))]
#[inline(never)]
fn read_json(text: Result<String, u64>) -> Result<JsValue, JsValue> {
    match text {
        Ok(text) => js_sys::JSON::parse(&text),
        Err(number) => {
            let text = decimal(number) + " can't be represented as a JavaScript number";
            Err(Error::new(&text).into())
        }
    }
}

/// A JavaScript number as an address or a size: whole, not negative, and exact.
fn whole(what: Quantity, value: f64) -> Result<u64, JsValue> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    if (0.0..=LARGEST).contains(&value) && value.fract() == 0.0 {
        return Ok(value as u64);
    }
    Err(into_error(HeapError::NotAWholeNumber {
        what,
        value: Number::from(value)
            .to_string_with_radix(10)
            .map_or_else(|_| String::new(), String::from),
    }))
}

fn edition_named(name: &str) -> Result<Edition, JsValue> {
    Edition::from_name(name).ok_or_else(|| {
        into_error(HeapError::UnknownEdition {
            name: name.to_owned(),
        })
    })
}

fn alignment_named(name: &str) -> Result<ArenaAlignment, JsValue> {
    ArenaAlignment::from_name(name).ok_or_else(|| {
        into_error(HeapError::UnknownAlignment {
            name: name.to_owned(),
        })
    })
}

fn no_such(what: &str, index: u64) -> JsValue {
    into_error(HeapError::NoSuchThing {
        what: what.to_owned(),
        index,
    })
}

/// The numbers of all editions, oldest first.
#[wasm_bindgen]
pub fn editions() -> Result<JsValue, JsValue> {
    encode(&Edition::ALL.map(|edition| edition.info()))
}

/// Before so many bytes are handed over: whether there is memory for them. Handing them over would trap.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = expectRoom)]
pub fn expect_room(bytes: f64) -> Result<(), JsValue> {
    let bytes = whole(Quantity::Length, bytes)?;
    match usize::try_from(bytes) {
        Ok(len) if spare::grants(len) => Ok(()),
        _ => Err(into_error(HeapError::OutOfMemory { bytes })),
    }
}

/// A worker's `postMessage`.
#[cfg(feature = "whole")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = postMessage)]
    fn post_message(marks: f64);
}

/// Whether long operations tell how far they are: each some of their marks, the number of these is posted. For
/// workers only.
#[cfg(feature = "whole")]
#[wasm_bindgen(js_name = tellProgress)]
pub fn tell_progress(tells: bool) {
    let listener: progress::Listener = |marks| post_message(marks as f64);
    progress::listen(tells.then_some(listener));
}

/// A heap of either word size.
#[derive(Debug)]
enum AnyHeap {
    #[cfg(feature = "word32")]
    W32(Heap<W32, Log>),
    #[cfg(feature = "word64")]
    W64(Heap<W64, Log>),
}

macro_rules! with {
    ($heap:expr, $name:ident => $body:expr) => {
        match $heap {
            #[cfg(feature = "word32")]
            AnyHeap::W32($name) => $body,
            #[cfg(feature = "word64")]
            AnyHeap::W64($name) => $body,
        }
    };
}

impl AnyHeap {
    fn new(edition: Edition, arenas: ArenaAlignment) -> Result<AnyHeap, HeapError> {
        Ok(match edition.layout().word {
            #[cfg(feature = "word32")]
            4 => AnyHeap::W32(Heap::new(edition, arenas)?),
            #[cfg(feature = "word64")]
            8 => AnyHeap::W64(Heap::new(edition, arenas)?),
            _ => {
                return Err(HeapError::UnknownEdition {
                    name: edition.name().to_owned(),
                });
            }
        })
    }

    #[cfg(feature = "whole")]
    fn from_image(image: Vec<u8>) -> Result<AnyHeap, HeapError> {
        Ok(match Header::read(&image)?.edition.layout().word {
            #[cfg(feature = "word32")]
            4 => AnyHeap::W32(Heap::from_image(image)?),
            #[cfg(feature = "word64")]
            8 => AnyHeap::W64(Heap::from_image(image)?),
            _ => {
                return Err(HeapError::BadImage {
                    reason: ImageFault::Word,
                });
            }
        })
    }
}

/// One heap with its journal.
#[wasm_bindgen(js_name = Heap)]
#[derive(Debug)]
pub struct WasmHeap {
    heap: AnyHeap,
}

impl WasmHeap {
    fn image(&self) -> Image<'_> {
        with!(&self.heap, heap => heap.image())
    }

    #[cfg(feature = "whole")]
    fn pool_uses(&mut self, most: u64) -> Vec<(u64, u64)> {
        with!(&mut self.heap, heap => heap.pool_uses(most))
    }

    /// Throws `undefined` where a small core cannot tell what stands there: that is left to the whole one.
    fn expect_known(&self, addr: u64, len: u64) -> Result<(), JsValue> {
        if !cfg!(feature = "whole") && self.image().is_of_objects(addr, len) {
            return Err(JsValue::UNDEFINED);
        }
        Ok(())
    }
}

#[wasm_bindgen(js_class = Heap)]
impl WasmHeap {
    /// An empty heap.
    #[wasm_bindgen(constructor)]
    pub fn new(edition: &str, arenas: &str) -> Result<WasmHeap, JsValue> {
        let heap =
            AnyHeap::new(edition_named(edition)?, alignment_named(arenas)?).map_err(into_error)?;
        Ok(WasmHeap { heap })
    }

    /// A heap that goes on from an image; its journal is empty.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_name = fromImage)]
    pub fn from_image(image: Vec<u8>) -> Result<WasmHeap, JsValue> {
        Ok(WasmHeap {
            heap: AnyHeap::from_image(image).map_err(into_error)?,
        })
    }

    /// `PyObject_Malloc`; 0 is NULL.
    pub fn malloc(&mut self, nbytes: f64) -> Result<f64, JsValue> {
        let nbytes = whole(Quantity::Size, nbytes)?;
        with!(&mut self.heap, heap => heap.malloc(nbytes))
            .map(|addr| addr as f64)
            .map_err(into_error)
    }

    /// `PyObject_Calloc`; 0 is NULL.
    pub fn calloc(&mut self, nelem: f64, elsize: f64) -> Result<f64, JsValue> {
        let (nelem, elsize) = (
            whole(Quantity::Count, nelem)?,
            whole(Quantity::Size, elsize)?,
        );
        with!(&mut self.heap, heap => heap.calloc(nelem, elsize))
            .map(|addr| addr as f64)
            .map_err(into_error)
    }

    /// `PyObject_Realloc`; 0 is NULL.
    pub fn realloc(&mut self, addr: f64, nbytes: f64) -> Result<f64, JsValue> {
        let (addr, nbytes) = (
            whole(Quantity::Address, addr)?,
            whole(Quantity::Size, nbytes)?,
        );
        with!(&mut self.heap, heap => heap.realloc(addr, nbytes))
            .map(|addr| addr as f64)
            .map_err(into_error)
    }

    /// `PyObject_Free`; what is wrong with the address is thrown, and nothing changes.
    #[wasm_bindgen(js_name = freeBlock)]
    pub fn free_block(&mut self, addr: f64) -> Result<(), JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        with!(&mut self.heap, heap => heap.free(addr)).map_err(into_error)
    }

    /// `PyObject_Free` without asking whether that makes sense.
    #[wasm_bindgen(js_name = freeUnchecked)]
    pub fn free_unchecked(&mut self, addr: f64) -> Result<(), JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        with!(&mut self.heap, heap => heap.free_unchecked(addr)).map_err(into_error)
    }

    /// Writes bytes anywhere in mapped memory.
    #[cfg(feature = "whole")]
    pub fn write(&mut self, addr: f64, bytes: &[u8]) -> Result<(), JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        with!(&mut self.heap, heap => heap.write(addr, bytes)).map_err(into_error)
    }

    /// So many bytes will be asked for; prepares a part of them.
    #[wasm_bindgen(js_name = expectBytes)]
    pub fn expect_bytes(&mut self, bytes: u32, from: u32) -> u32 {
        with!(&mut self.heap, heap => heap.expect_bytes(bytes, from))
    }

    /// Limits what the system grants; 0 for no limit.
    #[wasm_bindgen(js_name = setLimits)]
    pub fn set_limits(&mut self, arenas: f64, memory: f64) -> Result<(), JsValue> {
        let (arenas, memory) = (
            whole(Quantity::ArenaLimit, arenas)?,
            whole(Quantity::MemoryLimit, memory)?,
        );
        let arenas = u32::try_from(arenas).unwrap_or(u32::MAX);
        with!(&mut self.heap, heap => heap.set_limits(arenas, memory)).map_err(into_error)
    }

    /// Operations that are done.
    pub fn operations(&self) -> f64 {
        with!(&self.heap, heap => heap.operations()) as f64
    }

    /// Operations of the timeline: those that are done, and those after them that were undone.
    pub fn length(&self) -> f64 {
        with!(&self.heap, heap => heap.length()) as f64
    }

    /// The earliest position that can be reached.
    pub fn first(&self) -> f64 {
        with!(&self.heap, heap => heap.first()) as f64
    }

    /// Moves to the state after `position` operations.
    pub fn seek(&mut self, position: f64) -> Result<(), JsValue> {
        let position = whole(Quantity::Position, position)?;
        with!(&mut self.heap, heap => heap.seek(position)).map_err(into_error)
    }

    /// Moves to `at` and detaches what comes after: the branch's number, 0 for nothing.
    pub fn truncate(&mut self, at: f64) -> Result<f64, JsValue> {
        let at = whole(Quantity::Position, at)?;
        with!(&mut self.heap, heap => heap.truncate(at))
            .map(|branch| branch as f64)
            .map_err(into_error)
    }

    /// Puts a branch behind the end of the timeline.
    pub fn attach(&mut self, branch: f64) -> Result<(), JsValue> {
        let branch = whole(Quantity::Branch, branch)?;
        with!(&mut self.heap, heap => heap.attach(branch)).map_err(into_error)
    }

    /// Gives a branch up.
    #[wasm_bindgen(js_name = dropBranch)]
    pub fn drop_branch(&mut self, branch: f64) -> Result<(), JsValue> {
        let branch = whole(Quantity::Branch, branch)?;
        with!(&mut self.heap, heap => heap.drop_branch(branch));
        Ok(())
    }

    /// `OperationLine[]`: operations after the first `from`, at most `count`.
    #[wasm_bindgen(js_name = operationsPart)]
    pub fn operations_part(&self, from: f64, count: f64) -> Result<JsValue, JsValue> {
        let (from, count) = (
            whole(Quantity::Position, from)?,
            whole(Quantity::Operations, count)?,
        );
        encode(&with!(&self.heap, heap => heap.operations_part(from, count)))
    }

    /// Bytes that the history takes.
    #[wasm_bindgen(js_name = historyBytes)]
    pub fn history_bytes(&self) -> f64 {
        with!(&self.heap, heap => heap.history_bytes()) as f64
    }

    /// Keeps the timeline, or nothing but the last operation.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_name = keepHistory)]
    pub fn keep_history(&mut self, keeps: bool) -> Result<(), JsValue> {
        with!(&mut self.heap, heap => heap.keep_history(keeps)).map_err(into_error)
    }

    /// Whether the timeline is kept.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_name = keepsHistory)]
    pub fn keeps_history(&self) -> bool {
        with!(&self.heap, heap => heap.keeps_history())
    }

    /// `HeldArenas`, at most `limit` of them.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_name = heldArenas)]
    pub fn held_arenas(&self, limit: u32) -> Result<JsValue, JsValue> {
        encode(&HeapMap::of(&self.image()).held_arenas(&self.image(), limit))
    }

    /// `Info`
    pub fn info(&self) -> Result<JsValue, JsValue> {
        encode(&self.image().info())
    }

    /// `ArenasView`
    pub fn arenas(&self) -> Result<JsValue, JsValue> {
        encode(&self.image().arenas())
    }

    /// `ArenaView`
    pub fn arena(&self, index: u32) -> Result<JsValue, JsValue> {
        encode(
            &self
                .image()
                .arena(index)
                .ok_or_else(|| no_such("arena", index.into()))?,
        )
    }

    /// `PoolView` of the pool around an address
    pub fn pool(&self, addr: f64) -> Result<JsValue, JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        encode(
            &self
                .image()
                .pool(addr)
                .ok_or_else(|| no_such("pool", addr))?,
        )
    }

    /// `UsedPoolsView`
    pub fn usedpools(&self) -> Result<JsValue, JsValue> {
        encode(&self.image().usedpools())
    }

    /// `Stats`
    pub fn stats(&self) -> Result<JsValue, JsValue> {
        encode(&self.image().stats())
    }
}

#[cfg(feature = "whole")]
#[wasm_bindgen(js_class = Heap)]
impl WasmHeap {
    /// The canonical `State` (docs/trace-format.md), its keys in the order in which it is written.
    #[wasm_bindgen(js_name = canonicalState)]
    pub fn canonical_state(&self) -> Result<JsValue, JsValue> {
        encode(&State::of(&self.image()))
    }

    /// What `sys._debugmallocstats()` prints for pymalloc.
    #[wasm_bindgen(js_name = statsText)]
    pub fn stats_text(&self) -> String {
        self.image().stats_text()
    }
}

#[wasm_bindgen(js_class = Heap)]
impl WasmHeap {
    /// `BytesView`: what a range means.
    pub fn spans(&self, addr: f64, len: f64) -> Result<JsValue, JsValue> {
        const MOST: u64 = 1 << 16;
        let (addr, len) = (
            whole(Quantity::Address, addr)?,
            whole(Quantity::Length, len)?,
        );
        let len = len.min(MOST);
        self.expect_known(addr, len)?;
        encode(&self.image().spans(addr, len))
    }

    /// `Segment[]`
    pub fn segments(&self) -> Result<JsValue, JsValue> {
        encode(&self.image().segments())
    }

    /// `Place`: what is at an address.
    pub fn locate(&self, addr: f64) -> Result<JsValue, JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        self.expect_known(addr, 1)?;
        encode(&self.image().locate(addr))
    }

    /// `Explanation` of `count` marks of an operation from the one at `from` on.
    #[wasm_bindgen(js_name = explainPart)]
    pub fn explain_part(
        &mut self,
        operation: f64,
        from: u32,
        count: u32,
    ) -> Result<JsValue, JsValue> {
        let number = whole(Quantity::Operation, operation)?;
        let explanation =
            with!(&mut self.heap, heap => heap.explain_part(number, from as usize, count as usize))
                .map_err(into_error)?;
        encode(&explanation)
    }
}

#[cfg(feature = "whole")]
#[wasm_bindgen(js_class = Heap)]
impl WasmHeap {
    /// `Explanation` of an operation by its number, from 1.
    pub fn explain(&mut self, operation: f64) -> Result<JsValue, JsValue> {
        let number = whole(Quantity::Operation, operation)?;
        let explanation =
            with!(&mut self.heap, heap => heap.explain(number)).map_err(into_error)?;
        encode(&explanation)
    }

    /// `Digest` of an operation by its number, from 1.
    pub fn digest(&mut self, operation: f64) -> Result<JsValue, JsValue> {
        let number = whole(Quantity::Operation, operation)?;
        encode(&with!(&mut self.heap, heap => heap.digest(number)).map_err(into_error)?)
    }

    /// `Comparison` of position `b` with position `a`, each the operations done and, where it is inside
    /// of the last of them, the marks; at most `limit` entries a list.
    pub fn compare(
        &mut self,
        a_operation: f64,
        a_mark: Option<u32>,
        b_operation: f64,
        b_mark: Option<u32>,
        limit: u32,
    ) -> Result<JsValue, JsValue> {
        let position = |operation, mark| {
            let operation = whole(Quantity::Operation, operation)?;
            Ok::<_, JsValue>(Position { operation, mark })
        };
        let (a, b) = (
            position(a_operation, a_mark)?,
            position(b_operation, b_mark)?,
        );
        encode(&with!(&mut self.heap, heap => heap.compare(a, b, limit)).map_err(into_error)?)
    }

    /// Carries out a `Request`: `Answer`.
    pub fn request(&mut self, request: JsValue) -> Result<JsValue, JsValue> {
        let request = request::read(&request).map_err(into_error)?;
        let answer = with!(&mut self.heap, heap => heap.request(request)).map_err(into_error)?;
        encode(&answer)
    }

    /// Objects that a `Request` makes, looks at or may free, counted up to `most`.
    pub fn weigh(&mut self, request: JsValue, most: f64) -> Result<f64, JsValue> {
        let (request, most) = (
            request::read(&request).map_err(into_error)?,
            whole(Quantity::Count, most)?,
        );
        Ok(with!(&mut self.heap, heap => heap.weigh(&request, most)) as f64)
    }

    /// `ObjectsView`, with at most `limit` objects one by one.
    pub fn objects(&self, limit: u32) -> Result<JsValue, JsValue> {
        encode(&self.image().objects(limit))
    }

    /// `NamesView`, with at most `limit` objects.
    pub fn names(&self, limit: u32) -> Result<JsValue, JsValue> {
        encode(&self.image().names(limit))
    }

    /// `GenerationsView`, with at most `limit` members of each list, `gc.garbage` included.
    pub fn generations(&self, limit: u32) -> Result<JsValue, JsValue> {
        encode(&self.image().generations(limit))
    }
}

#[wasm_bindgen(js_class = Heap)]
impl WasmHeap {
    /// How many steps an operation has, by its number, from 1; `undefined` where it is forgotten.
    #[wasm_bindgen(js_name = stepCount)]
    pub fn step_count(&self, operation: f64) -> Result<Option<f64>, JsValue> {
        let number = whole(Quantity::Operation, operation)?;
        Ok(with!(&self.heap, heap => heap.steps(number)).map(|steps| steps as f64))
    }

    /// Moves the image into an operation, to the state after its first `steps` steps.
    #[wasm_bindgen(js_name = seekStep)]
    pub fn seek_step(&mut self, operation: f64, steps: f64) -> Result<(), JsValue> {
        let (number, steps) = (
            whole(Quantity::Operation, operation)?,
            whole(Quantity::Steps, steps)?,
        );
        with!(&mut self.heap, heap => heap.seek_step(number, steps as usize)).map_err(into_error)
    }

    /// Comes back from the middle of an operation.
    pub fn settle(&mut self) {
        with!(&mut self.heap, heap => heap.settle());
    }

    /// What the operations after the first `since` wrote: address, bytes, address, bytes, …
    pub fn changes(&mut self, since: f64) -> Result<Float64Array, JsValue> {
        let since = whole(Quantity::Operation, since)?;
        let ranges = with!(&mut self.heap, heap => heap.changes(since));
        let flat: Vec<f64> = ranges
            .iter()
            .flat_map(|&(at, len)| [at as f64, len as f64])
            .collect();
        Ok(Float64Array::from(flat.as_slice()))
    }

    /// Addresses of the blocks handed out in `many` units from `first` on, in order; with a class only its blocks.
    /// `undefined` behind the last unit.
    #[wasm_bindgen(js_name = liveBlocks)]
    pub fn live_blocks(&self, first: u32, many: u32, szidx: Option<u32>) -> Option<Float64Array> {
        let blocks = self.image().live_blocks_from(first, many, szidx)?;
        let blocks: Vec<f64> = blocks.iter().map(|block| block.addr as f64).collect();
        Some(Float64Array::from(blocks.as_slice()))
    }

    /// `LiveBlock` at an address, `undefined` where none starts there.
    #[wasm_bindgen(js_name = liveBlock)]
    pub fn live_block(&self, addr: f64) -> Result<JsValue, JsValue> {
        let addr = whole(Quantity::Address, addr)?;
        match with!(&self.heap, heap => heap.live_block(addr)) {
            Some(block) => encode(&block),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Where `len` bytes of the image from `addr` on are in wasm memory; valid until the next call.
    #[wasm_bindgen(js_name = bytesPtr)]
    pub fn bytes_ptr(&self, addr: f64, len: f64) -> Result<usize, JsValue> {
        let (addr, len) = (
            whole(Quantity::Address, addr)?,
            whole(Quantity::Length, len)?,
        );
        let bytes = with!(&self.heap, heap => heap.read(addr, len)).map_err(into_error)?;
        Ok(bytes.as_ptr() as usize)
    }

    /// A copy of the image.
    pub fn snapshot(&self) -> Vec<u8> {
        with!(&self.heap, heap => heap.bytes()).to_vec()
    }
}

/// A trace that is replayed into a heap of its own, slice by slice.
#[cfg(feature = "whole")]
#[wasm_bindgen]
#[derive(Debug)]
pub struct TraceReplay {
    heap: AnyHeap,
    run: TraceRun,
}

#[cfg(feature = "whole")]
#[wasm_bindgen]
impl TraceReplay {
    /// Starts with an empty heap, and room for a text of so many bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(edition: &str, arenas: &str, length: f64) -> Result<TraceReplay, JsValue> {
        let heap =
            AnyHeap::new(edition_named(edition)?, alignment_named(arenas)?).map_err(into_error)?;
        let length = whole(Quantity::Length, length)?;
        let mut text = Vec::new();
        trace::reserve(&mut text, usize::try_from(length).unwrap_or(usize::MAX))
            .map_err(into_error)?;
        Ok(TraceReplay {
            heap,
            run: TraceRun::new(text),
        })
    }

    /// Puts a part of the text behind the last.
    pub fn append(&mut self, text: &[u8]) -> Result<(), JsValue> {
        self.run.append(text).map_err(into_error)
    }

    /// Keeps the timeline, or nothing but the last operation.
    #[cfg(feature = "whole")]
    #[wasm_bindgen(js_name = keepHistory)]
    pub fn keep_history(&mut self, keeps: bool) -> Result<(), JsValue> {
        with!(&mut self.heap, heap => heap.keep_history(keeps)).map_err(into_error)
    }

    /// Carries out at most that many lines: `ReplayProgress`.
    pub fn step(&mut self, max_operations: f64) -> Result<JsValue, JsValue> {
        let most = whole(Quantity::Operations, max_operations)?;
        let progress =
            with!(&mut self.heap, heap => self.run.step(heap, most)).map_err(into_error)?;
        encode(&progress)
    }

    /// Carries out at most that many lines, fewer where they take long: `ReplayProgress`.
    pub fn slice(&mut self, max_operations: f64) -> Result<JsValue, JsValue> {
        let most = whole(Quantity::Operations, max_operations)?;
        let progress =
            with!(&mut self.heap, heap => self.run.slice(heap, most)).map_err(into_error)?;
        encode(&progress)
    }

    /// The heap as it is now; the trace is given up.
    #[wasm_bindgen(js_name = intoHeap)]
    pub fn into_heap(self) -> WasmHeap {
        WasmHeap { heap: self.heap }
    }
}

/// Panics, so that a test can see the page survive it.
#[cfg(feature = "inject-trap")]
#[wasm_bindgen(js_name = injectTrap)]
pub fn inject_trap() {
    panic!("injected by a test build");
}
