//! First start: the demo store, a store of one's own, or a backup. And every later one: the store that was open last.
//!
//! It holds the desk while it works: nobody serves at a counter that has no store yet.

use std::path::{Path, PathBuf};

use command::{Command, Refusal, Run, Who};
use counter::demo;
use counter::setup::found::{NewStore, ProvinceName, found, provinces};
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use store::{Key, Store, StoreError};

use crate::Topic;
use crate::desk::{Desk, Pane, Phase};
use crate::device::Current;
use crate::files::Purpose;
use crate::keys::{DEMO_KEY, WRAPPED, beside_backup, file, from_key_store, has_key, keep};
use crate::machine::Machine;
use crate::view::DeskView;

/// Where a backup is restored before it takes the store's place.
pub(crate) const RESTORING: &str = "store-restoring";
/// A second program works on the same folder, or the disk is full or read-only: the store itself is not damaged.
const WHOLE: [&str; 3] = ["store_held", "disk_full", "disk_read_only"];

impl<M: Machine> Desk<M> {
    pub(crate) fn folder(&self) -> PathBuf {
        self.machine.data().join(self.device.current.folder())
    }

    /// Opens the store that was open last. Where this computer's settings were lost, that is the store itself: the first
    /// start is for a computer that has none.
    pub(crate) fn reopen(&mut self) {
        self.restored_in_full();
        if self.device.current == Current::None && self.own_store() {
            self.device.current = Current::Store;
        }
        let opened = match self.device.current {
            Current::None => return,
            Current::Demo => self.demo_again(),
            Current::Store => self.store_again(),
        };
        if let Err(refusal) = opened {
            self.damaged(refusal);
        }
    }

    /// Puts the store down, with why; the file stays as it is.
    pub(crate) fn damaged(&mut self, refusal: Refusal) {
        tracing::error!(code = refusal.code, "the store cannot be worked with");
        self.phase = Phase::Damaged(refusal);
    }

    /// The key of this computer's own store, where its key store has one.
    fn own_key(&self) -> Option<Key> {
        let folder = self.machine.data().join(Current::Store.folder());
        from_key_store(&self.machine, &folder).ok().flatten()
    }

    /// Moves a finished restore into its place, where the program ended between putting the old folder aside and that. The
    /// key is kept last of all: with it, the restored folder is whole.
    fn restored_in_full(&self) {
        let data = self.machine.data();
        let (folder, aside) = (data.join(Current::Store.folder()), data.join(RESTORING));
        let whole = aside.join("store.db").is_file() && has_key(&aside);
        if folder.exists() || !whole {
            return;
        }
        match std::fs::rename(&aside, &folder) {
            Ok(()) => tracing::info!("a restore that was cut off at its last step was finished"),
            Err(error) => tracing::error!("a finished restore could not be moved into its place: {error}"),
        }
    }

    fn own_store(&self) -> bool {
        self.machine.data().join(Current::Store.folder()).join("store.db").is_file()
    }

    fn store_again(&mut self) -> Result<(), Refusal> {
        let folder = self.folder();
        if !folder.join("store.db").is_file() {
            return Err(StoreError::Missing(folder).into());
        }
        match from_key_store(&self.machine, &folder)? {
            Some(key) => self.open(&folder, key),
            None => {
                self.phase = Phase::Passphrase;
                Ok(())
            }
        }
    }

    fn demo_again(&mut self) -> Result<(), Refusal> {
        let folder = self.machine.data().join(Current::Demo.folder());
        let key = Key::read(&folder.join(DEMO_KEY))?;
        self.take(Store::open(&folder, &key)?, key)
    }

    /// Opens the demo store, founding it the first time.
    fn demo(&mut self) -> Result<(), Refusal> {
        let folder = self.machine.data().join(Current::Demo.folder());
        std::fs::create_dir_all(&folder).map_err(file("演示门店的文件夹建立不了"))?;
        let path = folder.join(DEMO_KEY);
        if folder.join("store.db").is_file() {
            self.demo_again()?;
        } else {
            // A founding that was cut off may have left its key behind.
            let key = if path.is_file() { Key::read(&path)? } else { Key::new()? };
            if !path.is_file() {
                key.write(&path)?;
            }
            let store = demo::found(&folder, &key, &self.machine)?;
            self.take(store, key)?;
        }
        self.remember(Current::Demo);
        Ok(())
    }

