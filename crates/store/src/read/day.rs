//! Days: where a day's records lie, the figures of a period, what is marked in it, and single records. Each is a look-up
//! or one range of a key, however long the ledger is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::event::Content;
use domain::ids::ServiceNumber;
use ledger::Stored;
use rusqlite::Connection;

use super::Read;
use crate::tables::{CallBack, ClockRow, DayRow, Mark, Tally, Trail};
use crate::{Store, StoreError, Tx, ledger_table, tables};

reads! {
    /// Where a day's records lie, if it has any.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn day(&self, connection, day: NaiveDate) -> Option<DayRow> { tables::get(connection, &day.to_string()) }

    /// The last day that the clock is believed to have shown; none before the first record.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn known_day(&self, connection) -> Option<NaiveDate> {
        Ok(tables::get::<ClockRow>(connection, ClockRow::KEY)?.map(|row| row.known))
    }

    /// The figures of the days from one to another, both included, added up.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn tallies(&self, connection, from: NaiveDate, to: NaiveDate) -> Vec<Tally> {
        let sql = "SELECT substr(id, 12), sum(n), sum(amount), max(most) FROM tally
                   WHERE id >= ?1 AND id < ?2 || '0' GROUP BY 1 ORDER BY 1";
        added(connection, sql, from, to)
    }

    /// How many services were handed over on each day of a period that had any, the day as key.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn done_by_day(&self, connection, from: NaiveDate, to: NaiveDate) -> Vec<Tally> {
        let sql = "SELECT substr(id, 1, 10), sum(n), 0, 0 FROM tally
                   WHERE id >= ?1 AND id < ?2 || '0' AND substr(id, 12, 5) = 'done/' GROUP BY 1 ORDER BY 1";
        added(connection, sql, from, to)
    }

    /// What is marked on the days from one to another, both included, in order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn marks(&self, connection, from: NaiveDate, to: NaiveDate) -> Vec<Mark> {
        tables::found(connection, "id >= ?1 AND id < ?2 || '0'", [from.to_string(), to.to_string()])
    }

    /// The call-backs that are due by a day and not made, the latest due first, of customers who left a contact.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn open_call_backs(&self, connection, by: NaiveDate, limit: u32) -> Vec<CallBack> {
        let due = "id < ?1 || '0' ORDER BY id DESC LIMIT ?2";
        tables::listed(connection, due, rusqlite::params![by.to_string(), limit])
    }

    /// The call-backs that are due after a day and not made, the earliest due first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn call_backs_after(&self, connection, day: NaiveDate, limit: u32) -> Vec<CallBack> {
        let later = "id >= ?1 || '0' ORDER BY id LIMIT ?2";
        tables::listed(connection, later, rusqlite::params![day.to_string(), limit])
    }

    /// Whether there are records of a later day than this.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn worked_after(&self, connection, day: NaiveDate) -> bool {
        Ok(!tables::listed::<DayRow>(connection, "id > ?1 LIMIT 1", [day.to_string()])?.is_empty())
    }

    /// How many call-backs are due by a day and not made.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_open_call_backs(&self, connection, by: NaiveDate) -> u64 {
        let sql = "SELECT count(*) FROM call_back WHERE id < ?1 || '0'";
        let count: i64 = connection.prepare_cached(sql)?.query_row([by.to_string()], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The records of a service.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn trail(&self, connection, service: &ServiceNumber) -> Trail { tables::need(connection, service.as_str()) }

    /// One record, if there is one of that sequence.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn record_at(&self, connection, seq: u64) -> Option<Stored> { ledger_table::one(connection, seq) }

    /// The records of a day after a sequence that its log speaks of, and those that correct one of the day, up to `limit`.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn day_since(&self, connection, day: NaiveDate, after: u64, limit: usize) -> Vec<Stored> {
        since(connection, day, after, limit)
    }
}

// '0' is the letter after the '/' that ends the day in each key.
fn added(
    connection: &Connection,
    sql: &str,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Tally>, StoreError> {
    let unsigned = |value: i64| u64::try_from(value).unwrap_or(0);
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([from.to_string(), to.to_string()], |row| {
        let (n, amount, most) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Tally { key: row.get(0)?, n: unsigned(n), amount: unsigned(amount), most: unsigned(most) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn since(
    connection: &Connection,
    day: NaiveDate,
    after: u64,
    limit: usize,
) -> Result<Vec<Stored>, StoreError> {
    let Some(row) = tables::get::<DayRow>(connection, &day.to_string())? else { return Ok(Vec::new()) };
    let of_the_day = row.spans.iter().flat_map(|(first, last)| (*first).max(after + 1)..=*last);
    let corrections = row.corrections.iter().copied().filter(|seq| *seq > after);
    let later: BTreeSet<u64> = of_the_day.chain(corrections).collect();
    let mut found = Vec::new();
    for seq in later {
        if found.len() == limit {
            break;
        }
        let Some(record) = ledger_table::one(connection, seq)? else { continue };
        let spoken = match ledger_table::content(&record)? {
            Content::Known(event) => crate::projection::day_speaks_of(connection, day, seq, &event)?,
            // That it has its place in its day is all that can be said of it.
            Content::Unknown => false,
        };
        if spoken {
            found.push(record);
        }
    }
    Ok(found)
}
