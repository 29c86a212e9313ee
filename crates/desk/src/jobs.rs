//! Long work: what is under way, how far it is, how it ended, and how it is stopped. A job works beside the desk and
//! takes the desk only for as long as one step of it needs.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use command::{Command, Refusal, Run, Who};
use serde::{Deserialize, Serialize};

use crate::Topic;
use crate::desk::{Desk, Pane};
use crate::equipped::MANAGER;
use crate::machine::Machine;
use crate::news::NewsFeed;

/// How a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way.
    Running,
    /// Done.
    Done,
    /// Ended by a refusal.
    Failed,
    /// Stopped by a person; what was done before stays.
    Cancelled,
}

/// A job as a page sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct JobView {
    /// Its number.
    pub job: String,
    /// What it does: `backup`, `drill`, `import`.
    pub what: &'static str,
    /// How far it is.
    pub done: u64,
    /// Of how many; 0 while that is not known.
    pub total: u64,
    /// How it is.
    pub state: JobState,
    /// Why it failed.
    #[ts(type = "Refusal | null")]
    pub refusal: Option<Refusal>,
    /// What it brought.
    #[ts(type = "unknown")]
    pub result: Option<serde_json::Value>,
}

/// A job's number, with which it is asked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct JobNumber {
    /// The number.
    pub job: String,
}

/// A job under way, held by those who do it and those who ask after it.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    view: Arc<Mutex<JobView>>,
    cancelled: Arc<AtomicBool>,
    feed: Arc<NewsFeed>,
}

impl Job {
    fn now(&self) -> MutexGuard<'_, JobView> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how far it is; whether it may go on.
    pub(crate) fn step(&self, done: u64, total: u64) -> bool {
        let mut view = self.now();
        (view.done, view.total) = (done, total);
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how it ended: with a result, with a refusal, or stopped where there is neither.
    pub(crate) fn ended(&self, ended: Result<Option<serde_json::Value>, Refusal>) {
        let mut view = self.now();
        view.state = match &ended {
            Ok(_) if self.cancelled.load(Ordering::Relaxed) => JobState::Cancelled,
            Ok(_) => JobState::Done,
            Err(_) => JobState::Failed,
        };
        match ended {
            Ok(result) => view.result = result,
            Err(refusal) => view.refusal = Some(refusal),
        }
        drop(view);
        self.feed.publish(&[Topic::Job, Topic::Store]);
    }

    pub(crate) fn number(&self) -> JobNumber {
        JobNumber { job: self.now().job.clone() }
    }
}

/// The latest jobs.
#[derive(Debug, Default)]
pub(crate) struct Jobs(VecDeque<Job>);

/// How many jobs can be asked after.
const REMEMBERED: usize = 20;

impl Jobs {
    /// Begins a job. One of a kind at a time.
    pub(crate) fn begin(&mut self, what: &'static str, feed: &Arc<NewsFeed>) -> Result<Job, Refusal> {
        let busy = |job: &Job| {
            let view = job.now();
            view.what == what && view.state == JobState::Running
        };
        if self.0.iter().any(busy) {
            let message = "同样的工作还没有做完：请等它结束，或先取消它";
            return Err(Refusal::new("job_running", message));
        }
        let view = JobView {
            job: counter::random_id('J')?,
            what,
            done: 0,
            total: 0,
            state: JobState::Running,
            refusal: None,
            result: None,
        };
        let job = Job { view: Arc::new(Mutex::new(view)), cancelled: Arc::default(), feed: Arc::clone(feed) };
        self.0.push_back(job.clone());
        // At most one of a kind is under way, so among so many there is one that ended.
        if self.0.len() > REMEMBERED
            && let Some(ended) = self.0.iter().position(|job| job.now().state != JobState::Running)
        {
            self.0.remove(ended);
        }
        Ok(job)
    }

    /// Refuses while a job is under way: it works on the store that is open.
    pub(crate) fn none_running(&self) -> Result<(), Refusal> {
        if self.0.iter().any(|job| job.now().state == JobState::Running) {
            let message = "导入或备份还没有做完：请等它结束，或先取消它；什么都没有改动";
            return Err(Refusal::new("job_running", message));
        }
        Ok(())
    }

    fn find(&self, number: &str) -> Result<&Job, Refusal> {
        let found = self.0.iter().find(|job| job.now().job == number);
        found.ok_or_else(|| Refusal::new("not_found", "没有这项工作，或它早已结束"))
    }
}

/// How a job is.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookAtJob {
    /// Its number.
    pub job: String,
}

impl Command for LookAtJob {
    const NAME: &'static str = "job.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = JobView;
}

impl<M: Machine> Run<Desk<M>> for LookAtJob {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<JobView, Refusal> {
        Ok(desk.jobs.find(&self.job)?.now().clone())
    }
}

/// Stops a job; what it did before stays.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct CancelJob {
    /// Its number.
    pub job: String,
}

impl Command for CancelJob {
    const NAME: &'static str = "job.cancel";
    // Whoever may begin one.
    const WHO: Who = Who::Person(MANAGER);
    type Reply = ();
}

impl<M: Machine> Run<Desk<M>> for CancelJob {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<(), Refusal> {
        desk.jobs.find(&self.job)?.cancelled.store(true, Ordering::Relaxed);
        Ok(())
    }
}
