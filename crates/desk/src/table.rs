//! The permission table as a document for people: which window may ask what, and who must sit there. It is made from what
//! the desk itself goes by, and so cannot say anything else.

use command::{Permission, Who, Window};
use counter::setup::approvals::BY_NO_APPROVER;
use domain::staff::Role;
use words::Worded as _;

use crate::ask::permissions;

const HEAD: &str = "\
# What each window and each role may ask

Made by `cargo xtask wire` from the lists that the desk itself goes by. Do not edit.

Every question of a page is one of these commands; there is no other. The desk refuses what this table does not allow
before it looks at anything else, and so does the counter behind it, whatever a page shows. The staff's window in the
customer's hands is the customer's window. *Locked* is the staff's window at which nobody sits; a command that is
allowed there is allowed to everybody who sits there, too. Where a signature is needed, the signer's PIN comes with the
command and is checked beside this table.

The last column is the person for information security where they hold no other post: beside another post, what that
allows is allowed, too.

Who brings in or sets up is not who approves: a command marked † is refused to whoever holds 质量安全员 too.

- ✓: allowed once a store is open; ○: allowed before a store is open, and refused after; ●: allowed always.

";

/// The permission table as Markdown.
#[must_use]
pub fn permission_table() -> String {
    let mut text = HEAD.to_owned();
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.zh()).collect();
    let security = words::post::Security.zh;
    text.push_str(&format!("| Command | Customer | Locked | {} | {security} |\n", roles.join(" | ")));
    text.push_str(&format!("|---|:-:|:-:|{}\n", ":-:|".repeat(roles.len() + 1)));
    let mut rows: Vec<Permission> = permissions().filter(|asked| !asked.windows.is_empty()).collect();
    rows.sort_by_key(|asked| asked.name);
    for asked in rows {
        let staff = asked.windows.contains(&Window::Staff);
        let customer = asked.windows.contains(&Window::Customer);
        let mark = |there: bool| if there { mark(asked.who) } else { "" };
        let nobody = !matches!(asked.who, Who::Person(_) | Who::Security(_));
        let cells = Role::ALL.iter().map(|role| mark(staff && allows(asked.who, *role)));
        let secures = mark(staff && !matches!(asked.who, Who::Person(_)));
        let cells: Vec<&str> =
            [mark(customer), mark(staff && nobody)].into_iter().chain(cells).chain([secures]).collect();
        let apart = if BY_NO_APPROVER.contains(&asked.name) { " †" } else { "" };
        text.push_str(&format!("| `{}`{apart} | {} |\n", asked.name, cells.join(" | ")));
    }
    text
}

fn allows(who: Who, role: Role) -> bool {
    match who {
        Who::Anybody | Who::BeforeStore | Who::WithStore => true,
        Who::Person(roles) | Who::Security(roles) => roles.is_empty() || roles.contains(&role),
    }
}

const fn mark(who: Who) -> &'static str {
    match who {
        Who::Anybody => "●",
        Who::BeforeStore => "○",
        Who::WithStore | Who::Person(_) | Who::Security(_) => "✓",
    }
}
