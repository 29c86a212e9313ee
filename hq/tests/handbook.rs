//! `docs/hq.md` says nothing that is not there: each command of `hqctl` in it with its arguments and flags, the settings, the
//! measures; and a reader who has read enough ends no program badly.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use hq::settings::Settings;

use crate::rig::{ENTERPRISE, Rig};

fn handbook() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/hq.md");
    std::fs::read_to_string(path).unwrap()
}

/// What stands between single strokes, and the lines of blocks.
fn spans(text: &str) -> Vec<String> {
    let (mut spans, mut within) = (Vec::new(), false);
    for line in text.lines() {
        if line.starts_with("```") {
            within = !within;
        } else if within {
            spans.push(line.to_owned());
        }
    }
    let mut prose = String::new();
    text.split("```").step_by(2).for_each(|part| prose.push_str(part));
    spans.extend(prose.split('`').skip(1).step_by(2).map(|span| span.replace('\n', " ")));
    spans
}

fn hqctl(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hqctl")).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_command_of_hqctl_in_the_handbook_exists_with_its_arguments() {
    let help = hqctl(&["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed: BTreeSet<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let spans = spans(&handbook());
    let mut met = BTreeSet::new();
    for span in spans.iter().filter(|span| span.starts_with("hqctl ")) {
        let words: Vec<&str> = span.split_whitespace().skip(1).take_while(|word| *word != "<").collect();
        let name = words[0];
        assert!(listed.contains(name), "`{span}`: there is no `hqctl {name}`; there are {listed:?}");
        met.insert(name);
        let help = hqctl(&[name, "--help"]);
        let usage = help.lines().find(|line| line.starts_with("Usage:")).unwrap();
        for flag in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(flag), "`{span}`: `hqctl {name}` has no {flag}");
        }
        let (mut places, mut value) = (0, false);
        for word in &words[1..] {
            match word.starts_with("--") {
                true => value = ["--reason", "--picture"].contains(word),
                false if value => value = word.starts_with('"') && !word.ends_with('"'),
                false => places += 1,
            }
        }
        let most = usage.matches('<').count() + usage.matches(" [").count();
        assert!(places <= most, "`{span}` has {places} arguments; {usage}");
    }
    let missing: Vec<_> = listed.iter().filter(|name| **name != "help" && !met.contains(*name)).collect();
    assert!(missing.is_empty(), "the handbook says nothing of {missing:?}");
}

#[test]
fn the_settings_in_the_handbook_are_those_that_are_read() {
    let text = handbook();
    let block = text.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    let settings = Settings::of(block, &BTreeMap::new()).unwrap();
    assert_eq!(settings.connections, 16);
    assert_eq!(settings.limits, hq::limits::Often::default(), "these are the values without it");
    assert!(settings.tls.is_some());
    let named: Vec<String> = spans(&text).into_iter().filter(|span| span.starts_with("TIAOHE_HQ_")).collect();
    assert!(!named.is_empty());
    for name in named {
        let over = BTreeMap::from([(name.trim_start_matches("TIAOHE_HQ_").to_lowercase(), "x".to_owned())]);
        let said = Settings::of(block, &over).map(drop).err().map(|error| error.to_string());
        let unknown = Settings::of(block, &BTreeMap::from([("nothing".to_owned(), "x".to_owned())]));
        assert_ne!(said, unknown.map(drop).err().map(|error| error.to_string()), "{name}");
    }
}

#[test]
fn the_measures_in_the_handbook_are_those_that_are_measured() {
    let metrics = hq::metrics::Metrics::new();
    let ended = hq::metrics::Ended { call: "head", outcome: "failed" };
    metrics.calls.get_or_create(&ended).inc();
    let text = metrics.text().unwrap();
    for span in spans(&handbook()).iter().filter(|span| span.starts_with("tiaohe_hq_")) {
        let name = span.split('{').next().unwrap();
        assert!(text.contains(name), "nothing is measured as {name}");
    }
}

/// The program over a rig's databases.
fn over(rig: &Rig, nothing: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hqctl"));
    std::fs::write(nothing, "").unwrap();
    command
        .arg("--settings")
        .arg(nothing)
        .env("TIAOHE_HQ_URL", &rig.settings.url)
        .env("TIAOHE_HQ_DATABASE", &rig.settings.database)
        .env("TIAOHE_HQ_SEALED_DATABASE", &rig.settings.sealed_database)
        .env("TIAOHE_HQ_KEYS", &rig.settings.keys);
    command
}

#[tokio::test]
async fn a_reader_who_has_read_enough_ends_nothing_badly() {
    let mut rig = Rig::new().await;
    rig.store("JN01").await;
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("hq.toml");
    for deed in [
        &["verify"][..],
        &["forks"],
        &["incidents"],
        &["code", "JN01", "--qr"],
        &["code", "JN01", "--file"],
        &["enterprise", "WITHPIPE", "乙"],
        &["identity", ENTERPRISE, "on", "--reason", "试验"],
    ] {
        let mut child =
            over(&rig, &nothing).args(deed).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Nobody reads a line of it.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{deed:?}: {:?} {said}", output.status);
        assert!(!said.contains("panicked"), "{deed:?}: {said}");
    }
}
