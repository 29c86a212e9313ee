//! What a column holds, and the units in which its figures are written: in a heading, `净含量(kg)`, or in a cell.
//!
//! It refuses to choose: a bare number under a unit that is not known has no value, and neither has a cell that says another
//! unit than its heading.

use std::collections::BTreeSet;

use domain::clean;

use super::super::fields::{Why, why};
use super::values::{list, plain};

/// What a column holds, which decides how its cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Words.
    Text,
    /// A code of the house or of an authority: never a number, whatever a spreadsheet made of it.
    Code,
    /// Several of them.
    Codes,
    /// A day.
    Day,
    /// A mass.
    Mass,
    /// Sizes with their prices, `10g=168`.
    Sizes,
    /// So many days or months.
    Period,
    /// So many pieces.
    Count,
    /// A part of a hundred.
    Percent,
    /// A range of degrees Celsius.
    Degrees,
    /// A range of relative humidity.
    Humidity,
    /// An age.
    Years,
}

/// A spelling of a unit, and the one that stands for it.
type Spelled = (&'static str, &'static str);

const MASS: &[Spelled] =
    &[("mg", "mg"), ("毫克", "mg"), ("kg", "kg"), ("千克", "kg"), ("公斤", "kg"), ("g", "g"), ("克", "g")];
const PERIOD: &[Spelled] = &[
    ("个月", "月"),
    ("月", "月"),
    ("months", "月"),
    ("month", "月"),
    ("m", "月"),
    ("天", "天"),
    ("日", "天"),
    ("days", "天"),
    ("day", "天"),
    ("d", "天"),
    ("years", "年"),
    ("year", "年"),
    ("年", "年"),
];
const PIECES: &[Spelled] = &[
    ("件", "件"),
    ("瓶", "件"),
    ("支", "件"),
    ("盒", "件"),
    ("个", "件"),
    ("只", "件"),
    ("罐", "件"),
    ("袋", "件"),
    ("pcs", "件"),
    ("pc", "件"),
    ("units", "件"),
    ("unit", "件"),
];
const PERCENT: &[Spelled] = &[("%", "%"), ("百分比", "%"), ("percent", "%")];
const DEGREES: &[Spelled] = &[("℃", "℃"), ("°c", "℃"), ("摄氏度", "℃"), ("c", "℃")];
const HUMIDITY: &[Spelled] = &[("%rh", "%"), ("%", "%"), ("rh", "%")];
const YEARS: &[Spelled] = &[("周岁", "岁"), ("岁", "岁"), ("years", "岁")];

/// Words of volume: no mass follows from them without a density.
const VOLUME: [&str; 6] = ["ml", "毫升", "l", "升", "cc", "fl.oz"];

/// What else stands in brackets behind a heading, and is no unit.
const NOTES: [&str; 16] = [
    "必填", "选填", "可选", "可空", "每件", "单件", "每瓶", "每支", "每盒", "单支", "单瓶", "净重",
    "required", "optional", "each", "net",
];

impl Holds {
    pub(super) const fn units(self) -> &'static [Spelled] {
        match self {
            Self::Mass | Self::Sizes => MASS,
            Self::Period => PERIOD,
            Self::Count => PIECES,
            Self::Percent => PERCENT,
            Self::Degrees => DEGREES,
            Self::Humidity => HUMIDITY,
            Self::Years => YEARS,
            Self::Text | Self::Code | Self::Codes | Self::Day => &[],
        }
    }

    /// The units by which it is written, for a message.
    fn wanted(self) -> String {
        let one: BTreeSet<&str> = self.units().iter().map(|(_, unit)| *unit).collect();
        one.into_iter().collect::<Vec<_>>().join("、")
    }

    /// Whether it holds codes, which a spreadsheet may have turned into something else.
    pub(super) const fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::Codes)
    }
}

/// What a heading says of the unit of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Borne {
    /// Nothing.
    Nothing,
    /// This unit.
    Unit(&'static str),
    /// Something that is no unit of such a column, or several.
    Unknown(String),
}

/// A unit in one spelling.
fn even(text: &str) -> String {
    plain(&clean::code(text))
}

/// Whether anything stands there that could be a unit.
fn is_said(text: &str) -> bool {
    text.chars().any(|letter| letter.is_alphanumeric() || "%‰℃℉°".contains(letter))
}

