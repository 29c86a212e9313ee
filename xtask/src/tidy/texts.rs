//! Holds the texts of the pages against each other and against their uses: both languages say the same things with the
//! same gaps, every text that a page asks for is there, and every refusal has its English. Whether a text is good, a
//! reader must judge.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    finding::Finding,
    laws::has_extension,
    script::{self, Literal},
    tree::Tree,
};
use crate::word_list::{WORDS, keys};

const CHINESE: &str = "ui/i18n/zh-CN/";
const ENGLISH: &str = "ui/i18n/en/";
/// Where the parts are listed that the pages fetch.
const READER: &str = "ui/lib/i18n.js";
/// Refusals come in Chinese from the desk: their Chinese part holds only those that the pages make themselves.
const REFUSALS: &str = "refusals";
/// Where codes of refusals are chosen by a `match`.
const CODES: &[&str] = &["crates/command/src/errors.rs", "crates/store/src/error.rs"];

/// A part's texts by key, with their lines.
type Texts = BTreeMap<String, (usize, String)>;

/// Every breach in the texts and their uses.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let chinese = parts(tree, CHINESE);
    let english = parts(tree, ENGLISH);
    let mut findings = Vec::new();
    for part in chinese.keys().chain(english.keys()).collect::<BTreeSet<_>>() {
        let none = Texts::new();
        let (zh, en) = (chinese.get(part).unwrap_or(&none), english.get(part).unwrap_or(&none));
        findings.extend(missing(zh, en, &format!("{ENGLISH}{part}.js")));
        if part != REFUSALS {
            findings.extend(missing(en, zh, &format!("{CHINESE}{part}.js")));
        }
        findings.extend(other_gaps(zh, en, &format!("{ENGLISH}{part}.js")));
    }
    findings.extend(unread(tree, chinese.keys()));
    let shared = shared(tree);
    let texts = chinese.values().flat_map(Texts::keys);
    let keys: BTreeSet<&str> = texts.chain(&shared).map(String::as_str).collect();
    findings.extend(tree.files().flat_map(|file| unknown_uses(&file.path, file.text.as_deref(), &keys)));
    let translated = english.get(REFUSALS);
    findings.extend(codes(tree).into_iter().filter_map(|(code, (path, line))| {
        let known = translated.is_some_and(|texts| texts.contains_key(&format!("{REFUSALS}.{code}")));
        (!known).then(|| {
            Finding::new(
                &path,
                line,
                "texts",
                format!("the refusal `{code}` has no English"),
                format!("say in {ENGLISH}{REFUSALS}.js what is wrong, what was kept, and what to do"),
            )
        })
    }));
    findings
}

fn parts(tree: &Tree, folder: &str) -> BTreeMap<String, Texts> {
    let named = |path: &str| Some(path.strip_prefix(folder)?.strip_suffix(".js")?.to_owned());
    tree.files().filter_map(|file| Some((named(&file.path)?, texts(file.text.as_deref()?)))).collect()
}

/// The words that pages share with paper and log; they are in both languages, or the product does not compile.
fn shared(tree: &Tree) -> Vec<String> {
    let words = tree.file(WORDS).and_then(|file| file.text.as_deref());
    words.map_or_else(Vec::new, |words| keys(words).unwrap_or_default())
}

/// The pairs `'key': 'text'` of a part.
fn texts(source: &str) -> Texts {
    let literals = script::literals(source);
    literals
        .windows(2)
        .filter(|pair| source[pair[0].end..pair[1].start].trim() == ":")
        .map(|pair| (pair[0].text.clone(), (pair[0].line, pair[1].text.clone())))
        .collect()
}

/// Parts that the pages never fetch: their texts would show as keys.
fn unread<'a>(tree: &Tree, parts: impl Iterator<Item = &'a String>) -> Vec<Finding> {
    let Some(list) = tree.file(READER).and_then(|file| file.text.as_deref()) else { return Vec::new() };
    let read: BTreeSet<String> = script::literals(list).into_iter().map(|literal| literal.text).collect();
    parts
        .filter(|part| !read.contains(*part))
        .map(|part| {
            Finding::new(
                READER,
                1,
                "texts",
                format!("the part `{part}` is never read"),
                "add it to the list of parts",
            )
        })
        .collect()
}

fn missing(here: &Texts, there: &Texts, path: &str) -> Vec<Finding> {
    here.keys()
        .filter(|key| !there.contains_key(*key))
        .map(|key| {
            Finding::new(
                path,
                1,
                "texts",
                format!("`{key}` is missing"),
                "both languages are written together",
            )
        })
        .collect()
}

fn other_gaps(zh: &Texts, en: &Texts, path: &str) -> Vec<Finding> {
    zh.iter()
        .filter_map(|(key, (_, chinese))| {
            let (line, english) = en.get(key)?;
            (gaps(chinese) != gaps(english)).then(|| {
                Finding::new(
                    path,
                    *line,
                    "texts",
                    format!("`{key}` has other gaps in English than in Chinese"),
                    "use the same `{names}` in both",
                )
            })
        })
        .collect()
}

