//! The store's own lists: its people with their files, its equipment and its rooms.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::ids::AreaId;
use domain::premises::{EnvironmentReading, Equipment, TestTrigger};
use domain::staff::{HealthCheck, Role, Training};
use registers::Readings;
use rules::DutyKind;
use rules::duties::{Term, terms};
use serde::{Deserialize, Serialize};
use store::tables::StaffRow;
use ts_rs::TS;

use super::people::name;
use super::{DutyCard, Person};
use crate::owed::{Duties, House, Owed};
use crate::steps::deliver::valid_hours;
use crate::{Counter, Host, Refusal, bounds};

/// Lists the staff.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListStaff {}

/// Leave to enter an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AreaLeave {
    /// Which area.
    pub area: String,
    /// Its last day.
    #[ts(as = "String")]
    pub until: NaiveDate,
    /// How long it still holds.
    pub term: DutyCard,
}

/// A person with their file, as far as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StaffCard {
    /// Name, roles and presence.
    #[serde(flatten)]
    pub person: Person,
    /// First day of the post.
    #[ts(as = "String")]
    pub appointed_on: NaiveDate,
    /// Last day of the post, if it ended.
    #[ts(as = "Option<String>")]
    pub left_on: Option<NaiveDate>,
    /// Since when in cosmetics production or quality management.
    #[ts(as = "Option<String>")]
    pub experience_since: Option<NaiveDate>,
    /// The latest training.
    #[ts(type = "{ passed_on: string, content: string, method: string } | null")]
    pub training: Option<Training>,
    /// The latest health check.
    #[ts(type = "{ on: string, fit: boolean } | null")]
    pub health: Option<HealthCheck>,
    /// Whether it holds; none of who neither operates nor releases.
    pub health_term: Option<DutyCard>,
    /// Areas that the person may enter.
    pub areas: Vec<AreaLeave>,
    /// Whether the person has a PIN.
    pub has_pin: bool,
    /// What the person was called by mistake before, the latest last.
    pub formerly: Vec<FormerName>,
}

/// A name that was put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormerName {
    /// The wrong one; the person's number where the vault holds it no more.
    pub name: String,
    /// Why it was wrong.
    pub reason: String,
    /// Who put it right: a code.
    pub by: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
}

impl StaffCard {
    /// The file where `whole`, else what everybody in the store sees of each other.
    fn of<H: Host>(
        counter: &Counter<H>,
        row: &StaffRow,
        duties: &Duties,
        whole: bool,
    ) -> Result<Self, Refusal> {
        let member = &row.member;
        let leave = |(area, until): &(AreaId, NaiveDate)| AreaLeave {
            area: area.to_string(),
            until: *until,
            term: DutyCard::of(counter, Term::through(*until)),
        };
        let areas = member.areas.iter().filter(|_| whole).map(leave).collect();
        let mut formerly = Vec::new();
        for one in row.formerly.iter().filter(|_| whole) {
            let name = name(counter.store(), &one.name)?.unwrap_or_else(|| member.id.to_string());
            formerly.push(FormerName {
                name,
                reason: one.reason.clone(),
                by: one.by.to_string(),
                at: one.at,
            });
        }
        Ok(Self {
            person: Person::of(counter, row, true)?,
            appointed_on: member.appointed_on,
            left_on: member.left_on,
            experience_since: member.experience_since.filter(|_| whole),
            training: member.training.clone().filter(|_| whole),
            health: member.health.clone().filter(|_| whole),
            health_term: duties.card(DutyKind::Health, member.id.as_str()).filter(|_| whole),
            areas,
            has_pin: row.pin.is_some(),
            formerly,
        })
    }
}

impl Command for ListStaff {
    const NAME: &'static str = "staff.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<StaffCard>;
}

impl<H: Host> Run<Counter<H>> for ListStaff {
    /// Files are for the store manager, who keeps them, for the inspector, whom 山东指南 第四、五条 give them to look at,
    /// and each for the person whose file it is. Here alone an inspector reads names: a file without one proves nothing.
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<StaffCard>, Refusal> {
        let (rows, today) = (counter.store().staff()?, counter.today());
        let own = |row: &StaffRow| row.member.id.as_str() == caller.actor();
        let keeps = |row: &StaffRow| {
            row.member.holds(Role::StoreManager, today) || row.member.holds(Role::Inspector, today)
        };
        let all = rows.iter().any(|row| own(row) && keeps(row));
        let duties = Owed::of(counter)?.people(&rows).duties();
        rows.iter().map(|row| StaffCard::of(counter, row, &duties, all || own(row))).collect()
    }
}

