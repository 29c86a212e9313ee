//! Rules about what stands in a single file: its opening, its length, its weight, and words that must not be there.

use super::{
    finding::Finding,
    laws::{HEAVIEST, LENGTHS, PHRASES, Phrase, WIDEST, has_extension, is_narrow},
    tree::Leaf,
    words::has_word,
};

/// Every breach in one file.
pub fn breaches(file: &Leaf) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.bytes > HEAVIEST {
        findings.push(Finding::new(
            &file.path,
            1,
            "heavy",
            format!("{} bytes, the most is {HEAVIEST}", file.bytes),
            "keep what the product needs of it (a font cut down, a sample of a table) and say in ORIGIN how it was made",
        ));
    }
    let Some(text) = &file.text else { return findings };
    findings.extend(header(&file.path, text));
    findings.extend(length(&file.path, text));
    findings.extend(wide(&file.path, text));
    for phrase in PHRASES.iter().filter(|phrase| (phrase.binds)(&file.path)) {
        findings.extend(phrases(&file.path, text, phrase));
    }
    findings
}

fn header(path: &str, text: &str) -> Option<Finding> {
    let opens = text.lines().next().is_some_and(|line| line.starts_with("//!"));
    (has_extension(path, &["rs"]) && !opens).then(|| {
        Finding::new(
            path,
            1,
            "header",
            "the file does not open with a `//!` paragraph",
            "say in its first lines what the module is and what it refuses to be",
        )
    })
}

fn length(path: &str, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    let law = LENGTHS.iter().find(|law| (law.binds)(path) && lines > law.most)?;
    Some(Finding::new(
        path,
        lines,
        "length",
        format!("{lines} lines, the most is {}", law.most),
        "split it by meaning: a part that can be named well is a module of its own",
    ))
}

fn wide(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| is_narrow(path) && line.chars().count() > WIDEST);
    lines
        .map(|(at, line)| {
            Finding::new(
                path,
                at + 1,
                "wide",
                format!("{} characters, the most is {WIDEST}", line.chars().count()),
                "break it inside a tag or a `${…}`, where white space says nothing",
            )
        })
        .collect()
}

