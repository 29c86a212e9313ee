//! `GET /v1/head`: what headquarters has, and its hash at a place of the store's choosing.

use ledger::Hash;
use serde::{Deserialize, Serialize};

use crate::answer::outcomes;
use crate::hexed;
use crate::receipt::SignedReceipt;

/// Where it is asked, before the query.
pub const HEAD: &str = "/v1/head";

/// The query: which branch, and at which place to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadQuery {
    /// Which branch.
    #[serde(default)]
    pub branch: u32,
    /// The place whose hash is asked for.
    #[serde(default)]
    pub at: Option<u64>,
    /// From which record on the receipt is to name what was erased: the answer to an erasure may have been lost.
    #[serde(default)]
    pub erased_from: Option<u64>,
}

impl HeadQuery {
    /// Path and query as they are sent and signed.
    #[must_use]
    pub fn path(&self) -> String {
        let at = self.at.map(|at| format!("&at={at}")).unwrap_or_default();
        let erased = self.erased_from.map(|from| format!("&erased_from={from}")).unwrap_or_default();
        format!("{HEAD}?branch={}{at}{erased}", self.branch)
    }
}

/// Headquarters' hash at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The place.
    pub seq: u64,
    /// The hash.
    #[serde(with = "hexed")]
    pub hash: Hash,
}

outcomes! {
    /// What headquarters has.
    HeadOutcome {
        /// Its head, and the hash that was asked for.
        Receipt {
            /// Headquarters' word for its head; of nothing, if it has nothing of this branch.
            receipt: SignedReceipt,
            /// The hash at the place that was asked for; absent where headquarters has no such place.
            at: Option<Compared>,
            /// Whether the enterprise has what identifies its customers kept here, where they agreed. Absent is no.
            #[serde(default)]
            identity: bool,
        } = "receipt", 200, Nothing,
            "总部已答复其保存到的位置。", "Headquarters has said how far its copy reaches.";
    }
}
