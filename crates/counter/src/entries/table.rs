//! A table brought in: each row is one entry, read and checked as its form would be. A bad row is told and left out; the good
//! ones are written in one transaction, or none is.

use registers::{Act, Each, Field, Kind, Register, Spec, with};
use serde::Serialize;
use serde_json::{Map, Value};
use spreadsheet::{Cell, Table};
use ts_rs::TS;

use super::act::{checked, write_all};
use super::list::column;
use super::spec;
use crate::setup::FieldRefusal;
use crate::setup::import::{LIMITS, spelled, unreadable, values};
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
        let (mut brought, rows) = rows(R::SPEC, act, bytes)?;
        let mut forms = Vec::new();
        for (line, given) in rows {
            match checked::<R, H>(counter, caller, act, None, &given) {
                Ok(form) => forms.push(form),
                Err(refusal) => brought.bad.push(bad(R::SPEC, line, &refusal)),
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

fn bad(spec: &Spec, line: usize, refusal: &Refusal) -> TableRow {
    let fields =
        refusal.details.iter().filter_map(|it| serde_json::from_value::<FieldRefusal>(it.clone()).ok());
    let (zh, en): (Vec<String>, Vec<String>) = fields.map(|it| placed(spec, &it)).unzip();
    if zh.is_empty() {
        return TableRow { line, message: refusal.message.clone(), message_en: refusal.message.clone() };
    }
    TableRow { line, message: zh.join("；"), message_en: en.join("; ") }
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

type Rows = Vec<(usize, Map<String, Value>)>;

/// The rows of a table as they would be typed into the form.
fn rows(spec: &Spec, act: &Act, bytes: &[u8]) -> Result<(Brought, Rows), Refusal> {
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
                field.required && !found.iter().flatten().any(|known| known.key == field.key)
            });
            let missing: Vec<String> =
                missing.map(|field| column(spec, field.key).title.to_owned()).collect();
            let better = looked == 1 || missing.len() < brought.missing.len();
            if better {
                (brought.missing, brought.unknown) = (missing, unknown);
            }
            if brought.missing.is_empty() {
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
        let given = plan.iter().zip(&cells).filter_map(|(field, cell)| {
            let field = (*field)?;
            Some((field.key.to_owned(), Value::String(typed(field, cell)?)))
        });
        rows.push((line, given.collect()));
    }
    Ok((brought, rows))
}

fn headings(spec: &Spec, act: &Act, cells: &[Cell<'_>]) -> (Vec<Option<&'static Field>>, Vec<String>) {
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
            unknown.push(heading);
        }
        found.push(field);
    }
    (found, unknown)
}

/// A cell as a person would type it.
fn typed(field: &Field, cell: &Cell<'_>) -> Option<String> {
    if let (Kind::Day | Kind::Moment, Cell::Serial(days, since_1904)) = (field.kind, cell) {
        return values::serial(*days, *since_1904).map(|day| day.to_string());
    }
    let text = cell.text()?;
    match field.kind {
        Kind::Day | Kind::Moment => Some(values::day(&text).map_or(text, |day| day.to_string())),
        Kind::Text { .. }
        | Kind::Sealed { .. }
        | Kind::Number { .. }
        | Kind::Yes
        | Kind::Choice(_)
        | Kind::Link(_)
        | Kind::Lines(_)
        | Kind::Files => Some(text),
    }
}
