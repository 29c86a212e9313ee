//! What is kept of a customer, and who looked.

use chrono::NaiveDate;
use domain::ids::{CustomerId, ServiceNumber, StaffId};
use domain::kept::Held;

use super::customers::GROUP;
use super::{Read, count};
use crate::tables::{
    self, CaseRow, ChangeRow, HeldRow, LookedRow, ReceiptRow, ReleasedRow, RequestRow, SecurityRow,
};
use crate::{Opened, Store, StoreError, Tx};

/// How much of a kind of thing the vault holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct HeldCount {
    /// What.
    pub what: Held,
    /// How many.
    pub count: u64,
    /// How many of them end soon.
    pub soon: u64,
    /// How many are past their last day.
    pub past: u64,
    /// The first last day.
    pub first_until: NaiveDate,
}

reads! {
    /// What the vault holds of a customer, what came first first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_of(&self, connection, customer: &CustomerId) -> Vec<HeldRow> {
        let mut held: Vec<HeldRow> = tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])?;
        held.sort_by(|one, other| {
            (one.since, &one.service, one.what).cmp(&(other.since, &other.service, other.what))
        });
        Ok(held)
    }

    /// What she put right of her allergies on her own page: it lies with no service.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_corrections(&self, connection, customer: &CustomerId) -> Vec<HeldRow> {
        let hers = format!("customer IN ({GROUP}) AND service IS NULL AND doc ->> '$.what' = 'allergies'");
        tables::found(connection, &hers, [customer.as_str()])
    }

    /// Who looked at a customer, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn looks_at(&self, connection, customer: &CustomerId, limit: u32) -> Vec<LookedRow> {
        let latest = format!("customer IN ({GROUP}) ORDER BY id DESC LIMIT ?2");
        tables::listed(connection, &latest, rusqlite::params![customer.as_str(), limit])
    }

    /// The latest looks at any customer, of one member of staff or of all.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn latest_looks(&self, connection, by: Option<&StaffId>, limit: u32) -> Vec<LookedRow> {
        let latest = "(?1 IS NULL OR json_extract(doc, '$.by') = ?1) ORDER BY id DESC LIMIT ?2";
        tables::listed(connection, latest, rusqlite::params![by.map(StaffId::as_str), limit])
    }

    /// How many looks there were, of one member of staff or of all.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_looks(&self, connection, by: Option<&StaffId>) -> u64 {
        let sql = "SELECT count(*) FROM looked WHERE ?1 IS NULL OR json_extract(doc, '$.by') = ?1";
        count(connection, sql, [by.map(StaffId::as_str)])
    }

    /// How much of each kind the vault holds, by kind.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_by_kind(&self, connection, today: NaiveDate, soon: NaiveDate) -> Vec<HeldCount> {
        let sql = "SELECT json_object('what', json_extract(doc, '$.what'), 'count', count(*),
                          'soon', sum(until >= ?1 AND until <= ?2), 'past', sum(until < ?1), 'first_until', min(until))
                   FROM held GROUP BY json_extract(doc, '$.what')";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([today.to_string(), soon.to_string()], |row| row.get::<_, String>(0))?;
        let mut counts: Vec<HeldCount> =
            rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect::<Result<_, StoreError>>()?;
        counts.sort_by_key(|count| count.what);
        Ok(counts)
    }

    /// Who looks after information security, once somebody was appointed.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn security(&self, connection) -> Option<SecurityRow> { tables::get(connection, SecurityRow::KEY) }

    /// Every request, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn requests(&self, connection) -> Vec<RequestRow> { tables::all(connection) }

    /// The sum of a figure over all days.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_figure(&self, connection, figure: &str) -> u64 {
        count(connection, "SELECT coalesce(sum(n), 0) FROM tally WHERE substr(id, 12) = ?1", [figure])
    }

    /// How often somebody looked at a customer.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_looks_at(&self, connection, customer: &CustomerId) -> u64 {
        let sql = format!("SELECT count(*) FROM looked WHERE customer IN ({GROUP})");
        count(connection, &sql, [customer.as_str()])
    }

    /// One receipt.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn receipt(&self, connection, receipt: &str) -> ReceiptRow { tables::need(connection, receipt) }

    /// The receipts of a customer, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn receipts_of(&self, connection, customer: &CustomerId) -> Vec<ReceiptRow> {
        tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])
    }

    /// The receipt of a change.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn change(&self, connection, receipt: &str) -> ChangeRow { tables::need(connection, receipt) }

    /// The receipts of what was put right, added, joined and parted of a customer, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn changes_of(&self, connection, customer: &CustomerId) -> Vec<ChangeRow> {
        tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])
    }

    /// How many receipts, or cases, have a number that begins so.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_numbers(&self, connection, prefix: &str) -> u64 {
        let sql = "SELECT (SELECT count(*) FROM receipt WHERE id >= ?1 AND id < ?1 || 'a')
                        + (SELECT count(*) FROM change WHERE id >= ?1 AND id < ?1 || 'a')
                        + (SELECT count(*) FROM reaction WHERE id >= ?1 AND id < ?1 || 'a')
                        + (SELECT count(*) FROM request WHERE id >= ?1 AND id < ?1 || 'a')";
        count(connection, sql, [prefix])
    }

    /// One case.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn case(&self, connection, case: &str) -> CaseRow { tables::need(connection, case) }

    /// The cases of a customer, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn cases_of(&self, connection, customer: &CustomerId) -> Vec<CaseRow> {
        tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])
    }

    /// The cases that nobody closed, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn open_cases(&self, connection) -> Vec<CaseRow> { tables::found(connection, "open = 1", []) }

    /// What of a customer lies at headquarters, too, or did, in the order of its release.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn released_of(&self, connection, customer: &CustomerId) -> Vec<ReleasedRow> {
        let mut released: Vec<ReleasedRow> =
            tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])?;
        released.sort_by_key(|row| row.seq);
        Ok(released)
    }

    /// What is to lie at headquarters, too, and was released after a record, the earliest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn released_after(&self, connection, seq: u64, limit: u32) -> Vec<ReleasedRow> {
        tables::listed(connection, "stands > ?1 ORDER BY stands LIMIT ?2", rusqlite::params![tables::number(seq), limit])
    }

    /// What is to be gone at headquarters and was not named by a receipt yet, what ended first first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn waits_to_be_gone(&self, connection, limit: u32) -> Vec<ReleasedRow> {
        tables::listed(connection, "waits IS NOT NULL ORDER BY waits LIMIT ?1", [limit])
    }

    /// An item with its salt, as headquarters is to find it; none once it is erased.
    ///
    /// # Errors
    /// [`StoreError::VaultChanged`] where it is not what the ledger commits to.
    fn opened_item(&self, connection, item: &domain::event::VaultRef) -> Option<Opened> {
        crate::vault::opened(connection, item)
    }

    /// What the vault holds of a service.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_from(&self, connection, service: &ServiceNumber) -> Vec<HeldRow> {
        tables::found(connection, "service = ?1", [service.as_str()])
    }

    /// What the vault holds although its last day was before a day, the longest past first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_past(&self, connection, day: NaiveDate, limit: u32) -> Vec<HeldRow> {
        let past = "until < ?1 ORDER BY until LIMIT ?2";
        tables::listed(connection, past, rusqlite::params![day.to_string(), limit])
    }

    /// What the vault holds since a later day than this.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn held_since(&self, connection, day: NaiveDate, limit: u32) -> Vec<HeldRow> {
        let later = "doc ->> 'since' > ?1 LIMIT ?2";
        tables::listed(connection, later, rusqlite::params![day.to_string(), limit])
    }

    /// How many of them there are, as far as ten thousand: more are counted by nobody who reads a log.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn count_held_past(&self, connection, day: NaiveDate) -> u64 {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM held WHERE until < ?1 LIMIT 10000)";
        count(connection, sql, [day.to_string()])
    }

    /// One request.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn request(&self, connection, request: &str) -> RequestRow { tables::need(connection, request) }

    /// The requests of a customer, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn requests_of(&self, connection, customer: &CustomerId) -> Vec<RequestRow> {
        tables::found(connection, &format!("customer IN ({GROUP})"), [customer.as_str()])
    }

    /// The requests that nobody answered, in their order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn open_requests(&self, connection) -> Vec<RequestRow> { tables::found(connection, "open = 1", []) }
}
