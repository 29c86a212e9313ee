//! The types that fields are made of. Each reads what people write and says in both languages why it does not take it.

use chrono::NaiveDate;
use command::fields;
use domain::Moment;
use domain::clean;
use domain::ids::{AreaId, DocumentNumber, LotId, ServiceNumber, StaffId};
use domain::quantity::Milligrams;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cell::{Cell, NO, Words, YES, sign, units, words};
use crate::field::{Fields, Form, Given, Kind, Link, Notes, Shown, Taken, Why, why};

fn required() -> Why {
    why("必填", "is required")
}

fn typed(given: &Value) -> &str {
    given.as_str().unwrap_or_default()
}

/// A line of text of at most `MOST` characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text<const MOST: usize>(pub String);

impl<const MOST: usize> Shown for Text<MOST> {
    const KIND: Kind = Kind::Text { most: MOST };
    fn cell(&self) -> Cell {
        Cell::Text(self.0.clone())
    }
}

impl<const MOST: usize> Taken for Text<MOST> {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        fields::text(typed(given), MOST).map(Self)
    }
}

/// What a person is called, or said: sealed before anything is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret<const MOST: usize>(pub String);

impl<const MOST: usize> Shown for Secret<MOST> {
    const KIND: Kind = Kind::Sealed { most: MOST };
    fn cell(&self) -> Cell {
        Cell::Nothing
    }
}

impl<const MOST: usize> Taken for Secret<MOST> {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        fields::text(typed(given), MOST).map(Self)
    }
}

/// What a figure counts.
pub trait Unit {
    /// As it is written behind the figure.
    const UNIT: Words;
    /// How many digits stand behind the point.
    const PLACES: u8 = 0;
    /// The least.
    const LEAST: i64;
    /// The most.
    const MOST: i64;
}

/// A figure within its unit's bounds, in units of its last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figure<U> {
    /// How many.
    pub units: i64,
    #[serde(skip)]
    unit: std::marker::PhantomData<U>,
}

impl<U> Figure<U> {
    /// So many.
    #[must_use]
    pub const fn of(units: i64) -> Self {
        Self { units, unit: std::marker::PhantomData }
    }
}

impl<U: Unit> Shown for Figure<U> {
    const KIND: Kind = Kind::Number { places: U::PLACES, unit: U::UNIT };
    fn cell(&self) -> Cell {
        Cell::Number { units: self.units, places: U::PLACES, unit: U::UNIT }
    }
}

impl<U: Unit> Taken for Figure<U> {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        if given.as_str().map_or(given.is_null(), |text| clean::text(text).is_empty()) {
            return Err(required());
        }
        let found = given.as_i64().or_else(|| units(&clean::code(given.as_str()?), U::PLACES));
        let (least, most) =
            (crate::cell::figure(U::LEAST, U::PLACES), crate::cell::figure(U::MOST, U::PLACES));
        let wrong = || {
            why(
                format!("须为 {least} 至 {most} {}", U::UNIT.zh).trim_end().to_owned(),
                format!("{least} to {most} {}", U::UNIT.en).trim_end().to_owned(),
            )
        };
        let units = found.filter(|units| (U::LEAST..=U::MOST).contains(units)).ok_or_else(wrong)?;
        Ok(Self::of(units))
    }
}

/// Days from one time to the next: whatever a plan says, what is done once in years is not regular.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaysApart;

impl Unit for DaysApart {
    const UNIT: Words = words("天", "days");
    const LEAST: i64 = 1;
    const MOST: i64 = 366;
}

impl Shown for Milligrams {
    const KIND: Kind = Kind::Number { places: 3, unit: sign("g") };
    fn cell(&self) -> Cell {
        Cell::Number { units: i64::try_from(self.0).unwrap_or(i64::MAX), places: 3, unit: sign("g") }
    }
}

impl Taken for Milligrams {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        let found = given.as_i64().or_else(|| units(&clean::code(given.as_str()?), 3));
        let found = found.and_then(|units| u64::try_from(units).ok()).filter(|units| *units > 0);
        found
            .map(Self)
            .ok_or_else(|| why("须为大于 0 的克数，最多三位小数", "grams above 0, up to three places"))
    }
}

impl Shown for NaiveDate {
    const KIND: Kind = Kind::Day;
    fn cell(&self) -> Cell {
        Cell::Day(*self)
    }
}

impl Taken for NaiveDate {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        fields::day(typed(given))
    }
}

/// A day that is not after today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Past(pub NaiveDate);

impl Shown for Past {
    const KIND: Kind = Kind::Day;
    fn cell(&self) -> Cell {
        Cell::Day(self.0)
    }
}

impl Taken for Past {
    fn read(given: &Value, now: Moment) -> Result<Self, Why> {
        let day = fields::day(typed(given))?;
        if day > now.date_naive() { Err(why("不能晚于今天", "not after today")) } else { Ok(Self(day)) }
    }
}

impl Shown for Moment {
    const KIND: Kind = Kind::Moment;
    fn cell(&self) -> Cell {
        Cell::Moment(*self)
    }
}

impl Taken for Moment {
    /// A moment as RFC 3339, or a day, which means its end in the offset of `now`.
    fn read(given: &Value, now: Moment) -> Result<Self, Why> {
        fields::moment(typed(given), now)
    }
}

impl Shown for bool {
    const KIND: Kind = Kind::Yes;
    fn cell(&self) -> Cell {
        Cell::Yes(*self)
    }
}

