//! Says for each wrong judgement which seed finds it out, and what did not hold: `… --example mutants -- SEEDS`.

use testkit::{MUTANTS, run};

fn main() -> std::process::ExitCode {
    let Some(Ok(seeds)) = std::env::args().nth(1).map(|text| text.parse::<u64>()) else {
        eprintln!("mutants SEEDS: how many seeds at most");
        return std::process::ExitCode::from(2);
    };
    let mut missed = 0;
    for mutant in MUTANTS {
        match (0..seeds).find_map(|seed| run(seed, mutant).err().map(|violation| (seed, violation.0))) {
            Some((seed, what)) => println!("{mutant:?}: seed {seed}: {what}"),
            None => {
                missed += 1;
                println!("{mutant:?}: not found out");
            }
        }
    }
    std::process::ExitCode::from(u8::from(missed > 0))
}
