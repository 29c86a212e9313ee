//! What happened to people. Version 1 of each kind.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::parts::{HealthCheckV1, StaffMemberV1, TrainingV1, VaultRefV1};

payloads! {
    /// A person joined, or their file was set anew.
    "staff.enrolled" 1 by ["start.found", "staff.enrol"]
    StaffEnrolledV1 {
        /// The person's file.
        member: StaffMemberV1,
    }
    /// A person's name was written wrongly, and is put right. The old one stays in the vault.
    "staff.renamed" 1 by ["staff.rename"]
    StaffRenamedV1 {
        /// Whose.
        staff: String,
        /// The right name.
        name: VaultRefV1 as Person,
        /// What it takes the place of.
        before(former_name): VaultRefV1 as Person,
        /// Why.
        reason: String,
        /// Who did it.
        by: String,
        /// When.
        at: Moment,
    }
    /// A person passed a training (山东指南 第四条).
    "staff.trained" 1 by ["staff.train"]
    StaffTrainedV1 {
        /// Who.
        staff: String,
        /// What.
        training: TrainingV1,
    }
    /// A person had a health check (山东指南 第五条).
    "staff.health_checked" 1 by ["staff.health_check"]
    HealthCheckedV1 {
        /// Who.
        staff: String,
        /// With what result.
        check: HealthCheckV1,
    }
    /// A person set a new PIN. The PIN's hash lies in the vault.
    "staff.pin_set" 1 by ["start.found", "staff.set_pin", "staff.enrol"]
    PinSetV1 then PinSetV2 {
        /// Whose.
        staff: String,
        /// The hash.
        pin: VaultRefV1 as Person,
    }
    /// A person set a new PIN. The PIN's hash lies in the vault.
    "staff.pin_set" 2 by ["start.found", "start.first_pin", "staff.set_pin", "staff.enrol", "desk.own_pin"]
    PinSetV2 {
        /// Whose.
        staff: String,
        /// The hash.
        pin: VaultRefV1 as Person,
        /// Who set it; version 1 did not say.
        by: Option<String>,
        /// Who else has the same PIN.
        alike: Vec<String>,
    }
    /// A right PIN ended a row of wrong ones.
    "staff.pin_accepted" 1 by ["desk.unlock"]
    PinAcceptedV1 {
        /// Whose.
        staff: String,
    }
    /// A PIN was entered wrongly.
    "staff.pin_failed" 1 by ["desk.unlock"]
    PinFailedV1 {
        /// Whose.
        staff: String,
    }
    /// A person came into the store or left it (山东指南 第三条).
    "staff.presence" 1 by ["staff.presence", "staff.all_left"]
    PresenceMarkedV1 {
        /// Who.
        staff: String,
        /// When.
        at: Moment,
        /// Came, or left.
        present: bool,
    }
}

impl From<PinSetV1> for PinSetV2 {
    fn from(one: PinSetV1) -> Self {
        Self { staff: one.staff, pin: one.pin, by: None, alike: Vec::new() }
    }
}
