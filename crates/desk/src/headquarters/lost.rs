//! The way back of a store whose computer was lost with its key and without a copy that opens: a recovery code is enough. All
//! records that headquarters has are fetched and followed, headquarters takes the new key of this computer, and a manager's
//! first PIN begins the store's new life. What identifies people was never in those records and does not come back.

use std::sync::Arc;

use command::{Command, Refusal, Run, Who};
use counter::view::Person;
use domain::event::StoreKeyChanged;
use domain::ids::{StaffId, StoreCode};
use serde::{Deserialize, Serialize};
use store::{Key, ReadingAlone, Store};
use sync::calls::{Enrol, EnrolOutcome, IntroduceKey, SignedGrant, StoreKeyOutcome};
use sync::device::DeviceKey;
use sync::restore::{Act, Happened, Restoring};
use sync::root::Root;
use sync::ticket::Ticket;
use uplink::{Asker, Line};

use super::enrol::{EnrolStore, PROGRAM};
use super::kept::{Kept, keep};
use super::recover::{out_of_turn, stayed, wanted};
use super::{Enrolled, Told, heard, random};
use crate::desk::Phase;
use crate::device::Current;
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::keys::{self, file};
use crate::machine::Machine;
use crate::start::RESTORING;
use crate::view::DeskView;
use crate::{Desk, Pane, Topic};

/// How far a store came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FetchView {
    /// The store's code; absent where none is being fetched.
    pub store: Option<String>,
    /// The last record that is here.
    #[ts(type = "number")]
    pub last: u64,
    /// Whether all that headquarters has is here, and its word for the new key: a first PIN can be set.
    pub whole: bool,
    /// Who may set it.
    pub people: Vec<Person>,
}

impl FetchView {
    fn of<M: Machine>(desk: &Desk<M>) -> Result<Self, Refusal> {
        let Phase::Fetching(counter, _) = &desk.phase else {
            return Ok(Self { store: None, last: 0, whole: false, people: Vec::new() });
        };
        let (head, whole) = (counter.store().head()?, counter.store().grant()?.is_some());
        let people = if whole { counter.firsts()? } else { Vec::new() };
        Ok(Self { store: Some(head.store), last: head.seq, whole, people })
    }
}

/// How far a store came back.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookFetch {}

impl Command for LookFetch {
    const NAME: &'static str = "start.fetch_look";
    const WHO: Who = Who::BeforeStore;
    type Reply = FetchView;
}

impl<M: Machine> Run<Desk<M>> for LookFetch {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<FetchView, Refusal> {
        FetchView::of(desk)
    }
}

/// Fetches a store back from headquarters with nothing but a recovery code; without one, goes on where it was cut off.
#[derive(Clone, Default, Deserialize, Serialize, ts_rs::TS)]
#[serde(default)]
pub struct FetchStore {
    /// The ticket.
    pub ticket: EnrolStore,
    /// What the key is wrapped with, where there is no key store.
    pub passphrase: Option<String>,
}

impl Command for FetchStore {
    const NAME: &'static str = "start.fetch";
    const WHO: Who = Who::BeforeStore;
    type Reply = FetchView;
}

impl Waits for FetchStore {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<FetchView, Refusal> {
        if !self.ticket.says_nothing() {
            door.enrolled_bare(self).await?;
        }
        let (from, enrolled) = door
            .with(|desk| {
                let needed = || {
                    Refusal::new("ticket_needed", "还没有可继续的取回；什么都没有改动")
                        .mend("请向总部索取“找回”登记码，扫码、选文件或输入")
                };
                let Phase::Fetching(counter, _) = &desk.phase else { return Err(needed()) };
                let enrolled = desk.headquarters.enrolled.clone().filter(|enrolled| enrolled.kept.recovers);
                Ok((counter.store().head()?, enrolled.ok_or_else(needed)?))
            })
            .await??;
        let mut state = Restoring::Copied { from }.after(Happened::Enrolled).map_err(out_of_turn)?;
        let line = Line::to(&enrolled.kept.url).map_err(|cut| Told::cut(cut).refused())?;
        loop {
            let happened = match state.act() {
                Act::AskHead => door.asked_for_recovery(&line, &enrolled).await?,
                Act::Fetch { from } => door.fetched(&line, &enrolled, from..=wanted(&state)).await?,
                Act::Enrol | Act::Wait => return Err(stayed(&state)),
                // The record of it is written with the first PIN.
                Act::Record | Act::Open | Act::Done => break,
            };
            state = state.after(happened).map_err(out_of_turn)?;
        }
        door.key_taken(&line, &enrolled).await?;
        door.with(|desk| {
            desk.publish(&Topic::ALL);
            FetchView::of(desk)
        })
        .await?
    }
}

