//! A Tauri window with one button and nothing behind it: what the counter's window is held against. It is built with
//! the same version and features of Tauri as the counter, by `cargo xtask bench`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match tauri::Builder::default().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
