//! The closed lists of the domain and the rules that commands and views name, told to the pages as types. What is not in
//! `ALL` of its list is not on the wire, and a page's map that forgets a word of one does not pass the compiler.

use domain::consent::{AgeBand, Purpose};
use domain::event::Restricted;
use domain::kept::{Basis, Changed, Held, LookedAt, PhoneUse, RequestFor};
use domain::need::Channel;
use domain::premises::{Approvable, TestTrigger};
use domain::recipe::ServiceType;
use domain::service::{Mode, Step};
use domain::staff::Role;
use domain::stock::Zone;
use rules::{Check, Gate, MendAction, Outcome, builtin};

use command::wire::Wire;

/// Declares them.
pub(crate) fn declare(wire: &mut Wire) {
    wire.words("Approvable", &Approvable::ALL);
    wire.words("AgeBand", &AgeBand::ALL);
    wire.words("Changed", &Changed::ALL);
    wire.words("Channel", &Channel::ALL);
    wire.words("CheckName", Check::ALL);
    wire.words("Gate", &Gate::ALL);
    wire.words("Basis", &Basis::ALL);
    wire.words("Restricted", &Restricted::ALL);
    wire.words("Held", &Held::ALL);
    wire.words("LookedAt", &LookedAt::ALL);
    wire.words("MendAction", &MendAction::ALL);
    wire.words("Mode", &Mode::ALL);
    wire.words("Outcome", &Outcome::ALL);
    wire.words("PhoneUse", &PhoneUse::ALL);
    wire.words("Purpose", &Purpose::ALL);
    wire.words("RequestFor", &RequestFor::ALL);
    wire.words("Role", &Role::ALL);
    let ids: Vec<String> = builtin().into_iter().map(|rulebook| rulebook.id).collect();
    wire.words("RulebookId", &ids);
    wire.words("ServiceType", &ServiceType::ALL);
    wire.words("Step", &Step::ALL);
    wire.words("TestTrigger", &TestTrigger::ALL);
    wire.words("Zone", &Zone::ALL);
}
