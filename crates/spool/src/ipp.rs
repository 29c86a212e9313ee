//! What CUPS says of a job, asked with its own program `ipptool`: the questions, and how its table of answers is read. Pure,
//! so that it is tested on every system. `lpstat` cannot be asked: it does not tell a printed job from a cancelled one.

use crate::job::{JobState, Trouble};

/// The questions: the job first, then its printer.
pub(crate) const QUESTIONS: &str = "\
{
OPERATION Get-Job-Attributes
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri ipp://localhost/printers/$printer
ATTR integer job-id $job
ATTR name requesting-user-name $user
ATTR keyword requested-attributes job-state,job-state-reasons,time-at-processing,job-printer-state-message
DISPLAY job-state
DISPLAY job-state-reasons
DISPLAY time-at-processing
DISPLAY job-printer-state-message
}
{
OPERATION Get-Printer-Attributes
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri ipp://localhost/printers/$printer
ATTR name requesting-user-name $user
ATTR keyword requested-attributes printer-state,printer-state-reasons,printer-state-message
DISPLAY printer-state
DISPLAY printer-state-reasons
DISPLAY printer-state-message
}
";

/// The arguments of `ipptool` for [`QUESTIONS`] on its standard input; `None` for what is no job's number.
pub(crate) fn arguments(server: &str, printer: &str, job: &str) -> Option<Vec<String>> {
    let number: u32 = job.rsplit('-').next()?.parse().ok()?;
    let address = format!("ipp://{}/", address(server));
    let words =
        ["-c", "-T", "10", "-d", &format!("printer={}", coded(printer)), "-d", &format!("job={number}")];
    Some(words.into_iter().map(str::to_owned).chain([address, "/dev/stdin".to_owned()]).collect())
}

/// A server as an address has it: a socket's path is written like a host's name.
fn address(server: &str) -> String {
    let server = server.trim();
    if server.starts_with('/') { coded(server) } else { server.to_owned() }
}

/// A text as a part of an address has it.
fn coded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What the answers say. `None` where they are no answers.
pub(crate) fn state(table: &str) -> Option<JobState> {
    let lines: Vec<&str> = table.lines().collect();
    let heads = |name: &str| lines.iter().position(|line| line.starts_with(name));
    let (job_at, printer_at) = (heads("job-state,")?, heads("printer-state,")?);
    let job = lines.get(job_at + 1..printer_at)?.first().map(|line| cells(line));
    let printer = lines.get(printer_at + 1).map(|line| cells(line));
    let Some(job) = job else {
        return Some(if printer.is_some() { JobState::Gone } else { JobState::PrinterGone });
    };
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let printer = printer.unwrap_or_default();
    let (state, reasons, said) = (cell(&job, 0), cell(&job, 1), cell(&job, 3));
    let stands = cell(&printer, 0) == "stopped" || reasons.split(',').any(|why| why == "printer-stopped");
    let trouble = || Trouble::of(cell(&printer, 1).split(',').chain(reasons.split(',')), &said);
    let held = reasons.split(',').any(|why| why.starts_with("job-hold-until"));
    Some(match state.as_str() {
        "completed" => JobState::Completed,
        // CUPS cancels the jobs of a printer that is taken away, and forgets how far they were.
        "canceled" if printer.is_empty() => JobState::PrinterGone,
        // Only what says so has surely not begun.
        "canceled" => JobState::Cancelled { begun: cell(&job, 2) != "no-value" },
        "aborted" => JobState::Aborted { trouble: trouble() },
        "processing-stopped" => JobState::Stopped { trouble: trouble() },
        "pending-held" if held => JobState::Held,
        "pending" | "pending-held" | "processing" if stands => JobState::Stopped { trouble: trouble() },
        "processing" => JobState::Printing,
        // The filters' chatter is no trouble of a job that only waits for its turn.
        "pending-held" => JobState::Waiting { trouble: trouble() },
        "pending" => JobState::Waiting { trouble: None },
        _ => return None,
    })
}

