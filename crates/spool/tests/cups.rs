//! A real CUPS of its own, on a socket in a folder: what it takes is read back as the printer would get it, and what becomes
//! of a job is what the spooler says.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, reason = "what the tests share must fail them")]

mod stage;

use std::path::Path;
use std::process::Command;

use spool::{Job, JobState, Printer, Refused, Size, Spooler, Title, Trouble};
use stage::{Cups, label, label_ppd};

const LABEL: Size = Size { width_mm: 60, height_mm: 40 };

fn title() -> Title {
    Title::new("JN01-261120-0031").expect("a title")
}

/// Width and height of the page, and of the ink on it, in points.
fn measured(paper: &Path) -> Option<[usize; 4]> {
    let out = Command::new("pdftoppm").args(["-gray", "-r", "72"]).arg(paper).output();
    let out = out.expect("pdftoppm must be installed").stdout;
    let header: Vec<&[u8]> = out.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |at: usize| std::str::from_utf8(header.get(at)?).ok()?.parse::<usize>().ok();
    let (width, height) = (number(1)?, number(2)?);
    let pixels = out.get(out.len().checked_sub(width * height)?..)?;
    let dark = |at: &(usize, &u8)| *at.1 < 100;
    let across = pixels.iter().enumerate().filter(dark).map(|(at, _)| at % width);
    let down = pixels.iter().enumerate().filter(dark).map(|(at, _)| at / width);
    let span = |places: Vec<usize>| Some(places.iter().max()? - places.iter().min()? + 1);
    Some([width, height, span(across.collect())?, span(down.collect())?])
}

#[test]
fn a_label_comes_out_of_the_printer_at_its_own_size() {
    let cups = Cups::started();
    let paper = cups.add("Labels", &["-E"]);
    let job = cups.spooler().print(&label(), "Labels", &title(), LABEL).expect("taken");
    assert_eq!((job.id.as_str(), job.printer.as_str()), ("Labels-1", "Labels"));
    cups.until("the paper", || measured(&paper).is_some());
    assert_eq!(
        measured(&paper),
        Some([170, 113, 100, 60]),
        "neither scaled, nor turned, nor laid on another sheet"
    );
    let second = cups.spooler().print(&label(), "Labels", &title(), LABEL).expect("taken");
    assert_eq!(second.id, "Labels-2");
}

#[test]
fn printers_are_listed_and_those_that_cannot_print_refuse() {
    let cups = Cups::started();
    assert_eq!(cups.spooler().printers(), Ok(vec![]));
    cups.add("Labels", &["-E"]);
    cups.add("Stopped", &[]);
    let listed = |name: &str, stopped| Printer { name: name.to_owned(), usual: false, stopped };
    assert_eq!(cups.spooler().printers(), Ok(vec![listed("Labels", false), listed("Stopped", true)]));
    let print = |printer: &str| cups.spooler().print(&label(), printer, &title(), LABEL);
    assert_eq!(print("Stopped"), Err(Refused::Stopped { printer: "Stopped".to_owned() }));
    for unknown in ["Nowhere", "", "-o", "Labels; true"] {
        assert_eq!(print(unknown), Err(Refused::NoPrinter { printer: unknown.to_owned() }), "{unknown}");
    }
}

#[test]
fn without_a_scheduler_nothing_is_printed_and_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let spooler = Spooler::at(&folder.path().join("gone").display().to_string());
    assert_eq!(spooler.printers(), Err(Refused::NoSpooler));
    assert_eq!(spooler.print(&label(), "Labels", &title(), LABEL), Err(Refused::NoSpooler));
}

/// Hands a label over as the counter does: held, then let go.
fn handed(cups: &Cups, printer: &str) -> Job {
    let job = cups.spooler().hold(&label(), printer, &title(), LABEL).expect("taken");
    assert_eq!(cups.spooler().state(&job), Ok(JobState::Held), "nothing is printed before it is let go");
    cups.spooler().release(&job).expect("let go");
    job
}

fn state(cups: &Cups, job: &Job) -> JobState {
    cups.spooler().state(job).expect("the scheduler answers")
}

#[test]
fn a_job_is_followed_to_its_end() {
    let cups = Cups::started();
    cups.attach("Labels", "labels:/", &label_ppd(), &["-E"]);
    let held = cups.spooler().hold(&label(), "Labels", &title(), LABEL).expect("taken");
    let job = handed(&cups, "Labels");
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!(state(&cups, &job), JobState::Completed);
    assert_eq!((state(&cups, &held), cups.came_out("Labels")), (JobState::Held, 1), "the held one waits");
    cups.spooler().cancel(&held).expect("taken back");
    cups.until("the end", || state(&cups, &held).ended());
    assert_eq!(state(&cups, &held), JobState::Cancelled { begun: false });
    cups.spooler().cancel(&held).expect("taking back what is gone is nothing");
    assert_eq!(cups.came_out("Labels"), 1);
}

