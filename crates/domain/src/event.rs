//! What happened, as records: the closed list of record kinds, each with the payload that the ledger keeps.
//!
//! Everything that the tables say follows from these; a payload never names a person. Who a person is lies in
//! the vault, behind a [`VaultRef`].

mod of_service;
mod parts;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Moment;
use crate::consent::Consent;
use crate::ids::{
    AuthorisationId, BatchNumber, ContainerId, CustomerId, DocumentNumber, EquipmentId, LotId, ServiceNumber,
    StaffId, TemplateId, VaultId,
};
use crate::need::Channel;
use crate::premises::{
    Authorisation, Cleaning, Enterprise, EnvironmentReading, Equipment, Premises, ProductTest,
    TemplateApproval, TestTrigger,
};
use crate::quantity::Milligrams;
use crate::recipe::Recipe;
use crate::service::Mode;
use crate::signature::{Digest, Signature};
use crate::staff::{HealthCheck, StaffMember, Training};
use crate::stock::{Container, Lot, Product, Zone};

pub use parts::{ImportedTest, Plan, Sale, UnknownKind, VaultRef};

macro_rules! events {
    ($($(#[$doc:meta])* $kind:literal $version:literal $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),* }
            impl From<$name> for Event { fn from(event: $name) -> Self { Event::$name(Box::new(event)) } }
        )+

        /// One record's content.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event { $($(#[$doc])* $name(Box<$name>)),+ }

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
    /// The store was founded.
    "store.opened" 1 StoreOpened {
        /// 试点企业.
        enterprise: Enterprise,
        /// 试点门店.
        premises: Premises,
    }
    /// This folder was restored from a backup: everything after the backup's head is not here.
    "store.restored" 1 StoreRestored {
        /// Sequence of the last record in the backup.
        from_seq: u64,
        /// Hash of that record.
        from_hash: Digest,
    }
    /// A pilot authorisation was granted, suspended or resumed.
    "authorisation.set" 1 AuthorisationSet {
        /// As it stands now.
        authorisation: Authorisation,
    }
    /// A pilot authorisation was suspended or resumed (国家药监局 2025 年第 58 号 第五条).
    "authorisation.suspended" 1 AuthorisationSuspended {
        /// Which.
        authorisation: AuthorisationId,
        /// Suspended, or resumed.
        suspended: bool,
        /// Why.
        reason: String,
    }
    /// A product came into the catalogue, or its filing changed.
    "product.listed" 1 ProductListed {
        /// As it stands now.
        product: Product,
    }
    /// A lot was received (山东指南 第十六条).
    "lot.received" 1 LotReceived {
        /// As it was received.
        lot: Lot,
    }
    /// A lot moved to another zone (山东指南 第十三条).
    "lot.moved" 1 LotMoved {
        /// Which.
        lot: LotId,
        /// Where to.
        to: Zone,
        /// Whether acceptance was done with it.
        accepted: bool,
        /// Whether a recall names it.
        recalled: bool,
        /// Why.
        reason: String,
    }
    /// A unit of a lot was opened.
    "container.opened" 1 ContainerOpened {
        /// As it was opened.
        container: Container,
    }
    /// A container's opening day was corrected. It can never be extended: only an earlier day is taken.
    "container.opening_corrected" 1 ContainerOpeningCorrected {
        /// Which.
        container: ContainerId,
        /// When it was really opened.
        opened_at: Moment,
        /// Why.
        reason: String,
    }
    /// A recipe version was approved, or withdrawn.
    "recipe.set" 1 RecipeSet {
        /// As it stands now.
        recipe: Recipe,
    }
    /// A person joined, or their file was set anew.
    "staff.enrolled" 1 StaffEnrolled {
        /// The person's file.
        member: StaffMember,
    }
    /// A person passed a training (山东指南 第四条).
    "staff.trained" 1 StaffTrained {
        /// Who.
        staff: StaffId,
        /// What.
        training: Training,
    }
    /// A person had a health check (山东指南 第五条).
    "staff.health_checked" 1 HealthChecked {
        /// Who.
        staff: StaffId,
        /// With what result.
        check: HealthCheck,
    }
    /// A person set a new PIN. The PIN's hash lies in the vault.
    "staff.pin_set" 1 PinSet {
        /// Whose.
        staff: StaffId,
        /// The hash.
        pin: VaultRef,
    }
    /// A right PIN ended a row of wrong ones.
    "staff.pin_accepted" 1 PinAccepted {
        /// Whose.
        staff: StaffId,
    }
    /// A PIN was entered wrongly.
    "staff.pin_failed" 1 PinFailed {
        /// Whose.
        staff: StaffId,
    }
    /// A person came into the store or left it (山东指南 第三条).
    "staff.presence" 1 PresenceMarked {
        /// Who.
        staff: StaffId,
        /// When.
        at: Moment,
        /// Came, or left.
        present: bool,
    }
    /// A piece of equipment was set up, or changed.
    "equipment.registered" 1 EquipmentRegistered {
        /// As it stands now.
        equipment: Equipment,
    }
    /// A piece of equipment was cleaned (山东指南 第二十三条).
    "equipment.cleaned" 1 EquipmentCleaned {
        /// Which.
        equipment: EquipmentId,
        /// With its validity.
        cleaning: Cleaning,
        /// By whom.
        by: StaffId,
    }
    /// A sample test became due for a piece of equipment (山东指南 第十条).
    "equipment.test_due" 1 EquipmentTestDue {
        /// Which.
        equipment: EquipmentId,
        /// Why.
        trigger: TestTrigger,
    }
    /// A sample test was passed or failed.
    "equipment.tested" 1 EquipmentTested {
        /// Which.
        equipment: EquipmentId,
        /// When.
        on: NaiveDate,
        /// Whether it passed.
        passed: bool,
        /// The report, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<DocumentNumber>,
    }
    /// A piece of equipment was inspected after a long stop (山东指南 第十四条).
    "equipment.inspected" 1 EquipmentInspected {
        /// Which.
        equipment: EquipmentId,
        /// When.
        on: NaiveDate,
    }
    /// The operation area was measured (山东指南 第十二条).
    "environment.read" 1 EnvironmentRead {
        /// The reading.
        reading: EnvironmentReading,
    }
    /// A finished-product test was reported (山东指南 第十条).
    "product.tested" 1 ProductTested {
        /// The test.
        test: ProductTest,
    }
    /// A label template was approved or withdrawn (山东指南 第十九条).
    "template.approved" 1 TemplateSet {
        /// As it stands now.
        approval: TemplateApproval,
    }
    /// 告知 began: a service was opened.
    "service.opened" 1 ServiceOpened {
        /// Its number.
        service: ServiceNumber,
        /// What kind of service.
        mode: Mode,
        /// The customer's random number.
        customer: CustomerId,
        /// The advisor.
        advisor: StaffId,
        /// When.
        at: Moment,
    }
    /// 告知: what is collected was told, and the customer chose.
    "service.noticed" 1 NoticeGiven {
        /// Which service.
        service: ServiceNumber,
        /// The choices.
        consent: Consent,
        /// Name and telephone in the vault, where the customer agreed to that purpose.
        contact: Option<VaultRef>,
    }
    /// 需求: the needs were cleaned, classified and judged. What was said lies in the vault.
    "service.needed" 1 NeedRecorded {
        /// Which service.
        service: ServiceNumber,
        /// The needs.
        needs: VaultRef,
        /// How they were learnt.
        channels: Vec<Channel>,
        /// How many lines were kept.
        kept: u32,
        /// How many lines were refused or removed.
        dropped: u32,
    }
    /// 测肤: a skin test was imported. The values and the raw file lie in the vault.
    "service.skin_tested" 1 SkinTested {
        /// Which service.
        service: ServiceNumber,
        /// The imported test; `None` where the customer wanted none and answered by hand.
        test: Option<ImportedTest>,
    }
    /// 方案: a recipe was chosen.
    "service.planned" 1 PlanChosen {
        /// Which service.
        service: ServiceNumber,
        /// What was chosen.
        plan: Plan,
    }
    /// 签字: the customer signed the plan.
    "service.agreed" 1 PlanSigned {
        /// Which service.
        service: ServiceNumber,
        /// The strokes.
        signature: VaultRef,
        /// SHA-256 of the consent sheet that was shown.
        sheet: Digest,
        /// When.
        at: Moment,
    }
    /// 核对: all gates passed and two people signed (山东指南 第三、二十二条).
    "service.cleared" 1 ServiceCleared {
        /// Which service.
        service: ServiceNumber,
        /// What was cleared.
        clearance: crate::service::Clearance,
    }
    /// 调配: one component was weighed, for the first time or as a top-up after the batch grew.
    "service.weighed" 1 Weighed {
        /// Which service.
        service: ServiceNumber,
        /// Which component, from 0.
        index: u32,
        /// From which lot.
        lot: LotId,
        /// From which container.
        container: ContainerId,
        /// What was asked for: all of the component, or what a top-up still lacks.
        target: Milligrams,
        /// What was weighed.
        weight: Milligrams,
        /// Typed by hand, with the reason, or read from the scale.
        by_hand: Option<String>,
        /// When.
        at: Moment,
    }
    /// 调配: more of a component was poured than its tolerance allows, and the whole batch grows with it, in the
    /// proportions that were cleared. The over-pour's own weighing follows in the same transaction.
    "service.scaled" 1 BlendScaled {
        /// Which service.
        service: ServiceNumber,
        /// Which component was over-poured, from 0.
        index: u32,
        /// All of that component in the vessel, the over-pour included: its target from now on.
        poured: Milligrams,
        /// The batch's size from now on; the unit's net content stays the plan's.
        batch: Milligrams,
        /// What of the batch is more than the unit, and so waste.
        surplus: Milligrams,
        /// When.
        at: Moment,
    }
    /// A blend was written off (mis-mix) and starts again under a new clearance.
    "service.written_off" 1 WrittenOff {
        /// Which service.
        service: ServiceNumber,
        /// Why.
        reason: String,
    }
    /// 标签: a label was issued for the unit.
    "service.labelled" 1 LabelIssued {
        /// Which service.
        service: ServiceNumber,
        /// The unit's batch number.
        batch: BatchNumber,
        /// Which template.
        template: TemplateId,
        /// Which version of it.
        version: u32,
        /// SHA-256 of the PDF.
        pdf: Digest,
        /// The use-by day that it shows.
        use_by: NaiveDate,
    }
    /// The label was read back from the unit.
    "service.label_scanned" 1 LabelScanned {
        /// Which service.
        service: ServiceNumber,
        /// What was read.
        read: String,
    }
    /// 放行: the officer released the unit (山东指南 第二条).
    "service.released" 1 UnitReleased {
        /// Which service.
        service: ServiceNumber,
        /// The officer's signature.
        signature: Signature,
    }
    /// 不予放行: the officer refused the unit, which is written off.
    "service.rejected" 1 UnitRejected {
        /// Which service.
        service: ServiceNumber,
        /// The officer's signature.
        signature: Signature,
        /// Why.
        reason: String,
    }
    /// 交付: the unit or plan was handed over and the sale recorded (山东指南 第二十四条).
    "service.handed_over" 1 HandedOver {
        /// Which service.
        service: ServiceNumber,
        /// How.
        delivery: crate::service::Delivery,
        /// Whether the hints were given (山东指南 第十九条).
        hints_given: bool,
        /// What was sold.
        sale: Option<Sale>,
        /// When the call-back is due (个性化服务指南 7.5.1).
        call_back: crate::workday::Due,
        /// When.
        at: Moment,
    }
    /// A service was given up before hand-over.
    "service.abandoned" 1 ServiceAbandoned {
        /// Which service.
        service: ServiceNumber,
        /// Why.
        reason: String,
    }
    /// The wall clock was found set back since the record before: recorded by the store itself.
    "clock.set_back" 1 ClockSetBack {
        /// Time of the record before.
        last: Moment,
        /// Time now.
        now: Moment,
    }
    /// A vault item was erased: the commitment stays, the person is gone.
    "vault.erased" 1 VaultErased {
        /// Which item.
        item: VaultId,
        /// Why.
        reason: String,
    }
    /// An earlier record was wrong. It stays readable; this says what is right.
    "record.corrected" 1 RecordCorrected {
        /// Which record.
        seq: u64,
        /// What is right.
        note: String,
        /// Why.
        reason: String,
    }
}
