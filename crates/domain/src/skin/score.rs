//! A score on the one scale of all metrics: 0–100 points, 100 = best, kept in whole hundredths.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of points is not between 0 and 100.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("分值须在 0–100 之间 (a score lies between 0 and 100): {0}")]
pub struct ScoreOutOfRange(
    /// The points that were given.
    pub f64,
);

/// A canonical score in hundredths of a point, 0..=10000; 100 points = best. Written as a number of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// 0 points.
    pub const WORST: Self = Self(0);
    /// 100 points.
    pub const BEST: Self = Self(10_000);

    /// A score of so many hundredths of a point; `None` above 10000.
    #[must_use]
    pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
        if hundredths <= 10_000 { Some(Self(hundredths)) } else { None }
    }

    /// A score of so many points, rounded to the hundredth.
    ///
    /// # Errors
    /// [`ScoreOutOfRange`] for anything that is not between 0 and 100, NaN included.
    pub fn new(points: f64) -> Result<Self, ScoreOutOfRange> {
        if (0.0..=100.0).contains(&points) { Ok(Self(rounded(points))) } else { Err(ScoreOutOfRange(points)) }
    }

    /// A score of so many points, clamped to 0..=100 and rounded to the hundredth; `None` for NaN.
    #[must_use]
    pub fn clamped(points: f64) -> Option<Self> {
        (!points.is_nan()).then(|| Self(rounded(points.clamp(0.0, 100.0))))
    }

    /// Hundredths of a point, 0..=10000.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// How far apart two scores lie.
    #[must_use]
    pub const fn distance(self, other: Self) -> Self {
        Self(self.0.abs_diff(other.0))
    }

    /// Points, 0–100.
    #[must_use]
    pub fn points(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "callers pass 0..=100, so the product lies in 0..=10000; what is read from elsewhere stops at the ends"
)]
fn rounded(points: f64) -> u16 {
    (points * 100.0).round() as u16
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("Score", &self.points())
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What was kept once is read as far as it can be held; a profile's and a command's are judged where they enter.
        f64::deserialize(deserializer).map(|points| Self(rounded(points)))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.points())
    }
}
