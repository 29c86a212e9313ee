//! What a record does to the entries of registers: the changes that `registers` names, as changes of rows.

use registers::project::{self, Change as Entry};

use crate::draft::Draft;
use crate::record::Record;
use crate::{Change, OfStore, Outcome, Rows, Stopped};

/// The tables that entries lie in.
const ENTRY: &str = "entry";
const FOUND: &str = "entry_found";
const POINTS: &str = "entry_points";

impl<R: Rows> project::Rows for Draft<'_, R> {
    type Error = Stopped<R::Fault>;

    fn entry(&self, key: &str) -> Outcome<R, Option<String>> {
        self.as_it_stands(ENTRY, key)
    }

    fn pointer(&self, id: &str) -> Outcome<R, Option<String>> {
        self.as_it_stands(POINTS, id)
    }
}

impl<R: Rows> Record<'_, R> {
    /// An entry of a register begins or goes on.
    pub(crate) fn entries(&mut self) -> Outcome<R> {
        let place = project::Place { seq: self.place.seq, at: self.place.at };
        for change in project::of_record(&self.rows, place, self.event)? {
            let put = |table, key, doc| Change::Put { table, key, doc, columns: Vec::new() };
            match change {
                Entry::Entry { key, doc, words } => {
                    self.rows.push(put(ENTRY, key.clone(), doc));
                    let found_by = words.map(|texts| OfStore::FoundBy { table: ENTRY, key, texts });
                    found_by.into_iter().for_each(|words| self.rows.of_store(words));
                }
                Entry::Found { id, entry } => self.rows.push(put(FOUND, id, entry)),
                Entry::Lost { id } => self.rows.push(Change::Remove { table: FOUND, key: id }),
                Entry::Points { id, entry } => self.rows.push(put(POINTS, id, entry)),
            }
        }
        Ok(())
    }
}
