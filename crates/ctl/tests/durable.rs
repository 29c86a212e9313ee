//! One synchronisation of the disk for each acknowledged step, no more and no less, as the operating system sees it.

use std::process::Command;

use crate::common::{Demo, PAPERS, Shop, ordinary};

/// What the program asked of the disk, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Call {
    /// A line on standard output that acknowledges a record.
    Ack,
    /// Bytes into the write-ahead log.
    LogWrite,
    /// A synchronisation, of the file with this name.
    Sync(String),
    /// A file put in its place.
    Rename,
}

/// Runs the program under strace, which must be installed.
fn traced(shop: &Shop, arguments: &[&str]) -> Vec<Call> {
    let trace = shop.path("trace");
    let program = shop.command(arguments);
    let calls = "trace=fsync,fdatasync,sync_file_range,syncfs,msync,write,pwrite64,writev,pwritev,rename,renameat,renameat2";
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-s", "40", "-e", calls, "-o"]).arg(&trace);
    strace.arg(program.get_program()).args(program.get_args());
    let ran = strace.output().unwrap_or_else(|error| panic!("strace must be installed: {error}"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    std::fs::read_to_string(trace).unwrap().lines().filter_map(call).collect()
}

/// `7142  fsync(5</data/store.db-wal>) = 0`
fn call(line: &str) -> Option<Call> {
    let (_, rest) = line.split_once(char::is_whitespace)?;
    let (name, arguments) = rest.trim_start().split_once('(')?;
    let file =
        arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
    let file = file.rsplit('/').next().unwrap_or_default();
    match name {
        "write" | "writev" if arguments.contains(r#"{\"ack\""#) => Some(Call::Ack),
        "write" | "pwrite64" | "writev" | "pwritev" if file == "store.db-wal" => Some(Call::LogWrite),
        "fsync" | "fdatasync" | "sync_file_range" | "syncfs" | "msync" => Some(Call::Sync(file.to_owned())),
        "rename" | "renameat" | "renameat2" => Some(Call::Rename),
        _ => None,
    }
}

fn log_sync() -> Call {
    Call::Sync("store.db-wal".to_owned())
}

fn syncs(calls: &[Call]) -> Vec<&Call> {
    calls.iter().filter(|call| matches!(call, Call::Sync(_))).collect()
}

#[test]
fn an_acknowledged_step_costs_one_synchronisation() {
    let shop = Demo::found().shop();
    let (out, skin) = (shop.out().display().to_string(), ordinary());
    let calls = traced(&shop, &shop.service_arguments(&out, &["--skin", &skin, "--acks"]));
    let steps: Vec<&[Call]> = calls.split(|call| *call == Call::Ack).collect();
    let (papers, steps) = steps.split_last().unwrap();
    assert_eq!(steps.len(), 17, "one acknowledgement for each record, and one for all that is cleaned");
    for (index, step) in steps.iter().enumerate() {
        let own = if index == 0 { after_opening(step) } else { step };
        assert_eq!(syncs(own), [&log_sync()], "step {}: {step:?}", index + 1);
        assert!(own.contains(&Call::LogWrite), "step {}: nothing was written", index + 1);
        // Whatever the step wrote was on the disk when it was acknowledged.
        assert_eq!(own.last(), Some(&log_sync()), "step {}: {step:?}", index + 1);
    }
    let saved: Vec<Call> = PAPERS.iter().map(|name| Call::Sync(format!("{name}.part"))).collect();
    for paper in &saved {
        let at =
            papers.iter().position(|call| call == paper).unwrap_or_else(|| panic!("{paper:?} in {papers:?}"));
        assert_eq!(
            papers.get(at + 1),
            Some(&Call::Rename),
            "a paper is moved into place once it is on the disk"
        );
    }
    let first_paper = papers.iter().position(|call| saved.contains(call)).unwrap();
    assert!(syncs(&papers[..first_paper]).is_empty(), "no step after the last acknowledgement: {papers:?}");
}

/// What the first step did itself. Opening the store moves the log into the file and warms it; those synchronisations
/// end before the step's own.
fn after_opening(step: &[Call]) -> &[Call] {
    let before = &step[..step.len() - 1];
    let opened = before.iter().rposition(|call| matches!(call, Call::Sync(_)));
    &step[opened.map_or(0, |at| at + 1)..]
}

#[test]
fn reading_costs_none() {
    let demo = Demo::found();
    // What opening and closing the store cost is the same for every command; a read adds nothing to it.
    let opening = syncs(&traced(&demo.shop(), &["verify"])).len();
    for (name, read) in [("rebuild", &["rebuild", "--check"][..]), ("trace", &["trace", "P01-A"])] {
        assert_eq!(syncs(&traced(&demo.shop(), read)).len(), opening, "{name}");
    }
}
