//! The desk as a window sees it: the one thing that a page asks first.

use command::{Refusal, Window};
use counter::view::{Person, faces};
use serde::Serialize;
use store::ReadingAlone;
use store::tables::StoreRow;

use crate::backups::ClosingView;
use crate::desk::{Desk, Page, Pane, Phase};
use crate::headquarters::Safe;
use crate::keys::keeping;
use crate::machine::Machine;
use crate::space::DiskView;
use crate::weighing::ScaleSettings;

/// Where the program stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// No store was chosen yet.
    FirstStart,
    /// The store waits for its passphrase.
    Passphrase,
    /// The store does not open.
    Damaged,
    /// Headquarters gives the ledger of a lost computer back.
    Fetching,
    /// Nobody sits at the window.
    Locked,
    /// Somebody does.
    Open,
}

/// Where the key of the database is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// In the operating system's key store.
    KeyStore,
    /// Wrapped by a passphrase.
    Passphrase,
    /// Beside the demo store, for everybody to read.
    DemoFile,
}

/// Why a store is open for reading alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Alone {
    /// A newer program wrote into it.
    Newer,
    /// Headquarters acknowledged more than it holds.
    Behind,
    /// It is a copy, and headquarters was not asked yet what came after.
    Copied,
}

impl Alone {
    const fn of(alone: ReadingAlone) -> Self {
        match alone {
            ReadingAlone::Unknown { .. } => Self::Newer,
            ReadingAlone::Behind { .. } => Self::Behind,
            ReadingAlone::Copied { .. } => Self::Copied,
        }
    }
}

/// The open store as the bar names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct StoreName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub enterprise: String,
    /// Whether everything in it is invented.
    pub demo: bool,
    /// Its telephone.
    pub phone: String,
}

/// What the customer is being shown, as the staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct ShownPage {
    /// Of which service.
    pub service: String,
    /// Which page.
    pub page: Page,
}

/// This computer's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct DeviceView {
    /// The scale's line.
    pub scale: Option<ScaleSettings>,
    /// Whether a stable reading inside the band is taken by itself.
    pub auto_confirm: bool,
    /// The printer of labels.
    pub label_printer: Option<String>,
    /// The printer of A4 sheets.
    pub a4_printer: Option<String>,
    /// The printer of A5 sheets.
    pub a5_printer: Option<String>,
    /// The printer of 80 mm rolls.
    pub receipt_printer: Option<String>,
    /// The watched folder.
    pub inbox: String,
    /// Minutes without a touch until the window locks.
    pub auto_lock_minutes: u16,
}

/// The desk as a window sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct DeskView {
    /// Where the program stands.
    pub phase: Stage,
    /// What this window may do now.
    #[ts(type = "\"staff\" | \"customer\"")]
    pub surface: &'static str,
    /// Whether the staff's window is in the customer's hands.
    pub handed: bool,
    /// Whether the customer has a screen of their own.
    pub second_screen: bool,
    /// What the customer is being shown.
    pub shown: Option<ShownPage>,
    /// The open store.
    pub store: Option<StoreName>,
    /// Now, by this computer.
    pub now: String,
    /// Today in the store.
    pub today: String,
    /// Who sits at the staff's window.
    pub me: Option<Person>,
    /// Who may sit down.
    pub faces: Vec<Person>,
    /// Who sat here last.
    pub last: Option<String>,
    /// Where the database's key is kept.
    pub key: Option<Keeping>,
    /// What this window may ask now.
    pub may: Vec<&'static str>,
    /// Seconds without a touch until the window locks.
    pub auto_lock_seconds: u32,
    /// Why the store is open for reading alone, where it is.
    pub reading_alone: Option<Alone>,
    /// How the store stands to headquarters; absent where it is enrolled at none.
    pub headquarters: Option<Safe>,
    /// Why the store does not open.
    #[ts(type = "Refusal | null")]
    pub trouble: Option<Refusal>,
    /// This computer's settings; blank for the customer.
    pub device: DeviceView,
    /// The room on the disk that the data lie on.
    pub disk: DiskView,
    /// The program while it closes.
    pub closing: Option<ClosingView>,
}

