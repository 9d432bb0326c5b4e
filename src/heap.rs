//! The facade: operations in, answers out. Here, and only here, misuse is recognised, by decoding
//! what stands at an address; the allocator's own paths never pay for it.
//!
//! A mistake is an error and changes nothing. With a [`Log`](crate::journal::Log) as journal, an
//! operation that would have crashed CPython is taken back as well.

use crate::decode::Image;
use crate::decode::view::{BlockState, LiveBlock, Place};
use crate::edition::{ArenaAlignment, Edition};
use crate::error::{HeapError, ImageFault};
use crate::event::{Event, Operation};
use crate::journal::{Journal, Off, Timeline};
use crate::memory::{Header, Memory, Word};

/// Operations on blocks that take so little that it is enough to look after memory before one of them.
const SMALL_OPERATIONS: u64 = 256;

/// Nothing is kept of how a heap begins. In a small core the code for it is that of the operations.
#[cfg(feature = "whole")]
type Unkept = Off;
#[cfg(not(feature = "whole"))]
type Unkept = crate::journal::Log;

/// A journal whose heap can come back to its present position.
pub trait Present: Timeline {
    /// Comes back from the middle of an operation, where the image may have been left.
    fn come_back<W: Word>(heap: &mut Heap<W, Self>);
    /// Before an operation: whether what it notes can be expected to find memory. Asked of the system only
    /// before one in `every` operations.
    fn expect_memory<W: Word>(heap: &mut Heap<W, Self>, every: u64) -> Result<(), HeapError>;
}

impl Present for Off {
    #[inline(always)]
    fn come_back<W: Word>(_: &mut Heap<W, Off>) {}
    #[inline(always)]
    fn expect_memory<W: Word>(_: &mut Heap<W, Off>, _: u64) -> Result<(), HeapError> {
        Ok(())
    }
}

/// One heap: an image and the operations on it.
#[derive(Debug)]
pub struct Heap<W: Word, J: Present> {
    pub(crate) mem: Memory<W, J>,
}

impl<W: Word, J: Present> Heap<W, J> {
    /// An empty heap of an edition. `W` has to be the edition's word size.
    ///
    /// # Errors
    /// [`HeapError::UnknownEdition`] where it is not.
    pub fn new(edition: Edition, arenas: ArenaAlignment) -> Result<Heap<W, J>, HeapError> {
        let layout = edition.layout();
        if layout.word != W::BYTES {
            return Err(HeapError::UnknownEdition {
                name: edition.name().to_owned(),
            });
        }
        let mut empty = Memory::<W, Unkept>::empty(layout, arenas);
        empty.initialise_usedpools();
        empty.initialise_objects();
        let mut mem = Memory::over(empty.into_image(), layout);
        mem.set_sound(true);
        Ok(Heap { mem })
    }

    /// A heap that goes on from an image. `W` has to be its edition's word size.
    ///
    /// # Errors
    /// [`HeapError::BadImage`] where the bytes are none.
    pub fn from_image(image: Vec<u8>) -> Result<Heap<W, J>, HeapError> {
        let layout = Header::read(&image)?.edition.layout();
        if layout.word != W::BYTES {
            return Err(HeapError::BadImage {
                reason: ImageFault::Word,
            });
        }
        Ok(Heap {
            mem: Memory::over(image, layout),
        })
    }

    /// The allocator itself, for who trusts its callers: misuse is not recognised any more.
    pub fn into_memory(self) -> Memory<W, J> {
        self.mem
    }

