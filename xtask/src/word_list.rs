//! The shared words for the pages: `ui/i18n/words.js`, made from `assets/words.toml`. `cargo xtask wire` writes it and
//! `cargo xtask tidy` holds it against the file; what a word says is read by neither.

use std::fmt::Write as _;

/// Where the words stand.
pub const WORDS: &str = "assets/words.toml";
/// What the pages read.
pub const SCRIPT: &str = "ui/i18n/words.js";

const HEAD: &str = "/** Made from assets/words.toml by `cargo xtask wire`: the words that paper, log, refusal and page share. */\n";

/// The languages of the pages, each with its key in the file.
const LANGUAGES: [(&str, &str); 2] = [("'zh-CN'", "zh"), ("en", "en")];

/// Every word as a page asks for it (`role.advisor`), with what it says in one language.
fn said<'a>(groups: &'a toml::Table, language: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    let words = groups.iter().filter_map(|(group, words)| Some((group, words.as_table()?)));
    words.flat_map(move |(group, words)| {
        words.iter().filter_map(move |(code, word)| {
            Some((format!("{group}.{code}"), word.get(language).and_then(toml::Value::as_str)?))
        })
    })
}

/// The keys by which pages ask for words.
///
/// # Errors
/// A file that is no TOML.
pub fn keys(words: &str) -> Result<Vec<String>, toml::de::Error> {
    Ok(said(&words.parse()?, LANGUAGES[0].1).map(|(key, _)| key).collect())
}

/// The module that the pages read.
///
/// # Errors
/// A file that is no TOML.
pub fn script(words: &str) -> Result<String, toml::de::Error> {
    let groups: toml::Table = words.parse()?;
    let mut script = format!("{HEAD}export default {{\n");
    for (name, language) in LANGUAGES {
        let _ = writeln!(script, "  {name}: {{");
        for (key, text) in said(&groups, language) {
            let _ = writeln!(script, "    '{key}': {},", quoted(text));
        }
        script += "  },\n";
    }
    Ok(script + "};\n")
}

/// As the pages' formatter quotes: double quotes only around a single one.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\");
    if text.contains('\'') { format!("\"{}\"", text.replace('"', "\\\"")) } else { format!("'{text}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[role]\nofficer = { zh = \"质量安全员\", en = \"Safety officer\" }\n\
                        [kind]\n\"day.signed\" = { zh = \"签日志\", en = \"Day's log signed\" }\n";

    #[test]
    fn a_word_stands_under_its_group_and_code_in_both_languages() {
        let script = script(FILE).unwrap();
        for line in [
            "    'role.officer': '质量安全员',\n",
            "    'role.officer': 'Safety officer',\n",
            "    'kind.day.signed': \"Day's log signed\",\n",
        ] {
            assert!(script.contains(line), "{script}");
        }
        assert_eq!(keys(FILE).unwrap(), ["kind.day.signed", "role.officer"]);
    }
}
