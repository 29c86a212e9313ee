//! The files that belong to an entry: their bytes lie in the vault, and go to those alone who may read its names.

use registers::{Cell, Each, Fields as _, Register};

use super::{known, reading};
use crate::{Caller, Counter, Host, Refusal};

struct Opening<'a, H: Host> {
    counter: &'a Counter<H>,
    caller: &'a Caller,
    number: &'a str,
    name: &'a str,
}

impl<H: Host> Each for Opening<'_, H> {
    type Out = Result<Vec<u8>, Refusal>;
    fn of<R: Register>(self) -> Self::Out {
        let Self { counter, caller, number, name } = self;
        counter.may(caller, super::who(R::SPEC, R::SPEC.names))?;
        let entry = known::<R, H>(counter, number)?;
        let files = R::SPEC.fields.iter().filter_map(|field| match entry.says.cell(field.key) {
            Cell::Files(files) => Some(files),
            Cell::Nothing
            | Cell::Text(_)
            | Cell::Number { .. }
            | Cell::Day(_)
            | Cell::Moment(_)
            | Cell::Yes(_)
            | Cell::Choice(..)
            | Cell::Link(..)
            | Cell::Sealed(_)
            | Cell::Lines(_) => None,
        });
        let file = files.flatten().find(|file| file.name == name);
        let bytes = match file {
            Some(file) => counter.store().unseal(&file.file)?,
            None => None,
        };
        bytes.ok_or_else(|| Refusal::new("not_found", format!("{number} 没有附件「{name}」，或已被删除")))
    }
}

/// The bytes of a file that belongs to an entry.
///
/// # Errors
/// `role_forbidden`, `not_found`.
pub fn attached<H: Host>(
    counter: &Counter<H>,
    caller: &Caller,
    register: &str,
    number: &str,
    name: &str,
) -> Result<Vec<u8>, Refusal> {
    reading(counter, caller, register, Opening { counter, caller, number, name })
}
