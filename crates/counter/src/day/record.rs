//! A record as people read it: its kind in words, who, when, its content field by field, what was corrected in it, and the
//! other records of its service. What lies in the vault is named as such and never opened here.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::Event;
use domain::ids::{ServiceNumber, StaffId};
use domain::staff::Role;
use ledger::Stored;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::words;
use crate::command::{Caller, Command};
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
    /// Its kind: a code.
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// Of which service.
    pub service: Option<String>,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordField {
    /// Its path.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// What it says.
    pub value: String,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordView {
    /// As a line.
    pub line: RecordLine,
    /// Version of its kind.
    pub version: u16,
    /// Its hash.
    pub hash: String,
    /// The hash before it.
    pub prev: String,
    /// Its content.
    pub fields: Vec<RecordField>,
    /// What corrects it.
    pub corrections: Vec<RecordLine>,
    /// All records of its service.
    pub history: Vec<RecordLine>,
}

/// What a record says happened.
pub(super) fn event(record: &Stored) -> Result<Event, Refusal> {
    let header = record.header()?;
    let mut payload = serde_json::Deserializer::from_str(header.payload.get());
    Ok(Event::deserialize_payload(&header.kind, header.version, &mut payload)?)
}

impl RecordLine {
    pub(super) fn of<H: Host>(reader: &Reader<'_, H>, record: &Stored) -> Result<Self, Refusal> {
        let header = record.header()?;
        let actor = header.actor.to_string();
        let person = match StaffId::new(&actor) {
            Ok(id) => known(reader.store().person(&id))?.map(|_| reader.person(&id)).transpose()?,
            Err(_) => None,
        };
        let (title, title_en) = words::kind(&header.kind);
        Ok(Self {
            record: record.seq,
            at: header.at,
            actor_name: person.map_or_else(|| actor.clone(), |person| person.name),
            actor,
            title: title.to_owned(),
            title_en: title_en.to_owned(),
            service: event(record)?.service().map(ToString::to_string),
            kind: header.kind.into_owned(),
        })
    }
}

fn lines<H: Host>(
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
    const ROLES: &'static [Role] = super::look::READERS;
    type Reply = RecordView;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<RecordView, Refusal> {
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
            if matches!(event(&record)?, Event::RecordCorrected(it) if it.seq == self.record) {
                corrected.push(line);
            }
        }
        let trail = match event(&record)?.service() {
            Some(number) => known(store.trail(number))?.map(|trail| trail.records).unwrap_or_default(),
            None => Vec::new(),
        };
        let payload: Value = serde_json::from_str(header.payload.get())?;
        let mut fields = Vec::new();
        flat("", &payload, &mut fields);
        Ok(RecordView {
            version: header.version,
            hash: hex::encode(record.hash.0),
            prev: hex::encode(record.prev.0),
            fields,
            corrections: corrected,
            history: lines(&reader, trail)?,
            line,
        })
    }
}

impl Command for ListRecords {
    const NAME: &'static str = "record.list";
    const ROLES: &'static [Role] = super::look::READERS;
    type Reply = RecordPage;

    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<RecordPage, Refusal> {
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

/// Longer texts are named by their length: a signed sheet is read on its own page.
const LONGEST: usize = 300;

/// The fields of a value, each with its path.
fn flat(path: &str, value: &Value, fields: &mut Vec<RecordField>) {
    let name = path.rsplit('.').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
    let value = match value {
        Value::Null => return,
        Value::Object(parts) if parts.len() == 2 && parts.contains_key("commitment") => {
            let commitment = parts.get("commitment").and_then(Value::as_str).unwrap_or_default();
            format!("密匣 · {}", commitment.get(..12).unwrap_or(commitment))
        }
        Value::Object(parts) => {
            for (part, value) in parts {
                flat(&joined(path, part), value, fields);
            }
            return;
        }
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(|item| plain(name, item)).collect::<Vec<_>>().join("、")
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                flat(&joined(path, &(index + 1).to_string()), item, fields);
            }
            return;
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => plain(name, value),
    };
    if value.is_empty() {
        return;
    }
    let (title, title_en) = words::field(name);
    fields.push(RecordField {
        name: path.to_owned(),
        title: title.to_owned(),
        title_en: title_en.to_owned(),
        value,
    });
}

fn joined(path: &str, part: &str) -> String {
    if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") }
}

/// One value, with its unit where the field has one.
fn plain(name: &str, value: &Value) -> String {
    match value {
        Value::Number(number) => match (words::unit(name), number.as_u64()) {
            (Some(words::Unit::Milligrams), Some(milligrams)) => {
                domain::quantity::Milligrams(milligrams).to_string()
            }
            (Some(words::Unit::Fen), Some(fen)) => domain::quantity::Fen(fen).to_string(),
            (Some(_), None) | (None, _) => number.to_string(),
        },
        Value::String(text) if text.chars().count() > LONGEST => format!("（{} 字）", text.chars().count()),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}
