//! From the values that feed one rule to one measurement: range, zero, plausibility, scale, mean or worst.
//! The same code serves replies and tables; it refuses to know where a value was found.

use domain::skin::{Field, Repeatability, Score};

use crate::profile::{Combine, Profile, Rule};
use crate::scale::{NotInTable, Scale};

/// What a single value is worth to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// To be used.
    Good,
    /// A zero that this device writes where nothing was measured.
    Unmeasured,
    /// Far outside what the device gives.
    Implausible,
    /// Outside of what the field can hold: the file is refused.
    OutOfRange,
}

impl Rule {
    /// Judges one value before it is used.
    pub(crate) fn judge(&self, x: f64) -> Verdict {
        let [low, high] = self.range;
        if self.zero_is_unmeasured && x.abs() < f64::EPSILON {
            Verdict::Unmeasured
        } else if !(low..=high).contains(&x) {
            Verdict::OutOfRange
        } else if self.plausible.is_some_and(|[low, high]| !(low..=high).contains(&x)) {
            Verdict::Implausible
        } else {
            Verdict::Good
        }
    }
}

/// Raw value and score of one rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Settled {
    pub(crate) raw: f64,
    pub(crate) score: Option<Score>,
}

/// Combines the good values of a rule, each with its position in the rule's fields. `None` where there are none.
///
/// # Errors
/// The position in `values` of one that its scale does not know.
pub(crate) fn settle(
    rule: &Rule,
    values: &[(usize, f64)],
    real_age: Option<f64>,
) -> Result<Option<Settled>, usize> {
    if values.is_empty() {
        return Ok(None);
    }
    if let Scale::Deductions { each } = &rule.scale {
        let mut counts: Vec<Option<f64>> = vec![None; each.len()];
        for &(position, x) in values {
            if let Some(count) = counts.get_mut(position) {
                *count = Some(count.unwrap_or(0.0) + x);
            }
        }
        let raw = values.iter().map(|&(_, x)| x).sum();
        let score = rule.scale.points_together(&counts).and_then(Score::clamped);
        return Ok(Some(Settled { raw, score }));
    }
    let (mut raw_sum, mut points_sum, mut count, mut scored) = (0.0, 0.0, 0.0, 0.0);
    let mut worst: Option<(f64, f64)> = None;
    for (index, &(_, x)) in values.iter().enumerate() {
        raw_sum += x;
        count += 1.0;
        if let Some(points) = rule.scale.points(x, real_age).map_err(|NotInTable| index)? {
            points_sum += points;
            scored += 1.0;
            if worst.is_none_or(|(lowest, _)| points < lowest) {
                worst = Some((points, x));
            }
        }
    }
    Ok(Some(match (rule.combine, worst) {
        (_, None) => Settled { raw: raw_sum / count, score: None },
        (Combine::Mean, Some(_)) => {
            Settled { raw: raw_sum / count, score: Score::clamped(points_sum / scored) }
        }
        (Combine::Worst, Some((points, x))) => Settled { raw: x, score: Score::clamped(points) },
    }))
}

/// The field of a measurement that came from `path`.
pub(crate) fn field_of(profile: &Profile, rule: &Rule, path: String) -> Field {
    let band = profile.repeatability.get(&rule.metric);
    let repeatability = band.map(|&band| Repeatability { band, confirmed: false });
    Field { path, unit: rule.unit.clone(), confirmed: rule.confirmed, repeatability }
}

/// What a text says where a number is due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Numeral {
    /// A finite number.
    Number(f64),
    /// A finite number that is said to be a percentage.
    Percent(f64),
    /// NaN or infinity.
    NotFinite,
    /// A text that stands for "not measured".
    Missing,
    /// Figures with a comma, which may part decimals or thousands.
    Comma,
    /// Anything else.
    Words,
}

/// Reads a number as devices and people write it: digits of whatever width with `.`; a trailing `%` is allowed and told.
pub(crate) fn numeral(text: &str) -> Numeral {
    let text = text.trim();
    if !text.is_ascii() {
        return spelled(&domain::clean::code(text));
    }
    spelled(text)
}

fn spelled(text: &str) -> Numeral {
    let percent = text.strip_suffix('%').map(str::trim_end);
    let digits = percent.unwrap_or(text);
    match digits.as_bytes().first() {
        None if percent.is_some() => Numeral::Words,
        None => Numeral::Missing,
        Some(b'0'..=b'9' | b'-' | b'+' | b'.') => match digits.parse::<f64>() {
            Ok(number) if !number.is_finite() => Numeral::NotFinite,
            Ok(number) if percent.is_some() => Numeral::Percent(number),
            Ok(number) => Numeral::Number(number),
            Err(_) if text.bytes().all(|byte| byte == b'-') => Numeral::Missing,
            Err(_) if is_with_comma(digits) => Numeral::Comma,
            Err(_) => Numeral::Words,
        },
        Some(_) => match text {
            "/" | "NA" | "N/A" | "n/a" | "NULL" | "null" | "无" | "未测" | "未检测" => Numeral::Missing,
            _ if ["nan", "inf", "infinity", "#num!", "#div/0!"]
                .contains(&text.to_ascii_lowercase().as_str()) =>
            {
                Numeral::NotFinite
            }
            _ => Numeral::Words,
        },
    }
}

fn is_with_comma(text: &str) -> bool {
    text.contains(',')
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'-' | b'+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, expected) in [
            (" 45.5 ", Numeral::Number(45.5)),
            ("45%", Numeral::Percent(45.0)),
            ("45.5 ％", Numeral::Percent(45.5)),
            ("%", Numeral::Words),
            ("-3e1", Numeral::Number(-30.0)),
            ("1e999", Numeral::NotFinite),
            ("NaN", Numeral::NotFinite),
            ("-inf", Numeral::NotFinite),
            ("--", Numeral::Missing),
            ("", Numeral::Missing),
            ("1,234", Numeral::Comma),
            ("45,5", Numeral::Comma),
            ("1,x", Numeral::Words),
            ("４５．５", Numeral::Number(45.5)),
            ("未测", Numeral::Missing),
        ] {
            assert_eq!(numeral(text), expected, "{text}");
        }
    }
}
