//! Hashes as CPython computes them with `PYTHONHASHSEED=0` (2.7: without `-R`).
//!
//! A hash is a word here (`Py_hash_t` without its sign). Nothing recurses: tuples may be nested deep.

use super::int::Digits;
use crate::edition::objects::Kind;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

/// The object has no hash: its type's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unhashable(pub(crate) &'static str);

/// Items of tuples that one hash or comparison looks at: tuples that share items grow beyond any
/// patience, and CPython would not come back.
pub(super) const PATIENCE: u32 = 1 << 20;

/// `_PyHASH_INF`
const HASH_OF_INFINITY: i64 = 314_159;
/// The hash of minus infinity (2.7).
const HASH_OF_MINUS_INFINITY: i64 = -271_828;

/// A tuple whose hash is being computed: where it stands, and what the items so far gave.
struct TupleHash {
    op: u64,
    index: u64,
    acc: u64,
    mult: u64,
}

impl<W: Word, J: Journal> Memory<W, J> {
    const WORD_BITS: u32 = W::BYTES as u32 * 8;

    /// A number as a word.
    fn to_word(value: u64) -> u64 {
        if W::BYTES == 4 {
            value & 0xffff_ffff
        } else {
            value
        }
    }

    /// -1 is for errors: no hash is that.
    fn hash_of(value: u64) -> u64 {
        let word = Self::to_word(value);
        if word == Self::to_word(u64::MAX) {
            word - 1
        } else {
            word
        }
    }

    /// Objects/object.c, `PyObject_Hash` (2.7, 3.9, 3.10).
    ///
    /// # Errors
    /// The name of the type whose objects have no hash.
    pub(crate) fn hash(&mut self, op: u64) -> Result<u64, Unhashable> {
        let mut tuples: Vec<TupleHash> = Vec::new();
        let mut patience = PATIENCE;
        let mut now = op;
        loop {
            let mut done = match self.kind(now) {
                Kind::Tuple => {
                    tuples.push(self.tuple_hash_start(now));
                    None
                }
                _ => Some(self.hash_of_one(now)?),
            };
            loop {
                let Some(tuple) = tuples.last_mut() else {
                    return Ok(done.unwrap_or_default());
                };
                let size = self.ob_size(tuple.op);
                if let Some(hash) = done {
                    Self::tuple_hash_step(tuple, hash, size);
                }
                if tuple.index < size {
                    break;
                }
                done = Some(Self::tuple_hash_end(tuple, size));
                tuples.pop();
            }
            let Some(tuple) = tuples.last() else {
                return Ok(0);
            };
            now = self.tuple_item(tuple.op, tuple.index);
            patience -= 1;
            if patience == 0 {
                return Err(Unhashable("tuple"));
            }
        }
    }

    fn hash_of_one(&mut self, op: u64) -> Result<u64, Unhashable> {
        Ok(match self.kind(op) {
            Kind::Int | Kind::Long => self.int_hash(op),
            Kind::Float => self.float_hash(op),
            Kind::Str | Kind::Unicode => self.str_hash(op),
            Kind::List => return Err(Unhashable("list")),
            Kind::Dict => return Err(Unhashable("dict")),
            Kind::Set => return Err(Unhashable("set")),
            Kind::Weakref => return self.weakref_hash(op),
            _ => Self::hash_pointer(op),
        })
    }

    /// Python/pyhash.c, `_Py_HashPointer` (3.9, 3.10); Objects/object.c (2.7).
    fn hash_pointer(op: u64) -> u64 {
        Self::hash_of((op >> 4) | (op << (Self::WORD_BITS - 4)))
    }

    /// Objects/longobject.c, `long_hash` (2.7, 3.9, 3.10); Objects/intobject.c, `int_hash` (2.7).
    fn int_hash(&self, op: u64) -> u64 {
        self.hash_of_digits(&self.int_digits(op))
    }

    fn hash_of_digits(&self, number: &Digits) -> u64 {
        let shift = self.objects().digit_bits;
        let mut hash = 0;
        for &digit in number.digits.iter().rev() {
            let digit = u64::from(digit);
            if self.objects().version_2 {
                hash = Self::to_word((hash >> (Self::WORD_BITS - shift)) | (hash << shift));
                hash = Self::to_word(hash + digit);
                hash += u64::from(hash < digit);
            } else {
                hash = Self::rotate_in_modulus(hash, shift) + digit;
                hash = Self::reduce(hash);
            }
        }
        Self::hash_of(if number.negative {
            hash.wrapping_neg()
        } else {
            hash
        })
    }

