//! The data folder and the lock on it. The lock is the operating system's, so it ends with the process that
//! holds it however that ends; the text in the file only says who that is.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::StoreError;

/// Who holds a data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Program.
    pub program: String,
    /// Process id.
    pub pid: u32,
    /// Host name, where known.
    pub host: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（进程 {}，主机 {}）", self.program, self.pid, self.host)
    }
}

/// The folder while this process holds it.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

/// How often a held lock is tried again before its holder is named, and how long after each try. A lock outlives its
/// holder for a moment: while the process ends, and in a process that was being started as it let go.
const PATIENCE: u32 = 20;
const PAUSE: Duration = Duration::from_millis(20);

impl Folder {
    /// Takes the folder, which must exist.
    pub(crate) fn take(path: &Path) -> Result<Self, StoreError> {
        let lock = path.join("lock");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&lock)
            .map_err(StoreError::file("打开锁文件", &lock))?;
        let mut patience = PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if patience > 0 => {
                    patience -= 1;
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::Held(holder(&mut file))),
                Err(TryLockError::Error(source)) => return Err(StoreError::file("锁定", &lock)(source)),
            }
        }
        let text = serde_json::to_vec(&Holder::this_process())?;
        let write = |mut file: &File| {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(&text)
        };
        write(&file).map_err(StoreError::file("写锁文件", &lock))?;
        Ok(Self { path: path.to_owned(), _lock: file })
    }

    /// The database file.
    pub(crate) fn database(&self) -> PathBuf {
        database_in(&self.path)
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// The database file of a folder.
pub(crate) fn database_in(folder: &Path) -> PathBuf {
    folder.join("store.db")
}

impl Holder {
    fn this_process() -> Self {
        let program =
            std::env::current_exe().ok().and_then(|path| Some(path.file_stem()?.to_str()?.to_owned()));
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
            .ok()
            .or_else(|| std::env::var("COMPUTERNAME").ok());
        Self {
            program: program.unwrap_or_else(|| "tiaohe".to_owned()),
            pid: std::process::id(),
            host: host.map_or_else(|| "本机".to_owned(), |host| host.trim().to_owned()),
        }
    }
}

/// Who says in the lock file that it holds the folder. The lock itself is known to be held.
fn holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_else(|| Holder {
        program: "未知程序".to_owned(),
        pid: 0,
        host: "未知主机".to_owned(),
    })
}
