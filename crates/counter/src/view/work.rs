//! The daily work at a glance: what clearance asks of the store now, with what is missing; and what is still to be done
//! before the store closes. The opening list is the rules' own findings, judged by the same snapshot as a clearance.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::ids::{AreaId, ContainerId};
use domain::leftover::Standing;
use domain::need::Needs;
use domain::stock::{Container, Lot};
use registers::{INSIDE, Visitors};
use rules::duties::{Term, has_passed};
use rules::{Duty, DutyKind, Gate, Outcome};
use serde::{Deserialize, Serialize};
use store::Listing;
use ts_rs::TS;

use super::gates::{Chosen, of_the_store};
use super::house::{EquipmentCard, RoomCard};
use super::proposal::propose;
use super::reader::Reader;
use super::{DutyCard, Finding, Person};
use crate::facts::{Situation, snapshot};
use crate::owed::{Duties, House, Owed};
use crate::steps::deliver::valid_hours;
use crate::work::dispose::officer_signs;
use crate::work::leftover::last_day;
use crate::{Counter, Host, Refusal, bounds};

/// Opened containers that are listed: what is at the bench, what waits for the officer, then the rest.
const LISTED: usize = 60;

/// Looks at the daily work.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookWork {}

/// The daily work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WorkView {
    /// What clearance asks of the store, whatever is made for whom: what stops first.
    pub opening: Vec<Finding>,
    /// What is to be done before the store closes, done or not.
    pub closing: Vec<ClosingLine>,
    /// Everybody in post, with since when they are here.
    pub people: Vec<OnShift>,
    /// The operation areas.
    pub areas: Vec<AreaCard>,
    /// The equipment.
    pub equipment: Vec<EquipmentCard>,
    /// Opened containers with something left: those at the bench first, then those that wait for the officer.
    pub leftovers: Vec<LeftoverCard>,
    /// How many there are, listed or not.
    pub leftovers_total: usize,
    /// How many lots wait for acceptance.
    pub lots_waiting: u64,
    /// Today's visits, and those that are not over.
    pub visits: Vec<VisitCard>,
}

/// One thing to be done before the store closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClosingLine {
    /// Which: `services`, `leftovers_sealed`, `leftovers_released`, `equipment_clean`, `areas_clean`, `visitors_left`,
    /// `everybody_left`.
    pub what: &'static str,
    /// The article that asks for it.
    pub article: &'static str,
    /// What is still open, by id.
    pub open: Vec<String>,
}

/// A person and their shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OnShift {
    /// Who.
    #[serde(flatten)]
    pub person: Person,
    /// Since when they are in the store by the last mark, today's or not.
    #[ts(as = "Option<String>")]
    pub since: Option<Moment>,
}

/// An operation area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AreaCard {
    /// Which.
    pub area: String,
    /// Whether it is clean.
    pub clean: DutyCard,
    /// How long its latest cleaning was said to hold, in hours.
    pub valid_hours: Option<u32>,
    /// By which procedure that was.
    pub procedure: Option<String>,
    /// Whether it is measured as its plan asks; nothing where no equipment stands.
    pub measured: Option<DutyCard>,
    /// Its latest reading.
    pub reading: Option<RoomCard>,
}

/// An opened container and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftoverCard {
    /// Its id.
    pub container: String,
    /// Of which lot.
    pub lot: String,
    /// The maker's number.
    pub number: String,
    /// What it is.
    pub product_name: String,
    /// When it was opened.
    #[ts(as = "String")]
    pub opened_at: Moment,
    /// The last day on which it may be used.
    #[ts(as = "String")]
    pub use_by: NaiveDate,
    /// What is left in it by the records.
    pub left_mg: u64,
    /// Where it stands.
    #[ts(type = "\"in_use\" | \"sealed\" | \"returned\" | \"disposed\"")]
    pub standing: &'static str,
    /// When it was sealed.
    #[ts(as = "Option<String>")]
    pub sealed_at: Option<Moment>,
    /// By whom.
    pub sealed_by: Option<String>,
    /// Whether its last day has passed.
    pub expired: bool,
    /// Whether the officer must sign what becomes of it.
    pub officer_signs: bool,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VisitCard {
    /// Its number.
    pub visit: String,
    /// The visitor; the number again where the reader sees no names or the name was erased.
    pub name: String,
    /// What made it necessary.
    pub purpose: String,
    /// Into which area.
    pub area: String,
    /// With whom.
    pub escort: String,
    /// From when.
    #[ts(as = "String")]
    pub entered_at: Moment,
    /// To when, once it is over.
    #[ts(as = "Option<String>")]
    pub left_at: Option<Moment>,
}

