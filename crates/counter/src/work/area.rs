//! 清场: an operation area is cleared, cleaned and disinfected by its procedure, and marked with how long that holds
//! (山东指南 第二十三条). Equipment has its own record and its own tag.

use chrono::TimeDelta;
use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::event::AreaCleaned;
use domain::ids::{AreaId, DocumentNumber, StaffId};
use domain::premises::Cleaning;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::steps::deliver::CleanEquipment;
use crate::{Counter, Host, Refusal};

/// The longest that a cleaning may be said to hold, in hours: 31 days.
const MOST_HOURS: u32 = 744;

/// Until when a cleaning holds (山东指南 第二十三条: marked with its period of validity); nothing where no procedure lets it
/// hold that long, which is noted in the form.
pub(crate) fn valid_until(fields: &mut Fields, at: Moment, hours: u32) -> Option<Moment> {
    let fine = (1..=MOST_HOURS).contains(&hours);
    fields.hold(
        "valid_hours",
        fine,
        "有效期须为 1 小时至 31 天（744 小时）",
        "1 hour to 31 days (744 hours)",
    );
    fine.then(|| at + TimeDelta::hours(i64::from(hours)))
}

/// How long a cleaning was said to hold, in hours: what is proposed for the next.
pub(crate) fn valid_hours(cleaning: &Cleaning) -> u32 {
    let minutes = cleaning.valid_until.signed_duration_since(cleaning.at).num_minutes();
    u32::try_from((minutes + 30) / 60).unwrap_or(1).clamp(1, MOST_HOURS)
}

/// Records that an operation area was cleared, cleaned and disinfected.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CleanArea {
    /// Which.
    pub area: String,
    /// By which procedure.
    pub procedure: String,
    /// How long it holds by that procedure, in hours.
    pub valid_hours: u32,
}

impl Command for CleanArea {
    const NAME: &'static str = "area.clean";
    const WHO: Who = CleanEquipment::WHO;
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = Cleaning;
}

impl<H: Host> Run<Counter<H>> for CleanArea {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Cleaning, Refusal> {
        let (at, by) = (counter.host().now(), StaffId::new(caller.actor())?);
        let known = super::areas(counter)?;
        let mut fields = Fields::default();
        let areas = known.iter().map(AreaId::as_str);
        let area: Option<AreaId> = fields.take("area", fields::known_id(&self.area, areas));
        let there = area.as_ref().is_none_or(|area| known.contains(area));
        fields.hold("area", there, "没有这个操作区域：请核对区域编号", "no such area");
        let procedure: Option<DocumentNumber> = fields.take("procedure", fields::id(&self.procedure));
        let valid_until = valid_until(&mut fields, at, self.valid_hours);
        let ((area, procedure), valid_until) = fields.all(area.zip(procedure).zip(valid_until))?;
        let cleaning = Cleaning { at, valid_until, used_since: false };
        let event = AreaCleaned { area, procedure, cleaning: cleaning.clone(), by };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| Ok(tx.record(event)?))?;
        Ok(cleaning)
    }
}
