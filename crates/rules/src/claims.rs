//! Words that no paper of a cosmetic may carry: medicine, the functions of special cosmetics, promises of the absolute
//! (化妆品监督管理条例 第三十七条; 化妆品标签管理办法 第十九条).
//!
//! The words are a rulebook's; this module only reads a text with them. It refuses to understand language: what a warning or a
//! negation says (不能代替药品、如发生发红、注意防晒) is known by the rulebook's harmless phrases, which are set aside first.

use domain::stock::name_key;

use crate::check::Check;
use crate::rulebook::{Limit, Limits, MissingLimit, Rulebook};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The name of what is sold: as it stands, for a name needs no such word, not even in a harmless phrase.
    Name,
    /// A sentence, or the name of a store: harmless phrases are set aside first.
    Sentence,
    /// An address says where, and 第一大道 promises nothing: words of the absolute are not looked for.
    Address,
}

/// What is wrong with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It names or hints at a medical effect.
    Medical,
    /// It names a function of special cosmetics (条例 第十六条).
    Special,
    /// It promises the absolute (广告法 第九条).
    Absolute,
}

words::worded!(Kind: claim { Medical, Special, Absolute });

/// A forbidden word that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is wrong with it.
    pub kind: Kind,
    /// The word as the rulebook writes it, in small letters.
    pub word: String,
}

/// The words of one clause, made ready once for many texts.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Each word in small letters, and the key by which it is looked for.
    words: Vec<(Kind, String, String)>,
    harmless: Vec<String>,
}

impl Lexicon {
    /// The words of a clause.
    ///
    /// # Errors
    /// [`MissingLimit`] where the clause lacks one of its four lists.
    pub fn of(limits: &Limits) -> Result<Self, MissingLimit> {
        let mut words = Vec::new();
        for (kind, limit) in [
            (Kind::Medical, Limit::MedicalWords),
            (Kind::Special, Limit::SpecialWords),
            (Kind::Absolute, Limit::AbsoluteWords),
        ] {
            words.extend(limits.words(limit)?.iter().map(|word| (kind, word.to_lowercase(), name_key(word))));
        }
        let mut harmless: Vec<String> =
            limits.words(Limit::HarmlessPhrases)?.iter().map(|phrase| name_key(phrase)).collect();
        // The longest first: 不能代替药品 goes as a whole before a shorter phrase takes a part of it.
        harmless.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Ok(Self { words, harmless })
    }

    /// The words of every clause that asks for the check of words, in these rulebooks.
    ///
    /// # Errors
    /// [`MissingLimit`] of a clause without its lists.
    pub fn every<'a>(rulebooks: impl IntoIterator<Item = &'a Rulebook>) -> Result<Vec<Self>, MissingLimit> {
        let clauses = rulebooks.into_iter().flat_map(|book| &book.clauses);
        let asked = clauses.filter(|clause| clause.checks.contains(&Check::ClaimWords));
        asked.map(|clause| Self::of(&clause.limits)).collect()
    }

    /// The forbidden words of a text.
    #[must_use]
    pub fn claims(&self, text: &str, reading: Reading) -> Vec<Claim> {
        let read = match reading {
            Reading::Name => name_key(text),
            Reading::Sentence | Reading::Address => self.set_aside(text),
        };
        let asked = |kind: Kind| reading != Reading::Address || kind != Kind::Absolute;
        let found = self.words.iter().filter(|(kind, _, key)| asked(*kind) && read.contains(key.as_str()));
        found.map(|(kind, word, _)| Claim { kind: *kind, word: word.clone() }).collect()
    }

    /// A text as words are looked for in it, with a mark that no word contains in the place of each pause and each harmless
    /// phrase: 含药，用后洗净 does not say 药用.
    fn set_aside(&self, text: &str) -> String {
        let pauses = |letter: char| "，。、；：！？…,.;:!?()（）\n\r".contains(letter);
        let parts: Vec<String> = text.split(pauses).map(name_key).collect();
        self.harmless.iter().fold(parts.join(MARK), |text, phrase| {
            if text.contains(phrase.as_str()) { text.replace(phrase.as_str(), MARK) } else { text }
        })
    }
}

const MARK: &str = "\u{1}";

/// The forbidden words of a text by several lexicons, each once.
#[must_use]
pub fn claims(lexicons: &[Lexicon], text: &str, reading: Reading) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for claim in lexicons.iter().flat_map(|lexicon| lexicon.claims(text, reading)) {
        if !found.contains(&claim) {
            found.push(claim);
        }
    }
    found
}
