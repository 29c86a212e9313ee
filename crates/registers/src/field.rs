//! Fields: what stands in an entry or a form, as types. A type says of what kind it is, how it is read and how it is shown;
//! [`entry!`](crate::entry) and [`form!`](crate::form) make a struct and the constant list of its fields from the same lines,
//! so that the two cannot disagree.

pub use command::fields::{Why, why};
use domain::Moment;
use domain::event::VaultRef;
use serde_json::{Map, Value};

use crate::cell::{Cell, Words};

/// What a field is, for whoever draws a form or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of text with at most so many characters.
    Text {
        /// The most characters.
        most: usize,
    },
    /// The same, of a person: it lies in the vault.
    Sealed {
        /// The most characters.
        most: usize,
    },
    /// A figure, in units of its last place.
    Number {
        /// How many of its digits stand behind the point.
        places: u8,
        /// What it counts.
        unit: Words,
    },
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Yes or no.
    Yes,
    /// One of a few.
    Choice(&'static [Pick]),
    /// Something that the store knows by a number.
    Link(Link),
    /// Lines within the entry, each with these fields.
    Lines(&'static [Field]),
    /// Files, which lie in the vault.
    Files,
}

impl Kind {
    /// Whether entries can be sorted and found by it: not by what lies in the vault, and not by several things at once.
    #[must_use]
    pub const fn sorts(self) -> bool {
        !matches!(self, Self::Sealed { .. } | Self::Lines(_) | Self::Files)
    }
}

/// One of a few: its stored code and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pick {
    /// As it is stored.
    pub code: &'static str,
    /// As people say it.
    pub words: Words,
}

/// What a linked number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// An operation area.
    Area,
    /// A person of the store.
    Staff,
    /// A person of the store who is in it now.
    Present,
    /// A unit, by its service's number.
    Unit,
    /// A lot.
    Lot,
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in the struct.
    pub key: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Whether it must be filled.
    pub required: bool,
}

/// All that is wrong with a form, by field.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Notes(pub Vec<(String, Why)>);

/// Whether a text holds what reads like a telephone number: seven digits or more, whatever stands between them.
#[must_use]
pub fn tells_a_number(text: &str) -> bool {
    let mut digits = 0;
    for letter in text.chars() {
        match letter {
            '0'..='9' | '０'..='９' => digits += 1,
            ' ' | '-' | '－' | '—' | '\u{A0}' => {}
            _ => digits = 0,
        }
        if digits >= 7 {
            return true;
        }
    }
    false
}

impl Notes {
    /// Refuses texts that tell a telephone number, in a register that names nobody.
    pub fn names_nobody(&mut self, texts: &[(&str, &str)]) {
        for (field, text) in texts {
            let zh = "不写电话：此处不记录任何人的姓名和电话";
            self.hold(field, !tells_a_number(text), zh, "no telephone number: this register names nobody");
        }
    }

    /// Takes a value, or notes why not.
    pub fn take<T>(&mut self, key: &str, read: Result<T, Why>) -> Option<T> {
        read.map_err(|why| self.refuse(key, why)).ok()
    }

    /// Notes what is wrong.
    pub fn refuse(&mut self, key: &str, why: Why) {
        self.0.push((key.to_owned(), why));
    }

    /// Notes a condition that does not hold.
    pub fn hold(&mut self, key: &str, holds: bool, zh: &str, en: &str) {
        if !holds {
            self.refuse(key, why(zh, en));
        }
    }
}

/// What was given for a form: strings as people write them, numbers in the unit of the record.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// By field.
    pub values: &'a Map<String, Value>,
    /// When it was given.
    pub now: Moment,
}

impl Given<'_> {
    /// One field's value; null where nothing was given.
    #[must_use]
    pub fn get(&self, key: &str) -> &Value {
        self.values.get(key).unwrap_or(&Value::Null)
    }
}

