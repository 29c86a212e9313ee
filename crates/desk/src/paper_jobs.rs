//! The customer's papers that a printer was given, each followed to its end, so that whoever printed one is told where it
//! failed. Unlike a label's, their ends leave no record: a paper is made again from what it was made from.
//!
//! What is known here is of this run of the program; a paper of an earlier one is asked after by nobody.

use std::collections::VecDeque;
use std::sync::Arc;

use command::{Command, Refusal, Run, Who};
use counter::papers::Kind;
use domain::ids::ServiceNumber;
use domain::label::PrintEnd;
use serde::{Deserialize, Serialize};
use spool::{Job, JobState, Refused, Trouble};

use crate::Topic;
use crate::desk::{Desk, Pane};
use crate::dialogs::Dialogs;
use crate::door::{Door, beside};
use crate::label_jobs::{Pace, recorded};
use crate::machine::Machine;

/// How many papers can be asked after.
const REMEMBERED: usize = 64;

/// A paper that a printer was given.
#[derive(Debug, Clone)]
struct PaperJob {
    service: ServiceNumber,
    kind: Kind,
    job: Job,
    state: Option<JobState>,
    silent: bool,
}

/// The papers that printers were given, the latest last.
#[derive(Debug, Default)]
pub(crate) struct PaperJobs(VecDeque<PaperJob>);

impl PaperJobs {
    fn of(&mut self, job: &Job) -> Option<&mut PaperJob> {
        self.0.iter_mut().find(|handed| handed.job == *job)
    }
}

impl<M: Machine> Desk<M> {
    /// Hears what the spooler says of a paper; `None` where it ended, or is asked after no more.
    fn heard_of(&mut self, job: &Job, said: Result<JobState, Refused>) -> Option<bool> {
        let handed = self.papers.of(job)?;
        let silent = said.is_err();
        let before = (handed.state.clone(), handed.silent);
        handed.silent = silent;
        match said {
            Ok(state) => handed.state = Some(state),
            Err(refused) if !before.1 => {
                tracing::warn!(code = refused.code(), job = job.id, "the spooler does not answer");
            }
            Err(_) => {}
        }
        let ended = handed.state.as_ref().and_then(recorded).is_some();
        if before != (handed.state.clone(), silent) {
            self.publish(&[Topic::Job]);
        }
        (!ended).then_some(silent)
    }
}

/// Follows a paper to its end.
pub(crate) async fn follow<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    (service, kind): (ServiceNumber, Kind),
    job: Job,
) -> Result<(), Refusal> {
    let followed = job.clone();
    let spooler = door
        .with(move |desk| {
            desk.papers.0.push_back(PaperJob { service, kind, job: followed, state: None, silent: false });
            if desk.papers.0.len() > REMEMBERED {
                desk.papers.0.pop_front();
            }
            desk.machine.spooler()
        })
        .await?;
    let door = Arc::clone(door);
    tokio::spawn(async move {
        let mut pace = Pace::default();
        loop {
            let (asked, of) = (spooler.clone(), job.clone());
            let Ok(said) = beside(move || asked.state(&of)).await else { return };
            let of = job.clone();
            let Ok(Some(silent)) = door.with(move |desk| desk.heard_of(&of, said)).await else { return };
            pace.rest(silent).await;
        }
    });
    Ok(())
}

/// What became of the papers of a service that printers were given.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookPapers {
    /// Which service.
    #[ts(as = "String")]
    pub service: ServiceNumber,
}

/// How a paper that a printer was given is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// On its way, as far as is known.
    Sent,
    /// Something stands in its way; it goes on once that is mended.
    Stopped,
    /// It came out.
    Printed,
    /// It did not come out.
    Failed,
    /// Nobody knows: somebody must look.
    Unknown,
}

/// A paper that a printer was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct PaperNow {
    /// Which paper.
    pub kind: Kind,
    /// Which printer.
    pub printer: String,
    /// How it is.
    pub state: PaperState,
    /// Why it did not come out, or what stands in its way.
    pub said: Option<String>,
}

impl From<&PaperJob> for PaperNow {
    fn from(handed: &PaperJob) -> Self {
        let PaperJob { kind, job, state, .. } = handed;
        let (state, said) = match state {
            Some(
                JobState::Waiting { trouble: Some(trouble) } | JobState::Stopped { trouble: Some(trouble) },
            ) => (PaperState::Stopped, Some(Trouble::said(trouble))),
            Some(state) => match recorded(state) {
                None => (PaperState::Sent, None),
                Some((PrintEnd::Printed | PrintEnd::Saved, said)) => (PaperState::Printed, said),
                Some((PrintEnd::Failed, said)) => (PaperState::Failed, said),
                Some((PrintEnd::Cancelled, _)) => (PaperState::Failed, Some("任务被取消".to_owned())),
                Some((PrintEnd::Unknown, said)) => (PaperState::Unknown, said),
            },
            None => (PaperState::Sent, None),
        };
        Self { kind: *kind, printer: job.printer.clone(), state, said }
    }
}

impl Command for LookPapers {
    const NAME: &'static str = "paper.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = Vec<PaperNow>;
}

impl<M: Machine> Run<Desk<M>> for LookPapers {
    /// The latest of each kind.
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<Vec<PaperNow>, Refusal> {
        let mut latest: Vec<PaperNow> = Vec::new();
        for handed in desk.papers.0.iter().rev().filter(|handed| handed.service == self.service) {
            if latest.iter().all(|paper| paper.kind != handed.kind) {
                latest.push(PaperNow::from(handed));
            }
        }
        Ok(latest)
    }
}
