//! What the number formats of a workbook say of a cell: a date, a percentage, a code of so many digits. They refuse to say how a
//! number looks beyond that.

use crate::xml::attribute;
use crate::{Fault, Limits};

/// How a style shows a number, as far as it changes what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shows {
    /// As the number that it is.
    #[default]
    Plain,
    /// As a date or a time.
    Date,
    /// As a percentage.
    Percent,
    /// With so many digits at least: a code that begins with zeros.
    Digits(usize),
}

/// For each cell style, what it shows.
pub(super) fn read(bytes: &[u8], limits: &'static Limits) -> Result<Vec<Shows>, Fault> {
    let mut custom: Vec<(String, Shows)> = Vec::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    super::each_element(bytes, "styles.xml", limits, |element| match element.local_name().as_ref() {
        "numFmt" => {
            if let (Some(id), Some(code)) = (attribute(element, "numFmtId"), attribute(element, "formatCode"))
            {
                custom.push((id, of(&code)));
            }
        }
        "cellXfs" => in_cells = true,
        "cellStyles" | "dxfs" => in_cells = false,
        "xf" if in_cells => {
            let id = attribute(element, "numFmtId").unwrap_or_default();
            let own = custom.iter().find(|(known, _)| *known == id).map(|&(_, shows)| shows);
            // 14–22, 27–36, 45–47 and 50–58 are the built-in dates and times, the Chinese ones included; 9 and 10 are percent.
            let built_in = match id.parse() {
                Ok(14..=22 | 27..=36 | 45..=47 | 50..=58_u32) => Shows::Date,
                Ok(9 | 10) => Shows::Percent,
                Ok(_) | Err(_) => Shows::Plain,
            };
            styles.push(own.unwrap_or(built_in));
        }
        _ => {}
    })?;
    Ok(styles)
}

fn of(code: &str) -> Shows {
    let positive = code.split(';').next().unwrap_or_default();
    if positive.len() > 1 && positive.bytes().all(|byte| byte == b'0') {
        return Shows::Digits(positive.len());
    }
    let (mut quoted, mut bracketed, mut escaped, mut percent) = (false, false, false, false);
    for c in code.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' if !quoted && !bracketed => return Shows::Date,
            '%' if !quoted && !bracketed => percent = true,
            _ => {}
        }
    }
    if percent { Shows::Percent } else { Shows::Plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (code, expected) in [
            ("yyyy\\-mm\\-dd\\ hh:mm", Shows::Date),
            ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", Shows::Date),
            ("0.0%", Shows::Percent),
            ("0\"%\"", Shows::Plain),
            ("0\\%", Shows::Plain),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Shows::Plain),
            ("0000000", Shows::Digits(7)),
            ("0", Shows::Plain),
            ("\"day\" 0", Shows::Plain),
        ] {
            assert_eq!(of(code), expected, "{code}");
        }
    }
}
