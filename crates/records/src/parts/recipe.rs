//! What records say of recipes. Version 1 of each.

use serde::{Deserialize, Serialize};

use crate::codes::{ConcernV1, MetricV1, ServiceTypeV1, SkinTypeV1};
use crate::parts::PeriodV1;

frozen! {
    /// A recipe, as it was set: nothing here says that its shares add up.
    RecipeV1 {
        /// Its id, whatever the version.
        id: String,
        /// Counts up with each approval.
        version: u32,
        /// The name given to the service's product.
        name: String,
        /// Blend, repack or pack.
        service: ServiceTypeV1,
        /// In the order in which they are weighed.
        components: Vec<ComponentV1>,
        /// How long the finished unit keeps at most, by its stability data.
        keeps: PeriodV1,
        /// Sizes on offer, with their price.
        sizes: Vec<(u64, u64)>,
        /// What the customer is told after blending (山东指南 第十九条).
        hints: Vec<String>,
        /// How the finished unit is used.
        usage: String,
        /// Safety assessment of the blended product (山东指南 第十九条); without it the recipe cannot be cleared.
        assessment: Option<String>,
        /// Whether this version is approved for use.
        approved: bool,
        /// The climate it is made in.
        climate: ClimateV1,
        /// What it is for.
        purpose: RecipePurposeV1,
        /// What speaks against it.
        against: AgainstV1,
    }
    /// One component of a recipe.
    ComponentV1 {
        /// Which product.
        product: String,
        /// Its part of the whole.
        share: u16 as TenThousandths,
        /// How exactly it is weighed: a critical limit (关键控制点, 山东指南 第二十条).
        tolerance: ToleranceV1,
    }
    /// How far a weighing may lie from its target: a part of the target, and never less than a floor, because no
    /// scale resolves 1 % of a drop.
    ToleranceV1 {
        /// Allowed deviation in 1/10,000 of the target, to either side.
        parts: u16 as TenThousandths,
        /// The smallest deviation that is always allowed.
        at_least: u64 as Milligrams,
    }
    /// Temperature and humidity that a recipe allows in the operation area (山东指南 第十二条).
    ClimateV1 {
        /// Tenths of a degree Celsius, lowest and highest.
        temperature: (i16, i16) as Decicelsius,
        /// Tenths of a per cent relative humidity, lowest and highest.
        humidity: (u16, u16) as Permille,
    }
    /// What a recipe is for: it gains where a metric is low or a need is stated.
    RecipePurposeV1 {
        /// Weight of each metric: the lower its score, the more the recipe gains.
        metrics: Vec<(MetricV1, u16)>,
        /// Weight of each stated concern.
        concerns: Vec<(ConcernV1, u16)>,
        /// Skin types that it is made for.
        skin_types: Vec<SkinTypeV1>,
    }
    /// What speaks against a recipe for a person.
    AgainstV1 {
        /// Not below this age in years.
        under_age: Option<u8>,
        /// Not where the customer says she is pregnant or nursing.
        pregnancy: bool,
        /// Not where a metric lies below the given score (0–100).
        metric_below: Vec<(MetricV1, u8)>,
        /// Skin types that it is not made for.
        skin_types: Vec<SkinTypeV1>,
    }
}
