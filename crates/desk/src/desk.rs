//! The desk itself: which store is open, who sits at the staff's window, what the customer is shown. It answers one
//! question at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use command::{Caller, Refusal, Who, Window, any_of};
use counter::setup::approvals::BY_NO_APPROVER;
use counter::{Assets, Counter};
use domain::ids::{ServiceNumber, StaffId};
use domain::staff::Role;
use scale::Scale;
use store::{Key, Store};
use words::Worded as _;

use crate::Topic;
use crate::ask::{ASKS, permissions};
use crate::backups::ClosingView;
use crate::checkpoint::Checkpoint;
use crate::device::Device;
use crate::files::Files;
use crate::headquarters::Headquarters;
use crate::jobs::Jobs;
use crate::label_jobs::LabelJobs;
use crate::machine::Machine;
use crate::news::NewsFeed;
use crate::paper_jobs::PaperJobs;

/// A window as the shell knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The staff's window. While it is handed over, it may do only what the customer may.
    Staff,
    /// The customer's window on a screen of its own.
    Customer,
}

/// Which page the customer sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// 告知: what is collected, and the choices.
    Notice,
    /// 签字: the plan.
    Plan,
    /// Done; thank you.
    Thanks,
}

/// What the customer is being shown.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    pub(crate) service: ServiceNumber,
    pub(crate) page: Page,
    /// Who showed it: in the records, the customer's acts are taken down by this person.
    pub(crate) by: StaffId,
    /// Whether the staff's own window was handed over for it.
    pub(crate) handed: bool,
    /// Whether the customer did not want to sign.
    pub(crate) declined: bool,
}

/// Somebody at the staff's window.
#[derive(Debug, Clone)]
pub(crate) struct Sitting {
    pub(crate) staff: StaffId,
    /// When they last touched it.
    pub(crate) touched: store::Stamp,
}

/// Whether a store is open, and if not, why.
pub(crate) enum Phase<M: Machine> {
    FirstStart,
    Passphrase,
    Damaged(Refusal),
    /// The computer was lost: headquarters gives the ledger back, and nobody has a PIN yet.
    Fetching(Box<Counter<M>>, Key),
    Open(Box<Counter<M>>, Key),
}

/// The desk.
pub struct Desk<M: Machine> {
    pub(crate) machine: M,
    pub(crate) device: Device,
    pub(crate) phase: Phase<M>,
    pub(crate) sitting: Option<Sitting>,
    pub(crate) shown: Option<Shown>,
    pub(crate) feed: Arc<NewsFeed>,
    pub(crate) files: Files,
    pub(crate) jobs: Jobs,
    pub(crate) label_jobs: LabelJobs,
    pub(crate) papers: PaperJobs,
    pub(crate) scale: Option<Arc<Scale>>,
    pub(crate) rest: Checkpoint,
    pub(crate) closing: Option<ClosingView>,
    pub(crate) headquarters: Headquarters,
    /// Why the last copy at a place was not made, by the place's id.
    pub(crate) backups_failed: BTreeMap<String, Refusal>,
}

impl<M: Machine> Desk<M> {
    /// The desk as the program starts: the store that was open last is opened again, locked.
    pub fn new(machine: M) -> Self {
        let device = Device::read(machine.data());
        let mut desk = Self {
            machine,
            device,
            phase: Phase::FirstStart,
            sitting: None,
            shown: None,
            feed: Arc::default(),
            files: Files::default(),
            jobs: Jobs::default(),
            label_jobs: LabelJobs::default(),
            papers: PaperJobs::default(),
            scale: None,
            rest: Checkpoint::default(),
            closing: None,
            headquarters: Headquarters::default(),
            backups_failed: BTreeMap::new(),
        };
        desk.connect();
        desk.reopen();
        desk
    }

    /// The feed that tells when something changes.
    #[must_use]
    pub fn feed(&self) -> Arc<NewsFeed> {
        Arc::clone(&self.feed)
    }

