//! Ints: `PyLongObject`, and the `PyIntObject` of 2.7, which lives in blocks that only a full collection
//! gives back.
//!
//! ```text
//!  3.x, and long of 2.7   ob_refcnt ob_type ob_size ob_digit[]     the sign is that of ob_size
//!  int of 2.7             ob_refcnt ob_type ob_ival                free ones are linked by ob_type
//! ```

use crate::edition::objects::{Kind, NSMALLNEGINTS, NSMALLPOSINTS, NUMBER_BLOCK};
use crate::event::{Event, Function};
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// Decimal digits that are worked off together.
const CHUNK: usize = 9;
/// Bits of a decimal digit: the logarithm of 10.
const BITS_OF_DECIMAL: f64 = std::f64::consts::LOG2_10;

/// A whole number: its sign, and digits of `PyLong_SHIFT` bits, the lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) negative: bool,
    pub(super) digits: Vec<u32>,
}

impl Digits {
    /// `value * 2 ** exponent` in digits of `shift` bits.
    pub(super) fn new(negative: bool, value: u64, exponent: u32, shift: u32) -> Digits {
        let mut digits = vec![0; (exponent / shift) as usize];
        let mut rest = u128::from(value) << (exponent % shift);
        while rest != 0 {
            digits.push((rest & ((1 << shift) - 1)) as u32);
            rest >>= shift;
        }
        let negative = negative && value != 0;
        Digits { negative, digits }
    }

    /// Decimal digits, all of them known to be such.
    fn parse(negative: bool, text: &str, shift: u32) -> Digits {
        let mut digits: Vec<u32> = Vec::new();
        for chunk in text.as_bytes().chunks(CHUNK) {
            let (mut scale, mut carry) = (1, 0);
            for &byte in chunk {
                scale *= 10;
                carry = carry * 10 + u64::from(byte.wrapping_sub(b'0'));
            }
            for digit in &mut digits {
                carry += u64::from(*digit) * scale;
                *digit = (carry & ((1 << shift) - 1)) as u32;
                carry >>= shift;
            }
            while carry != 0 {
                digits.push((carry & ((1 << shift) - 1)) as u32);
                carry >>= shift;
            }
        }
        let negative = negative && !digits.is_empty();
        Digits { negative, digits }
    }
}

impl<W: Word, J: Journal> Memory<W, J> {
    /// The signed number that a word holds.
    pub(super) fn signed(word: u64) -> i64 {
        if W::BYTES == 4 {
            (word as u32 as i32).into()
        } else {
            word as i64
        }
    }

    /// Address of a small int, of -5 to 256.
    pub(crate) fn small_int(&self, value: i64) -> u64 {
        let symbols = &self.layout().object_symbols;
        symbols.small_ints + (value + NSMALLNEGINTS) as u64 * symbols.small_int_size
    }

    /// Writes the ints from -5 to 256.
    ///
    /// Objects/longobject.c, `_PyLong_Init` (3.9, 3.10); Objects/intobject.c, `_PyInt_Init` (2.7).
    pub(crate) fn initialise_small_ints(&mut self) {
        let tp = self.type_of(Kind::Int);
        for value in -NSMALLNEGINTS..NSMALLPOSINTS {
            let op = self.small_int(value);
            self.set_word(op, 1);
            self.set_word(op + W::BYTES, tp);
            if self.objects().version_2 {
                self.set_word(op + 2 * W::BYTES, value as u64);
            } else {
                self.set_word(op + 2 * W::BYTES, value.signum() as u64);
                self.set_uint(op + 3 * W::BYTES, value.unsigned_abs() as u32);
            }
        }
    }

