//! What a record does to the entries of registers: the default projection. Pure: what it must know of the rows it reads
//! through [`Rows`], and what it answers are the rows as they stand afterwards.

use std::collections::BTreeSet;

use domain::Moment;
use domain::event::Event;

use crate::cell::Cell;
use crate::field::Fields as _;
use crate::register::{Entry, Register, Touch};
use crate::{Each, SPECS, with};

/// The rows as they stand before a record.
pub trait Rows {
    /// What reading can end with.
    type Error: From<Contradiction>;
    /// The entry of a key, as the JSON that [`Change::Entry`] wrote.
    ///
    /// # Errors
    /// What the table answers.
    fn entry(&self, key: &str) -> Result<Option<String>, Self::Error>;
    /// The key of the entry that a pointer names.
    ///
    /// # Errors
    /// What the table answers.
    fn pointer(&self, id: &str) -> Result<Option<String>, Self::Error>;
}

/// What changes in the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An entry is, or is now, this.
    Entry {
        /// Its key: register and number.
        key: String,
        /// What lies in the table.
        doc: String,
        /// The words that it is searched by, where they changed: nothing of a person.
        words: Option<Vec<String>>,
    },
    /// An entry is found by this.
    Found {
        /// Register, column, value and number, in one key that sorts.
        id: String,
        /// The entry's key.
        entry: String,
    },
    /// An entry is not found by this any more.
    Lost {
        /// As in [`Change::Found`].
        id: String,
    },
    /// This is the entry that a pointer names from now on.
    Points {
        /// The pointer's id.
        id: String,
        /// The entry's key.
        entry: String,
    },
}

/// A record that contradicts what is known, or rows that are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// It makes what is there.
    #[error("{what} {number} 已存在")]
    Twice {
        /// What such an entry is called.
        what: &'static str,
        /// Its number.
        number: String,
    },
    /// It changes what is not there.
    #[error("没有{what}「{number}」")]
    Missing {
        /// What such an entry is called.
        what: &'static str,
        /// Its number.
        number: String,
    },
    /// It does what that state does not allow.
    #[error("{number} 的状态是“{state}”，不能再做这一步")]
    NotNow {
        /// Which entry.
        number: String,
        /// In which state it is.
        state: &'static str,
    },
    /// A row is no row.
    #[error("数据内容无法读取：{0}")]
    Unreadable(String),
}

impl From<serde_json::Error> for Contradiction {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// The place and time of a record.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its sequence.
    pub seq: u64,
    /// The time in its header.
    pub at: Moment,
}

/// What a record changes in the rows of all registers.
///
/// # Errors
/// What the table answers, and a [`Contradiction`].
pub fn of_record<T: Rows>(rows: &T, place: Place, event: &Event) -> Result<Vec<Change>, T::Error> {
    if let Event::RecordCorrected(correction) = event {
        let Some(key) = rows.pointer(&record_pointer(correction.seq))? else { return Ok(Vec::new()) };
        let code = key.split('/').next().unwrap_or_default();
        return with(code, Corrected { rows, key: &key, seq: place.seq }).unwrap_or(Ok(Vec::new()));
    }
    let mut changes = Vec::new();
    for spec in SPECS {
        changes.extend(with(spec.code, Done { rows, place, event }).unwrap_or(Ok(Vec::new()))?);
    }
    Ok(changes)
}

struct Corrected<'a, T> {
    rows: &'a T,
    key: &'a str,
    seq: u64,
}

impl<T: Rows> Each for Corrected<'_, T> {
    type Out = Result<Vec<Change>, T::Error>;
    fn of<R: Register>(self) -> Self::Out {
        let Some(before) = read::<R, T>(self.rows, self.key)? else { return Ok(Vec::new()) };
        let mut after = before.clone();
        after.corrections.push(self.seq);
        changes::<R, T>(Some(&before), &after)
    }
}

struct Done<'a, T> {
    rows: &'a T,
    place: Place,
    event: &'a Event,
}

impl<T: Rows> Each for Done<'_, T> {
    type Out = Result<Vec<Change>, T::Error>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { rows, place: Place { seq, at }, event } = self;
        let what = R::SPEC.words.zh;
        match R::touches(event, seq, at) {
            None => Ok(Vec::new()),
            Some(Touch::New(number)) => {
                if rows.entry(&key::<R>(&number))?.is_some() {
                    return Err(Contradiction::Twice { what, number }.into());
                }
                let Some(says) = R::begins(event) else { return Ok(Vec::new()) };
                let entry = Entry { number, at, records: vec![seq], corrections: Vec::new(), says };
                changes::<R, T>(None, &entry)
            }
            Some(Touch::Known(number)) => {
                let before = read::<R, T>(rows, &key::<R>(&number))?;
                let before = before.ok_or(Contradiction::Missing { what, number })?;
                let after = moved::<R>(before.clone(), event, seq)?;
                changes::<R, T>(Some(&before), &after)
            }
            Some(Touch::Latest(column, value)) => {
                let Some(key) = rows.pointer(&latest_pointer::<R>(column, &value))? else {
                    return Ok(Vec::new());
                };
                let Some(before) = read::<R, T>(rows, &key)? else { return Ok(Vec::new()) };
                let after = moved::<R>(before.clone(), event, seq)?;
                changes::<R, T>(Some(&before), &after)
            }
        }
    }
}

