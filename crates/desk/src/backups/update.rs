//! Before an update: a program of another version, or one that will make the tables again, keeps a copy of the store as it
//! was before it touches anything. The old program can be put back and the copy restored.

use std::path::Path;

use command::{Caller, Refusal};
use domain::event::{BackupCause, BackupMade};
use store::{Key, Store, older_than_known};

use super::made::Source;
use super::place::LOCAL;
use crate::desk::Desk;
use crate::device::Current;
use crate::keys::keeping;
use crate::machine::Machine;

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl<M: Machine> Desk<M> {
    /// Opens the store of a folder and takes it into use; before an update, with a copy of what it was.
    ///
    /// # Errors
    /// What the store answers; where its tables would be made again, also that no copy could be made. Then nothing was
    /// changed.
    pub(crate) fn open(&mut self, folder: &Path, key: Key) -> Result<(), Refusal> {
        // What does not open is said by opening it.
        let older = older_than_known(folder, &key).unwrap_or(false);
        let newer = self.device.version.as_deref().is_some_and(|version| version != VERSION);
        let kept = if self.device.current == Current::Store && (older || newer) {
            match self.kept_before(folder, &key) {
                Ok(made) => made,
                Err(refusal) if older => return Err(before_update(refusal)),
                Err(refusal) => {
                    tracing::warn!(
                        code = refusal.code,
                        "no copy was made before the first run of a new version"
                    );
                    None
                }
            }
        } else {
            None
        };
        self.take(Store::open(folder, &key)?, key)?;
        if let Some(made) = kept {
            self.counter_mut()?.backup_made(&Caller::System, made)?;
        }
        if self.device.version.as_deref() != Some(VERSION) {
            self.device.version = Some(VERSION.to_owned());
            // Only the next start needs it; it is written with whatever is set next, or copied once more.
            if let Err(refusal) = self.device.write(self.machine.data()) {
                tracing::warn!(code = refusal.code, "the version is not remembered");
            }
        }
        Ok(())
    }

    /// A copy on this computer's own disk, which is always there.
    fn kept_before(&self, folder: &Path, key: &Key) -> Result<Option<BackupMade>, Refusal> {
        let place = self.backup_place(LOCAL)?;
        let source = Source {
            folder: folder.to_owned(),
            key: key.clone(),
            keeping: keeping(folder, self.device.current),
            store: store::code_of(folder, key)?,
            now: self.machine.now(),
            // What day is known, and what was verified, cannot be asked of a store that is not open: nothing is deleted.
            believed: false,
            known: Vec::new(),
        };
        source.copy(&place, BackupCause::Update, |_, _| true)
    }
}

fn before_update(refusal: Refusal) -> Refusal {
    let message = format!(
        "新版程序要升级门店数据，升级前的备份没有做成：{}。门店没有打开，数据没有改动",
        refusal.message
    );
    let mend = refusal.mend.unwrap_or_else(|| "请联系信息部门".to_owned());
    Refusal::new("update_backup", message).mend(format!("{mend}；然后点“再试一次”"))
}