    /// `_PyHASH_BITS`
    const HASH_BITS: u32 = if W::BYTES == 4 { 31 } else { 61 };
    /// `_PyHASH_MODULUS`, a prime.
    const HASH_MODULUS: u64 = (1 << Self::HASH_BITS) - 1;

    fn reduce(value: u64) -> u64 {
        if value >= Self::HASH_MODULUS {
            value - Self::HASH_MODULUS
        } else {
            value
        }
    }

    /// A number times 2 ** `bits`, modulo [`Self::HASH_MODULUS`].
    fn rotate_in_modulus(value: u64, bits: u32) -> u64 {
        ((value << bits) & Self::HASH_MODULUS) | (value >> (Self::HASH_BITS - bits))
    }

    /// A finite float as a whole number times a power of two.
    fn float_parts(value: f64) -> (bool, u64, i32) {
        let bits = value.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as i32;
        let fraction = bits & ((1 << 52) - 1);
        let mantissa = if exponent == 0 {
            fraction << 1
        } else {
            fraction | 1 << 52
        };
        let zeros = mantissa.trailing_zeros() % 64;
        let exponent = exponent - 1075 + zeros as i32;
        (value.is_sign_negative(), mantissa >> zeros, exponent)
    }

    /// A float's value in the digits of an int, where it is one.
    pub(super) fn float_digits(&self, value: f64) -> Option<Digits> {
        if !value.is_finite() {
            return None;
        }
        let (negative, mantissa, exponent) = Self::float_parts(value);
        let shift = self.objects().digit_bits;
        match u32::try_from(exponent) {
            Ok(exponent) => Some(Digits::new(negative, mantissa, exponent, shift)),
            Err(_) if mantissa == 0 => Some(Digits::new(false, 0, 0, shift)),
            Err(_) => None,
        }
    }

    /// Python/pyhash.c, `_Py_HashDouble` (3.9, 3.10); Objects/object.c (2.7).
    fn float_hash(&self, op: u64) -> u64 {
        let value = self.float_value(op);
        let version_2 = self.objects().version_2;
        if value.is_nan() {
            let by_identity = matches!(self.layout().edition.version(), "3.10");
            return if by_identity {
                Self::hash_pointer(op)
            } else {
                0
            };
        }
        if value.is_infinite() {
            return Self::hash_of(match (value > 0.0, version_2) {
                (true, _) => HASH_OF_INFINITY,
                (false, true) => HASH_OF_MINUS_INFINITY,
                (false, false) => -HASH_OF_INFINITY,
            } as u64);
        }
        if version_2 {
            return match self.float_digits(value) {
                Some(number) => self.hash_of_digits(&number),
                None => Self::hash_of_fraction(value),
            };
        }
        let (negative, mantissa, exponent) = Self::float_parts(value);
        let mantissa = mantissa % Self::HASH_MODULUS;
        let bits = exponent.rem_euclid(Self::HASH_BITS as i32) as u32;
        let hash = Self::rotate_in_modulus(mantissa, bits);
        Self::hash_of(if negative { hash.wrapping_neg() } else { hash })
    }

    /// The hash of a float that is no whole number (2.7): its upper 31 bits, the next 31, and the
    /// exponent.
    fn hash_of_fraction(value: f64) -> u64 {
        let (negative, mantissa, exponent) = Self::float_parts(value);
        let length = 64 - mantissa.leading_zeros();
        let expo = i64::from(exponent) + i64::from(length);
        let aligned = u128::from(mantissa) << (62 - length);
        let (high, low) = ((aligned >> 31) as i64, (aligned & 0x7fff_ffff) as i64);
        let sum = if negative { -(high + low) } else { high + low };
        Self::hash_of((sum + (expo << 15)) as u64)
    }

    /// `unicode_hash` (3.9, 3.10), `string_hash`, `unicode_hash` (2.7): computed once, then kept in
    /// the object.
    fn str_hash(&mut self, op: u64) -> u64 {
        let at = op + self.str_hash_offset(op);
        let kept = self.word(at);
        if kept != Self::to_word(u64::MAX) {
            return kept;
        }
        let (data, length, width) = self.str_data(op);
        let bytes = self.bytes(data, length * width).unwrap_or_default();
        let hash = match (bytes.is_empty(), self.objects().version_2) {
            (true, _) => 0,
            (false, true) => Self::old_str_hash(bytes, width as usize),
            (false, false) => Self::hash_of(siphash24(bytes)),
        };
        self.set_word(at, hash);
        hash
    }

