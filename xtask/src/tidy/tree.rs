//! The files of the repository, read once. It walks the folders itself and does not ask git, so that a new file is held
//! against the rules before it is added, and so that an unpacked archive can be checked too.

use std::{collections::BTreeMap, fs, path::Path};

use sha2::{Digest as _, Sha256};

use crate::fault::Fault;

/// Folders that are made, not written. In a second work tree `.git` is a file.
const MADE: &[&str] = &[".git", "target", "gen", "node_modules"];

/// One file.
#[derive(Debug)]
pub struct Leaf {
    /// From the root, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its text; `None` if it is not UTF-8.
    pub text: Option<String>,
    /// SHA-256 of its bytes, as `sha256sum` writes it.
    pub digest: String,
}

#[cfg(test)]
impl Leaf {
    /// A file with a text.
    pub fn of(path: &str, text: &str) -> Self {
        let digest = hex::encode(Sha256::digest(text));
        Self { path: path.into(), bytes: text.len() as u64, text: Some(text.into()), digest }
    }
}

/// All files that are written, by path.
#[derive(Debug, Default)]
pub struct Tree(BTreeMap<String, Leaf>);

impl Tree {
    /// Reads everything below the root that is not made.
    ///
    /// # Errors
    /// [`Fault::File`] for the first folder or file that cannot be read.
    pub fn read(root: &Path) -> Result<Self, Fault> {
        let mut tree = Self::default();
        tree.grow(root, "")?;
        Ok(tree)
    }

    fn grow(&mut self, folder: &Path, prefix: &str) -> Result<(), Fault> {
        for entry in fs::read_dir(folder).map_err(Fault::file(folder))? {
            let entry = entry.map_err(Fault::file(folder))?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if MADE.contains(&name.as_str()) {
                continue;
            }
            let kind = entry.file_type().map_err(Fault::file(&path))?;
            if kind.is_dir() {
                self.grow(&path, &format!("{prefix}{name}/"))?;
            } else if kind.is_file() {
                let bytes = fs::read(&path).map_err(Fault::file(&path))?;
                self.add(Leaf {
                    path: format!("{prefix}{name}"),
                    bytes: bytes.len() as u64,
                    digest: hex::encode(Sha256::digest(&bytes)),
                    text: String::from_utf8(bytes).ok(),
                });
            }
        }
        Ok(())
    }

    fn add(&mut self, leaf: Leaf) {
        self.0.insert(leaf.path.clone(), leaf);
    }

    /// Every file, in order of path.
    pub fn files(&self) -> impl Iterator<Item = &Leaf> {
        self.0.values()
    }

    /// The file at this path.
    pub fn file(&self, path: &str) -> Option<&Leaf> {
        self.0.get(path)
    }

    /// Whether a file or folder is at this path; `*` in its last part stands for anything but `/`.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if let Some((start, end)) = path.split_once('*') {
            return self.0.keys().any(|file| {
                file.strip_prefix(start)
                    .and_then(|rest| rest.strip_suffix(end))
                    .is_some_and(|between| !between.contains('/'))
            });
        }
        let folder = format!("{path}/");
        self.0.contains_key(path)
            || self.0.range(folder.clone()..).next().is_some_and(|(k, _)| k.starts_with(&folder))
    }
}

#[cfg(test)]
impl Tree {
    /// A tree of these files, for tests of the rules.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add(Leaf::of(path, text));
        }
        tree
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_path_is_a_file_a_folder_or_a_pattern_that_meets_something() {
        let tree = Tree::of(&[("crates/rules/src/lib.rs", ""), ("assets/rulebooks/a.toml", "")]);
        let cases = [
            ("crates/rules/src/lib.rs", true),
            ("crates/rules", true),
            ("crates/rules/", true),
            ("crates/rule", false),
            ("assets/rulebooks/*.toml", true),
            ("assets/*.toml", false),
            ("assets/rulebooks/*.json", false),
        ];
        for (path, expected) in cases {
            assert_eq!(tree.has(path), expected, "{path}");
        }
    }
}
