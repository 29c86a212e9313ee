//! The pilot authorisations of the store: which bind today, which are coming, ended or suspended
//! (国家药监局 2025 年第 58 号 第五条).

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::premises::Authorisation;
use domain::recipe::ServiceType;
use rules::duties::{Term, terms};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DutyCard, DutyState};
use crate::{Counter, Host, Refusal};

/// Lists the pilot authorisations, the latest first.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListAuthorisations {}

/// How an authorisation stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It permits services today.
    Valid,
    /// Its first day is still to come.
    Coming,
    /// Its last day has passed.
    Ended,
    /// The authority suspended it.
    Suspended,
}

/// One authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AuthorisationCard {
    /// Its number in this store.
    pub id: String,
    /// The document that grants it.
    pub document: String,
    /// What it allows.
    #[ts(type = "ServiceType[]")]
    pub services: Vec<ServiceType>,
    /// First day.
    #[ts(as = "String")]
    pub from: NaiveDate,
    /// Last day.
    #[ts(as = "String")]
    pub to: NaiveDate,
    /// How it stands today.
    pub standing: Standing,
    /// Days left, today included, of one that is valid; none otherwise.
    pub days_left: Option<i64>,
    /// Whether it is valid and ends soon.
    pub ends_soon: bool,
}

impl AuthorisationCard {
    fn of<H: Host>(counter: &Counter<H>, authorisation: Authorisation) -> Self {
        let standing = match terms::authorisation(&(&authorisation).into(), counter.today()) {
            terms::Standing::Valid => Standing::Valid,
            terms::Standing::Coming => Standing::Coming,
            terms::Standing::Ended => Standing::Ended,
            terms::Standing::Suspended => Standing::Suspended,
        };
        let Authorisation { id, services, from, to, document, .. } = authorisation;
        let term = DutyCard::of(counter, Term::through(to));
        let valid = standing == Standing::Valid;
        Self {
            id: id.to_string(),
            document: document.to_string(),
            services,
            from,
            to,
            standing,
            days_left: term.days.filter(|_| valid).map(|days| days + 1),
            ends_soon: valid && matches!(term.state, DutyState::DueSoon | DutyState::DueToday),
        }
    }
}

impl Command for ListAuthorisations {
    const NAME: &'static str = "authorisation.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<AuthorisationCard>;
}

impl<H: Host> Run<Counter<H>> for ListAuthorisations {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<AuthorisationCard>, Refusal> {
        let mut cards: Vec<_> = counter
            .store()
            .authorisations()?
            .into_iter()
            .map(|authorisation| AuthorisationCard::of(counter, authorisation))
            .collect();
        cards.sort_by(|one, other| (other.to, &other.id).cmp(&(one.to, &one.id)));
        Ok(cards)
    }
}
