//! What the file says of itself, outside the ledger: whose it is, its signing key, the signed head, and whether
//! it is an original or a restored copy.

use ledger::{Hash, Head, SignedHead, SigningKey};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::StoreError;
use crate::error::random;

pub(crate) const SCHEMA: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL,
                   signature BLOB NOT NULL) STRICT;
";

/// Where this file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The store's own file since it was founded.
    Original,
    /// A copy that was restored from a backup.
    Restored,
}

pub(crate) fn set(connection: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    connection.prepare_cached(sql)?.execute(params![name, value])?;
    Ok(())
}

pub(crate) fn get(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)).optional()?)
}

pub(crate) fn forget(connection: &Connection, name: &str) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM meta WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// Writes what a new file says of itself.
pub(crate) fn found(connection: &Connection, store: &str) -> Result<(), StoreError> {
    set(connection, "store", store.as_bytes())?;
    set(connection, "origin", b"original")?;
    set(connection, "signing_seed", &random::<32>()?)?;
    set(connection, "device_secret", &random::<32>()?)?;
    set_head(connection, &Head { store: store.to_owned(), seq: 0, hash: Hash::ORIGIN }, &signing(connection)?)
}

pub(crate) fn store_code(connection: &Connection) -> Result<String, StoreError> {
    let bytes = get(connection, "store")?.ok_or(StoreError::NotOurs("缺少门店代码"))?;
    String::from_utf8(bytes).map_err(|_| StoreError::NotOurs("门店代码无法读取"))
}

pub(crate) fn signing(connection: &Connection) -> Result<SigningKey, StoreError> {
    let seed = get(connection, "signing_seed")?.and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(ledger::signing_key(&seed.ok_or(StoreError::NotOurs("缺少签名密钥"))?))
}

pub(crate) fn origin(connection: &Connection) -> Result<Origin, StoreError> {
    let restored = get(connection, "origin")?.as_deref() == Some(b"restored");
    Ok(if restored { Origin::Restored } else { Origin::Original })
}

pub(crate) fn set_head(connection: &Connection, head: &Head, key: &SigningKey) -> Result<(), StoreError> {
    let signed = head.clone().signed(key);
    let sql = "INSERT INTO head (one, seq, hash, signature) VALUES (1, ?1, ?2, ?3)
               ON CONFLICT (one) DO UPDATE SET seq = ?1, hash = ?2, signature = ?3";
    connection.prepare_cached(sql)?.execute(params![
        i64::try_from(head.seq).unwrap_or(i64::MAX),
        &head.hash.0[..],
        &signed.signature[..]
    ])?;
    Ok(())
}

pub(crate) fn head(connection: &Connection) -> Result<SignedHead, StoreError> {
    let sql = "SELECT seq, hash, signature FROM head WHERE one = 1";
    let (seq, hash, signature): (i64, Vec<u8>, Vec<u8>) =
        connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let unreadable = StoreError::NotOurs("链头无法读取");
    let (Some(hash), Ok(signature), Ok(seq)) =
        (Hash::from_slice(&hash), signature.try_into(), u64::try_from(seq))
    else {
        return Err(unreadable);
    };
    Ok(SignedHead { head: Head { store: store_code(connection)?, seq, hash }, signature })
}
