//! A person of the store as the screens show them: name, roles, presence, and whether their PIN is locked.

use domain::Moment;
use domain::event::VaultRef;
use domain::staff::Role;
use serde::Serialize;
use store::Store;
use store::tables::StaffRow;
use ts_rs::TS;

use crate::{Counter, Host, Refusal, pin};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Person {
    /// The person's code, which stands on labels.
    pub staff: String,
    /// The person's name; the code again where the reader sees no names or the name was erased.
    pub name: String,
    /// What the person may do.
    #[ts(type = "Array<Role>")]
    pub roles: Vec<Role>,
    /// Whether the person is in the store now, by a mark of today.
    pub present: bool,
    /// 未离店登记: since when the person stands as present from an earlier day.
    #[ts(as = "Option<String>")]
    pub left_unmarked: Option<Moment>,
    /// Until when wrong PINs lock the person out, while they do and an end is set.
    #[ts(as = "Option<String>")]
    pub locked_until: Option<Moment>,
    /// Whether wrong PINs lock the person out now.
    pub locked: bool,
    /// Whether the post has begun and not ended.
    pub in_post: bool,
}

impl Person {
    /// The person of a row, with the name or with the code in its place.
    pub(crate) fn of<H: Host>(counter: &Counter<H>, row: &StaffRow, named: bool) -> Result<Self, Refusal> {
        let member = &row.member;
        let code = member.id.to_string();
        let name = if named { name(counter.store(), &member.name)? } else { None };
        let (today, now) = (counter.today(), counter.host().now());
        let lock = pin::locked_until(row);
        let until = lock.flatten().filter(|until| now < *until);
        Ok(Self {
            name: name.unwrap_or_else(|| code.clone()),
            staff: code,
            roles: member.roles.clone(),
            present: row.here_on(today).is_some(),
            left_unmarked: row.left_unmarked_on(today),
            locked_until: until,
            locked: lock == Some(None) || until.is_some(),
            in_post: member.in_post(today),
        })
    }
}

/// Everybody who may sit down at the counter: in post and with a PIN. For the lock screen, where nobody has said yet who
/// they are.
///
/// # Errors
/// What the store answers.
pub fn faces<H: Host>(counter: &Counter<H>) -> Result<Vec<Person>, Refusal> {
    let mut faces = Vec::new();
    for row in counter.store().staff()?.iter().filter(|row| row.pin.is_some()) {
        let person = Person::of(counter, row, true)?;
        if person.in_post {
            faces.push(person);
        }
    }
    Ok(faces)
}

/// A name out of the vault; `None` once erased.
pub(crate) fn name(store: &Store, item: &VaultRef) -> Result<Option<String>, Refusal> {
    let bytes = store.unseal(item)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}
