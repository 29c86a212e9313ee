//! The spooler where CUPS serves it: through CUPS's own programs, never past them.

use std::process::Command;

use crate::{Job, JobState, Printer, Refused, Size, Spooler, Title};

impl Spooler {
    /// Whether [`Spooler::hold`] really holds: then a job that was refused, or never let go, has surely not been printed.
    pub const HOLDS: bool = true;

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
        self.hand(pdf, printer, crate::cups::arguments(printer, title, size))
    }

    /// The same, but the job is held: nothing is printed before [`Spooler::release`]. So its number can be written down
    /// first, and no crash in between leaves a paper that nobody knows of.
    ///
    /// # Errors
    /// [`Refused`]; nothing is printed then.
    pub fn hold(&self, pdf: &[u8], printer: &str, title: &Title, size: Size) -> Result<Job, Refused> {
        let mut arguments = crate::cups::arguments(printer, title, size);
        arguments.extend(["-H", "hold"].map(str::to_owned));
        self.hand(pdf, printer, arguments)
    }

    fn hand(&self, pdf: &[u8], printer: &str, arguments: Vec<String>) -> Result<Job, Refused> {
        if !self.printers()?.iter().any(|known| known.name == printer) {
            return Err(Refused::NoPrinter { printer: printer.to_owned() });
        }
        let said = crate::program::run("lp", self.command("lp").args(arguments), pdf)?;
        let job = crate::cups::job(printer, &said);
        match &job {
            Ok(job) => tracing::info!(job = job.id, printer, "handed to the spooler"),
            Err(refused) => tracing::warn!(code = refused.code(), printer, "the spooler refuses"),
        }
        job
    }

    /// Lets a held job go.
    ///
    /// # Errors
    /// [`Refused`]; the job stays as it is.
    pub fn release(&self, job: &Job) -> Result<(), Refused> {
        let said = crate::program::run("lp", self.command("lp").args(["-i", &job.id, "-H", "resume"]), &[])?;
        if said.well { Ok(()) } else { Err(crate::cups::refused(&job.printer, &said)) }
    }

    /// Takes a job back. One that has ended already, or that is not known, stays as it is: [`Spooler::state`] says which.
    ///
    /// # Errors
    /// [`Refused::NoProgram`], [`Refused::NoSpooler`].
    pub fn cancel(&self, job: &Job) -> Result<(), Refused> {
        let said = crate::program::run("cancel", self.command("cancel").arg(&job.id), &[])?;
        if said.well {
            return Ok(());
        }
        let refused = crate::cups::refused(&job.printer, &said);
        if refused == Refused::NoSpooler {
            return Err(refused);
        }
        tracing::info!(job = job.id, code = refused.code(), "there is nothing to take back");
        Ok(())
    }

    /// How a job is.
    ///
    /// # Errors
    /// [`Refused::NoSpooler`] where the spooler does not answer now, [`Refused::Said`] where it cannot be understood.
    pub fn state(&self, job: &Job) -> Result<JobState, Refused> {
        let unknown = || Refused::Said(job.id.chars().take(60).collect());
        let server = crate::program::run("lpstat", self.command("lpstat").arg("-H"), &[])?;
        let arguments = crate::ipp::arguments(&server.out, &job.printer, &job.id).ok_or_else(unknown)?;
        let asked = crate::program::run(
            "ipptool",
            self.command("ipptool").args(arguments),
            crate::ipp::QUESTIONS.as_bytes(),
        );
        match asked {
            Ok(said) => crate::ipp::state(&said.out).ok_or(Refused::NoSpooler),
            Err(Refused::NoProgram { .. }) => self.listed(job),
            Err(refused) => Err(refused),
        }
    }

    /// What little `lpstat` says where `ipptool` is not installed: whether the job still waits. How it ended is not known.
    fn listed(&self, job: &Job) -> Result<JobState, Refused> {
        let waiting =
            crate::program::run("lpstat", self.command("lpstat").args(["-W", "not-completed"]), &[])?;
        if !waiting.well {
            return Err(crate::cups::refused(&job.printer, &waiting));
        }
        let there = waiting.out.lines().any(|line| line.split_whitespace().next() == Some(job.id.as_str()));
        Ok(if there { JobState::Waiting { trouble: None } } else { JobState::Gone })
    }

    /// A program that answers in plain English, whatever the desktop speaks: its words are read.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command.env("LC_ALL", "C").env_remove("LANGUAGE");
        if let Some(server) = &self.server {
            command.env("CUPS_SERVER", server);
        }
        command
    }
}
