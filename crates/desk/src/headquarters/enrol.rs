//! Enrolling this computer, and looking at how it stands.

use std::sync::Arc;

use command::{Caller, Command, Refusal, Run, Who};
use domain::event::HeadquartersJoined;
use domain::ids::StoreCode;
use serde::{Deserialize, Serialize};
use sync::calls::{Enrol, EnrolOutcome, LedgerProof};
use sync::device::DeviceKey;
use sync::root::Root;
use sync::ticket::{Ticket, TicketError};
use sync::wait::Trigger;
use uplink::Line;

use super::came::CameDown;
use super::kept::{Kept, keep};
use super::{Enrolled, Headquarters, Safe, Told, heard, random};
use crate::dialogs::Dialogs;
use crate::door::{Door, Waits};
use crate::equipped::MANAGER;
use crate::files::{Purpose, bytes};
use crate::machine::Machine;
use crate::{Desk, Pane, Topic};

/// The program and its version, as headquarters is told.
pub(crate) const PROGRAM: &str = concat!("tiaohe/", env!("CARGO_PKG_VERSION"));

/// This computer's enrolment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct EnrolledView {
    /// Whose headquarters.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The device, by the first letters of its name.
    pub device: String,
    /// Whether it may fetch records back.
    pub recovers: bool,
    /// When headquarters last said what it has, by its own clock.
    pub received_at: Option<String>,
}

/// How the store stands to headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct HeadquartersView {
    /// The store's code.
    pub store: String,
    /// The last record of this computer.
    #[ts(type = "number")]
    pub last: u64,
    /// The enrolment; absent where there is none.
    pub enrolled: Option<EnrolledView>,
    /// What is safe and what waits; absent where there is no enrolment.
    pub safe: Option<Safe>,
    /// The record up to which headquarters acknowledged more than this computer has, or where the restored copy ends; absent
    /// where neither is so.
    #[ts(type = "number | null")]
    pub behind: Option<u64>,
    /// By how many seconds this computer's clock is ahead of headquarters', below 0 behind; absent where they agree.
    #[ts(type = "number | null")]
    pub clock: Option<i64>,
    /// What came down; absent where there is no enrolment.
    pub down: Option<CameDown>,
}

impl HeadquartersView {
    pub(super) fn of<M: Machine>(desk: &Desk<M>) -> Result<Self, Refusal> {
        let store = desk.counter()?.store();
        let enrolled =
            desk.headquarters.enrolled.as_ref().map(|Enrolled { kept, key, believed }| EnrolledView {
                name: kept.root().map(|root| root.name).unwrap_or_default(),
                url: kept.url.clone(),
                device: key.id().to_string().chars().take(8).collect(),
                recovers: kept.recovers,
                received_at: believed.as_ref().map(|receipt| domain::in_china(receipt.at).to_rfc3339()),
            });
        let behind = match store.alone() {
            Some(store::ReadingAlone::Behind { seq } | store::ReadingAlone::Copied { seq }) => Some(seq),
            Some(store::ReadingAlone::Unknown { .. }) | None => None,
        };
        let (code, last) = (store.premises()?.premises.code.to_string(), store.head()?.seq);
        let (safe, clock, down) = (desk.safe()?, desk.headquarters.clock, CameDown::of(desk)?);
        Ok(Self { store: code, last, enrolled, safe, behind, clock, down })
    }
}

/// Looks at how the store stands to headquarters.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct LookHeadquarters {}

impl Command for LookHeadquarters {
    const NAME: &'static str = "headquarters.look";
    const WHO: Who = Who::Person(&[]);
    type Reply = HeadquartersView;
}

impl<M: Machine> Run<Desk<M>> for LookHeadquarters {
    fn run(self, desk: &mut Desk<M>, _: &Pane) -> Result<HeadquartersView, Refusal> {
        HeadquartersView::of(desk)
    }
}

/// Enrols this computer by a ticket: scanned, from a file, or typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ts_rs::TS)]
#[serde(default)]
pub struct EnrolStore {
    /// What the scanner read.
    pub scanned: Option<String>,
    /// The file, as it was picked.
    pub file: Option<String>,
    /// The address, where it is typed.
    pub url: Option<String>,
    /// The code, where it is typed.
    pub code: Option<String>,
}

impl Command for EnrolStore {
    const NAME: &'static str = "headquarters.enrol";
    const WHO: Who = Who::Person(MANAGER);
    const STALE: &'static [Topic] = &[Topic::Headquarters];
    type Reply = HeadquartersView;
}

fn no_ticket(error: TicketError) -> Refusal {
    Refusal::new(error.code(), error.to_string())
}

impl EnrolStore {
    /// Whether anything is said of a ticket at all.
    pub(super) const fn says_nothing(&self) -> bool {
        matches!(self, Self { scanned: None, file: None, url: None, code: None })
    }

