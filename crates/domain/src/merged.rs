//! One list of ingredients for a blend, where the formulas of all its components are known: each ingredient once, in descending
//! order of its content in the blend, and what is in it at no more than 0.1 % apart from the rest (化妆品标签管理办法 第十二条).
//!
//! Whole numbers only: a share is 1/10,000 and a content 1/1,000,000, so a content in the blend is a whole number of
//! 1/10,000,000,000 and the boundary is exact. It refuses to guess: a formula with one unknown content, or one that does not
//! add up, gives no list.

use crate::quantity::Share;
use crate::stock::{Ingredient, name_key};

/// A whole product, in parts per million.
pub const WHOLE_PPM: u32 = 1_000_000;
/// A whole blend, in the unit of [`Merged::content`].
pub const WHOLE: u64 = 10_000 * WHOLE_PPM as u64;
/// The most that an ingredient under 其他微量成分 makes of a blend: 0.1 %.
pub const TRACE: u64 = WHOLE / 1_000;

/// An ingredient of a blend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its Chinese name, as the first component that has it writes it.
    pub chinese: String,
    /// Its content in the blend, in 1/10,000,000,000.
    pub content: u64,
}

impl Merged {
    /// Whether it stands under 其他微量成分: at most 0.1 %.
    #[must_use]
    pub const fn is_trace(&self) -> bool {
        self.content <= TRACE
    }
}

/// Whether a product's formula is known: every content of it, adding up to the whole.
#[must_use]
pub fn is_formula(ingredients: &[Ingredient]) -> bool {
    let sum = ingredients.iter().try_fold(0_u64, |sum, one| Some(sum + u64::from(one.content?)));
    sum == Some(u64::from(WHOLE_PPM))
}

/// The ingredients of a blend in descending order of content; equal ones in the order in which they first stand. `None` unless
/// the formula of every component is known.
#[must_use]
pub fn merged(components: &[(Share, &[Ingredient])]) -> Option<Vec<Merged>> {
    if components.is_empty() || !components.iter().all(|(_, ingredients)| is_formula(ingredients)) {
        return None;
    }
    let mut found: Vec<(String, Merged)> = Vec::new();
    for (share, ingredients) in components {
        for one in *ingredients {
            let (key, part) = (name_key(&one.chinese), u64::from(share.parts()) * u64::from(one.content?));
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, merged)) => merged.content += part,
                None => found.push((key, Merged { chinese: one.chinese.clone(), content: part })),
            }
        }
    }
    let mut found: Vec<Merged> = found.into_iter().map(|(_, merged)| merged).collect();
    found.sort_by_key(|merged| std::cmp::Reverse(merged.content));
    Some(found)
}
