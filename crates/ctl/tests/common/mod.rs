//! A demo store of its own for each case, the program run on it, and papers judged by other people's tools.
#![allow(dead_code, reason = "the power cuts, a program of their own, use more of it than the others")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use store::{Key, Store};
use tempfile::TempDir;

/// When the demo store is made.
pub const FOUNDED: &str = "2026-11-20T09:00:00+08:00";
/// When a service begins, so that runs repeat.
pub const NOW: &str = "2026-11-20T09:05:00+08:00";
/// How many records the founding of the demo store writes.
pub const DEMO_RECORDS: u64 = 222;

/// A file of an analyser that is kept with the importer.
pub fn skin_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../skintest/tests/fixtures").join(name)
}

/// An ordinary service: one person's genuine file, which recipe R03 fits.
pub fn ordinary() -> String {
    skin_file("genuine/facepp-advanced.json").display().to_string()
}

/// A demo store that was founded and closed; its copies are what is worked on.
pub struct Demo(TempDir);

impl Demo {
    pub fn found() -> Self {
        let demo = Self(tempfile::tempdir().unwrap());
        let ran = program(demo.0.path()).args(["--now", FOUNDED, "init", "--demo"]).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
        demo
    }

    /// A copy to work on.
    pub fn shop(&self) -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        for name in ["store.db", "key"] {
            std::fs::copy(self.0.path().join(name), data.join(name)).unwrap();
        }
        Shop { folder }
    }
}

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaohectl"));
    command
        .env_remove("TIAOHE_MANAGER_PIN")
        .env_remove("TIAOHE_OPERATOR_PIN")
        .env_remove("TIAOHE_OFFICER_PIN")
        .env_remove("TIAOHE_LOG");
    command.arg("--json").arg("--store").arg(data);
    command
}

/// What a run ended with.
pub struct Ran {
    pub code: Option<i32>,
    pub value: Value,
    pub stderr: String,
}

impl Ran {
    /// The answer of a run that was done.
    pub fn done(self) -> Value {
        assert_eq!(self.code, Some(0), "{:#} {}", self.value, self.stderr);
        self.value
    }

    /// The answer of a run that was refused.
    pub fn refused(self) -> Value {
        assert_eq!(self.code, Some(2), "{:#} {}", self.value, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self.value
    }

    fn of(output: std::process::Output) -> Self {
        let text = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        let value = lines.last().filter(|line| Ack::of(line).is_none()).cloned().unwrap_or(Value::Null);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Self { code: output.status.code(), value, stderr }
    }
}

/// A record that was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    pub seq: u64,
    pub hash: String,
}

impl Ack {
    fn of(line: &Value) -> Option<Self> {
        let ack = line.get("ack")?;
        Some(Self { seq: ack["seq"].as_u64()?, hash: ack["hash"].as_str()?.to_owned() })
    }
}

/// A store's folder with a place for papers.
pub struct Shop {
    folder: TempDir,
}

