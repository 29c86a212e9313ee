//! The XML of one part of a workbook, event by event, within bounds. It refuses document types (entity bombs),
//! nesting beyond [`Limits::depth`] and texts longer than a cell.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::{Fault, FaultCode, Limits};

pub(crate) fn malformed(part: &str, what: &str) -> Fault {
    Fault::new(FaultCode::MalformedWorkbook, part, format!("{what}（{part}）"))
}

/// The XML of one part, with its nesting bounded and without document types (entity bombs).
pub(crate) struct Part<'x> {
    reader: Reader<&'x [u8]>,
    name: &'x str,
    depth: usize,
    limits: &'static Limits,
}

impl<'x> Part<'x> {
    pub(crate) fn new(bytes: &'x [u8], name: &'x str, limits: &'static Limits) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| malformed(name, "不是 UTF-8 文本"))?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Ok(Self { reader: Reader::from_str(text), name, depth: 0, limits })
    }

    pub(crate) fn next(&mut self) -> Result<Event<'x>, Fault> {
        let event =
            self.reader.read_event().map_err(|error| malformed(self.name, &format!("XML 有误：{error}")))?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(malformed(self.name, "不允许文档类型声明")),
            Event::Eof if self.depth > 0 => {
                return Err(Fault::new(FaultCode::Truncated, self.name, "工作簿部件在中间结束"));
            }
            Event::Eof
            | Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        if self.depth > self.limits.depth {
            return Err(Fault::new(FaultCode::TooDeep, self.name, "工作簿部件嵌套过深"));
        }
        Ok(event)
    }

    /// Adds what an event says to a text; other events add nothing.
    pub(crate) fn append(&self, event: &Event<'_>, text: &mut String) -> Result<(), Fault> {
        match event {
            Event::Text(piece) => text.push_str(piece),
            Event::CData(piece) => text.push_str(piece),
            Event::GeneralRef(entity) => {
                let character = match &**entity {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "apos" => Some('\''),
                    "quot" => Some('"'),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                text.push(character.ok_or_else(|| malformed(self.name, "未知的 XML 实体"))?);
            }
            Event::Start(_)
            | Event::End(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
        if text.len() > self.limits.cell_bytes {
            return Err(Fault::new(FaultCode::TextTooLong, self.name, "单元格文字过长"));
        }
        Ok(())
    }
}

/// The text of a workbook with its escapes taken back: `_x000D_` is a return, `_x005F_` the line below the letters, and two
/// halves beyond the first plane are one character.
pub(crate) fn unescaped(found: &str) -> Cow<'_, str> {
    if !found.contains("_x") {
        return Cow::Borrowed(found);
    }
    let escape = |from: &str| -> Option<u32> {
        let digits = from.get(2..6).filter(|_| from.starts_with("_x") && from.get(6..7) == Some("_"))?;
        let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut read = String::with_capacity(found.len());
    let mut rest = found;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        read.push_str(before);
        let after = from.get(7..).unwrap_or_default();
        let (letter, left) = match escape(from) {
            Some(high @ 0xD800..=0xDBFF) => match escape(after) {
                Some(low @ 0xDC00..=0xDFFF) => (
                    char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
                    after.get(7..).unwrap_or_default(),
                ),
                _ => (None, after),
            },
            Some(unit) => (char::from_u32(unit), after),
            None => (None, after),
        };
        match letter {
            Some(letter) => {
                read.push(letter);
                rest = left;
            }
            None => {
                read.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    read.push_str(rest);
    Cow::Owned(read)
}

pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_back_once() {
        for (found, expected) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD842__xDFB7_", "𠮷"),
            ("_xD842_", "_xD842_"),
            ("_xD800_", "_xD800_"),
            ("_x00_", "_x00_"),
            ("_x00g0_", "_x00g0_"),
            ("_x000D", "_x000D"),
            ("a_xb_x0041_", "a_xbA"),
            ("汉_x6C49_汉_x", "汉汉汉_x"),
            ("max_x", "max_x"),
            ("_x4DAE_", "䶮"),
        ] {
            assert_eq!(unescaped(found), expected, "{found}");
        }
    }
}
