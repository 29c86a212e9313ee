//! `cargo xtask wire`: what is made from the list of commands. The types that the pages are checked against, and the table
//! of permissions that people read; tests of the desk hold both files against the list.

use std::fs;

use crate::{Yard, fault::Fault, step};

/// What the desk prints under which word, and the file that it becomes.
const FILES: [(&str, &str); 2] = [("types", "ui/lib/wire.d.ts"), ("permissions", "docs/permissions.md")];

/// Writes both files.
///
/// # Errors
/// A desk that does not build, and a file that cannot be written.
pub fn wire(yard: &Yard) -> Result<(), Fault> {
    for (word, file) in FILES {
        let arguments = ["run", "--locked", "--quiet", "-p", "tiaohe-desk", "--example", "wire", "--", word];
        let text = step::printed(&mut step::cargo(yard, &arguments))?;
        let path = yard.root.join(file);
        fs::write(&path, text).map_err(Fault::file(&path))?;
        println!("wrote {file}");
    }
    Ok(())
}
