//! Records read beside whoever holds the store and writes to it, by a connection of its own: what is sent to headquarters must
//! cost no tap its time.

use std::path::Path;

use ledger::{Hash, Head, SignedHead};

use crate::folder::database_in;
use crate::store::connect;
use crate::{Key, StoreError, ledger_table, meta};

/// Records in order, with the head at the last of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    /// What the first of them follows.
    pub prev: Hash,
    /// Their stored bytes.
    pub bodies: Vec<Vec<u8>>,
    /// The head at the last of them, signed.
    pub head: SignedHead,
}

/// How much a portion may have. One record more than nothing is always in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    /// Records.
    pub records: usize,
    /// Bytes of all of them together.
    pub bytes: usize,
}

/// The records of a store from `from` on, as many as `most` lets through; `None` where there are none.
///
/// # Errors
/// [`StoreError::Missing`], [`StoreError::WrongKey`], [`StoreError::DamagedAt`].
pub fn records_beside(
    folder: &Path,
    key: &Key,
    from: u64,
    most: Most,
) -> Result<Option<Portion>, StoreError> {
    let database = database_in(folder);
    if !database.is_file() {
        return Err(StoreError::Missing(folder.to_owned()));
    }
    let connection = connect(&database, key)?;
    let (mut bodies, mut bytes, mut ends) = (Vec::new(), 0_usize, None::<(Hash, u64, Hash)>);
    let walked = ledger_table::walk::<Stop>(&connection, from, |record| {
        let more = bytes + record.body.len();
        if bodies.len() == most.records || (more > most.bytes && !bodies.is_empty()) {
            return Err(Stop::Full);
        }
        bytes = more;
        let prev = ends.map_or(record.prev, |(prev, ..)| prev);
        ends = Some((prev, record.seq, record.hash));
        bodies.push(record.body);
        Ok(())
    });
    if let Err(Stop::Failed(error)) = walked {
        return Err(*error);
    }
    let Some((prev, seq, hash)) = ends else { return Ok(None) };
    let store = meta::store_code(&connection)?;
    let head = Head { store, seq, hash }.signed(&meta::signing(&connection)?);
    Ok(Some(Portion { prev, bodies, head }))
}

/// Why a walk ended before the ledger did.
enum Stop {
    Full,
    Failed(Box<StoreError>),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(Box::new(error))
    }
}