/// The names in braces.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn unknown_uses(path: &str, text: Option<&str>, keys: &BTreeSet<&str>) -> Vec<Finding> {
    let is_page = path.starts_with("ui/")
        && has_extension(path, &["js"])
        && !path.starts_with("ui/vendor/")
        && !path.starts_with("ui/i18n/");
    let Some(source) = text.filter(|_| is_page) else { return Vec::new() };
    let unknown = |literal: &Literal| match literal.text.split_once("${") {
        // A key put together from parts: some text must begin like it.
        Some((start, _)) => !keys.iter().any(|key| key.starts_with(start)),
        None => !keys.contains(literal.text.as_str()),
    };
    script::asked(source)
        .filter(unknown)
        .map(|literal| {
            Finding::new(
                path,
                literal.line,
                "texts",
                format!("there is no text `{}`", literal.text),
                "write it in both languages, in the part of its screen, or in assets/words.toml",
            )
        })
        .collect()
}

/// Every code that a refusal can have, with a place where it is chosen.
fn codes(tree: &Tree) -> BTreeMap<String, (String, usize)> {
    let mut codes = BTreeMap::new();
    for file in tree.files() {
        let is_source = file.path.starts_with("crates/") && file.path.contains("/src/");
        let Some(text) = file.text.as_deref().filter(|_| is_source && has_extension(&file.path, &["rs"]))
        else {
            continue;
        };
        let mut openings = vec!["Refusal::new("];
        if CODES.contains(&file.path.as_str()) {
            openings.push("=>");
        }
        for (at, opening) in openings.iter().flat_map(|opening| text.match_indices(opening)) {
            let Some(code) = code(&text[at + opening.len()..]) else { continue };
            let line = text[..at].matches('\n').count() + 1;
            codes.entry(code.to_owned()).or_insert_with(|| (file.path.clone(), line));
        }
    }
    codes
}

/// The snake_case word in quotes that a text begins with.
fn code(text: &str) -> Option<&str> {
    let (word, _) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let snake = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    snake.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        breaches(&Tree::of(files))
            .into_iter()
            .map(|finding| format!("{}: {}", finding.path, finding.what))
            .collect()
    }

    const ZH: &str = "export default {\n  'a.one': '一 {n}',\n  'a.step_x': '步',\n};";
    const EN: &str = "export default {\n  'a.one':\n    'one {n}',\n  'a.step_x': \"step\",\n};";

    #[test]
    fn both_languages_say_the_same_things_with_the_same_gaps() {
        let cases: [(&str, &str, &[&str]); 3] = [
            ("the same", EN, &[]),
            ("one is missing", "'a.one': '{n}'", &["ui/i18n/en/a.js: `a.step_x` is missing"]),
            (
                "another gap",
                "'a.one': 'one {m}', 'a.step_x': ''",
                &["ui/i18n/en/a.js: `a.one` has other gaps in English than in Chinese"],
            ),
        ];
        for (name, english, expected) in cases {
            assert_eq!(
                broken(&[("ui/i18n/zh-CN/a.js", ZH), ("ui/i18n/en/a.js", english)]),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn a_part_that_is_never_read_is_named() {
        let files = |list| [("ui/i18n/zh-CN/a.js", ZH), ("ui/i18n/en/a.js", EN), ("ui/lib/i18n.js", list)];
        assert_eq!(broken(&files("PARTS = ['a']")), Vec::<String>::new());
        assert_eq!(broken(&files("PARTS = ['b']")), ["ui/lib/i18n.js: the part `a` is never read"]);
    }

    #[test]
    fn a_page_asks_only_for_texts_that_are_there() {
        let cases: [(&str, &str, &[&str]); 6] = [
            ("there", "t('a.one', { n: 'a.b' })", &[]),
            ("not there", "x\nt('a.two')", &["a.two"]),
            ("either of two", "t(x ? 'a.one' : 'a.two')", &["a.two"]),
            ("put together", "t(`a.step_${step}`)", &[]),
            ("put together of nothing", "t(`a.way_${step}`)", &["a.way_${step}"]),
            ("another function", "it('a.two'); at('a.two'); x.t('a.two')", &[]),
        ];
        for (name, page, expected) in cases {
            let files = [("ui/i18n/zh-CN/a.js", ZH), ("ui/i18n/en/a.js", EN), ("ui/screens/x.js", page)];
            let expected: Vec<_> =
                expected.iter().map(|key| format!("ui/screens/x.js: there is no text `{key}`")).collect();
            assert_eq!(broken(&files), expected, "{name}");
        }
    }

    #[test]
    fn every_refusal_has_its_english_and_keeps_its_chinese_in_rust() {
        let rust = "//! A.\nRefusal::new(\n    \"no_scale\",\n    \"无\")";
        let chosen = "//! A.\nA => \"wrong_key\",\nB => \"Not a code\",";
        let english = "'refusals.no_scale': 'No scale.'";
        let files = |english| {
            [
                ("crates/desk/src/a.rs", rust),
                ("crates/store/src/error.rs", chosen),
                ("ui/i18n/en/refusals.js", english),
            ]
        };
        assert_eq!(
            broken(&files(english)),
            ["crates/store/src/error.rs: the refusal `wrong_key` has no English"]
        );
        assert_eq!(broken(&files("'refusals.no_scale': '', 'refusals.wrong_key': ''")), Vec::<String>::new());
    }
}