    /// An int from what a program says: a decimal number, known to be one. What fits a C long is
    /// made of one, anything else from its characters.
    ///
    /// Python/ast.c, `parsenumber_raw` (2.7); Parser/pegen, `parsenumber_raw` (3.9, 3.10).
    pub(crate) fn pylong_from_decimal(&mut self, digits: &str) -> Option<u64> {
        if let Ok(value) = digits.parse::<i64>()
            && Self::signed(value as u64) == value
        {
            return self.pylong_from_i64(value);
        }
        let (negative, text) = match digits.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, digits),
        };
        let shift = self.objects().digit_bits;
        let number = Digits::parse(negative, text, shift);
        let estimate = (text.len() as f64 * (BITS_OF_DECIMAL / f64::from(shift))) as u64 + 1;
        let of = if self.objects().version_2 {
            Kind::Long
        } else {
            Kind::Int
        };
        self.pylong_new(of, estimate, &number)
    }

    /// `PyLong_FromLong`, in 2.7 `PyInt_FromLong`; small ones are there already. What does not fit
    /// a C long (there are none such where pointers have 64 bits) becomes a long.
    pub(crate) fn pylong_from_i64(&mut self, value: i64) -> Option<u64> {
        let version_2 = self.objects().version_2;
        let shift = self.objects().digit_bits;
        let number = Digits::new(value < 0, value.unsigned_abs(), 0, shift);
        let size = number.digits.len() as u64;
        if version_2 && Self::signed(value as u64) != value {
            return self.pylong_new(Kind::Long, size, &number);
        }
        let function = if version_2 {
            Function::PyIntFromLong
        } else {
            Function::PyLongFromLong
        };
        self.call(function, |mem| {
            if (-NSMALLNEGINTS..NSMALLPOSINTS).contains(&value) {
                let object = mem.small_int(value);
                mem.incref(object);
                let of = Kind::Int;
                mem.event(Event::SharedObjectUsed { object, of });
                return Some(object);
            }
            if version_2 {
                let op = mem.number_from_block(Kind::Int)?;
                mem.set_word(op + 2 * W::BYTES, value as u64);
                return Some(op);
            }
            mem.pylong_new(Kind::Int, size, &number)
        })
    }

    /// Objects/longobject.c, `_PyLong_New` (2.7, 3.9, 3.10), and the digits. `size` is of how many
    /// digits memory is asked for, which may be more than there are.
    fn pylong_new(&mut self, of: Kind, size: u64, number: &Digits) -> Option<u64> {
        let (first, digit) = (self.objects().ob_item(), self.objects().digit);
        let nbytes = first + size * digit;
        let op = self.object_malloc(nbytes)?;
        let count = number.digits.len() as i64;
        let ob_size = if number.negative { -count } else { count };
        self.set_word(op + 2 * W::BYTES, ob_size as u64);
        self.object_init(op, self.type_of(of), nbytes);
        for (at, value) in (op + first..).step_by(digit as usize).zip(&number.digits) {
            self.set_bytes(at, &value.to_le_bytes()[..digit as usize]);
        }
        Some(op)
    }

    /// The value of an int or long, in digits.
    pub(super) fn int_digits(&self, op: u64) -> Digits {
        let objects = self.objects();
        let size = Self::signed(self.ob_size(op));
        if objects.version_2 && self.kind(op) == Kind::Int {
            return Digits::new(size < 0, size.unsigned_abs(), 0, objects.digit_bits);
        }
        let nbytes = size.unsigned_abs().saturating_mul(objects.digit);
        let bytes = self.bytes(op + objects.ob_item(), nbytes);
        let digits = bytes
            .unwrap_or_default()
            .chunks(objects.digit as usize)
            .map(|digit| {
                digit
                    .iter()
                    .rev()
                    .fold(0, |value, &b| value << 8 | u32::from(b))
            })
            .collect();
        Digits {
            negative: size < 0,
            digits,
        }
    }

    /// An int or a float from a free list of 2.7, header written.
    ///
    /// Objects/intobject.c, `PyInt_FromLong` (2.7); Objects/floatobject.c, `PyFloat_FromDouble` (2.7).
    pub(super) fn number_from_block(&mut self, of: Kind) -> Option<u64> {
        let (head, nbytes) = self.number_free_list(of);
        let op = match self.word(head) {
            0 => self.cut_number_block(of)?,
            op => op,
        };
        let next = self.ob_type(op);
        self.set_word(head, next);
        self.object_init(op, self.type_of(of), nbytes);
        Some(op)
    }

    /// Puts an int or a float on its free list (2.7).
    pub(super) fn number_to_block(&mut self, op: u64, of: Kind) {
        let (head, _) = self.number_free_list(of);
        let next = self.word(head);
        self.set_word(op + W::BYTES, next);
        self.set_word(head, op);
        self.event(Event::KeptOnFreeList {
            object: op,
            of,
            numfree: 0,
            most: 0,
        });
    }

    /// Where the head of the free list is, and how large such an object is (2.7).
    fn number_free_list(&self, of: Kind) -> (u64, u64) {
        let symbols = &self.layout().object_symbols;
        match of {
            Kind::Float => (symbols.float_free + W::BYTES, self.objects().float_size()),
            _ => (symbols.int_free, self.objects().ob_item()),
        }
    }

    /// Gets memory for many ints or floats, and links them: the last one is the first to be used.
    ///
    /// Objects/intobject.c, floatobject.c, `fill_free_list` (2.7).
    fn cut_number_block(&mut self, of: Kind) -> Option<u64> {
        let (_, nbytes) = self.number_free_list(of);
        let block_list = self.number_block_list(of);
        let count = NUMBER_BLOCK / nbytes;
        let block = self.pymem_malloc(W::BYTES + count * nbytes)?;
        let next = self.word(block_list);
        self.set_word(block, next);
        self.set_word(block_list, block);
        let mut link = 0;
        for op in (block + W::BYTES..)
            .step_by(nbytes as usize)
            .take(count as usize)
        {
            self.set_word(op + W::BYTES, link);
            link = op;
        }
        self.event(Event::NumberBlockCut {
            block,
            of,
            count: count as u32,
        });
        Some(link)
    }

    /// Frees the blocks without a live int (2.7), and links the free ones of the others anew; how many
    /// free ones there were.
    ///
    /// Objects/intobject.c, `PyInt_ClearFreeList` (2.7).
    pub(crate) fn clear_int_freelist(&mut self) -> u64 {
        self.clear_number_blocks(Kind::Int)
    }

    /// Objects/intobject.c, `PyInt_ClearFreeList`, floatobject.c, `PyFloat_ClearFreeList` (2.7).
    pub(super) fn clear_number_blocks(&mut self, of: Kind) -> u64 {
        let (head, nbytes) = self.number_free_list(of);
        let block_list = self.number_block_list(of);
        let tp = self.type_of(of);
        let mut block = self.word(block_list);
        self.set_word(block_list, 0);
        self.set_word(head, 0);
        let mut freed = 0;
        let mut blocks_left = self.image().len() as u64 / NUMBER_BLOCK;
        while block != 0 && blocks_left > 0 {
            blocks_left -= 1;
            let next = self.word(block);
            let objects = (block + W::BYTES..)
                .step_by(nbytes as usize)
                .take((NUMBER_BLOCK / nbytes) as usize);
            let (live, free): (Vec<u64>, Vec<u64>) =
                objects.partition(|&op| self.ob_type(op) == tp && self.refcnt(op) != 0);
            freed += free.len() as u64;
            if live.is_empty() {
                self.pymem_free(block);
            } else {
                let first = self.word(block_list);
                self.set_word(block, first);
                self.set_word(block_list, block);
                for op in free {
                    let link = self.word(head);
                    self.set_word(op + W::BYTES, link);
                    self.set_word(head, op);
                }
            }
            block = next;
        }
        freed
    }

    /// Where the head of the list of blocks is (2.7).
    fn number_block_list(&self, of: Kind) -> u64 {
        let symbols = &self.layout().object_symbols;
        match of {
            Kind::Float => symbols.float_blocks,
            _ => symbols.int_free + W::BYTES,
        }
    }

    /// Objects/object.c, `object_dealloc` (3.9, 3.10); Objects/intobject.c, `int_dealloc` (2.7).
    pub(super) fn int_dealloc(&mut self, op: u64) {
        self.deallocating(op);
        if self.objects().version_2 {
            self.number_to_block(op, Kind::Int);
        } else {
            self.pyobject_free(op);
        }
    }

    /// Objects/longobject.c, `long_dealloc` (2.7).
    pub(super) fn long_dealloc(&mut self, op: u64) {
        self.deallocating(op);
        self.pyobject_free(op);
    }
}
