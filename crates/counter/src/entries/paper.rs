//! A register on paper and in a file: A4 for people, a workbook and a plain table for programs, all out of the same values.
//! Names are in them for those alone who may read names.

use documents::{Language, LogCell, LogColumn, LogSection, RegisterPaper, register_pdf, register_xlsx};
use registers::{Cell, Each, Entry, Fields as _, Kind, Register, Spec};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::{Word, register as word};

use super::cells::Eyes;
use super::list::{Shown, column, state};
use super::{known, reading};
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
    /// In which language, Chinese where none is said. A table in either can be brought in again.
    #[serde(default)]
    #[ts(optional, type = "\"zh-CN\" | \"en\"")]
    pub language: Option<Language>,
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
        let (spec, to) = (R::SPEC, asked.language.unwrap_or_default());
        let eyes = Eyes::of(counter, caller, spec)?;
        let entries = match &asked.number {
            Some(number) => vec![known::<R, H>(counter, number)?],
            None => {
                let entries = counter.store().entries::<R>(&asked.shown.listing::<R>(), 0, MOST + 1)?;
                if entries.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
                    let message = format!("超过 {MOST} 条，一次放不下；没有保存");
                    return Err(Refusal::new("too_many_entries", message).mend("请按状态或关键词分几次"));
                }
                entries
            }
        };
        let one = entries.first().filter(|_| asked.number.is_some());
        let called = to.of(spec.words.zh, spec.words.en);
        let name = match one {
            Some(entry) => format!("{called}-{}", entry.number),
            None => format!("{called}-{}", counter.today()),
        };
        let sheet = Sheet { eyes, spec, to };
        if form == Form::Csv {
            return Ok(Papers { name, bytes: sheet.csv::<R>(&entries)? });
        }
        let row = counter.store().premises()?;
        let mut given = vec![
            (sheet.word(word::Enterprise), row.enterprise.name),
            (sheet.word(word::Store), format!("{} {}", row.premises.code, row.premises.name)),
            (sheet.word(word::Basis), basis(counter, spec, to)),
            (sheet.word(word::Made), Cell::Moment(counter.host().now()).paper()),
        ];
        let sections = match one {
            Some(entry) => {
                given.extend(sheet.all::<R>(entry)?);
                vec![
                    sheet.history(&entry.records, word::History)?,
                    sheet.history(&entry.corrections, word::Corrections)?,
                ]
            }
            None => vec![sheet.listed::<R>(&entries)?],
        };
        let title = one.map_or_else(
            || to.of(format!("{called}登记"), format!("{called}: register")),
            |entry| format!("{called} {}", entry.number),
        );
        let (mark, at, kind) = (name.clone(), counter.host().now(), to.of(word::Title.zh, word::Title.en));
        let paper = RegisterPaper { language: to, kind, title, fields: given, sections, mark, at };
        let bytes = match form {
            Form::Xlsx => register_xlsx(&paper).map_err(unset)?,
            Form::Pdf | Form::Csv => register_pdf(&paper, &counter.assets().typeface).map_err(unset)?,
        };
        Ok(Papers { name, bytes })
    }
}

/// The article that asks for it, by its document's title.
fn basis<H: Host>(counter: &Counter<H>, spec: &Spec, to: Language) -> String {
    let book = counter.assets().rulebooks.iter().find(|book| book.id == spec.clause.rulebook);
    let title = book.map_or("", |book| to.of(book.title.as_str(), book.title_en.as_str()));
    format!("{title} {}", spec.clause.number)
}

/// What is written, by whose eyes, and in which language.
struct Sheet<'a, H: Host> {
    eyes: Eyes<'a, H>,
    spec: &'static Spec,
    to: Language,
}

