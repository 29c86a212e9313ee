//! Mass, money and shares as integers. Nothing here rounds without saying how, and nothing is ever negative.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A mass in whole milligrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Milligrams(pub u64);

impl Milligrams {
    /// `grams` whole grams.
    #[must_use]
    pub const fn grams(grams: u64) -> Self {
        Self(grams.saturating_mul(1_000))
    }
    /// The sum, or `None` past 2⁶⁴.
    #[must_use]
    pub const fn plus(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }
    /// The difference, or `None` where it would be less than nothing.
    #[must_use]
    pub const fn minus(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Self(rest)),
            None => None,
        }
    }
}

impl fmt::Display for Milligrams {
    /// Grams with two decimals where that is exact, three otherwise: `10.52 g`, `0.003 g`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (grams, rest) = (self.0 / 1_000, self.0 % 1_000);
        match rest {
            0 => write!(f, "{grams} g"),
            _ if rest.is_multiple_of(10) => write!(f, "{grams}.{:02} g", rest / 10),
            _ => write!(f, "{grams}.{rest:03} g"),
        }
    }
}

/// Money in whole fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub u64);

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "¥{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// A part of the whole, in 1/10,000; between 1 and 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Share(u16);

/// A share outside 1–10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("份额 {0} 不可用：须为 1–10000（万分之一）")]
pub struct ShareError(pub u16);

impl Share {
    /// The whole, in 1/10,000.
    pub const WHOLE: u16 = 10_000;

    /// `parts` of 10,000.
    ///
    /// # Errors
    /// [`ShareError`] outside 1–10,000.
    pub const fn new(parts: u16) -> Result<Self, ShareError> {
        if parts >= 1 && parts <= Self::WHOLE { Ok(Self(parts)) } else { Err(ShareError(parts)) }
    }
    /// What a record or a row holds, without judging it.
    pub(crate) const fn kept(parts: u16) -> Self {
        Self(parts)
    }
    /// How many of 10,000.
    #[must_use]
    pub const fn parts(self) -> u16 {
        self.0
    }
}
impl fmt::Display for Share {
    /// Per cent without trailing zeros: `70%`, `5.25%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}%"),
            _ if rest % 10 == 0 => write!(f, "{whole}.{}%", rest / 10),
            _ => write!(f, "{whole}.{rest:02}%"),
        }
    }
}

/// Splits `whole` into the given shares so that the parts add up to it to the milligram.
///
/// Each part is rounded down; the milligrams left over go one each to the largest remainders, the earlier
/// component first among equals. `shares` must sum to 10,000: [`crate::recipe::Recipe`] guarantees it.
#[must_use]
pub fn apportion(whole: Milligrams, shares: &[Share]) -> Vec<Milligrams> {
    let total = u128::from(Share::WHOLE);
    let exact = |share: &Share| u128::from(whole.0) * u128::from(share.0);
    let mut parts: Vec<u64> =
        shares.iter().map(|share| u64::try_from(exact(share) / total).unwrap_or(u64::MAX)).collect();
    let given: u64 = parts.iter().sum();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(exact(&shares[*index]) % total));
    let left = usize::try_from(whole.0.saturating_sub(given)).unwrap_or(usize::MAX);
    for index in order.into_iter().take(left) {
        parts[index] += 1;
    }
    parts.into_iter().map(Milligrams).collect()
}

/// How far a weighing may lie from its target: a part of the target, and never less than a floor, because no
/// scale resolves 1 % of a drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tolerance {
    /// Allowed deviation in 1/10,000 of the target, to either side.
    pub parts: u16,
    /// The smallest deviation that is always allowed.
    pub at_least: Milligrams,
}

impl Tolerance {
    /// The lowest and highest weight that pass for `target`.
    #[must_use]
    pub fn band(self, target: Milligrams) -> std::ops::RangeInclusive<Milligrams> {
        let relative = u128::from(target.0) * u128::from(self.parts) / u128::from(Share::WHOLE);
        let width = u64::try_from(relative).unwrap_or(u64::MAX).max(self.at_least.0);
        Milligrams(target.0.saturating_sub(width))..=Milligrams(target.0.saturating_add(width))
    }
}
