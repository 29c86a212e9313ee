//! Programs run by chores, and the steps of a longer chore: each named, timed, and kept as a log under
//! `target/steps/`. Times are printed for the reader; nothing is decided by them.

use std::{
    fs::{self, File},
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Yard, fault::Fault};

/// `cargo` with these arguments, at the root.
pub fn cargo(yard: &Yard, arguments: &[&str]) -> Command {
    // The cargo that runs us, so that its toolchain is the same.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(&yard.root);
    command
}

/// Runs a program with our own terminal and waits for its end.
///
/// # Errors
/// [`Fault::Start`] or [`Fault::Failed`].
pub fn finished(command: &mut Command) -> Result<(), Fault> {
    let program = spelled(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Fault::Failed { program }),
        Err(source) => Err(Fault::Start { program, source }),
    }
}

/// Runs a program and answers what it printed; its errors go to our own terminal.
///
/// # Errors
/// [`Fault::Start`] or [`Fault::Failed`].
pub fn printed(command: &mut Command) -> Result<Vec<u8>, Fault> {
    let program = spelled(command);
    match command.stderr(Stdio::inherit()).output() {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(_) => Err(Fault::Failed { program }),
        Err(source) => Err(Fault::Start { program, source }),
    }
}

/// The command as a reader would type it.
fn spelled(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// The steps of a chore, in the order in which they ran.
pub struct Steps {
    logs: PathBuf,
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// No step yet; logs of an earlier run are taken away, so that what lies there belongs to this one.
    ///
    /// # Errors
    /// [`Fault::File`] when the target folder cannot be written.
    pub fn new(yard: &Yard) -> Result<Self, Fault> {
        let logs = yard.target.join("steps");
        if logs.exists() {
            fs::remove_dir_all(&logs).map_err(Fault::file(&logs))?;
        }
        fs::create_dir_all(&logs).map_err(Fault::file(&logs))?;
        Ok(Self { logs, done: Vec::new() })
    }

    /// Runs a program as a step: its output goes to the terminal and into the step's log.
    ///
    /// # Errors
    /// [`Fault::Step`], with the log's place.
    pub fn program(&mut self, name: &str, command: &mut Command) -> Result<(), Fault> {
        if io::stdout().is_terminal() {
            command.env("CARGO_TERM_COLOR", "always");
        }
        let log = self.log(name);
        self.step(name, || copied(command, &log))
    }

    /// Runs a part of the chore itself as a step.
    ///
    /// # Errors
    /// [`Fault::Step`] around the part's own fault.
    pub fn step(&mut self, name: &str, part: impl FnOnce() -> Result<(), Fault>) -> Result<(), Fault> {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = part();
        let took = start.elapsed();
        self.done.push((name.to_owned(), took));
        let word = if outcome.is_ok() { "✓" } else { "✕" };
        println!("{word}  {name}  {:.1} s", took.as_secs_f64());
        outcome.map_err(|fault| Fault::Step {
            step: name.to_owned(),
            fault: Box::new(fault),
            log: self.log(name),
        })
    }

    /// Prints what ran and how long it took.
    pub fn print_summary(&self) {
        println!("\nAll steps passed:");
        for (name, took) in &self.done {
            println!("  ✓ {:>7.1} s  {name}", took.as_secs_f64());
        }
    }

    fn log(&self, name: &str) -> PathBuf {
        let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        self.logs.join(format!("{plain}.log"))
    }
}

fn copied(command: &mut Command, log: &std::path::Path) -> Result<(), Fault> {
    let program = spelled(command);
    let file = File::create(log).map_err(Fault::file(log))?;
    let start = |source| Fault::Start { program: program.clone(), source };
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(start)?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        let file = &file;
        let errors = scope.spawn(move || errors.map_or(Ok(()), |from| tee(from, io::stderr(), file)));
        output.map_or(Ok(()), |from| tee(from, io::stdout(), file))?;
        errors.join().unwrap_or_else(|_| Err(io::Error::other("the copying thread ended early")))
    })
    .map_err(Fault::file(log))?;
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Fault::Failed { program }),
        Err(source) => Err(start(source)),
    }
}

/// Copies as it comes, not line by line: a compiler's progress has no line ends.
fn tee(mut from: impl Read, mut terminal: impl Write, mut file: &File) -> io::Result<()> {
    let mut piece = [0_u8; 8192];
    loop {
        let read = from.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        terminal.write_all(bytes)?;
        terminal.flush()?;
        file.write_all(bytes)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yard(name: &str) -> Yard {
        let target = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        Yard { root: target.clone(), target }
    }

    #[test]
    fn a_failing_program_stops_its_step_and_leaves_its_words() {
        let yard = yard("fail");
        let mut steps = Steps::new(&yard).expect("a folder");
        let fault =
            steps.program("says no", Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]));
        let Err(Fault::Step { step, log, .. }) = fault else { panic!("the step must fail") };
        assert_eq!(step, "says no");
        let kept = fs::read_to_string(log).expect("a log");
        assert!(kept.contains("out") && kept.contains("err"), "{kept:?}");
        fs::remove_dir_all(yard.target).expect("tidied up");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let fault = finished(Command::new("no-such-program-anywhere").arg("now"));
        let Err(Fault::Start { program, .. }) = fault else { panic!("it cannot start") };
        assert_eq!(program, "no-such-program-anywhere now");
    }
}
