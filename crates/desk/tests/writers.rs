//! Every kind of record has something that writes it: commands that there are, or the store itself. The kinds say so
//! themselves, so a new one cannot be without.

#![allow(clippy::panic, reason = "what a test needs must be there")]

use desk::permissions;
use records::Record;

/// What the store writes by itself: that its clock was set back, and that a sealed item was replaced by another; that one may lie at
/// headquarters, too, as its customer chose, and that a receipt names one as gone there.
const ITS_OWN: [&str; 4] = ["clock.set_back", "vault.erased", "vault.released", "vault.gone"];

#[test]
fn every_kind_is_written_by_commands_that_there_are() {
    for kind in Record::KINDS {
        assert_eq!(kind.writers.is_empty(), ITS_OWN.contains(&kind.name), "{} has no command", kind.name);
        for name in kind.writers {
            assert!(permissions().any(|asked| asked.name == *name), "{}: there is no {name}", kind.name);
        }
    }
}

#[test]
fn what_the_counter_writes_says_what_it_makes_stale() {
    for name in Record::KINDS.iter().flat_map(|kind| kind.writers) {
        if let Some(command) = counter::COMMANDS.iter().find(|command| command.name == *name) {
            assert!(!command.stale.is_empty(), "{name} makes nothing stale");
        }
    }
}
