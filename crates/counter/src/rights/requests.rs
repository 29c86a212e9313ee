//! A request that is not answered at once: it has a number, a clock and an answer, and a refusal has its reason
//! (个人信息保护法 第五十条). Due fifteen working days after it came, and never later than thirty days.

use chrono::{Days, NaiveDate};
use command::{Caller, Command, Run, Topic, Who};
use documents::{Letter, LetterLine};
use domain::Moment;
use domain::event::{RequestAnswered, RequestReceived, VaultRef};
use domain::ids::{CustomerId, StaffId};
use domain::kept::RequestFor;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::Kind;
use store::tables::{RequestRow, StoreRow};
use ts_rs::TS;
use words::Worded as _;

use crate::setup::{Fields, fields};
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Working days until a request is answered.
const WORKING_DAYS: u16 = 15;
/// Days after which no request is without its answer.
const DAYS: u64 = 30;
/// The longest note.
const LONGEST: usize = 500;

/// Takes a request.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct TakeRequest {
    /// Whose.
    #[ts(as = "String")]
    pub customer: CustomerId,
    /// What is asked for.
    #[ts(type = "RequestFor")]
    pub what: RequestFor,
    /// In the customer's words.
    pub note: String,
}

/// Answers a request.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct AnswerRequest {
    /// Which.
    pub request: String,
    /// Whether it was done.
    pub granted: bool,
    /// What was done, or why not.
    pub answer: String,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RequestCard {
    /// Its number.
    pub request: String,
    /// What was asked for.
    #[ts(type = "RequestFor")]
    pub what: RequestFor,
    /// In the customer's words, as long as they are kept.
    pub note: Option<String>,
    /// When it came.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who took it.
    pub by: String,
    /// By when it is to be answered.
    #[ts(as = "String")]
    pub due_on: NaiveDate,
    /// Whether the date may still move: working days not published, or the computer's date not believed when it came.
    pub provisional: bool,
    /// When it was answered.
    #[ts(as = "Option<String>")]
    pub answered_at: Option<Moment>,
    /// Whether it was done; none while it is open.
    pub granted: Option<bool>,
    /// What was done, or why not.
    pub answer: Option<String>,
}

fn read<H: Host>(counter: &Counter<H>, item: Option<&VaultRef>) -> Result<Option<String>, Refusal> {
    let Some(item) = item else { return Ok(None) };
    let bytes = counter.store().unseal(item)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

impl RequestCard {
    pub(super) fn of<H: Host>(reader: &Reader<'_, H>, row: &RequestRow) -> Result<Self, Refusal> {
        let received = &row.received;
        let seen = |item: Option<VaultRef>| {
            let item = item.filter(|_| reader.personal());
            read(reader.counter, item.as_ref())
        };
        let promise = reader.counter.promise(domain::in_china(received.at).date_naive(), received.due_on)?;
        Ok(Self {
            request: received.request.clone(),
            what: received.what,
            note: seen(Some(received.note.clone()))?,
            at: received.at,
            by: reader.person(&received.by)?.name,
            due_on: promise.by,
            provisional: promise.doubted || !reader.counter.assets().workdays.knows(promise.by),
            answered_at: row.answered.as_ref().map(|answered| answered.at),
            granted: row.answered.as_ref().map(|answered| answered.granted),
            answer: seen(row.answered.as_ref().map(|answered| answered.answer.clone()))?,
        })
    }
}

impl Command for TakeRequest {
    const NAME: &'static str = "request.take";
    const WHO: Who = Who::Person(&[Role::Advisor, Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Access];
    /// Its number.
    type Reply = String;
}

impl<H: Host> Run<Counter<H>> for TakeRequest {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<String, Refusal> {
        Reader::of(counter, caller)?.customer(&self.customer)?;
        let customer = counter.store().person_behind(&self.customer)?.customer;
        let mut form = Fields::default();
        let note = form.take("note", fields::text(&self.note, LONGEST));
        let note = form.all(note)?;
        let (by, at, today) = (StaffId::new(caller.actor())?, counter.host().now(), counter.today());
        let latest = today.checked_add_days(Days::new(DAYS)).unwrap_or(today);
        let due_on = counter.assets().workdays.after(today, WORKING_DAYS).date.min(latest);
        let what = self.what;
        counter.write(caller.actor(), Self::NAME, |tx| {
            let request = super::numbered(tx, "RQ", today)?;
            let note = tx.seal(Kind::Said, note.as_bytes())?;
            tx.record(RequestReceived { request: request.clone(), customer, what, note, due_on, by, at })?;
            Ok(request)
        })
    }
}

impl Command for AnswerRequest {
    const NAME: &'static str = "request.answer";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    const STALE: &'static [Topic] = &[Topic::Service, Topic::Access];
    type Reply = ();
}

impl<H: Host> Run<Counter<H>> for AnswerRequest {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<(), Refusal> {
        if counter.store().request(&self.request)?.answered.is_some() {
            let message = format!("请求 {} 已经答复；没有改动", self.request);
            return Err(Refusal::new("request_answered", message));
        }
        let mut form = Fields::default();
        let answer = form.take("answer", fields::text(&self.answer, LONGEST));
        let answer = form.all(answer)?;
        let (by, at) = (StaffId::new(caller.actor())?, counter.host().now());
        let Self { request, granted, .. } = self;
        counter.write::<_, Refusal>(caller.actor(), Self::NAME, |tx| {
            let answer = tx.seal(Kind::Said, answer.as_bytes())?;
            tx.record(RequestAnswered { request, granted, answer, by, at })?;
            Ok(())
        })
    }
}

/// The request with its answer as a paper, made from its records.
pub(super) fn letter<H: Host>(counter: &Counter<H>, request: &str) -> Result<Letter, Refusal> {
    use LetterLine::{Callout, Field, Heading, Note, Text};
    let row = counter.store().request(request)?;
    let StoreRow { premises, .. } = counter.store().premises()?;
    let (received, answered) = (row.received, row.answered);
    let mut lines = vec![
        Callout("请求", received.what.zh().to_owned()),
        Field("请求编号", received.request.clone()),
        Field("顾客编号", received.customer.to_string()),
        Field("提出时间", received.at.format("%Y-%m-%d %H:%M").to_string()),
        Text(read(counter, Some(&received.note))?.unwrap_or_default()),
        Heading("答复".to_owned()),
    ];
    let made_at = answered.as_ref().map_or(received.at, |answered| answered.at);
    match answered {
        Some(answered) => {
            let done = if answered.granted { words::request::Granted.zh } else { words::request::Refused.zh };
            lines.push(Field("结果", done.to_owned()));
            lines.push(Text(read(counter, Some(&answered.answer))?.unwrap_or_default()));
        }
        None => {
            let promise = counter.promise(domain::in_china(received.at).date_naive(), received.due_on)?;
            let doubted = if promise.doubted { "（暂定：电脑日期未经确认）" } else { "" };
            lines.push(Text(format!("最迟 {}{doubted} 答复；不能照办的，说明理由。", promise.by)));
        }
    }
    lines.push(Note(format!("{}，{}，电话 {}", premises.name, premises.address, premises.phone)));
    Ok(Letter {
        title: words::rights_paper::Request.zh,
        foot: ("请求编号", received.request),
        made_at,
        lines,
    })
}
