//! What the crates that know no refusal refuse, and what the gates stop, as people meet it.

use command::Refusal;
use rules::{Finding, Outcome};

/// What the gates stopped: the first finding speaks, all of them are in the details.
#[must_use]
pub fn stopped(findings: &[Finding]) -> Refusal {
    let stops: Vec<&Finding> = findings.iter().filter(|finding| finding.outcome == Outcome::Stop).collect();
    let first = stops.first();
    let because = first.map_or_else(String::new, |finding| finding.because.clone());
    let message = format!("有 {} 项未通过，不能继续：{because}。已完成的步骤都已保存", stops.len());
    let refusal = Refusal::new("gate_stopped", message);
    let refusal = match first {
        Some(finding) => refusal.clause(&finding.rulebook, &finding.clause),
        None => refusal,
    };
    let mend = first.and_then(|finding| finding.mend.as_ref()).map(|mend| mend.text.clone());
    Refusal { mend, ..refusal.details(stops) }
}

/// A paper that cannot be set.
pub(crate) fn unset(error: documents::Refusal) -> Refusal {
    Refusal::new("document_refused", format!("{error}；没有打印任何内容"))
}

/// A paper of which no picture can be drawn.
pub(crate) fn undrawn(error: preview::NoPicture) -> Refusal {
    Refusal::new(error.code(), error.to_string())
}

/// A label's code that cannot be made or is none of ours.
#[must_use]
pub fn no_token(error: token::TokenError) -> Refusal {
    Refusal::new(error.code(), error.to_string())
}
