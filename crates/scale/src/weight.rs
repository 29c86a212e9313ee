//! A weight as the scale writes it, in whole milligrams. No floating point: the digits are moved, not computed with. It refuses
//! every unit that is not g, mg or kg, because a conversion of carats or ounces would round where the law asks for what was weighed.

/// What a scale of a jeweller or a laboratory may weigh at most: 1,000 t, far inside what JSON carries exactly.
const MOST: i128 = 1_000_000_000_000;
/// More digits than any scale has.
const DIGITS: usize = 15;

/// A weight and how finely it was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weight {
    /// In milligrams; less than nothing when something was taken off a tared pan. Digits finer than a milligram are
    /// rounded to the nearest, halves away from zero.
    pub(crate) milligrams: i64,
    /// What one step of the last shown digit is worth, in milligrams, at least 1.
    pub(crate) step: u64,
}

/// Why a text is no weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoWeight {
    /// It is a number in another unit.
    OtherUnit(String),
    /// It is no number of a scale.
    Garbled,
}

impl Weight {
    /// Reads a value and its unit: `-12.345`, `g`.
    pub(crate) fn parse(value: &str, unit: &str) -> Result<Self, NoWeight> {
        let (digits, decimals, negative) = digits(value).ok_or(NoWeight::Garbled)?;
        let factor = factor(unit)?;
        let divisor = 10_i128.pow(decimals);
        let whole = digits * factor;
        let rounded = (whole * 2 + divisor) / (divisor * 2);
        if rounded > MOST {
            return Err(NoWeight::Garbled);
        }
        let signed = if negative { -rounded } else { rounded };
        let milligrams = i64::try_from(signed).map_err(|_| NoWeight::Garbled)?;
        let step = u64::try_from((factor / divisor).max(1)).map_err(|_| NoWeight::Garbled)?;
        Ok(Self { milligrams, step })
    }
}

/// The digits without their point, how many stand after it, and whether it is below zero.
fn digits(value: &str) -> Option<(i128, u32, bool)> {
    let negative = value.starts_with('-');
    let bare = value.strip_prefix(['-', '+']).unwrap_or(value);
    let (whole, fraction) = match bare.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (bare, ""),
    };
    let all = || whole.bytes().chain(fraction.bytes());
    let sound =
        !whole.is_empty() && whole.len() + fraction.len() <= DIGITS && all().all(|b| b.is_ascii_digit());
    if !sound {
        return None;
    }
    // At most 15 digits: this cannot overflow.
    let number = all().fold(0, |number: i128, digit| number * 10 + i128::from(digit - b'0'));
    Some((number, u32::try_from(fraction.len()).ok()?, negative))
}

/// Milligrams in one of a unit.
fn factor(unit: &str) -> Result<i128, NoWeight> {
    match unit {
        "g" | "G" => Ok(1_000),
        "mg" => Ok(1),
        "kg" | "KG" | "Kg" => Ok(1_000_000),
        _ if !unit.is_empty() && unit.len() <= 8 => Err(NoWeight::OtherUnit(unit.to_owned())),
        _ => Err(NoWeight::Garbled),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weights_are_read_to_the_milligram() {
        let ok = |milligrams, step| Ok(Weight { milligrams, step });
        let other = |unit: &str| Err(NoWeight::OtherUnit(unit.to_owned()));
        let cases = [
            ("two decimals", "100.00", "g", ok(100_000, 10)),
            ("three decimals", "3.714", "g", ok(3_714, 1)),
            ("no decimals", "7", "g", ok(7_000, 1_000)),
            ("one decimal", "0.1", "g", ok(100, 100)),
            ("below zero", "-0.50", "g", ok(-500, 10)),
            ("a zero below zero is zero", "-0.00", "g", ok(0, 10)),
            ("a plus sign", "+1.5", "g", ok(1_500, 100)),
            ("kilograms", "1.23456", "kg", ok(1_234_560, 10)),
            ("milligrams", "250", "mg", ok(250, 1)),
            ("finer than a milligram, down", "3.7104", "g", ok(3_710, 1)),
            ("finer than a milligram, half goes up", "3.7105", "g", ok(3_711, 1)),
            ("finer than a milligram, below zero", "-3.7105", "g", ok(-3_711, 1)),
            ("tenths of a milligram", "10.4", "mg", ok(10, 1)),
            ("carats", "12.50", "ct", other("ct")),
            ("ounces", "1.2", "oz", other("oz")),
            ("pieces", "12", "PCS", other("PCS")),
            ("grams of paper", "80", "g/m2", other("g/m2")),
            ("not a number", "NaN", "g", Err(NoWeight::Garbled)),
            ("infinity", "inf", "g", Err(NoWeight::Garbled)),
            ("an exponent", "1e3", "g", Err(NoWeight::Garbled)),
            ("two points", "1.2.3", "g", Err(NoWeight::Garbled)),
            ("a comma", "1,25", "g", Err(NoWeight::Garbled)),
            ("a point with nothing behind", "1.", "g", Err(NoWeight::Garbled)),
            ("a point with nothing before", ".5", "g", Err(NoWeight::Garbled)),
            ("only a sign", "-", "g", Err(NoWeight::Garbled)),
            ("two signs", "--1", "g", Err(NoWeight::Garbled)),
            ("nothing", "", "g", Err(NoWeight::Garbled)),
            ("too many digits", "1234567890123456", "g", Err(NoWeight::Garbled)),
            ("heavier than anything", "999999999", "kg", Err(NoWeight::Garbled)),
            ("full-width digits", "１", "g", Err(NoWeight::Garbled)),
            ("no unit", "1.00", "", Err(NoWeight::Garbled)),
        ];
        for (name, value, unit, expected) in cases {
            assert_eq!(Weight::parse(value, unit), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_read(milligrams in -999_999_999_i64..=999_999_999) {
            let (sign, size) = (if milligrams < 0 { "-" } else { "" }, milligrams.unsigned_abs());
            let grams = format!("{sign}{}.{:03}", size / 1_000, size % 1_000);
            let kilograms = format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000);
            let read = |value: &str, unit| Weight::parse(value, unit).map(|weight| weight.milligrams);
            prop_assert_eq!(read(&grams, "g"), Ok(milligrams));
            prop_assert_eq!(read(&kilograms, "kg"), Ok(milligrams));
            prop_assert_eq!(read(&milligrams.to_string(), "mg"), Ok(milligrams));
        }

        #[test]
        fn no_text_is_too_strange(value in ".{0,40}", unit in ".{0,12}") {
            let _ = Weight::parse(&value, &unit);
        }
    }
}
