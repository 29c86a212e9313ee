//! How long each thing of the store is in order: one function for each, with its boundary and where that is written. The
//! checks of a clearance and the duties of the store ask the same ones.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::Moment;
use domain::period::Period;

use super::term::{Term, Until, has_passed};
use crate::facts::{Authorisation, Cleaning, Environment, Equipment, Person, ProductTest};

/// A number of months as a period.
pub(crate) fn months(count: u32) -> Period {
    Period::Months(u16::try_from(count).unwrap_or(u16::MAX))
}

/// 山东指南 第二十三条: a cleaning is marked with until when it holds. It holds at that moment, not after it, no longer than the
/// rulebook's hours whatever was said, and not once the thing was used; one of which the end lies in the future has not been
/// done.
#[must_use]
pub fn cleaning(latest: Option<&Cleaning>, most_hours: u32) -> Term {
    match latest {
        None => Term::Never,
        Some(cleaning) if cleaning.used_since => Term::Used(Until::Moment(holds_to(cleaning, most_hours))),
        Some(cleaning) => Term::moments(cleaning.at, holds_to(cleaning, most_hours)),
    }
}

/// Until when a cleaning holds that was said to hold longer than it may.
pub(crate) fn holds_to(cleaning: &Cleaning, most_hours: u32) -> Moment {
    cleaning.valid_until.min(cleaning.at + TimeDelta::hours(most_hours.into()))
}

/// 山东指南 第十二条: an area is measured again at the moment that its plan names; at that moment it is not late yet.
#[must_use]
pub fn reading(latest: Option<&Environment>) -> Term {
    latest.map_or(Term::Never, |reading| Term::moments(reading.at, reading.next_due))
}

/// 山东指南 第五条: a health check each year. It holds through the anniversary (民法典 第二百零一条: the first day is not counted);
/// one that found the person unfit does not count.
#[must_use]
pub fn health(person: &Person, holds_months: u32) -> Term {
    let fit = person.health.as_ref().filter(|check| check.fit);
    fit.map_or(Term::Never, |check| Term::within(check.on, months(holds_months).after(check.on)))
}

/// 山东指南 第二、三、四条: trained and assessed before the first day of work; no text says that it ends.
#[must_use]
pub fn training(person: &Person) -> Term {
    person.trained_on.map_or(Term::Never, Term::from_day)
}

/// 山东指南 第四条: leave to enter an area, through its last day.
#[must_use]
pub fn area_leave(person: &Person, area: &str) -> Term {
    let leave = person.areas.iter().filter(|entry| entry.area == area);
    leave.map(|entry| entry.until).max().map_or(Term::Never, Term::through)
}

/// A post, from its first day through its last.
#[must_use]
pub const fn post(person: &Person) -> Term {
    let until = match person.left_on {
        Some(last) => Some(Until::Day(last)),
        None => None,
    };
    Term::Holds { since: Some(Until::Day(person.appointed_on)), until }
}

/// The day on which a stop has lasted the given months.
pub(crate) fn long_since(equipment: &Equipment, idle_months: u32) -> NaiveDate {
    months(idle_months).after(equipment.last_used)
}

/// 山东指南 第十四条: 连续停止使用半年以上 calls for a self-inspection before the restart. 以上包括本数, so that it is in order through the day
/// before the stop has lasted that long, and again from an inspection that was made no earlier than that.
#[must_use]
pub fn inspection(equipment: &Equipment, idle_months: u32, now: Moment) -> Term {
    let reached = long_since(equipment, idle_months);
    let made = equipment.inspected_on.filter(|on| reached <= *on).map(Term::from_day);
    let before = || reached.pred_opt().map_or(Term::Never, Term::through);
    made.filter(|term| term.holds(now)).unwrap_or_else(before)
}

/// 山东指南 第十条: a sample test that is owed (new, changed, repaired) is passed before the next service; a stop of *more* than
/// half a year owes one by itself, so that it is in order through the day of six months. A passed finished-product test
/// sampled since then serves as well.
#[must_use]
pub fn sample_test(equipment: &Equipment, products: &[ProductTest], idle_months: u32, now: Moment) -> Term {
    if equipment.open_test.is_some() {
        return Term::Never;
    }
    let reached = long_since(equipment, idle_months);
    let own = equipment.tested_on.filter(|on| reached <= *on).into_iter();
    let passed = products.iter().filter(|test| reached <= test.sampled_on).filter_map(passed_on);
    let made = own.chain(passed).min().map(Term::from_day);
    made.filter(|term| term.holds(now)).unwrap_or_else(|| Term::through(reached))
}

/// From which day on a finished-product test counts: the day of its report, where both parts passed.
pub(crate) fn passed_on(test: &ProductTest) -> Option<NaiveDate> {
    test.reported_on.filter(|_| test.microbiology && test.physico_chemical)
}

/// 国家药监局 2025 年第 58 号 第一条: the production licence runs through its last day.
#[must_use]
pub const fn licence(until: NaiveDate) -> Term {
    Term::through(until)
}

/// 山东指南 第二十二条: 限期使用日期 is the last day of use, and that day itself is fine.
#[must_use]
pub const fn lot(expires_on: NaiveDate) -> Term {
    Term::through(expires_on)
}

/// 山东指南 第二十二条: an opened container keeps from its opening through the last day of its period.
#[must_use]
pub const fn opened(opened_on: NaiveDate, good_until: NaiveDate) -> Term {
    Term::within(opened_on, good_until)
}

/// 个性化服务指南 7.5.1: a call-back is made by the day that the rulebook's working days end on.
#[must_use]
pub const fn call_back(due_on: NaiveDate) -> Term {
    Term::through(due_on)
}

/// 化妆品生产电子记录要求: a copy, or a restoring that was tried out, holds through the given number of days after its own day.
#[must_use]
pub fn copied(at: Option<Moment>, days: u32) -> Term {
    let until = |at| domain::in_china(at).date_naive().checked_add_days(Days::new(days.into()));
    at.and_then(until).map_or(Term::Never, Term::through)
}

/// How a pilot authorisation stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It permits services.
    Valid,
    /// Its first day is still to come.
    Coming,
    /// Its last day has passed.
    Ended,
    /// The authority suspended it.
    Suspended,
}

/// 国家药监局 2025 年第 58 号 第一、五条: an authorisation permits services from its first day through its last, unless suspended.
#[must_use]
pub fn authorisation(granted: &Authorisation, on: NaiveDate) -> Standing {
    if granted.suspended {
        Standing::Suspended
    } else if on < granted.from {
        Standing::Coming
    } else if has_passed(granted.to, on) {
        Standing::Ended
    } else {
        Standing::Valid
    }
}
