//! Every mend that a check names leads somewhere: to a page that there is, and to a command that somebody may send; or it
//! is headquarters'.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test needs must be there")]

use std::path::PathBuf;

use counter::mends::{By, ways};
use counter::{Who, Window};
use desk::permissions;
use domain::staff::Role;

fn page(path: &str) -> String {
    let ui = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui");
    std::fs::read_to_string(ui.join(path)).unwrap()
}

/// The roles that may send a command from the staff's window.
fn roles(name: &str) -> Vec<Role> {
    let asked = permissions().find(|asked| asked.name == name).unwrap_or_else(|| panic!("no command {name}"));
    assert!(asked.windows.contains(&Window::Staff), "{name} is sent by no page");
    let (Who::Person(roles) | Who::Security(roles)) = asked.who else { panic!("{name} asks for nobody") };
    if roles.is_empty() { Role::ALL.to_vec() } else { roles.to_vec() }
}

#[test]
fn every_mend_has_a_command_that_somebody_at_the_counter_may_send() {
    let lists = desk::lists();
    for (action, way) in ways() {
        let By::Command(name) = way.by else { continue };
        let roles = roles(name);
        assert!(roles.iter().any(|role| *role != Role::Inspector), "{action:?}: nobody may {name}");
        // Whom to ask for is read from the same table, so that a person without the role is told who has it.
        let key = if name.contains('.') { format!("  '{name}': [") } else { format!("  {name}: [") };
        assert!(lists.contains(&key), "{action:?}: the pages cannot name who may {name}");
    }
}

#[test]
fn every_mend_leads_to_a_page_that_there_is() {
    let (routes, store, materials, tasks) = (
        page("lib/screens.js"),
        page("screens/store.js"),
        page("screens/materials.js"),
        page("screens/works/tiles.js"),
    );
    for (action, way) in ways() {
        let (screen, part) = way.page.split_once('/').unwrap_or((way.page, ""));
        assert!(routes.contains(&format!("\n  {screen}: {{")), "{action:?} leads to no screen: {}", way.page);
        match (screen, part, way.by) {
            (_, "", _) => {}
            ("store", tab, _) => assert!(store.contains(&format!("'{tab}'")), "{action:?}: no tab {tab}"),
            ("materials", tab, _) => {
                assert!(materials.contains(&format!("'{tab}'")), "{action:?}: no tab {tab}");
            }
            // A form of the daily work is opened by its name, and sends the very command.
            ("work", task, By::Command(name)) => {
                assert!(tasks.contains(&format!("  {task}: '{name}',")), "{action:?}: {task} is not {name}");
            }
            (screen, part, by) => panic!("{action:?}: what is {screen}/{part} by {by:?}?"),
        }
    }
}
