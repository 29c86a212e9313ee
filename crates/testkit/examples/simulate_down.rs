//! Runs seeds of the way down: `cargo run --release --package tiaohe-testkit --example simulate_down -- COUNT [FIRST]`. A seed
//! that fails is named, with what did not hold; it fails the same everywhere.

use testkit::Product;
use testkit::down::{Report, run};

fn main() -> std::process::ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let (Some(Ok(count)), Ok(first)) = (numbers.next(), numbers.next().unwrap_or(Ok(0))) else {
        eprintln!("simulate_down COUNT [FIRST]: how many seeds, and from which");
        return std::process::ExitCode::from(2);
    };
    let (mut failed, mut all) = (0_u64, Report::default());
    for seed in first..first.saturating_add(count) {
        match run(seed, &Product) {
            Ok(report) => all.add(report),
            Err(violation) => {
                failed += 1;
                println!("seed {seed}: {}", violation.0);
            }
        }
    }
    println!("{count} seeds, {failed} failed: {all:?}");
    std::process::ExitCode::from(u8::from(failed > 0))
}
