//! The words of CUPS: which arguments its programs take, and what they answer. Pure, so that it is tested on every system.

use crate::program::Said;
use crate::{Job, Printer, Refused, Size, Title};

/// The arguments of `lp` for a paper on its standard input.
pub(crate) fn arguments(printer: &str, title: &Title, size: Size) -> Vec<String> {
    let media = match size {
        // A sheet printer knows its stock by name; a label printer is told what it was cut to.
        Size { width_mm: 210, height_mm: 297 } => "media=A4".to_owned(),
        Size { width_mm: 148, height_mm: 210 } => "media=A5".to_owned(),
        Size { width_mm, height_mm } => format!("media=Custom.{width_mm}x{height_mm}mm"),
    };
    ["-d", printer, "-t", title.as_str(), "-o", "print-scaling=none", "-o", &media].map(str::to_owned).into()
}

/// The printers, from `lpstat -e` (their names), `lpstat -d` (the usual one) and `lpstat -p` (which are stopped).
pub(crate) fn printers(names: &str, usual: &str, states: &str) -> Vec<Printer> {
    let usual =
        usual.lines().find_map(|line| line.strip_prefix("system default destination: ")).map(str::trim);
    let is_stopped = |name: &str| {
        let disabled = format!("printer {name} disabled ");
        states.lines().any(|line| line.starts_with(&disabled))
    };
    let names = names.lines().map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| Printer { name: name.to_owned(), usual: usual == Some(name), stopped: is_stopped(name) })
        .collect()
}

/// What `lp` answers: `request id is PDF-12 (0 file(s))`.
pub(crate) fn job(printer: &str, said: &Said) -> Result<Job, Refused> {
    let id = said.out.split_whitespace().skip_while(|word| *word != "is").nth(1);
    match id {
        Some(id) if said.well => Ok(Job { id: id.to_owned(), printer: printer.to_owned() }),
        Some(_) | None => Err(refused(printer, said)),
    }
}

/// Why CUPS does not.
pub(crate) fn refused(printer: &str, said: &Said) -> Refused {
    let text = said.error.trim();
    let has = |part: &str| text.contains(part);
    let printer = printer.to_owned();
    if ["does not exist", "Unknown destination"].into_iter().any(has) {
        Refused::NoPrinter { printer }
    } else if ["cheduler", "Bad file descriptor", "No such file", "Connection refused"].into_iter().any(has) {
        Refused::NoSpooler
    } else if has("not accepting jobs") {
        Refused::Stopped { printer }
    } else {
        // Its first line; the rest is how to use the program.
        Refused::Said(text.lines().next().unwrap_or("没有说明原因").chars().take(200).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(well: bool, out: &str, error: &str) -> Said {
        Said { well, out: out.to_owned(), error: error.to_owned() }
    }

    #[test]
    fn a_label_is_printed_at_its_own_size() {
        let title = Title::new("JN01-261120-0031").expect("a title");
        let size = Size { width_mm: 60, height_mm: 40 };
        let expected = [
            "-d",
            "Labels",
            "-t",
            "JN01-261120-0031",
            "-o",
            "print-scaling=none",
            "-o",
            "media=Custom.60x40mm",
        ];
        assert_eq!(arguments("Labels", &title, size), expected);
        for (width_mm, height_mm, media) in
            [(210, 297, "media=A4"), (148, 210, "media=A5"), (80, 120, "media=Custom.80x120mm")]
        {
            let sheet = arguments("Sheets", &title, Size { width_mm, height_mm });
            assert_eq!(sheet.last().map(String::as_str), Some(media));
        }
    }

    #[test]
    fn printers_are_listed_with_what_is_known_of_them() {
        let printer = |name: &str, usual, stopped| Printer { name: name.to_owned(), usual, stopped };
        let states = "printer A4 is idle.  enabled since Sat 21 Nov 2026\nprinter Labels disabled since Sat 21 Nov 2026 -\n\tPaused\n";
        let cases = [
            (
                "two",
                "A4\nLabels\n",
                "system default destination: A4\n",
                vec![printer("A4", true, false), printer("Labels", false, true)],
            ),
            ("no usual one", "A4\n", "no system default destination\n", vec![printer("A4", false, false)]),
            ("none", "", "", vec![]),
            ("a name that another begins with", "Label\n", "", vec![printer("Label", false, false)]),
        ];
        for (name, names, usual, expected) in cases {
            assert_eq!(printers(names, usual, states), expected, "{name}");
        }
    }

    #[test]
    fn what_cups_says_is_understood() {
        let printer = || "Labels".to_owned();
        let cases = [
            (
                "taken",
                said(true, "request id is Labels-12 (0 file(s))\n", ""),
                Ok(Job { id: "Labels-12".to_owned(), printer: printer() }),
            ),
            (
                "no printer",
                said(false, "", "lp: The printer or class does not exist.\n"),
                Err(Refused::NoPrinter { printer: printer() }),
            ),
            (
                "no printer, newer",
                said(false, "", "lp: Error - The printer or class does not exist.\n"),
                Err(Refused::NoPrinter { printer: printer() }),
            ),
            (
                "not accepting",
                said(false, "", "lp: Destination \"Labels\" is not accepting jobs.\n"),
                Err(Refused::Stopped { printer: printer() }),
            ),
            (
                "no scheduler",
                said(false, "", "lp: Error - scheduler not responding.\n"),
                Err(Refused::NoSpooler),
            ),
            ("no socket", said(false, "", "lpstat: Bad file descriptor\n"), Err(Refused::NoSpooler)),
            (
                "something else",
                said(false, "", "lp: Document format is wrong.\nUsage: …\n"),
                Err(Refused::Said("lp: Document format is wrong.".to_owned())),
            ),
            (
                "failed and said a number",
                said(false, "request id is Labels-12", "lp: no"),
                Err(Refused::Said("lp: no".to_owned())),
            ),
            ("said nothing", said(true, "", ""), Err(Refused::Said("没有说明原因".to_owned()))),
        ];
        for (name, said, expected) in cases {
            assert_eq!(job("Labels", &said), expected, "{name}");
        }
    }
}
