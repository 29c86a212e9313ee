//! A sheet as people read it: with the names of the people whose codes it holds. What is signed keeps the codes, because the
//! ledger holds no names; so this is made anew for each reader, and a code stays where they may not see the name.

use std::collections::BTreeMap;

use domain::ids::{ContainerId, LotId, StaffId};
use domain::premises::Equipment;
use domain::stock::Lot;

use super::due::{DueItem, DueKind};
use super::sheet::DaySheet;
use crate::view::reader::Reader;
use crate::view::reads::known;
use crate::{Host, Refusal};

/// The sheet with names in its sentences, and what the subjects of what is due are called.
pub(super) fn named<H: Host>(
    reader: &Reader<'_, H>,
    mut sheet: DaySheet,
) -> Result<(DaySheet, BTreeMap<String, String>), Refusal> {
    let mut names = Names { reader, known: BTreeMap::new() };
    for odd in &mut sheet.odd {
        for code in &odd.who {
            let name = names.of(code)?;
            odd.because = in_place(&odd.because, code, &name);
            odd.because_en = in_place(&odd.because_en, code, &name);
        }
    }
    let called = names.called(&sheet.due)?;
    Ok((sheet, called))
}

/// What people call the subjects of what is due, by [`DueItem::called`]; what has no name of its own keeps its code.
pub(crate) fn called<H: Host>(
    reader: &Reader<'_, H>,
    due: &[DueItem],
) -> Result<BTreeMap<String, String>, Refusal> {
    Names { reader, known: BTreeMap::new() }.called(due)
}

struct Names<'r, 'c, H: Host> {
    reader: &'r Reader<'c, H>,
    known: BTreeMap<String, String>,
}

impl<H: Host> Names<'_, '_, H> {
    fn called(&mut self, due: &[DueItem]) -> Result<BTreeMap<String, String>, Refusal> {
        let equipment = self.reader.store().equipment()?;
        let mut called = BTreeMap::new();
        for item in due {
            if let Some(name) = self.subject(item, &equipment)? {
                called.insert(item.called(), name);
            }
        }
        Ok(called)
    }

    fn subject(&mut self, item: &DueItem, equipment: &[Equipment]) -> Result<Option<String>, Refusal> {
        let DueItem { kind, subject, .. } = item;
        let store = self.reader.store();
        let lot = |lot: &Lot| -> Result<String, Refusal> { Ok(store.product(&lot.product)?.name) };
        Ok(match kind {
            DueKind::Health | DueKind::Training | DueKind::AreaLeave => Some(self.of(subject)?),
            DueKind::Cleaning | DueKind::EquipmentInspection | DueKind::EquipmentTest => {
                let piece = equipment.iter().find(|piece| piece.id.as_str() == subject);
                piece.map(|piece| format!("{} {subject}", piece.name))
            }
            DueKind::LotExpiry => {
                let found = store.lot(&LotId::new(subject.as_str())?)?;
                Some(format!("{} {}", lot(&found)?, found.number))
            }
            DueKind::ContainerPeriod => {
                let container = store.container(&ContainerId::new(subject.as_str())?)?;
                Some(format!("{} {subject}", lot(&store.lot(&container.lot)?)?))
            }
            // An area is known by its code, and the rest has no name but its number.
            DueKind::Environment
            | DueKind::AreaCleaning
            | DueKind::ProductTest
            | DueKind::CallBack
            | DueKind::Authorisation
            | DueKind::Licence
            | DueKind::Register
            | DueKind::Backup
            | DueKind::Drill
            | DueKind::Reaction
            | DueKind::Request => None,
        })
    }

    /// What a person is called; the code where nobody has it, or the reader sees no names.
    fn of(&mut self, code: &str) -> Result<String, Refusal> {
        if let Some(name) = self.known.get(code) {
            return Ok(name.clone());
        }
        let name = match StaffId::new(code) {
            Ok(id) if known(self.reader.store().person(&id))?.is_some() => self.reader.person(&id)?.name,
            _ => code.to_owned(),
        };
        self.known.insert(code.to_owned(), name.clone());
        Ok(name)
    }
}

/// A sentence with a name where the code stands as a word: not inside another code or a service's number.
fn in_place(sentence: &str, code: &str, name: &str) -> String {
    if code.is_empty() {
        return sentence.to_owned();
    }
    let is_part = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
    let mut said = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once(code) {
        said.push_str(before);
        let alone = !said.ends_with(is_part) && !after.starts_with(is_part);
        said.push_str(if alone { name } else { code });
        rest = after;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::in_place;

    #[test]
    fn a_code_becomes_a_name_where_it_is_a_word() {
        let cases = [
            ("one person", "JN01-1 由 S02 不予放行", "JN01-1 由 乙 不予放行"),
            ("two of them", "由 S02、S04 签了", "由 乙、S04 签了"),
            ("at both ends", "S02: S02", "乙: 乙"),
            ("a longer code", "S021 和 AS02", "S021 和 AS02"),
            ("in a number", "S02-261130-0001 由 S02 放行", "S02-261130-0001 由 乙 放行"),
            ("nobody", "时钟被调慢", "时钟被调慢"),
        ];
        for (name, sentence, expected) in cases {
            assert_eq!(in_place(sentence, "S02", "乙"), expected, "{name}");
        }
        assert_eq!(in_place("a", "", "乙"), "a");
    }
}
