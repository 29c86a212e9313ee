//! What records say of equipment, rooms and tests. Version 1 of each.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::TestTriggerV1;
use crate::parts::VaultRefV1;

frozen! {
    /// A file that belongs to an entry of a register: its bytes lie in the vault.
    AttachedV1 {
        /// What it is called: a word of ours, never the name that it came with.
        name: String,
        /// Its bytes.
        file: VaultRefV1 as Person,
    }
    /// A vessel, scale, mixer or filler.
    EquipmentV1 {
        /// Its id.
        id: String,
        /// What it is called.
        name: String,
        /// The area it stands in.
        area: String,
        /// Dedicated to wax-based products (山东指南 第十二条).
        wax_only: bool,
        /// Version of the operating and cleaning procedure in force.
        procedure: String,
        /// When it was last used or, if never, set up.
        last_used: NaiveDate,
        /// Latest cleaning, with the end of its validity (山东指南 第二十三条).
        cleaned: Option<CleaningV1>,
        /// A test that is still owed.
        open_test: Option<TestTriggerV1>,
        /// Latest self-inspection after a long stop (山东指南 第十四条).
        inspected_on: Option<NaiveDate>,
    }
    /// One cleaning and disinfection with its validity.
    CleaningV1 {
        /// When it ended.
        at: Moment,
        /// Until when it holds, by the procedure.
        valid_until: Moment,
        /// Whether it has been used since.
        used_since: bool,
    }
    /// One reading of the operation area (山东指南 第十二条).
    EnvironmentReadingV1 {
        /// Where.
        area: String,
        /// When.
        at: Moment,
        /// Airborne bacteria in cfu/m³.
        cfu: u32 as Cfu,
        /// Tenths of a degree Celsius.
        temperature: i16 as Decicelsius,
        /// Tenths of a per cent relative humidity.
        humidity: u16 as Permille,
        /// When the monitoring plan asks for the next reading.
        next_due: Moment,
    }
    /// A finished-product test at the enterprise (山东指南 第十条): at least one a quarter.
    ProductTestV1 {
        /// When the sample was taken: decides the quarter it counts for.
        sampled_on: NaiveDate,
        /// When the report came, if it came.
        reported_on: Option<NaiveDate>,
        /// Whether microbiology passed.
        microbiology: bool,
        /// Whether the physico-chemical items passed.
        physico_chemical: bool,
        /// The report.
        report: String,
    }
}
