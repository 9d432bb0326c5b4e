//! The map of a heap: where its pixels are in wasm memory.

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;

use super::{WasmHeap, encode};
use crate::decode::heap_map::{By, Frame, HeapMap};

/// The pixels of a part of a heap. They stay where they are until the next call.
#[wasm_bindgen(js_name = HeapMap)]
#[derive(Debug)]
pub struct WasmHeapMap {
    map: HeapMap,
}

#[wasm_bindgen(js_class = HeapMap)]
impl WasmHeapMap {
    /// The map of a heap as it is now.
    #[wasm_bindgen(constructor)]
    pub fn new(heap: &WasmHeap) -> WasmHeapMap {
        WasmHeapMap {
            map: HeapMap::of(&heap.image()),
        }
    }

    /// Reads all pools anew.
    pub fn survey(&mut self, heap: &WasmHeap) {
        self.map.survey(&heap.image());
    }

    /// `MapShape`
    pub fn shape(&self) -> Result<JsValue, JsValue> {
        encode(&self.map.shape())
    }

    /// For each place the address of the arena's first pool, 0 where there is no arena.
    #[wasm_bindgen(js_name = firstPools)]
    pub fn first_pools(&self) -> Float64Array {
        let all: Vec<f64> = self.map.first_pools().map(|at| at as f64).collect();
        Float64Array::from(all.as_slice())
    }

    /// `HeldArenas`, at most `limit` of them.
    #[wasm_bindgen(js_name = heldArenas)]
    pub fn held_arenas(&self, heap: &WasmHeap, limit: u32) -> Result<JsValue, JsValue> {
        encode(&self.map.held_arenas(&heap.image(), limit))
    }

    /// Sets the colours, as `Ink` numbers them.
    #[wasm_bindgen(js_name = setPalette)]
    pub fn set_palette(&mut self, colours: &[u32]) {
        self.map.set_palette(colours);
    }

    /// Reads how many operations ago something was done in each pool; `most` is up to how many each age has.
    #[wasm_bindgen(js_name = readAges)]
    pub fn read_ages(&mut self, heap: &mut WasmHeap, most: &[f64]) {
        let most: Vec<u64> = most.iter().map(|&most| most as u64).collect();
        let uses = heap.pool_uses(most.iter().copied().max().unwrap_or(0));
        self.map.set_ages(&uses, &most);
    }

    /// Which of these ages a pool has, by the place of its arena and its own in there.
    pub fn age(&self, arena: u32, pool: u32) -> Option<u8> {
        self.map.age(arena, pool)
    }

    /// Paints a frame; where its pixels are, four bytes each.
    #[allow(
        clippy::too_many_arguments,
        reason = "an object would be taken apart for each frame"
    )]
    pub fn paint(
        &mut self,
        heap: &WasmHeap,
        x: f64,
        y: f64,
        scale: f64,
        ratio: u32,
        width: u32,
        height: u32,
        columns: u32,
        by: u32,
    ) -> usize {
        let frame = Frame {
            x,
            y,
            scale,
            ratio,
            width,
            height,
            columns,
            by: By::from_number(by),
        };
        self.map.paint(&heap.image(), frame);
        self.map.pixels().as_ptr() as usize
    }

    /// How many pixels were painted: fewer than were asked for where these are too many.
    pub fn pixels(&self) -> usize {
        self.map.pixels().len()
    }
}
