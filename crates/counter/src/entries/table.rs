//! A table brought in: each row is one entry, read and checked as its form would be. A bad row is told and left out; the good
//! ones are written in one transaction, or none is.

use chrono::{NaiveDateTime, NaiveTime};
use domain::Moment;
use domain::written::{self, Unread};
use registers::{Act, Each, Field, Kind, Register, Spec, Words, with};
use serde::Serialize;
use serde_json::{Map, Value};
use spreadsheet::{Cell, Table, letters};
use ts_rs::TS;

use super::act::{checked, write_all};
use super::list::column;
use super::spec;
use crate::setup::FieldRefusal;
use crate::setup::fields::{Why, why};
use crate::setup::import::units::{Borne, Holds, borne, is_unit, under};
use crate::setup::import::{LIMITS, cells, one_meaning, spelled, unreadable, values};
use crate::{Caller, Counter, Host, Refusal};

/// Rows of one table: what is more is brought in by several.
const MOST: usize = 5_000;
/// Headings are looked for in so many rows.
const HEADED: usize = 10;

/// A bad row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TableRow {
    /// The row as a spreadsheet numbers it.
    pub line: usize,
    /// What is wrong, in Chinese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
}

/// What a table brings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "BroughtEntries")]
pub struct Brought {
    /// How many rows are good.
    pub good: usize,
    /// What is wrong with the others.
    pub bad: Vec<TableRow>,
    /// Headings that must be there and are not.
    pub missing: Vec<String>,
    /// Headings that mean nothing here: their cells are not read.
    pub unknown: Vec<String>,
    /// Whether the good rows were written.
    pub written: bool,
}

impl<H: Host> Counter<H> {
    /// Reads a table for a register, and writes its good rows where `write` says so.
    ///
    /// # Errors
    /// `role_forbidden`, `import_unreadable`; then nothing was written.
    pub fn bring_entries(
        &mut self,
        caller: &Caller,
        register: &str,
        bytes: &[u8],
        write: bool,
    ) -> Result<Brought, Refusal> {
        let found = spec(register)?;
        let none =
            || Refusal::new("import_unreadable", format!("「{}」不从表格导入；没有改动", found.words.zh));
        let act = found.brought.and_then(|name| found.act(name)).ok_or_else(none)?;
        self.may(caller, super::who(found, act.roles))?;
        with(found.code, Bringing { counter: self, caller, act, bytes, write }).unwrap_or_else(|| Err(none()))
    }
}

struct Bringing<'a, H: Host> {
    counter: &'a mut Counter<H>,
    caller: &'a Caller,
    act: &'static Act,
    bytes: &'a [u8],
    write: bool,
}

impl<H: Host> Each for Bringing<'_, H> {
    type Out = Result<Brought, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, act, bytes, write } = self;
        let (mut brought, rows) = rows(R::SPEC, act, bytes, counter.host().now())?;
        let mut forms = Vec::new();
        for row in rows {
            if !row.bad.is_empty() {
                brought.bad.push(told(row.line, row.bad));
                continue;
            }
            match checked::<R, H>(counter, caller, act, None, &row.given) {
                Ok(form) => forms.push(form),
                Err(refusal) => brought.bad.push(bad(R::SPEC, &row, &refusal)),
            }
        }
        brought.good = forms.len();
        if write && !forms.is_empty() {
            write_all::<R, H>(counter, caller, act, forms)?;
            brought.written = true;
        }
        Ok(brought)
    }
}

