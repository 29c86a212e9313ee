//! Online backup, and restoring from one. A restored copy is known as such: it says so, and its first record says
//! where the backup ended, so that headquarters sees what was lost and a clone cannot pass for the original.

mod drill;
mod name;
mod retention;

use std::path::{Path, PathBuf};
use std::time::Duration;

use ledger::Head;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::behind::{COPIED, Went, restored};
use crate::folder::{Folder, database_in};
use crate::read::Read;
use crate::store::{connect, pages, remove_if_there};
use crate::{Key, Stamp, Store, StoreError, meta, migrations};

pub use drill::{Drilled, drill};
pub use name::BackupName;
pub use retention::{KEPT, Keeping, Kept, copies_last_until, superseded};

/// What a restore answers with.
#[derive(Debug)]
pub struct Restored {
    /// The restored store, open.
    pub store: Store,
    /// Where the backup ended.
    pub from: Head,
}

/// A copy that was written and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Where it ends.
    pub head: Head,
    /// How large it is, in bytes.
    pub bytes: u64,
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
        let copied = backed_up(Read::connection(self), file, key, |_, _| true)?.ok_or_else(stopped)?;
        Ok(copied.head)
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
        // A log without its file belongs to some other file, and would be read into this one.
        if database.exists() || with_suffix(&database, "-wal").exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let aside = beside(&database);
        // What a restore that was cut off left: its log above all, which would be read into the fresh copy.
        for leftover in LEFTOVERS {
            remove_if_there(&with_suffix(&aside, leftover))?;
        }
        std::fs::copy(file, &aside).map_err(StoreError::file("复制备份", file))?;
        let prepared = Self::prepare(&aside, key, folder, actor, stamp);
        for leftover in ["-wal", "-shm"] {
            remove_if_there(&with_suffix(&aside, leftover))?;
        }
        if prepared.is_err() {
            remove_if_there(&aside)?;
        }
        let (folder, from) = prepared?;
        std::fs::rename(&aside, &database).map_err(StoreError::file("移入数据库", &database))?;
        Ok(Restored { store: Self::open_in(folder, key)?, from })
    }

    /// Verifies the copy that is to become the store and lets it say what it is, before it stands where a store is looked
    /// for: cut off at any moment, there is either no store or one that says it was restored.
    fn prepare(
        aside: &Path,
        key: &Key,
        folder: Folder,
        actor: &str,
        stamp: Stamp,
    ) -> Result<(Folder, Head), StoreError> {
        let stopped = || StoreError::Contradiction("恢复没有做完".to_owned());
        let from = verified(aside, key, &mut |_, _| true)?.ok_or_else(stopped)?;
        let mut connection = connect(aside, key)?;
        let schema = migrations::judged(&connection)?;
        migrations::migrate(&mut connection, schema)?;
        meta::set(&connection, "origin", b"restored")?;
        let signing = meta::signing(&connection)?;
        let mut store = Self::prepared(connection, signing, folder)?;
        let headquarters = store.premises()?.headquarters;
        if headquarters.is_some() {
            // What came after the copy may be there: asked before anything is written, or the two histories would part.
            meta::set(Read::connection(&store), COPIED, &from.seq.to_be_bytes())?;
        } else {
            let event = restored(&from.store, from.seq, from.hash, Went::ByItself)?;
            store.transact::<_, StoreError>(actor, "restore", stamp, |tx| tx.record(event))?;
        }
        let folder = store.closed()?;
        Ok((folder, from))
    }
}

/// Backs up the store of a folder by a connection of its own, beside whoever holds the store and writes to it. `step` is
/// told how much of how much is done (copying is half of it, verifying the other) and says whether to go on; `None` where
/// it did not, and then no file is left.
///
/// # Errors
/// Those of [`Store::backup`].
pub fn backup_beside(
    folder: &Path,
    file: &Path,
    key: &Key,
    step: impl FnMut(u64, u64) -> bool,
) -> Result<Option<Copied>, StoreError> {
    let database = database_in(folder);
    if !database.is_file() {
        return Err(StoreError::Missing(folder.to_owned()));
    }
    let source = connect(&database, key)?;
    backed_up(&source, file, key, step)
}

/// Whether the store of a folder was written by an older program, so that opening it would change its tables: the moment
/// for a backup.
///
/// # Errors
/// Those of opening it.
pub fn older_than_known(folder: &Path, key: &Key) -> Result<bool, StoreError> {
    let database = database_in(folder);
    if !database.is_file() {
        return Ok(false);
    }
    migrations::is_older(&connect(&database, key)?)
}

