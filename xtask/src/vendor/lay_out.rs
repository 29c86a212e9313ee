//! From an unpacked package to the files that the pages load: only those that the lock takes, their module names made
//! relative (no page has an import map, nor a build), and the icons gathered in one sprite.

use std::{fs, path::Path};

use super::{
    Files,
    lock::{Lock, Package},
};
use crate::fault::Fault;

/// How an icon of the set is drawn: see the look in the design.
const SYMBOL: &str = r#"viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round""#;

/// The files of one package, by their path from the root.
///
/// # Errors
/// A file or icon that the package does not have; a module that the lock does not have.
pub fn files(package: &Package, lock: &Lock, unpacked: &Path) -> Result<Files, Fault> {
    let mut files = Files::new();
    for (from, to) in package.take.iter().map(super::lock::Take::places) {
        let path = unpacked.join(from);
        let bytes = fs::read(&path).map_err(Fault::file(&path))?;
        let bytes = if is_module(to) { module(package, lock, to, bytes)? } else { bytes };
        files.insert(format!("{}/{to}", package.into), bytes);
    }
    if let Some(name) = &package.sprite {
        files.insert(format!("{}/{name}", package.into), sprite(lock, unpacked)?.into_bytes());
    }
    Ok(files)
}

fn is_module(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".d.ts")
}

fn module(package: &Package, lock: &Lock, to: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let text = String::from_utf8(bytes)
        .map_err(|_| Fault::Vendored(format!("{}: {to} is not UTF-8", package.name)))?;
    // A source map that does not come along would only be asked for in vain.
    let text = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("//# sourceMappingURL="))
        .collect::<String>();
    let up = "../".repeat(to.matches('/').count() + 1);
    let mut absent = None;
    let text = with_modules(&text, |name| {
        let found = relative(lock, name).map(|path| format!("{up}{path}"));
        // A declaration may speak of types that nobody loads.
        if found.is_none() && to.ends_with(".js") {
            absent = Some(name.to_owned());
        }
        found
    });
    match absent {
        Some(name) => {
            Err(Fault::Vendored(format!("{}: {to} needs `{name}`, which is not in the lock", package.name)))
        }
        None => Ok(text.into_bytes()),
    }
}

/// Where a module lies, from the folder that holds the packages.
fn relative(lock: &Lock, name: &str) -> Option<String> {
    lock.packages.iter().find_map(|package| {
        let folder = package.into.rsplit('/').next()?;
        let rest = name.strip_prefix(&package.name)?;
        match rest.strip_prefix('/') {
            Some(path) => Some(format!("{folder}/{path}")),
            None if rest.is_empty() => Some(format!("{folder}/{}", package.main.as_deref()?)),
            None => None,
        }
    })
}

/// The text with every bare module name (one that does not begin with `.`) put through `place`.
fn with_modules(text: &str, mut place: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) =
        ["from", "import"].iter().filter_map(|word| Some(rest.find(word)? + word.len())).min()
    {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        rest = after;
        let Some((blank, quote, name)) = quoted(after) else { continue };
        let bare =
            !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || "@/._-".contains(c));
        let placed = if bare { place(name) } else { None };
        let from = blank.len() + quote.len_utf8();
        out.push_str(&after[..from]);
        out.push_str(placed.as_deref().unwrap_or(name));
        rest = &after[from + name.len()..];
    }
    out.push_str(rest);
    out
}

/// The blanks, the quote and the quoted name that a text begins with.
fn quoted(text: &str) -> Option<(&str, char, &str)> {
    let trimmed = text.trim_start_matches([' ', '\n']);
    let blank = &text[..text.len() - trimmed.len()];
    let quote = trimmed.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, _) = trimmed[1..].split_once(quote)?;
    (!name.is_empty()).then_some((blank, quote, name))
}

fn sprite(lock: &Lock, unpacked: &Path) -> Result<String, Fault> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for name in &lock.icons {
        let path = unpacked.join("icons").join(format!("{name}.svg"));
        let icon = fs::read_to_string(&path).map_err(Fault::file(&path))?;
        let drawing =
            drawing(&icon).ok_or_else(|| Fault::Vendored(format!("{} is no drawing", path.display())))?;
        sprite.push_str(&format!("<symbol id=\"{name}\" {SYMBOL}>{drawing}</symbol>\n"));
    }
    sprite.push_str("</svg>\n");
    Ok(sprite)
}

/// What stands inside the icon's own `<svg>`, on one line.
fn drawing(icon: &str) -> Option<String> {
    let (_, opened) = icon.split_once("<svg")?;
    let (_, inside) = opened.split_once('>')?;
    let (inside, _) = inside.rsplit_once("</svg>")?;
    Some(inside.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> Lock {
        toml::from_str(
            r#"
            icons = []
            [[package]]
            name = "lit-html"
            version = "1"
            integrity = ""
            into = "ui/vendor/lit-html"
            main = "lit-html.js"
            take = []
            [[package]]
            name = "@lit/reactive-element"
            version = "1"
            integrity = ""
            into = "ui/vendor/reactive-element"
            main = "reactive-element.js"
            take = []
            "#,
        )
        .expect("a lock")
    }

    #[test]
    fn bare_module_names_become_relative_ones() {
        let cases = [
            (
                "a package",
                "a.js",
                r#"import{a}from"lit-html";"#,
                r#"import{a}from"../lit-html/lit-html.js";"#,
            ),
            (
                "a scoped one",
                "a.js",
                "export * from '@lit/reactive-element';",
                "export * from '../reactive-element/reactive-element.js';",
            ),
            (
                "a part of one",
                "a.js",
                r#"import "lit-html/directive.js""#,
                r#"import "../lit-html/directive.js""#,
            ),
            ("from a folder", "d/a.js", r#"import "lit-html""#, r#"import "../../lit-html/lit-html.js""#),
            ("relative already", "a.js", r#"from"./b.js""#, r#"from"./b.js""#),
            ("a type that nobody loads", "a.d.ts", "from 'trusted-types/lib'", "from 'trusted-types/lib'"),
            ("a word of a sentence", "a.js", r#"x = "from " + y"#, r#"x = "from " + y"#),
            ("a source map", "a.js", "a\n//# sourceMappingURL=a.js.map\n", "a\n"),
        ];
        let lock = lock();
        for (name, to, text, expected) in cases {
            let laid = module(&lock.packages[0], &lock, to, text.into()).expect(name);
            assert_eq!(String::from_utf8_lossy(&laid), expected, "{name}");
        }
    }

    #[test]
    fn a_module_that_is_not_in_the_lock_is_refused() {
        let lock = lock();
        let fault = module(&lock.packages[0], &lock, "a.js", br#"import "lit-html-2""#.to_vec());
        let Err(Fault::Vendored(why)) = fault else { panic!("it must be refused") };
        assert!(why.contains("`lit-html-2`"), "{why}");
    }

    #[test]
    fn an_icon_is_what_is_inside_its_own_drawing() {
        let icon = "<!-- x -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1\" />\n  <path d=\"M2\" />\n</svg>\n";
        assert_eq!(drawing(icon).as_deref(), Some("<path d=\"M1\" /><path d=\"M2\" />"));
        assert_eq!(drawing("nothing"), None);
    }
}
