//! Whether this program knows every record of the ledger. A record that it does not know has changed tables in ways that it cannot
//! repeat, so that what it wrote on top of them could be wrong for ever: such a store is open for reading alone.
//!
//! The file keeps a mark of how far the ledger was looked through by a program that knows the same kinds; only what follows is looked
//! through at the next opening, and all of it by a program that knows others.

use records::Record;
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::{StoreError, ledger_table, meta};

/// Where the mark lies.
const MARK: &str = "understood";
/// How many records the mark may lie behind before it is set anew.
const BEHIND: u64 = 500;

/// What an opening found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Understood {
    /// All of it, up to this record; the mark is to be set anew where it lies far behind.
    All {
        /// The last record that was looked at.
        up_to: u64,
        /// Whether the mark lies far behind.
        far: bool,
    },
    /// All but some; this is the first.
    Not {
        /// Its sequence.
        first: u64,
    },
}

/// Looks through what follows the mark.
pub(crate) fn looked_through(connection: &Connection) -> Result<Understood, StoreError> {
    let marked = meta::get(connection, MARK)?.and_then(|mark| read(&mark)).unwrap_or(0);
    let (mut last, mut first) = (marked, None);
    ledger_table::walk::<StoreError>(connection, marked + 1, |record| {
        let header = record.header()?;
        last = record.seq;
        if first.is_none() && Record::known(&header.kind, header.version).is_none() {
            first = Some(record.seq);
        }
        Ok(())
    })?;
    Ok(match first {
        Some(first) => Understood::Not { first },
        None => Understood::All { up_to: last, far: last - marked > BEHIND },
    })
}

/// Sets the mark.
pub(crate) fn mark(connection: &Connection, up_to: u64) -> Result<(), StoreError> {
    meta::set(connection, MARK, &[&up_to.to_be_bytes()[..], &kinds()[..]].concat())
}

/// How far the mark reaches, where it was set by a program that knows the same kinds.
fn read(mark: &[u8]) -> Option<u64> {
    let (up_to, by) = mark.split_first_chunk::<8>()?;
    (by == kinds()).then(|| u64::from_be_bytes(*up_to))
}

/// The kinds and versions that this program knows.
fn kinds() -> [u8; 32] {
    let mut hasher = Sha256::new();
    for kind in Record::KINDS {
        hasher.update(format!("{} {}\n", kind.name, kind.version));
    }
    hasher.finalize().into()
}
