//! The store's standing as the duties are judged by it: read once, by index, and only as far as a list asks.
//!
//! It judges nothing: what is due, and from when on, is [`rules::duties`]'s alone.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use domain::Moment;
use domain::ids::AreaId;
use domain::premises::{EnvironmentReading, Equipment};
use registers::{AreaCleaning, By, Cleanings, Each, Readings, Register, SPECS, with};
use rules::duties::{
    Area, CallBack, Copies, Intervals, OnShelf, OpenCase, RegisterRule, Registered, Term, Until,
};
use rules::{Duty, DutyKind, MendAction, StoreFacts, facts};
use store::tables::{self, StaffRow};

use crate::entries::lengthened;
use crate::facts::recent_tests;
use crate::view::DutyCard;
use crate::work::leftover::last_day;
use crate::{Counter, Host, Refusal};

/// What is read of the store so far.
pub(crate) struct Owed<'a, H: Host> {
    counter: &'a Counter<H>,
    facts: StoreFacts,
}

/// The equipment and the areas as they lie in the store, for a view that shows them.
pub(crate) struct House {
    pub(crate) equipment: Vec<Equipment>,
    pub(crate) readings: Vec<EnvironmentReading>,
    pub(crate) cleaned: Vec<AreaCleaning>,
}

impl House {
    pub(crate) fn of<H: Host>(counter: &Counter<H>) -> Result<Self, Refusal> {
        let store = counter.store();
        let readings = store.latest_entries::<Readings>("area")?;
        let cleaned = store.latest_entries::<Cleanings>("area")?;
        Ok(Self {
            equipment: store.equipment()?,
            readings: readings.iter().map(|entry| entry.says.reading()).collect(),
            cleaned: cleaned.into_iter().map(|entry| entry.says).collect(),
        })
    }

    /// The operation areas that the store has: where its equipment stands, and where it measured or cleaned.
    pub(crate) fn areas(&self) -> BTreeSet<&AreaId> {
        let stand = self.equipment.iter().map(|piece| &piece.area);
        let measured = self.readings.iter().map(|reading| &reading.area);
        stand.chain(measured).chain(self.cleaned.iter().map(|row| &row.area)).collect()
    }
}

impl<'a, H: Host> Owed<'a, H> {
    /// A store of which only its place and its authorisations are known.
    pub(crate) fn of(counter: &'a Counter<H>) -> Result<Self, Refusal> {
        let (store, rules) = (counter.store(), &counter.assets().day_rules);
        let intervals = Intervals {
            soon_days: rules.soon_days,
            backup_days: rules.backup_days,
            drill_days: rules.drill_days,
        };
        let authorisations = store.authorisations()?.iter().map(Into::into).collect();
        let row = store.premises()?;
        let mut facts = StoreFacts::new((&row.premises).into(), authorisations, intervals);
        facts.licence_until = row.licence_until;
        Ok(Self { counter, facts })
    }

    /// And its equipment and areas.
    pub(crate) fn house(mut self, house: &House) -> Self {
        self.facts.equipment = house.equipment.iter().map(Into::into).collect();
        let area = |id: &AreaId| Area {
            id: id.to_string(),
            cleaned: house.cleaned.iter().find(|row| row.area == *id).map(|row| (&row.cleaning()).into()),
            reading: house.readings.iter().find(|reading| reading.area == *id).map(Into::into),
            worked_in: house.equipment.iter().any(|piece| piece.area == *id),
        };
        self.facts.areas = house.areas().into_iter().map(area).collect();
        self
    }

    /// And its product tests.
    pub(crate) fn tests(mut self) -> Result<Self, Refusal> {
        let tests = recent_tests(self.counter.store(), self.counter.today())?;
        self.facts.product_tests = Some(tests.iter().map(Into::into).collect());
        Ok(self)
    }

    /// And its people.
    pub(crate) fn people(mut self, rows: &[StaffRow]) -> Self {
        let today = self.counter.today();
        let person = |row: &StaffRow| facts::Person::of(&row.member, row.here_on(today).is_some());
        self.facts.people = rows.iter().map(person).collect();
        self
    }

    /// And its copies: when the last was made that is not known to be bad, and when restoring was last tried out with
    /// success.
    pub(crate) fn copies(mut self) -> Result<Self, Refusal> {
        let copies = self.counter.store().backups()?;
        let sound = copies.iter().filter(|copy| copy.drill.as_ref().is_none_or(|drill| drill.passed));
        self.facts.copies = Some(Copies {
            made_at: sound.map(|copy| copy.made_at).max(),
            restored_at: copies.iter().filter_map(|copy| copy.passed_at).max(),
            any: !copies.is_empty(),
        });
        Ok(self)
    }

    /// And the entries of registers of which something is due today or was due before, or within hours past midnight: what is
    /// looked at each month would otherwise always be due soon.
    pub(crate) fn registers(mut self) -> Result<Self, Refusal> {
        let today = self.counter.today();
        for rule in RULES.iter() {
            let due = DueEntries { counter: self.counter, rule, today };
            self.facts.registers.extend(with(rule.id, due).unwrap_or_else(|| Ok(Vec::new()))?);
        }
        Ok(self)
    }

