//! The XML of one part of a workbook, event by event, within bounds. It refuses document types (entity bombs),
//! nesting beyond [`Limits::depth`] and texts longer than a cell.

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

pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
