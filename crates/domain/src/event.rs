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
mod house;
mod label;
mod parts;
mod premises;
mod service;
mod staff;
mod stock;
mod work;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::ServiceNumber;

pub use backup::*;
pub use day::*;
pub use house::*;
pub use label::*;
pub use parts::{ImportedTest, Plan, Sale, UnknownKind, VaultRef};
pub use premises::*;
pub use service::*;
pub use staff::*;
pub use stock::*;
pub use work::*;

macro_rules! events {
    (of the store: $($kind:literal $version:literal $name:ident,)+
     of a service: $($its_kind:literal $its_version:literal $its_name:ident,)+) => {
        events! { $($kind $version $name,)+ $($its_kind $its_version $its_name,)+ }

        impl Event {
            /// The service that the record belongs to, if it belongs to one.
            #[must_use]
            pub fn service(&self) -> Option<&ServiceNumber> {
                match self {
                    $(Self::$name(_) => None,)+
                    $(Self::$its_name(event) => Some(&event.service),)+
                }
            }
        }
    };
    ($($kind:literal $version:literal $name:ident,)+) => {
        /// One record's content.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event { $(#[doc = concat!("`", $kind, "`: see [`", stringify!($name), "`].")] $name(Box<$name>)),+ }

        impl Event {
            /// Every kind with its current version.
            pub const KINDS: &[(&'static str, u16)] = &[$(($kind, $version)),+];

            /// The kind's stored name.
            #[must_use]
            pub const fn kind(&self) -> &'static str { match self { $(Self::$name(_) => $kind),+ } }

            /// The version of the payload.
            #[must_use]
            pub const fn version(&self) -> u16 { match self { $(Self::$name(_) => $version),+ } }

            /// Writes the payload alone.
            ///
            /// # Errors
            /// What the serializer reports.
            pub fn serialize_payload<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$name(event) => event.serialize(serializer)),+ }
            }

            /// Reads a payload of the given kind and version.
            ///
            /// # Errors
            /// An unknown kind or version, or a payload that does not fit it.
            pub fn deserialize_payload<'de, D: Deserializer<'de>>(
                kind: &str, version: u16, payload: D,
            ) -> Result<Self, D::Error> {
                match (kind, version) {
                    $(($kind, $version) => $name::deserialize(payload).map(|event| Self::$name(Box::new(event))),)+
                    _ => Err(serde::de::Error::custom(UnknownKind { kind: kind.to_owned(), version })),
                }
            }
        }
    };
}

events! {
    of the store:
    "store.opened" 1 StoreOpened,
    "store.restored" 1 StoreRestored,
    "authorisation.set" 1 AuthorisationSet,
    "authorisation.suspended" 1 AuthorisationSuspended,
    "product.listed" 1 ProductListed,
    "lot.received" 1 LotReceived,
    "lot.moved" 1 LotMoved,
    "container.opened" 1 ContainerOpened,
    "container.opening_corrected" 1 ContainerOpeningCorrected,
    "container.sealed" 1 ContainerSealed,
    "container.released" 1 ContainerReleased,
    "container.disposed" 1 ContainerDisposed,
    "lot.disposed" 1 LotDisposed,
    "recipe.set" 1 RecipeSet,
    "staff.enrolled" 1 StaffEnrolled,
    "staff.trained" 1 StaffTrained,
    "staff.health_checked" 1 HealthChecked,
    "staff.pin_set" 1 PinSet,
    "staff.pin_accepted" 1 PinAccepted,
    "staff.pin_failed" 1 PinFailed,
    "staff.presence" 1 PresenceMarked,
    "equipment.registered" 1 EquipmentRegistered,
    "equipment.cleaned" 1 EquipmentCleaned,
    "equipment.test_due" 1 EquipmentTestDue,
    "equipment.tested" 1 EquipmentTested,
    "equipment.inspected" 1 EquipmentInspected,
    "environment.read" 1 EnvironmentRead,
    "area.cleaned" 1 AreaCleaned,
    "visitor.entered" 1 VisitorEntered,
    "visitor.left" 1 VisitorLeft,
    "product.tested" 1 ProductTested,
    "template.approved" 1 TemplateSet,
    "clock.set_back" 1 ClockSetBack,
    "vault.erased" 1 VaultErased,
    "record.corrected" 1 RecordCorrected,
    "day.signed" 1 DaySigned,
    "backup.made" 1 BackupMade,
    "backup.drilled" 1 BackupDrilled,
    of a service:
    "service.opened" 1 ServiceOpened,
    "service.noticed" 1 NoticeGiven,
    "service.needed" 1 NeedRecorded,
    "service.skin_tested" 1 SkinTested,
    "service.planned" 1 PlanChosen,
    "service.agreed" 1 PlanSigned,
    "service.refused" 1 ServiceRefused,
    "service.cleared" 1 ServiceCleared,
    "service.weighed" 1 Weighed,
    "service.scaled" 1 BlendScaled,
    "service.written_off" 1 WrittenOff,
    "service.labelled" 1 LabelIssued,
    "service.label_scanned" 1 LabelScanned,
    "service.released" 1 UnitReleased,
    "service.rejected" 1 UnitRejected,
    "service.handed_over" 1 HandedOver,
    "service.abandoned" 1 ServiceAbandoned,
    "service.called_back" 1 CalledBack,
    "label.reprinted" 1 LabelReprinted,
    "label.print_started" 1 LabelPrintStarted,
    "label.print_taken" 1 LabelPrintTaken,
    "label.print_ended" 1 LabelPrintEnded,
    "label.spoiled" 1 LabelSpoiled,
    "label.voided" 1 LabelVoided,
}
