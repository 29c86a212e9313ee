//! The daily work at a glance: what clearance asks of the store now, with what is missing; and what is still to be done
//! before the store closes. The opening list is the rules' own findings, judged by the same snapshot as a clearance.

use chrono::NaiveDate;
use domain::Moment;
use domain::ids::ContainerId;
use domain::leftover::Standing;
use domain::need::Needs;
use domain::premises::Cleaning;
use domain::staff::Role;
use domain::stock::{Container, Lot};
use rules::{Gate, Outcome};
use serde::{Deserialize, Serialize};
use store::Store;
use ts_rs::TS;

use super::gates::{Chosen, of_the_store};
use super::house::{EquipmentCard, RoomCard};
use super::proposal::propose;
use super::reader::Reader;
use super::{Finding, Person};
use crate::command::{Caller, Command};
use crate::facts::{Situation, snapshot};
use crate::work::dispose::officer_signs;
use crate::work::leftover::last_day;
use crate::{Counter, Host, Refusal, work};

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
    /// Its latest cleaning.
    #[ts(type = "{ at: string, valid_until: string, used_since: boolean } | null")]
    pub cleaned: Option<Cleaning>,
    /// By which procedure that was.
    pub procedure: Option<String>,
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
    fn of(store: &Store, container: &Container, lot: &Lot, today: NaiveDate) -> Result<Self, Refusal> {
        let use_by = last_day(container, lot);
        let sealing = container.standing.sealing();
        Ok(Self {
            container: container.id.to_string(),
            lot: lot.id.to_string(),
            number: lot.number.clone(),
            product_name: store.product(&lot.product)?.name,
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
            expired: use_by < today,
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
    const ROLES: &'static [Role] = &[];
    type Reply = LeftoverCard;

    fn run<H: Host>(self, counter: &mut Counter<H>, _: &Caller) -> Result<LeftoverCard, Refusal> {
        let store = counter.store();
        let container = store.container(&self.container)?;
        LeftoverCard::of(store, &container, &store.lot(&container.lot)?, counter.today())
    }
}

impl Command for LookWork {
    const NAME: &'static str = "work.look";
    const ROLES: &'static [Role] = &[];
    type Reply = WorkView;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<WorkView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let (store, today) = (reader.store(), counter.today());
        let mut rest = store.containers_with_rest()?;
        rest.sort_by_key(|container| (order(&container.standing), container.opened_at));
        let leftovers_total = rest.len();
        let people = on_shift(&reader)?;
        let areas = areas(counter)?;
        let equipment: Vec<EquipmentCard> = store.equipment()?.into_iter().map(Into::into).collect();
        let visits = visits(&reader)?;
        let closing =
            closing(counter, &Open { rest: &rest, people: &people, areas: &areas, visits: &visits })?;
        rest.truncate(LISTED);
        let cards = rest
            .iter()
            .map(|container| LeftoverCard::of(store, container, &store.lot(&container.lot)?, today));
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

fn areas<H: Host>(counter: &Counter<H>) -> Result<Vec<AreaCard>, Refusal> {
    let store = counter.store();
    let readings = store.latest_readings()?;
    let mut cards = Vec::new();
    for area in work::areas(counter)? {
        let cleaned = store.area_cleaned(&area)?;
        let reading = readings.iter().find(|row| row.reading.area == area);
        cards.push(AreaCard {
            area: area.to_string(),
            procedure: cleaned.as_ref().map(|row| row.procedure.to_string()),
            cleaned: cleaned.map(|row| row.cleaned),
            reading: reading.map(|row| row.reading.clone().into()),
        });
    }
    Ok(cards)
}

fn visits<H: Host>(reader: &Reader<'_, H>) -> Result<Vec<VisitCard>, Refusal> {
    let (store, today) = (reader.store(), reader.counter.today());
    let mut rows = store.visits_on(today)?;
    rows.extend(
        store.visitors_inside()?.into_iter().filter(|row| row.visit.entered_at.date_naive() != today),
    );
    rows.sort_by_key(|row| (row.left_at.is_some(), std::cmp::Reverse(row.visit.entered_at)));
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let visit = row.visit;
        let name = if reader.personal() { super::people::name(store, &visit.name)? } else { None };
        cards.push(VisitCard {
            name: name.unwrap_or_else(|| visit.id.to_string()),
            visit: visit.id.to_string(),
            purpose: visit.purpose,
            area: visit.area.to_string(),
            escort: reader.person(&visit.escort)?.name,
            entered_at: visit.entered_at,
            left_at: row.left_at,
        });
    }
    Ok(cards)
}

/// What the closing list looks at.
struct Open<'a> {
    rest: &'a [Container],
    people: &'a [OnShift],
    areas: &'a [AreaCard],
    visits: &'a [VisitCard],
}

fn closing<H: Host>(counter: &Counter<H>, open: &Open<'_>) -> Result<Vec<ClosingLine>, Refusal> {
    let now = counter.host().now();
    // Whatever step it stands at: tomorrow nobody knows what the customer was told, and the day's log asks for it.
    let services = counter.store().open_services()?.into_iter();
    let standing = |wanted: u8| {
        let found = open.rest.iter().filter(move |container| order(&container.standing) == wanted);
        found.map(|container| container.id.to_string()).collect::<Vec<_>>()
    };
    let dirty = |cleaning: Option<&Cleaning>| {
        cleaning.is_none_or(|cleaning| cleaning.used_since || cleaning.valid_until < now)
    };
    let pieces = counter.store().equipment()?.into_iter();
    // What stands idle and dirty is not today's work: only what was used since its cleaning.
    let used = pieces.filter(|piece| piece.cleaned.as_ref().is_some_and(|cleaning| cleaning.used_since));
    let worked_in = open.areas.iter().filter(|card| dirty(card.cleaned.as_ref()));
    let line = |what, article, open| ClosingLine { what, article, open };
    Ok(vec![
        line(
            "services",
            "第二十条",
            services.map(|service| service.progress().number().to_string()).collect(),
        ),
        line("leftovers_sealed", "第十八条", standing(0)),
        line("leftovers_released", "第十八条", standing(1)),
        line("equipment_clean", "第二十三条", used.map(|piece| piece.id.to_string()).collect()),
        line("areas_clean", "第二十三条", worked_in.map(|card| card.area.clone()).collect()),
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
