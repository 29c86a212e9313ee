//! First start: the demo store, a store of one's own, or a backup. And every later one: the store that was open last.
//!
//! The key of a store lies in the operating system's key store, or where there is none in a file under a passphrase;
//! which of the two is said on every screen. The demo store's key lies in the open: nothing in that store is anybody's.

use std::path::{Path, PathBuf};

use counter::setup::found::{NewStore, ProvinceName, found, provinces};
use counter::{Refusal, Window, demo};
use domain::staff::Role;
use keeper::KeyStore;
use serde::Deserialize;
use store::{Key, Store};

use crate::ask::{Ask, Needs};
use crate::bell::Topic;
use crate::desk::{Desk, Pane, Phase};
use crate::device::Current;
use crate::files::Purpose;
use crate::machine::Machine;
use crate::view::{DeskView, Keeping};

const DEMO_KEY: &str = "demo.key";
/// The name under which the operating system's key store has the key.
const ACCOUNT: &str = "key.account";
/// The key under a passphrase.
pub(crate) const WRAPPED: &str = "key.json";

/// Where the key of a store's folder is kept.
pub(crate) fn keeping(folder: &Path, current: Current) -> Option<Keeping> {
    match current {
        Current::None => None,
        Current::Demo => Some(Keeping::DemoFile),
        Current::Store if folder.join(ACCOUNT).is_file() => Some(Keeping::KeyStore),
        Current::Store => Some(Keeping::Passphrase),
    }
}

fn file(what: &str) -> impl Fn(std::io::Error) -> Refusal {
    let what = what.to_owned();
    move |error| Refusal::new("file", format!("{what}：{error}；数据没有改动"))
}

fn kept(fault: &keeper::KeeperFault) -> Refusal {
    Refusal::new("key_store", fault.to_string())
        .mend("请先登录操作系统的账户并解锁密钥库，再重新启动；或用备份和口令恢复")
}

/// Keeps a new key: in the key store, or under the passphrase where there is none.
fn keep(folder: &Path, key: &Key, passphrase: Option<&str>) -> Result<(), Refusal> {
    std::fs::create_dir_all(folder).map_err(file("门店文件夹建立不了"))?;
    if let Ok(keys) = KeyStore::probe() {
        let account = format!("store-{}", counter::random_id('K')?);
        keys.put(&account, key.expose()).map_err(|fault| kept(&fault))?;
        return std::fs::write(folder.join(ACCOUNT), account).map_err(file("密钥的账户名没有写成"));
    }
    let Some(passphrase) = passphrase else { return Err(passphrase_needed()) };
    Ok(key.write_wrapped(&folder.join(WRAPPED), passphrase)?)
}

fn passphrase_needed() -> Refusal {
    let message = "本机没有可用的系统密钥库：须设一个口令来保管数据库的密钥；什么都没有保存";
    Refusal::new("passphrase_needed", message)
        .mend("设一个至少 12 个字符的口令，另行保管：忘了口令，数据就打不开")
}

impl<M: Machine> Desk<M> {
    pub(crate) fn folder(&self) -> PathBuf {
        self.machine.data().join(self.device.current.folder())
    }

    /// Opens the store that was open last.
    pub(crate) fn reopen(&mut self) {
        let opened = match self.device.current {
            Current::None => return,
            Current::Demo => self.demo_again(),
            Current::Store => self.store_again(),
        };
        if let Err(refusal) = opened {
            tracing::error!(code = refusal.code, "the store does not open");
            self.phase = Phase::Damaged(refusal);
        }
    }

    fn store_again(&mut self) -> Result<(), Refusal> {
        let folder = self.folder();
        if !folder.join("store.db").is_file() {
            return Err(store::StoreError::Missing(folder).into());
        }
        let account = folder.join(ACCOUNT);
        if !account.is_file() {
            self.phase = Phase::Passphrase;
            return Ok(());
        }
        let account = std::fs::read_to_string(&account).map_err(file("密钥的账户名读不出"))?;
        let keys = KeyStore::probe().map_err(|absent| {
            Refusal::new("key_store", format!("系统密钥库现在用不了：{}；数据没有改动", absent.why()))
                .mend("请先登录操作系统的账户并解锁密钥库，再重新启动")
        })?;
        let bytes = keys.get(account.trim()).map_err(|fault| kept(&fault))?;
        let gone = || {
            Refusal::new("key_gone", "系统密钥库里没有本店数据库的密钥；数据原样保留")
                .mend("用备份和它的密钥文件恢复，或请信息部门找回原来的操作系统账户")
        };
        let key = Key::from_bytes(&bytes.ok_or_else(gone)?)?;
        self.take(Store::open(&folder, &key)?, key)
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
        self.remember(Current::Demo)
    }

    fn remember(&mut self, current: Current) -> Result<(), Refusal> {
        self.device.current = current;
        self.device.write(self.machine.data())
    }

    fn own_folder(&self) -> Result<PathBuf, Refusal> {
        let folder = self.machine.data().join(Current::Store.folder());
        if folder.join("store.db").exists() {
            return Err(store::StoreError::Exists(folder).into());
        }
        Ok(folder)
    }
}

/// Opens the demo store.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct OpenDemo {}

