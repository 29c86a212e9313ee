//! What happened to the store itself. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::BasisV1;
use crate::parts::{
    ApprovedThingV1, AuthorisationV1, EnterpriseV1, PremisesV1, TemplateApprovalV1, VaultRefV1,
};

payloads! {
    /// The store was founded.
    "store.opened" 1 by ["start.found", "start.demo"]
    StoreOpenedV1 {
        /// 试点企业.
        enterprise: EnterpriseV1,
        /// 试点门店.
        premises: PremisesV1,
    }
    /// This folder was restored from a backup: everything after the backup's head is not here.
    "store.restored" 1 by ["start.restore"]
    StoreRestoredV1 then StoreRestoredV2 {
        /// Sequence of the last record in the backup.
        from_seq: u64,
        /// Hash of that record.
        from_hash: String,
    }
    /// This folder was restored from a backup: what came after the backup's head is here as far as headquarters had it.
    "store.restored" 2 by ["start.restore", "start.first_pin", "headquarters.recover", "headquarters.alone"]
    StoreRestoredV2 {
        /// Sequence of the last record in the backup.
        from_seq: u64,
        /// Hash of that record.
        from_hash: String,
        /// Whose store; version 1 did not say.
        store: Option<String>,
        /// The mark that numbers carry from now on; version 1 had none.
        life: Option<String>,
        /// Up to which record headquarters gave back what the backup did not have.
        recovered_to: Option<u64>,
        /// Why the store went on without asking headquarters, where it is enrolled there.
        reason: Option<String>,
    }
    /// The computer was lost with the store's key: headquarters gave the ledger back and took another key, which signs from here on.
    "store.key_changed" 1 by ["start.first_pin"]
    StoreKeyChangedV1 {
        /// Whose store.
        store: String,
        /// The public key from here on, in hexadecimal digits.
        key(store_key): String,
        /// The public keys that signed before, in order.
        before(former_keys): Vec<String>,
        /// Headquarters' word for it, as it was written.
        grant(key_grant): String,
        /// Headquarters' signature of this text, in hexadecimal digits.
        signature(grant_signature): String,
        /// The device that asked for it, by the name of its key.
        device: String,
    }
    /// A pilot authorisation was granted, suspended or resumed.
    "authorisation.set" 1 by ["start.found", "authorisation.set"]
    AuthorisationSetV1 {
        /// As it stands now.
        authorisation: AuthorisationV1,
    }
    /// A pilot authorisation was suspended or resumed (国家药监局 2025 年第 58 号 第五条).
    "authorisation.suspended" 1 by ["authorisation.suspend"]
    AuthorisationSuspendedV1 {
        /// Which.
        authorisation: String,
        /// Suspended, or resumed.
        suspended: bool,
        /// Why.
        reason: String,
    }
    /// The officer signed a list of what is sold, made and relied on: who brings it in is not who approves it.
    "approval.signed" 1 by ["approval.sign", "start.demo"]
    ApprovalsSignedV1 {
        /// What, each by what it said.
        things: Vec<ApprovedThingV1>,
        /// Who signed.
        officer: String,
        /// When.
        at: Moment,
        /// SHA-256 of the list that was shown.
        shown: String,
        /// Who sat at the window.
        window: Option<String>,
    }
    /// A computer of the store was enrolled at headquarters.
    "headquarters.joined" 1 by ["headquarters.enrol"]
    HeadquartersJoinedV1 {
        /// Whose store.
        store: String,
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
    "licence.stated" 1 by ["licence.state", "start.demo"]
    LicenceStatedV1 {
        /// Whose store.
        store: String,
        /// The licence.
        licence: String,
        /// Its last day.
        until: NaiveDate,
    }
    /// A label template was approved or withdrawn (山东指南 第十九条).
    "template.approved" 1 by ["template.approve", "template.withdraw"]
    TemplateSetV1 {
        /// As it stands now.
        approval: TemplateApprovalV1,
    }
    /// The wall clock was found set back since the record before: recorded by the store itself.
    "clock.set_back" 1 by []
    ClockSetBackV1 {
        /// Time of the record before.
        last: Moment,
        /// Time now.
        now: Moment,
    }
    /// The wall clock and headquarters' differ: recorded by the store itself, from an answer that it believes.
    "clock.compared" 1 by []
    ClockComparedV1 {
        /// Headquarters' clock.
        headquarters: Moment,
        /// This computer's, then.
        here: Moment,
    }
    /// A person said that the date is right after a leap: what is past its last day goes by it from now on.
    "clock.confirmed" 1 by ["clock.confirm"]
    ClockConfirmedV1 {
        /// The date that is right.
        day: NaiveDate,
        /// Who said so.
        by: String,
        /// Who sat at the window.
        window: Option<String>,
        /// When, by the clock that is meant.
        at: Moment,
    }
    /// A vault item was erased: the commitment stays, the person is gone.
    "vault.erased" 1 by []
    VaultErasedV1 {
        /// Which item.
        item: String,
        /// Why.
        reason: String,
    }
    /// A vault item may lie at headquarters, too, sealed under a key of its own: whoever is named in it agreed, or the law asks for it.
    "vault.released" 1 by []
    VaultReleasedV1 {
        /// Which item.
        item: VaultRefV1 as Person,
        /// By what right.
        basis: BasisV1,
    }
    /// What was released must lie at headquarters no more; the store itself keeps it.
    "vault.recalled" 1 by ["person.withdraw"]
    VaultRecalledV1 {
        /// Which item.
        item: String,
        /// Why.
        reason: String,
    }
    /// A receipt of headquarters names items that are gone there.
    "vault.gone" 1 by []
    VaultGoneV1 {
        /// Which.
        items(gone_items): Vec<String>,
        /// The epoch of the receipt.
        epoch: u64,
        /// When it was given, by headquarters' clock.
        at: Moment,
    }
    /// An earlier record was wrong. It stays readable; this says what is right.
    "record.corrected" 1 by ["record.correct", "register.correct"]
    RecordCorrectedV1 {
        /// Which record.
        seq: u64,
        /// What is right.
        note: String,
        /// Why.
        reason: String,
    }
}

impl From<StoreRestoredV1> for StoreRestoredV2 {
    fn from(one: StoreRestoredV1) -> Self {
        Self {
            from_seq: one.from_seq,
            from_hash: one.from_hash,
            store: None,
            life: None,
            recovered_to: None,
            reason: None,
        }
    }
}
