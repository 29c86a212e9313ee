//! A real CUPS of its own, on a socket in a folder: what it takes is read back as the printer would get it.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, reason = "what the tests share must fail them")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use spool::{Printer, Refused, Size, Spooler, Title};
use tempfile::TempDir;

/// Longer than anything here takes; it only ends a test that fails.
const LONG: Duration = Duration::from_secs(30);
const LABEL: Size = Size { width_mm: 60, height_mm: 40 };

/// A scheduler with its files in a folder, gone with it.
struct Cups {
    folder: TempDir,
    scheduler: Child,
}

impl Drop for Cups {
    fn drop(&mut self) {
        if let Err(error) = self.scheduler.kill().and_then(|()| self.scheduler.wait()) {
            eprintln!("{error}");
        }
    }
}

impl Cups {
    fn started() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        for name in ["cache", "spool", "state", "root", "log"] {
            std::fs::create_dir(at(name)).expect("a folder");
        }
        let everyone = "Order allow,deny\nAllow all\n";
        let rules = format!(
            "Listen {}\nBrowsing Off\nWebInterface No\nDefaultAuthType None\n<Location />\n{everyone}</Location>\n\
             <Location /admin>\n{everyone}</Location>\n<Policy default>\n<Limit All>\n{everyone}</Limit>\n</Policy>\n",
            at("socket")
        );
        let files = format!(
            "FileDevice Yes\nSyncOnClose No\nServerRoot {}\nCacheDir {}\nRequestRoot {}\nTempDir {}\nStateDir {}\n\
             AccessLog {}\nErrorLog {}\nPageLog {}\n",
            at("root"),
            at("cache"),
            at("spool"),
            at("spool"),
            at("state"),
            at("log/access"),
            at("log/error"),
            at("log/page")
        );
        std::fs::write(at("cupsd.conf"), rules).expect("written");
        std::fs::write(at("cups-files.conf"), files).expect("written");
        // The scheduler serves with fewer rights: it must come through.
        open_to_all(folder.path());
        let mut command = Command::new(program("cupsd"));
        command.args(["-f", "-c", &at("cupsd.conf"), "-s", &at("cups-files.conf")]);
        let scheduler =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("cups must be installed");
        let cups = Self { folder, scheduler };
        cups.until("the scheduler", || cups.spooler().printers().is_ok());
        cups
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn spooler(&self) -> Spooler {
        Spooler::at(&self.path("socket").display().to_string())
    }

    /// Sets a label printer up whose paper falls into a file.
    fn add(&self, name: &str, more: &[&str]) -> PathBuf {
        let paper = self.path(&format!("{name}.pdf"));
        let ppd = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/label.ppd");
        let mut lpadmin = Command::new(program("lpadmin"));
        lpadmin.env("CUPS_SERVER", self.path("socket")).args(["-p", name, "-v"]);
        lpadmin.arg(format!("file:{}", paper.display())).arg("-P").arg(ppd).args(more);
        let output = lpadmin.output().expect("cups must be installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        paper
    }

    fn until(&self, what: &str, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            let log = || std::fs::read_to_string(self.path("log/error")).unwrap_or_default();
            assert!(begun.elapsed() < LONG, "{what} did not come: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).expect("the folder is ours");
}

/// Programs of an administrator are not on everybody's path.
fn program(name: &str) -> PathBuf {
    let path = Path::new("/usr/sbin").join(name);
    if path.is_file() { path } else { PathBuf::from(name) }
}

fn title() -> Title {
    Title::new("JN01-261120-0031").expect("a title")
}

/// A page of 60 × 40 mm with a black box of 100 × 60 points.
fn label() -> Vec<u8> {
    let box_of_100 = "0 g 10 10 100 60 re f";
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 170.08 113.39]/Contents 4 0 R/Resources<<>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{box_of_100}\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n",
        box_of_100.len()
    )
    .into_bytes()
}

/// Width and height of the page, and of the ink on it, in points.
fn measured(paper: &Path) -> Option<[usize; 4]> {
    let out = Command::new("pdftoppm").args(["-gray", "-r", "72"]).arg(paper).output();
    let out = out.expect("pdftoppm must be installed").stdout;
    let header: Vec<&[u8]> = out.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |at: usize| std::str::from_utf8(header.get(at)?).ok()?.parse::<usize>().ok();
    let (width, height) = (number(1)?, number(2)?);
    let pixels = out.get(out.len().checked_sub(width * height)?..)?;
    let dark = |at: &(usize, &u8)| *at.1 < 100;
    let across = pixels.iter().enumerate().filter(dark).map(|(at, _)| at % width);
    let down = pixels.iter().enumerate().filter(dark).map(|(at, _)| at / width);
    let span = |places: Vec<usize>| Some(places.iter().max()? - places.iter().min()? + 1);
    Some([width, height, span(across.collect())?, span(down.collect())?])
}

#[test]
fn a_label_comes_out_of_the_printer_at_its_own_size() {
    let cups = Cups::started();
    let paper = cups.add("Labels", &["-E"]);
    let job = cups.spooler().print(&label(), "Labels", &title(), LABEL).expect("taken");
    assert_eq!((job.id.as_str(), job.printer.as_str()), ("Labels-1", "Labels"));
    cups.until("the paper", || measured(&paper).is_some());
    assert_eq!(
        measured(&paper),
        Some([170, 113, 100, 60]),
        "neither scaled, nor turned, nor laid on another sheet"
    );
    let second = cups.spooler().print(&label(), "Labels", &title(), LABEL).expect("taken");
    assert_eq!(second.id, "Labels-2");
}

#[test]
fn printers_are_listed_and_those_that_cannot_print_refuse() {
    let cups = Cups::started();
    assert_eq!(cups.spooler().printers(), Ok(vec![]));
    cups.add("Labels", &["-E"]);
    cups.add("Stopped", &[]);
    let listed = |name: &str, stopped| Printer { name: name.to_owned(), usual: false, stopped };
    assert_eq!(cups.spooler().printers(), Ok(vec![listed("Labels", false), listed("Stopped", true)]));
    let print = |printer: &str| cups.spooler().print(&label(), printer, &title(), LABEL);
    assert_eq!(print("Stopped"), Err(Refused::Stopped { printer: "Stopped".to_owned() }));
    for unknown in ["Nowhere", "", "-o", "Labels; true"] {
        assert_eq!(print(unknown), Err(Refused::NoPrinter { printer: unknown.to_owned() }), "{unknown}");
    }
}

#[test]
fn without_a_scheduler_nothing_is_printed_and_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let spooler = Spooler::at(&folder.path().join("gone").display().to_string());
    assert_eq!(spooler.printers(), Err(Refused::NoSpooler));
    assert_eq!(spooler.print(&label(), "Labels", &title(), LABEL), Err(Refused::NoSpooler));
}