impl<M: Machine, D: Dialogs> Door<M, D> {
    /// Enrols a computer that has no ledger, and lays an empty file where the store is to be.
    async fn enrolled_bare(self: &Arc<Self>, asked: FetchStore) -> Result<(), Refusal> {
        let FetchStore { ticket, passphrase } = asked;
        let (ticket, device, key) = self
            .with(move |desk| {
                let ticket = ticket.read(desk)?;
                // A key that cannot be kept is said before the code is used up.
                let key = desk.bare(&ticket, passphrase.as_deref())?;
                Ok::<_, Refusal>((ticket, DeviceKey::from_seed(&random()?), key))
            })
            .await??;
        let line = Line::to(&ticket.url).map_err(|cut| Told::cut(cut).refused())?;
        let outcome = heard(line.enrol(&Enrol::of(ticket.code.clone(), &device, PROGRAM, None)).await)?;
        let EnrolOutcome::Enrolled { store, root: text, branch, recovers, receipt } = outcome else {
            // A code that is not for recovering is refused as another store's ledger: there is none here.
            if matches!(outcome, EnrolOutcome::OtherLedger) {
                return Err(Refusal::new(
                    "recovery_code_needed",
                    "这不是“找回”登记码：没有登记，什么都没有改动",
                )
                .mend("请向总部索取“找回”登记码（hqctl code … --recovers）"));
            }
            return Err(Told::outcome(&outcome).refused());
        };
        let unrooted = |error: &dyn std::fmt::Display| Refusal::new("hq_root", error.to_string());
        let root = Root::read(&text, ticket.root).map_err(|error| unrooted(&error))?;
        let keys = root.keys().map_err(|error| unrooted(&error))?;
        let receipt = receipt.verified(&keys).map_err(|error| unrooted(&error))?;
        if receipt.seq == 0 {
            let message = format!("总部没有门店 {store} 的任何记录，没有可取回的；本机没有改动");
            return Err(Refusal::new("hq_has_nothing", message).mend("请改为新建门店，或从备份恢复"));
        }
        self.with(move |desk| {
            let kept = Kept::fresh(store, ticket.url, text, branch, recovers);
            desk.laid_out(kept, device, key)
        })
        .await?
    }

    /// Has headquarters take this file's key; kept until the record of it is written.
    async fn key_taken(self: &Arc<Self>, line: &Line, enrolled: &Enrolled) -> Result<(), Refusal> {
        let device = enrolled.key.id();
        let (asked, introduce, head) = self
            .with(move |desk| {
                let counter = desk.at_hand()?;
                let introduce = counter.vouched(|head, key| IntroduceKey::of(head, key, device))?;
                let head = counter.store().head()?;
                Ok::<_, Refusal>((desk.headquarters.asks()?, introduce, head))
            })
            .await??;
        let asker = Asker { store: &enrolled.kept.store, key: &enrolled.key, program: PROGRAM };
        let grant = match heard(line.store_key(asker, asked, &introduce).await)? {
            StoreKeyOutcome::Introduced { grant } => grant,
            other @ (StoreKeyOutcome::NotAll { .. } | StoreKeyOutcome::NotIntroduced) => {
                return Err(Told::outcome(&other).refused());
            }
        };
        let root = enrolled.kept.root()?;
        let refused = |error: &dyn std::fmt::Display| Refusal::new("hq_store_key", error.to_string());
        let keys = root.keys().map_err(|error| refused(&error))?;
        let read = grant.verified(&keys).map_err(|error| refused(&error))?;
        let meant = (read.hq == root.hq, read.store == head.store, read.key.0 == introduce.key);
        if meant != (true, true, true) || (read.seq, read.hash) != (head.seq, head.hash) {
            return Err(refused(&sync::calls::GrantError));
        }
        let bytes = serde_json::to_vec(&grant)?;
        self.with(move |desk| desk.at_hand_mut()?.keep_grant(&bytes)).await?
    }
}

