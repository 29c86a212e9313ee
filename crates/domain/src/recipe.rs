//! An approved, versioned recipe: shares with tolerances, its own limits, its hints, and what it is for.

use serde::{Deserialize, Serialize};
use words::Worded as _;

use crate::ids::{DocumentNumber, ProductId, RecipeId};
use crate::need::Concern;
use crate::period::Period;
use crate::quantity::{Fen, Milligrams, Share, Tolerance, apportion};
use crate::skin::{Metric, SkinType};

crate::closed! {
    /// What kind of service makes the product (国家药监局 2025 年第 58 号; 上海细则 第二条 allows only the last two).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ServiceType {
        /// 调配: two or more filed cosmetics mixed.
        Blend,
        /// 分装: one filed cosmetic filled into a smaller pack.
        Repack,
        /// 包装: a filed cosmetic packed without its content being touched.
        Pack,
    }
}

impl ServiceType {
    /// How many components such a recipe can have by what it is. How many a blend may have is the rulebook's figure, which is
    /// asked where a recipe is taken in and where one is chosen; this end is the most that a rulebook can say.
    #[must_use]
    pub const fn components(self) -> std::ops::RangeInclusive<usize> {
        match self {
            Self::Blend => 2..=20,
            Self::Repack | Self::Pack => 1..=1,
        }
    }
}

words::worded!(ServiceType: service_type { Blend, Repack, Pack });

/// One component of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Which product.
    pub product: ProductId,
    /// Its part of the whole.
    pub share: Share,
    /// How exactly it is weighed: a critical limit (关键控制点, 山东指南 第二十条).
    pub tolerance: Tolerance,
}

/// Temperature and humidity that a recipe allows in the operation area (山东指南 第十二条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Climate {
    /// Tenths of a degree Celsius, lowest and highest.
    pub temperature: (i16, i16),
    /// Tenths of a per cent relative humidity, lowest and highest.
    pub humidity: (u16, u16),
}

/// What a recipe is for: it gains where a metric is low or a need is stated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Purpose {
    /// Weight of each metric: the lower its score, the more the recipe gains.
    #[serde(default)]
    pub metrics: Vec<(Metric, u16)>,
    /// Weight of each stated concern.
    #[serde(default)]
    pub concerns: Vec<(Concern, u16)>,
    /// Skin types that it is made for.
    #[serde(default)]
    pub skin_types: Vec<SkinType>,
}

/// What speaks against a recipe for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Against {
    /// Not below this age in years.
    #[serde(default)]
    pub under_age: Option<u8>,
    /// Not where the customer says she is pregnant or nursing.
    #[serde(default)]
    pub pregnancy: bool,
    /// Not where a metric lies below the given score (0–100).
    #[serde(default)]
    pub metric_below: Vec<(Metric, u8)>,
    /// Skin types that it is not made for.
    #[serde(default)]
    pub skin_types: Vec<SkinType>,
}

/// The parts of a recipe before they are judged as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeDraft {
    /// Its id, whatever the version.
    pub id: RecipeId,
    /// Counts up with each approval.
    pub version: u32,
    /// The name given to the service's product.
    pub name: String,
    /// Blend, repack or pack.
    pub service: ServiceType,
    /// In the order in which they are weighed.
    pub components: Vec<Component>,
    /// How long the finished unit keeps at most, by its stability data.
    pub keeps: Period,
    /// Sizes on offer, with their price.
    pub sizes: Vec<(Milligrams, Fen)>,
    /// What the customer is told after blending (山东指南 第十九条).
    pub hints: Vec<String>,
    /// How the finished unit is used.
    pub usage: String,
    /// Safety assessment of the blended product (山东指南 第十九条); without it the recipe cannot be cleared.
    pub assessment: Option<DocumentNumber>,
    /// Whether this version is approved for use.
    pub approved: bool,
    /// The climate it is made in.
    pub climate: Climate,
    /// What it is for.
    pub purpose: Purpose,
    /// What speaks against it.
    #[serde(default)]
    pub against: Against,
}

/// A recipe whose shares sum to the whole and whose components fit its service type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recipe(RecipeDraft);

/// Why a draft is not a recipe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// The count of components does not fit the service type.
    #[error("配方 {recipe}：{service}须有 {least}–{most} 种组分，实有 {found} 种")]
    Components {
        /// Which recipe.
        recipe: RecipeId,
        /// The service type.
        service: &'static str,
        /// The fewest allowed.
        least: usize,
        /// The most allowed.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The same product twice.
    #[error("配方 {recipe}：组分 {product} 重复")]
    Twice {
        /// Which recipe.
        recipe: RecipeId,
        /// Which product.
        product: ProductId,
    },
    /// Shares that do not sum to 10,000.
    #[error("配方 {recipe}：份额之和为 {sum}，须为 10000（万分之一）")]
    Sum {
        /// Which recipe.
        recipe: RecipeId,
        /// What the shares sum to.
        sum: u32,
    },
    /// No size on offer, or a size of nothing.
    #[error("配方 {recipe}：没有可售规格")]
    NoSize {
        /// Which recipe.
        recipe: RecipeId,
    },
}

impl Recipe {
    /// Judges a draft as a whole.
    ///
    /// # Errors
    /// [`RecipeError`] naming the part that does not fit.
    pub fn new(draft: RecipeDraft) -> Result<Self, RecipeError> {
        let recipe = draft.id.clone();
        let (allowed, found) = (draft.service.components(), draft.components.len());
        if !allowed.contains(&found) {
            let (least, most) = (*allowed.start(), *allowed.end());
            return Err(RecipeError::Components { recipe, service: draft.service.zh(), least, most, found });
        }
        for (index, component) in draft.components.iter().enumerate() {
            if draft.components[..index].iter().any(|earlier| earlier.product == component.product) {
                return Err(RecipeError::Twice { recipe, product: component.product.clone() });
            }
        }
        let sum = draft.components.iter().map(|component| u32::from(component.share.parts())).sum();
        if sum != u32::from(Share::WHOLE) {
            return Err(RecipeError::Sum { recipe, sum });
        }
        if draft.sizes.is_empty() || draft.sizes.iter().any(|(size, _)| size.0 == 0) {
            return Err(RecipeError::NoSize { recipe });
        }
        Ok(Self(draft))
    }

    /// The recipe as it is while headquarters stops it: no version of it is approved.
    #[must_use]
    pub fn stopped(self) -> Self {
        Self(RecipeDraft { approved: false, ..self.0 })
    }

    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(draft: RecipeDraft) -> Self {
        Self(draft)
    }

    /// The target of each component for a unit of `size`; they add up to it to the milligram.
    #[must_use]
    pub fn targets(&self, size: Milligrams) -> Vec<Milligrams> {
        let shares: Vec<Share> = self.0.components.iter().map(|component| component.share).collect();
        apportion(size, &shares)
    }
}

impl std::ops::Deref for Recipe {
    type Target = RecipeDraft;
    fn deref(&self) -> &RecipeDraft {
        &self.0
    }
}
impl From<Recipe> for RecipeDraft {
    fn from(recipe: Recipe) -> Self {
        recipe.0
    }
}
