//! What people are told of a kind of record, and of each of its fields: one constant beside each frozen struct, made from the same
//! declaration, so that the two cannot disagree.

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Moment;
use crate::codes::Set;

/// What the value of a field means to people, beyond what it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Nothing more.
    Itself,
    /// A person, or what identifies one: it lies in the vault, and the record has its reference.
    Person,
    /// A mass in milligrams.
    Milligrams,
    /// Money in fen.
    Fen,
    /// A part of the whole in 1/10,000.
    TenThousandths,
    /// Parts per million.
    PartsPerMillion,
    /// Tenths of a degree Celsius.
    Decicelsius,
    /// Tenths of a per cent.
    Permille,
    /// Airborne bacteria in cfu/m³.
    Cfu,
    /// Bytes.
    Bytes,
}

/// One field of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in the stored JSON.
    pub name: &'static str,
    /// The key of its word, among the words of fields.
    pub word: &'static str,
    /// What its value means.
    pub means: Means,
    /// Of which closed set of codes its value is one, where it is one.
    pub set: Option<Set>,
    /// Its own fields, where it has some. Those of a list are those of each of its items.
    pub parts: &'static [Field],
}

impl Field {
    /// A field of a type, under the word of its name.
    #[must_use]
    pub const fn of<T: Shape>(name: &'static str) -> Self {
        Self { name, word: name, means: Means::Itself, set: T::SET, parts: T::FIELDS }
    }
}

/// A kind of record in one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its stored name, which is the key of its word among the words of kinds.
    pub name: &'static str,
    /// Its version, from 1.
    pub version: u16,
    /// The commands that write it, by their names on the wire; none where the store writes it by itself.
    pub writers: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [Field],
}

/// Two lists as one.
pub(crate) const fn joined<const N: usize>(one: &'static [Kind], other: &'static [Kind]) -> [Kind; N] {
    let mut all = [Kind { name: "", version: 0, writers: &[], fields: &[] }; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < one.len() { one[at] } else { other[at - one.len()] };
        at += 1;
    }
    all
}

/// A value that has fields, or is one.
pub trait Shape {
    /// Its fields; none for a plain value.
    const FIELDS: &'static [Field];
    /// The closed set that it is a code of, where it is one.
    const SET: Option<Set> = None;
}

/// A frozen payload.
pub trait Payload: Shape + Serialize + DeserializeOwned {
    /// Its kind and version, with what people are told of it.
    const KIND: Kind;
    /// The same kind in the version that is written today.
    type Present: Payload;
    /// Lifts it to that version, one step after the other.
    fn present(self) -> Self::Present;
}

plain!(String, bool, u8, u16, u32, u64, i16, NaiveDate, Moment);

impl<T: Shape> Shape for Option<T> {
    const FIELDS: &'static [Field] = T::FIELDS;
    const SET: Option<Set> = T::SET;
}
impl<T: Shape> Shape for Vec<T> {
    const FIELDS: &'static [Field] = T::FIELDS;
    const SET: Option<Set> = T::SET;
}
/// A code with its figure.
impl<A: Shape, B: Shape> Shape for (A, B) {
    const FIELDS: &'static [Field] = &[];
    const SET: Option<Set> = A::SET;
}
