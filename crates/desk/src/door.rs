//! The one door: every question of every window comes through [`Door::rpc`]. What waits (for news, for a scale, for a
//! dialog, for a printer) waits here without holding the desk, so that nobody's tap waits with it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use command::{Command, Refusal, Who, Window, read};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::watch;

use crate::dialogs::Dialogs;
use crate::machine::Machine;
use crate::news::{self, NewsFeed};
use crate::{Desk, Pane};

/// How long a window waits for news before it asks again: shorter than what a proxy or a sleeping computer would cut.
const PATIENCE: Duration = Duration::from_secs(25);

/// The door to the desk.
pub struct Door<M: Machine, D: Dialogs> {
    desk: Mutex<Desk<M>>,
    pub(crate) feed: Arc<NewsFeed>,
    pub(crate) dialogs: D,
    /// Whether the program may end.
    pub(crate) gone: watch::Sender<bool>,
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// A door to a desk.
    pub fn new(desk: Desk<M>, dialogs: D) -> Arc<Self> {
        let feed = desk.feed();
        Arc::new(Self { desk: Mutex::new(desk), feed, dialogs, gone: watch::Sender::new(false) })
    }

    /// The desk, for one question.
    pub fn desk(&self) -> MutexGuard<'_, Desk<M>> {
        // A panic of another question left the store as its last transaction did: whole.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the desk while the program runs: locks a window that nobody touches, takes up what an earlier run was
    /// printing, and tidies the store while nobody writes.
    pub async fn keep(self: Arc<Self>) {
        let mut each = tokio::time::interval(Duration::from_secs(1));
        each.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut said = None;
        loop {
            each.tick().await;
            if self.with(Desk::idle).await.is_err() {
                tracing::error!("the desk could not be kept for a second");
            }
            let failed = crate::label_jobs::take_up(&self).await.err();
            if let Some(refusal) = &failed {
                self.heed(refusal).await;
            }
            // A fault that lasts is one line in the journal, and not one a second.
            let code = failed.map(|refusal| refusal.code);
            if code != std::mem::replace(&mut said, code)
                && let Some(code) = code
            {
                tracing::error!(code, "what was being printed could not be taken up");
            }
        }
    }

    /// Answers one question of a window.
    ///
    /// # Errors
    /// The refusal that the window shows.
    pub async fn rpc(self: Arc<Self>, pane: Pane, name: String, arguments: Value) -> Result<Value, Refusal> {
        let answer = match Arc::clone(&self).waits(pane, &name, &arguments).await {
            Some(answer) => answer,
            None => self.with(move |desk| desk.rpc(pane, &name, arguments)).await.and_then(|answer| answer),
        };
        if let Err(refusal) = &answer {
            self.heed(refusal).await;
        }
        answer
    }

    /// Tells the desk of a refusal that says something of the desk itself.
    pub(crate) async fn heed(self: &Arc<Self>, refusal: &Refusal) {
        if !Desk::<M>::heeds(refusal) {
            return;
        }
        let refusal = refusal.clone();
        // Where that fails it was logged; the refusal itself is on its way to whoever asked.
        drop(self.with(move |desk| desk.heed(refusal)).await);
    }

    /// Whether a window may ask something that waits; asking it is a touch like any other.
    pub(crate) async fn permitted<W: Waits>(self: &Arc<Self>, pane: Pane) -> Result<(), Refusal> {
        self.with(move |desk| desk.admit(pane, W::NAME)).await?
    }

    /// Works with the desk on a thread that may wait for it.
    pub(crate) async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Desk<M>) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let door = Arc::clone(self);
        beside(move || work(&mut door.desk())).await
    }
}

/// Work that takes its time, on a thread of its own.
///
/// # Errors
/// `internal` where it panicked.
pub(crate) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!("a question ended without an answer: {error}");
        let message = "程序内部出错：这一步没有完成，已保存的都还在；请重试，仍出错请联系信息部门";
        Refusal::new("internal", message)
    })
}

/// A command that is answered later, without holding the desk meanwhile.
pub(crate) trait Waits: Command {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        pane: Pane,
    ) -> Result<Self::Reply, Refusal>;
}

/// Reads, permits and answers one waiting question.
pub(crate) async fn answered<W: Waits, M: Machine, D: Dialogs>(
    door: Arc<Door<M, D>>,
    pane: Pane,
    arguments: &Value,
) -> Result<Value, Refusal> {
    door.permitted::<W>(pane).await?;
    let asked: W = read(arguments)?;
    Ok(serde_json::to_value(asked.answer(door, pane).await?)?)
}

/// Waits for news since the last that the window knows.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct WaitForNews {
    /// Where the window's news ended.
    pub seen: u64,
}

impl Command for WaitForNews {
    const NAME: &'static str = "desk.wait";
    const WINDOWS: &'static [Window] = &[Window::Staff, Window::Customer];
    const WHO: Who = Who::Anybody;
    type Reply = news::News;
}

impl Waits for WaitForNews {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<news::News, Refusal> {
        // Whether the time ran out decides nothing: the answer says what is new.
        let _ = tokio::time::timeout(PATIENCE, door.feed.changed(self.seen)).await;
        Ok(door.feed.since(self.seen))
    }
}
