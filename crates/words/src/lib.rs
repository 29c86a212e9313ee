//! The words that paper, log, refusal and page share, in both languages. They stand in `assets/words.toml` and nowhere else;
//! here each is a constant, so that one that is missing does not compile. It refuses to know what the words are words of: an
//! enum says with [`worded!`] which group it speaks with. Sentences are not here.

#[expect(non_upper_case_globals, reason = "a word is named as the variant that it is the word of")]
mod table {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
    use super::Word;
}

pub use table::*;

/// A word in both languages, under its code on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its key in its group: `store_manager`.
    pub code: &'static str,
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// What has a word for each of its values.
pub trait Worded {
    /// The word.
    fn word(&self) -> Word;

    /// In Chinese.
    fn zh(&self) -> &'static str {
        self.word().zh
    }

    /// In English.
    fn en(&self) -> &'static str {
        self.word().en
    }
}

/// The word of a code that comes from a record, in a group's `WORDS`; none for a code that this version does not know.
#[must_use]
pub fn find(words: &[Word], code: &str) -> Option<Word> {
    words.iter().find(|word| word.code == code).copied()
}

/// Says with which group an enum speaks, variant by variant: `worded!(Role: role { Advisor, Officer });`. A variant without
/// a word, and a word that is not in the file, do not compile. What a variant holds plays no part.
#[macro_export]
macro_rules! worded {
    ($kind:ty: $group:ident { $($variant:ident),+ $(,)? }) => {
        impl $crate::Worded for $kind {
            fn word(&self) -> $crate::Word {
                match self { $(Self::$variant { .. } => $crate::$group::$variant),+ }
            }
        }
    };
}
