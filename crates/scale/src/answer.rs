//! The commands that we send and the answers that a scale gives, as MT-SICS levels 0 and 1 define them. Pure: a line in, a value
//! out. A line that is no answer of the command set is noise and is said to be that; nothing is guessed from half of one.
//!
//! The weight is asked for with `SI`, one question an answer, and not with `SIR`, which pushes: on a slow line the pushed weights
//! queue up, and a weight that is shown late is a wrong weight. `@` is sent on request alone: it clears the tare.

use crate::weight::{NoWeight, Weight};

/// What a scale is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// `SI`: the weight now, stable or not.
    Weight,
    /// `Z`: set to zero once it is stable.
    Zero,
    /// `T`: take what lies on the pan as tare once it is stable.
    Tare,
    /// `TA`: what the tare is.
    TareKept,
    /// `I2`: model and capacity.
    Model,
    /// `I4`: serial number.
    Serial,
    /// `@`: as after power-on; the scale answers with its serial number.
    Reset,
}

impl Ask {
    /// The line to send, with its end.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Weight => b"SI\r\n",
            Self::Zero => b"Z\r\n",
            Self::Tare => b"T\r\n",
            Self::TareKept => b"TA\r\n",
            Self::Model => b"I2\r\n",
            Self::Serial => b"I4\r\n",
            Self::Reset => b"@\r\n",
        }
    }

    /// What its answer begins with.
    const fn head(self) -> &'static str {
        match self {
            Self::Weight => "S",
            Self::Zero => "Z",
            Self::Tare => "T",
            Self::TareKept => "TA",
            Self::Model => "I2",
            Self::Serial | Self::Reset => "I4",
        }
    }
}

/// What a scale says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// `S S` or `S D`, also after `T` and `TA`: a weight, and whether the scale itself calls it stable.
    Weight {
        /// How much.
        weight: Weight,
        /// Whether it stands still.
        stable: bool,
    },
    /// A weight in a unit that is not read.
    OtherUnit(String),
    /// `A`: done.
    Done,
    /// `A "…"`: a text.
    Text(String),
    /// `I`: understood, but not now: moving, or in its menu.
    NotNow,
    /// `+`: more than it can weigh.
    Overload,
    /// `-`: the pan is off, or less than nothing.
    Underload,
    /// `ES`, `EL`, `L`: it does not know the command.
    Unknown,
    /// `ET`: the command came damaged: the parity is wrong, or the line is bad.
    Damaged,
}

/// Whether a line is the answer to a question, and what it says.
///
/// `ES`, `EL` and `ET` name no question: they answer the last one. `None` is noise, or the answer to something else.
pub(crate) fn answer(ask: Ask, line: &[u8]) -> Option<Said> {
    let text =
        std::str::from_utf8(line).ok().filter(|text| text.bytes().all(|b| (b' '..=b'~').contains(&b)))?;
    let mut words = text.split_ascii_whitespace();
    let head = words.next()?;
    match (head, words.clone().next()) {
        ("ES" | "EL", None) => return Some(Said::Unknown),
        ("ET", None) => return Some(Said::Damaged),
        _ if head != ask.head() => return None,
        _ => {}
    }
    let state = words.next()?;
    let rest: Vec<&str> = words.collect();
    match (state, rest.as_slice()) {
        ("I", []) => Some(Said::NotNow),
        ("+", []) => Some(Said::Overload),
        ("-", []) => Some(Said::Underload),
        ("L", []) => Some(Said::Unknown),
        ("A", []) => Some(Said::Done),
        ("S" | "D", [value, unit]) if matches!(ask, Ask::Weight | Ask::Tare) => {
            weight(value, unit, state == "S")
        }
        ("A", [value, unit]) if ask == Ask::TareKept => weight(value, unit, true),
        ("A", _) => quoted(text).map(Said::Text),
        _ => None,
    }
}

fn weight(value: &str, unit: &str, stable: bool) -> Option<Said> {
    match Weight::parse(value, unit) {
        Ok(weight) => Some(Said::Weight { weight, stable }),
        Err(NoWeight::OtherUnit(unit)) => Some(Said::OtherUnit(unit)),
        Err(NoWeight::Garbled) => None,
    }
}