/// The cells of a line of comma-separated values.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: &str = "job-state,job-state-reasons,time-at-processing,job-printer-state-message\n";
    const PRINTER: &str = "printer-state,printer-state-reasons,printer-state-message\n";

    #[test]
    fn every_state_of_a_job_is_understood() {
        let jam = || Some(Trouble::Jam);
        let other = |said: &str| Some(Trouble::Other(said.to_owned()));
        let cases = [
            (
                "printed",
                "completed,processing-to-stop-point,1790,noise\n",
                "idle,none,\n",
                JobState::Completed,
            ),
            (
                "printed, paused since",
                "completed,none,1790,\n",
                "stopped,paused,Paused\n",
                JobState::Completed,
            ),
            (
                "cancelled before it began",
                "canceled,job-canceled-by-user,no-value,\n",
                "idle,none,\n",
                JobState::Cancelled { begun: false },
            ),
            (
                "cancelled in the middle",
                "canceled,job-canceled-by-user,1790,\n",
                "idle,none,\n",
                JobState::Cancelled { begun: true },
            ),
            (
                "given up",
                "aborted,aborted-by-system,1790,no paper came\n",
                "idle,none,\n",
                JobState::Aborted { trouble: other("no paper came") },
            ),
            ("held", "pending-held,job-hold-until-specified,no-value,\n", "idle,none,\n", JobState::Held),
            (
                "held on a stopped printer",
                "pending-held,job-hold-until-specified,no-value,\n",
                "stopped,paused,Paused\n",
                JobState::Held,
            ),
            (
                "tried again later",
                "pending-held,resources-are-not-ready,1790,no paper came\n",
                "idle,none,no paper came\n",
                JobState::Waiting { trouble: other("no paper came") },
            ),
            (
                "its turn comes",
                "pending,none,no-value,noise\n",
                "processing,none,\n",
                JobState::Waiting { trouble: None },
            ),
            ("printing", "processing,job-printing,1790,\n", "processing,none,\n", JobState::Printing),
            (
                "jammed",
                "pending,printer-stopped,1790,paper jam\n",
                "stopped,\"media-jam-error,paused\",noise\n",
                JobState::Stopped { trouble: jam() },
            ),
            (
                "paused",
                "pending,printer-stopped,no-value,\n",
                "stopped,paused,Paused\n",
                JobState::Stopped { trouble: Some(Trouble::Paused) },
            ),
            (
                "out of paper",
                "processing-stopped,none,1790,\n",
                "processing,media-empty-error,\n",
                JobState::Stopped { trouble: Some(Trouble::NoPaper) },
            ),
            ("forgotten", "", "idle,none,\n", JobState::Gone),
            ("taken away", "", "", JobState::PrinterGone),
            ("being taken away", "canceled,none,no-value,\n", "", JobState::PrinterGone),
        ];
        for (name, job, printer, expected) in cases {
            assert_eq!(state(&format!("{JOB}{job}{PRINTER}{printer}")), Some(expected), "{name}");
        }
        for bad in [
            "",
            "ipptool: Unable to connect",
            "job-state,x\ncompleted\n",
            &format!("{JOB}flying,,\n{PRINTER}"),
        ] {
            assert_eq!(state(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_socket_is_an_address_and_a_name_is_no_command() {
        let words = arguments("/run/cups/cups.sock\n", "标签 1", "标签 1-12").expect("a number");
        assert_eq!(words.get(4).map(String::as_str), Some("printer=%E6%A0%87%E7%AD%BE%201"));
        assert_eq!(words.get(6).map(String::as_str), Some("job=12"));
        assert_eq!(words.get(7).map(String::as_str), Some("ipp://%2Frun%2Fcups%2Fcups.sock/"));
        assert_eq!(address("print.example:631"), "print.example:631");
        assert_eq!(arguments("localhost:631", "Labels", "Labels-x"), None);
    }
}