fn phrases(path: &str, text: &str, phrase: &Phrase) -> Vec<Finding> {
    let is_read = |line: &str| phrase.comments || !line.trim_start().starts_with("//");
    text.lines()
        .enumerate()
        .filter(|(_, line)| is_read(line))
        .filter_map(|(number, line)| {
            let lowered = (!phrase.exact).then(|| line.to_lowercase());
            let line = lowered.as_deref().unwrap_or(line);
            let word = phrase.words.iter().find(|word| has_word(line, word))?;
            Some(Finding::new(
                path,
                number + 1,
                phrase.rule,
                format!("`{word}` must not stand here"),
                phrase.mend,
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, the file's path and text, and the rules that it breaks, by line.
    type Case = (&'static str, &'static str, String, &'static [(&'static str, usize)]);

    /// The rules that a file breaks, with their lines.
    fn broken(path: &str, text: &str) -> Vec<(&'static str, usize)> {
        let file = Leaf::of(path, text);
        breaches(&file).into_iter().map(|finding| (finding.rule, finding.line)).collect()
    }

    #[test]
    fn each_rule_sees_its_breach_and_lets_its_neighbour_pass() {
        let note = concat!("// TO", "DO: later");
        let cases: &[Case] = &[
            ("a clean file", "crates/domain/src/a.rs", "//! What it is.\npub struct A;\n".into(), &[]),
            ("no header", "crates/store/src/a.rs", "use x;\n//! late\n".into(), &[("header", 1)]),
            ("an empty file has no header", "src-tauri/a.rs", String::new(), &[("header", 1)]),
            (
                "a clock in a pure crate",
                "crates/rules/src/a.rs",
                "//! A.\nlet a = Utc::now();".into(),
                &[("pure", 2)],
            ),
            (
                "a file read",
                "crates/skintest/src/a.rs",
                "//! A.\nuse std::{fs, io};\nfs::read(p)".into(),
                &[("pure", 3)],
            ),
            ("the environment", "crates/ledger/src/a.rs", "//! A.\nuse std::env;".into(), &[("pure", 2)]),
            ("a comment may speak of it", "crates/domain/src/a.rs", "//! No `Utc::now`.".into(), &[]),
            (
                "compile-time bytes are values",
                "crates/documents/src/a.rs",
                "//! A.\ninclude_bytes!(F)".into(),
                &[],
            ),
            ("its tests may read files", "crates/domain/tests/a.rs", "//! A.\nstd::fs::read(p)".into(), &[]),
            (
                "the store may read the clock",
                "crates/store/src/a.rs",
                "//! A.\nSystemTime::now()".into(),
                &[],
            ),
            ("the door", "ui/screens/a.js", "window.__TAURI__.invoke()".into(), &[("one-door", 1)]),
            ("the door's keeper", "ui/lib/host.js", "window.__TAURI__.invoke()".into(), &[]),
            (
                "the browser's clock",
                "ui/screens/a.js",
                "const over = Date.parse(until) < Date.now();".into(),
                &[("no-clock-of-its-own", 1)],
            ),
            ("the desk's clock as it goes on", "ui/lib/clock.js", "Date.parse(now)".into(), &[]),
            ("inline style", "ui/index.html", "<p style=\"top:0\">".into(), &[("content-policy", 1)]),
            (
                "an inline handler",
                "ui/index.html",
                "<p>\n<b onclick=\"a()\">".into(),
                &[("content-policy", 2)],
            ),
            (
                "a sleeping test",
                "crates/store/tests/a.rs",
                "//! A.\n#[ignore]".into(),
                &[("no-ignored-test", 2)],
            ),
            (
                "asleep with a reason",
                "tests/a.rs",
                "//! A.\n#[ignore = \"slow\"]".into(),
                &[("no-ignored-test", 2)],
            ),
            ("a note for later", "ui/styles/a.css", format!("a {{}}\n{note}"), &[("left-over", 2)]),
            ("somebody's folder", "README.md", concat!("see /ho", "me/me/x").into(), &[("stays-out", 1)]),
            ("capitals do not hide it", "README.md", concat!("an L", "LM").into(), &[("stays-out", 1)]),
            (
                "a mirror",
                "Cargo.toml",
                concat!("x = \"https://index.", "crates.io\"").into(),
                &[("registry-host", 1)],
            ),
            ("the lock file is made", "Cargo.lock", concat!("https://index.", "crates.io").into(), &[]),
            ("450 lines", "crates/store/src/a.rs", "//! A.\n".repeat(450), &[]),
            ("451 lines", "crates/store/src/a.rs", "//! A.\n".repeat(451), &[("length", 451)]),
            ("200 lines of a component", "ui/components/a.js", "a\n".repeat(200), &[]),
            ("201 lines of a component", "ui/components/a.js", "a\n".repeat(201), &[("length", 201)]),
            ("120 characters", "ui/lib/a.js", "字".repeat(120), &[]),
            ("121 characters", "ui/lib/a.js", "字".repeat(121), &[("wide", 1)]),
            ("a text is as long as it is", "ui/i18n/en/a.js", "a".repeat(121), &[]),
        ];
        for (name, path, text, expected) in cases {
            assert_eq!(broken(path, text), *expected, "{name}");
        }
    }

    #[test]
    fn every_word_of_every_rule_can_be_found() {
        for phrase in PHRASES {
            for word in phrase.words {
                assert_eq!(phrases("a", &format!("x {word} y"), phrase).len(), 1, "{}: {word}", phrase.rule);
            }
        }
    }

    #[test]
    fn weight_is_limited_also_where_there_is_no_text() {
        let picture = |bytes| Leaf { bytes, text: None, ..Leaf::of("icons/a.png", "") };
        assert_eq!(breaches(&picture(HEAVIEST)), []);
        let heavy = breaches(&picture(HEAVIEST + 1));
        assert_eq!(heavy.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["heavy"]);
    }
}
