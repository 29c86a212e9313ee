//! Holds the code against the one file of words: what the pages read of it is made from it, and no enum of the product keeps
//! Chinese words of its own. Whether a sentence could have used a word of the file, a reader must judge.

use super::{finding::Finding, laws::has_extension, tree::Tree};
use crate::word_list::{SCRIPT, WORDS, script};

const RULE: &str = "words";
const MEND: &str = "say it in assets/words.toml, and which group the enum speaks with: `words::worded!`";

/// Every breach.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = stale(tree).into_iter().collect();
    for file in tree.files().filter(|file| is_product(&file.path)) {
        let Some(text) = file.text.as_deref() else { continue };
        findings.extend(
            text.lines()
                .enumerate()
                .filter_map(|(at, line)| Some((at + 1, second_dictionary(line)?)))
                .map(|(line, what)| Finding::new(&file.path, line, RULE, what, MEND)),
        );
    }
    findings
}

fn is_product(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/src/") && has_extension(path, &["rs"])
}

/// The pages' words, where they are not what the file says.
fn stale(tree: &Tree) -> Option<Finding> {
    let text = |path| tree.file(path).and_then(|file| file.text.as_deref());
    let made = match script(text(WORDS)?) {
        Ok(made) => made,
        Err(error) => return Some(Finding::new(WORDS, 1, RULE, error.to_string(), "mend the file")),
    };
    (text(SCRIPT) != Some(made.as_str())).then(|| {
        Finding::new(SCRIPT, 1, RULE, "it is not what the file of words says", "run `cargo xtask wire`")
    })
}

/// What is wrong with a line that gives a variant, or a code, a Chinese word of its own.
fn second_dictionary(line: &str) -> Option<String> {
    let line = line.trim();
    if line.contains("fn chinese(") {
        return Some("a function of its own for Chinese words".to_owned());
    }
    let (pattern, value) = line.split_once(" => ")?;
    let names_a_variant = pattern.contains("::") || pattern.starts_with('"');
    let said = value.strip_prefix('"')?.split_once('"')?.0;
    (names_a_variant && !said.contains('{') && said.chars().any(is_chinese))
        .then(|| format!("`{pattern}` has the word `{said}` to itself"))
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_an_enum_stands_in_the_file_of_words() {
        for (name, line, breaks) in [
            ("a variant", "Self::Officer => \"质量安全员\",", true),
            ("what a variant holds", "Standing::Sealed(_) => \"结存待放行\".to_owned(),", true),
            ("a code", "\"on_person\" => \"上妆上身\",", true),
            ("a function of its own", "pub const fn chinese(self) -> &'static str {", true),
            ("another language", "Self::Officer => \"officer\",", false),
            ("a word of the file", "Self::Officer => words::role::Officer,", false),
            ("no variant", "None => \"没有\",", false),
            ("a comment", "/// 质量安全员.", false),
        ] {
            assert_eq!(second_dictionary(line).is_some(), breaks, "{name}");
        }
    }

    #[test]
    fn what_the_pages_read_is_what_the_file_says() {
        let words = "[role]\nofficer = { zh = \"质量安全员\", en = \"Safety officer\" }\n";
        let made = script(words).unwrap();
        let found = |script| breaches(&Tree::of(&[(WORDS, words), (SCRIPT, script)])).len();
        assert_eq!((found(made.as_str()), found("")), (0, 1));
    }
}
