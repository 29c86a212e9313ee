//! The figures of a period, put into words and lists out of what the store adds up while records are written.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::ids::LotId;
use serde::{Deserialize, Serialize};
use store::tables::Tally;
use ts_rs::TS;

use super::labels::Labels;
use crate::view::reads::known;
use crate::{Counter, Host, Refusal};

/// The figures of a period in one line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(rename = "DayTotals")]
pub struct Totals {
    /// Services that were opened.
    pub opened: u64,
    /// Services that were handed over.
    pub done: u64,
    /// Services that were given up.
    pub ended: u64,
    /// Checks that stopped a clearance, each once an attempt.
    pub stops: u64,
    /// What was weighed, in milligrams.
    pub weighed_mg: u64,
    /// What was lost, out of vessels and off the shelf, in milligrams.
    pub waste_mg: u64,
    /// Units that were sold.
    pub sold: u64,
    /// For how much, in fen.
    pub fen: u64,
    /// What of customers was erased, because its last day was over or they took it back.
    #[serde(default, skip_serializing_if = "is_nought")]
    #[ts(optional, as = "Option<u64>")]
    pub erased: u64,
}

/// Services of one mode in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ModeFigure {
    /// Which mode: a code.
    pub mode: String,
    /// How many were opened.
    pub opened: u64,
    /// How many were handed over.
    pub done: u64,
    /// How many were given up.
    pub ended: u64,
}

/// Services in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HourFigure {
    /// From this hour to the next.
    pub hour: u32,
    /// By mode.
    pub modes: Vec<ModeFigure>,
}

/// Services of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayFigure {
    /// Which day.
    #[ts(as = "String")]
    pub day: NaiveDate,
    /// How many were handed over.
    pub done: u64,
}

/// What stopped clearances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StopFigure {
    /// Id of the rulebook.
    pub rulebook: String,
    /// Its title.
    pub rulebook_title: String,
    /// Number of the clause.
    pub clause: String,
    /// What the clause asks, in one line.
    pub duty: String,
    /// The check's stable name.
    pub check: String,
    /// The check in a few Chinese words.
    pub check_title: String,
    /// How often.
    pub times: u64,
}

/// What was weighed of a lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LotFigure {
    /// Which.
    pub lot: String,
    /// The maker's number.
    pub number: String,
    /// What the product is called.
    pub product: String,
    /// How often.
    pub times: u64,
    /// How much, in milligrams.
    pub milligrams: u64,
}

/// What was lost, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WasteFigure {
    /// Why: a code.
    pub why: String,
    /// How often.
    pub times: u64,
    /// How much, in milligrams.
    pub milligrams: u64,
}

/// How long a step took, from its first moment to its last record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepFigure {
    /// Which: where the service was.
    pub step: String,
    /// How many services left it.
    pub times: u64,
    /// On average, in seconds.
    pub mean_seconds: u64,
    /// The longest, in seconds.
    pub most_seconds: u64,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(rename = "DayFigures")]
pub struct Figures {
    /// In one line.
    pub totals: Totals,
    /// By hour and mode.
    pub hours: Vec<HourFigure>,
    /// By day; one where the period is a day.
    pub days: Vec<DayFigure>,
    /// What stopped clearances, the most frequent first.
    pub stops: Vec<StopFigure>,
    /// What was weighed, the most first.
    pub lots: Vec<LotFigure>,
    /// What was lost.
    pub waste: Vec<WasteFigure>,
    /// How long the steps took, in their order.
    pub steps: Vec<StepFigure>,
    /// The labels, reconciled.
    #[serde(default)]
    pub labels: Labels,
}

/// Serde asks by reference whether to skip.
const fn is_nought(count: &u64) -> bool {
    *count == 0
}

impl Totals {
    /// Out of what the store adds up.
    pub(super) fn of(tallies: &[Tally]) -> Self {
        let mut totals = Self::default();
        for Tally { key, n, amount, .. } in tallies {
            match key.split('/').next().unwrap_or_default() {
                "opened" => totals.opened += n,
                "done" => totals.done += n,
                "ended" => totals.ended += n,
                "stop" => totals.stops += n,
                "lot" => totals.weighed_mg += amount,
                "waste" => totals.waste_mg += amount,
                "sale" if key == "sale/price" => totals.fen += amount,
                "sale" => totals.sold += n,
                "erased" => totals.erased += n,
                _ => {}
            }
        }
        totals
    }
}

