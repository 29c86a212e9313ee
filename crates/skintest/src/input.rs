//! One import: what the caller says beside the bytes, what every reader of a part needs, and what comes out. It reads
//! nothing itself, so that the readers stand on it and not on what calls them.

use chrono::{DateTime, FixedOffset};
use domain::skin::{Origin, SkinTest};
use serde::Serialize;

use crate::problem::{Problem, ProblemCode, excerpt};
use crate::profile::Profile;
use crate::profiles::Profiles;

/// What the caller knows beside the bytes.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The store's time: later times in the file are refused, and times without an offset are taken in its offset.
    pub now: DateTime<FixedOffset>,
    /// Id of the profile to use; `None`: recognise it.
    pub profile: Option<&'o str>,
    /// The customer's age in years, which decides the score of the skin's age; it wins over the file's.
    pub real_age: Option<u8>,
    /// The row (or subject) to import; `None`: all.
    pub row: Option<&'o str>,
}

/// What an accepted file held.
#[derive(Clone, Debug, Serialize)]
pub struct Imported {
    /// At least one test, in the order of the file.
    pub tests: Vec<SkinTest>,
    /// What was left out, for people to look at: implausible values, empty rows, further worksheets.
    pub warnings: Vec<Problem>,
}

/// One import: what every reader of a part of it needs.
pub(crate) struct Input<'i> {
    pub(crate) profiles: &'i Profiles,
    pub(crate) options: &'i Options<'i>,
    pub(crate) sha256: String,
}

impl<'i> Input<'i> {
    /// The profile that the caller asks for.
    pub(crate) fn asked(&self) -> Result<Option<&'i Profile>, Problem> {
        let Some(id) = self.options.profile else { return Ok(None) };
        let profile = self.profiles.get(id).ok_or_else(|| {
            let known: Vec<&str> = self.profiles.ids().collect();
            let what = format!("没有名为“{}”的仪器方案（已有：{}）", excerpt(id, 40), known.join("、"));
            Problem::refusal(ProblemCode::ProfileNotFound, excerpt(id, 40), &what)
        })?;
        Ok(Some(profile))
    }

    pub(crate) fn mismatch(&self, profile: &Profile) -> Problem {
        let what = format!("文件内容不符合仪器方案“{}”", profile.id);
        Problem::refusal(ProblemCode::ProfileMismatch, "", &what)
    }

    pub(crate) fn ambiguous(profiles: &[&Profile]) -> Problem {
        let ids: Vec<&str> = profiles.iter().map(|profile| profile.id.as_str()).collect();
        let what = format!("多个仪器方案都符合：{}", ids.join("、"));
        Problem::refusal(ProblemCode::AmbiguousProfile, "", &what)
    }

    pub(crate) fn origin(
        &self,
        profile: Option<&Profile>,
        engine: Option<String>,
        unmapped: Vec<String>,
    ) -> Origin {
        let text = |read: fn(&Profile) -> &String| profile.map(read).cloned().unwrap_or_default();
        Origin {
            profile: text(|profile| &profile.id),
            profile_version: profile.map_or(0, |profile| profile.version),
            vendor: text(|profile| &profile.vendor),
            device: text(|profile| &profile.device),
            engine_version: engine.or_else(|| profile.and_then(|profile| profile.engine_version.clone())),
            sha256: self.sha256.clone(),
            unmapped,
        }
    }
}
