//! What is committed for the pages and for people is what the desk goes by: `cargo xtask wire` writes the files.

use std::path::PathBuf;

fn committed(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap_or_default()
}

/// Compares line by line, so that a difference is shown as one.
fn same(path: &str, wanted: &str) {
    let committed = committed(path);
    let different = committed.lines().zip(wanted.lines()).find(|(is, should)| is != should);
    assert_eq!(different, None, "{path} is not what the desk says: run `cargo xtask wire`");
    assert_eq!(committed.lines().count(), wanted.lines().count(), "{path}: run `cargo xtask wire`");
}

#[test]
fn the_pages_types_are_the_desks() {
    same("ui/lib/wire.d.ts", &desk::declaration());
}

#[test]
fn the_pages_lists_are_the_desks() {
    same("ui/lib/lists.js", &desk::lists());
}

#[test]
fn the_permission_table_that_people_read_is_the_desks() {
    same("docs/permissions.md", &desk::permission_table());
}

#[test]
fn no_two_types_bear_one_name() {
    assert_eq!(desk::wire().twice(), Vec::<String>::new());
}

#[test]
fn every_command_that_a_page_may_call_is_declared_once() {
    let declaration = desk::declaration();
    for asked in desk::permissions() {
        let entry = format!("\n  \"{}\": {{ args: ", asked.name);
        let times = declaration.matches(&entry).count();
        assert_eq!(times, usize::from(!asked.windows.is_empty()), "{}", asked.name);
    }
}
