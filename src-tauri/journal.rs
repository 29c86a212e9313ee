//! The journal for the IT department: what the program did and how long it took, in one file a day, fourteen days.
//!
//! It refuses personal data: a question is told by its name and its answer by its code, never by what was in them.

use std::path::Path;
use std::time::Instant;

use counter::Refusal;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// How many days are kept.
const DAYS: usize = 14;

/// Writes what is still waiting when it is dropped.
pub struct Journal(#[expect(dead_code, reason = "held for what dropping it does")] Option<WorkerGuard>);

/// Opens the journal in the data folder; where that cannot be written, messages go to standard error.
pub fn opened(data: &Path) -> Journal {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).from_env_lossy();
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tiaohe")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(data.join("logs"));
    match file {
        Ok(file) => {
            let (writer, guard) = tracing_appender::non_blocking(file);
            tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(writer).init();
            Journal(Some(guard))
        }
        Err(error) => {
            tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
            tracing::warn!("the journal cannot be written: {error}");
            Journal(None)
        }
    }
}

/// Tells the journal of a question and how it was answered.
pub fn told<T>(name: &str, since: Instant, answer: Result<T, Refusal>) -> Result<T, Refusal> {
    let milliseconds = since.elapsed().as_millis();
    match &answer {
        Ok(_) => tracing::debug!(name, milliseconds, "answered"),
        Err(refusal) => tracing::info!(name, milliseconds, code = refusal.code, "refused"),
    }
    answer
}
