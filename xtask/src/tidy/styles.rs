//! Holds each file of a screen's styles inside the screen: one block of its element around everything, so that a class of
//! one screen means nothing on another. What two screens wear is a component and stands in `ui/styles/components/`.
//!
//! A block and not `@scope`: WebKitGTK 2.50 applies no scoped rule to `input`, `textarea`, `details` or `use`.

use super::{finding::Finding, laws::has_extension, tree::Tree};

/// Where the styles of the screens lie.
const SCREENS: &str = "ui/styles/screens/";
/// Where a page names its styles.
const PAGES: &str = "ui/styles/";
/// The customer's page as a whole.
const CUSTOMER: &str = "html.customer";
const RULE: &str = "own-screen";
const MEND: &str = "write the file as one block, `screen-… { … }`, with `&` for the screen itself; what two screens wear belongs \
                    to ui/styles/components/";

/// Every file of a screen's styles that reaches out of it.
pub fn breaches(tree: &Tree) -> Vec<Finding> {
    let styles = tree.files().filter(|file| has_extension(&file.path, &["css"]));
    styles
        .filter_map(|file| Some((file.path.as_str(), file.text.as_deref()?)))
        .flat_map(|(path, text)| {
            if path.starts_with(SCREENS) {
                outside(path, &bare(text), tree)
            } else if path.starts_with(PAGES) {
                unlayered(path, text)
            } else {
                Vec::new()
            }
        })
        .collect()
}

