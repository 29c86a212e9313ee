//! A backup while the store is in use: copied by a connection of its own, verified after writing, with the key beside it.

use std::path::Path;
use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use domain::event::{BackupCause, BackupMade};
use domain::signature::Digest;
use serde::{Deserialize, Serialize};
use store::{BackupName, StoreError};

use crate::Pane;
use crate::backups::Source;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::jobs::{Job, JobNumber};
use crate::keys::{DEMO_KEY, WRAPPED};
use crate::machine::Machine;
use crate::view::Keeping;

/// Makes a backup where a person says. Where the key lies in the operating system's key store, a passphrase is needed: a
/// backup is for the day when that computer is gone.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct MakeBackup {
    /// Under which the key is saved beside the backup; not needed where the store has one already.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub passphrase: Option<String>,
}

impl Command for MakeBackup {
    const NAME: &'static str = "backup.make";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = Option<JobNumber>;
}

/// How records name the place that a person picked once.
const PICKED: &str = "picked";

impl Waits for MakeBackup {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let (source, name, caller) = door
            .with(|desk| {
                let source = desk.backup_source()?;
                let name = BackupName::new(&source.store, source.now).to_string();
                Ok::<_, Refusal>((source, name, Caller::Staff(desk.who()?.clone())))
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
        let Some(file) = door.dialogs.save("备份到".to_owned(), name.clone()).await else {
            return Ok(None);
        };
        let feed = Arc::clone(&door.feed);
        let job = door.with(move |desk| desk.jobs.begin("backup", &feed)).await??;
        let (number, passphrase) = (job.number(), self.passphrase);
        tokio::spawn(async move {
            let working = job.clone();
            let ended = beside(move || made(&source, &file, &name, passphrase.as_deref(), &working)).await;
            let ended = match ended.and_then(|made| made) {
                Ok(Some((result, made))) => {
                    let recorded =
                        door.with(move |desk| desk.counter_mut()?.backup_made(&caller, made)).await;
                    recorded.and_then(|recorded| recorded).map(|()| Some(result))
                }
                Ok(None) => Ok(None),
                Err(refusal) => Err(refusal),
            };
            job.ended(ended);
        });
        Ok(Some(number))
    }
}

fn made(
    source: &Source,
    file: &Path,
    suggested: &str,
    passphrase: Option<&str>,
    job: &Job,
) -> Result<Option<(serde_json::Value, BackupMade)>, Refusal> {
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
    let result = serde_json::json!({
        "path_name": name(file), "key_name": name(&key_file), "records": copied.head.seq,
    });
    let made = BackupMade {
        target: PICKED.to_owned(),
        // What a person typed may name anybody: the record has the name that was suggested.
        file: suggested.to_owned(),
        up_to: copied.head.seq,
        hash: Digest::of_bytes(&copied.head.hash.0),
        bytes: copied.bytes,
        cause: BackupCause::Asked,
        removed: Vec::new(),
    };
    Ok(Some((result, made)))
}

fn key_copied(from: &Path, to: &Path) -> Result<(), Refusal> {
    std::fs::copy(from, to).map(|_| ()).map_err(|error| Refusal::new("file", error.to_string()))
}
