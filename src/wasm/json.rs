//! Answers as JSON text, which JavaScript reads: the least code that hands data over. For small cores; what the text says
//! is what `serde_wasm_bindgen` makes of the same data in the whole one.

use std::fmt::Display;

use serde::ser::{
    Error, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use crate::digits;

/// The largest whole number that a JavaScript number has, as it has all those below it.
const LARGEST_EXACT: u64 = (1 << 53) - 1;

/// Writing text into memory cannot fail.
#[derive(Debug)]
pub(super) enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    /// Of what a small core lacks, such as requests for objects, there is no value here.
    fn custom<T: Display>(_: T) -> Never {
        unreachable!()
    }
}

type Written = Result<(), Never>;

/// Text that grows. What is open in it, and whether something stands there already, is seen from its last byte.
#[derive(Default)]
pub(super) struct Json {
    text: String,
    /// A number that is none in JavaScript.
    inexact: Option<u64>,
}

impl Json {
    /// The text that stands for a value.
    ///
    /// # Errors
    /// A number in it that JavaScript does not have.
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> Result<String, u64> {
        let mut json = Json::default();
        let Ok(()) = value.serialize(&mut json);
        json.inexact.map_or(Ok(json.text), Err)
    }

    #[inline(never)]
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What stands between two elements.
    #[inline(never)]
    fn next(&mut self) {
        if !matches!(self.text.as_bytes().last(), Some(b'[' | b'{')) {
            self.put(",");
        }
    }

    #[inline(never)]
    fn quote(&mut self, text: &str) {
        self.put("\"");
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                self.put(&text[from..at]);
                self.put(if byte < 16 { "\\u000" } else { "\\u00" });
                digits::write(&mut self.text, byte.into(), 16);
                from = at + 1;
            }
        }
        self.put(&text[from..]);
        self.put("\"");
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.next();
        self.quote(key);
        self.put(":");
    }

    #[inline(never)]
    fn number(&mut self, value: u64) {
        if value > LARGEST_EXACT {
            self.inexact = Some(value);
        }
        digits::write(&mut self.text, value, 10);
    }
}

impl SerializeStruct for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.key(key);
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.put("}");
        Ok(())
    }
}

impl SerializeSeq for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.next();
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.put("]");
        Ok(())
    }
}

impl SerializeTuple for &mut Json {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Written {
        SerializeSeq::end(self)
    }
}

/// What no view has.
macro_rules! no {
    ($($name:ident($($arg:ident: $type:ty),*) -> $ok:ty;)*) => {$(
        fn $name(self, $($arg: $type),*) -> Result<$ok, Never> {
            $(let _ = $arg;)*
            unreachable!()
        }
    )*};
}

type None_ = Impossible<(), Never>;

impl<'a> Serializer for &'a mut Json {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = &'a mut Json;
    type SerializeTuple = &'a mut Json;
    type SerializeTupleStruct = None_;
    type SerializeTupleVariant = None_;
    type SerializeMap = None_;
    type SerializeStruct = &'a mut Json;
    type SerializeStructVariant = None_;

    fn serialize_bool(self, value: bool) -> Written {
        self.put(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Written {
        if value < 0 {
            self.put("-");
        }
        self.serialize_u64(value.unsigned_abs())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        self.number(value);
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Written {
        self.quote(value);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.put("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        unreachable!()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<&'a mut Json, Never> {
        self.put("[");
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<&'a mut Json, Never> {
        self.serialize_seq(None)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<&'a mut Json, Never> {
        self.put("{");
        Ok(self)
    }

    no! {
        serialize_f32(value: f32) -> ();
        serialize_f64(value: f64) -> ();
        serialize_char(value: char) -> ();
        serialize_bytes(value: &[u8]) -> ();
        serialize_tuple_struct(name: &'static str, len: usize) -> None_;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize) -> None_;
        serialize_map(len: Option<usize>) -> None_;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize) -> None_;
    }
}
