//! Running a program of the system: with its arguments as they are, bytes for its input, its output in plain English, and an end
//! to the wait. A print server that is away makes `lp` wait for minutes.

use std::io::{ErrorKind, Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use crate::Refused;

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// What a program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) well: bool,
    pub(crate) out: String,
    pub(crate) error: String,
}

/// Runs a program to its end.
///
/// # Errors
/// [`Refused::NoProgram`], [`Refused::NoSpooler`] when it does not end.
pub(crate) fn run(name: &'static str, command: &mut Command, input: &[u8]) -> Result<Said, Refused> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A program of the console must not flash its window over the counter's.
    #[cfg(windows)]
    let command = std::os::windows::process::CommandExt::creation_flags(command, 0x0800_0000);
    let mut child = command.spawn().map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            Refused::NoProgram { program: name }
        } else {
            Refused::Said(format!("{name}: {error}"))
        }
    })?;
    let (out, error) = (listen(child.stdout.take()), listen(child.stderr.take()));
    feed(&mut child, input.to_vec());
    let until = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < until => std::thread::sleep(LOOK),
            Ok(None) | Err(_) => {
                if let Err(error) = child.kill().and_then(|()| child.wait()) {
                    tracing::warn!(%error, program = name, "does not end");
                }
                return Err(Refused::NoSpooler);
            }
        }
    };
    let heard = |words: Receiver<String>| words.recv_timeout(PATIENCE).unwrap_or_default();
    Ok(Said { well: status.success(), out: heard(out), error: heard(error) })
}

/// Gives the program its input on a thread of its own: it may print before it has read all of it.
fn feed(child: &mut Child, input: Vec<u8>) {
    let Some(mut stdin) = child.stdin.take() else { return };
    std::thread::spawn(move || {
        if let Err(error) = stdin.write_all(&input) {
            // It ended without reading: why, it says itself.
            tracing::debug!(%error, "the input was not read to its end");
        }
    });
}

fn listen(stream: Option<impl Read + Send + 'static>) -> Receiver<String> {
    let (said, heard) = sync_channel(1);
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stream.map_or(Ok(0), |stream| stream.take(1024 * 1024).read_to_end(&mut bytes));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let (Err(error), _) | (Ok(_), Err(error)) =
            (read, said.send(text).map_err(|_| ErrorKind::BrokenPipe.into()))
        {
            tracing::debug!(%error, "nobody hears what a program says");
        }
    });
    heard
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_answers_while_it_reads_does_not_stick() {
        let input = vec![b'x'; 900_000];
        let said = run("cat", &mut Command::new("cat"), &input).expect("cat is there");
        assert!(said.well && said.out.len() == input.len() && said.error.is_empty());
    }

    #[test]
    fn a_program_that_reads_nothing_and_fails_is_heard() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo why >&2; exit 3"]);
        let said = run("sh", &mut command, &vec![b'x'; 900_000]).expect("sh is there");
        assert_eq!((said.well, said.error.as_str()), (false, "why\n"));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let refused = run("lp", &mut Command::new("no-such-program"), &[]).expect_err("not there");
        assert_eq!(refused, Refused::NoProgram { program: "lp" });
    }
}