    /// Remembers which store is open. It is open already, so a file that cannot be written is told to the journal alone:
    /// the next start finds the store by itself.
    pub(crate) fn remember(&mut self, current: Current) {
        self.device.current = current;
        if let Err(refusal) = self.device.write(self.machine.data()) {
            tracing::warn!(code = refusal.code, "which store is open is not remembered");
        }
    }
}

/// Opens the demo store.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct OpenDemo {}

impl Command for OpenDemo {
    const NAME: &'static str = "start.demo";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for OpenDemo {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.demo()?;
        DeskView::of(desk, *pane)
    }
}

/// Founds a store.
#[derive(Deserialize, Serialize, ts_rs::TS)]
#[ts(rename = "NewStore")]
pub struct FoundStore {
    /// What it begins with.
    #[serde(flatten)]
    #[ts(flatten)]
    pub new: NewStore,
}

impl Command for FoundStore {
    const NAME: &'static str = "start.found";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for FoundStore {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let folder = desk.machine.data().join(Current::Store.folder());
        if desk.own_store() {
            return Err(StoreError::Exists(folder).into());
        }
        let now = desk.machine.now();
        // Every field is judged before a key is made or a folder is touched.
        self.new.check(now.date_naive())?;
        let key = Key::new()?;
        keep(&desk.machine, &folder, &key, self.new.passphrase.as_deref())?;
        let store = found(&folder, &key, &desk.machine, &self.new)?;
        desk.take(store, key)?;
        desk.remember(Current::Store);
        DeskView::of(desk, *pane)
    }
}

/// Judges the fields of a new store, page by page, before anything is founded.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct CheckStore {
    /// What is typed so far.
    #[ts(as = "FoundStore")]
    pub new: NewStore,
}

impl Command for CheckStore {
    const NAME: &'static str = "start.check";
    const WHO: Who = Who::BeforeStore;
    type Reply = ();
}

impl<M: Machine> Run<Desk<M>> for CheckStore {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<(), Refusal> {
        self.new.check(desk.machine.now().date_naive()).map(drop)
    }
}

/// The provinces, to choose from.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct Provinces {}

impl Command for Provinces {
    const NAME: &'static str = "start.provinces";
    const WHO: Who = Who::Anybody;
    type Reply = Vec<ProvinceName>;
}

impl<M: Machine> Run<Desk<M>> for Provinces {
    fn run(self, _: &mut Desk<M>, _: &Pane) -> Result<Vec<ProvinceName>, Refusal> {
        Ok(provinces())
    }
}

/// Opens the store with its passphrase.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct UnlockStore {
    /// The passphrase.
    pub passphrase: String,
}

impl Command for UnlockStore {
    const NAME: &'static str = "start.unlock";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for UnlockStore {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        if !matches!(desk.phase, Phase::Passphrase) {
            return Err(Refusal::new("not_waiting", "没有门店在等口令；什么都没有改动"));
        }
        let folder = desk.folder();
        let key = match Key::read_wrapped(&folder.join(WRAPPED), &self.passphrase) {
            Err(wrong @ StoreError::WrongPassphrase) => return Err(wrong.into()),
            other => other,
        };
        // With the passphrase right, or its file unreadable: what does not open now is damaged and can be restored over.
        if let Err(refusal) = key.map_err(Refusal::from).and_then(|key| desk.open(&folder, key)) {
            desk.damaged(refusal);
        }
        desk.publish(&[Topic::Session]);
        DeskView::of(desk, *pane)
    }
}

/// Tries again to open the store that did not open: after the disk was mended, the stick plugged in, the other program
/// closed.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct OpenStoreAgain {}

impl Command for OpenStoreAgain {
    const NAME: &'static str = "start.again";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for OpenStoreAgain {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        if matches!(desk.phase, Phase::Damaged(_)) {
            desk.reopen();
            desk.publish(&[Topic::Session]);
        }
        DeskView::of(desk, *pane)
    }
}

/// Restores a store from a backup and its key.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct RestoreStore {
    /// The backup, as it was picked.
    pub file: String,
    /// The key file that was saved beside it, as it was picked.
    pub key_file: Option<String>,
    /// The passphrase of the key.
    pub passphrase: Option<String>,
}

