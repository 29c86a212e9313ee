//! The way between the counter's types and what records hold of them, both ways and without a judge: what was written is taken as it
//! stands, however odd a tighter check would call it today. What comes from outside is judged where it enters; see [`crate::said`].
//!
//! It is field by field and code by code on purpose. A field or a code that one side alone has does not compile, and the way out is
//! a new version in `records`, never a change of an old one.

use chrono::NaiveDate;

use crate::Moment;
use crate::filing::{FilingNumber, ProductionLicence};
use crate::ids::*;
use crate::quantity::{Fen, Milligrams, Share};
use crate::signature::Digest;

/// A value of the counter that a record holds as an `R`.
pub(crate) trait Recorded<R> {
    /// What a record holds, kept without being judged.
    fn kept(record: R) -> Self;
    /// What a record will hold.
    fn recorded(self) -> R;
}

macro_rules! same {
    ($($type:ty),+ $(,)?) => {$(
        impl Recorded<$type> for $type {
            fn kept(record: $type) -> Self { record }
            fn recorded(self) -> $type { self }
        }
    )+};
}
same!(String, bool, u8, u16, u32, u64, i16, NaiveDate, Moment);

macro_rules! texts {
    ($($type:ident),+ $(,)?) => {$(
        impl Recorded<String> for $type {
            fn kept(record: String) -> Self { $type::kept(record) }
            fn recorded(self) -> String { self.into() }
        }
    )+};
}
texts! {
    StoreCode, StaffId, CustomerId, ProductId, LotId, ContainerId, RecipeId, EquipmentId, AreaId, VisitId, AuthorisationId,
    TemplateId, VaultId, DocumentNumber, ServiceNumber, BatchNumber, FilingNumber, ProductionLicence, Digest, Life,
}

impl Recorded<u64> for Milligrams {
    fn kept(record: u64) -> Self {
        Self(record)
    }
    fn recorded(self) -> u64 {
        self.0
    }
}
impl Recorded<u64> for Fen {
    fn kept(record: u64) -> Self {
        Self(record)
    }
    fn recorded(self) -> u64 {
        self.0
    }
}
impl Recorded<u16> for Share {
    fn kept(record: u16) -> Self {
        Share::kept(record)
    }
    fn recorded(self) -> u16 {
        self.parts()
    }
}
impl<L: Recorded<R>, R> Recorded<Option<R>> for Option<L> {
    fn kept(record: Option<R>) -> Self {
        record.map(L::kept)
    }
    fn recorded(self) -> Option<R> {
        self.map(L::recorded)
    }
}
impl<L: Recorded<R>, R> Recorded<Vec<R>> for Vec<L> {
    fn kept(record: Vec<R>) -> Self {
        record.into_iter().map(L::kept).collect()
    }
    fn recorded(self) -> Vec<R> {
        self.into_iter().map(L::recorded).collect()
    }
}
impl<L: Recorded<R>, R> Recorded<Box<R>> for Box<L> {
    fn kept(record: Box<R>) -> Self {
        Self::new(L::kept(*record))
    }
    fn recorded(self) -> Box<R> {
        Box::new((*self).recorded())
    }
}
impl<A: Recorded<R>, B: Recorded<S>, R, S> Recorded<(R, S)> for (A, B) {
    fn kept((one, other): (R, S)) -> Self {
        (A::kept(one), B::kept(other))
    }
    fn recorded(self) -> (R, S) {
        (self.0.recorded(), self.1.recorded())
    }
}

/// A pair of types between which `From` goes both ways.
macro_rules! both_ways {
    ($living:ident $record:ident) => {
        impl Recorded<$record> for $living {
            fn kept(record: $record) -> Self {
                record.into()
            }
            fn recorded(self) -> $record {
                self.into()
            }
        }
    };
}

/// Structs with the same fields on both sides.
macro_rules! alike {
    ($($living:ident $record:ident { $($field:ident),* $(,)? })+) => {$(
        impl From<$record> for $living {
            fn from(record: $record) -> Self {
                let $record { $($field),* } = record;
                Self { $($field: Recorded::kept($field)),* }
            }
        }
        impl From<$living> for $record {
            fn from(living: $living) -> Self {
                let $living { $($field),* } = living;
                Self { $($field: Recorded::recorded($field)),* }
            }
        }
        both_ways!($living $record);
    )+};
}

/// Sets with the same codes on both sides.
macro_rules! codes {
    ($($living:ident $record:ident { $($code:ident),+ $(,)? })+) => {$(
        impl From<$record> for $living {
            fn from(record: $record) -> Self {
                match record { $($record::$code => Self::$code),+ }
            }
        }
        impl From<$living> for $record {
            fn from(living: $living) -> Self {
                match living { $($living::$code => Self::$code),+ }
            }
        }
        both_ways!($living $record);
    )+};
}

mod closed;
mod parts;
mod payloads;
