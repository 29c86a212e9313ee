//! The words of Windows: which arguments SumatraPDF takes, and how PowerShell lists the printers. Pure, so that it is tested on
//! every system. Windows itself has no program that prints a PDF without showing it.

use serde::Deserialize;

use crate::Printer;

/// What lists the printers as JSON. Text without anything of ours in it.
pub(crate) const LIST: [&str; 4] = [
    "-NoProfile",
    "-NonInteractive",
    "-Command",
    "[Console]::OutputEncoding=[Text.Encoding]::UTF8; \
     ConvertTo-Json -Compress @(Get-CimInstance Win32_Printer | Select-Object Name,Default,WorkOffline)",
];

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

/// The printers that PowerShell lists; `None` for what is no such list.
pub(crate) fn printers(json: &str) -> Option<Vec<Printer>> {
    let listed: Vec<Listed> = serde_json::from_str(json.trim_start_matches('\u{feff}').trim()).ok()?;
    let printer = |listed: Listed| Printer {
        name: listed.name,
        usual: listed.default == Some(true),
        stopped: listed.work_offline == Some(true),
    };
    Some(listed.into_iter().map(printer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_printed_without_a_window_and_without_scaling() {
        assert_eq!(arguments("标签 机"), ["-print-to", "标签 机", "-print-settings", "noscale", "-silent"]);
        assert!(LIST.iter().all(|argument| !argument.contains('"')), "nothing to escape");
    }

    #[test]
    fn printers_of_windows_are_read() {
        let json = r#"[{"Name":"标签机","Default":true,"WorkOffline":false},{"Name":"A4","Default":null,"WorkOffline":true}]"#;
        let printer = |name: &str, usual, stopped| Printer { name: name.to_owned(), usual, stopped };
        assert_eq!(printers(json), Some(vec![printer("标签机", true, false), printer("A4", false, true)]));
        assert_eq!(printers("\u{feff}[]\r\n"), Some(vec![]));
        assert_eq!(printers("Get-CimInstance : Access denied"), None);
    }
}
