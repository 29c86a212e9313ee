//! Values of an entry as a person reads them: figures with their units, moments of the store's clock, people by name where the
//! reader may read names, and what lies in the vault opened for those alone.

use domain::ids::StaffId;
use registers::cell::figure;
use registers::{Cell, Link, Spec};
use serde::Serialize;
use ts_rs::TS;

use super::holds;
use crate::view::reader::Reader;
use crate::view::reads::known;
use crate::{Caller, Counter, Host, Refusal};

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct CellView {
    /// In Chinese.
    pub text: String,
    /// In English.
    pub text_en: String,
    /// What it leads to: `unit`, `lot`, `staff` or `area`.
    #[ts(type = "\"unit\" | \"lot\" | \"staff\" | \"area\" | null")]
    pub to: Option<&'static str>,
    /// The number of what it leads to.
    pub id: Option<String>,
    /// Whether it lies in the vault.
    pub personal: bool,
    /// Files, by name.
    pub files: Vec<String>,
    /// Lines, each with its values.
    pub lines: Vec<Vec<CellView>>,
}

/// Who reads the entries of a register.
pub(super) struct Eyes<'a, H: Host> {
    reader: Reader<'a, H>,
    names: bool,
}

/// Shown where there is nothing to show.
const NONE: &str = "—";

impl<'a, H: Host> Eyes<'a, H> {
    pub(super) fn of(counter: &'a Counter<H>, caller: &Caller, spec: &Spec) -> Result<Self, Refusal> {
        let reader = Reader::of(counter, caller)?;
        Ok(Self { reader, names: holds(counter, caller, spec, spec.names) })
    }

    pub(super) const fn reader(&self) -> &Reader<'a, H> {
        &self.reader
    }

    /// A value as this reader may see it.
    pub(super) fn see(&self, cell: &Cell) -> Result<CellView, Refusal> {
        let plain = |text: String| CellView { text_en: text.clone(), text, ..CellView::default() };
        let said =
            |cell: &Cell| CellView { text: cell.paper(), text_en: cell.paper_en(), ..CellView::default() };
        Ok(match cell {
            Cell::Nothing => plain(String::new()),
            Cell::Text(text) => plain(text.clone()),
            Cell::Number { units, places, unit } => {
                let counted = |unit| format!("{} {unit}", figure(*units, *places)).trim_end().to_owned();
                CellView { text: counted(unit.zh), text_en: counted(unit.en), ..CellView::default() }
            }
            Cell::Day(_) | Cell::Moment(_) | Cell::Yes(_) | Cell::Choice(..) => said(cell),
            Cell::Link(link, id) => {
                let (to, text) = match link {
                    Link::Staff | Link::Present => ("staff", self.person(id)?),
                    Link::Area => ("area", id.clone()),
                    Link::Unit => ("unit", id.clone()),
                    Link::Lot => ("lot", id.clone()),
                };
                CellView { to: Some(to), id: Some(id.clone()), ..plain(text) }
            }
            Cell::Sealed(item) => {
                let bytes = if self.names { self.reader.store().unseal(item)? } else { None };
                let text =
                    bytes.map_or_else(|| NONE.to_owned(), |it| String::from_utf8_lossy(&it).into_owned());
                CellView { personal: true, ..plain(text) }
            }
            Cell::Lines(lines) => {
                let line = |cells: &Vec<Cell>| cells.iter().map(|cell| self.see(cell)).collect();
                let lines: Vec<Vec<CellView>> = lines.iter().map(line).collect::<Result<_, Refusal>>()?;
                CellView { lines, ..said(cell) }
            }
            Cell::Files(files) => {
                CellView { files: files.iter().map(|file| file.name.clone()).collect(), ..said(cell) }
            }
        })
    }

    fn person(&self, id: &str) -> Result<String, Refusal> {
        let Ok(staff) = StaffId::new(id) else { return Ok(id.to_owned()) };
        if known(self.reader.store().person(&staff))?.is_none() {
            return Ok(id.to_owned());
        }
        let name = self.reader.staff_name(&staff)?;
        Ok(if name == id { name } else { format!("{id} {name}") })
    }
}
