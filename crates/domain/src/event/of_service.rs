//! Which service a record belongs to.

use super::Event;
use crate::ids::ServiceNumber;

impl Event {
    /// The service that the record belongs to, if it belongs to one.
    #[must_use]
    pub fn service(&self) -> Option<&ServiceNumber> {
        macro_rules! of { ($($name:ident),+) => { match self { $(Self::$name(event) => Some(&event.service),)+
            Self::StoreOpened(_) | Self::StoreRestored(_)
                    | Self::ClockSetBack(_) | Self::AuthorisationSet(_) | Self::AuthorisationSuspended(_)
            | Self::ProductListed(_) | Self::LotReceived(_) | Self::LotMoved(_) | Self::ContainerOpened(_)
            | Self::ContainerOpeningCorrected(_) | Self::RecipeSet(_) | Self::StaffEnrolled(_) | Self::StaffTrained(_)
            | Self::HealthChecked(_) | Self::PinSet(_) | Self::PinFailed(_) | Self::PinAccepted(_) | Self::PresenceMarked(_)
            | Self::EquipmentRegistered(_) | Self::EquipmentCleaned(_) | Self::EquipmentTestDue(_)
            | Self::EquipmentTested(_) | Self::EquipmentInspected(_) | Self::EnvironmentRead(_) | Self::ProductTested(_)
            | Self::TemplateSet(_) | Self::VaultErased(_) | Self::RecordCorrected(_) => None } } }
        of!(
            ServiceOpened,
            NoticeGiven,
            NeedRecorded,
            SkinTested,
            PlanChosen,
            PlanSigned,
            ServiceCleared,
            Weighed,
            BlendScaled,
            WrittenOff,
            LabelIssued,
            LabelScanned,
            UnitReleased,
            UnitRejected,
            HandedOver,
            ServiceAbandoned
        )
    }
}
