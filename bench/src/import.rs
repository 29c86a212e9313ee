//! Import of a table of 5 MB against the `csv` crate reading the same records and doing nothing with them.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::DateTime;
use skintest::{Options, Profiles};

use crate::Mark;

const BYTES: usize = 5 << 20;
const RUNS: usize = 9;

/// Measures both in turn, so that a busy machine slows both, and compares the medians.
pub fn run() -> Vec<Mark> {
    let table = table();
    let Ok(profiles) = Profiles::builtin() else { return Vec::new() };
    let Ok(now) = DateTime::parse_from_rfc3339("2026-11-21T10:00:00+08:00") else { return Vec::new() };
    let options = Options { now, profile: None, real_age: None, row: None };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let imported = black_box(skintest::import(black_box(table.as_bytes()), &profiles, &options));
        ours.push(start.elapsed());
        if imported.is_err() {
            return Vec::new();
        }
        drop(imported);
        let start = Instant::now();
        black_box(records(black_box(&table)));
        theirs.push(start.elapsed());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    vec![Mark {
        what: "import a CSV of 5 MB",
        ours: format!("{:.1} ms", ours.as_secs_f64() * 1e3),
        against: format!("csv crate alone, {:.1} ms", theirs.as_secs_f64() * 1e3),
        ratio: Some(ours.as_secs_f64() / theirs.as_secs_f64()),
    }]
}

/// A plain export in Chinese, as an analyser's software writes it.
fn table() -> String {
    let mut table = String::with_capacity(BYTES + 100);
    table.push_str("编号,检测时间,水分(%),油分,敏感,毛孔,色斑,皱纹,年龄,备注\n");
    let mut row = 0_u32;
    while table.len() < BYTES {
        let n = row % 60;
        // Writing to a String does not fail.
        let _ = writeln!(table, "演示-{row:06},2026-10-01 10:{n:02},45.{n},62.5,70,58.25,81,90,30,演示数据");
        row += 1;
    }
    table
}

fn records(table: &str) -> usize {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut fields = 0;
    while reader.read_record(&mut record).unwrap_or(false) {
        fields += record.len();
    }
    fields
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
