//! What happened to products, lots, containers and recipes. Version 1 of each kind.

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::codes::ZoneV1;
use crate::parts::{ContainerV1, LotV1, ProductV1, RecipeV1};

payloads! {
    /// A product came into the catalogue, or its filing changed.
    "product.listed" 1 by ["import.commit"]
    ProductListedV1 {
        /// As it stands now.
        product: ProductV1,
    }
    /// A lot was received (山东指南 第十六条).
    "lot.received" 1 by ["lot.receive", "import.commit"]
    LotReceivedV1 {
        /// As it was received.
        lot: LotV1,
    }
    /// A lot moved to another zone (山东指南 第十三条).
    "lot.moved" 1 by ["lot.move", "lot.refuse"]
    LotMovedV1 {
        /// Which.
        lot: String,
        /// Where to.
        to: ZoneV1,
        /// Whether acceptance was done with it.
        accepted: bool,
        /// Whether a recall names it.
        recalled: bool,
        /// Why.
        reason: String,
    }
    /// A unit of a lot was opened.
    "container.opened" 1 by ["container.open"]
    ContainerOpenedV1 {
        /// As it was opened.
        container: ContainerV1,
    }
    /// A container's opening day was corrected. It can never be extended: only an earlier day is taken.
    "container.opening_corrected" 1 by ["container.correct_opening"]
    ContainerOpeningCorrectedV1 {
        /// Which.
        container: String,
        /// When it was really opened.
        opened_at: Moment,
        /// Why.
        reason: String,
    }
    /// A recipe version was approved, or withdrawn.
    "recipe.set" 1 by ["import.commit"]
    RecipeSetV1 {
        /// As it stands now.
        recipe: RecipeV1,
    }
}
