//! `cargo xtask vendor`: what others made and the pages load, fetched by `npm pack`, held against the integrity that the
//! lock names, and laid out below `ui/vendor/` and `tests/vendor/`. `--check` proves without a network that what lies
//! there is what the lock says. It runs nothing of what it fetches.

mod lay_out;
mod lock;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha512};

use crate::{
    Yard,
    fault::Fault,
    step::{finished, printed},
};
use lock::{Lock, Package};

/// Files by their path from the root.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Fetches every package, checks it, and writes what the lock takes of it.
///
/// # Errors
/// A package that cannot be fetched or is not what the lock names; a file, icon or module that is not in it.
pub fn vendor(yard: &Yard) -> Result<(), Fault> {
    let lock = Lock::read(&yard.root)?;
    let fetched = yard.target.join("vendor");
    if fetched.exists() {
        fs::remove_dir_all(&fetched).map_err(Fault::file(&fetched))?;
    }
    fs::create_dir_all(&fetched).map_err(Fault::file(&fetched))?;
    let mut files = Files::new();
    for package in &lock.packages {
        println!("{} {}", package.name, package.version);
        let unpacked = unpacked(package, &fetched)?;
        files.extend(lay_out::files(package, &lock, &unpacked)?);
    }
    for folder in lock.folders() {
        let folder = yard.root.join(folder);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Fault::file(&folder))?;
        }
    }
    for (path, bytes) in &files {
        let path = yard.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Fault::file(folder))?;
        }
        fs::write(&path, bytes).map_err(Fault::file(&path))?;
    }
    lock::write_digests(&yard.root, &digests(&files))?;
    println!("{} files; the lock names their digests.", files.len());
    Ok(())
}

/// Proves that what lies in the vendored folders is what the lock says, no more and no less.
///
/// # Errors
/// [`Fault::Vendored`] after printing every file that differs.
pub fn check(yard: &Yard) -> Result<(), Fault> {
    let lock = Lock::read(&yard.root)?;
    let mut files = Files::new();
    for folder in lock.folders() {
        read_folder(&yard.root, &folder, &mut files)?;
    }
    let differing = differing(&lock.digests, &digests(&files));
    for line in &differing {
        println!("{line}");
    }
    if differing.is_empty() {
        return Ok(());
    }
    Err(Fault::Vendored(format!("{} vendored files are not what {} says", differing.len(), lock::PATH)))
}

/// The icons that a lock's text names; none where it cannot be read, which [`check`] says better.
pub fn icons(text: &str) -> Vec<String> {
    toml::from_str::<Lock>(text).map_or_else(|_| Vec::new(), |lock| lock.icons)
}

/// One line for each file that is missing, changed or not in the lock.
fn differing(locked: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, digest) in locked {
        match found.get(path) {
            None => lines.push(format!("{path}: missing")),
            Some(other) if other != digest => lines.push(format!("{path}: changed")),
            Some(_) => {}
        }
    }
    lines.extend(
        found
            .keys()
            .filter(|path| !locked.contains_key(*path))
            .map(|path| format!("{path}: not in the lock")),
    );
    lines
}

fn digests(files: &Files) -> BTreeMap<String, String> {
    files.iter().map(|(path, bytes)| (path.clone(), hex::encode(Sha256::digest(bytes)))).collect()
}

fn read_folder(root: &Path, folder: &str, files: &mut Files) -> Result<(), Fault> {
    let at = root.join(folder);
    if !at.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(&at).map_err(Fault::file(&at))? {
        let entry = entry.map_err(Fault::file(&at))?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(Fault::file(&entry.path()))?.is_dir() {
            read_folder(root, &path, files)?;
        } else {
            let bytes = fs::read(entry.path()).map_err(Fault::file(&entry.path()))?;
            files.insert(path, bytes);
        }
    }
    Ok(())
}

/// Fetches a package by the registry client's own defaults, so that no host is named here, and unpacks it once its bytes
/// are known to be those that the lock means.
fn unpacked(package: &Package, fetched: &Path) -> Result<PathBuf, Fault> {
    let wanted = format!("{}@{}", package.name, package.version);
    let name = printed(
        Command::new("npm")
            .args(["pack", "--silent", "--ignore-scripts", "--pack-destination"])
            .arg(fetched)
            .arg(&wanted),
    )?;
    let archive = fetched.join(String::from_utf8_lossy(&name).trim());
    let bytes = fs::read(&archive).map_err(Fault::file(&archive))?;
    let integrity = integrity(&bytes);
    if integrity != package.integrity {
        return Err(Fault::Vendored(format!(
            "{wanted} has the integrity {integrity}, and {} names {}: do not use it before you know why",
            lock::PATH,
            package.integrity
        )));
    }
    let folder = fetched.join(wanted.replace('/', "-"));
    fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
    finished(
        Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&folder).arg("--strip-components=1"),
    )?;
    Ok(folder)
}

/// As package registries write it: the algorithm, then base64.
fn integrity(bytes: &[u8]) -> String {
    format!("sha512-{}", STANDARD.encode(Sha512::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_written_as_registries_write_it() {
        // The digest of no bytes, as everybody knows it.
        assert_eq!(
            integrity(b""),
            "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="
        );
    }

    #[test]
    fn what_is_missing_changed_or_added_is_named() {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(path, digest)| ((*path).to_owned(), (*digest).to_owned())).collect()
        };
        let locked = map(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let found = map(&[("a", "1"), ("b", "x"), ("d", "4")]);
        assert_eq!(differing(&locked, &found), ["b: changed", "c: missing", "d: not in the lock"]);
        assert_eq!(differing(&locked, &locked), Vec::<String>::new());
    }
}