impl LeftoverCard {
    fn of<H: Host>(counter: &Counter<H>, container: &Container, lot: &Lot) -> Result<Self, Refusal> {
        let use_by = last_day(container, lot);
        let sealing = container.standing.sealing();
        Ok(Self {
            container: container.id.to_string(),
            lot: lot.id.to_string(),
            number: lot.number.clone(),
            product_name: counter.store().product(&lot.product)?.name,
            opened_at: container.opened_at,
            use_by,
            left_mg: container.left.0,
            standing: match container.standing {
                Standing::InUse => "in_use",
                Standing::Sealed(_) => "sealed",
                Standing::Returned(_) => "returned",
                Standing::Disposed { .. } => "disposed",
            },
            sealed_at: sealing.map(|sealing| sealing.at),
            sealed_by: sealing.map(|sealing| sealing.by.to_string()),
            expired: has_passed(use_by, counter.today()),
            officer_signs: officer_signs(lot),
        })
    }
}

/// Looks at one opened container, which was scanned.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookContainer {
    /// Which.
    #[ts(as = "String")]
    pub container: ContainerId,
}

impl Command for LookContainer {
    const NAME: &'static str = "container.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = LeftoverCard;
}

impl<H: Host> Run<Counter<H>> for LookContainer {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<LeftoverCard, Refusal> {
        let store = counter.store();
        let container = store.container(&self.container)?;
        LeftoverCard::of(counter, &container, &store.lot(&container.lot)?)
    }
}

impl Command for LookWork {
    const NAME: &'static str = "work.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = WorkView;
}

impl<H: Host> Run<Counter<H>> for LookWork {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<WorkView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let store = reader.store();
        let mut rest = store.containers_with_rest()?;
        rest.sort_by_key(|container| (order(&container.standing), container.opened_at));
        let leftovers_total = rest.len();
        let people = on_shift(&reader)?;
        let house = House::of(counter)?;
        let duties = Owed::of(counter)?.house(&house).tests()?.duties();
        let areas = areas(counter, &house, &duties)?;
        let equipment = EquipmentCard::all(counter, &house, &duties)?;
        let visits = visits(&reader)?;
        let closing =
            closing(counter, &Open { rest: &rest, people: &people, duties: &duties, visits: &visits })?;
        rest.truncate(LISTED);
        let cards =
            rest.iter().map(|container| LeftoverCard::of(counter, container, &store.lot(&container.lot)?));
        let leftovers = cards.collect::<Result<_, Refusal>>()?;
        let lots_waiting = store.count_lots(None, Some(domain::stock::Zone::Waiting))?;
        let opening = opening(&reader)?;
        Ok(WorkView {
            opening: Finding::all(&opening, &counter.assets().rulebooks),
            closing,
            people,
            areas,
            equipment,
            leftovers,
            leftovers_total,
            lots_waiting,
            visits,
        })
    }
}

const fn order(standing: &Standing) -> u8 {
    match standing {
        Standing::InUse => 0,
        Standing::Sealed(_) => 1,
        Standing::Returned(_) | Standing::Disposed { .. } => 2,
    }
}

/// What clearance asks of the store, judged with the bench that would be proposed and any recipe: what stops first.
fn opening<H: Host>(reader: &Reader<'_, H>) -> Result<Vec<rules::Finding>, Refusal> {
    let recipes = reader.store().recipes()?;
    let Some(recipe) = recipes.iter().find(|recipe| recipe.approved).or(recipes.first()) else {
        return Ok(Vec::new());
    };
    let size = recipe.sizes.first().copied().unwrap_or_default().0;
    let needs = Needs::default();
    let situation = |bench| Situation {
        now: reader.counter.host().now(),
        consent: None,
        needs: &needs,
        recipe,
        size,
        taken: &[],
        use_by: None,
        bench,
    };
    let bare = snapshot(reader.counter, &situation(None))?;
    let bench = propose(reader, Some(&bare), size)?;
    let chosen = Chosen::proposed(&bench.proposal)?;
    let facts = snapshot(reader.counter, &situation(Some(&chosen.bench())))?;
    let mut findings = rules::judge(&facts, &reader.counter.assets().rulebooks, Gate::Clearance);
    findings.retain(|finding| of_the_store(finding.check) && finding.outcome != Outcome::NotApplicable);
    // One line a check: several rulebooks may ask for the same.
    let rank = |outcome: Outcome| match outcome {
        Outcome::Stop => 0,
        Outcome::Warn => 1,
        Outcome::Pass | Outcome::NotApplicable => 2,
    };
    findings.sort_by_key(|finding| (rank(finding.outcome), finding.check));
    findings.dedup_by_key(|finding| finding.check);
    Ok(findings)
}

