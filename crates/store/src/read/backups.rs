//! Reading which copies there are, and whether anything happened since.

use crate::read::Read as _;
use crate::tables::{self, BackupRow};
use crate::{Store, StoreError, ledger_table};

impl Store {
    /// Every copy that was made and not deleted by the rule, the latest first. Whether it still lies where it was
    /// written, only its place can say.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn backups(&self) -> Result<Vec<BackupRow>, StoreError> {
        tables::listed(self.connection(), "1 = 1 ORDER BY seq DESC", [])
    }

    /// The last copy that was made and verified, wherever it lies: what the day's page says the age of.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn last_backup(&self) -> Result<Option<BackupRow>, StoreError> {
        Ok(tables::listed(self.connection(), "1 = 1 ORDER BY seq DESC LIMIT 1", [])?.pop())
    }

    /// Whether anything but backups was recorded after a record: what a backup that ends there lacks.
    ///
    /// # Errors
    /// [`StoreError::Sql`], [`StoreError::DamagedAt`].
    pub fn worked_since(&self, seq: u64) -> Result<bool, StoreError> {
        let worked = ledger_table::walk::<Found>(self.connection(), seq.saturating_add(1), |record| {
            let kind = record.header().map_err(StoreError::from)?.kind.into_owned();
            if kind.starts_with("backup.") { Ok(()) } else { Err(Found::Work) }
        });
        match worked {
            Ok(()) => Ok(false),
            Err(Found::Work) => Ok(true),
            Err(Found::Fault(error)) => Err(error),
        }
    }

    /// The hash of a record; `None` where the ledger does not reach so far.
    ///
    /// # Errors
    /// [`StoreError::DamagedAt`].
    pub fn hash_at(&self, seq: u64) -> Result<Option<ledger::Hash>, StoreError> {
        Ok(ledger_table::one(self.connection(), seq)?.map(|record| record.hash))
    }
}

/// What ends the walk before the end of the ledger.
enum Found {
    Work,
    Fault(StoreError),
}

impl From<StoreError> for Found {
    fn from(error: StoreError) -> Self {
        Self::Fault(error)
    }
}
