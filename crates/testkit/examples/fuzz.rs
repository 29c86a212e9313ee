//! Pounds decoders of `sync` with bytes that lie: `cargo run --release --package tiaohe-testkit --example fuzz -- --decoder NAME
//! --rounds N [--seed S] [--keep]`; without a name every one, one after the other. It ends with a panic at the first fault, says how
//! much memory the program took at most and fails above a bound, and with `--keep` puts what met something new into the corpus.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use testkit::fuzz::{DECODERS, Decoder, run};

/// What a program may take at most, in KiB: a body of 8 MiB a few times over, and the zstd window.
const MOST: u64 = 64 << 10;

struct Asked {
    decoder: Option<String>,
    rounds: u64,
    seed: u64,
    keep: bool,
}

fn asked() -> Option<Asked> {
    let mut asked = Asked { decoder: None, rounds: 1_000_000, seed: 0, keep: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--decoder" => asked.decoder = Some(words.next()?),
            "--rounds" => asked.rounds = words.next()?.parse().ok()?,
            "--seed" => asked.seed = words.next()?.parse().ok()?,
            "--keep" => asked.keep = true,
            _ => return None,
        }
    }
    let known = |name: &String| DECODERS.iter().any(|decoder| decoder.name == name);
    asked.decoder.as_ref().is_none_or(known).then_some(asked)
}

/// The most that the program took, in KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Adds inputs to a corpus.
fn kept(decoder: &Decoder, new: &[Vec<u8>]) -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(format!("{}.hex", decoder.name));
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
    for input in new.iter().take(24) {
        let line: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    std::fs::write(path, lines.join("\n") + "\n")
}

fn main() -> ExitCode {
    let Some(Asked { decoder, rounds, seed, keep }) = asked() else {
        let names: Vec<&str> = DECODERS.iter().map(|decoder| decoder.name).collect();
        eprintln!("fuzz [--decoder NAME] [--rounds N] [--seed S] [--keep]\nNAME: {}", names.join(", "));
        return ExitCode::from(2);
    };
    for one in DECODERS.iter().filter(|one| decoder.as_ref().is_none_or(|name| name == one.name)) {
        let begun = Instant::now();
        let found = run(one, seed, rounds);
        println!(
            "{:<18} {} inputs, {} taken, {} met something new, {:.1} s",
            one.name,
            found.rounds,
            found.taken,
            found.new.len(),
            begun.elapsed().as_secs_f64()
        );
        if keep && let Err(error) = kept(one, &found.new) {
            eprintln!("{}: the corpus was not written: {error}", one.name);
            return ExitCode::FAILURE;
        }
    }
    let Some(peak) = peak() else { return ExitCode::SUCCESS };
    println!("at most {peak} KiB of memory; the bound is {MOST}");
    if peak > MOST { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