impl<M: Machine> Desk<M> {
    /// Makes a key for the file that is to be fetched, and keeps it aside; `None` where there is such a file already.
    fn bare(&self, ticket: &Ticket, passphrase: Option<&str>) -> Result<Option<Key>, Refusal> {
        if let Phase::Fetching(counter, _) = &self.phase {
            let store = counter.store().head()?.store;
            if !ticket.store.is_empty() && ticket.store != store {
                return Err(other_store(&ticket.store, &store));
            }
            return Ok(None);
        }
        let data = self.machine.data();
        let folder = data.join(Current::Store.folder());
        if folder.exists() {
            self.may_put_aside(&folder)?;
        }
        let aside = data.join(RESTORING);
        if aside.exists() {
            std::fs::remove_dir_all(&aside).map_err(file("上一次没有做完的恢复移不走"))?;
        }
        let key = Key::new()?;
        keys::keep(&self.machine, &aside, &key, passphrase)?;
        Ok(Some(key))
    }

    /// Keeps the enrolment, and puts an empty file in the store's place where there is none to go on with.
    fn laid_out(&mut self, mut kept: Kept, device: DeviceKey, key: Option<Key>) -> Result<(), Refusal> {
        if let Phase::Fetching(counter, _) = &self.phase {
            let store = counter.store().head()?.store;
            if store != kept.store {
                return Err(other_store(&kept.store, &store));
            }
        }
        kept.account = keep(&self.machine, Current::Store, &device)?;
        kept.write(self.machine.data(), Current::Store)?;
        let Some(key) = key else { return self.enrolled_before() };
        let data = self.machine.data().to_owned();
        let (folder, aside) = (data.join(Current::Store.folder()), data.join(RESTORING));
        drop(Store::blank(&aside, &key, &StoreCode::kept(kept.store.clone()))?);
        self.put_in_place(&aside, folder.exists())?;
        self.remember(Current::Store);
        let store = Store::open(&folder, &key)?;
        self.take(store, key)
    }
}

fn other_store(ticket: &str, here: &str) -> Refusal {
    let message = format!("登记码属于门店 {ticket}，本机正在取回的是 {here}；什么都没有改动");
    Refusal::new("ticket_other_store", message).mend("请向总部索取本店的“找回”登记码")
}

/// Begins the new life of a store that came back, with its manager's first PIN.
#[derive(Deserialize, Serialize, ts_rs::TS)]
pub struct FirstPin {
    /// Whose.
    #[ts(as = "String")]
    pub staff: StaffId,
    /// Six digits.
    pub pin: String,
}

impl Command for FirstPin {
    const NAME: &'static str = "start.first_pin";
    const WHO: Who = Who::BeforeStore;
    type Reply = DeskView;
}

impl<M: Machine> Run<Desk<M>> for FirstPin {
    fn run(self, desk: &mut Desk<M>, pane: &Pane) -> Result<DeskView, Refusal> {
        let device = desk.headquarters.enrolled.as_ref().map(|enrolled| enrolled.key.id().to_string());
        let Phase::Fetching(counter, _) = &mut desk.phase else {
            return Err(Refusal::new("not_fetching", "没有从总部取回的门店在等第一个 PIN；什么都没有改动"));
        };
        let not_whole =
            || Refusal::new("not_whole", "总部的记录还没有取完；什么都没有改动").mend("请先继续取回");
        let (grant, head) = counter.store().grant()?.ok_or_else(not_whole)?;
        if let Some(ReadingAlone::Unknown { seq }) = counter.store().alone() {
            let message = format!("第 {seq} 条由更新的版本写成，本程序不认识；取回的记录都已保存");
            return Err(Refusal::new("store_newer", message).mend("请先更新本程序，再设定第一个 PIN"));
        }
        let grant: SignedGrant = serde_json::from_slice(&grant)?;
        let read: sync::calls::KeyGrant = serde_json::from_str(&grant.text)?;
        let key = StoreKeyChanged {
            store: StoreCode::kept(head.store),
            key: hex::encode(read.key.0),
            before: read.before.iter().map(|key| hex::encode(key.0)).collect(),
            grant: grant.text,
            signature: hex::encode(grant.signature),
            device: device.ok_or_else(not_whole)?,
        };
        counter.begins_with_pin(&self.staff, &self.pin, head.seq, key)?;
        desk.phase = match std::mem::replace(&mut desk.phase, Phase::FirstStart) {
            Phase::Fetching(counter, key) => Phase::Open(counter, key),
            other @ (Phase::FirstStart | Phase::Passphrase | Phase::Damaged(_) | Phase::Open(..)) => other,
        };
        desk.publish(&Topic::ALL);
        DeskView::of(desk, *pane)
    }
}
