//! Opening, founding and tending the file.

use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use domain::event::StoreOpened;
use ledger::{Chain, Head, SigningKey, VerifyingKey};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::behind::{COPIED, ReadingAlone};
use crate::folder::{Folder, database_in};
use crate::read::Read;
use crate::understood::{self, Understood};
use crate::{Key, Origin, Stamp, StoreError, Tx, ledger_table, meta, migrations};

/// The store while this process holds it.
pub struct Store {
    connection: Connection,
    signing: SigningKey,
    folder: Folder,
    /// Why nothing may be written to it, where that is so.
    alone: Option<ReadingAlone>,
}

/// What a new store begins with.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Whose counter it is.
    pub opened: StoreOpened,
    /// Who founds it.
    pub actor: String,
    /// When.
    pub stamp: Stamp,
}

impl Read for Store {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Store {
    /// Founds a store in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is one already, [`StoreError::Held`] where another process holds it.
    pub fn found(path: &Path, key: &Key, founding: Founding) -> Result<Self, StoreError> {
        Self::found_with(path, key, founding, |_, _| Ok(()))
    }

    /// The same with what belongs to the founding itself, which `furnish` records: it is given the transaction and the
    /// device's secret. Either the store stands with all of it, or there is none.
    ///
    /// # Errors
    /// As [`Self::found`], and what `furnish` answers.
    pub fn found_with<E: From<StoreError>>(
        path: &Path,
        key: &Key,
        founding: Founding,
        furnish: impl FnOnce(&mut Tx<'_>, &[u8]) -> Result<(), E>,
    ) -> Result<Self, E> {
        migrations::sqlite_is_sound()?;
        std::fs::create_dir_all(path).map_err(StoreError::file("建立文件夹", path))?;
        let folder = Folder::take(path)?;
        if folder.database().exists() {
            return Err(StoreError::Exists(path.to_owned()).into());
        }
        // Made aside and moved into place: a founding that is cut off or refused leaves no half store behind.
        let aside = folder.path().join("founding.db");
        remove_if_there(&aside)?;
        let made = Self::make_aside(&aside, key, folder, founding, furnish);
        if made.is_err() {
            remove_if_there(&aside)?;
        }
        let folder = made?;
        std::fs::rename(&aside, folder.database()).map_err(StoreError::file("移入数据库", &aside))?;
        Ok(Self::open_in(folder, key)?)
    }

    fn make_aside<E: From<StoreError>>(
        aside: &Path,
        key: &Key,
        folder: Folder,
        founding: Founding,
        furnish: impl FnOnce(&mut Tx<'_>, &[u8]) -> Result<(), E>,
    ) -> Result<Folder, E> {
        let mut connection = connect(aside, key)?;
        // One file and no log beside it, so that moving it moves all of it.
        connection.pragma_update(None, "journal_mode", "DELETE").map_err(StoreError::from)?;
        let behavior = TransactionBehavior::Exclusive;
        let transaction = connection.transaction_with_behavior(behavior).map_err(StoreError::from)?;
        migrations::create(&transaction)?;
        meta::found(&transaction, founding.opened.premises.code.as_str())?;
        transaction.commit().map_err(StoreError::from)?;
        let signing = meta::signing(&connection)?;
        let mut store = Self { connection, signing, folder, alone: None };
        let secret = store.device_secret()?;
        let Founding { opened, actor, stamp } = founding;
        store.transact::<_, E>(&actor, "found", stamp, |tx| {
            tx.record(opened)?;
            furnish(tx, &secret)
        })?;
        Ok(store.closed()?)
    }

    /// A store whose file does not lie in its place yet.
    pub(crate) fn prepared(
        connection: Connection,
        signing: SigningKey,
        folder: Folder,
    ) -> Result<Self, StoreError> {
        let alone = match understood::looked_through(&connection)? {
            Understood::All { .. } => None,
            Understood::Not { first } => Some(ReadingAlone::Unknown { seq: first }),
        };
        Ok(Self { connection, signing, folder, alone })
    }

    /// Closes the file, with all of it in one, and gives the folder back.
    pub(crate) fn closed(self) -> Result<Folder, StoreError> {
        let Self { connection, folder, .. } = self;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        connection.close().map_err(|(_, error)| StoreError::from(error))?;
        Ok(folder)
    }

    /// Opens the store of a folder: takes the lock, checks the key, brings the file up to date and checks the
    /// signature of its head.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Held`], [`StoreError::WrongKey`], [`StoreError::TooNew`],
    /// [`StoreError::Head`].
    pub fn open(path: &Path, key: &Key) -> Result<Self, StoreError> {
        migrations::sqlite_is_sound()?;
        if !database_in(path).is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Self::open_in(Folder::take(path)?, key)
    }

    pub(crate) fn open_in(folder: Folder, key: &Key) -> Result<Self, StoreError> {
        let mut connection = connect(&folder.database(), key)?;
        let schema = migrations::judged(&connection)?;
        let signing = meta::signing(&connection)?;
        let signed = meta::head(&connection)?;
        recent(&connection, signed.verify(&signing.verifying_key())?)?;
        migrations::migrate(&mut connection, schema)?;
        let mut store = Self { connection, signing, folder, alone: None };
        // A full disk takes no tidying, and still lets everything be read.
        match store.look_through().and_then(|()| store.rest()) {
            Err(StoreError::DiskFull) => tracing::warn!("the disk is full: the store is open for reading"),
            rested => rested?,
        }
        Ok(store)
    }

    /// Finds out whether every record is known, and marks how far that was looked at.
    fn look_through(&mut self) -> Result<(), StoreError> {
        match understood::looked_through(&self.connection)? {
            Understood::All { up_to, far: true } => understood::mark(&self.connection, up_to)?,
            Understood::All { far: false, .. } => {}
            Understood::Not { first } => {
                tracing::warn!(first, "records of a newer version: the store is open for reading");
                self.alone = Some(ReadingAlone::Unknown { seq: first });
            }
        }
        let copied = meta::get(&self.connection, COPIED)?;
        if let Some(seq) = copied.and_then(|seq| Some(u64::from_be_bytes(seq.try_into().ok()?))) {
            self.alone.get_or_insert(ReadingAlone::Copied { seq });
        }
        Ok(())
    }

    /// Why everything can be read and nothing is written, where that is so.
    #[must_use]
    pub const fn alone(&self) -> Option<ReadingAlone> {
        self.alone
    }

    pub(crate) const fn set_alone(&mut self, alone: Option<ReadingAlone>) {
        self.alone = alone;
    }

    /// Moves what the log holds into the file and leaves the log ready, so that the next acknowledged write costs
    /// one synchronisation of the disk and not two. For idle moments; done at opening.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn rest(&mut self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        // The first write to a fresh log also synchronises its header: let it be this one.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        meta::set(&transaction, "rested", b"")?;
        Ok(transaction.commit()?)
    }

    /// Does so once the log has grown long: between many writes that come one after the other, with no idle moment.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn rest_when_long(&mut self) -> Result<(), StoreError> {
        let log = self.folder.database().with_extension("db-wal");
        // No log, or one that cannot be looked at, is none that is long.
        let long = std::fs::metadata(log).is_ok_and(|log| log.len() > LONG);
        if long { self.rest() } else { Ok(()) }
    }

