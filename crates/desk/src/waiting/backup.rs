//! A backup while the store is in use: copied by a connection of its own, verified after writing, with the key beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use counter::{Refusal, Window};
use serde::Deserialize;
use store::{Key, StoreError};

use crate::Pane;
use crate::ask::{Needs, Wait};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::jobs::{Job, JobNumber};
use crate::keys::{DEMO_KEY, WRAPPED, keeping};
use crate::machine::Machine;
use crate::view::Keeping;

/// Makes a backup where a person says. Where the key lies in the operating system's key store, a passphrase is needed: a
/// backup is for the day when that computer is gone.
#[derive(Deserialize, ts_rs::TS)]
pub struct MakeBackup {
    /// Under which the key is saved beside the backup; not needed where the store has one already.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
}

impl Wait for MakeBackup {
    const NAME: &'static str = "backup.make";
    const WINDOWS: &'static [Window] = &[Window::Staff];
    const NEEDS: Needs = Needs::Person(MANAGER);
    type Reply = Option<JobNumber>;
}

/// What a backup is made of.
struct Source {
    folder: PathBuf,
    key: Key,
    keeping: Option<Keeping>,
    name: String,
}

impl Waits for MakeBackup {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let source = door
            .with(|desk| {
                let folder = desk.folder();
                let code = desk.counter()?.store().premises()?.premises.code;
                let name = format!("{code}-{}.tiaohe", desk.machine.now().format("%Y%m%d-%H%M"));
                let keeping = keeping(&folder, desk.device.current);
                Ok::<_, Refusal>(Source { folder, key: desk.key()?, keeping, name })
            })
            .await??;
        if source.keeping == Some(Keeping::KeyStore) && self.passphrase.is_none() {
            let message = "数据库的密钥在本机的系统密钥库里：备份要连同密钥，须设一个口令；没有备份";
            return Err(
                Refusal::new("passphrase_needed", message).mend("设一个至少 12 个字符的口令，与备份分开保管")
            );
        }
        if let (Some(Keeping::KeyStore), Some(passphrase)) = (source.keeping, self.passphrase.clone()) {
            // One that is too short is refused before anybody waits for a backup.
            let key = source.key.clone();
            beside(move || key.wrapped(&passphrase)).await??;
        }
        let Some(file) = door.dialogs.save("备份到".to_owned(), source.name.clone()).await else {
            return Ok(None);
        };
        let bell = Arc::clone(&door.bell);
        let job = door.with(move |desk| desk.jobs.begin("backup", &bell)).await??;
        let (number, passphrase) = (job.number(), self.passphrase);
        tokio::spawn(async move {
            let working = job.clone();
            let ended = beside(move || made(&source, &file, passphrase.as_deref(), &working)).await;
            job.ended(ended.and_then(|made| made));
        });
        Ok(Some(number))
    }
}

fn made(
    source: &Source,
    file: &Path,
    passphrase: Option<&str>,
    job: &Job,
) -> Result<Option<serde_json::Value>, Refusal> {
    let key_file = file.with_extension("key.json");
    if key_file.exists() {
        // It may be the only key of another backup.
        return Err(StoreError::FileExists(key_file).into());
    }
    let copied =
        store::backup_beside(&source.folder, file, &source.key, |done, total| job.step(done, total))?;
    let Some(copied) = copied else { return Ok(None) };
    let kept = match source.keeping {
        Some(Keeping::KeyStore) => {
            source.key.write_wrapped(&key_file, passphrase.unwrap_or_default()).map_err(Refusal::from)
        }
        Some(Keeping::Passphrase) => key_copied(&source.folder.join(WRAPPED), &key_file),
        Some(Keeping::DemoFile) | None => key_copied(&source.folder.join(DEMO_KEY), &key_file),
    };
    kept.map_err(|refusal| Refusal {
        message: format!("备份已写好并校验，但密钥文件没有写成，没有它备份打不开：{}", refusal.message),
        ..refusal
    })?;
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Some(serde_json::json!({
        "path_name": name(file), "key_name": name(&key_file), "records": copied.head.seq,
    })))
}

fn key_copied(from: &Path, to: &Path) -> Result<(), Refusal> {
    std::fs::copy(from, to).map(|_| ()).map_err(|error| Refusal::new("file", error.to_string()))
}
