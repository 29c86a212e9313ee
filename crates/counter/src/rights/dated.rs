//! The date, where something follows from it that nobody can undo: what is erased because its last day is over, and old copies
//! that are deleted. A date that leapt is believed once the store manager says that it is right ([`domain::clock`]).
//!
//! It refuses to stop the work of the counter: that goes on under any date.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::clock::{Doubt, LEAP, doubt};
use domain::event::ClockConfirmed;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::{Counter, Host, Refusal};

/// Why the date is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DateDoubt {
    /// The last day that is.
    #[ts(as = "String")]
    pub known: NaiveDate,
    /// Whether today is before it.
    pub behind: bool,
    /// Whole days between the two.
    pub days: u64,
}

impl DateDoubt {
    /// Why today is not believed.
    pub(crate) fn of(doubt: Doubt, today: NaiveDate) -> Self {
        let known = doubt.known();
        let behind = matches!(doubt, Doubt::Behind { .. });
        Self { known, behind, days: (today - known).num_days().unsigned_abs() }
    }
}

impl<H: Host> Counter<H> {
    /// Why today's date is not believed; none where it is.
    ///
    /// # Errors
    /// What the store answers.
    pub fn date_doubt(&self) -> Result<Option<Doubt>, Refusal> {
        Ok(self.store().known_day()?.and_then(|known| doubt(known, self.today())))
    }

    /// Refuses what cannot be undone while the date is not believed.
    ///
    /// # Errors
    /// `date_doubted`.
    pub(crate) fn believed(&self, kept: &str) -> Result<(), Refusal> {
        let Some(doubt) = self.date_doubt()? else { return Ok(()) };
        let (known, today) = (doubt.known(), self.today());
        let why = match doubt {
            Doubt::Behind { .. } => format!("电脑日期 {today} 早于已有记录的 {known}"),
            Doubt::Ahead { days, .. } => {
                format!("电脑日期 {today} 比已确认的 {known} 晚 {days} 天，超过 {LEAP} 天")
            }
        };
        let mend = "日期不对就先改电脑的日期；日期正确则请店长到「门店 → 到期删除」确认日期";
        Err(Refusal::new("date_doubted", format!("{why}：{kept}")).mend(mend))
    }
}

/// Says that the date is right.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ConfirmDate {
    /// What day it is, as whoever says so knows it from elsewhere.
    pub day: String,
    /// The store manager's PIN, entered at this moment.
    pub pin: String,
}

impl Command for ConfirmDate {
    const NAME: &'static str = "clock.confirm";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for ConfirmDate {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let Caller::Staff(by) = caller else {
            return Err(Refusal::new("role_forbidden", "日期须由店长确认；没有改动"));
        };
        let today = counter.today();
        if counter.date_doubt()?.is_none() {
            let message = format!("电脑日期 {today} 与已有记录相符，不需要确认；没有改动");
            return Err(Refusal::new("date_not_doubted", message));
        }
        let mut fields = Fields::default();
        let day = fields.take("day", fields::day(&self.day));
        if let Some(day) = day.filter(|day| *day != today) {
            let zh = format!("电脑的日期是 {today}，不是 {day}：请先把电脑的日期改对");
            let en = format!("this computer says {today}, not {day}: set its date right first");
            fields.refuse("day", fields::why(zh, en));
        }
        let day = fields.all(day)?;
        counter.authenticate(by, &self.pin)?;
        let event =
            ClockConfirmed { day, by: by.clone(), window: Some(by.clone()), at: counter.host().now() };
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(event)?;
            Ok(())
        })
    }
}
