//! Import of a table of 5 MB against the `csv` crate reading the same records and doing nothing with them.

use std::hint::black_box;

use chrono::DateTime;
use skintest::{Options, Profiles};

use crate::{Mark, Marks, median, timed};

const BYTES: usize = 5 << 20;
const RUNS: usize = 9;

/// Measures both in turn, so that a busy machine slows both, and compares the medians.
pub fn run() -> Marks {
    let (table, profiles) = (table(), Profiles::builtin()?);
    let now = DateTime::parse_from_rfc3339("2026-11-21T10:00:00+08:00")?;
    let options = Options { now, profile: None, real_age: None, row: None };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (seconds, imported) =
            timed(|| skintest::import(black_box(table.as_bytes()), &profiles, &options));
        let refused = |_| "the table of the bench was refused";
        black_box(imported.map_err(refused)?);
        ours.push(seconds);
        let (seconds, fields) = timed(|| records(black_box(&table)));
        black_box(fields?);
        theirs.push(seconds);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    Ok(vec![Mark {
        what: "import a CSV of 5 MB",
        ours: format!("{:.1} ms", ours * 1e3),
        against: format!("csv crate alone, {:.1} ms", theirs * 1e3),
        ratio: Some(ours / theirs),
    }])
}

/// A plain export in Chinese, as an analyser's software writes it.
fn table() -> String {
    let mut table = String::with_capacity(BYTES + 100);
    table.push_str("编号,检测时间,水分(%),油分,敏感,毛孔,色斑,皱纹,年龄,备注\n");
    let mut row = 0_u32;
    while table.len() < BYTES {
        let n = row % 60;
        table.push_str(&format!(
            "演示-{row:06},2026-10-01 10:{n:02},45.{n},62.5,70,58.25,81,90,30,演示数据\n"
        ));
        row += 1;
    }
    table
}

fn records(table: &str) -> Result<usize, csv::Error> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut fields = 0;
    while reader.read_record(&mut record)? {
        fields += record.len();
    }
    Ok(fields)
}
