//! What becomes of a job after the spooler took it, in our own words: the same for CUPS and for Windows.

use serde::{Deserialize, Serialize};
use words::trouble;

/// What stands in a printer's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "said", rename_all = "snake_case")]
pub enum Trouble {
    /// Paper is jammed.
    Jam,
    /// There is no paper.
    NoPaper,
    /// Ribbon, ink or toner is used up.
    NoInk,
    /// A cover is open.
    Open,
    /// The printer does not answer: off, unplugged, away.
    Offline,
    /// Somebody paused it.
    Paused,
    /// In the spooler's own words.
    Other(String),
}

impl Trouble {
    /// What it is and what to do, in Chinese.
    #[must_use]
    pub fn said(&self) -> String {
        let word = match self {
            Self::Jam => trouble::Jam,
            Self::NoPaper => trouble::NoPaper,
            Self::NoInk => trouble::NoInk,
            Self::Open => trouble::Open,
            Self::Offline => trouble::Offline,
            Self::Paused => trouble::Paused,
            Self::Other(said) => return said.clone(),
        };
        word.zh.to_owned()
    }

    /// What the first telling keyword says; the message where no keyword does.
    pub(crate) fn of<'k>(keywords: impl IntoIterator<Item = &'k str>, message: &str) -> Option<Self> {
        let mut paused = false;
        for keyword in keywords {
            // Severity is the keyword's ending: `media-jam-error`.
            let keyword = keyword.trim().trim_end_matches("-error").trim_end_matches("-warning");
            match keyword {
                "media-jam" => return Some(Self::Jam),
                "media-empty" | "media-needed" => return Some(Self::NoPaper),
                "marker-supply-empty" | "toner-empty" => return Some(Self::NoInk),
                "cover-open" | "door-open" | "interlock-open" => return Some(Self::Open),
                "offline" | "connecting-to-device" | "timed-out" | "shutdown" => return Some(Self::Offline),
                "paused" | "moving-to-paused" => paused = true,
                _ => {}
            }
        }
        let message = message.trim();
        match (paused, message) {
            (true, "" | "Paused") => Some(Self::Paused),
            (false, "") => None,
            // One line, no longer than a line of the screen.
            (_, message) => {
                Some(Self::Other(message.lines().next().unwrap_or_default().chars().take(120).collect()))
            }
        }
    }
}

/// How a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum JobState {
    /// Held: it waits until somebody lets it go.
    Held,
    /// It waits for its turn, or for the next try.
    Waiting {
        /// Why the try before failed.
        trouble: Option<Trouble>,
    },
    /// It is being printed.
    Printing,
    /// The printer stands still with it.
    Stopped {
        /// Why.
        trouble: Option<Trouble>,
    },
    /// It was printed.
    Completed,
    /// Somebody took it back.
    Cancelled {
        /// Whether printing had begun: then something may have come out.
        begun: bool,
    },
    /// The spooler gave it up.
    Aborted {
        /// Why.
        trouble: Option<Trouble>,
    },
    /// The spooler knows nothing of it any more. Whether anything came out, only the printer shows.
    Gone,
    /// The printer was taken away, and its jobs with it. Whether anything came out, only the printer shows.
    PrinterGone,
}

impl JobState {
    /// Whether nothing more will become of it.
    #[must_use]
    pub const fn ended(&self) -> bool {
        match self {
            Self::Held | Self::Waiting { .. } | Self::Printing | Self::Stopped { .. } => false,
            Self::Completed
            | Self::Cancelled { .. }
            | Self::Aborted { .. }
            | Self::Gone
            | Self::PrinterGone => true,
        }
    }
}
