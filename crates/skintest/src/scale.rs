//! Scales: from the device's value to canonical points, 100 = best. All of them are declared here and chosen by
//! the profile; none is guessed from a value.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The way from a raw value to points.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Scale {
    /// The value is the score: 0–100, 100 = best.
    Score,
    /// 0–100, 100 = worst.
    Inverse,
    /// `start + (x - origin) / per`, clamped: `per` raw units make one point (negative: more is worse).
    Linear { start: f64, origin: f64, per: f64 },
    /// Whole numbers with the points of each; any other number is out of range.
    Table { points: BTreeMap<String, f64> },
    /// 0 = none of it, anything above = some.
    Presence { absent: f64, present: f64 },
    /// 100 less so many points for each of what the fields of the rule count, clamped. An absent field counts 0.
    Deductions { each: Vec<f64> },
    /// Years; `100 - 4 × max(0, skin - real)`, clamped: without the real age there is no score.
    SkinAge,
    /// No agreed way to a score: the raw value is kept.
    Unscored,
}

/// The value does not stand in the table of its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotInTable;

impl Scale {
    /// Refuses a scale that cannot work for a rule of so many fields.
    pub(crate) fn check(&self, fields: usize) -> Result<(), String> {
        let points = |value: &f64| (0.0..=100.0).contains(value);
        match self {
            Self::Score | Self::Inverse | Self::SkinAge | Self::Unscored => Ok(()),
            Self::Linear { start, origin, per } => {
                let sound = points(start) && origin.is_finite() && per.is_normal();
                sound.then_some(()).ok_or_else(|| "`linear` needs 0–100, a number and a width".to_owned())
            }
            Self::Table { points: table } => {
                let sound = table.iter().all(|(key, value)| key.parse::<i32>().is_ok() && points(value));
                let sound = sound && !table.is_empty();
                sound.then_some(()).ok_or_else(|| "`table` maps whole numbers to 0–100".to_owned())
            }
            Self::Presence { absent, present } => {
                let sound = points(absent) && points(present);
                sound.then_some(()).ok_or_else(|| "`presence` gives 0–100".to_owned())
            }
            Self::Deductions { each } => {
                let sound = each.len() == fields && each.iter().all(|one| one.is_finite() && *one >= 0.0);
                sound.then_some(()).ok_or_else(|| "`deductions` needs one weight for each field".to_owned())
            }
        }
    }

    /// The range of raw values that the scale accepts where the profile states none.
    pub(crate) fn natural_range(&self) -> [f64; 2] {
        match self {
            Self::Score | Self::Inverse => [0.0, 100.0],
            Self::Presence { .. } | Self::Deductions { .. } => [0.0, 1e6],
            Self::SkinAge => [1.0, 120.0],
            Self::Linear { .. } | Self::Table { .. } | Self::Unscored => [-1e6, 1e6],
        }
    }

    /// Points for one value, not yet clamped; `None` where the value has no score.
    pub(crate) fn points(&self, x: f64, real_age: Option<f64>) -> Result<Option<f64>, NotInTable> {
        Ok(match self {
            Self::Score => Some(x),
            Self::Inverse => Some(100.0 - x),
            Self::Linear { start, origin, per } => Some((start + (x - origin) / per).clamp(0.0, 100.0)),
            Self::Table { points } => {
                // A severity is a small whole number; anything else is not in the table.
                let key =
                    if x.fract().abs() > f64::EPSILON { return Err(NotInTable) } else { format!("{x:.0}") };
                Some(*points.get(&key).ok_or(NotInTable)?)
            }
            Self::Presence { absent, present } => Some(if x > 0.0 { *present } else { *absent }),
            Self::SkinAge => real_age.map(|real| (100.0 - 4.0 * (x - real).max(0.0)).clamp(0.0, 100.0)),
            Self::Deductions { .. } | Self::Unscored => None,
        })
    }

    /// Points for the counts of all fields of the rule together, where the scale takes them together.
    pub(crate) fn points_together(&self, counts: &[Option<f64>]) -> Option<f64> {
        if let Self::Deductions { each } = self {
            let lost: f64 = each.iter().zip(counts).map(|(one, count)| one * count.unwrap_or(0.0)).sum();
            Some((100.0 - lost).clamp(0.0, 100.0))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(start: f64, origin: f64, per: f64) -> Scale {
        Scale::Linear { start, origin, per }
    }

    #[test]
    fn the_canonical_formulas() {
        let severity = [("0", 95.0), ("1", 80.0), ("2", 60.0), ("3", 40.0)];
        let severity = Scale::Table {
            points: severity.into_iter().map(|(key, points)| (key.to_owned(), points)).collect(),
        };
        let cases = [
            ("score", Scale::Score, 61.5, None, 61.5),
            ("water severity", Scale::Inverse, 37.0, None, 63.0),
            ("Corneometer", linear(0.0, 20.0, 0.5), 45.7, None, 51.4),
            ("Corneometer below", linear(0.0, 20.0, 0.5), 12.0, None, 0.0),
            ("Corneometer above", linear(0.0, 20.0, 0.5), 88.7, None, 100.0),
            ("Sebumeter", linear(100.0, 60.0, -1.6), 68.0, None, 95.0),
            ("TEWL", linear(100.0, 8.0, -0.32), 11.7, None, 88.4375),
            ("a*", linear(100.0, 6.0, -0.11), 8.72, None, 75.272_727_272_727_27),
            ("Ra", linear(100.0, 13.0, -0.32), 26.1, None, 59.0625),
            ("severity 2", severity, 2.0, None, 60.0),
            ("present", Scale::Presence { absent: 90.0, present: 50.0 }, 3.0, None, 50.0),
            ("five years older", Scale::SkinAge, 35.0, Some(30.0), 80.0),
            ("younger", Scale::SkinAge, 25.0, Some(30.0), 100.0),
        ];
        for (name, scale, x, age, expected) in cases {
            let points = scale.points(x, age).unwrap().unwrap();
            assert!((points - expected).abs() < 1e-9, "{name}: {points}");
        }
        assert_eq!(Scale::SkinAge.points(30.0, None), Ok(None));
        let acne = Scale::Deductions { each: vec![1.7, 2.4, 4.8, 9.8] };
        assert_eq!(acne.points_together(&[Some(3.0), Some(1.0), None, Some(0.0)]), Some(92.5));
    }
}
