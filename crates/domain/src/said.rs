//! The judge at the edge: what came from outside is read like everything else, without being judged, and then looked through here
//! before anybody acts on it. An id in a record is what was written; an id from a window is only taken in its proper form.
//!
//! It needs no list of who holds what: a value is walked as it would be written, and each judged type says its own name on the way
//! ([`Serializer::serialize_newtype_struct`]), however deep it lies. It refuses to read anything, and to mend anything.

use std::fmt;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use crate::filing::{FilingNumber, ProductionLicence};
use crate::ids::{self, ServiceNumber};
use crate::quantity::Share;
use crate::signature::Digest;
use crate::skin::Score;

/// What is odd in a value from outside: the message of the type that would not take it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Odd(String);

impl serde::ser::Error for Odd {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Odd {
    fn of(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Judges every id, number, digest and share in a value.
///
/// # Errors
/// [`Odd`], with the message of the first that is not in its proper form.
pub fn judge(value: &(impl Serialize + ?Sized)) -> Result<(), Odd> {
    value.serialize(Judge { name: "" })
}

fn text(name: &str, text: &str) -> Result<(), Odd> {
    match name {
        "ServiceNumber" => ServiceNumber::parse(text).map(drop).map_err(Odd::of),
        "FilingNumber" => FilingNumber::parse(text).map(drop).map_err(Odd::of),
        "ProductionLicence" => ProductionLicence::parse(text).map(drop).map_err(Odd::of),
        "Digest" => Digest::parse(text).map(drop).map_err(Odd::of),
        id if ids::NAMES.contains(&id) => ids::checked(text).map(drop).map_err(Odd::of),
        _ => Ok(()),
    }
}

/// Walks a value; `name` is the type that the value stands for, where it stands for one.
#[derive(Clone, Copy)]
struct Judge {
    name: &'static str,
}

macro_rules! passes {
    ($($method:ident($type:ty))*) => {$(
        fn $method(self, _: $type) -> Result<(), Odd> { Ok(()) }
    )*};
}

impl Serializer for Judge {
    type Ok = ();
    type Error = Odd;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    passes! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32) serialize_char(char)
        serialize_bytes(&[u8]) serialize_unit_struct(&'static str)
    }
    fn serialize_u16(self, number: u16) -> Result<(), Odd> {
        if self.name == "Share" { Share::new(number).map(drop).map_err(Odd::of) } else { Ok(()) }
    }
    fn serialize_f64(self, number: f64) -> Result<(), Odd> {
        if self.name == "Score" { Score::new(number).map(drop).map_err(Odd::of) } else { Ok(()) }
    }
    fn serialize_str(self, said: &str) -> Result<(), Odd> {
        text(self.name, said)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Odd> {
        value.serialize(Self { name })
    }
    fn serialize_none(self) -> Result<(), Odd> {
        Ok(())
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Odd> {
        judge(value)
    }
    fn serialize_unit(self) -> Result<(), Odd> {
        Ok(())
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Odd> {
        Ok(())
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Odd> {
        judge(value)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Odd> {
        Ok(self)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Odd> {
        Ok(self)
    }
}

/// What holds others: each of them is judged, whatever it is called.
macro_rules! holds {
    ($($holder:ident $method:ident($($key:ty)?);)*) => {$(
        impl $holder for Judge {
            type Ok = ();
            type Error = Odd;
            fn $method<T: Serialize + ?Sized>(&mut self, $(_: $key,)? value: &T) -> Result<(), Odd> {
                judge(value)
            }
            fn end(self) -> Result<(), Odd> { Ok(()) }
        }
    )*};
}

holds! {
    SerializeSeq serialize_element();
    SerializeTuple serialize_element();
    SerializeTupleStruct serialize_field();
    SerializeTupleVariant serialize_field();
    SerializeStruct serialize_field(&'static str);
    SerializeStructVariant serialize_field(&'static str);
}

impl SerializeMap for Judge {
    type Ok = ();
    type Error = Odd;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Odd> {
        judge(key)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Odd> {
        judge(value)
    }
    fn end(self) -> Result<(), Odd> {
        Ok(())
    }
}
