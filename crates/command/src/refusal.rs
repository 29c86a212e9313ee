//! What a command refuses with: what happened, what was kept, the clause that says so, and what mends it.

use serde::Serialize;

/// The clause behind a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseRef {
    /// The rulebook.
    pub rulebook: String,
    /// The article.
    pub number: String,
}

/// A refusal as it reaches people and programs.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Stable snake_case name, which the interface matches on.
    pub code: &'static str,
    /// What is wrong and what was kept, in Chinese.
    pub message: String,
    /// The clause that says so, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseRef>,
    /// What mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
    /// The parts of the refusal, where there are several: findings, problems of a file, rejected recipes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<serde_json::Value>,
}

impl Refusal {
    /// A refusal without a clause.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), clause: None, mend: None, details: Vec::new() }
    }

    /// The same, with what mends it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }

    /// The same, with the clause that says so.
    #[must_use]
    pub fn clause(mut self, rulebook: &str, number: &str) -> Self {
        self.clause = Some(ClauseRef { rulebook: rulebook.to_owned(), number: number.to_owned() });
        self
    }

    /// The same, with its parts. A part that cannot be written as JSON is left out of the parts, not of the message.
    #[must_use]
    pub fn details<T: Serialize>(mut self, parts: impl IntoIterator<Item = T>) -> Self {
        self.details = parts.into_iter().filter_map(|part| serde_json::to_value(part).ok()).collect();
        self
    }
}