impl Ask for OpenDemo {
    const NAME: &'static str = "start.demo";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::NoStore;
    type Reply = DeskView;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<DeskView, Refusal> {
        desk.demo()?;
        DeskView::of(desk, pane)
    }
}

/// Founds a store.
#[derive(Deserialize, ts_rs::TS)]
pub struct FoundStore {
    /// What it begins with.
    #[serde(flatten)]
    #[ts(flatten)]
    pub new: NewStore,
}

impl Ask for FoundStore {
    const NAME: &'static str = "start.found";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::NoStore;
    type Reply = DeskView;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<DeskView, Refusal> {
        let folder = desk.own_folder()?;
        let now = desk.machine.now();
        // Every field is judged before a key is made or a folder is touched.
        self.new.check(now.date_naive())?;
        let key = Key::new()?;
        keep(&folder, &key, self.new.passphrase.as_deref())?;
        let store = found(&folder, &key, &desk.machine, &self.new)?;
        desk.take(store, key)?;
        desk.remember(Current::Store)?;
        DeskView::of(desk, pane)
    }
}

/// The provinces, to choose from.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct Provinces {}

impl Ask for Provinces {
    const NAME: &'static str = "start.provinces";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Nothing;
    type Reply = Vec<ProvinceName>;

    fn answer<M: Machine>(self, _: &mut Desk<M>, _: Pane) -> Result<Vec<ProvinceName>, Refusal> {
        Ok(provinces())
    }
}

/// Opens the store with its passphrase.
#[derive(Deserialize, ts_rs::TS)]
pub struct UnlockStore {
    /// The passphrase.
    pub passphrase: String,
}

impl Ask for UnlockStore {
    const NAME: &'static str = "start.unlock";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::NoStore;
    type Reply = DeskView;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<DeskView, Refusal> {
        let folder = desk.folder();
        let key = Key::read_wrapped(&folder.join(WRAPPED), &self.passphrase)?;
        desk.take(Store::open(&folder, &key)?, key)?;
        DeskView::of(desk, pane)
    }
}

/// Restores a store from a backup and its key.
#[derive(Deserialize, ts_rs::TS)]
pub struct RestoreStore {
    /// The backup, as it was picked.
    pub file: String,
    /// The key file that was saved beside it, as it was picked.
    pub key_file: Option<String>,
    /// The passphrase of the key.
    pub passphrase: Option<String>,
}

impl Ask for RestoreStore {
    const NAME: &'static str = "start.restore";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::NoStore;
    type Reply = DeskView;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<DeskView, Refusal> {
        let backup = desk.files.picked(&self.file, Purpose::Backup)?.path.clone();
        let key_path = match &self.key_file {
            Some(token) => desk.files.picked(token, Purpose::Key)?.path.clone(),
            None => backup.with_extension("key.json"),
        };
        if !key_path.is_file() {
            let message = "没有找到备份的密钥文件：备份旁边没有同名的 .key.json；没有恢复";
            return Err(Refusal::new("key_file_needed", message).mend("请另选密钥文件"));
        }
        let key = match Key::read(&key_path) {
            Ok(key) => key,
            Err(_) => {
                let passphrase = self.passphrase.as_deref().ok_or_else(|| {
                    Refusal::new("passphrase_needed", "这个密钥文件受口令保护：请输入口令；没有恢复")
                })?;
                Key::read_wrapped(&key_path, passphrase)?
            }
        };
        let folder = desk.free_folder()?;
        let restored = Store::restore(&backup, &folder, &key, "system", desk.machine.stamp())?;
        keep(&folder, &key, self.passphrase.as_deref())?;
        desk.take(restored.store, key)?;
        desk.remember(Current::Store)?;
        DeskView::of(desk, pane)
    }
}

impl<M: Machine> Desk<M> {
    /// The store's folder, empty: what lies there and does not open is put aside, never deleted.
    fn free_folder(&self) -> Result<PathBuf, Refusal> {
        let folder = self.machine.data().join(Current::Store.folder());
        if folder.join("store.db").exists() {
            if !matches!(self.phase, Phase::Damaged(_)) {
                return Err(store::StoreError::Exists(folder).into());
            }
            let aside = format!("store-kept-{}", self.machine.now().format("%Y%m%d-%H%M%S"));
            std::fs::rename(&folder, self.machine.data().join(aside))
                .map_err(file("原来的门店文件夹移不开"))?;
        }
        Ok(folder)
    }
}

/// Leaves the demo store for the first start; it stays where it is.
#[derive(Debug, Deserialize, ts_rs::TS)]
pub struct LeaveDemo {}

impl Ask for LeaveDemo {
    const NAME: &'static str = "start.leave_demo";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(&[Role::StoreManager]);
    type Reply = DeskView;

    fn answer<M: Machine>(self, desk: &mut Desk<M>, pane: Pane) -> Result<DeskView, Refusal> {
        if desk.device.current != Current::Demo {
            return Err(Refusal::new("not_demo", "现在打开的不是演示门店；什么都没有改动"));
        }
        desk.remember(Current::None)?;
        desk.phase = Phase::FirstStart;
        desk.stand_up();
        desk.shown = None;
        desk.ring(&[Topic::Session, Topic::Store]);
        if desk.machine.data().join(Current::Store.folder()).join("store.db").is_file() {
            desk.remember(Current::Store)?;
            desk.reopen();
        }
        DeskView::of(desk, pane)
    }
}
