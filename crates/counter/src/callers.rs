//! Who may call what: the roles of a command against what the caller holds today. It knows no command by name.

use command::{Caller, Permission, Run, Who, any_of};
use domain::staff::Role;
use words::Worded as _;

use crate::{Counter, Host, Refusal};

impl<H: Host> command::Context for Counter<H> {
    type Asker = Caller;
}

impl<H: Host> Counter<H> {
    /// Whether a person may call a command by its role, as the table has it.
    #[must_use]
    pub fn permits(&self, caller: &Caller, permission: &Permission) -> bool {
        self.may(caller, permission.who).is_ok()
    }

    /// Calls a command, if the caller's role may.
    ///
    /// # Errors
    /// `role_forbidden`, or the command's own refusal.
    pub fn call<C: Run<Self>>(&mut self, caller: &Caller, command: C) -> Result<C::Reply, Refusal> {
        self.may(caller, C::WHO)?;
        command.run(self, caller)
    }

    /// Refuses a caller who holds none of the roles.
    pub(crate) fn may(&self, caller: &Caller, who: Who) -> Result<(), Refusal> {
        let roles = who.roles();
        let forbidden = |who_asks: &str| {
            let mut wanted: Vec<&str> = roles.iter().map(|role| role.zh()).collect();
            if matches!(who, Who::Security(_)) {
                wanted.push(words::post::Security.zh);
            }
            if wanted.is_empty() {
                wanted.push("门店在岗人员");
            }
            let message = format!("{who_asks} 不能进行这一项：须由{}操作；什么都没有改动", wanted.join("、"));
            Refusal::new("role_forbidden", message)
        };
        match caller {
            Caller::System if roles.is_empty() => Ok(()),
            Caller::System => Err(forbidden(words::actor::System.zh)),
            Caller::Staff(id) => {
                let member = self.store().person(id)?.member;
                let today = self.today();
                let held: Vec<Role> =
                    Role::ALL.into_iter().filter(|role| member.holds(*role, today)).collect();
                let secures = matches!(who, Who::Security(_)) && self.secures(id)?;
                if secures || any_of(roles, &held) { Ok(()) } else { Err(forbidden(id.as_str())) }
            }
        }
    }
}
