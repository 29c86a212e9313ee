//! Files that people bring: picked in a dialog or lying in the watched folder. A page knows a file by a token and its
//! name; where it lies and what is in it stays on this side of the door.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use command::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a file is brought for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "FilePurpose")]
pub enum Purpose {
    /// An analyser's file.
    SkinTest,
    /// A table of products.
    Products,
    /// A table of recipes.
    Recipes,
    /// A table of lots.
    Lots,
    /// A table of a register's entries.
    Register,
    /// A file that belongs to an entry.
    Attachment,
    /// A backup of the store.
    Backup,
    /// The key of a backup.
    Key,
    /// An enrolment ticket of headquarters.
    Enrolment,
}

impl Purpose {
    /// How such files' names end.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::SkinTest => &["json", "csv", "tsv", "xlsx", "txt", "zip"],
            Self::Products | Self::Recipes | Self::Lots | Self::Register => &["csv", "tsv", "txt", "xlsx"],
            Self::Attachment => &["jpg", "jpeg", "png", "pdf", "xlsx", "docx", "csv"],
            Self::Backup => &["tiaohe", "db"],
            Self::Key => &["json", "key"],
            Self::Enrolment => &["json", "txt"],
        }
    }

    /// Whether what is in such a file is read here, and not kept as it is.
    pub(crate) const fn is_read(self) -> bool {
        matches!(self, Self::SkinTest | Self::Products | Self::Recipes | Self::Lots | Self::Register)
    }
}

words::worded!(Purpose: file { SkinTest, Products, Recipes, Lots, Register, Attachment, Backup, Key, Enrolment });

/// A file that was brought.
#[derive(Debug, Clone)]
pub(crate) struct Picked {
    token: String,
    purpose: Purpose,
    pub(crate) path: PathBuf,
}

/// The files that pages hold tokens of; the oldest tokens end first.
#[derive(Debug, Default)]
pub(crate) struct Files(VecDeque<Picked>);

/// More than anybody looks through at once.
const REMEMBERED: usize = 500;
/// No file that people bring is bigger; a table of 300,000 products has about 60 MB.
const LARGEST: u64 = 256 * 1024 * 1024;

impl Files {
    /// A token for a file.
    pub(crate) fn bring(&mut self, purpose: Purpose, path: PathBuf) -> Result<String, Refusal> {
        let known = self.0.iter().find(|picked| picked.path == path && picked.purpose == purpose);
        if let Some(known) = known {
            return Ok(known.token.clone());
        }
        let token = counter::random_id('F')?;
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back(Picked { token: token.clone(), purpose, path });
        Ok(token)
    }

    /// Where the file of a token lies, whatever it was brought for.
    pub(crate) fn place(&self, token: &str) -> Result<PathBuf, Refusal> {
        let found = self.0.iter().find(|picked| picked.token == token).map(|picked| picked.path.clone());
        found.ok_or_else(|| Refusal::new("file_unknown", "这个文件要重新选一次；什么都没有改动"))
    }

    /// A file was moved: its tokens know where it lies now.
    pub(crate) fn moved(&mut self, from: &Path, to: &Path) {
        for picked in self.0.iter_mut().filter(|picked| picked.path == from) {
            to.clone_into(&mut picked.path);
        }
    }

    /// The file of a token, if it was brought for that.
    pub(crate) fn picked(&self, token: &str, purpose: Purpose) -> Result<&Picked, Refusal> {
        let found = self.0.iter().find(|picked| picked.token == token && picked.purpose == purpose);
        found.ok_or_else(|| Refusal::new("file_unknown", "这个文件要重新选一次；什么都没有改动"))
    }
}

impl Files {
    /// Puts the bytes of brought files in the place of their tokens: an act of a register takes what is in a file, and a page
    /// never sees it.
    pub(crate) fn attach(&self, arguments: &mut Value) -> Result<(), Refusal> {
        let values = arguments.as_object_mut().map(serde_json::Map::values_mut).into_iter().flatten();
        for item in values.filter_map(Value::as_array_mut).flatten() {
            let Some(token) = item.get("file").and_then(Value::as_str) else { continue };
            let path = &self.picked(token, Purpose::Attachment)?.path;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            *item = json!({ "name": name, "base64": STANDARD.encode(bytes_up_to(path, ATTACHED)?) });
        }
        Ok(())
    }
}

/// The largest file that belongs to an entry.
const ATTACHED: u64 = 8 * 1024 * 1024;

/// Reads a brought file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    bytes_up_to(path, LARGEST)
}

fn bytes_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: std::io::Error| {
        Refusal::new("file_unreadable", format!("文件读不出：{error}；什么都没有改动"))
            .mend("请确认 U 盘还插着、文件没有被删除，再选一次")
    };
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > most {
        let (length, most) = (length / 1024 / 1024, most / 1024 / 1024);
        let message = format!("文件有 {length} MB，超过 {most} MB 的上限；什么都没有改动");
        return Err(Refusal::new("file_too_large", message));
    }
    std::fs::read(path).map_err(unreadable)
}

/// A file as a page sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct FileView {
    /// Its token.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<String>,
}

impl FileView {
    pub(crate) fn of(token: String, path: &Path) -> Self {
        let metadata = std::fs::metadata(path).ok();
        let modified = written(path).map(|moment| moment.to_rfc3339());
        Self {
            file: token,
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            size: metadata.map_or(0, |found| found.len()),
            modified,
        }
    }
}

/// When a file was last written.
pub(crate) fn written(path: &Path) -> Option<domain::Moment> {
    let time = std::fs::metadata(path).ok()?.modified().ok()?;
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let moment = chrono::DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
    Some(domain::in_china(moment.fixed_offset()))
}
