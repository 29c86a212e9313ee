//! Somebody from outside in the operation area (山东指南 第六条): why, with whom, and what was asked of their hands and
//! clothes. Who it was lies in the vault.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::event::VaultRef;
use crate::ids::{AreaId, StaffId, VisitId};

/// What is asked of everybody who enters the operation area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hygiene {
    /// The store's rules were told.
    pub told: bool,
    /// Hands were cleaned.
    pub cleaned: bool,
    /// Disinfected, where that was needed; `None` where it was not.
    pub disinfected: Option<bool>,
    /// Coat, cap and what else the rules ask for were put on.
    pub dressed: bool,
}

impl Hygiene {
    /// Whether the person may enter.
    #[must_use]
    pub fn holds(self) -> bool {
        self.told && self.cleaned && self.dressed && self.disinfected != Some(false)
    }
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its number.
    pub id: VisitId,
    /// The visitor's name, in the vault.
    pub name: VaultRef,
    /// What made it necessary.
    pub purpose: String,
    /// Into which area.
    pub area: AreaId,
    /// Who of the store stays with the visitor.
    pub escort: StaffId,
    /// What was asked of hands and clothes.
    pub hygiene: Hygiene,
    /// When the visitor came in.
    pub entered_at: Moment,
}
