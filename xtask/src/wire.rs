//! `cargo xtask wire`: what is made from the lists in Rust and from the list of words. The types that the pages are checked
//! against, the lists that they read, and the table of permissions that people read; tests of the desk hold the files against
//! the lists. The shared words for the pages; `cargo xtask tidy` holds them against theirs.

use std::fs;

use crate::{Yard, fault::Fault, step, word_list};

/// What the desk prints under which word, and the file that it becomes.
const FILES: [(&str, &str); 3] =
    [("types", "ui/lib/wire.d.ts"), ("lists", "ui/lib/lists.js"), ("permissions", "docs/permissions.md")];

/// Writes the files.
///
/// # Errors
/// A desk that does not build, words that are no TOML, and a file that cannot be written.
pub fn wire(yard: &Yard) -> Result<(), Fault> {
    let (words, script) = (yard.root.join(word_list::WORDS), yard.root.join(word_list::SCRIPT));
    let said = fs::read_to_string(&words).map_err(Fault::file(&words))?;
    let text = word_list::script(&said).map_err(|error| Fault::Words(error.to_string()))?;
    fs::write(&script, text).map_err(Fault::file(&script))?;
    println!("wrote {}", word_list::SCRIPT);
    for (word, file) in FILES {
        let arguments = ["run", "--locked", "--quiet", "-p", "tiaohe-desk", "--example", "wire", "--", word];
        let text = step::printed(&mut step::cargo(yard, &arguments))?;
        let path = yard.root.join(file);
        fs::write(&path, text).map_err(Fault::file(&path))?;
        println!("wrote {file}");
    }
    Ok(())
}
