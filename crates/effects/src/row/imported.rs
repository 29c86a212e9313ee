//! Which analyser files have been imported, so that a second import is recognised, also after erasure.

use domain::ids::ServiceNumber;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

use super::Row;

/// One imported file, or one row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// SHA-256 of the file.
    pub raw: Digest,
    /// Which row of a file of several people.
    pub row: Option<String>,
    /// Into which service.
    pub service: ServiceNumber,
}

impl Imported {
    /// The key of a file and row.
    #[must_use]
    pub fn key_of(raw: &Digest, row: Option<&str>) -> String {
        format!("{raw}#{}", row.unwrap_or_default())
    }
}

impl Row for Imported {
    const TABLE: &'static str = "imported";
    const CALLED: &'static str = "测肤文件";
    fn key(&self) -> String {
        Self::key_of(&self.raw, self.row.as_deref())
    }
}
