//! Pounds every decoder: `cargo run --release --package tiaohe-sync --example fuzz_sync -- COUNT [SEED]`. It ends with a
//! panic at the first fault, and says how much memory the program took at most.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

fn main() -> std::process::ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let (Some(Ok(count)), Ok(seed)) = (numbers.next(), numbers.next().unwrap_or(Ok(0))) else {
        eprintln!("fuzz_sync COUNT [SEED]: how many inputs, and which");
        return std::process::ExitCode::from(2);
    };
    let taken = hostile::pound(seed, count);
    let decoders = u64::try_from(hostile::DECODERS.len()).unwrap_or(0);
    println!("{} runs of {decoders} decoders, {taken} inputs taken", count.saturating_mul(decoders));
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    std::process::ExitCode::SUCCESS
}