    /// The folder that the store lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Whether the file is the store's own or was restored from a backup.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn origin(&self) -> Result<Origin, StoreError> {
        meta::origin(&self.connection)
    }

    /// The public key that the heads are signed with.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }

    /// The keys that labels of this store are believed by: the present one, and those before a computer was lost.
    ///
    /// # Errors
    /// [`StoreError::Sql`].
    pub fn label_keys(&self) -> Result<Vec<VerifyingKey>, StoreError> {
        let former = self.premises()?.former_keys;
        let read = |key: &String| {
            let bytes: [u8; 32] = hex::decode(key).ok()?.try_into().ok()?;
            VerifyingKey::from_bytes(&bytes).ok()
        };
        Ok([self.verifying_key()].into_iter().chain(former.iter().rev().filter_map(read)).collect())
    }

    /// Signs what a label's code says, with the key of the heads.
    ///
    /// # Errors
    /// [`token::TokenError::Unsayable`].
    pub fn label_token(&self, unit: &token::LabelToken) -> Result<String, token::TokenError> {
        unit.signed(&self.signing)
    }

    /// A secret of this device, which PIN hashes are keyed with, so that a stolen hash alone cannot be guessed.
    ///
    /// # Errors
    /// [`StoreError::NotOurs`] where the file has none.
    pub fn device_secret(&self) -> Result<Vec<u8>, StoreError> {
        meta::get(&self.connection, "device_secret")?.ok_or(StoreError::NotOurs("缺少设备密钥"))
    }

