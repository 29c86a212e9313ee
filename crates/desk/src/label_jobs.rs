//! Labels on their way through the spooler, each followed to its end: what the spooler says last is what the record says.
//!
//! An attempt is here from before its record is written until after its end is. So an attempt that the ledger has as under
//! way and that is not here was left behind by a program that ended: it is taken up again where the spooler's number of it
//! is known, and otherwise somebody is asked to look.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use command::Refusal;
use counter::steps::copies::Print;
use domain::label::{LabelCopy, PrintEnd};
use spool::{Job, JobState, Refused, Trouble};

use crate::Topic;
use crate::desk::Desk;
use crate::dialogs::Dialogs;
use crate::door::{Door, beside};
use crate::machine::Machine;

/// How often the spooler is asked.
const LOOK: Duration = Duration::from_millis(500);
/// How seldom it is asked at last, while it does not answer.
const SELDOM: Duration = Duration::from_secs(10);

/// The pace at which the spooler is asked: ever more seldom while it does not answer.
#[derive(Debug)]
pub(crate) struct Pace(Duration);

impl Default for Pace {
    fn default() -> Self {
        Self(LOOK)
    }
}

impl Pace {
    /// How long to wait before the next question.
    fn next(&mut self, silent: bool) -> Duration {
        self.0 = if silent { (self.0 * 2).min(SELDOM) } else { LOOK };
        self.0
    }

    /// Waits before the next question.
    pub(crate) async fn rest(&mut self, silent: bool) {
        tokio::time::sleep(self.next(silent)).await;
    }
}

/// An attempt that is being followed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Live {
    /// The spooler's job, once it took it.
    pub(crate) job: Option<Job>,
    /// What the spooler said last.
    pub(crate) state: Option<JobState>,
    /// Whether it does not answer now.
    pub(crate) silent: bool,
    /// Whether it was seen to be printing: what is taken back then may have come out.
    begun: bool,
}

/// The attempts that are being followed, by their title.
#[derive(Debug, Default)]
pub(crate) struct LabelJobs {
    live: BTreeMap<String, Live>,
    /// The store whose attempts of an earlier run were taken up.
    taken_up: Option<PathBuf>,
}

impl LabelJobs {
    pub(crate) fn of(&self, print: &Print) -> Option<&Live> {
        self.live.get(&print.title())
    }

    pub(crate) fn begin(&mut self, print: &Print) {
        self.live.insert(print.title(), Live::default());
    }

    pub(crate) fn end(&mut self, print: &Print) {
        self.live.remove(&print.title());
    }
}

/// The attempt at a copy that is under way by the ledger, with the spooler's job where that is known.
pub(crate) fn under_way(copy: &LabelCopy) -> Option<(Print, Option<Job>)> {
    let attempt = copy.open_attempt()?;
    let print = Print { service: copy.service.clone(), copy: copy.copy, attempt: attempt.number };
    let job = attempt.job.clone().zip(attempt.printer.clone());
    Some((print, job.map(|(id, printer)| Job { id, printer })))
}

/// How an end of the spooler's stands in the record.
pub(crate) fn recorded(state: &JobState) -> Option<(PrintEnd, Option<String>)> {
    let said = |trouble: &Option<Trouble>| trouble.as_ref().map(Trouble::said);
    Some(match state {
        JobState::Held | JobState::Waiting { .. } | JobState::Printing | JobState::Stopped { .. } => {
            return None;
        }
        JobState::Completed => (PrintEnd::Printed, None),
        JobState::Cancelled { begun: false } => (PrintEnd::Cancelled, None),
        JobState::Cancelled { begun: true } => {
            (PrintEnd::Unknown, Some("打印已经开始后任务被取消".to_owned()))
        }
        JobState::Aborted { trouble } => (PrintEnd::Failed, said(trouble)),
        JobState::Gone => (PrintEnd::Unknown, Some("打印服务里已没有这个任务".to_owned())),
        JobState::PrinterGone => (PrintEnd::Unknown, Some("这台打印机已被移除，任务随之不见".to_owned())),
    })
}

/// What a follower does next.
enum Next {
    Look,
    /// As often as [`Pace`] says of a spooler that does not answer.
    LookSeldom,
    TakeBack,
    Stop,
}

