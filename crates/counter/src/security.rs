//! The person for information security, and what they look after: requests, incidents, who looked at whom, and what is kept
//! until when (个性化服务指南 8.4). They see numbers, kinds and days, and nothing of a customer or of the trade: whoever holds no
//! other post sees nothing else.

use chrono::{Days, NaiveDate};
use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::event::SecurityAppointed;
use domain::ids::{DocumentNumber, StaffId};
use domain::kept::{Held, LookedAt, PhoneUse, RequestFor};
use domain::staff::Role;
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use store::tables::RequestRow;
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::view::{Person, reads};
use crate::{Counter, Host, Refusal};

/// So many of the latest looks are listed at once.
const LOOKS: u32 = 200;
/// What ends within so many days is said ahead.
const SOON: u64 = 30;

impl<H: Host> Counter<H> {
    /// Whether somebody is the person for information security, and in post.
    pub fn secures(&self, id: &StaffId) -> Result<bool, Refusal> {
        let Some(row) = self.store().security()?.filter(|row| row.appointed.staff == *id) else {
            return Ok(false);
        };
        let member = self.store().person(&row.appointed.staff)?.member;
        Ok(member.in_post(self.today()))
    }
}

/// Appoints the person for information security; the one before is that no longer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AppointSecurity {
    /// Who.
    pub staff: String,
    /// Whether it is the only post (专职), or beside another (兼职).
    pub full_time: bool,
    /// The document of the appointment.
    pub document: String,
}

impl Command for AppointSecurity {
    const NAME: &'static str = "security.appoint";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Store, Topic::Session];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for AppointSecurity {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let mut form = Fields::default();
        let staff = form.take("staff", fields::id::<StaffId>(&self.staff));
        let document = form.take("document", fields::id::<DocumentNumber>(&self.document));
        if let Some(id) = &staff {
            let row = reads::known(counter.store().person(id))?;
            let in_post = row.as_ref().is_some_and(|row| row.member.in_post(counter.today()));
            form.hold("staff", in_post, "没有这个人，或今天不在岗", "nobody in post has this number");
            let other = row.as_ref().is_some_and(|row| !row.member.roles.is_empty());
            let zh = "这个人还有别的岗位：请登记为兼职";
            form.hold(
                "full_time",
                !(self.full_time && other),
                zh,
                "the person holds another post: part-time",
            );
            let inspects = row.is_some_and(|row| row.member.roles.contains(&Role::Inspector));
            form.hold(
                "staff",
                !inspects,
                "检查员只能查看，不能兼任",
                "an inspector reads and holds nothing else",
            );
        }
        let (staff, document) = form.all(staff.zip(document))?;
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        let document = document.to_string();
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            tx.record(SecurityAppointed { staff, full_time: self.full_time, document, by, at })?;
            Ok(())
        })
    }
}

/// Looks at what the person for information security looks after.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookSecurity {
    /// Looks of this member of staff alone; of everybody otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub by: Option<String>,
}

/// Who looks after information security.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SecurityOfficer {
    /// Who.
    pub staff: String,
    /// The name.
    pub name: String,
    /// Whether it is the only post.
    pub full_time: bool,
    /// The document of the appointment.
    pub document: String,
    /// Since when.
    #[ts(as = "String")]
    pub since: NaiveDate,
}

/// A request, without what was asked and answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RequestClock {
    /// Its number.
    pub request: String,
    /// What is asked for.
    #[ts(type = "RequestFor")]
    pub what: RequestFor,
    /// When it came.
    #[ts(as = "String")]
    pub at: Moment,
    /// By when it is to be answered.
    #[ts(as = "String")]
    pub due_on: NaiveDate,
    /// Whether that day has passed without an answer.
    pub overdue: bool,
    /// When it was answered.
    #[ts(as = "Option<String>")]
    pub answered_at: Option<Moment>,
}

/// Somebody looked at a customer's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AccessLine {
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who.
    pub staff: String,
    /// The name.
    pub by: String,
    /// At whose page, by number alone.
    pub customer: String,
    /// At what.
    #[ts(type = "LookedAt")]
    pub looked_at: LookedAt,
    /// What for, where it was the telephone.
    #[ts(type = "PhoneUse | null")]
    pub wanted_for: Option<PhoneUse>,
}

