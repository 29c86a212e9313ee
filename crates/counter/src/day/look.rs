//! Looking at a day, a week, a month: the sheet, the sampled services as lines, and the logs that were signed with what
//! came after them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::event::{Content, DaySigned, Event};
use domain::signature::Digest;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::logs::{DayLog, logs_around};
use super::named::named;
use super::record::RecordLine;
use super::rules::OddRule;
use super::sheet::{DaySheet, Period};
use super::sign::Notes;
use crate::counter::digest;
use crate::view::ServiceCard;
use crate::view::reader::Reader;
use crate::{Counter, Host, Refusal};

/// Who reads what happened in the store.
pub const READERS: &[Role] = &[Role::Officer, Role::StoreManager, Role::Inspector];
/// So many later records are named; more say nothing more.
const NAMED: usize = 50;

/// Looks at the days from one to another, both included.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookDay {
    /// The first.
    #[ts(as = "String")]
    pub from: NaiveDate,
    /// The last.
    #[ts(as = "String")]
    pub to: NaiveDate,
}

/// A log that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedLog {
    /// Its record.
    pub record: u64,
    /// Who signed.
    pub by: String,
    /// What they are called; the code again where the reader sees no names.
    pub by_name: String,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// The last record that it was made from.
    pub up_to: u64,
    /// SHA-256 of what was signed.
    #[ts(as = "String")]
    pub shown: Digest,
    /// What the manager wrote; none where nothing was written, it was erased, or the reader may not see it.
    pub notes: Option<Notes>,
    /// What came later and voids it; empty while it stands.
    pub voided_by: Vec<RecordLine>,
    /// Whether a later log was signed.
    pub replaced: bool,
}

/// A day, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DayView {
    /// What is signed, where it is one day; people by their names, where the reader may see them.
    pub sheet: DaySheet,
    /// What the subjects of what is due are called, by kind and code: `health:S02`.
    pub names: BTreeMap<String, String>,
    /// SHA-256 of it: who signs gives it back, so that they sign what they saw.
    #[ts(as = "String")]
    pub shown: Digest,
    /// The rules of what is odd, in their order.
    pub rules: Vec<OddRule>,
    /// The sampled services as lines.
    pub sampled: Vec<ServiceCard>,
    /// The logs of the day, the latest first.
    pub signed: Vec<SignedLog>,
    /// The period before.
    pub before: Period,
    /// The days of the months around it that have records, and how the log of each stands.
    pub logs: Vec<DayLog>,
}

impl Command for LookDay {
    const NAME: &'static str = "day.look";
    const WHO: Who = Who::Person(READERS);
    type Reply = DayView;
}

impl<H: Host> Run<Counter<H>> for LookDay {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<DayView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let period = Period::of(self.from, self.to, counter.today())?;
        let sheet = DaySheet::of(counter, period)?;
        let mut sampled = Vec::new();
        for number in sheet.sample.iter().flat_map(|sample| &sample.services) {
            sampled.push(reader.card(&counter.service(number)?)?);
        }
        let signed = if period.is_day() { logs(&reader, period.from)? } else { Vec::new() };
        let shown = digest(sheet.text()?.as_bytes());
        let (sheet, names) = named(&reader, sheet)?;
        Ok(DayView {
            shown,
            rules: counter.assets().day_rules.all().to_vec(),
            sampled,
            signed,
            before: period.before(),
            logs: logs_around(counter, period)?,
            sheet,
            names,
        })
    }
}

/// The signed logs of a day, the latest first.
fn logs<H: Host>(reader: &Reader<'_, H>, day: NaiveDate) -> Result<Vec<SignedLog>, Refusal> {
    let mut logs = Vec::new();
    let row = reader.store().day(day)?;
    for seq in row.iter().flat_map(|row| row.signed.iter().rev()) {
        let log = signed(reader.counter, *seq)?;
        logs.push(SignedLog { replaced: !logs.is_empty(), ..view(reader, *seq, log)? });
    }
    Ok(logs)
}

/// The log that a record holds.
pub(super) fn signed<H: Host>(counter: &Counter<H>, seq: u64) -> Result<DaySigned, Refusal> {
    let missing = || Refusal::new("not_found", format!("记录 {seq} 不是签名的日志；没有改动"));
    let record = counter.store().record_at(seq)?.ok_or_else(missing)?;
    let Content::Known(Event::DaySigned(log)) = store::content(&record)? else { return Err(missing()) };
    Ok(*log)
}

pub(super) fn view<H: Host>(
    reader: &Reader<'_, H>,
    record: u64,
    log: DaySigned,
) -> Result<SignedLog, Refusal> {
    let later = reader.store().day_since(log.day, log.up_to, NAMED)?;
    let lines = later.iter().map(|record| RecordLine::of(reader, record));
    let notes: Option<Vec<u8>> = match (&log.notes, reader.personal()) {
        (Some(item), true) => reader.store().unseal(item)?,
        _ => None,
    };
    Ok(SignedLog {
        record,
        by: log.signature.signer.to_string(),
        by_name: reader.person(&log.signature.signer)?.name,
        at: log.signature.at,
        up_to: log.up_to,
        shown: log.signature.shown,
        notes: notes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?,
        voided_by: lines.collect::<Result<_, _>>()?,
        replaced: false,
    })
}
