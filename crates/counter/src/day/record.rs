//! A record as people read it: its kind in words, who, when, its content, what was corrected in it, and the other records of
//! its service.

use chrono::NaiveDate;
use command::{Caller, Command, Run, Who};
use domain::Moment;
use domain::event::{Content, Event};
use domain::ids::{ServiceNumber, StaffId};
use ledger::Stored;
use records::Record;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use super::fields::RecordField;
use super::fields::fields as said;
use super::words;
use crate::view::reader::Reader;
use crate::view::reads::{PAGE, known};
use crate::{Counter, Host, Refusal};

/// Looks at a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookRecord {
    /// Its sequence.
    pub record: u64,
}

/// Looks at the records of a day, or of a service.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ListRecords {
    /// Of which day.
    #[ts(as = "Option<String>")]
    pub day: Option<NaiveDate>,
    /// Of which service, where no day is named.
    #[ts(as = "Option<String>")]
    pub service: Option<ServiceNumber>,
    /// Which page, from 0.
    pub page: u32,
}

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordPage {
    /// In their order.
    pub records: Vec<RecordLine>,
    /// How many there are in all.
    pub total: u64,
}

/// A record as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordLine {
    /// Its sequence.
    pub record: u64,
    /// When.
    #[ts(as = "String")]
    pub at: Moment,
    /// Who: a code, or `system`.
    pub actor: String,
    /// What they are called; the code again where there is no name to show.
    pub actor_name: String,
    /// The same in English.
    pub actor_name_en: String,
    /// Its kind: a code.
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Of which service.
    pub service: Option<String>,
}

/// What corrects a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Correction {
    /// As a line.
    pub line: RecordLine,
    /// What is right.
    pub note: String,
    /// Why the record is wrong.
    pub reason: String,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordView {
    /// As a line.
    pub line: RecordLine,
    /// Version of its kind.
    pub version: u16,
    /// Whether this program knows its kind in that version; where it does not, the content stays unread.
    pub known: bool,
    /// Its hash.
    pub hash: String,
    /// The hash before it.
    pub prev: String,
    /// Its content.
    pub fields: Vec<RecordField>,
    /// The signatures in it, each with who sat at the window.
    pub signatures: Vec<SignedAt>,
    /// What corrects it.
    pub corrections: Vec<Correction>,
    /// All records of its service.
    pub history: Vec<RecordLine>,
}

/// Who signed, and who sat at the window at which the PIN was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedAt {
    /// Who signed: a code.
    pub signer: String,
    /// What they are called.
    pub signer_name: String,
    /// Who sat there: a code; none where an older record does not say.
    pub window: Option<String>,
    /// What they are called.
    pub window_name: Option<String>,
    /// Whether that was another person.
    pub other: bool,
}