impl Command for RestoreStore {
    const NAME: &'static str = "start.restore";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for RestoreStore {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let backup = desk.files.picked(&self.file, Purpose::Backup)?.path.clone();
        let key_path = match &self.key_file {
            Some(token) => desk.files.picked(token, Purpose::Key)?.path.clone(),
            None => backup.with_extension("key.json"),
        };
        let key = match beside_backup(&key_path, self.passphrase.as_deref()) {
            // A copy on this computer's own disk is opened by its key store, as the store itself is.
            Err(refusal) if refusal.code == "key_file_needed" && self.key_file.is_none() => {
                desk.own_key().ok_or(refusal)?
            }
            other => other?,
        };
        desk.restore(&backup, key, self.passphrase.as_deref())?;
        DeskView::of(desk, *pane)
    }
}

impl<M: Machine> Desk<M> {
    /// Restores beside the store's folder and moves the whole into place at the end, so that a backup that does not verify,
    /// a key that is not kept, or a power cut leaves the folder as it was. What lay there and did not open is put aside,
    /// never deleted.
    fn restore(&mut self, backup: &Path, key: Key, passphrase: Option<&str>) -> Result<(), Refusal> {
        let data = self.machine.data().to_owned();
        let folder = data.join(Current::Store.folder());
        let kept = folder.exists() && self.may_put_aside(&folder)?;
        let aside = data.join(RESTORING);
        if aside.exists() {
            std::fs::remove_dir_all(&aside).map_err(file("上一次没有做完的恢复移不走"))?;
        }
        drop(Store::restore(backup, &aside, &key, "system", self.machine.stamp())?.store);
        keep(&self.machine, &aside, &key, passphrase)?;
        self.put_in_place(&aside, kept)?;
        let store = Store::open(&folder, &key)?;
        self.take(store, key)?;
        self.remember(Current::Store);
        Ok(())
    }

    /// Moves what was made aside into the store's place, and what lay there beside it.
    pub(crate) fn put_in_place(&mut self, aside: &Path, kept: bool) -> Result<(), Refusal> {
        let data = self.machine.data().to_owned();
        let folder = data.join(Current::Store.folder());
        if matches!(self.phase, Phase::Fetching(..)) {
            self.phase = Phase::FirstStart;
        }
        if kept {
            let old = data.join(format!("store-kept-{}", self.machine.now().format("%Y%m%d-%H%M%S")));
            std::fs::rename(&folder, old).map_err(file("原来的门店文件夹移不开"))?;
        }
        std::fs::rename(aside, &folder).map_err(file("恢复好的门店移不到位"))
    }

    /// Whether what lies in the store's folder may be put aside: it does not open, and nobody works with it.
    pub(crate) fn may_put_aside(&self, folder: &Path) -> Result<bool, Refusal> {
        match &self.phase {
            // What is whole and only cannot be reached now is not replaced by an older copy.
            Phase::Damaged(refusal) if WHOLE.contains(&refusal.code) => Err(refusal.clone()),
            Phase::Damaged(_) if self.device.current == Current::Store => Ok(true),
            // A damaged demo store says nothing of the store beside it.
            // Headquarters still has all of it.
            Phase::Fetching(..) => Ok(true),
            Phase::Damaged(_) | Phase::FirstStart | Phase::Passphrase | Phase::Open(..) => {
                let whole = || StoreError::Exists(folder.to_owned()).into();
                if self.own_store() { Err(whole()) } else { Ok(true) }
            }
        }
    }
}

/// Leaves the demo store for the first start; it stays where it is.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LeaveDemo {}

impl Command for LeaveDemo {
    const NAME: &'static str = "start.leave_demo";
    const WHO: Who = Who::Person(&[Role::StoreManager]);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for LeaveDemo {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        if desk.device.current != Current::Demo {
            return Err(Refusal::new("not_demo", "现在打开的不是演示门店；什么都没有改动"));
        }
        // An import would go on into whatever store is opened next.
        desk.jobs.none_running()?;
        desk.changed(|device| (device.current, device.last) = (Current::None, None))?;
        desk.phase = Phase::FirstStart;
        desk.stand_up();
        desk.shown = None;
        desk.reopen();
        desk.publish(&[Topic::Session, Topic::Store]);
        DeskView::of(desk, *pane)
    }
}
