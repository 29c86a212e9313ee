//! Rulebooks of headquarters: each takes the place of any other of its id, from the next question on. One that this program cannot
//! read is refused whole, with what is wrong in it.

use domain::event::{Event, RulebookSet};
use rules::Rulebook;
use store::Store;
use sync::down::bulletin::Untaken;
use sync::down::rulebooks::Rulebooks;

use super::{Came, NotBrought, unfit};
use crate::counter::digest;

/// What a bulletin of rulebooks brings.
pub(super) fn rulebooks(came: Came<'_>) -> Result<Vec<Event>, NotBrought> {
    let mut events = Vec::new();
    for document in Rulebooks::read(came.bulletin.does, came.content)?.put {
        let book = Rulebook::parse(&document.text).map_err(|error| {
            unfit(
                document.id.as_str(),
                error.to_string(),
                format!("cannot be read ({}): {error}", error.code()),
            )
        })?;
        if book.id != document.id {
            return Err(Untaken::Contradiction { item: document.id }.into());
        }
        let sha256 = digest(document.text.as_bytes());
        events.push(RulebookSet { rulebook: document.id, sha256, text: document.text }.into());
    }
    Ok(events)
}

/// The rulebooks that the program ships, with those of headquarters in the place of theirs.
pub(crate) fn held(store: &Store, mut shipped: Vec<Rulebook>) -> Vec<Rulebook> {
    let kept = store.rulebooks().unwrap_or_else(|error| {
        tracing::error!(%error, "the rulebooks of headquarters cannot be read");
        Vec::new()
    });
    for RulebookSet { rulebook, text, .. } in kept {
        match Rulebook::parse(&text) {
            Ok(book) => match shipped.iter_mut().find(|one| one.id == book.id) {
                Some(place) => *place = book,
                None => shipped.push(book),
            },
            Err(error) => {
                tracing::error!(rulebook, code = error.code(), "a rulebook of headquarters is not read")
            }
        }
    }
    shipped
}
