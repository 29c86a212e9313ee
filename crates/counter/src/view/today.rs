//! The first screen of the day: half-done services, what was handed over, who is here, and what the store owes itself.

use std::collections::BTreeSet;

use domain::Moment;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::reader::Reader;
use super::{Finding, Person, ServiceCard, setup};
use crate::command::{Caller, Command};
use crate::{Counter, Host, Refusal, permit};

/// Looks at the day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookToday {}

/// A piece of equipment that must be cleaned before it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CleaningDue {
    /// Which.
    pub equipment: String,
    /// What it is called.
    pub name: String,
    /// Until when its latest cleaning holds or held.
    #[ts(as = "Option<String>")]
    pub valid_until: Option<Moment>,
    /// Whether it has been used since.
    pub used_since: bool,
}

/// An area that is to be measured today or should have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EnvironmentDue {
    /// Which.
    pub area: String,
    /// When; none where it was never measured.
    #[ts(as = "Option<String>")]
    pub next_due: Option<Moment>,
}

/// The day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Today {
    /// Services that are neither handed over nor ended, the latest first.
    pub open: Vec<ServiceCard>,
    /// What was handed over today, the latest first.
    pub done_today: Vec<ServiceCard>,
    /// Who is in the store.
    pub present: Vec<Person>,
    /// What stops the store from serving with a product today; empty if nothing does.
    pub permission: Vec<Finding>,
    /// How many things are still missing before the store can serve.
    pub setup_left: usize,
    /// Equipment to be cleaned.
    pub cleaning_due: Vec<CleaningDue>,
    /// Areas to be measured.
    pub environment_due: Vec<EnvironmentDue>,
}

impl Command for LookToday {
    const NAME: &'static str = "today.look";
    const ROLES: &'static [Role] = &[];
    type Reply = Today;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Today, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let mut open = reader.store().open_lines()?;
        open.sort_by_key(|service| std::cmp::Reverse(service.opened.at));
        let mut done = reader.store().lines_done_on(counter.today())?;
        done.sort_by_key(|service| std::cmp::Reverse(service.done_at));
        let permission = permit::stops(counter)?.unwrap_or_default();
        let mut present = reader.everybody()?;
        present.retain(|person| person.present);
        Ok(Today {
            open: reader.cards(open)?,
            done_today: reader.cards(done)?,
            present,
            permission: Finding::all(&permission, &counter.assets().rulebooks),
            setup_left: setup::items(counter)?.iter().filter(|item| !item.done).count(),
            cleaning_due: cleaning_due(counter)?,
            environment_due: environment_due(counter)?,
        })
    }
}

fn cleaning_due<H: Host>(counter: &Counter<H>) -> Result<Vec<CleaningDue>, Refusal> {
    let now = counter.host().now();
    let due = counter.store().equipment()?.into_iter().filter_map(|piece| {
        let (valid_until, used_since) =
            piece.cleaned.map_or((None, false), |cleaning| (Some(cleaning.valid_until), cleaning.used_since));
        let owed = used_since || valid_until.is_none_or(|until| until < now);
        owed.then(|| CleaningDue {
            equipment: piece.id.to_string(),
            name: piece.name,
            valid_until,
            used_since,
        })
    });
    Ok(due.collect())
}

fn environment_due<H: Host>(counter: &Counter<H>) -> Result<Vec<EnvironmentDue>, Refusal> {
    let (store, today) = (counter.store(), counter.today());
    let areas: BTreeSet<_> = store.equipment()?.into_iter().map(|piece| piece.area).collect();
    let readings = store.latest_readings()?;
    let due = areas.into_iter().filter_map(|area| {
        let latest = readings.iter().find(|row| row.reading.area == area);
        let next_due = latest.map(|row| row.reading.next_due);
        let owed = next_due.is_none_or(|next| next.date_naive() <= today);
        owed.then(|| EnvironmentDue { area: area.to_string(), next_due })
    });
    Ok(due.collect())
}
