//! A register on paper and in a file: A4 for people, a workbook and a plain table for programs, all out of the same values.
//! Names are in them for those alone who may read names.

use documents::{LogCell, LogColumn, LogSection, RegisterPaper, register_pdf, register_xlsx};
use registers::{Cell, Each, Entry, Fields as _, Kind, Register, Spec};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cells::Eyes;
use super::list::{Shown, column, state};
use super::{known, lengthened, reading};
use crate::day::lines;
use crate::error::unset;
use crate::{Caller, Counter, Host, Refusal};

/// In which form a register is taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RegisterForm")]
pub enum Form {
    /// A4, for people.
    Pdf,
    /// A workbook.
    Xlsx,
    /// A plain table, which can be brought in again.
    Csv,
}

impl Form {
    /// How such a file's name ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

/// Which entries are taken along: one by its number, or all that a list shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "WhichEntries")]
pub struct TakeAlong {
    /// Of which register.
    pub register: String,
    /// The one of this number alone.
    #[serde(default)]
    #[ts(optional)]
    pub number: Option<String>,
    /// Those that the list shows.
    #[serde(default)]
    #[ts(optional, as = "Option<Shown>")]
    pub shown: Shown,
}

/// A file: its name, in which nobody is named, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// Its name without an ending.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// More entries than this are taken along in parts: by state, by words.
const MOST: u32 = 20_000;

impl TakeAlong {
    /// Makes the file.
    ///
    /// # Errors
    /// `role_forbidden`, `not_found`, `too_many_entries`, and what the paper refuses.
    pub fn made<H: Host>(
        &self,
        counter: &Counter<H>,
        caller: &Caller,
        form: Form,
    ) -> Result<Papers, Refusal> {
        reading(counter, caller, &self.register, Making { counter, caller, asked: self, form })
    }
}

struct Making<'a, H: Host> {
    counter: &'a Counter<H>,
    caller: &'a Caller,
    asked: &'a TakeAlong,
    form: Form,
}

impl<H: Host> Each for Making<'_, H> {
    type Out = Result<Papers, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, asked, form } = self;
        let (spec, eyes) = (R::SPEC, Eyes::of(counter, caller, R::SPEC)?);
        let entries = match &asked.number {
            Some(number) => vec![known::<R, H>(counter, number)?],
            None => {
                let entries = counter.store().entries::<R>(&asked.shown.listing::<R>(), 0, MOST + 1)?;
                if entries.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
                    let message = format!("超过 {MOST} 条，一次放不下；没有保存");
                    return Err(Refusal::new("too_many_entries", message).mend("请按状态或关键词分几次"));
                }
                lengthened::<R, H>(counter, entries)
            }
        };
        let one = entries.first().filter(|_| asked.number.is_some());
        let name = match one {
            Some(entry) => format!("{}-{}", spec.words.zh, entry.number),
            None => format!("{}-{}", spec.words.zh, counter.today()),
        };
        if form == Form::Csv {
            return Ok(Papers { name, bytes: csv::<R, H>(&eyes, &entries)? });
        }
        let row = counter.store().premises()?;
        let mut given = vec![
            ("企业".to_owned(), row.enterprise.name),
            ("门店".to_owned(), format!("{} {}", row.premises.code, row.premises.name)),
            ("依据".to_owned(), basis(counter, spec)),
            ("制表".to_owned(), Cell::Moment(counter.host().now()).paper()),
        ];
        let sections = match one {
            Some(entry) => {
                given.extend(all::<R, H>(&eyes, entry)?);
                vec![history(&eyes, &entry.records, "记录"), history(&eyes, &entry.corrections, "更正")]
                    .into_iter()
                    .collect::<Result<_, _>>()?
            }
            None => vec![listed::<R, H>(&eyes, &entries)?],
        };
        let title = one.map_or_else(
            || format!("{}登记", spec.words.zh),
            |entry| format!("{} {}", spec.words.zh, entry.number),
        );
        let paper =
            RegisterPaper { title, fields: given, sections, mark: name.clone(), at: counter.host().now() };
        let bytes = match form {
            Form::Xlsx => register_xlsx(&paper).map_err(unset)?,
            Form::Pdf | Form::Csv => register_pdf(&paper, &counter.assets().typeface).map_err(unset)?,
        };
        Ok(Papers { name, bytes })
    }
}

