//! What happened to equipment and rooms. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::TestTriggerV1;
use crate::parts::{CleaningV1, EnvironmentReadingV1, EquipmentV1, ProductTestV1};

payloads! {
    /// A piece of equipment was set up, or changed.
    "equipment.registered" 1 by ["equipment.register"]
    EquipmentRegisteredV1 {
        /// As it stands now.
        equipment: EquipmentV1,
    }
    /// A piece of equipment was cleaned (山东指南 第二十三条).
    "equipment.cleaned" 1 by ["equipment.clean", "equipment.clean_by"]
    EquipmentCleanedV1 {
        /// Which.
        equipment: String,
        /// With its validity.
        cleaning: CleaningV1,
        /// By whom.
        by: String,
    }
    /// A sample test became due for a piece of equipment (山东指南 第十条).
    "equipment.test_due" 1 by ["equipment.declare_change", "equipment.inspect"]
    EquipmentTestDueV1 {
        /// Which.
        equipment: String,
        /// Why.
        trigger: TestTriggerV1,
    }
    /// A sample test was passed or failed.
    "equipment.tested" 1 by ["equipment.passed"]
    EquipmentTestedV1 {
        /// Which.
        equipment: String,
        /// When.
        on: NaiveDate,
        /// Whether it passed.
        passed: bool,
        /// The report, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
    }
    /// A piece of equipment was inspected after a long stop (山东指南 第十四条).
    "equipment.inspected" 1 by ["equipment.inspect"]
    EquipmentInspectedV1 {
        /// Which.
        equipment: String,
        /// When.
        on: NaiveDate,
    }
    /// The operation area was measured (山东指南 第十二条).
    "environment.read" 1 by ["room.read"]
    EnvironmentReadV1 {
        /// The reading.
        reading: EnvironmentReadingV1,
    }
    /// A finished-product test was reported (山东指南 第十条).
    "product.tested" 1 by ["product.tested"]
    ProductTestedV1 {
        /// The test.
        test: ProductTestV1,
    }
}