impl<M: Machine> Desk<M> {
    /// Hears what the spooler says of an attempt, and records its end.
    fn heard(
        &mut self,
        print: &Print,
        said: Result<JobState, Refused>,
        store: &PathBuf,
    ) -> Result<Next, Refusal> {
        if self.folder() != *store || self.counter().is_err() {
            // Another store is open; this one's attempt is taken up again with it.
            self.label_jobs.end(print);
            return Ok(Next::Stop);
        }
        let copies = self.counter()?.store().labels_of(&print.service)?;
        let copy = copies.into_iter().find(|copy| copy.copy == print.copy);
        let Some(live) = self.label_jobs.live.get_mut(&print.title()) else { return Ok(Next::Stop) };
        let known = copy.as_ref().and_then(under_way).is_some_and(|(open, _)| open == *print);
        if !known {
            self.label_jobs.end(print);
            return Ok(Next::Stop);
        }
        let state = match said {
            Ok(state) => state,
            Err(refused) => {
                // Said once until it answers.
                let news = !std::mem::replace(&mut live.silent, true);
                if news {
                    tracing::warn!(code = refused.code(), job = print.title(), "the spooler does not answer");
                    self.publish(&[Topic::Job]);
                }
                return Ok(Next::LookSeldom);
            }
        };
        if live.silent {
            tracing::info!(job = print.title(), "the spooler answers again");
        }
        live.begun |= state == JobState::Printing;
        let taken_back = matches!(state, JobState::Cancelled { .. });
        let state = if taken_back && live.begun { JobState::Cancelled { begun: true } } else { state };
        let news = live.state.as_ref() != Some(&state) || live.silent;
        (live.state, live.silent) = (Some(state.clone()), false);
        if let Some((how, note)) = recorded(&state) {
            self.counter_mut()?.print_ended(print, how, note)?;
            self.label_jobs.end(print);
            self.publish(&[Topic::Service, Topic::Job]);
            return Ok(Next::Stop);
        }
        if news {
            self.publish(&[Topic::Job]);
        }
        // A blend that was written off takes its label with it: it must not come out any more.
        Ok(if copy.is_some_and(|copy| copy.is_live()) { Next::Look } else { Next::TakeBack })
    }
}

/// Follows an attempt to its end.
pub(crate) fn follow<M: Machine, D: Dialogs>(door: &Arc<Door<M, D>>, print: Print, job: Job) {
    let door = Arc::clone(door);
    tokio::spawn(async move {
        let taken = job.clone();
        let followed = print.clone();
        let begun = door
            .with(move |desk| {
                desk.label_jobs.live.entry(followed.title()).or_default().job = Some(taken);
                (desk.machine.spooler(), desk.folder())
            })
            .await;
        let Ok((spooler, store)) = begun else { return };
        let (mut pace, mut told) = (Pace::default(), None);
        loop {
            let (asked, of) = (spooler.clone(), job.clone());
            let Ok(said) = beside(move || asked.state(&of)).await else { return };
            let (heard, store) = (print.clone(), store.clone());
            let next = door.with(move |desk| desk.heard(&heard, said, &store)).await;
            let silent = matches!(next, Ok(Ok(Next::LookSeldom) | Err(_)));
            match next {
                Ok(Ok(Next::Look | Next::LookSeldom)) => told = None,
                Ok(Ok(Next::TakeBack)) => {
                    let (asked, of) = (spooler.clone(), job.clone());
                    if let Ok(Err(refused)) = beside(move || asked.cancel(&of)).await {
                        tracing::warn!(code = refused.code(), "a job could not be taken back");
                    }
                }
                Ok(Ok(Next::Stop)) | Err(_) => return,
                Ok(Err(refusal)) => {
                    // Not recorded: the attempt stays under way in the ledger, and is asked after again.
                    if told.replace(refusal.code) != Some(refusal.code) {
                        tracing::error!(code = refusal.code, "the end of a print was not recorded");
                    }
                    door.heed(&refusal).await;
                }
            }
            pace.rest(silent).await;
        }
    });
}

/// Takes up what an earlier run of the program left under way, once for each store that is opened.
pub(crate) async fn take_up<M: Machine, D: Dialogs>(door: &Arc<Door<M, D>>) -> Result<(), Refusal> {
    let left = door
        .with(|desk| {
            let folder = desk.folder();
            if desk.label_jobs.taken_up.as_ref() == Some(&folder) {
                return Ok::<_, Refusal>(Vec::new());
            }
            let Ok(counter) = desk.counter() else { return Ok(Vec::new()) };
            let left = counter.store().labels_printing()?;
            desk.label_jobs.taken_up = Some(folder);
            Ok(left)
        })
        .await??;
    for (print, job) in left.iter().filter_map(under_way) {
        if let Some(job) = job {
            taken_up(door, print, job).await?;
        }
    }
    Ok(())
}

/// Follows an attempt that nobody follows.
pub(crate) async fn taken_up<M: Machine, D: Dialogs>(
    door: &Arc<Door<M, D>>,
    print: Print,
    job: Job,
) -> Result<(), Refusal> {
    let of = print.clone();
    let followed = door
        .with(move |desk| {
            let followed = desk.label_jobs.of(&of).is_some();
            if !followed {
                desk.label_jobs.begin(&of);
            }
            followed
        })
        .await?;
    if !followed {
        // The program ended before it let the job go. Nothing came out, and nothing shall come out now unasked for.
        let (spooler, held) = (door.with(|desk| desk.machine.spooler()).await?, job.clone());
        let taken_back = beside(move || match spooler.state(&held) {
            Ok(JobState::Held) => spooler.cancel(&held),
            Ok(_) => Ok(()),
            Err(refused) => Err(refused),
        });
        if let Err(refused) = taken_back.await? {
            tracing::info!(code = refused.code(), "a job of an earlier run was not looked at yet");
        }
        follow(door, print, job);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spooler_that_does_not_answer_is_asked_ever_more_seldom_and_at_once_as_often_again() {
        let mut pace = Pace::default();
        let silent = [1_000, 2_000, 4_000, 8_000, 10_000, 10_000];
        for (milliseconds, silent) in
            silent.map(|each| (each, true)).into_iter().chain([(500, false), (1_000, true)])
        {
            assert_eq!(pace.next(silent), Duration::from_millis(milliseconds));
        }
    }
}
