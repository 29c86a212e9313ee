//! `cargo xtask bench --against COMMIT [group …]`: the marks of this program beside those of an earlier one. Both are built
//! optimised and run by turns on the same machine, so that what else the machine does meets both; of each mark the best of
//! the rounds is held against the other's best.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    Yard,
    bench::{built, marks},
    fault::Fault,
    step::{finished, printed},
};

/// How often each of the two runs.
const ROUNDS: usize = 3;

/// One line of what the marks print: its name, and its first two figures, the middle and the worst of hundred.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    what: String,
    middle: f64,
    worst: f64,
}

/// Builds the earlier program from its commit beside ours, runs both by turns and prints one table.
///
/// # Errors
/// A commit that git does not know; the build's or a measurement's own failure.
pub fn against(yard: &Yard, commit: &str, groups: &[&str]) -> Result<(), Fault> {
    built(yard, groups)?;
    let old = unpacked(yard, commit)?;
    built(&old, groups)?;
    let (mut before, mut now) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for (yard, best) in [(&old, &mut before), (yard, &mut now)] {
            let printed = printed(Command::new(marks(yard)).args(groups).current_dir(&yard.root))?;
            keep_best(best, lines(&String::from_utf8_lossy(&printed)));
        }
    }
    println!("{:<44} {:>22} {:>22}  ratio of the middle, of the worst", "mark", commit, "now");
    for line in &now {
        let Some(old) = before.iter().find(|old| old.what == line.what) else {
            println!("{:<44} {:>22} {:>22}", line.what, "–", line.shown());
            continue;
        };
        let (middle, worst) = (line.middle / old.middle, line.worst / old.worst);
        println!("{:<44} {:>22} {:>22}  {middle:.2}× {worst:.2}×", line.what, old.shown(), line.shown());
    }
    Ok(())
}

impl Line {
    fn shown(&self) -> String {
        format!("{:.2} / {:.2} ms", self.middle, self.worst)
    }
}

/// The files of a commit under the target folder, with a target folder of their own.
fn unpacked(yard: &Yard, commit: &str) -> Result<Yard, Fault> {
    let root = yard.target.join("bench").join("against").join(commit.replace('/', "-"));
    if !root.join("Cargo.toml").exists() {
        fs::create_dir_all(&root).map_err(Fault::file(&root))?;
        let packed: PathBuf = root.join("files.tar");
        let archive = ["archive", "--format=tar", "-o"];
        finished(Command::new("git").args(archive).arg(&packed).arg(commit).current_dir(&yard.root))?;
        finished(Command::new("tar").arg("-xf").arg(&packed).arg("-C").arg(&root))?;
        fs::remove_file(&packed).map_err(Fault::file(&packed))?;
    }
    Ok(Yard { target: root.join("target"), root })
}

/// What was printed with two figures in milliseconds; other marks are held against nothing here.
fn lines(printed: &str) -> Vec<Line> {
    printed.lines().filter_map(line).collect()
}

fn line(printed: &str) -> Option<Line> {
    let (before, _) = printed.split_once(" ms")?;
    let (before, worst) = before.rsplit_once(" / ")?;
    let (what, middle) = before.trim_end().rsplit_once(' ')?;
    Some(Line {
        what: what.trim().to_owned(),
        middle: middle.parse().ok()?,
        worst: worst.trim().parse().ok()?,
    })
}

fn keep_best(best: &mut Vec<Line>, seen: Vec<Line>) {
    for line in seen {
        match best.iter_mut().find(|kept| kept.what == line.what) {
            Some(kept) => {
                kept.middle = kept.middle.min(line.middle);
                kept.worst = kept.worst.min(line.worst);
            }
            None => best.push(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, keep_best, line, lines};

    const PRINTED: &str = "search: a name                             0.52 / 1.40 ms  as founded 0.31 / 0.90 ms; goal p99 ≤ 16 ms, flat   1.68×\n\
                           the store of five years, written once                    310 s  365000 services   –";

    #[test]
    fn a_mark_is_read_by_its_first_two_figures() {
        assert_eq!(
            lines(PRINTED),
            vec![Line { what: "search: a name".to_owned(), middle: 0.52, worst: 1.4 }]
        );
        assert_eq!(line("a mark without figures"), None);
    }

    #[test]
    fn the_best_of_the_rounds_stays() {
        let mut best = lines(PRINTED);
        keep_best(&mut best, vec![Line { what: "search: a name".to_owned(), middle: 0.6, worst: 1.1 }]);
        assert_eq!(best, vec![Line { what: "search: a name".to_owned(), middle: 0.52, worst: 1.1 }]);
    }
}
