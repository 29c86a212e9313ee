//! Finding words in text: the one place that says where a word begins and ends.

/// Whether `word` stands in `text` as a word: its ends, where they are letters, digits or `_`, touch no other such.
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let starts_inside = joins(word.chars().next()) && joins(before);
        let ends_inside = joins(word.chars().next_back()) && joins(after);
        !starts_inside && !ends_inside
    })
}

fn joins(character: Option<char>) -> bool {
    character.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_word_ends_where_it_ends() {
        let cases = [
            ("in the middle", "let a = fs::read(p)", "fs::", true),
            ("part of another", "let a = dotfs::read(p)", "fs::", false),
            ("a longer name", "SystemTimeout", "SystemTime", false),
            ("punctuation needs no edge", "see /there/now", "/there/", true),
            ("at both ends of the text", "rand", "rand", true),
            ("an article inside a longer one", "第十二条之一", "第十二条", false),
            ("an article in quotes", "\"第十二条\"", "第十二条", true),
        ];
        for (name, text, word, expected) in cases {
            assert_eq!(has_word(text, word), expected, "{name}");
        }
    }
}
