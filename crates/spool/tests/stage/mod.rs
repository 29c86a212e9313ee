//! A real CUPS of its own, on a socket in a folder, with printers behind backends of ours: one that brings labels out, one
//! that fails, one that jams, one that takes its time.
#![allow(
    dead_code,
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests share must fail them, and no test uses all of it"
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use spool::Spooler;
use tempfile::TempDir;

/// Longer than anything here takes; it only ends a test that fails.
const LONG: Duration = Duration::from_secs(60);

/// How the printers behind our backends behave: the backend's name, and what it does with a job that lies in `$paper`.
/// Every label that comes out is a file of its own.
const BACKENDS: [(&str, &str); 4] = [
    ("labels", "cp \"$paper\" \"$out\""),
    ("fails", "echo 'ERROR: nobody answers' >&2; exit 1"),
    // What CUPS_BACKEND_STOP does: the printer stands still, and the job waits.
    ("jams", "echo 'STATE: +media-jam-error' >&2; [ -e \"$top/mended\" ] || exit 4; cp \"$paper\" \"$out\""),
    // It prints when the test lets it.
    (
        "slow",
        "touch \"$top/out/begun\"; while [ ! -e \"$top/out/go\" ]; do sleep 0.05; done; cp \"$paper\" \"$out\"",
    ),
];

/// A scheduler with its files in a folder, gone with it.
pub struct Cups {
    pub folder: TempDir,
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
    pub fn started() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        for name in ["cache", "spool", "state", "root", "log", "out"] {
            std::fs::create_dir(at(name)).expect("a folder");
        }
        let everyone = "Order allow,deny\nAllow all\n";
        let rules = format!(
            "Listen {}\nBrowsing Off\nWebInterface No\nDefaultAuthType None\n<Location />\n{everyone}</Location>\n\
             <Location /admin>\n{everyone}</Location>\n<Policy default>\n<Limit All>\n{everyone}</Limit>\n</Policy>\n",
            at("socket")
        );
        let files = format!(
            "FileDevice Yes\nSyncOnClose No\nServerBin {}\nServerRoot {}\nCacheDir {}\nRequestRoot {}\nTempDir {}\nStateDir {}\n\
             AccessLog {}\nErrorLog {}\nPageLog {}\n",
            at("bin"),
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
        own_backends(folder.path());
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

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn spooler(&self) -> Spooler {
        Spooler::at(&self.path("socket").display().to_string())
    }

    /// Sets a label printer up whose paper falls into a file.
    pub fn add(&self, name: &str, more: &[&str]) -> PathBuf {
        let paper = self.path(&format!("{name}.pdf"));
        self.attach(name, &format!("file:{}", paper.display()), &label_ppd(), more);
        paper
    }

    /// Sets a printer up behind one of the backends of [`BACKENDS`], or of the system.
    pub fn attach(&self, name: &str, address: &str, ppd: &Path, more: &[&str]) {
        let ppd = ppd.display().to_string();
        let words = ["-p", name, "-v", address, "-P", &ppd].into_iter().chain(more.iter().copied());
        self.administer("lpadmin", &words.collect::<Vec<_>>());
    }

    /// Runs a program of the printers' administrator.
    pub fn administer(&self, name: &str, words: &[&str]) {
        let mut command = Command::new(program(name));
        let output = command.env("CUPS_SERVER", self.path("socket")).args(words).output();
        let output = output.expect("cups must be installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// How many labels a printer of [`BACKENDS`] brought out.
    pub fn came_out(&self, printer: &str) -> usize {
        let folder = std::fs::read_dir(self.path("out")).expect("a folder");
        let names = folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(&format!("{printer}-"))).count()
    }

    pub fn until(&self, what: &str, is_so: impl Fn() -> bool) {
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

/// A folder of CUPS's programs that is the system's, with backends of ours beside its own.
fn own_backends(folder: &Path) {
    let system = Path::new("/usr/lib/cups");
    let (bin, backends) = (folder.join("bin"), folder.join("bin/backend"));
    std::fs::create_dir_all(&backends).expect("a folder");
    let link = |from: &Path, to: &Path| std::os::unix::fs::symlink(from, to).expect("a link");
    for entry in std::fs::read_dir(system).expect("cups must be installed") {
        let entry = entry.expect("an entry");
        if entry.file_name() != "backend" {
            link(&entry.path(), &bin.join(entry.file_name()));
        }
    }
    let cups_pdf = system.join("backend/cups-pdf");
    if cups_pdf.exists() {
        link(&cups_pdf, &backends.join("cups-pdf"));
    }
    let top = folder.display();
    for (name, does) in BACKENDS {
        // Called without a word, a backend says what it is; otherwise with job, user, title, copies, options and maybe a file.
        let script = format!(
            "#!/bin/sh\ntop='{top}'\nif [ $# -eq 0 ]; then echo 'direct {name}:/ \"Demo\" \"{name}\"'; exit 0; fi\n\
             paper=\"$TMPDIR/{name}.$1\"\nif [ $# -ge 6 ]; then cat \"$6\" > \"$paper\"; else cat > \"$paper\"; fi\n\
             out=\"$top/out/$PRINTER-$1-$$\"\n{does}\n"
        );
        let path = backends.join(name);
        std::fs::write(&path, script).expect("written");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&path, mode).expect("the file is ours");
    }
    // A backend runs with fewer rights than the scheduler.
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(folder.join("out"), mode).expect("the folder is ours");
}

/// A label printer of 60 × 40 mm. The stage stands in the tests of several crates, and in those of the window.
pub fn label_ppd() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = [here.join("../spool/tests/label.ppd"), here.join("crates/spool/tests/label.ppd")];
    places.into_iter().find(|place| place.is_file()).expect("the printer's description is in the repository")
}

/// A page of 60 × 40 mm with a black box of 100 × 60 points.
pub fn label() -> Vec<u8> {
    let box_of_100 = "0 g 10 10 100 60 re f";
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 170.08 113.39]/Contents 4 0 R/Resources<<>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{box_of_100}\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n",
        box_of_100.len()
    )
    .into_bytes()
}
