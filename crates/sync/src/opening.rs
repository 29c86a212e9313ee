//! A file against the receipt that lies outside it, before anything is asked: a copy of yesterday's folder opens as if nothing
//! had happened, and this is what notices, offline too.

use crate::plan::{Local, own};
use crate::receipt::Receipt;

/// What a receipt in hand says of a file that is opened, without any network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// The file has what was acknowledged.
    Sound,
    /// The file is older than what was acknowledged: somebody put an earlier copy in its place.
    RolledBack {
        /// What the file ends with.
        last: u64,
        /// What was acknowledged.
        acknowledged: u64,
    },
    /// The file has another record where the acknowledged one was.
    OtherHistory {
        /// Where.
        at: u64,
    },
}

/// Compares a file with the receipt that lies outside it.
#[must_use]
pub fn opening(local: &Local<'_>, kept: Option<&Receipt>) -> Opening {
    let Some(kept) = kept.filter(|kept| kept.branch == local.branch) else { return Opening::Sound };
    if kept.seq > local.last {
        return Opening::RolledBack { last: local.last, acknowledged: kept.seq };
    }
    if own(local, kept.seq) == Some(kept.hash) {
        Opening::Sound
    } else {
        Opening::OtherHistory { at: kept.seq }
    }
}
