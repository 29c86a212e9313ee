//! The one list of commands. The router, the roles and, later, the window's types derive from it; a command that is
//! not in the list cannot be called.

use domain::ids::StaffId;
use domain::staff::Role;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Counter, Host, Refusal};

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

/// One thing that can be asked of the counter.
pub trait Command: Serialize + DeserializeOwned {
    /// Its name on the wire.
    const NAME: &'static str;
    /// Who may ask; an empty list means everybody who is in the store's files.
    const ROLES: &'static [Role];
    /// What it answers.
    type Reply: Serialize;

    /// Does it.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was changed.
    fn run<H: Host>(self, counter: &mut Counter<H>, caller: &Caller) -> Result<Self::Reply, Refusal>;
}

macro_rules! commands {
    ($($type:path),+ $(,)?) => {
        /// Every command's name with the roles that may call it.
        pub const COMMANDS: &[(&str, &[Role])] = &[$((<$type as Command>::NAME, <$type as Command>::ROLES)),+];

        impl<H: Host> Counter<H> {
            /// Calls a command by its name with JSON arguments.
            ///
            /// # Errors
            /// An unknown command, arguments that do not fit, a role that may not, or the command's own refusal.
            pub fn dispatch(&mut self, caller: &Caller, name: &str, arguments: serde_json::Value)
                -> Result<serde_json::Value, Refusal>
            {
                $(if name == <$type as Command>::NAME {
                    // Who may not is told so first, whatever the arguments are.
                    self.may(caller, name, <$type as Command>::ROLES)?;
                    let command: $type = serde_json::from_value(arguments).map_err(|error| {
                        Refusal::new("bad_arguments", format!("命令 {name} 的参数不对：{error}；什么都没有改动"))
                    })?;
                    return Ok(serde_json::to_value(command.run(self, caller)?)?);
                })+
                Err(Refusal::new("unknown_command", format!("没有命令「{name}」；什么都没有改动")))
            }
        }
    };
}

commands! {
    crate::steps::open::Open,
    crate::steps::notice::GiveNotice,
    crate::steps::needs::RecordNeeds,
    crate::steps::skin::ImportSkinTest,
    crate::steps::skin::SkipSkinTest,
    crate::steps::plan::Rank,
    crate::steps::plan::Choose,
    crate::steps::agree::Agree,
    crate::steps::clear::OpenContainer,
    crate::steps::clear::Check,
    crate::steps::clear::Clear,
    crate::steps::blend::Weigh,
    crate::steps::blend::WriteOff,
    crate::steps::label::IssueLabel,
    crate::steps::label::ScanLabel,
    crate::steps::release::Release,
    crate::steps::release::Reject,
    crate::steps::deliver::HandOver,
    crate::steps::deliver::CleanEquipment,
    crate::steps::open::Abandon,
    crate::steps::open::Look,
}

impl<H: Host> Counter<H> {
    /// Calls a command, if the caller's role may.
    ///
    /// # Errors
    /// `role_forbidden`, or the command's own refusal.
    pub fn call<C: Command>(&mut self, caller: &Caller, command: C) -> Result<C::Reply, Refusal> {
        self.may(caller, C::NAME, C::ROLES)?;
        command.run(self, caller)
    }

    fn may(&self, caller: &Caller, name: &str, roles: &[Role]) -> Result<(), Refusal> {
        let forbidden = |who: &str| {
            let wanted: Vec<&str> = roles.iter().map(|role| role.chinese()).collect();
            let message = format!("{who}不能进行「{name}」：须由{}操作；什么都没有改动", wanted.join("、"));
            Refusal::new("role_forbidden", message)
        };
        match caller {
            Caller::System if roles.is_empty() => Ok(()),
            Caller::System => Err(forbidden("系统")),
            Caller::Staff(id) => {
                let member = self.store().person(id)?.member;
                let today = self.today();
                let holds = |role: &Role| member.holds(*role, today);
                let fine =
                    if roles.is_empty() { Role::ALL.iter().any(holds) } else { roles.iter().any(holds) };
                if fine { Ok(()) } else { Err(forbidden(id.as_str())) }
            }
        }
    }
}
