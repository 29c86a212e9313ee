//! Online backup, and restoring from one. A restored copy is known as such: it says so, and its first record says
//! where the backup ended, so that headquarters sees what was lost and a clone cannot pass for the original.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::event::StoreRestored;
use domain::signature::Digest;
use ledger::Head;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::folder::{Folder, database_in};
use crate::read::Read;
use crate::store::{connect, pages, remove_if_there};
use crate::{Key, Stamp, Store, StoreError, meta};

/// What a restore answers with.
#[derive(Debug)]
pub struct Restored {
    /// The restored store, open.
    pub store: Store,
    /// Where the backup ended.
    pub from: Head,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("folder", &self.folder()).finish_non_exhaustive()
    }
}

impl Store {
    /// Copies the store into `file` while it is in use, then opens the copy and verifies it. The copy is encrypted
    /// with the same key. A file that is there already is never overwritten.
    ///
    /// # Errors
    /// [`StoreError::FileExists`], [`StoreError::File`], and [`StoreError::Broken`] where the copy does not verify.
    pub fn backup(&self, file: &Path, key: &Key) -> Result<Head, StoreError> {
        let stopped = || StoreError::Contradiction("备份没有做完".to_owned());
        backed_up(Read::connection(self), file, key, |_, _| true)?.ok_or_else(stopped)
    }

    /// Restores a backup into a folder that has no store, and records that it was restored.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::WrongKey`], [`StoreError::Broken`]; then the folder is as it was.
    pub fn restore(
        file: &Path,
        path: &Path,
        key: &Key,
        actor: &str,
        stamp: Stamp,
    ) -> Result<Restored, StoreError> {
        if !file.is_file() {
            return Err(StoreError::Missing(file.to_owned()));
        }
        std::fs::create_dir_all(path).map_err(StoreError::file("建立文件夹", path))?;
        let folder = Folder::take(path)?;
        let database = folder.database();
        if database.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let aside = beside(&database);
        remove_if_there(&aside)?;
        std::fs::copy(file, &aside).map_err(StoreError::file("复制备份", file))?;
        let prepared = verified(&aside, key).and_then(|head| {
            let connection = connect(&aside, key)?;
            meta::set(&connection, "origin", b"restored")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            connection.close().map_err(|(_, error)| error)?;
            Ok(head)
        });
        for leftover in ["-wal", "-shm"] {
            remove_if_there(&with_suffix(&aside, leftover))?;
        }
        if prepared.is_err() {
            remove_if_there(&aside)?;
        }
        let from = prepared?;
        std::fs::rename(&aside, &database).map_err(StoreError::file("移入数据库", &database))?;
        let mut store = Self::open_in(folder, key)?;
        let event = StoreRestored { from_seq: from.seq, from_hash: Digest::of_bytes(&from.hash.0) };
        store.transact::<_, StoreError>(actor, "restore", stamp, |tx| tx.record(event))?;
        Ok(Restored { store, from })
    }
}

/// Backs up the store of a folder by a connection of its own, beside whoever holds the store and writes to it. `step` is
/// told how many pages of how many are copied and says whether to go on; `None` where it did not, and then no file is left.
///
/// # Errors
/// Those of [`Store::backup`].
pub fn backup_beside(
    folder: &Path,
    file: &Path,
    key: &Key,
    step: impl FnMut(u64, u64) -> bool,
) -> Result<Option<Head>, StoreError> {
    let source = connect(&database_in(folder), key)?;
    backed_up(&source, file, key, step)
}

fn backed_up(
    source: &Connection,
    file: &Path,
    key: &Key,
    step: impl FnMut(u64, u64) -> bool,
) -> Result<Option<Head>, StoreError> {
    if file.exists() {
        return Err(StoreError::FileExists(file.to_owned()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::file("写入备份文件夹", folder)(missing));
    }
    let aside = beside(file);
    remove_if_there(&aside)?;
    let verified = match copy(source, &aside, key, step) {
        Ok(true) => verified(&aside, key).map(Some),
        Ok(false) => Ok(None),
        Err(error) => Err(error),
    };
    for leftover in ["-wal", "-shm"] {
        remove_if_there(&with_suffix(&aside, leftover))?;
    }
    if !matches!(verified, Ok(Some(_))) {
        remove_if_there(&aside)?;
    }
    let Some(head) = verified? else { return Ok(None) };
    std::fs::File::open(&aside)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file("保存备份", &aside))?;
    std::fs::rename(&aside, file).map_err(StoreError::file("移入备份", file))?;
    Ok(Some(head))
}

/// Pages copied at once: 4 MB, so that a writer waits for milliseconds.
const PAGES: std::ffi::c_int = 1_000;

/// Copies page by page; `false` where it was stopped.
fn copy(
    source: &Connection,
    aside: &Path,
    key: &Key,
    mut step: impl FnMut(u64, u64) -> bool,
) -> Result<bool, StoreError> {
    let mut copy = connect(aside, key)?;
    let backup = Backup::new(source, &mut copy)?;
    loop {
        let result = backup.step(PAGES)?;
        let progress = backup.progress();
        let count = |pages: std::ffi::c_int| u64::try_from(pages).unwrap_or(0);
        let total = count(progress.pagecount);
        if !step(total.saturating_sub(count(progress.remaining)), total) {
            return Ok(false);
        }
        if result == StepResult::Done {
            break;
        }
        if result != StepResult::More {
            // Somebody writes: let them, and go on.
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    drop(backup);
    copy.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| StoreError::from(error))?;
    Ok(true)
}

/// Opens a copy, follows its whole chain and answers with its head.
fn verified(file: &Path, key: &Key) -> Result<Head, StoreError> {
    let connection = connect(file, key)?;
    let signing = meta::signing(&connection)?;
    let signed = meta::head(&connection)?;
    let head = signed.verify(&signing.verifying_key())?.clone();
    let mut chain = ledger::Chain::new(&head.store);
    crate::ledger_table::walk::<StoreError>(&connection, 1, |record| Ok(chain.follow(&record)?))?;
    chain.ends_at(&head)?;
    pages(&connection)?;
    Ok(head)
}

fn beside(file: &Path) -> PathBuf {
    with_suffix(file, ".part")
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