fn on_shift<H: Host>(reader: &Reader<'_, H>) -> Result<Vec<OnShift>, Refusal> {
    let mut people = Vec::new();
    for row in reader.store().staff()? {
        let person = Person::of(reader.counter, &row, reader.personal())?;
        if person.in_post || row.present_since.is_some() {
            people.push(OnShift { person, since: row.present_since });
        }
    }
    Ok(people)
}

fn areas<H: Host>(counter: &Counter<H>, house: &House, duties: &Duties) -> Result<Vec<AreaCard>, Refusal> {
    let most = bounds::cleaning_hours(counter)?;
    let never = DutyCard::of(counter, Term::Never);
    let card = |area: &AreaId| {
        let cleaned = house.cleaned.iter().find(|row| row.area == *area);
        let reading = house.readings.iter().find(|reading| reading.area == *area);
        AreaCard {
            area: area.to_string(),
            clean: duties.card(DutyKind::AreaCleaning, area.as_str()).unwrap_or(never),
            valid_hours: cleaned.map(|row| valid_hours(&row.cleaning(), most)),
            procedure: cleaned.map(|row| row.procedure.to_string()),
            measured: duties.card(DutyKind::Environment, area.as_str()),
            reading: reading.map(|reading| RoomCard::of(counter, reading)),
        }
    };
    Ok(house.areas().into_iter().map(card).collect())
}

fn visits<H: Host>(reader: &Reader<'_, H>) -> Result<Vec<VisitCard>, Refusal> {
    let (store, today) = (reader.store(), reader.counter.today());
    let (from, before) = (Some(today.to_string()), today.succ_opt().map(|day| day.to_string()));
    let of_today = Listing { by: "entered_at", from, before, ..Listing::default() };
    let mut rows = store.entries::<Visitors>(&of_today, 0, u32::MAX)?;
    rows.extend(
        store
            .entries_in::<Visitors>(INSIDE)?
            .into_iter()
            .filter(|row| row.says.entered_at.date_naive() != today),
    );
    rows.sort_by_key(|row| (row.says.left_at.is_some(), std::cmp::Reverse(row.says.entered_at)));
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let visit = row.says;
        let name = if reader.personal() { super::people::name(store, &visit.name)? } else { None };
        cards.push(VisitCard {
            name: name.unwrap_or_else(|| row.number.clone()),
            visit: row.number,
            purpose: visit.purpose.0,
            area: visit.area.to_string(),
            escort: reader.person(&visit.escort)?.name,
            entered_at: visit.entered_at,
            left_at: visit.left_at,
        });
    }
    Ok(cards)
}

/// What the closing list looks at.
struct Open<'a> {
    rest: &'a [Container],
    people: &'a [OnShift],
    duties: &'a Duties,
    visits: &'a [VisitCard],
}

fn closing<H: Host>(counter: &Counter<H>, open: &Open<'_>) -> Result<Vec<ClosingLine>, Refusal> {
    // Whatever step it stands at: tomorrow nobody knows what the customer was told, and the day's log asks for it.
    let services = counter.store().open_services()?.into_iter();
    let standing = |wanted: u8| {
        let found = open.rest.iter().filter(move |container| order(&container.standing) == wanted);
        found.map(|container| container.id.to_string()).collect::<Vec<_>>()
    };
    let subjects = |kind, wanted: fn(&Duty) -> bool| -> Vec<String> {
        open.duties.of(kind).filter(|duty| wanted(duty)).map(|duty| duty.subject.clone()).collect()
    };
    // What stands idle and dirty is not today's work: only what was used since its cleaning.
    let used = subjects(DutyKind::Cleaning, |duty| duty.used);
    let unclean = subjects(DutyKind::AreaCleaning, |duty| duty.state.is_overdue());
    let line = |what, article, open| ClosingLine { what, article, open };
    Ok(vec![
        line(
            "services",
            "第二十条",
            services.map(|service| service.progress().number().to_string()).collect(),
        ),
        line("leftovers_sealed", "第十八条", standing(0)),
        line("leftovers_released", "第十八条", standing(1)),
        line("equipment_clean", "第二十三条", used),
        line("areas_clean", "第二十三条", unclean),
        line(
            "visitors_left",
            "第六条",
            open.visits.iter().filter(|card| card.left_at.is_none()).map(|card| card.visit.clone()).collect(),
        ),
        line(
            "everybody_left",
            "第三条",
            open.people
                .iter()
                .filter(|one| one.since.is_some())
                .map(|one| one.person.staff.clone())
                .collect(),
        ),
    ])
}