/// The steps in their order, by code.
fn place(step: &str) -> usize {
    let code = |known: &domain::service::Step| serde_json::to_value(known).ok();
    let place = domain::service::Step::ALL.iter().position(|known| code(known) == Some(step.into()));
    place.unwrap_or(usize::MAX)
}

impl Figures {
    /// The figures of the days from one to another, both included.
    pub(super) fn of<H: Host>(counter: &Counter<H>, from: NaiveDate, to: NaiveDate) -> Result<Self, Refusal> {
        let tallies = counter.store().tallies(from, to)?;
        let labels = Labels::of(counter, from, to)?;
        let mut figures = Self { totals: Totals::of(&tallies), labels, ..Self::default() };
        let mut hours: BTreeMap<u32, BTreeMap<String, ModeFigure>> = BTreeMap::new();
        for tally in &tallies {
            let Tally { key, n, amount, most } = tally;
            let parts: Vec<&str> = key.split('/').collect();
            match parts.as_slice() {
                [what @ ("opened" | "done" | "ended"), hour, mode] => {
                    let modes = hours.entry(hour.parse().unwrap_or(0)).or_default();
                    let fresh = || ModeFigure { mode: (*mode).to_owned(), opened: 0, done: 0, ended: 0 };
                    let figure = modes.entry((*mode).to_owned()).or_insert_with(fresh);
                    match *what {
                        "opened" => figure.opened += n,
                        "done" => figure.done += n,
                        _ => figure.ended += n,
                    }
                }
                ["stop", rulebook, clause, check] => {
                    figures.stops.push(stop(counter, rulebook, clause, check, *n));
                }
                ["waste", why] => {
                    let why = (*why).to_owned();
                    figures.waste.push(WasteFigure { why, times: *n, milligrams: *amount });
                }
                ["step", step] => figures.steps.push(StepFigure {
                    step: (*step).to_owned(),
                    times: *n,
                    mean_seconds: amount.checked_div(*n).unwrap_or(0),
                    most_seconds: *most,
                }),
                ["lot", ..] => {
                    let lot = key.strip_prefix("lot/").unwrap_or_default();
                    figures.lots.push(weighed(counter, lot, *n, *amount)?);
                }
                _ => {}
            }
        }
        let hours = hours.into_iter();
        figures.hours =
            hours.map(|(hour, modes)| HourFigure { hour, modes: modes.into_values().collect() }).collect();
        figures.stops.sort_by(|one, other| other.times.cmp(&one.times).then(one.clause.cmp(&other.clause)));
        figures
            .lots
            .sort_by(|one, other| other.milligrams.cmp(&one.milligrams).then(one.lot.cmp(&other.lot)));
        figures.steps.sort_by_key(|figure| place(&figure.step));
        for tally in counter.store().done_by_day(from, to)? {
            if let Ok(day) = tally.key.parse() {
                figures.days.push(DayFigure { day, done: tally.n });
            }
        }
        Ok(figures)
    }
}

fn stop<H: Host>(counter: &Counter<H>, rulebook: &str, clause: &str, check: &str, times: u64) -> StopFigure {
    let book = counter.assets().rulebooks.iter().find(|book| book.id == rulebook);
    let duty = book.and_then(|book| book.clause(clause)).map(|clause| clause.duty.clone());
    StopFigure {
        rulebook: rulebook.to_owned(),
        rulebook_title: book.map_or_else(|| rulebook.to_owned(), |book| book.title.clone()),
        clause: clause.to_owned(),
        duty: duty.unwrap_or_default(),
        check: check.to_owned(),
        check_title: rules::Check::named(check).map_or_else(String::new, |check| check.title().to_owned()),
        times,
    }
}

fn weighed<H: Host>(
    counter: &Counter<H>,
    lot: &str,
    times: u64,
    milligrams: u64,
) -> Result<LotFigure, Refusal> {
    let store = counter.store();
    let row = known(store.lot(&LotId::new(lot)?))?;
    let product = match &row {
        Some(row) => known(store.product(&row.product))?,
        None => None,
    };
    Ok(LotFigure {
        lot: lot.to_owned(),
        number: row.map(|row| row.number).unwrap_or_default(),
        product: product.map(|product| product.name.clone()).unwrap_or_default(),
        times,
        milligrams,
    })
}
