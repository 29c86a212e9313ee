//! The spooler of Windows: papers go to it through SumatraPDF, and PowerShell says what it knows of them. It forgets a job as
//! soon as it is printed, and it cannot hold one that SumatraPDF hands over.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Job, JobState, Printer, Refused, Size, Spooler, Title, sumatra};

impl Spooler {
    /// Whether [`Spooler::hold`] really holds: then a job that was refused, or never let go, has surely not been printed.
    pub const HOLDS: bool = false;

    /// The printers, in the spooler's order. Runs programs: not for a thread that must answer a tap.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`].
    pub fn printers(&self) -> Result<Vec<Printer>, Refused> {
        sumatra::printers(&powershell(sumatra::LIST, &[])?).ok_or(Refused::NoSpooler)
    }

    /// Hands a PDF to a printer, at its own size and never scaled. The stock is the printer's own: `size` is not used.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn print(&self, pdf: &[u8], printer: &str, title: &Title, _: Size) -> Result<Job, Refused> {
        if !self.printers()?.iter().any(|known| known.name == printer) {
            return Err(Refused::NoPrinter { printer: printer.to_owned() });
        }
        let program = program().ok_or(Refused::NoProgram { program: "SumatraPDF" })?;
        let failed = |error: std::io::Error| Refused::Said(error.to_string());
        // The file's name is the job's title; the folder is the user's own and goes when this returns.
        let folder = tempfile::tempdir().map_err(failed)?;
        let path = folder.path().join(format!("{}.pdf", title.as_str()));
        let mut file = File::create_new(&path).map_err(failed)?;
        file.write_all(pdf).map_err(failed)?;
        drop(file);
        let mut command = Command::new(program);
        command.args(sumatra::arguments(printer)).arg(&path);
        let said = crate::program::run("SumatraPDF", &mut command, &[])?;
        if said.well {
            Ok(Job { id: title.as_str().to_owned(), printer: printer.to_owned() })
        } else {
            Err(Refused::Said(said.error.lines().next().unwrap_or("SumatraPDF").to_owned()))
        }
    }

    /// As [`Spooler::print`]: Windows prints at once.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn hold(&self, pdf: &[u8], printer: &str, title: &Title, size: Size) -> Result<Job, Refused> {
        self.print(pdf, printer, title, size)
    }

    /// There is nothing to let go.
    ///
    /// # Errors
    /// Never.
    pub const fn release(&self, _: &Job) -> Result<(), Refused> {
        Ok(())
    }

    /// Takes a job back, by its title. One that is not there any more stays as it is.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`].
    pub fn cancel(&self, job: &Job) -> Result<(), Refused> {
        powershell(sumatra::CANCEL, &[("TIAOHE_PRINTER", &job.printer), ("TIAOHE_TITLE", &job.id)])
            .map(|_| ())
    }

    /// How a job is.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`].
    pub fn state(&self, job: &Job) -> Result<JobState, Refused> {
        let there = self.printers()?.into_iter().find(|known| known.name == job.printer);
        let Some(printer) = there else { return Ok(JobState::PrinterGone) };
        let jobs = powershell(sumatra::JOBS, &[])?;
        sumatra::state(&jobs, &job.id, printer.stopped).ok_or(Refused::NoSpooler)
    }
}

/// Runs a text of ours; what it works on goes by the environment, so that a name is never read as a command.
fn powershell(text: &str, variables: &[(&str, &str)]) -> Result<String, Refused> {
    let mut command = Command::new("powershell.exe");
    command.args(sumatra::SHELL).arg(text).envs(variables.iter().copied());
    Ok(crate::program::run("PowerShell", &mut command, &[])?.out)
}

/// Where SumatraPDF is installed: for all users, or for this one.
fn program() -> Option<PathBuf> {
    let folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
    let paths = folders.iter().filter_map(std::env::var_os);
    paths
        .map(|folder| Path::new(&folder).join("SumatraPDF").join("SumatraPDF.exe"))
        .find(|path| path.is_file())
}
