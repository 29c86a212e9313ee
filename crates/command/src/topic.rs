//! What windows show and may have to read again: the closed list that a command names what it makes stale by.

use serde::{Deserialize, Serialize};

domain::closed! {
    /// What changed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
    #[serde(rename_all = "snake_case")]
    pub enum Topic {
        /// Who sits at the window.
        Session,
        /// What the customer is shown.
        Shown,
        /// A service.
        Service,
        /// The store's people, goods and rooms.
        Store,
        /// What is attached to this computer.
        Device,
        /// Long work.
        Job,
        /// How the store stands to headquarters.
        Headquarters,
        /// Who looked at whom.
        Access,
    }
}
