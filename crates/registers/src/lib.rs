//! Registers, declared once. A typed struct and a constant descriptor yield all that a register is: row and indexes, default
//! projection, sealing, field checks, form, list, page, paper, import and export, permission, clause, due day, retention, and
//! words. To add one: write its module, and name it in the list below.
//!
//! It refuses to be a database, a window or a paper: the generic code of store, counter and pages reads what stands here. And
//! it refuses to interpret a schema: what a field is, its type says.

pub mod cell;
mod cleanings;
pub mod field;
pub mod files;
mod incidents;
mod privacy_assessments;
mod product_tests;
pub mod project;
mod readings;
pub mod register;
mod samples;
pub mod spec;
pub mod types;
mod visitors;

pub use cell::{Cell, Words, words};
pub use cleanings::{AreaCleaning, Cleanings, Hours};
pub use field::{Field, Fields, Filling, Form, Given, Kind, Link, Notes, Why, why};
pub use incidents::{Incident, Incidents};
pub use privacy_assessments::{PrivacyAssessment, PrivacyAssessments};
pub use product_tests::{ProductTests, Tested};
pub use project::Contradiction;
pub use readings::{Reading, Readings};
pub use register::{By, Entry, Register, Seal, Shop, Stop, Touch, With};
pub use samples::{Sample, Samples};
pub use spec::{Act, Spec};
pub use visitors::{INSIDE, Visitor, Visitors};

/// Declares what is done with the entries of a register: one enum of the filled-in forms, and the descriptors of the acts.
macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident($form:ty) = $act:expr;)+) => {
        /// What was filled in.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Filled { $($(#[$doc])* $name($form)),+ }
        const ACTS: &[crate::spec::Act] = &[$(crate::spec::Act {
            fields: <$form as crate::field::Fields>::FIELDS, ..$act
        }),+];
        impl crate::field::Filling for Filled {
            fn read(act: &str, given: &crate::field::Given<'_>, notes: &mut crate::field::Notes) -> Option<Self> {
                $(if act == $act.name {
                    return <$form as crate::field::Form>::read(given, notes).map(Self::$name);
                })+
                None
            }
        }
    };
}
use acts;

/// Work that is the same for every register, whatever stands in it.
pub trait Each {
    /// What it ends with.
    type Out;
    /// Does it for one.
    fn of<R: Register>(self) -> Self::Out;
}

macro_rules! registers {
    ($($register:ty),+ $(,)?) => {
        /// Every register.
        pub const SPECS: &[&Spec] = &[$(<$register as Register>::SPEC),+];

        /// Does something for the register of a code.
        pub fn with<E: Each>(code: &str, each: E) -> Option<E::Out> {
            $(if code == <$register as Register>::SPEC.code { return Some(each.of::<$register>()); })+
            None
        }
    };
}

registers! {
    Visitors,
    Cleanings,
    Readings,
    ProductTests,
    Samples,
    Incidents,
    PrivacyAssessments,
}

/// An act of a register by the name of its command.
#[must_use]
pub fn act(name: &str) -> Option<(&'static Spec, &'static Act)> {
    SPECS.iter().find_map(|spec| spec.act(name).map(|act| (*spec, act)))
}
