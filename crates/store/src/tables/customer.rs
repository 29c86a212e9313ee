//! Who a customer is: name and the end of the telephone number, copied from the vault item that the customer agreed to
//! have kept, no more of it than is searched. It goes with that item.

use domain::event::VaultRef;
use domain::ids::CustomerId;
use effects::{CustomerRow, Row as _};
use rusqlite::Connection;
use serde::Deserialize;

use super::words;
use crate::{StoreError, vault};

/// How many digits of a telephone number are kept outside the vault: as many as are usually asked for.
pub(crate) const PHONE_END: usize = 4;

/// What lies in the vault under [`crate::Kind::Contact`], as far as a customer is found by it.
#[derive(Deserialize)]
struct Contact {
    name: String,
    phone: String,
}

/// What the vault still holds of a contact. One that cannot be read names nobody.
fn contact(vault: &Connection, item: &VaultRef) -> Result<Option<Contact>, StoreError> {
    Ok(vault::unseal(vault, item)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// The digits of a telephone number, or of the part of one that is searched for.
pub(crate) fn digits(phone: &str) -> String {
    domain::clean::code(phone).chars().filter(char::is_ascii_digit).collect()
}

/// The last digits of a number that has as many.
pub(crate) fn end_of(digits: &str) -> Option<&str> {
    digits.len().checked_sub(PHONE_END).and_then(|start| digits.get(start..))
}

/// Makes a customer known by a contact, as far as the vault still holds it.
pub(crate) fn known(
    connection: &Connection,
    vault: &Connection,
    customer: &CustomerId,
    item: &VaultRef,
) -> Result<(), StoreError> {
    let Some(Contact { name, phone }) = contact(vault, item)? else {
        return forgotten(connection, customer);
    };
    let mut row: CustomerRow = super::need(connection, customer.as_str())?;
    row.phone_end = end_of(&digits(&phone)).map(ToOwned::to_owned);
    row.name = Some(name.clone());
    super::put(connection, &row)?;
    words::set(connection, CustomerRow::TABLE, customer.as_str(), &[name])
}

/// Takes away what a customer is found by.
pub(crate) fn forgotten(connection: &Connection, customer: &CustomerId) -> Result<(), StoreError> {
    words::clear(connection, CustomerRow::TABLE, customer.as_str())
}

/// Whether the whole telephone number ends with these digits, as the vault has it.
pub(crate) fn phone_ends_with(
    connection: &Connection,
    row: &CustomerRow,
    end: &str,
) -> Result<bool, StoreError> {
    let Some(item) = &row.contact else { return Ok(false) };
    Ok(contact(connection, item)?.is_some_and(|contact| digits(&contact.phone).ends_with(end)))
}

/// Whether two contacts have the same telephone number.
pub(crate) fn same_phone(
    connection: &Connection,
    one: &CustomerRow,
    other: &CustomerRow,
) -> Result<bool, StoreError> {
    let phone = |row: &CustomerRow| -> Result<Option<String>, StoreError> {
        let Some(item) = &row.contact else { return Ok(None) };
        Ok(contact(connection, item)?.map(|contact| digits(&contact.phone)))
    };
    let (one, other) = (phone(one)?, phone(other)?);
    Ok(one.is_some() && one == other)
}
