//! Where copies are kept: a folder of this computer's own, and any folders or sticks that the manager adds. A place is
//! known by a small file in it, so that an empty mount point is not taken for the stick that is missing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use command::{Command, Refusal, Run, Who};
use serde::{Deserialize, Serialize};
use store::StoreError;

use crate::Pane;
use crate::Topic;
use crate::desk::Desk;
use crate::device::Current;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::keys::{BACKUP_KEY, file, keeping};
use crate::machine::Machine;
use crate::view::{DeskView, Keeping};

/// The id of the folder on this computer's own disk.
pub(crate) const LOCAL: &str = "local";
/// The folder's name below the data folder.
const FOLDER: &str = "backups";
/// By which a place is known to be the one that was added.
const MARK: &str = "tiaohe-backups.txt";
/// Free megabytes below which a person is warned, where this computer's settings say nothing else.
pub(crate) const DEFAULT_LOW_SPACE: u64 = 2_048;

/// A place for copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupPlace {
    /// Its short id, which records name it by.
    pub id: String,
    /// Where it is on this computer.
    pub folder: PathBuf,
}

impl BackupPlace {
    /// Whether it is this computer's own disk: no help on the day when that is gone.
    pub(crate) fn is_local(&self) -> bool {
        self.id == LOCAL
    }

    /// Whether it is there now.
    pub(crate) fn is_here(&self) -> bool {
        self.folder.join(MARK).is_file()
    }

    /// What people know it by: the folder's name.
    pub(crate) fn called(&self) -> String {
        let name = self.folder.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| self.folder.display().to_string())
    }

    /// Refuses where it is not there: a stick that is not plugged in.
    pub(crate) fn here(&self) -> Result<(), Refusal> {
        if self.is_local() {
            self.marked()?;
        }
        if self.is_here() {
            return Ok(());
        }
        let message =
            format!("备份位置「{}」没有插上或找不到：这次没有备份到那里；其他位置不受影响", self.called());
        Err(Refusal::new("backup_place_gone", message)
            .mend("插上 U 盘或接通网络盘，再到「门店 → 备份」点“现在备份”"))
    }

    /// Says of a refusal at this place that it is this place's, and what to do there. The store's own disk is told of as
    /// everywhere else: what stands in its way stands in the way of the work, too.
    pub(crate) fn told(&self, refusal: Refusal) -> Refusal {
        let called = if self.is_local() { "本机".to_owned() } else { self.called() };
        match refusal.code {
            "disk_full" if !self.is_local() => {
                let free = crate::space::free_megabytes(&self.folder);
                let free = free.map(|free| format!("（只剩 {free} MB）")).unwrap_or_default();
                let message = format!("备份位置「{called}」已满{free}：这次没有备份到那里；其他位置不受影响");
                Refusal::new("backup_place_full", message).mend(format!(
                    "在「{called}」上移走不用的文件，或换一个更大的；不要删名字以 .tiaohe 结尾的备份。然后点“现在备份”"
                ))
            }
            "disk_read_only" | "file" | "disk_failed" if !self.is_local() => {
                let message = format!("备份位置「{called}」写不进去：这次没有备份到那里；其他位置不受影响");
                Refusal::new("backup_place_read_only", message)
                    .mend("看看 U 盘的写保护开关有没有推上、文件夹的权限，或重新插上；然后点“现在备份”")
            }
            "backup_place_gone" => refusal,
            _ => Refusal { message: format!("备份位置「{called}」：{}", refusal.message), ..refusal },
        }
    }

    /// Makes the folder known as this place.
    fn marked(&self) -> Result<(), Refusal> {
        let text = "调和 Tiaohe：这个文件夹存放门店备份，请勿改名、移动或删除其中的文件。\n\
                    Backups of the store. Do not rename, move or delete what is in here.\n";
        if self.is_here() {
            return Ok(());
        }
        counter::save_whole(&self.folder, MARK, text.as_bytes()).map_err(|error| {
            StoreError::File { what: "写入备份位置", path: self.folder.clone(), source: error }.into()
        })
    }
}

