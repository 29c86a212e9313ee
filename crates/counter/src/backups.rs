//! What is recorded of copies of the store: that one was made and verified, what the rule deleted, and how a try to restore
//! went (化妆品生产电子记录要求: backups and deletions are logged, restoring is verified). Making them is the desk's business.

use domain::event::{BackupDrilled, BackupMade};

use crate::{Caller, Counter, Host, Refusal};

impl<H: Host> Counter<H> {
    /// Records a copy that was written and verified. The copy itself cannot hold this record.
    ///
    /// # Errors
    /// What the store answers; the copy is there all the same.
    pub fn backup_made(&mut self, caller: &Caller, made: BackupMade) -> Result<(), Refusal> {
        Ok(self.write(caller.actor(), "backup.made", |tx| tx.record(made).map(drop))?)
    }

    /// Records how a try to restore from a copy went.
    ///
    /// # Errors
    /// What the store answers.
    pub fn backup_drilled(&mut self, caller: &Caller, drilled: BackupDrilled) -> Result<(), Refusal> {
        Ok(self.write(caller.actor(), "backup.drilled", |tx| tx.record(drilled).map(drop))?)
    }
}
