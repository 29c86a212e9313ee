//! As much of JavaScript as the rules about texts need: its string literals with their places, and those that stand in a
//! call of `t`. It is no parser: regular expressions with quotes in them would mislead it, and the pages have none.

/// A string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Where it begins, its quote counted, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its line, from 1.
    pub line: usize,
    /// What it says, a backslash before a quote taken away; of a template the source with its `${…}`.
    pub text: String,
}

/// The string literals of a script in order, comments left out. Those inside the `${…}` of a template come after it.
pub fn literals(source: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    gather(source, 0, source.len(), &mut found);
    for literal in &mut found {
        literal.line = source[..literal.start].matches('\n').count() + 1;
    }
    found
}

fn gather(source: &str, mut at: usize, end: usize, found: &mut Vec<Literal>) {
    while at < end {
        let rest = &source[at..end];
        let Some(first) = rest.chars().next() else { return };
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |length| length + 2);
        } else if matches!(first, '\'' | '"') {
            let length = quoted(rest, first);
            let inside = rest[1..length].trim_end_matches(first);
            let text = inside.replace(&format!("\\{first}"), &first.to_string());
            found.push(Literal { start: at, end: at + length, line: 0, text });
            at += length;
        } else if first == '`' {
            at += template(source, at, end, found);
        } else {
            at += first.len_utf8();
        }
    }
}

/// The length of a quoted literal, both quotes counted.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote || character == '\n' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a template; what stands in its gaps is gathered too.
fn template(source: &str, start: usize, end: usize, found: &mut Vec<Literal>) -> usize {
    let mut gaps = Vec::new();
    let mut at = start + 1;
    let mut escaped = false;
    while at < end {
        let rest = &source[at..end];
        let Some(first) = rest.chars().next() else { break };
        if escaped {
            escaped = false;
        } else if first == '\\' {
            escaped = true;
        } else if first == '`' {
            at += 1;
            break;
        } else if rest.starts_with("${") {
            let length = balanced(source, at + 2, end, '{', '}');
            gaps.push((at + 2, at + 2 + length));
            at += 2 + length;
            continue;
        }
        at += first.len_utf8();
    }
    let text = source[start + 1..at].trim_end_matches('`').to_owned();
    found.push(Literal { start, end: at, line: 0, text });
    for (from, to) in gaps {
        gather(source, from, to, found);
    }
    at - start
}

/// How far it is to the bracket that closes what was opened before `from`, that bracket counted.
fn balanced(source: &str, from: usize, end: usize, open: char, close: char) -> usize {
    let mut depth = 1;
    let mut at = from;
    while at < end {
        let rest = &source[at..end];
        let Some(first) = rest.chars().next() else { break };
        let mut step = first.len_utf8();
        if matches!(first, '\'' | '"') {
            step = quoted(rest, first);
        } else if first == '`' {
            step = template(source, at, end, &mut Vec::new());
        } else if first == open {
            depth += 1;
        } else if first == close {
            depth -= 1;
            if depth == 0 {
                return at + step - from;
            }
        }
        at += step;
    }
    end - from
}

/// The keys that the script asks texts for: of each call of `t`, the literals of its first argument that look like a key.
pub fn asked(source: &str) -> impl Iterator<Item = Literal> {
    let calls: Vec<(usize, usize)> = source
        .match_indices("t(")
        .filter(|(at, _)| {
            let before = source[..*at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\'' | '`'))
        })
        .map(|(at, _)| (at + 2, at + 2 + balanced(source, at + 2, source.len(), '(', ')')))
        .map(|(from, to)| (from, first_argument(source, from, to)))
        .collect();
    literals(source).into_iter().filter(move |literal| {
        calls.iter().any(|(from, to)| *from <= literal.start && literal.end <= *to) && is_key(&literal.text)
    })
}

/// Where the first argument of a call ends.
fn first_argument(source: &str, from: usize, to: usize) -> usize {
    let mut at = from;
    while at < to {
        let rest = &source[at..to];
        let Some(first) = rest.chars().next() else { break };
        at += match first {
            ',' => return at,
            '\'' | '"' => quoted(rest, first),
            '`' => template(source, at, to, &mut Vec::new()),
            '(' => 1 + balanced(source, at + 1, to, '(', ')'),
            '[' => 1 + balanced(source, at + 1, to, '[', ']'),
            _ => first.len_utf8(),
        };
    }
    to
}

/// `part.name`, where the name may be put together.
fn is_key(text: &str) -> bool {
    let Some((part, name)) = text.split_once('.') else { return false };
    let word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let start = name.split("${").next().unwrap_or(name);
    !part.is_empty()
        && part.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        && !name.is_empty()
        && word(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(source: &str) -> Vec<String> {
        literals(source).into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn literals_are_found_with_their_escapes_and_without_comments() {
        let cases: [(&str, &str, &[&str]); 6] = [
            ("two", r#"a('x', "y")"#, &["x", "y"]),
            ("an escaped quote", r"'it\'s'", &["it's"]),
            ("a comment's quote", "// it's\n'x' /* don't */", &["x"]),
            ("a template", "`a ${b} c`", &["a ${b} c"]),
            ("inside a template", "html`<p>${t('k')}</p>`", &["<p>${t('k')}</p>", "k"]),
            (
                "a template in a template",
                "`${x ? `${'a'}}` : 'b'}` + 'c'",
                &["${x ? `${'a'}}` : 'b'}", "${'a'}}", "a", "b", "c"],
            ),
        ];
        for (name, source, expected) in cases {
            assert_eq!(said(source), expected, "{name}");
        }
    }

    #[test]
    fn a_literal_knows_its_line() {
        let lines: Vec<_> = literals("'a'\n\n'b'").iter().map(|literal| literal.line).collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn what_is_asked_for_stands_in_a_call_of_t() {
        let source =
            "t('a.b'); of('k', t('a.b.c_d')); say(`x ${t(`a.c_${d ? 'q.r' : e}`, { f: 'g.h' })}`); it('a.z')";
        let asked: Vec<_> = asked(source).map(|literal| literal.text).collect();
        assert!(asked.contains(&"a.b".to_owned()), "{asked:?}");
        assert!(asked.contains(&"a.b.c_d".to_owned()), "{asked:?}");
        assert!(asked.iter().any(|key| key.starts_with("a.c_${")), "{asked:?}");
        assert!(!asked.contains(&"g.h".to_owned()) && !asked.contains(&"a.z".to_owned()), "{asked:?}");
    }
}
