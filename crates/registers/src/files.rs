//! Files that belong to an entry: brought with a form, sealed in the vault, and known to the ledger by a word of ours and a
//! commitment.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Moment;
use records::parts::AttachedV1;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cell::{Attached, Cell};
use crate::field::{Kind, Shown, Taken, Why, why};
use crate::register::Seal;

/// A file as it was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Files that were brought for an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files(pub Vec<Brought>);

impl Files {
    /// The files as the entry knows them, their bytes sealed.
    ///
    /// # Errors
    /// What the vault answers.
    pub fn sealed<V: Seal>(self, vault: &mut V) -> Result<Vec<AttachedV1>, V::Error> {
        let seal = |Brought { name, bytes }| Ok(Attached { name, file: vault.seal(&bytes)? }.into());
        self.0.into_iter().map(seal).collect()
    }
}

/// Files that belong to an entry: their bytes lie in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kept(pub Vec<Attached>);

impl Kept {
    /// More files: each is called by its place among all, so that no two of an entry share a name.
    pub fn add(&mut self, files: Vec<AttachedV1>) {
        for mut file in files.into_iter().map(Attached::from) {
            let ending = file.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
            file.name = format!("{}.{ending}", self.0.len() + 1);
            self.0.push(file);
        }
    }
}

/// So many files at most, each of so many bytes at most.
const MOST_FILES: usize = 8;
/// A photograph or a scanned report; what is larger is kept elsewhere and named.
pub const MOST_BYTES: usize = 8 << 20;

impl Shown for Kept {
    const KIND: Kind = Kind::Files;
    const REQUIRED: bool = false;
    fn cell(&self) -> Cell {
        if self.0.is_empty() { Cell::Nothing } else { Cell::Files(self.0.clone()) }
    }
}

impl Shown for Files {
    const KIND: Kind = Kind::Files;
    const REQUIRED: bool = false;
    fn cell(&self) -> Cell {
        Cell::Nothing
    }
}

impl Taken for Files {
    /// Each as its ending and its bytes in base64: what a file was called may name a person, so that nothing but its ending
    /// is taken of its name.
    fn read(given: &Value, _: Moment) -> Result<Self, Why> {
        let none = Vec::new();
        let files = given.as_array().unwrap_or(&none);
        if files.len() > MOST_FILES {
            return Err(why(format!("最多 {MOST_FILES} 个文件"), format!("at most {MOST_FILES} files")));
        }
        let mut brought = Vec::new();
        for (at, file) in (1..).zip(files) {
            let text = |key: &str| file.get(key).and_then(Value::as_str);
            let bytes = text("base64").and_then(|text| STANDARD.decode(text).ok());
            let bytes = bytes
                .ok_or_else(|| why("文件读不出，请重新选择", "the file cannot be read: choose again"))?;
            if bytes.is_empty() || bytes.len() > MOST_BYTES {
                return Err(why(
                    "每个文件须有内容，不超过 8 MB",
                    "each file has something in it, 8 MB at most",
                ));
            }
            let ending = text("name").and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
            let ending: String =
                ending.unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).take(5).collect();
            brought.push(Brought { name: format!("{at}.{}", ending.to_lowercase()), bytes });
        }
        Ok(Self(brought))
    }
}