    /// And what stands on the shelf and may not be used for much longer, the earliest first.
    pub(crate) fn shelf(mut self) -> Result<Self, Refusal> {
        let store = self.counter.store();
        let by = self.counter.today() + Days::new(self.facts.intervals.soon_days.into());
        for lot in store.lots_ending(by, SHELVED)? {
            let shelved = OnShelf { id: lot.id.to_string(), opened_on: None, last_day: lot.expires_on };
            self.facts.shelf.push(shelved);
        }
        for container in store.containers_ending(by, SHELVED)? {
            let last_day = last_day(&container, &store.lot(&container.lot)?);
            let opened_on = Some(domain::in_china(container.opened_at).date_naive());
            self.facts.shelf.push(OnShelf { id: container.id.to_string(), opened_on, last_day });
        }
        Ok(self)
    }

    /// And call-backs that were not made.
    pub(crate) fn call_backs(mut self, open: &[tables::CallBack]) -> Self {
        let open = open.iter();
        let open = open.map(|one| CallBack { service: one.service.to_string(), due_on: one.due_on });
        self.facts.call_backs = open.collect();
        self
    }

    /// And requests that nobody answered.
    pub(crate) fn requests(mut self) -> Result<Self, Refusal> {
        let open = self.counter.store().open_requests()?;
        let open = open.into_iter().map(|row| (row.received.request, row.received.at, row.received.due_on));
        self.facts.requests = self.promised(open)?;
        Ok(self)
    }

    /// And cases that nobody closed.
    pub(crate) fn cases(mut self) -> Result<Self, Refusal> {
        let open = self.counter.store().open_cases()?;
        let open = open.into_iter().map(|row| (row.opened.case, row.opened.at, row.opened.due_on));
        self.facts.cases = self.promised(open)?;
        Ok(self)
    }

    /// By when what was promised is due, whatever the clock said on that day.
    fn promised(
        &self,
        open: impl Iterator<Item = (String, Moment, NaiveDate)>,
    ) -> Result<Vec<OpenCase>, Refusal> {
        let by = |(id, at, due): (String, Moment, NaiveDate)| -> Result<OpenCase, Refusal> {
            let promise = self.counter.promise(domain::in_china(at).date_naive(), due)?;
            Ok(OpenCase { id, due_on: promise.by })
        };
        open.map(by).collect()
    }

    /// Its duties now.
    pub(crate) fn duties(&self) -> Duties {
        let (rulebooks, now) = (&self.counter.assets().rulebooks, self.counter.host().now());
        Duties(rules::duties(&self.facts, rulebooks, now))
    }
}

/// So many lots and so many containers are named at once; the next come when these are gone.
const SHELVED: u32 = 50;

/// The due rules of the registers that have one, by the registers' codes.
static RULES: LazyLock<Vec<RegisterRule>> = LazyLock::new(|| {
    let ruled = SPECS.iter().filter_map(|spec| Some((spec.code, spec.due?)));
    ruled.map(|(id, article)| RegisterRule { id, article, mend: MendAction::WorkOnEntry }).collect()
});

/// The entries of one register of which something is due by a day, or by a moment of the next.
struct DueEntries<'a, H: Host> {
    counter: &'a Counter<H>,
    rule: &'static RegisterRule,
    today: NaiveDate,
}

/// How long an entry is in order.
pub(crate) const fn in_order(by: By) -> Term {
    let until = match by {
        By::Day(day) => Until::Day(day),
        By::Moment(moment) => Until::Moment(moment),
    };
    Term::Holds { since: None, until: Some(until) }
}

impl<H: Host> Each for DueEntries<'_, H> {
    type Out = Result<Vec<Registered>, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let tomorrow = self.today + Days::new(1);
        let entries = self.counter.store().entries_due::<R>(tomorrow + Days::new(1))?;
        let entries = lengthened::<R, H>(self.counter, entries);
        let near = |by: &By| match by {
            By::Day(day) => *day < tomorrow,
            By::Moment(_) => by.day() <= tomorrow,
        };
        let asked = entries.iter().filter_map(|entry| {
            let term = in_order(R::due(&entry.says).filter(near)?);
            Some(Registered { rule: self.rule, subject: entry.number.clone(), term })
        });
        Ok(asked.collect())
    }
}

/// The duties of what was read.
pub(crate) struct Duties(Vec<Duty>);

impl Duties {
    /// All of them.
    pub(crate) fn all(&self) -> &[Duty] {
        &self.0
    }

    /// Those of a kind.
    pub(crate) fn of(&self, kind: DutyKind) -> impl Iterator<Item = &Duty> {
        self.0.iter().filter(move |duty| duty.kind == kind)
    }

    /// The one of a kind that is about a thing, to be shown.
    pub(crate) fn card(&self, kind: DutyKind, subject: &str) -> Option<DutyCard> {
        self.of(kind).find(|duty| duty.subject == subject).map(Into::into)
    }
}
