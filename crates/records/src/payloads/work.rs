//! What happened in the daily work beside the services. Version 1 of each kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::parts::{
    AttachedV1, CleaningV1, DisposalV1, DisposalV2, SealingV1, SignatureV1, SignatureV2, VaultRefV1, VisitV1,
};

payloads! {
    /// An operation area was cleared, cleaned and disinfected (山东指南 第二十三条).
    "area.cleaned" 1 by ["area.clean", "equipment.clean_by"]
    AreaCleanedV1 {
        /// Which.
        area: String,
        /// By which procedure.
        procedure: String,
        /// With its validity.
        cleaning: CleaningV1,
        /// By whom.
        by: String,
    }
    /// What was left in a container was sealed and labelled (山东指南 第十八条).
    "container.sealed" 1 by ["container.seal", "container.seal_all"]
    ContainerSealedV1 {
        /// Which.
        container: String,
        /// What the records left in it.
        booked: u64 as Milligrams,
        /// What is in it now.
        left: u64 as Milligrams,
        /// Why that is less.
        why_less: Option<String>,
        /// When, by whom and good until when.
        sealing: SealingV1,
    }
    /// The officer released a sealed leftover back to the store of materials (山东指南 第十八条).
    "container.released" 1 by ["container.release"]
    ContainerReleasedV1 then ContainerReleasedV2 {
        /// Which.
        container: String,
        /// The officer's signature.
        signature: SignatureV1,
    }
    /// The officer released a sealed leftover back to the store of materials (山东指南 第十八条).
    "container.released" 2 by ["container.release", "container.release_all"]
    ContainerReleasedV2 {
        /// Which.
        container: String,
        /// The officer's signature.
        signature: SignatureV2,
    }
    /// What was left in a container was disposed of.
    "container.disposed" 1 by ["container.dispose"]
    ContainerDisposedV1 then ContainerDisposedV2 {
        /// Which.
        container: String,
        /// How much.
        left: u64 as Milligrams,
        /// How and why.
        disposal: DisposalV1,
    }
    /// What was left in a container was disposed of.
    "container.disposed" 2 by ["container.dispose"]
    ContainerDisposedV2 {
        /// Which.
        container: String,
        /// How much.
        left: u64 as Milligrams,
        /// How and why.
        disposal: DisposalV2,
    }
    /// Unopened units of a lot were disposed of (山东指南 第十三、二十五条).
    "lot.disposed" 1 by ["lot.dispose"]
    LotDisposedV1 then LotDisposedV2 {
        /// Which.
        lot: String,
        /// How many.
        units: u32,
        /// How and why.
        disposal: DisposalV1,
    }
    /// Unopened units of a lot were disposed of (山东指南 第十三、二十五条).
    "lot.disposed" 2 by ["lot.dispose"]
    LotDisposedV2 {
        /// Which.
        lot: String,
        /// How many.
        units: u32,
        /// How and why.
        disposal: DisposalV2,
    }
    /// Somebody from outside came into an operation area (山东指南 第六条).
    "visitor.entered" 1 by ["visitor.enter"]
    VisitorEnteredV1 {
        /// The visit.
        visit: VisitV1,
    }
    /// A visitor left the operation area.
    "visitor.left" 1 by ["visitor.leave"]
    VisitorLeftV1 {
        /// Which visit.
        visit: String,
        /// When.
        at: Moment,
    }
    /// A sample of a unit was kept (山东指南 第九条).
    "sample.kept" 1 by ["sample.keep"]
    SampleKeptV1 {
        /// Its number.
        number(entry_number): String,
        /// Of which unit.
        unit: String,
        /// The lots in it.
        lots: Vec<String>,
        /// How much is kept.
        amount: u64 as Milligrams,
        /// How much one test takes.
        test_amount: u64 as Milligrams,
        /// In which pack.
        pack: String,
        /// How it is stored.
        storage: String,
        /// Where.
        place: String,
        /// The unit's use-by day.
        use_by: NaiveDate,
        /// From look to look, in days.
        observe_every: u32,
        /// Photographs and papers.
        files: Vec<AttachedV1>,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
    }
    /// A sample was looked at.
    "sample.observed" 1 by ["sample.observe"]
    SampleObservedV1 {
        /// Its number.
        number(entry_number): String,
        /// Whether it is as it was kept.
        as_kept: bool,
        /// What was seen.
        seen: String,
        /// Photographs.
        files: Vec<AttachedV1>,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
    }
    /// A sample was handed over to an address that was reported.
    "sample.moved" 1 by ["sample.move"]
    SampleMovedV1 {
        /// Its number.
        number(entry_number): String,
        /// Where to.
        place: String,
        /// The document by which that address was reported.
        reported: String,
        /// Who took it over there.
        handed_to: VaultRefV1 as Person,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
    }
    /// A sample was disposed of, signed by the officer.
    "sample.disposed" 1 by ["sample.dispose"]
    SampleDisposedV1 {
        /// Its number.
        number(entry_number): String,
        /// How.
        how: String,
        /// Why.
        reason: String,
        /// The officer's signature.
        signature: Option<SignatureV2>,
        /// By whom.
        by: String,
        /// When.
        at: Moment,
    }
}

impl From<ContainerReleasedV1> for ContainerReleasedV2 {
    fn from(one: ContainerReleasedV1) -> Self {
        Self { container: one.container, signature: one.signature.into() }
    }
}

impl From<ContainerDisposedV1> for ContainerDisposedV2 {
    fn from(one: ContainerDisposedV1) -> Self {
        Self { container: one.container, left: one.left, disposal: one.disposal.into() }
    }
}

impl From<LotDisposedV1> for LotDisposedV2 {
    fn from(one: LotDisposedV1) -> Self {
        Self { lot: one.lot, units: one.units, disposal: one.disposal.into() }
    }
}
