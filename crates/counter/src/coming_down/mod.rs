//! What headquarters decided, as records: what a bulletin brings and that it was applied stand in one transaction, so that nothing
//! is applied half and nothing twice. What it brings is read here, beside what the store has, a file a chain; who vouches for it and
//! whether it is the next is said to this module, which refuses to judge that.

mod recipes;
mod rulebooks;
mod said;
mod staff;
mod stops;
mod working_days;

pub(crate) use rulebooks::held as rulebooks_held;
pub use said::{BulletinLine, read, said};
pub(crate) use said::{of_signed, of_untaken};
pub(crate) use working_days::held as working_days_held;

use domain::event::{ApprovalsPublished, BulletinApplied, BulletinHeld, Event};
use domain::premises::ApprovedThing;
use store::StoreError;
use sync::down::Chain;
use sync::down::bulletin::{Bulletin, Untaken};

use crate::{Counter, Host, Refusal};

/// A bulletin for which enough people vouch.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// It.
    pub bulletin: &'a Bulletin,
    /// What it brings, as it came.
    pub content: &'a [u8],
    /// Who vouches for it, by their codes at headquarters.
    pub people: &'a [String],
}

/// What one bulletin brings, as records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brings(Vec<Event>);

/// Why a bulletin brings nothing here.
#[derive(Debug)]
pub enum NotBrought {
    /// It cannot be applied as it is.
    Untaken(Untaken),
    /// The store failed.
    Failed(Refusal),
}

impl From<Untaken> for NotBrought {
    fn from(untaken: Untaken) -> Self {
        Self::Untaken(untaken)
    }
}

impl From<Refusal> for NotBrought {
    fn from(refusal: Refusal) -> Self {
        Self::Failed(refusal)
    }
}

impl From<StoreError> for NotBrought {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// A part that this store cannot work by.
fn unfit(item: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> NotBrought {
    NotBrought::Untaken(Untaken::Unfit { item: item.into(), zh: zh.into(), en: en.into() })
}

/// What the people who signed brought in and approved.
fn approved(came: Came<'_>, things: Vec<ApprovedThing>) -> Event {
    let chain = came.bulletin.chain.name().to_owned();
    ApprovalsPublished { chain, no: came.bulletin.no, things, people: came.people.to_vec() }.into()
}

impl<H: Host> Counter<H> {
    /// Reads what a bulletin brings, beside what the store has.
    ///
    /// # Errors
    /// [`NotBrought`]; nothing was changed.
    pub fn brings(&self, came: Came<'_>) -> Result<Brings, NotBrought> {
        match came.bulletin.chain {
            Chain::Recalls => stops::recalls(came),
            Chain::Suspensions => stops::suspensions(came),
            Chain::Recipes => recipes::recipes(self, came),
            Chain::Rulebooks => rulebooks::rulebooks(came),
            Chain::WorkingDays => working_days::working_days(came),
            Chain::Staff => staff::staff(self, came),
            Chain::Catalogue | Chain::LabelTemplates | Chain::ConsentTexts => {
                Err(Untaken::NeedsProgram { needs: came.bulletin.needs.saturating_add(1) }.into())
            }
        }
        .map(Brings)
    }

    /// Applies a bulletin, whole or not at all.
    ///
    /// # Errors
    /// What the store answers: then nothing of it was applied.
    pub fn applies(&mut self, bulletin: BulletinApplied, brings: Brings) -> Result<(), Refusal> {
        self.write::<_, Refusal>("system", "headquarters.down", |tx| {
            for event in brings.0 {
                tx.record(event)?;
            }
            tx.record(bulletin)?;
            Ok(())
        })?;
        self.furnish();
        Ok(())
    }

    /// Keeps a bulletin that waits. One that waits already, and for the same, is not recorded again.
    ///
    /// # Errors
    /// What the store answers.
    pub fn holds(&mut self, bulletin: BulletinHeld) -> Result<(), Refusal> {
        let waiting = self.store().bulletins_waiting(&bulletin.chain)?;
        let same = waiting
            .iter()
            .any(|row| (row.no, &row.untaken, row.until) == (bulletin.no, &bulletin.untaken, bulletin.until));
        if same {
            return Ok(());
        }
        self.write("system", "headquarters.down", |tx| {
            tx.record(bulletin)?;
            Ok(())
        })
    }
}
