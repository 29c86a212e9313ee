//! Every kind of record has something that writes it: commands that there are, or the store itself. The kinds say so
//! themselves, so a new one cannot be without.

#![allow(clippy::panic, reason = "what a test needs must be there")]

use std::path::{Path, PathBuf};

use command::Topic;
use desk::permissions;
use records::Record;

/// What the store writes by itself: that its clock was set back, and that a sealed item was replaced by another; that one may lie at
/// headquarters, too, as its customer chose, and that a receipt names one as gone there; that its clock and headquarters' differ; what
/// came down from headquarters.
const ITS_OWN: [&str; 12] = [
    "clock.set_back",
    "clock.compared",
    "vault.erased",
    "vault.released",
    "vault.gone",
    "bulletin.applied",
    "bulletin.held",
    "restriction.ordered",
    "restriction.lifted",
    "approval.published",
    "rulebook.set",
    "working_days.set",
];

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

/// The kinds that make or change an entry of a register: those that its acts write, and what corrects a record of it.
fn of_registers() -> impl Iterator<Item = &'static records::Kind> {
    let acts: Vec<&str> = counter::entries::acts().map(|act| act.name).collect();
    assert!(acts.len() > 10, "{acts:?}");
    Record::KINDS.iter().filter(move |kind| {
        kind.name == "record.corrected" || kind.writers.iter().any(|name| acts.contains(name))
    })
}

#[test]
fn what_writes_an_entry_of_a_register_tells_the_pages_that_show_it() {
    for kind in of_registers() {
        for name in kind.writers {
            let command = permissions().find(|asked| asked.name == *name);
            let command = command.unwrap_or_else(|| panic!("no command {name}"));
            assert!(command.stale.contains(&Topic::Store), "{name} writes {} and tells nobody", kind.name);
        }
    }
}

/// The pages' files, with what stands in them.
fn pages(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "js") {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}"));
            found.push((path, text));
        }
    }
}

/// What shows entries, their records, or what is due because of them.
const SHOWS: [&str; 6] = [
    "rpc('register.all'",
    "rpc('register.list'",
    "rpc('register.look'",
    "rpc('day.look'",
    "rpc('record.look'",
    "rpc('record.list'",
];

#[test]
fn a_screen_that_shows_entries_or_their_duties_hears_of_them() {
    let mut found = Vec::new();
    pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/screens"), &mut found);
    let mut shown = Vec::new();
    for (path, text) in found {
        // Of the pages that ask for today, one alone shows what is due; the others take its services.
        let today = path.ends_with("today.js").then_some("rpc('today.look'");
        let shows: Vec<&str> = SHOWS.into_iter().chain(today).filter(|asked| text.contains(*asked)).collect();
        let Some((_, screen)) = text.split_once(" extends ").filter(|_| !shows.is_empty()) else {
            continue;
        };
        let topics = screen.split_once("static topics = [").and_then(|(_, rest)| rest.split_once(']'));
        let topics = topics.map_or("", |(topics, _)| topics);
        assert!(topics.contains("'store'"), "{} shows {shows:?} and listens to [{topics}]", path.display());
        shown.extend(shows);
    }
    for asked in SHOWS.into_iter().chain(["rpc('today.look'"]) {
        assert!(shown.contains(&asked), "no screen asks {asked}: this test looks past it");
    }
}
