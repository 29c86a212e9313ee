//! What happened to equipment and rooms, and the tests that prove them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{DocumentNumber, EquipmentId, StaffId};
use crate::premises::{Cleaning, EnvironmentReading, Equipment, ProductTest, TestTrigger};

payloads! {
    /// A piece of equipment was set up, or changed.
    EquipmentRegistered {
        /// As it stands now.
        equipment: Equipment,
    }
    /// A piece of equipment was cleaned (山东指南 第二十三条).
    EquipmentCleaned {
        /// Which.
        equipment: EquipmentId,
        /// With its validity.
        cleaning: Cleaning,
        /// By whom.
        by: StaffId,
    }
    /// A sample test became due for a piece of equipment (山东指南 第十条).
    EquipmentTestDue {
        /// Which.
        equipment: EquipmentId,
        /// Why.
        trigger: TestTrigger,
    }
    /// A sample test was passed or failed.
    EquipmentTested {
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
    EquipmentInspected {
        /// Which.
        equipment: EquipmentId,
        /// When.
        on: NaiveDate,
    }
    /// The operation area was measured (山东指南 第十二条).
    EnvironmentRead {
        /// The reading.
        reading: EnvironmentReading,
    }
    /// A finished-product test was reported (山东指南 第十条).
    ProductTested {
        /// The test.
        test: ProductTest,
    }
}
