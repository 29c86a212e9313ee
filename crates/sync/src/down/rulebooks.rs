//! What a bulletin of rulebooks brings: documents of the law as TOML, each in place of any other of its id. What a document may say
//! is read by who applies it; here it is bounded and named.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::bulletin::{Does, Untaken};
use super::content::{allowed, exact, plain};

/// The most characters of an id.
const ID: usize = 64;

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id, as its text has it.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// The content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebooks {
    /// Documents that hold from now on.
    pub put: Vec<Document>,
}

impl Rulebooks {
    /// Reads the content of a bulletin of rulebooks.
    ///
    /// # Errors
    /// [`Untaken`]: unreadable, too large, or a document that stands twice or has no text.
    pub fn read(does: Does, bytes: &[u8]) -> Result<Self, Untaken> {
        let content: Self = exact(bytes)?;
        allowed(does, content.put.len(), "put")?;
        let mut seen = BTreeSet::new();
        for Document { id, text } in &content.put {
            if !plain(id, ID) || text.trim().is_empty() || !seen.insert(id) {
                return Err(Untaken::Contradiction { item: id.chars().take(ID).collect() });
            }
        }
        Ok(content)
    }
}