    /// Objects/stringobject.c, `string_hash`, Objects/unicodeobject.c, `unicode_hash` (2.7).
    fn old_str_hash(bytes: &[u8], width: usize) -> u64 {
        let units = || {
            bytes.chunks(width).map(|unit| {
                unit.iter()
                    .rev()
                    .fold(0, |value, &b| value << 8 | u64::from(b))
            })
        };
        let first = units().next().unwrap_or_default();
        let hash = units().fold(first << 7, |hash, unit| hash.wrapping_mul(1_000_003) ^ unit);
        Self::hash_of(hash ^ (bytes.len() / width) as u64)
    }

    /// Objects/weakrefobject.c, `weakref_hash` (2.7, 3.9, 3.10): the hash of the referent, kept.
    fn weakref_hash(&mut self, op: u64) -> Result<u64, Unhashable> {
        let at = op + self.objects().weakref.hash;
        let kept = self.word(at);
        if kept != Self::to_word(u64::MAX) {
            return Ok(kept);
        }
        let Some(referent) = self.referent(op) else {
            return Err(Unhashable("weakref"));
        };
        // A weak reference to a weak reference does not exist here: this goes one deep.
        let hash = self.hash(referent)?;
        self.set_word(at, hash);
        Ok(hash)
    }

    /// What a weak reference leads to, while it lives.
    pub(super) fn referent(&self, op: u64) -> Option<u64> {
        let referent = self.word(op + self.objects().weakref.wr_object);
        let dead = referent == 0 || referent == self.layout().object_symbols.none;
        (!dead).then_some(referent)
    }

    fn tuple_hash_start(&self, op: u64) -> TupleHash {
        let (acc, mult) = if self.objects().version_2 {
            (0x34_5678, 1_000_003)
        } else {
            (Self::XXPRIMES[2], 0)
        };
        TupleHash {
            op,
            index: 0,
            acc,
            mult,
        }
    }

    /// `_PyHASH_XXPRIME_1`, `_2` and `_5` (Objects/tupleobject.c, 3.9, 3.10).
    const XXPRIMES: [u64; 3] = if W::BYTES == 4 {
        [2_654_435_761, 2_246_822_519, 374_761_393]
    } else {
        [
            11_400_714_785_074_694_791,
            14_029_467_366_897_019_727,
            2_870_177_450_012_600_261,
        ]
    };

    /// Objects/tupleobject.c, `tuplehash` (2.7, 3.9, 3.10): one item. 2.7's begin with `mult` 1000003,
    /// which 3.x does not use.
    fn tuple_hash_step(tuple: &mut TupleHash, hash: u64, size: u64) {
        tuple.index += 1;
        if tuple.mult != 0 {
            let left = size - tuple.index;
            tuple.acc = (tuple.acc ^ hash).wrapping_mul(tuple.mult);
            tuple.mult = tuple.mult.wrapping_add(82_520 + 2 * left);
            return;
        }
        let acc = Self::to_word(tuple.acc.wrapping_add(hash.wrapping_mul(Self::XXPRIMES[1])));
        let rotated = if W::BYTES == 4 {
            (acc << 13) | (acc >> 19)
        } else {
            acc.rotate_left(31)
        };
        tuple.acc = Self::to_word(Self::to_word(rotated).wrapping_mul(Self::XXPRIMES[0]));
    }

    fn tuple_hash_end(tuple: &TupleHash, size: u64) -> u64 {
        if tuple.mult != 0 {
            return Self::hash_of(tuple.acc.wrapping_add(97_531));
        }
        let acc = tuple
            .acc
            .wrapping_add(size ^ (Self::XXPRIMES[2] ^ 3_527_539));
        match Self::to_word(acc) {
            acc if acc == Self::to_word(u64::MAX) => 1_546_275_796,
            acc => acc,
        }
    }
}

/// Python/pyhash.c, `siphash24` (3.9, 3.10), with the key 0.
fn siphash24(bytes: &[u8]) -> u64 {
    fn round(v: &mut [u64; 4]) {
        v[0] = v[0].wrapping_add(v[1]);
        v[2] = v[2].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[1]);
        v[0] = v[0].wrapping_add(v[3]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].rotate_left(32);
    }
    let mut v: [u64; 4] = [
        0x736f_6d65_7073_6575,
        0x646f_7261_6e64_6f6d,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ];
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    let last = rest
        .iter()
        .rev()
        .fold(0, |value, &byte| value << 8 | u64::from(byte))
        | (bytes.len() as u64) << 56;
    let words = chunks.map(|chunk| chunk.iter().rev().fold(0, |v, &b| v << 8 | u64::from(b)));
    for word in words.chain([last]) {
        v[3] ^= word;
        round(&mut v);
        round(&mut v);
        v[0] ^= word;
    }
    v[2] ^= 0xff;
    for _ in 0..4 {
        round(&mut v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}
