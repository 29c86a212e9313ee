//! Customers: one by the random number, several by name or by the end of the telephone number.

use domain::ids::CustomerId;
use rusqlite::{Connection, params};

use super::Read;
use crate::tables::customer::{PHONE_END, digits, end_of, phone_ends_with};
use crate::tables::{self, CustomerRow, words};
use crate::{Store, StoreError, Tx};

reads! {
    /// One customer, if there is one of that number.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn customer(&self, connection, id: &CustomerId) -> Option<CustomerRow> { tables::get(connection, id.as_str()) }

    /// Customers who left a contact with that name, or with a telephone number that ends in those digits (four or
    /// more), those who came first last.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    fn search_customers(&self, connection, text: &str, limit: u32) -> Vec<CustomerRow> {
        search(connection, text, limit)
    }
}

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
