//! What happened to the store itself: its founding, its permissions, its templates, its clock, its vault.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::{AuthorisationId, VaultId};
use crate::premises::{Authorisation, Enterprise, Premises, TemplateApproval};
use crate::signature::Digest;

payloads! {
    /// The store was founded.
    StoreOpened {
        /// 试点企业.
        enterprise: Enterprise,
        /// 试点门店.
        premises: Premises,
    }
    /// This folder was restored from a backup: everything after the backup's head is not here.
    StoreRestored {
        /// Sequence of the last record in the backup.
        from_seq: u64,
        /// Hash of that record.
        from_hash: Digest,
    }
    /// A pilot authorisation was granted, suspended or resumed.
    AuthorisationSet {
        /// As it stands now.
        authorisation: Authorisation,
    }
    /// A pilot authorisation was suspended or resumed (国家药监局 2025 年第 58 号 第五条).
    AuthorisationSuspended {
        /// Which.
        authorisation: AuthorisationId,
        /// Suspended, or resumed.
        suspended: bool,
        /// Why.
        reason: String,
    }
    /// A label template was approved or withdrawn (山东指南 第十九条).
    TemplateSet {
        /// As it stands now.
        approval: TemplateApproval,
    }
    /// The wall clock was found set back since the record before: recorded by the store itself.
    ClockSetBack {
        /// Time of the record before.
        last: Moment,
        /// Time now.
        now: Moment,
    }
    /// A vault item was erased: the commitment stays, the person is gone.
    VaultErased {
        /// Which item.
        item: VaultId,
        /// Why.
        reason: String,
    }
    /// An earlier record was wrong. It stays readable; this says what is right.
    RecordCorrected {
        /// Which record.
        seq: u64,
        /// What is right.
        note: String,
        /// Why.
        reason: String,
    }
}