impl<H: Host> Sheet<'_, H> {
    fn word(&self, word: Word) -> String {
        self.to.of(word.zh, word.en).to_owned()
    }

    /// What a field is called.
    fn title(&self, key: &'static str) -> &'static str {
        let column = column(self.spec, key);
        self.to.of(column.title, column.title_en)
    }

    fn state<R: Register>(&self, entry: &Entry<R::Says>) -> String {
        let state = state(self.spec, R::state(&entry.says));
        self.to.of(state.title, state.title_en).to_owned()
    }

    /// A field's value as this reader may see it.
    fn text<R: Register>(&self, entry: &Entry<R::Says>, key: &str) -> Result<String, Refusal> {
        let seen = self.eyes.see(&entry.says.cell(key))?;
        Ok(self.to.of(seen.text, seen.text_en))
    }

    /// Everything that stands in an entry, each field with its title.
    fn all<R: Register>(&self, entry: &Entry<R::Says>) -> Result<Vec<(String, String)>, Refusal> {
        let mut all = vec![(self.word(word::State), self.state::<R>(entry))];
        for field in self.spec.fields {
            let text = self.text::<R>(entry, field.key)?;
            if !text.is_empty() {
                all.push((self.title(field.key).to_owned(), text));
            }
        }
        Ok(all)
    }

    /// The list as its columns are on the screen.
    fn listed<R: Register>(&self, entries: &[Entry<R::Says>]) -> Result<LogSection, Refusal> {
        let mut columns = vec![LogColumn::words(&self.word(word::Number), 1.4)];
        columns.extend(self.spec.listed.iter().map(|key| LogColumn::words(&self.heading(key), 1.0)));
        columns.push(LogColumn::words(&self.word(word::State), 0.8));
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut row = vec![LogCell::text(entry.number.clone())];
            for key in self.spec.listed {
                row.push(LogCell::text(self.text::<R>(entry, key)?));
            }
            row.push(LogCell::text(self.state::<R>(entry)));
            rows.push(row);
        }
        let count = entries.len();
        let title = self.to.of(format!("共 {count} 条"), format!("{count} in all"));
        Ok(LogSection { title, note: None, columns, rows, none: self.word(word::Empty) })
    }

    fn heading(&self, key: &'static str) -> String {
        let title = self.title(key);
        let Some(Kind::Number { unit, .. }) = self.spec.field(key).map(|field| field.kind) else {
            return title.to_owned();
        };
        match self.to.of(unit.zh, unit.en) {
            "" => title.to_owned(),
            unit => self.to.of(format!("{title}（{unit}）"), format!("{title} ({unit})")),
        }
    }

    fn history(&self, records: &[u64], title: Word) -> Result<LogSection, Refusal> {
        let column = |word: Word, share| LogColumn::words(&self.word(word), share);
        let columns = vec![
            column(word::At, 1.0),
            column(word::What, 1.6),
            column(word::Who, 1.0),
            column(word::Record, 0.6),
        ];
        let row = |line: crate::day::RecordLine| {
            let what = self.to.of(line.title, line.title_en);
            let who = self.to.of(line.actor_name, line.actor_name_en);
            [Cell::Moment(line.at).paper(), what, who, line.record.to_string()].map(LogCell::text).to_vec()
        };
        let rows = lines(self.eyes.reader(), records.iter().copied())?.into_iter().map(row).collect();
        Ok(LogSection { title: self.word(title), note: None, columns, rows, none: self.word(word::Nothing) })
    }

    /// Every field of every entry, with the headings by which it can be brought in again. With a byte order mark, which
    /// spreadsheets need to read Chinese.
    fn csv<R: Register>(&self, entries: &[Entry<R::Says>]) -> Result<Vec<u8>, Refusal> {
        let mut text = String::from('\u{FEFF}');
        let head = self.spec.fields.iter().map(|field| self.title(field.key).to_owned());
        let head = std::iter::once(self.word(word::Number)).chain(head).chain([self.word(word::State)]);
        text.push_str(&row(head));
        for entry in entries {
            let mut cells = vec![entry.number.clone()];
            for field in self.spec.fields {
                let cell = entry.says.cell(field.key);
                // A name as far as it may be read; everything else as it is read in again: a figure without its unit, a
                // number without the name behind it.
                let personal = matches!(cell, Cell::Sealed(_));
                cells.push(if personal {
                    self.text::<R>(entry, field.key)?
                } else {
                    self.to.of(cell.paper(), cell.paper_en())
                });
            }
            cells.push(self.state::<R>(entry));
            text.push_str(&row(cells));
        }
        Ok(text.into_bytes())
    }
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    // A cell that a spreadsheet would take for a formula is none.
    let safe =
        |cell: &str| if cell.starts_with(['=', '+', '@']) { format!("'{cell}") } else { cell.to_owned() };
    let quoted = |cell: String| format!("\"{}\"", safe(&cell).replace('"', "\"\""));
    cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}
