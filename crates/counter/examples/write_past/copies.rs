//! Copies of the store: made, tried out, and the one from which the store went on after its computer was lost.

use std::path::Path;

use counter::{Caller, Host as _};
use domain::event::{BackupCause, BackupDrilled, BackupMade};
use domain::signature::Digest;
use store::{BackupName, Key, Store};

use super::shop::{MANAGER, Shop, Told, staff};
use crate::figures::Clock;

impl Shop {
    /// Makes a copy and records it as whoever asked for it does.
    fn copy(&mut self, aside: &Path, key: &Key, cause: BackupCause, removed: Vec<String>) -> Told<String> {
        self.wait(61);
        let name = BackupName::new("JN01", self.counter.host().now()).to_string();
        let file = aside.join(&name);
        let head = self.counter.store().backup(&file, key)?;
        let made = BackupMade {
            target: if removed.is_empty() { "tiaohectl".to_owned() } else { "b1f0c2d4".to_owned() },
            file: name.clone(),
            up_to: head.seq,
            hash: Digest::of_bytes(&head.hash.0),
            bytes: std::fs::metadata(&file)?.len(),
            cause,
            removed,
        };
        let caller = if cause == BackupCause::Asked { staff(MANAGER)? } else { Caller::System };
        self.counter.backup_made(&caller, made)?;
        Ok(name)
    }

    /// Tries a copy out, and records how it went.
    fn tried(&mut self, aside: &Path, key: &Key, name: &str) -> Told {
        self.wait(30);
        let stamp = self.counter.host().stamp();
        let tried = store::drill(&aside.join(name), &aside.join("drill"), key, stamp);
        let (lost, problem) = match tried {
            Ok(drilled) => (Some(self.counter.store().head()?.seq.saturating_sub(drilled.head.seq)), None),
            Err(error) => (None, Some(error.code().to_owned())),
        };
        let (target, file) = ("tiaohectl".to_owned(), name.to_owned());
        let drilled = BackupDrilled { target, file, passed: problem.is_none(), lost, problem };
        self.counter.backup_drilled(&staff(MANAGER)?, drilled)?;
        Ok(())
    }

    /// Copies are made and tried; then the store goes on from one of them in another folder.
    pub fn copied_and_restored(mut self, aside: &Path, folder: &Path, key: &Key) -> Told<Self> {
        let older = self.copy(aside, key, BackupCause::Update, Vec::new())?;
        let newer = self.copy(aside, key, BackupCause::Asked, Vec::new())?;
        self.tried(aside, key, &newer)?;
        // A copy that no key opens.
        self.tried(aside, &Key::new()?, &older)?;
        let last = self.copy(aside, key, BackupCause::Close, vec![older])?;
        self.wait(7_200);
        let clock = Clock { now: self.counter.host().now(), monotonic: 1_000 };
        let stamp = clock.stamp();
        let restored = Store::restore(&aside.join(last), folder, key, MANAGER, stamp)?;
        Self::over(restored.store, clock)
    }

    /// The last copies, made as the program is closed.
    pub fn last_copies(&mut self, aside: &Path, key: &Key) -> Told {
        let name =
            self.copy(aside, key, BackupCause::Close, vec!["JN01-20261119-193005.tiaohe".to_owned()])?;
        self.tried(aside, key, &name)
    }
}
