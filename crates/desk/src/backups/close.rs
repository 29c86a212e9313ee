//! Closing the program: what was recorded since the last copy is copied first. A stick that is not plugged in is told and
//! does not keep anybody; whoever does not want to wait leaves at once.

use std::sync::Arc;
use std::time::Duration;

use command::{Caller, Command, Refusal, Run, Who};
use domain::event::BackupCause;
use serde::{Deserialize, Serialize};

use super::made::{Ended, Source};
use super::place::BackupPlace;
use crate::Pane;
use crate::Topic;
use crate::desk::{Desk, Phase};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::jobs::Job;
use crate::machine::Machine;
use crate::view::DeskView;

/// How long what went wrong stands on the screen before the program closes by itself.
const TOLD: Duration = Duration::from_secs(30);

/// The program while it closes.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct ClosingView {
    /// The backup under way.
    pub job: String,
    /// What went wrong, for each place; empty while the backup is under way.
    #[ts(type = "Refusal[]")]
    pub told: Vec<Refusal>,
    /// After how many seconds the program closes by itself.
    #[ts(type = "number")]
    pub seconds: u64,
}

impl<M: Machine> Desk<M> {
    /// Begins to close; `None` where there is nothing to wait for, or where somebody asks a second time.
    fn closes(&mut self) -> Option<(Source, Vec<BackupPlace>, Job)> {
        if self.closing.is_some() || !matches!(self.phase, Phase::Open(..)) {
            return None;
        }
        let (places, source) = (self.backup_places(), self.backup_source().ok()?);
        let store = self.counter().ok()?.store();
        // A place without a copy, or with one since which something was recorded.
        let due = |place: &BackupPlace| {
            let last = source.known.iter().filter(|row| row.target == place.id).map(|row| row.up_to).max();
            store.worked_since(last.unwrap_or(0)).unwrap_or(true)
        };
        let due: Vec<BackupPlace> = places.iter().filter(|place| due(place)).cloned().collect();
        if due.is_empty() {
            return None;
        }
        // One that is under way already is not waited for: a copy that is cut off leaves nothing behind.
        let job = self.jobs.begin("backup", &self.feed).ok()?;
        self.closing = Some(ClosingView { job: job.number().job, told: Vec::new(), seconds: TOLD.as_secs() });
        self.publish(&[Topic::Session]);
        Some((source, due, job))
    }

    /// Puts the store down: its log goes into its file, and its folder is free.
    fn put_down(&mut self) {
        self.phase = Phase::FirstStart;
        self.sitting = None;
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Closes the program, with a backup where one is due. Asked a second time, it closes at once.
    pub async fn close(self: Arc<Self>) {
        let due = self.with(Desk::closes).await;
        let Ok(Some((source, places, job))) = due else {
            self.fly_shortly().await;
            return self.leave().await;
        };
        let ended = self.backed_up(source, places, BackupCause::Close, Caller::System, job.clone()).await;
        let told = match &ended {
            Ok(Ended { told, .. }) => told.clone(),
            Err(refusal) => vec![refusal.clone()],
        };
        job.ended(ended.map(|_| None));
        self.fly_shortly().await;
        if told.is_empty() {
            return self.leave().await;
        }
        for refusal in &told {
            tracing::warn!(code = refusal.code, "closed without a backup at one place");
        }
        let shown = self.with(move |desk| {
            if let Some(closing) = &mut desk.closing {
                closing.told = told;
            }
            desk.publish(&[Topic::Session]);
        });
        // Whether it could be shown decides nothing: the program closes.
        drop(shown.await);
        tokio::time::sleep(TOLD).await;
        let stays = self.with(|desk| desk.closing.is_none()).await.unwrap_or(false);
        if !stays {
            self.leave().await;
        }
    }

    async fn leave(self: &Arc<Self>) {
        // A store that cannot be put down is as after a power cut: whole, with its log.
        drop(self.with(Desk::put_down).await);
        self.gone.send_replace(true);
    }

    /// Waits until the program may end.
    pub async fn gone(&self) {
        // The sender lives as long as the door, so waiting ends by a change alone.
        drop(self.gone.subscribe().wait_for(|gone| *gone).await);
    }
}

/// Closes the program.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct CloseProgram {}

impl Command for CloseProgram {
    const NAME: &'static str = "program.close";
    const WHO: Who = Who::Anybody;
    type Reply = ();
}

impl Waits for CloseProgram {
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        tokio::spawn(door.close());
        Ok(())
    }
}

/// Closes the program without waiting for its backup.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LeaveProgram {}

impl Command for LeaveProgram {
    const NAME: &'static str = "program.leave";
    const WHO: Who = Who::Anybody;
    type Reply = ();
}

impl Waits for LeaveProgram {
    async fn answer<M: Machine, D: Dialogs>(self, door: Arc<Door<M, D>>, _: Pane) -> Result<(), Refusal> {
        door.leave().await;
        Ok(())
    }
}

/// Goes on working; a backup that is under way is made all the same.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct StayOpen {}

impl Command for StayOpen {
    const NAME: &'static str = "program.stay";
    const WHO: Who = Who::WithStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for StayOpen {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        desk.closing = None;
        desk.publish(&[Topic::Session]);
        DeskView::of(desk, *pane)
    }
}