impl<M: Machine> Desk<M> {
    /// Every place where copies of the open store are kept. The demo store has nobody's data: it is copied only to where
    /// somebody said.
    pub(crate) fn backup_places(&self) -> Vec<BackupPlace> {
        let local = BackupPlace { id: LOCAL.to_owned(), folder: self.machine.data().join(FOLDER) };
        let own = (self.device.current == Current::Store).then_some(local);
        own.into_iter().chain(self.device.backup_places.iter().cloned()).collect()
    }

    /// The place of an id.
    pub(crate) fn backup_place(&self, id: &str) -> Result<BackupPlace, Refusal> {
        let found = self.backup_places().into_iter().find(|place| place.id == id);
        found.ok_or_else(|| Refusal::new("not_found", "没有这个备份位置；什么都没有改动"))
    }

    /// Whether a passphrase must be set before copies can leave this computer: its key store does not.
    pub(crate) fn needs_backup_passphrase(&self) -> bool {
        let folder = self.folder();
        keeping(&folder, self.device.current) == Some(Keeping::KeyStore) && !folder.join(BACKUP_KEY).is_file()
    }
}

/// Adds a folder or a stick where copies are kept from now on.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct AddBackupPlace {
    /// What opens the copies on another computer, where the key lies in this one's key store and none was set yet.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
}

impl Command for AddBackupPlace {
    const NAME: &'static str = "backup.add_place";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = DeskView;
}

impl Waits for AddBackupPlace {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        pane: Pane,
    ) -> Result<DeskView, Refusal> {
        let (needed, folder, key) = door
            .with(|desk| Ok::<_, Refusal>((desk.needs_backup_passphrase(), desk.folder(), desk.key()?)))
            .await??;
        if needed {
            let Some(passphrase) = self.passphrase else {
                let message =
                    "数据库的密钥在本机的系统密钥库里，别的电脑上没有：先为备份设一个口令；没有添加";
                return Err(Refusal::new("passphrase_needed", message)
                    .mend("设一个至少 12 个字符的口令，与备份分开保管"));
            };
            beside(move || key.write_wrapped(&folder.join(BACKUP_KEY), &passphrase)).await??;
        }
        let picked = door.dialogs.folder("选择存放备份的文件夹或 U 盘".to_owned()).await;
        let Some(picked) = picked else { return door.with(move |desk| DeskView::of(desk, pane)).await? };
        let known = door.with(|desk| desk.backup_places()).await?;
        let place = beside(move || prepared(&picked, &known)).await??;
        door.with(move |desk| {
            desk.changed(|device| device.backup_places.push(place))?;
            desk.publish(&[Topic::Store]);
            DeskView::of(desk, pane)
        })
        .await?
    }
}

/// Makes a picked folder a place: known, writable, and not one twice.
fn prepared(picked: &Path, known: &[BackupPlace]) -> Result<BackupPlace, Refusal> {
    if known.iter().any(|place| place.folder == picked) {
        return Err(Refusal::new("backup_place_known", "这个文件夹已经是备份位置；没有重复添加"));
    }
    let number = known.iter().filter_map(|place| place.id.strip_prefix('B')?.parse::<u32>().ok()).max();
    let place = BackupPlace { id: format!("B{}", number.unwrap_or(0) + 1), folder: picked.to_owned() };
    // A folder that somebody picked exists; a file of ours in it proves that it can be written.
    place.marked()?;
    Ok(place)
}

/// Forgets a place. What lies there stays there.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct DropBackupPlace {
    /// Its id.
    pub place: String,
}

impl Command for DropBackupPlace {
    const NAME: &'static str = "backup.drop_place";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for DropBackupPlace {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.changed(|device| device.backup_places.retain(|place| place.id != self.place))?;
        desk.publish(&[Topic::Store]);
        DeskView::of(desk, *pane)
    }
}

/// What to say where a folder cannot be read.
pub(super) fn unreadable() -> impl Fn(std::io::Error) -> Refusal {
    file("备份位置读不出")
}
