//! What this computer keeps of its enrolment, outside of the store's folder and of every backup: which headquarters, which
//! device it is, and the last receipt. A store's file that is carried elsewhere brings none of it, and one that is put back from
//! yesterday is seen to be older than its receipt.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use command::Refusal;
use serde::{Deserialize, Serialize};
use store::Key;
use sync::device::DeviceKey;
use sync::down::board::{Board, SignedBoard};
use sync::receipt::{Receipt, SignedReceipt};
use sync::root::Root;

use crate::device::Current;
use crate::keys::file;
use crate::machine::Machine;

/// An enrolment as it lies on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Whose device this is.
    pub(crate) store: String,
    /// Headquarters' address.
    pub(crate) url: String,
    /// Headquarters' root statement, as it was believed at enrolment.
    pub(crate) root: String,
    /// Which branch this device writes.
    pub(crate) branch: u32,
    /// Whether it may fetch records back.
    pub(crate) recovers: bool,
    /// The account of the device's key in the system's key store; a file beside this one where there is none.
    #[serde(default)]
    pub(crate) account: Option<String>,
    /// The last receipt that was believed.
    #[serde(default)]
    pub(crate) receipt: Option<SignedReceipt>,
    /// The latest epoch of headquarters that a believed receipt named, whether that one is kept or not.
    #[serde(default)]
    pub(crate) epoch: u64,
    /// Whether the enterprise has identities kept at headquarters, as it said last.
    #[serde(default)]
    pub(crate) takes_identity: bool,
    /// The first record that was not looked at for customers who chose.
    #[serde(default)]
    pub(crate) considered: u64,
    /// The releasing record up to which each item is settled at headquarters.
    #[serde(default)]
    pub(crate) sealed_to: u64,
    /// The last board that was followed: no older one is.
    #[serde(default)]
    pub(crate) board: Option<SignedBoard>,
    /// In which epoch headquarters had each chain as far as this store, by the chain's name.
    #[serde(default)]
    pub(crate) epochs: BTreeMap<String, u64>,
}

/// The names of the two files of a store.
fn names(current: Current) -> (&'static str, &'static str) {
    match current {
        Current::Demo => ("headquarters-demo.json", "headquarters-demo.key"),
        Current::None | Current::Store => ("headquarters.json", "headquarters.key"),
    }
}

impl Kept {
    /// What is kept of a new enrolment.
    pub(crate) const fn fresh(store: String, url: String, root: String, branch: u32, recovers: bool) -> Self {
        Self {
            store,
            url,
            root,
            branch,
            recovers,
            account: None,
            receipt: None,
            epoch: 0,
            takes_identity: false,
            considered: 0,
            sealed_to: 0,
            board: None,
            epochs: BTreeMap::new(),
        }
    }

    /// Reads what is kept; `None` where this computer was never enrolled for that store.
    ///
    /// # Errors
    /// `hq_file`: nothing is uploaded, and nothing of it is lost, until somebody looks at it.
    pub(crate) fn read(data: &Path, current: Current) -> Result<Option<Self>, Refusal> {
        let unreadable = |why: &dyn std::fmt::Display| {
            Refusal::new("hq_file", format!("本机保存的总部登记信息读不出：{why}；记录都在本机，暂不上传"))
                .mend("请向总部索取新的登记码，重新登记本机；旧文件原样保留")
        };
        match std::fs::read(data.join(names(current).0)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| unreadable(&error)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(&error)),
        }
    }

    /// Writes it, whole or not at all; nobody but its owner may read it.
    ///
    /// # Errors
    /// `file`.
    pub(crate) fn write(&self, data: &Path, current: Current) -> Result<(), Refusal> {
        let bytes = serde_json::to_vec_pretty(self)?;
        private(data, names(current).0, &bytes)
    }

    /// The root statement that was believed.
    ///
    /// # Errors
    /// `hq_root`.
    pub(crate) fn root(&self) -> Result<Root, Refusal> {
        Root::kept(&self.root).map_err(|error| Refusal::new("hq_root", error.to_string()))
    }

    /// The last receipt, read anew.
    pub(crate) fn receipt(&self) -> Option<Receipt> {
        let keys = self.root().ok()?.keys().ok()?;
        self.receipt.as_ref()?.verified(&keys).ok()
    }

    /// The last board that was followed.
    pub(crate) fn board(&self) -> Option<Board> {
        serde_json::from_str(&self.board.as_ref()?.text).ok()
    }

    /// The device's key.
    ///
    /// # Errors
    /// `hq_device_key`: then this computer must be enrolled anew.
    pub(crate) fn key<M: Machine>(&self, machine: &M, current: Current) -> Result<DeviceKey, Refusal> {
        let gone = |why: String| {
            Refusal::new("hq_device_key", format!("本机的设备密钥读不出：{why}；记录都在本机，暂不上传"))
                .mend("请解锁系统密钥库后重启程序；仍不行请向总部索取新的登记码，重新登记本机")
        };
        let key = match &self.account {
            Some(account) => machine.keys().and_then(|keys| keys.get(account)).map_err(gone)?,
            None => {
                let path = machine.data().join(names(current).1);
                Some(Key::read(&path).map_err(|error| gone(error.to_string()))?)
            }
        };
        let key = key.ok_or_else(|| gone("系统密钥库里没有它".to_owned()))?;
        Ok(DeviceKey::from_seed(key.expose()))
    }
}

/// Keeps a new device's key: in the system's key store, or where there is none in a file that only its owner may read. Answers
/// with the account in the key store.
///
/// # Errors
/// `file`.
pub(crate) fn keep<M: Machine>(
    machine: &M,
    current: Current,
    device: &DeviceKey,
) -> Result<Option<String>, Refusal> {
    let key = Key::from_bytes(&device.seed())?;
    let account = format!("device-{}", device.id());
    // The demo store's secrets are nobody's, and leave no trace in anybody's key store.
    if current == Current::Store && machine.keys().and_then(|keys| keys.put(&account, &key)).is_ok() {
        return Ok(Some(account));
    }
    let text = format!("{}\n", hex::encode(key.expose()));
    private(machine.data(), names(current).1, text.as_bytes())?;
    Ok(None)
}

/// Writes a file that only its owner may read, whole or not at all.
fn private(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let (path, aside) = (folder.join(name), folder.join(format!("{name}.part")));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&aside, path)).map_err(file("总部登记信息没有写成"))
}