impl Shop {
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program on this store, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.data());
        if !arguments.contains(&"--now") {
            command.args(["--now", NOW]);
        }
        command.args(arguments);
        command
    }

    /// Runs the program on another store, named in the arguments.
    pub fn elsewhere(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tiaohectl"));
        Ran::of(command.args(["--json", "--now", NOW]).args(arguments).output().unwrap())
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs the program to its end with secrets in its environment.
    pub fn run_with(&self, secrets: &[(&str, &str)], arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).envs(secrets.iter().copied()).output().unwrap())
    }

    /// What a service is called with.
    pub fn service_arguments<'a>(&self, out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        let mut arguments = vec!["service", "--out", out];
        arguments.extend(more);
        arguments
    }

    /// Runs a service to its end.
    pub fn service(&self, more: &[&str]) -> Ran {
        self.service_with(more, &[])
    }

    /// Runs a service to its end with variables set.
    pub fn service_with(&self, more: &[&str], variables: &[(&str, &str)]) -> Ran {
        let out = self.out().display().to_string();
        let mut command = self.command(&self.service_arguments(&out, more));
        Ran::of(command.envs(variables.iter().copied()).output().unwrap())
    }

    /// Runs a service and lets `watch` end it; answers with every acknowledgement that came out.
    pub fn watched(&self, more: &[&str], mut watch: impl FnMut(&mut Child, usize)) -> (Vec<Ack>, bool) {
        let out = self.out().display().to_string();
        let mut command = self.command(&self.service_arguments(&out, more));
        let mut child = command.arg("--acks").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        watch(&mut child, 0);
        let mut acks = Vec::new();
        for line in lines {
            // A line that the kill cut off acknowledges nothing.
            let Ok(value) = serde_json::from_str::<Value>(&line.unwrap()) else { break };
            let Some(ack) = Ack::of(&value) else { break };
            acks.push(ack);
            watch(&mut child, acks.len());
        }
        let killed = child.wait().unwrap().code().is_none();
        (acks, killed)
    }

    /// The store, opened in this process.
    pub fn open(&self) -> Store {
        Store::open(&self.data(), &Key::read(&self.data().join("key")).unwrap()).unwrap()
    }

    /// The chain verifies and the tables are what the ledger says, as the program itself answers.
    pub fn assert_sound(&self, case: &str) {
        let verified = self.run(&["verify"]).done();
        assert!(verified["records"].as_u64() >= Some(DEMO_RECORDS), "{case}: {verified}");
        let rebuilt = self.run(&["rebuild", "--check"]).done();
        assert_eq!(rebuilt["equal"], true, "{case}: {rebuilt}");
        assert_eq!(rebuilt["rebuilt"]["records"], verified["records"], "{case}");
    }

    /// Nothing half-written lies about: papers are whole or not there, and no file was left aside.
    pub fn assert_tidy(&self, case: &str, papers: &[&str]) {
        let names = |folder: PathBuf| -> Vec<String> {
            let entries = std::fs::read_dir(folder).into_iter().flatten();
            let mut names: Vec<String> =
                entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        assert_eq!(names(self.out()), papers, "{case}: papers");
        let mut data = names(self.data());
        data.retain(|name| name != "lock");
        assert_eq!(data, ["key", "store.db"], "{case}: data folder");
    }

    /// A paper of the service.
    pub fn paper(&self, name: &str) -> Paper {
        Paper(self.out().join(name))
    }
}

/// All papers of a finished service.
pub const PAPERS: &[&str] = &["consent.pdf", "label.pdf", "notice.pdf"];

/// A PDF as others read it. A tool that is missing fails the test.
pub struct Paper(pub PathBuf);

impl Paper {
    fn tool(&self, name: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(name).args(before).arg(&self.0).args(after).output();
        let output = output.unwrap_or_else(|error| panic!("{name} must be installed: {error}"));
        assert!(
            output.status.success(),
            "{name} {}: {}",
            self.0.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// The text without white space: what must come back whatever the line breaks were.
    pub fn text(&self) -> String {
        bare(&self.tool("pdftotext", &["-enc", "UTF-8"], &["-"]))
    }

    /// Width and height of the first page in millimetres, by its MediaBox.
    pub fn media_box(&self) -> (f64, f64) {
        let out = self.tool("pdfinfo", &["-box", "-l", "1"], &[]);
        let line = out.lines().find(|line| line.contains("MediaBox")).expect("a MediaBox");
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let &[.., left, bottom, right, top] = numbers.as_slice() else { panic!("{line}") };
        let millimetres = |points: f64| points * 25.4 / 72.0;
        (millimetres(right - left), millimetres(top - bottom))
    }

    /// Sound for qpdf, every font embedded and subset.
    pub fn assert_sound(&self, case: &str) {
        let check = self.tool("qpdf", &["--check"], &[]);
        assert!(check.contains("No syntax or stream encoding errors found"), "{case}: {check}");
        let fonts = self.tool("pdffonts", &[], &[]);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{case}: a paper without text");
        for row in rows {
            let words: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(
                words[words.len() - 5..words.len() - 3],
                ["yes", "yes"],
                "{case}: embedded, subset: {row}"
            );
        }
    }

    /// What a scanner reads on the printed page.
    pub fn scanned(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("page");
        self.tool("pdftoppm", &["-r", "300", "-png", "-singlefile"], &[picture.to_str().unwrap()]);
        let out = Self(picture.with_extension("png")).tool("zbarimg", &["--raw", "-q"], &[]);
        out.trim_end().to_owned()
    }
}

/// A text without white space.
pub fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
