//! The wall clock of the app's computer, which a story sets while the app runs: libfaketime stands between the app with its
//! web view and the system's clock. Clocks that count from a start go on as they are, as they do when somebody sets a
//! computer's clock.
//!
//! It refuses to wait until a moment comes: it says what moment it is.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, TimeDelta};
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::Stage;

/// How long the app may take to see that its clock was set: it looks once a second.
const PATIENCE: Duration = Duration::from_secs(20);
/// How far what the app says may be from what was set, in seconds: what passes between saying and asking.
const NEAR: i64 = 10;

/// A clock that was set.
pub struct Clock {
    file: PathBuf,
    preload: PathBuf,
}

impl Clock {
    /// A clock that shows a moment (`2026-11-20T08:50:00+08:00`); `name` keeps it apart from others'.
    pub fn showing(name: &str, moment: &str) -> Self {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.clock"));
        let clock = Self { file, preload: library() };
        clock.turn(moment);
        clock
    }

    /// What the app finds in its environment.
    pub fn environment(&self) -> Vec<(String, String)> {
        let file = self.file.display().to_string();
        [
            ("LD_PRELOAD", self.preload.display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", file),
            ("FAKETIME_CACHE_DURATION", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// Sets the clock for an app that does not run now.
    pub fn turn(&self, moment: &str) {
        let wanted = DateTime::parse_from_rfc3339(moment).expect("a moment").timestamp_millis();
        self.shift(TimeDelta::milliseconds(wanted - really()));
    }

    /// Sets the clock of the running app, forward or back, and waits until window and page go by it.
    pub async fn set(&self, stage: &Stage, moment: &str) {
        self.turn(moment);
        let wanted = DateTime::parse_from_rfc3339(moment).expect("a moment").timestamp();
        let until = Instant::now() + PATIENCE;
        loop {
            let desk = stage.ask("desk.look", json!({})).await;
            let desk = desk["now"].as_str().and_then(|now| DateTime::parse_from_rfc3339(now).ok());
            let page = stage.window.execute("return Math.floor(Date.now() / 1000)", vec![]).await;
            let page = page.ok().and_then(|page| page.as_i64());
            let near = |now: Option<i64>| now.is_some_and(|now| (now - wanted).abs() <= NEAR);
            if near(desk.map(|now| now.timestamp())) && near(page) {
                return;
            }
            assert!(Instant::now() < until, "the app goes by another clock: {desk:?}, {page:?}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    fn shift(&self, by: TimeDelta) {
        // In one step: the app must never read half a figure.
        let fresh = self.file.with_extension("fresh");
        let seconds = by.num_seconds();
        fs::write(&fresh, format!("{seconds:+}\n")).expect("the target folder can be written");
        fs::rename(fresh, &self.file).expect("the target folder can be written");
    }
}

/// The time that everybody else has, in milliseconds.
fn really() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    i64::try_from(since.as_millis()).expect("a clock of this age")
}

/// Debian keeps it in a folder named by the processor.
fn library() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").expect("a system").flatten().map(|entry| entry.path());
    let mut found =
        folders.map(|folder| folder.join("faketime/libfaketime.so.1")).filter(|file| file.is_file());
    found.next().expect("libfaketime is installed. Install Debian's `faketime`.")
}
