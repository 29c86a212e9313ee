//! Trying out a restore in one tap: the copy is restored into a folder of its own, followed, replayed and compared with
//! the ledger that is open; then that folder is gone. How it went is recorded, and what a restore would lose is said.

use std::path::Path;
use std::sync::Arc;

use command::{Caller, Command, Refusal, Who};
use domain::event::BackupDrilled;
use serde::{Deserialize, Serialize};
use store::{BackupName, Drilled};

use super::made::Source;
use super::place::BackupPlace;
use crate::Pane;
use crate::Topic;
use crate::desk::Desk;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits, beside};
use crate::equipped::MANAGER;
use crate::jobs::JobNumber;
use crate::machine::Machine;

/// Where a drill restores to.
const ASIDE: &str = "drill";
/// The try itself was not possible, which says nothing of the copy: it is told, and not recorded.
const NOT_TRIED: [&str; 4] = ["backup_place_gone", "disk_full", "disk_read_only", "disk_failed"];

/// Tries out a restore from a copy.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct DrillBackup {
    /// The place, by its id.
    pub place: String,
    /// The file's name.
    pub file: String,
}

impl Command for DrillBackup {
    const NAME: &'static str = "backup.drill";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = JobNumber;
}

impl Waits for DrillBackup {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<JobNumber, Refusal> {
        let Self { place, file } = self;
        // A page names a file; a name that is not one of ours, or that leads elsewhere, is none.
        let unknown = || Refusal::new("not_found", "没有这份备份；什么都没有改动");
        let name = BackupName::parse(&file).ok_or_else(unknown)?;
        let feed = Arc::clone(&door.feed);
        let (source, place, aside, stamp, caller, job) = door
            .with(move |desk| {
                let place = desk.backup_place(&place)?;
                let aside = desk.machine.data().join(ASIDE);
                let caller = Caller::Staff(desk.who()?.clone());
                let job = desk.jobs.begin("drill", &feed)?;
                Ok::<_, Refusal>((desk.backup_source()?, place, aside, desk.machine.stamp(), caller, job))
            })
            .await??;
        let number = job.number();
        tokio::spawn(async move {
            let target = place.id.clone();
            let tried = beside(move || tried(&source, &place, &name, &aside, stamp)).await;
            let ended = door.with(move |desk| {
                let drilled = desk.drilled(&caller, target, file, tried.and_then(|tried| tried))?;
                Ok::<_, Refusal>(Some(serde_json::to_value(drilled)?))
            });
            job.ended(ended.await.and_then(|ended| ended));
        });
        Ok(number)
    }
}

fn tried(
    source: &Source,
    place: &BackupPlace,
    name: &BackupName,
    aside: &Path,
    stamp: store::Stamp,
) -> Result<Drilled, Refusal> {
    place.here()?;
    // On another computer the copy opens with the key that lies beside it, and with nothing else.
    let key_file = place.folder.join(name.key_file());
    let same =
        source.key_file().and_then(|own| Some(std::fs::read(own).ok()? == std::fs::read(&key_file).ok()?));
    if !place.is_local() && same != Some(true) {
        let message = "备份旁边的密钥文件不见了，或不是现在的密钥：换一台电脑就打不开这份备份";
        return Err(Refusal::new("backup_key", message).mend("现在重新备份一次，新的备份会带上密钥文件"));
    }
    Ok(store::drill(&place.folder.join(name.to_string()), aside, &source.key, stamp)?)
}

impl<M: Machine> Desk<M> {
    /// Compares what a drill restored with the ledger that is open, and records how it went.
    fn drilled(
        &mut self,
        caller: &Caller,
        target: String,
        file: String,
        tried: Result<Drilled, Refusal>,
    ) -> Result<BackupDrilled, Refusal> {
        let counter = self.counter_mut()?;
        let store = counter.store();
        let (lost, problem) = match tried {
            Ok(drilled) if store.hash_at(drilled.head.seq)? != Some(drilled.head.hash) => {
                (None, Some("backup_of_another_ledger".to_owned()))
            }
            Ok(drilled) => {
                let lost = store.head()?.seq.saturating_sub(drilled.head.seq);
                let differs = !drilled.rebuilt.different.is_empty();
                (Some(lost), differs.then(|| "tables_differ".to_owned()))
            }
            Err(refusal) if NOT_TRIED.contains(&refusal.code) => return Err(refusal),
            Err(refusal) => (None, Some(refusal.code.to_owned())),
        };
        let drilled = BackupDrilled { target, file, passed: problem.is_none(), lost, problem };
        counter.backup_drilled(caller, drilled.clone())?;
        self.publish(&[Topic::Store]);
        Ok(drilled)
    }
}
