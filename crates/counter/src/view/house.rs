//! The store's own lists: its people with their files, its equipment and its rooms.

use chrono::NaiveDate;
use domain::Moment;
use domain::ids::AreaId;
use domain::premises::{Cleaning, EnvironmentReading, Equipment, TestTrigger};
use domain::staff::{HealthCheck, Role, Training};
use serde::{Deserialize, Serialize};
use store::tables::StaffRow;
use ts_rs::TS;

use super::Person;
use crate::command::{Caller, Command};
use crate::{Counter, Host, Refusal};

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
    /// Areas that the person may enter.
    pub areas: Vec<AreaLeave>,
    /// Whether the person has a PIN.
    pub has_pin: bool,
}

impl StaffCard {
    /// The file where `whole`, else what everybody in the store sees of each other.
    fn of<H: Host>(counter: &Counter<H>, row: &StaffRow, whole: bool) -> Result<Self, Refusal> {
        let member = &row.member;
        let leave = |(area, until): &(AreaId, NaiveDate)| AreaLeave { area: area.to_string(), until: *until };
        let areas = member.areas.iter().filter(|_| whole).map(leave).collect();
        Ok(Self {
            person: Person::of(counter, row, true)?,
            appointed_on: member.appointed_on,
            left_on: member.left_on,
            experience_since: member.experience_since.filter(|_| whole),
            training: member.training.clone().filter(|_| whole),
            health: member.health.clone().filter(|_| whole),
            areas,
            has_pin: row.pin.is_some(),
        })
    }
}

impl Command for ListStaff {
    const NAME: &'static str = "staff.list";
    const ROLES: &'static [Role] = &[];
    type Reply = Vec<StaffCard>;

    /// Files are for the store manager, who keeps them, for the inspector, whom 山东指南 第四、五条 give them to look at,
    /// and each for the person whose file it is. Here alone an inspector reads names: a file without one proves nothing.
    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Vec<StaffCard>, Refusal> {
        let (rows, today) = (counter.store().staff()?, counter.today());
        let own = |row: &StaffRow| row.member.id.as_str() == caller.actor();
        let keeps = |row: &StaffRow| {
            row.member.holds(Role::StoreManager, today) || row.member.holds(Role::Inspector, today)
        };
        let all = rows.iter().any(|row| own(row) && keeps(row));
        rows.iter().map(|row| StaffCard::of(counter, row, all || own(row))).collect()
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
    /// Its latest cleaning.
    #[ts(type = "{ at: string, valid_until: string, used_since: boolean } | null")]
    pub cleaned: Option<Cleaning>,
    /// Why a sample test is owed, if one is: `installed`, `changed`, `repaired` or `long_stop`.
    #[ts(as = "Option<String>")]
    pub open_test: Option<TestTrigger>,
    /// Latest self-inspection after a long stop.
    #[ts(as = "Option<String>")]
    pub inspected_on: Option<NaiveDate>,
}

impl From<Equipment> for EquipmentCard {
    fn from(piece: Equipment) -> Self {
        Self {
            id: piece.id.to_string(),
            name: piece.name,
            area: piece.area.to_string(),
            wax_only: piece.wax_only,
            procedure: piece.procedure.to_string(),
            last_used: piece.last_used,
            cleaned: piece.cleaned,
            open_test: piece.open_test,
            inspected_on: piece.inspected_on,
        }
    }
}

impl Command for ListEquipment {
    const NAME: &'static str = "equipment.list";
    const ROLES: &'static [Role] = &[];
    type Reply = Vec<EquipmentCard>;

    fn run<H: Host>(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<EquipmentCard>, Refusal> {
        Ok(counter.store().equipment()?.into_iter().map(Into::into).collect())
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
}

impl Command for ListRooms {
    const NAME: &'static str = "room.list";
    const ROLES: &'static [Role] = &[];
    type Reply = Vec<RoomCard>;

    fn run<H: Host>(self, counter: &mut Counter<H>, _: &Caller) -> Result<Vec<RoomCard>, Refusal> {
        let rows = counter.store().latest_readings()?.into_iter();
        let mut rooms: Vec<RoomCard> = rows.map(|row| row.reading.into()).collect();
        rooms.sort_by(|one, other| one.area.cmp(&other.area));
        Ok(rooms)
    }
}

impl From<EnvironmentReading> for RoomCard {
    fn from(reading: EnvironmentReading) -> Self {
        Self {
            area: reading.area.to_string(),
            at: reading.at,
            cfu: reading.cfu,
            temperature: reading.temperature,
            humidity: reading.humidity,
            next_due: reading.next_due,
        }
    }
}