/// The article that asks for it, by its document's title.
fn basis<H: Host>(counter: &Counter<H>, spec: &Spec) -> String {
    let book = counter.assets().rulebooks.iter().find(|book| book.id == spec.clause.rulebook);
    format!("{} {}", book.map_or("", |book| book.title.as_str()), spec.clause.number)
}

/// Everything that stands in an entry, each field with its title.
fn all<R: Register, H: Host>(
    eyes: &Eyes<'_, H>,
    entry: &Entry<R::Says>,
) -> Result<Vec<(String, String)>, Refusal> {
    let mut all = vec![("状态".to_owned(), state(R::SPEC, R::state(&entry.says)).title.to_owned())];
    for field in R::SPEC.fields {
        let text = eyes.see(&entry.says.cell(field.key))?.text;
        if !text.is_empty() {
            all.push((column(R::SPEC, field.key).title.to_owned(), text));
        }
    }
    Ok(all)
}

/// The list as its columns are on the screen.
fn listed<R: Register, H: Host>(
    eyes: &Eyes<'_, H>,
    entries: &[Entry<R::Says>],
) -> Result<LogSection, Refusal> {
    let spec = R::SPEC;
    let mut columns = vec![LogColumn::words("编号", 1.4)];
    columns.extend(spec.listed.iter().map(|key| LogColumn::words(&heading(spec, key), 1.0)));
    columns.push(LogColumn::words("状态", 0.8));
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut row = vec![LogCell::text(entry.number.clone())];
        for key in spec.listed {
            row.push(LogCell::text(eyes.see(&entry.says.cell(key))?.text));
        }
        row.push(LogCell::text(state(spec, R::state(&entry.says)).title));
        rows.push(row);
    }
    let title = format!("共 {} 条", entries.len());
    Ok(LogSection { title, note: None, columns, rows, none: "没有登记".to_owned() })
}

fn heading(spec: &Spec, key: &'static str) -> String {
    let title = column(spec, key).title;
    match spec.field(key).map(|field| field.kind) {
        Some(Kind::Number { unit, .. }) if !unit.is_empty() => format!("{title}（{unit}）"),
        Some(_) | None => title.to_owned(),
    }
}

fn history<H: Host>(eyes: &Eyes<'_, H>, records: &[u64], title: &str) -> Result<LogSection, Refusal> {
    let columns = vec![
        LogColumn::words("时间", 1.0),
        LogColumn::words("事项", 1.6),
        LogColumn::words("人员", 1.0),
        LogColumn::words("记录", 0.6),
    ];
    let row = |line: crate::day::RecordLine| {
        let at = Cell::Moment(line.at).paper();
        [at, line.title, line.actor_name, line.record.to_string()].map(LogCell::text).to_vec()
    };
    let rows = lines(eyes.reader(), records.iter().copied())?.into_iter().map(row).collect();
    Ok(LogSection { title: title.to_owned(), note: None, columns, rows, none: "没有".to_owned() })
}

/// Every field of every entry, with the headings by which it can be brought in again. With a byte order mark, which
/// spreadsheets need to read Chinese.
fn csv<R: Register, H: Host>(eyes: &Eyes<'_, H>, entries: &[Entry<R::Says>]) -> Result<Vec<u8>, Refusal> {
    let spec = R::SPEC;
    let mut text = String::from('\u{FEFF}');
    let head = spec.fields.iter().map(|field| column(spec, field.key).title.to_owned());
    let head = std::iter::once("编号".to_owned()).chain(head).chain(["状态".to_owned()]);
    text.push_str(&row(head));
    for entry in entries {
        let mut cells = vec![entry.number.clone()];
        for field in spec.fields {
            let cell = entry.says.cell(field.key);
            // A name as far as it may be read; everything else as it is read in again: a figure without its unit, a number
            // without the name behind it.
            let personal = matches!(cell, Cell::Sealed(_));
            cells.push(if personal { eyes.see(&cell)?.text } else { cell.paper() });
        }
        cells.push(state(spec, R::state(&entry.says)).title.to_owned());
        text.push_str(&row(cells));
    }
    Ok(text.into_bytes())
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    // A cell that a spreadsheet would take for a formula is none.
    let safe =
        |cell: &str| if cell.starts_with(['=', '+', '@']) { format!("'{cell}") } else { cell.to_owned() };
    let quoted = |cell: String| format!("\"{}\"", safe(&cell).replace('"', "\"\""));
    cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}
