//! Prints what `cargo xtask wire` writes: `types` and `lists` for the pages, `permissions` for people.

use std::process::ExitCode;

fn main() -> ExitCode {
    let text = match std::env::args().nth(1).as_deref() {
        Some("types") => desk::declaration(),
        Some("lists") => desk::lists(),
        Some("permissions") => desk::permission_table(),
        _ => {
            eprintln!("which: types, lists or permissions?");
            return ExitCode::FAILURE;
        }
    };
    print!("{text}");
    ExitCode::SUCCESS
}
