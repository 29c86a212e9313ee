//! A customer says that something is wrong: a case that nobody can overlook. It stands open on today's page, on the
//! customer's and in the log, under the strictest period, until somebody writes down what came of it
//! (化妆品不良反应监测管理办法). It judges no reaction: how grave it is, the officer says.

use chrono::{Days, NaiveDate};
use command::{Caller, Command, Run, Topic, Who};
use domain::Moment;
use domain::event::{CaseClosed, CaseOpened, VaultRef};
use domain::ids::{CustomerId, ServiceNumber, StaffId};
use domain::staff::Role;
use rules::duties::has_passed;
use serde::{Deserialize, Serialize};
use store::tables::CaseRow;
use store::{Kind, Tx};
use ts_rs::TS;

use crate::setup::{Fields, fields};
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Days until a reaction of the gravest kind is to be reported: the period that counts until somebody has said how grave
/// it is.
const STRICTEST: u64 = 3;
/// The longest note.
pub(crate) const LONGEST: usize = 1_000;

/// Opens a case beside a call-back: a customer who comes to the store.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct OpenCase {
    /// After which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
    /// What was told.
    pub note: String,
}

/// Closes a case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CloseCase {
    /// Which.
    pub case: String,
    /// What came of it.
    pub note: String,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CaseCard {
    /// Its number.
    pub case: String,
    /// Whose.
    pub customer: String,
    /// Her name, where she left one and it is still kept.
    pub name: Option<String>,
    /// After which service.
    pub service: String,
    /// What was told, for whoever may read it.
    pub note: Option<String>,
    /// By when it is to be reported, by the strictest period.
    #[ts(as = "String")]
    pub due_on: NaiveDate,
    /// Whether that day has passed and nobody closed it.
    pub overdue: bool,
    /// Whether the computer's date was not believed when it was opened, so that the day may still move.
    pub provisional: bool,
    /// When it was opened.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who took it.
    pub by: String,
    /// When it was closed.
    #[ts(as = "Option<String>")]
    pub closed_at: Option<Moment>,
    /// What came of it.
    pub outcome: Option<String>,
}

impl CaseCard {
    pub(crate) fn of<H: Host>(reader: &Reader<'_, H>, row: &CaseRow) -> Result<Self, Refusal> {
        let read = |item: Option<&VaultRef>| -> Result<Option<String>, Refusal> {
            let Some(item) = item.filter(|_| reader.personal()) else { return Ok(None) };
            let bytes = reader.store().unseal(item)?;
            Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        };
        let opened = &row.opened;
        let promise = reader.counter.promise(domain::in_china(opened.at).date_naive(), opened.due_on)?;
        Ok(Self {
            case: opened.case.clone(),
            customer: opened.customer.to_string(),
            name: reader.customer(&opened.customer)?.name,
            service: opened.service.to_string(),
            note: read(opened.note.as_ref())?,
            due_on: promise.by,
            overdue: row.closed.is_none() && has_passed(promise.by, reader.counter.today()),
            provisional: promise.doubted,
            at: opened.at,
            by: reader.person(&opened.by)?.name,
            closed_at: row.closed.as_ref().map(|closed| closed.at),
            outcome: read(row.closed.as_ref().map(|closed| &closed.note))?,
        })
    }
}

/// Records a case, with what was told where something was.
pub(crate) fn open(
    tx: &mut Tx<'_>,
    (customer, service): (CustomerId, ServiceNumber),
    note: Option<VaultRef>,
    (by, at): (StaffId, Moment),
) -> Result<String, Refusal> {
    let today = domain::in_china(at).date_naive();
    let case = super::numbered(tx, "AR", today)?;
    let due_on = today.checked_add_days(Days::new(STRICTEST)).unwrap_or(today);
    tx.record(CaseOpened { case: case.clone(), customer, service, note, due_on, by, at })?;
    Ok(case)
}

impl Command for OpenCase {
    const NAME: &'static str = "case.open";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Access];
    /// Its number.
    type Reply = String;
}

impl<H: Host> Run<Counter<H>> for OpenCase {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<String, Refusal> {
        let service = counter.service(&self.service)?;
        let customer = service.progress().opened().customer.clone();
        let mut form = Fields::default();
        let note = form.take("note", fields::text(&self.note, LONGEST));
        let note = form.all(note)?;
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        counter.write(caller.actor(), Self::NAME, |tx| {
            let note = tx.seal(Kind::Said, note.as_bytes())?;
            open(tx, (customer, self.service), Some(note), (by, at))
        })
    }
}

impl Command for CloseCase {
    const NAME: &'static str = "case.close";
    const WHO: Who = Who::Person(&[Role::Officer, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Access];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for CloseCase {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        let row = counter.store().case(&self.case)?;
        if row.closed.is_some() {
            let message = format!("个例 {} 已经结案；没有改动", self.case);
            return Err(Refusal::new("case_closed", message));
        }
        let mut form = Fields::default();
        let note = form.take("note", fields::text(&self.note, LONGEST));
        let note = form.all(note)?;
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let note = tx.seal(Kind::Said, note.as_bytes())?;
            tx.record(CaseClosed { case: self.case, note, by, at })?;
            Ok(())
        })
    }
}
