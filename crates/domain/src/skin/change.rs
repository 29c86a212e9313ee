//! What changed between two tests of one face: silent inside the device's own repeatability, and silent where two
//! tests cannot be compared.

use serde::{Deserialize, Serialize};

use super::{Metric, Score, SkinTest};

/// What became of one metric between two tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The difference lies within the device's own repeatability: 无可测变化.
    NoMeasurable,
    /// Better by so many points.
    Better(Score),
    /// Worse by so many points.
    Worse(Score),
}

/// Why two tests cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// The two files were read by different profiles or profile versions.
    #[error("两次测肤的仪器方案或版本不同，不能比较 (different profiles)")]
    Profile,
    /// The two tests were scored by different engine versions.
    #[error("两次测肤的分析引擎版本不同，不能比较 (different engine versions)")]
    Engine,
    /// The scores come from different fields or units of the file.
    #[error("两次测肤的该项来自不同字段或单位，不能比较 (different fields)")]
    Field,
    /// One of the tests has no score of this metric.
    #[error("其中一次没有该项分值 (no score of this metric)")]
    NoScore,
    /// Neither the profile nor the caller gives the repeatability of this metric.
    #[error("仪器方案没有给出该项的重复性，不能判断变化 (no repeatability known)")]
    NoBand,
}

impl Incomparable {
    /// The stable snake_case name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Profile => "different_profile",
            Self::Engine => "different_engine",
            Self::Field => "different_field",
            Self::NoScore => "no_score",
            Self::NoBand => "no_repeatability",
        }
    }
}

/// The change between two scores, given the repeatability band in points. A difference equal to the band is
/// not measurable.
#[must_use]
pub fn score_change(before: Score, after: Score, band: Score) -> Change {
    let difference = before.distance(after);
    if difference <= band {
        Change::NoMeasurable
    } else if after > before {
        Change::Better(difference)
    } else {
        Change::Worse(difference)
    }
}

/// What became of `metric` between two tests of the same face. `band` overrides the repeatability that the
/// tests carry; without it the wider of the two bands decides.
///
/// # Errors
/// [`Incomparable`] where the tests were read by different profiles, scored by different engines, took the
/// metric from different fields, or lack a score or a band.
pub fn change(
    before: &SkinTest,
    after: &SkinTest,
    metric: Metric,
    band: Option<Score>,
) -> Result<Change, Incomparable> {
    let (old, new) = (&before.origin, &after.origin);
    if old.profile != new.profile || old.profile_version != new.profile_version {
        return Err(Incomparable::Profile);
    }
    if old.engine_version != new.engine_version {
        return Err(Incomparable::Engine);
    }
    let (Some(first), Some(second)) = (before.measurement(metric), after.measurement(metric)) else {
        return Err(Incomparable::NoScore);
    };
    if first.field.path != second.field.path || first.field.unit != second.field.unit {
        return Err(Incomparable::Field);
    }
    let (Some(from), Some(to)) = (first.score, second.score) else {
        return Err(Incomparable::NoScore);
    };
    let carried = [&first.field, &second.field];
    let carried = carried.iter().filter_map(|field| field.repeatability).map(|known| known.band).max();
    let band = band.or(carried).ok_or(Incomparable::NoBand)?;
    Ok(score_change(from, to, band))
}
