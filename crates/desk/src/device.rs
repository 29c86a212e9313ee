//! What belongs to this computer and not to the store: which store it opens, its scale, printers and folders. Kept as a
//! small file beside the store; a file that cannot be read is set aside, never lost.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use command::Refusal;
use serde::{Deserialize, Serialize};

use crate::backups::{BackupPlace, DEFAULT_LOW_SPACE};
use crate::weighing::ScaleSettings;

/// Which of the two stores on this computer is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Current {
    /// Neither was chosen yet.
    #[default]
    None,
    /// The demo store.
    Demo,
    /// The store itself.
    Store,
}

impl Current {
    /// The folder's name below the data folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::None | Self::Store => "store",
        }
    }
}

/// The settings of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// Which store is open.
    pub current: Current,
    /// Who sat here last.
    pub last: Option<String>,
    /// The scale's line.
    pub scale: Option<ScaleSettings>,
    /// A stable reading inside the band of the scanned container is taken by itself.
    pub auto_confirm: bool,
    /// The printer of labels; without one, labels are saved as files.
    pub label_printer: Option<String>,
    /// The printer of A4 sheets.
    pub a4_printer: Option<String>,
    /// The printer of A5 sheets.
    pub a5_printer: Option<String>,
    /// The printer of 80 mm rolls.
    pub receipt_printer: Option<String>,
    /// The folder that files of analysers and tables are put into.
    pub inbox: Option<PathBuf>,
    /// Minutes without a touch until the window locks.
    pub auto_lock_minutes: u16,
    /// Where copies of the store are kept beside this computer's own folder.
    pub backup_places: Vec<BackupPlace>,
    /// Free megabytes below which people are warned.
    pub low_space_megabytes: u64,
    /// The version of the program that opened the store last.
    pub version: Option<String>,
}

impl Default for Device {
    fn default() -> Self {
        Self {
            current: Current::None,
            last: None,
            scale: None,
            auto_confirm: true,
            label_printer: None,
            a4_printer: None,
            a5_printer: None,
            receipt_printer: None,
            inbox: None,
            auto_lock_minutes: 5,
            backup_places: Vec::new(),
            low_space_megabytes: DEFAULT_LOW_SPACE,
            version: None,
        }
    }
}

const FILE: &str = "device.json";

/// Minutes without a touch until a window may lock.
pub(crate) const LOCKS: RangeInclusive<u16> = 1..=60;

impl Device {
    /// Reads the settings of a data folder; the defaults where there are none. A file that cannot be read is renamed, so
    /// that it can be looked at.
    #[must_use]
    pub fn read(data: &Path) -> Self {
        let path = data.join(FILE);
        let Ok(bytes) = std::fs::read(&path) else { return Self::default() };
        let read = serde_json::from_slice(&bytes).map(|device: Self| Self {
            // A window that never locks would sign whatever the next passer-by taps, whoever wrote the file.
            auto_lock_minutes: device.auto_lock_minutes.clamp(*LOCKS.start(), *LOCKS.end()),
            ..device
        });
        read.unwrap_or_else(|error| {
            tracing::warn!("{FILE} cannot be read and was set aside: {error}");
            if let Err(error) = std::fs::rename(&path, path.with_extension("unreadable.json")) {
                tracing::warn!("{FILE} could not be set aside: {error}");
            }
            Self::default()
        })
    }

    /// Writes the settings, whole or not at all.
    ///
    /// # Errors
    /// `device_file`.
    pub fn write(&self, data: &Path) -> Result<(), Refusal> {
        let refused = |why: &dyn std::fmt::Display| {
            Refusal::new("device_file", format!("本机设置没有保存：{why}；原有设置不变"))
        };
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| refused(&error))?;
        counter::save_whole(data, FILE, &bytes).map_err(|error| refused(&error))
    }

    /// The folder that is watched for files.
    #[must_use]
    pub fn inbox(&self, data: &Path) -> PathBuf {
        self.inbox.clone().unwrap_or_else(|| data.join("inbox"))
    }
}
