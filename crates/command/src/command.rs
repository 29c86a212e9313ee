//! The declaration of a command, which every list, permission table and wire type derives from, and the one way in which
//! it runs on what it was made for. It decides nobody's permission itself: who holds a role is known to a store.

use domain::ids::StaffId;
use domain::staff::Role;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

use crate::{Refusal, Topic};

/// Who calls: a member of staff, or the program itself at founding and in its chores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A member of staff.
    Staff(StaffId),
    /// The program itself: reading, never a step of a service.
    System,
}

impl Caller {
    /// What the record says.
    #[must_use]
    pub fn actor(&self) -> &str {
        match self {
            Self::Staff(id) => id.as_str(),
            Self::System => "system",
        }
    }
}

/// A window, as far as permission goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The staff's.
    Staff,
    /// The customer's: on a screen of its own, or the staff's window while it is handed over.
    Customer,
}

/// Who may ask a command, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, always.
    Anybody,
    /// Anybody, as long as no store is open.
    BeforeStore,
    /// Anybody, once a store is open: somebody may sit at the window or nobody.
    WithStore,
    /// Somebody who holds one of these roles; an empty list means anybody in post.
    Person(&'static [Role]),
    /// The same, or the person for information security, whatever else they hold or not (个性化服务指南 8.4).
    Security(&'static [Role]),
}

impl Who {
    /// The roles of which one is needed; none where anybody in post, or nobody at all, will do.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::Anybody | Self::BeforeStore | Self::WithStore => &[],
            Self::Person(roles) | Self::Security(roles) => roles,
        }
    }
}

/// Whether somebody who holds `held` is one of `roles`; an empty list of those means anybody in post.
#[must_use]
pub fn any_of(roles: &[Role], held: &[Role]) -> bool {
    if roles.is_empty() { !held.is_empty() } else { roles.iter().any(|role| held.contains(role)) }
}

/// One thing that can be asked, as it is declared once for all who must know of it.
pub trait Command: Serialize + DeserializeOwned + TS + 'static {
    /// Its name on the wire.
    const NAME: &'static str;
    /// From which windows it may be asked by its name. What takes bytes or a customer's own hand has none: the desk
    /// asks it on their behalf.
    const WINDOWS: &'static [Window] = &[Window::Staff];
    /// Who may ask it, and when.
    const WHO: Who;
    /// What a window that shows it must read again afterwards. What only reads makes nothing stale; nor does what rings
    /// for itself once it has come to pass, because others wait for it.
    const STALE: &'static [Topic] = &[];
    /// What it answers.
    type Reply: Serialize;

    /// Its row of the permission table.
    const PERMISSION: Permission =
        Permission { name: Self::NAME, windows: Self::WINDOWS, who: Self::WHO, stale: Self::STALE };

    /// Refuses arguments that a command line may give and a window may not.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was changed.
    fn check_from_window(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Reads a command's arguments as a window gave them, and takes no id that is not in its proper form.
///
/// # Errors
/// `bad_arguments`, and what the command refuses from a window.
pub fn read<C: Command>(arguments: &serde_json::Value) -> Result<C, Refusal> {
    let bad = |why: &dyn std::fmt::Display| {
        Refusal::new("bad_arguments", format!("命令 {} 的参数不对：{why}；什么都没有改动", C::NAME))
    };
    let asked = C::deserialize(arguments).map_err(|error| bad(&error))?;
    domain::said::judge(&asked).map_err(|odd| bad(&odd))?;
    asked.check_from_window()?;
    Ok(asked)
}

/// What commands run on: a counter, a desk, headquarters.
pub trait Context {
    /// How it knows who asks.
    type Asker;
}

/// A command that is answered at once by a context.
pub trait Run<C: Context>: Command {
    /// Does it.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was changed.
    fn run(self, context: &mut C, asker: &C::Asker) -> Result<Self::Reply, Refusal>;
}

/// A command as the permission table has it.
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    /// The command's name.
    pub name: &'static str,
    /// From which windows it may be called.
    pub windows: &'static [Window],
    /// Who may call it, and when.
    pub who: Who,
    /// What it makes stale.
    pub stale: &'static [Topic],
}
