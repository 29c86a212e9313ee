//! The shared strings of a workbook. They refuse to be single strings: a million of them must cost no more than their
//! bytes.

use quick_xml::events::Event;

use crate::xml::{Part, unescaped};
use crate::{Fault, Limits};

/// The shared strings in one text, so that a million of them cost no more than their bytes.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn read(bytes: &[u8], limits: &'static Limits) -> Result<Self, Fault> {
        let mut part = Part::new(bytes, "sharedStrings.xml", limits)?;
        let mut strings = Self::default();
        let (mut current, mut in_text, mut in_phonetic) = (String::new(), false, false);
        loop {
            let event = part.next()?;
            match &event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => current.clear(),
                    "t" => in_text = !in_phonetic,
                    "rPh" => in_phonetic = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "si" => strings.push(&unescaped(&current)),
                    "t" => in_text = false,
                    "rPh" => in_phonetic = false,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push(""),
                Event::Eof => return Ok(strings),
                Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {
                    if in_text {
                        part.append(&event, &mut current)?;
                    }
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Bytes that they hold.
    pub(super) fn held(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before).copied()).unwrap_or(0);
        self.text.get(start..end)
    }
}