/// How much of a kind of thing is kept, and when the first of it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptCount {
    /// What.
    #[ts(type = "Held")]
    pub what: Held,
    /// How many.
    pub count: u64,
    /// How many of them end within thirty days.
    pub soon: u64,
    /// How many are past the last day of the consent text and still there: they go in the next quiet moment, but for those
    /// that a rulebook keeps longer.
    pub past: u64,
    /// The first last day.
    #[ts(as = "String")]
    pub first_until: NaiveDate,
}

/// What the person for information security looks after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SecurityView {
    /// Who that is; none while nobody was appointed.
    pub officer: Option<SecurityOfficer>,
    /// Requests: the open ones by their day, then the answered ones, the latest first.
    pub requests: Vec<RequestClock>,
    /// The latest looks.
    pub looks: Vec<AccessLine>,
    /// How many there were in all, of those asked for.
    pub looks_count: u64,
    /// What is kept, by kind.
    pub kept: Vec<KeptCount>,
    /// How many items went because their period ended, since the store was opened.
    pub erased_by_period: u64,
    /// How many went because a customer asked.
    pub erased_by_customer: u64,
}

impl Command for LookSecurity {
    const NAME: &'static str = "security.look";
    const WHO: Who = Who::Security(&[Role::StoreManager]);
    type Reply = SecurityView;
}

impl<H: Host> Run<Counter<H>> for LookSecurity {
    fn run(self, counter: &mut Counter<H>, _: &Caller) -> Result<SecurityView, Refusal> {
        let counter: &Counter<H> = counter;
        let store = counter.store();
        let by = self.by.as_deref().filter(|by| !by.is_empty()).map(StaffId::new).transpose()?;
        let officer = store.security()?.map(|row| officer(counter, &row.appointed)).transpose()?;
        let mut requests: Vec<RequestClock> =
            store.requests()?.iter().map(|row| clock(counter, row)).collect::<Result<_, _>>()?;
        requests.sort_by_key(|one| {
            (
                one.answered_at.is_some(),
                one.answered_at.is_none().then_some(one.due_on),
                std::cmp::Reverse(one.at),
            )
        });
        let mut looks = Vec::new();
        for row in store.latest_looks(by.as_ref(), LOOKS)? {
            let name = name(counter, &row.by)?;
            looks.push(AccessLine {
                at: row.at,
                staff: row.by.to_string(),
                by: name,
                customer: row.customer.to_string(),
                looked_at: row.looked_at,
                wanted_for: row.wanted_for,
            });
        }
        Ok(SecurityView {
            officer,
            requests,
            looks,
            looks_count: store.count_looks(by.as_ref())?,
            kept: kept(counter)?,
            erased_by_period: store.count_figure("erased/period")?,
            erased_by_customer: store.count_figure("erased/withdrawn")?,
        })
    }
}

/// What a member of staff is called: whoever looks after the access log must know who looked.
fn name<H: Host>(counter: &Counter<H>, id: &StaffId) -> Result<String, Refusal> {
    let row = reads::known(counter.store().person(id))?;
    let person = row.map(|row| Person::of(counter, &row, true)).transpose()?;
    Ok(person.map_or_else(|| id.to_string(), |person| person.name))
}

fn officer<H: Host>(counter: &Counter<H>, appointed: &SecurityAppointed) -> Result<SecurityOfficer, Refusal> {
    Ok(SecurityOfficer {
        staff: appointed.staff.to_string(),
        name: name(counter, &appointed.staff)?,
        full_time: appointed.full_time,
        document: appointed.document.clone(),
        since: domain::in_china(appointed.at).date_naive(),
    })
}

fn clock<H: Host>(counter: &Counter<H>, row: &RequestRow) -> Result<RequestClock, Refusal> {
    let (received, answered_at) = (&row.received, row.answered.as_ref().map(|answered| answered.at));
    let due_on = counter.promise(domain::in_china(received.at).date_naive(), received.due_on)?.by;
    Ok(RequestClock {
        request: received.request.clone(),
        what: received.what,
        at: received.at,
        due_on,
        overdue: answered_at.is_none() && has_passed(due_on, counter.today()),
        answered_at,
    })
}

fn kept<H: Host>(counter: &Counter<H>) -> Result<Vec<KeptCount>, Refusal> {
    let today = counter.today();
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let rows = counter.store().held_by_kind(today, soon)?;
    let counted = rows.into_iter().map(|row| KeptCount {
        what: row.what,
        count: row.count,
        soon: row.soon,
        past: row.past,
        first_until: row.first_until,
    });
    Ok(counted.collect())
}
