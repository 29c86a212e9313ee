//! What the counter needs of the machine it runs on, and nothing more: two clocks and a place for finished papers.
//! A window, a command line and a test are three hosts of the same use cases.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use domain::Moment;
use store::Stamp;

/// Saves a paper in a folder, which is made if it is not there: whole or not at all.
///
/// # Errors
/// What the file system answers.
pub fn save_whole(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let (path, aside) = (folder.join(name), folder.join(format!("{name}.part")));
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| std::fs::rename(&aside, path));
    if moved.is_err() && aside.exists() {
        std::fs::remove_file(&aside)?;
    }
    moved
}

/// The machine.
pub trait Host {
    /// Wall clock with its offset.
    fn now(&self) -> Moment;

    /// Milliseconds since the counter started, by a clock that is never set back.
    fn monotonic(&self) -> u64;

    /// Both clocks at once, for a record.
    fn stamp(&self) -> Stamp {
        Stamp { at: self.now(), monotonic: self.monotonic() }
    }

    /// Saves a finished paper under a name, whole or not at all. Called only after its record is durable.
    ///
    /// # Errors
    /// What the file system answers.
    fn save(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()>;

    /// A record became durable and may be acknowledged.
    fn acknowledged(&mut self, head: &ledger::Head) {
        tracing::debug!(seq = head.seq, "acknowledged");
    }
}