/// The signatures anywhere in a payload, in its order.
fn signatures(payload: &Value, found: &mut Vec<(String, Option<String>)>) {
    match payload {
        Value::Object(parts) => {
            if let (Some(signer), Some(_)) = (parts.get("signer").and_then(Value::as_str), parts.get("shown"))
            {
                let window = parts.get("window").and_then(Value::as_str);
                found.push((signer.to_owned(), window.map(ToOwned::to_owned)));
            }
            parts.values().for_each(|part| signatures(part, found));
        }
        Value::Array(items) => items.iter().for_each(|item| signatures(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same with names, as a reader may know them.
pub(crate) fn signed_at<H: Host>(reader: &Reader<'_, H>, payload: &Value) -> Result<Vec<SignedAt>, Refusal> {
    let mut found = Vec::new();
    signatures(payload, &mut found);
    let named = |code: &str| called(reader, code).map(|(name, _)| name);
    let mut signed = Vec::with_capacity(found.len());
    for (signer, window) in found {
        signed.push(SignedAt {
            signer_name: named(&signer)?,
            window_name: window.as_deref().map(named).transpose()?,
            other: window.as_ref().is_some_and(|window| *window != signer),
            signer,
            window,
        });
    }
    Ok(signed)
}

/// What who wrote a record is called, in both languages: a person as this reader may know them, the program by its word, and
/// the code again where nobody has it.
fn called<H: Host>(reader: &Reader<'_, H>, code: &str) -> Result<(String, String), Refusal> {
    if let Ok(id) = StaffId::new(code)
        && known(reader.store().person(&id))?.is_some()
    {
        let name = reader.staff_name(&id)?;
        return Ok((name.clone(), name));
    }
    let words = ::words::find(::words::actor::WORDS, code);
    Ok(words.map_or_else(|| (code.to_owned(), code.to_owned()), |it| (it.zh.to_owned(), it.en.to_owned())))
}

/// What a record of a newer program is called, in both languages.
const UNKNOWN: (&str, &str) = ("本版本不认识的记录", "Not known to this version");

impl RecordLine {
    pub(crate) fn of<H: Host>(reader: &Reader<'_, H>, record: &Stored) -> Result<Self, Refusal> {
        let header = record.header()?;
        let actor = header.actor.to_string();
        let (actor_name, actor_name_en) = called(reader, &actor)?;
        let known = store::content(record)?.known();
        let (title, title_en) = if known.is_some() { words::kind(&header.kind) } else { UNKNOWN };
        Ok(Self {
            record: record.seq,
            at: header.at,
            actor_name,
            actor_name_en,
            actor,
            title: title.to_owned(),
            title_en: title_en.to_owned(),
            service: known.and_then(|event| event.service().map(ToString::to_string)),
            kind: header.kind.into_owned(),
        })
    }
}

/// Records as lines, in the order given.
pub(crate) fn lines<H: Host>(
    reader: &Reader<'_, H>,
    records: impl IntoIterator<Item = u64>,
) -> Result<Vec<RecordLine>, Refusal> {
    let mut lines = Vec::new();
    for seq in records {
        if let Some(record) = reader.store().record_at(seq)? {
            lines.push(RecordLine::of(reader, &record)?);
        }
    }
    Ok(lines)
}

impl Command for LookRecord {
    const NAME: &'static str = "record.look";
    const WHO: Who = Who::Person(super::look::READERS);
    type Reply = RecordView;
}

impl<H: Host> Run<Counter<H>> for LookRecord {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<RecordView, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let store = reader.store();
        let missing = || Refusal::new("not_found", format!("没有编号为 {} 的记录；没有改动", self.record));
        let record = store.record_at(self.record)?.ok_or_else(missing)?;
        let line = RecordLine::of(&reader, &record)?;
        let header = record.header()?;
        let row = store.day(domain::in_china(header.at).date_naive())?;
        let corrections = lines(&reader, row.map(|row| row.corrections).unwrap_or_default())?;
        let mut corrected = Vec::new();
        for line in corrections {
            let Some(record) = store.record_at(line.record)? else { continue };
            if let Content::Known(Event::RecordCorrected(it)) = store::content(&record)?
                && it.seq == self.record
            {
                corrected.push(Correction { line, note: it.note, reason: it.reason });
            }
        }
        let event = store::content(&record)?.known();
        let trail = match event.as_ref().and_then(Event::service) {
            Some(number) => known(store.trail(number))?.map(|trail| trail.records).unwrap_or_default(),
            None => Vec::new(),
        };
        let (mut fields, mut signatures) = (Vec::new(), Vec::new());
        // What a newer program wrote is kept and followed; in which words it is to be read, that program knows.
        if event.is_some() {
            let payload: Value = serde_json::from_str(header.payload.get())?;
            let parts = Record::known(&header.kind, header.version).map_or(&[][..], |kind| kind.fields);
            fields = said(&payload, parts);
            signatures = signed_at(&reader, &payload)?;
        }
        Ok(RecordView {
            version: header.version,
            known: event.is_some(),
            hash: hex::encode(record.hash.0),
            prev: hex::encode(record.prev.0),
            fields,
            signatures,
            corrections: corrected,
            history: lines(&reader, trail)?,
            line,
        })
    }
}

impl Command for ListRecords {
    const NAME: &'static str = "record.list";
    const WHO: Who = Who::Person(super::look::READERS);
    type Reply = RecordPage;
}

impl<H: Host> Run<Counter<H>> for ListRecords {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<RecordPage, Refusal> {
        let reader = Reader::of(counter, caller)?;
        let spans = match (self.day, &self.service) {
            (Some(day), _) => reader.store().day(day)?.map(|row| row.spans).unwrap_or_default(),
            (None, Some(number)) => {
                let trail = known(reader.store().trail(number))?.map(|trail| trail.records);
                trail.unwrap_or_default().into_iter().map(|seq| (seq, seq)).collect()
            }
            (None, None) => {
                return Err(Refusal::new("bad_arguments", "须写明哪一天或哪一单服务；什么都没有改动"));
            }
        };
        let total = spans.iter().map(|(first, last)| last - first + 1).sum();
        let all = spans.into_iter().flat_map(|(first, last)| first..=last);
        let (skip, take) = (usize::try_from(self.page.saturating_mul(PAGE)), usize::try_from(PAGE));
        let page = all.skip(skip.unwrap_or(usize::MAX)).take(take.unwrap_or(50));
        Ok(RecordPage { records: lines(&reader, page)?, total })
    }
}
