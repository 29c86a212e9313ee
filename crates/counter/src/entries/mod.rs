//! Entries of registers: what is done with them, how they are listed, looked at, corrected, printed, taken along and brought
//! in. The same for every register: what stands in one, and what its acts ask, `registers` says. Nothing here knows one.

mod act;
mod attached;
mod cells;
mod correct;
mod floor;
mod form;
mod list;
mod look;
mod paper;
mod table;

use domain::staff::Role;
use registers::{Act, Each, Entry, Register, SPECS, Spec, with};

pub use attached::attached;
pub use cells::CellView;
pub use correct::CorrectEntry;
pub use form::{FieldView, FormView, LookForm};
pub use list::{EntryPage, EntryRow, ListEntries, ListRegisters, RegisterCard};
pub use look::{EntryView, LookEntry};
pub use paper::{Form, Papers, TakeAlong};
pub use table::{Brought, TableRow};

pub(crate) use act::done;

use crate::{Caller, Counter, Host, Permission, Refusal, Who, Window, bounds};
use command::Topic;
use command::wire::Wire;

/// The acts of all registers as the permission table has them.
pub fn acts() -> impl Iterator<Item = Permission> {
    let acts = SPECS.iter().flat_map(|spec| spec.acts.iter().map(move |act| (spec, act)));
    acts.map(|(spec, act)| Permission {
        name: act.name,
        windows: &[Window::Staff],
        who: who(spec, act.roles),
        stale: &[Topic::Store],
    })
}

/// Who may do something of a register.
const fn who(spec: &Spec, roles: &'static [Role]) -> Who {
    if spec.security { Who::Security(roles) } else { Who::Person(roles) }
}

/// Declares the acts of all registers as commands of the pages.
pub fn declare(wire: &mut Wire) {
    for act in SPECS.iter().flat_map(|spec| spec.acts) {
        wire.act(act.name);
    }
}

/// The register of a code.
fn spec(code: &str) -> Result<&'static Spec, Refusal> {
    let missing = || Refusal::new("not_found", format!("没有登记簿「{code}」；没有改动"));
    SPECS.iter().find(|spec| spec.code == code).copied().ok_or_else(missing)
}

/// Does something for the register of a code, if the caller may read it.
fn reading<H: Host, T, E: Each<Out = Result<T, Refusal>>>(
    counter: &Counter<H>,
    caller: &Caller,
    code: &str,
    each: E,
) -> Result<T, Refusal> {
    let spec = spec(code)?;
    counter.may(caller, who(spec, spec.readers))?;
    with(spec.code, each).unwrap_or_else(|| Err(Refusal::new("not_found", format!("没有登记簿「{code}」"))))
}

/// An entry by its number.
fn known<R: Register, H: Host>(counter: &Counter<H>, number: &str) -> Result<Entry<R::Says>, Refusal> {
    let missing = || store::StoreError::NotFound { what: R::SPEC.words.zh, id: number.to_owned() };
    let mut entry = counter.store().entry::<R>(number)?.ok_or_else(missing)?;
    R::lengthened(&mut entry.says, bounds::sample_months(counter));
    Ok(entry)
}

/// Entries with the last days that the rulebooks of today ask for: lists, pages, papers and duties say the same day as the
/// disposal is judged by.
pub(crate) fn lengthened<R: Register, H: Host>(
    counter: &Counter<H>,
    mut entries: Vec<Entry<R::Says>>,
) -> Vec<Entry<R::Says>> {
    let months = bounds::sample_months(counter);
    entries.iter_mut().for_each(|entry| R::lengthened(&mut entry.says, months));
    entries
}

/// Whether a caller may do something of a register today.
fn holds<H: Host>(counter: &Counter<H>, caller: &Caller, spec: &Spec, roles: &'static [Role]) -> bool {
    counter.may(caller, who(spec, roles)).is_ok()
}

/// What an act is called and who may do it, for a page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct ActView {
    /// The command's name.
    pub act: &'static str,
    /// What the button says.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// Whether anything is filled in, or signed.
    pub form: bool,
}

impl ActView {
    fn of(act: &Act) -> Self {
        let form = !act.fields.is_empty() || act.signed.is_some();
        Self { act: act.name, title: act.words.zh, title_en: act.words.en, form }
    }
}
