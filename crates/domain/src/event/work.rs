//! What happened in the daily work beside the services: areas cleaned, leftovers sealed and released, goods disposed of,
//! visitors in and out.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::{AreaId, ContainerId, DocumentNumber, LotId, StaffId, VisitId};
use crate::leftover::{Disposal, Sealing};
use crate::premises::Cleaning;
use crate::quantity::Milligrams;
use crate::signature::Signature;
use crate::visitor::Visit;

payloads! {
    /// An operation area was cleared, cleaned and disinfected (山东指南 第二十三条).
    AreaCleaned {
        /// Which.
        area: AreaId,
        /// By which procedure.
        procedure: DocumentNumber,
        /// With its validity.
        cleaning: Cleaning,
        /// By whom.
        by: StaffId,
    }
    /// What was left in a container was sealed and labelled (山东指南 第十八条).
    ContainerSealed {
        /// Which.
        container: ContainerId,
        /// What the records left in it.
        booked: Milligrams,
        /// What is in it now.
        left: Milligrams,
        /// Why that is less.
        why_less: Option<String>,
        /// When, by whom and good until when.
        sealing: Sealing,
    }
    /// The officer released a sealed leftover back to the store of materials (山东指南 第十八条).
    ContainerReleased {
        /// Which.
        container: ContainerId,
        /// The officer's signature.
        signature: Signature,
    }
    /// What was left in a container was disposed of.
    ContainerDisposed {
        /// Which.
        container: ContainerId,
        /// How much.
        left: Milligrams,
        /// How and why.
        disposal: Disposal,
    }
    /// Unopened units of a lot were disposed of (山东指南 第十三、二十五条).
    LotDisposed {
        /// Which.
        lot: LotId,
        /// How many.
        units: u32,
        /// How and why.
        disposal: Disposal,
    }
    /// Somebody from outside came into an operation area (山东指南 第六条).
    VisitorEntered {
        /// The visit.
        visit: Visit,
    }
    /// A visitor left the operation area.
    VisitorLeft {
        /// Which visit.
        visit: VisitId,
        /// When.
        at: Moment,
    }
}
