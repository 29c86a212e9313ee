//! One copy at one place: the key that opens it first, then the copy, written aside, verified and moved into its name, and
//! only then the older ones that the rule no longer keeps are deleted. Nothing else in the folder is touched.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use domain::Moment;
use domain::event::{BackupCause, BackupMade};
use domain::signature::Digest;
use serde::{Deserialize, Serialize};
use store::tables::BackupRow;
use store::{BackupName, KEPT, Kept, Key, StoreError, backup_beside, superseded};

use super::place::BackupPlace;
use crate::Pane;
use crate::Topic;
use crate::desk::Desk;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::jobs::{Job, JobNumber};
use crate::keys::{BACKUP_KEY, DEMO_KEY, WRAPPED, keeping};
use crate::machine::Machine;
use crate::view::Keeping;

/// What copies are made of.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) folder: PathBuf,
    pub(crate) key: Key,
    pub(crate) keeping: Option<Keeping>,
    pub(crate) store: String,
    pub(crate) now: Moment,
    /// Whether the date is believed: copies are deleted by it.
    pub(crate) believed: bool,
    /// What the ledger knows of the copies that there are; one that could not be restored from is none.
    pub(crate) known: Vec<BackupRow>,
}

impl<M: Machine> Desk<M> {
    /// What copies of the open store are made of now.
    pub(crate) fn backup_source(&self) -> Result<Source, Refusal> {
        let folder = self.folder();
        let store = self.counter()?.store();
        Ok(Source {
            keeping: keeping(&folder, self.device.current),
            key: self.key()?,
            store: store.premises()?.premises.code.to_string(),
            now: self.machine.now(),
            believed: self.counter()?.date_doubt()?.is_none(),
            known: store.backups()?.into_iter().filter(sound).collect(),
            folder,
        })
    }
}

/// Whether nothing bad is known of a copy.
pub(super) fn sound(row: &BackupRow) -> bool {
    row.drill.as_ref().is_none_or(|drill| drill.passed)
}

impl Source {
    /// The file that holds the key for another computer; `None` where there is none to hand out.
    pub(crate) fn key_file(&self) -> Option<PathBuf> {
        let file = self.folder.join(match self.keeping {
            Some(Keeping::KeyStore) => BACKUP_KEY,
            Some(Keeping::Passphrase) => WRAPPED,
            Some(Keeping::DemoFile) | None => DEMO_KEY,
        });
        file.is_file().then_some(file)
    }

    /// Makes a copy at a place; `None` where it was stopped.
    pub(crate) fn copy(
        &self,
        place: &BackupPlace,
        cause: BackupCause,
        step: impl FnMut(u64, u64) -> bool,
    ) -> Result<Option<BackupMade>, Refusal> {
        place.here()?;
        let name = BackupName::new(&self.store, self.now);
        let (file, key_file) = (place.folder.join(name.to_string()), place.folder.join(name.key_file()));
        if file.exists() || key_file.exists() {
            return Err(StoreError::FileExists(file).into());
        }
        // On this computer's own disk its key store opens the copy; elsewhere a copy without its key is worth nothing.
        match self.key_file() {
            Some(from) => copied(&from, &key_file)?,
            None if place.is_local() => {}
            None => {
                let message = "还没有为备份设口令：没有密钥的备份在别的电脑上打不开，所以没有写";
                return Err(Refusal::new("passphrase_needed", message)
                    .mend("到「门店 → 备份」重新添加这个位置，并设一个口令"));
            }
        }
        let copied = match backup_beside(&self.folder, &file, &self.key, step) {
            Ok(Some(copied)) => copied,
            stopped => {
                gone(&key_file);
                return Ok(stopped.map(|_| None)?);
            }
        };
        Ok(Some(BackupMade {
            target: place.id.clone(),
            file: name.to_string(),
            up_to: copied.head.seq,
            hash: Digest::of_bytes(&copied.head.hash.0),
            bytes: copied.bytes,
            cause,
            removed: self.tidied(place, name),
        }))
    }

    /// Deletes what the rule no longer keeps at a place where `newest` was just verified; answers with the names. By a date that
    /// is doubted nothing is deleted, and a copy of a day that is still to come takes no place of another.
    fn tidied(&self, place: &BackupPlace, newest: BackupName) -> Vec<String> {
        if !self.believed {
            tracing::warn!("no old copy was deleted: the date is in doubt");
            return Vec::new();
        }
        let today = newest.day();
        let Ok(entries) = std::fs::read_dir(&place.folder) else { return Vec::new() };
        let known = |name: &BackupName| {
            let file = name.to_string();
            *name == newest || self.known.iter().any(|row| row.target == place.id && row.file == file)
        };
        let names = entries.filter_map(|entry| BackupName::parse(entry.ok()?.file_name().to_str()?));
        let copies: Vec<Kept> = names
            .filter(|name| name.store() == self.store)
            .map(|name| Kept { verified: name.day() <= today && known(&name), name })
            .collect();
        let old = superseded(&copies, KEPT).into_iter().filter(|name| {
            let removed = gone(&place.folder.join(name.to_string()));
            removed && gone(&place.folder.join(name.key_file()))
        });
        old.map(|name| name.to_string()).collect()
    }
}