/// What of a screen's file is not in one block of the screen's element, or looks from inside it at what is around it.
fn outside(path: &str, rules: &str, tree: &Tree) -> Vec<Finding> {
    let found =
        |at: usize, what: String| Finding::new(path, rules[..at].matches('\n').count() + 1, RULE, what, MEND);
    let mut findings = Vec::new();
    let (mut depth, mut statement) = (0_usize, 0_usize);
    for (at, each) in rules.char_indices() {
        match each {
            '{' => {
                let begin = at - rules[statement..at].trim_start().len();
                for selector in listed(&rules[statement..at]) {
                    if depth == 0 && !is_screen(selector, tree) {
                        findings.push(found(begin, format!("`{selector}` is no screen")));
                    } else if depth > 0 && reaches_out(selector) {
                        findings.push(found(begin, format!("`{selector}` is not inside the screen")));
                    }
                }
                depth += 1;
                statement = at + 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                statement = at + 1;
            }
            ';' => {
                if depth == 0 {
                    findings.push(found(at, "a statement stands outside of the screen".to_owned()));
                }
                statement = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        findings.push(found(rules.len(), "the block is not closed".to_owned()));
    }
    findings
}

/// The selectors of a list; a comma in brackets parts none.
fn listed(list: &str) -> Vec<&str> {
    let mut brackets = 0_i32;
    list.split(|each: char| {
        brackets += i32::from(each == '(') - i32::from(each == ')');
        each == ',' && brackets == 0
    })
    .map(str::trim)
    .collect()
}

/// Whether the outermost selector is an element that a screen defines, or the customer's page.
fn is_screen(selector: &str, tree: &Tree) -> bool {
    let defined = format!("define('{selector}'");
    selector == CUSTOMER
        || tree.files().any(|file| {
            file.path.starts_with("ui/screens/")
                && file.text.as_deref().is_some_and(|text| text.contains(&defined))
        })
}

/// Whether a selector in the block finds what stands around or beside the screen.
fn reaches_out(selector: &str) -> bool {
    let beside = |rest: &str| rest.trim_start().starts_with(['+', '~']);
    let inner = selector.strip_prefix('&').unwrap_or(selector);
    inner.contains('&') || beside(inner)
}

/// The text without comments and without what is quoted; what stands on a line stays on it.
fn bare(text: &str) -> String {
    let mut rules = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['/', '"']) {
        rules.push_str(&rest[..at]);
        let (end, from) = if rest[at..].starts_with("/*") {
            ("*/", at + 2)
        } else if rest[at..].starts_with('"') {
            ("\"", at + 1)
        } else {
            rules.push('/');
            rest = &rest[at + 1..];
            continue;
        };
        let (inside, after) = rest[from..].split_once(end).unwrap_or((&rest[from..], ""));
        rules.extend(inside.chars().filter(|each| *each == '\n'));
        rest = after;
    }
    rules.push_str(rest);
    rules
}

/// A screen's file that a page takes in outside of the screens' layer: it would stand above everything.
fn unlayered(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| line.contains("url(\"screens/") && !line.ends_with(" layer(screens);"))
        .map(|(at, _)| {
            let what = "a screen's styles come in outside of their layer";
            Finding::new(path, at + 1, RULE, what, "end the line with `layer(screens);`")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, the file, and the lines that reach out with what is said of each.
    type Case = (&'static str, &'static str, &'static [(usize, &'static str)]);

    #[test]
    fn what_reaches_out_of_a_screen_is_named_with_its_line() {
        let cases: &[Case] = &[
            ("one block", "/* It. */\nscreen-day {\n  top: 0;\n\n  .a {\n    top: 0;\n  }\n}\n", &[]),
            ("two screens", "screen-day,\nscreen-lock {\n  & > .a,\n  &.b {\n    top: 0;\n  }\n}\n", &[]),
            ("the customer's page", "html.customer {\n  &[data-size=\"large\"] {\n  }\n}\n", &[]),
            ("a brace that is said", "screen-day {\n  .a::before {\n    content: \"} .b {\";\n  }\n}\n", &[]),
            ("a brace in a comment", "/* .b { */\nscreen-day {\n}\n", &[]),
            ("two blocks of one screen", "screen-day {\n}\n\nscreen-day {\n}\n", &[]),
            ("a size of paper", "screen-day {\n  @media print {\n    .a {\n    }\n  }\n}\n", &[]),
            ("a bare rule", "/* It. */\n.a {\n}\n", &[(2, "`.a` is no screen")]),
            ("a layer alone", "@layer screens {\n  .a {\n  }\n}\n", &[(1, "`@layer screens` is no screen")]),
            ("a rule behind", "screen-day {\n}\n/* b\n */\n.b {\n}\n", &[(5, "`.b` is no screen")]),
            (
                "one of two is no screen",
                "screen-day,\n.work {\n  .a {\n  }\n}\n",
                &[(1, "`.work` is no screen")],
            ),
            (
                "a statement behind",
                "screen-day {\n}\n@import \"a\";\n",
                &[(3, "a statement stands outside of the screen")],
            ),
            ("a block that stays open", "screen-day {\n  .a {\n}\n", &[(4, "the block is not closed")]),
            (
                "what is around the screen",
                "screen-day {\n  .counter & {\n  }\n}\n",
                &[(2, "`.counter &` is not inside the screen")],
            ),
            (
                "what holds the screen",
                "screen-day {\n  .a,\n  .b:has(&) {\n  }\n}\n",
                &[(2, "`.b:has(&)` is not inside the screen")],
            ),
            (
                "what holds the screen or another",
                "screen-day {\n  .b:has(.c, &) {\n  }\n}\n",
                &[(2, "`.b:has(.c, &)` is not inside the screen")],
            ),
            (
                "what stands beside it",
                "screen-day {\n  & + .a {\n  }\n}\n",
                &[(2, "`& + .a` is not inside the screen")],
            ),
        ];
        for (name, text, expected) in cases {
            let tree = Tree::of(&[
                ("ui/styles/screens/a.css", text),
                ("ui/screens/day.js", "define('screen-day', Day);"),
                ("ui/screens/lock.js", "define('screen-lock', Lock);"),
            ]);
            let found = breaches(&tree);
            let found: Vec<_> = found.iter().map(|finding| (finding.line, finding.what.as_str())).collect();
            assert_eq!(found, *expected, "{name}");
        }
    }

    #[test]
    fn a_page_takes_a_screen_in_within_its_layer() {
        let page = "@import url(\"components/a.css\");\n@import url(\"screens/a.css\") layer(screens);\n\
                    @import url(\"screens/b.css\");\n";
        let found = breaches(&Tree::of(&[("ui/styles/index.css", page)]));
        assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [3]);
    }
}
