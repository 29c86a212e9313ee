//! Field paths of JSON profiles: `result.acne.count`, `parts[*].equipment.chin_moisture` (every item that has
//! it), `data[key=pore].value` (the item whose key says so, letter case ignored), `acne.rectangle#` (how many).
//!
//! A path refuses to compute: it finds values and says where each was found.

use std::fmt::Write as _;

use crate::json::Value;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(Box<str>),
    Each,
    Index(usize),
    Where(Vec<(Box<str>, Box<str>)>),
    Count,
}

/// A parsed field path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    steps: Vec<Step>,
}

/// Where a path ended: a value of the document, or how many items a list has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Found<'v> {
    Value(&'v Value),
    Count(usize),
}

impl Path {
    /// Reads a path of a profile.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut rest = text;
        let mut after_key = false;
        while !rest.is_empty() {
            if rest == "#" {
                steps.push(Step::Count);
                break;
            }
            if let Some(inner) = rest.strip_prefix('[') {
                let (selector, tail) = inner.split_once(']').ok_or_else(|| format!("“{text}” lacks ]"))?;
                steps.push(selector_step(selector).ok_or_else(|| format!("“{text}”: [{selector}]"))?);
                rest = tail;
            } else {
                if after_key || !steps.is_empty() {
                    rest = rest.strip_prefix('.').ok_or_else(|| format!("“{text}” lacks a dot"))?;
                }
                let end = rest.find(['.', '[', '#']).unwrap_or(rest.len());
                let (key, tail) = rest.split_at(end);
                if key.is_empty() {
                    return Err(format!("“{text}” has an empty key"));
                }
                steps.push(Step::Key(key.into()));
                rest = tail;
            }
            after_key = true;
        }
        Ok(Self { steps })
    }

    /// Everything that the path leads to, with the concrete path of each. JSON null counts as absent.
    pub(crate) fn find<'v>(&self, root: &'v Value, base: &str) -> Vec<(String, Found<'v>)> {
        let mut found = Vec::new();
        walk(&self.steps, root, base.to_owned(), &mut found);
        found
    }

    /// Whether the path leads anywhere.
    pub(crate) fn is_in(&self, root: &Value) -> bool {
        !self.find(root, "").is_empty()
    }
}

fn selector_step(selector: &str) -> Option<Step> {
    if selector == "*" {
        return Some(Step::Each);
    }
    if let Ok(index) = selector.parse() {
        return Some(Step::Index(index));
    }
    let pairs = selector.split(',').map(|pair| pair.split_once('='));
    let pairs: Option<Vec<_>> =
        pairs.map(|pair| pair.map(|(key, value)| (key.into(), value.into()))).collect();
    pairs.map(Step::Where)
}

fn walk<'v>(steps: &[Step], value: &'v Value, at: String, found: &mut Vec<(String, Found<'v>)>) {
    let Some((step, rest)) = steps.split_first() else {
        if *value != Value::Null {
            found.push((at, Found::Value(value)));
        }
        return;
    };
    let items: &[Value] = if let Value::List(items) = value { items } else { &[] };
    match step {
        Step::Key(key) => {
            if let Some(next) = value.get(key) {
                walk(rest, next, join(&at, key), found);
            }
        }
        Step::Each => {
            for (index, item) in items.iter().enumerate() {
                walk(rest, item, indexed(&at, index), found);
            }
        }
        Step::Index(index) => {
            if let Some(item) = items.get(*index) {
                walk(rest, item, indexed(&at, *index), found);
            }
        }
        Step::Where(pairs) => {
            for (index, item) in items.iter().enumerate() {
                if pairs.iter().all(|(key, wanted)| says(item.get(key), wanted)) {
                    walk(rest, item, indexed(&at, index), found);
                }
            }
        }
        Step::Count => {
            if let Value::List(items) = value {
                found.push((at, Found::Count(items.len())));
            } else if *value != Value::Null {
                found.push((at, Found::Value(value)));
            }
        }
    }
}

/// Whether a field says a text, letter case ignored: vendors change the case of their own names.
pub(crate) fn says(value: Option<&Value>, wanted: &str) -> bool {
    matches!(value, Some(Value::Text(text)) if text.eq_ignore_ascii_case(wanted))
}

/// A key below a path.
pub(crate) fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// An item of a list at a path.
pub(crate) fn indexed(at: &str, index: usize) -> String {
    let mut path = at.to_owned();
    // Writing to a String does not fail.
    let _ = write!(path, "[{index}]");
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn paths_find_what_they_say() {
        let document =
            r#"{"a":{"b":7,"z":null},"p":[{"k":"Pore","v":1},{"k":"acne","v":2,"w":[1,2,3]}],"x=y":4}"#;
        let document = parse(document).unwrap();
        let cases: [(&str, &[&str]); 9] = [
            ("a.b", &["a.b"]),
            ("a.z", &[]),
            ("a.b.c", &[]),
            ("p[*].v", &["p[0].v", "p[1].v"]),
            ("p[k=pore].v", &["p[0].v"]),
            ("p[k=acne,v=x].v", &[]),
            ("p[1].w#", &["p[1].w"]),
            ("x=y", &["x=y"]),
            ("", &[""]),
        ];
        for (path, expected) in cases {
            let found = Path::parse(path).unwrap().find(&document, "");
            assert_eq!(found.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), expected, "{path}");
        }
        let count = Path::parse("p[1].w#").unwrap().find(&document, "");
        assert_eq!(count[0].1, Found::Count(3));
        for bad in ["a..b", "a[", "a[x]", ".a", "a#b", "a[*]b"] {
            assert!(Path::parse(bad).is_err(), "{bad}");
        }
    }
}
