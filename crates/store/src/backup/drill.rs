//! The drill: a copy is restored into a folder of its own and proved there, and then that folder is gone. A backup that
//! was never restored is a hope.

use std::path::Path;

use ledger::Head;

use crate::{Key, Rebuilt, Stamp, Store, StoreError};

/// What a drill found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// Where the copy ends.
    pub head: Head,
    /// Its tables against its ledger.
    pub rebuilt: Rebuilt,
}

/// Restores a copy into the folder `aside`, which must not be there, follows its whole chain, replays it and compares
/// the tables byte for byte. The folder is taken away again, however it ends; the copy itself is only read.
///
/// # Errors
/// Those of [`Store::restore`] and [`Store::rebuild_check`]: then the copy is not one to restore from.
pub fn drill(file: &Path, aside: &Path, key: &Key, stamp: Stamp) -> Result<Drilled, StoreError> {
    cleared(aside)?;
    let tried = Store::restore(file, aside, key, "system", stamp).and_then(|restored| {
        let rebuilt = restored.store.rebuild_check()?;
        Ok(Drilled { head: restored.from, rebuilt })
    });
    cleared(aside)?;
    tried
}

/// Takes away what this drill, or one that was cut off, left.
fn cleared(aside: &Path) -> Result<(), StoreError> {
    match std::fs::remove_dir_all(aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::file("清理演练文件夹", aside)(error))
        }
        _ => Ok(()),
    }
}
