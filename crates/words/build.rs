//! Makes a module of constants from each group of `assets/words.toml`, so that a word that is missing does not compile.
//! What a word says, it does not read.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const WORDS: &str = "../../assets/words.toml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={WORDS}");
    let groups: toml::Table = fs::read_to_string(WORDS)?.parse()?;
    let modules: Result<Vec<String>, _> = groups.iter().map(|(name, words)| module(name, words)).collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), modules?.concat())?;
    Ok(())
}

/// A group: a constant for each word, and the list of all of them in the order of their codes.
fn module(group: &str, words: &toml::Value) -> Result<String, String> {
    let words = words.as_table().ok_or_else(|| format!("[{group}] is not a group"))?;
    let mut constants = String::new();
    let mut names = Vec::new();
    for (code, word) in words {
        let said = |language| {
            let text = word.get(language).and_then(toml::Value::as_str).filter(|text| !text.is_empty());
            text.ok_or_else(|| format!("{group}.{code} says nothing in `{language}`"))
        };
        let (zh, en, name) = (said("zh")?, said("en")?, name(code)?);
        if names.contains(&name) {
            return Err(format!("{group}: two codes make {name}"));
        }
        constants += &format!(
            "    /// {zh}.\n    pub const {name}: super::Word = super::Word {{ code: {code:?}, zh: {zh:?}, en: {en:?} }};\n"
        );
        names.push(name);
    }
    let all = names.join(", ");
    Ok(format!(
        "/// The words of `{group}`.\npub mod {group} {{\n{constants}    /// All of them, by their codes.\n    \
         pub const WORDS: &[super::Word] = &[{all}];\n}}\n"
    ))
}

/// `store_manager` → `StoreManager`, `container.opened` → `ContainerOpened`.
fn name(code: &str) -> Result<String, String> {
    let mut name = String::new();
    for part in code.split(['_', '.']) {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
    }
    let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
    let named = begins && name.chars().all(|letter| letter.is_ascii_alphanumeric()) && name != "Self";
    if named {
        Ok(name)
    } else {
        Err(format!("`{code}` makes no name: use small letters, digits, `_` and `.`"))
    }
}