    /// The counter of the open store.
    ///
    /// # Errors
    /// `no_store`.
    pub fn counter(&self) -> Result<&Counter<M>, Refusal> {
        match &self.phase {
            Phase::Open(counter, _) => Ok(counter),
            Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) | Phase::Fetching(..) => {
                Err(no_store())
            }
        }
    }

    pub(crate) fn counter_mut(&mut self) -> Result<&mut Counter<M>, Refusal> {
        match &mut self.phase {
            Phase::Open(counter, _) => Ok(counter),
            Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) | Phase::Fetching(..) => {
                Err(no_store())
            }
        }
    }

    /// The counter of the open store, or of the one that headquarters gives back.
    pub(crate) fn at_hand(&self) -> Result<&Counter<M>, Refusal> {
        match &self.phase {
            Phase::Open(counter, _) | Phase::Fetching(counter, _) => Ok(counter),
            Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) => Err(no_store()),
        }
    }

    pub(crate) fn at_hand_mut(&mut self) -> Result<&mut Counter<M>, Refusal> {
        match &mut self.phase {
            Phase::Open(counter, _) | Phase::Fetching(counter, _) => Ok(counter),
            Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) => Err(no_store()),
        }
    }

    /// The key of the open store.
    pub(crate) fn key(&self) -> Result<Key, Refusal> {
        match &self.phase {
            Phase::Open(_, key) => Ok(key.clone()),
            Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) | Phase::Fetching(..) => {
                Err(no_store())
            }
        }
    }

    /// Takes a store into use; nobody sits at it yet.
    pub(crate) fn take(&mut self, store: Store, key: Key) -> Result<(), Refusal> {
        let assets = Assets::builtin()?;
        let came_back = store.came_back()?;
        let counter = Box::new(Counter::new(store, self.machine.clone(), assets));
        self.phase = if came_back { Phase::Fetching(counter, key) } else { Phase::Open(counter, key) };
        self.sitting = None;
        self.shown = None;
        // What an earlier store, or this one before it was restored, left at the printer is asked after again.
        (self.label_jobs, self.papers) = (LabelJobs::default(), PaperJobs::default());
        self.enrolled_before()?;
        self.rest = Checkpoint::default();
        self.publish(&[Topic::Session, Topic::Store]);
        Ok(())
    }

    pub(crate) fn publish(&self, topics: &[Topic]) {
        self.feed.publish(topics);
    }

    /// Whether the staff's window is handed over to the customer.
    #[must_use]
    pub fn handed(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.handed)
    }

    /// What a window may do now.
    #[must_use]
    pub fn surface(&self, pane: Pane) -> Window {
        match pane {
            Pane::Customer => Window::Customer,
            Pane::Staff if self.handed() => Window::Customer,
            Pane::Staff => Window::Staff,
        }
    }

    /// Who sits at the staff's window.
    ///
    /// # Errors
    /// `locked`.
    pub fn who(&self) -> Result<&StaffId, Refusal> {
        let locked = || Refusal::new("locked", "窗口已锁定：请先选人并输入 PIN；什么都没有改动");
        self.sitting.as_ref().map(|sitting| &sitting.staff).ok_or_else(locked)
    }

    /// Answers one question of a window.
    ///
    /// # Errors
    /// What the permission table forbids, and the command's own refusal.
    pub fn rpc(
        &mut self,
        pane: Pane,
        name: &str,
        arguments: serde_json::Value,
    ) -> Result<serde_json::Value, Refusal> {
        self.admit(pane, name)?;
        if let Some(answer) = self.ask(pane, name, &arguments) {
            return answer;
        }
        let (surface, caller) = (self.surface(pane), Caller::Staff(self.who()?.clone()));
        let mut arguments = arguments;
        if counter::entries::acts().any(|act| act.name == name) {
            self.files.attach(&mut arguments)?;
        }
        let counter = self.counter_mut()?;
        let before = counter.store().head()?.seq;
        let answer = counter.dispatch(surface, &caller, name, arguments);
        // A refused command may have recorded something too: a wrong PIN.
        if self.counter()?.store().head()?.seq != before {
            self.touched();
            let command = counter::COMMANDS.iter().find(|permission| permission.name == name);
            let stale = command.map_or(&[][..], |permission| permission.stale);
            // What wrote and says of nothing that it is stale may have changed anything.
            self.publish(if stale.is_empty() { &Topic::ALL } else { stale });
        }
        answer
    }

    /// Tells the windows that the store is another one: something was written for it beside its commands.
    pub(crate) fn wrote(&mut self) {
        self.touched();
        self.publish(&[Topic::Store]);
    }

    /// Lets a question in or refuses it. What the desk itself does for its staff is a touch of their window; what the
    /// customer does on a screen of their own is not.
    pub(crate) fn admit(&mut self, pane: Pane, name: &str) -> Result<(), Refusal> {
        self.expire();
        self.permit(pane, name)?;
        if pane == Pane::Staff && ASKS.iter().any(|asked| asked.name == name) && !QUIET.contains(&name) {
            self.touched();
        }
        Ok(())
    }

    /// Whether the permission table lets this window ask this now.
    ///
    /// # Errors
    /// `handed_over`, `window_forbidden`, `unknown_command`, `no_store`, `store_open`, `locked`, `role_forbidden`.
    pub fn permit(&self, pane: Pane, name: &str) -> Result<(), Refusal> {
        let surface = self.surface(pane);
        let own = ASKS.iter().copied().find(|asked| asked.name == name);
        let other = || counter::permissions().find(|asked| asked.name == name);
        let Some(asked) = own.or_else(other) else {
            return Err(Refusal::new("unknown_command", format!("没有命令「{name}」；什么都没有改动")));
        };
        if !asked.windows.contains(&surface) {
            if pane == Pane::Staff && self.handed() && asked.windows.contains(&Window::Staff) {
                let message = "屏幕正交给顾客使用：请先由店员输入 PIN 收回；什么都没有改动";
                return Err(Refusal::new("handed_over", message));
            }
            return Err(Refusal::new("window_forbidden", "此窗口不能进行这一项；什么都没有改动"));
        }
        if own.is_none() {
            // Roles of the counter's commands are checked by the counter itself.
            self.counter()?;
            return self.who().map(|_| ());
        }
        match asked.who {
            Who::Anybody => Ok(()),
            Who::BeforeStore if matches!(self.phase, Phase::Open(..)) => {
                Err(Refusal::new("store_open", "门店已打开；什么都没有改动"))
            }
            Who::BeforeStore => Ok(()),
            Who::WithStore => self.counter().map(|_| ()),
            Who::Person(roles) | Who::Security(roles) => {
                let held = self.held()?;
                let secures = matches!(asked.who, Who::Security(_)) && self.secures()?;
                if secures || any_of(roles, &held) {
                    return Ok(());
                }
                let who = self.who()?;
                let wanted = if roles.is_empty() { &Role::ALL } else { roles };
                let wanted: Vec<&str> = wanted.iter().map(|role| role.zh()).collect();
                let message = format!("{who} 不能进行这一项：须由{}操作；什么都没有改动", wanted.join("、"));
                Err(Refusal::new("role_forbidden", message))
            }
        }
    }

    /// What the person at the window is today.
    fn held(&self) -> Result<Vec<Role>, Refusal> {
        let (counter, who) = (self.counter()?, self.who()?);
        let member = counter.store().person(who)?.member;
        let today = counter.today();
        Ok(Role::ALL.into_iter().filter(|role| member.holds(*role, today)).collect())
    }

    /// Whether the person at the window is the one for information security.
    fn secures(&self) -> Result<bool, Refusal> {
        self.counter()?.secures(self.who()?)
    }

    /// The names of all that a window may ask now.
    pub(crate) fn may(&self, pane: Pane) -> Vec<&'static str> {
        let surface = self.surface(pane);
        // Nobody sits here, or no store is open: nobody holds anything.
        let held = self.held().unwrap_or_default();
        let secures = self.secures().unwrap_or_default();
        let open = matches!(self.phase, Phase::Open(..));
        let met = |who: Who| match who {
            Who::Anybody => true,
            Who::BeforeStore => !open,
            Who::WithStore => open,
            Who::Person(roles) => any_of(roles, &held),
            Who::Security(roles) => secures || any_of(roles, &held),
        };
        // Whoever approves brings nothing in, whatever other post they hold.
        let approves = held.contains(&Role::Officer);
        let apart = |name: &str| approves && BY_NO_APPROVER.contains(&name);
        let all = permissions()
            .filter(|asked| asked.windows.contains(&surface) && met(asked.who) && !apart(asked.name));
        all.map(|asked| asked.name).collect()
    }
}

/// Asked by the pages themselves, again and again, and not by somebody's hand: these do not keep the window unlocked.
/// Nor do the counter's commands that only read; a hand on the window is told by `desk.touch`.
const QUIET: &[&str] = &[
    "desk.look",
    "desk.wait",
    "scale.wait",
    "scale.ports",
    "job.look",
    "inbox.look",
    "device.printers",
    "paper.look",
    "backup.look",
    "headquarters.look",
];

fn no_store() -> Refusal {
    Refusal::new("no_store", "还没有打开门店；什么都没有改动")
}
