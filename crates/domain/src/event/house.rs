//! What happened to the store itself: its founding, its permissions, its templates, its clock, its vault.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::VaultRef;
use crate::Moment;
use crate::filing::ProductionLicence;
use crate::ids::{AuthorisationId, Life, StaffId, StoreCode, VaultId};
use crate::kept::Basis;
use crate::premises::{ApprovedThing, Authorisation, Enterprise, Premises, TemplateApproval};
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
        /// Whose store; programs before version 2 of this kind did not say.
        store: Option<StoreCode>,
        /// The mark of the life that begins; those programs gave none.
        life: Option<Life>,
        /// Up to which record headquarters gave back what the copy did not have.
        recovered_to: Option<u64>,
        /// Why the store went on without asking headquarters, where it is enrolled there.
        reason: Option<String>,
    }
    /// The computer was lost with the store's key: headquarters gave the ledger back and took another key, which signs from here on.
    StoreKeyChanged {
        /// Whose store.
        store: StoreCode,
        /// The public key from here on, in hexadecimal digits.
        key: String,
        /// The public keys that signed before, in order.
        before: Vec<String>,
        /// Headquarters' word for it, as it was written.
        grant: String,
        /// Headquarters' signature of this text, in hexadecimal digits.
        signature: String,
        /// The device that asked for it, by the name of its key.
        device: String,
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
    /// The officer signed a list of what is sold, made and relied on.
    ApprovalsSigned {
        /// What, each by what it said.
        things: Vec<ApprovedThing>,
        /// Who signed.
        officer: StaffId,
        /// When.
        at: Moment,
        /// SHA-256 of the list that was shown.
        shown: Digest,
        /// Who sat at the window.
        window: Option<StaffId>,
    }
    /// A computer of the store was enrolled at headquarters.
    HeadquartersJoined {
        /// Whose store.
        store: StoreCode,
        /// The enterprise's headquarters, by its code.
        headquarters: String,
        /// Its name.
        name: String,
        /// The device, by the name of its key.
        device: String,
        /// Which branch of the ledger it writes.
        branch: u32,
    }
    /// The last day of the production licence was stated.
    LicenceStated {
        /// Whose store.
        store: StoreCode,
        /// The licence.
        licence: ProductionLicence,
        /// Its last day.
        until: NaiveDate,
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
    /// The wall clock and headquarters' differ: recorded by the store itself, from an answer that it believes.
    ClockCompared {
        /// Headquarters' clock.
        headquarters: Moment,
        /// This computer's, then.
        here: Moment,
    }
    /// A person said that the date is right after a leap: what is past its last day goes by it from now on.
    ClockConfirmed {
        /// The date that is right.
        day: NaiveDate,
        /// Who said so.
        by: StaffId,
        /// Who sat at the window.
        window: Option<StaffId>,
        /// When, by the clock that is meant.
        at: Moment,
    }
    /// A vault item was erased: the commitment stays, the person is gone.
    VaultErased {
        /// Which item.
        item: VaultId,
        /// Why.
        reason: String,
    }
    /// A vault item may lie at headquarters, too, sealed under a key of its own: whoever is named in it agreed, or the law asks for it.
    VaultReleased {
        /// Which item.
        item: VaultRef,
        /// By what right.
        basis: Basis,
    }
    /// What was released must lie at headquarters no more; the store itself keeps it.
    VaultRecalled {
        /// Which item.
        item: VaultId,
        /// Why.
        reason: String,
    }
    /// A receipt of headquarters names items that are gone there.
    VaultGone {
        /// Which.
        items: Vec<VaultId>,
        /// The epoch of the receipt.
        epoch: u64,
        /// When it was given, by headquarters' clock.
        at: Moment,
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
