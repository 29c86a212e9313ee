//! The marks of the product, each measured against its reference in the same run and printed as a ratio.
//! Nothing here asserts a time: machines differ, ratios hold.

mod catalogue;
mod chain;
mod clearance;
mod commit;
mod handlers;
mod headquarters;
mod history;
mod import;
mod label;
mod window;

use std::error::Error;
use std::time::Instant;

/// One measured mark.
pub struct Mark {
    /// What was measured, in words.
    pub what: &'static str,
    /// Our figure with its unit, for the reader.
    pub ours: String,
    /// What it is held against, with its figure and unit.
    pub against: String,
    /// Ours divided by the reference; `None` where there is no reference in this run.
    pub ratio: Option<f64>,
}

/// What a group of marks answers with.
pub type Marks = Result<Vec<Mark>, Box<dyn Error>>;

/// How many seconds some work takes, with what it answers.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let answer = work();
    (start.elapsed().as_secs_f64(), answer)
}

/// The middle one of some timings in seconds; 0 of none.
pub fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or_default()
}

/// A group of marks: its name on the command line, and how it is measured.
type Group = (&'static str, fn() -> Marks);

const GROUPS: [Group; 9] = [
    ("commit", commit::run),
    ("chain", chain::run),
    ("clearance", clearance::run),
    ("import", import::run),
    ("catalogue", catalogue::run),
    ("label", label::run),
    ("handlers", handlers::run),
    ("hq", headquarters::run),
    ("window", window::run),
];

/// Measures the groups that are named, or all.
fn main() -> Result<(), Box<dyn Error>> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    println!("{:<52} {:>18}  {:<52} ratio", "mark", "ours", "against");
    for (name, group) in GROUPS {
        if !named.is_empty() && !named.iter().any(|wanted| wanted == name) {
            continue;
        }
        for Mark { what, ours, against, ratio } in group()? {
            let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}×"));
            println!("{what:<52} {ours:>18}  {against:<52} {ratio}");
        }
    }
    Ok(())
}
