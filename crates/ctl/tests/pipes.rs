//! A reader who has read enough (`| head -1`): the program ends quietly, and its exit code still tells what was done.

use std::process::Stdio;

use crate::common::{Demo, ordinary};

#[test]
fn a_reader_who_has_read_enough_ends_nothing_badly() {
    let shop = Demo::found().shop();
    let skin = ordinary();
    for (arguments, code) in [
        (&["verify"][..], 0),
        (&["rules", "list", "--on", "2026-11-20", "--region", "SD"], 0),
        (&["import", skin.as_str()], 0),
        (&["trace", "no-such-lot"], 2),
    ] {
        let mut command = shop.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Nobody reads a line of it.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    }
}
