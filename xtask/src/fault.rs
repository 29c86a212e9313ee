//! Why a chore stopped. Every variant's text ends with what to do next; nothing here is caught and gone on from, unless there is a
//! second way to the same end, as to `cargo-deny`.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

/// Why a chore stopped.
#[derive(Debug, Error)]
pub enum Fault {
    /// No chore, or one that is not there.
    #[error(
        "which chore?\n  cargo xtask run     install what is missing, build, open the counter\n  \
         cargo xtask install build for release and put the programs where the desktop finds them; again to update\n  \
         cargo xtask test    everything that decides whether a change is accepted\n  \
         cargo xtask tidy    the house rules alone\n  \
         cargo xtask wire    write the pages' types and words and the permission table from their lists\n  \
         cargo xtask vendor  fetch what the pages load from others; --check proves it without a network\n  \
         cargo xtask screens every screen in the real window; its pictures into docs/screens\n  \
         cargo xtask bench   the marks of the product, as ratios; or only the groups that are named after it;\n                      \
         --against COMMIT beside those of an earlier program\n  \
         cargo xtask deny    licences, sources and known weaknesses of the dependencies\n  \
         cargo xtask hq      a headquarters on this machine with its page and a counter; --reset begins anew, \
         --headless\n                      opens no window, --port PORT and --folder DIR say where"
    )]
    Usage,
    /// System packages are missing and we may not install them.
    #[error("system packages are missing. Run this line, then the chore again:\n\n  {line}\n")]
    Packages {
        /// The one line to run.
        line: String,
    },
    /// A program is not there or may not be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// A program ran and said no; its own words stand above.
    #[error("`{program}` failed; its reason stands above")]
    Failed {
        /// The program and its arguments.
        program: String,
    },
    /// A step of a longer chore said no.
    #[error("step `{step}` failed: {fault}\nWhat it printed is kept in {}", log.display())]
    Step {
        /// The step's name.
        step: String,
        /// Why.
        fault: Box<Fault>,
        /// Where its output is.
        log: PathBuf,
    },
    /// Somebody listens already where headquarters is to listen.
    #[error("{address} is taken: another headquarters may run there. End it, or say another --port")]
    Taken {
        /// Where.
        address: std::net::SocketAddr,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A picture cannot be read or written.
    #[error("{} is no picture that can be kept: {why}; take the pictures again", path.display())]
    Picture {
        /// The picture.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// `cargo metadata` printed what we cannot read.
    #[error("cargo metadata cannot be read: {0}")]
    Metadata(#[from] serde_json::Error),
    /// The file of words cannot be understood.
    #[error("assets/words.toml cannot be read: {0}")]
    Words(String),
    /// The lock of what is vendored cannot be understood.
    #[error("{} cannot be read: {source}", path.display())]
    Lock {
        /// The lock.
        path: PathBuf,
        /// Why.
        source: Box<toml::de::Error>,
    },
    /// A PostgreSQL of our own does not come up.
    #[error(transparent)]
    Postgres(#[from] private_postgres::Fault),
    /// What is vendored is not what the lock names.
    #[error("{0}. If the lock is right, `cargo xtask vendor` writes it anew")]
    Vendored(String),
    /// House rules are broken; each place was printed.
    #[error("{0} places break a rule of the house; each stands above with its way out")]
    Untidy(usize),
}

impl Fault {
    /// For `map_err`: names the file that an IO error is about.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
