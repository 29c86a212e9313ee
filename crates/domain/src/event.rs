//! What happened, as records: the closed list of record kinds, each with the payload that the ledger keeps.
//!
//! Everything that the tables say follows from these; a payload never names a person. Who a person is lies in
//! the vault, behind a [`VaultRef`].

/// Declares payloads: each a struct, and an [`Event`] of its own name.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
        impl From<$name> for super::Event {
            fn from(event: $name) -> Self { super::Event::$name(Box::new(event)) }
        }
    )+ };
}

mod backup;
mod day;
mod down;
mod house;
mod label;
mod parts;
mod premises;
mod rights;
mod service;
mod staff;
mod stock;
mod work;

use records::{Entry, Kind, Payload, Record};
use serde::{Deserializer, Serializer};

use crate::ids::ServiceNumber;

pub use backup::*;
pub use day::*;
pub use down::*;
pub use house::*;
pub use label::*;
pub use parts::{ImportedTest, Plan, Sale, VaultRef};
pub use premises::*;
pub use rights::*;
pub use service::*;
pub use staff::*;
pub use stock::*;
pub use work::*;

macro_rules! events {
    (of the store: [$($name:ident,)+] of a service: [$($its_name:ident,)+]) => {
        events! { $($name,)+ $($its_name,)+ }

        impl Event {
            /// The service that the record belongs to, if it belongs to one.
            #[must_use]
            pub fn service(&self) -> Option<&ServiceNumber> {
                match self {
                    $(Self::$name(_) => None,)+
                    $(Self::$its_name(event) => Some(&event.service),)+
                    Self::Entry(_) => None,
                }
            }

            /// The record as one of a service, if it belongs to one.
            #[must_use]
            pub fn of_service(&self) -> Option<OfService<'_>> {
                match self {
                    $(Self::$name(_) => None,)+
                    $(Self::$its_name(event) => Some(OfService::$its_name(event)),)+
                    Self::Entry(_) => None,
                }
            }
        }

        /// What happened to a service: each kind of record that belongs to one.
        #[derive(Debug, Clone, Copy)]
        pub enum OfService<'a> {
            $(#[doc = concat!("See [`", stringify!($its_name), "`].")] $its_name(&'a $its_name),)+
        }
    };
    ($($name:ident,)+) => {
        /// One record's content.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name(Box<$name>),)+
            /// A record of a register, as `registers` reads it.
            Entry(Box<Entry>),
        }

        impl Event {
            /// Every kind with the version that is written today.
            pub const KINDS: &[(&'static str, u16)] = &written_today();

            /// The kind of record that says it, in the version that is written today.
            #[must_use]
            pub const fn described(&self) -> &'static Kind {
                match self {
                    $(Self::$name(_) => &<records::present::$name as Payload>::KIND,)+
                    Self::Entry(entry) => entry.kind(),
                }
            }
        }

        impl From<Record> for Event {
            fn from(record: Record) -> Self {
                match record {
                    $(Record::$name(payload) => Self::$name(Box::new((*payload).into())),)+
                    Record::Entry(entry) => Self::Entry(Box::new(entry)),
                }
            }
        }
        impl From<Event> for Record {
            fn from(event: Event) -> Self {
                match event {
                    $(Event::$name(event) => Self::$name(Box::new((*event).into())),)+
                    Event::Entry(entry) => Self::Entry(*entry),
                }
            }
        }
    };
}

events! {
    of the store: [
    StoreOpened,
    StoreRestored,
    StoreKeyChanged,
    AuthorisationSet,
    AuthorisationSuspended,
    ProductListed,
    LotReceived,
    LotMoved,
    ContainerOpened,
    ContainerOpeningCorrected,
    ContainerSealed,
    ContainerReleased,
    ContainerDisposed,
    LotDisposed,
    RecipeSet,
    StaffEnrolled,
    StaffRenamed,
    StaffTrained,
    HealthChecked,
    PinSet,
    PinAccepted,
    PinFailed,
    PresenceMarked,
    EquipmentRegistered,
    EquipmentCleaned,
    EquipmentTestDue,
    EquipmentTested,
    EquipmentInspected,
    EnvironmentRead,
    AreaCleaned,
    VisitorEntered,
    VisitorLeft,
    ProductTested,
    TemplateSet,
    ApprovalsSigned,
    HeadquartersJoined,
    BulletinApplied,
    BulletinHeld,
    RestrictionOrdered,
    RestrictionLifted,
    ApprovalsPublished,
    RulebookSet,
    WorkingDaysSet,
    LicenceStated,
    ClockSetBack,
    ClockConfirmed,
    ClockCompared,
    VaultErased,
    VaultReleased,
    VaultRecalled,
    VaultGone,
    RecordCorrected,
    DaySigned,
    BackupMade,
    BackupDrilled,
    CustomerLooked,
    CustomerWithdrew,
    CustomerCorrected,
    CustomersJoined,
    CustomersParted,
    CaseClosed,
    RetentionRun,
    RequestReceived,
    RequestAnswered,
    SecurityAppointed,
    ]
    of a service: [
    ServiceOpened,
    NoticeGiven,
    NeedRecorded,
    SkinTested,
    PlanChosen,
    PlanSigned,
    ServiceRefused,
    ServiceCleared,
    Weighed,
    BlendScaled,
    WrittenOff,
    LabelIssued,
    LabelScanned,
    UnitReleased,
    UnitRejected,
    HandedOver,
    ServiceAbandoned,
    CalledBack,
    CallTakenBack,
    CaseOpened,
    LabelReprinted,
    LabelPrintStarted,
    LabelPrintTaken,
    LabelPrintEnded,
    LabelSpoiled,
    LabelVoided,
    ]
}

const TODAY: usize = Record::PRESENT.len() + Entry::PRESENT.len();

const fn written_today() -> [(&'static str, u16); TODAY] {
    let (house, entries) = (Record::PRESENT, Entry::PRESENT);
    let mut all = [("", 0); TODAY];
    let mut at = 0;
    while at < TODAY {
        let kind = if at < house.len() { &house[at] } else { &entries[at - house.len()] };
        all[at] = (kind.name, kind.version);
        at += 1;
    }
    all
}

impl From<Entry> for Event {
    fn from(entry: Entry) -> Self {
        Self::Entry(Box::new(entry))
    }
}

impl Event {
    /// The kind's stored name.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.described().name
    }

    /// The version of the payload that is written for it.
    #[must_use]
    pub const fn version(&self) -> u16 {
        self.described().version
    }

    /// Writes the payload alone, as the record will hold it.
    ///
    /// # Errors
    /// What the serializer reports.
    pub fn serialize_payload<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Record::from(self.clone()).write(serializer)
    }

    /// Reads a payload of the given kind and version, without judging what it says.
    ///
    /// # Errors
    /// A payload that does not have the shape of its kind.
    pub fn read<'de, D: Deserializer<'de>>(
        kind: &str,
        version: u16,
        payload: D,
    ) -> Result<Content, D::Error> {
        let record = Record::read(kind, version, payload)?;
        Ok(record.map_or(Content::Unknown, |record| Content::Known(record.into())))
    }
}

/// What a stored record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Something that this program knows.
    Known(Event),
    /// A kind that this program does not know, or a version that is newer than it knows. The record stays as it is.
    Unknown,
}

impl Content {
    /// What happened, where it is known.
    #[must_use]
    pub fn known(self) -> Option<Event> {
        match self {
            Self::Known(event) => Some(event),
            Self::Unknown => None,
        }
    }
}