/// Lists the equipment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListEquipment {}

/// A piece of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EquipmentCard {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub area: String,
    /// Dedicated to wax-based products.
    pub wax_only: bool,
    /// The procedure in force.
    pub procedure: String,
    /// When it was last used or, if never, set up.
    #[ts(as = "String")]
    pub last_used: NaiveDate,
    /// Whether it is clean.
    pub clean: DutyCard,
    /// How long its latest cleaning was said to hold, in hours.
    pub valid_hours: Option<u32>,
    /// Whether a stop of half a year calls for a self-inspection.
    pub inspection: DutyCard,
    /// Whether a sample test is owed.
    pub test: DutyCard,
    /// Why a sample test is owed, if one is.
    #[ts(type = "TestTrigger | null")]
    pub open_test: Option<TestTrigger>,
    /// Latest self-inspection after a long stop.
    #[ts(as = "Option<String>")]
    pub inspected_on: Option<NaiveDate>,
}

impl EquipmentCard {
    /// Every piece with its duties.
    pub(super) fn all<H: Host>(
        counter: &Counter<H>,
        house: &House,
        duties: &Duties,
    ) -> Result<Vec<Self>, Refusal> {
        let (never, most) = (DutyCard::of(counter, Term::Never), bounds::cleaning_hours(counter)?);
        let of = |piece: &Equipment| {
            let card = |kind| duties.card(kind, piece.id.as_str()).unwrap_or(never);
            Self {
                id: piece.id.to_string(),
                name: piece.name.clone(),
                area: piece.area.to_string(),
                wax_only: piece.wax_only,
                procedure: piece.procedure.to_string(),
                last_used: piece.last_used,
                clean: card(DutyKind::Cleaning),
                valid_hours: piece.cleaned.as_ref().map(|cleaning| valid_hours(cleaning, most)),
                inspection: card(DutyKind::EquipmentInspection),
                test: card(DutyKind::EquipmentTest),
                open_test: piece.open_test,
                inspected_on: piece.inspected_on,
            }
        };
        Ok(house.equipment.iter().map(of).collect())
    }
}

impl Command for ListEquipment {
    const NAME: &'static str = "equipment.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<EquipmentCard>;
}

impl<H: Host> Run<Counter<H>> for ListEquipment {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<EquipmentCard>, Refusal> {
        let house = House::of(counter)?;
        let duties = Owed::of(counter)?.house(&house).tests()?.duties();
        EquipmentCard::all(counter, &house, &duties)
    }
}

/// Lists the areas with their latest readings.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListRooms {}

/// The latest reading of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RoomCard {
    /// Which area.
    pub area: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// Airborne bacteria in cfu/m³.
    pub cfu: u32,
    /// Tenths of a degree Celsius.
    pub temperature: i16,
    /// Tenths of a per cent relative humidity.
    pub humidity: u16,
    /// When the next is due.
    #[ts(as = "String")]
    pub next_due: Moment,
    /// Whether it still holds.
    pub due: DutyCard,
}

impl Command for ListRooms {
    const NAME: &'static str = "room.list";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<RoomCard>;
}

impl<H: Host> Run<Counter<H>> for ListRooms {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<RoomCard>, Refusal> {
        let rows = counter.store().latest_entries::<Readings>("area")?.into_iter();
        let mut rooms: Vec<RoomCard> = rows.map(|row| RoomCard::of(counter, &row.says.reading())).collect();
        rooms.sort_by(|one, other| one.area.cmp(&other.area));
        Ok(rooms)
    }
}

impl RoomCard {
    pub(super) fn of<H: Host>(counter: &Counter<H>, reading: &EnvironmentReading) -> Self {
        Self {
            area: reading.area.to_string(),
            at: reading.at,
            cfu: reading.cfu,
            temperature: reading.temperature,
            humidity: reading.humidity,
            next_due: reading.next_due,
            due: DutyCard::of(counter, terms::reading(Some(&reading.into()))),
        }
    }
}
