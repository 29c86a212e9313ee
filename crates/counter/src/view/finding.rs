//! A finding of the rules as the screens show it: with the title of its rulebook, so that a clause can be read aloud.

use rules::{Check, Gate, MendAction, Outcome, Rulebook};
use serde::Serialize;
use ts_rs::TS;

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Mend {
    /// The action.
    #[ts(type = "MendAction")]
    pub action: MendAction,
    /// What to do, in Chinese.
    pub text: String,
    /// What to do, in English.
    pub text_en: String,
}

impl From<&rules::Mend> for Mend {
    fn from(mend: &rules::Mend) -> Self {
        Self { action: mend.action, text: mend.text.clone(), text_en: mend.text_en.clone() }
    }
}

/// One check, run for one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// Which check.
    #[ts(type = "CheckName")]
    pub check: Check,
    /// At which gate.
    #[ts(type = "Gate")]
    pub gate: Gate,
    /// Id of the rulebook.
    pub rulebook: String,
    /// Its title; the id again for an act that is not loaded as a rulebook.
    pub rulebook_title: String,
    /// Number of the clause.
    pub clause: String,
    /// What the clause asks, in one line.
    pub clause_title: String,
    /// The answer.
    #[ts(type = "Outcome")]
    pub outcome: Outcome,
    /// What decided, in Chinese.
    pub because: String,
    /// The same in English.
    pub because_en: String,
    /// Paths of the facts that decided.
    pub facts: Vec<String>,
    /// What mends it; none where nothing is wrong.
    pub mend: Option<Mend>,
}

impl Finding {
    /// The finding with its rulebook's title.
    pub(crate) fn of(finding: &rules::Finding, rulebooks: &[Rulebook]) -> Self {
        Self {
            check: finding.check,
            gate: finding.gate,
            rulebook: finding.rulebook.clone(),
            rulebook_title: title(&finding.rulebook, rulebooks),
            clause: finding.clause.clone(),
            clause_title: finding.clause_title.clone(),
            outcome: finding.outcome,
            because: finding.because.clone(),
            because_en: finding.because_en.clone(),
            facts: finding.facts.clone(),
            mend: finding.mend.as_ref().map(Into::into),
        }
    }

    /// All of them.
    pub(crate) fn all(findings: &[rules::Finding], rulebooks: &[Rulebook]) -> Vec<Self> {
        findings.iter().map(|finding| Self::of(finding, rulebooks)).collect()
    }
}

/// The title of a rulebook by its id.
pub(crate) fn title(id: &str, rulebooks: &[Rulebook]) -> String {
    rulebooks.iter().find(|book| book.id == id).map_or_else(|| id.to_owned(), |book| book.title.clone())
}
