//! The customer's rights, as the consent text promises them: what is kept, from where, until when, who looked at it, and
//! a copy of all of it (个人信息保护法 第四章).
//!
//! Consent is taken back purpose by purpose, everything can be deleted, what is wrong is put right, and two customers who
//! are one person are joined and parted again; a case of something wrong stays open until somebody closes it.
//!
//! It refuses to know what a screen looks like, and to decide what the law keeps: periods stand in [`domain::kept`].

pub mod allergies;
pub mod cases;
pub mod change;
pub mod copy;
pub mod correct;
pub mod dated;
pub mod look;
pub mod paper;
pub mod phone;
pub mod requests;
pub mod retention;
mod why;
pub mod withdraw;

use chrono::{Months, NaiveDate};
use command::Caller;
use domain::Moment;
use domain::consent::Purpose;
use domain::event::CustomerLooked;
use domain::ids::{CustomerId, StaffId};
use domain::kept::{LookedAt, PhoneUse};
use domain::service::AnyService;
use store::Tx;

use crate::{Counter, Host, Refusal};

/// A page that the same person reads again within so many minutes is one look.
const ONE_LOOK: i64 = 10;
/// So many of the latest looks are asked whether one of them goes on.
const LATEST: u32 = 20;

/// Whether the caller's look at a page goes on: a page that is read again is not looked at anew.
fn looks_on<H: Host>(counter: &Counter<H>, caller: &Caller, customer: &CustomerId) -> Result<bool, Refusal> {
    let now = counter.host().now();
    let goes_on = |at: Moment| (0..ONE_LOOK).contains(&(now - at).num_minutes()) && at <= now;
    let latest = counter.store().looks_at(customer, LATEST)?;
    Ok(latest.iter().any(|row| {
        row.looked_at == LookedAt::Page
            && row.customer == *customer
            && row.by.as_str() == caller.actor()
            && goes_on(row.at)
    }))
}

/// Records that somebody looks at a customer (个人信息保护法 第五十一条). Where nothing can be written, because a newer
/// program's records lie in the store or its disk is full, what is there is still shown: a recall must reach its customers.
pub(crate) fn looks<H: Host>(
    counter: &mut Counter<H>,
    caller: &Caller,
    customer: &CustomerId,
    (looked_at, wanted_for): (LookedAt, Option<PhoneUse>),
) -> Result<(), Refusal> {
    if looked_at == LookedAt::Page && looks_on(counter, caller, customer)? {
        return Ok(());
    }
    if counter.store().alone().is_some() {
        tracing::warn!("a look at a customer is not recorded: the store is open for reading");
        return Ok(());
    }
    let (by, at, customer) = (StaffId::new(caller.actor())?, counter.host().now(), customer.clone());
    let event = CustomerLooked { customer, looked_at, wanted_for, by, at };
    let written: Result<(), Refusal> = counter.write(caller.actor(), "person.look", |tx| {
        tx.record(event)?;
        Ok(())
    });
    match written {
        Err(refusal) if refusal.code == "disk_full" => {
            tracing::warn!("a look at a customer is not recorded: the disk is full");
            Ok(())
        }
        written => written,
    }
}

/// The latest service in which the customer was told and chose.
pub(crate) fn latest_choice(services: &[AnyService]) -> Option<&AnyService> {
    services.iter().rev().find(|service| service.progress().noticed().is_some())
}

/// Whether a purpose is agreed to now: what the customer chose last counts, and what a guardian chose for her until she is
/// asked herself.
pub(crate) fn agrees(services: &[AnyService], purpose: Purpose, today: NaiveDate) -> bool {
    let own = asked_again_on(services).is_none_or(|day| today < day);
    own && latest_choice(services).is_some_and(|service| service.progress().allows(purpose))
}

/// From which day a guardian's consent counts no more, because she is 14 by then and is asked herself (个人信息保护法 第三十一条).
/// The record keeps her age band alone: who is 13 on one day is 14 a year later at the latest.
pub(crate) fn asked_again_on(services: &[AnyService]) -> Option<NaiveDate> {
    let service = latest_choice(services)?;
    let by_guardian = service.progress().noticed()?.consent.parts().age.needs_guardian();
    let told = domain::in_china(service.progress().opened().at).date_naive();
    by_guardian.then(|| told.checked_add_months(Months::new(12)).unwrap_or(told))
}

/// A number that people can read aloud: kind, store, day, serial of the day, as `WD-JN01-261130-01`.
pub(crate) fn numbered(tx: &Tx<'_>, kind: &str, day: NaiveDate) -> Result<String, Refusal> {
    let series = tx.premises()?.series();
    let prefix = format!("{kind}-{series}-{}-", day.format("%y%m%d"));
    Ok(format!("{prefix}{:02}", tx.count_numbers(&prefix)? + 1))
}