#[test]
fn a_printer_that_fails_says_so() {
    let cups = Cups::started();
    let nobody = || Some(Trouble::Other("nobody answers".to_owned()));
    cups.attach("Aborts", "fails:/", &label_ppd(), &["-E", "-o", "printer-error-policy=abort-job"]);
    let job = handed(&cups, "Aborts");
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!(state(&cups, &job), JobState::Aborted { trouble: nobody() });
    cups.attach("Retries", "fails:/", &label_ppd(), &["-E", "-o", "printer-error-policy=retry-job"]);
    let job = handed(&cups, "Retries");
    let waits = JobState::Waiting { trouble: nobody() };
    cups.until("the first failure", || state(&cups, &job) == waits);
    cups.spooler().cancel(&job).expect("taken back");
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!(
        state(&cups, &job),
        JobState::Cancelled { begun: true },
        "nobody knows what a failed try left"
    );
}

#[test]
fn a_printer_that_jams_stands_still_and_goes_on() {
    let cups = Cups::started();
    cups.attach("Jams", "jams:/", &label_ppd(), &["-E"]);
    let job = handed(&cups, "Jams");
    let jam = JobState::Stopped { trouble: Some(Trouble::Jam) };
    cups.until("the jam", || state(&cups, &job) == jam);
    std::fs::write(cups.path("mended"), "").expect("written");
    cups.administer("cupsenable", &["Jams"]);
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!((state(&cups, &job), cups.came_out("Jams")), (JobState::Completed, 1));
}

#[test]
fn a_paused_printer_keeps_its_jobs() {
    let cups = Cups::started();
    cups.attach("Labels", "labels:/", &label_ppd(), &["-E"]);
    cups.administer("cupsdisable", &["Labels"]);
    let job = handed(&cups, "Labels");
    assert_eq!(state(&cups, &job), JobState::Stopped { trouble: Some(Trouble::Paused) });
    cups.administer("cupsenable", &["Labels"]);
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!((state(&cups, &job), cups.came_out("Labels")), (JobState::Completed, 1));
}

#[test]
fn a_printer_that_disappears_takes_its_jobs_along() {
    let cups = Cups::started();
    cups.attach("Slow", "slow:/", &label_ppd(), &["-E"]);
    let job = handed(&cups, "Slow");
    cups.until("the beginning", || cups.path("out/begun").exists());
    assert_eq!(state(&cups, &job), JobState::Printing);
    cups.administer("lpadmin", &["-x", "Slow"]);
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!((state(&cups, &job), cups.came_out("Slow")), (JobState::PrinterGone, 0));
    cups.attach("Slow", "slow:/", &label_ppd(), &["-E"]);
    // Another printer of that name: whatever CUPS still says of the job, never that nothing came out.
    let says = state(&cups, &job);
    assert!([JobState::Gone, JobState::Cancelled { begun: true }].contains(&says), "{says:?}");
}

#[test]
fn a_job_taken_back_while_it_is_printed_is_said_to_have_begun() {
    let cups = Cups::started();
    cups.attach("Slow", "slow:/", &label_ppd(), &["-E"]);
    let job = handed(&cups, "Slow");
    cups.until("the beginning", || cups.path("out/begun").exists());
    cups.spooler().cancel(&job).expect("taken back");
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!(state(&cups, &job), JobState::Cancelled { begun: true });
}

#[test]
fn a_label_comes_out_of_cups_pdf() {
    // Its backend belongs to root alone, and writes into the home of whoever printed, under the job's title.
    let cups = Cups::started();
    let ppd = Path::new("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd");
    assert!(ppd.exists(), "printer-driver-cups-pdf must be installed");
    cups.attach("PDF", "cups-pdf:/", ppd, &["-E"]);
    let title = format!("JN01-261120-{:07}.1.1", std::process::id());
    let label = label();
    let job =
        cups.spooler().hold(&label, "PDF", &Title::new(&title).expect("a title"), LABEL).expect("taken");
    cups.spooler().release(&job).expect("let go");
    cups.until("the end", || state(&cups, &job).ended());
    assert_eq!(state(&cups, &job), JobState::Completed);
    let home = std::env::var("HOME").expect("somebody is at home");
    let folder = std::fs::read_dir(Path::new(&home).join("PDF")).expect("cups-pdf made its folder");
    let papers: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    let ours = |path: &&std::path::PathBuf| path.to_string_lossy().contains(&title);
    let papers: Vec<_> = papers.iter().filter(ours).collect();
    let sizes: Vec<_> = papers.iter().map(|paper| measured(paper)).collect();
    for paper in papers {
        std::fs::remove_file(paper).expect("the file is ours");
    }
    assert_eq!(sizes.len(), 1, "one label, once");
    assert_eq!(sizes.first().copied().flatten().map(|[width, height, ..]| [width, height]), Some([170, 113]));
}
