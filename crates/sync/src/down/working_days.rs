//! What a bulletin of working days brings: whole years, as the State Council published them. A year that is there already is put
//! right by another one.

use std::collections::BTreeMap;

use domain::workday::{Calendar, Year};
use serde::{Deserialize, Serialize};

use super::bulletin::{Does, Untaken};
use super::content::{allowed, exact, plain};

/// The years that there are: what is outside is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 2_024..=2_199;
/// The most days of one list, and the most characters of the notice.
const DAYS: usize = 100;
const SOURCE: usize = 200;

/// The content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingDays {
    /// Each year with its days off and the weekend days that are worked.
    pub years: BTreeMap<i32, Year>,
}

impl WorkingDays {
    /// Reads the content of a bulletin of working days.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a day that cannot be what it is said to be.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Self, Untaken> {
        let content: Self = exact(bytes)?;
        allowed(does, content.years.len(), "years")?;
        for (year, said) in &content.years {
            let fine = YEARS.contains(year)
                && said.off.len() <= DAYS
                && said.work.len() <= DAYS
                && plain(&said.source, SOURCE);
            if !fine {
                return Err(Untaken::Contradiction { item: year.to_string() });
            }
        }
        match Calendar::new(content.years.clone()) {
            Ok(_) => Ok(content),
            Err(error) => Err(Untaken::Contradiction { item: error.day().to_string() }),
        }
    }
}
