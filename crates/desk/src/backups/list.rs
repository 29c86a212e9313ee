//! What copies there are: as the places show them, held against what the ledger says was verified. And, where no store
//! opens, what can be restored from, without a dialog.

use std::sync::Arc;

use command::{Command, Refusal, Who};
use serde::{Deserialize, Serialize};
use store::tables::{BackupRow, Drill};
use store::{BackupName, KEPT};

use super::made::sound;
use super::place::{BackupPlace, unreadable};
use crate::Pane;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::files::{FileView, Purpose};
use crate::machine::Machine;

/// Which copies there are, and whether they are what they should be.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookBackups {}

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct CopyView {
    /// Its name.
    pub file: String,
    /// When it was made.
    pub at: String,
    /// How large it is, in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The last record in it, where the ledger knows it.
    #[ts(type = "number | null")]
    pub up_to: Option<u64>,
    /// The first digits of that record's hash.
    pub hash: Option<String>,
    /// Whether the ledger says that it was verified after it was written.
    pub verified: bool,
    /// When a restore from it was tried out.
    pub drilled_at: Option<String>,
    /// Whether that went well.
    pub drill_passed: Option<bool>,
}

/// A place with its copies.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct PlaceView {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub folder: String,
    /// Whether it is this computer's own disk.
    pub local: bool,
    /// Whether it is there now.
    pub here: bool,
    /// Free megabytes there.
    #[ts(type = "number | null")]
    pub free_megabytes: Option<u64>,
    /// Why the last copy that was to be made here was not, since the program started.
    #[ts(type = "Refusal | null")]
    pub trouble: Option<Refusal>,
    /// Its copies, the latest first.
    pub copies: Vec<CopyView>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct BackupsView {
    /// The places.
    pub places: Vec<PlaceView>,
    /// When the last copy was made and verified, wherever it lies. One that is gone, that is not as long as it was, or that
    /// could not be restored from is none.
    pub last_at: Option<String>,
    /// When the last copy outside this computer's own disk was.
    pub last_outside_at: Option<String>,
    /// Records since the last copy: what would be lost if this disk failed now.
    #[ts(type = "number")]
    pub lost: u64,
    /// How many days, weeks and months are kept.
    pub days: usize,
    /// Weeks.
    pub weeks: usize,
    /// Months.
    pub months: usize,
    /// Whether a passphrase must be set before a place is added.
    pub needs_passphrase: bool,
}

impl Command for LookBackups {
    const NAME: &'static str = "backup.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = BackupsView;
}

impl Waits for LookBackups {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<BackupsView, Refusal> {
        let (places, failed, rows, seq, code, needs_passphrase) = door
            .with(|desk| {
                let store = desk.counter()?.store();
                let code = store.premises()?.premises.code.to_string();
                let needs = desk.needs_backup_passphrase();
                let (places, failed) = (desk.backup_places(), desk.backups_failed.clone());
                Ok::<_, Refusal>((places, failed, store.backups()?, store.head()?.seq, code, needs))
            })
            .await??;
        // A stick or a network disk takes its time.
        beside(move || {
            let place = |row: &BackupRow| places.iter().find(|place| place.id == row.target);
            let there = |row: &&BackupRow| sound(row) && place(row).is_none_or(|place| place.holds(row));
            let last = rows.iter().filter(there).max_by_key(|row| row.up_to);
            let outside =
                rows.iter().filter(there).find(|row| place(row).is_some_and(|place| !place.is_local()));
            BackupsView {
                last_at: last.map(|row| row.made_at.to_rfc3339()),
                last_outside_at: outside.map(|row| row.made_at.to_rfc3339()),
                lost: last.map_or(seq, |row| seq.saturating_sub(row.up_to)),
                places: places
                    .iter()
                    .map(|place| place.seen(&code, &rows, failed.get(&place.id).cloned()))
                    .collect(),
                days: KEPT.days,
                weeks: KEPT.weeks,
                months: KEPT.months,
                needs_passphrase,
            }
        })
        .await
    }
}

impl BackupPlace {
    /// Whether a copy lies here as it was written; of a place that is not there now, the ledger's word is taken.
    fn holds(&self, row: &BackupRow) -> bool {
        let found = std::fs::metadata(self.folder.join(&row.file));
        !self.is_here() || found.is_ok_and(|found| found.len() == row.bytes)
    }

    fn seen(&self, code: &str, rows: &[BackupRow], trouble: Option<Refusal>) -> PlaceView {
        let here = self.is_here();
        PlaceView {
            id: self.id.clone(),
            folder: self.folder.display().to_string(),
            local: self.is_local(),
            here,
            free_megabytes: here.then(|| crate::space::free_megabytes(&self.folder)).flatten(),
            trouble,
            copies: self
                .names()
                .into_iter()
                .filter(|name| name.store() == code)
                .map(|name| self.copy_view(&name, rows))
                .collect(),
        }
    }

    fn copy_view(&self, name: &BackupName, rows: &[BackupRow]) -> CopyView {
        let file = name.to_string();
        let row = rows.iter().find(|row| row.target == self.id && row.file == file);
        let drill: Option<&Drill> = row.and_then(|row| row.drill.as_ref());
        CopyView {
            at: format!("{}+08:00", name.at().format("%Y-%m-%dT%H:%M:%S")),
            bytes: std::fs::metadata(self.folder.join(&file)).map_or(0, |found| found.len()),
            up_to: row.map(|row| row.up_to),
            hash: row.map(|row| row.hash.as_str().chars().take(12).collect()),
            verified: row.is_some(),
            drilled_at: drill.map(|drill| drill.at.to_rfc3339()),
            drill_passed: drill.map(|drill| drill.passed),
            file,
        }
    }

    /// The copies that lie here, of whatever store, the latest first; none where the place is not there.
    fn names(&self) -> Vec<BackupName> {
        let entries = std::fs::read_dir(&self.folder).map_err(unreadable());
        let entries = entries.into_iter().flatten();
        let mut names: Vec<BackupName> =
            entries.filter_map(|entry| BackupName::parse(entry.ok()?.file_name().to_str()?)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.at()));
        names
    }
}

/// Which copies lie at the places that this computer knows, where its store does not open.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct FoundCopies {}

impl Command for FoundCopies {
    const NAME: &'static str = "start.copies";
    const WHO: Who = Who::BeforeStore;
    type Reply = Vec<FileView>;
}

/// How many copies are offered: a person takes the latest, or the one before it.
const OFFERED: usize = 5;

impl Waits for FoundCopies {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<Self::Reply, Refusal> {
        let places = door.with(|desk| desk.backup_places()).await?;
        let found = beside(move || {
            let mut found: Vec<(BackupName, std::path::PathBuf)> = places
                .iter()
                .flat_map(|place| {
                    place.names().into_iter().map(|name| (name.clone(), place.folder.join(name.to_string())))
                })
                .collect();
            found.sort_by_key(|(name, _)| std::cmp::Reverse(name.at()));
            found.truncate(OFFERED);
            found
        })
        .await?;
        door.with(move |desk| {
            let brought = found.into_iter().map(|(name, path)| {
                let file = desk.files.bring(Purpose::Backup, path.clone())?;
                let at = format!("{}+08:00", name.at().format("%Y-%m-%dT%H:%M:%S"));
                Ok(FileView { modified: Some(at), ..FileView::of(file, &path) })
            });
            brought.collect()
        })
        .await?
    }
}