/// A row as it would be typed into the form.
#[derive(Default)]
struct Row {
    line: usize,
    given: Map<String, Value>,
    /// By key of the field, where it stands and what stands there.
    places: Vec<(&'static str, String)>,
    /// What is wrong with its cells, before any form is asked.
    bad: Vec<Why>,
}

fn told(line: usize, whys: Vec<Why>) -> TableRow {
    let (zh, en): (Vec<String>, Vec<String>) = whys.into_iter().map(|why| (why.zh, why.en)).unzip();
    TableRow { line, message: zh.join("；"), message_en: en.join("; ") }
}

fn bad(spec: &Spec, row: &Row, refusal: &Refusal) -> TableRow {
    let fields =
        refusal.details.iter().filter_map(|it| serde_json::from_value::<FieldRefusal>(it.clone()).ok());
    let named = fields.map(|it| {
        let place = row.places.iter().find(|(known, _)| *known == it.field).map(|(_, place)| place.as_str());
        let within = || {
            let (zh, en) = placed(spec, &it);
            why(zh, en)
        };
        place.map_or_else(within, |place| {
            why(format!("{place}：{}", it.message), format!("{place}: {}", it.message_en))
        })
    });
    let whys: Vec<Why> = named.collect();
    if whys.is_empty() {
        let message = refusal.message.clone();
        return TableRow { line: row.line, message_en: message.clone(), message };
    }
    told(row.line, whys)
}

/// What is wrong with a cell, under its heading; of lines within it, with which line and which part of it.
fn placed(spec: &Spec, wrong: &FieldRefusal) -> (String, String) {
    let called = |key: &str| {
        spec.called(key).map_or_else(
            || (key.to_owned(), key.to_owned()),
            |it| (it.words.zh.to_owned(), it.words.en.to_owned()),
        )
    };
    let mut parts = wrong.field.split('.');
    let (mut zh, mut en) = called(parts.next().unwrap_or_default());
    if let (Some(Ok(at)), Some(part)) = (parts.next().map(str::parse::<usize>), parts.next()) {
        let (part, part_en) = called(part);
        zh = format!("{zh} 第 {} 行 {part}", at + 1);
        en = format!("{en}, line {}, {part_en}", at + 1);
    }
    (format!("「{zh}」{}", wrong.message), format!("{en}: {}", wrong.message_en))
}

/// A heading that is known: its field, and what it says of a unit.
#[derive(Clone)]
struct Head {
    field: &'static Field,
    title: &'static str,
    heading: String,
    unit: Borne,
}

/// The rows of a table as they would be typed into the form.
fn rows(spec: &Spec, act: &Act, bytes: &[u8], now: Moment) -> Result<(Brought, Vec<Row>), Refusal> {
    let broken = |fault: spreadsheet::Fault| unreadable(&fault);
    let table = Table::open(bytes, &LIMITS).map_err(broken)?;
    let mut read = table.rows().map_err(broken)?;
    let (mut brought, mut rows, mut plan, mut looked) = (Brought::default(), Vec::new(), None, 0);
    while let Some((line, cells)) = read.next_row().map_err(broken)? {
        if cells.iter().all(Cell::is_blank) {
            continue;
        }
        let Some(plan) = &plan else {
            looked += 1;
            let (found, unknown) = headings(spec, act, &cells);
            let missing = act.fields.iter().filter(|field| {
                field.required && !found.iter().flatten().any(|known| known.field.key == field.key)
            });
            let missing: Vec<String> =
                missing.map(|field| column(spec, field.key).title.to_owned()).collect();
            let better = looked == 1 || missing.len() < brought.missing.len();
            if better {
                (brought.missing, brought.unknown) = (missing, unknown);
            }
            if brought.missing.is_empty() {
                one_each(&found)?;
                plan = Some(found);
            } else if looked == HEADED {
                break;
            }
            continue;
        };
        if rows.len() == MOST {
            let message = format!("表超过 {MOST} 行；什么都没有导入");
            return Err(Refusal::new("import_unreadable", message).mend("请分成几个文件导入"));
        }
        let mut row = Row { line, ..Row::default() };
        for (index, (head, cell)) in plan.iter().zip(&cells).enumerate() {
            let Some(head) = head else { continue };
            let place = format!("{} {}{line}「{}」", head.title, letters(index), cells::shown(*cell));
            match typed(head, *cell, table.since_1904(), now) {
                Ok(Some(text)) => {
                    row.given.insert(head.field.key.to_owned(), Value::String(text));
                }
                Ok(None) => {}
                Err(wrong) => {
                    let en = format!("{place}: {}", wrong.en);
                    row.bad.push(why(format!("{place}：{}", wrong.zh), en));
                }
            }
            row.places.push((head.field.key, place));
        }
        rows.push(row);
    }
    Ok((brought, rows))
}

/// Refuses two columns that mean the same: which of them counts is nobody's to choose.
fn one_each(found: &[Option<Head>]) -> Result<(), Refusal> {
    let mut heads: Vec<&Head> = Vec::new();
    for head in found.iter().flatten() {
        if let Some(first) = heads.iter().find(|known| known.field.key == head.field.key) {
            return Err(one_meaning(&first.heading, &head.heading));
        }
        heads.push(head);
    }
    Ok(())
}

fn headings(spec: &Spec, act: &Act, cells: &[Cell<'_>]) -> (Vec<Option<Head>>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for cell in cells {
        let heading = cell.text().unwrap_or_default();
        let key = spelled(&heading);
        let means = |field: &&'static Field| {
            let named = column(spec, field.key);
            [named.title, named.title_en, field.key].iter().any(|name| spelled(name) == key)
        };
        let field = act.fields.iter().find(means);
        if field.is_none() && !heading.is_empty() {
            unknown.push(heading.clone());
        }
        found.push(field.map(|field| Head {
            field,
            title: column(spec, field.key).title,
            unit: borne(holds(field.kind), &heading),
            heading,
        }));
    }
    (found, unknown)
}