impl DeviceView {
    fn of<M: Machine>(desk: &Desk<M>, pane: Pane) -> Self {
        let auto_lock_minutes = desk.device.auto_lock_minutes;
        if desk.surface(pane) == Window::Customer {
            return Self {
                scale: None,
                auto_confirm: false,
                label_printer: None,
                a4_printer: None,
                a5_printer: None,
                receipt_printer: None,
                inbox: String::new(),
                auto_lock_minutes,
            };
        }
        Self {
            scale: desk.device.scale.clone(),
            auto_confirm: desk.device.auto_confirm,
            label_printer: desk.device.label_printer.clone(),
            a4_printer: desk.device.a4_printer.clone(),
            a5_printer: desk.device.a5_printer.clone(),
            receipt_printer: desk.device.receipt_printer.clone(),
            inbox: desk.device.inbox(desk.machine.data()).display().to_string(),
            auto_lock_minutes,
        }
    }
}

impl DeskView {
    pub(crate) fn of<M: Machine>(desk: &Desk<M>, pane: Pane) -> Result<Self, Refusal> {
        let (phase, trouble) = match &desk.phase {
            Phase::FirstStart => (Stage::FirstStart, None),
            Phase::Passphrase => (Stage::Passphrase, None),
            Phase::Damaged(refusal) => (Stage::Damaged, Some(refusal.clone())),
            Phase::Fetching(..) => (Stage::Fetching, None),
            Phase::Open(..) if desk.sitting.is_some() => (Stage::Open, None),
            Phase::Open(..) => (Stage::Locked, None),
        };
        let now = desk.machine.now();
        // A customer on a screen of their own learns nothing of the staff, nor of this computer.
        let own = pane == Pane::Customer;
        let faces = match desk.counter() {
            Ok(counter) if !own => faces(counter)?,
            Ok(_) | Err(_) => Vec::new(),
        };
        let me = desk.sitting.as_ref().map(|sitting| sitting.staff.as_str());
        let me = me.and_then(|staff| faces.iter().find(|face| face.staff == staff)).cloned();
        let shown = desk.shown.as_ref();
        Ok(Self {
            phase,
            surface: match desk.surface(pane) {
                Window::Staff => "staff",
                Window::Customer => "customer",
            },
            handed: desk.handed(),
            second_screen: desk.machine.second_screen(),
            shown: shown.map(|shown| ShownPage { service: shown.service.to_string(), page: shown.page }),
            store: store_name(desk)?,
            reading_alone: desk
                .counter()
                .ok()
                .and_then(|counter| counter.store().alone())
                .filter(|_| !own)
                .map(Alone::of),
            headquarters: if own { None } else { desk.safe()? },
            now: now.to_rfc3339(),
            today: now.date_naive().to_string(),
            me: me.filter(|_| !desk.handed()),
            faces,
            last: desk.device.last.clone().filter(|_| !own),
            key: keeping(&desk.folder(), desk.device.current),
            may: desk.may(pane),
            auto_lock_seconds: u32::from(desk.device.auto_lock_minutes) * 60,
            trouble: trouble.filter(|_| !own),
            device: DeviceView::of(desk, pane),
            disk: desk.disk(),
            closing: desk.closing.clone().filter(|_| !own),
        })
    }
}

fn store_name<M: Machine>(desk: &Desk<M>) -> Result<Option<StoreName>, Refusal> {
    let Ok(counter) = desk.counter() else { return Ok(None) };
    let StoreRow { enterprise, premises, .. } = counter.store().premises()?;
    Ok(Some(StoreName {
        code: premises.code.to_string(),
        name: premises.name,
        enterprise: enterprise.name,
        demo: premises.demo,
        phone: premises.phone,
    }))
}
