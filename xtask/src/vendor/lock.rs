//! The lock file of what is vendored: read as a whole, of which only the digests are ever written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use serde::Deserialize;

use crate::fault::Fault;

/// Where the lock lies, from the root.
pub const PATH: &str = "ui/vendor.lock.toml";

/// What stands above the digests; everything from it on is written anew.
const DIGESTS: &str =
    "# Written by `cargo xtask vendor`: what lies there must be this, byte for byte.\n[sha256]\n";

/// The lock.
#[derive(Debug, Deserialize)]
pub struct Lock {
    /// The icons of the sprite, by their names in the set.
    pub icons: Vec<String>,
    /// The packages.
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
    /// SHA-256 of every file, by its path from the root.
    #[serde(rename = "sha256", default)]
    pub digests: BTreeMap<String, String>,
}

/// One package.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Its name in the registry.
    pub name: String,
    /// Its exact version.
    pub version: String,
    /// SHA-512 of its archive, as the registry writes it.
    pub integrity: String,
    /// The folder that its files go to, from the root.
    pub into: String,
    /// The module that its bare name stands for.
    pub main: Option<String>,
    /// The sprite that is made of its icons.
    pub sprite: Option<String>,
    /// What is taken of it.
    pub take: Vec<Take>,
}

/// One file of a package.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Take {
    /// It keeps its place.
    Same(String),
    /// It goes elsewhere.
    Moved {
        /// Its place in the package.
        from: String,
        /// Its place in the folder.
        to: String,
    },
}

impl Take {
    /// Its place in the package and in the folder.
    pub fn places(&self) -> (&str, &str) {
        match self {
            Self::Same(place) => (place, place),
            Self::Moved { from, to } => (from, to),
        }
    }
}

impl Lock {
    /// Reads the lock of the repository.
    ///
    /// # Errors
    /// [`Fault::File`] or [`Fault::Lock`].
    pub fn read(root: &Path) -> Result<Self, Fault> {
        let path = root.join(PATH);
        let text = fs::read_to_string(&path).map_err(Fault::file(&path))?;
        toml::from_str(&text).map_err(|source| Fault::Lock { path, source: Box::new(source) })
    }

    /// The folders that hold nothing but what is vendored.
    pub fn folders(&self) -> BTreeSet<String> {
        let outermost = |into: &str| into.find("/vendor").map_or(into.len(), |at| at + "/vendor".len());
        self.packages.iter().map(|package| package.into[..outermost(&package.into)].to_owned()).collect()
    }
}

/// Writes the digests below what people wrote.
///
/// # Errors
/// [`Fault::File`].
pub fn write_digests(root: &Path, digests: &BTreeMap<String, String>) -> Result<(), Fault> {
    let path = root.join(PATH);
    let text = fs::read_to_string(&path).map_err(Fault::file(&path))?;
    fs::write(&path, with_digests(&text, digests)).map_err(Fault::file(&path))
}

fn with_digests(text: &str, digests: &BTreeMap<String, String>) -> String {
    let written = text.split_once(DIGESTS).map_or(text, |(written, _)| written).trim_end();
    let mut text = format!("{written}\n\n{DIGESTS}");
    for (path, digest) in digests {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\"{path}\" = \"{digest}\"");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_digests_are_written_anew() {
        let digests = BTreeMap::from([("ui/vendor/a.js".to_owned(), "12".to_owned())]);
        let once = with_digests("# by hand\nicons = []\n", &digests);
        assert!(once.starts_with("# by hand\nicons = []\n\n# Written by"), "{once}");
        assert!(once.ends_with("[sha256]\n\"ui/vendor/a.js\" = \"12\"\n"), "{once}");
        assert_eq!(with_digests(&once, &digests), once);
    }

    #[test]
    fn a_file_keeps_its_place_unless_told() {
        let text = r#"
            icons = ["house"]
            [[package]]
            name = "a"
            version = "1.0.0"
            integrity = "sha512-"
            into = "ui/vendor/a"
            take = ["a.js", { from = "dist/b.js", to = "b.js" }]
        "#;
        let lock: Lock = toml::from_str(text).expect("a lock");
        let places: Vec<_> = lock.packages[0].take.iter().map(Take::places).collect();
        assert_eq!(places, [("a.js", "a.js"), ("dist/b.js", "b.js")]);
        assert_eq!(lock.folders(), BTreeSet::from(["ui/vendor".to_owned()]));
    }
}