const fn holds(kind: Kind) -> Holds {
    match kind {
        Kind::Number { unit, .. } if matches!(unit.en.as_bytes(), b"g") => Holds::Mass,
        Kind::Day | Kind::Moment => Holds::Day,
        Kind::Link(_) => Holds::Code,
        Kind::Text { .. }
        | Kind::Sealed { .. }
        | Kind::Number { .. }
        | Kind::Yes
        | Kind::Choice(_)
        | Kind::Lines(_)
        | Kind::Files => Holds::Text,
    }
}

/// A cell as a person would type it.
fn typed(head: &Head, cell: Cell<'_>, since_1904: Option<bool>, now: Moment) -> Result<Option<String>, Why> {
    let holds = holds(head.field.kind);
    if head.field.kind == Kind::Moment {
        return moment(cell, since_1904, now);
    }
    let Some(text) = cells::said(cell, holds, since_1904)? else { return Ok(None) };
    Ok(Some(match head.field.kind {
        Kind::Day => values::day(&text)?.to_string(),
        Kind::Number { .. } if holds == Holds::Mass => grams(&under(holds, &head.unit, &text)?)?,
        Kind::Number { unit, .. } => {
            if !is_unit(&head.heading, unit.zh) && !is_unit(&head.heading, unit.en) {
                let Words { zh: unit, en } = unit;
                let zh = format!("表头「{}」的单位不是 {unit}：请换算后在表头写明 {unit}", head.heading);
                return Err(why(zh, format!("the heading “{}” is not in {en}", head.heading)));
            }
            text
        }
        Kind::Moment
        | Kind::Text { .. }
        | Kind::Sealed { .. }
        | Kind::Yes
        | Kind::Choice(_)
        | Kind::Link(_)
        | Kind::Lines(_)
        | Kind::Files => text,
    }))
}

/// A mass in grams: a form asks for grams and takes none.
fn grams(text: &str) -> Result<String, Why> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Ok(text.to_owned());
    }
    let mass = i64::try_from(values::mass(text)?.0).unwrap_or(i64::MAX);
    Ok(registers::cell::figure(mass, 3))
}

/// A moment as a form takes it: with its time where one stands, else the day, which means its end.
fn moment(cell: Cell<'_>, since_1904: Option<bool>, now: Moment) -> Result<Option<String>, Why> {
    let said = |local: NaiveDateTime| {
        if local.time() == NaiveTime::MIN {
            return Some(local.date().to_string());
        }
        Some(local.and_local_timezone(*now.offset()).single()?.to_rfc3339())
    };
    let wrong = || why("须为日期和时间，例如 2026-01-31 09:30", "a day and a time such as 2026-01-31 09:30");
    if let Cell::Serial(days, since_1904) = cell {
        return written::serial(days, since_1904).and_then(said).map(Some).ok_or_else(wrong);
    }
    if let (Cell::Number(days), Some(since_1904)) = (cell, since_1904) {
        return written::bare_serial(days, since_1904).and_then(said).map(Some).ok_or_else(wrong);
    }
    let Some(text) = cells::said(cell, Holds::Day, since_1904)? else { return Ok(None) };
    let read = match written::time(&text) {
        Ok(written::Written { day, clock: Some(clock), offset: Some(offset) }) => {
            day.and_time(clock).and_local_timezone(offset).single().map(|moment| moment.to_rfc3339())
        }
        Ok(read) => said(read.local()),
        Err(Unread::Twofold) => {
            let zh = "可以读作不止一个时间：请写成 2026-01-31 09:30";
            return Err(why(zh, "can be read as more than one time: write it as 2026-01-31 09:30"));
        }
        Err(Unread::Unknown) => None,
    };
    read.map(Some).ok_or_else(wrong)
}
