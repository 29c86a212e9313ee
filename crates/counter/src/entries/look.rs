//! The page of an entry: what stands in it, what it names, what was done with it and by whom, what was corrected, what can be
//! done with it now, and until when it must be kept.

use chrono::NaiveDate;
use domain::Moment;
use domain::event::Event;
use registers::{Each, Fields as _, Register};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cells::Eyes;
use super::list::column;
use super::{CellView, EntryRow, known, reading};
use crate::day::{RecordLine, lines};
use crate::{Caller, Command, Counter, Host, Refusal, Run, Who, bounds};

/// Looks at an entry.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LookEntry {
    /// Of which register.
    pub register: String,
    /// Its number.
    pub number: String,
}

/// One field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryField {
    /// Its name.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Whether a correction of it can be written here: what lies in the vault is not corrected in words that stay.
    pub corrects: bool,
    /// What it says.
    pub cell: CellView,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryView {
    /// As a line of the list.
    pub row: EntryRow,
    /// When it was entered.
    #[ts(as = "String")]
    pub at: Moment,
    /// What stands in it.
    pub fields: Vec<EntryField>,
    /// The records that made it, in order.
    pub history: Vec<RecordLine>,
    /// What corrects it: the old value stays in the fields.
    pub corrections: Vec<CorrectionView>,
    /// Until when it must be kept.
    #[ts(as = "Option<String>")]
    pub kept_until: Option<NaiveDate>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CorrectionView {
    /// Its record.
    pub line: RecordLine,
    /// What is right.
    pub note: String,
    /// Why.
    pub reason: String,
}

struct Looking<'a, H: Host> {
    counter: &'a Counter<H>,
    caller: &'a Caller,
    number: &'a str,
}

impl<H: Host> Each for Looking<'_, H> {
    type Out = Result<EntryView, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, number } = self;
        let (entry, eyes) = (known::<R, H>(counter, number)?, Eyes::of(counter, caller, R::SPEC)?);
        let mut fields = Vec::new();
        for field in R::SPEC.fields {
            let cell = eyes.see(&entry.says.cell(field.key))?;
            let named = column(R::SPEC, field.key);
            if !cell.text.is_empty() {
                let (title, title_en) = (named.title, named.title_en);
                fields.push(EntryField { key: field.key, title, title_en, corrects: named.sorts, cell });
            }
        }
        let mut corrections = Vec::new();
        for line in lines(eyes.reader(), entry.corrections.iter().copied())? {
            let Some(record) = counter.store().record_at(line.record)? else { continue };
            let Some(Event::RecordCorrected(said)) = store::content(&record)?.known() else { continue };
            corrections.push(CorrectionView { line, note: said.note.clone(), reason: said.reason.clone() });
        }
        Ok(EntryView {
            row: EntryRow::of::<R, H>(&eyes, caller, &entry)?,
            at: entry.at,
            fields,
            history: lines(eyes.reader(), entry.records.iter().copied())?,
            corrections,
            kept_until: bounds::entry_until::<R, H>(counter, &entry.says),
        })
    }
}

impl Command for LookEntry {
    const NAME: &'static str = "register.look";
    const WHO: Who = Who::Security(&[]);
    type Reply = EntryView;
}

impl<H: Host> Run<Counter<H>> for LookEntry {
    fn run(self, counter: &mut Counter<H>, caller: &Caller) -> Result<EntryView, Refusal> {
        let counter: &Counter<H> = counter;
        reading(counter, caller, &self.register, Looking { counter, caller, number: &self.number })
    }
}