fn read<R: Register, T: Rows>(rows: &T, key: &str) -> Result<Option<Entry<R::Says>>, T::Error> {
    let Some(doc) = rows.entry(key)? else { return Ok(None) };
    Ok(Some(serde_json::from_str(&doc).map_err(Contradiction::from)?))
}

fn moved<R: Register>(
    mut entry: Entry<R::Says>,
    event: &Event,
    seq: u64,
) -> Result<Entry<R::Says>, Contradiction> {
    let state = R::state(&entry.says);
    // What no act writes, such as that an area was worked in, is not the register's to refuse.
    if let Some(act) = R::SPEC.acts.iter().find(|act| act.kind == event.kind()) {
        if !act.from.contains(&state) {
            let state = R::SPEC.state(state).map_or(state, |state| state.words.zh);
            return Err(Contradiction::NotNow { number: entry.number, state });
        }
        entry.records.push(seq);
    }
    R::moves(&mut entry.says, event);
    Ok(entry)
}

fn changes<R: Register, T: Rows>(
    before: Option<&Entry<R::Says>>,
    after: &Entry<R::Says>,
) -> Result<Vec<Change>, T::Error> {
    // Each service that is cleared says again that its area was worked in.
    if before == Some(after) {
        return Ok(Vec::new());
    }
    let entry = key::<R>(&after.number);
    let doc = serde_json::to_string(after).map_err(Contradiction::from)?;
    // The index of words is the dearest of an entry's tables, and most changes leave the words alone.
    let words = Some(searched::<R>(after));
    let words = words.filter(|now| before.is_none_or(|before| searched::<R>(before) != *now));
    let mut changes = vec![Change::Entry { key: entry.clone(), doc, words }];
    let old: BTreeSet<String> = before.map(found_by::<R>).unwrap_or_default();
    let new = found_by::<R>(after);
    changes.extend(old.difference(&new).map(|id| Change::Lost { id: id.clone() }));
    let found = |id: &String| Change::Found { id: id.clone(), entry: entry.clone() };
    changes.extend(new.difference(&old).map(found));
    let old = before.map(|before| before.records.len()).unwrap_or_default();
    let records = after.records.iter().skip(old).map(|seq| record_pointer(*seq));
    let latest = R::SPEC.latest.iter().filter(|_| before.is_none());
    let latest =
        latest.filter_map(|column| Some(latest_pointer::<R>(column, &after.says.cell(column).key()?)));
    let points = records.chain(latest).map(|id| Change::Points { id, entry: entry.clone() });
    changes.extend(points);
    Ok(changes)
}

/// The key of an entry.
#[must_use]
pub fn key<R: Register>(number: &str) -> String {
    format!("{}/{number}", R::SPEC.code)
}

/// The pointer to the entry that a record made.
#[must_use]
pub fn record_pointer(seq: u64) -> String {
    format!("@record/{seq:012}")
}

/// The pointer to the latest entry whose column has a value.
#[must_use]
pub fn latest_pointer<R: Register>(column: &str, value: &str) -> String {
    format!("{}/{column}/{value}", R::SPEC.code)
}

/// What all entries of a register whose column has a value are found by, before their numbers.
#[must_use]
pub fn column<R: Register>(column: &str, value: &str) -> String {
    format!("{}/{column}/{value}", R::SPEC.code)
}

/// A value as it stands in a key.
#[must_use]
pub fn value(text: &str) -> String {
    crate::cell::plain(text)
}

fn found_by<R: Register>(entry: &Entry<R::Says>) -> BTreeSet<String> {
    let fields = R::SPEC.fields.iter().filter(|field| field.kind.sorts());
    let fields = fields.filter_map(|field| Some((field.key, entry.says.cell(field.key).key()?)));
    let state = R::state(&entry.says);
    let own = [(AT, Cell::Moment(entry.at).key().unwrap_or_default()), (STATE, state.to_owned())];
    let due = R::due(&entry.says).map(|by| (DUE, by.day().to_string()));
    let all = fields.chain(own).chain(due);
    all.map(|(name, value)| format!("{}/{}", column::<R>(name, &value), entry.number)).collect()
}

/// Its number and what stands in it; what lies in the vault has no words.
fn searched<R: Register>(entry: &Entry<R::Says>) -> Vec<String> {
    let fields = R::SPEC.fields.iter().filter_map(|field| entry.says.cell(field.key).searched());
    std::iter::once(entry.number.clone()).chain(fields).collect()
}

/// The column of the moment at which an entry was entered.
pub const AT: &str = "@at";
/// The column of the state.
pub const STATE: &str = "@state";
/// The column of the day by which the next thing must be done.
pub const DUE: &str = "@due";
