//! What is kept of a customer, and who looked.

use chrono::NaiveDate;
use domain::ids::{CustomerId, ServiceNumber};

use super::customers::GROUP;
use super::{Read, count};
use crate::tables::{self, CaseRow, ChangeRow, HeldRow, LookedRow, ReceiptRow, RequestRow};
use crate::{Store, StoreError, Tx};

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

    /// Who looked at a customer, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn looks_at(&self, connection, customer: &CustomerId, limit: u32) -> Vec<LookedRow> {
        let latest = format!("customer IN ({GROUP}) ORDER BY id DESC LIMIT ?2");
        tables::listed(connection, &latest, rusqlite::params![customer.as_str(), limit])
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