/// A type that can stand in an entry.
pub trait Shown {
    /// What it is.
    const KIND: Kind;
    /// Whether it must be there.
    const REQUIRED: bool = true;
    /// As a list or a paper shows it.
    fn cell(&self) -> Cell;
}

/// A type that can be read from a form or a table.
pub trait Taken: Shown + Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Why it is not taken.
    fn read(given: &Value, now: Moment) -> Result<Self, Why>;

    /// The same for the field of that name; what is wrong is noted under it, or under the parts of it that are wrong.
    fn take(key: &str, given: &Value, now: Moment, notes: &mut Notes) -> Option<Self> {
        notes.take(key, Self::read(given, now))
    }
}

/// A struct whose fields are known.
pub trait Fields {
    /// Its fields, in order.
    const FIELDS: &'static [Field];
    /// One field as it is shown.
    fn cell(&self, key: &str) -> Cell;
}

/// What was filled in, whichever of a register's acts it was for.
pub trait Filling: Sized {
    /// Reads it for the act of that name; everything that is wrong is noted.
    fn read(act: &str, given: &Given<'_>, notes: &mut Notes) -> Option<Self>;
}

/// A struct that is read from what was given.
pub trait Form: Fields + Sized {
    /// Reads it; everything that is wrong is noted.
    fn read(given: &Given<'_>, notes: &mut Notes) -> Option<Self>;
}

impl Shown for VaultRef {
    const KIND: Kind = Kind::Sealed { most: 0 };
    fn cell(&self) -> Cell {
        Cell::Sealed(self.clone())
    }
}

impl<T: Shown> Shown for Option<T> {
    const KIND: Kind = T::KIND;
    const REQUIRED: bool = false;
    fn cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Nothing, Shown::cell)
    }
}

/// Whether nothing was given: no value, blanks, or no line.
fn is_empty(given: &Value) -> bool {
    match given {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(lines) => lines.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

impl<T: Taken> Taken for Option<T> {
    fn read(given: &Value, now: Moment) -> Result<Self, Why> {
        if is_empty(given) { Ok(None) } else { T::read(given, now).map(Some) }
    }

    fn take(key: &str, given: &Value, now: Moment, notes: &mut Notes) -> Option<Self> {
        if is_empty(given) { Some(None) } else { T::take(key, given, now, notes).map(Some) }
    }
}

/// Declares an entry of a register: the struct that lies in the table, and the list of its fields.
#[macro_export]
macro_rules! entry {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $key:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$fdoc])* pub $key: $type),* }
        $crate::entry!(@fields $name { $($key: $type),* });
    };
    (@fields $name:ident { $($key:ident: $type:ty),* }) => {
        impl $crate::field::Fields for $name {
            const FIELDS: &'static [$crate::field::Field] = &[$($crate::field::Field {
                key: stringify!($key),
                kind: <$type as $crate::field::Shown>::KIND,
                required: <$type as $crate::field::Shown>::REQUIRED,
            }),*];
            #[allow(unused_variables, reason = "a form without fields has no cell")]
            fn cell(&self, key: &str) -> $crate::cell::Cell {
                $(if key == stringify!($key) { return $crate::field::Shown::cell(&self.$key); })*
                $crate::cell::Cell::Nothing
            }
        }
    };
}

/// Declares the form of an act: the struct that the register's code sees, the list of its fields, and how it is read.
#[macro_export]
macro_rules! form {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $key:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$fdoc])* pub $key: $type),* }
        $crate::entry!(@fields $name { $($key: $type),* });
        impl $crate::field::Form for $name {
            #[allow(unused_variables, reason = "a form without fields reads nothing")]
            fn read(given: &$crate::field::Given<'_>, notes: &mut $crate::field::Notes) -> Option<Self> {
                $(let $key = <$type as $crate::field::Taken>::take(
                    stringify!($key),
                    given.get(stringify!($key)),
                    given.now,
                    notes,
                );)*
                Some(Self { $($key: $key?),* })
            }
        }
    };
}
