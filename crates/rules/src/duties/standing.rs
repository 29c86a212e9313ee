//! The store's own standing, as far as something in it can become due: what the duties are judged by. What a list does not
//! ask for is left out by who reads it, and is then no duty of that list.

use chrono::NaiveDate;
use domain::Moment;

use super::{RegisterRule, Term};
use crate::facts::{Authorisation, Cleaning, Environment, Equipment, Person, ProductTest, Store};

/// What the store knows of itself.
#[derive(Debug, Clone)]
pub struct StoreFacts {
    /// The store.
    pub store: Store,
    /// Its pilot authorisations; with the place they say which rulebooks bind it.
    pub authorisations: Vec<Authorisation>,
    /// How far ahead is soon, and how often copies are made.
    pub intervals: Intervals,
    /// Its equipment.
    pub equipment: Vec<Equipment>,
    /// Its operation areas.
    pub areas: Vec<Area>,
    /// Its people, in post or not.
    pub people: Vec<Person>,
    /// Finished-product tests that can count for this quarter or the one before; none where nobody asked.
    pub product_tests: Option<Vec<ProductTest>>,
    /// Lots and opened containers.
    pub shelf: Vec<OnShelf>,
    /// Call-backs that were not made.
    pub call_backs: Vec<CallBack>,
    /// Cases of something wrong that nobody closed.
    pub cases: Vec<OpenCase>,
    /// Requests that nobody answered.
    pub requests: Vec<OpenCase>,
    /// The last day of the enterprise's production licence, once it was stated.
    pub licence_until: Option<NaiveDate>,
    /// Copies of the store; none where nobody asked.
    pub copies: Option<Copies>,
    /// What the registers ask for.
    pub registers: Vec<Registered>,
}

impl StoreFacts {
    /// A store of which nothing but its place and its authorisations is known yet.
    #[must_use]
    pub const fn new(store: Store, authorisations: Vec<Authorisation>, intervals: Intervals) -> Self {
        Self {
            store,
            authorisations,
            intervals,
            equipment: Vec::new(),
            areas: Vec::new(),
            people: Vec::new(),
            product_tests: None,
            shelf: Vec::new(),
            call_backs: Vec::new(),
            cases: Vec::new(),
            requests: Vec::new(),
            licence_until: None,
            copies: None,
            registers: Vec::new(),
        }
    }
}

/// What the law leaves to the store, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intervals {
    /// What ends within so many days is due soon.
    pub soon_days: u32,
    /// A copy holds so many days.
    pub backup_days: u32,
    /// A restoring that was tried out holds so many days.
    pub drill_days: u32,
}

/// An operation area.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its id.
    pub id: String,
    /// Its latest cleaning.
    pub cleaned: Option<Cleaning>,
    /// Its latest reading.
    pub reading: Option<Environment>,
    /// Whether equipment stands in it, so that it must be measured.
    pub worked_in: bool,
}

/// A lot, or an opened container.
#[derive(Debug, Clone)]
pub struct OnShelf {
    /// Its id.
    pub id: String,
    /// The day of its opening; none of a lot.
    pub opened_on: Option<NaiveDate>,
    /// The last day on which it may be used.
    pub last_day: NaiveDate,
}

/// A call-back that was not made.
#[derive(Debug, Clone)]
pub struct CallBack {
    /// After which service.
    pub service: String,
    /// By which day.
    pub due_on: NaiveDate,
}

/// A case that nobody closed, or a request that nobody answered.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Its number.
    pub id: String,
    /// By which day it is to be reported, or answered.
    pub due_on: NaiveDate,
}

/// Copies of the store.
#[derive(Debug, Clone, Copy)]
pub struct Copies {
    /// When the last was made that is not known to be bad.
    pub made_at: Option<Moment>,
    /// When restoring was last tried out with success; that a later try failed, or that its copy is gone, does not undo it.
    pub restored_at: Option<Moment>,
    /// Whether there ever was one that could be tried.
    pub any: bool,
}

/// What an entry of a register asks for.
#[derive(Debug, Clone)]
pub struct Registered {
    /// By which rule of the register.
    pub rule: &'static RegisterRule,
    /// Which entry.
    pub subject: String,
    /// Until when it is in order.
    pub term: Term,
}