/// Copies a key file, durably.
fn copied(from: &Path, to: &Path) -> Result<(), Refusal> {
    let (Some(folder), Some(name)) = (to.parent(), to.file_name().and_then(|name| name.to_str())) else {
        return Err(Refusal::new("file", "这个位置不能保存文件；没有备份"));
    };
    let written = std::fs::read(from).and_then(|bytes| counter::save_whole(folder, name, &bytes));
    written.map_err(|source| StoreError::File { what: "写入备份的密钥", path: to.to_owned(), source }.into())
}

/// Deletes a file of ours; whether it is gone. One that stays is tried again with the next copy.
fn gone(path: &Path) -> bool {
    match std::fs::remove_file(path) {
        Ok(()) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => {
            tracing::warn!("an old copy could not be deleted: {error}");
            false
        }
    }
}

/// How the copies at several places ended.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    pub(crate) made: Vec<BackupMade>,
    pub(crate) told: Vec<Refusal>,
    /// The places that have no copy of this time, by their ids, each with why.
    failed: Vec<(String, Refusal)>,
}

/// Makes a copy at each place, one after the other; a place that fails does not keep the others from theirs.
pub(crate) fn at_each(source: &Source, places: &[BackupPlace], cause: BackupCause, job: &Job) -> Ended {
    let mut ended = Ended::default();
    let count = u64::try_from(places.len()).unwrap_or(1).max(1);
    for (index, place) in (0..count).zip(places) {
        // Per thousand of all places together.
        let share = |done: u64, total: u64| (index * 1_000 + done * 1_000 / total.max(1)) / count;
        match source.copy(place, cause, |done, total| job.step(share(done, total), 1_000)) {
            Ok(Some(made)) => ended.made.push(made),
            Ok(None) => break,
            Err(refusal) => {
                let refusal = place.told(refusal);
                ended.failed.push((place.id.clone(), refusal.clone()));
                ended.told.push(refusal);
            }
        }
    }
    ended
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Makes copies and records them; answers with what is to be told.
    pub(crate) async fn backed_up(
        self: &Arc<Self>,
        source: Source,
        places: Vec<BackupPlace>,
        cause: BackupCause,
        caller: Caller,
        job: Job,
    ) -> Result<Ended, Refusal> {
        let ended = beside(move || at_each(&source, &places, cause, &job)).await?;
        self.with(move |desk| {
            let Ended { made, mut told, failed } = ended;
            desk.backups_failed.retain(|place, _| !made.iter().any(|made| made.target == *place));
            desk.backups_failed.extend(failed.iter().cloned());
            for made in &made {
                // The copy is good whether or not its record could be written; that it could not is told.
                if let Err(refusal) = desk.counter_mut()?.backup_made(&caller, made.clone()) {
                    told.push(refusal);
                }
            }
            desk.publish(&[Topic::Store]);
            Ok(Ended { made, told, failed })
        })
        .await?
    }
}

/// Makes a copy now, at every place that is there.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct BackUpNow {}

impl Command for BackUpNow {
    const NAME: &'static str = "backup.now";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = JobNumber;
}

impl Waits for BackUpNow {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<JobNumber, Refusal> {
        let feed = Arc::clone(&door.feed);
        let (source, places, caller, job) = door
            .with(move |desk| {
                let places = desk.backup_places();
                if places.is_empty() {
                    let message = "还没有备份位置；没有备份";
                    return Err(Refusal::new("no_backup_place", message).mend("先添加一个文件夹或 U 盘"));
                }
                let caller = Caller::Staff(desk.who()?.clone());
                Ok((desk.backup_source()?, places, caller, desk.jobs.begin("backup", &feed)?))
            })
            .await??;
        let number = job.number();
        tokio::spawn(async move {
            let ended = door.backed_up(source, places, BackupCause::Asked, caller, job.clone()).await;
            job.ended(ended.and_then(|Ended { made, told, .. }| match made.first() {
                // Stopped, or refused at every place.
                None => told.into_iter().next().map_or(Ok(None), Err),
                Some(first) => Ok(Some(serde_json::json!({
                    "path_name": first.file, "records": first.up_to, "told": told,
                    "places": made.iter().map(|made| &made.target).collect::<Vec<_>>(),
                }))),
            }));
        });
        Ok(number)
    }
}