/// What stands between the first and the last quotation mark.
fn quoted(text: &str) -> Option<String> {
    let (_, opened) = text.split_once('"')?;
    let (inside, _) = opened.rsplit_once('"')?;
    Some(inside.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weighs(milligrams: i64, step: u64, stable: bool) -> Option<Said> {
        Some(Said::Weight { weight: Weight { milligrams, step }, stable })
    }

    #[test]
    fn every_answer_of_the_command_set_is_read() {
        let text = |text: &str| Some(Said::Text(text.to_owned()));
        let cases: Vec<(&str, Ask, &[u8], Option<Said>)> = vec![
            ("stable", Ask::Weight, b"S S     100.00 g", weighs(100_000, 10, true)),
            ("moving", Ask::Weight, b"S D     129.07 g", weighs(129_070, 10, false)),
            ("below zero", Ask::Weight, b"S S      -0.50 g", weighs(-500, 10, true)),
            ("kilograms", Ask::Weight, b"S S    1.23456 kg", weighs(1_234_560, 10, true)),
            ("carats", Ask::Weight, b"S S      61.75 ct", Some(Said::OtherUnit("ct".to_owned()))),
            ("not now", Ask::Weight, b"S I", Some(Said::NotNow)),
            ("overload", Ask::Weight, b"S +", Some(Said::Overload)),
            ("underload", Ask::Weight, b"S -", Some(Said::Underload)),
            ("zeroed", Ask::Zero, b"Z A", Some(Said::Done)),
            ("not zeroed", Ask::Zero, b"Z I", Some(Said::NotNow)),
            ("too heavy to zero", Ask::Zero, b"Z +", Some(Said::Overload)),
            ("tared", Ask::Tare, b"T S     100.00 g", weighs(100_000, 10, true)),
            ("not tared", Ask::Tare, b"T I", Some(Said::NotNow)),
            ("tare kept", Ask::TareKept, b"TA A     10.00 g", weighs(10_000, 10, true)),
            ("model", Ask::Model, b"I2 A \"MS603TS   610.000 g\"", text("MS603TS 610.000 g")),
            ("serial number", Ask::Serial, b"I4 A \"B021002593\"", text("B021002593")),
            ("after a reset", Ask::Reset, b"I4 A \"B021002593\"", text("B021002593")),
            ("a wrong command", Ask::Weight, b"ES", Some(Said::Unknown)),
            ("a command that it cannot do", Ask::Tare, b"EL", Some(Said::Unknown)),
            ("a wrong parameter", Ask::Tare, b"T L", Some(Said::Unknown)),
            ("damaged on the way", Ask::Weight, b"ET", Some(Said::Damaged)),
            ("an answer to another question", Ask::Weight, b"Z A", None),
            ("a tare is no weight", Ask::Weight, b"T S 100.00 g", None),
            ("half an answer, its head lost", Ask::Weight, b"00.00 g", None),
            ("half an answer, its unit lost", Ask::Weight, b"S S 100.00", None),
            ("half an answer, its value lost", Ask::Weight, b"S S g", None),
            ("not a number", Ask::Weight, b"S S NaN g", None),
            ("a huge number", Ask::Weight, b"S S 99999999999999999999999999 g", None),
            ("two answers run into each other", Ask::Weight, b"S S 100.0S D 100.00 g", None),
            ("a state that is none", Ask::Weight, b"S X 100.00 g", None),
            ("bytes that are no text", Ask::Weight, b"S S \xff\xfe100.00 g", None),
            ("control characters", Ask::Weight, b"S S\x00 100.00 g", None),
            ("nothing", Ask::Weight, b"", None),
            ("a quotation that does not end", Ask::Serial, b"I4 A \"B0210", None),
        ];
        for (name, ask, line, expected) in cases {
            assert_eq!(answer(ask, line), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn noise_is_never_a_weight(line in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assume!(!line.starts_with(b"S S") && !line.starts_with(b"S D"));
            let said = answer(Ask::Weight, &line);
            prop_assert!(!matches!(said, Some(Said::Weight { .. })), "{said:?}");
        }

        #[test]
        fn a_cut_answer_never_says_another_weight(milligrams in 0_i64..10_000_000, cut in 0_usize..24) {
            let line = format!("S S {:>10}.{:03} g", milligrams / 1_000, milligrams % 1_000);
            let (head, tail) = line.split_at(cut.min(line.len()));
            for part in [head, tail] {
                if let Some(Said::Weight { weight, .. }) = answer(Ask::Weight, part.as_bytes()) {
                    prop_assert_eq!(weight.milligrams, milligrams);
                }
            }
        }
    }
}
