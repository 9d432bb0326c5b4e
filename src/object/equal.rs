//! Equality, as `PyObject_RichCompareBool` with `Py_EQ` finds it. Nothing recurses: tuples may be nested
//! deep.

use super::hash::PATIENCE;
use super::int::Digits;
use crate::edition::objects::Kind;
use crate::journal::Journal;
use crate::memory::{Memory, Word};

impl<W: Word, J: Journal> Memory<W, J> {
    /// Whether two objects are equal, as `PyObject_RichCompareBool` with `Py_EQ` finds: identity
    /// first, then numbers by value, strings by text, tuples item by item, weak references by what
    /// they lead to.
    pub(crate) fn equal(&self, a: u64, b: u64) -> bool {
        let mut pairs = vec![(a, b)];
        let mut patience = PATIENCE;
        while let Some((a, b)) = pairs.pop() {
            patience -= 1;
            if patience == 0 {
                return false;
            }
            if a == b {
                continue;
            }
            match (self.kind(a), self.kind(b)) {
                (Kind::Tuple, Kind::Tuple) => {
                    let size = self.ob_size(a);
                    if size != self.ob_size(b) || size > u64::from(patience) {
                        return false;
                    }
                    pairs.extend(
                        (0..size)
                            .rev()
                            .map(|index| (self.tuple_item(a, index), self.tuple_item(b, index))),
                    );
                }
                (Kind::Weakref, Kind::Weakref) => match (self.referent(a), self.referent(b)) {
                    (Some(a), Some(b)) => pairs.push((a, b)),
                    _ => return false,
                },
                _ if !self.equal_values(a, b) => return false,
                _ => {}
            }
        }
        true
    }

    fn equal_values(&self, a: u64, b: u64) -> bool {
        let text = |op| matches!(self.kind(op), Kind::Str | Kind::Unicode);
        if text(a) && text(b) {
            return self.equal_texts(a, b);
        }
        match (self.kind(a), self.kind(b)) {
            (Kind::Float, Kind::Float) => self.float_value(a) == self.float_value(b),
            _ => match (self.number(a), self.number(b)) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }

    /// Whether an object is that whole number.
    pub(crate) fn is_number(&self, op: u64, value: i64) -> bool {
        let digit_bits = self.objects().digit_bits;
        let digits = || Digits::new(value < 0, value.unsigned_abs(), 0, digit_bits);
        self.number(op).is_some_and(|number| number == digits())
    }

    /// Whether an object is a string of that text.
    pub(crate) fn is_text(&self, op: u64, text: &str) -> bool {
        matches!(self.kind(op), Kind::Str | Kind::Unicode) && self.str_text(op) == text
    }

    /// The whole number that an int, a long or a float is.
    fn number(&self, op: u64) -> Option<Digits> {
        match self.kind(op) {
            Kind::Int | Kind::Long => Some(self.int_digits(op)),
            Kind::Float => self.float_digits(self.float_value(op)),
            _ => None,
        }
    }
}