impl Taken for bool {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        let said = |words: Words, text: &str| text == words.zh || text.eq_ignore_ascii_case(words.en);
        let read = given.as_bool().or_else(|| match clean::text(given.as_str()?).as_str() {
            text if said(YES, text) => Some(true),
            text if said(NO, text) => Some(false),
            _ => None,
        });
        read.ok_or_else(|| why("请选择是或否", "yes or no"))
    }
}

macro_rules! links {
    ($($type:ty => $link:ident),+) => { $(
        impl Shown for $type {
            const KIND: Kind = Kind::Link(Link::$link);
            fn cell(&self) -> Cell { Cell::Link(Link::$link, self.to_string()) }
        }
        impl Taken for $type {
            fn read(given: &Value, _: Moment) -> Result<Self, Why> { identified(given) }
        }
    )+ };
}

fn identified<T: TryFrom<String>>(given: &Value) -> Result<T, Why> {
    fields::id(typed(given))
}

links! { AreaId => Area, StaffId => Staff, LotId => Lot, ServiceNumber => Unit }

impl Shown for DocumentNumber {
    const KIND: Kind = Kind::Text { most: 64 };
    fn cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
}

impl Taken for DocumentNumber {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        identified(given)
    }
}

/// Somebody who is in the store now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here(pub StaffId);

impl Shown for Here {
    const KIND: Kind = Kind::Link(Link::Present);
    fn cell(&self) -> Cell {
        Cell::Link(Link::Present, self.0.to_string())
    }
}

impl Taken for Here {
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        identified(given).map(Self)
    }
}

/// Declares a choice among a few, each with its stored code and its words.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal $zh:literal $en:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }
        impl $name {
            /// Its stored code.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// Its words.
            #[must_use]
            pub const fn words(self) -> $crate::cell::Words {
                match self { $(Self::$variant => $crate::cell::words($zh, $en)),+ }
            }
            /// The one of a stored code.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> { [$(Self::$variant),+].into_iter().find(|one| one.code() == code) }
        }
        impl $crate::field::Shown for $name {
            const KIND: $crate::field::Kind = $crate::field::Kind::Choice(&[$($crate::field::Pick {
                code: $code, words: $crate::cell::words($zh, $en),
            }),+]);
            fn cell(&self) -> $crate::cell::Cell { $crate::cell::Cell::Choice(self.code(), self.words()) }
        }
        impl $crate::field::Taken for $name {
            fn read(given: &serde_json::Value, _: domain::Moment) -> Result<Self, $crate::field::Why> {
                let text = domain::clean::text(given.as_str().unwrap_or_default());
                let said = |one: &Self| {
                    one.code() == text || one.words().zh == text || one.words().en.eq_ignore_ascii_case(&text)
                };
                let found = [$(Self::$variant),+].into_iter().find(said);
                found.ok_or_else(|| $crate::field::why("请从列表中选择", "choose one of the list"))
            }
        }
    };
}

/// Lines within an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lines<T>(pub Vec<T>);

/// So many lines at most.
const MOST_LINES: usize = 200;

impl<T: Fields> Shown for Lines<T> {
    const KIND: Kind = Kind::Lines(T::FIELDS);
    fn cell(&self) -> Cell {
        let line = |line: &T| T::FIELDS.iter().map(|field| line.cell(field.key)).collect();
        Cell::Lines(self.0.iter().map(line).collect())
    }
}

impl<T: Form> Taken for Lines<T> {
    /// The first thing that is wrong, with its line; [`Taken::take`] notes them all.
    fn read(given: &Value, now: Moment) -> Result<Self, Why> {
        let mut notes = Notes::default();
        let read = Self::take("", given, now, &mut notes);
        match (read, notes.0.into_iter().next()) {
            (Some(lines), None) => Ok(lines),
            (_, wrong) => Err(wrong.map_or_else(required, |(_, why)| why)),
        }
    }

    /// Lines as objects; from a cell of a table, lines parted by `;` and their fields by `|`. What is wrong with a field of a
    /// line is noted under `key.line.field`, the lines counted from 0.
    fn take(key: &str, given: &Value, now: Moment, notes: &mut Notes) -> Option<Self> {
        let written;
        let lines = match given {
            Value::Array(lines) => lines,
            Value::String(text) => {
                written = from_cell::<T>(text);
                &written
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                return notes.take(key, Err(required()));
            }
        };
        if lines.is_empty() {
            return notes.take(key, Err(required()));
        }
        if lines.len() > MOST_LINES {
            let most = why(format!("最多 {MOST_LINES} 行"), format!("at most {MOST_LINES} lines"));
            return notes.take(key, Err(most));
        }
        let (empty, mut read) = (serde_json::Map::new(), Vec::new());
        for (at, line) in lines.iter().enumerate() {
            let mut wrong = Notes::default();
            let given = Given { values: line.as_object().unwrap_or(&empty), now };
            let one = T::read(&given, &mut wrong).filter(|_| wrong.0.is_empty());
            read.extend(one);
            for (part, why) in wrong.0 {
                notes.refuse(&format!("{key}.{at}.{part}"), why);
            }
        }
        (read.len() == lines.len()).then_some(Self(read))
    }
}

fn from_cell<T: Fields>(text: &str) -> Vec<Value> {
    let lines = text.split([';', '；']).map(str::trim).filter(|line| !line.is_empty());
    let line = |line: &str| {
        let parts = line.split('|').map(|part| Value::String(part.trim().to_owned()));
        Value::Object(T::FIELDS.iter().map(|field| field.key.to_owned()).zip(parts).collect())
    };
    lines.map(line).collect()
}
