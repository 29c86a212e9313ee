//! The vault: what identifies a person, kept apart so that it can be forgotten.
//!
//! The ledger holds a random id and SHA-256(salt ‖ bytes). Erasing an item removes bytes and salt together; what
//! stays in the ledger verifies and says nothing about the person (个人信息保护法 第四十七条).

use domain::event::VaultRef;
use domain::ids::VaultId;
use domain::signature::Digest;
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use crate::StoreError;
use crate::error::random;

pub(crate) const SCHEMA: &str = "
CREATE TABLE vault (id TEXT PRIMARY KEY, kind TEXT NOT NULL, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
";

/// What kind of thing an item is; decides how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person's name.
    Name,
    /// A customer's name and telephone.
    Contact,
    /// A guardian's name and relation.
    Guardian,
    /// Needs, allergies, pregnancy as stated.
    Needs,
    /// Canonical skin values.
    Skin,
    /// An analyser's raw file.
    RawFile,
    /// Signature strokes.
    Strokes,
    /// A PIN's hash.
    Pin,
    /// What a manager wrote into a day's log.
    DayNotes,
    /// What an entry of a register says of a person, or a file that belongs to it.
    Entry,
    /// What a customer said later: in a call-back, of a reaction, to add or correct.
    Said,
    /// What a customer says of allergies and of a pregnancy, and reasons that speak of skin.
    Health,
    /// Why recipes were proposed or not.
    Reasons,
}

impl Kind {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Contact => "contact",
            Self::Guardian => "guardian",
            Self::Needs => "needs",
            Self::Skin => "skin",
            Self::RawFile => "raw_file",
            Self::Strokes => "strokes",
            Self::Pin => "pin",
            Self::DayNotes => "day_notes",
            Self::Entry => "entry",
            Self::Said => "said",
            Self::Health => "health",
            Self::Reasons => "reasons",
        }
    }
}

fn commitment(salt: &[u8], bytes: &[u8]) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(bytes);
    Digest::of_bytes(&hasher.finalize().into())
}

pub(crate) fn seal(connection: &Connection, kind: Kind, bytes: &[u8]) -> Result<VaultRef, StoreError> {
    let (name, salt) = (random::<16>()?, random::<32>()?);
    let id =
        VaultId::new(&hex::encode(name)).map_err(|error| StoreError::Contradiction(error.to_string()))?;
    let sql = "INSERT INTO vault (id, kind, salt, bytes) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute(params![id.as_str(), kind.code(), &salt[..], bytes])?;
    Ok(VaultRef { id, commitment: commitment(&salt, bytes) })
}

/// The bytes, checked against the commitment; `None` once erased.
pub(crate) fn unseal(connection: &Connection, item: &VaultRef) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT salt, bytes FROM vault WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found: Option<(Vec<u8>, Vec<u8>)> =
        statement.query_row([item.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((salt, bytes)) = found else { return Ok(None) };
    if commitment(&salt, &bytes) != item.commitment {
        return Err(StoreError::VaultChanged(item.id.to_string()));
    }
    Ok(Some(bytes))
}

/// An item as headquarters is to find it: with the salt, by which the bytes are those that the ledger commits to.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// The salt.
    pub salt: [u8; 32],
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened(…)")
    }
}

/// The item with its salt, checked against the commitment; `None` once erased.
pub(crate) fn opened(connection: &Connection, item: &VaultRef) -> Result<Option<Opened>, StoreError> {
    let Some(bytes) = unseal(connection, item)? else { return Ok(None) };
    let sql = "SELECT salt FROM vault WHERE id = ?1";
    let salt: Vec<u8> = connection.prepare_cached(sql)?.query_row([item.id.as_str()], |row| row.get(0))?;
    let salt = salt.try_into().map_err(|_| StoreError::VaultChanged(item.id.to_string()))?;
    Ok(Some(Opened { salt, bytes }))
}

pub(crate) fn erase(connection: &Connection, item: &VaultId) -> Result<(), StoreError> {
    let gone = connection.prepare_cached("DELETE FROM vault WHERE id = ?1")?.execute([item.as_str()])?;
    if gone == 0 {
        return Err(StoreError::NotFound { what: "密匣条目", id: item.to_string() });
    }
    Ok(())
}

pub(crate) fn count(connection: &Connection) -> Result<u64, StoreError> {
    let count: i64 = connection.query_row("SELECT count(*) FROM vault", [], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}
