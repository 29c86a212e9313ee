//! What headquarters decided, as records: what a bulletin brings and that it was applied stand in one transaction, so that nothing
//! is applied half and nothing twice. It refuses to judge a bulletin: who vouches for it and whether it is the next is said to it.

use domain::event::{BulletinApplied, BulletinHeld, RestrictionLifted, RestrictionOrdered};

use crate::{Counter, Host, Refusal};

/// What one bulletin brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brings {
    /// What it recalls and stops.
    pub ordered: Vec<RestrictionOrdered>,
    /// What it takes back.
    pub lifted: Vec<RestrictionLifted>,
}

impl<H: Host> Counter<H> {
    /// Applies a bulletin, whole or not at all.
    ///
    /// # Errors
    /// What the store answers: then nothing of it was applied.
    pub fn applies(&mut self, bulletin: BulletinApplied, brings: Brings) -> Result<(), Refusal> {
        self.write("system", "headquarters.down", |tx| {
            for ordered in brings.ordered {
                tx.record(ordered)?;
            }
            for lifted in brings.lifted {
                tx.record(lifted)?;
            }
            tx.record(bulletin)?;
            Ok(())
        })
    }

    /// Keeps a bulletin that waits. One that waits already, and for the same, is not recorded again.
    ///
    /// # Errors
    /// What the store answers.
    pub fn holds(&mut self, bulletin: BulletinHeld) -> Result<(), Refusal> {
        let waiting = self.store().bulletins_waiting(&bulletin.chain)?;
        let same = waiting
            .iter()
            .any(|row| (row.no, &row.untaken, row.until) == (bulletin.no, &bulletin.untaken, bulletin.until));
        if same {
            return Ok(());
        }
        self.write("system", "headquarters.down", |tx| {
            tx.record(bulletin)?;
            Ok(())
        })
    }
}