/// Whose store lies in a folder, by its code.
///
/// # Errors
/// Those of opening it.
pub fn code_of(folder: &Path, key: &Key) -> Result<String, StoreError> {
    meta::store_code(&connect(&database_in(folder), key)?)
}

fn backed_up(
    source: &Connection,
    file: &Path,
    key: &Key,
    mut step: impl FnMut(u64, u64) -> bool,
) -> Result<Option<Copied>, StoreError> {
    if file.exists() {
        return Err(StoreError::FileExists(file.to_owned()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::file("写入备份文件夹", folder)(missing));
    }
    let aside = beside(file);
    // What a backup that was cut off left behind.
    for leftover in LEFTOVERS {
        remove_if_there(&with_suffix(&aside, leftover))?;
    }
    let made = written(source, &aside, key, &mut step);
    for leftover in ["-wal", "-shm"] {
        tidied(&with_suffix(&aside, leftover));
    }
    let Ok(Some(copied)) = made else {
        tidied(&aside);
        return made;
    };
    std::fs::rename(&aside, file).map_err(StoreError::file("移入备份", file))?;
    synchronised(file.parent());
    Ok(Some(copied))
}

/// Copies, verifies and makes durable; nothing has its final name yet.
fn written(
    source: &Connection,
    aside: &Path,
    key: &Key,
    step: &mut impl FnMut(u64, u64) -> bool,
) -> Result<Option<Copied>, StoreError> {
    if !copy(source, aside, key, &mut |done, total| step(done, total * 2))? {
        return Ok(None);
    }
    // What is verified is what the disk has, not what is still on its way to it.
    // Windows flushes no file that is open for reading alone.
    let opened = std::fs::OpenOptions::new().read(true).write(true).open(aside);
    let synced = opened.and_then(|file| file.sync_all().and_then(|()| file.metadata()));
    let bytes = synced.map_err(StoreError::file("保存备份", aside))?.len();
    let head = verified(aside, key, &mut |done, total| step(total + done, total * 2))?;
    Ok(head.map(|head| Copied { head, bytes }))
}

/// Takes away what a backup that failed leaves. Where even that fails (the stick is gone), the failure itself is what is
/// told, and the next backup takes it away.
fn tidied(path: &Path) {
    if let Err(error) = remove_if_there(path) {
        tracing::warn!(code = error.code(), "a half-written copy could not be taken away");
    }
}

/// Makes a new name in a folder durable, where the system can.
fn synchronised(folder: Option<&Path>) {
    let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) else { return };
    if let Err(error) = std::fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::debug!("the folder of the backup was not synchronised: {error}");
    }
}

/// Pages copied at once: 4 MB, so that a writer waits for milliseconds.
const PAGES: std::ffi::c_int = 1_000;

/// Copies page by page; `false` where it was stopped.
fn copy(
    source: &Connection,
    aside: &Path,
    key: &Key,
    step: &mut dyn FnMut(u64, u64) -> bool,
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

/// After how many records somebody is told how far the verification is.
const TOLD: u64 = 500;

/// Opens a copy, follows its whole chain, reads every page and answers with its head; `None` where it was stopped.
pub(crate) fn verified(
    file: &Path,
    key: &Key,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Option<Head>, StoreError> {
    let connection = connect(file, key)?;
    let signing = meta::signing(&connection)?;
    let signed = meta::head(&connection)?;
    let head = signed.verify(&signing.verifying_key())?.clone();
    let mut chain = ledger::Chain::new(&head.store);
    let mut on = true;
    let walked = crate::ledger_table::walk::<Ended>(&connection, 1, |record| {
        chain.follow(&record).map_err(StoreError::from)?;
        if record.seq.is_multiple_of(TOLD) {
            on = step(record.seq, head.seq);
        }
        if on { Ok(()) } else { Err(Ended::Stopped) }
    });
    match walked {
        Ok(()) => {}
        Err(Ended::Stopped) => return Ok(None),
        Err(Ended::Fault(error)) => return Err(error),
    }
    chain.ends_at(&head)?;
    pages(&connection)?;
    Ok(step(head.seq, head.seq).then_some(head))
}

/// What ends a verification before its end.
enum Ended {
    Stopped,
    Fault(StoreError),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Fault(error)
    }
}

/// How the names end of what an interrupted copy leaves.
const LEFTOVERS: [&str; 3] = ["", "-wal", "-shm"];

fn beside(file: &Path) -> PathBuf {
    with_suffix(file, ".part")
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
