//! Services: the open ones, those of a customer, those of a day.

use domain::ids::{CustomerId, ServiceNumber};
use domain::service::AnyService;
use rusqlite::Connection;

use super::Read;
use super::customers::GROUP;
use crate::tables::{self, Row as _, ServiceLine};
use crate::{Store, StoreError, Tx};

reads! {
    /// Services that are neither handed over nor ended.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn open_services(&self, connection) -> Vec<AnyService> {
        tables::found(connection, "step NOT IN ('done', 'ended')", [])
    }

    /// The highest serial that a service of that series and day has; 0 before the first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn last_serial(&self, connection, series: &domain::ids::Series, day: chrono::NaiveDate) -> u32 {
        let prefix = ServiceNumber::of_day(series, day);
        let sql = "SELECT max(id) FROM service WHERE id >= ?1 AND id < ?1 || 'a'";
        let last: Option<String> = connection.prepare_cached(sql)?.query_row([&prefix], |row| row.get(0))?;
        Ok(last.and_then(|number| number.rsplit('-').next()?.parse().ok()).unwrap_or(0))
    }

    /// The latest services of a customer, the latest first, whatever became of them.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn services_of(&self, connection, customer: &CustomerId, limit: u32) -> Vec<AnyService> {
        let condition = format!("customer IN ({GROUP}) ORDER BY rowid DESC LIMIT ?2");
        tables::listed(connection, &condition, rusqlite::params![customer.as_str(), limit])
    }

    /// The services that were opened or handed over on a day, by number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn services_on(&self, connection, day: chrono::NaiveDate) -> Vec<AnyService> {
        tables::found(connection, "opened_on = ?1 OR done_on = ?1", [day.to_string()])
    }

    /// The numbers of the services that were opened or handed over on a day, in order.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn numbers_on(&self, connection, day: chrono::NaiveDate) -> Vec<ServiceNumber> {
        let sql = "SELECT id FROM service WHERE opened_on = ?1 UNION SELECT id FROM service WHERE done_on = ?1 ORDER BY id";
        let mut statement = connection.prepare_cached(sql)?;
        let numbers = statement.query_map([day.to_string()], |row| row.get::<_, String>(0))?;
        let named = |number: String| ServiceNumber::parse(&number)
            .map_err(|error| StoreError::Contradiction(error.to_string()));
        numbers.map(|number| named(number?)).collect()
    }

    /// The services with `part` in their number that are open, or were opened or handed over on a day: the highest
    /// numbers first.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn services_near(&self, connection, part: &str, day: chrono::NaiveDate, limit: u32) -> Vec<ServiceLine> {
        let near = "id IN (SELECT id FROM service WHERE step NOT IN ('done', 'ended')
                           UNION SELECT id FROM service WHERE opened_on = ?2
                           UNION SELECT id FROM service WHERE done_on = ?2)
                    AND instr(upper(id), upper(?1)) > 0 ORDER BY id DESC LIMIT ?3";
        lines(connection, near, rusqlite::params![part, day.to_string(), limit])
    }

    /// A service as a line of a list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn service_line(&self, connection, number: &ServiceNumber) -> ServiceLine {
        let missing = || StoreError::NotFound { what: AnyService::CALLED, id: number.to_string() };
        lines(connection, "id = ?1", [number.as_str()])?.pop().ok_or_else(missing)
    }

    /// The services that are neither handed over nor ended, by number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn open_lines(&self, connection) -> Vec<ServiceLine> {
        lines(connection, "step NOT IN ('done', 'ended') ORDER BY id", [])
    }

    /// The services that were handed over on a day, by number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn lines_done_on(&self, connection, day: chrono::NaiveDate) -> Vec<ServiceLine> {
        lines(connection, "done_on = ?1 ORDER BY id", [day.to_string()])
    }

    /// The customer's latest service before another in which needs were recorded, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn previous_service(&self, connection, customer: &CustomerId, before: &ServiceNumber) -> Option<AnyService> {
        let condition = format!("customer IN ({GROUP}) AND rowid < coalesce((SELECT rowid FROM service WHERE id = ?2), 0)
                         AND json_extract(doc, '$.progress.needed') IS NOT NULL ORDER BY rowid DESC LIMIT 1");
        let found = tables::listed(connection, &condition, [customer.as_str(), before.as_str()])?;
        Ok(found.into_iter().next())
    }
}

fn lines(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<ServiceLine>, StoreError> {
    tables::read_as(connection, AnyService::TABLE, condition, values)
}