    /// The head as stored, its signature checked.
    ///
    /// # Errors
    /// [`StoreError::Head`].
    pub fn head(&self) -> Result<Head, StoreError> {
        Ok(meta::head(&self.connection)?.verify(&self.verifying_key())?.clone())
    }

    /// Follows the whole chain, compares its end with the signed head, and reads every page of the file.
    ///
    /// # Errors
    /// [`StoreError::Broken`] or [`StoreError::DamagedAt`] naming the first bad record, [`StoreError::Head`],
    /// [`StoreError::Damaged`] where the records are whole and a page of the tables is not.
    pub fn verify(&self) -> Result<Head, StoreError> {
        let head = self.head()?;
        let mut chain = Chain::new(&head.store);
        ledger_table::walk::<StoreError>(&self.connection, 1, |record| Ok(chain.follow(&record)?))?;
        chain.ends_at(&head)?;
        pages(&self.connection)?;
        Ok(head)
    }

    /// Calls `each` with every record from sequence `from` on.
    ///
    /// # Errors
    /// What `each` answers.
    pub fn records<E: From<StoreError>>(
        &self,
        from: u64,
        each: impl FnMut(ledger::Stored) -> Result<(), E>,
    ) -> Result<(), E> {
        ledger_table::walk(&self.connection, from, each)
    }

    /// What writes, where nothing speaks against it.
    pub(crate) fn writer(&mut self) -> Result<(&mut Connection, &SigningKey), StoreError> {
        match self.alone {
            Some(ReadingAlone::Unknown { seq }) => Err(StoreError::Unknown { seq }),
            Some(ReadingAlone::Behind { seq }) => Err(StoreError::Behind { seq }),
            Some(ReadingAlone::Copied { seq }) => Err(StoreError::Copied { seq }),
            None => Ok(self.parts()),
        }
    }

    pub(crate) const fn parts(&mut self) -> (&mut Connection, &SigningKey) {
        (&mut self.connection, &self.signing)
    }

    pub(crate) const fn signing(&self) -> &SigningKey {
        &self.signing
    }
}

/// A log of so many bytes is long.
const LONG: u64 = 32 << 20;

/// How many of the latest records are followed when a store is opened: enough that nothing is appended to a ledger whose
/// end is damaged, and the same time however long the ledger is. The whole is followed by [`Store::verify`].
const RECENT: u64 = 1_000;

fn recent(connection: &Connection, head: &Head) -> Result<(), StoreError> {
    let first = head.seq.saturating_sub(RECENT) + 1;
    let mut chain: Option<Chain> = None;
    ledger_table::walk::<StoreError>(connection, first, |record| {
        let start = Head { store: head.store.clone(), seq: first - 1, hash: record.prev };
        Ok(chain.get_or_insert_with(|| Chain::from_head(&start)).follow(&record)?)
    })?;
    Ok(chain.unwrap_or_else(|| Chain::new(&head.store)).ends_at(head)?)
}

/// Reads every page: its seal, and its structure.
pub(crate) fn pages(connection: &Connection) -> Result<(), StoreError> {
    for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(1)"] {
        let mut statement = connection.prepare(pragma)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let answer: String = row.get(0)?;
            if answer != "ok" {
                return Err(StoreError::Damaged(answer));
            }
        }
    }
    Ok(())
}

pub(crate) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::file("删除", path)(error))
        }
        _ => Ok(()),
    }
}

/// Starts the database library, once in a process.
///
/// SQLite runs SQLCipher's part of its start after it has called itself ready, outside its own lock: a thread that
/// opened its first file in between would be told that no key can be set. `Once` makes it wait.
fn start_library() {
    static STARTED: Once = Once::new();
    // Where even this fails, the connection that follows fails with the same reason, and says it.
    STARTED.call_once(|| drop(Connection::open_in_memory()));
}

/// So much of the file is held deciphered, where it is as large: the two megabytes of SQLite are less than a busy day, and
/// each page that is read again is deciphered again.
const CACHE_KIB: i64 = 16 * 1024;

/// A connection to an encrypted file: keyed, durable, one synchronisation a commit.
pub(crate) fn connect(path: &Path, key: &Key) -> Result<Connection, StoreError> {
    start_library();
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // A wrong key is answered as an error of ours; SQLCipher's own lines on standard error help nobody.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.pragma())?;
    let readable = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    match readable {
        Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::NotADatabase => {
            return Err(StoreError::WrongKey);
        }
        other => other?,
    };
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // A checkpoint in the middle of a tap would cost it further synchronisations: `Store::rest` does it when idle.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}
