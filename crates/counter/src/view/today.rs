//! The first screen of the day: half-done services, what was handed over, who is here, and what the store owes itself.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use rules::duties::Until;
use rules::{Duty, DutyKind};
use serde::{Deserialize, Serialize};
use store::tables::ServiceLine;
use ts_rs::TS;

use super::reader::Reader;
use super::{CustomerCard, Finding, Person, ServiceCard, setup};
use crate::owed::{House, Owed};
use crate::rights::cases::CaseCard;
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
    pub valid_until: Option<Until>,
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
    pub next_due: Option<Until>,
}

/// A customer who is to be called back, today or since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CallDue {
    /// After which service.
    pub service: String,
    /// Who she is.
    pub customer: CustomerCard,
    /// By which day.
    #[ts(as = "String")]
    pub due_on: NaiveDate,
    /// Whether that day has passed.
    pub overdue: bool,
    /// Whether the working days of a year on the way were not published then.
    pub provisional: bool,
    /// Who served her.
    pub advisor: String,
    /// What she has.
    pub recipe_name: Option<String>,
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
    /// Customers to be called back, the earliest due first, one's own before others'.
    pub calls_due: Vec<CallDue>,
    /// Cases that nobody closed, the earliest due first.
    pub cases: Vec<CaseCard>,
}

impl Command for LookToday {
    const NAME: &'static str = "today.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = Today;
}

impl<H: Host> Run<Counter<H>> for LookToday {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Today, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let mut open = reader.store().open_lines()?;
        open.sort_by_key(|service| std::cmp::Reverse(service.opened.at));
        let mut done = reader.store().lines_done_on(counter.today())?;
        done.sort_by_key(|service| std::cmp::Reverse(service.done.map(|done| done.at)));
        let permission = permit::stops(counter)?.unwrap_or_default();
        let mut present = reader.everybody()?;
        present.retain(|person| person.present);
        let house = House::of(counter)?;
        let duties = Owed::of(counter)?.house(&house).tests()?.duties();
        let said = |kind| duties.of(kind).filter(|duty| duty.is_said());
        let cleaning = |duty: &Duty| {
            let piece = house.equipment.iter().find(|piece| piece.id.as_str() == duty.subject);
            CleaningDue {
                equipment: duty.subject.clone(),
                name: piece.map(|piece| piece.name.clone()).unwrap_or_default(),
                valid_until: duty.until,
                used_since: duty.used,
            }
        };
        let environment = |duty: &Duty| EnvironmentDue { area: duty.subject.clone(), next_due: duty.until };
        let cases = counter.store().open_cases()?;
        Ok(Today {
            calls_due: calls_due(counter, &reader, caller)?,
            cases: cases.iter().map(|row| CaseCard::of(&reader, row)).collect::<Result<_, _>>()?,
            open: reader.cards(open)?,
            done_today: reader.cards(done)?,
            present,
            permission: Finding::all(&permission, &counter.assets().rulebooks),
            setup_left: setup::items(counter, &house, &duties)?.iter().filter(|item| !item.done).count(),
            cleaning_due: said(DutyKind::Cleaning).map(cleaning).collect(),
            environment_due: said(DutyKind::Environment).map(environment).collect(),
        })
    }
}

/// So many calls are listed.
const CALLS: u32 = 50;

/// Whom to call today: not before the day, and only who can still be reached.
fn calls_due<H: Host>(
    counter: &Counter<H>,
    reader: &Reader<'_, H>,
    caller: &Caller,
) -> Result<Vec<CallDue>, Refusal> {
    let today = counter.today();
    let mut due = Vec::new();
    for call in counter.call_backs_due(CALLS)? {
        let ServiceLine { opened, recipe, done, .. } = reader.store().service_line(&call.service)?;
        let Some(customer) = reader.customer_within_reach(&opened.customer)? else { continue };
        let Some(done) = done else { continue };
        let mine = opened.advisor.as_str() == caller.actor();
        due.push((
            !mine,
            CallDue {
                service: call.service.to_string(),
                customer,
                due_on: call.due_on,
                overdue: rules::duties::has_passed(call.due_on, today),
                provisional: done.call_back.provisional
                    || counter.call_back_of(done.at, done.call_back)?.doubted,
                advisor: reader.staff_name(&opened.advisor)?,
                recipe_name: recipe.map(|recipe| reader.recipe_name(&recipe)).transpose()?,
            },
        ));
    }
    due.sort_by(|(other, one), (others, another)| (other, one.due_on).cmp(&(others, another.due_on)));
    Ok(due.into_iter().map(|(_, call)| call).collect())
}
