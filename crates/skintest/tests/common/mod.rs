//! What the tests of this crate share: fixtures, a fixed clock, one `import` call.
#![allow(dead_code, missing_docs, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's own files are there")]

pub mod book;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use domain::skin::{Metric, SkinTest};
use skintest::{Imported, Options, Problem, ProblemCode, Profiles};

pub static PROFILES: LazyLock<Profiles> =
    LazyLock::new(|| Profiles::builtin().expect("the built-in profiles"));

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T10:00:00+08:00").expect("a time")
}

pub fn options() -> Options<'static> {
    Options { now: now(), profile: None, real_age: None, row: None }
}

pub fn import(bytes: &[u8]) -> Result<Imported, Vec<Problem>> {
    skintest::import(bytes, &PROFILES, &options())
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(fixtures().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// All files below a folder of the fixtures, sorted by name.
pub fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(fixtures().join(folder))
        .expect("a folder of the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    found.sort();
    found
}

/// `metric=score(raw)` of each measurement, `-` for no score: short enough for a table of expectations.
pub fn summary(test: &SkinTest) -> String {
    let one = |metric: Metric, score: Option<f64>, raw: f64| {
        let score = score.map_or_else(|| "-".to_owned(), |score| score.to_string());
        format!("{}={score}({raw})", metric.code())
    };
    let all = test.measurements.iter().map(|m| one(m.metric, m.score.map(|s| s.points()), m.raw));
    all.collect::<Vec<_>>().join(" ")
}

pub fn codes(result: Result<Imported, Vec<Problem>>) -> Vec<ProblemCode> {
    match result {
        Ok(imported) => panic!("accepted: {:?}", imported.tests.first()),
        Err(problems) => problems.iter().map(|problem| problem.code).collect(),
    }
}
