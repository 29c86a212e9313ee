//! What people write and labels print, read where it enters: recipes and warnings of an import, a template that is approved, the
//! store's name and address. Clearance reads all of it again (`rules`: `claim_words`), because rulebooks change.
//!
//! It refuses to have words of its own: they are those of the rulebooks that bind the store today.

use domain::premises::Premises;
use rules::claims::{Lexicon, Reading, claims};
use rules::facts::Authorisation;
use rules::rulebook::MissingLimit;
use rules::{Place, Rulebook};
use words::Worded as _;

use super::fields::{Why, why};
use crate::{Counter, Host, Refusal};

/// The words that bind a store on a day, made ready for many texts.
pub(crate) struct Wording(Vec<Lexicon>);

fn damaged(error: MissingLimit) -> Refusal {
    Refusal::new("damaged_installation", format!("{error}；没有改动"))
        .mend("请重新安装本软件；门店数据不受影响")
}

impl Wording {
    /// Of this store, today.
    pub(crate) fn of<H: Host>(counter: &Counter<H>) -> Result<Self, Refusal> {
        let Premises { province, district, .. } = counter.store().premises()?.premises;
        let granted: Vec<Authorisation> = counter.store().authorisations()?.iter().map(Into::into).collect();
        let place = Place { province, district: district.as_deref(), authorisations: &granted };
        let books = counter.assets().rulebooks.iter();
        let binding = books.filter(|book| book.binds(counter.today(), &place).binds);
        Ok(Self(Lexicon::every(binding).map_err(damaged)?))
    }

    /// Of a store that is about to be founded: the words of every rulebook, wherever it will stand.
    pub(crate) fn founding(rulebooks: &[Rulebook]) -> Result<Self, Refusal> {
        Ok(Self(Lexicon::every(rulebooks).map_err(damaged)?))
    }

    /// Why a text may not be printed: every forbidden word, and what to do.
    pub(crate) fn check(&self, text: &str, reading: Reading) -> Result<(), Why> {
        let found = claims(&self.0, text, reading);
        if found.is_empty() {
            return Ok(());
        }
        let zh: Vec<String> =
            found.iter().map(|claim| format!("{}「{}」", claim.kind.zh(), claim.word)).collect();
        let en: Vec<String> =
            found.iter().map(|claim| format!("the {} word “{}”", claim.kind.en(), claim.word)).collect();
        Err(why(
            format!("「{text}」含{}：不得印在标签上，请改写（条例第三十七条）", zh.join("、")),
            format!("“{text}” has {}: labels may not carry it, reword it", en.join(", ")),
        ))
    }
}
