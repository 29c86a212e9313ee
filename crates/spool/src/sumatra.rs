//! The words of Windows: which arguments SumatraPDF takes, and how PowerShell lists printers and jobs. Pure, so that it is
//! tested on every system. Windows itself has no program that prints a PDF without showing it.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Printer;
use crate::job::{JobState, Trouble};

/// How PowerShell is started, before the text that it runs. The texts hold nothing of ours.
pub(crate) const SHELL: [&str; 3] = ["-NoProfile", "-NonInteractive", "-Command"];

/// What lists the printers as JSON.
pub(crate) const LIST: &str = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; \
     ConvertTo-Json -Compress @(Get-CimInstance Win32_Printer | Select-Object Name,Default,WorkOffline)";

/// What lists the jobs as JSON.
pub(crate) const JOBS: &str = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; \
     ConvertTo-Json -Compress @(Get-CimInstance Win32_PrintJob | Select-Object Document,StatusMask)";

/// What takes back the jobs of a title on a printer; both come by the environment.
pub(crate) const CANCEL: &str = "Get-PrintJob -PrinterName $env:TIAOHE_PRINTER | \
     Where-Object { $_.DocumentName -like ('*' + $env:TIAOHE_TITLE + '.pdf') } | Remove-PrintJob";

/// The arguments of SumatraPDF for a file, before the file's path.
pub(crate) fn arguments(printer: &str) -> [&str; 5] {
    ["-print-to", printer, "-print-settings", "noscale", "-silent"]
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    name: String,
    #[serde(default)]
    default: Option<bool>,
    #[serde(default)]
    work_offline: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Queued {
    document: String,
    #[serde(default)]
    status_mask: Option<u32>,
}

fn list<T: DeserializeOwned>(json: &str) -> Option<Vec<T>> {
    serde_json::from_str(json.trim_start_matches('\u{feff}').trim()).ok()
}

/// The printers that PowerShell lists; `None` for what is no such list.
pub(crate) fn printers(json: &str) -> Option<Vec<Printer>> {
    let printer = |listed: Listed| Printer {
        name: listed.name,
        usual: listed.default == Some(true),
        stopped: listed.work_offline == Some(true),
    };
    Some(list(json)?.into_iter().map(printer).collect())
}

/// The bits of `Win32_PrintJob.StatusMask`.
const PAUSED: u32 = 1;
const ERROR: u32 = 1 << 1;
const DELETING: u32 = 1 << 2;
const PRINTING: u32 = 1 << 4;
const OFFLINE: u32 = 1 << 5;
const PAPER_OUT: u32 = 1 << 6;
const PRINTED: u32 = 1 << 7;
const DELETED: u32 = 1 << 8;
const BLOCKED: u32 = 1 << 9;
const HELP_NEEDED: u32 = 1 << 10;

/// How the job of a title is, from PowerShell's list of all jobs. One that is not in it any more was printed: Windows takes a
/// job off its list when the printer has all of it. Whether a label came out is proved by reading it back.
pub(crate) fn state(json: &str, title: &str, offline: bool) -> Option<JobState> {
    let file = format!("{title}.pdf");
    let job = list::<Queued>(json)?.into_iter().find(|job| job.document.ends_with(&file));
    let Some(job) = job else { return Some(JobState::Completed) };
    let mask = job.status_mask.unwrap_or_default();
    let is = |bits: u32| mask & bits != 0;
    let stopped = |trouble| JobState::Stopped { trouble: Some(trouble) };
    Some(match () {
        // Windows does not say how far it was.
        () if is(DELETING | DELETED) => JobState::Cancelled { begun: true },
        () if is(PRINTED) => JobState::Completed,
        () if is(PAPER_OUT) => stopped(Trouble::NoPaper),
        () if is(OFFLINE) || offline => stopped(Trouble::Offline),
        () if is(PAUSED) => stopped(Trouble::Paused),
        () if is(ERROR | BLOCKED | HELP_NEEDED) => JobState::Stopped { trouble: None },
        () if is(PRINTING) => JobState::Printing,
        () => JobState::Waiting { trouble: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_printed_without_a_window_and_without_scaling() {
        assert_eq!(arguments("标签 机"), ["-print-to", "标签 机", "-print-settings", "noscale", "-silent"]);
        assert!(
            [LIST, JOBS, CANCEL].iter().chain(&SHELL).all(|text| !text.contains('"')),
            "nothing to escape"
        );
    }

    #[test]
    fn printers_of_windows_are_read() {
        let json = r#"[{"Name":"标签机","Default":true,"WorkOffline":false},{"Name":"A4","Default":null,"WorkOffline":true}]"#;
        let printer = |name: &str, usual, stopped| Printer { name: name.to_owned(), usual, stopped };
        assert_eq!(printers(json), Some(vec![printer("标签机", true, false), printer("A4", false, true)]));
        assert_eq!(printers("\u{feff}[]\r\n"), Some(vec![]));
        assert_eq!(printers("Get-CimInstance : Access denied"), None);
    }

    #[test]
    fn jobs_of_windows_are_followed_by_their_title() {
        let stopped = |trouble| JobState::Stopped { trouble };
        let cases = [
            ("waiting", 0, false, JobState::Waiting { trouble: None }),
            ("spooling", 8, false, JobState::Waiting { trouble: None }),
            ("printing", 16, false, JobState::Printing),
            ("paused", 1, false, stopped(Some(Trouble::Paused))),
            ("out of paper while printing", 64 | 16, false, stopped(Some(Trouble::NoPaper))),
            ("offline", 32, false, stopped(Some(Trouble::Offline))),
            ("the printer offline", 0, true, stopped(Some(Trouble::Offline))),
            ("in error", 2, false, stopped(None)),
            ("a hand is needed", 1024, false, stopped(None)),
            ("being deleted", 4 | 2, false, JobState::Cancelled { begun: true }),
            ("printed", 128, false, JobState::Completed),
        ];
        for (name, mask, offline, expected) in cases {
            let json = format!(
                r#"[{{"Document":"other.pdf","StatusMask":0}},{{"Document":"C:\\x\\JN01.1.pdf","StatusMask":{mask}}}]"#
            );
            assert_eq!(state(&json, "JN01.1", offline), Some(expected), "{name}");
            assert_eq!(state(&json, "JN01.2", offline), Some(JobState::Completed), "not {name}, but gone");
        }
        assert_eq!(state("[]", "JN01.1", false), Some(JobState::Completed));
        assert_eq!(state("Access denied", "JN01.1", false), None);
    }
}
