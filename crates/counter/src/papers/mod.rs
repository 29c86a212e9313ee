//! Papers of a service, made from its records. The same records say the same, so a paper can be made again at any time. What
//! was recorded by its digest, the consent sheet and the label, is compared with it: what is printed says what was signed,
//! also when a later release sets the same words otherwise. Each paper needs only its own records: a signature that was erased takes the consent sheet along, and neither
//! label nor leaflet.

mod consent;
mod plan;
mod sample;
mod unit;

use documents::Party;
pub use documents::{Format, Item, SheetPdf};
use domain::ids::ServiceNumber;
use domain::signature::Digest;
use serde::{Deserialize, Serialize};

pub(crate) use consent::{SheetValues, sheet};
pub(crate) use sample::sample;
pub(crate) use unit::{Unit, again as label_as_issued, label};

use crate::counter::digest;
use crate::error::unset;
use crate::{Counter, Host, Refusal, templates};

/// A paper that a customer takes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CustomerPaper")]
pub enum Kind {
    /// 使用须知, of a unit whose label is issued.
    Leaflet,
    /// 方案单, of a service with a plan.
    Plan,
    /// 同意书副本, of a service whose plan is signed.
    Consent,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Leaflet, Self::Plan, Self::Consent];

    /// Its word in names of files and of printing jobs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leaflet => "leaflet",
            Self::Plan => "plan",
            Self::Consent => "consent",
        }
    }
}

words::worded!(Kind: paper { Leaflet, Plan, Consent });

/// The papers that go with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// 告知与同意书.
    pub consent: Vec<u8>,
    /// 标签.
    pub label: Vec<u8>,
    /// 使用须知.
    pub notice: Vec<u8>,
}

/// Makes the papers of a service again, each compared with its record.
///
/// # Errors
/// `paper_missing`, `paper_changed` where the data has changed since, `signature_erased` once the customer took it back.
pub fn again<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Papers, Refusal> {
    let service = counter.service(number)?;
    let consent = consent::again(counter, service.progress())?;
    let (values, label) = unit::again(counter, service.progress())?;
    let notice = documents::notice_pdf(&values, Format::A5, &counter.assets().typeface).map_err(unset)?.pdf;
    Ok(Papers { consent, label: label.pdf, notice })
}

/// Makes the label of a service again, compared with its record.
///
/// # Errors
/// `paper_missing` before it is issued, `paper_changed` where the data has changed since.
pub fn label_again<H: Host>(counter: &Counter<H>, number: &ServiceNumber) -> Result<Vec<u8>, Refusal> {
    Ok(unit::again(counter, counter.service(number)?.progress())?.1.pdf)
}

/// Makes one of the customer's papers.
///
/// # Errors
/// As [`again`], each paper for itself: only the consent sheet's copy needs the signature.
pub fn of<H: Host>(
    counter: &Counter<H>,
    number: &ServiceNumber,
    kind: Kind,
    format: Format,
) -> Result<SheetPdf, Refusal> {
    let service = counter.service(number)?;
    let progress = service.progress();
    match kind {
        Kind::Leaflet => {
            let (values, _) = unit::again(counter, progress)?;
            documents::notice_pdf(&values, format, &counter.assets().typeface).map_err(unset)
        }
        Kind::Plan => plan::sheet(counter, progress, format),
        Kind::Consent => consent::copy(counter, progress, format),
    }
}

/// What a unit's label leaves to its leaflet.
///
/// # Errors
/// As [`label_again`].
pub fn left_to_the_leaflet<H: Host>(
    counter: &Counter<H>,
    number: &ServiceNumber,
) -> Result<Vec<Item>, Refusal> {
    let service = counter.service(number)?;
    let issued = service.progress().label().ok_or_else(|| missing("标签"))?.template.clone();
    let (values, _) = unit::again(counter, service.progress())?;
    let shipped = templates::shipped(counter, &issued).ok_or_else(|| unit::unknown(&issued))?;
    documents::left_to_the_notice(&values, shipped, &counter.assets().typeface).map_err(unset)
}

fn missing(what: &str) -> Refusal {
    Refusal::new("paper_missing", format!("还没有{what}；没有打印"))
}

/// A paper, and the digest of what it says.
pub(crate) struct Made {
    pub(crate) pdf: Vec<u8>,
    pub(crate) words: Digest,
}

impl Made {
    fn saying(words: &str, pdf: Vec<u8>) -> Self {
        Self { pdf, words: digest(words.as_bytes()) }
    }

    /// Itself, unless it is not what its record says. Where the record knows no words, its bytes must be the same.
    fn matching(self, pdf: &Digest, words: Option<&Digest>, name: &str) -> Result<Self, Refusal> {
        let same = words.map_or_else(|| digest(&self.pdf) == *pdf, |words| self.words == *words);
        if same { Ok(self) } else { Err(changed(name)) }
    }
}

fn changed(name: &str) -> Refusal {
    let message = format!("{name}与当时的记录不一致：配方、产品或模板在那之后有变更；没有打印");
    Refusal::new("paper_changed", message)
}

fn party(name: &str, address: &str) -> Party {
    Party { name: name.to_owned(), address: address.to_owned() }
}

/// A page to try a printer with, for stock of a size in millimetres, or of the first approved label template where none is
/// given; with that size.
///
/// # Errors
/// `document_refused` on stock that is too small.
pub fn trial<H: Host>(
    counter: &Counter<H>,
    size: Option<(u16, u16)>,
) -> Result<(Vec<u8>, (u16, u16)), Refusal> {
    let mut label = (60, 40);
    if let Some(template) = templates::usable(counter)?.first() {
        // Stock is cut in whole millimetres, as the shipped templates are.
        let whole = |millimetres: f32| format!("{millimetres:.0}").parse().unwrap_or_default();
        label = (whole(template.medium.width_mm), whole(template.medium.height_mm));
    }
    let size = size.unwrap_or(label);
    Ok((documents::trial_pdf(size, counter.host().now(), &counter.assets().typeface).map_err(unset)?, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_paper_says_decides_and_its_bytes_only_where_no_words_were_recorded() {
        let (pdf, other) = (digest(b"set"), digest(b"set otherwise"));
        let (said, unsaid) = (digest("鲁G妆网备字".as_bytes()), digest("鲁G妆网备宇".as_bytes()));
        for (name, recorded, words, code) in [
            ("as it was", &pdf, Some(&said), None),
            ("the same words, set otherwise", &other, Some(&said), None),
            ("another word", &other, Some(&unsaid), Some("paper_changed")),
            ("bytes alone, the same", &pdf, None, None),
            ("bytes alone, others", &other, None, Some("paper_changed")),
        ] {
            let made = Made::saying("鲁G妆网备字", b"set".to_vec());
            let answer = made.matching(recorded, words, "标签");
            assert_eq!(answer.err().map(|refusal| refusal.code), code, "{name}");
        }
    }
}