    /// The ticket, of whichever store.
    pub(super) fn read<M: Machine>(&self, desk: &Desk<M>) -> Result<Ticket, Refusal> {
        let ticket = match self {
            Self { scanned: Some(scanned), file: None, url: None, code: None } => Ticket::read(scanned),
            Self { scanned: None, file: Some(token), url: None, code: None } => {
                let bytes = bytes(&desk.files.picked(token, Purpose::Enrolment)?.path)?;
                Ticket::read(&String::from_utf8_lossy(&bytes))
            }
            Self { scanned: None, file: None, url: Some(url), code: Some(code) } => {
                Ticket::from_typed(url, code)
            }
            Self { .. } => Err(TicketError::NotATicket),
        };
        ticket.map_err(no_ticket)
    }

    fn ticket<M: Machine>(&self, desk: &Desk<M>) -> Result<Ticket, Refusal> {
        let ticket = self.read(desk)?;
        let code = desk.counter()?.store().premises()?.premises.code;
        if !ticket.store.is_empty() && ticket.store != code.as_str() {
            let message =
                format!("登记码属于门店 {}，本机打开的是 {code}；没有登记，什么都没有改动", ticket.store);
            return Err(Refusal::new("ticket_other_store", message).mend("请向总部索取本店的登记码"));
        }
        Ok(ticket)
    }
}

impl Waits for EnrolStore {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<HeadquartersView, Refusal> {
        let (ticket, enrol, device, caller) = door
            .with(move |desk| {
                let ticket = self.ticket(desk)?;
                let device = DeviceKey::from_seed(&random()?);
                let proof = desk
                    .counter()?
                    .vouched(|head, key| LedgerProof::of(head, key, &ticket.code, &device.public()))?;
                let enrol = Enrol::of(ticket.code.clone(), &device, PROGRAM, Some(proof));
                let caller = Caller::Staff(desk.who()?.clone());
                Ok::<_, Refusal>((ticket, enrol, device, caller))
            })
            .await??;
        let line = Line::to(&ticket.url).map_err(|cut| Told::cut(cut).refused())?;
        let outcome = heard(line.enrol(&enrol).await)?;
        // What headquarters has of this store is asked in the first flight, which compares it with this file.
        let (store, text, branch, recovers) = match outcome {
            EnrolOutcome::Enrolled { store, root, branch, recovers, receipt: _ } => {
                (store, root, branch, recovers)
            }
            other @ (EnrolOutcome::CodeUnknown
            | EnrolOutcome::CodeUsed
            | EnrolOutcome::CodeExpired
            | EnrolOutcome::OtherLedger
            | EnrolOutcome::KeyDiffers) => return Err(Told::outcome(&other).refused()),
        };
        let root =
            Root::read(&text, ticket.root).map_err(|error| Refusal::new("hq_root", error.to_string()))?;
        door.with(move |desk| {
            let kept = Kept::fresh(store, ticket.url, text, branch, recovers);
            desk.enrolled(&caller, kept, &root, device)?;
            Ok::<_, Refusal>(())
        })
        .await??;
        door.fly(Trigger::Person).await;
        door.with(|desk| HeadquartersView::of(desk)).await?
    }
}

impl<M: Machine> Desk<M> {
    /// Takes an enrolment into use: the device's key first, then what is kept beside it, then the record of it.
    fn enrolled(
        &mut self,
        caller: &Caller,
        mut kept: Kept,
        root: &Root,
        device: DeviceKey,
    ) -> Result<(), Refusal> {
        let code = self.counter()?.store().premises()?.premises.code;
        if kept.store != code.as_str() {
            return Err(Refusal::new("hq_other_store", "总部把登记记到了另一家门店：没有登记")
                .mend("请联系总部信息管理员"));
        }
        let current = self.device.current;
        kept.account = keep(&self.machine, current, &device)?;
        kept.write(self.machine.data(), current)?;
        let joined = HeadquartersJoined {
            store: StoreCode::kept(kept.store.clone()),
            headquarters: root.hq.clone(),
            name: root.name.clone(),
            device: device.id().to_string(),
            branch: kept.branch,
        };
        let (boot, asked) = (self.headquarters.boot, self.headquarters.asked);
        let enrolled = Some(Enrolled::of(kept, Arc::new(device)));
        self.headquarters = Headquarters { enrolled, boot, asked, ..Headquarters::default() };
        self.counter_mut()?.joined(caller, joined)?;
        self.publish(&[Topic::Headquarters, Topic::Store]);
        Ok(())
    }
}

/// Tries the line to headquarters now, and sends what waits.
#[derive(Debug, Deserialize, Serialize, ts_rs::TS)]
pub struct TryHeadquarters {}

impl Command for TryHeadquarters {
    const NAME: &'static str = "headquarters.try";
    const WHO: Who = Who::Person(MANAGER);
    type Reply = HeadquartersView;
}

impl Waits for TryHeadquarters {
    async fn answer<M: Machine, D: Dialogs>(
        self,
        door: Arc<Door<M, D>>,
        _: Pane,
    ) -> Result<HeadquartersView, Refusal> {
        let enrolled = door.with(|desk| desk.headquarters.enrolled.is_some()).await?;
        if !enrolled {
            return Err(Refusal::new("not_enrolled", "本机还没有登记到总部；什么都没有改动")
                .mend("请先向总部索取登记码，登记本机"));
        }
        door.fly(Trigger::Person).await;
        door.with(|desk| HeadquartersView::of(desk)).await?
    }
}
