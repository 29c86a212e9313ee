//! Customers: one by the random number, several by name or by the end of the telephone number.

use domain::ids::CustomerId;
use rusqlite::{Connection, params};

use super::Read;
use crate::tables::customer::{PHONE_END, digits, end_of, phone_ends_with, same_phone};
use crate::tables::{self, CustomerRow, words};
use crate::{Store, StoreError, Tx};

reads! {
    /// One customer, if there is one of that number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn customer(&self, connection, id: &CustomerId) -> Option<CustomerRow> { tables::get(connection, id.as_str()) }

    /// Under whose number a customer stands, who may have been joined with another.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn person_behind(&self, connection, id: &CustomerId) -> CustomerRow {
        let mut row: CustomerRow = tables::need(connection, id.as_str())?;
        while let Some(joined) = row.joined {
            row = tables::need(connection, joined.as_str())?;
        }
        Ok(row)
    }

    /// A customer with everybody who was joined with her, the one under whose number they stand first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    fn joined_with(&self, connection, id: &CustomerId) -> Vec<CustomerRow> {
        let root = self.person_behind(id)?;
        // Few were ever joined, and a list asks this of every line.
        let alone = "SELECT NOT EXISTS (SELECT 1 FROM customer WHERE joined = ?1)";
        if connection.prepare_cached(alone)?.query_row([root.customer.as_str()], |row| row.get(0))? {
            return Ok(vec![root]);
        }
        let condition = format!("id IN ({GROUP}) ORDER BY id <> ?1, id");
        tables::listed(connection, &condition, [root.customer.as_str()])
    }

    /// Other customers with the same telephone number, each under the number that she stands under.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn sharing_phone(&self, connection, id: &CustomerId) -> Vec<CustomerRow> {
        let group = self.joined_with(id)?;
        let mut found: Vec<CustomerRow> = Vec::new();
        for row in group.iter().filter(|row| row.phone_end.is_some()) {
            let same_end: Vec<CustomerRow> =
                tables::listed(connection, "phone_end = ?1 ORDER BY id", [row.phone_end.as_deref()])?;
            for other in same_end {
                if group.iter().any(|mine| mine.customer == other.customer) || !same_phone(connection, row, &other)? {
                    continue;
                }
                let person = self.person_behind(&other.customer)?;
                if found.iter().all(|known| known.customer != person.customer) {
                    found.push(person);
                }
            }
        }
        Ok(found)
    }

    /// Customers who left a contact with that name, or with a telephone number that ends in those digits (four or
    /// more), those who came first last.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn search_customers(&self, connection, text: &str, limit: u32) -> Vec<CustomerRow> {
        search(connection, text, limit)
    }
}

/// A customer with everybody who was joined with her, whichever of them is asked for: up to the number under which all
/// stand, and down from there.
pub(super) const GROUP: &str = "
    WITH RECURSIVE up (id) AS (
        VALUES (?1) UNION SELECT customer.joined FROM customer JOIN up ON customer.id = up.id
        WHERE customer.joined IS NOT NULL),
    down (id) AS (
        SELECT id FROM up UNION SELECT customer.id FROM customer JOIN down ON customer.joined = down.id)
    SELECT id FROM down";

fn search(connection: &Connection, text: &str, limit: u32) -> Result<Vec<CustomerRow>, StoreError> {
    let text = &domain::clean::text(text);
    let number = digits(text);
    let other =
        |letter: char| !letter.is_ascii_digit() && !letter.is_whitespace() && !"+-()".contains(letter);
    if let Some(end) = end_of(&number).filter(|_| !text.contains(other)) {
        let same_end = "phone_end = ?1 ORDER BY rowid DESC";
        let mut found: Vec<CustomerRow> = tables::listed(connection, same_end, [end])?;
        if number.len() > PHONE_END {
            let mut whole = Vec::new();
            for row in found {
                if phone_ends_with(connection, &row, &number)? {
                    whole.push(row);
                }
            }
            found = whole;
        }
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        return Ok(found);
    }
    let Some(query) = words::query(text) else { return Ok(Vec::new()) };
    let named = "rowid IN (SELECT rowid FROM customer_words WHERE customer_words MATCH ?1
                 ORDER BY rowid DESC LIMIT ?2) ORDER BY rowid DESC";
    tables::listed(connection, named, params![query, limit])
}
