//! The command line as a host: a clock that can be fixed, a folder for papers, and lines that acknowledge.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::Local;
use counter::Host;
use domain::Moment;
use ledger::Head;

/// The machine as seen from the command line.
pub(crate) struct Terminal {
    fixed: Option<Moment>,
    started: Instant,
    out: Option<PathBuf>,
    acks: bool,
}

impl Terminal {
    pub(crate) fn new(fixed: Option<Moment>) -> Self {
        Self { fixed, started: Instant::now(), out: None, acks: false }
    }

    pub(crate) fn writing_to(self, out: &Path, acks: bool) -> Self {
        Self { out: Some(out.to_owned()), acks, ..self }
    }
}

impl Host for Terminal {
    fn now(&self) -> Moment {
        domain::in_china(self.fixed.unwrap_or_else(|| Local::now().fixed_offset()))
    }

    fn monotonic(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn save(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        counter::save_whole(self.out.as_deref().unwrap_or_else(|| Path::new(".")), name, bytes)
    }

    fn acknowledged(&mut self, head: &Head) {
        if self.acks {
            let line = serde_json::json!({"ack": {"seq": head.seq, "hash": head.hash.to_string()}});
            let mut out = std::io::stdout().lock();
            // Nobody reads any more: the record is durable all the same.
            if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
                self.acks = false;
            }
        }
    }
}
