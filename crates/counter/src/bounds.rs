//! The figures that the rulebooks give the store today: what a limit says is read from them, here, and stands nowhere in code.
//!
//! It refuses to choose between rulebooks: whoever asks takes the strictest, which is the least or the most of them.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::recipe::ServiceType;
use rules::Place;
use rules::duties::figures;
use rules::rulebook::Limit;

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

/// For how many months after the hand-over the record of a service is kept at the least, where a rulebook says so
/// (个性化服务指南 7.2.5).
pub(crate) fn record_months<H: Host>(counter: &Counter<H>) -> Option<u32> {
    let of = |book: &rules::Rulebook| {
        let clause = book.clause(RECORD.1).filter(|_| book.id == RECORD.0)?;
        clause.limits.count(Limit::RetentionMonths).ok()
    };
    counter.assets().rulebooks.iter().filter_map(of).max()
}

/// The clause that says how long needs and deliveries are kept.
const RECORD: (&str, &str) = ("guide-personalised-service", "7.2.5");
