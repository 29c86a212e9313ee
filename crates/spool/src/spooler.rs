//! The spooler of this computer.

use serde::{Deserialize, Serialize};

use crate::{Refused, Title};

/// A printer that the spooler knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printer {
    /// Its name, by which it is asked for.
    pub name: String,
    /// Whether it is the one that is taken when none is named.
    pub usual: bool,
    /// Whether it is paused or offline: a job waits until it is not.
    pub stopped: bool,
}

/// A job that the spooler has taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The spooler's own number: `Labels-12`; the title where it gives none.
    pub id: String,
    /// The printer.
    pub printer: String,
}

/// The size of a paper, in whole millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its width.
    pub width_mm: u16,
    /// Its height.
    pub height_mm: u16,
}

/// The spooler: of this computer, or of the print server that IT names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spooler {
    server: Option<String>,
}

impl Spooler {
    /// The spooler that this computer is set up for.
    #[must_use]
    pub const fn system() -> Self {
        Self { server: None }
    }

    /// The CUPS server at an address: a host, or the path of a socket. Windows knows no such thing and takes its own.
    #[must_use]
    pub fn at(server: &str) -> Self {
        Self { server: Some(server.to_owned()) }
    }
}

#[cfg(not(windows))]
impl Spooler {
    /// The printers, in the spooler's order. Runs programs: not for a thread that must answer a tap.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`], [`Refused::Said`].
    pub fn printers(&self) -> Result<Vec<Printer>, Refused> {
        let ask = |argument| crate::program::run("lpstat", self.command("lpstat").arg(argument), &[]);
        let names = ask("-e")?;
        // `lpstat -e` keeps quiet about a scheduler that is away; `-r` is what it is asked with.
        let runs = ask("-r")?;
        if !runs.out.contains("scheduler is running") {
            return Err(Refused::NoSpooler);
        }
        let (usual, states) = (ask("-d")?, ask("-p")?);
        Ok(crate::cups::printers(&names.out, &usual.out, &states.out))
    }

    /// Hands a PDF to a printer, at its own size and never scaled. Without its `size` the spooler
    /// would turn it and lay it into the middle of an A4 sheet.
    ///
    /// # Errors
    /// [`Refused`]; nothing is printed then.
    pub fn print(&self, pdf: &[u8], printer: &str, title: &Title, size: Size) -> Result<Job, Refused> {
        if !self.printers()?.iter().any(|known| known.name == printer) {
            return Err(Refused::NoPrinter { printer: printer.to_owned() });
        }
        let mut lp = self.command("lp");
        let said = crate::program::run("lp", lp.args(crate::cups::arguments(printer, title, size)), pdf)?;
        let job = crate::cups::job(printer, &said);
        match &job {
            Ok(job) => tracing::info!(job = job.id, printer, "handed to the spooler"),
            Err(refused) => tracing::warn!(code = refused.code(), printer, "the spooler refuses"),
        }
        job
    }

    /// A program that answers in plain English, whatever the desktop speaks: its words are read.
    fn command(&self, name: &str) -> std::process::Command {
        let mut command = std::process::Command::new(name);
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        if let Some(server) = &self.server {
            command.env("CUPS_SERVER", server);
        }
        command
    }
}

#[cfg(windows)]
impl Spooler {
    /// The printers, in the spooler's order. Runs programs: not for a thread that must answer a tap.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`].
    pub fn printers(&self) -> Result<Vec<Printer>, Refused> {
        let mut powershell = std::process::Command::new("powershell.exe");
        let said = crate::program::run("PowerShell", powershell.args(crate::sumatra::LIST), &[])?;
        crate::sumatra::printers(&said.out).ok_or(Refused::NoSpooler)
    }

    /// Hands a PDF to a printer, at its own size and never scaled. The stock is the printer's own: `size` is not used.
    ///
    /// # Errors
    /// [`Refused`]; nothing is printed then.
    pub fn print(&self, pdf: &[u8], printer: &str, title: &Title, _: Size) -> Result<Job, Refused> {
        use std::io::Write as _;
        if !self.printers()?.iter().any(|known| known.name == printer) {
            return Err(Refused::NoPrinter { printer: printer.to_owned() });
        }
        let program = program().ok_or(Refused::NoProgram { program: "SumatraPDF" })?;
        let failed = |error: std::io::Error| Refused::Said(error.to_string());
        // The file's name is the job's title; the folder is the user's own and goes when this returns.
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join(format!("{}.pdf", title.as_str()));
        let mut file = std::fs::File::create_new(&path).map_err(failed)?;
        file.write_all(pdf).map_err(failed)?;
        drop(file);
        let mut command = std::process::Command::new(program);
        command.args(crate::sumatra::arguments(printer)).arg(&path);
        let said = crate::program::run("SumatraPDF", &mut command, &[])?;
        if said.well {
            Ok(Job { id: title.as_str().to_owned(), printer: printer.to_owned() })
        } else {
            Err(Refused::Said(said.error.lines().next().unwrap_or("SumatraPDF").to_owned()))
        }
    }
}

/// Where SumatraPDF is installed: for all users, or for this one.
#[cfg(windows)]
fn program() -> Option<std::path::PathBuf> {
    let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
    let paths = folders.iter().filter_map(std::env::var_os);
    paths
        .map(|folder| std::path::Path::new(&folder).join("SumatraPDF").join("SumatraPDF.exe"))
        .find(|path| path.is_file())
}