/// The unit in the brackets of a heading.
pub(crate) fn borne(holds: Holds, heading: &str) -> Borne {
    let units = holds.units();
    if units.is_empty() {
        return Borne::Nothing;
    }
    let heading = clean::text(heading);
    let outside = even(heading.split(['(', '（', '[', '【']).next().unwrap_or_default());
    let mut found = match outside.chars().last() {
        Some('%') if units.iter().any(|(word, _)| *word == "%") => Borne::Unit("%"),
        Some('‰') => return Borne::Unknown("‰".to_owned()),
        _ => Borne::Nothing,
    };
    for part in heading.split(['(', '（', '[', '【']).skip(1) {
        let inside = part.split([')', '）', ']', '】']).next().unwrap_or_default();
        let said = even(inside.trim_start_matches("单位").trim_start_matches([':', '：']));
        if NOTES.contains(&said.as_str()) || !is_said(&said) {
            continue;
        }
        let known = units.iter().find(|(word, _)| *word == said);
        found = match (known, found) {
            (Some((_, unit)), Borne::Nothing) => Borne::Unit(unit),
            (Some((_, unit)), Borne::Unit(before)) if *unit == before => Borne::Unit(unit),
            _ => return Borne::Unknown(spreadsheet::excerpt(inside.trim(), 20)),
        };
    }
    found
}

/// Whether a text is a figure and nothing else, or a range of two.
fn is_bare(typed: &str) -> bool {
    let figure = |letter: char| letter.is_ascii_digit() || " .,'-~–—至".contains(letter);
    typed.contains(|letter: char| letter.is_ascii_digit()) && typed.chars().all(figure)
}

/// What a cell says under its heading: a bare figure gets the heading's unit.
pub(crate) fn under(holds: Holds, heading: &Borne, text: &str) -> Result<String, Why> {
    if *heading == Borne::Nothing || holds.units().is_empty() {
        return Ok(text.to_owned());
    }
    if holds != Holds::Sizes {
        return one(holds, heading, text);
    }
    let items = list(text).into_iter().map(|item| match item.find(['=', '＝', ':', '：']) {
        Some(at) => {
            let (size, price) = item.split_at(at);
            Ok(format!("{}{price}", one(holds, heading, size)?))
        }
        None => Ok(item),
    });
    Ok(items.collect::<Result<Vec<_>, Why>>()?.join("；"))
}

fn one(holds: Holds, heading: &Borne, text: &str) -> Result<String, Why> {
    let typed = plain(text);
    let own = || holds.units().iter().find(|(word, _)| typed.ends_with(word));
    match heading {
        Borne::Unit(unit) if is_bare(&typed) => Ok(format!("{}{unit}", text.trim())),
        Borne::Unit(unit) => match own() {
            Some((word, own)) if own != unit => Err(why(
                format!("表头的单位是 {unit}，这一格写的是 {word}：不能确定以哪个为准，请只写一种"),
                format!("the heading says {unit}, the cell {word}: say one of them"),
            )),
            _ => Ok(text.to_owned()),
        },
        Borne::Unknown(shown) if is_bare(&typed) => {
            let volumes = holds.units() == MASS && VOLUME.contains(&even(shown).as_str());
            let unknown = || {
                let wanted = holds.wanted();
                why(
                    format!("表头写着「{shown}」，不能确定单位：请在表头或这一格写明 {wanted}"),
                    format!("the heading says “{shown}”: say the unit there or here, one of {wanted}"),
                )
            };
            Err(if volumes { volume() } else { unknown() })
        }
        Borne::Unknown(_) | Borne::Nothing => Ok(text.to_owned()),
    }
}

/// Why a volume is no mass.
pub(super) fn volume() -> Why {
    why(
        "毫升、升是体积，不能当作质量：请按包装上的净重或密度换算成 g 再填",
        "a volume is no mass: give grams, by the net weight on the pack or by density",
    )
}

/// Whether a text ends with a word of volume.
pub(super) fn is_volume(typed: &str) -> bool {
    VOLUME.iter().any(|word| {
        typed
            .strip_suffix(word)
            .is_some_and(|figure| figure.ends_with(|letter: char| letter.is_ascii_digit()))
    })
}

/// Whether what stands in the brackets of a heading is this unit, or none.
pub(crate) fn is_unit(heading: &str, unit: &str) -> bool {
    let heading = clean::text(heading);
    let inside = heading.split(['(', '（', '[', '【']).skip(1);
    inside
        .map(|part| even(part.split([')', '）', ']', '】']).next().unwrap_or_default()))
        .all(|said| said == even(unit) || NOTES.contains(&said.as_str()) || !is_said(&said))
}
