//! What happened to people: files, trainings, health, PINs, presence.

use serde::{Deserialize, Serialize};

use super::parts::VaultRef;
use crate::Moment;
use crate::ids::StaffId;
use crate::staff::{HealthCheck, StaffMember, Training};

payloads! {
    /// A person joined, or their file was set anew.
    StaffEnrolled {
        /// The person's file.
        member: StaffMember,
    }
    /// A person's name was written wrongly, and is put right. The old one stays in the vault.
    StaffRenamed {
        /// Whose.
        staff: StaffId,
        /// The right name.
        name: VaultRef,
        /// What it takes the place of.
        before: VaultRef,
        /// Why.
        reason: String,
        /// Who did it.
        by: StaffId,
        /// When.
        at: Moment,
    }
    /// A person passed a training (山东指南 第四条).
    StaffTrained {
        /// Who.
        staff: StaffId,
        /// What.
        training: Training,
    }
    /// A person had a health check (山东指南 第五条).
    HealthChecked {
        /// Who.
        staff: StaffId,
        /// With what result.
        check: HealthCheck,
    }
    /// A person set a new PIN. The PIN's hash lies in the vault.
    PinSet {
        /// Whose.
        staff: StaffId,
        /// The hash.
        pin: VaultRef,
        /// Who set it, where that is known.
        by: Option<StaffId>,
        /// Who else has the same PIN.
        alike: Vec<StaffId>,
    }
    /// A right PIN ended a row of wrong ones.
    PinAccepted {
        /// Whose.
        staff: StaffId,
    }
    /// A PIN was entered wrongly.
    PinFailed {
        /// Whose.
        staff: StaffId,
    }
    /// A person came into the store or left it (山东指南 第三条).
    PresenceMarked {
        /// Who.
        staff: StaffId,
        /// When.
        at: Moment,
        /// Came, or left.
        present: bool,
    }
}