    /// The image, to be decoded.
    pub fn image(&self) -> Image<'_> {
        Image::new(self.mem.image(), *self.mem.layout())
    }

    /// The bytes of the image: all that there is to know of this heap.
    pub fn bytes(&self) -> &[u8] {
        self.mem.image()
    }

    /// `PyObject_Malloc(nbytes)`: the block's address, 0 for NULL.
    ///
    /// # Errors
    /// [`HeapError::SegmentationFault`] in a heap that was damaged before.
    pub fn malloc(&mut self, nbytes: u64) -> Result<u64, HeapError> {
        self.operate_often(&Operation::Malloc { nbytes })
            .map(Option::unwrap_or_default)
    }

    /// `PyObject_Calloc(nelem, elsize)`: the block's address, 0 for NULL.
    ///
    /// # Errors
    /// [`HeapError::SegmentationFault`] in a heap that was damaged before.
    pub fn calloc(&mut self, nelem: u64, elsize: u64) -> Result<u64, HeapError> {
        self.operate(&Operation::Calloc { nelem, elsize }, &[])
            .map(Option::unwrap_or_default)
    }

    /// `PyObject_Realloc(addr, nbytes)`: the block's address, 0 for NULL, and then the old block stays.
    ///
    /// # Errors
    /// As [`Heap::free`].
    pub fn realloc(&mut self, addr: u64, nbytes: u64) -> Result<u64, HeapError> {
        self.settle_first();
        self.expect_block(addr)?;
        self.realloc_trusted(addr, nbytes)
    }

    /// `PyObject_Free(addr)`; NULL is allowed.
    ///
    /// # Errors
    /// What is wrong with the address: [`HeapError::DoubleFree`], [`HeapError::InteriorPointer`],
    /// [`HeapError::NotABlock`], [`HeapError::UntouchedBlock`], [`HeapError::WildPointer`],
    /// [`HeapError::RawDoubleFree`].
    pub fn free(&mut self, addr: u64) -> Result<(), HeapError> {
        self.settle_first();
        self.expect_block(addr)?;
        self.free_trusted(addr)
    }

    /// `PyObject_Free` of a block that is known to be one.
    pub(crate) fn free_trusted(&mut self, addr: u64) -> Result<(), HeapError> {
        self.operate_often(&Operation::Free { addr }).map(|_| ())
    }

    /// `PyObject_Realloc` of a block that is known to be one.
    pub(crate) fn realloc_trusted(&mut self, addr: u64, nbytes: u64) -> Result<u64, HeapError> {
        self.operate(&Operation::Realloc { addr, nbytes }, &[])
            .map(Option::unwrap_or_default)
    }

    /// `PyObject_Free(addr)` as CPython does it, without asking whether that makes sense: a block
    /// that is freed twice, say, is then on its free list twice.
    ///
    /// # Errors
    /// [`HeapError::SegmentationFault`] where CPython, or the C library below it, would crash.
    pub fn free_unchecked(&mut self, addr: u64) -> Result<(), HeapError> {
        self.settle_first();
        let in_arena = self.image().arena_of(addr).is_some();
        if !in_arena && self.expect_block(addr).is_err() {
            return Err(HeapError::SegmentationFault { addr });
        }
        self.operate(&Operation::FreeUnchecked { addr }, &[])
            .map(|_| ())
    }

    /// Writes bytes anywhere in mapped memory, as a program with a stray pointer could.
    ///
    /// # Errors
    /// [`HeapError::Unmapped`]
    pub fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), HeapError> {
        self.settle_first();
        let nbytes = bytes.len() as u64;
        let image = self.image();
        let host_end = image.layout().symbols.usedpools;
        if addr < host_end || !image.is_mapped(addr, nbytes) {
            return Err(HeapError::Unmapped { addr, nbytes });
        }
        self.operate(&Operation::Write { addr, nbytes }, bytes)
            .map(|_| ())
    }

    /// Reads bytes.
    ///
    /// # Errors
    /// [`HeapError::Unmapped`]
    pub fn read(&self, addr: u64, nbytes: u64) -> Result<&[u8], HeapError> {
        self.image()
            .bytes_at(addr, nbytes)
            .ok_or(HeapError::Unmapped { addr, nbytes })
    }

    /// Limits what the system grants from here on: arenas at once, and bytes of arenas and raw
    /// segments together; 0 for no limit.
    ///
    /// # Errors
    /// None in a heap that is not damaged.
    pub fn set_limits(&mut self, arenas: u32, memory: u64) -> Result<(), HeapError> {
        self.operate(&Operation::Limit { arenas, memory }, &[])
            .map(|_| ())
    }

    /// Prepares for so many bytes that will be asked for: an image that would have to be moved on
    /// the way is moved now, as long as it is small, and the system finds memory for a part of
    /// them, from the byte `from` on. Answers from where on to go on with that. Changes nothing
    /// else, and does nothing where the image need not grow, or may not. Where no history is kept,
    /// small blocks need none of that: nothing grows beside them.
    pub fn expect_bytes(&mut self, bytes: u32, from: u32) -> u32 {
        self.mem.expect(bytes as usize, from as usize) as u32
    }

    /// The block at `addr`, if one that is handed out starts there.
    pub fn live_block(&self, addr: u64) -> Option<LiveBlock> {
        let image = self.image();
        match image.locate(addr) {
            Place::Block {
                offset: 0,
                state: BlockState::Allocated,
                ..
            } => {
                let pool = image.decode_pool(addr)?;
                Some(LiveBlock {
                    addr,
                    size: pool.size,
                    szidx: pool.szidx,
                })
            }
            Place::RawBlock {
                offset: 0,
                allocated: true,
                size,
                ..
            } => Some(LiveBlock {
                addr,
                size,
                szidx: None,
            }),
            _ => None,
        }
    }

    /// Answers what is wrong with freeing `addr`, if anything is.
    fn expect_block(&self, addr: u64) -> Result<(), HeapError> {
        let pool = self.mem.layout().pool_addr(addr);
        match self.image().locate(addr) {
            Place::Null => Ok(()),
            Place::Block {
                offset: 0, state, ..
            } => match state {
                BlockState::Allocated => Ok(()),
                BlockState::Freed => Err(HeapError::DoubleFree { addr, pool }),
                BlockState::Untouched => Err(HeapError::UntouchedBlock { addr, pool }),
            },
            Place::Block {
                offset,
                block_at: block,
                ..
            } => Err(HeapError::InteriorPointer {
                addr,
                block,
                offset,
            }),
            Place::PoolHeader { .. }
            | Place::PoolTail { .. }
            | Place::Uncarved { .. }
            | Place::ArenaEdge { .. } => Err(HeapError::NotABlock { addr, pool }),
            Place::RawBlock {
                offset: 0,
                allocated: true,
                ..
            } => Ok(()),
            Place::RawBlock {
                offset: 0,
                allocated: false,
                ..
            } => Err(HeapError::RawDoubleFree { addr }),
            Place::RawBlock {
                addr: block,
                offset,
                allocated: true,
                ..
            } => Err(HeapError::InteriorPointer {
                addr,
                block,
                offset,
            }),
            _ => Err(HeapError::WildPointer { addr }),
        }
    }

    /// Comes back from the middle of an operation, where `seek_step` may have left the image:
    /// what stands at an address is judged by the present state only.
    pub(crate) fn settle_first(&mut self) {
        J::come_back(self);
        // A request that was refused may have looked where nothing is: that is not the next one's fault.
        self.mem.take_fault();
    }

    /// [`operate`](Self::operate), with code of its own for one quiet operation behind another.
    #[inline(always)]
    fn operate_often(&mut self, operation: &Operation) -> Result<Option<u64>, HeapError> {
        if !self.mem.journal.begin_next() {
            self.prepare()?;
            self.mem.journal.begin(false);
        }
        self.complete(operation, &[])
    }

    /// Carries an operation out at the present position.
    fn operate(&mut self, operation: &Operation, written: &[u8]) -> Result<Option<u64>, HeapError> {
        self.prepare()?;
        self.carry_out(operation, written)
    }

    fn prepare(&mut self) -> Result<(), HeapError> {
        self.settle_first();
        J::expect_memory(self, SMALL_OPERATIONS)
    }

    /// Runs one operation, of which nothing is asked any more, between its marks in the journal; one
    /// that faulted is taken back. `written` is what a write writes.
    pub(crate) fn carry_out(
        &mut self,
        operation: &Operation,
        written: &[u8],
    ) -> Result<Option<u64>, HeapError> {
        #[cfg(feature = "whole")]
        if let Operation::Object { request } = operation {
            return self.request(request.clone()).map(|answer| answer.object);
        }
        self.mem.journal.begin(false);
        self.complete(operation, written)
    }

    /// Runs the operation that was begun.
    // In a small core one copy: there it counts how soon it is there.
    #[cfg_attr(feature = "whole", inline(always))]
    #[cfg_attr(not(feature = "whole"), inline(never))]
    fn complete(
        &mut self,
        operation: &Operation,
        written: &[u8],
    ) -> Result<Option<u64>, HeapError> {
        let result = self.mem.run(operation, written);
        match self.mem.take_fault() {
            None => {
                self.mem.journal.end(operation, written, result);
                Ok(result)
            }
            Some(addr) => Err(self.faulted(addr)),
        }
    }

    #[cold]
    fn faulted(&mut self, addr: u64) -> HeapError {
        self.take_back();
        HeapError::SegmentationFault { addr }
    }

    /// Takes the operation that runs back, and comes back to the present position.
    pub(crate) fn take_back(&mut self) {
        let (image, journal) = self.mem.parts();
        journal.abandon(image);
        J::come_back(self);
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// What an operation on blocks and bytes does, and answers. The block of an object may be freed, too, and
    /// what stands there then is no object's alone.
    #[inline(always)]
    fn run(&mut self, operation: &Operation, written: &[u8]) -> Option<u64> {
        match *operation {
            Operation::Malloc { nbytes } => return Some(self.pyobject_malloc(nbytes)),
            Operation::Calloc { nelem, elsize } => {
                return Some(self.pyobject_calloc(nelem, elsize));
            }
            Operation::Realloc { addr, nbytes } => {
                self.set_sound(false);
                return Some(self.pyobject_realloc(addr, nbytes));
            }
            Operation::Free { addr } | Operation::FreeUnchecked { addr } => {
                self.set_sound(false);
                self.pyobject_free(addr);
            }
            Operation::Write { addr, nbytes } => {
                self.set_sound(false);
                self.set_bytes(addr, written);
                self.event(Event::BytesWritten { addr, nbytes });
            }
            Operation::Limit { arenas, memory } => self.set_limits(arenas, memory),
            Operation::Object { .. } => {}
        }
        None
    }
}
