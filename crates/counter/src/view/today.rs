//! The first screen of the day: half-done services, what was handed over, who is here, and what the store owes itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::ids::StaffId;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::tables::ServiceLine;
use ts_rs::TS;

use super::reader::Reader;
use super::{CustomerCard, Finding, Person, ServiceCard, setup};
use crate::day::DueItem;
use crate::day::due::{said, standing};
use crate::day::named::called;
use crate::owed::House;
use crate::rights::cases::CaseCard;
use crate::{Counter, Host, Refusal, permit};

/// Looks at the day.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookToday {}

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
    /// What else the store owes, what is overdue first. How long the papers of a person hold is said to them, and to who keeps
    /// the file.
    pub due: Vec<DueItem>,
    /// What the subjects of what is due are called, by kind and code: `cleaning:SC01`.
    pub names: BTreeMap<String, String>,
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
        let duties = standing(counter, &house)?.duties();
        let member = counter.store().person(&StaffId::new(caller.actor())?)?.member;
        let keeps_file =
            [Role::StoreManager, Role::Inspector].iter().any(|role| member.holds(*role, counter.today()));
        let mut due = said(&duties);
        due.retain(|item| !item.kind.is_of_a_person() || keeps_file || item.subject == caller.actor());
        let cases = counter.store().open_cases()?;
        Ok(Today {
            calls_due: calls_due(counter, &reader, caller)?,
            cases: cases.iter().map(|row| CaseCard::of(&reader, row)).collect::<Result<_, _>>()?,
            open: reader.cards(open)?,
            done_today: reader.cards(done)?,
            present,
            permission: Finding::all(&permission, &counter.assets().rulebooks),
            setup_left: setup::items(counter, &house, &duties)?.iter().filter(|item| !item.done).count(),
            names: called(&reader, &due)?,
            due,
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
                provisional: counter.firm(done.at, done.call_back)?.provisional
                    || counter.call_back_of(done.at, done.call_back)?.doubted,
                advisor: reader.staff_name(&opened.advisor)?,
                recipe_name: recipe.map(|recipe| reader.recipe_name(&recipe)).transpose()?,
            },
        ));
    }
    due.sort_by(|(other, one), (others, another)| (other, one.due_on).cmp(&(others, another.due_on)));
    Ok(due.into_iter().map(|(_, call)| call).collect())
}
