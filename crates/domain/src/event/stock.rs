//! What happened to products, lots, containers and recipes.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::ids::{ContainerId, LotId};
use crate::recipe::Recipe;
use crate::stock::{Container, Lot, Product, Zone};

payloads! {
    /// A product came into the catalogue, or its filing changed.
    ProductListed {
        /// As it stands now.
        product: Product,
    }
    /// A lot was received (山东指南 第十六条).
    LotReceived {
        /// As it was received.
        lot: Lot,
    }
    /// A lot moved to another zone (山东指南 第十三条).
    LotMoved {
        /// Which.
        lot: LotId,
        /// Where to.
        to: Zone,
        /// Whether acceptance was done with it.
        accepted: bool,
        /// Whether a recall names it.
        recalled: bool,
        /// Why.
        reason: String,
    }
    /// A unit of a lot was opened.
    ContainerOpened {
        /// As it was opened.
        container: Container,
    }
    /// A container's opening day was corrected. It can never be extended: only an earlier day is taken.
    ContainerOpeningCorrected {
        /// Which.
        container: ContainerId,
        /// When it was really opened.
        opened_at: Moment,
        /// Why.
        reason: String,
    }
    /// A recipe version was approved, or withdrawn.
    RecipeSet {
        /// As it stands now.
        recipe: Recipe,
    }
}
