//! The marks of the product, each measured against its reference in the same run and printed as a ratio.
//! Nothing here asserts a time: machines differ, ratios hold.

mod chain;
mod clearance;
mod commit;
mod import;
mod label;

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

/// The median of `runs` timings of `work`, in seconds.
pub fn median(
    runs: usize,
    mut work: impl FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<f64, Box<dyn Error>> {
    let mut seconds = Vec::with_capacity(runs);
    for _ in 0..runs {
        let start = Instant::now();
        work()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[seconds.len() / 2])
}

fn main() -> Result<(), Box<dyn Error>> {
    let groups =
        [commit::run, chain::run, || Ok(clearance::run()), || Ok(import::run()), || Ok(label::run())];
    println!("{:<52} {:>14}  {:<46} ratio", "mark", "ours", "against");
    for group in groups {
        for Mark { what, ours, against, ratio } in group()? {
            let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}×"));
            println!("{what:<52} {ours:>14}  {against:<46} {ratio}");
        }
    }
    Ok(())
}
