//! The figures that the rulebooks give the store today: what a limit says is read from them, here, and stands nowhere in code.
//!
//! It refuses to choose between rulebooks: whoever asks takes the strictest, which is the least or the most of them.

use std::ops::RangeInclusive;

use chrono::{Months, NaiveDate};
use domain::kept::{self, End, Held};
use domain::recipe::ServiceType;
use registers::Register;
use registers::register::kept_since;
use rules::Place;
use rules::duties::figures;
use rules::rulebook::Limit;
use store::tables::HeldRow;

use crate::{Counter, Host, Refusal};

/// Everything that binding rulebooks give as a limit on a day; where none binds, what all of them give.
pub(crate) fn given<H: Host>(counter: &Counter<H>, on: NaiveDate, limit: Limit) -> Result<Vec<u32>, Refusal> {
    let premises = counter.store().premises()?.premises;
    let authorisations: Vec<_> = counter.store().authorisations()?.iter().map(Into::into).collect();
    let place = Place {
        province: premises.province,
        district: premises.district.as_deref(),
        authorisations: &authorisations,
    };
    Ok(figures(&counter.assets().rulebooks, &place, on, limit))
}

/// What is refused where no rulebook gives a figure.
fn missing(limit: Limit) -> Refusal {
    let message = format!("规则集没有给出 {limit}；没有保存");
    Refusal::new("figure_missing", message).mend("请总部重新下发规则集")
}

/// The least that is given.
pub(crate) fn least<H: Host>(counter: &Counter<H>, on: NaiveDate, limit: Limit) -> Result<u32, Refusal> {
    given(counter, on, limit)?.into_iter().min().ok_or_else(|| missing(limit))
}

/// How many components a recipe of a kind may have today (国家药监局 2025 年第 58 号 第一条).
pub(crate) fn components<H: Host>(
    counter: &Counter<H>,
    service: ServiceType,
) -> Result<RangeInclusive<usize>, Refusal> {
    match service {
        ServiceType::Blend => {
            let fewest = given(counter, counter.today(), Limit::ComponentsMin)?.into_iter().max();
            let most = least(counter, counter.today(), Limit::ComponentsMax)?;
            let fewest = fewest.ok_or_else(|| missing(Limit::ComponentsMin))?;
            let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
            Ok(whole(fewest)..=whole(most))
        }
        ServiceType::Repack | ServiceType::Pack => Ok(service.components()),
    }
}

/// The longest that a cleaning holds today, in hours (山东指南 第二十三条).
pub(crate) fn cleaning_hours<H: Host>(counter: &Counter<H>) -> Result<u32, Refusal> {
    least(counter, counter.today(), Limit::CleaningHoursMax)
}

/// What a clause of a rulebook gives as a limit; none where no such rulebook stands in the program, or it does not say.
pub(crate) fn said<H: Host>(counter: &Counter<H>, (book, number): Clause, limit: Limit) -> Option<u32> {
    let of = |given: &rules::Rulebook| given.clause(number)?.limits.count(limit).ok();
    counter.assets().rulebooks.iter().filter(|given| given.id == book).filter_map(of).max()
}

/// For how many months after the hand-over needs and deliveries are kept at the least (个性化服务指南 7.2.5).
const RECORD: Clause = ("guide-personalised-service", "7.2.5");
/// How the records of products are kept: as the good practice of their making asks (个性化服务指南 7.2.6).
const PRODUCT: Clause = ("guide-personalised-service", "7.2.6");
/// How long what was told of a reaction is kept (个性化服务指南 7.5.3).
const REACTION: Clause = ("guide-personalised-service", "7.5.3");
/// How long what a customer asked for is kept (个性化服务指南 8.3).
const REQUEST: Clause = ("guide-personalised-service", "8.3");

/// A rulebook, and a number in it.
type Clause = (&'static str, &'static str);

/// So many months after a day; the calendar's end stands still.
fn after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// The last day on which a thing of a customer is kept: what the consent text says, or what a rulebook asks for where that is
/// later. A rulebook never takes away what was promised.
pub(crate) fn held_until<H: Host>(counter: &Counter<H>, row: &HeldRow) -> Result<NaiveDate, Refusal> {
    // What came in under a wrong date goes when it would have gone under the right one.
    let until = counter.promise(row.since, row.until)?.by;
    let since = row.since - row.until.signed_duration_since(until);
    let (clause, since) = match row.what {
        Held::CaseNote => (REACTION, Some(since)),
        Held::RequestNote => (REQUEST, Some(since)),
        Held::Guardian | Held::Needs | Held::Signature | Held::Reasons | Held::Supplement => {
            let service = row.service.as_ref().map(|number| counter.service(number)).transpose()?;
            let done = service.as_ref().and_then(|service| service.progress().done());
            let done = done.map(|done| domain::in_china(done.at).date_naive());
            (RECORD, done.map(|day| counter.promise(day, day)).transpose()?.map(|promise| promise.by))
        }
        Held::Contact | Held::Skin | Held::RawFile | Held::Image | Held::Allergies | Held::CallNote => {
            return Ok(until);
        }
    };
    let asked = since.zip(said(counter, clause, Limit::RetentionMonths));
    Ok(asked.map_or(until, |(since, months)| until.max(after(since, months))))
}

/// The last day on which the record of a product is kept under its number: by the law as the program knows it, or by a rulebook
/// that asks for more.
pub(crate) fn record_until<H: Host>(counter: &Counter<H>, end: End) -> NaiveDate {
    let law = kept::record_until(end);
    let limit = |limit| said(counter, PRODUCT, limit);
    let asked = match end.use_by {
        Some(use_by) if use_by >= after(end.on, 12) => {
            limit(Limit::PastUseMonths).map(|count| after(use_by, count))
        }
        Some(_) => limit(Limit::ShortLivedMonths).map(|count| after(end.on, count)),
        None => None,
    };
    asked.map_or(law, |asked| asked.max(law))
}

/// For how many months past its last day of use a retained sample is kept, where the rulebook of the register says so.
pub(crate) fn sample_months<H: Host>(counter: &Counter<H>) -> Option<u32> {
    let clause = registers::Samples::SPEC.clause;
    said(counter, (clause.rulebook, clause.number), Limit::SampleMonths)
}

/// The last day on which an entry of a register is kept, as the register's own article says; none where it does not.
pub(crate) fn entry_until<R: Register, H: Host>(counter: &Counter<H>, says: &R::Says) -> Option<NaiveDate> {
    let clause = R::SPEC.clause;
    let months = said(counter, (clause.rulebook, clause.number), Limit::RetentionMonths)?;
    kept_since::<R>(says).map(|since| after(since, months))
}
