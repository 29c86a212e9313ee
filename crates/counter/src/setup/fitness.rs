//! What keeps a person fit for the post: trainings passed and health checks (山东指南 第四、五条). Each is a record of its
//! own, so that a file of years can be read from the ledger; the person's file shows the latest.
//!
//! It refuses to judge whether somebody may work: the checks do that. Nothing medical is kept beyond one word.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Topic, Who};
use domain::event::{HealthChecked, StaffTrained};
use domain::ids::StaffId;
use domain::staff::{HealthCheck, Role, StaffMember, Training};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fields::{self, Fields};
use crate::{Counter, Host, Refusal};

/// Notes what contradicts the person's file: a day after the post ended, and a day before what is on record already.
fn fits(fields: &mut Fields, field: &str, on: NaiveDate, member: &StaffMember, latest: Option<NaiveDate>) {
    let gone = member.left_on.is_some_and(|last| last < on);
    fields.hold(field, !gone, "此人当时已离岗", "the person had left the post by then");
    let zh = "已有同日或更晚的记录：请核对日期";
    fields.hold(field, latest.is_none_or(|latest| latest < on), zh, "one of that day or later is on record");
}

/// Records that a person passed a training with its assessment. Nobody assesses themselves.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TrainStaff {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// When it was passed.
    pub passed_on: String,
    /// What it covered.
    pub content: String,
    /// How it was held and assessed.
    pub method: String,
}

impl TrainStaff {
    fn check(&self, member: &StaffMember, today: NaiveDate) -> Result<Training, Refusal> {
        let mut fields = Fields::default();
        let passed_on = fields.take("passed_on", fields::past_day(&self.passed_on, today));
        if let Some(on) = passed_on {
            let latest = member.training.as_ref().map(|training| training.passed_on);
            fits(&mut fields, "passed_on", on, member, latest);
        }
        let content = fields.take("content", fields::text(&self.content, 200));
        let method = fields.take("method", fields::text(&self.method, 200));
        let training = passed_on.zip(content).zip(method);
        let training = training.map(|((passed_on, content), method)| Training { passed_on, content, method });
        fields.all(training)
    }
}

impl Command for TrainStaff {
    const NAME: &'static str = "staff.train";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for TrainStaff {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let member = counter.store().person(&self.staff)?.member;
        if self.staff.as_str() == caller.actor() {
            let message = "不能登记自己的培训考核：须由另一人考核；没有改动";
            return Err(Refusal::new("own_assessment", message)
                .clause("shandong-guide", "第四条")
                .mend("请另一位质量安全员或店长登记"));
        }
        let training = self.check(&member, counter.today())?;
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(StaffTrained { staff: self.staff, training })?;
            Ok(())
        })
    }
}

/// Records a person's health check: the day, and whether the person may work with cosmetics.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckHealth {
    /// Who.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// When.
    pub on: String,
    /// Whether the person may work with cosmetics.
    pub fit: bool,
}

impl CheckHealth {
    fn check(&self, member: &StaffMember, today: NaiveDate) -> Result<HealthCheck, Refusal> {
        let mut fields = Fields::default();
        let on = fields.take("on", fields::past_day(&self.on, today));
        if let Some(on) = on {
            fits(&mut fields, "on", on, member, member.health.as_ref().map(|health| health.on));
        }
        fields.all(on.map(|on| HealthCheck { on, fit: self.fit }))
    }
}

impl Command for CheckHealth {
    const NAME: &'static str = "staff.health_check";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CheckHealth {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let member = counter.store().person(&self.staff)?.member;
        let check = self.check(&member, counter.today())?;
        counter.write(caller.actor(), Self::NAME, |tx| {
            tx.record(HealthChecked { staff: self.staff, check })?;
            Ok(())
        })
    }
}
