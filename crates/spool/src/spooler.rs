//! The spooler of this computer.

use serde::{Deserialize, Serialize};

/// A printer that the spooler knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printer {
    /// Its name, by which it is asked for.
    pub name: String,
    /// Whether it is the one that is taken when none is named.
    pub usual: bool,
    /// Whether it is paused or offline: a job waits until it is not.
    pub stopped: bool,
}

/// A job that the spooler has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The spooler's own number: `Labels-12`; the title where it gives none.
    pub id: String,
    /// The printer.
    pub printer: String,
}

/// The size of a paper, in whole millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its width.
    pub width_mm: u16,
    /// Its height.
    pub height_mm: u16,
}

/// The spooler: of this computer, or of the print server that IT names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spooler {
    pub(crate) server: Option<String>,
}

impl Spooler {
    /// The spooler that this computer is set up for.
    #[must_use]
    pub const fn system() -> Self {
        Self { server: None }
    }

    /// The CUPS server at an address: a host, or the path of a socket. Windows knows no such thing and takes its own.
    #[must_use]
    pub fn at(server: &str) -> Self {
        Self { server: Some(server.to_owned()) }
    }
}
