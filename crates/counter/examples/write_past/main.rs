//! Writes the ledgers that later programs must still open, verify, rebuild and show alike. Run by hand once a release:
//!
//! ```sh
//! cargo run --package tiaohe-counter --example write_past -- tests/past/0.1.0
//! ```
//!
//! It goes by the commands that people use at the counter, and it refuses a folder that is there: what was kept is never
//! written again.

#[path = "../../tests/figures/mod.rs"]
mod figures;
#[path = "past.rs"]
mod past;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("say into which folder")?;
    let folder = Path::new(&folder);
    if folder.exists() {
        return Err(format!("{} is there: what was kept is never written again", folder.display()).into());
    }
    past::write(folder)
}
