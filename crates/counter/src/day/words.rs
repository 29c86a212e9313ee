//! Records in words: what each kind and each field of a payload is called, in both languages. A kind or a field without
//! words is shown by its code: a newer record is still read.

use words::{Word, find};

fn found<'a>(words: &[Word], code: &'a str) -> (&'a str, &'a str) {
    find(words, code).map_or((code, code), |word| (word.zh, word.en))
}

/// A kind in Chinese and in English.
pub(super) fn kind(code: &str) -> (&str, &str) {
    found(words::kind::WORDS, code)
}

/// A field in Chinese and in English.
pub(super) fn field(code: &str) -> (&str, &str) {
    found(words::field::WORDS, code)
}
